"""A bank's own form: filled into a new file, refused where something of it would be lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font, PatternFill
from PIL import Image as Picture

from xl_addin.documents.facts import Facts, Grid
from xl_addin.documents.form import form_of
from xl_addin.documents.template import Paper, filled, template_of
from xl_addin.documents.xlsx import room_of, xlsx_of
from xl_addin.domain.errors import DeskError

FIELDS, TABLES = ("importer", "number"), ("bills",)
GRID = Grid(("BoE number", "BoE date", "Open"), (("0012345", "06-Oct-2026", "-1,234.567"), ("=1+1", "–", "0")), (2,))
FACTS = Facts({"importer": "=A & {number}", "number": "STMX/1"}, {"bills": GRID})


def form(change: Callable[[Any], None] = lambda book: None) -> bytes:
    """A form as a bank draws it, with something more."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"] = "Importer: {importer}", "No. {number}"
    sheet["A1"].font, sheet["A1"].fill = Font(bold=True, name="Arial"), PatternFill("solid", fgColor="FFDDEE")
    sheet["A3"], sheet["D1"] = "[bills]", "=1+2"
    sheet.merge_cells("A2:C2")
    sheet.column_dimensions["A"].width = 33
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def paper(content: bytes) -> Paper:
    return filled(form_of("own.xlsx", content, FIELDS, TABLES), "STMX/1", FACTS)


def test_a_form_is_filled_with_its_looks_and_what_is_no_place_stays() -> None:
    source = form()
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of(paper(source)))).active
    assert [sheet["A1"].value, sheet["B1"].value, sheet["D1"].value] == [
        *("Importer: =A & {number}", "No. STMX/1", "=1+2"),
    ]
    assert (sheet["A1"].font.name, sheet["A1"].fill.fgColor.rgb) == ("Arial", "00FFDDEE")
    assert (sheet.column_dimensions["A"].width, str(sheet.merged_cells)) == (33, "A2:C2")
    assert [[cell.value for cell in row] for row in sheet["A3:C5"]] == [
        ["BoE number", "BoE date", "Open"],
        ["0012345", datetime(2026, 10, 6), -1234.567],  # noqa: DTZ001 - a day as a sheet has it
        ["=1+1", "–", 0],
    ]
    assert (sheet["A5"].data_type, sheet["C4"].number_format) == ("s", "#,##0.000")
    assert Decimal("-1234.567") == Decimal(str(sheet["C4"].value))


def test_the_same_paper_is_the_same_file_and_is_read_again_from_what_is_kept() -> None:
    first = paper(form())
    kept = template_of("own.xlsx", form_of("own.xlsx", first.form, FIELDS, TABLES).text, FIELDS, TABLES)
    assert xlsx_of(first) == xlsx_of(filled(kept, "STMX/1", FACTS))


def test_a_picture_stays() -> None:
    def with_picture(book: Any) -> None:
        drawn = io.BytesIO()
        Picture.new("RGB", (20, 20), "red").save(drawn, "PNG")
        book.active.add_image(Image(drawn), "F1")

    made = xlsx_of(paper(form(with_picture)))
    assert any(name.startswith("xl/media/") for name in zipfile.ZipFile(io.BytesIO(made)).namelist())


def _chart(book: Any) -> None:
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=4, min_row=1, max_row=2))
    book.active.add_chart(chart, "G1")


def _comment(book: Any) -> None:
    book.active["B1"].comment = Comment("seen", "asha")


REFUSED = {
    "a chart": (_chart, "xl/charts/chart1.xml"),
    "a comment": (_comment, "xl/comments/comment1.xml"),
    "an unknown field": (lambda book: book.active.cell(9, 1, "{importr}"), "'importr' is no field of this paper"),
    "an unknown table": (lambda book: book.active.cell(9, 1, "[orms]"), "'orms' is no table of this paper"),
}


@pytest.mark.parametrize(("change", "told"), REFUSED.values(), ids=REFUSED)
def test_a_form_that_cannot_be_filled_whole_is_refused_by_name(change: Callable[[Any], None], told: str) -> None:
    with pytest.raises(DeskError, match=told):
        form_of("own.xlsx", form(change), FIELDS, TABLES)


def _with_part(name: str, content: bytes = b"<x/>") -> bytes:
    out = io.BytesIO(form())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


PARTS = (
    "xl/vbaProject.bin",
    "xl/externalLinks/externalLink1.xml",
    "customXml/item1.xml",
    "xl/pivotTables/pivotTable1.xml",
    "xl/ctrlProps/ctrlProp1.xml",
    "xl/slicers/slicer1.xml",
    "xl/threadedComments/threadedComment1.xml",
)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_would_be_lost_is_named(part: str) -> None:
    with pytest.raises(DeskError, match=part.replace(".", "[.]")):
        form_of("own.xlsx", _with_part(part), FIELDS, TABLES)


LOST_WITHIN = {
    "a shape": ("xl/drawings/drawing9.xml", b"<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>", "drawing9.xml: xdr:sp"),
    "sparklines": ("xl/worksheets/sheet9.xml", b"<worksheet><extLst/></worksheet>", "sheet9.xml: extLst"),
    "controls": ("xl/worksheets/sheet9.xml", b"<worksheet><controls/></worksheet>", "sheet9.xml: controls"),
}


@pytest.mark.parametrize(("part", "content", "told"), LOST_WITHIN.values(), ids=LOST_WITHIN)
def test_what_would_be_lost_within_a_part_is_named(part: str, content: bytes, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        form_of("own.xlsx", _with_part(part, content), FIELDS, TABLES)


NO_FORM = {
    "no workbook": (b"PK but no more", "The form is no workbook"),
    "without a place": (_with_part("x.txt"), "x.txt"),
    "too big": (b"x" * 5_000_001, "a form has at most"),
}


@pytest.mark.parametrize(("content", "told"), NO_FORM.values(), ids=NO_FORM)
def test_what_is_no_form_is_told(content: bytes, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        form_of("own.xlsx", content, FIELDS, TABLES)


def test_an_empty_form_has_no_place() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(DeskError, match="no place to be filled"):
        form_of("own.xlsx", out.getvalue(), FIELDS, TABLES)


def test_a_table_that_does_not_fit_is_told_with_the_cell_in_its_way() -> None:
    there = paper(form(lambda book: book.active.cell(5, 2, "signature")))
    assert [*room_of(there)] == ["Sheet!B5"]
    assert [*room_of(paper(form()))] == []


def test_the_mark_of_a_training_ledger_is_printed_above_each_page_beside_the_head_of_the_form() -> None:
    def headed(book: Any) -> None:
        book.active.oddHeader.center.text = "Namuna Bank"
        book.create_sheet("Notes")

    made = openpyxl.load_workbook(io.BytesIO(xlsx_of(replace(paper(form(headed)), mark="TRAINING"))))
    assert [sheet.oddHeader.center.text for sheet in made] == ["TRAINING\nNamuna Bank", "TRAINING"]
    plain = filled(template_of("own.txt", "No. {number}\n[bills]\n", FIELDS, TABLES), "STMX/1", FACTS)
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of(replace(plain, mark="TRAINING")))).active
    assert (sheet["A1"].value, sheet.oddHeader.center.text) == ("TRAINING", "TRAINING")
