"""The guided sample gives what was worked out by hand, by buttons and from the command line alike."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.buttons.sample_desk import ACTOR, SampleDesk, copy_sample, row_keys
from xl_addin import rulebook
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.desk.month.now import month_now
from xl_addin.desk.month.settle import settle
from xl_addin.domain.dates import serial_of
from xl_addin.engine.law import Law
from xl_addin.engine.settlement.pass_words import PASS_WORDS
from xl_addin.ledger import open_ledger
from xl_addin.rulebook.policy_file import load_policy
from xl_addin.sample.items import BOES, ORMS
from xl_addin.sample.lists import OPENING
from xl_addin.workbook.month.rows import table_rows

TRUTH = tomllib.loads(Path(__file__).with_name("truth.toml").read_text("utf-8"))
ON = date(2026, 10, 31)


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    desk = SampleDesk(tmp_path_factory.mktemp("sample"))
    desk.press("take_in", "match")
    return desk


def test_the_sample_has_30_remittances_and_25_bills() -> None:
    kinds = [row["item_kind"] for row in OPENING]
    assert len(ORMS) + kinds.count("ORM") == 30
    assert len(BOES) + kinds.count("INV") == 25


def test_rows_taken_in(tmp_path: Path) -> None:
    told = SampleDesk(tmp_path).press("take_in").text()
    want = TRUTH["taken_in"]
    assert f"{want['rows']} rows = {want['kept']} kept + {want['refused']} refused" in told
    assert "Totals tie: Yes" in told


def test_every_line_posted(matched: SampleDesk) -> None:
    lines = [_line(row) for row in matched.rows("tblSettlements") if row["Status"] == "POSTED"]
    assert sorted(lines) == sorted((a, b, c, Decimal(d), e) for a, b, c, d, e in TRUTH["posted"]["lines"])


def _line(row: Any) -> tuple[Any, ...]:
    return row["ORM number"], row["BoE number"], row["Serial"], _exact(row["ORM amount"]), _code(row["Found by"])


def _code(words: str) -> str:
    """The code of the pass behind its sentence."""
    return next(code for code, said in PASS_WORDS.items() if said == words)


def _exact(number: Any) -> Decimal:
    return Decimal(str(number))


def test_every_suggestion(matched: SampleDesk) -> None:
    lines = [
        (
            row["ORM number"],
            row["BoE number"],
            _exact(row["ORM amount"]),
            _exact(row["Invoice amount"]),
            _code(row["Found by"]),
        )
        for row in matched.rows("tblSettlements")
        if row["Status"] == "PROPOSED"
    ]
    assert lines == [(a, b, Decimal(c), Decimal(d), e) for a, b, c, d, e in TRUTH["proposed"]["lines"]]


@pytest.mark.parametrize(("table", "key", "status", "finding"), TRUTH["decided"]["lines"])
def test_decision(matched: SampleDesk, table: str, key: str, status: str, finding: str) -> None:
    row = matched.row(table, key)
    header = "Payment status" if table == "tblInvoices" else "Status"
    assert row[header] == status
    assert finding in str(row.get("Findings") or "")


@pytest.mark.parametrize(("table", "key", "header", "day"), TRUTH["dates"]["lines"])
def test_date(matched: SampleDesk, table: str, key: str, header: str, day: str) -> None:
    serial = matched.row(table, key)[header]
    assert serial == serial_of(date.fromisoformat(day))


def test_referrals(matched: SampleDesk) -> None:
    rows = [[row["Subject"], next(iter(row_keys(row) - {row["IEC"]}))] for row in matched.rows("tblReferrals")]
    assert sorted(rows) == sorted(TRUTH["referred"]["lines"])


def test_exceptions(matched: SampleDesk) -> None:
    rows = matched.rows("tblExceptions")
    assert [[row["Severity"], row["Code"]] for row in rows] == [line[:2] for line in TRUTH["exceptions"]["lines"]]
    for row, (_, _, names) in zip(rows, TRUTH["exceptions"]["lines"], strict=True):
        assert names in f"{row['Source file']} {row['Found']}"


def open_now(desk: SampleDesk) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for side, table in (("ORM", "tblOrm"), ("INVOICE", "tblInvoices")):
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for row in desk.rows(table):
            sums[str(row["Currency"])] += _exact(row["Outstanding"])
        found[side] = dict(sums)
    return found


def expected(section: str) -> dict[str, dict[str, Decimal]]:
    return {side: {c: Decimal(text) for c, text in sums.items()} for side, sums in TRUTH[section].items()}


def test_what_is_open(matched: SampleDesk) -> None:
    assert open_now(matched) == expected("open")


def test_what_is_open_after_the_answers_of_the_tour(matched: SampleDesk, tmp_path: Path) -> None:
    desk = matched.copied(tmp_path)
    for number, word in ((14, "Accept"), (15, "Accept"), (16, "Reject"), (17, "Accept")):
        desk.answer("tblSettlements", f"IBA26100000{number:03d}", Accept_or_Reject=word)
    assert "3 proposals posted, 1 refused" in desk.press("review").text()
    assert open_now(desk) == expected("answered")
    assert not [row for row in desk.rows("tblSettlements") if row["Status"] == "PROPOSED"]


def test_the_sheets_say_what_the_command_line_says(matched: SampleDesk, tmp_path: Path) -> None:
    """The use cases alone, no book: the lists that they give are the cells that the buttons wrote."""
    copy_sample(tmp_path)
    law = Law(rulebook.load(), load_policy(tmp_path / "guided_sample/policy/policy.toml"))
    ledger = open_ledger(str(tmp_path / "other.sqlite"))
    take_in(ledger, tmp_path / "guided_sample", ON, ACTOR)
    settle(ledger, ON, ACTOR)
    lists = month_now(ledger, ON, law).lists
    for name in MONTH_LISTS:
        shown = matched.book.all[name]
        wanted = [tuple(matched.book._cell(cell) for cell in row) for row in table_rows(lists[name])]
        assert list(shown.rows) == wanted, name
