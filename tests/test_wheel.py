"""The wheel: built from this checkout without a network, installed into an empty environment, used far from here.

The environment borrows the libraries of the one that runs the tests, by a .pth line: installing them anew would only
take time. It does not see the checkout.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from xl_addin import __version__

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("xl_addin", "udfs")
NOT_SHIPPED = {"__pycache__"}


def run(*command: object, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "IMPORT_DESK"))}
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built in a copy: the building leaves folders behind."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns(*NOT_SHIPPED))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE.md"):
        shutil.copy(ROOT / name, source)
    build = ("-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet", "-w", out, source)
    run(sys.executable, *build, cwd=source)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment with nothing but the wheel and borrowed libraries."""
    home = tmp_path_factory.mktemp("installed") / "env"
    venv.create(home, with_pip=False)
    places = sysconfig.get_paths("venv", {"base": str(home), "platbase": str(home)})
    python = Path(places["scripts"]) / Path(sys.executable).name
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--no-deps", "--no-index", "--quiet", wheel, cwd=home)
    borrowed = sysconfig.get_paths()["purelib"]
    (Path(places["purelib"]) / "borrowed.pth").write_text(borrowed + "\n", encoding="utf-8")
    return Path(places["scripts"])


def test_the_wheel_has_every_file_that_lies_beside_the_code(wheel: Path) -> None:
    shipped = set(zipfile.ZipFile(wheel).namelist())
    files = [path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT).as_posix() for path in files if not NOT_SHIPPED & set(path.parts)}
    assert wanted - shipped == set()
    assert {name for name in shipped if not name.startswith((*PACKAGES, "import_desk-"))} == set()
    assert {"xl_addin/py.typed", "udfs/py.typed"} <= shipped


def test_the_wheel_is_of_this_version(wheel: Path) -> None:
    assert wheel.name == f"import_desk-{__version__}-py3-none-any.whl"


def test_the_demo_runs_from_an_unrelated_folder(scripts: Path, tmp_path: Path) -> None:
    done = run(scripts / "import-desk", "demo", cwd=tmp_path)
    assert (tmp_path / "demo-output" / "closing-2026-10.xlsx").is_file()
    assert "What waits, the gravest first" in done.stdout
    assert str(ROOT) not in done.stdout


def test_the_program_knows_the_name_it_was_started_by(scripts: Path, tmp_path: Path) -> None:
    assert "First time? Run: import-desk demo" in run(scripts / "import-desk", "--help", cwd=tmp_path).stdout
    by_module = run(scripts / Path(sys.executable).name, "-m", "xl_addin", "clse", cwd=tmp_path, check=False)
    assert by_module.returncode == 2
    assert "python -m xl_addin --help" in by_module.stderr
    assert run(scripts / "import-desk", "--version", cwd=tmp_path).stdout.split() == ["Import", "Desk", __version__]


def test_a_shell_can_complete_the_commands(scripts: Path, tmp_path: Path) -> None:
    assert "--install-completion" in run(scripts / "import-desk", "--help", cwd=tmp_path).stdout


def test_what_needs_the_unpacked_release_says_so(scripts: Path, tmp_path: Path) -> None:
    done = run(scripts / "import-desk", "install", "--excel", "--dry-run", cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert "unpacked release" in done.stderr
