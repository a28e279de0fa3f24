"""Books as people keep them: number, date and percent cells in columns of references, texts, amounts and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter

from tests.desk.intake.desk_folder import (
    ACTOR,
    IMPORTER,
    OCTOBER,
    OPENING_HEADERS,
    OPENING_INVOICE,
    OPENING_ORM,
    Desk,
    codes,
    csv_text,
    orm,
    the_finding,
)
from xl_addin.desk.intake.take_in import TakenIn, take_in
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables


class Shown(NamedTuple):
    """A value of a cell and the number format that shows it."""

    value: Any
    form: str = ""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def take(desk: Desk, *rows: Mapping[str, Any], name: str = "orm.xlsx", date1904: bool = False, **files: str) -> TakenIn:
    """Takes in a book of these rows, with text files beside it."""
    folder = desk.folder({f"{stem}.csv": text for stem, text in files.items()})
    with xlsxwriter.Workbook(folder / name, {"date_1904": date1904}) as out:
        sheet = out.add_worksheet()
        headers = list(dict.fromkeys(header for row in rows for header in row))
        sheet.write_row(0, 0, headers)
        for line, row in enumerate(rows, 1):
            for place, header in enumerate(headers):
                cell = row.get(header, "")
                value, form = cell if isinstance(cell, Shown) else (cell, "")
                style = out.add_format({"num_format": form}) if form else None
                if isinstance(value, date | datetime):
                    sheet.write_datetime(line, place, value, style)
                elif isinstance(value, str):
                    sheet.write_string(line, place, value, style)
                else:
                    sheet.write(line, place, value, style)
    return take_in(desk.ledger, folder, OCTOBER, ACTOR)


def typed(**changes: Any) -> dict[str, Any]:
    """An ORM with some cells that are no text."""
    return orm(**changes)


def first(desk: Desk, field: str) -> Any:
    return desk.rows(tables.orm_events)[0][field]


# --- read ---


@pytest.mark.parametrize(
    ("change", "field", "value", "told"),
    [
        pytest.param(
            {"number": Shown(4512345678, "000000000000")},
            "orm_number",
            "004512345678",
            ["ZEROS_READ_AS_SHOWN"],
            id="case_3: field 14: zeros by the number format",
        ),
        pytest.param({"iec": 3880000371}, "iec", "3880000371", [], id="case_2: a code in full width"),
        pytest.param(
            {"iec": Shown(388000037, "0000000000")},
            "iec",
            "0388000037",
            ["ZEROS_READ_AS_SHOWN"],
            id="case_3: a code shown in full width",
        ),
        pytest.param({"ad": Shown(9001, "0000000")}, "ad_code", "0009001", ["ZEROS_READ_AS_SHOWN"], id="an AD code"),
        pytest.param({"amount": 284329.58999999997}, "amount_minor", 28_432_959, [], id="field 12: binary noise"),
        pytest.param({"amount": 4999.370000000001}, "amount_minor", 499_937, [], id="field 12: the other way"),
        pytest.param({"amount": Shown(1000, "[$USD] #,##0.00")}, "amount_minor", 100_000, [], id="its own currency"),
        pytest.param({"amount": Shown(1000.5, "_ * #,##0.00_ ")}, "amount_minor", 100_050, [], id="shown in groups"),
        pytest.param({"paid": Shown(date(2026, 10, 5), "dd/mm/yyyy")}, "payment_date", date(2026, 10, 5), [], id="day"),
        pytest.param({"paid": Shown(date(2026, 10, 5), "mm/dd/yy")}, "payment_date", date(2026, 10, 5), [], id="m/d"),
        pytest.param({"paid": 46300}, "payment_date", date(2026, 10, 5), ["SERIAL_DATE_READ"], id="case_19: a number"),
        pytest.param(
            {"paid": Shown(datetime(2026, 10, 5, 14, 7), "dd/mm/yyyy hh:mm")},  # noqa: DTZ001 - as a sheet has it
            "payment_date",
            date(2026, 10, 5),
            ["TIME_OF_DAY_LEFT_OUT"],
            id="case_22: with a time",
        ),
        pytest.param({"name": 7731}, "importer_name", "7731", ["NUMBER_READ_AS_TEXT"], id="a name of digits"),
        pytest.param({"says": 1}, "event", "NEW", [], id="an indicator"),
        pytest.param({"flag": True}, "is_capital_goods", True, [], id="a flag"),
        pytest.param({"flag": 0}, "is_capital_goods", False, [], id="a flag in digits"),
    ],
)
def test_a_cell_is_read_by_what_the_book_holds_and_shows(
    desk: Desk, change: dict[str, Any], field: str, value: object, told: list[str]
) -> None:
    taken = take(desk, typed(**change))
    assert (codes(taken), taken.rows_kept) == ([], 1)
    assert sorted(set(codes(taken, blocking=False))) == told
    assert first(desk, field) == value


def test_field_06_a_1904_book_counts_its_numbers_from_1904(desk: Desk) -> None:
    take(desk, typed(paid=44838), typed(number="B", paid=Shown(44838, "dd/mm/yyyy")), date1904=True)
    assert [row["payment_date"] for row in desk.rows(tables.orm_events)] == [date(2026, 10, 5)] * 2


# --- refused ---


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"number": 4512345678}, "BAD_ORM", id="field 14: a reference as a number"),
        pytest.param({"number": Shown(4512345678, "0")}, "BAD_ORM", id="case_3: shown in full, zeros unknown"),
        pytest.param({"number": 1234567890123456}, "BAD_ORM", id="case_1: sixteen digits"),
        pytest.param({"number": Shown(12345678901, "0.00E+00")}, "BAD_ORM", id="case_1: E-notation"),
        pytest.param({"number": Shown(date(2026, 10, 5), "dd-mm-yy")}, "BAD_ORM", id="a reference as a date"),
        pytest.param({"number": True}, "BAD_ORM", id="a reference as a flag"),
        pytest.param({"iec": 388000099}, "BAD_IEC", id="case_3: a short code that nothing confirms"),
        pytest.param({"iec": Shown(0.38, "0%")}, "BAD_IEC", id="a code as a percentage"),
        pytest.param({"purpose": Shown(date(2026, 1, 2), "d-mmm")}, "BAD_CODE", id="a purpose code as a date"),
        pytest.param({"amount": Shown(0.05, "0.00%")}, "BAD_AMOUNT", id="a percentage as an amount"),
        pytest.param({"amount": Shown(date(2026, 10, 5), "dd/mm/yyyy")}, "BAD_AMOUNT", id="case_13: a date"),
        pytest.param({"amount": True}, "BAD_AMOUNT", id="case_13: a flag"),
        pytest.param({"amount": -1000}, "BAD_AMOUNT", id="case_5: a negative amount"),
        pytest.param({"paid": 41026}, "BAD_DATE", id="field 40: digits that are a date themselves"),
        pytest.param({"paid": 20261005}, "BAD_DATE", id="field 40: eight digits"),
        pytest.param({"paid": Shown(date(2026, 10, 1), "mmm-yy")}, "BAD_DATE", id="a month without a day"),
        pytest.param({"paid": Shown(date(1904, 1, 1), "dd/mm/yyyy")}, "BAD_DATE", id="case_28: a default"),
        pytest.param({"currency": 840}, "BAD_CURRENCY", id="a currency by its number"),
    ],
)
def test_a_cell_that_a_book_has_made_something_else_of_is_refused_with_its_place(
    desk: Desk, change: dict[str, Any], code: str
) -> None:
    taken = take(desk, typed(number="GOOD"), typed(**change))
    found = the_finding(taken, code)
    assert (found.source, found.row, taken.rows_kept, taken.rows_refused) == ("orm.xlsx", 3, 1, 1)
    assert found.action


@pytest.mark.parametrize("value", [Shown(date(2026, 12, 1), "dd/mm/yyyy"), Shown(0.25, "0%"), 12.5])
def test_field_69_a_remark_that_became_a_date_is_left_blank_and_told(desk: Desk, value: object) -> None:
    taken = take(desk, typed(remarks=value))
    assert (the_finding(taken, "BAD_TEXT").severity, taken.rows_kept) == ("WARN", 1)
    assert first(desk, "remarks") == ""


def test_an_invoice_number_that_became_a_date_refuses_its_row(desk: Desk) -> None:
    rows: list[dict[str, Any]] = [
        {**OPENING_INVOICE, "invoice_no": Shown(date(2026, 7, 1), "d-mmm")},
        {**OPENING_INVOICE, "invoice_no": 7731, "invoice_serial": 2},
        {**OPENING_INVOICE, "invoice_no": Shown(7731, "000000"), "invoice_serial": 3},
    ]
    taken = take(desk, *rows, name="opening.xlsx")
    assert [(one.code, one.row) for one in taken.findings if one.severity == "BLOCK"] == [("BAD_TEXT", 2)]
    assert [row["invoice_number"] for row in desk.rows(tables.invoice_events)] == ["7731", "007731"]


def test_a_charge_that_is_a_number_is_read_and_one_that_is_an_error_is_told(desk: Desk) -> None:
    charge = {**OPENING_INVOICE, "freight_amount": Shown(120.1 + 0.2, "0.00"), "freight_currency": "USD"}
    lost = {**charge, "freight_amount": Shown(0.05, "0%"), "invoice_serial": "2"}
    taken = take(desk, charge, lost, name="opening.xlsx")
    assert (codes(taken), taken.rows_kept) == ([], 2)
    assert the_finding(taken, "CHARGE_NOT_READ").row == 3
    assert [row["freight_minor"] for row in desk.rows(tables.invoice_events)] == [12_030, None]


# --- columns ---


@pytest.mark.parametrize(
    ("form", "currency"),
    [("[$₹-4009]\\ #,##0.00", "USD"), ('"USD" #,##0.00', "EUR"), ("[$€-2] #,##0.00", "USD"), ('0.00" lakh"', "INR")],
)
def test_case_53_a_number_format_against_the_currency_column_refuses_the_book(
    desk: Desk, form: str, currency: str
) -> None:
    with pytest.raises(DeskError, match="number format of Amount in row 2"):
        take(desk, typed(amount=Shown(84125.5, form), currency=currency))
    assert desk.rows(tables.orm_events) == []


def test_field_08_a_book_that_exchanged_days_and_months_is_refused(desk: Desk) -> None:
    days = [Shown(date(2026, 5, 10), "dd/mm/yyyy"), "13/10/2026", Shown(date(2026, 7, 10), "dd/mm/yyyy"), "28/10/2026"]
    with pytest.raises(DeskError, match="exchanged day and month"):
        take(desk, *(typed(number=f"N{n}", paid=paid) for n, paid in enumerate(days)))
    assert desk.rows(tables.orm_events) == []


def test_a_book_as_the_core_system_exports_it_goes_through_without_noise(desk: Desk) -> None:
    """Texts as texts, amounts and dates as such: nothing is to be told."""
    rows = [
        typed(
            number=f"IBA2610000000{n}",
            amount=Shown(1000.1 + n / 7, "#,##0.00"),
            paid=Shown(date(2026, 10, n), "dd-mm-yyyy"),
            says=1,
            remarks="INV 7731 DT 05/10/2026",
        )
        for n in range(1, 10)
    ]
    for row in rows:
        row["Amount"] = row["Amount"]._replace(value=round(row["Amount"].value, 2))
    opening = [dict(OPENING_ORM), {**OPENING_INVOICE, "invoice_serial": 1}]
    taken = take(
        desk,
        *rows,
        importers=csv_text([IMPORTER]),
        opening=csv_text(opening, OPENING_HEADERS).replace("party_name", ""),
    )
    assert (codes(taken, blocking=False), taken.rows_kept) == ([], 12)
