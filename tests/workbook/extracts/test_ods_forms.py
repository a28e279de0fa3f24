"""Number formats of OpenDocument spreadsheets: as the same format is spelt in Excel, wherever the file keeps it."""

from __future__ import annotations

import pytest

from tests.workbook.extracts.books import packed
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.limits import DEFAULT
from xl_addin.workbook.extracts.read_ods import OdsBook

WHERE = {"office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle"}
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for name, one in WHERE.items())
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
NUMBER = 'office:value-type="float" office:value="12345"'
DAY = 'office:value-type="date" office:date-value="2026-10-01"'


def cell_of(cell: str, own: str, named: str = "") -> CellText:
    """The one cell of a book whose content has the styles `own`, the book itself those called `named`."""
    begin = f"<office:document-content {SPACES} {LOEXT}>"
    row = f'<table:table-row><table:table-cell table:style-name="ce1" {cell}/></table:table-row>'
    content = (
        f"{begin}<office:automatic-styles>{own}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{row}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    styles = f"{begin}<office:styles>{named}</office:styles><office:automatic-styles/></office:document-content>"
    data = {"mimetype": b"x", "META-INF/manifest.xml": b"<m/>", "content.xml": content.encode()}
    book = OdsBook("orm.ods", packed({**data, "styles.xml": styles.encode()}), DEFAULT)
    ((_, _, ((_, text),)),) = [(one.number, one.hidden, one.cells) for one in book.rows(book.sheets[0])]
    assert isinstance(text, CellText)
    return text


def form(kind: str, inner: str, name: str = "N1") -> str:
    return f'<number:{kind}-style style:name="{name}">{inner}</number:{kind}-style>'


def digits(least: int, more: str = "", inner: str = "") -> str:
    return f'<number:number number:min-integer-digits="{least}" {more}>{inner}</number:number>'


def style(name: str = "ce1", data: str = "N1", parent: str = "Default") -> str:
    told = f' style:data-style-name="{data}"' if data else ""
    return f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}"{told}/>'


def section(condition: str, name: str) -> str:
    return f'<style:map style:condition="{condition}" style:apply-style-name="{name}"/>'


MINUS, BLANKS = "<number:text>-</number:text>", 'loext:max-blank-integer-digits="2"'
DASH = '<number:embedded-text number:position="3">-</number:embedded-text>'
LONG_DAY = '<number:day number:style="long"/>'
MONTH, YEAR = '<number:month number:textual="true"/>', "<number:year/>"

FORMS = [
    ("plain zeros", NUMBER, form("number", digits(10)), "0000000000"),
    (
        "zeros, and a section for what is below",
        NUMBER,
        form("number", digits(10), "P0") + form("number", MINUS + digits(10) + section("value()&gt;=0", "P0")),
        '0000000000;"-"0000000000',
    ),
    (
        "a condition of its own",
        NUMBER,
        form("number", digits(4), "P0") + form("number", digits(2) + section("value()&gt;5", "P0")),
        "[>5]0000;00",
    ),
    ("words within the digits", NUMBER, form("number", digits(6, inner=DASH)), '000"-"000'),
    ("blanks in place of zeros", NUMBER, form("number", digits(2, BLANKS)), "??"),
    ("no zero at all", NUMBER, form("number", digits(0)), "#"),
    (
        "groups and decimals",
        NUMBER,
        form("number", digits(1, 'number:grouping="true" number:decimal-places="2"')),
        "#,##0.00",
    ),
    ("a currency", NUMBER, form("currency", "<number:currency-symbol>₹</number:currency-symbol>" + digits(1)), "[$₹]0"),
    ("a share", NUMBER, form("percentage", digits(1) + "<number:text>%</number:text>"), "0%"),
    (
        "an exponent",
        NUMBER,
        form("number", '<number:scientific-number number:min-integer-digits="1" number:decimal-places="2"/>'),
        "0.00E+00",
    ),
    ("text", NUMBER, form("text", "<number:text-content/>"), "@"),
    ("a month and a year", DAY, form("date", MONTH + MINUS + YEAR), 'mmm"-"yy'),
    ("a day, a month and a year", DAY, form("date", LONG_DAY + MINUS + MONTH + MINUS + YEAR), 'dd"-"mmm"-"yy'),
    ("General", NUMBER, form("number", digits(1)), "0"),
]


@pytest.mark.parametrize(("cell", "own", "says"), [one[1:] for one in FORMS], ids=[one[0] for one in FORMS])
@pytest.mark.parametrize("where", ["in the content", "in the book", "in the style that the cell's style follows"])
def test_a_format_is_spelt_as_in_excel_wherever_it_stands(cell: str, own: str, says: str, where: str) -> None:
    if where == "in the content":
        found = cell_of(cell, own + style())
    elif where == "in the book":
        found = cell_of(cell, style(), own)
    else:
        found = cell_of(cell, style(data="", parent="Code"), own + style("Code"))
    assert found.form == says


def test_styles_that_follow_each_other_in_a_ring_have_no_format() -> None:
    assert cell_of(NUMBER, style(data="", parent="b") + style("b", "", "ce1")).form == ""


def test_a_style_of_a_column_that_bears_the_same_name_is_another() -> None:
    column = '<style:style style:name="ce1" style:family="table-column" style:data-style-name="N2"/>'
    assert (
        cell_of(NUMBER, form("number", digits(7)) + form("number", digits(3), "N2") + style() + column).form
        == "0000000"
    )
