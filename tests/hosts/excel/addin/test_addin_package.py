"""The built add-in as a file: sound by our own checks, which find every seeded defect; the same bytes each time."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.hosts.excel.addin.package_checks import CHECKS, faults
from tests.hosts.excel.addin.package_reader import VBA_PART, Package
from tests.hosts.excel.addin.seeds import SEEDS, Seed
from xl_addin import __version__
from xl_addin.hosts.excel.addin.build import addin_modules, build_addin, build_twin
from xl_addin.hosts.excel.addin.vba import workbook_code
from xl_addin.hosts.excel.functions.intellisense import SHEET, sheet_rows
from xl_addin.hosts.excel.server.vba import stub_module, transport_module
from xl_addin.hosts.ledger_cells import EVERY


def test_no_check_finds_anything_in_what_was_built(addin_file: Path, twin_file: Path) -> None:
    assert faults(Package.read(addin_file)) == []
    assert faults(Package.read(twin_file)) == []


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seeded_defect_is_found(seed: Seed, addin_file: Path) -> None:
    found = faults(seed.spoil(Package.read(addin_file)))
    assert any(fault.startswith(f"{seed.check}: ") for fault in found), found


def test_every_check_is_shown_to_find_something() -> None:
    assert {check.__name__ for check in CHECKS} == {seed.check for seed in SEEDS}


def test_the_same_sources_give_the_same_bytes(addin_file: Path, twin_file: Path, tmp_path: Path) -> None:
    registry = dict(reversed([*EVERY.items()]))
    assert build_addin(tmp_path / "a.xlam", registry).read_bytes() == addin_file.read_bytes()
    assert build_twin(tmp_path / "b.xlsm", registry).read_bytes() == twin_file.read_bytes()


def test_nothing_in_the_file_depends_on_the_machine(addin_file: Path) -> None:
    with zipfile.ZipFile(addin_file) as file:
        assert file.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        # Not compressed: another zlib would give other bytes.
        assert {entry.compress_type for entry in file.infolist()} == {zipfile.ZIP_STORED}


def test_every_module_decodes_to_the_text_that_was_generated(addin_file: Path, twin_file: Path) -> None:
    for path, transport in ((addin_file, transport_module()), (twin_file, stub_module())):
        package = Package.read(path)
        for name, text in addin_modules(EVERY, transport).items():
            assert package.sources[name].decode("cp1252") == text
        assert package.sources["ThisWorkbook"].decode("cp1252").endswith(workbook_code())
        assert b"Attribute VB_PredeclaredId = True\r\n" in package.sources["ThisWorkbook"]
        assert package.sources["Sheet1"].count(b"\r\n") == 8


def test_the_file_says_whose_it_is(addin_file: Path) -> None:
    package = Package.read(addin_file)
    core, app = package.parts["docProps/core.xml"].decode(), package.parts["docProps/app.xml"].decode()
    assert f"<dc:description>Import Desk {__version__}</dc:description>" in core
    assert core.count("<dc:creator>Import Desk</dc:creator>") == 1
    everything = b"".join(data for name, data in package.parts.items() if name != VBA_PART) + b"".join(
        package.sources.values()
    )
    assert b"William" not in everything
    assert b"Smith" not in everything
    assert f"<vt:lpstr>{SHEET}</vt:lpstr>" in app


def test_the_help_while_typing_stands_in_the_add_in_s_sheet(addin_file: Path) -> None:
    package = Package.read(addin_file)
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    texts = [str(one.findtext(f"{main}t")) for one in package.xml("xl/sharedStrings.xml").iter(f"{main}si")]
    tree = package.xml("xl/worksheets/sheet1.xml")
    rows = [[texts[int(cell.findtext(f"{main}v") or -1)] for cell in row] for row in tree.iter(f"{main}row")]
    assert rows == [[text for text in row if text] for row in sheet_rows(EVERY)]


def test_the_parts_are_those_of_the_donor_and_the_ribbon(addin_file: Path) -> None:
    assert set(Package.read(addin_file).parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "customUI/customUI14.xml",
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "xl/vbaProject.bin",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }
