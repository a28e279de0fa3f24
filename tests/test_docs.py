"""The documents: every section that a comment cites is there, links lead somewhere, the front page stays short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CITED = re.compile(r"\b[Rr]ules ([1-6]\.[0-9]+)\b|\b(K[0-9]{1,2})\b")
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")
README_LINES_MAX = 130


def sources() -> list[Path]:
    return [path for top in ("xl_addin", "udfs", "tests") for path in (ROOT / top).rglob("*.py")]


def pages() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def test_every_section_that_a_comment_cites_is_in_the_conventions() -> None:
    text = (ROOT / "docs" / "conventions.md").read_text("utf-8")
    told = {one for line in text.splitlines() for one in re.findall(r"^(?:### |- |\| )([1-6]\.[0-9]+|K[0-9]+)\b", line)}
    cited = {a or b for path in sources() for a, b in CITED.findall(path.read_text("utf-8"))}
    assert sorted(cited - told) == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_of_the_repository(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text("utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_is_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(path.name for path in folder.glob("[0-9]*.md"))


def test_the_front_page_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= README_LINES_MAX
