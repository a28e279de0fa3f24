"""Whose files are on Windows: the list that each is made with, what asks for it, and, there, the calls themselves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xl_addin.disk import acl, rights
from xl_addin.domain.errors import DeskError

USER, GROUP = "S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-513"
EVERYBODY = ("WD", "AU", "BU", "S-1-1-0", "S-1-5-11", "S-1-5-32-545")

# P: nothing comes from the folder above. FA: all. 0x1301bf: read, write, delete. OICI: what lies within has the same.
WORDS = [
    ("a file of its owner", "", False, f"D:P(A;;FA;;;{USER})(A;;FA;;;SY)(A;;FA;;;BA)"),
    ("a folder of its owner", "", True, f"D:P(A;OICI;FA;;;{USER})(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"),
    ("a file of a group", GROUP, False, f"D:P(A;;FA;;;{USER})(A;;FA;;;SY)(A;;FA;;;BA)(A;;0x1301bf;;;{GROUP})"),
    (
        "a folder of a group",
        GROUP,
        True,
        f"D:P(A;OICI;FA;;;{USER})(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;{GROUP})",
    ),
]


@pytest.mark.parametrize(("group", "folder", "says"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_a_new_file_says_itself_whose_it_is(group: str, folder: bool, says: str) -> None:
    assert acl.words(USER, group, folder=folder) == says
    assert not [one for one in EVERYBODY if f";{one})" in says]


class Windows:
    """The system's side, told here what it is asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[tuple[str, str, str]] = []
        monkeypatch.setattr(rights, "_HAS_MODES", False)
        monkeypatch.setattr(acl, "new_file", self.file)
        monkeypatch.setattr(acl, "new_folder", self.folder)
        monkeypatch.setattr(acl, "group_of", {"DESK\\import": GROUP}.get)

    def file(self, path: Path, group: str) -> int:
        self.made.append(("file", path.name, group))
        return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR)

    def folder(self, path: Path, group: str) -> None:
        self.made.append(("folder", path.name, group))
        path.mkdir()


def make(folder: Path) -> None:
    rights.make_folders(folder)
    os.close(rights.new_file(folder / "b.txt"))


def test_on_windows_all_that_a_desk_makes_has_such_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows(monkeypatch)
    make(tmp_path / "a")
    rights.share_with("DESK\\import")
    try:
        make(tmp_path / "g")
    finally:
        rights.share_with("")
    with rights.of_the_program():
        make(tmp_path / "program")
    assert windows.made == [
        ("folder", "a", ""),
        ("file", "b.txt", ""),
        ("folder", "g", GROUP),
        ("file", "b.txt", GROUP),
    ]
    assert (tmp_path / "program" / "b.txt").exists()  # with the rights of its folder


def test_on_windows_too_a_group_that_the_system_does_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    Windows(monkeypatch)
    with pytest.raises(DeskError, match="knows no group 'nobody-at-all'"):
        rights.share_with("nobody-at-all")


@pytest.mark.skipif(os.name != "nt", reason="asks Windows")
def test_windows_makes_what_was_not_there_and_nothing_else(tmp_path: Path) -> None:
    acl.new_folder(tmp_path / "a")
    handle = acl.new_file(tmp_path / "a" / "b.txt")
    os.write(handle, b"1\n2")
    os.close(handle)
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"1\n2"
    for again in (lambda: acl.new_folder(tmp_path / "a"), lambda: acl.new_file(tmp_path / "a" / "b.txt")):
        with pytest.raises(FileExistsError):
            again()
    with pytest.raises(FileNotFoundError):
        acl.new_file(tmp_path / "none" / "b.txt")
    assert acl.group_of("nobody-at-all") is None
