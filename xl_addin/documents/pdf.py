"""Papers as PDF: A4, fonts within, Indian scripts shaped; the same paper is the same bytes.

reportlab is loaded when the first paper is drawn, not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from xl_addin.documents.facts import Grid
from xl_addin.documents.template import HEADING, RIGHT, SPACE, TABLE, TEXT, TITLE, Block, Paper
from xl_addin.documents.widths import widths
from xl_addin.domain.errors import DeskError, ValueRefused

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "NotoSans-Regular", "NotoSans-Bold"
MARGIN, ROOM = 45.0, 505.0  # points: the edge of an A4 page, and what lies between
_PADDING = 3.0
_SIZES = {TITLE: (14.0, BOLD), HEADING: (10.5, BOLD), RIGHT: (9.0, REGULAR), TEXT: (9.0, REGULAR)}
_SMALL, _ROOM_TO_SIGN = 7.5, 26.0
_SHAPED = "\u0900"  # from here on letters of Indian scripts change with their neighbours


def pdf_of(papers: Sequence[Paper]) -> bytes:
    """One PDF with every paper on pages of its own, each page with the number of its paper and its place in it.

    ValueRefused where a letter is in no font that the papers have.
    """
    from xl_addin.documents.pdf_pages import numbered

    for paper in papers:
        refuse_unshown(paper)
    return numbered([(paper.number, paper.mark, [*_story(paper)]) for paper in papers])


def refuse_unshown(paper: Paper) -> None:
    """ValueRefused where a letter of a paper is in no font: a box in its place would be another name."""
    letters = {letter for text in _texts(paper) for letter in text} - {"\n"}
    if unknown := sorted(letter for letter in letters if ord(letter) not in known_letters()):
        raise ValueRefused(
            "".join(unknown),
            "letters that the fonts of the papers have (Latin, Greek, Cyrillic, Devanagari)",
            "Write the name in one of these scripts in the importer master, take it in, and make the paper again.",
        )


def _texts(paper: Paper) -> Iterator[str]:
    yield from (one.text for one in paper.blocks)
    yield from paper.citations
    for _, grid in paper.grids:
        yield from grid.headings
        for row in grid.rows:
            yield from row


@cache
def known_letters() -> frozenset[int]:
    return frozenset(font(REGULAR).face.charToGlyph)


@cache
def font(name: str) -> Any:
    """A font of the folder, known to reportlab from here on; what it draws then holds neither clock nor chance."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    rl_config.invariant = 1
    path = FONTS / f"{name}.ttf"
    try:
        found = TTFont(name, str(path), shapable=True)
    except (OSError, TTFError) as error:
        raise DeskError(
            f"A font of the papers cannot be read: {error}.", f"File {path}.", "Install the program again."
        ) from None
    pdfmetrics.registerFont(found)
    return found


@cache
def _style(kind: str, *, shaped: bool, right: bool, size: float = 0) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    own, name = _SIZES[kind]
    height = size or own
    font(name)
    return ParagraphStyle(
        f"{kind} {shaped} {right} {size}",
        fontName=name,
        fontSize=height,
        leading=height * (1.55 if shaped else 1.36),
        alignment=2 if right else 0,
        spaceBefore=8 if kind == HEADING else 0,
        spaceAfter=0 if size else 5,
        shaping=int(shaped),
        splitLongWords=1,
    )


def _paragraph(text: str, kind: str, *, right: bool = False, size: float = 0) -> Any:
    from reportlab.platypus import Paragraph

    marked = escape(text).replace("\n", "<br/>")
    return Paragraph(marked, _style(kind, shaped=is_shaped(text), right=right, size=size))


def is_shaped(text: str) -> bool:
    """Whether letters of the text change with their neighbours: shaping others would only cost time."""
    return any(_SHAPED <= letter < "\u1000" for letter in text)


def _story(paper: Paper) -> Iterator[Any]:
    grids = dict(paper.grids)
    for block in paper.blocks:
        yield from _table(grids[block.text]) if block.kind == TABLE else _part(block)
    yield from _stands_on(paper.citations)


def _part(block: Block) -> Iterator[Any]:
    if block.kind == SPACE:
        from reportlab.platypus import Spacer

        yield Spacer(0, _ROOM_TO_SIGN)
        return
    if block.kind == HEADING:
        from reportlab.platypus import CondPageBreak

        yield CondPageBreak(60)  # a heading does not stand alone at the end of a page
    yield _paragraph(block.text, block.kind, right=block.kind == RIGHT)


def _stands_on(citations: Iterable[str]) -> Iterator[Any]:
    """What the paper stands on, in small letters below it: no template can leave it out."""
    from reportlab.platypus import Spacer

    yield Spacer(0, 8)
    for one in citations:
        yield _paragraph(one, TEXT, size=_SMALL)


def _table(grid: Grid) -> Iterator[Any]:
    from reportlab.platypus import Spacer, Table

    if not grid.rows:
        yield _paragraph(grid.none, TEXT)
        return
    columns = widths(grid, _length, ROOM, 2 * _PADDING + 1)
    head = [
        _cell(text, width, at in grid.amounts, HEADING)
        for at, (text, width) in enumerate(zip(grid.headings, columns, strict=True))
    ]
    body = [[_cell(text, columns[at], at in grid.amounts, TEXT) for at, text in enumerate(row)] for row in grid.rows]
    yield Table([head, *body], colWidths=columns, repeatRows=1, splitInRow=1, style=_look(grid))
    yield Spacer(0, 7)


def _look(grid: Grid) -> list[tuple[Any, ...]]:
    from reportlab.lib import colors

    last = len(grid.rows)
    look: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR, _SMALL, _SMALL * 1.36),
        ("FONT", (0, 0), (-1, 0), BOLD, _SMALL, _SMALL * 1.36),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, colors.black),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.grey),
        *(((f"{side}PADDING"), (0, 0), (-1, -1), _PADDING) for side in ("LEFT", "RIGHT")),
        *(((f"{side}PADDING"), (0, 0), (-1, -1), 2) for side in ("TOP", "BOTTOM")),
        *(("ALIGN", (at, 0), (at, -1), "RIGHT") for at in grid.amounts),
    ]
    if grid.totals:
        look.append(("FONT", (0, last + 1 - grid.totals), (-1, -1), BOLD, _SMALL, _SMALL * 1.36))
        look.append(("NOSPLIT", (0, last + 1 - grid.totals), (-1, -1)))
    return look


def _cell(text: str, width: float, right: bool, kind: str) -> Any:
    """A text that fits in a line is drawn as it is, which is fast; any other is a paragraph that breaks."""
    if not is_shaped(text) and "\n" not in text and _length(text) <= width - 2 * _PADDING:
        return text
    return _paragraph(text, kind, right=right, size=_SMALL)


def _length(text: str) -> float:
    return float(font(BOLD).stringWidth(text, _SMALL))
