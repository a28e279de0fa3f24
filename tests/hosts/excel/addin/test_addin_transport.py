"""The VBA that reaches Python: what it may do, where it looks, and that it is of one version with xlwings."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel.server import transport
from xl_addin.hosts.excel.server import vba as vba_transport
from xl_addin.hosts.excel.server.transport import LIBRARIES, PYTHON_FOLDER, SERVER_ID, checked_folder
from xl_addin.hosts.excel.server.vba import transport_module

ROOT = Path(__file__).resolve().parents[4]
STOCK = Path(str(metadata.distribution("xlwings").locate_file("xlwings/xlwings_custom_addin.bas")))


def test_an_xlwings_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vba_transport, "metadata", SimpleNamespace(version=lambda _: "0.38.0"))
    with pytest.raises(AssertionError, match=r"written for xlwings 0\.37\.8; installed is 0\.38\.0"):
        transport_module()


def test_the_library_is_declared_as_xlwings_declares_it() -> None:
    stock = STOCK.read_text(encoding="utf-8")
    ours = transport_module().replace(" _\r\n    ", "")
    for library in LIBRARIES.values():
        (wanted,) = set(
            re.findall(rf'Declare PtrSafe Function XLPyDLLActivateAuto Lib "{library}" (\(.*\) As Long)', stock)
        )
        (found,) = re.findall(rf'Declare PtrSafe Function XLPyDLLActivateAuto Lib "{library}" (\(.*\) As Long)', ours)
        assert found.lower() == wanted.lower()


def test_the_licence_of_xlwings_stands_above_what_is_its() -> None:
    ours = " ".join(re.findall(r"^' ?(.*?)\r?$", transport_module(), re.MULTILINE)).split()
    stock = STOCK.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(stock) if "Copyright (C) 2014-present" in line)
    end = next(at for at, line in enumerate(stock) if "SUCH DAMAGE." in line)
    licence = " ".join(line.lstrip("'") for line in stock[start : end + 1]).split()
    assert " ".join(licence) in " ".join(ours)


def test_it_only_attaches_to_our_server_and_reads_no_setting() -> None:
    text = transport_module()
    code = "\n".join(line for line in text.splitlines() if not line.startswith("'"))
    assert f'Private Const SERVER As String = "{SERVER_ID}"' in code
    assert "506e67c3" not in text  # xlwings' own class is public
    assert code.count("Declare ") == 3  # two of which only one is compiled
    assert set(re.findall(r'Environ\$\("(\w+)"\)', code)) == {"LOCALAPPDATA"}
    assert not re.search(r"ActiveWorkbook|ThisWorkbook|Worksheets|Open |RunPython|Shell|GetConfig|Exec\b|cmd", code)
    assert 'If WhyNoPython() <> "" Then Err.Raise' in code  # no call before the library is there by its full path


def test_the_module_is_small() -> None:
    code = [line for line in transport_module().splitlines() if line.strip() and not line.startswith("'")]
    assert len(code) < 50
    assert len(STOCK.read_text(encoding="utf-8").splitlines()) > 1000


GOOD = [
    PYTHON_FOLDER,
    r"C:\Program Files\ImportDesk\python",
    r"D:\desk-1.0 (test)\py_311",
    r"\\server01\apps$\ImportDesk",
]
BAD = [
    "",
    "python",
    r"..\python",
    r"C:\a\..\b",
    r"C:python",
    "C:\\",
    r"C:\a\ . \b",
    r"%TEMP%\python",
    r"%LOCALAPPDATA%",
    r"C:\a\%PATH%",
    'C:\\a" & Shell("x") & "',
    "C:\\a\nb",
    "C:/a/b",
    r"C:\Prüfung\python",
    r"\\server\share",
]


@pytest.mark.parametrize("folder", GOOD)
def test_a_full_path_is_taken(folder: str) -> None:
    assert checked_folder(folder) == folder
    assert f'Private Const FOLDER As String = "{folder}"' in transport_module(folder)


@pytest.mark.parametrize("folder", BAD)
def test_a_path_that_could_lead_elsewhere_is_refused(folder: str) -> None:
    with pytest.raises(DeskError, match="cannot be told to look for Python"):
        checked_folder(folder)


def test_the_class_of_our_server_is_a_class_of_its_own() -> None:
    assert re.fullmatch(r"\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", SERVER_ID)
    assert transport.BUTTON_MODULE.startswith("xl_addin.hosts.excel.")
