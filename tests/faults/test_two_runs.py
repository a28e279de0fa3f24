"""Two runs on one ledger: what one reads is of one moment, what one records is of what it read, waiting is told."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import law
from tests.faults.processes import Run
from tests.ledger.acts import A_TEST
from xl_addin.desk.answers.undo import history, undo
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.close.verify import verify
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.law.ledger_diff import ledger_diff
from xl_addin.desk.month.now import month_now
from xl_addin.desk.progress import Progress
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, open_ledger, state, tables, waiting
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_meta

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks")
NOVEMBER = date(2026, 11, 30)
MONTH = {
    "a.obe.xml": obe_xml(boe(invoice(no="INV/1", amount="500.00"))),
    "orm.csv": csv_text([orm(), orm(number="B2", amount="7.00")]),
    "rates.csv": "date,currency,inr_per_unit\n2026-10-01,USD,88.5\n",
}


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder: a ledger with the month taken in, and the extracts."""
    desk = Desk(tmp_path_factory.mktemp("taken"))
    take_in(desk.ledger, desk.folder(MONTH, "in"), OCTOBER, ACTOR)
    desk.ledger.close()
    return desk.home


@pytest.fixture
def home(tmp_path: Path, taken_in: Path) -> Path:
    """That folder, a test's own."""
    shutil.copytree(taken_in, tmp_path / "desk")
    (tmp_path / "desk" / "later").mkdir()
    (tmp_path / "desk" / "later" / "orm_later.csv").write_text(csv_text([orm(number="C3", amount="11.00")]))
    return tmp_path / "desk"


def opened(home: Path, tell: Progress = lambda _: None, **how: bool) -> Ledger:
    return open_ledger(str(home / "ledger.db"), tell=tell, **how)


def closing(home: Path, out: str = "out") -> Callable[[Progress], object]:
    def act(progress: Progress) -> object:
        order = CloseOrder(home / "in", home / out, OCTOBER, ACTOR)
        return close_month(opened(home, progress), order, law(), progress).run_id

    return act


# --- a close beside another act ---


def test_case_72_a_close_records_the_totals_of_the_act_it_read_or_says_that_it_was_overtaken(home: Path) -> None:
    """The other act comes after the month was read and before its totals are recorded."""
    run = Run(closing(home), stop_at="Deciding")
    run.until_stopped()
    other = Run(lambda say: take_in(opened(home, say), home / "later", OCTOBER, ACTOR, say))
    assert other.ended().error is None
    run.go_on()
    assert run.ended().error == (
        "Another run wrote to the ledger in the meantime.",
        f"Ledger {home / 'ledger.db'}.",
        "Nothing of this step was kept; run the command again.",
    )
    assert closings(home) == []
    assert Run(closing(home)).ended().error is None
    assert ties(home)


STOPS = ["Matching", "Deciding", "Writing the closing workbook", "Writing the closing workbook: "]


@pytest.mark.parametrize("stop_at", STOPS)
@pytest.mark.parametrize("act", ["take-in", "undo"])
def test_whenever_another_act_comes_the_book_says_what_the_ledger_said_at_its_head(
    home: Path, stop_at: str, act: str
) -> None:
    run = Run(closing(home), stop_at)
    run.until_stopped()
    other = opened(home)
    if act == "undo":
        undo(other, ACTOR)
    else:
        take_in(other, home / "later", OCTOBER, ACTOR)
    other.close()
    run.go_on()
    if run.ended().error is None:
        told = book_totals(home)
        assert told == {("ORM", "USD"): 100_700 - settled(home), ("INVOICE", "USD"): 50_000 - settled(home)}
    assert Run(closing(home)).ended().error is None
    assert ties(home)


def closings(home: Path) -> list[tuple[str, str, int]]:
    with opened(home, reading=True).read() as connection:
        rows = state.recorded_closing(connection, "2026-10")
    return [(row.side, row.currency, row.closing_minor) for row in rows]


def book_totals(home: Path) -> dict[tuple[str, str], int]:
    """Totals that the CLOSE recorded on which the book was made."""
    head = read_meta(FileBook(home / "out" / "closing-2026-10.xlsx"))["ledger_head"]
    with opened(home, reading=True).read() as connection:
        seq = connection.execute(select(tables.actions.c.seq).where(tables.actions.c.hash == head)).scalar_one()
        rows = connection.execute(select(tables.closings).where(tables.closings.c.seq == seq)).all()
    return {(row.side, row.currency): row.closing_minor for row in rows}


def settled(home: Path) -> int:
    with opened(home, reading=True).read() as connection:
        return sum(connection.execute(select(tables.postings.c.amount_minor)).scalars())


def ties(home: Path) -> bool:
    """Everything holds, and November can be opened with what October closed with."""
    ledger = opened(home)
    (home / "november").mkdir(exist_ok=True)
    (home / "november" / "orm_nov.csv").write_text(
        csv_text([orm(number="N1", amount="5.00", paid="12/11/2026")]), "utf-8"
    )
    assert [check for check in verify(ledger, home / "out") if not check.holds] == []
    closed = close_month(ledger, CloseOrder(home / "november", home / "nov", NOVEMBER, ACTOR), law())
    codes = {one.code for one in closed.closing.told.findings}
    assert [check for check in verify(ledger) if not check.holds] == []
    return "OPENING_DIFFERS" not in codes


# --- readers ---

READERS: list[tuple[str, Callable[[Ledger, Path], object]]] = [
    ("verify", lambda ledger, _: [check for check in verify(ledger) if not check.holds] or None),
    ("history", lambda ledger, _: history(ledger) and None),
    ("explain and sheets", lambda ledger, _: month_now(ledger, OCTOBER, law()) and None),
    ("rules diff", lambda ledger, _: ledger_diff(ledger, law(), date(2026, 9, 30), OCTOBER) and None),
]
WRITERS: list[tuple[str, Callable[[Ledger, Path], object]]] = [
    ("take-in", lambda ledger, home: take_in(ledger, home / "later", OCTOBER, ACTOR)),
    ("undo", lambda ledger, _: undo(ledger, ACTOR)),
    ("close", lambda ledger, home: close_month(ledger, CloseOrder(home / "later", home, OCTOBER, ACTOR), law())),
]
HOLDS = {
    "exclusive": ["BEGIN EXCLUSIVE"],
    "immediate": ["BEGIN IMMEDIATE"],
    "a read": ["BEGIN", "SELECT count(*) FROM actions"],
    "a half-written step": ["BEGIN IMMEDIATE", "INSERT INTO meta (name, value) VALUES ('half', 'written')"],
}


def held(home: Path, how: str) -> sqlite3.Connection:
    holder = sqlite3.connect(home / "ledger.db", isolation_level=None, check_same_thread=False)
    for statement in HOLDS[how]:
        holder.execute(statement).fetchall()
    return holder


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits shortly, so that the tests do."""
    monkeypatch.setattr(waiting, "ASK_AGAIN_MS", 20)
    monkeypatch.setattr(waiting, "HELD_SECONDS_MAX", 0.2)
    monkeypatch.setattr(waiting, "READ_SECONDS_MAX", 0.2)


READ_AT_ONCE = ["immediate", "a read", "a half-written step"]


@pytest.mark.parametrize("how", READ_AT_ONCE)
@pytest.mark.parametrize(("read"), [one for _, one in READERS], ids=[name for name, _ in READERS])
def test_case_60_what_only_reads_needs_no_lock_of_a_writer(
    home: Path, how: str, read: Callable[[Ledger, Path], object]
) -> None:
    holder, waits = held(home, how), []
    assert read(opened(home, waits.append, reading=True), home) is None
    assert waits == []
    holder.close()


NOT_DAMAGED = "The ledger is not damaged: do not put a copy in its place."
HELD_FOR = [
    *[(f"{name}, exclusive", "exclusive", act, True) for name, act in READERS],
    *[(f"{name}, {how}", how, act, False) for name, act in WRITERS for how in HOLDS],
]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("how", "act", "reading"), [one[1:] for one in HELD_FOR], ids=[one[0] for one in HELD_FOR])
def test_case_60_who_must_wait_is_told_that_he_waits_and_never_to_restore_a_copy(
    home: Path, how: str, act: Callable[[Ledger, Path], object], reading: bool
) -> None:
    holder, waits = held(home, how), []
    with pytest.raises(DeskError, match="Another run has held the ledger for") as refused:
        act(opened(home, waits.append, reading=reading), home)
    assert str(home / "ledger.db") in refused.value.where
    assert refused.value.todo.endswith(NOT_DAMAGED)
    assert "restore" not in refused.value.todo
    assert waits[0].startswith("Another run holds the ledger; waiting (")
    holder.close()
    assert [check for check in verify(opened(home)) if not check.holds] == []
    act(opened(home, reading=reading), home)


@pytest.mark.parametrize("how", HOLDS)
@pytest.mark.parametrize(("act"), [one for _, one in WRITERS[:2]], ids=[name for name, _ in WRITERS[:2]])
def test_case_60_who_waits_goes_on_when_the_other_run_ends(
    home: Path, how: str, act: Callable[[Ledger, Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "ASK_AGAIN_MS", 20)
    holder = held(home, how)
    waits: list[str] = []

    def tell(text: str) -> None:
        waits.append(text)
        if len(waits) == 3:
            threading.Thread(target=holder.close).start()

    act(opened(home, tell), home)
    assert len(waits) >= 3


def test_verify_beside_a_writer_never_calls_a_good_ledger_broken(home: Path) -> None:
    """Extracts are taken back and taken in without end while the ledger is verified again and again."""

    def write(_: Progress) -> int:
        ledger = opened(home)
        for _ in range(12):
            undo(ledger, ACTOR)
            take_in(ledger, home / "in", OCTOBER, ACTOR)
        return 0

    run, found = Run(write), []
    while os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        ledger = opened(home, reading=True)
        found += [check for check in verify(ledger) if not check.holds]
        ledger.close()
    assert (found, run.ended().error) == ([], None)


# --- reading makes nothing ---


def test_reading_a_ledger_of_a_former_schema_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as connection:
        dump = Path(__file__).resolve().parents[1] / "data" / "ledger_schema_2.sql"
        connection.executescript(dump.read_text("utf-8"))
    connection.close()
    before = path.read_bytes()
    ledger = opened_at(path)
    assert [check for check in verify(ledger) if not check.holds] == []
    assert len(history(ledger)) == 7
    ledger.close()
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.db"]


def opened_at(path: Path) -> Ledger:
    return open_ledger(str(path), reading=True)


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.touch()], ids=["missing", "emptied"])
@pytest.mark.parametrize("address", ["{}", "sqlite:///{}"])
def test_reading_what_is_not_there_or_is_empty_makes_nothing(
    tmp_path: Path, make: Callable[[Path], None], address: str
) -> None:
    path = tmp_path / "ledger.db"
    make(path)
    there = sorted(tmp_path.iterdir())
    with pytest.raises(DeskError, match=r"was not found|is an empty file") as refused:
        open_ledger(address.format(path), reading=True)
    assert str(path) in refused.value.where
    assert sorted(tmp_path.iterdir()) == there
    assert all(one.stat().st_size == 0 for one in there)


@pytest.mark.parametrize("name", ["a?b.db", "a?mode=ro.db", "a%41.db", "a#b.db", "a b&c;d.db", "बही.db", "a'b\".db"])
def test_case_60_a_ledger_lies_under_the_very_name_that_was_given(tmp_path: Path, name: str) -> None:
    ledger = open_ledger(str(tmp_path / name))
    with ledger.step(A_TEST, OCTOBER, ACTOR):
        pass
    ledger.close()
    assert {one.name for one in tmp_path.iterdir()} == {name, f"{name}.anchors"}
    assert len(history(open_ledger(str(tmp_path / name), reading=True))) == 1


@pytest.mark.parametrize("address", ["nosuch://x", "mysql://h/db", "oracle://h/db", "x://"])
def test_case_60_an_address_without_a_driver_is_refused_in_three_parts(address: str) -> None:
    with pytest.raises(DeskError, match="no address of a database") as refused:
        open_ledger(address, create=False)
    assert refused.value.where
    assert refused.value.todo
