"""Rates: a unit in doubt is asked about, a jump is told, an old rate is not used (K10, cases 78 and 113)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, Desk, codes, csv_text, orm, the_finding
from xl_addin.desk.close.findings import old_rate
from xl_addin.desk.intake.take_in import TakenIn, take_in
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.rates import with_rates_of_age
from xl_addin.desk.settings import Setting, in_force
from xl_addin.engine.law import Law
from xl_addin.ledger import tables
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

OCTOBER = date(2026, 10, 31)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def rates(*rows: tuple[str, str, str], header: str = "date,currency,inr_per_unit") -> str:
    return "\n".join([header, *(",".join(row) for row in rows)]) + "\n"


def taken(desk: Desk, *rows: tuple[str, str, str]) -> TakenIn:
    return desk.take({"rates.csv": rates(*rows)})


def told(done: TakenIn) -> list[str]:
    """Codes of the findings but those that tell in which form a cell was read."""
    return [code for code in codes(done, blocking=False) if not code.endswith("_READ")]


def kept(desk: Desk) -> list[tuple[date, str, str]]:
    return sorted((row["on"], row["currency"], str(row["inr_per_unit"])) for row in desk.rows(tables.rates))


DOUBTED = [
    ("the yen per 1, then per 100", [("2026-10-29", "JPY", "0.5563"), ("2026-10-30", "JPY", "55.71")], "JPY"),
    ("the yen per 100 only", [("2026-10-29", "JPY", "55.63"), ("2026-10-30", "JPY", "55.71")], "JPY"),
    ("one quote per 100 alone", [("2026-10-30", "JPY", "55.71")], "JPY"),
    ("the baht per 1, then per 100", [("2026-03-23", "THB", "2.6"), ("2026-10-24", "THB", "260.0")], "THB"),
    ("the won per 100", [("2026-10-30", "KRW", "6.85")], "KRW"),
    ("the rupiah per 100", [("2026-10-30", "IDR", "0.58")], "IDR"),
    ("the dollar in paise", [("2026-10-30", "USD", "9700.11")], "USD"),
    ("dollars for a rupee", [("2026-10-30", "USD", "0.0103")], "USD"),
    ("a currency without a band", [("2026-10-29", "HUF", "0.2711"), ("2026-10-30", "HUF", "27.11")], "HUF"),
    ("the same the other way round", [("2026-10-29", "HUF", "27.11"), ("2026-10-30", "HUF", "0.2711")], "HUF"),
    ("a rupee that is not one rupee", [("2026-10-30", "INR", "100")], "INR"),
]


@pytest.mark.parametrize(("rows", "currency"), [r[1:] for r in DOUBTED], ids=[r[0] for r in DOUBTED])
def test_case_113_a_rate_of_another_unit_is_asked_about_and_never_used(
    desk: Desk, rows: list[tuple[str, str, str]], currency: str
) -> None:
    done = taken(desk, *rows, ("2026-10-30", "EUR", "112.68"))
    found = the_finding(done, "RATE_UNIT")
    assert (found.severity, found.source) == ("BLOCK", "rates.csv")
    assert currency in found.found
    assert f"None of the {len(rows)} rates of {currency}" in found.action
    assert (done.rows_refused, kept(desk)) == (len(rows), [(date(2026, 10, 30), "EUR", "112.68")])


def test_case_113_a_quote_per_100_against_the_ledger_s_own_is_refused(desk: Desk) -> None:
    taken(desk, ("2026-10-29", "HUF", "0.2711"))
    done = desk.take({"rates2.csv": rates(("2026-10-30", "HUF", "27.20"))})
    assert codes(done) == ["RATE_UNIT"]
    assert kept(desk) == [(date(2026, 10, 29), "HUF", "0.2711")]


@pytest.mark.parametrize("header", ["units", "Unit", "per", "quantity", "Per Units", "NOMINAL"])
@pytest.mark.parametrize(("units", "refused"), [("1", 0), ("", 0), ("100", 1), ("1.00", 0)])
def test_a_column_of_units_is_read(desk: Desk, header: str, units: str, refused: int) -> None:
    text = f"date,currency,inr_per_unit,{header}\n2026-10-30,SGD,76.00,{units}\n"
    done = desk.take({"rates.csv": text})
    assert (done.rows_refused, codes(done)) == (refused, ["RATE_UNIT"] * refused)


CALM = [
    ("a quiet month", [("2026-10-29", "JPY", "0.6110"), ("2026-10-30", "JPY", "0.6126")]),
    ("3 % in a day", [("2026-10-29", "CHF", "120.00"), ("2026-10-30", "CHF", "123.60")]),
    ("exactly 10 %", [("2026-10-29", "USD", "90"), ("2026-10-30", "USD", "99")]),
    ("a third in two years", [("2024-10-29", "GBP", "98"), ("2026-10-30", "GBP", "130.17")]),
    ("the rupee as one rupee", [("2026-10-30", "INR", "1")]),
    ("a currency without a band", [("2026-10-30", "HUF", "0.2711")]),
]


@pytest.mark.parametrize("rows", [r[1] for r in CALM], ids=[r[0] for r in CALM])
def test_clean_rates_are_taken_in_without_a_word(desk: Desk, rows: list[tuple[str, str, str]]) -> None:
    done = taken(desk, *rows)
    assert (told(done), done.rows_kept) == ([], len(rows))


@pytest.mark.parametrize(("before", "after"), [("90", "99.01"), ("100", "89.99"), ("79", "97"), ("97", "79")])
def test_a_jump_between_two_quotes_is_told_and_taken_in(desk: Desk, before: str, after: str) -> None:
    done = taken(desk, ("2026-10-29", "USD", before), ("2026-10-30", "USD", after))
    found = the_finding(done, "RATE_JUMP")
    assert (found.severity, found.found) == ("WARN", f"USD {before} on 29/10/2026, {after} on 30/10/2026")
    assert done.rows_kept == 2


def test_a_jump_from_the_ledger_s_last_quote_is_told_too(desk: Desk) -> None:
    taken(desk, ("2026-10-29", "USD", "79.00"))
    assert told(desk.take({"rates2.csv": rates(("2026-10-30", "USD", "97.00"))})) == ["RATE_JUMP"]


@pytest.mark.parametrize(
    ("percent", "after", "says"), [("5", "94.51", 1), ("5", "94.50", 0), ("30", "116.99", 0), ("0", "90.01", 1)]
)
def test_the_bank_says_how_far_apart_two_quotes_may_be(
    desk: Desk, tmp_path: Path, percent: str, after: str, says: int
) -> None:
    (tmp_path / "policy.toml").write_text(f"rate_jump_pct = {percent}\n")
    terms = in_force({"policy": Setting(str(tmp_path / "policy.toml"), "a test")}, None).terms()
    files = desk.folder({"rates.csv": rates(("2026-10-29", "USD", "90.00"), ("2026-10-30", "USD", after))})
    done = take_in(desk.ledger, files, OCTOBER, ACTOR, terms=terms)
    assert told(done) == ["RATE_JUMP"] * says
    assert all(
        found.expected.startswith(f"at most {percent} %") for found in done.findings if found.code == "RATE_JUMP"
    )


AGES = [  # the last rate, the bank's limit, whether it is used on 31-Oct-2026
    ("2026-10-31", 31, True),
    ("2026-09-30", 31, True),
    ("2026-09-29", 31, False),
    ("2023-01-02", 31, False),
    ("2026-10-30", 0, False),
    ("2026-10-31", 0, True),
    ("2025-10-30", 366, True),
    ("2025-10-29", 366, False),
]


@pytest.mark.parametrize(("day", "limit", "used"), AGES)
def test_case_113_a_rate_older_than_the_bank_allows_is_not_used(desk: Desk, day: str, limit: int, used: bool) -> None:
    desk.take({"rates.csv": rates((day, "USD", "97.00")), "orm.csv": csv_text([orm()])})
    month = with_rates_of_age(read_month(desk.ledger, OCTOBER), Policy(rate_age_days_max=limit))
    assert month.inr(100_00, "USD") == (Decimal(9700) if used else None)
    found = old_rate(month)
    assert [one.code for one in found] == ([] if used else ["RATE_OLD"])
    assert all(f"at most {limit} days" in one.expected for one in found)


def test_case_113_an_old_rate_decides_as_a_missing_one_does(tmp_path: Path) -> None:
    law, decided = Law(load(), Policy()), []
    for name, files in (("old", {"rates.csv": rates(("2023-01-02", "USD", "82.70"))}), ("none", {})):
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name)
        desk.take({"orm.csv": csv_text([orm()]), **files})
        month = with_rates_of_age(read_month(desk.ledger, OCTOBER), law.policy)
        decided.append([str(case.decision.status) for case in decide(month, law)])
    assert decided[0] == decided[1]
    assert "CHECK" in decided[0]
