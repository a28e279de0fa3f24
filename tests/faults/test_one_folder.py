"""Closing into a folder: one run at a time, all files or none, and nothing that lay there is lost without a word."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
from collections.abc import Callable
from functools import partial, partialmethod
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk
from tests.desk.month_fixture import SMALL, law
from tests.desk.test_review import HEAD, cell
from tests.faults.processes import Run
from tests.faults.system_calls import fail_call
from tests.faults.test_two_runs import MONTH
from xl_addin.cli.main import app
from xl_addin.desk.answers.undo import history
from xl_addin.desk.close.close_month import Closed, CloseOrder, close_month
from xl_addin.desk.close.outputs import file_hash
from xl_addin.desk.progress import Progress
from xl_addin.desk.whole_folder import all_or_none, one_at_a_time
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger
from xl_addin.sample.demo import forget_demo

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks")
BOOK = "closing-2026-10.xlsx"


@pytest.fixture(scope="module")
def closed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger, its extracts, and the closing of the small month."""
    home = tmp_path_factory.mktemp("closed")
    closing(home)
    return home


@pytest.fixture
def home(tmp_path: Path, closed_once: Path) -> Path:
    """That folder, a test's own."""
    shutil.copytree(closed_once, tmp_path / "desk")
    return tmp_path / "desk"


def closing(home: Path, progress: Progress = lambda _: None, ledger: str = "ledger.db", out: str = "out") -> Closed:
    opened = open_ledger(str(home / ledger))
    try:
        return close_month(opened, CloseOrder(SMALL, home / out, OCTOBER, ACTOR), law(), progress)
    finally:
        opened.close()


def run_json(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "out" / "run.json").read_text("utf-8"))
    return found


def is_whole(home: Path) -> bool:
    """run.json is of the same run as every file beside it."""
    return all(file_hash(home / "out" / name) == digest for name, digest in run_json(home)["outputs"].items())


# --- two runs ---


@pytest.mark.parametrize("stop_at", ["Matching", "Writing the closing workbook: "])
def test_case_72_the_second_of_two_closes_is_told_who_is_at_work_since_when_and_does_nothing(
    home: Path, stop_at: str
) -> None:
    acts = len(history(open_ledger(str(home / "ledger.db"))))
    run = Run(lambda say: closing(home, say).run_id, stop_at)
    run.until_stopped()
    with pytest.raises(DeskError, match="Another run is writing into this folder: maker, since 31-Oct-2026 18:00"):
        closing(home)
    run.go_on()
    assert run.ended().gave == run_json(home)["run_id"]
    assert is_whole(home)
    assert len(history(open_ledger(str(home / "ledger.db")))) == acts
    assert closing(home).run_id == run_json(home)["run_id"]


def test_case_70_a_lock_of_a_killed_run_keeps_nobody_out(home: Path) -> None:
    run = Run(lambda say: closing(home, say), "Writing the closing workbook: ")
    run.until_stopped()
    os.kill(run.pid, signal.SIGKILL)
    os.waitpid(run.pid, 0)
    left = {path.name for path in (home / "out").iterdir()}
    assert any(name.endswith(".part") for name in left)
    assert not [name for name in left if name.startswith(("tmp", ".~"))]
    assert is_whole(home)
    closing(home)
    assert not [path for path in (home / "out").iterdir() if path.name.startswith(".import-desk")]


NAMES = ("book.xlsx", "a.csv", "b.csv", "run.json")


def put(folder: Path, text: str) -> None:
    """Four files of one run."""
    with one_at_a_time(folder, "maker"), all_or_none(folder, "run.json") as aside:
        for name in NAMES:
            (aside / name).write_text(text)


def killed_at_rename(folder: Path, at: int) -> int:
    """How a run ended that was killed after its n-th rename; 0 where it had fewer."""
    pid = os.fork()
    if pid == 0:
        done: list[Path] = []

        def counted(rename: Callable[[Path, Path], Path], path: Path, target: Path) -> Path:
            found = rename(path, target)
            done.append(path)
            if len(done) == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        for name in ("replace", "rename"):
            setattr(Path, name, partialmethod(partial(counted, getattr(Path, name))))
        try:
            put(folder, "new")
        finally:
            os._exit(0)
    return os.waitpid(pid, 0)[1]


def test_case_65_a_run_killed_between_its_files_is_finished_or_undone_by_the_next(tmp_path: Path) -> None:
    """Killed after each rename: there is no run.json, or all files are of its run; the next run makes all one."""
    at = 0
    while True:
        at, folder = at + 1, tmp_path / f"kill{at}"
        put(folder, "old")
        if killed_at_rename(folder, at) == 0:
            break
        found = {name: (folder / name).read_text() for name in NAMES if (folder / name).exists()}
        assert "run.json" not in found or set(found.values()) in ({"old"}, {"new"})
        with one_at_a_time(folder, "checker"):
            assert {(folder / name).read_text() for name in NAMES} in ({"old"}, {"new"})
        put(folder, "newer")
        assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
        assert {path.read_text() for path in folder.iterdir()} == {"newer"}
    assert at == 11  # run.json put last, all made to count, four taken away, four put in


def test_case_68_a_list_that_is_held_open_leaves_the_former_closing_whole(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, replace = run_json(home), Path.replace

    def held(path: Path, target: Path) -> Path:
        if path == home / "out" / "findings.csv":
            raise PermissionError(13, "in use")
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with pytest.raises(DeskError, match="in use"):
            closing(home)
    assert (run_json(home), is_whole(home)) == (before, True)
    assert not [path for path in (home / "out").iterdir() if path.name.startswith(".import-desk")]


@pytest.mark.parametrize("call", ["open", "mkdir"])
def test_case_61_a_folder_that_may_not_be_written_to_is_told_before_anything_is_done(home: Path, call: str) -> None:
    """Rights bind other users only, so the first call that would write there fails as it does for them."""
    acts = len(history(open_ledger(str(home / "ledger.db"))))

    def refused(_: Progress) -> object:
        fail_call(call, 1, errno.EACCES)
        return put(home / "out" / ("deeper" if call == "mkdir" else "."), "new")

    found = Run(refused).ended()
    assert found.error is not None
    assert found.error[0] == "The file could not be written: Permission denied."
    assert str(home / "out") in found.error[1]
    assert len(history(open_ledger(str(home / "ledger.db")))) == acts


# --- what lay there ---


def filled(home: Path, *cells: tuple[str, str, object]) -> None:
    """Fills blue cells of the first row of sheets, and saves, as a person would."""
    book = openpyxl.load_workbook(home / "out" / BOOK)
    for sheet, header, value in cells:
        cell(book[sheet], HEAD + 1, header).value = value
    book.save(home / "out" / BOOK)


def first(home: Path, sheet: str, header: str, name: str = BOOK) -> object:
    return cell(openpyxl.load_workbook(home / "out" / name)[sheet], HEAD + 1, header).value


ANSWERS: list[tuple[str, str, object]] = [
    ("Write-offs", "Remarks", "seen by me"),
    ("Extensions", "Remarks", "asked the branch"),
    ("Follow-up", "Remarks", "called"),
]


@pytest.mark.parametrize("answer", ANSWERS, ids=[f"{sheet} {header}" for sheet, header, _ in ANSWERS])
def test_answers_that_were_not_read_back_stand_in_the_new_book(home: Path, answer: tuple[str, str, object]) -> None:
    filled(home, answer)
    closed = closing(home)
    assert closed.former[0].startswith("The former workbook held answers that the ledger lacked; they were read back")
    assert first(home, *answer[:2]) == answer[2]
    assert is_whole(home)
    assert not list((home / "out").glob("former-*"))


def test_a_book_that_was_merely_saved_is_no_matter(home: Path) -> None:
    filled(home)
    assert closing(home).former == ()


def test_a_cell_that_cannot_be_read_keeps_the_former_book_beside_the_new(home: Path) -> None:
    filled(home, ANSWERS[0], ("Extensions", "Extended to", "some day"))
    closed = closing(home)
    assert [one.startswith("The former workbook held answers") for one in closed.former] == [True, False]
    assert "kept as former-closing-2026-10.xlsx" in closed.former[1]
    assert first(home, "Extensions", "Extended to", f"former-{BOOK}") == "some day"
    assert first(home, "Write-offs", "Remarks") == "seen by me"


def later_act(home: Path) -> None:
    """An act of the ledger after the book was written."""
    desk = home / "more"
    desk.mkdir()
    (desk / "rates.csv").write_text("date,currency,inr_per_unit\n2026-10-30,SEK,8.5\n")
    ledger = open_ledger(str(home / "ledger.db"))
    close_month(ledger, CloseOrder(desk, home / "elsewhere", OCTOBER, ACTOR), law())
    ledger.close()


def test_a_filled_book_older_than_another_act_is_kept_beside_the_new(home: Path) -> None:
    filled(home, ANSWERS[0])
    later_act(home)
    closed = closing(home)
    assert "older than what was done since" in closed.former[0]
    assert first(home, "Write-offs", "Remarks", f"former-{BOOK}") == "seen by me"


def test_an_older_book_without_answers_is_no_matter(home: Path) -> None:
    filled(home)
    later_act(home)
    assert closing(home).former == ()


def no_book(path: Path) -> None:
    path.write_bytes(b"PK no book any more")


def foreign_book(path: Path) -> None:
    openpyxl.Workbook().save(path)


@pytest.mark.parametrize("make", [no_book, foreign_book], ids=["damaged", "another workbook of that name"])
def test_what_cannot_be_read_at_all_is_kept(home: Path, make: Callable[[Path], None]) -> None:
    make(home / "out" / BOOK)
    before = (home / "out" / BOOK).read_bytes()
    (told,) = closing(home).former
    assert told.startswith("The former workbook could not be read back: ")
    assert (home / "out" / f"former-{BOOK}").read_bytes() == before
    assert is_whole(home)


def without_run_json(out: Path) -> None:
    (out / "run.json").unlink()


def garbled_run_json(out: Path) -> None:
    (out / "run.json").write_text("[]")


@pytest.mark.parametrize("change", [lambda _: None, without_run_json, garbled_run_json])
def test_a_closing_of_another_ledger_is_not_overwritten(home: Path, change: Callable[[Path], None]) -> None:
    change(home / "out")
    before = {path.name: path.read_bytes() for path in (home / "out").iterdir()}
    with pytest.raises(DeskError, match="holds a closing of another ledger") as refused:
        closing(home, ledger="other.db")
    assert str(home / "out") in refused.value.where
    assert {path.name: path.read_bytes() for path in (home / "out").iterdir()} == before
    assert history(open_ledger(str(home / "other.db"))) == []


def lists_alone(out: Path) -> None:
    without_run_json(out)
    (out / BOOK).unlink()


def blank_head(out: Path) -> None:
    (out / "run.json").write_text('{"ledger_head": ""}')
    (out / BOOK).unlink()


def damaged_book(out: Path) -> None:
    without_run_json(out)
    (out / BOOK).write_bytes((out / BOOK).read_bytes()[:2000])


def book_of_another_month(out: Path) -> None:
    without_run_json(out)
    (out / BOOK).rename(out / "closing-2026-09.xlsx")


@pytest.mark.parametrize("ledger", ["other.db", "ledger.db"], ids=["another ledger", "its own"])
@pytest.mark.parametrize("change", [lists_alone, blank_head, damaged_book])
def test_files_that_nothing_says_the_ledger_of_are_not_overwritten(
    home: Path, change: Callable[[Path], None], ledger: str
) -> None:
    change(home / "out")
    before = {path.name: path.read_bytes() for path in (home / "out").iterdir()}
    with pytest.raises(DeskError, match=r"do not say of which ledger: .*settlements\.csv"):
        closing(home, ledger=ledger)
    assert {path.name: path.read_bytes() for path in (home / "out").iterdir()} == before


def test_the_workbook_of_another_month_tells_of_which_ledger_a_folder_is(home: Path) -> None:
    book_of_another_month(home / "out")
    with pytest.raises(DeskError, match="holds a closing of another ledger"):
        closing(home, ledger="other.db")
    assert closing(home).former == ()


def test_no_ledger_is_made_for_a_folder_that_is_refused(home: Path) -> None:
    arguments = ["close", str(SMALL), "--as-on", "2026-10-31", "--out", str(home / "out")]
    done = CliRunner().invoke(app, arguments)
    assert isinstance(done.exception, DeskError)
    assert not (home / "out" / "ledger.sqlite").exists()


def test_a_folder_that_is_moved_with_its_ledger_is_its_own(home: Path) -> None:
    moved = home.rename(home.parent / "moved")
    assert closing(moved).former == ()


def test_nothing_lies_there_yet(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    source = desk.folder(MONTH, "in")
    closed = close_month(desk.ledger, CloseOrder(source, tmp_path / "out", OCTOBER, ACTOR), law())
    assert closed.former == ()
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_a_demo_is_made_again_and_never_over_a_ledger_of_another_month(home: Path, tmp_path: Path) -> None:
    (home / "ledger.db").rename(home / "out" / "ledger.sqlite")
    forget_demo(home / "out")
    assert not (home / "out" / "ledger.sqlite").exists()
    assert not (home / "out" / BOOK).exists()
    desk = Desk(tmp_path)
    desk.take(MONTH)
    desk.ledger.close()
    desk.path.rename(tmp_path / "ledger.sqlite")
    with pytest.raises(DeskError, match="not the demo's"):
        forget_demo(tmp_path)
    assert (tmp_path / "ledger.sqlite").exists()
