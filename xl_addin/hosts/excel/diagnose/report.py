"""What IT support asks for first: versions, where each setting comes from, paths, hashes, last errors, a self-test.

Nothing of a customer is in it: errors are kept without their text and masked (`server.log`).
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from xl_addin import __version__
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel.diagnose import cases as diagnose_cases
from xl_addin.hosts.excel.diagnose.rows import Machine
from xl_addin.hosts.excel.diagnose.windows import windows_rows
from xl_addin.hosts.excel.install.places import MANIFEST, Places
from xl_addin.hosts.excel.server import checks as server_checks
from xl_addin.hosts.excel.server import log as server_log
from xl_addin.hosts.excel.server.log import masked
from xl_addin.hosts.excel.server.transport import SERVER_ID, SERVER_NAME
from xl_addin.hosts.golden import CASES
from xl_addin.hosts.rows import ELSEWHERE, FAIL, OK, WARN, Row
from xl_addin.hosts.zipped import hash_of

LIBRARIES = ("xlwings", "pywin32", "pandas", "SQLAlchemy", "lxml", "XlsxWriter")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All rows, and the last entries of the log."""

    rows: tuple[Row, ...]
    errors: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not any(row.state == FAIL for row in self.rows)

    def as_data(self) -> dict[str, object]:
        """For JSON."""
        return {"well": self.is_well, "rows": [asdict(row) for row in self.rows], "errors": list(self.errors)}


def diagnosed(at: Places, machine: Machine | None, app: Path, others: Iterable[Row] = ()) -> Diagnosis:
    """Looks at everything; `machine` is None where there is no Windows, `app` is the folder that runs this.

    `others`: what was seen of other hosts.
    """
    rows = [*_versions(), *_desk(), *_paths(at, machine is not None), *_base(at)]
    rows += [*_files(at, app, machine is not None)]
    if machine is None:
        rows.append(Row("Excel", "Excel, registry, server", f"this is {platform.system()}", "-", ELSEWHERE))
    else:
        rows += windows_rows(machine, at)
    shown = (
        Row(row.part, row.name, masked(row.found), masked(row.source), row.state)
        for row in (*rows, *others, *_self_test())
    )
    return Diagnosis(tuple(shown), tuple(server_log.last_errors(Path(str(at.logs)))))


def _versions() -> Iterator[Row]:
    from xl_addin import rulebook

    yield Row("Versions", "Import Desk", __version__, "package xl_addin")
    yield Row("Versions", "rules", rulebook.load().version, "package xl_addin.rulebook")
    bits = 64 if sys.maxsize > 2**32 else 32
    yield Row(
        "Versions", "Python", f"{platform.python_version()}, {bits}-bit", "this process", OK if bits == 64 else FAIL
    )
    yield Row("Versions", "system", f"{platform.system()} {platform.release()} {platform.machine()}", "this process")
    for name in LIBRARIES:
        yield _library(name)


def _desk() -> Iterator[Row]:
    """What the desk has said once for all of its commands and buttons, and whether it can be used."""
    from xl_addin.desk.settings import NOT_SET, desk_file, in_force
    from xl_addin.desk.settings_record import record_path

    record = record_path()
    yield Row("Desk", "record of this user", str(record) if record.is_file() else "none", "fixed")
    try:
        settings = in_force({}, desk_file(None, None, record))
        rows = [Row("Desk", name, value, source) for name, value, source in settings.rows() if value != NOT_SET]
        version = settings.rules().version
        settings.policy()
    except DeskError as error:
        yield Row("Desk", "desk.toml", error.what, error.where, FAIL)
        return
    yield from rows
    yield Row("Desk", "rules with what the bank has loaded", version, "as shipped, and the folders named above", OK)


def _library(name: str) -> Row:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        needed = sys.platform == "win32" or name != "pywin32"
        return Row("Versions", name, "not installed", "this environment", FAIL if needed else ELSEWHERE)
    return Row("Versions", name, version, "this environment")


def _paths(at: Places, is_windows: bool) -> Iterator[Row]:
    yield Row("Paths", "Python that runs this", sys.executable, "this process")
    yield Row("Paths", "server's class", f"{SERVER_NAME} {SERVER_ID}", "built into the add-in")
    for name, path in (("program", at.app), ("Python", at.python), ("log", at.logs)):
        state = ELSEWHERE if not is_windows else OK if Path(str(path)).exists() else WARN if name == "log" else FAIL
        yield Row("Paths", name, str(path), "fixed", state)


def _base(at: Places) -> Iterator[Row]:
    """The Python that the environment was made from: where it was removed since, the server cannot start."""
    settings = Path(str(at.python)) / "pyvenv.cfg"
    if not settings.is_file():
        return
    pairs = (line.partition("=") for line in settings.read_text(encoding="utf-8").splitlines())
    home = {name.strip(): value.strip() for name, _, value in pairs}.get("home", "")
    there = Path(home).is_dir()
    told = home if there else f"{home} is gone: install Import Desk again, with the Python that is there now"
    yield Row("Paths", "Python of the environment", told, str(settings), OK if there else FAIL)


def _files(at: Places, app: Path, is_windows: bool) -> Iterator[Row]:
    addin = Path(str(at.addin))
    if addin.is_file():
        yield Row("Files", "add-in, SHA-256", hash_of(addin), str(addin), OK)
    else:
        yield Row("Files", "add-in", "not installed", str(at.addin), FAIL if is_windows else ELSEWHERE)
    if (app / MANIFEST).is_file():
        found = list(server_checks.file_faults(app))
        told = " ".join(found[:5]) or "all as installed"
        yield Row("Files", "program files", told, MANIFEST, FAIL if found else OK)
    else:
        yield Row("Files", "program files", "run from a checkout, not from an installation", str(app))


def _self_test() -> Iterator[Row]:
    found = diagnose_cases.failures()
    count = len(CASES)
    told = f"{count - len(found)} of {count} golden cases" + (f"; not: {'; '.join(found)}" if found else "")
    yield Row("Self-test", "worksheet functions", told, "as Excel's calls go, without Excel", FAIL if found else OK)


def lines(found: Diagnosis) -> Iterator[str]:
    """For a screen or a mail to IT support."""
    part = ""
    for row in found.rows:
        if row.part != part:
            part = row.part
            yield f"{part}"
        yield f"  [{row.state:^8}] {row.name}: {row.found}  ({row.source})"
    yield f"Last errors in the log: {len(found.errors) or 'none'}"
    yield from (f"  {line}" for entry in found.errors for line in entry.splitlines())
    wrong = [row.name for row in found.rows if row.state == FAIL]
    well = "Nothing of it is wrong; Excel was not looked at." if _is_elsewhere(found) else "Nothing is wrong."
    yield f"WRONG: {', '.join(wrong)}." if wrong else well


def _is_elsewhere(found: Diagnosis) -> bool:
    return any(row.part == "Excel" and row.state == ELSEWHERE for row in found.rows)
