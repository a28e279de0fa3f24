"""Lists for print: A4 across, at most twelve columns, the sentence of a row below it, letters of seven points and more.

Headings stand on every page, and the foot says which list, which page of how many and which run. Nothing is cut: what
is too long for its column goes on in the next line. The same lists give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from xl_addin.documents.facts import Grid
from xl_addin.documents.pdf import BOLD, REGULAR, font, is_shaped, known_letters
from xl_addin.documents.plain import tidy
from xl_addin.documents.widths import widths

MOST_COLUMNS = 12
LETTERS, SENTENCE, TITLE = 7.5, 7.0, 13.0  # points
_WIDE, _HIGH, _EDGE = 841.89, 595.28, 28.0
_ROOM, _LINE, _SENTENCE_LINE, _AROUND = _WIDE - 2 * _EDGE, 9.4, 8.8, 8.0
_TOP, _FOOT, _LEAST = _HIGH - 30.0, 34.0, 110.0  # a list begins on a page where that much is left
_INDENT = 14.0


@dataclass(frozen=True, slots=True)
class Printed:
    """A list for print; each row is its cells and its sentence, `amounts` are the columns that stand right."""

    title: str
    what: str
    headings: tuple[str, ...]
    amounts: tuple[int, ...]
    rows: Sequence[tuple[tuple[str, ...], str]]
    none: str = "Nothing."


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of text on a page: from the left at `x`, or up to it from the left."""

    x: float
    y: float
    text: str
    font: str
    size: float
    right: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    """A line across the page."""

    y: float
    width: float


class _Pages:
    """Pages that fill from the top; each knows the list that stands on it last."""

    def __init__(self) -> None:
        self.pages: list[list[_Text | _Rule]] = []
        self.titles: list[str] = []
        self.y = 0.0

    def begin(self, title: str) -> None:
        """A new page."""
        self.pages.append([])
        self.titles.append(title)
        self.y = _TOP

    def put(self, *what: _Text | _Rule) -> None:
        """Puts onto the page that is open."""
        self.pages[-1].extend(what)

    def has(self, height: float) -> bool:
        """Whether so much room is left."""
        return bool(self.pages) and self.y - height >= _FOOT


def print_set(lists: Sequence[Printed], foot: str, mark: str = "") -> tuple[int, bytes]:
    """How many pages the lists take, and the PDF; `foot` names the run, `mark` stands on top of every page."""
    pages = _Pages()
    for one in lists:
        _list(pages, _shown(one))
    return len(pages.pages), _drawn(pages, _letters(foot), _letters(mark))


def _shown(one: Printed) -> Printed:
    rows = [(tuple(map(_letters, cells)), _letters(sentence)) for cells, sentence in one.rows]
    return Printed(
        _letters(one.title), _letters(one.what), tuple(map(_letters, one.headings)), one.amounts, rows, one.none
    )


@lru_cache(maxsize=50_000)
def _letters(text: str) -> str:
    """A text in letters that the font has; another letter is told by its number, never left out."""
    plain = tidy(text)
    known = known_letters()
    return "".join(one if ord(one) in known or one == "\n" else f"[U+{ord(one):04X}]" for one in plain)


@lru_cache(maxsize=100_000)
def _width(text: str, name: str, size: float) -> float:
    return float(font(name).stringWidth(text, size))


def _list(pages: _Pages, one: Printed) -> None:
    grid = Grid(one.headings, tuple(cells for cells, _ in one.rows), one.amounts)
    columns = widths(grid, lambda text: _width(text, BOLD, LETTERS), _ROOM, _AROUND)
    if pages.has(_LEAST):
        pages.y -= 16
        pages.titles[-1] = one.title
    else:
        pages.begin(one.title)
    pages.put(_Text(_EDGE, pages.y - TITLE, one.title, BOLD, TITLE))
    pages.y -= TITLE + 5
    for line in _split(one.what, _ROOM, REGULAR, LETTERS):
        pages.put(_Text(_EDGE, pages.y - LETTERS, line, REGULAR, LETTERS, quiet=True))
        pages.y -= _LINE
    if not one.rows:
        pages.put(_Text(_EDGE, pages.y - _LINE, one.none, REGULAR, LETTERS))
        pages.y -= 2 * _LINE
        return
    _head(pages, one, columns)
    for cells, sentence in one.rows:
        _row(pages, one, columns, cells, sentence)


def _head(pages: _Pages, one: Printed, columns: Sequence[float]) -> None:
    pages.y -= 4
    used = _cells(pages, one, columns, one.headings, BOLD)
    pages.y -= used + 3
    pages.put(_Rule(pages.y, 0.8))


def _row(pages: _Pages, one: Printed, columns: Sequence[float], cells: Sequence[str], sentence: str) -> None:
    below = _split(sentence, _ROOM - _INDENT, REGULAR, SENTENCE) if sentence else []
    height = _height(columns, cells, REGULAR) + len(below) * _SENTENCE_LINE + 4
    if not pages.has(height):
        pages.begin(one.title)
        _head(pages, one, columns)
    pages.y -= 2.5
    pages.y -= _cells(pages, one, columns, cells, REGULAR)
    for line in below:
        pages.put(_Text(_EDGE + _INDENT, pages.y - SENTENCE, line, REGULAR, SENTENCE, quiet=True))
        pages.y -= _SENTENCE_LINE
    pages.y -= 1.5
    pages.put(_Rule(pages.y, 0.2))


def _lines(columns: Sequence[float], cells: Sequence[str], name: str) -> Iterator[list[str]]:
    for text, width in zip(cells, columns, strict=True):
        yield _split(text, width - _AROUND, name, LETTERS)


def _height(columns: Sequence[float], cells: Sequence[str], name: str) -> float:
    return max(max(len(lines), 1) for lines in _lines(columns, cells, name)) * _LINE


def _cells(pages: _Pages, one: Printed, columns: Sequence[float], cells: Sequence[str], name: str) -> float:
    """Draws the cells of a row below where the page stands; answers how much they take."""
    left = _EDGE
    for at, (lines, width) in enumerate(zip(_lines(columns, cells, name), columns, strict=True)):
        right = at in one.amounts
        for down, line in enumerate(lines):
            x, y = left + (width - _AROUND if right else 0), pages.y - LETTERS - down * _LINE
            pages.put(_Text(x, y, line, name, LETTERS, right))
        left += width
    return _height(columns, cells, name)


def _split(text: str, width: float, name: str, size: float) -> list[str]:
    """A text as lines that fit; a word that is longer than a line is parted."""
    if "\n" not in text and _width(text, name, size) <= width:
        return [text] if text else []
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _words(paragraph, width, name, size):
            longer = f"{line} {word}" if line else word
            if line and _width(longer, name, size) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _words(text: str, width: float, name: str, size: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while len(rest) > 1 and _width(rest, name, size) > width:
            fits = next((n for n in range(len(rest) - 1, 1, -1) if _width(rest[:n], name, size) <= width), 1)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _drawn(pages: _Pages, foot: str, mark: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    canvas: Any = Canvas(io.BytesIO(), pagesize=(_WIDE, _HIGH), invariant=1)
    canvas.setTitle(foot)
    canvas.setAuthor("Import Desk")
    for number, (page, title) in enumerate(zip(pages.pages, pages.titles, strict=True), 1):
        for one in page:
            _draw(canvas, one)
        canvas.setFillGray(0)
        canvas.setFont(REGULAR, SENTENCE)
        canvas.drawString(_EDGE, 18, f"{title} · {foot}")
        canvas.drawCentredString(_WIDE / 2, 18, f"Page {number} of {len(pages.pages)}")
        canvas.drawRightString(_WIDE - _EDGE, 18, "Prepared __________   Checked __________")
        if mark:
            canvas.setFont(BOLD, LETTERS)
            canvas.drawRightString(_WIDE - _EDGE, _HIGH - 20, mark)
        canvas.showPage()
    made: bytes = canvas.getpdfdata()
    return made


def _draw(canvas: Any, one: _Text | _Rule) -> None:
    if isinstance(one, _Rule):
        canvas.setLineWidth(one.width)
        canvas.line(_EDGE, one.y, _WIDE - _EDGE, one.y)
        return
    canvas.setFillGray(0.3 if one.quiet else 0)
    canvas.setFont(one.font, one.size)
    put = canvas.drawRightString if one.right else canvas.drawString
    put(one.x, one.y, one.text, shaping=is_shaped(one.text))
