"""Statements to importers: all that is open of each, once a day, as PDF, as a workbook, by the bank's own form."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import openpyxl
import pytest

from tests.desk.month_fixture import MAKER, OCTOBER, law
from tests.desk.papers.desk import BANK, raw
from xl_addin.desk.papers.again import again
from xl_addin.desk.papers.decided import issue_decided
from xl_addin.desk.papers.issue import Made, Office, Order
from xl_addin.desk.papers.kinds import STATEMENT, STATEMENT_EXCEL, Kind
from xl_addin.desk.papers.statement import statements
from xl_addin.desk.papers.templates import Templates
from xl_addin.ledger import Ledger


def stated(ledger: Ledger, folder: Path, *iecs: str, kind: Kind = STATEMENT, own: Path | None = None) -> Made:
    order = Order(folder, Templates(own))
    office = Office(ledger, OCTOBER, law(), MAKER, BANK, order)
    return issue_decided(office, kind, lambda desk, told, _: statements(desk, told, kind, iecs))


# the last state of each remittance and invoice less what was settled of it, by the rows of the file
OPEN = """
    SELECT iec, currency, sum(opening - settled) FROM (
      SELECT e.iec, e.currency, e.opening_minor AS opening, (SELECT coalesce(sum(p.{amount}), 0) FROM postings p
        WHERE p.{key} = e.{key} AND p.posting = 'SETTLE') AS settled
      FROM {table} e WHERE e.id = (SELECT max(x.id) FROM {table} x WHERE x.{key} = e.{key}) AND e.event <> 'CANCELLED')
    WHERE opening > settled GROUP BY 1, 2
"""
SIDES = {
    "Invoices of bills of entry": OPEN.format(table="invoice_events", key="invoice_key", amount="amount_invoice_minor"),
    "Outward remittances": OPEN.format(table="orm_events", key="orm_key", amount="amount_minor"),
}


def test_a_statement_sums_all_that_is_open_of_its_importer(ledger: Ledger, tmp_path: Path) -> None:
    made = stated(ledger, tmp_path / "papers")
    shown = {
        (one.draft.item_key, what, currency, int("".join(filter(str.isdigit, left))))
        for one in made.papers
        for what, currency, _, left in one.draft.facts.grids["sums"].rows
    }
    told = {(iec, what, currency, left) for what, query in SIDES.items() for iec, currency, left in raw(ledger, query)}
    assert shown == told
    assert made.left == ()


def test_the_same_statement_is_not_issued_twice_on_a_day(ledger: Ledger, tmp_path: Path) -> None:
    first = stated(ledger, tmp_path / "papers")
    second = stated(ledger, tmp_path / "papers")
    assert (second.papers, len(second.before)) == ((), len(first.papers))


def test_who_has_nothing_open_or_is_not_known_is_told(ledger: Ledger, tmp_path: Path) -> None:
    made = stated(ledger, tmp_path / "papers", "0999999999")
    assert (made.papers, [one.why for one in made.left]) == ((), ["the importer master does not have him."])


def test_a_workbook_holds_numbers_days_and_codes_and_is_made_again_the_same(ledger: Ledger, tmp_path: Path) -> None:
    made = stated(ledger, tmp_path / "papers", kind=STATEMENT_EXCEL)
    assert len(made.files) == len(made.papers)
    path = tmp_path / "papers" / made.files[0]
    cells = {type(cell.value).__name__ for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row}
    assert {"str", "datetime", "float"} <= cells
    (one,) = again(ledger, [made.papers[0].number], tmp_path / "again")
    assert (one.is_same, one.path.read_bytes()) == (True, path.read_bytes())


def own_form(folder: Path, below: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A3"], sheet["A4"] = "{importer}, {iec}", "[sums]", below or None
    folder.mkdir()
    book.save(folder / "statement-excel.xlsx")
    return folder


def test_the_banks_own_form_is_filled_and_stays_as_it_is(ledger: Ledger, tmp_path: Path) -> None:
    own = own_form(tmp_path / "own")
    before = hashlib.sha256((own / "statement-excel.xlsx").read_bytes()).digest()
    made = stated(ledger, tmp_path / "papers", kind=STATEMENT_EXCEL, own=own)
    assert hashlib.sha256((own / "statement-excel.xlsx").read_bytes()).digest() == before
    sheet = openpyxl.load_workbook(tmp_path / "papers" / made.files[0]).active
    assert made.papers[0].draft.item_key in sheet["A1"].value
    assert sheet["A3"].value == "What"
    (own / "statement-excel.xlsx").unlink()  # what was issued keeps its form
    assert again(ledger, [made.papers[0].number], tmp_path / "again")[0].is_same


def test_a_table_without_room_in_the_form_leaves_that_paper_out(ledger: Ledger, tmp_path: Path) -> None:
    made = stated(ledger, tmp_path / "p", kind=STATEMENT_EXCEL, own=own_form(tmp_path / "own", "For the bank"))
    assert made.papers == ()
    assert {"Sheet!A4" in one.why for one in made.left} == {True}


@pytest.mark.parametrize("kind", [STATEMENT, STATEMENT_EXCEL])
def test_what_only_the_bank_can_answer_is_not_asked_of_the_importer(ledger: Ledger, tmp_path: Path, kind: Kind) -> None:
    made = stated(ledger, tmp_path / "papers", kind=kind)
    asked = {row[1] for one in made.papers for row in one.draft.facts.grids["missing"].rows}
    assert "the day of payment by the contract, with a copy of it" in asked
    assert not any(word in text for text in asked for word in ("suit", "satisfied", "notice"))
    assert io.BytesIO((tmp_path / "papers" / made.files[0]).read_bytes()).getbuffer().nbytes > 1000
