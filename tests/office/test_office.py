"""LibreOffice recomputes, prints and pictures a workbook, in parallel, and never hangs a test run."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.office.office import Office, OfficeFailed, write_profile


def book_with_wrong_cache(path: Path, first: int = 2) -> Path:
    """A1 + A2 in A3, whose stored value is wrong: only a recalculation can show the right one."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet")
        sheet.write_number("A1", first)
        sheet.write_number("A2", 3)
        sheet.write_formula("A3", "=A1+A2", None, -1)
    return path


def stored_value(path: Path) -> object:
    return openpyxl.load_workbook(path, data_only=True)["Sheet"]["A3"].value


def test_a_wrong_stored_value_comes_back_right(office: Office, tmp_path: Path) -> None:
    book = book_with_wrong_cache(tmp_path / "wrong cache.xlsx")
    assert stored_value(book) == -1
    assert stored_value(office.recalculate(book)) == 5
    assert stored_value(book) == -1
    assert [path.name for path in tmp_path.iterdir()] == [book.name], "no lock file stays behind"


def test_two_workbooks_are_recalculated_at_the_same_time(office: Office, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    books = [book_with_wrong_cache(tmp_path / name / "same.xlsx", first) for name, first in (("a", 10), ("b", 20))]
    with ThreadPoolExecutor(2) as pool:
        assert [stored_value(path) for path in pool.map(office.recalculate, books)] == [13, 23]


def test_a_workbook_becomes_a_pdf_and_its_pages_pictures(office: Office, tmp_path: Path) -> None:
    pdf = office.to_pdf(book_with_wrong_cache(tmp_path / "print.xlsx"))
    assert pdf.read_bytes().startswith(b"%PDF")
    pages = office.to_png(pdf, dpi=40)
    assert len(pages) == 1
    assert pages[0].read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 cut off"])
def test_a_broken_workbook_raises_and_says_which(office: Office, tmp_path: Path, content: bytes) -> None:
    book = tmp_path / "broken.xlsx"
    book.write_bytes(content)
    with pytest.raises(OfficeFailed, match=r"made no xlsx of .*broken\.xlsx"):
        office.recalculate(book)


def test_a_missing_workbook_raises_and_says_which(office: Office, tmp_path: Path) -> None:
    with pytest.raises(OfficeFailed, match=r"absent\.xlsx does not exist"):
        office.recalculate(tmp_path / "absent.xlsx")


def test_an_office_that_does_not_end_in_time_is_killed(office: Office, tmp_path: Path) -> None:
    book = book_with_wrong_cache(tmp_path / "late.xlsx")
    with pytest.raises(OfficeFailed, match=r"did not end within 0\.01 s"):
        office.recalculate(book, timeout=0.01)
    assert stored_value(office.recalculate(book)) == 5


@pytest.mark.skipif(os.name != "posix", reason="a script as program")
def test_a_hanging_program_is_killed_with_its_children(tmp_path: Path) -> None:
    script = tmp_path / "soffice"
    script.write_text("#!/bin/sh\nsleep 61.25 &\nwait\n", encoding="utf-8")
    script.chmod(0o755)
    book = book_with_wrong_cache(tmp_path / "book.xlsx")
    started = time.monotonic()
    with pytest.raises(OfficeFailed, match=r"did not end within 1 s"):
        Office(script, tmp_path / "work").recalculate(book, timeout=1)
    # The child holds the output open: had it lived on, reading to the end would have taken its minute.
    assert time.monotonic() - started < 20


@pytest.mark.skipif(os.name != "posix", reason="a script as program")
@pytest.mark.parametrize("code", [79, 81])
def test_a_request_to_start_again_is_followed(tmp_path: Path, code: int) -> None:
    script = tmp_path / "soffice"
    script.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\nmark = pathlib.Path({str(tmp_path / 'started')!r})\n"
        f"if not mark.exists():\n    mark.touch()\n    sys.exit({code})\n"
        "folder = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n(folder / 'book.xlsx').touch()\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    book = book_with_wrong_cache(tmp_path / "book.xlsx")
    assert Office(script, tmp_path / "work").recalculate(book).exists()


def test_a_profile_is_well_formed_and_always_recalculates(tmp_path: Path) -> None:
    write_profile(tmp_path)
    text = (tmp_path / "user" / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert 'oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value>' in text
