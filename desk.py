"""Starts Import Desk: makes `.venv` beside this file once, then hands every command to it.

Standard library only: this runs before anything is installed.

python desk.py COMMAND ...        a command of Import Desk (`--help` lists them)
python desk.py test [ARGUMENTS]   every check of this checkout; ARGUMENTS go to pytest
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import time
from pathlib import Path

# Only what the quick path needs is imported above: this file runs before every command.

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN_LOCK, BUILD_LOCK, TEST_LOCK = "requirements.lock", "requirements-build.lock", "requirements-test.lock"
# A lock holds all of the locks before it; a command that is not named needs the first only.
LOCKS = (RUN_LOCK, BUILD_LOCK, TEST_LOCK)
LOCK_OF = {"build": BUILD_LOCK, "guide": BUILD_LOCK, "sbom": BUILD_LOCK, "wheelhouse": BUILD_LOCK, "test": TEST_LOCK}
# No pip.py, venv.py or sitecustomize.py of the current folder, of PYTHONPATH or of the user is imported.
ISOLATED = "-I"
STAMP, UNFINISHED = "desk-stamp.txt", "desk-unfinished.txt"
TELL_EACH_SECONDS = 10
WAIT_FOR_OTHER_START_SECONDS = 900
CANNOT_START = 3
OTHER_CODE = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONUSERBASE", "PYTHONBREAKPOINT"}
OTHER_CODE |= {"PYTHONPLATLIBDIR", "PYTHONPYCACHEPREFIX", "PYTHONWARNINGS", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}

CHECKS = (
    ("Format (ruff format --check)", ["-m", "ruff", "format", "--check", "."]),
    ("Lint (ruff check)", ["-m", "ruff", "check", "."]),
    ("Types (mypy)", ["-m", "mypy"]),
    # The console script holds an absolute path, which breaks when the folder is moved; the module does not.
    ("Layers (lint-imports)", ["-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    ("LibreOffice for the spreadsheet tests", ["-m", "tests.office.install"]),
    ("Tests (pytest)", ["-m", "pytest"]),
)


TEST_HELP = """python desk.py test [ARGUMENTS]

Runs every check of this checkout, one after the other, and stops at the first that fails: format, lint, types, layers,
LibreOffice (installed where it can be), tests. The first start makes an environment in .venv from requirements files
with hashes. ARGUMENTS are handed on to pytest:

  tests/udfs            only the tests of a folder or file
  -k words              only tests whose names hold these words
  -n 0                  in one process; default: one for each core
  --windows             tests of the add-in under Wine as well, where it is installed
  --web                 tests of the functions in a browser, where node, npm and Chromium are installed

Exit code: 0 all passed, another one that of the first check that failed."""


class CannotStart(Exception):
    """Import Desk cannot start: what happened, where, what to do, one line each."""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code; on POSIX a handed-on command does not return."""
    try:
        if arguments[:1] == ["test"] and {"--help", "-h"} & {*arguments}:
            print(TEST_HELP)
            return 0
        refuse_old_python(sys.version_info[:2], sys.executable)
        prepare(LOCK_OF.get(next(iter(arguments), ""), RUN_LOCK))
        if arguments[:1] == ["test"]:
            return run_checks(arguments[1:])
    except CannotStart as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        print("Stopped. The next start begins the preparation again.", file=sys.stderr)
        return 130
    return hand_on(command_line(arguments))


def refuse_old_python(version: tuple[int, ...], executable: str) -> None:
    """Raise CannotStart when `version` is below the oldest Python that Import Desk runs on."""
    if tuple(version) < OLDEST_PYTHON:
        raise CannotStart(
            f"Import Desk needs Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer; "
            f"this is Python {version[0]}.{version[1]}.\n"
            f"Where: {executable}\n"
            "What to do: install a newer Python and start desk.py with it, for example: python3.12 desk.py"
        )


def command_line(arguments: list[str]) -> list[str]:
    """What the environment's Python is started with; no arguments means help."""
    if not arguments:
        print(
            "python desk.py test [ARGUMENTS] runs every check of this checkout. All other commands:\n",
            flush=True,
        )
    # -P keeps a stray pandas.py in the user's folder from being imported instead of ours.
    return ["-P", "-m", "xl_addin", *(arguments or ["--help"])]


def child_environment(base: dict[str, str], root: Path) -> dict[str, str]:
    """The child's environment: UTF-8 everywhere, our packages importable from any folder, and how it was started."""
    told = {"PYTHONUTF8": "1", "PYTHONPATH": str(root), "IMPORT_DESK_STARTED_AS": "python desk.py"}
    return {**own_environment(base), **told}


def own_environment(base: dict[str, str]) -> dict[str, str]:
    """The environment without what would put other code into our Python: PYTHONPATH, PYTHONHOME and the like."""
    return {name: value for name, value in base.items() if name.upper() not in OTHER_CODE} | {"PYTHONNOUSERSITE": "1"}


def venv_python(venv: Path) -> Path:
    """The Python inside an environment, on Windows and elsewhere."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def hand_on(arguments: list[str]) -> int:
    """Become the environment's Python, or on Windows wait for it and return its exit code."""
    python, environment = str(venv_python(VENV)), child_environment(dict(os.environ), ROOT)
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(python, [python, *arguments], environment)
    import subprocess

    child = subprocess.Popen([python, *arguments], env=environment)
    while True:
        # Ctrl-C reaches the child as well: it stops in its own way and we report its code.
        with contextlib.suppress(KeyboardInterrupt):
            return child.wait()


def run_checks(pytest_arguments: list[str]) -> int:
    """Run the checks in order with a heading each; stop at the first that fails and return its code."""
    import subprocess

    environment = child_environment(dict(os.environ), ROOT)
    for heading, arguments in CHECKS:
        extra = pytest_arguments if "pytest" in arguments else []
        print(f"== {heading}", flush=True)
        code = subprocess.call([str(venv_python(VENV)), *arguments, *extra], cwd=ROOT, env=environment)
        if code:
            print(f"== Failed with exit code {code}: {heading}", file=sys.stderr)
            return code
    return 0


# --- the environment ---


def stamp_lines(root: Path, lock_name: str) -> list[str]:
    """What the stamp says after installing `lock_name`: that lock, and those that it holds."""
    names = LOCKS[: LOCKS.index(lock_name) + 1]
    return [f"{name} {hashlib.sha256((root / name).read_bytes()).hexdigest()}" for name in names]


def is_ready(root: Path, venv: Path, lock_name: str) -> bool:
    """Whether `venv` was finished for this very lock file and its Python is still on the machine."""
    try:
        stamped = (venv / STAMP).read_text(encoding="utf-8").splitlines()
        wanted = stamp_lines(root, lock_name)
    except OSError:
        return False
    return set(wanted) <= set(stamped) and not is_half_made(venv)


def is_half_made(venv: Path) -> bool:
    """Whether a preparation was cut off, or the Python that the environment was made from is gone."""
    settings = venv / "pyvenv.cfg"
    if (venv / UNFINISHED).exists() or not settings.is_file() or not venv_python(venv).exists():
        return True
    pairs = (line.partition("=") for line in settings.read_text(encoding="utf-8").splitlines())
    base = {key.strip(): value.strip() for key, _, value in pairs}.get("executable")
    # A distribution upgrade replaces 3.11 by 3.13: the link still works, the installed packages do not.
    return base is not None and not Path(base).exists()


def prepare(lock_name: str) -> None:
    """Make the environment ready for `lock_name`; at once when the stamp says that it is."""
    if is_ready(ROOT, VENV, lock_name):
        return
    try:
        with only_one_start(ROOT / ".desk-start.tmp") as lock_handle:
            if not is_ready(ROOT, VENV, lock_name):  # the other start may just have made it
                make_ready(lock_name, lock_handle)
    except OSError as error:
        raise CannotStart(
            f"The environment could not be written: {error}.\nWhere: {VENV}\n"
            "What to do: close other windows of Import Desk; if that does not help, copy the folder "
            "to a place where you may write, and start again."
        ) from error


def make_ready(lock_name: str, lock_handle: int) -> None:
    """Create the environment if it is missing or half-made, install the lock file, then stamp it."""
    refuse_missing_venv_module()
    say("Preparing Import Desk, once: about a minute. What is typed afterwards starts at once.")
    started = time.monotonic()
    say(f"1 of 2: an environment of its own in {VENV}; nothing else of this computer is changed ...")
    if is_half_made(VENV) or not has_pip(VENV, lock_handle):
        create_environment(lock_handle)
    (VENV / UNFINISHED).write_text("An installation is running, or was cut off.\n", encoding="utf-8")
    (VENV / STAMP).unlink(missing_ok=True)
    install(lock_name, lock_handle)
    new_stamp = VENV / (STAMP + ".new")
    new_stamp.write_text("\n".join(stamp_lines(ROOT, lock_name)) + "\n", encoding="utf-8")
    new_stamp.replace(VENV / STAMP)
    (VENV / UNFINISHED).unlink()
    say(f"Ready after {time.monotonic() - started:.0f} seconds.")


def create_environment(lock_handle: int) -> None:
    """Remove what is there and make an empty environment, marked unfinished from its first file on."""
    import shutil

    if VENV.exists():
        say("The environment is not complete; making it anew.")
        shutil.rmtree(VENV)
    VENV.mkdir()
    (VENV / UNFINISHED).write_text("An installation is running, or was cut off.\n", encoding="utf-8")
    # sys._base_executable: an environment made from inside another one would depend on it.
    python = getattr(sys, "_base_executable", None) or sys.executable
    run_step([python, ISOLATED, "-m", "venv", str(VENV)], lock_handle, "An empty environment could not be made.", "")


def install(lock_name: str, lock_handle: int) -> None:
    """Install exactly the lock file, from `wheelhouse/` when that folder lies beside desk.py."""
    wheelhouse = ROOT / "wheelhouse"
    packages = sum("==" in line for line in (ROOT / lock_name).read_text(encoding="utf-8").splitlines())
    where = f"from {wheelhouse}" if wheelhouse.is_dir() else "over the network"
    say(f"2 of 2: {packages} packages {where}, each held against its hash ...")
    source = ["--no-index", "--find-links", str(wheelhouse)] if wheelhouse.is_dir() else []
    todo = (
        f"What to do: see that {wheelhouse} holds the wheels of {lock_name} for this Python and system."
        if source
        else "What to do: check the network or the company's package mirror and start again; or put a folder "
        "`wheelhouse` with the wheels beside desk.py."
    )
    pip = [
        str(venv_python(VENV)),
        ISOLATED,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    pinned = ["--require-hashes", "--only-binary", ":all:", *source, "-r", str(ROOT / lock_name)]
    run_step([*pip, *pinned], lock_handle, f"The packages of {lock_name} could not be installed.", todo)


def run_step(command: list[str], lock_handle: int, what: str, todo: str) -> None:
    """Run one step of the preparation; on failure raise CannotStart with the last lines it wrote."""
    import subprocess

    # The step keeps the start lock: if this process is killed, the next start waits for the step to end.
    inherited = () if os.name == "nt" else (lock_handle,)
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=own_environment(dict(os.environ)),
        pass_fds=inherited,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        errors="replace",
    ) as step:
        output = output_of(step)
    if step.returncode:
        last = "\n".join(output.strip().splitlines()[-12:])
        raise CannotStart("\n".join(part for part in (what, last, f"Where: {VENV}", todo) if part))


def output_of(step) -> str:
    """What a step wrote, once it has ended; until then a line now and again says that it is at work."""
    from subprocess import TimeoutExpired

    started = time.monotonic()
    try:
        while True:
            try:
                return step.communicate(timeout=TELL_EACH_SECONDS)[0]
            except TimeoutExpired:
                say(f"        at work for {time.monotonic() - started:.0f} seconds ...")
    except BaseException:
        step.kill()
        raise


def has_pip(venv: Path, lock_handle: int) -> bool:
    """Whether the environment's Python starts and knows pip."""
    try:
        run_step([str(venv_python(venv)), ISOLATED, "-m", "pip", "--version"], lock_handle, "", "")
    except (CannotStart, OSError):
        return False
    return True


def refuse_missing_venv_module() -> None:
    """Raise CannotStart when this Python cannot make environments, as Debian's without its venv package."""
    from importlib.util import find_spec

    if find_spec("venv") is None or find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        raise CannotStart(
            "This Python cannot make an environment: its venv part is not installed.\n"
            f"Where: {sys.executable}\n"
            f"What to do: on Debian or Ubuntu, sudo apt-get install {package} (or python3-venv); "
            "then start again."
        )


@contextlib.contextmanager
def only_one_start(path: Path):
    """Hold the start lock or wait for it; the system frees it when its holder dies, so none goes stale."""
    deadline, told = time.monotonic() + WAIT_FOR_OTHER_START_SECONDS, False
    with path.open("a") as handle:
        while not try_lock(handle.fileno()):
            if time.monotonic() > deadline:
                raise CannotStart(
                    "Another start of Import Desk has been preparing for "
                    f"{WAIT_FOR_OTHER_START_SECONDS // 60} minutes.\n"
                    f"Where: {path}\nWhat to do: end that start, then start again."
                )
            if not told:
                say("Another start of Import Desk is preparing; waiting for it ...")
                told = True
            time.sleep(0.2)
        yield handle.fileno()


def try_lock(handle: int) -> bool:
    """Take the lock on an open file if it is free."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def say(line: str) -> None:
    """A progress line; on stderr, so that a command's output stays its own."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
