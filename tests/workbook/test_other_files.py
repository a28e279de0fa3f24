"""Files that are given in place of a closing workbook: named as what they are, each with its own remedy."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_book import FileBook

COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def plain() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


STRICT = '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
GIVEN = [
    ("nothing in it", "b.xlsx", b"", "empty", "a copy that opens"),
    ("a lock file", "~$b.xlsx", b"\x05maker" + bytes(160), "lock file", "the book itself"),
    ("case_54 a web page", "b.xlsx", b"<html><table></table></html>", "no Excel workbook", "closing workbook"),
    ("case_54 a CSV", "b.csv", b"a,b\n1,2\n", "no Excel workbook", "closing workbook"),
    ("case_54 an old .xls", "b.xls", COMPOUND, "old Excel book", "Save As"),
    ("case_56 a binary book", "b.xlsb", packed(**{"xl/workbook.bin": ""}), "binary", "Save As"),
    ("case_56 LibreOffice's own", "b.ods", packed(**{"content.xml": ""}), "OpenDocument", "Save As"),
    ("an archive", "b.zip", packed(**{"orm.csv": ""}), "no Excel workbook", "closing workbook"),
    ("Strict", "b.xlsx", packed(**{"xl/workbook.xml": STRICT}), "Strict Open XML", "Save As"),
    ("case_54 cut off", "b.xlsx", plain()[:2000], "not copied to its end", "opens in Excel"),
    ("parts missing", "b.xlsx", packed(**{"xl/workbook.xml": "<workbook/>"}), "damaged", "save it as Excel Workbook"),
]


@pytest.mark.parametrize(("name", "data", "what", "todo"), [one[1:] for one in GIVEN], ids=[one[0] for one in GIVEN])
def test_a_file_that_is_no_closing_workbook_is_named(
    tmp_path: Path, name: str, data: bytes, what: str, todo: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DeskError) as refused:
        FileBook(path)
    assert what in refused.value.what
    assert todo in refused.value.todo


PLACES: list[tuple[str, Callable[[Path], Path], str]] = [
    ("missing", lambda home: home / "none.xlsx", "was not found"),
    ("a folder", lambda home: home, "a folder"),
]


@pytest.mark.parametrize(("place", "what"), [one[1:] for one in PLACES], ids=[one[0] for one in PLACES])
def test_a_place_without_a_file_is_told(tmp_path: Path, place: Callable[[Path], Path], what: str) -> None:
    with pytest.raises(DeskError, match=what):
        FileBook(place(tmp_path))
