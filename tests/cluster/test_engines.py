"""Parquet in, Parquet out: by processes of this machine and by Spark, also when one of them is killed."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from tests.benchmarks.month_frames import Ask, frames_of
from xl_addin.cli.main import app
from xl_addin.cluster.local import settle_local
from xl_addin.cluster.parquet import INVOICE, ORM, as_read, refuse_columns
from xl_addin.cluster.work import Tally, settle_bucket
from xl_addin.domain.errors import DeskError

HAS_PARQUET = importlib.util.find_spec("pyarrow") is not None
HAS_SPARK = HAS_PARQUET and importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
parquet = pytest.mark.skipif(not HAS_PARQUET, reason="not run: the extra cluster (pyarrow) is not installed")
spark = pytest.mark.skipif(not HAS_SPARK, reason="not run: the extra cluster (pyspark) or Java is not installed")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A month of the generator as two Parquet files; days as dates, as a bank's own files have them."""
    folder = tmp_path_factory.mktemp("parquet")
    frames = frames_of(Ask(1500, 21))
    paid, due = frames.orms.copy(), frames.invoices.copy()
    paid["on"] = [pd.Timestamp.fromordinal(day).date() for day in paid["on"]]
    paid.to_parquet(orm := folder / "orm.parquet", index=False, row_group_size=500)
    due.to_parquet(invoices := folder / "invoices.parquet", index=False, row_group_size=500)
    return str(orm), str(invoices)


@pytest.fixture(scope="module")
def whole(files: tuple[str, str]) -> dict[str, Any]:
    """What one call of the engine finds."""
    paid, due = (as_read(pd.read_parquet(path), want, path) for path, want in zip(files, (ORM, INVOICE), strict=True))
    tally = Tally()
    tally.add(settle_bucket(paid, due))
    return dict(tally.told())


@parquet
@pytest.mark.parametrize("processes", [1, 3])
def test_processes_find_what_one_call_finds(
    processes: int, files: tuple[str, str], whole: dict[str, Any], tmp_path: Path
) -> None:
    tally = settle_local(*files, tmp_path / "out", processes)
    assert tally.told() == whole
    written = pd.concat([pd.read_parquet(path) for path in (tmp_path / "out").glob("kind=line/*.parquet")])
    assert len(written) == sum(whole["lines"].values())


@parquet
def test_a_killed_process_changes_nothing(files: tuple[str, str], whole: dict[str, Any], tmp_path: Path) -> None:
    killed: list[int] = []
    stop = threading.Event()
    threading.Thread(target=_kill_one, args=("spawn_main", killed, stop), daemon=True).start()
    tally = settle_local(*files, tmp_path / "out", 2)
    stop.set()
    assert killed
    assert tally.told() == whole


@spark
@pytest.mark.parametrize("kill", [False, True])
def test_spark_finds_what_one_call_finds(
    kill: bool, files: tuple[str, str], whole: dict[str, Any], tmp_path: Path
) -> None:
    killed: list[int] = []
    stop = threading.Event()
    if kill:
        threading.Thread(target=_kill_one, args=("pyspark/daemon|pyspark.daemon", killed, stop), daemon=True).start()
    names = ("--orm", files[0], "--invoices", files[1], "--out", str(tmp_path / "out"))
    command = [sys.executable, "-P", "-m", "xl_addin", "settle", "--engine", "spark", "--master", "local[2,4]", *names]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ}, check=False, timeout=550)
    stop.set()
    assert done.returncode == 0, done.stderr[-3000:]
    assert bool(killed) is kill
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert {name: run[name] for name in whole} == whole
    assert str(whole["hash"]) in done.stdout


def _kill_one(name: str, killed: list[int], stop: threading.Event) -> None:
    """Kills one process of this test's own that has worked for a while, once."""
    while not stop.is_set() and not killed:
        for pid in _below(os.getpid()):
            told = _quietly(lambda pid=pid: Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace"))
            busy = _quietly(lambda pid=pid: Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11])
            if any(word in (told or "") for word in name.split("|")) and int(busy or 0) > 40:  # hundredths of a second
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
                break
        time.sleep(0.05)


def _below(pid: int) -> list[int]:
    """All processes below one, whichever of its threads began them."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    children = [child for told in lists for child in (_quietly(told.read_text) or "").split()]
    return [one for child in children for one in (int(child), *_below(int(child)))]


def _quietly(look: Callable[[], str]) -> str | None:
    try:
        return look()
    except OSError:
        return None


# --- what is refused ---

GOOD = {**ORM, "deal_rate": "text"}


@pytest.mark.parametrize(
    ("have", "says"),
    [
        ({name: kind for name, kind in GOOD.items() if name != "iec"}, "Columns are missing: iec"),
        ({**GOOD, "open_minor": "double"}, "Column open_minor holds double; expected whole number"),
        ({**GOOD, "orm_key": "whole number"}, "Column orm_key holds whole number; expected text"),
        ({**GOOD, "on": "text"}, "Column on holds text; expected date"),
        ({**GOOD, "deal_rate": "double"}, "Column deal_rate holds double; expected text"),
    ],
)
def test_columns_of_another_kind_are_refused(have: dict[str, str], says: str) -> None:
    with pytest.raises(DeskError, match=says) as caught:
        refuse_columns("orm.parquet", have, ORM)
    assert "orm.parquet" in caught.value.where
    assert caught.value.todo


@pytest.mark.parametrize("kind", ["date", "whole number"])
def test_a_day_is_a_date_or_its_number(kind: str) -> None:
    refuse_columns("orm.parquet", {**GOOD, "on": kind}, ORM)


@pytest.mark.parametrize("column", ["open_minor", "on", "is_advance"])
def test_an_empty_cell_is_refused_by_name_and_an_empty_text_is_none(column: str) -> None:
    frame = frames_of(Ask(20, 21)).orms.astype(object)
    frame.loc[1, "remarks"] = None
    assert as_read(frame, ORM, "orm.parquet")["remarks"][1] == ""
    frame.loc[1, column] = None
    with pytest.raises(DeskError, match=f"Column {column} is empty for {frame['orm_key'][1]}"):
        as_read(frame, ORM, "orm.parquet")


def test_a_copy_of_the_columns_as_a_worker_holds_it_keeps_the_desks_facts() -> None:
    frame = frames_of(Ask(20, 21)).orms
    assert {"deal_rate", "on_behalf_of_iec"} <= {*as_read(frame, dict(ORM), "orm.parquet")}


# column, value of the second row, what is said
WRONG = [
    ("iec", None, "iec is empty: "),
    ("currency", "", "currency is empty: "),
    ("open_minor", -1, "open_minor is below zero: "),
    ("orm_key", "THE FIRST", "orm_key stands twice: THE FIRST"),
    ("orm_key", None, "orm_key is empty: a row of importer "),
]


@pytest.mark.parametrize(("column", "value", "says"), WRONG)
def test_a_row_that_no_engine_may_guess_about_is_refused(column: str, value: object, says: str) -> None:
    frame = frames_of(Ask(20, 21)).orms.astype(object)
    frame.loc[0, "orm_key"] = "THE FIRST"
    frame.loc[1, column] = value
    with pytest.raises(DeskError, match=says) as caught:
        as_read(frame, ORM, "orm.parquet")
    assert caught.value.where == "orm.parquet"
    assert caught.value.todo


@parquet
def test_rows_of_nobody_are_never_left_out_without_a_word(files: tuple[str, str], tmp_path: Path) -> None:
    frame = pd.read_parquet(files[0])
    frame.loc[3, "iec"] = None
    frame.to_parquet(bad := tmp_path / "orm.parquet", index=False)
    with pytest.raises(DeskError, match="1 rows have no importer's code"):
        settle_local(str(bad), files[1], tmp_path / "out", 1)


@pytest.mark.parametrize("given", [("--as-on", "2026-10-31"), ("--ledger", "x.sqlite"), ("--policy", "p.toml")])
def test_an_option_of_the_ledger_is_not_ignored(given: tuple[str, str]) -> None:
    asked = ["settle", "--engine", "local", "--orm", "a", "--invoices", "b", "--out", "c", *given]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 2
    assert f"{given[0]} goes with a ledger" in " ".join(done.output.split())


@pytest.mark.skipif(HAS_PARQUET, reason="pyarrow is installed here")
def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="pyarrow is not installed") as caught:
        settle_local("a", "b", tmp_path / "out", 1)
    assert "requirements-cluster.lock" in caught.value.todo


@parquet
def test_a_full_folder_and_a_broken_file_are_refused(files: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("no parquet")
    with pytest.raises(DeskError, match="not empty"):
        settle_local(*files, tmp_path, 1)
    with pytest.raises(DeskError, match="no Parquet file"):
        settle_local(str(tmp_path / "x.parquet"), files[1], tmp_path / "out", 1)
    with pytest.raises(DeskError, match="cannot be read"):
        settle_local(str(tmp_path / "none.parquet"), files[1], tmp_path / "out", 1)
