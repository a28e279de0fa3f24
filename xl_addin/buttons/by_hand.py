"""Match by hand in the open book: the rows that are tied on BoE invoices, or the two rows that the person stands on."""

from __future__ import annotations

from dataclasses import replace

from xl_addin.buttons.acts import changes_told, not_of_now, read_back
from xl_addin.buttons.card import Card
from xl_addin.buttons.month import Month, open_month
from xl_addin.buttons.work import Work
from xl_addin.desk.acts.scope import Scope
from xl_addin.desk.answers.report import kept_lines
from xl_addin.desk.lists import boe_invoices, orm
from xl_addin.desk.lists.tied import TIE_AMOUNT, TIE_ORM, TIE_REASON, TIES
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.inputs import read_inputs
from xl_addin.workbook.books.port import BookLists, CellValue, SheetTable

INVOICES, ORMS = boe_invoices.LIST.name, orm.LIST.name


def match_by_hand(work: Work) -> Card:
    """Puts the rows that are tied forward; where none is, fills the row that is stood on, and says what is missing."""
    with open_month(work, keep=False) as month:
        if any(_filled(row, month.lists[INVOICES]) for row in month.lists[INVOICES].rows):
            read = read_back(work, month, month.inputs, Scope.TIE)
            month.typed = read.typed
            told = [*kept_lines(read), *changes_told(work, month, read)]
            made, missed = len(read.acted.tied), len(read.acted.findings)
            return month.card(f"Tied by hand: {made} proposals, {missed} cells not", told, read.findings)
        return _from_two_rows(work, month)


def _filled(row: tuple[CellValue, ...], sheet: SheetTable) -> bool:
    return any(row[sheet.headers.index(header)] not in (None, "") for header in TIES)


def _from_two_rows(work: Work, month: Month) -> Card:
    """Writes remittance and amount of the two chosen rows into the blue cells of the invoice; nothing is proposed."""
    if fault := not_of_now(work, month):
        raise DeskError(fault, f"Book {work.book.name}.", f"Press {work.labels['decide']}, then choose both rows.")
    pays, owes = month.lists[ORMS], month.lists[INVOICES]
    payment, invoice = _chosen(work, pays), _chosen(work, owes)
    number = str(payment["ORM number"])
    amount = _fits(payment, invoice)
    at = list(owes.rows).index(tuple(invoice.values()))
    cells = tuple({**invoice, TIE_ORM: number, TIE_AMOUNT: amount}.values())
    marked = replace(owes, rows=(*owes.rows[:at], cells, *owes.rows[at + 1 :]))
    lists = BookLists(tuple(marked if one.name == INVOICES else one for one in month.inputs.sheets), work.book.date1904)
    month.typed = read_inputs(work.book.name, lists, month.written(), **work.days, compare=False)
    label = work.labels["match_by_hand"]
    told = [
        f"Remittance {number} is to pay invoice {invoice['Invoice number']} of BoE {invoice['BoE number']}. "
        f"Nothing is proposed yet: write {TIE_REASON}, correct {TIE_AMOUNT}, then press {label} again."
    ]
    card = month.card("Tie by hand: the reason is missing", told)
    _show_reason(work, number)
    return card


def _chosen(work: Work, sheet: SheetTable) -> dict[str, CellValue]:
    """The row of a list that the person stood on last, by heading; DeskError where that is no item."""
    row = work.book.stood_on(sheet.sheet)[0] - sheet.header_row - 1
    cells = sheet.rows[row] if 0 <= row < len(sheet.rows) else ()
    found = dict(zip(sheet.headers, cells, strict=False))
    if not found.get("Currency"):
        raise DeskError(
            f"You do not stand on a row of {sheet.sheet}.",
            f"Sheet {sheet.sheet}, row {row + sheet.header_row + 1}. Nothing was done.",
            f"Choose the remittance on ORM and the invoice on BoE invoices, or fill {TIE_ORM} there.",
        )
    return found


def _fits(payment: dict[str, CellValue], invoice: dict[str, CellValue]) -> CellValue:
    """As much as is open on both sides of one currency; between two currencies the person says it, or the rate does."""
    if payment["Currency"] != invoice["Currency"]:
        return None
    sides = (payment["Outstanding"], invoice["Outstanding"])
    return min((one for one in sides if isinstance(one, int | float)), default=None)


def _show_reason(work: Work, number: str) -> None:
    table = work.book.read_table(INVOICES)
    orms, reason = table.headers.index(TIE_ORM), table.headers.index(TIE_REASON)
    at = next(place for place, row in enumerate(table.rows) if row[orms] == number)
    work.book.go_to(table.sheet, table.header_row + 1 + at, table.first_column + reason)
