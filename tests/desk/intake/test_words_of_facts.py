"""Words in the facts file: read as their list writes them; one that no list has is told, the nearest words first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import Desk, boe, csv_text, obe_xml, orm, the_finding
from xl_addin.ledger import tables

BILL = {
    "bill_of_entry_number": "0052545",
    "bill_of_entry_date": "06/10/2026",
    "port_of_discharge": "INNSA1",
}
ITEMS = {
    "BOE": {"item_kind": "BOE", **BILL},
    "INV": {"item_kind": "INV", **BILL, "invoice_serial": "1"},
    "ORM": {"item_kind": "ORM", "outward_reference_number": "IBA26100000001"},
}
MONTH = {"0009001_RBI0610202601.obe.xml": obe_xml(boe()), "orm.csv": csv_text([orm()])}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def facts(kind: str, column: str, word: str) -> dict[str, str]:
    return {**MONTH, "facts.csv": csv_text([{**ITEMS[kind], column: word}])}


def known(desk: Desk) -> dict[str, str]:
    return {row["fact"]: row["value"] for row in desk.rows(tables.answers)}


# kind of row, column, fact, what is written, what the ledger keeps
READ = [
    ("INV", "difference_reason", "reason", "bank charges", "BANK_CHARGES"),
    ("INV", "difference_reason", "reason", "Freight/Insurance", "FREIGHT_INSURANCE"),
    ("INV", "difference_reason", "reason", "short-shipment", "SHORT_SHIPMENT"),
    ("INV", "difference_reason", "reason", "exchange\u00a0rate", "EXCHANGE_RATE"),
    ("BOE", "commodity", "commodity", "rough diamonds", "ROUGH_DIAMONDS"),
    ("ORM", "evidence_kind", "import_route", "non EDI port", "NON_EDI_PORT"),
    ("ORM", "security", "security", "sblc", "SBLC"),
    ("ORM", "import_type", "import_type", "rough diamond", "ROUGH_DIAMOND"),
]
# kind of row, column, fact, what is written, what the ledger keeps of it, the word of the list that stands first
UNKNOWN = [
    ("INV", "difference_reason", "reason", "BANANA", "BANANA", "DISCOUNT"),
    ("INV", "difference_reason", "reason", "discuont", "DISCUONT", "DISCOUNT"),
    ("INV", "difference_reason", "reason", "shortship", "SHORTSHIP", "SHORT_SHIPMENT"),
    ("INV", "difference_reason", "reason", "DISPUTE_QUALITY", "DISPUTE_QUALITY", "QUALITY"),
    ("BOE", "commodity", "commodity", "diamnod", "DIAMNOD", "DIAMOND"),
    ("ORM", "evidence_kind", "import_route", "curier", "CURIER", "COURIER"),
    ("ORM", "channel", "channel", "jeweller", "JEWELLER", "QUALIFIED_JEWELLER"),
    ("ORM", "import_type", "import_type", "service", "SERVICE", "SERVICES"),
]


@pytest.mark.parametrize(("kind", "column", "fact", "written", "kept"), READ, ids=[row[3] for row in READ])
def test_a_word_is_kept_as_its_list_writes_it(
    desk: Desk, kind: str, column: str, fact: str, written: str, kept: str
) -> None:
    taken = desk.take(facts(kind, column, written))
    assert known(desk)[fact] == kept
    assert "WORD_NOT_LISTED" not in [one.code for one in taken.findings]


@pytest.mark.parametrize(
    ("kind", "column", "fact", "written", "kept", "near"), UNKNOWN, ids=[row[3] for row in UNKNOWN]
)
def test_a_word_of_no_list_is_told_on_its_row_with_the_nearest_first(
    desk: Desk, kind: str, column: str, fact: str, written: str, kept: str, near: str
) -> None:
    told = the_finding(desk.take(facts(kind, column, written)), "WORD_NOT_LISTED")
    assert (told.row, told.column, told.found, told.severity) == (2, column, kept, "WARN")
    assert told.expected.startswith(f"one of {near}, ")
    assert "the nearest stand first" in told.action
    assert known(desk)[fact] == kept  # which every rule answers with CHECK, naming it
