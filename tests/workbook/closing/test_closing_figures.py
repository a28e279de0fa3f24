"""The figures: values as the view holds them, tie-outs that tell the truth, formulas that Calc computes alike."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.office.office import Office
from xl_addin.desk.lists.book import SHEETS
from xl_addin.workbook.books.closing import write_closing

from .books import ERRORS, formulas, load, table_rows
from .conftest import Written
from .view_frames import RATES, SCALE
from .views import month

PLACES = {
    "JPY": "#,##0",
    "KWD": "#,##0.000",
    "USD": "#,##0.00",
    "INR": "#,##0.00",
    "EUR": "#,##0.00",
    "GBP": "#,##0.00",
}


def _exact(value: object) -> Decimal:
    return Decimal(str(value))


def test_amounts_dates_and_codes_read_back_as_the_view_holds_them(written: dict[str, Written]) -> None:
    view = written["month"].view
    rows = table_rows(written["month"].values, "ORM", "tblOrm")
    for row, orm in zip(rows, view.orms.to_dict("records"), strict=True):
        assert row["ORM number"] == orm["orm_number"]
        assert row["IEC"] == orm["iec"]
        assert isinstance(row["Payment date"], datetime)
        assert row["Payment date"].date() == orm["payment_date"]
        for header, key in (
            ("Amount", "amount_minor"),
            ("Settled", "settled_minor"),
            ("Outstanding", "outstanding_minor"),
        ):
            assert _exact(row[header]) * SCALE[orm["currency"]] == orm[key]
        assert (row["Outstanding INR"] is None) == (orm["currency"] not in RATES)


def test_each_amount_has_the_decimals_of_its_currency(written: dict[str, Written]) -> None:
    book = written["month"].values
    area = book["BoE invoices"][book["BoE invoices"].tables["tblInvoices"].ref]
    heads = [cell.value for cell in area[0]]
    for row in area[1:]:
        currency = row[heads.index("Currency")].value
        assert row[heads.index("Outstanding")].number_format == PLACES[str(currency)]
        assert row[heads.index("BoE date")].number_format == "dd-mmm-yyyy"
        assert row[heads.index("BoE number")].data_type == "s"


def test_both_amounts_of_a_line_keep_their_own_currency(written: dict[str, Written]) -> None:
    lines = {line["orm_number"]: line for line in written["month"].view.settlements.to_dict("records")}
    rows = table_rows(written["month"].values, "Settlements", "tblSettlements")
    crossed = [row for row in rows if row["ORM currency"] != row["Invoice currency"]]
    assert crossed
    for row in crossed:
        line = lines[str(row["ORM number"])]
        assert _exact(row["Invoice amount"]) * SCALE[line["invoice_currency"]] == line["amount_invoice_minor"]
        assert _exact(row["Rate"]) == line["rate"]


@pytest.mark.parametrize("name", ["month", "nil"])
def test_a_month_that_ties_out_reads_true_everywhere(written: dict[str, Written], name: str) -> None:
    rows = table_rows(written[name].values, "Control", "tblControl")
    assert [row["Tie-out"] for row in rows if row["Tied"] is not True] == []
    assert written[name].values["Control"]["C5"].value is True
    assert all(row["Difference"] == 0 for row in rows)


def test_one_minor_unit_too_much_reads_false_in_its_own_row(written: dict[str, Written]) -> None:
    rows = table_rows(written["broken"].values, "Control", "tblControl")
    currency = written["broken"].view.orms.loc[0, "currency"]
    wrong = [(row["Tie-out"], row["Currency"], row["Difference"]) for row in rows if row["Tied"] is False]
    step = -1 / SCALE[str(currency)]
    assert wrong == [("Roll-forward = open items, ORM amount", currency, step)]
    assert written["broken"].values["Control"]["C5"].value is False
    assert written["broken"].values["Control"]["C6"].value == 1


def test_roll_forward_closes_on_what_is_open(written: dict[str, Written]) -> None:
    view = written["month"].view
    for table, items in (("tblRollOrm", view.orms), ("tblRollInvoice", view.invoices)):
        rows = table_rows(written["month"].values, "Roll-forward", table)
        open_now = items.groupby("currency")["outstanding_minor"].sum()
        for row in rows:
            if row["Measure"] == "Amount":
                assert _exact(row["Closing"]) * SCALE[str(row["Currency"])] == int(open_now[row["Currency"]])
            else:
                assert row["Closing"] == int((items["currency"] == row["Currency"]).sum())
            assert row["Tied"] is True


def test_summary_counts_are_those_of_the_view(written: dict[str, Written]) -> None:
    view, page = written["month"].view, written["month"].values["Summary"]
    lines = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    done = view.settlements[view.settlements["status"] == "POSTED"]
    auto = int((done["tier"] == "AUTO").sum())
    assert page.cell(lines["Open ORMs"], 2).value == len(view.orms)
    assert page.cell(lines["Lines posted"], 2).value == len(done)
    through = lines["Straight through (AUTO), of all lines found"]
    assert page.cell(through, 2).value == auto
    assert page.cell(through, 4).value == pytest.approx(100 * auto / len(view.settlements))
    status = Counter(view.decisions[view.decisions["subject"] == "WRITEOFF"]["status"])
    heads = [page.cell(lines["Subject"], column).value for column in range(2, 9)]
    assert [page.cell(lines["Write-off"], column).value for column in range(2, 9)] == [status[head] for head in heads]
    total = sum(value for value in view.orms["outstanding_inr"] if value is not None)
    assert page.cell(lines["Open ORMs"], 3).value == pytest.approx(float(total / 10**7))


def test_every_open_item_and_line_is_in_the_chart_figures(written: dict[str, Written]) -> None:
    view, page = written["month"].view, written["month"].values["Summary"]
    lines = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    first = lines["Age bucket"] + 1
    assert sum(page.cell(row, 2).value for row in range(first, first + 8)) == len(view.orms)
    assert sum(page.cell(row, 4).value for row in range(first, first + 8)) == len(view.invoices)
    first = lines["Found by"] + 1
    assert sum(page.cell(row, 2).value + page.cell(row, 3).value for row in range(first, first + 5)) == len(
        view.settlements
    )


def test_every_formula_of_a_book_has_a_cached_value(written: dict[str, Written]) -> None:
    for name in ("month", "nil"):
        for sheet, cell in formulas(written[name].formulas):
            assert written[name].values[sheet][cell.coordinate].value is not None, (sheet, cell.coordinate)


@pytest.mark.parametrize("name", ["month", "nil", "broken"])
def test_calc_computes_every_formula_to_its_cached_value(
    written: dict[str, Written], name: str, office: Office
) -> None:
    ours = written[name]
    computed = load(office.recalculate(ours.path), values=True)
    checked = 0
    for sheet, cell in formulas(ours.formulas):
        cached, fresh = ours.values[sheet][cell.coordinate].value, computed[sheet][cell.coordinate].value
        assert fresh not in ERRORS, (sheet, cell.coordinate, cell.value)
        if isinstance(cached, (bool, str)):
            assert fresh == cached, (sheet, cell.coordinate, cell.value)
        else:
            assert fresh == pytest.approx(cached, rel=1e-12, abs=1e-9), (sheet, cell.coordinate, cell.value)
        checked += 1
    assert checked > 150


def test_every_sheet_prints_and_no_page_shows_a_cell_that_is_too_narrow(
    written: dict[str, Written], office: Office
) -> None:
    pdf = office.to_pdf(written["month"].path)
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    pages = told.split("\f")[:-1]
    assert "##" not in told
    count = len(SHEETS)
    assert [number for number in range(1, count + 1) if f"sheet {number}/{count}" not in told] == []
    assert all("Prepared" in page for page in pages)


def test_a_decision_without_an_amount_shows_none(tmp_path: Path) -> None:
    view = month()
    bare = view.decisions.assign(currency="", amount_minor=0, base_minor=0, amount_inr=None)
    write_closing(replace(view, decisions=bare).book(), tmp_path / "bare.xlsx")
    rows = table_rows(load(tmp_path / "bare.xlsx", values=True), "Extensions", "tblExtensions")
    assert {(row["Currency"], row["Amount"]) for row in rows} == {(None, None)}


def test_a_moment_kept_as_iso_text_is_shown_as_date_and_time(written: dict[str, Written]) -> None:
    rows = table_rows(written["month"].values, "About", "tblSources")
    assert [row["Taken in at"] for row in rows] == [datetime(2026, 11, 2, 9, 5), datetime(2026, 11, 2, 9, 6)]  # noqa: DTZ001
