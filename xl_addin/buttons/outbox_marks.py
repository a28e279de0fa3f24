"""The buttons that say what became of files for IDPMS: sent under a reference, or dropped before they were let go."""

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
from xl_addin.desk.produce.told import done_lines
from xl_addin.ledger.outbox import DRAFTED, RELEASED
from xl_addin.workbook.month.layout import FILES, SETTINGS, START, WORDS

_ASKED = 10  # files told in a question
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


def _marked(work: Work, mark: _Mark) -> Card:
    """Shows which files are meant, asks, does it, and blanks the cells of Start."""
    numbers = [one for one in re.split(r"[\s,;]+", work.text(FILES)) if one]
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
    files = [*map(told_file, may.files)]
    more = [f"… and {len(files) - _ASKED:,} more files"] if len(files) > _ASKED else []
    return "\n".join((f"{len(files):,} files {mark.question}?", "", *files[:_ASKED], *more))


def _blank(work: Work, names: Sequence[str]) -> None:
    """What was said counts once."""
    with work.book.at_work():
        for name in names:
            work.book.write_value(name, None)
