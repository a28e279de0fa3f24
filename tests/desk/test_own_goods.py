"""Goods with payment rules of their own, from the desk's facts file to the closing book. Rules 5.1, 5.2, 5.10."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from tests.desk.intake.desk_folder import boe, csv_text, invoice, obe_xml
from tests.desk.month_fixture import OCTOBER, close
from tests.desk.test_review import HEAD, cell
from xl_addin.desk.close.close_month import Closed
from xl_addin.desk.month.case import EXTENSION, PAYMENT, Case

SEPTEMBER = date(2026, 9, 30)
CONTRACT = date(2026, 12, 31)
BREACH, BOTH = "BREACH_BEFORE_SWITCH", "SHOW_BOTH"


class Said(NamedTuple):
    """What the desk says of a bill of entry, shipped on a day; empty for what it does not say."""

    shipped: str
    commodity: str = ""
    clean: str = ""
    hs: str = ""


class Dated(NamedTuple):
    """Status of the payment, its day in force, its day of the old rules, the last day of one extension."""

    status: str
    due: date | None
    old: date | None
    room: date | None = None


def closed(folder: Path, said: Said, as_on: date) -> Closed:
    source = folder / "extracts"
    source.mkdir(parents=True)
    dated = "06/09/2026"
    facts = {
        "item_kind": "BOE",
        "bill_of_entry_number": "0052545",
        "bill_of_entry_date": dated,
        "port_of_discharge": "INNSA1",
        "shipment_date": said.shipped,
        "contract_due_date": f"{CONTRACT:%d/%m/%Y}",
        "commodity": said.commodity,
        "clean_credit": said.clean,
        "hs_code": said.hs,
    }
    stamp = f"{as_on:%d%m%Y}0100"
    (source / f"RBI{stamp}.obe.xml").write_text(obe_xml(boe(invoice(), dated=dated)), "utf-8")
    (source / "rates.csv").write_text("date,currency,inr_per_unit\n2026-09-29,USD,88\n2026-10-30,USD,88\n", "utf-8")
    (source / "facts.csv").write_text(csv_text([facts]), "utf-8")
    return close(source, folder / "out", as_on)


def of(month: Closed, subject: str) -> Case:
    return next(case for case in month.closing.told.cases if case.subject == subject)


# After the switch, contract date 31-Dec-2026: 31-Mar + 6 months is 30-Sep, + 90 days 29-Jun, + 180 days 27-Sep;
# 1-Aug + 6 months is 1-Feb, + 90 days 30-Oct, + 180 days 28-Jan.
IN_OCTOBER = {
    "nobody has named the goods": (Said("31/03/2026"), Dated(BREACH, CONTRACT, date(2026, 9, 30))),
    "diamonds on clean credit": (Said("31/03/2026", "Diamonds", "Y"), Dated(BREACH, CONTRACT, date(2026, 9, 27))),
    "diamonds on usance": (Said("31/03/2026", "rough diamond", "N"), Dated(BREACH, CONTRACT, date(2026, 6, 29))),
    "diamonds, not said which: late by both": (
        Said("31/03/2026", "DIAMOND"),
        Dated(BREACH, CONTRACT, date(2026, 9, 27)),
    ),
    "diamonds, not said which: late by none": (
        Said("01/08/2026", "DIAMOND"),
        Dated("CHECK", CONTRACT, date(2026, 10, 30)),
    ),
    "diamonds shipped in August, clean credit": (
        Said("01/08/2026", "DIAMOND", "Y"),
        Dated(BOTH, CONTRACT, date(2027, 1, 28)),
    ),
    "stones shipped in August, usance": (
        Said("01/08/2026", "precious stones", "N"),
        Dated(BOTH, CONTRACT, date(2026, 10, 30)),
    ),
    "books know no day": (Said("31/03/2026", "book"), Dated(BOTH, CONTRACT, None)),
    "gold has no day that was read": (Said("31/03/2026", "GOLD"), Dated("CHECK", CONTRACT, None)),
    "jewellery neither": (Said("31/03/2026", "jewelry"), Dated("CHECK", CONTRACT, None)),
    "silver keeps the general day": (Said("31/03/2026", "SILVER"), Dated(BREACH, CONTRACT, date(2026, 9, 30))),
}

# Under the old rules; the last day of one extension: general goods by one step, diamonds to 360 days in all.
IN_SEPTEMBER = {
    "nobody has named the goods": (
        Said("31/03/2026"),
        Dated("OK", date(2026, 9, 30), None, date(2027, 3, 31)),
    ),
    "diamonds on clean credit": (
        Said("31/03/2026", "DIAMOND", "Y"),
        Dated("OK", date(2026, 9, 27), None, date(2027, 3, 26)),
    ),
    "stones on clean credit are not extended": (
        Said("31/03/2026", "PRECIOUS_STONE", "Y"),
        Dated("OK", date(2026, 9, 27), None, None),
    ),
    "diamonds on usance are not either": (
        Said("31/03/2026", "DIAMOND", "N"),
        Dated("OK", date(2026, 6, 29), None, None),
    ),
    "books know no day and nothing to extend": (Said("31/03/2026", "BOOKS"), Dated("OUTSIDE", None, None, None)),
    "gold is asked about": (Said("31/03/2026", "GOLD"), Dated("CHECK", None, None, None)),
}


@pytest.mark.parametrize("name", IN_OCTOBER)
def test_the_close_dates_goods_by_their_own_rule(tmp_path: Path, name: str) -> None:
    said, expected = IN_OCTOBER[name]
    month = closed(tmp_path, said, OCTOBER)
    payment, extension = of(month, PAYMENT), of(month, EXTENSION)
    assert Dated(payment.decision.status, payment.due_date, payment.old_due_date) == expected
    # The sheet Extensions and the sheet BoE invoices have one old date and one breach.
    assert extension.old_due_date == expected.old
    assert (BREACH in extension.decision.findings) == (expected.status == BREACH)


@pytest.mark.parametrize("name", IN_SEPTEMBER)
def test_the_close_extends_goods_by_their_own_rule(tmp_path: Path, name: str) -> None:
    said, expected = IN_SEPTEMBER[name]
    month = closed(tmp_path, said, SEPTEMBER)
    payment, extension = of(month, PAYMENT), of(month, EXTENSION)
    found = Dated(payment.decision.status, payment.due_date, payment.old_due_date, extension.due_date)
    assert found == expected
    assert (extension.decision.status == "OK") == (expected.room is not None)


def test_goods_stand_beside_the_payment_and_a_code_suggests_them(tmp_path: Path) -> None:
    month = closed(tmp_path, Said("31/03/2026", hs="71023910"), OCTOBER)
    assert "COMMODITY_SUGGESTED" in of(month, PAYMENT).decision.findings
    book = openpyxl.load_workbook(next((tmp_path / "out").glob("closing-*.xlsx")))
    page = book["BoE invoices"]
    assert cell(page, HEAD + 1, "Commodity").value in (None, "")
    assert "COMMODITY_SUGGESTED" in str(cell(page, HEAD + 1, "Findings").value)
    named = closed(tmp_path / "named", Said("31/03/2026", "Diamonds", "Y", "71023910"), OCTOBER)
    assert "COMMODITY_SUGGESTED" not in of(named, PAYMENT).decision.findings
    book = openpyxl.load_workbook(next((tmp_path / "named" / "out").glob("closing-*.xlsx")))
    assert cell(book["BoE invoices"], HEAD + 1, "Commodity").value == "DIAMONDS"
    assert cell(book["Extensions"], HEAD + 1, "Commodity").value == "DIAMONDS"
