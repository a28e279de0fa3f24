"""One answer on Missing facts fills every item of its row that has none; what an item's own cell says stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from xl_addin.desk.lists.answered_as import form_of
from xl_addin.desk.lists.missing_facts import (
    ALL,
    ANSWER,
    LIST,
    OF_IMPORTER,
    Missing,
    is_answered_here,
    places_of,
)
from xl_addin.desk.lists.parts import answer_column
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.domain.identifiers import boe_day
from xl_addin.domain.records import Answer
from xl_addin.rulebook.facts import AS_ON, BOE, fact
from xl_addin.workbook.books.fits import of_its_kind
from xl_addin.workbook.books.normal import Unreadable, from_cell
from xl_addin.workbook.books.typed import Change
from xl_addin.workbook.lists import Question
from xl_addin.workbook.month.keep import BLANK

SHOWN_MAX = 3


@dataclass(frozen=True, slots=True)
class FilledDown:
    """Answers by rows of Missing facts: how many rows, what they answer, items that have a cell of their own."""

    answers: tuple[Answer, ...] = ()
    rows: int = 0
    own: int = 0
    findings: tuple[Finding, ...] = ()
    left: tuple[Change, ...] = ()

    def told(self) -> Iterator[str]:
        """What was filled, in words."""
        if self.rows:
            filled = Counter(one.fact for one in self.answers)
            by_fact = ", ".join(f"{name} of {count:,}" for name, count in filled.items())
            yield f"Filled down from {self.rows:,} rows of Missing facts: {by_fact or 'nothing that was blank'}."
        if self.own:
            yield f"{self.own:,} items were answered in a cell of their own, or in the row of the item: that stands."


NOTHING_FILLED = FilledDown()


def is_fill_down(change: Change) -> bool:
    """Whether a cell answers for several items."""
    return change.table == LIST.name and change.column.header == ANSWER


def questions_in(change: Change) -> tuple[Question, ...]:
    """The questions that a cell answers."""
    if is_fill_down(change):
        row: Missing = change.row
        return row.questions
    question = change.column.question(change.row)
    return () if question is None else (question,)


def fill_down(
    changes: Iterable[Change], answered: Collection[Question], book: str, as_on: date, *, date1904: bool
) -> FilledDown:
    """The answers of the rows that were filled; `answered` are the questions that own cells of the book answer.

    The row of an item goes before the row of its importer. What cannot be taken is told at its cell.
    """
    found: dict[Question, str] = {}
    findings: list[Finding] = []
    left: list[Change] = []
    rows, own = 0, 0
    asked = [one for one in changes if is_fill_down(one) and one.new not in BLANK]
    for change in sorted(asked, key=lambda one: one.row.level == OF_IMPORTER):
        row: Missing = change.row
        try:
            value = _value(row, change.new, as_on, date1904)
        except Unreadable as fault:
            findings.append(_unread(book, change, str(fault.found), fault.expected, fault.when))
            left.append(change)
            continue
        late = [one for one in row.questions if _is_late(one, value)]
        if late:
            keys = ", ".join(key for _, key, _ in late[:SHOWN_MAX]) + (", …" if len(late) > SHOWN_MAX else "")
            expected = "a day up to that of the bill of entry"
            findings.append(
                _unread(book, change, f"{change_text(row, value)}, after the bill of entry of {keys}", expected)
            )
            left.append(change)
        free = [one for one in row.questions if one not in late and one not in found and one not in answered]
        own += len(row.questions) - len(late) - len(free)
        rows += 1
        found |= dict.fromkeys(free, fact(row.fact).text(value))
    answers = tuple(Answer(*question, text) for question, text in found.items())
    return FilledDown(answers, rows, own, tuple(findings), tuple(left))


def _value(row: Missing, cell: object, as_on: date, date1904: bool) -> Any:
    """The answer as its fact has it; Unreadable where the cell holds no such answer, or the row takes none."""
    if row.level == ALL:
        raise Unreadable(ANSWER, cell, "an answer in the row of an importer, a bill of entry or a remittance", "all")
    if not is_answered_here(row.fact):
        raise Unreadable(ANSWER, cell, f"an answer on: {places_of(row.fact)}", "elsewhere")
    value = answer_of(row.fact, cell, date1904=date1904)
    if fact(row.fact).happened == AS_ON and isinstance(value, date) and value > as_on:
        raise Unreadable(ANSWER, change_text(row, value), f"a day up to {as_on:%d-%b-%Y}, the as-on date")
    return value


def answer_of(name: str, cell: object, *, date1904: bool = False) -> Any:
    """What a cell answers to a fact; Unreadable where it is no answer to it."""
    column = answer_column(name)
    try:
        value = from_cell(column, cell, date1904=date1904)
    except Unreadable as fault:
        raise Unreadable(ANSWER, fault.found, form_of(name), fault.when) from None
    if column.choices and value not in column.choices:
        raise Unreadable(ANSWER, value, form_of(name))
    of_its_kind(column, value)
    return value


def change_text(row: Missing, value: object) -> str:
    """An answer as a person reads it."""
    return f"{value:%d-%b-%Y}" if isinstance(value, date) else fact(row.fact).text(value)


def _is_late(question: Question, value: object) -> bool:
    kind, key, name = question
    return bool(fact(name).upto) and kind == BOE and isinstance(value, date) and value > boe_day(key)


def _unread(book: str, change: Change, found: str, expected: str, when: str = "") -> Finding:
    place = Place(change.sheet, change.sheet_row, ANSWER)
    return finding(
        "FILL_DOWN_NOT_TAKEN" if when in ("all", "elsewhere") else "INPUT_NOT_READ",
        book,
        found,
        place,
        expected=expected,
        when="" if when in ("all", "elsewhere") else when,
    )
