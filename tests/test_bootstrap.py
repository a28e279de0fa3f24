"""desk.py: when it installs, what it refuses, what it hands on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import desk

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with both lock files and an environment stamped for the run lock."""
    (tmp_path / desk.RUN_LOCK).write_text("a==1\n", encoding="utf-8")
    (tmp_path / desk.BUILD_LOCK).write_text("a==1\nc==3\n", encoding="utf-8")
    (tmp_path / desk.TEST_LOCK).write_text("a==1\nb==2\nc==3\n", encoding="utf-8")
    venv = tmp_path / ".venv"
    desk.venv_python(venv).parent.mkdir(parents=True)
    desk.venv_python(venv).touch()
    (venv / "pyvenv.cfg").write_text(f"home = /somewhere\nexecutable = {sys.executable}\n", encoding="utf-8")
    stamp(tmp_path, desk.RUN_LOCK)
    return tmp_path


def stamp(checkout: Path, lock_name: str) -> None:
    lines = "\n".join(desk.stamp_lines(checkout, lock_name))
    (checkout / ".venv" / desk.STAMP).write_text(lines, encoding="utf-8")


def ready(checkout: Path, lock_name: str = desk.RUN_LOCK) -> bool:
    return desk.is_ready(checkout, checkout / ".venv", lock_name)


# --- when an installation is needed ---


def test_a_stamped_environment_is_ready_for_its_lock_only(checkout: Path) -> None:
    assert ready(checkout)
    assert not ready(checkout, desk.TEST_LOCK)


def test_the_test_environment_serves_commands_as_well(checkout: Path) -> None:
    stamp(checkout, desk.TEST_LOCK)
    assert ready(checkout)
    assert ready(checkout, desk.TEST_LOCK)


def test_a_changed_lock_file_asks_for_an_installation(checkout: Path) -> None:
    (checkout / desk.RUN_LOCK).write_text("a==2\n", encoding="utf-8")
    assert not ready(checkout)


def test_a_changed_test_lock_leaves_commands_alone(checkout: Path) -> None:
    stamp(checkout, desk.TEST_LOCK)
    (checkout / desk.TEST_LOCK).write_text("b==3\n", encoding="utf-8")
    assert ready(checkout)
    assert not ready(checkout, desk.TEST_LOCK)


def test_each_lock_holds_those_before_it(checkout: Path) -> None:
    (checkout / desk.BUILD_LOCK).write_text("a==1\nc==4\n", encoding="utf-8")
    stamp(checkout, desk.BUILD_LOCK)
    assert ready(checkout)
    assert ready(checkout, desk.BUILD_LOCK)
    assert not ready(checkout, desk.TEST_LOCK)


@pytest.mark.parametrize(
    ("command", "lock"),
    [("close", desk.RUN_LOCK), ("build", desk.BUILD_LOCK), ("sbom", desk.BUILD_LOCK), ("wheelhouse", desk.BUILD_LOCK)],
)
def test_a_command_prepares_the_lock_it_needs(command: str, lock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared: list[str] = []
    monkeypatch.setattr(desk, "prepare", prepared.append)
    monkeypatch.setattr(desk, "hand_on", lambda arguments: 0)
    assert desk.main([command, "--help"]) == 0
    assert prepared == [lock]


def test_without_a_stamp_nothing_is_ready(checkout: Path) -> None:
    (checkout / ".venv" / desk.STAMP).unlink()
    assert not ready(checkout)


# --- half-made environments ---


def test_a_whole_environment_is_not_half_made(checkout: Path) -> None:
    assert not desk.is_half_made(checkout / ".venv")


@pytest.mark.parametrize("lost", ["pyvenv.cfg", "python"])
def test_an_environment_without_its_parts_is_half_made(checkout: Path, lost: str) -> None:
    venv = checkout / ".venv"
    (desk.venv_python(venv) if lost == "python" else venv / lost).unlink()
    assert desk.is_half_made(venv)
    assert not ready(checkout)


def test_a_cut_off_installation_is_half_made(checkout: Path) -> None:
    (checkout / ".venv" / desk.UNFINISHED).touch()
    assert desk.is_half_made(checkout / ".venv")
    assert not ready(checkout)


def test_an_environment_whose_python_was_replaced_is_half_made(checkout: Path) -> None:
    (checkout / ".venv" / "pyvenv.cfg").write_text("executable = /gone/python3.11\n", encoding="utf-8")
    assert desk.is_half_made(checkout / ".venv")


def test_no_environment_is_half_made(tmp_path: Path) -> None:
    assert desk.is_half_made(tmp_path / ".venv")


# --- what is refused ---


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14), (4, 0)])
def test_a_python_from_3_11_on_is_taken(version: tuple[int, int]) -> None:
    desk.refuse_old_python(version, "python")


@pytest.mark.parametrize("version", [(3, 10), (3, 6), (2, 7)])
def test_an_older_python_is_refused_with_what_where_and_what_to_do(version: tuple[int, int]) -> None:
    with pytest.raises(desk.CannotStart) as caught:
        desk.refuse_old_python(version, "/usr/bin/python")
    what, where, todo = str(caught.value).splitlines()
    assert "needs Python 3.11 or newer" in what
    assert f"{version[0]}.{version[1]}" in what
    assert where == "Where: /usr/bin/python"
    assert "install a newer Python" in todo


def test_a_python_without_its_venv_part_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(desk.CannotStart, match=r"apt-get install python3\.\d+-venv"):
        desk.refuse_missing_venv_module()


def test_a_failed_step_shows_its_last_lines(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "print('no matching wheel'); raise SystemExit(1)"]
    with (tmp_path / "lock").open("w") as handle, pytest.raises(desk.CannotStart) as caught:
        desk.run_step(command, handle.fileno(), "Not installed.", "What to do: look.")
    lines = str(caught.value).splitlines()
    assert lines[:2] == ["Not installed.", "no matching wheel"]
    assert lines[-1] == "What to do: look."


def test_a_step_that_takes_long_says_that_it_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desk, "TELL_EACH_SECONDS", 0.2)
    with (tmp_path / "lock").open("w") as handle:
        desk.run_step([sys.executable, "-c", "import time; time.sleep(0.7)"], handle.fileno(), "", "")
    told = capsys.readouterr().err.splitlines()
    assert len(told) >= 2
    assert all("at work for " in line for line in told)


def test_a_first_start_says_its_steps_before_it_does_them(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desk, "ROOT", checkout)
    monkeypatch.setattr(desk, "VENV", checkout / ".venv")
    monkeypatch.setattr(desk, "has_pip", lambda *_: True)
    done: list[int] = []
    monkeypatch.setattr(desk, "run_step", lambda *_: done.append(len(capsys.readouterr().err.splitlines())))
    desk.make_ready(desk.TEST_LOCK, 0)
    assert done == [3]  # the three lines stood there before the packages were installed
    assert "Ready after" in capsys.readouterr().err


# --- what is handed on ---


@pytest.mark.parametrize(
    ("arguments", "handed"),
    [
        (["demo"], ["-P", "-m", "xl_addin", "demo"]),
        (["close", "a folder", "--as-on", "x"], ["-P", "-m", "xl_addin", "close", "a folder", "--as-on", "x"]),
        ([], ["-P", "-m", "xl_addin", "--help"]),
    ],
)
def test_a_command_is_handed_on_as_it_was_typed(arguments: list[str], handed: list[str]) -> None:
    assert desk.command_line(arguments) == handed


def test_the_child_speaks_utf8_and_finds_the_packages_from_any_folder() -> None:
    root = Path("/a/b")
    assert desk.child_environment({"X": "1"}, root) == {
        "X": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(root),
        "PYTHONNOUSERSITE": "1",
        "IMPORT_DESK_STARTED_AS": "python desk.py",
    }
    strange = {"PYTHONPATH": "/c", "PYTHONHOME": "/d", "PythonStartup": "x.py", "PIP_TARGET": "/e", "PATH": "/bin"}
    assert desk.child_environment(strange, root) == {**desk.child_environment({}, root), "PATH": "/bin"}


TRAP = "import pathlib; pathlib.Path(__file__).with_name('RAN').touch()\n"
TRAPS = ("pip.py", "venv.py", "sitecustomize.py", "usercustomize.py", "ensurepip.py", "subprocess.py", "shutil.py")


@pytest.mark.parametrize("where", ["current folder", "PYTHONPATH"])
def test_no_file_of_the_current_folder_runs_while_the_environment_is_made(tmp_path: Path, where: str) -> None:
    """An empty environment is made and pip asked, in a folder full of traps; nothing is installed."""
    traps, checkout = tmp_path / "traps", tmp_path / "checkout"
    traps.mkdir()
    checkout.mkdir()
    for name in TRAPS:
        (traps / name).write_text(TRAP)
    (checkout / "desk.py").write_bytes((ROOT / "desk.py").read_bytes())
    code = (
        f"import sys; sys.path.insert(0, {str(checkout)!r})\nimport desk\n"
        "with desk.only_one_start(desk.ROOT / 'lock') as handle:\n"
        "    desk.create_environment(handle)\n    print(desk.has_pip(desk.VENV, handle))"
    )
    environment = {**os.environ, **({"PYTHONPATH": str(traps)} if where == "PYTHONPATH" else {})}
    # desk.py itself is started by a path, as a shortcut does; -I stands for Python's own safe start of a script.
    command = [sys.executable, "-I", "-c", code]
    done = subprocess.run(command, cwd=traps, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "True", done.stderr
    assert not (traps / "RAN").exists()


def test_checks_run_in_order_and_stop_at_the_first_failure(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    print_and_exit = "import sys; print(*sys.argv[1:]); sys.exit(int(sys.argv[1]))"
    checks = (("One", ["-c", print_and_exit, "0"]), ("Two", ["-c", print_and_exit, "4"]), ("Three", ["-c", ""]))
    monkeypatch.setattr(desk, "CHECKS", checks)
    monkeypatch.setattr(desk, "venv_python", lambda venv: Path(sys.executable))
    assert desk.run_checks([]) == 4
    told = capfd.readouterr()
    assert told.out.splitlines() == ["== One", "0", "== Two", "4"]
    assert "exit code 4: Two" in told.err


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_on_the_tests_is_shown_at_once(
    asked: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(desk, "prepare", lambda lock: pytest.fail("nothing is prepared for a help text"))
    assert desk.main(["test", asked]) == 0
    assert "-k words" in capsys.readouterr().out


def test_the_checks_are_the_promised_ones_and_pytest_comes_last() -> None:
    assert [heading.split()[0] for heading, _ in desk.CHECKS] == [
        "Format",
        "Lint",
        "Types",
        "Layers",
        "LibreOffice",
        "Tests",
    ]
    assert desk.CHECKS[-1][1] == ["-m", "pytest"]


# --- two starts at once ---


def test_a_second_start_waits_for_the_first(tmp_path: Path) -> None:
    events: list[str] = []

    def second() -> None:
        with desk.only_one_start(tmp_path / "lock"):
            events.append("second")

    with desk.only_one_start(tmp_path / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.5)
        events.append("first")
    thread.join(10)
    assert events == ["first", "second"]


def test_a_lock_left_by_a_dead_start_does_not_block(tmp_path: Path) -> None:
    code = "import desk, os, pathlib, sys\nwith desk.only_one_start(pathlib.Path(sys.argv[1])): os._exit(9)"
    lock = tmp_path / "lock"
    dead = subprocess.run([sys.executable, "-c", code, str(lock)], cwd=ROOT, check=False)
    assert dead.returncode == 9
    assert lock.exists()
    with desk.only_one_start(lock):
        pass


def test_a_start_that_never_ends_is_told_after_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "WAIT_FOR_OTHER_START_SECONDS", 0)
    with (
        desk.only_one_start(tmp_path / "lock"),
        pytest.raises(desk.CannotStart, match="Another start"),
        desk.only_one_start(tmp_path / "lock"),
    ):
        pass


# --- this checkout ---


@pytest.mark.skipif(
    not desk.is_ready(ROOT, desk.VENV, desk.RUN_LOCK), reason="no finished .venv here; desk.py test makes one"
)
def test_desk_py_starts_the_commands_of_this_checkout(tmp_path: Path) -> None:
    # From another folder: a user's desktop shortcut does not start in the checkout.
    done = subprocess.run(
        [sys.executable, str(ROOT / "desk.py"), "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout
