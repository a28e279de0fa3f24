"""The bundle as files: what Office is told, what the browser is given, the same bytes each time. Needs no browser."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from typer.testing import CliRunner

from tests.rulebook.test_bank_instruments import DIGEST, IMS_2027, NAME
from udfs import REGISTRY
from udfs._law import use
from udfs._registry import CellError
from xl_addin.cli.main import app
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.golden import CASES
from xl_addin.hosts.trial import as_cell
from xl_addin.hosts.web import bundle, calls, runtime
from xl_addin.hosts.web.manifest import address_of, manifest
from xl_addin.hosts.web.offered import NEEDS_PANDAS, identity, metadata, offered, table
from xl_addin.rulebook import load
from xl_addin.rulebook.registers_in_force import registers_kept

ADDRESS = "https://apps.bank.example/import-desk"
OFFERED = offered(REGISTRY)
OFFICE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OVER = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
TYPES = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"


@pytest.fixture
def pyodide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for Pyodide's."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    for name in runtime.FILES:
        (folder / name).write_text(name)
    hashes = {name: hashlib.sha256(name.encode()).hexdigest() for name in runtime.FILES}
    monkeypatch.setattr(runtime, "FILES", hashes)
    return folder


def made(pyodide: Path, **given: Any) -> dict[str, bytes]:
    return bundle.files(ADDRESS, pyodide, REGISTRY, **given)


def packed(found: dict[str, bytes]) -> zipfile.ZipFile:
    (name,) = (name for name in found if name.endswith(".zip") and "import-desk-" in name)
    return zipfile.ZipFile(BytesIO(found[name]))


def test_the_same_sources_give_the_same_bytes_and_the_sums_name_every_file(pyodide: Path, tmp_path: Path) -> None:
    found = made(pyodide)
    again = bundle.build(tmp_path / "out", ADDRESS, pyodide, dict(reversed(REGISTRY.items())))
    assert again == found
    on_disk = {
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()
    }
    sums = dict(reversed(line.split("  ")) for line in found[bundle.SUMS].decode().splitlines())
    assert on_disk == {*sums, bundle.SUMS} == set(found)
    assert all(hashlib.sha256(found[name]).hexdigest() == digest for name, digest in sums.items())


def test_a_folder_that_holds_something_is_refused(pyodide: Path) -> None:
    with pytest.raises(DeskError, match="empty folder"):
        bundle.build(pyodide, ADDRESS, pyodide, REGISTRY)


@pytest.mark.parametrize("harm", ["missing", "of other bytes"])
def test_another_pyodide_is_refused_with_the_file_and_where_to_fetch_ours(pyodide: Path, harm: str) -> None:
    path = pyodide / "pyodide.asm.wasm"
    if harm == "missing":
        path.unlink()
    else:
        path.write_text("other")
    with pytest.raises(DeskError) as told:
        made(pyodide)
    assert told.value.where == f"Folder {pyodide}; {harm}: pyodide.asm.wasm."
    assert f"npm pack pyodide@{runtime.VERSION}" in told.value.todo


def test_office_is_told_of_every_function_but_those_that_need_pandas() -> None:
    told = json.loads(metadata(OFFERED))
    assert told["allowErrorForDataTypeAny"] is True
    assert {REGISTRY[one].family for one in set(REGISTRY) - {one["name"] for one in told["functions"]}} == {
        NEEDS_PANDAS
    }
    for one in told["functions"]:
        function = REGISTRY[one["name"]]
        assert one["description"] == function.help
        assert one["options"] == {"requiresParameterAddresses": True}
        assert one["result"]["dimensionality"] == "matrix"
        assert [(part["name"], part["description"], part["optional"]) for part in one["parameters"]] == [
            (argument.name, argument.help, not argument.required) for argument in function.arguments
        ]
        # Excel takes no argument that must be given after one that need not be.
        assert [part["optional"] for part in one["parameters"]] == sorted(
            part["optional"] for part in one["parameters"]
        )


def test_names_and_ids_are_such_as_office_takes() -> None:
    ids = [identity(one.name) for one in OFFERED]
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not re.fullmatch(r"[A-Z][A-Z0-9.]{2,127}", one)] == []
    told = table(OFFERED)
    assert told["WRITEOFF.OK"] == {"name": "WRITEOFF_OK", "dated": True}
    assert told["IEC.OK"] == {"name": "IEC_OK", "dated": False}


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://apps.bank.example", "https://apps.bank.example"),
        (" https://apps.bank.example:8443/desk/ ", "https://apps.bank.example:8443/desk"),
        ("http://apps.bank.example", ""),
        ("apps.bank.example", ""),
        ("https://", ""),
        ("https://apps.bank.example/?a=1", ""),
        ("https://apps.bank.example/#x", ""),
        ("https://user:secret@apps.bank.example", ""),
        ("https://apps.bank.example:x", ""),
        ("https://[apps", ""),
        ("https://apps.bank.example/a b", ""),
    ],
)
def test_only_an_address_that_office_loads_from_is_taken(written: str, address: str) -> None:
    if address:
        assert address_of(written) == address
    else:
        with pytest.raises(DeskError, match="not an address"):
            address_of(written)


def test_the_manifest_names_only_the_banks_own_address_and_every_resource_that_it_uses() -> None:
    tree = etree.fromstring(manifest(ADDRESS).encode())
    assert tree.findtext(f"{OFFICE}Id") == etree.fromstring(manifest(ADDRESS).encode()).findtext(f"{OFFICE}Id")
    assert tree.findtext(f"{OFFICE}Id") != etree.fromstring(manifest(f"{ADDRESS}2").encode()).findtext(f"{OFFICE}Id")
    assert re.fullmatch(r"\d+\.\d+\.\d+\.0", tree.findtext(f"{OFFICE}Version") or "")
    values = [one.get("DefaultValue") for one in tree.iter() if one.get("DefaultValue")]
    places = [one for one in values if "://" in one]
    assert places
    assert all(one.startswith(f"{ADDRESS}/") for one in places)
    assert tree.findtext(f"{OFFICE}AppDomains/{OFFICE}AppDomain") == "https://apps.bank.example"
    known = {one.get("id") for one in tree.iter(f"{TYPES}Image", f"{TYPES}Url", f"{TYPES}String") if one.get("id")}
    used = {one.get("resid") for one in tree.iter() if one.get("resid")}
    assert used == known
    # All of Excel.run needs it, reading too; the script has nothing that writes.
    assert tree.findtext(f"{OFFICE}Permissions") == "ReadWriteDocument"
    assert [one.get("lifetime") for one in tree.iter(f"{OVER}Runtime")] == ["long"]


def test_an_ampersand_in_the_address_is_escaped() -> None:
    assert "https://a.example/R&D" in etree.tostring(
        etree.fromstring(manifest("https://a.example/R&D").encode()), encoding=str
    ).replace("&amp;", "&")


def test_every_file_that_the_page_or_the_manifest_names_is_in_the_bundle(pyodide: Path) -> None:
    found = made(pyodide)
    site = {name.removeprefix("site/") for name in found if name.startswith("site/")}
    page = found["site/functions.html"].decode()
    named = {*re.findall(r'(?:src|href)="([^"]+)"', page), *re.findall(rf'"{ADDRESS}/([^"]+)"', manifest(ADDRESS))}
    assert {name for name in named if "://" not in name} <= site
    assert {name for name in named if "://" in name} == {"https://appsforoffice.microsoft.com/lib/1/hosted/office.js"}


def test_the_script_knows_its_archive_and_asks_the_golden_cases(pyodide: Path) -> None:
    found = made(pyodide)
    first = found["site/functions.js"].decode().splitlines()[0]
    told = json.loads(first.removeprefix("const DESK = ").removesuffix(";"))
    assert hashlib.sha256(found[f"site/{told['archive']['name']}"]).hexdigest() == told["archive"]["sha256"]
    assert told["errors"] == [error.value for error in CellError]
    wanted = [as_cell(case.expected, date1904=False) for case in CASES]
    assert [check["expected"] for check in told["checks"]] == ["" if one is None else one for one in wanted]


def test_the_packages_need_nothing_but_the_standard_library_and_hold_no_desk(pyodide: Path, tmp_path: Path) -> None:
    with packed(made(pyodide)) as archive:
        archive.extractall(tmp_path / "desk")
        assert [
            one for one in archive.namelist() if one.startswith(("xl_addin/ledger", "xl_addin/desk", "bank/"))
        ] == []
    assert json.loads(asked(tmp_path / "desk", "RULES_VERSION"))[0]["rows"][0][0].startswith("2026-")


def asked(home: Path, function: str, *given: Any, year: int = 1899) -> str:
    """What an unpacked archive answers in a Python without site-packages."""
    program = (
        "import json, sys; sys.path.insert(0, sys.argv[1])\n"
        "from xl_addin.hosts.web import calls\n"
        "calls.begin(sys.argv[1])\n"
        "assert calls.__file__.startswith(sys.argv[1]), calls.__file__\n"
        "assert not {'pandas', 'numpy', 'openpyxl', 'lxml', 'sqlalchemy'} & set(sys.modules)\n"
        "print(calls.answered(sys.argv[2]))\n"
    )
    batch = json.dumps([{"function": function, "year": year, "given": given}])
    command = [sys.executable, "-I", "-S", "-c", program, str(home), batch]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_the_bank_has_loaded_goes_along_and_is_answered_by(pyodide: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / NAME).write_text(IMS_2027, encoding="utf-8")
    (own / "README.txt").write_text("not for the program", encoding="utf-8")
    with packed(made(pyodide, instruments=own)) as archive:
        archive.extractall(tmp_path / "desk")
        assert [one for one in archive.namelist() if one.startswith("bank/")] == [f"bank/instruments/{NAME}"]
    assert json.loads(asked(tmp_path / "desk", "IMS_VALID", 2027, 46388))[0]["rows"] == [[True]]  # 1-Jan-2027
    assert DIGEST in asked(tmp_path / "desk", "RULES_VERSION")


def command(*options: str) -> str:
    result = CliRunner().invoke(app, ["web", *options], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


@pytest.fixture
def _law_kept() -> Iterator[None]:
    """The law that functions answer by is again as shipped after a command that named the bank's."""
    with registers_kept():
        yield
    use(load())


@pytest.mark.usefixtures("_law_kept")
def test_the_command_takes_the_banks_law_along_that_its_settings_name(pyodide: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / NAME).write_text(IMS_2027, encoding="utf-8")
    (tmp_path / "desk.toml").write_text('instruments = "own"\n', encoding="utf-8")
    told = command("--origin", ADDRESS, "--pyodide", str(pyodide), "--out", str(tmp_path / "out"))
    assert f"bank's {DIGEST}" in told
    assert "Not seen in Excel yet" in told
    (packages,) = (tmp_path / "out" / "site").glob("import-desk-*.zip")
    assert f"bank/instruments/{NAME}" in zipfile.ZipFile(packages).namelist()


@pytest.mark.parametrize(
    ("origin", "folder", "what"),
    [
        ("http://a.example", "out", "not an address"),
        (ADDRESS, "pyodide", "empty folder"),
        (ADDRESS, "file", "empty folder"),
    ],
)
def test_a_command_that_cannot_be_done_makes_nothing(
    pyodide: Path, tmp_path: Path, origin: str, folder: str, what: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeskError, match=what):
        command("--origin", origin, "--pyodide", str(pyodide), "--out", str(tmp_path / folder))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "pyodide"]


ANSWERS = (
    ("a day of 1900", "REGIME", 1899, [46296], [["REG2026"]]),
    ("the same day of 1904", "REGIME", 1904, [44834], [["REG2026"]]),
    ("no day 0, a date", "REGIME", 0, [46296], [[{"error": "#N/A"}]]),
    ("no day 0, no date", "IEC_OK", 0, ["0388012345"], [[True]]),
    ("a date that comes out", "PAYMENT_DUE", 1899, [46112, 46146], [[46295.0]]),
    ("an error that goes in", "IEC_OK", 1899, [{"error": "#DIV/0!"}], [[{"error": "#DIV/0!"}]]),
    ("a blank", "IEC_OK", 1899, [None], [[""]]),
    ("a whole number is no error code", "OUTSTANDING", 1899, [5, 2], [[3.0]]),
    ("a function that is none", "NEVER", 1899, [], [[{"error": "#VALUE!"}]]),
    ("too many arguments", "IEC_OK", 1899, ["a", "b"], [[{"error": "#VALUE!"}]]),
)


@pytest.mark.parametrize(("function", "year", "given", "rows"), [pytest.param(*row[1:], id=row[0]) for row in ANSWERS])
def test_a_call_as_the_page_sends_it(function: str, year: int, given: list[Any], rows: list[list[Any]]) -> None:
    (found,) = json.loads(calls.answered(json.dumps([{"function": function, "year": year, "given": given}])))
    assert found == {"rows": rows, "height": 1}


def test_a_range_is_filled_to_its_height_and_answered_to_its_last_row_that_says_something() -> None:
    given = [{"rows": [["0388012345"], [None], ["388012345"]], "height": 1_048_576}]
    (found,) = json.loads(calls.answered(json.dumps([{"function": "IEC_OK", "year": 1899, "given": given}])))
    assert found == {"rows": [[True], [""], [False]], "height": 1_048_576}
