"""The buttons of two people: put decisions forward, answer what another has put forward, sign the month."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xl_addin.buttons.acts import changes_told, not_of_now, read_back
from xl_addin.buttons.card import Card
from xl_addin.buttons.month import Month, open_month
from xl_addin.buttons.places import chosen_row
from xl_addin.buttons.work import Work
from xl_addin.desk.acts.from_book import Acted
from xl_addin.desk.acts.scope import Scope
from xl_addin.desk.acts.sign_month import next_role, role_of, sign_month, signed_lines
from xl_addin.desk.answers.report import kept_lines, reviewed_counts
from xl_addin.desk.close.close_month import CloseOrder
from xl_addin.desk.lists import (
    advances,
    approvals,
    extensions,
    follow_up,
    orm,
    referrals,
    sign_off,
    small_value,
    write_offs,
)
from xl_addin.desk.lists.act_cells import ACTS
from xl_addin.desk.lists.proposed import PROPOSE
from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.facts import YES, fact
from xl_addin.workbook.books.port import BookLists, SheetTable

BY_ACT = (follow_up.LIST.name, orm.LIST.name)  # sheets whose Propose says which act
DECISIONS = (*(one.LIST.name for one in (advances, write_offs, small_value, extensions, referrals)), *BY_ACT)


def propose(work: Work) -> Card:
    """Puts the rows marked on the decision sheets forward; where none is, the row that the person stands on."""
    return _pressed(work, Scope.PROPOSE, DECISIONS, PROPOSE, YES)


def approve(work: Work) -> Card:
    """Does what is answered on Approvals; where nothing is, approves the proposal that the person stands on."""
    return _pressed(work, Scope.APPROVE, (approvals.LIST.name,), approvals.ANSWER, approvals.APPROVE)


def sign(work: Work) -> Card:
    """Signs the month in the role of the row that the person stands on; elsewhere in the role that signs next."""
    with open_month(work) as month:
        if fault := not_of_now(work, month):
            raise DeskError(fault, f"Book {work.book.name}. Nothing was signed.", _LOOK_FIRST.format(**work.labels))
        order = CloseOrder(Path(), work.out, work.as_on, month.actor, work.bank, anew=True)
        role = _chosen_role(work, month) or next_role(month.ledger, order)
        done = sign_month(month.ledger, order, month.law, role, work.progress, reason=_reason(month, role))
        return month.card(f"Signed as {role} by {done.person}", signed_lines(done))


_LOOK_FIRST = "Press {decide}, look at the sheets and at the closing workbook, then press {sign} again."


def _chosen_role(work: Work, month: Month) -> str:
    """The role of the row of Sign-off that the person stands on; "" where he stands elsewhere."""
    try:
        _, sheet, cells = chosen_row(work.book, {sign_off.LIST.name: month.lists[sign_off.LIST.name]})
    except DeskError:
        return ""
    return role_of(str(cells[sheet.headers.index("Role")] or ""), f"Sheet {sheet.sheet}, the row that you stand on.")


def _reason(month: Month, role: str) -> str:
    """What is typed in the row of a role on Sign-off, of tasks that are open."""
    sheet = month.lists[sign_off.LIST.name]
    at, cell = sheet.headers.index("Role"), sheet.headers.index(fact(sign_off.OPEN_TASKS).header)
    return next((str(row[cell] or "") for row in sheet.rows if row[at] == role), "")


def _pressed(work: Work, scope: Scope, tables: tuple[str, ...], header: str, word: str) -> Card:
    with open_month(work, keep=False) as month:
        inputs, by_standing = _inputs(work, month, tables, header, word)
        read = read_back(work, month, inputs, scope)
        left = read.typed.changes
        if by_standing:  # what the person stood on was never typed
            left = tuple(one for one in left if one.column.header != header)
        month.typed = replace(read.typed, changes=left)
        told = [*kept_lines(read), *changes_told(work, month, read)]
        return month.card(_headline(read.acted, scope), told, read.findings, counts=reviewed_counts(read))


def _headline(acted: Acted, scope: Scope) -> str:
    if scope is Scope.PROPOSE:
        return f"Proposed: {len(acted.proposed.made)} decisions, {len(acted.findings)} not"
    done = len(acted.approved.posted) + len(acted.approved.months) + len(acted.declined.done)
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
    if table.name in BY_ACT:
        told = " or ".join((", ".join(ACTS[:-1]), ACTS[-1]))
        raise DeskError(
            "It is not said which act the row proposes.",
            f"Sheet {lists[table.name].sheet}, column {header}.",
            f"Write {told} into it, fill the cells that the act needs, and press the button again.",
        )
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
