"""A kind declared month first, cell by cell: what is turned, what stays, what refuses the file, where it is told."""

from __future__ import annotations

import pytest

from xl_addin.desk.intake.date_order import day_first_rows
from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.raw import RawRow, Texts
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.schema import Column, Kind

COLUMNS = (
    Column("paid", Kind.DATE, ("paymentDate",)),
    Column("seen", Kind.ISO_DATE, ("seen",)),
    Column("remarks", Kind.TEXT, ("remarks",)),
)


def turned(**cells: str) -> dict[str, str]:
    """The cells of one row, as they are read on."""
    texts = Texts({name: at for at, name in enumerate(cells)}, tuple(cells.values()))
    (row,) = day_first_rows([RawRow(7, texts)], COLUMNS, SourceKind.ORM_LIST, Journal("orm.csv"))
    assert row.line == 7
    return dict(row.texts)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("04/05/2026", "05/04/2026"),
        ("4-13-26", "13-4-26"),
        ("04.05.2026", "05.04.2026"),
        ("04/05/2026 10:30:15", "05/04/2026 10:30:15"),
        ("04.05.2026 10.30.15", "05.04.2026 10.30.15"),
        ("2026-04-05", "2026-04-05"),
        ("5-Apr-2026", "5-Apr-2026"),
        ("", ""),
        ("no date", "no date"),
        ("04/05.2026", "04/05.2026"),
        ("1234", "1234"),
    ],
)
def test_a_text_is_turned_where_it_has_a_month_first(text: str, read: str) -> None:
    assert turned(paid=text, seen=text, remarks=text) == {"paid": read, "seen": read, "remarks": text}


def test_a_date_of_the_book_itself_has_no_order() -> None:
    cell = CellText("04/05/2026", "date", "mm/dd/yyyy")
    assert turned(paid=cell)["paid"] is cell
    number = CellText("46100", "number")
    assert turned(paid=number)["paid"] is number  # the 61st of April is none


@pytest.mark.parametrize(
    "text",
    ["43026", "43026.0", CellText("43026", "number"), CellText("43026.5", "number"), CellText("043026", "number")],
    ids=["text", "text with a zero", "number", "number with a time", "six digits"],
)
def test_digits_that_may_be_a_month_first_refuse_the_file(text: str) -> None:
    with pytest.raises(DeskError) as refused:
        turned(paid=text)
    assert refused.value.what.endswith(" may be 30-Apr-2026 without its strokes, or a day counted by a book.")
    assert (refused.value.where, refused.value.todo) == (
        "File orm.csv, row 7.",
        "Digits alone may be a date without its strokes or a day counted by a book: write it as yyyy-mm-dd.",
    )


@pytest.mark.parametrize("text", [CellText("4302", "number"), CellText("4302026", "number")])
def test_a_number_of_other_digits_is_left_to_what_reads_it(text: CellText) -> None:
    assert turned(paid=text)["paid"] is text


def test_it_is_told_once_at_the_head_of_the_file() -> None:
    journal = Journal("orm.csv")
    rows = [RawRow(n, Texts({"paid": 0}, ("04/05/2026",))) for n in (2, 3)]
    assert len(list(day_first_rows(rows, COLUMNS, SourceKind.ORM_LIST, journal))) == 2
    assert [(one.code, one.row, one.column, one.found) for one in journal.findings] == [
        ("DATES_MONTH_FIRST", 1, "", "month_first names orm")
    ]
