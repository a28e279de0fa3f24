"""Steps as they are done on a disk: copying, updating, removing; and the commands that show them."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from xl_addin.cli.commands import add_commands
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel.install import remove, steps
from xl_addin.hosts.excel.install.do import Doer
from xl_addin.hosts.excel.install.places import MANIFEST
from xl_addin.hosts.excel.server.checks import file_faults, installed

ROOT = Path(__file__).resolve().parents[4]


class Keys:
    """A registry in memory."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, str | int]] = {}

    def values(self, key: str) -> dict[str, str | int]:
        return dict(self.held.get(key, {}))

    def set(self, key: str, name: str, value: str | int) -> None:
        self.held.setdefault(key, {})[name] = value

    def drop_value(self, key: str, name: str) -> None:
        self.held.get(key, {}).pop(name, None)

    def drop_key(self, key: str) -> None:
        self.held.pop(key, None)


class Session:
    """What was asked of the server."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def stop_server(self) -> None:
        self.asked.append("stop")

    def start_server(self, command: Sequence[str]) -> None:
        self.asked.append("start " + " ".join(command))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small distribution."""
    files = {
        "xl_addin/__init__.py": "one",
        "xl_addin/law.toml": "two",
        "xl_addin/__pycache__/a.pyc": "no",
        "udfs/__init__.py": "three",
        "workbooks/month.xlsx": "four",
        "workbooks/~$month.xlsx": "no",
        "LICENSE": "five",
    }
    for name, text in files.items():
        (tmp_path / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "source" / name).write_text(text, encoding="utf-8")
    return tmp_path / "source"


@pytest.fixture
def doer() -> Doer:
    return Doer(Keys(), Session())


def copy(source: Path, app: Path) -> steps.CopyFiles:
    return steps.CopyFiles(str(source), str(app), ("xl_addin", "udfs", "workbooks", "LICENSE"), str(app / MANIFEST))


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


WHOLE = ["LICENSE", MANIFEST, "udfs/__init__.py", "workbooks/month.xlsx", "xl_addin/__init__.py", "xl_addin/law.toml"]


def test_a_copy_is_whole_and_listed(doer: Doer, source: Path, tmp_path: Path) -> None:
    app = tmp_path / "app"
    doer.one(copy(source, app))
    assert below(app) == WHOLE
    assert sorted(installed(app)) == sorted(set(WHOLE) - {MANIFEST})
    assert list(file_faults(app)) == []


@pytest.mark.parametrize("there", [True, False], ids=["built", "not built"])
def test_the_guide_goes_along_where_it_was_built(doer: Doer, source: Path, tmp_path: Path, there: bool) -> None:
    page = Path("build", "guide", "index.html")
    if there:
        (source / page).parent.mkdir(parents=True)
        (source / page).write_text("page", "utf-8")
    doer.one(dataclasses.replace(copy(source, tmp_path / "app"), built=("build/guide",)))
    assert (tmp_path / "app" / page).is_file() is there
    assert list(file_faults(tmp_path / "app")) == []


def test_an_update_takes_away_what_the_new_version_has_no_longer(doer: Doer, source: Path, tmp_path: Path) -> None:
    app = tmp_path / "app"
    doer.one(copy(source, app))
    (source / "xl_addin" / "law.toml").rename(source / "xl_addin" / "new.toml")
    (app / "xl_addin" / "__init__.py").write_text("changed by hand", encoding="utf-8")
    (app / "xl_addin" / "__pycache__").mkdir()
    (app / "xl_addin" / "__pycache__" / "law.cpython-311.pyc").write_bytes(b"")
    doer.all((steps.DropInstalled(str(app)), copy(source, app)), lambda _: None)
    assert below(app) == [name.replace("law", "new") for name in WHOLE]
    assert (app / "xl_addin" / "__init__.py").read_text(encoding="utf-8") == "one"
    assert list(file_faults(app)) == []


def test_what_a_person_made_among_our_workbooks_stays(doer: Doer, source: Path, tmp_path: Path) -> None:
    app = tmp_path / "app"
    doer.one(copy(source, app))
    (app / "workbooks" / "month.xlsx").write_text("a month's work", encoding="utf-8")
    (app / "workbooks" / "ledger.sqlite").write_text("acts", encoding="utf-8")
    doer.all((steps.DropInstalled(str(app)), copy(source, app)), lambda _: None)
    assert (app / "workbooks" / "month.xlsx").read_text(encoding="utf-8") == "a month's work"
    doer.one(steps.DropInstalled(str(app)))
    assert below(app) == ["workbooks/ledger.sqlite", "workbooks/month.xlsx"]


def test_a_removal_leaves_nothing(doer: Doer, source: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    plan: tuple[steps.Step, ...] = (
        steps.MakeFolder(str(home)),
        copy(source, home / "app"),
        steps.CopyFile(str(source / "LICENSE"), str(home / "addin" / "a.xlam")),
        steps.WriteText(str(home / "note.txt"), "text"),
        steps.SetValue("Software\\Run", "A", 1),
    )
    doer.all(plan, lambda _: None)
    gone: tuple[steps.Step, ...] = (
        steps.DropFile(str(home / "addin" / "a.xlam")),
        steps.DropEmptyFolder(str(home / "addin")),
        steps.DropInstalled(str(home / "app")),
        steps.DropFile(str(home / "note.txt")),
        steps.DropKey("Software\\Run"),
        steps.DropEmptyFolder(str(home)),
    )
    doer.all(gone, lambda _: None)
    assert not home.exists()
    doer.all(gone, lambda _: None)  # and again: nothing is there, nothing fails


def test_an_empty_folder_goes_and_a_full_one_stays(doer: Doer, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "ledger").touch()
    doer.one(steps.DropEmptyFolder(str(tmp_path / "full")))
    assert (tmp_path / "full" / "ledger").exists()


def test_registry_and_server_are_asked(tmp_path: Path) -> None:
    keys, session = Keys(), Session()
    plan: tuple[steps.Step, ...] = (
        steps.StopServer(),
        steps.SetValue("K", "a", 1),
        steps.SetValue("K", "b", "x"),
        steps.DropValue("K", "a"),
        steps.StartServer(("pythonw", "-m", "server")),
    )
    Doer(keys, session).all(plan, lambda _: None)
    assert keys.held == {"K": {"b": "x"}}
    assert session.asked == ["stop", "start pythonw -m server"]


def test_a_step_that_fails_is_named_and_ends_the_plan(tmp_path: Path) -> None:
    keys, said = Keys(), list[str]()
    command = (sys.executable, "-c", "print('no matching wheel'); raise SystemExit(3)")
    plan = (steps.MakeFolder(str(tmp_path / "a")), steps.Run("Install", command), steps.SetValue("K", "a", 1))
    with pytest.raises(DeskError) as caught:
        Doer(keys, Session()).all(plan, said.append)
    assert caught.value.what.startswith("Step 2 failed: Install: exit code 3. no matching wheel")
    assert "run the command again" in caught.value.todo
    assert len(said) == 2
    assert keys.held == {}


def test_a_key_that_the_user_may_not_write_is_told_with_who_can(tmp_path: Path) -> None:
    class Locked(Keys):
        def set(self, key: str, name: str, value: str | int) -> None:
            raise PermissionError(13, "Access is denied")

    with pytest.raises(DeskError, match="does not let this user write to the registry") as told:
        Doer(Locked(), Session()).all((steps.SetValue(r"Software\K", "", "x"),), lambda _: None)
    assert r"HKEY_CURRENT_USER\Software\K, (default)" in told.value.where
    assert "Ask IT" in told.value.todo


def test_a_command_runs_without_a_shell(doer: Doer, tmp_path: Path) -> None:
    target = tmp_path / "made"
    text = f"import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(sys.argv[2]) # ; touch {tmp_path / 'no'}"
    doer.one(steps.Run("Write", (sys.executable, "-c", text, str(target), "a; b & c")))
    assert target.read_text(encoding="utf-8") == "a; b & c"
    assert not (tmp_path / "no").exists()


# --- the commands ---


@pytest.fixture
def app() -> typer.Typer:
    found = typer.Typer()
    add_commands(found)
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="it would install")
def test_another_system_is_refused_without_a_dry_run(app: typer.Typer) -> None:
    with pytest.raises(DeskError, match="Windows only"):
        app(["install", "--excel"], standalone_mode=False)
    with pytest.raises(DeskError, match="Windows only"):
        app(["uninstall"], standalone_mode=False)


def test_what_to_install_has_to_be_said(app: typer.Typer) -> None:
    with pytest.raises(DeskError, match="what to install"):
        app(["install"], standalone_mode=False)


def test_a_dry_run_shows_every_step_and_does_none(
    app: typer.Typer, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app(["install", "--excel", "--dry-run"], standalone_mode=False)
    told = capsys.readouterr().out
    for words in ("Trusted Locations", "--require-hashes", "pythonw.exe", "Unblock", "CurrentVersion\\Run", "OPEN"):
        assert words in told
    app(["uninstall", "--dry-run"], standalone_mode=False)
    assert "Remove" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_the_removal_runs_with_a_bare_python(tmp_path: Path) -> None:
    """Settings, Apps starts it by a Python that has none of our libraries."""
    file = ROOT / "xl_addin/hosts/excel/install/remove.py"
    code = (
        "import runpy, sys; sys.argv = [sys.argv[1], '--dry-run']\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "except SystemExit: pass\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(sorted(loaded & set('typer rich pandas xlwings lxml'.split())))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", code, str(file)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "Nothing was done." in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_removal_by_software_distribution_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows calls NUL a console: the removal asked for Enter there, and ended in a traceback after its work."""

    def nobody(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr("builtins.input", nobody)
    assert remove.main(["--dry-run"]) == 0
    monkeypatch.setattr("builtins.input", lambda prompt: pytest.fail("it asked"))
    assert remove.main(["--dry-run", "--silent"]) == 0
