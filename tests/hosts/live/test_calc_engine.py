"""The engine for Calc: what of Excel it imitates, pinned, and that it stands on xlwings' open part alone."""

from __future__ import annotations

import ast
import builtins
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import xl_addin
from tests.hosts.live.desk_books import ROWS, TABLE
from tests.office.live_calc import LiveCalc
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.live.book import LiveBook

PACKAGE = Path(xl_addin.__file__).parent
OPEN_PARTS = {"base_classes", "utils", "main", "engines", "App"}

pytestmark = pytest.mark.host


def test_the_engine_uses_the_open_part_of_xlwings_alone() -> None:
    used = set()
    for path in [*(PACKAGE / "hosts/calc/engine").glob("*.py"), *(PACKAGE / "hosts/live").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "xlwings":
                used.add(node.attr)
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "xlwings":
                used |= {alias.name for alias in node.names}
    assert used == OPEN_PARTS


def test_loading_the_engine_needs_no_office_and_leaves_import_alone() -> None:
    """In a process of its own: the bridge would otherwise change how every module is imported."""
    code = (
        "import builtins; before = builtins.__import__\n"
        "import xl_addin.hosts.calc.engine.xlwings_engine, xlwings, sys\n"
        "from xl_addin.hosts.calc.engine.connect import bridge, helper\n"
        "assert 'uno' not in sys.modules\n"
        "bridge(), helper()\n"
        "assert builtins.__import__ is before and not xlwings.__pro__\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, check=True, timeout=60)


def test_import_is_as_before_here_too(live_calc: LiveCalc) -> None:
    assert builtins.__import__.__module__ == "builtins"


# --- Value2: as Excel is believed to do ---

TAKEN = [
    # given, in a cell with the format General, what the cell then holds
    ("'=1+1", "=1+1"),
    ("'00123", "00123"),
    ("''x", "'x"),
    ("plain", "plain"),
    ("=1+1", 2.0),
    ("00123", 123.0),
    ("1E5", 100000.0),
    ("", None),
    (None, None),
    (True, True),
    (7, 7.0),
]


@pytest.mark.parametrize(("given", "held"), TAKEN)
def test_a_general_cell_takes_a_value_as_excel_does(opened: Any, given: Any, held: Any) -> None:
    cell = opened.sheets["It's empty"].range("A1").api
    cell.Value2 = given
    assert cell.Value2 == held
    assert type(cell.Value2) is type(held)


@pytest.mark.parametrize("text", ["=1+1", "00123", "1-2", "TRUE"])
def test_a_text_cell_takes_any_text_as_it_is(opened: Any, text: str) -> None:
    cell = opened.sheets["Settlements"].range("B5").api
    cell.Value2 = text
    assert (cell.Value2, cell.cells.getCellByPosition(0, 0).Type.value) == (text, "TEXT")


def test_text_leaves_the_format_of_its_cell_alone(opened: Any) -> None:
    """Calc gives a cell the format Text with the text; then a later date would be shown as a number."""
    area = opened.sheets["Settlements"].range("C5:F7").api
    before = [opened.sheets["Settlements"].range(one).api.NumberFormat for one in ("C5:C7", "D5:D7", "F5:F7")]
    area.Value2 = (("'a", "'b", "'c", "'d"),) * 2 + ((1.0, 46326.0, "'c", 5.0),)
    after = [opened.sheets["Settlements"].range(one).api.NumberFormat for one in ("C5:C7", "D5:D7", "F5:F7")]
    assert before == after
    assert area.cells.getCellByPosition(1, 2).String == "31-Oct-2026"


def test_error_values_come_as_the_codes_of_com(opened: Any) -> None:
    page = opened.sheets["It's empty"]
    page.range("A1:B2").api.Value2 = (("=NA()", "=1/0"), ("=NOSUCH", 5))
    assert page.range("A1:B2").api.Value2 == ((-2146826246, -2146826281), (-2146826259, 5.0))


def test_a_block_of_another_shape_is_refused(opened: Any) -> None:
    area = opened.sheets[0].range((1, 1), (2, 2)).api
    for block in [((1, 2),), ((1,), (2,)), ((1, 2), (3,))]:
        with pytest.raises(ValueError, match="rows"):
            area.Value2 = block


def test_mixed_formats_are_none(opened: Any) -> None:
    page = opened.sheets["Settlements"]
    assert page.range("B5:B7").api.NumberFormat == "@"
    assert page.range("B5:C7").api.NumberFormat is None


# --- xlwings itself on top of it ---


def test_xlwings_own_words_work(opened: Any, live_calc: LiveCalc) -> None:
    table = opened.sheets["Settlements"].tables[TABLE]
    assert table.range.address == "$B$4:$F$7"
    assert table.header_row_range.options(ndim=2).value[0][0] == "ORM number"
    assert table.data_body_range.shape == (3, 5)
    assert table.parent.name == "Settlements"
    assert opened.sheets["Settlements"]["B5"].value == ROWS[0][0]
    assert opened.names["ImportDeskFolder"].refers_to_range.sheet.book.name == opened.name
    assert opened.names["ImportDeskFolder"].refers_to == "=Start!$B$2"
    assert opened.sheets.active.name == "Start"
    assert [one.name for one in live_calc.app.books] == [opened.name]
    assert live_calc.app.books.active.name == opened.name
    assert live_calc.open(Path(opened.fullname)).impl.api is opened.impl.api, "opened once"


def test_saving_under_another_name(opened: Any, tmp_path: Path) -> None:
    opened.save(str(tmp_path / "copy.xlsx"))
    assert (tmp_path / "copy.xlsx").stat().st_size > 1000
    assert opened.name == "copy.xlsx"


def test_an_error_of_uno_is_a_sentence(book: LiveBook) -> None:
    with pytest.raises(DeskError, match=r"The spreadsheet refused: .*IndexOutOfBounds"):
        book.go_to("Start", 0, 1)


def test_what_is_no_workbook_is_not_opened(live_calc: LiveCalc, tmp_path: Path) -> None:
    (tmp_path / "month.xlsx").write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(DeskError, match="cannot open the workbook"):
        live_calc.open(tmp_path / "month.xlsx")
