"""Lists that a bank's software prints as reports: titles, totals and lines of words around the records."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.desk.intake.desk_folder import IMPORTER, Desk, codes, csv_text, orm
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables

TWO = csv_text([orm(), orm(number="IBA26100000002", amount="250.50", paid="13/10/2026")])
HEAD, *DATA = TWO.splitlines()
WIDTH = HEAD.count(",")  # separators of a row


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def taken(desk: Desk) -> list[tuple[str, int]]:
    return [(row["orm_number"], row["amount_minor"]) for row in desk.rows(tables.orm_events)]


def lines(*more: str) -> str:
    return "\r\n".join(more) + "\r\n"


BOTH = [("IBA26100000001", 100000), ("IBA26100000002", 25050)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(lines("Outward remittances", HEAD, *DATA), ["ROWS_ABOVE_HEADER"], id="a title"),
        pytest.param(lines("Outward remittances, October 2026", "", HEAD, *DATA), ["ROWS_ABOVE_HEADER"], id="a comma"),
        pytest.param(lines("A BANK;MUMBAI;;", HEAD, *DATA), ["ROWS_ABOVE_HEADER"], id="other separators in the title"),
        pytest.param(lines("A BANK" + "," * WIDTH, "," * WIDTH, HEAD, *DATA), ["ROWS_ABOVE_HEADER"], id="padded"),
        pytest.param(lines("Branch:,0009001,Run:,31-10-2026", HEAD, *DATA), ["ROWS_ABOVE_HEADER"], id="four cells"),
        pytest.param(lines("Remittances in USD", HEAD, *DATA), ["ROWS_ABOVE_HEADER"], id="in the rows' currency"),
        pytest.param(lines("All in one, Cr and Dr, 000123", HEAD, *DATA), ["ROWS_ABOVE_HEADER"], id="words by chance"),
        pytest.param(lines(HEAD, *DATA, "TOTAL,,1250.50" + "," * (WIDTH - 2)), ["TOTALS_ROW"], id="a total"),
        pytest.param(lines(HEAD, *DATA, "Grand Total:,2,1250.50,USD" + "," * (WIDTH - 3)), ["TOTALS_ROW"], id="counts"),
        pytest.param(
            lines(HEAD, *DATA, ",," + '"1,250.50"' + "," * (WIDTH - 2) + "Total"), ["TOTALS_ROW"], id="at end"
        ),
        pytest.param(
            lines(HEAD, DATA[0], "Sub-total USD,,1000.00" + "," * (WIDTH - 2), DATA[1]), ["TOTALS_ROW"], id="sub-total"
        ),
        pytest.param(lines(HEAD, *DATA, "*** End of report ***" + "," * WIDTH), ["ROW_OF_WORDS"], id="an end"),
        pytest.param(lines(HEAD, *DATA, "2 rows selected."), ["ROW_OF_WORDS"], id="a line without separators"),
        pytest.param(lines(HEAD, "-----,---" + "," * (WIDTH - 1), *DATA, "====="), [], id="strokes"),
        pytest.param(
            lines("-----", "Dynamic List", *(f"|{row.replace(',', '|')}|" for row in (HEAD, "---", *DATA)), "-----"),
            ["ROWS_ABOVE_HEADER"],
            id="a list of SAP",
        ),
        pytest.param(lines(HEAD, DATA[0], "Page 1 of 2" + "," * WIDTH, DATA[1]), ["ROW_OF_WORDS"], id="a page"),
        pytest.param(lines(HEAD, *DATA, "Prepared by,,,,Checked by" + "," * (WIDTH - 4)), ["ROW_OF_WORDS"], id="names"),
        pytest.param(lines(HEAD, *(row + "," for row in DATA)), [], id="rows end by a separator"),
        pytest.param(lines(HEAD + ",", *DATA), [], id="the header ends by a separator"),
        pytest.param(lines(HEAD + ",,", *(row + ",,,," for row in DATA)), [], id="both, more than once"),
        pytest.param(TWO + "\x1a", [], id="the end mark of old programs"),
    ],
)
def test_case_47_what_stands_around_the_records_is_passed_over_and_told(desk: Desk, text: str, told: list[str]) -> None:
    found = desk.take({"orm.csv": text})
    assert taken(desk) == BOTH
    assert codes(found, blocking=False) == told
    assert (found.rows_read, found.rows_kept, found.rows_refused) == (2, 2, 0)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param(",,1250.50" + "," * (WIDTH - 2), "ROW_NO_RECORD", id="a figure without a word"),
        pytest.param("IBA26100000003" + "," * WIDTH, "ROW_NO_RECORD", id="a number alone"),
        pytest.param("IBA26100000003,,700.00" + "," * (WIDTH - 2), "CELL_MISSING", id="a number and an amount"),
        pytest.param("TOTAL,0009001,700.00,USD,05/10/2026" + "," * (WIDTH - 4), "CELL_MISSING", id="half a record"),
    ],
)
def test_what_may_be_left_of_a_record_is_refused(desk: Desk, row: str, told: str) -> None:
    found = desk.take({"orm.csv": lines(HEAD, *DATA, row)})
    assert told in codes(found)
    assert (found.rows_read, found.rows_kept, found.rows_refused) == (3, 2, 1)


def test_an_importer_called_total_is_an_importer(desk: Desk) -> None:
    found = desk.orms(orm(name="TOTAL OIL INDIA"), orm(number="IBA26100000002", name="Grand Total Ltd"))
    assert found.rows_kept == 2
    assert codes(found) == []


@pytest.mark.parametrize(
    ("title", "says"),
    [
        pytest.param("Remittances (Rs. in lakhs)", "'lakhs'", id="lakhs"),
        pytest.param("Amount in '000", "'000", id="thousands by noughts"),
        pytest.param("Figures in USD million", "million", id="millions"),
        pytest.param("All amounts in INR", "INR", id="another currency"),
        pytest.param("Amount in ₹", "₹", id="a sign"),
        pytest.param("Report,,EUR", "EUR", id="a cell of its own"),
    ],
)
def test_a_title_that_counts_otherwise_refuses_the_file(desk: Desk, title: str, says: str) -> None:
    with pytest.raises(DeskError, match="The line") as refused:
        desk.take({"orm.csv": lines(title, HEAD, *DATA)})
    assert says in refused.value.what
    assert taken(desk) == []


@pytest.mark.parametrize("merged", [False, True])
def test_a_book_with_titles_above_and_a_total_below_is_read(desk: Desk, merged: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["A BANK, MUMBAI"], [], ["Report", "ORM", "Run", date(2026, 10, 31)]):
        sheet.append(row)
    for row in csv.reader([HEAD, *DATA]):
        sheet.append(row)
    sheet.append(["Total", None, 1250.5])
    if merged:
        sheet.merge_cells("A1:L1")
    out = io.BytesIO()
    book.save(out)
    found = desk.take({"orm.xlsx": out.getvalue()})
    assert taken(desk) == BOTH
    assert codes(found, blocking=False) == ["TOTALS_ROW", "ROWS_ABOVE_HEADER"]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param(",,(in lakhs)" + "," * (WIDTH - 2), "lakhs", id="below the headers"),
        pytest.param(",,INR,,dd/mm/yyyy" + "," * (WIDTH - 4), "INR", id="a second line of headers"),
        pytest.param("Total in Rs. crore,,1250.50" + "," * (WIDTH - 2), "crore", id="a total"),
        pytest.param("All figures in thousands" + "," * WIDTH, "thousands", id="a note"),
    ],
)
def test_a_line_among_the_rows_that_counts_otherwise_refuses_the_file(desk: Desk, row: str, says: str) -> None:
    with pytest.raises(DeskError) as refused:
        desk.take({"orm.csv": lines(HEAD, row, *DATA)})
    assert says in refused.value.what
    assert taken(desk) == []


def test_totals_by_currency_are_passed_over(desk: Desk) -> None:
    euros = csv_text([orm(number="IBA26100000003", currency="EUR")]).splitlines()[1]
    totals = [f"Total,,1000.00,{code}{',' * (WIDTH - 3)}" for code in ("USD", "EUR")]
    found = desk.take({"orm.csv": lines(HEAD, *DATA, euros, *totals)})
    assert codes(found, blocking=False) == ["TOTALS_ROW", "TOTALS_ROW"]
    assert len(taken(desk)) == 3


def test_a_row_as_wide_as_half_the_header_is_no_title(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Columns are missing"):
        desk.take({"orm.csv": lines(DATA[0], HEAD, DATA[1])})


SLIPPED = f"{HEAD},remarks,paymentTerms"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([f"{DATA[0]},paid, late,", f"{DATA[1]},,"], id="one of two rows"),
        pytest.param([f"{DATA[0]},paid, late,"], id="the only row"),
        pytest.param([f"{DATA[0]},paid, late,", f"{DATA[1]},,,,"], id="rows of several lengths"),
    ],
)
def test_a_comma_within_a_value_is_not_taken_for_the_end_of_a_row(desk: Desk, rows: list[str]) -> None:
    found = desk.take({"orm.csv": lines(SLIPPED, *rows)})
    assert "ROW_WIDTH" in codes(found)
    assert BOTH[0] not in taken(desk)


@pytest.mark.parametrize("line", ["IBA26100000003", "1250.50", "IBA26100000003;1250.50"])
def test_a_line_with_one_word_and_digits_may_be_a_record(desk: Desk, line: str) -> None:
    found = desk.take({"orm.csv": lines(HEAD, *DATA, line)})
    assert codes(found) == ["ROW_WIDTH"]


def test_a_row_that_is_short_is_still_refused(desk: Desk) -> None:
    found = desk.take({"orm.csv": lines(HEAD, DATA[0], DATA[1].rpartition(",")[0])})
    assert codes(found) == ["ROW_WIDTH"]


def test_rates_are_few_columns_and_no_row_of_them_is_passed_over(desk: Desk) -> None:
    rates = lines("FEDAI rates", "date,currency,inr_per_unit", "05/10/2026,USD,88.10", "06/10/2026,,")
    found = desk.take({"rates.csv": rates, "importers.csv": csv_text([IMPORTER])})
    assert [row["inr_per_unit"] for row in desk.rows(tables.rates)] == ["88.10"]
    assert codes(found) == ["CELL_MISSING", "CELL_MISSING"]
