"""What people filled in: each changed blue cell is an answer to the question that its column asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.domain.records import Answer
from xl_addin.rulebook.facts import fact
from xl_addin.workbook.books.typed import Change
from xl_addin.workbook.lists import Question

BLANK = (None, "")


def asked_in(changes: Iterable[Change]) -> dict[Question, list[Change]]:
    """The cells of items by the question that they answer."""
    told: dict[Question, list[Change]] = {}
    for change in changes:
        if question := change.column.question(change.row):
            told.setdefault(question, []).append(change)
    return told


def answers_given(told: Mapping[Question, list[Change]], book: str) -> tuple[list[Answer], list[Finding]]:
    """Changed inputs as answers; where two rows answer one question differently, neither is taken and both are told."""
    differ = differing(told)
    answers = [Answer(*q, fact(q[2]).text(given[0].new)) for q, given in told.items() if q not in differ]
    return answers, [_differ(book, given) for given in differ.values()]


def differing(told: Mapping[Question, list[Change]]) -> dict[Question, list[Change]]:
    """The questions that cells of a book answer differently."""
    return {question: given for question, given in told.items() if len({one.new for one in given}) > 1}


def _differ(book: str, given: list[Change]) -> Finding:
    several = len({one.sheet for one in given}) > 1
    said = ", ".join(
        f"{f'{one.sheet}, ' if several else ''}row {one.sheet_row}: {'blank' if one.new in BLANK else one.new}"
        for one in given
    )
    return finding("ANSWERS_DIFFER", book, said, Place(given[0].sheet, given[0].sheet_row, given[0].column.header))
