"""Reading answers back says in amounts what it posted and took back, and what is open since."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from typer.testing import CliRunner

from tests.desk.intake.desk_folder import orm
from tests.desk.month_fixture import OCTOBER, close
from tests.desk.test_sum_of_few import FORTY, HEAD, HUNDRED, SIXTY, close_with
from xl_addin.cli.main import app
from xl_addin.desk.answers.moved import Moved, moved_lines
from xl_addin.desk.close.verify import verify
from xl_addin.desk.month.month import Month
from xl_addin.domain.records import SettlementLine
from xl_addin.ledger import open_ledger

EMPTY = Month(OCTOBER, {}, {}, {}, {})
BILLS = ("4000001/2026-10-06/INNSA1#1", "4000002/2026-10-06/INNSA1#1")


def answered(out: Path, *words: str) -> list[str]:
    """Fills Accept or Reject of the first settlements, reads the book back by the command; the lines that it says."""
    book = out / "closing-2026-10.xlsx"
    opened = openpyxl.load_workbook(book)
    sheet = opened["Settlements"]
    place = next(cell.column for cell in sheet[HEAD] if cell.value == "Accept or Reject")
    for row, word in enumerate(words, HEAD + 1):
        sheet.cell(row, place).value = word
    opened.save(book)
    ledger = ("--ledger", str(out / "ledger.sqlite"))
    done = CliRunner().invoke(app, ["review", str(book), "--as-on", "2026-10-31", *ledger])
    return [line.strip() for line in done.output.splitlines()]


def amounts(lines: list[str]) -> list[str]:
    """The lines about money."""
    told = ("Posted", "Taken back", "IBA26100000001/0009001 to", "Remittances", "Invoices")
    return [line for line in lines if line.startswith(told)]


def test_what_was_posted_and_what_is_open_since_is_told_in_amounts(tmp_path: Path) -> None:
    out = close_with(tmp_path, [orm(amount=HUNDRED)], [SIXTY, FORTY, "5000.00"])
    assert amounts(answered(out, "Accept", "Accept")) == [
        "Posted: USD 100,000.00 in 2 lines.",
        f"IBA26100000001/0009001 to {BILLS[0]}: USD 60,000.00",
        f"IBA26100000001/0009001 to {BILLS[1]}: USD 40,000.00",
        "Remittances open: USD 100,000.00 before, USD 0.00 now.",
        "Invoices open: USD 105,000.00 before, USD 5,000.00 now.",
    ]
    close(tmp_path / "extracts", out)
    assert amounts(answered(out, "Reject")) == [
        "Taken back: USD 60,000.00 in 1 line.",
        f"IBA26100000001/0009001 to {BILLS[0]}: USD 60,000.00",
        "Remittances open: USD 0.00 before, USD 60,000.00 now.",
        "Invoices open: USD 5,000.00 before, USD 65,000.00 now.",
    ]


def test_verify_says_that_answers_were_read_after_the_closing(tmp_path: Path) -> None:
    out = close_with(tmp_path, [orm(amount=HUNDRED)], [SIXTY, FORTY])
    answered(out, "Accept", "Accept")
    ledger = open_ledger(str(out / "ledger.sqlite"))
    try:
        (told,) = [check for check in verify(ledger, out) if check.question.startswith("Closing totals")]
    finally:
        ledger.close()
    assert not told.holds
    assert "ORM USD: closing 100000.00, ledger 0.00" in told.detail
    since = "done since it was made: answers of the desk read back, as on 31-Oct-2026; close again"
    assert told.detail.endswith(since)


def test_where_nothing_moved_no_amount_is_told(tmp_path: Path) -> None:
    out = close_with(tmp_path, [orm(amount=HUNDRED)], [SIXTY, FORTY])
    assert amounts(answered(out, "Reject", "Lock")) == []


def line(at: int, currency: str = "USD", minor: int = 100, owed: tuple[str, int] = ("USD", 100)) -> SettlementLine:
    return SettlementLine(f"O{at}", f"B{at}", currency, minor, *owed, "", "REF", "SUGGEST", "EXACT", "", f"G{at}")


def test_amounts_are_told_by_currency_and_a_deal_with_both() -> None:
    moved = Moved((line(1), line(2, "JPY", 5_000), line(3, "USD", 100_000, ("EUR", 90_000))))
    assert [one.strip() for one in moved_lines(moved, EMPTY)][:4] == [
        "Posted: JPY 5,000, USD 1,001.00 in 3 lines.",
        "O1 to B1: USD 1.00",
        "O2 to B2: JPY 5,000 for USD 1.00",
        "O3 to B3: USD 1,000.00 for EUR 900.00",
    ]


def test_of_many_lines_the_first_ten_are_told() -> None:
    told = [one.strip() for one in moved_lines(Moved(tuple(map(line, range(12)))), EMPTY)]
    assert told[0] == "Posted: USD 12.00 in 12 lines."
    assert (told[10], told[11]) == ("O9 to B9: USD 1.00", "… and 2 more.")
