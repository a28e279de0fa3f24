"""Everything that is generated and committed is current: this one test, whoever makes the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xl_addin import rulebook
from xl_addin.cli.main import app
from xl_addin.domain.errors import DeskError
from xl_addin.publish import make as making
from xl_addin.publish.make import ROOT, VECTORS, make, makers, nobody_s, same

RUN = "run: python desk.py make, and look the changes over"


@pytest.mark.parametrize("name", sorted(makers()))
def test_the_committed_file_is_current(name: str, tmp_path: Path) -> None:
    new = tmp_path / Path(name).name
    makers()[name](new)
    assert same(new, ROOT / name), RUN


def test_nothing_is_left_that_nobody_makes() -> None:
    assert nobody_s() == []


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("workbooks/function_guide.xlsx", "workbooks/guided_sample.xlsx"):
        for copy in ("a.xlsx", "b.xlsx"):
            makers()[name](tmp_path / copy)
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_committed_file_quotes_the_version_of_the_rules() -> None:
    version = rulebook.load().version.encode()
    assert [name for name in makers() if version in _content(ROOT / name)] == []


def _content(path: Path) -> bytes:
    return b"".join(making.parts(path).values()) if path.suffix == ".xlsx" else path.read_bytes()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of a few files, of which one is old, one is missing and one is nobody's."""
    shutil.copytree(ROOT / VECTORS, tmp_path / VECTORS, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / making.ISO_4217).parent.mkdir(parents=True)
    shutil.copy(ROOT / making.ISO_4217, tmp_path / making.ISO_4217)
    for name in makers():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "docs/functions.md").write_text("old", "utf-8")
    (tmp_path / "workbooks/month_template.xlsx").unlink()
    (tmp_path / making.SAMPLE / "stray.csv").touch()
    return tmp_path


def test_a_check_names_what_is_not_current_and_writes_nothing(checkout: Path) -> None:
    assert list(make(checkout, check=True)) == ["workbooks/month_template.xlsx", "docs/functions.md"]
    assert (checkout / "docs/functions.md").read_text("utf-8") == "old"
    assert not (checkout / "workbooks/month_template.xlsx").exists()
    assert nobody_s(checkout) == [f"{making.SAMPLE}/stray.csv"]


def test_what_is_not_current_is_made_once(checkout: Path) -> None:
    assert list(make(checkout)) == ["workbooks/month_template.xlsx", "docs/functions.md"]
    assert list(make(checkout)) == []
    for name in ("docs/functions.md", "workbooks/month_template.xlsx"):
        assert (checkout / name).read_bytes() == (ROOT / name).read_bytes()


def test_a_program_without_its_checkout_says_so(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no checkout"):
        makers(tmp_path)


def test_the_command_says_what_it_found() -> None:
    told = CliRunner().invoke(app, ["make", "--check"])
    assert (told.exit_code, told.output) == (0, f"{len(makers())} generated files, 0 not current.\n")
