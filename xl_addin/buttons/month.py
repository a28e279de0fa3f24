"""A button that goes on the ledger: what waits in the blue cells is kept, and the lists are written anew after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from xl_addin.buttons.card import Card, Line, Stopped, Unshown, labelled
from xl_addin.buttons.meanwhile import joined, since, told_of
from xl_addin.buttons.room import refuse_without_room, rows_at_most, rows_of
from xl_addin.buttons.sheets import Written, read_lists, with_formulas, write_lists
from xl_addin.buttons.stamp import mark_of, stamp_of
from xl_addin.buttons.way_back import way_back
from xl_addin.buttons.work import Work
from xl_addin.desk.acts.four_eyes import acting
from xl_addin.desk.answers.report import told_lines
from xl_addin.desk.answers.undo import history
from xl_addin.desk.answers.waiting import as_written, kept
from xl_addin.desk.close.card import CARD_JSON, ResultCard, moved_lines, ties, waits_lines, write_card
from xl_addin.desk.lists.book import INPUT_LISTS
from xl_addin.desk.month.day import refuse_beyond_law, refuse_far_day, refuse_gone_on
from xl_addin.desk.month.now import Now, month_now
from xl_addin.domain.addresses import without_password
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, Severity
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, chain
from xl_addin.ledger.past import as_of
from xl_addin.ledger.store import Actor
from xl_addin.workbook.books.inputs import read_inputs
from xl_addin.workbook.books.port import BookLists, SheetTable
from xl_addin.workbook.books.typed import Inputs, RowThere
from xl_addin.workbook.lists import Filled
from xl_addin.workbook.month.layout import PERSON

STANDS = "What was finished before it stands in the ledger."
NOTHING_TYPED = Inputs((), (), 0)


@dataclass
class Month:
    """The open ledger beside the lists as they stood when the button was pressed."""

    work: Work
    ledger: Ledger
    law: Law
    lists: dict[str, SheetTable]
    began: str  # the ledger's last act when the button was pressed
    keeps: bool = True  # what was typed before stays in its cells; else it is read into the ledger
    typed: Inputs = NOTHING_TYPED
    meanwhile: list[str] = field(default_factory=list)  # what was typed while the button was at work
    _known: dict[str, Now] = field(default_factory=dict)  # by the ledger's act: reading twice costs twice

    @cached_property
    def head(self) -> str:
        """The ledger's act at which the lists were last written; "" for lists never written."""
        with self.ledger.read() as connection:
            return chain.full_hash(connection, self.work.shown.head)

    @cached_property
    def actor(self) -> Actor:
        """Who acts: the user of the computer or database; in a training ledger the person named on Start."""
        return acting(self.ledger, self.work.shell.actor, self.work.text(PERSON))

    @property
    def inputs(self) -> BookLists:
        """The lists with blue cells."""
        return BookLists(tuple(self.lists[name] for name in INPUT_LISTS), self.work.book.date1904)

    def ledger_head(self) -> str:
        """The ledger's last act."""
        return _head(self.ledger)

    def now(self) -> Now:
        """The month as the ledger tells it."""
        head = self.ledger_head()
        if head not in self._known:
            self._known = {head: month_now(self.ledger, self.work.as_on, self.law, self.work.say, short=True)}
        return self._known[head]

    def refuse(self) -> None:
        """DeskError where the sheets are of another ledger, or the day lies before its last or far from its records."""
        with self.ledger.read() as connection:
            self.work.refuse_moved(lambda head: bool(chain.full_hash(connection, head)))
            refuse_gone_on(connection, self.work.as_on)
        refuse_far_day(self.now().settled.month.dated(), self.work.as_on)

    def keep_answers(self) -> None:
        """Looks for what was typed and not read back yet; it stays in its cells when the lists are written."""
        if self.keeps:
            self.typed = self._typed()

    def _typed(self) -> Inputs:
        if not self.head or not any(_holds_rows(sheet) for sheet in self.inputs.sheets):
            return NOTHING_TYPED
        typed = read_inputs(self.work.book.name, self.inputs, self.written(), **self.work.days, compare=False)
        return typed if self.work.shown.law in ("", mark_of(self.law)) else _by_former_law(typed)

    def look_again(self) -> None:
        """What was typed or moved since the button was pressed is kept as well, and told."""
        before, self.lists = self.lists, read_lists(self.work.book)
        if self.lists != before:
            late = since(self._typed(), before)
            self.meanwhile = told_of(late)
            self.typed = self._typed() if self.keeps else joined(self.typed, late)

    def written(self) -> Mapping[str, Filled[Any]]:
        """The rows that may stand on the sheets: those of the act and day that they were written at, those of now."""
        now = self.now().lists
        act = next((one for one in history(self.ledger) if one.hash == self.head), None)
        on = self.work.shown.as_on or (act.as_on if act else None)
        if act is None or on is None or (act.hash == self.ledger_head() and on == self.work.as_on):
            return now
        self.work.say("Reading what the sheets were written from")
        with as_of(self.ledger, act.seq) as past:
            return as_written(month_now(past, on, self.law, self.work.say).lists, now)

    def write(self, findings: Sequence[Finding] = (), only: Sequence[str] = ()) -> Written:
        """Writes the lists from the ledger as it is now; all of them where they show another act, day or law."""
        now, book = self.now(), self.work.book
        self.work.say("Writing the sheets")
        self.look_again()
        chosen = only if self.work.shown == stamp_of(now) else ()
        mine = kept(self.typed, now.lists, book.name)
        others = [one for one in findings if one not in mine.told]  # those are told where they stand afterwards
        return write_lists(book, with_formulas(book, self.lists), now, mine, others, chosen)

    def card(
        self,
        headline: str,
        told: Iterable[str],
        findings: Sequence[Finding] = (),
        only: Sequence[str] = (),
        counts: Mapping[str, int] | None = None,
    ) -> Card:
        """Writes the lists and says what was done; what is done stands, and is told, where they cannot be written.

        An act with `counts` leaves its card in the folder of the closing too, where that is there.
        """
        try:
            written = self.write(findings, only)
        except DeskError as error:
            if self.ledger_head() == self.began:
                raise
            instead = f"Then press {self.work.labels['decide']}: it writes the sheets anew and does nothing else."
            raise Unshown(headline, "the sheets could not be written", error, instead) from error
        done, late = tuple(told), labelled("Typed meanwhile", self.meanwhile)
        kept = () if counts is None else self._keep_card(headline, done, written.now, counts)
        return Card(headline, (*labelled("Done", done), *kept, *late, *month_lines(self, written)))

    def _keep_card(self, headline: str, done: tuple[str, ...], now: Now, counts: Mapping[str, int]) -> tuple[Line, ...]:
        """Lays the card beside the closing for another program; where that cannot be, says so: the act stands."""
        work = self.work
        if not work.out.is_dir():
            return ()
        view, act = now.closing.view, headline.partition(":")[0]
        made = ResultCard(act, headline, done, view, now.head, self.ledger.where, self.actor, counts)
        try:
            return (("Card", str(write_card(made, work.out / CARD_JSON))),)
        except DeskError as error:
            return (("Card", f"{CARD_JSON} was not written: {error.what} {error.where}"),)


@contextmanager
def open_month(
    work: Work, *, sources: Path | None = None, create: bool = False, keep: bool = True, writes: bool = True
) -> Iterator[Month]:
    """The month behind a button. Where it is stopped or fails after a finished step, the lists follow the ledger.

    What is wrong on Start, or keeps the lists from being written, is told before anything is done. `sources` is the
    folder that is taken in: its files tell how far the lists may grow.
    """
    lists, law, more = read_lists(work.book), work.law(), rows_of(sources) if sources else 0
    refuse_beyond_law(law.rules, work.as_on)
    is_new = not work.has_ledger
    if is_new and writes:  # before it is made
        refuse_without_room(work.book, rows_at_most(lists, None, more))
    with work.ledger(create=create, reading=not writes) as ledger:
        month = Month(work, ledger, law, lists, _head(ledger), keep)
        month.refuse()
        if writes and not is_new:
            refuse_without_room(work.book, rows_at_most(lists, month.now(), more))
        month.keep_answers()
        try:
            yield month
        except DeskError as error:
            if isinstance(error, Unshown) or month.ledger_head() == month.began:
                raise
            with suppress(DeskError):  # the first error counts
                month.write()
            if isinstance(error, Stopped):
                raise
            raise DeskError(error.what, error.where, f"{error.todo} {STANDS}".strip()) from error


def _head(ledger: Ledger) -> str:
    with ledger.read() as connection:
        return chain.head(connection)


def _by_former_law(typed: Inputs) -> Inputs:
    """Rows that another law or policy had put there go with it, except where a person has answered in them."""
    return replace(typed, astray=tuple(one for one in typed.astray if _is_answered(one.there)))


def _is_answered(there: RowThere) -> bool:
    asked = {column.header for column in INPUT_LISTS[there.table.name].columns if column.is_user_input}
    return any(
        cell not in (None, "") for header, cell in zip(there.table.headers, there.cells, strict=True) if header in asked
    )


def _holds_rows(sheet: SheetTable) -> bool:
    return any(cell not in (None, "") for row in sheet.rows for cell in row)


def month_lines(month: Month, written: Written) -> tuple[Line, ...]:
    """What every card ends with: tie, what waits, day, ledger, run, and the way back."""
    now, work = written.now, month.work
    view, stamp = now.closing.view, now.closing.view.stamp
    return (
        ("Totals tie", ties(view)[1]),
        *labelled("The month so far", moved_lines(view)),
        *labelled("What waits", waits_lines(view)),
        *labelled("Waiting for you", _waiting(work, written)),
        *labelled("Look at", told_lines(written.told, written.items)),
        ("Day and law", f"{stamp.as_on:%d-%b-%Y}, {stamp.regime}"),
        ("Ledger", without_password(work.where)),
        ("Run", f"{stamp.period}-{now.head[:8]} by {month.actor.user}, {work.shell.actor.at:%d-%b-%Y %H:%M}"),
        ("Undo", way_back(month.ledger, work.as_on, work.labels["undo"])),
    )


def _waiting(work: Work, written: Written) -> Iterator[str]:
    settled, severities = written.now.settled, Counter(one.severity for one in written.now.closing.told.findings)
    if len(settled.suggestions):
        yield f"{len(settled.suggestions)} settlements to accept or reject (sheet Settlements)."
    if severities[Severity.BLOCK] or severities[Severity.WARN]:
        blocking, others = severities[Severity.BLOCK], severities[Severity.WARN]
        yield f"{blocking} blocking and {others} other findings (sheet Exceptions)."
    if written.waiting:
        yield f"{written.waiting} answers in blue cells are not in the ledger yet: press {work.labels['review']}."
