"""Review: what people answered on the sheets goes into the ledger; proposals are posted or refused by their word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from xl_addin.desk.answers.again import read_again
from xl_addin.desk.answers.facts import answers_given
from xl_addin.desk.answers.moved import Moved
from xl_addin.desk.answers.proposals import Answers, answers_of
from xl_addin.desk.answers.undo import Done, history
from xl_addin.desk.month.day import refuse_earlier_day, refuse_far_day
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding
from xl_addin.domain.records import Answer
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import KEPT, POSTED, REFUSED, REVIEW, TAKEN_BACK, WAITS
from xl_addin.ledger.rows import posting_row
from xl_addin.ledger.store import Actor
from xl_addin.workbook.books.inputs import read_inputs
from xl_addin.workbook.books.port import BookLists
from xl_addin.workbook.books.typed import Inputs


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

    @property
    def changed(self) -> bool:
        """Whether the ledger holds anything new."""
        return any((self.accepted, self.held_up, self.rejected, self.locked, self.taken_back, self.answers))


def review(
    ledger: Ledger,
    book: str,
    lists: BookLists,
    as_on: date,
    law: Law,
    actor: Actor,
    *,
    head: str,
    progress: Progress = silent,
) -> Reviewed:
    """Reads the input columns of a book's `lists` and keeps what changed, in one step.

    `head` is the ledger's action that the book was written at. A book older than another act is refused: its blank
    cells would undo what was said since; the same book may be read again. Columns of the ledger are only compared; a
    difference there is a finding. Reading a book twice keeps nothing twice.
    """
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    again = _read_before(ledger, book, head)
    now = month_now(ledger, as_on, law, progress)
    refuse_far_day(now.settled.month.dated(), as_on)
    progress("Reading the answers")
    if again is None:
        read = read_inputs(book, lists, now.lists)
    else:
        read = read_again(ledger, book, lists, again, now, as_on, law)
    lines = answers_of(read.changes, now, book)
    answers, differing = answers_given(read.changes, book)
    reviewed = Reviewed(
        len(lines.accepted),
        len(lines.held_up),
        len(lines.rejected),
        len(lines.locked),
        len(lines.taken_back),
        len(answers),
        sum(not answer.value for answer in answers),
        read.rows,
        (*read.findings, *lines.findings, *differing),
        replace(read, changes=(*lines.left, *(one for one in read.changes if one.column.question(one.row)))),
        now,
        Moved(tuple(lines.accepted), tuple(lines.taken_back)),
    )
    if reviewed.changed:
        _keep(ledger, as_on, actor, now, lines, answers, head)
    return reviewed


class OlderBook(DeskError):
    """Another act came after the book was written."""


def holds_more(ledger: Ledger, book: str, lists: BookLists, as_on: date, law: Law, progress: Progress = silent) -> bool:
    """Whether blue cells of a book, whichever act it was written at, say anything else than the ledger says now."""
    read = read_inputs(book, lists, month_now(ledger, as_on, law, progress).lists, compare=False)
    return bool(read.changes or read.findings)


def _read_before(ledger: Ledger, book: str, head: str) -> Done | None:
    """The act that the book was written at where it was read back before; DeskError where another act came after."""
    later = []
    for act in history(ledger):
        if act.hash == head:
            written = act
            break
        if not act.undone:
            later.append(act)
    else:
        raise DeskError(
            "The book was not made from this ledger.",
            f"Book {book}, ledger {ledger.where}.",
            "Give the ledger that the book was closed from, or close again and fill the new book.",
        )
    other = [act for act in later if act.kind != REVIEW.kind or act.detail.get("head") != head]
    if other:
        raise OlderBook(
            f"The book is older than what was done since: {other[0].told}.",
            f"Book {book}, ledger {ledger.where}.",
            "Its blank cells would undo later answers. Close again and fill the new book; remarks are kept.",
        )
    return written if later else None


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
