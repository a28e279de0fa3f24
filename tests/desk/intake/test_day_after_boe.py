"""No goods are shipped after their bill of entry: such a day in the facts file is told and nothing is known by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import Desk, boe, csv_text, obe_xml, the_finding
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
