"""Days in the facts file that cannot be, told and not taken: shipments after the bill, what is to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import Desk, boe, csv_text, obe_xml, orm, the_finding
from xl_addin.ledger import tables

ITEM = {
    "BOE": {
        "item_kind": "BOE",
        "bill_of_entry_number": "0052545",
        "bill_of_entry_date": "06/10/2026",
        "port_of_discharge": "INNSA1",
    },
}
BILLS = {"0009001_RBI0610202601.obe.xml": obe_xml(boe())}  # of 6-Oct-2026


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def facts(**said: str) -> dict[str, str]:
    return {"facts.csv": csv_text([{**ITEM["BOE"], **said}])}


def known(desk: Desk) -> dict[str, str]:
    return {row["fact"]: row["value"] for row in desk.rows(tables.answers)}


@pytest.mark.parametrize("shipped", ["05/10/2026", "06/10/2026"], ids=["the day before", "the day itself"])
def test_a_day_up_to_the_bill_of_entry_is_taken(desk: Desk, shipped: str) -> None:
    assert desk.take({**BILLS, **facts(shipment_date=shipped)}).findings == ()
    assert known(desk)["shipment_date"] == f"2026-10-{shipped[:2]}"


def test_the_day_after_it_is_told_and_the_rest_of_the_row_is_taken(desk: Desk) -> None:
    taken = desk.take({**BILLS, **facts(shipment_date="07/10/2026", contract_due_date="01/12/2026")})
    told = the_finding(taken, "DAY_AFTER_BOE")
    assert (told.row, told.column, told.found) == (2, "shipment_date", "07-Oct-2026")
    assert told.expected == "a day up to 06-Oct-2026, the day of the bill of entry"
    assert known(desk) == {"contract_due": "2026-12-01"}


def test_it_takes_back_nothing_that_was_known(desk: Desk) -> None:
    desk.take({**BILLS, **facts(shipment_date="05/10/2026")})
    taken = desk.take(facts(shipment_date="07/10/2026"))
    assert the_finding(taken, "DAY_AFTER_BOE").severity == "WARN"
    assert known(desk) == {"shipment_date": "2026-10-05"}


# --- what has happened is not to come ---

REMITTED = {"orm.csv": csv_text([orm()])}  # of 5-Oct-2026
LETTERS = ["letter_1_date", "letter_2_date", "registered_letter_date", "iibx_returned_on"]


def of_orm(**said: str) -> dict[str, str]:
    return {"facts.csv": csv_text([{"item_kind": "ORM", "outward_reference_number": "IBA26100000001", **said}])}


@pytest.mark.parametrize("fact", LETTERS)
@pytest.mark.parametrize("day", ["30/10/2026", "31/10/2026"], ids=["the day before", "the as-on date itself"])
def test_a_day_up_to_the_as_on_date_is_taken(desk: Desk, fact: str, day: str) -> None:
    assert "DAY_AHEAD" not in [one.code for one in desk.take({**REMITTED, **of_orm(**{fact: day})}).findings]
    assert known(desk)[fact] == f"2026-10-{day[:2]}"


@pytest.mark.parametrize("fact", LETTERS)
def test_a_day_that_is_still_to_come_is_told_and_the_rest_of_the_row_is_taken(desk: Desk, fact: str) -> None:
    taken = desk.take({**REMITTED, **of_orm(**{fact: "01/11/2026", "capital_goods": "Y"})})
    told = the_finding(taken, "DAY_AHEAD")
    assert (told.row, told.column, told.found) == (2, fact, "01-Nov-2026")
    assert told.expected == "a day up to 31-Oct-2026, the as-on date"
    assert known(desk) == {"capital_goods": "Y"}
