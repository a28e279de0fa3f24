"""The workbooks of the functions as they are committed: live, judged live, and laid out to be read."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from openpyxl import load_workbook

from udfs._registry import REGISTRY
from xl_addin.hosts.trial import Trial
from xl_addin.publish.make import ROOT, VECTORS
from xl_addin.publish.trials import golden_trials

GUIDE, ACCEPTANCE = "workbooks/function_guide.xlsx", "workbooks/udf_acceptance.xlsx"
BOOKS = (GUIDE, ACCEPTANCE, "workbooks/udf_acceptance_1904.xlsx")


@cache
def made(name: str) -> bytes:
    """The book as it is committed."""
    return (ROOT / name).read_bytes()


@cache
def trials() -> list[Trial]:
    """Every golden vector as a row of the book."""
    return golden_trials(ROOT / VECTORS)


def parts(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_no_book_has_code_links_to_other_files_or_hidden_sheets() -> None:
    for name in BOOKS:
        assert not [part for part in parts(made(name)) if re.search("vba|externalLink|connections|customXml", part)]
        assert {sheet.sheet_state for sheet in load_workbook(io.BytesIO(made(name))).worksheets} == {"visible"}


def test_the_acceptance_book_has_every_vector_and_says_that_all_pass() -> None:
    book = load_workbook(io.BytesIO(made(ACCEPTANCE)), data_only=True)
    sheet = book["Tests"]
    rows = list(sheet.iter_rows(min_row=7, values_only=True))
    assert len(rows) == len(trials())
    assert [row for row in rows if row[7] != "PASS"] == []
    assert sheet["C4"].value == f"ALL {len(rows)} PASS"


def test_each_row_calculates_live_and_is_judged_live() -> None:
    sheet = load_workbook(io.BytesIO(made(ACCEPTANCE)))["Tests"]
    for row in sheet.iter_rows(min_row=7, values_only=True):
        assert row[3] == row[4] or str(row[4]).startswith("see Tables!")
        assert "PASS" in str(getattr(row[7], "text", row[7]))


def test_rows_that_calc_leaves_out_are_few_and_say_why() -> None:
    spared = [trial for trial in trials() if trial.excel_only]
    assert len(spared) < 0.1 * len(trials())
    assert {reason for trial in spared for reason in trial.excel_only.split("; ")} <= {
        "TRUE, or FALSE in a range",
        "a range that holds an error value",
        "empty text in a range",
        "an error among several answers",
    }


def test_the_guide_has_a_linked_line_and_a_live_example_for_every_function() -> None:
    book = load_workbook(io.BytesIO(made(GUIDE)))
    contents = book["Contents"]
    links = {cell.value: cell.hyperlink.location for (cell,) in contents.iter_rows(min_row=6, max_col=1) if cell.value}
    assert sorted(links) == sorted(REGISTRY)
    for name, target in links.items():
        sheet, _, cell = target.partition("!")
        title = str(book[sheet.strip("'")][cell].value)
        assert name.startswith(title), target
    live = {str(getattr(cell.value, "text", cell.value)) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {function.example for function in REGISTRY.values()} <= live


def test_a_viewer_without_the_add_in_sees_the_answers_of_the_guide() -> None:
    book = load_workbook(io.BytesIO(made(GUIDE)), data_only=True)
    answers = {row[0]: row[3] for row in book["Write-off"].iter_rows(values_only=True) if row[0]}
    assert answers["WRITEOFF_OK"] is True
    assert answers["WRITEOFF_STATUS"] == "OK"
    workbook = parts(made(GUIDE))["xl/workbook.xml"].decode()
    assert "fullCalcOnLoad" not in workbook
    assert "fullCalcOnLoad" in parts(made(ACCEPTANCE))["xl/workbook.xml"].decode()


@pytest.mark.parametrize("name", BOOKS)
def test_every_sheet_prints_on_one_page_across(name: str) -> None:
    for sheet in load_workbook(io.BytesIO(made(name))).worksheets:
        # One page across is the default of the file format, any number down is 0.
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.page_setup.orientation == "landscape"
