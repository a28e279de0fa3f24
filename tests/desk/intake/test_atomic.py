"""Writing a file: a failure at any stage leaves the old file or the new one, and no part file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.domain.errors import DeskError


def test_a_new_file_is_written_with_its_folders_and_unix_line_ends(tmp_path: Path) -> None:
    atomic_text(tmp_path / "a" / "b" / "c.txt", "₹ 1\n2\n")
    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == "₹ 1\n2\n".encode()
    assert [p.name for p in (tmp_path / "a" / "b").iterdir()] == ["c.txt"]


def fail(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def fail_in_write(part: Path) -> None:
    part.write_text("half")
    fail()


STAGES: list[tuple[str, str, str]] = [
    ("the flush to the disk", "fsync", "old"),
    ("the replacement", "replace", "old"),
    ("the opening for the flush", "open", "old"),
    ("the flush of the folder", "folder", "new"),
]


@pytest.mark.parametrize(("stage", "left"), [s[1:] for s in STAGES], ids=[s[0] for s in STAGES])
def test_case_64_a_failure_at_any_stage_leaves_old_or_new_and_no_part(
    stage: str, left: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "book.txt"
    target.write_text("old")
    with monkeypatch.context() as patch:
        if stage == "folder":
            patch.setattr(os, "open", fail)
        elif stage == "fsync":
            patch.setattr(os, "fsync", fail)
        else:
            patch.setattr(Path, stage, fail)
        with pytest.raises(DeskError, match="No space left") as refused:
            atomic_text(target, "new")
    assert str(target) in refused.value.where
    assert target.read_text() == left
    assert list(tmp_path.iterdir()) == [target]


def broken_program(part: Path) -> None:
    part.write_text("half")
    raise ValueError("a fault of the program")


def stopped(part: Path) -> None:
    part.write_text("half")
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("write", "error"),
    [(fail_in_write, DeskError), (broken_program, ValueError), (stopped, KeyboardInterrupt), (fail, DeskError)],
    ids=["the disk is full", "case 66: an exception while writing", "the user stops it", "nothing was written at all"],
)
def test_a_failing_writer_leaves_the_old_file_and_no_part(
    write: Callable[[Path], None], error: type[BaseException], tmp_path: Path
) -> None:
    target = tmp_path / "book.txt"
    target.write_text("old")
    with pytest.raises(error):
        atomic_write(target, write)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_case_68_a_file_held_by_another_program_is_tried_again_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xl_addin.desk.atomic._WAIT_SECONDS", 0)
    held, replace = [32, 5, 33], Path.replace

    def busy(part: Path, target: Path) -> Path:
        if held:
            error = PermissionError(13, "in use")
            error.winerror = held.pop()  # type: ignore[attr-defined]
            raise error
        return replace(part, target)

    monkeypatch.setattr(Path, "replace", busy)
    atomic_text(tmp_path / "book.txt", "new")
    assert (tmp_path / "book.txt").read_text() == "new"


def test_a_part_file_of_a_killed_run_is_used_up_by_the_next(tmp_path: Path) -> None:
    (tmp_path / ".book.txt.part").write_text("half")
    atomic_text(tmp_path / "book.txt", "new")
    assert [p.name for p in tmp_path.iterdir()] == ["book.txt"]


@pytest.mark.parametrize(
    "place", ["file/book.txt", "x" * 251], ids=["a file where the folder should be", "case 60: a name too long"]
)
def test_case_61_where_nothing_can_be_written_the_message_says_so(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeskError, match="could not be written") as refused:
        atomic_text(tmp_path / place, "new")
    assert place in refused.value.where
