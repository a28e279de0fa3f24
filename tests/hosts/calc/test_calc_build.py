"""The Calc extension as a file: what it describes, what it carries, the same bytes each time."""

from __future__ import annotations

import gc
import json
import math
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.rulebook.test_bank_instruments import DIGEST, IMS_2027, NAME
from udfs._kinds import is_dated
from udfs._registry import MISSING, Argument, CellError
from xl_addin.hosts.calc.functions import build_oxt, convert, describe
from xl_addin.hosts.calc.functions.component import Functions, day_0_year, method_of, not_available
from xl_addin.hosts.calc.functions.used_cells import REFERENCES
from xl_addin.hosts.carried import ROOT
from xl_addin.hosts.ledger_cells import EVERY
from xl_addin.hosts.zipped import FIRST_DAY_OF_ZIP

OOR = "{http://openoffice.org/2001/registry}"
NAMES = sorted(EVERY)


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_oxt.build(tmp_path_factory.mktemp("oxt") / "import-desk.oxt")


def test_the_same_sources_give_the_same_bytes(extension: Path, tmp_path: Path) -> None:
    again = build_oxt.build(tmp_path / "other.oxt", dict(reversed([*EVERY.items()])))
    assert again.read_bytes() == extension.read_bytes()
    with zipfile.ZipFile(extension) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {FIRST_DAY_OF_ZIP}


def test_windows_line_ends_of_a_checkout_are_not_carried(extension: Path) -> None:
    with zipfile.ZipFile(extension) as archive:
        texts = [name for name in archive.namelist() if not name.endswith(".ttf")]
        assert [name for name in texts if b"\r" in archive.read(name)] == []
        fonts = sorted(set(archive.namelist()) - set(texts))
        assert fonts  # of papers: as they are
        assert all(archive.read(one) == (ROOT / one.removeprefix("packages/")).read_bytes() for one in fonts)


def test_every_xml_part_is_well_formed_and_every_registered_part_is_there(extension: Path) -> None:
    with zipfile.ZipFile(extension) as archive:
        for name in ("description.xml", "CalcAddIns.xcu", "META-INF/manifest.xml"):
            ElementTree.fromstring(archive.read(name))  # noqa: S314 - our own file
        assert set(describe.MEDIA_TYPES) < set(archive.namelist())


def test_every_function_is_described_under_its_name_with_all_its_arguments(extension: Path) -> None:
    with zipfile.ZipFile(extension) as archive:
        tree = ElementTree.fromstring(archive.read("CalcAddIns.xcu"))  # noqa: S314 - our own file
    nodes = tree.findall("./node/node/node/node")
    found = {_told(node, "CompatibilityName"): node for node in nodes}
    assert sorted(found) == NAMES
    for name, node in found.items():
        function = EVERY[name]
        assert _told(node, "DisplayName") == name
        assert _told(node, "Description") == function.help
        told = [_told(one, "DisplayName") for one in node.findall("./node/node")]
        assert told == [argument.name for argument in function.arguments]


def _told(node: ElementTree.Element, name: str) -> str:
    found = node.find(f"./prop[@{OOR}name='{name}']/value")
    assert found is not None
    return found.text or ""


def test_what_the_wizard_shows_fits_in_255_characters_with_our_remark_on_flags() -> None:
    shown = [argument.help + describe.WRITE_NO for f in EVERY.values() for argument in f.arguments]
    assert max(map(len, shown)) <= 255


def test_the_interface_has_a_method_for_each_function_and_the_document_only_where_dates_count() -> None:
    text = describe.interface([EVERY[name] for name in NAMES])
    assert text.count(describe.CELLS) == len(NAMES)
    assert f"fwriteoffok([in] {describe.DOCUMENT} document, [in] any ainvoicevalue, " in text
    tables = [argument for f in EVERY.values() for argument in f.arguments if argument.kind in REFERENCES]
    assert tables
    assert all(argument.required for argument in tables)  # Calc takes a range for one that must be given
    assert f"[in] {describe.RANGE} arates" in describe.interface([EVERY["TO_INR"]])
    methods = {name: dated for _, name, dated in describe.methods(EVERY.values())}
    assert methods["WRITEOFF_OK"]
    assert not is_dated((Argument("text", "text", ""),), "flag")
    assert is_dated((), "date")


def test_an_argument_that_the_interface_cannot_name_is_refused() -> None:
    with pytest.raises(AssertionError, match="cannot be named"):
        describe.parameter(Argument("invoice value", "amount", ""))


def test_the_packages_need_nothing_but_the_standard_library(extension: Path, tmp_path: Path) -> None:
    """All functions load and answer in a Python without site-packages, from the extension's own packages."""
    with zipfile.ZipFile(extension) as archive:
        archive.extractall(tmp_path)
    program = (
        "import json, sys; sys.path.insert(0, sys.argv[1])\n"
        "from xl_addin.hosts.calc.functions import convert\n"
        "calls = {name: convert.call_of(name) for name in convert.EVERY}\n"
        "assert convert.__file__.startswith(sys.argv[1]), convert.__file__\n"
        "given = (1000.0, 40.0, 46000.0, 'DISCOUNT', 'Y', 'N', 'N', 'Y', None, None, None, None)\n"
        "heavy = {'pandas', 'numpy', 'openpyxl', 'xlwings', 'sqlalchemy'} & set(sys.modules)\n"
        "print(json.dumps([sorted(calls), calls['WRITEOFF_STATUS'](1899, given), sorted(heavy)]))\n"
    )
    command = [sys.executable, "-I", "-S", "-c", program, str(tmp_path / "packages")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    names, status, heavy = json.loads(done.stdout)
    assert names == NAMES
    assert status == [["OK"]]
    assert heavy == []


ASKED = (
    "import component, json\n"
    "component.prepare()\n"
    "made = component.Functions()\n"
    "valid = made.answer('IMS_VALID', 1899, (2027.0, 46388.0))[0][0]\n"  # 1-Jan-2027
    "print(json.dumps([valid, made.answer('RULES_VERSION', 0, ())[0][0]]))\n"
)


@pytest.mark.parametrize(
    ("record", "valid", "told"),
    [
        ('instruments = "instruments"', 1.0, f"bank's {DIGEST}"),
        ('instruments = "gone"', 0.0, "cells answer by the law as shipped"),
        ("", 0.0, ""),
    ],
    ids=["instruments of the bank", "a folder that is gone", "nothing said"],
)
def test_cells_of_calc_answer_by_what_the_bank_has_loaded(
    extension: Path, tmp_path: Path, record: str, valid: float, told: str
) -> None:
    """The component as LibreOffice reads it, as a user with a record of his own."""
    with zipfile.ZipFile(extension) as archive:
        archive.extractall(tmp_path / "oxt")
    (tmp_path / "oxt" / "methods.json").unlink()  # with it the component asks for LibreOffice's bridge
    home = tmp_path / "import-desk"
    (home / "instruments").mkdir(parents=True)
    (home / "instruments" / NAME).write_text(IMS_2027, encoding="utf-8")
    (home / "desk.toml").write_text(record, encoding="utf-8")
    program = f"import sys; sys.path.insert(0, sys.argv[1])\n{ASKED}"
    environment = {name: value for name, value in os.environ.items() if name != "APPDATA"}
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(tmp_path / "oxt")],
        capture_output=True,
        text=True,
        check=False,
        env=environment | {"XDG_CONFIG_HOME": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0] == valid
    assert told in done.stdout + done.stderr
    assert bool(done.stderr) == ("gone" in record)


# --- arguments in, cells out ---


@pytest.mark.parametrize(
    ("raw", "keeps_zero", "given"),
    [
        (0.0, True, 0.0),
        (0.0, False, None),
        (1.0, False, 1.0),
        ("", False, ""),
        ("", True, ""),
        (None, True, MISSING),
        (None, False, MISSING),
        ((("", 0.0), ("x", 2.0)), False, [(None, 0.0), ("x", 2.0)]),
        (((0.0,),), False, [(0.0,)]),
    ],
)
def test_an_argument_of_calc_becomes_what_the_adapter_takes(raw: object, keeps_zero: bool, given: object) -> None:
    assert convert.arguments([keeps_zero], [raw]) == [given]


def test_a_blank_row_of_single_cells_is_blank_and_a_row_of_amounts_alone_is_not() -> None:
    call = convert.call_of("WRITEOFF_STATUS")
    blank: Sequence[object] = (0.0, 0.0, 0.0, *[None] * 9)
    assert call(1899, blank) == (("",),)
    assert call(1899, (1000.0, *blank[1:])) != (("",),)
    assert call(1899, (*blank[:3], "DISCOUNT", *[None] * 8)) != (("",),)


@pytest.mark.parametrize("error", list(CellError))
def test_an_error_value_is_a_number_with_calc_s_code_in_its_bits(error: CellError) -> None:
    ((found,),) = convert.answer([[error]])
    assert isinstance(found, float)
    assert math.isnan(found)
    bits = struct.unpack("<Q", struct.pack("<d", found))[0]
    assert bits == 0x7FF8000000000000 | convert.ERROR_CODES[error]


def test_cells_go_out_as_calc_takes_them() -> None:
    assert convert.answer([[True, False, None], ["a", 46000.0, ""]]) == ((1.0, 0.0, ""), ("a", 46000.0, ""))
    assert [[type(cell) for cell in row] for row in convert.answer([[True, 1.5, "x"]])] == [[float, float, str]]


@pytest.mark.parametrize("is_on", [True, False])
def test_the_search_for_cycles_is_left_as_it_was(is_on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(convert, "evaluate", lambda *given, **more: seen.append(gc.isenabled()) or [[None]])
    try:
        (gc.enable if is_on else gc.disable)()
        convert.call_of("IEC_OK")(1899, (((1.0,), (2.0,)),))
        assert (seen, gc.isenabled()) == ([False], is_on)
    finally:
        gc.enable()


def test_one_row_many_times_goes_out_as_often() -> None:
    assert convert.answer([["a"], *[[None]] * 2, *[["b"]] * 3]) == (("a",), ("",), ("",), ("b",), ("b",), ("b",))
    blank: list[Any] = [None]
    assert convert.answer([["a"], blank, blank]) == (("a",), ("",), ("",))
    assert convert.answer([blank, blank]) == (("",), ("",))


def test_a_document_that_counts_from_neither_day_gives_value() -> None:
    assert convert.call_of("WRITEOFF_OK")(1900, (1.0, 1.0, 46000.0, *[None] * 9)) is convert.VALUE


# --- the component without LibreOffice ---


class Document:
    """Stands for LibreOffice's document: only the one property that is asked for."""

    def __init__(self, year: int) -> None:
        self.Year = year

    def getPropertyValue(self, name: str) -> Document:
        assert name == "NullDate"
        return self


def test_the_calling_document_says_from_which_year_it_counts() -> None:
    assert day_0_year(Document(1904)) == 1904
    assert day_0_year(None) == 0


def test_a_dated_method_takes_the_document_first() -> None:
    given = (1000.0, 40.0, "2026-11-01", *[None] * 9)
    dated = method_of(Functions(), "WRITEOFF_STATUS", True)(None, Document(1904), *given)
    assert dated == method_of(Functions(), "WRITEOFF_STATUS", False)(None, *given)
    assert dated != not_available()


def test_functions_that_cannot_be_loaded_give_na_and_say_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("xl_addin.hosts.calc.functions.component.OLDEST_PYTHON", (99, 0))
    functions = Functions()
    for _ in range(2):
        ((found,),) = functions.answer("WRITEOFF_OK", 1899, ())
        assert math.isnan(found)
    assert struct.pack("<d", found) == struct.pack("<d", not_available()[0][0])
    assert [one.levelname for one in caplog.records] == ["ERROR"]
    assert "3.11 or newer is needed" in caplog.text
