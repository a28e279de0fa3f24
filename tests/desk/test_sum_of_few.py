"""100,000 paid against 60,000 and 40,000 of the supplier: proposed on Settlements, posted by a person's word."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import MAKER, OCTOBER, close, law, read_csv
from xl_addin.desk.answers.review import review
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.ledger import open_ledger
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists, read_meta

HEAD = 5  # header row of every list of the closing workbook
SIXTY, FORTY, HUNDRED = "60000.00", "40000.00", "100000.00"
ONE_TO_TWO = ([orm(amount=HUNDRED)], [SIXTY, FORTY])
TWO_TO_ONE = ([orm(amount=SIXTY), orm(number="IBA26100000002", amount=FORTY)], [HUNDRED])


def close_with(home: Path, orms: list[dict[str, str]], amounts: list[str]) -> Path:
    """Closes a month of these remittances and of a bill of entry for each of the amounts."""
    source, out = home / "extracts", home / "out"
    source.mkdir()
    bills = [boe(invoice(amount=amount, no=f"N/{at}"), number=f"400000{at}") for at, amount in enumerate(amounts, 1)]
    files = {
        "orm.csv": csv_text(orms),
        "0009001_RBI0610202601.obe.xml": obe_xml(*bills),
        "importers.csv": csv_text([IMPORTER]),
    }
    for name, content in files.items():
        (source / name).write_text(content, "utf-8")
    close(source, out)
    return out


@pytest.mark.parametrize(
    ("month", "name", "told"),
    [
        (ONE_TO_TWO, "SUM_1_N", "2 of 2 open invoices of the supplier, no other choice makes up the amount"),
        (TWO_TO_ONE, "SUM_N_1", "2 of 2 open remittances to the supplier, no other choice makes up the amount"),
    ],
)
def test_it_is_proposed_with_its_reason_and_posted_when_accepted(
    tmp_path: Path, month: tuple[list[dict[str, str]], list[str]], name: str, told: str
) -> None:
    out = close_with(tmp_path, *month)
    lines = read_csv(out / "settlements.csv")
    assert [(one["pass"], one["tier"], one["status"], one["evidence"]) for one in lines] == [
        (name, "SUGGEST", "PROPOSED", told)
    ] * 2
    assert sorted(one["amount"] for one in lines) == [FORTY, SIXTY]

    book = out / "closing-2026-10.xlsx"
    opened = openpyxl.load_workbook(book)
    sheet = opened["Settlements"]
    place = next(cell.column for cell in sheet[HEAD] if cell.value == "Accept or Reject")
    for row in (HEAD + 1, HEAD + 2):
        sheet.cell(row, place).value = "Accept"
    opened.save(book)
    ledger = open_ledger(str(out / "ledger.sqlite"))
    try:
        head = read_meta(FileBook(book))["ledger_head"]
        done = review(ledger, book.name, read_lists(FileBook(book), INPUT_SHEETS), OCTOBER, law(), MAKER, head=head)
    finally:
        ledger.close()
    assert (done.accepted, done.findings) == (2, ())
    close(tmp_path / "extracts", out)
    assert {one["status"] for one in read_csv(out / "settlements.csv")} == {"POSTED"}


@pytest.mark.parametrize(
    ("orms", "amounts"),
    [
        pytest.param([orm(amount=HUNDRED)], [SIXTY, FORTY, "70000.00", "30000.00"], id="two choices"),
        pytest.param([orm(amount=HUNDRED, purpose="S0101", paid="07/10/2026")], [SIXTY, FORTY], id="goods before it"),
        pytest.param([orm(amount=HUNDRED, beneficiaryName="ATLANTIQ CABLES")], [SIXTY, FORTY], id="another supplier"),
        pytest.param([orm(amount="99975.00")], [SIXTY, FORTY], id="a wire charge beside"),
    ],
)
def test_what_a_person_would_not_see_is_not_proposed(
    tmp_path: Path, orms: list[dict[str, str]], amounts: list[str]
) -> None:
    assert read_csv(close_with(tmp_path, orms, amounts) / "settlements.csv") == []
