"""1,000 dollars paid for an invoice in euro: proposed at the desk's own rates, posted by a person's word."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import MAKER, OCTOBER, close, law, read_csv
from xl_addin.desk.answers.review import review
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.ledger import open_ledger
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists, read_meta

HEAD = 5  # header row of every list of the closing workbook
# a dollar is 0.9 euro on the day of payment, and another thing at the end of the month
RATES = "date,currency,inr_per_unit\n2026-10-05,USD,90\n2026-10-05,EUR,100\n2026-10-30,USD,99\n2026-10-30,EUR,100\n"


def closed(home: Path, rates: str) -> Path:
    source, out = home / "extracts", home / "out"
    source.mkdir()
    files = {
        "orm.csv": csv_text([orm(amount="1000.00", remarks="INV EXP/90001")]),
        "0009001_RBI0610202601.obe.xml": obe_xml(boe(invoice(amount="910.00", currency="EUR", no="EXP/90001"))),
        "importers.csv": csv_text([IMPORTER]),
        "rates.csv": rates,
    }
    for name, content in files.items():
        (source / name).write_text(content, "utf-8")
    close(source, out)
    return out


def test_it_is_proposed_with_both_rates_and_posted_when_accepted(tmp_path: Path) -> None:
    out = closed(tmp_path, RATES)
    (line,) = read_csv(out / "settlements.csv")
    assert (line["pass"], line["tier"], line["rate"], line["status"]) == (
        "CROSS_CURRENCY",
        "SUGGEST",
        "0.910000",
        "PROPOSED",
    )
    told = "named, at 0.910000 EUR for one USD, 1.1 % from the desk's rate of 05-Oct-2026"
    assert line["evidence"].endswith(told)
    book = out / "closing-2026-10.xlsx"
    opened = openpyxl.load_workbook(book)
    sheet = opened["Settlements"]
    place = next(cell.column for cell in sheet[HEAD] if cell.value == "Accept or Reject")
    sheet.cell(HEAD + 1, place).value = "Accept"
    opened.save(book)
    ledger = open_ledger(str(out / "ledger.sqlite"))
    try:
        head = read_meta(FileBook(book))["ledger_head"]
        done = review(ledger, book.name, read_lists(FileBook(book), INPUT_SHEETS), OCTOBER, law(), MAKER, head=head)
    finally:
        ledger.close()
    assert (done.accepted, done.findings) == (1, ())
    close(tmp_path / "extracts", out)
    (line,) = read_csv(out / "settlements.csv")
    assert (line["status"], line["amount"], line["amount_invoice_currency"], line["rate"]) == (
        "POSTED",
        "1000.00",
        "910.00",
        "0.910000",
    )


def test_without_a_rate_of_its_day_nothing_is_proposed(tmp_path: Path) -> None:
    late = RATES.replace("2026-10-05", "2026-10-06")
    assert read_csv(closed(tmp_path, late) / "settlements.csv") == []
