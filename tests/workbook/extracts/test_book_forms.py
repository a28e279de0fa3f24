"""The same sheets in every form that a table comes in: rows, hidden rows, other sheets and stray cells are alike."""

from __future__ import annotations

import io
import sys
import zipfile
from contextlib import suppress
from datetime import date
from typing import Any

import openpyxl
import pytest

from tests.workbook.extracts.books import MAKERS, PAGES, Formula, Maker, Num, Page, packed, xls, xlsb, xlsx
from xl_addin.domain.content import Content
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts import file_forms
from xl_addin.workbook.extracts.limits import Limits
from xl_addin.workbook.extracts.read_tables import read_table
from xl_addin.workbook.extracts.text_table import Reading, TextTable

ALL = {**MAKERS, **PAGES}
HEADERS = ["No", "Name", "Amount", "Day", "Flag"]
ONE = ["0009001", "MÜLLER & CIE <1>", 1234.5, date(2026, 10, 5), True]
TWO = ["0009002", "B", 7, date(2026, 10, 31), False]


def known(headers: tuple[str, ...]) -> frozenset[str]:
    """The columns of this list."""
    return frozenset(headers) & frozenset(HEADERS)


def read(name: str, data: bytes, **limits: int) -> TextTable:
    return read_table(Content(name, data), Reading(Limits(**limits), known))


def refusal(name: str, data: bytes, **limits: int) -> DeskError:
    with pytest.raises(DeskError) as refused:
        read(name, data, **limits)
    assert name in str(refused.value)
    assert refused.value.todo
    return refused.value


def notes(table: TextTable) -> list[tuple[str, str]]:
    return [(note.code, note.when) for note in table.notes if note.code != "FILE_FORM_OTHER"]


def changed(book: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The book with a text of one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part]
    return packed({**parts, part: parts[part].replace(old, new)})


every_form = pytest.mark.parametrize(("name", "make"), ALL.items(), ids=list(ALL))
every_book = pytest.mark.parametrize(("name", "make"), MAKERS.items(), ids=list(MAKERS))


@every_form
def test_case_56_the_same_rows_come_from_every_form(name: str, make: Maker) -> None:
    table = read(name, make(Page([HEADERS, ONE, TWO])))
    assert table.headers == tuple(HEADERS)
    assert table.rows == (
        (2, ("0009001", "MÜLLER & CIE <1>", "1234.5", "05/10/2026", "TRUE")),
        (3, ("0009002", "B", "7", "31/10/2026", "FALSE")),
    )
    assert notes(table) == []


@every_book
def test_cells_say_what_the_book_held(name: str, make: Maker) -> None:
    table = read(name, make(Page([HEADERS, [Num(9001, "0000000"), "#DIV/0!", 1.5, date(2026, 10, 5), True]])))
    cells: list[Any] = list(table.rows[0][1])
    assert [str(cell) for cell in cells] == ["9001", "#DIV/0!", "1.5", "05/10/2026", "TRUE"]
    assert (cells[0].form, cells[2].form) == ("0000000", "")
    assert [getattr(cell, "stored", "") for cell in cells[2:]] == ["number", "date", "bool"]


@every_form
def test_case_41_hidden_rows_are_among_the_rows_and_counted(name: str, make: Maker) -> None:
    table = read(name, make(Page([HEADERS, ONE, TWO], hidden=(3,))))
    assert [row for row, _ in table.rows] == [2, 3]
    assert table.hidden == {3}


@every_form
def test_case_51_another_sheet_is_named(name: str, make: Maker) -> None:
    table = read(name, make(Page([HEADERS, ONE]), Page([["Made by", "core"]], name="About")))
    assert notes(table) == [("SHEET_NOT_READ", "")]
    assert "Made by" in table.notes[-1].found


@every_form
def test_case_51_a_second_sheet_with_the_same_columns_refuses_the_book(name: str, make: Maker) -> None:
    refused = refusal(name, make(Page([HEADERS, ONE], name="A"), Page([HEADERS, TWO], name="B")))
    assert "2 sheets hold the same columns" in refused.what


@every_form
def test_case_51_a_sheet_as_wide_as_the_table_blocks_though_it_has_no_headers(name: str, make: Maker) -> None:
    assert notes(read(name, make(Page([HEADERS, ONE]), Page([TWO], name="More")))) == [("SHEET_NOT_READ", "as_wide")]


@every_form
def test_case_51_the_sheet_with_the_columns_is_read_wherever_it_stands(name: str, make: Maker) -> None:
    table = read(name, make(Page([["Report of October"]], name="Cover"), Page([HEADERS, ONE], name="Data")))
    assert len(table.rows) == 1
    assert notes(table) == [("SHEET_NOT_READ", "")]


@every_form
def test_case_51_a_hidden_sheet_with_the_table_refuses_the_book(name: str, make: Maker) -> None:
    pages = Page([["Report of October"]], name="Cover"), Page([HEADERS, ONE], name="Data", state="hidden")
    assert "hidden sheet" in refusal(name, make(*pages)).what


@pytest.mark.parametrize("make", [xlsx, xlsb, xls])
def test_case_51_a_very_hidden_sheet_is_named_as_such(make: Maker) -> None:
    table = read("orm.x", make(Page([HEADERS, ONE]), Page([["old"]], name="Old", state="very hidden")))
    assert "'Old' (very hidden)" in table.notes[-1].found


@every_form
def test_case_51_an_empty_sheet_is_nothing_to_tell(name: str, make: Maker) -> None:
    assert notes(read(name, make(Page([HEADERS, ONE]), Page([], name="Sheet2")))) == []


@every_form
def test_a_column_with_something_in_it_and_no_header_is_told(name: str, make: Maker) -> None:
    (note,) = (
        note
        for note in read(name, make(Page([[*HEADERS, None], [*ONE, "x"], [*TWO, None], [*TWO, "y"]]))).notes
        if note.code == "COLUMN_WITHOUT_HEADER"
    )
    assert (note.row, note.column, note.found) == (2, "F", "2 cell(s); the first: 'x'")


@every_form
def test_a_row_of_blanks_is_no_row(name: str, make: Maker) -> None:
    assert [row for row, _ in read(name, make(Page([HEADERS, [" ", None], ONE]))).rows] == [3]


@pytest.mark.parametrize("make", [xlsx, xlsb, xls])
@pytest.mark.parametrize("form", ["", "dd/mm/yyyy"])
def test_case_20_a_book_of_1904_says_so(make: Maker, form: str) -> None:
    table = read("orm.x", make(Page([["No", "Day"], ["1", Num(44838, form)]]), system=1904))
    assert table.date1904
    assert ("BOOK_1904", "") in notes(table)
    assert table.rows[0][1][1] == ("05/10/2026" if form else "44838")


MERGED = [
    ("orm.xls", xls(Page([HEADERS, ONE, TWO], merged=((1, 2, 0, 0),)))),
    ("orm.xlsb", xlsb(Page([HEADERS, ONE, TWO], merged=((1, 2, 0, 0),)))),
    ("page.xls", b"<table><tr><td>No<td>Name<tr><td rowspan=2>1<td>a<tr><td>b</table>"),
    (
        "2003.xls",
        PAGES["2003.xls"](Page([HEADERS, ONE, TWO])).replace(
            b'<Row ss:Index="2"><Cell', b'<Row ss:Index="2"><Cell ss:MergeDown="1"'
        ),
    ),
    (
        "orm.ods",
        changed(
            MAKERS["orm.ods"](Page([["No"], ["1"]])),
            "content.xml",
            b'<table:table-cell office:value-type="string"><text:p>1',
            b'<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>1',
        ),
    ),
]


@pytest.mark.parametrize(("name", "book"), MERGED, ids=[one[0] for one in MERGED])
def test_case_42_merged_cells_among_the_data_are_refused_in_every_form(name: str, book: bytes) -> None:
    assert "rows 2 to 3, column 1" in refusal(name, book).where


# --- stray cells and stretched sheets ---

FAR = [
    ("the last cell of a sheet", (1_048_575, 16_383), "XFD1048576"),
    ("far to the right", (1, 16_383), "XFD2"),
    ("far down", (999_999, 2), "C1000000"),
    ("below a gap", (49_999, 2), "C50000"),
]
FAR_OLD = [("the last cell", (65_535, 255), ""), ("far down", (60_000, 2), "C60001")]


@pytest.mark.parametrize(("name", "make"), [(n, m) for n, m in MAKERS.items() if n != "orm.xls"])
@pytest.mark.parametrize(("place", "told"), [far[1:] for far in FAR], ids=[far[0] for far in FAR])
def test_case_81_a_stray_cell_is_refused_with_its_place(
    name: str, make: Maker, place: tuple[int, int], told: str
) -> None:
    refused = refusal(name, make(Page([HEADERS, ONE], far={place: "x"})))
    assert f"cell {told}." in refused.where
    assert "stray" in refused.todo


@pytest.mark.parametrize(("place", "told"), [far[1:] for far in FAR_OLD], ids=[far[0] for far in FAR_OLD])
def test_a_stray_cell_of_an_old_book_is_refused(place: tuple[int, int], told: str) -> None:
    refused = refusal("orm.xls", xls(Page([HEADERS, ONE], far={place: "x"})))
    assert told in refused.where


@every_book
def test_limits_are_answered_with_what_to_set(name: str, make: Maker) -> None:
    book = make(Page([HEADERS, *[ONE] * 20]))
    assert "rows_max = 20" in refusal(name, book, rows_max=10).todo
    assert "text_max = 20" in refusal(name, make(Page([HEADERS, ["x" * 11]])), text_max=10).todo
    assert len(read(name, book, rows_max=20).rows) == 20


def test_a_row_that_is_said_to_repeat_is_refused() -> None:
    book = MAKERS["orm.ods"](Page([HEADERS, ONE]))
    content = _content_xml(book).replace(b"<table:table-row><table:table-cell office:value-type", _MANY, 2)
    refused = refusal("orm.ods", packed({"mimetype": b"x", "META-INF/manifest.xml": b"<m/>", "content.xml": content}))
    assert "1,048,575 times" in refused.what


_MANY = b'<table:table-row table:number-rows-repeated="1048575"><table:table-cell office:value-type'


def _content_xml(book: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(book)).read("content.xml")


@pytest.mark.parametrize(("name", "make"), PAGES.items(), ids=list(PAGES))
def test_a_page_too_large_for_a_tree_is_refused(name: str, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_forms, "TREE_MB_MAX", 0)
    assert "save it as .xlsx" in refusal(name, make(Page([HEADERS, *[ONE] * 5]))).todo


# --- results that nobody calculated ---


@pytest.mark.parametrize(
    "stored",
    [(0, 0), (0, 5), (5, 6)],
    ids=["all are 0", "one is 0", "none is 0"],
)
def test_case_45_results_stored_by_a_program_that_calculates_nothing_are_none(stored: tuple[int, int]) -> None:
    table = read("orm.xlsx", xlsx(Page([["No", "Amount"], *(["1", Formula(one)] for one in stored)])))
    assert [getattr(row[1], "stored", "") for _, row in table.rows] == ["no-value", "no-value"]
    assert notes(table) == []


@pytest.mark.parametrize("make", [xlsb, xls, MAKERS["orm.ods"]])
def test_a_calculated_zero_is_a_zero(make: Maker) -> None:
    table = read("orm.x", make(Page([["No", "Amount"], ["1", Formula(0)], ["2", Formula(3)]])))
    assert [str(row[1]) for _, row in table.rows] == ["0", "3"]


# --- damage ---


@every_book
@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_case_54_a_book_of_any_form_that_is_cut_off_is_refused(name: str, make: Maker, share: float) -> None:
    whole = make(Page([HEADERS, *[ONE] * 200]))
    refusal(name, whole[: int(len(whole) * share)])


@every_form
def test_case_54_any_byte_may_be_wrong_and_nothing_but_a_refusal_comes(name: str, make: Maker) -> None:
    whole = make(Page([HEADERS, *[ONE] * 3], hidden=(3,)))
    for place in range(0, len(whole), max(len(whole) // 60, 1)):
        with suppress(DeskError):
            read(name, whole[:place] + bytes((whole[place] ^ 0xFF,)) + whole[place + 1 :])


@pytest.mark.parametrize("name", ["orm.csv", "orm.xlsx", "orm.txt"])
@pytest.mark.parametrize("make", [xlsx, xlsb, xls, *PAGES.values()], ids=["xlsx", "xlsb", "xls", *PAGES])
def test_case_54_a_file_under_a_wrong_ending_is_read_as_what_it_is_and_told(name: str, make: Maker) -> None:
    table = read(name, make(Page([HEADERS, ONE])))
    assert len(table.rows) == 1
    told = [note for note in table.notes if note.code == "FILE_FORM_OTHER"]
    assert len(told) == (0 if name == "orm.xlsx" and make is xlsx else 1)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x1f\x8b\x08rest", "gzip"),
        (b"%PDF-1.7", "a PDF"),
        (b"MIME-Version: 1.0\r\n", "a web archive"),
        (packed({"orm.csv": b"a,b"}), "a ZIP archive"),
        (b"<?xml version='1.0'?><bank/>", "XML, not a table"),
        (b"\x09\x08\x10\x00", "older than Excel 97"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "not text"),
    ],
    ids=["gzip", "PDF", "web archive", "ZIP", "a message", "a bare record", "a picture"],
)
def test_case_54_a_file_that_holds_no_table_is_named_as_what_it_is(data: bytes, says: str) -> None:
    assert says in str(refusal("orm.xls", data))


# --- Strict, links, calculation by hand, passwords ---


def strict(book: bytes) -> bytes:
    """The book as Excel saves it as Strict Open XML: other names of the same things."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    spelt = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    for old, new in spelt:
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    return packed(parts)


def test_case_17_a_strict_book_is_read_like_any_other() -> None:
    table = read("orm.xlsx", strict(xlsx(Page([HEADERS, ONE, TWO], hidden=(3,)))))
    assert table.rows == read("orm.xlsx", xlsx(Page([HEADERS, ONE, TWO]))).rows
    assert table.hidden == {3}


def test_a_day_of_a_strict_book_may_be_written_out() -> None:
    book = xlsx(Page([["No", "Day"], ["1", Num(46300, "dd/mm/yyyy")]]))
    part = "xl/worksheets/sheet1.xml"
    dated = changed(book, part, b'<c r="B2" s="1"><v>46300</v>', b'<c r="B2" s="1" t="d"><v>2026-10-05</v>')
    (cell,) = (row[1] for _, row in read("orm.xlsx", strict(dated)).rows)
    assert (cell, getattr(cell, "stored", "")) == ("05/10/2026", "date")


CALCULATED = xlsx(Page([["No", "Amount"], ["1", Formula(5)]]))
CALC = b'<calcPr calcId="124519" fullCalcOnLoad="1"/>'


@pytest.mark.parametrize(
    ("says", "stored", "told"),
    [
        (b'<calcPr calcId="191029" calcMode="manual"/>', "number", [("BOOK_BY_HAND", "")]),
        (b'<calcPr calcId="191029" fullCalcOnLoad="1"/>', "no-value", []),
        (b'<calcPr calcId="191029"/>', "number", []),
        (b"", "number", []),
    ],
    ids=["by hand", "asks to be calculated", "calculated", "says nothing"],
)
def test_case_45_a_book_that_says_its_results_may_be_old_is_told(
    says: bytes, stored: str, told: list[tuple[str, str]]
) -> None:
    table = read("orm.xlsx", changed(CALCULATED, "xl/workbook.xml", CALC, says))
    assert [getattr(row[1], "stored", "") for _, row in table.rows] == [stored]
    assert notes(table) == told


@pytest.mark.parametrize(
    ("app", "chain", "stored"),
    [
        (b"Microsoft Excel", False, "no-value"),
        (b"Microsoft Excel", True, "number"),
        (b"LibreOffice/25.2", False, "number"),
    ],
    ids=["no chain of calculation", "Excel has calculated", "LibreOffice always calculates"],
)
def test_case_45_zeros_alone_are_results_only_of_a_program_that_calculates(
    app: bytes, chain: bool, stored: str
) -> None:
    book = changed(
        xlsx(Page([["No", "Amount"], ["1", Formula(0)]])), "xl/workbook.xml", CALC, b'<calcPr calcId="191029"/>'
    )
    book = changed(book, "docProps/app.xml", b"Microsoft Excel", app)
    if chain:
        with zipfile.ZipFile(io.BytesIO(book)) as package:
            book = packed({**{n: package.read(n) for n in package.namelist()}, "xl/calcChain.xml": b"<calcChain/>"})
    (cell,) = (row[1] for _, row in read("orm.xlsx", book).rows)
    assert getattr(cell, "stored", "") == stored


def test_case_52_links_to_other_books_are_listed_and_their_last_values_used() -> None:
    book = changed(CALCULATED, "xl/workbook.xml", CALC, b'<calcPr calcId="191029"/>')
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = b'<Relationship Id="rId99" Type="' + kind + b'" Target="externalLinks/externalLink1.xml"/></Relationships>'
    book = changed(book, "xl/_rels/workbook.xml.rels", b"</Relationships>", link)
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="x/externalLinkPath" Target="file:///C:/rates/october.xlsx" TargetMode="External"/></Relationships>'
    )
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    table = read("orm.xlsx", packed({**parts, "xl/externalLinks/_rels/externalLink1.xml.rels": rels}))
    assert [note.found for note in table.notes if note.code == "BOOK_LINKS"] == ["october.xlsx"]
    assert table.rows[0][1][1] == "5"


def test_an_uncalculated_formula_below_the_data_refuses_its_row_alone() -> None:
    out = openpyxl.Workbook()
    for row in (["No", "Amount"], ["1", 5], [], [None, "=SUM(B2:B2)"]):
        out["Sheet"].append(row)
    made = io.BytesIO()
    out.save(made)
    assert read("orm.xlsx", made.getvalue()).rows == ((2, ("1", "5")), (4, ("", "#NO-VALUE")))


def locked(book: bytes, password: str) -> bytes:
    """The book with a password, as Excel saves it."""
    crypto = pytest.importorskip("msoffcrypto.format.ooxml")
    made = io.BytesIO()
    crypto.OOXMLFile(io.BytesIO(book)).encrypt(password, made)
    return made.getvalue()


def test_case_55_the_password_is_asked_for_once_by_the_name_of_the_file() -> None:
    asked: list[str] = []

    def answer(name: str) -> str:
        asked.append(name)
        return "s3cret"

    book = locked(xlsx(Page([HEADERS, ONE])), "s3cret")
    assert len(read_table(Content("orm.xlsx", book), Reading(password=answer)).rows) == 1
    assert asked == ["orm.xlsx"]


@pytest.mark.parametrize(("answer", "says"), [(None, "nobody can be asked"), ("wrong", "does not open the book")])
def test_case_55_without_the_password_the_book_is_refused_and_nothing_of_it_is_told(
    answer: str | None, says: str
) -> None:
    book = locked(xlsx(Page([HEADERS, ONE])), "s3cret")
    ask = None if answer is None else lambda _: answer
    with pytest.raises(DeskError, match=says) as refused:
        read_table(Content("orm.xlsx", book), Reading(password=ask))
    assert "s3cret" not in str(refused.value)
    assert "wrong" not in str(refused.value)
    assert "remove the password" in refused.value.todo


def test_case_55_without_the_extra_the_remedies_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    book = locked(xlsx(Page([HEADERS, ONE])), "s3cret")
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    refused = refusal("orm.xlsx", book)
    assert "remove the password" in refused.todo
    assert "import-desk[encrypted]" in refused.todo


# --- blank formatted rows ---


def test_case_49_blank_formatted_cells_cost_nothing_and_change_nothing() -> None:
    book = xlsx(Page([HEADERS, ONE, TWO]))
    blank = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/><c r="B%d" s="1"></c></row>' % (n, n, n)
        for n in range(4, 50_000)
    )
    stretched = changed(book, "xl/worksheets/sheet1.xml", b"</sheetData>", blank + b"</sheetData>")
    assert read("orm.xlsx", stretched).rows == read("orm.xlsx", book).rows


def test_cells_without_a_place_keep_theirs_beside_blank_ones() -> None:
    book = xlsx(Page([["No", "Name", "Day"], ["1", "a", "x"]]))
    part = "xl/worksheets/sheet1.xml"
    row = b'<row><c t="inlineStr"><is><t>1</t></is></c><c/><c t="inlineStr"><is><t>x</t></is></c></row>'
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        sheet = package.read(part)
    start = sheet.index(b'<row r="2"')
    end = sheet.index(b"</sheetData>")
    book = changed(book, part, sheet[start:end], row)
    assert read("orm.xlsx", book).rows == ((2, ("1", "", "x")),)


@pytest.mark.parametrize("rows", [65_535])
def test_case_48_a_full_old_sheet_was_probably_cut(rows: int) -> None:
    with pytest.raises(DeskError, match="probably cut"):
        read("orm.csv", b"a,b\n" + b"1,2\n" * rows)


SHEET = "xl/worksheets/sheet1.xml"
NOT_SHOWN = [
    ("no height", b'<row r="3"', b'<row r="3" ht="0" customHeight="1"'),
    ("a height that nobody sees", b'<row r="3"', b'<row r="3" ht="0.75" customHeight="1"'),
    ("a group that is folded", b'<row r="3"', b'<row r="3" outlineLevel="1" hidden="1"'),
    ("spelt true", b'<row r="3"', b'<row r="3" hidden="true"'),
    (
        "all rows but those that say otherwise",
        b'<sheetFormatPr defaultRowHeight="15"',
        b'<sheetFormatPr zeroHeight="1" defaultRowHeight="15"',
    ),
]


@pytest.mark.parametrize(("old", "new"), [one[1:] for one in NOT_SHOWN], ids=[one[0] for one in NOT_SHOWN])
def test_case_41_a_row_may_be_hidden_in_many_ways(old: bytes, new: bytes) -> None:
    assert 3 in read("orm.xlsx", changed(xlsx(Page([HEADERS, ONE, TWO])), SHEET, old, new)).hidden


def test_case_41_a_filter_that_hides_nothing_is_nothing_to_tell() -> None:
    filtered = b'</sheetData><autoFilter ref="A1:E3"/>'
    assert (
        read("orm.xlsx", changed(xlsx(Page([HEADERS, ONE, TWO])), SHEET, b"</sheetData>", filtered)).hidden
        == frozenset()
    )


# --- text ---

TEXTS = [
    ("a hint of the delimiter", b"sep=;\r\nNo;Name\r\n1;a,b\r\n", (("1", "a,b"),)),
    ("in capitals, quoted", b'"SEP=,"\nNo,Name\n1,a\n', (("1", "a"),)),
    ("a tab", b"sep=\t\nNo\tName\n1\ta;b\n", (("1", "a;b"),)),
    ("below a blank line", b"\nsep=|\nNo|Name\n1|a\n", (("1", "a"),)),
    ("after a mark", b"\xef\xbb\xbfsep=;\nNo;Name\n1;a\n", (("1", "a"),)),
    ("in UTF-16", "\ufeffsep=;\nNo;Name\n1;a\n".encode("utf-16-le"), (("1", "a"),)),
    ("a delimiter that is none of ours", b"sep=^\nNo^Name\n1^a,b\n", (("1", "a,b"),)),
    ("a header that begins so", b"sep=no,Name\n1,a\n", (("1", "a"),)),
]


@pytest.mark.parametrize(("data", "rows"), [one[1:] for one in TEXTS], ids=[one[0] for one in TEXTS])
def test_case_32_a_first_line_that_names_the_delimiter_is_passed_over(
    data: bytes, rows: tuple[tuple[str, ...], ...]
) -> None:
    table = read("orm.csv", data)
    assert tuple(row for _, row in table.rows) == rows
    assert len(table.headers) == 2


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (b'No,Name\n="0451",a\n', "0451"),
        (b'No,Name\n"=""0451""",a\n', "0451"),
        (b'No;Name\n="0451";a\n', "0451"),
        ('\ufeffNo\tName\n="0451"\ta\n'.encode("utf-16-le"), "0451"),
        (b'No,Name\n"=""a """"b""",x\n', 'a "b'),
        (b'No,Name\n="",a\n', ""),
        (b"No,Name\n=0451,a\n", "=0451"),
        (b'No,Name\n="04"&"51",a\n', '="04"&"51"'),
    ],
)
def test_case_46_a_text_kept_by_a_formula_is_that_text_and_no_other_formula_is_read(data: bytes, first: str) -> None:
    assert read("orm.csv", data).rows[0][1] == (first, data.decode("utf-16" if b"\0" in data else "utf-8")[-2:-1])


def test_case_31_two_encodings_in_one_file_are_named_by_line() -> None:
    refused = refusal("orm.csv", "No,Name\n1,Müller\n".encode() + "2,Café\n3,x\n4,Zoë\n".encode("cp1252"))
    assert "UTF-8 (line 2)" in refused.what
    assert "(line 3, 5)" in refused.what


@pytest.mark.parametrize(("length", "limit"), [(200_000, 32_767), (40_000, 32_767), (11, 10)])
def test_case_35_a_cell_too_long_is_refused_with_its_line(length: int, limit: int) -> None:
    refused = refusal("orm.csv", b"No,Remarks\n1,a\n2," + b"x" * length + b"\n", text_max=limit)
    assert "line 3" in refused.where
    assert "text_max" in refused.todo


def test_a_column_of_text_without_a_header_is_told() -> None:
    table = read("orm.csv", b"No,,Name,\n1,x,a,\n2,,b,\n")
    assert [(note.column, note.row, note.found) for note in table.notes] == [("B", 2, "1 cell(s); the first: 'x'")]
