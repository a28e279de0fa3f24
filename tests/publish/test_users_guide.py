"""The user's guide: its links lead somewhere, it needs no network, and what it tells to type is run."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.desk.test_command_line import run
from xl_addin.buttons.table import helped
from xl_addin.cli.commands import COMMANDS, GROUPS
from xl_addin.desk import guide
from xl_addin.domain.errors import DeskError
from xl_addin.publish import users_guide
from xl_addin.publish.users_guide import MARK, NO_PICTURES, SOURCE, build_guide
from xl_addin.sample.demo import MONTH

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / SOURCE).glob("*.md"))
TYPED = re.compile(r"`import-desk ([a-z-]+)|^import-desk ([a-z-]+)", re.MULTILINE)


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pages in a place of their own, built without pictures, which take an office."""
    monkeypatch.setattr(users_guide, "_pictures", lambda *said: False)
    shutil.copytree(ROOT / SOURCE, tmp_path / SOURCE)
    return tmp_path


def test_the_guide_is_built_and_says_where_it_has_no_pictures(source: Path) -> None:
    page = build_guide(source, source / "made", lambda text: None)
    names = {path.stem for path in page.parent.glob("*.html")}
    assert {path.stem for path in PAGES} <= names
    assert "without pictures" in (page.parent / "month.html").read_text("utf-8")
    assert NO_PICTURES


ADDED = {
    "a page that is not there": ("[x](nowhere.md)", "not built"),
    "an anchor that is not there": ("[x](sheets.md#nowhere)", "not built"),
    "a picture of a network": ("![x](https://example.com/x.png)", "on a network"),
    "a script of a network": ('<script src="//example.com/x.js"></script>', "on a network"),
}


@pytest.mark.parametrize(("text", "told"), ADDED.values(), ids=ADDED)
def test_what_leads_nowhere_or_asks_a_network_stops_the_build(source: Path, text: str, told: str) -> None:
    page = source / SOURCE / "it.md"
    page.write_text(page.read_text("utf-8") + f"\n{text}\n", "utf-8")
    with pytest.raises(DeskError, match=told):
        build_guide(source, source / "made", lambda text: None)
    assert not (source / "made").exists()


def test_each_command_that_the_guide_names_is_one() -> None:
    known = {name for rows in COMMANDS.values() for name, _ in rows} | {name for name, *_ in GROUPS}
    named = {a or b for page in PAGES for a, b in TYPED.findall(page.read_text("utf-8"))}
    assert len(named) > 20
    assert named - known == set()


def recipes() -> list[str]:
    blocks = re.findall(
        r"^```\n(.*?)^```$", (ROOT / SOURCE / "recipes.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line for block in blocks for line in block.splitlines()]


def test_the_recipes_run_on_the_sample_month_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    shutil.copytree(MONTH, tmp_path / "extracts")
    lines = recipes()
    assert len(lines) > 15
    for line in lines:
        first, *words = shlex.split(line)
        done = run(*words, cwd=tmp_path)
        assert first == "import-desk"
        assert done.returncode in (0, 1), f"{line}: {done.stderr}"


SEEN = {
    "a guide and a screen": (True, True, True),
    "a guide and nobody before a screen": (True, False, False),
    "no guide": (False, True, False),
}


@pytest.mark.parametrize(("built", "screen", "opens"), SEEN.values(), ids=SEEN)
def test_help_opens_the_guide_where_it_is_built_and_somebody_can_see_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: bool, screen: bool, opens: bool
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda *, url: asked.append(url))
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if screen:
        monkeypatch.setenv("DISPLAY", ":1")
    if built:
        (tmp_path / "index.html").write_text("x", "utf-8")
    monkeypatch.setattr(guide, "HOME", tmp_path)
    told = helped().text()
    assert asked == ([(tmp_path / "index.html").as_uri()] if opens else [])
    assert (str(tmp_path / "index.html") if built else "Not built on this machine") in told


@pytest.mark.usefixtures("office")
def test_the_month_has_its_twelve_pictures(tmp_path: Path) -> None:
    said: list[str] = []
    page = build_guide(ROOT, tmp_path / "guide", said.append)
    assert said == []
    assert len(MARK.findall((ROOT / SOURCE / "month.md").read_text("utf-8"))) == 12
    made = sorted((page.parent / "pictures").glob("*.png"))
    assert len(made) == 12
    assert all(path.stat().st_size > 20_000 for path in made)
    assert run("guide", "--out", page.parent).stdout == f"User's guide: {page}\n"
