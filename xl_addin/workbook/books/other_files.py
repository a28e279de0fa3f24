"""What a file is that cannot be read back as a workbook: named as what it is, with the remedy for that."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import NamedTuple

from xl_addin.domain.content import Content
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.file_forms import COMPOUND
from xl_addin.workbook.extracts.unlock import has_password

_SAVE_AS = "Open it and save it as Excel workbook .xlsx (File, Save As), then give that file."
_BOOK = "xl/workbook.xml"
_HEAD = 4_096  # bytes in which a part names its language
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


class _Told(NamedTuple):
    what: str
    todo: str


_LOCK = _Told(
    "This is the lock file that Excel lays beside a book while it is open.", "Give the book itself; save it first."
)
_EMPTY = _Told("The workbook is empty: it was not copied or saved to its end.", "Give a copy that opens in Excel.")
_LOCKED = _Told(
    "The workbook is protected by a password.",
    "Remove it in Excel (File, Info, Protect Workbook, Encrypt with Password), save, and give it again.",
)
_OLD = _Told("The workbook is an old Excel book (.xls), which has no tables.", _SAVE_AS)
_TEXT = _Told("This is no Excel workbook.", "Give the closing workbook: closing-2026-10.xlsx or a copy of it.")
_CUT = _Told("The workbook is damaged or was not copied to its end.", "Give a copy that opens in Excel.")
_ODS = _Told("The workbook is an OpenDocument book (.ods), which is not read.", _SAVE_AS)
_BINARY = _Told("The workbook is a binary Excel book (.xlsb), which is not read.", _SAVE_AS)
_STRICT_BOOK = _Told(
    "The workbook was saved as Strict Open XML, whose tables are not read.",
    "Open it and save it as the first kind of the list, Excel Workbook (File, Save As), then give that file.",
)
_BY_PART = (("content.xml", _ODS), ("xl/workbook.bin", _BINARY))


def refuse_other_files(path: Path) -> None:
    """DeskError for a path at which no .xlsx book lies that may be a closing workbook."""
    if not path.exists():
        raise DeskError("The workbook was not found.", f"Book {path}.", "Check its name and its folder.")
    if path.is_dir():
        raise DeskError("This is a folder, not a workbook.", f"Folder {path}.", "Give the workbook in it.")
    told = _LOCK if path.name.startswith("~$") else _other(Content(path.name, path.read_bytes()))
    if told is not None:
        raise DeskError(told.what, f"Book {path}.", told.todo)


def _other(file: Content) -> _Told | None:
    if not file.data:
        return _EMPTY
    if file.data.startswith(COMPOUND):
        return _LOCKED if has_password(file) else _OLD
    if file.data[:2] != b"PK":
        return _TEXT
    try:
        with zipfile.ZipFile(file.open()) as package:
            return _packaged(package)
    except (zipfile.BadZipFile, OSError, EOFError):
        return _CUT


def _packaged(package: zipfile.ZipFile) -> _Told | None:
    names = set(package.namelist())
    other = next((told for part, told in _BY_PART if part in names), None)
    if other is not None or _BOOK not in names:
        return other or _TEXT
    with package.open(_BOOK, mode="r") as part:
        return _STRICT_BOOK if _STRICT in part.read(_HEAD) else None


def open_elsewhere(path: Path) -> list[str]:
    """What is told where the mark of Excel or LibreOffice lies beside a book: another program holds it open."""
    marks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if not any(mark.exists() for mark in marks):
        return []
    return [
        f"{path.name} seems to be open in Excel or LibreOffice: what is not saved there is not read. Save it first."
    ]
