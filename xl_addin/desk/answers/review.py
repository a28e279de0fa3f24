"""Review: what people answered on the sheets goes into the ledger; suggestions are posted or dropped by their word.

What two people do is asked in the same cells: it comes after the answers, on the month as they leave it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xl_addin.desk.acts.from_book import NOTHING_ACTED, Acted, Acting, act
from xl_addin.desk.acts.scope import Scope, doubt_of, is_act, opens_month, still_asks, taken
from xl_addin.desk.answers.again import read_again
from xl_addin.desk.answers.facts import answers_given, asked_in, differing
from xl_addin.desk.answers.fill_down import NOTHING_FILLED, FilledDown, fill_down
from xl_addin.desk.answers.moved import Moved
from xl_addin.desk.answers.proposals import Answers, answers_of
from xl_addin.desk.answers.undo import Done, history
from xl_addin.desk.lists.tied import TIE_ORM
from xl_addin.desk.month.day import refuse_far_day, refuse_gone_on, refuse_shut
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding
from xl_addin.domain.records import Answer
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, chain, tables
from xl_addin.ledger.acts import APPROVE, DECLINE, KEPT, POSTED, PROPOSE, REFUSED, REVIEW, TAKEN_BACK, WAITS
from xl_addin.ledger.rows import posting_row
from xl_addin.ledger.store import Actor
from xl_addin.workbook.books.inputs import read_inputs
from xl_addin.workbook.books.port import BookLists
from xl_addin.workbook.books.typed import Change, Inputs

OF_READING = (REVIEW.kind, PROPOSE.kind, APPROVE.kind, DECLINE.kind)  # acts of reading a book back


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What reading back did: proposals posted, refused and kept for later, lines taken back, answers, findings."""

    accepted: int
    held_up: int  # accepted, and posted only when IDPMS has acknowledged the manual bill of entry
    rejected: int
    locked: int
    taken_back: int
    answers: int
    withdrawn: int  # of them: a cell was emptied, and the ledger forgets what it said
    rows: int
    findings: tuple[Finding, ...]
    typed: Inputs  # what was read, without the proposals that were answered
    before: Now  # the month as it stood when the reading began
    moved: Moved  # the lines that it posted and took back
    acted: Acted = NOTHING_ACTED  # what was proposed, approved and given back
    filled: FilledDown = NOTHING_FILLED  # answers by rows of Missing facts

    @property
    def kept(self) -> bool:
        """Whether anything was answered that the ledger lacked."""
        return any((self.accepted, self.held_up, self.rejected, self.locked, self.taken_back, self.answers))

    @property
    def changed(self) -> bool:
        """Whether the ledger holds anything new."""
        return self.kept or self.acted.changed


def review(
    ledger: Ledger,
    book: str,
    lists: BookLists,
    as_on: date,
    law: Law,
    actor: Actor,
    *,
    head: str,
    scope: Scope = Scope.ALL,
    progress: Progress = silent,
) -> Reviewed:
    """Reads the input columns of a book's `lists` and keeps what changed, in one step; then it acts.

    `head` is the ledger's action that the book was written at. A book older than another act is refused: its blank
    cells would undo what was said since; the same book may be read again. Columns of the ledger are only compared; a
    difference there is a finding. Reading a book twice keeps nothing twice. Cells beyond the `scope` stay as they are.
    """
    with ledger.read() as connection:
        refuse_gone_on(connection, as_on)
    written = _written_at(ledger, book, head)
    now = month_now(ledger, as_on, law, progress, short=True, named=_named(lists))
    refuse_far_day(now.settled.month.dated(), as_on)
    progress("Reading the answers")
    typed_on = actor.at.date()
    if now.head == written.hash:
        read = read_inputs(book, lists, now.lists, as_on=as_on, typed_on=typed_on)
    else:
        read = read_again(ledger, book, lists, written, now, as_on, law, typed_on)
    takes = taken(read.changes, scope)
    if not all(map(opens_month, takes)):  # a month that is signed may only be opened again
        with ledger.read() as connection:
            refuse_shut(connection, as_on)
    lines = answers_of(takes, now, book)
    own = asked_in(takes)
    answers, not_taken = answers_given(own, book)
    filled = fill_down(takes, own, book, as_on, date1904=lists.date1904)
    answers += filled.answers
    reviewed = Reviewed(
        len(lines.accepted),
        len(lines.held_up),
        len(lines.rejected),
        len(lines.locked),
        len(lines.taken_back),
        len(answers),
        sum(not answer.value for answer in answers),
        read.rows,
        (*read.findings, *lines.findings, *not_taken, *filled.findings),
        replace(read, changes=(*lines.left, *filled.left, *_not_done(read.changes, takes))),
        now,
        Moved(tuple(lines.accepted), tuple(lines.taken_back)),
        filled=filled,
    )
    if reviewed.kept:
        _keep(ledger, as_on, actor, now, lines, answers, head)
    doubt = doubt_of(read.unread, differing(own))
    by = Acting(ledger, as_on, law, actor, book, head, written.seq, doubt)
    return _with_acts(reviewed, act(by, takes, lambda: _as_it_is(by, now, _named(lists), progress)))


def _not_done(changes: Sequence[Change], takes: Sequence[Change]) -> list[Change]:
    """Cells that stay: those of facts, which show what the ledger says now, and those that were not taken."""
    done = {id(one) for one in takes}
    return [one for one in changes if one.column.question(one.row) or id(one) not in done]


def _with_acts(reviewed: Reviewed, acted: Acted) -> Reviewed:
    typed = replace(reviewed.typed, changes=(*reviewed.typed.changes, *acted.left))
    return replace(reviewed, typed=typed, findings=(*reviewed.findings, *acted.findings), acted=acted)


def _named(lists: BookLists) -> set[str]:
    """Remittances that a person has named in a cell: one may be over since long ago."""
    rows = (
        (sheet.headers.index(TIE_ORM), row) for sheet in lists.sheets if TIE_ORM in sheet.headers for row in sheet.rows
    )
    return {str(row[at]) for at, row in rows if row[at] not in (None, "")}


def _as_it_is(by: Acting, now: Now, named: Collection[str], progress: Progress) -> Now:
    """The month after what was done to it since it was `now`."""
    with by.ledger.read() as connection:
        same = chain.head(connection) == now.head
    return now if same else month_now(by.ledger, by.as_on, by.law, progress, short=True, named=named)


class OlderBook(DeskError):
    """Another act came after the book was written."""


def holds_more(ledger: Ledger, book: str, lists: BookLists, as_on: date, law: Law, progress: Progress = silent) -> bool:
    """Whether blue cells of a book, whichever act it was written at, say anything else than the ledger says now."""
    read = read_inputs(
        book, lists, month_now(ledger, as_on, law, progress, short=True).lists, as_on=as_on, compare=False
    )
    return bool(read.findings) or any(not is_act(one) or still_asks(one) for one in read.changes)


def _written_at(ledger: Ledger, book: str, head: str) -> Done:
    """The act that the book was written at; DeskError where another came after than those of reading it back."""
    later = []
    for done in history(ledger):
        if done.hash == head:
            written = done
            break
        if not done.undone:
            later.append(done)
    else:
        raise DeskError(
            "The book was not made from this ledger.",
            f"Book {book}, ledger {ledger.where}.",
            "Give the ledger that the book was closed from, or close again and fill the new book.",
        )
    other = [one for one in later if one.kind not in OF_READING or one.detail.get("head") != head]
    if other:
        raise OlderBook(
            f"The book is older than what was done since: {other[0].told}.",
            f"Book {book}, ledger {ledger.where}.",
            "Its blank cells would undo later answers. Close again and fill the new book; remarks are kept.",
        )
    return written


def _keep(
    ledger: Ledger, as_on: date, actor: Actor, now: Now, lines: Answers, answers: Sequence[Answer], head: str
) -> None:
    with ledger.step(REVIEW, as_on, actor, after=now.head) as step:
        step.add(tables.answers, (answer._asdict() for answer in answers))
        for posting, posted in (
            (POSTED, lines.accepted),
            (WAITS, lines.held_up),
            (TAKEN_BACK, lines.taken_back),
            (REFUSED, lines.rejected),
            (KEPT, lines.locked),
        ):
            step.add(tables.postings, (posting_row(line, posting) for line in posted))
        step.detail = {
            "head": head,
            "accepted": len(lines.accepted),
            "held_up": len(lines.held_up),
            "rejected": len(lines.rejected),
            "locked": len(lines.locked),
            "taken_back": len(lines.taken_back),
            "answers": len(answers),
        }
