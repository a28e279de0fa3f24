"""The functions that read the ledger in a real Calc: golden vectors, an array formula, a snapshot that is made anew."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from tests.buttons.hands import InCalc
from tests.buttons.live_person import Person
from tests.buttons.sample_desk import copy_sample
from tests.desk.month_fixture import MAKER
from tests.hosts.ledger_cells.cells_desk import CellsDesk, as_read, known, moved, rows, vectors
from tests.office.calc import Calc, site_packages
from tests.office.live_calc import LiveCalc
from udfs._registry import CellError
from xl_addin.buttons.run import run
from xl_addin.buttons.work import Shell
from xl_addin.desk.cells.place import place_of
from xl_addin.hosts.calc.functions.used_cells import ERROR_CODES
from xl_addin.hosts.live.book import live_book
from xl_addin.hosts.live.errors import COM_ERROR_BASE, ERROR_NUMBERS
from xl_addin.hosts.trial import as_cell


@pytest.fixture
def calc(own: Path, nobody: CellsDesk, calc_profile: Path) -> Iterator[Calc]:
    """An office whose cells answer of a ledger of the test's own."""
    profile = nobody.home / "profile"
    shutil.copytree(calc_profile, profile)
    with Calc(
        profile, {"IMPORT_DESK_SITE": site_packages(), "APPDATA": "", "LOCALAPPDATA": "", **nobody.places}
    ) as found:
        found.ask("open", path="")
        yield found


def shown(value: Any) -> Any:
    """A cell as Calc gives it."""
    if isinstance(value, CellError):
        return {"error": ERROR_CODES[value]}
    return "" if value is None else value


def test_calc_shows_what_the_vectors_want_and_what_is_read_anew(calc: Calc, own: Path) -> None:
    calc.ask("formulas", at="C1", rows=[['=DESKWHY("2951510";"payment")']])
    assert calc.ask("read", at="C1")[0][0].startswith("2951510/2026-07-23/INHZA1#1: PAYMENT SHOW_BOTH")
    wanted = vectors("DESK")
    calc.ask("formulas", at=f"A1:A{len(wanted)}", rows=[[f'=DESK("{key}";"{field}")'] for key, field, _ in wanted])
    found = [cell for (cell,) in calc.ask("read", at=f"A1:A{len(wanted)}")]
    assert found == [shown(as_cell(known(value), date1904=False)) for _, _, value in wanted]

    head, *lines = rows("DESKLIST", "overdue", "ZZEAF0075Y")
    at = f"E1:M{len(lines) + 1}"
    calc.ask("array_formula", at=at, formula='=DESKLIST("overdue";"ZZEAF0075Y")')
    assert calc.ask("read", at=at) == [[*map(shown, row)] for row in (head, *lines)]

    calc.ask("formulas", at="O1:O2", rows=[['=DESK("";"fresh")'], ['=DESK("";"refreshed at")']])
    assert calc.ask("read", at="O1:O2") == [["CURRENT"], [f"{MAKER.at:%d-%b-%Y %H:%M}"]]
    moved(own)
    as_read(own, own, MAKER.at.replace(hour=18))
    calc.ask("calculate")
    assert calc.ask("read", at="O1:O2") == [["CURRENT"], ["02-Nov-2026 18:30"]]


def test_the_button_fills_the_cells_of_any_workbook(own: Path, nobody: CellsDesk, calc_profile: Path) -> None:
    """A workbook of a person's own, as it came as .xlsx: its cells show #N/A until the button is pressed in it."""
    place_of(str(own)).unlink()
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["A2"] = '=DESK("2951510","outstanding")', '=DESK("","as of")'
    page["B1"] = ArrayFormula("B1:J2", '=DESKLIST("overdue","ZZEAF0075Y")')
    book.save(nobody.home / "mine.xlsx")
    shutil.copytree(calc_profile, nobody.home / "live")
    environment = {"IMPORT_DESK_SITE": site_packages(), "APPDATA": "", "LOCALAPPDATA": "", **nobody.places}
    with LiveCalc(nobody.home / "live", environment) as calc:
        mine = calc.open(nobody.home / "mine.xlsx")
        cells = mine.sheets[0]
        assert cells["A1"].raw_value == COM_ERROR_BASE + ERROR_NUMBERS[CellError.NA]
        card = run("refresh_cells", live_book(mine), Shell(MAKER, nobody.home, record=nobody.record))
        assert ("As on", "02-Nov-2026") in card.lines  # without a Start it is the day of the press
        assert (cells["A1"].raw_value, cells["A2"].raw_value) == (1026.0, 46328.0)
        assert [cells["B1"].raw_value, cells["I2"].raw_value] == ["Key", "OVERDUE"]


def test_a_copy_of_values_has_what_a_cell_showed_and_no_formula(nobody: CellsDesk, calc_profile: Path) -> None:
    """A person has DESK in a column of his own, beside each open remittance of the guided sample."""
    shutil.copytree(calc_profile, nobody.home / "live")
    environment = {"IMPORT_DESK_SITE": site_packages(), "APPDATA": "", "LOCALAPPDATA": "", **nobody.places}
    with LiveCalc(nobody.home / "live", environment) as calc:
        person = Person(calc, copy_sample(nobody.home / "month"))
        person.press("take_in", "match")
        nobody.names(person.home / "guided-sample-ledger.sqlite")
        person.press("refresh_cells")
        InCalc(person).add_column("tblOrm", "My figure")
        sheet = person.book.read_table("tblOrm")
        numbers, left = sheet.headers.index("ORM number"), sheet.headers.index("Outstanding")
        for row in sheet.rows:
            cell = person.cell("tblOrm", str(row[numbers]), "My figure")
            cell.api.Formula = f'=DESK("{row[numbers]}";"outstanding")'
        shown = [row[-1] for row in person.book.read_table("tblOrm").rows]
        assert shown == [row[left] for row in sheet.rows]
        person.press("close_month", "freeze")
    frozen = Path(dict(person.card.lines)["File"])
    with zipfile.ZipFile(frozen) as parts:
        assert [name for name in parts.namelist() if b"DESK(" in parts.read(name)] == []
    closed = next((nobody.home / "month").rglob("closing-2026-10.xlsx"))
    with zipfile.ZipFile(closed) as parts:
        assert [name for name in parts.namelist() if b"DESK(" in parts.read(name)] == []
    copied = openpyxl.load_workbook(frozen)["ORM"]
    table = copied.tables["tblOrm"].ref
    head, *rows_there = [[cell.value for cell in row] for row in copied[table]]
    at = head.index("My figure")
    assert [row[at] for row in rows_there] == shown
