"""What cells show of the ledger: golden vectors, the closing's own files, and what is said where there is no answer."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk.month_fixture import MAKER, read_csv
from tests.hosts.ledger_cells.cells_desk import CellsDesk, as_read, cell, known, moved, read, rows, vectors
from udfs._registry import CellError
from xl_addin.desk.cells import place
from xl_addin.domain.money import from_minor
from xl_addin.hosts.ledger_cells import shared
from xl_addin.hosts.ledger_cells.shared import DESK, SharedDesk
from xl_addin.hosts.trial import as_cell
from xl_addin.ledger import open_ledger

INVOICE, ORM = "2951510/2026-07-23/INHZA1#1", "ACC26090000858"


# --- golden vectors and the closing's own files ---


def test_every_figure_and_word_is_as_worked_out_from_the_extracts(desk: CellsDesk) -> None:
    wanted = [(key, field, as_cell(known(value), False)) for key, field, value in vectors("DESK")]
    assert [(key, field, cell("DESK", key, field)) for key, field, _ in wanted] == wanted


def test_every_sentence_tells_what_it_must(desk: CellsDesk) -> None:
    told = [(said, cell("DESKWHY", key, about or None)) for key, about, said in vectors("DESKWHY")]
    assert [(said, found) for said, found in told if said not in found] == []


def test_every_date_and_standing_is_that_of_the_closing(desk: CellsDesk, desk_out: Path) -> None:
    decided = [one for one in read_csv(desk_out / "decisions.csv") if one["subject"] == "PAYMENT"]
    assert len(decided) > 4000
    keys = [f"{one['boe_number']}/{one['boe_date']}/{one['port_code']}#{one['invoice_serial']}" for one in decided]
    due = rows("DESK", [(key,) for key in keys], "due date")
    status = rows("DESK", [(key,) for key in keys], "status")
    left = rows("DESK", [(key,) for key in keys], "outstanding")
    days = [as_cell(date.fromisoformat(one["due_date"]), False) if one["due_date"] else CellError.NA for one in decided]
    assert [found for (found,) in due] == days
    assert [found for (found,) in status] == [one["standing"] for one in decided]
    assert [found for (found,) in left] == [float(one["amount"]) for one in decided]


def test_what_is_open_adds_up_to_the_closing_balances(desk: CellsDesk, desk_out: Path) -> None:
    with closing(sqlite3.connect(desk_out / "ledger.sqlite")) as ledger:
        kept = ledger.execute("SELECT side, currency, closing_minor FROM closings").fetchall()
    head, *items = rows("DESKLIST", "outstanding")
    at = {name: head.index(name) for name in ("Currency", "Outstanding")}
    found: dict[tuple[str, str], Decimal] = {}
    for row in items:
        about = "INVOICE" if "#" in row[0] else "ORM", row[at["Currency"]]
        found[about] = found.get(about, Decimal(0)) + Decimal(f"{row[at['Outstanding']]:.15g}")
    assert found == {(side, code): from_minor(minor, code) for side, code, minor in kept if minor}


# --- lists ---


def test_a_list_has_its_headers_and_only_what_was_asked_for(desk: CellsDesk) -> None:
    head, *every = rows("DESKLIST", "overdue")
    assert head == [
        "Key",
        "Importer",
        "IEC",
        "Currency",
        "Outstanding",
        "Outstanding INR",
        "Due",
        "Status",
        "What to do",
    ]
    assert Counter(row[7] for row in every) == {"OVERDUE": 1024}
    iec, name, currency = every[0][2], every[0][1], every[0][3]
    mine = [row for row in every if row[2] == iec]
    assert rows("DESKLIST", "Overdue", iec) == [head, *mine]
    assert rows("DESKLIST", "over-due", f"  {name.lower()} ") == [head, *mine]
    assert rows("DESKLIST", "overdue", iec, currency) == [head, *(row for row in mine if row[3] == currency)]
    assert rows("DESKLIST", "follow-up", iec) == [head]
    zero = next(row[2] for row in every if row[2].startswith("0"))
    assert rows("DESKLIST", "overdue", float(zero)) == rows("DESKLIST", "overdue", zero)  # a cell has dropped the zero


def test_today_is_a_list_of_its_lines(desk: CellsDesk, desk_out: Path) -> None:
    head, *lines = rows("DESKLIST", "today")
    told = json.loads((desk_out / "run.json").read_text("utf-8"))["today"]
    assert head[:3] == ["State", "How many", "What waits"]
    assert sum(told.values()) == sum(int(line[1]) for line in lines)
    assert cell("DESKLIST", "today", "0588000000") is CellError.VALUE


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("overdu",), CellError.REF),
        (("overdue", "Nobody & Co"), CellError.NA),
        (("overdue", None, "XXZ"), CellError.VALUE),
        ((None,), CellError.REF),
        ((CellError.DIV0,), CellError.DIV0),
    ],
    ids=["no list", "no importer", "no currency", "blank", "an error goes through"],
)
def test_a_list_that_cannot_be_is_an_error(desk: CellsDesk, arguments: tuple[Any, ...], error: CellError) -> None:
    assert cell("DESKLIST", *arguments) is error


# --- where there is no answer ---


def _no_record(desk: CellsDesk) -> None:
    """Nothing was ever said."""


def _no_file(desk: CellsDesk) -> None:
    desk.names(desk.home / "gone.sqlite")


def _no_ledger(desk: CellsDesk) -> None:
    desk.names(desk.home / "other.sqlite")
    with closing(sqlite3.connect(desk.home / "other.sqlite")) as other, other:
        other.execute("CREATE TABLE mine (a)")


def _newer_schema(desk: CellsDesk) -> None:
    path = desk.home / "newer.sqlite"
    open_ledger(str(path)).close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    desk.names(path)


def _never_read(desk: CellsDesk) -> None:
    path = desk.home / "new.sqlite"
    open_ledger(str(path)).close()
    desk.names(path)


def _broken_settings(desk: CellsDesk) -> None:
    desk.names(desk.home / "x")
    desk.record.write_text("ledger = nonsense", "utf-8")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (_no_record, "No ledger is named for your cells. Say it once: "),
        (_no_file, "The ledger that your settings name is not there. Put it back, or correct its place: "),
        (_no_ledger, "The database is not an Import Desk ledger."),
        (_newer_schema, "The ledger has schema 99; this program knows schema"),
        (_never_read, "the ledger was not read for cells yet. Press Refresh desk cells, or run: "),
        (_broken_settings, "The desk's settings cannot be read: "),
    ],
)
def test_without_a_ledger_a_cell_is_an_error_and_the_sentence_says_what_to_do(
    nobody: CellsDesk, given: Any, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    given(nobody)
    assert cell("DESK", "X", "status") is CellError.NA
    assert cell("DESKLIST", "overdue") is CellError.NA
    assert cell("DESKWHY", "X").startswith(f"DESKWHY: #N/A; {says}")
    assert len(caplog.records) <= 1  # a sheet has thousands of cells


def test_a_file_that_is_damaged_is_as_one_that_was_never_made(desk: CellsDesk, desk_out: Path) -> None:
    place.place_of(str(desk_out / "ledger.sqlite")).write_text('{"schema": 1}', "utf-8")
    assert "was not read for cells yet" in cell("DESKWHY", ORM)


# --- the ledger moves ---


def test_a_value_stands_until_it_is_refreshed_and_is_told_to_be_stale(own: Path) -> None:
    before = cell("DESK", INVOICE, "outstanding")
    assert cell("DESK", "", "fresh") == "CURRENT"
    moved(own)
    assert cell("DESK", "", "fresh") == "CURRENT"  # asked a moment ago
    DESK.forget()
    assert (cell("DESK", "", "fresh"), cell("DESK", INVOICE, "outstanding")) == ("STALE", before)
    assert cell("DESKWHY", INVOICE, "outstanding").endswith(
        "(as on 31-Oct-2026; the ledger has moved since: press Refresh desk cells)"
    )
    read(own)
    assert cell("DESK", "", "fresh") == "CURRENT"
    assert cell("DESKWHY", INVOICE, "outstanding").endswith("outstanding USD 1,026.00 (as on 31-Oct-2026)")


def test_what_was_read_a_moment_after_an_act_is_not_told_to_be_stale(own: Path) -> None:
    assert cell("DESK", "", "fresh") == "CURRENT"
    moved(own)
    as_read(own, own)
    assert cell("DESK", "", "fresh") == "CURRENT"


def test_while_another_run_holds_the_ledger_values_stand_and_freshness_is_not_known(own: Path) -> None:
    with closing(sqlite3.connect(own, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert (cell("DESK", INVOICE, "outstanding"), cell("DESK", "", "fresh")) == (1026.0, "NOT_KNOWN")
        assert time.monotonic() - began < 5
        other.execute("ROLLBACK")


def test_a_snapshot_that_was_made_anew_is_seen_at_once(own: Path) -> None:
    assert cell("DESK", "", "refreshed at") == "02-Nov-2026 09:30"
    as_read(own, own, MAKER.at.replace(hour=18))
    assert cell("DESK", "", "refreshed at") == "02-Nov-2026 18:30"


def test_a_snapshot_that_another_program_holds_leaves_what_was_read(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cell("DESK", INVOICE, "outstanding") == 1026.0
    as_read(own, own, MAKER.at.replace(hour=18))

    def held(path: Path) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(place, "load", held)
    assert cell("DESK", "", "refreshed at") == "02-Nov-2026 09:30"
    monkeypatch.undo()
    SharedDesk.forget(DESK)


def test_another_ledger_of_the_settings_is_another_snapshot(own: Path, desk: CellsDesk, desk_out: Path) -> None:
    assert cell("DESK", "", "ledger") == str(own)
    desk.names(desk_out / "ledger.sqlite")
    DESK.forget()
    assert cell("DESK", "", "ledger") == str(desk_out / "ledger.sqlite")


def test_the_ledger_is_asked_once_in_some_seconds_and_the_file_read_once(
    desk: CellsDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()

    def counted(name: str, of: Any) -> Any:
        def call(*arguments: Any) -> Any:
            asked[name] += 1
            return of(*arguments)

        return call

    monkeypatch.setattr("xl_addin.ledger.glance.last_act", counted("ledger", lambda where: "0" * 64))
    monkeypatch.setattr(place, "load", counted("file", place.load))
    now = [100.0]
    one = SharedDesk(lambda: now[0])
    for _ in range(1000):
        one.snapshot()
    assert asked == {"ledger": 1, "file": 1}
    now[0] += shared.LOOK_SECONDS + 1
    assert one.fresh() == "STALE"
    assert asked == {"ledger": 2, "file": 1}


def test_a_first_call_loads_no_heavy_library_and_a_thousand_cells_take_no_second(desk: CellsDesk) -> None:
    program = (
        "import sys, time; from udfs._adapter import evaluate; from xl_addin.hosts.ledger_cells import EVERY\n"
        "def cell(): return evaluate('DESK', ['ACC26090000858', 'outstanding'], registry=EVERY)[0][0]\n"
        "began = time.perf_counter(); cell(); first = time.perf_counter()\n"
        "found = {cell() for _ in range(1000)}; then = time.perf_counter()\n"
        "print(found, [one for one in ('pandas', 'numpy', 'openpyxl', 'lxml') if one in sys.modules],"
        " first - began < 5, then - first < 1)"
    )
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{154450.14} [] True True"
