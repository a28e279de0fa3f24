"""Extract files as rows of text: encodings, delimiters, quotes, wrong endings, Excel books."""

from __future__ import annotations

import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from xl_addin.domain.content import content_of
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.read_tables import read_table, unread
from xl_addin.workbook.extracts.text_table import TextTable

BOM = "\ufeff"


def table(folder: Path, content: str | bytes, name: str = "orm.csv") -> TextTable:
    """The table of a file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(content_of(path))


def refusal(folder: Path, content: str | bytes, name: str = "orm.csv") -> str:
    """What the desk is told when the file is refused; the file is always named."""
    with pytest.raises(DeskError) as refused:
        table(folder, content, name)
    assert name in str(refused.value)
    assert refused.value.todo
    return str(refused.value)


# --- text ---

CSV = "No,Name\n1,Müller & Cie\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        pytest.param(CSV.encode(), "utf-8", id="case_31: UTF-8"),
        pytest.param((BOM + CSV).encode(), "utf-8-sig", id="case_31: UTF-8 with its mark"),
        pytest.param(CSV.encode("cp1252"), "windows-1252", id="case_31: windows-1252"),
        pytest.param((BOM + CSV).encode("utf-16-le"), "utf-16", id="case_31: UTF-16, low byte first"),
        pytest.param((BOM + CSV).encode("utf-16-be"), "utf-16", id="case_31: UTF-16, high byte first"),
        pytest.param(CSV.replace("\n", "\r\n").encode(), "utf-8", id="Windows line ends"),
        pytest.param(CSV.replace("\n", "\r").encode(), "utf-8", id="old Mac line ends"),
        pytest.param(CSV.replace(",", ";").encode(), "utf-8", id="case_32: semicolons"),
        pytest.param(CSV.replace(",", "\t").encode(), "utf-8", id="case_32: tabs"),
        pytest.param(CSV.replace(",", "|").encode(), "utf-8", id="case_32: bars"),
        pytest.param(CSV.rstrip().encode(), "utf-8", id="no line end at the end"),
    ],
)
def test_a_text_file_gives_the_same_rows_in_every_dress(tmp_path: Path, content: bytes, encoding: str) -> None:
    read = table(tmp_path, content)
    assert read.headers == ("No", "Name")
    assert read.rows == ((2, ("1", "Müller & Cie")),)
    assert read.encoding == encoding


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_case_32_quoted_values_may_hold_the_delimiter_line_breaks_and_quotes(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["No", "Remarks"]) + "\n" + delimiter.join(["1", f'"a{delimiter}b\nc ""d"""'])
    text += "\n" + delimiter.join(["2", "x"]) + "\n"
    rows = table(tmp_path, text).rows
    # The second record begins on line 4: a quoted line break counts as a line of the file.
    assert rows == ((2, ("1", f'a{delimiter}b\nc "d"')), (4, ("2", "x")))


def test_case_32_the_manual_layout_knows_no_quotes(tmp_path: Path) -> None:
    assert table(tmp_path, 'No|Name\n1|"ABC" LTD\n2|5" PIPE\n').rows == ((2, ("1", '"ABC" LTD')), (3, ("2", '5" PIPE')))


def test_case_40_blank_lines_on_top_and_between_are_no_rows(tmp_path: Path) -> None:
    read = table(tmp_path, "\n  \nNo;Name\n\n1;a\n;\n2;b\n")
    assert read.headers == ("No", "Name")
    assert read.rows == ((5, ("1", "a")), (7, ("2", "b")))


def test_a_ragged_row_comes_as_it_is_for_intake_to_refuse(tmp_path: Path) -> None:
    assert [len(row) for _, row in table(tmp_path, "a,b\n1\n1,2,3\n1,2\n").rows] == [1, 3, 2]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "empty", id="nothing at all"),
        pytest.param(b"\n \n", "empty", id="blank lines only"),
        pytest.param(BOM.encode(), "empty", id="a byte order mark only"),
        pytest.param(b'""\n', "no header", id="one empty pair of quotes"),
        pytest.param(b'a,b\n1,"open\n2,x\n', "from line 2", id="case_32: a quote left open"),
        pytest.param(b'a,b\n1,x\n2,"y"z,\n', "from line 3", id="case_32: text after a closing quote"),
        pytest.param(b"a,b\n1,\x81\n", "byte 6", id="case_31: neither UTF-8 nor windows-1252"),
        pytest.param((BOM + CSV).encode("utf-16-le")[:-1], "utf-16", id="case_31: UTF-16 cut in half a character"),
        pytest.param(CSV.encode("utf-16-le").replace(b"\xfc", b"u"), "UTF-16 without its mark", id="case_31: no mark"),
        pytest.param(b"a,b\n1,x\0y\n", "line 2", id="case_33: a NUL"),
        pytest.param(BOM.encode() + b"a,b\n\xff,1\n", "byte", id="case_31: marked UTF-8 that is not"),
        pytest.param(b"PK\3\4rest", "not a complete .xlsx book", id="case_54: a broken book named .csv"),
        pytest.param(b"\xd0\xcf\x11\xe0rest", "not a complete .xls book", id="case_54: a broken old book named .csv"),
        pytest.param(b"<html>Please log in", "no table in the file", id="case_54: a web page without a table"),
        pytest.param(b"\r\n <HTML xmlns:x=''><p>x", "a web page", id="case_54: in capitals, after blanks"),
        pytest.param(BOM.encode() + b"<!doctype html><p>x", "a web page", id="case_54: after a byte order mark"),
        pytest.param(b"<table border=1>", "no table", id="case_54: a bare table that is empty"),
        pytest.param((BOM + "<html><p>x").encode("utf-16-le"), "a web page", id="case_54: in UTF-16"),
        pytest.param(b"a,b\n" + b"1,2\n" * 65_535, "probably cut", id="case_48: exactly 65,536 rows"),
    ],
)
def test_a_file_that_is_not_a_sound_text_extract_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in refusal(tmp_path, content)


# --- books ---


def book(folder: Path, rows: list[list[Any]], name: str = "orm.xlsx", **options: Any) -> Path:
    """A book of one sheet, written as Excel would."""
    path = folder / name
    with xlsxwriter.Workbook(path, options) as out:
        sheet = out.add_worksheet("Export")
        day = out.add_format({"num_format": "dd/mm/yyyy"})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(r, c, value, day)
                elif isinstance(value, tuple):
                    sheet.write_formula(r, c, value[0], None, value[1])
                else:
                    sheet.write(r, c, value)
    return path


def one_cell(folder: Path, value: Any) -> str:
    """How one cell's value is read."""
    return read_table(content_of(book(folder, [["A", "B"], ["x", value]]))).rows[0][1][1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("0009001", "0009001", id="text keeps its zeros"),
        pytest.param(9001, "9001", id="a whole number has no point"),
        pytest.param(123456.78, "123456.78", id="an amount"),
        pytest.param(0.1, "0.1", id="a small amount"),
        pytest.param(-5, "-5", id="a sign is kept for intake to refuse"),
        pytest.param(999_999_999_999_999, "999999999999999", id="case_2: fifteen digits are exact"),
        pytest.param(1_000_000_000_000_000, "#LOST-DIGITS", id="case_1: sixteen digits may have lost some"),
        pytest.param(1234567890123456, "#LOST-DIGITS", id="case_1: a 16-digit ORM number"),
        pytest.param(12345678901234567890, "#LOST-DIGITS", id="case_1: a 20-digit number"),
        pytest.param("1234567890123456", "1234567890123456", id="case_1: the same as text is whole"),
        pytest.param(datetime(2026, 4, 3), "03/04/2026", id="a date"),  # noqa: DTZ001 - a cell has no zone
        pytest.param(datetime(2026, 4, 3, 23, 59), "03/04/2026 23:59:00", id="case_22: a time is not dropped"),  # noqa: DTZ001
        pytest.param(
            datetime(2026, 4, 3, 23, 59, 59, 997_000),  # noqa: DTZ001
            "03/04/2026 23:59:59",
            id="case_22: the end of a day, as a database writes it, is not the next day",
        ),
        pytest.param(True, "TRUE", id="case_13: a flag is a word, not 1"),
        pytest.param(False, "FALSE", id="case_13: nor 0"),
        pytest.param(("=NA()", "#N/A"), "#N/A", id="case_43: an error"),
        pytest.param(("=1/0", "#DIV/0!"), "#DIV/0!", id="case_43: another error"),
        pytest.param(("=1+1", 2), "#NO-VALUE", id="case_45: what the program that wrote a formula stored beside it"),
        pytest.param(("=1+1", ""), "#NO-VALUE", id="case_44: a formula without a stored value"),
        pytest.param("#N/A", "#N/A", id="case_43: an error as text"),
        pytest.param("a\nb", "a\nb", id="a line break"),
    ],
)
def test_a_cell_is_read_as_the_text_a_person_would_type(tmp_path: Path, value: Any, text: str) -> None:
    assert one_cell(tmp_path, value) == text


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("9001", ""),
        (9001, "number"),
        (0.5, "number"),
        (1234567890123456, "number"),
        (True, "bool"),
        (datetime(2026, 4, 3), "date"),  # noqa: DTZ001 - a cell has no zone
        (("=NA()", "#N/A"), "error"),
        (("=1+1", ""), "no-value"),
        ("#N/A", ""),
    ],
)
def test_a_cell_that_was_no_text_says_what_the_book_held(tmp_path: Path, value: Any, stored: str) -> None:
    assert getattr(one_cell(tmp_path, value), "stored", "") == stored


def test_a_sheet_gives_rows_with_the_numbers_a_person_sees(tmp_path: Path) -> None:
    read = read_table(content_of(book(tmp_path, [[], ["", "No", "Name"], [], ["", 1, "a"]])))
    assert (read.sheet, read.headers, read.rows) == ("Export", ("", "No", "Name"), ((4, ("", "1", "a")),))


def test_case_20_a_book_of_the_1904_calendar_gives_the_same_dates(tmp_path: Path) -> None:
    rows = [["day"], [datetime(2026, 10, 31)]]  # noqa: DTZ001 - a cell has no zone
    assert (
        read_table(content_of(book(tmp_path, rows, "a.xlsx"))).rows
        == read_table(content_of(book(tmp_path, rows, "b.xlsx", date_1904=True))).rows
    )


def test_case_44_a_book_written_by_a_program_says_where_excel_must_calculate_first(tmp_path: Path) -> None:
    out = openpyxl.Workbook()
    out["Sheet"].append(["No", "Amount"])
    out["Sheet"].append([1, "=A2*2"])
    out.save(tmp_path / "orm.xlsx")
    ((_, row),) = read_table(content_of(tmp_path / "orm.xlsx")).rows
    assert row == ("1", "#NO-VALUE")
    assert unread(row[1]) == (
        "a formula that was never calculated",
        "Open the book in Excel, save it, and take it in again.",
    )


def test_case_42_merged_cells_among_the_data_are_refused_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "orm.xlsx"
    with xlsxwriter.Workbook(path) as out:
        sheet = out.add_worksheet()
        sheet.merge_range("A1:B1", "Title")
        sheet.write_row(1, 0, ["No", "Name"])
        sheet.merge_range("A3:A5", "1")
    with pytest.raises(DeskError, match="rows 3 to 5, column 1"):
        read_table(content_of(path))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is empty", id="case_54: empty"),
        pytest.param(b"<html><p>Please log in", "a web page", id="case_54: a web page"),
        pytest.param(b"\n<table>", "no table", id="case_54: a bare table that is empty"),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + b"\0" * 600, "not a complete .xls", id="case_54: an old book that is broken"
        ),
        pytest.param(b"PK\3\4" + b"x" * 100, "not a complete .xlsx", id="case_54: a broken package"),
    ],
)
def test_a_book_that_is_none_is_refused_by_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    assert says in refusal(tmp_path, content, "orm.xlsx")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_case_54_a_book_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    whole = book(tmp_path, [["No"], *([n] for n in range(50))]).read_bytes()
    assert "not a complete .xlsx" in refusal(tmp_path, whole[: int(len(whole) * share)], "cut.xlsx")


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no table in the file"):
        read_table(content_of(book(tmp_path, [])))


def package(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        pytest.param({"xl/../../evil": b""}, "no Excel builds", id="case_57: a name that climbs"),
        pytest.param({"/etc/evil": b""}, "no Excel builds", id="case_57: an absolute name"),
        pytest.param({f"p{n}": b"" for n in range(2_001)}, "no Excel builds", id="case_57: thousands of parts"),
        pytest.param({"xl/a.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, "DTD", id="case_59: a DTD"),
        pytest.param({"xl/a.xml": "<!DOCTYPE x><x/>".encode("utf-16")}, "DTD", id="case_59: a DTD in UTF-16"),
        pytest.param({"xl/workbook.xml": b"<a/>"}, "not a complete .xlsx", id="a package that is no book"),
    ],
)
def test_a_hostile_package_is_refused(tmp_path: Path, parts: dict[str, bytes], says: str) -> None:
    with pytest.raises(DeskError, match=says):
        read_table(content_of(package(tmp_path / "orm.xlsx", parts)))


def test_case_58_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = package(tmp_path / "orm.xlsx", {"xl/worksheets/sheet1.xml": b"\0" * 2**20 * 300})
    assert path.stat().st_size < 400_000
    began = time.perf_counter()
    with pytest.raises(DeskError, match="far too large"):
        read_table(content_of(path))
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("text", "known"),
    [("#N/A", True), ("#REF!", True), ("#LOST-DIGITS", True), ("# 12 ROAD", False), ("", False), ("N/A", False)],
)
def test_case_43_only_the_markers_of_a_sheet_count_as_unread(text: str, known: bool) -> None:
    assert (unread(text) is not None) is known
