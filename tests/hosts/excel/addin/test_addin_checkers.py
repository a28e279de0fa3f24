"""The built add-in before readers that had no part in building it: olevba, openxml-audit, VBA lint, pyOpenVBA."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from oletools.olevba import VBA_Parser
from openxml_audit import OpenXmlValidator
from pyopenvba import ExcelFile, check_file
from pyvbaanalysis import analyze_office_file

from tests.hosts.excel.addin.package_reader import Package
from tests.hosts.excel.addin.seeds import in_source
from xl_addin.hosts.zipped import archive

# What olevba names in VBA like ours, and why it stands there.
KNOWN = {
    ("AutoExec", "Workbook_Open"): "describes the functions for the wizard",
    ("Suspicious", "CreateObject"): "our own class, by a constant",
    ("Suspicious", "ChrW"): "the mark before an error that goes to a cell",
    ("Suspicious", "Hex Strings"): "an IEC in a help text",
    ("Suspicious", "Base64 Strings"): "words of the help texts",
    ("Suspicious", "call"): "the word, in a help text or in CallPython",
    ("Suspicious", "OPEN"): "the word, in help texts",
    ("Suspicious", "windows"): "the word, in messages",
}


@pytest.fixture(params=["addin_file", "twin_file"])
def built(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


def test_olevba_reads_every_module_as_we_do(built: Path) -> None:
    parser = VBA_Parser(str(built))
    found = {stream.rpartition("/")[2]: code for _, stream, _, code in parser.extract_macros()}
    parser.close()
    package = Package.read(built)
    assert {name: code.replace("\r\n", "\n") for name, code in found.items()} == {
        name: source.decode("cp1252").replace("\r\n", "\n") for name, source in package.sources.items()
    }


def test_olevba_names_nothing_that_we_cannot_account_for(addin_file: Path) -> None:
    parser = VBA_Parser(str(addin_file))
    found = {(kind, word) for kind, word, _ in parser.analyze_macros()}
    parser.close()
    assert found - set(KNOWN) == set()
    assert ("Suspicious", "CreateObject") in found


def test_openxml_audit_finds_the_package_valid(built: Path) -> None:
    result = OpenXmlValidator().validate(str(built))
    assert [error.description for error in result.errors] == []


def test_pyopenvba_finds_the_file_whole(built: Path) -> None:
    report = check_file(built)
    assert report.ok
    assert report.issues == ()
    with ExcelFile(built) as book:
        assert book.validate() == []


def test_the_vba_lint_finds_nothing(built: Path) -> None:
    assert _lint(built) == {}


def test_the_vba_lint_sees_a_defect(addin_file: Path, tmp_path: Path) -> None:
    seed = in_source("ImportDeskRibbon", "If Not ribbon Is Nothing", "If Not ribon Is Nothing")
    spoilt = seed(Package.read(addin_file))
    archive(tmp_path / "spoilt.xlam", spoilt.parts)
    assert "ImportDeskRibbon" in _lint(tmp_path / "spoilt.xlam")


def _lint(path: Path) -> Mapping[str, list[str]]:
    found = {
        module: [f"{one.code}: {one.message}" for one in told] for module, told in analyze_office_file(path).items()
    }
    return {module: told for module, told in found.items() if told}
