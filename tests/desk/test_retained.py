"""What is retained of an invoice as performance guarantee: its own date, the rest that of the law."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from tests.desk.intake.desk_folder import boe, csv_text, invoice, obe_xml
from tests.desk.lists.test_lists import column_of
from tests.desk.month_fixture import OCTOBER, close
from tests.desk.test_review import Month as ClosedMonth
from tests.desk.test_review import cell, row_of
from xl_addin.desk.close.close_month import Closed

ON = {"item_kind": "INV", "bill_of_entry_number": "0052545", "bill_of_entry_date": "06/10/2026"}
ON |= {"port_of_discharge": "INNSA1", "invoice_serial": "1"}
ON_BOE = {**ON, "item_kind": "BOE", "invoice_serial": ""}
SEPTEMBER = date(2026, 9, 30)
# Shipped after the switch, contract 20-Oct-2026: overdue on 31-Oct-2026. One invoice of USD 500.
NEW = {"shipment_date": "02/10/2026", "contract_due_date": "20/10/2026"}
PART = {**NEW, "retained_amount": "50", "retained_until": "31/03/2027"}


def closed(
    folder: Path, facts: Mapping[str, str], paid: str = "0.00", about: Mapping[str, str] = ON, invoices: int = 1
) -> Closed:
    source = folder / "extracts"
    source.mkdir(parents=True)
    bills = [invoice(serial=str(n), no=f"INV/{n}", used=paid) for n in range(1, invoices + 1)]
    (source / "RBI310120260100.obe.xml").write_text(obe_xml(boe(*bills)), "utf-8")
    (source / "rates.csv").write_text("date,currency,inr_per_unit\n2026-10-30,USD,88\n", "utf-8")
    (source / "facts.csv").write_text(csv_text([{**about, **facts}]), "utf-8")
    return close(source, folder / "out", OCTOBER)


class Said(NamedTuple):
    """Facts on the invoice, what the close says of it and of its retained part: status, standing, date, minor units."""

    facts: Mapping[str, str]
    invoice: tuple[str, str, date | None]
    part: tuple[str, str, date | None, int] | None
    finding: str = ""


MAR, OCT = date(2027, 3, 31), date(2026, 10, 20)
CASES = {
    "a tenth is retained": Said(PART, ("OK", "OVERDUE", OCT), ("OK", "NOT_DUE", MAR, 5000)),
    "its date is missing": Said(
        {**PART, "retained_until": ""}, ("OK", "OVERDUE", OCT), ("CHECK", "CHECK", None, 5000), "NEED_CONTRACT_DATE"
    ),
    "its date has passed": Said(
        {**PART, "retained_until": "15/10/2026"}, ("OK", "OVERDUE", OCT), ("OK", "OVERDUE", date(2026, 10, 15), 5000)
    ),
    "all of it is no part": Said(
        {**PART, "retained_amount": "500.00"}, ("CHECK", "CHECK", None), None, "RETAINED_NOT_FITTING"
    ),
    "all but a cent": Said(
        {**PART, "retained_amount": "499.99"}, ("OK", "OVERDUE", OCT), ("OK", "NOT_DUE", MAR, 49999)
    ),
    "nothing of it": Said({**PART, "retained_amount": "0"}, ("OK", "OVERDUE", OCT), None),
    "more than the invoice": Said(
        {**PART, "retained_amount": "500.01"}, ("CHECK", "CHECK", None), None, "RETAINED_NOT_FITTING"
    ),
    # a row whose amount cannot be one is refused at take-in
    "less than nothing": Said({**PART, "retained_amount": "-50"}, ("CHECK", "CHECK", None), None),
    "parts of a cent": Said(
        {**PART, "retained_amount": "50.005"}, ("CHECK", "CHECK", None), None, "RETAINED_NOT_FITTING"
    ),
    "a date and no amount": Said({**PART, "retained_amount": ""}, ("OK", "OVERDUE", OCT), None),
    "no day of shipment": Said({**PART, "shipment_date": ""}, ("CHECK", "CHECK", None), ("CHECK", "CHECK", None, 5000)),
    # shipped before the switch: the rest has an old date, the retained part has none
    "across the switch": Said(
        {**PART, "shipment_date": "01/03/2026"},
        ("BREACH_BEFORE_SWITCH", "BREACH_BEFORE_SWITCH", OCT),
        ("SHOW_BOTH", "NOT_DUE", MAR, 5000),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_retained_part_has_the_contracts_date_and_the_rest_that_of_the_law(tmp_path: Path, name: str) -> None:
    said = CASES[name]
    told = closed(tmp_path, said.facts).closing.told
    (paid,) = told.of("PAYMENT")
    assert (paid.decision.status, paid.standing, paid.due_date) == said.invoice, paid.decision.why
    parts = [(c.decision.status, c.standing, c.due_date, c.amount_minor) for c in told.of("RETENTION")]
    assert parts == ([said.part] if said.part else [])
    if said.finding:
        assert said.finding in {
            code for case in told.of("PAYMENT") + told.of("RETENTION") for code in case.decision.findings
        }


def test_under_the_old_rules_the_retained_part_has_no_due_date(tmp_path: Path) -> None:
    """Shipped on 20-Feb-2026: the rest fell due on 20-Aug-2026."""
    source = tmp_path / "extracts"
    source.mkdir()
    (source / "a.obe.xml").write_text(obe_xml(boe(dated="01/03/2026")), "utf-8")
    said = {**PART, "shipment_date": "20/02/2026", "bill_of_entry_date": "01/03/2026"}
    (source / "facts.csv").write_text(csv_text([{**ON, **said}]), "utf-8")
    told = close(source, tmp_path / "out", SEPTEMBER).closing.told
    (rest,), (part,) = told.of("PAYMENT"), told.of("RETENTION")
    assert (rest.due_date, rest.standing) == (date(2026, 8, 20), "OVERDUE")
    assert (part.decision.status, part.due_date, part.standing) == ("OUTSIDE", None, "NOT_DUE")


def test_a_missing_date_is_asked_by_the_name_of_its_cell(tmp_path: Path) -> None:
    (part,) = closed(tmp_path, {**PART, "retained_until": ""}).closing.told.of("RETENTION")
    assert "retained_until is not given (when is the retained part to be paid by the contract?)" in part.decision.why


@pytest.mark.parametrize(("paid", "rest"), [("400.00", 5000), ("449.00", 100), ("450.00", 0)])
def test_what_is_paid_counts_for_the_rest_first_and_the_retained_part_is_no_difference(
    tmp_path: Path, paid: str, rest: int
) -> None:
    told = closed(tmp_path, {**PART, "difference_reason": "DISCOUNT"}, paid).closing.told
    assert [one.outstanding_minor for one in told.month.invoices.values()] == [5000 + rest]
    (due,) = told.of("PAYMENT")
    assert due.due_date == (OCT if rest else MAR), "once the rest is paid the retained part's own date is the invoice's"
    differences = [case.amount_minor for case in told.of("WRITEOFF") if case.invoice_serial]
    assert differences == ([rest] if rest else [])


def test_said_of_a_bill_of_entry_with_several_invoices_it_is_asked_of_which(tmp_path: Path) -> None:
    told = closed(tmp_path, PART, about=ON_BOE, invoices=2).closing.told
    assert told.of("RETENTION") == []
    assert [case.decision.findings for case in told.of("PAYMENT")] == [("RETAINED_NOT_FITTING",)] * 2


def test_said_of_a_bill_of_entry_with_one_invoice_it_is_of_that(tmp_path: Path) -> None:
    told = closed(tmp_path, PART, about=ON_BOE).closing.told
    assert [case.amount_minor for case in told.of("RETENTION")] == [5000]


def test_the_sheet_shows_both_parts_and_overdue_is_the_rest_alone(tmp_path: Path) -> None:
    closed(tmp_path, PART)
    book = tmp_path / "out" / "closing-2026-10.xlsx"

    def column(table: str, header: str) -> list[object]:
        return list(column_of(book, "BoE invoices", table, header))

    assert (column("tblInvoices", "Retained"), column("tblInvoices", "Standing")) == ([50], ["OVERDUE"])
    assert (column("tblRetained", "Retained"), column("tblRetained", "Rest")) == ([50], [450])
    assert (column("tblRetained", "Standing"), column("tblRetained", "Invoice standing")) == (["NOT_DUE"], ["OVERDUE"])
    page = openpyxl.load_workbook(book, data_only=True)["Summary"]
    rows = {str(row[0].value): [one.value for one in row] for row in page.iter_rows() if row[0].value}
    # INR 39,600 of the rest are overdue, INR 4,400 of the retained part are not due; in crore
    assert [round(value * 10**7) for value in rows["Payment"][6:11]] == [0, 0, 39600, 0, 0]
    assert [round(value * 10**7) for value in rows["Retained as guarantee"][6:11]] == [4400, 0, 0, 0, 0]
    assert round(rows["Invoices overdue, or missed before the switch"][2] * 10**7) == 39600


def test_amount_and_date_typed_on_the_sheet_are_read_back(tmp_path: Path, small_out: Path) -> None:
    shutil.copytree(small_out, tmp_path / "out")
    month = ClosedMonth(tmp_path / "out")
    row = row_of(openpyxl.load_workbook(month.book)["BoE invoices"], "Currency", "USD")

    def answer(book: object) -> None:
        page = book["BoE invoices"]  # type: ignore[index]
        cell(page, row, "Retained").value = 12.5
        cell(page, row, "Retained until").value = date(2027, 6, 30)

    month.edit(answer)
    reviewed = month.review()
    assert (reviewed.answers, reviewed.findings) == (2, ())
    month.close()
    assert list(column_of(month.book, "BoE invoices", "tblRetained", "Retained")) == [12.5]
    month.ledger.close()
