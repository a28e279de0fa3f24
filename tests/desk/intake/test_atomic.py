"""Writing a file: a failure at any stage leaves the old file or the new one, and no part file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.disk import rights
from xl_addin.disk.scratch import scratch
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
            patch.setattr("xl_addin.desk.atomic.sync_folder", fail)
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
def test_case_66_a_failing_writer_leaves_the_old_file_and_no_part(
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


def test_case_64_what_a_killed_run_left_is_removed_by_the_next_and_what_one_is_at_work_in_stays(tmp_path: Path) -> None:
    left = tmp_path / ".import-desk-dead.part"
    left.mkdir()
    (left / "part.txt").write_text("half")
    with scratch(tmp_path) as at_work:
        assert not left.exists()
        atomic_text(tmp_path / "book.txt", "new")
        assert sorted(p.name for p in tmp_path.iterdir()) == [at_work.name, "book.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["book.txt"]


@pytest.mark.skipif(os.name == "nt", reason="a list says it there: tests.disk.test_acl")
def test_new_files_and_folders_are_their_owner_s_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        atomic_text(tmp_path / "a" / "b.txt", "₹")
    finally:
        os.umask(before)
    assert [oct(rights_of(p)) for p in (tmp_path / "a", tmp_path / "a" / "b.txt")] == ["0o700", "0o600"]


@pytest.mark.skipif(os.name == "nt", reason="a list says it there: tests.disk.test_acl")
def test_where_the_desk_names_a_group_files_are_the_group_s_too(tmp_path: Path) -> None:
    import grp

    gid = os.getgid()
    rights.share_with(grp.getgrgid(gid).gr_name)
    try:
        atomic_text(tmp_path / "a" / "b.txt", "₹")
    finally:
        rights.share_with("")
    assert [oct(rights_of(p)) for p in (tmp_path / "a", tmp_path / "a" / "b.txt")] == ["0o2770", "0o660"]
    assert {p.stat().st_gid for p in (tmp_path / "a", tmp_path / "a" / "b.txt")} == {gid}
    atomic_text(tmp_path / "own.txt", "₹")
    assert oct(rights_of(tmp_path / "own.txt")) == "0o600"


def test_a_group_that_the_system_does_not_know_is_told() -> None:
    with pytest.raises(DeskError, match="knows no group 'nobody-at-all'"):
        rights.share_with("nobody-at-all")


def rights_of(path: Path) -> int:
    return path.stat().st_mode & 0o7777


LINKS = {"a file": "secret.txt", "nothing": "not-there.txt", "a folder": "."}


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("to", LINKS.values(), ids=[f"a link to {what}" for what in LINKS])
def test_a_link_is_not_written_through(tmp_path: Path, to: str) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "secret.txt").write_text("theirs")
    (tmp_path / "book.txt").symlink_to(tmp_path / "theirs" / to)
    with pytest.raises(DeskError, match="is a link to another place") as refused:
        atomic_text(tmp_path / "book.txt", "ours")
    assert str(tmp_path / "theirs") in refused.value.where
    assert [p.read_text() for p in (tmp_path / "theirs").iterdir()] == ["theirs"]


OWNERS = [("Asha", "Have it closed in Excel (Asha has it open)"), (None, "Close it in Excel if it is open")]


@pytest.mark.parametrize(("owner", "says"), OWNERS, ids=["case_68 with a holder", "without an owner file"])
def test_case_68_who_has_the_file_open_is_named(
    tmp_path: Path, owner: str | None, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if owner:
        (tmp_path / "~$book.xlsx").write_bytes(bytes([len(owner)]) + owner.encode() + b" " * 50)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(DeskError) as refused:
        atomic_text(tmp_path / "book.xlsx", "new")
    assert refused.value.todo.startswith(says)


def test_case_69_a_stale_owner_file_keeps_nobody_from_writing(tmp_path: Path) -> None:
    (tmp_path / "~$book.xlsx").write_bytes(b"\x04Asha")
    atomic_text(tmp_path / "book.xlsx", "new")
    assert (tmp_path / "book.xlsx").read_text() == "new"


def test_case_67_a_flush_that_fails_once_is_not_tried_again_as_if_nothing_had_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "book.txt").write_text("old")
    flushes: list[int] = []

    def once(handle: int) -> None:
        flushes.append(handle)
        if len(flushes) == 1:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", once)
    with pytest.raises(DeskError, match="Input/output error"):
        atomic_text(tmp_path / "book.txt", "new")
    assert (len(flushes), (tmp_path / "book.txt").read_text()) == (1, "old")


@pytest.mark.parametrize(
    "place", ["file/book.txt", "x" * 256], ids=["a file where the folder should be", "case 60: a name too long"]
)
def test_case_61_where_nothing_can_be_written_the_message_says_so(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeskError, match="could not be written") as refused:
        atomic_text(tmp_path / place, "new")
    assert place in refused.value.where
