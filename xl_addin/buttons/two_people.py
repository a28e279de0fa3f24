"""The buttons of two people: put decisions forward, and answer what another person has put forward."""

from __future__ import annotations

from dataclasses import replace

from xl_addin.buttons.acts import changes_told, read_back
from xl_addin.buttons.card import Card
from xl_addin.buttons.month import Month, open_month
from xl_addin.buttons.places import chosen_row
from xl_addin.buttons.work import Work
from xl_addin.desk.acts.from_book import Acted, Scope
from xl_addin.desk.answers.report import kept_lines
from xl_addin.desk.lists import approvals, small_value, write_offs
from xl_addin.desk.lists.proposed import PROPOSE
from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.facts import YES
from xl_addin.workbook.books.port import BookLists, SheetTable

DECISIONS = (write_offs.LIST.name, small_value.LIST.name)


def propose(work: Work) -> Card:
    """Puts the rows marked on Write-offs and Small value forward; where none is, the row that the person stands on."""
    return _pressed(work, Scope.PROPOSE, DECISIONS, PROPOSE, YES)


def approve(work: Work) -> Card:
    """Does what is answered on Approvals; where nothing is, approves the proposal that the person stands on."""
    return _pressed(work, Scope.APPROVE, (approvals.LIST.name,), approvals.ANSWER, approvals.APPROVE)


def _pressed(work: Work, scope: Scope, tables: tuple[str, ...], header: str, word: str) -> Card:
    with open_month(work, keep=False) as month:
        inputs, by_standing = _inputs(work, month, tables, header, word)
        read = read_back(work, month, inputs, scope)
        left = read.typed.changes
        if by_standing:  # what the person stood on was never typed
            left = tuple(one for one in left if one.column.header != header)
        month.typed = replace(read.typed, changes=left)
        told = [*kept_lines(read), *changes_told(work, month, read)]
        return month.card(_headline(read.acted, scope), told, read.findings)


def _headline(acted: Acted, scope: Scope) -> str:
    if scope is Scope.PROPOSE:
        return f"Proposed: {len(acted.proposed.made)} decisions, {len(acted.findings)} not"
    done = len(acted.approved.posted) + len(acted.declined.done)
    return f"Answered: {done} proposals, {len(acted.findings)} not"


def _inputs(work: Work, month: Month, tables: tuple[str, ...], header: str, word: str) -> tuple[BookLists, bool]:
    """The lists as they are filled; where the column is blank, with the `word` in the row that the person stands on."""
    lists = {name: month.lists[name] for name in tables}
    if any(_is_filled(sheet, header) for sheet in lists.values()):
        return month.inputs, False
    try:
        table, _, _ = chosen_row(work.book, lists)
    except DeskError as error:
        raise DeskError(
            f"Column {header} is blank, and you do not stand on a row that is meant.",
            error.where,
            f"Write {word} into column {header} of the rows that you mean, or choose one row: sheet "
            f"{' or '.join(sheet.sheet for sheet in lists.values())}.",
        ) from None
    marked = _marked(lists[table.name], work.book.selection()[1], header, word)
    sheets = tuple(marked if one.name == marked.name else one for one in month.inputs.sheets)
    return replace(month.inputs, sheets=sheets), True


def _is_filled(sheet: SheetTable, header: str) -> bool:
    at = sheet.headers.index(header)
    return any(row[at] not in (None, "") for row in sheet.rows)


def _marked(sheet: SheetTable, row: int, header: str, word: str) -> SheetTable:
    down, at = row - sheet.header_row - 1, sheet.headers.index(header)
    cells = sheet.rows[down]
    rows = (*sheet.rows[:down], (*cells[:at], word, *cells[at + 1 :]), *sheet.rows[down + 1 :])
    return replace(sheet, rows=rows)
