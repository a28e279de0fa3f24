"""Closing as a whole: totals of the desk month, doing it twice, two months in a row, stopping half-way."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.desk.month_fixture import DESK, MAKER, OCTOBER, SMALL, close, law, left_behind, read_csv
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.close.verify import verify
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import exponent
from xl_addin.ledger import open_ledger
from xl_addin.ledger.anchors import file_of
from xl_addin.ledger.state import last_as_on
from xl_addin.ledger.store import Actor

NOVEMBER = date(2026, 11, 30)
LISTS = ("settlements.csv", "decisions.csv", "followups.csv", "findings.csv")
ORM_HEADER = (SMALL / "orm.csv").read_text("utf-8").splitlines()[0]


def run_json(out: Path) -> dict:
    return json.loads((out / "run.json").read_text("utf-8"))


def control_totals() -> list[tuple[str, str, dict]]:
    totals = json.loads((DESK / "expected-totals.json").read_text("utf-8"))["totals"]
    return [(side, currency, parts) for side, by in totals.items() for currency, parts in by.items()]


# The sample's rule: `new` counts cancelled records too; what was amended is in the item's final amount.


def test_desk_month_has_the_currencies_of_the_sample_on_each_side_and_no_other(desk_out: Path) -> None:
    found = sorted((one["side"], one["currency"]) for one in run_json(desk_out)["control_totals"])
    assert found == sorted((side, currency) for side, currency, _ in control_totals())


@pytest.mark.parametrize(("side", "currency", "parts"), control_totals())
def test_desk_month_opening_new_and_cancelled_to_the_paisa_and_count(
    desk_out: Path, side: str, currency: str, parts: dict
) -> None:
    line = next(m for m in run_json(desk_out)["control_totals"] if (m["side"], m["currency"]) == (side, currency))
    for name in ("opening", "new", "cancelled"):
        amount = Decimal(line[f"{name}_minor"]).scaleb(-exponent(currency))
        assert (line[f"{name}_count"], amount) == (parts[name]["count"], Decimal(parts[name]["amount"])), name
    settled = Decimal(line["settled_minor"]).scaleb(-exponent(currency))
    assert Decimal("0.6") <= settled / Decimal(parts["settled"]["amount"]) <= 1


def test_desk_month_rows_in_are_kept_or_refused_with_a_reason(desk_out: Path) -> None:
    run = run_json(desk_out)
    assert all(s["rows_read"] == s["rows_kept"] + s["rows_refused"] for s in run["inputs"])
    refused = sum(s["rows_refused"] for s in run["inputs"])
    blocking = [row for row in read_csv(desk_out / "findings.csv") if row["severity"] == "BLOCK"]
    # Five rows of the core system's list cannot be read: two amounts, two dates, one currency.
    assert refused == len(blocking) == 5
    assert all(row["row"] and row["column"] and row["found"] and row["action"] for row in blocking)


def book_values(out: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(next(out.glob("closing-*.xlsx")))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_closing_the_same_month_again_gives_the_same_content_but_for_the_run_stamp(tmp_path: Path) -> None:
    close(SMALL, tmp_path / "first")
    again = Actor("maker2", MAKER.at + timedelta(hours=3))
    closed = close(SMALL, tmp_path / "second", ledger=tmp_path / "first" / "ledger.sqlite", actor=again)
    assert closed.settled.posted == 0
    assert closed.taken_in.rows_read == 0
    for name in LISTS:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes(), name
    first, second = book_values(tmp_path / "first"), book_values(tmp_path / "second")
    assert first.keys() == second.keys()
    stamped = {"About", "_meta"}
    for name in first.keys() - stamped:
        assert first[name] == second[name], name


def november(folder: Path, october_out: Path) -> Path:
    """A month that pays one bill left open in October and brings one remittance that nothing explains."""
    folder.mkdir()
    left = [row for row in read_csv(october_out / "decisions.csv") if row["subject"] == "PAYMENT"]
    settled = {(r["boe_number"], r["invoice_serial"]) for r in read_csv(october_out / "settlements.csv")}
    row = next(r for r in left if r["currency"] == "USD" and (r["boe_number"], r["invoice_serial"]) not in settled)
    numbers = {r["bill_of_entry_number"]: r for r in read_csv(SMALL / "opening.csv") if r["item_kind"] == "INV"}
    supplier = numbers.get(row["boe_number"], {}).get("party_name", "SAMPLE SUPPLIER")
    day = date.fromisoformat(row["boe_date"]).strftime("%d/%m/%Y")
    lines = [
        f"OTT26110000001,0009001,{row['amount']},USD,12/11/2026,{row['iec']},IMPORTER,ADDRESS,{row['iec']},N,{supplier},,CN,"
        f"TESTCNB0XXX,S0102,1,BOE {row['boe_number']} DT {day},3",
        f"OTT26110000002,0009001,777.77,USD,13/11/2026,{row['iec']},IMPORTER,ADDRESS,{row['iec']},N,NOBODY WE KNOW,,CN,"
        "TESTCNB0XXX,S0101,1,ADVANCE REMITTANCE,1",
    ]
    (folder / "orm.csv").write_text("\n".join([ORM_HEADER, *lines]) + "\n", "utf-8")
    return folder


def test_november_opens_with_exactly_octobers_closing_and_verifies(tmp_path: Path) -> None:
    october, november_out = tmp_path / "october", tmp_path / "november"
    ledger = october / "ledger.sqlite"
    close(SMALL, october)
    closed = close(november(tmp_path / "in", october), november_out, NOVEMBER, ledger)
    then = {(m["side"], m["currency"]): m for m in run_json(october)["control_totals"]}
    now = {(m["side"], m["currency"]): m for m in run_json(november_out)["control_totals"]}
    for key, line in then.items():
        opened = now.get(key, {"opening_count": 0, "opening_minor": 0})
        assert (opened["opening_count"], opened["opening_minor"]) == (line["closing_count"], line["closing_minor"]), key
    usd = now["ORM", "USD"]
    assert usd["new_count"] == 2
    assert closed.settled.posted >= 1
    assert [f for f in closed.closing.told.findings if f.code == "OPENING_NOT_LAST_CLOSING"] == []
    opened_ledger = open_ledger(str(ledger), create=False)
    checks = verify(opened_ledger, november_out)
    opened_ledger.close()
    assert [check for check in checks if not check.holds] == []


def test_an_earlier_month_is_shut_once_the_ledger_has_gone_on(tmp_path: Path) -> None:
    october = tmp_path / "october"
    close(SMALL, october)
    close(november(tmp_path / "in", october), tmp_path / "november", NOVEMBER, october / "ledger.sqlite")
    with pytest.raises(DeskError, match="the ledger has gone on to 30/11/2026"):
        close(SMALL, tmp_path / "late", OCTOBER, october / "ledger.sqlite")


def test_case_111_verify_is_green_and_sees_a_changed_file_a_changed_row_and_a_cut_tail(tmp_path: Path) -> None:
    out = tmp_path / "out"
    close(SMALL, out)

    def broken() -> list[str]:
        ledger = open_ledger(str(out / "ledger.sqlite"), create=False)
        try:
            return [check.question for check in verify(ledger, out) if not check.holds]
        finally:
            ledger.close()

    assert broken() == []
    listed = out / "settlements.csv"
    listed.write_bytes(listed.read_bytes().replace(b"AUTO", b"SURE", 1))
    assert broken() == ["settlements.csv is as it was written"]
    with sqlite3.connect(out / "ledger.sqlite") as raw:
        for table in ("postings", "closings", "actions"):
            raw.execute(f"DROP TRIGGER {table}_no_delete")
            raw.execute(f"DROP TRIGGER {table}_no_update")
        raw.execute("UPDATE postings SET amount_minor = amount_minor + 1 WHERE id = 1")
    assert any("chain" in question for question in broken())
    with sqlite3.connect(out / "ledger.sqlite") as raw:
        raw.execute("UPDATE postings SET amount_minor = amount_minor - 1 WHERE id = 1")
        raw.execute("DELETE FROM closings")
        raw.execute("DELETE FROM actions WHERE kind = 'CLOSE'")
    # The shortened chain is whole in itself; the anchor in run.json tells.
    assert "The closing in out still stands" in broken()


def test_stopping_at_any_step_leaves_whole_steps_and_the_next_run_completes(tmp_path: Path) -> None:
    """Every step is stopped at. A next run begins from what lies there: it is made once for each different rest.

    Each stage is stopped at its first step in a run from nothing; its further steps in a run that finds the extracts in
    the ledger, as the stop after taking them in left them, and that says the same from there on.
    """
    whole = tmp_path / "whole"
    close(SMALL, whole)
    says: list[str] = []
    count = _count_steps(tmp_path / "count", says)
    taken_in = says.index("Matching remittances with bills of entry")
    prepared = tmp_path / "prepared.sqlite"
    completed: set[object] = set()
    for stop in range(count):
        out = tmp_path / f"stop{stop}"
        is_first = stop <= taken_in or _stage(says[stop]) != _stage(says[stop - 1])
        run = (stop, None) if is_first else (stop - taken_in + 1, prepared)
        with pytest.raises(KeyboardInterrupt) as stopped:
            _close_until(out, *run)
        assert str(stopped.value) == says[stop]
        assert not (out / "run.json").exists()
        assert not list(out.glob(".*.part"))
        left = left_behind(out, "ledger.sqlite")
        if stop == taken_in:
            _copy(out / "ledger.sqlite", prepared)
        if left in completed:
            continue
        ledger = open_ledger(str(out / "ledger.sqlite"))
        assert [check for check in verify(ledger) if not check.holds] == []
        ledger.close()
        close(SMALL, out)
        for name in LISTS:
            assert (out / name).read_bytes() == (whole / name).read_bytes(), (stop, says[stop], name)
        completed.add(left)
    # nothing, then the extracts, the settlement lines, and the closing balances
    assert len(completed) == 4


def _count_steps(out: Path, says: list[str]) -> int:
    out.mkdir()
    ledger = open_ledger(str(out / "ledger.sqlite"))
    close_month(ledger, CloseOrder(SMALL, out, OCTOBER, MAKER), law(), says.append)
    ledger.close()
    return len(says)


def _stage(says: str) -> str:
    return says.partition(":")[0].rstrip("0123456789 ()of")


def _copy(ledger: Path, target: Path) -> None:
    """A ledger with the file of anchors beside it."""
    shutil.copy(ledger, target)
    shutil.copy(file_of(ledger), file_of(target))


def _close_until(out: Path, stop: int, prepared: Path | None = None) -> None:
    out.mkdir()
    if prepared is not None:
        _copy(prepared, out / "ledger.sqlite")
    ledger = open_ledger(str(out / "ledger.sqlite"))
    said: list[str] = []

    def say(text: str) -> None:
        if len(said) == stop:
            raise KeyboardInterrupt(text)
        said.append(text)

    try:
        close_month(ledger, CloseOrder(SMALL, out, OCTOBER, MAKER), law(), say)
    finally:
        ledger.close()


@pytest.mark.parametrize(
    ("as_on", "says"),
    [
        (date(2015, 12, 31), "encoded law begins"),
        (date(2029, 1, 31), "is answered up to"),
        (date(2026, 9, 30), "after the as-on"),
    ],
    ids=["before the encoded law", "long after its last review", "before the data"],
)
def test_an_as_on_date_that_cannot_be_used_is_refused_and_nothing_is_kept(
    tmp_path: Path, as_on: date, says: str
) -> None:
    with pytest.raises(DeskError, match=says):
        close(SMALL, tmp_path, as_on)
    ledger = open_ledger(str(tmp_path / "ledger.sqlite"))
    with ledger.read() as connection:
        assert last_as_on(connection) is None  # a new ledger: no act is in it
    assert [check for check in verify(ledger) if not check.holds] == []
    ledger.close()


def test_a_currency_without_a_rate_blocks_and_its_inr_cells_stay_empty(tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(SMALL, source)
    rates = (source / "rates.csv").read_text("utf-8").splitlines()
    (source / "rates.csv").write_text("\n".join(line for line in rates if ",GBP," not in line) + "\n", "utf-8")
    closed = close(source, tmp_path / "out")
    assert closed.blocking == 1
    finding = next(f for f in closed.closing.told.findings if f.code == "RATE_MISSING")
    assert "GBP" in finding.found
    orms = closed.closing.view.lists["tblOrm"]
    shown = zip(orms["Currency"], orms["Outstanding INR"], strict=True)
    assert {inr for currency, inr in shown if currency == "GBP"} == {None}
    small = [case for case in closed.closing.told.of("SMALLVALUE") if case.currency == "GBP"]
    assert {case.decision.status for case in small} == {"CHECK"}


def test_case_114_a_nil_month_still_makes_a_valid_book(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "orm.csv").write_text(ORM_HEADER + "\n", "utf-8")
    closed = close(source, tmp_path / "out")
    assert closed.blocking == 0
    assert "Control" in book_values(tmp_path / "out")
