"""A closing workbook that comes back damaged: told in three parts, never an abort of the program or a guessed cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter.workbook import Workbook

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.port import CellValue

ROWS: tuple[tuple[CellValue, ...], ...] = (
    ("B1", 500.25, date(2026, 10, 31), True),
    ("B2", -1.0, None, False),
    ("B2", 1e20, date(2028, 2, 29), None),
)
SHEET, TABLE, TEXTS, STYLES, BOOK = (
    *("xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/sharedStrings.xml", "xl/styles.xml"),
    "xl/workbook.xml",
)


def good() -> dict[str, bytes]:
    """The parts of a book with one list."""
    out = io.BytesIO()
    book: Any = Workbook(out)
    sheet, day = book.add_worksheet("List"), book.add_format({"num_format": "dd-mmm-yyyy"})
    sheet.add_table(
        "B3:E6", {"name": "tblList", "columns": [{"header": one} for one in ("Key", "Amount", "Day", "Yes")]}
    )
    for row, (key, amount, on, yes) in enumerate(ROWS, 3):
        sheet.write_row(row, 1, [key, amount])
        if on is not None:
            sheet.write_datetime(row, 3, on, day)
        if yes is not None:
            sheet.write_boolean(row, 4, yes)
    book.close()
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}


def written(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_a_good_book_is_read_as_it_was_written(tmp_path: Path) -> None:
    read = FileBook(written(tmp_path / "b.xlsx", good())).read_table("tblList")
    assert (read.sheet, read.header_row, read.first_column) == ("List", 3, 2)
    assert (read.headers, read.rows) == (("Key", "Amount", "Day", "Yes"), ROWS)


# what was done, part, what stood there, what stands there now, a word of what is said
DAMAGED = [
    ("a text that is not there", SHEET, r'(r="B4" t="s"><v>)\d+', r"\g<1>99", "damaged"),
    ("a text before the first", SHEET, r'(r="B4" t="s"><v>)\d+', r"\g<1>-1", "damaged"),
    ("a text by half a number", SHEET, r'(r="B4" t="s"><v>)\d+', r"\g<1>1.5", "damaged"),
    ("a number with letters", SHEET, "500.25", "500.2S", "damaged"),
    ("a number of Python's", SHEET, "500.25", "500_25", "damaged"),
    ("no number", SHEET, "500.25", "nan", "damaged"),
    ("without end", SHEET, "500.25", "inf", "damaged"),
    ("a cell in no column", SHEET, 'r="C4"', 'r="4"', "damaged"),
    ("a cell in a column of small letters and signs", SHEET, 'r="C4"', 'r="C$4"', "damaged"),
    ("a row in words", SHEET, 'row r="4"', 'row r="four"', "damaged"),
    ("a tag that does not close", SHEET, "</sheetData>", "</sheetDat>", "damaged"),
    ("cut in the sheet", SHEET, r'<c r="C4"[\s\S]*', "", "damaged"),
    ("a list over a million rows", TABLE, 'ref="B3:E6"', 'ref="B3:E1048576"', "far beyond"),
    ("a list of more rows than any book", TABLE, 'ref="B3:E6"', 'ref="B3:E99999999999999"', "damaged"),
    ("a list wider than its columns", TABLE, 'ref="B3:E6"', 'ref="B3:ZZZ6"', "damaged"),
    ("a list without a place", TABLE, 'ref="B3:E6"', 'ref=""', "damaged"),
    ("totals in words", TABLE, 'totalsRowShown="0"', 'totalsRowCount="many"', "damaged"),
    (
        "a stray cell at the end",
        SHEET,
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        "far",
    ),
    ("a stray cell at the right", SHEET, 'r="E4"', 'r="XFD4"', "far"),
    ("a sheet that is not there", "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/sheet7.xml", ""),
    ("texts with a wrong tag", TEXTS, "</sst>", "</ss>", "damaged"),
    ("styles that are none", STYLES, "<styleSheet", "<<", "damaged"),
    ("a form in words", STYLES, r'(<cellXfs[^>]*><xf numFmtId=")\d+', r"\g<1>seven", "damaged"),
    ("a book that declares a document type", SHEET, "<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet', "DTD"),
]


@pytest.mark.parametrize(
    ("part", "stood", "stands", "says"), [one[1:] for one in DAMAGED], ids=[one[0] for one in DAMAGED]
)
def test_case_54_what_no_program_writes_is_told_in_three_parts(
    tmp_path: Path, part: str, stood: str, stands: str, says: str
) -> None:
    parts = good()
    text, count = re.subn(stood, stands, parts[part].decode(), count=1)
    assert count == 1
    path = written(tmp_path / "b.xlsx", {**parts, part: text.encode()})
    with pytest.raises(DeskError) as refused:
        FileBook(path).read_table("tblList")
    assert says in refused.value.what
    assert refused.value.where
    assert refused.value.todo


def test_a_time_within_a_day_is_read_with_it_a_strange_style_and_blank_cells_change_nothing(tmp_path: Path) -> None:
    parts = good()
    text = parts[SHEET].decode()
    text = text.replace("<v>46326</v>", "<v>46326.999</v>").replace("</row>", '<c r="F9" s="1"/></row>')
    text = re.sub(r'(r="C5") ?', r'\1 s="99" ', text)
    read = FileBook(written(tmp_path / "b.xlsx", {**parts, SHEET: text.encode()})).read_table("tblList")
    ((key, amount, at, yes), *others) = read.rows
    assert at == datetime(2026, 10, 31, 23, 58, 34)  # noqa: DTZ001 - 0.999 of a day
    assert isinstance(at, datetime)
    assert ((key, amount, at.date(), yes), *others) == ROWS
