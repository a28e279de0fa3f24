"""September under the old regime, October under the new one, one ledger: each month speaks its own law."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.desk.month_fixture import SMALL, close, read_csv
from xl_addin.domain.dates import add_months

SEPTEMBER = date(2026, 9, 30)
BROUGHT_FORWARD = ("opening.csv", "importers.csv", "facts.csv", "rates.csv")


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Output folders of September (what the sample brings forward) and October (what it brings new)."""
    place = tmp_path_factory.mktemp("regimes")
    old, new = place / "in09", place / "in10"
    shutil.copytree(SMALL, new, ignore=shutil.ignore_patterns(*BROUGHT_FORWARD))
    old.mkdir()
    for name in BROUGHT_FORWARD:
        shutil.copy(SMALL / name, old)
    close(old, place / "09", SEPTEMBER)
    close(new, place / "10", ledger=place / "09" / "ledger.sqlite")
    return place / "09", place / "10"


def statuses(out: Path) -> set[str]:
    return {row["status"] for row in read_csv(out / "decisions.csv")}


def test_case_102_september_speaks_the_old_law_and_october_the_new(months: tuple[Path, Path]) -> None:
    september, october = months
    assert json.loads((september / "run.json").read_text("utf-8"))["regime"] == "MD2016"
    assert json.loads((october / "run.json").read_text("utf-8"))["regime"] == "REG2026"
    assert not statuses(september) & {"ESCALATE", "BANK_POLICY", "SHOW_BOTH", "BREACH_BEFORE_SWITCH"}
    assert "REFER_RBI" in statuses(september)
    assert "REFER_RBI" not in statuses(october)


def test_in_september_payment_is_due_six_months_after_shipment(months: tuple[Path, Path]) -> None:
    facts = [row for row in read_csv(SMALL / "facts.csv") if row["shipment_date"]]
    shipped = {(row["bill_of_entry_number"], row["port_of_discharge"]): row for row in facts}
    asked = 0
    for row in read_csv(months[0] / "decisions.csv"):
        fact = shipped.get((row["boe_number"], row["port_code"]))
        if row["subject"] != "PAYMENT" or fact is None or row["status"] != "OK":
            continue
        day, month, year = map(int, fact["shipment_date"].split("/"))
        granted = fact["extension_granted_to"]
        expected = add_months(date(year, month, day), 6).isoformat()
        if granted:
            expected = "-".join(reversed(granted.split("/")))
        assert row["due_date"] == expected, row
        asked += 1
    assert asked > 50


def test_two_months_come_to_the_same_closing_as_one(months: tuple[Path, Path], small_out: Path) -> None:
    def closing(out: Path) -> dict[tuple[str, str], tuple[int, int]]:
        totals = json.loads((out / "run.json").read_text("utf-8"))["control_totals"]
        return {(m["side"], m["currency"]): (m["closing_count"], m["closing_minor"]) for m in totals}

    assert closing(months[1]) == closing(small_out)
