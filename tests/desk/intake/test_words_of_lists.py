"""What take-in tells of the rows of lists, word for word: row, column, what was found, what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import IMPORTER, Desk, boe, csv_text, obe_xml, orm, the_finding
from xl_addin.ledger import tables

HEAD = "date,currency,inr_per_unit,units\n"
FACT = {"item_kind": "ORM", "outward_reference_number": "IBA26100000001"}
ONE = "one row per item"
SECOND = "a second row for {} that says something else"
CHANNEL = ("channel", "QUALIFIED_JEWELLER")
MONTH = {"0009001_RBI0610202601.obe.xml": obe_xml(boe()), "orm.csv": csv_text([orm()])}

# files, finding, its row, its column, what was found, what was expected, rows refused
TOLD: list[tuple[dict[str, str], str, int, str, str, str, int]] = [
    ({"orm.csv": csv_text([orm(amount="0.00")])}, "AMOUNT_ZERO", 2, "Amount", "0", "an amount above zero", 1),
    (
        {"importers.csv": csv_text([{**IMPORTER, "iec_last_updated": "01/11/2026"}])},
        "IEC_UPDATE_AHEAD",
        2,
        "iec_last_updated",
        "01-Nov-2026",
        "a day up to 31-Oct-2026",
        0,
    ),
    ({"rates.csv": f"{HEAD}2026-10-01,USD,0,\n"}, "RATE_ZERO", 2, "inr_per_unit", "0", "a rate above zero", 1),
    (
        {"rates.csv": f"{HEAD}2026-10-01,SGD,76.5,100\n"},
        "RATE_UNIT",
        2,
        "units",
        "76.5 for 100 SGD",
        "INR for one SGD",
        1,
    ),
    (
        {"rates.csv": f"{HEAD}2026-10-01,USD,88.20,\n2026-10-01,USD,88.1,\n"},
        "RATE_DISPUTED",
        3,
        "inr_per_unit",
        "88.1 and 88.20",
        "one rate for USD on 01/10/2026",
        2,
    ),
    (
        {"importers.csv": csv_text([IMPORTER, {**IMPORTER, "name": "N. FOODS", "address": "PLOT 3"}])},
        "NAME_DIFFERS",
        3,
        "name, address",
        "another row for 0388000037 with another name and address",
        ONE,
        0,
    ),
    (
        {"importers.csv": csv_text([IMPORTER, {**IMPORTER, "suit_pending": "Y", "adverse_notice": "Y"}])},
        "ROW_CONTRADICTS",
        3,
        "suit_pending, adverse_notice",
        SECOND.format("0388000037"),
        ONE,
        1,
    ),
    (
        {
            **MONTH,
            "facts.csv": csv_text(
                [
                    {**FACT, "ad_satisfied": "Y", "on_behalf_of_iec": "0388000037"},
                    {**FACT, "ad_satisfied": "N", "on_behalf_of_iec": "0388000045"},
                ]
            ),
        },
        "ROW_CONTRADICTS",
        3,
        "ad_satisfied, on_behalf_of_iec",
        SECOND.format("ORM IBA26100000001"),
        ONE,
        1,
    ),
]


@pytest.mark.parametrize(
    ("files", "code", "row", "column", "found", "expected", "refused"),
    TOLD,
    ids=[f"{code} {column}" for _, code, _, column, *_ in TOLD],
)
def test_what_is_told_of_a_row_of_a_list(
    tmp_path: Path,
    files: Mapping[str, str],
    code: str,
    row: int,
    column: str,
    found: str,
    expected: str,
    refused: int,
) -> None:
    taken = Desk(tmp_path).take(files)
    told = the_finding(taken, code)
    assert (told.row, told.column, told.found) == (row, column, found)
    assert told.expected == expected
    assert taken.rows_refused == refused


def test_a_quote_of_several_units_names_its_currency_and_that_it_is_one_line(tmp_path: Path) -> None:
    told = the_finding(Desk(tmp_path).take({"rates.csv": f"{HEAD}2026-10-01,SGD,76.5,100\n"}), "RATE_UNIT")
    assert told.action.startswith("None of the 1 rates of SGD in the files was taken in.")


def test_a_rate_that_the_ledger_has_otherwise_is_told_with_both(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.take({"rates.csv": f"{HEAD}2026-10-01,USD,88.10,1\n"})
    taken = desk.take({"rates2.csv": f"{HEAD}2026-10-01,USD,88.20,1\n"})
    told = the_finding(taken, "RATE_CHANGED")
    assert (told.row, told.column, told.found, taken.rows_refused) == (2, "inr_per_unit", "88.20", 1)
    assert "88.10" in f"{told.expected} {told.action}"


@pytest.mark.parametrize("amount", ["0.01", "1.00"])
def test_the_smallest_remittance_is_one(tmp_path: Path, amount: str) -> None:
    desk = Desk(tmp_path)
    assert desk.orms(orm(amount=amount)).rows_refused == 0
    assert [row["amount_minor"] for row in desk.rows(tables.orm_events)] == [int(amount.replace(".", ""))]


def test_the_smallest_rate_is_one(tmp_path: Path) -> None:
    taken = Desk(tmp_path).take({"rates.csv": f"{HEAD}2026-10-01,IDR,0.0058,1\n2026-10-01,THB,1,\n"})
    assert "RATE_ZERO" not in [one.code for one in taken.findings]


def test_what_two_rows_of_an_item_agree_on_and_what_one_alone_asks_is_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    first, second = (
        {**FACT, "ad_satisfied": "Y", column: word} for column, word in (("import_type", "GOODS"), CHANNEL)
    )
    taken = desk.take({**MONTH, "facts.csv": csv_text([first]), "facts2.csv": csv_text([second])})
    assert "ROW_CONTRADICTS" not in [one.code for one in taken.findings]
    assert {row["fact"]: row["value"] for row in desk.rows(tables.answers)} == {
        "satisfied": "Y",
        "import_type": "GOODS",
        "channel": "QUALIFIED_JEWELLER",
    }


@pytest.mark.parametrize(
    ("rows", "owner"),
    [
        pytest.param([{"owner": "Retail"}], ["Retail"], id="one row"),
        pytest.param([{"owner": "Retail"}, {"owner": "Retail"}], ["Retail"], id="the same twice"),
        pytest.param([{"owner": ""}], [], id="nobody is named"),
        pytest.param([{"owner": ""}, {"owner": "Retail", "name": "N. FOODS"}], ["Retail"], id="another spelling"),
        pytest.param([{"owner": ""}, {"owner": "Retail", "suit_pending": "Y"}], [], id="a row that is refused"),
        pytest.param([{"owner": "Retail"}, {"owner": "Corporate"}], [], id="two owners"),
    ],
)
def test_the_owner_of_an_importer_is_kept_from_rows_that_are_taken(
    tmp_path: Path, rows: list[dict[str, str]], owner: list[str]
) -> None:
    desk = Desk(tmp_path)
    desk.take({"importers.csv": csv_text([{**IMPORTER, **row} for row in rows])})
    kept = [row for row in desk.rows(tables.answers) if row["value"] is not None]
    assert [(row["item_kind"], row["item_key"], row["fact"], row["value"]) for row in kept] == [
        ("IMPORTER", "0388000037", "owner", name) for name in owner
    ]
