"""The add-in's VBA in LibreOffice: functions in cells, buttons pressed; Python's place is taken by the stub.

What LibreOffice cannot show: error values from VBA (CVErr), who asks (Application.Caller), the tab itself, an argument
that is left out (our VBA hands it on, which Excel allows and LibreOffice does not).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hosts.excel.addin.package_reader import Package
from tests.hosts.excel.addin.press import MODULE, with_test_module
from tests.hosts.excel.addin.seeds import in_source
from tests.hosts.excel.addin.twin import Twin
from tests.office.office import Office
from udfs._registry import REGISTRY
from xl_addin import __version__
from xl_addin.buttons.table import BUTTONS
from xl_addin.hosts.excel.addin.build import addin_modules
from xl_addin.hosts.excel.ribbon.vba import NO_MONTH
from xl_addin.hosts.excel.server.vba import stub_module
from xl_addin.hosts.zipped import archive
from xl_addin.workbook.month.layout import LEDGER

OUR_MODULES = sorted([*addin_modules(REGISTRY, stub_module()), "Sheet1", "ThisWorkbook"])
XLAM_FILTER = "Calc MS Excel 2007 VBA XML"

COMMANDS = tuple(button.command for button in BUTTONS)


@pytest.fixture
def calc(office: Office, tmp_path: Path) -> Iterator[Twin]:
    """An office of its own for each test."""
    with Twin(office.profile(tmp_path / "profile")) as twin:
        yield twin


def test_the_modules_of_add_in_and_twin_appear(calc: Twin, addin_file: Path, twin_file: Path) -> None:
    calc.ask("open_with_macros", path=str(addin_file), output_filter=XLAM_FILTER)
    assert calc.ask("modules") == OUR_MODULES
    calc.ask("close")
    calc.ask("open_with_macros", path=str(twin_file))
    assert calc.ask("modules") == OUR_MODULES


def test_a_function_hands_its_arguments_on_and_shows_what_comes_back(calc: Twin, twin_file: Path) -> None:
    calc.ask("open_with_macros", path=str(twin_file))
    calc.ask("put", at="BA1:BD1", rows=[[1000.0, 960.0, 46000.0, "FX"]])
    given = 'BA1;BB1;BC1;BD1;"N";"N";"N";"Y";BA9;BA9;BA9;BA9'
    calc.ask("array_formula", at="BA3:BL3", formula=f"=WRITEOFF_OK({given})")
    calc.ask("formulas", at="BA5", rows=[[f"=WRITEOFF_STATUS({given})"]])
    calc.ask("calculate")
    assert calc.ask("read", at="BA3:BL3") == [[1000.0, 960.0, 46000.0, "FX", "N", "N", "N", "Y", "", "", "", ""]]
    assert calc.ask("read", at="BA5") == [[1000.0]]  # one cell shows the first of a row
    asked = calc.ask("call", procedure="ImportDeskTransport.Asked", arguments=[]).split(";")
    assert set(asked) == {
        *(f"cells:WRITEOFF_{face}" for face in ("OK", "STATUS")),
        "",
    }


def test_every_function_is_called_by_its_own_name(calc: Twin, twin_file: Path) -> None:
    calc.ask("open_with_macros", path=str(twin_file))
    names = sorted(name for name, function in REGISTRY.items() if function.arguments)
    formulas = [f"={name}({';'.join(['7'] * len(REGISTRY[name].arguments))})" for name in names]
    calc.ask("formulas", at=f"A1:A{len(names)}", rows=[[formula] for formula in formulas])
    calc.ask("calculate")
    assert calc.ask("read", at=f"A1:A{len(names)}") == [[7.0]] * len(names)
    asked = calc.ask("call", procedure="ImportDeskTransport.Asked", arguments=[])
    assert [name for name in names if f":{name};" not in asked] == []


def test_every_button_reaches_python_by_its_command(calc: Twin, tmp_path: Path) -> None:
    calc.ask("open_with_macros", path=str(with_test_module(tmp_path / "press.xlsm", COMMANDS)))
    for command in COMMANDS:
        calc.ask("call", procedure=f"{MODULE}.Pressed_{command}", arguments=[])
    asked = calc.ask("call", procedure="ImportDeskTransport.Asked", arguments=[])
    assert asked.split(";")[:-1] == [f"button:{command}" for command in COMMANDS]


def test_a_button_is_grey_with_its_reason_until_a_month_s_workbook_is_in_front(calc: Twin, tmp_path: Path) -> None:
    calc.ask("open_with_macros", path=str(with_test_module(tmp_path / "press.xlsm", COMMANDS[:1])))

    def told(name: str, *arguments: str) -> object:
        return calc.ask("call", procedure=f"{MODULE}.{name}", arguments=list(arguments))

    assert (told("Enabled", "month|Text"), told("Enabled", "nothing|Text")) == (False, True)
    assert told("Tip", "month|Text\nWrites: all.") == f"Not now: {NO_MONTH}\n\nText\nWrites: all."
    assert told("State") == f"Ready|Import Desk {__version__}"
    calc.ask("name_cell", name=LEDGER, at="B2")
    assert (told("Enabled", "month|Text"), told("Tip", "month|Text")) == (True, "Text")


def test_without_python_the_tab_says_why(calc: Twin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = stub_module().replace('LastTrouble = ""', 'LastTrouble = "No Python here."')
    missing = missing.replace(
        "    calls = calls &", '    Err.Raise 1000, "Import Desk", "No Python here."\r\n    calls = calls &'
    )
    monkeypatch.setattr("tests.hosts.excel.addin.press.stub_module", lambda: missing)
    calc.ask("open_with_macros", path=str(with_test_module(tmp_path / "press.xlsm", COMMANDS)))

    def told(name: str, *arguments: str) -> object:
        return calc.ask("call", procedure=f"{MODULE}.{name}", arguments=list(arguments))

    assert told("State") == "Python does not answer|No Python here."
    calc.ask("name_cell", name=LEDGER, at="B2")
    assert told("Enabled", "month|Text") is True  # grey for this it would stay grey: the press tries again, and tells
    assert told("Tip", "month|Text") == "Text"
    assert told("Pressed_help") == ""  # a box told why; nothing was asked


def test_one_spoilt_module_is_noticed(calc: Twin, twin_file: Path, tmp_path: Path) -> None:
    """LibreOffice says nothing when VBA does not compile: the tests above would see empty cells."""
    spoilt = in_source("ImportDeskCall", "Public Function Given(", "Public Function Given Given(")
    archive(tmp_path / "spoilt.xlsm", spoilt(Package.read(twin_file)).parts)
    calc.ask("open_with_macros", path=str(tmp_path / "spoilt.xlsm"))
    calc.ask("formulas", at="A1", rows=[["=WRITEOFF_OK(7;7;7;7;7;7;7;7;7)"]])
    calc.ask("calculate")
    assert calc.ask("read", at="A1") != [[7.0]]


def test_the_office_of_a_test_is_gone_with_it(tmp_path: Path, office: Office) -> None:
    with Twin(office.profile(tmp_path / "profile")) as twin:
        running = twin.office
    assert running is not None
    assert running.poll() is not None
    shutil.rmtree(tmp_path / "profile")
