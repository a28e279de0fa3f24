"""desk.py build: three files, their hashes, the user's guide, and the plain word that none was opened in Excel."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xl_addin.cli.main import app
from xl_addin.hosts.excel.addin.build import ADDIN, TWIN
from xl_addin.publish import users_guide


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures of the guide take an office, and have a test of their own."""
    monkeypatch.setattr(users_guide, "_pictures", lambda *said: False)


def build(*options: str) -> list[str]:
    result = CliRunner().invoke(app, ["build", *options], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output.splitlines()


def test_it_builds_three_files_and_the_guide_and_tells_their_hashes(tmp_path: Path) -> None:
    lines = build("--out", str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([ADDIN, TWIN, "ImportDesk.oxt", "guide"])
    for line in lines[:3]:
        digest, _, rest = line.partition("  ")
        path = Path(rest.rpartition("bytes  ")[2])
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    assert lines[3] == f"User's guide: {tmp_path / 'guide' / 'index.html'}"
    assert lines[4:] == ["Not opened in Excel: no report of a test in Excel exists for these hashes."]


def test_twice_gives_the_same_bytes_whatever_was_there(tmp_path: Path) -> None:
    first = [line.split()[0] for line in build("--out", str(tmp_path))[:3]]
    assert [line.split()[0] for line in build("--out", str(tmp_path))[:3]] == first
    assert [line.split()[0] for line in build("--out", str(tmp_path / "other"))[:3]] == first
