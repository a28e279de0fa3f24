"""What goes with a release: the bill of materials, and the folder of wheels for PCs without a network."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cyclonedx.model.bom import Bom
from packaging.requirements import Requirement

from xl_addin import __version__
from xl_addin.domain.errors import DeskError
from xl_addin.publish.locks import read_lock, windows
from xl_addin.publish.sbom import CORE, EXTRA, NEEDED_WHEN, bill
from xl_addin.publish.wheelhouse import LIST, fill

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (
    "requirements.lock",
    "requirements-build.lock",
    "requirements-test.lock",
    "requirements-postgres.lock",
    "requirements-cluster.lock",
)
LOCK = ROOT / LOCKS[0]
ALL = dict(zip((CORE, "build", "test", "postgres", "cluster"), (ROOT / name for name in LOCKS), strict=True))
AT = datetime(2026, 11, 29, tzinfo=UTC)


# --- locks ---


@pytest.mark.parametrize("name", [*LOCKS, "requirements-bench.lock"])
def test_every_library_has_one_version_and_hashes_and_no_address(name: str) -> None:
    for one in read_lock(ROOT / name):
        assert str(one.requirement.specifier) == f"=={one.version}"
        assert one.hashes
        assert all(len(digest) == 64 for digest in one.hashes)
    assert "://" not in (ROOT / name).read_text("utf-8")


def test_a_desk_installs_nothing_that_only_builds() -> None:
    names = {one.name for one in read_lock(LOCK)}
    assert not names & {"pyopenvba", "cyclonedx-python-lib", "setuptools", "pytest", "psycopg"}
    assert {"pyopenvba", "cyclonedx-python-lib"} <= {one.name for one in read_lock(ROOT / LOCKS[1])}


def test_the_driver_of_a_shared_ledger_has_a_lock_of_its_own() -> None:
    own = read_lock(ROOT / LOCKS[3])
    assert {"psycopg", "psycopg-binary"} == {one.name for one in own if one.is_needed({**windows("3.13")})} - {"tzdata"}
    everything = {(one.name, one.version, one.hashes) for one in read_lock(ROOT / LOCKS[2])}
    assert {(one.name, one.version, one.hashes) for one in own} <= everything


@pytest.mark.parametrize(
    ("line", "environment", "needed"),
    [
        ("a==1", {}, True),
        ("a==1 ; sys_platform == 'win32'", windows("3.12"), True),
        ("a==1 ; sys_platform == 'darwin'", windows("3.12"), False),
        ("a==1 ; python_full_version < '3.12'", windows("3.12"), False),
        ("a==1 ; python_full_version < '3.12'", windows("3.11"), True),
        ("a==1 ; python_full_version >= '3.12'", windows("3.12"), True),
        ("a==1 ; platform_python_implementation != 'PyPy'", windows("3.12"), True),
    ],
)
def test_a_marker_is_read_for_the_pc_that_it_is_for(
    line: str, environment: dict[str, str], needed: bool, tmp_path: Path
) -> None:
    (tmp_path / "lock").write_text(f"{line} \\\n    --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    (one,) = read_lock(tmp_path / "lock")
    assert one.requirement == Requirement(line)
    assert one.is_needed(environment) is needed


# --- wheels for a PC without a network ---


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes wheels from, in place of any network, with one small wheel."""
    folder = tmp_path / "shop"
    folder.mkdir()
    with zipfile.ZipFile(folder / "little-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("little.py", "")
        wheel.writestr("little-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: little\nVersion: 1\n")
        wheel.writestr("little-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("little-1.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def locked(folder: Path, digest: str) -> Path:
    other = "other==1 ; sys_platform == 'darwin' \\\n    --hash=sha256:" + "0" * 64
    lock = folder / "lock"
    lock.write_text(f"little==1 \\\n    --hash=sha256:{digest}\n{other}\n", encoding="utf-8")
    return lock


@pytest.mark.parametrize("python", ["3.11", "3.12"])
def test_the_folder_holds_what_the_pc_needs(python: str, shop: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256((shop / "little-1-py3-none-any.whl").read_bytes()).hexdigest()
    wheels = fill([locked(tmp_path, digest)], tmp_path / "wheelhouse", python)
    assert [wheel.name for wheel in wheels] == ["little-1-py3-none-any.whl"]
    assert (tmp_path / "wheelhouse" / LIST).read_text("utf-8") == f"little==1 --hash=sha256:{digest}\n"


def test_a_file_that_is_not_what_the_lock_says_is_refused(shop: Path, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="not what the lock says") as caught:
        fill([locked(tmp_path, "0" * 64)], tmp_path / "wheelhouse", "3.12")
    assert "tell IT security" in caught.value.todo
    assert not list((tmp_path / "wheelhouse").glob("*.whl"))


def test_a_python_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="is no Python"):
        fill([LOCK], tmp_path, "12")


# --- the bill of materials ---


def test_the_bill_names_every_library_with_version_licence_and_hashes() -> None:
    text = bill(ALL, AT)
    told = json.loads(text)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told["metadata"]["component"]["version"] == __version__
    libraries = {(one["name"], one["version"]): one for one in told["components"]}
    assert set(libraries) == {(one.name, one.version) for lock in ALL.values() for one in read_lock(lock)}
    lxml = next(one for (name, _), one in libraries.items() if name == "lxml")
    assert lxml["licenses"] == [{"license": {"name": "BSD-3-Clause"}}]
    held = {digest for one in read_lock(LOCK) if one.name == "lxml" for digest in one.hashes}
    assert {one["content"] for one in lxml["externalReferences"][0]["hashes"]} == held
    windows_only = next(one for (name, _), one in libraries.items() if name == "pywin32")
    assert windows_only["properties"] == [
        {"name": EXTRA, "value": CORE},
        {"name": NEEDED_WHEN, "value": 'sys_platform == "win32"'},
    ]


# library, the extras that bring it, how far it goes with a desk
BROUGHT_BY = [
    ("sqlalchemy", [CORE], "required"),
    ("psycopg", ["postgres", "test"], "optional"),
    ("pyspark", ["cluster"], "optional"),
    ("cyclonedx-python-lib", ["build", "test"], "excluded"),
    ("pytest", ["test"], "excluded"),
]


@pytest.mark.parametrize(("name", "extras", "scope"), BROUGHT_BY)
def test_the_bill_says_by_which_extra_a_library_comes(name: str, extras: list[str], scope: str) -> None:
    one = next(one for one in json.loads(bill(ALL, AT))["components"] if one["name"].lower() == name)
    assert sorted(said["value"] for said in one["properties"] if said["name"] == EXTRA) == extras
    assert one["scope"] == scope


def test_a_reader_of_the_format_reads_it_back() -> None:
    read = Bom.from_json(json.loads(bill(ALL, AT)))  # type: ignore[attr-defined]  # made at run time
    assert len(read.components) == len({(one.name, one.version) for lock in ALL.values() for one in read_lock(lock)})


def test_the_same_lock_gives_the_same_bill() -> None:
    assert bill(ALL, AT) == bill(ALL, AT)
