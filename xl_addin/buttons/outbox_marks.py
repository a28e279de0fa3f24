"""The buttons that say what became of what IDPMS was sent: files that went or were dropped, refused cancellations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xl_addin.buttons.card import Card, labelled
from xl_addin.buttons.month import Month, open_month
from xl_addin.buttons.outbox import order_of, outgoing_of, short, told_file
from xl_addin.buttons.work import Work
from xl_addin.desk.acts.propose import refuse_reason, refuse_text
from xl_addin.desk.produce.let_go import Done, Meant, drop, named, sent
from xl_addin.desk.produce.say_refused import Said, say_refused
from xl_addin.desk.produce.told import done_lines
from xl_addin.ledger.outbox import AGAIN, DONE_THERE, DRAFTED, RELEASED
from xl_addin.workbook.month.layout import FILES, SETTINGS, START, WORDS

NONE_AT_ALL = "No refused cancellation waits: see Outbox."
_ASKED = 10  # files or records told in a question
_LABELS = {one.name: one.label for one in SETTINGS}
_WHERE = f"{START}, {_LABELS[WORDS]}"


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is said of files: its word, of which state they are, the question, how it is done or looked at."""

    word: str
    state: str
    question: str
    does: Callable[..., Done]


def mark_sent(work: Work) -> Card:
    """Says that files were uploaded to IDPMS, on the as-on date, under the reference that stands on Start."""
    reference = work.text(WORDS)
    refuse_text(reference, _WHERE)
    under = f" under {reference}" if reference else ", without a reference of IDPMS"

    def does(month: Month, meant: Meant, *, only_list: bool) -> Done:
        order = order_of(work, month, outgoing_of(work))
        return sent(month.ledger, month.law, order, meant, work.as_on, reference, only_list=only_list)

    return _marked(work, _Mark("Sent", RELEASED, f"were uploaded to IDPMS{under}", does))


def drop_drafts(work: Work) -> Card:
    """Drops drafts for the reason that stands on Start: what they report waits again."""
    why = work.text(WORDS)
    refuse_reason(why, _WHERE)

    def does(month: Month, meant: Meant, *, only_list: bool) -> Done:
        order = order_of(work, month, outgoing_of(work))
        return drop(month.ledger, month.law, order, meant, why, only_list=only_list)

    return _marked(work, _Mark("Dropped", DRAFTED, f"are dropped: {why}", does))


def cancel_again(work: Work) -> Card:
    """Says that the cause of refused cancellations is mended: the next draft has them again."""
    return _cancelling(work, "To be cancelled again", AGAIN, "are to be tried again")


def cancelled_there(work: Work) -> Card:
    """Says that refused cancellations were cancelled in IDPMS by hand, or were never there."""
    return _cancelling(work, "Cancelled in IDPMS by hand", DONE_THERE, "were cancelled in IDPMS by hand")


def _cancelling(work: Work, headline: str, word: str, question: str) -> Card:
    """Shows which refused cancellations are meant, asks, keeps the word, and blanks the cells of Start."""
    why, named_ones = work.text(WORDS), _names(work)
    refuse_reason(why, _WHERE)

    def say(month: Month, references: Sequence[str], *, only_list: bool) -> Said:
        return say_refused(month.ledger, month.law, work.as_on, month.actor, references, word, why, only_list=only_list)

    with open_month(work) as month:
        may = say(month, named_ones, only_list=True)
        waits = [f"{one.file.message} {one.reference} in {one.file.file}" for one in may.done]
        if waits and not work.shell.agrees(_question(f"{len(waits):,} cancellations {question}: {why}?", waits)):
            return Card("Not kept", labelled("They wait as before", short(waits)))
        done = say(month, [one.reference for one in may.done], only_list=False) if waits else may
        told = [f"{headline}: {one.file.message} {one.reference}." for one in done.done]
        told += [f"not done: {one}: {bar}" for one, bar in may.barred] or ([] if told else [NONE_AT_ALL])
        card = month.card(f"{headline}: {len(done.done)}, {len(may.barred)} not", short(told))
        if done.done:
            _blank(work, (FILES, WORDS))
        return card


def _names(work: Work) -> list[str]:
    return [one for one in re.split(r"[\s,;]+", work.text(FILES)) if one]


def _marked(work: Work, mark: _Mark) -> Card:
    """Shows which files are meant, asks, does it, and blanks the cells of Start."""
    numbers = _names(work)
    outgoing_of(work)  # told before the ledger is opened
    with open_month(work) as month:
        meant = named(numbers) if numbers else lambda one: one.state == mark.state
        may = mark.does(month, meant, only_list=True)
        if may.files and not work.shell.agrees(_asked(may, mark)):
            return Card(f"Not {mark.word.lower()}", labelled("As before", short(map(told_file, may.files))))
        shown = {one.number for one in may.files}  # no more than what was asked for
        done = mark.does(month, lambda one: one.number in shown, only_list=False)
        told = Done(done.files, (*may.barred, *done.barred), done.faults)
        card = month.card(
            f"{mark.word}: {len(told.files)} files, {len(told.barred)} not", short(done_lines(told, mark.word))
        )
        if told.files:
            _blank(work, (FILES, WORDS))
        return card


def _asked(may: Done, mark: _Mark) -> str:
    return _question(f"{len(may.files):,} files {mark.question}?", [*map(told_file, may.files)])


def _question(asked: str, lines: Sequence[str]) -> str:
    more = [f"… and {len(lines) - _ASKED:,} more"] if len(lines) > _ASKED else []
    return "\n".join((asked, "", *lines[:_ASKED], *more))


def _blank(work: Work, names: Sequence[str]) -> None:
    """What was said counts once."""
    with work.book.at_work():
        for name in names:
            work.book.write_value(name, None)
