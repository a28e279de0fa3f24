"""Which blue cells of a book a reading takes: what a button is about, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from xl_addin.desk.acts.ties import is_tie, is_tied
from xl_addin.desk.lists.approvals import LIST as APPROVALS
from xl_addin.desk.lists.book import INPUT_LISTS
from xl_addin.desk.lists.proposed import PROPOSE
from xl_addin.ledger.acts import REOPEN_MONTH
from xl_addin.workbook.books.typed import Change, Key, Unread
from xl_addin.workbook.lists import Question

BLANK = (None, "")  # an amount of zero is not blank


class Scope(Enum):
    """Which blue cells a reading takes."""

    ALL = "all of them"
    ANSWERS = "answers to rules alone, nothing that two people do"
    PROPOSE = "the rows that are marked to be proposed"
    APPROVE = "the sheet Approvals"
    TIE = "the rows of BoE invoices that are tied by hand"


def is_act(change: Change) -> bool:
    """Whether a cell asks for something that two people do."""
    return change.table == APPROVALS.name or change.column.header == PROPOSE or is_tie(change)


def opens_month(change: Change) -> bool:
    """Whether a cell answers the proposal to open a signed month again."""
    return change.table == APPROVALS.name and change.row.act == REOPEN_MONTH


def still_asks(change: Change) -> bool:
    """Whether what an act's cell asks for is not in the ledger yet."""
    if not is_act(change) or change.new in BLANK:
        return False
    if is_tie(change):
        return not is_tied(change)
    return change.row.waits if change.table == APPROVALS.name else not change.row.proposal


def taken(changes: Sequence[Change], scope: Scope) -> list[Change]:
    """Of what was read that which a reading of this scope takes."""
    marks = [one for one in changes if one.column.header == PROPOSE and one.new]
    marked, asked = {(one.table, one.key) for one in marks}, {q for one in marks for q in _asked_in_row(one)}
    takes: Mapping[Scope, Callable[[Change], bool]] = {
        Scope.ALL: lambda one: True,
        Scope.ANSWERS: lambda one: not is_act(one),
        Scope.PROPOSE: lambda one: (one.table, one.key) in marked or one.column.question(one.row) in asked,
        Scope.APPROVE: lambda one: one.table == APPROVALS.name,
        Scope.TIE: is_tie,
    }
    return [one for one in changes if takes[scope](one)]


def _asked_in_row(mark: Change) -> Iterator[Question]:
    """What the cells of a marked row answer: told on another sheet it counts too, or differs."""
    for column in INPUT_LISTS[mark.table].columns:
        if question := column.question(mark.row):
            yield question


@dataclass(frozen=True, slots=True)
class Doubt:
    """Cells that say something which was not taken, in words, by their row and by what they answer.

    An act that rests on one of them is not done: its cell counts as blank, and blank may mean all of it.
    """

    rows: Mapping[tuple[str, Key], str] = field(default_factory=dict)
    questions: Mapping[Question, str] = field(default_factory=dict)

    def of(self, change: Change) -> str:
        """What is in doubt of the act that a cell asks for; "" for nothing."""
        asked = (self.questions[one] for one in _asked_in_row(change) if one in self.questions)
        return self.rows.get((change.table, change.key), "") or next(asked, "")


NO_DOUBT = Doubt()


def doubt_of(unread: Sequence[Unread], differing: Mapping[Question, Sequence[Change]]) -> Doubt:
    """The doubt that cells leave which could not be read, or say different things."""
    rows, questions = dict[tuple[str, Key], str](), dict[Question, str]()
    for one in unread:
        sheet = one.there.table
        why = f"{one.column.header} (sheet {sheet.sheet}, row {one.there.number}) could not be read"
        rows[sheet.name, one.key] = why
        if question := one.column.question(one.row):
            questions[question] = why
    for question, given in differing.items():
        questions[question] = f"{given[0].column.header} is told differently in two rows"
    return Doubt(rows, questions)
