"""What all tests share: the LibreOffice host."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.ledger.places import in_databases
from tests.office.calc import install_extension, start_once
from tests.office.install import find_office, lacking
from tests.office.office import Office
from tests.postgres import EMPTY, Server, server
from tests.shared import shared

FILES = "SQLite"
# Tests that run only where they are asked for, and then alone: the option, and where they lie.
ASKED_FOR = {"web": Path(__file__).parent / "hosts" / "web", "windows": Path(__file__).parent / "windows"}

# Thirteen thousand cases are millions of objects that live to the end: as the command line does, seldom look them over.
gc.set_threshold(200_000, 20, 100)

# A case that takes long on a busy machine is no fault: speed is measured in tests/benchmarks, beside a baseline.
hypothesis.settings.register_profile("import-desk", deadline=None)
hypothesis.settings.load_profile("import-desk")


@pytest.fixture(scope="session", autouse=True)
def _no_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tests' user has no record of settings, whatever the person has who runs them; child processes see it too."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "APPDATA", "XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.getbasetemp() / "nobody"))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """`desk.py test --web` runs the tests of the functions in the browser and nothing else; so does `--windows`."""
    parser.addoption("--web", action="store_true", help="only the functions in the browser: Node.js, npm, Chromium")
    parser.addoption("--windows", action="store_true", help="only a Windows Python: Wine, a compiler for Windows")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """There is one PC: installed, used and cleared in the order of its tests."""
    return 0 if config.getoption("--windows") else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where the browser, or Windows, is asked for, no other file is read."""
    asked = [folder for name, folder in ASKED_FOR.items() if config.getoption(f"--{name}")]
    is_other = collection_path.is_file() and not any(folder in collection_path.parents for folder in asked)
    return True if asked and is_other else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every test that asks for the office is a host test; `-m "not host"` leaves them out.

    What needs a browser or a Windows runs only where it is asked for.
    """
    for item in items:
        if "office" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.host)
    kinds = [name for name in ASKED_FOR if not config.getoption(f"--{name}")]
    unasked = [item for item in items if any(item.get_closest_marker(name) for name in kinds)]
    if unasked:
        config.hook.pytest_deselected(items=unasked)
        items[:] = [item for item in items if item not in unasked]


def pytest_collection_finish() -> None:
    """What was collected stays: the collector of garbage need not look at it again."""
    gc.freeze()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, one per test worker; skips where it is missing, fails in CI."""
    missing = lacking()
    if missing and os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"CI runs every test, but this machine has no {' and no '.join(missing)}")
    soffice = find_office()
    if missing or soffice is None:
        pytest.skip(f"{' and '.join(missing)} not found")
    started = shared(tmp_path_factory, "office", lambda folder: start_once(folder / "profile")) / "profile"
    return Office(soffice, tmp_path_factory.mktemp("office"), started)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A PostgreSQL server, one a run; skips where none is installed."""
    return server(tmp_path_factory)


@pytest.fixture(scope="session")
def empty_ledger(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database that holds a ledger without acts: a template of others, with its roles and people."""
    shared(tmp_path_factory, "postgres-ledger", lambda _: postgres.begin_ledger(EMPTY))
    return EMPTY


@pytest.fixture
def either(request: pytest.FixtureRequest) -> Iterator[None]:
    """Runs a test twice: its ledgers are files, then databases; once where it is of files by its nature."""
    if request.param == FILES:
        yield
        return
    with in_databases(request.getfixturevalue("postgres"), request.getfixturevalue("empty_ledger")):
        yield


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What `either` runs on."""
    if "either" in metafunc.fixturenames:
        of_files = metafunc.definition.get_closest_marker("files_only") is not None
        metafunc.parametrize("either", [FILES] if of_files else [FILES, "PostgreSQL"], indirect=True)


@pytest.fixture(scope="session")
def calc_profile(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile with our worksheet functions installed: copy it before use."""
    from xl_addin.hosts.calc.functions.build_oxt import build

    def fill(folder: Path) -> None:
        office.profile(folder / "profile")
        install_extension(build(folder / "import-desk.oxt"), folder / "profile")

    return shared(tmp_path_factory, "calc", fill) / "profile"
