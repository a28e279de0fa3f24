"""A request to extend a payment date: what the close asks of it, the cap and its working, and the blue cells for it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, invoice, obe_xml
from tests.desk.month_fixture import MAKER, OCTOBER, law
from tests.desk.test_review import Month as ClosedMonth
from tests.desk.test_review import cell, on_disk, row_of, shown
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.month.case import EXTENSION, Case
from xl_addin.desk.month.cases_extension import extension
from xl_addin.desk.month.item import entries
from xl_addin.desk.month.month import Month, open_items, read_month
from xl_addin.ledger import open_ledger
from xl_addin.rulebook.facts import BOE
from xl_addin.rulebook.facts import IMPORTER as IMPORTERS
from xl_addin.rulebook.policy import Policy

AUGUST = date(2026, 8, 31)
IEC, KEY = IMPORTER["iec"], "0052545/2025-07-10/INNSA1"


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """One bill of entry of two invoices, USD 500 and JPY 150,000; at 88 and 0.55 it has USD 1,437.50 open."""
    folder = tmp_path_factory.mktemp("requests")
    two = (invoice(), invoice(serial="2", no="INV/2", currency="JPY", amount="150000"))
    (folder / "RBI300620260100.obe.xml").write_text(obe_xml(boe(*two, dated="10/07/2025")), "utf-8")
    (folder / "importers.csv").write_text(csv_text([IMPORTER]), "utf-8")
    (folder / "rates.csv").write_text("date,currency,inr_per_unit\n2026-08-30,USD,88\n2026-08-30,JPY,0.55\n", "utf-8")
    ledger = open_ledger(str(folder / "ledger.sqlite"))
    take_in(ledger, folder, AUGUST, MAKER)
    found = read_month(ledger, AUGUST)
    ledger.close()
    return found


class Asked(NamedTuple):
    """What is known of a request, and what the close says of it."""

    says: tuple[str, tuple[str, ...]]
    words: str = ""  # of the sentence
    boe: Mapping[str, Any] = {}
    request: Mapping[str, Any] = {}
    years: tuple[Any, Any] = (Decimal(8_000_000), Decimal(6_000_000))
    told_on: date = AUGUST
    as_on: date = AUGUST
    policy: Policy = Policy()
    investigated: bool | None = False


SHIPPED = {"shipment_date": date(2026, 1, 15), "contract_due": date(2026, 12, 31)}
LATE = {
    "shipment_date": date(2025, 7, 15),
    "extended_until": date(2026, 7, 15),
    "extension_granted_on": date(2026, 1, 5),
}
WHY = {"extension_reason": "DISPUTE_QUALITY", "extension_satisfied": True}
MD = [
    # shipped 15-Jan-2026: six months give 15-Jul-2026, one step 15-Jan-2027, the year ends 15-Jan-2027
    ("no request: the room", Asked(("OK", ()), "room for an extension: OK", SHIPPED, WHY)),
    ("within one step", Asked(("OK", ()), "requested 2027-01-15", {**SHIPPED, "requested_to": date(2027, 1, 15)}, WHY)),
    (
        "a day over the step",
        Asked(
            ("REFER_RBI", ("STEP_OVER_6_MONTHS",)),
            "nearest allowed date 2027-01-15",
            {**SHIPPED, "requested_to": date(2027, 1, 16)},
            {**WHY, "outstanding_usd": Decimal(700_000)},
        ),
    ),
    (
        "no reason",
        Asked(("CHECK", ()), "reason is not given", {**SHIPPED, "requested_to": date(2027, 1, 15)}),
    ),
    (
        "investigated",
        Asked(
            ("REFER_RBI", ("UNDER_INVESTIGATION",)),
            "",
            {**SHIPPED, "requested_to": date(2027, 1, 15)},
            WHY,
            investigated=True,
        ),
    ),
    (
        "nobody said whether investigated",
        Asked(
            ("CHECK", ()),
            "under_investigation is not given",
            {**SHIPPED, "requested_to": date(2027, 1, 15)},
            WHY,
            investigated=None,
        ),
    ),
    (
        "the bank is not satisfied",
        Asked(
            ("REFUSE", ("AD_NOT_SATISFIED",)),
            "",
            {**SHIPPED, "requested_to": date(2027, 1, 15)},
            {**WHY, "extension_satisfied": False},
        ),
    ),
    # shipped 15-Jul-2025, extended to 15-Jul-2026: beyond a year. Average 7,000,000: the cap is 700,000
    (
        "exactly the cap",
        Asked(
            ("OK", ()),
            "remittances USD 2025-26 8000000; remittances USD 2024-25 6000000; cap USD 700000",
            {**LATE, "requested_to": date(2027, 1, 15)},
            {**WHY, "outstanding_usd": Decimal(700_000)},
        ),
    ),
    (
        "a cent over the cap",
        Asked(
            ("REFER_RBI", ("OUTSTANDING_OVER_CAP",)),
            "cap USD 700000",
            {**LATE, "requested_to": date(2027, 1, 15)},
            {**WHY, "outstanding_usd": Decimal("700000.01")},
        ),
    ),
    (
        "the fixed limb is the lower",
        Asked(
            ("REFER_RBI", ("OUTSTANDING_OVER_CAP",)),
            "cap USD 1000000",
            {**LATE, "requested_to": date(2027, 1, 15)},
            {**WHY, "outstanding_usd": Decimal("1000000.01")},
            years=(Decimal(30_000_000), Decimal(20_000_000)),
        ),
    ),
    (
        "one year empty: divided by two, and told",
        Asked(
            ("OK", ("ONE_FY_HISTORY",)),
            "cap USD 400000",
            {**LATE, "requested_to": date(2027, 1, 15)},
            {**WHY, "outstanding_usd": Decimal(400_000)},
            years=(Decimal(8_000_000), None),
        ),
    ),
    (
        "the outstanding is not told",
        Asked(("CHECK", ()), "outstanding_usd is not given", {**LATE, "requested_to": date(2027, 1, 15)}, WHY),
    ),
    (
        "the years are not told",
        Asked(
            ("CHECK", ()),
            "import remittances of 2025-26 and 2024-25 are not given",
            {**LATE, "requested_to": date(2027, 1, 15)},
            {**WHY, "outstanding_usd": Decimal(10_000)},
            years=(None, None),
        ),
    ),
    (
        "a master of the year before tells of other years",
        Asked(
            ("CHECK", ()),
            "average_usd is not given",
            {**LATE, "requested_to": date(2027, 1, 15)},
            {**WHY, "outstanding_usd": Decimal(10_000)},
            told_on=date(2026, 3, 31),
        ),
    ),
    (
        "less outstanding than the ledger has open",
        Asked(
            ("CHECK", ("OUTSTANDING_UNDER_LEDGER",)),
            "USD 1437.50",
            {**LATE, "requested_to": date(2027, 1, 15)},
            {**WHY, "outstanding_usd": Decimal("1437.49")},
        ),
    ),
    (
        "as much as the ledger has open",
        Asked(
            ("OK", ()),
            "",
            {**LATE, "requested_to": date(2027, 1, 15)},
            {**WHY, "outstanding_usd": Decimal("1437.50")},
        ),
    ),
    (
        "granted already: the room from there",
        Asked(("OK", ()), "room for an extension", {**LATE, "requested_to": date(2026, 7, 15)}, WHY),
    ),
    (
        "a date before the one in force",
        Asked(
            ("CHECK", ()),
            "lies before current_due",
            {**SHIPPED, "requested_to": date(2026, 7, 14)},
            WHY,
        ),
    ),
    (
        "no day of shipment",
        Asked(("CHECK", ()), "shipment_date is not given", {"requested_to": date(2027, 1, 15)}, WHY),
    ),
    (
        "books are paid without time limit",
        Asked(
            ("CHECK", ()),
            "BOOKS may be paid without time limit",
            {**SHIPPED, "commodity": "BOOKS", "requested_to": date(2027, 1, 15)},
            WHY,
        ),
    ),
    (
        "diamonds go by their own rule",
        Asked(
            ("CHECK", ()),
            "clean_credit is not given",
            {**SHIPPED, "commodity": "DIAMONDS", "requested_to": date(2026, 8, 15)},
            WHY,
        ),
    ),
]
REQUEST = {**SHIPPED, "requested_to": date(2028, 12, 31)}
REG = [
    ("the bank is satisfied", Asked(("OK", ("BREACH_BEFORE_SWITCH", "NO_BOUND_SET")), "", REQUEST, WHY)),
    (
        "nobody said so",
        Asked(
            ("CHECK", ("BREACH_BEFORE_SWITCH",)), "satisfied is not given", REQUEST, {"extension_reason": "COMMERCIAL"}
        ),
    ),
    (
        "the old date had not come: the contract's is no breach",
        Asked(
            ("OK", ("NO_BOUND_SET",)),
            "",
            {**REQUEST, "shipment_date": date(2026, 5, 15), "contract_due": date(2026, 9, 10)},
            WHY,
        ),
    ),
    (
        "no contract date: named",
        Asked(
            ("CHECK", ("BREACH_BEFORE_SWITCH", "NEED_CONTRACT_DATE")),
            "contract_due is not given",
            {"shipment_date": date(2026, 1, 15), "requested_to": date(2028, 12, 31)},
            WHY,
        ),
    ),
    (
        "the bank's own share is passed",
        Asked(
            ("ESCALATE", ("EXT_OUTSTANDING_PCT", "BREACH_BEFORE_SWITCH")),
            "average USD 7000000",
            REQUEST,
            {**WHY, "outstanding_usd": Decimal("700000.01")},
            policy=Policy(ext_outstanding_pct=Decimal(10), avg_fy_divisor=2),
        ),
    ),
    (
        "the bank's own share, and its divisor is not set",
        Asked(
            ("CHECK", ("BREACH_BEFORE_SWITCH",)),
            "avg_fy_divisor",
            REQUEST,
            {**WHY, "outstanding_usd": Decimal(10_000)},
            policy=Policy(ext_outstanding_pct=Decimal(10)),
        ),
    ),
]


def decided(month: Month, asked: Asked) -> Case:
    master = replace(
        month.importers[IEC], remittances_usd_fy_minus_1=asked.years[0], remittances_usd_fy_minus_2=asked.years[1]
    )
    now = replace(
        month,
        as_on=asked.as_on,
        importers={IEC: master},
        master_on={IEC: asked.told_on},
        answers={
            (BOE, KEY): dict(asked.boe),
            (EXTENSION, KEY): dict(asked.request),
            (IMPORTERS, IEC): {} if asked.investigated is None else {"under_investigation": asked.investigated},
        },
    )
    (entry,) = entries(now, open_items(now.invoices))
    return extension(now, law(asked.policy), entry)


@pytest.mark.parametrize(("name", "asked"), MD, ids=[name for name, _ in MD])
def test_under_the_old_rules_a_request_is_asked_step_reason_investigation_and_cap(
    month: Month, name: str, asked: Asked
) -> None:
    found = decided(month, asked).decision
    assert (found.status, found.findings) == asked.says, found.why
    assert asked.words in found.why


@pytest.mark.parametrize(("name", "asked"), REG, ids=[name for name, _ in REG])
def test_under_the_new_rules_satisfaction_and_the_banks_own_bounds_decide(
    month: Month, name: str, asked: Asked
) -> None:
    found = decided(month, asked._replace(as_on=OCTOBER, told_on=OCTOBER)).decision
    assert (found.status, found.findings) == asked.says, found.why
    assert asked.words in found.why


def test_what_is_asked_for_on_the_sheet_is_decided_at_the_next_close(tmp_path: Path, small_out: Path) -> None:
    shutil.copytree(small_out, tmp_path / "out")
    closed = ClosedMonth(tmp_path / "out")
    row = row_of(openpyxl.load_workbook(closed.book)["Extensions"], "Status", "OK")
    boe_number = shown(closed.book, "Extensions", row, "BoE number")

    def ask(book: Any) -> None:
        page = book["Extensions"]
        cell(page, row, "Asked to").value = date(2027, 12, 31)
        cell(page, row, "Reason").value = "CONTRACT_TERMS"
        cell(page, row, "Outstanding USD").value = 12500.5

    closed.edit(ask)
    assert (closed.review().answers, closed.review().changed) == (3, False)
    closed.close()
    page = on_disk(closed.book, "Extensions")
    at = row_of(page, "BoE number", boe_number)
    assert (cell(page, at, "Status").value, cell(page, at, "Outstanding USD").value) == ("CHECK", 12500.5)
    assert "satisfied is not given" in cell(page, at, "Why").value
    closed.edit(lambda book: setattr(cell(book["Extensions"], at, "AD satisfied"), "value", "Y"))
    assert closed.review().answers == 1
    closed.close()
    page = on_disk(closed.book, "Extensions")
    at = row_of(page, "BoE number", boe_number)
    assert cell(page, at, "Status").value == "OK"
    assert cell(page, at, "New due date").value.date() == date(2027, 12, 31)
    closed.ledger.close()


@pytest.mark.parametrize("typed", [-1, "a lot", date(2026, 10, 1)])
def test_an_amount_that_is_none_is_told_and_not_taken(tmp_path: Path, small_out: Path, typed: object) -> None:
    shutil.copytree(small_out, tmp_path / "out")
    closed = ClosedMonth(tmp_path / "out")
    closed.edit(lambda book: setattr(cell(book["Extensions"], 6, "Outstanding USD"), "value", typed))
    reviewed = closed.review()
    assert (reviewed.answers, [one.code for one in reviewed.findings]) == (0, ["INPUT_NOT_READ"])
    closed.ledger.close()
