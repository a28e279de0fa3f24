"""Pages of a PDF: each knows the number and the mark of its paper, its own place in it and how many the paper has."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NotAtTopPageBreak, PageTemplate

from xl_addin.documents.pdf import BOLD, MARGIN, REGULAR, ROOM

_FOOT, _SIZE, _MARK_SIZE = 28.0, 7.0, 10.5


class _Begin(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Where a paper begins: its pages bear its number and its mark from here on."""

    def __init__(self, number: str, mark: str) -> None:
        super().__init__()
        self.number, self.mark = number, mark

    def wrap(self, *_: Any) -> tuple[float, float]:
        """It takes no room."""
        return 0, 0

    def draw(self) -> None:
        """Tells the canvas."""
        self.canv.paper, self.canv.mark = self.number, self.mark


class _Canvas(Canvas):  # type: ignore[misc]
    """A canvas that keeps its pages until all are drawn: only then is known how many each paper has."""

    paper = mark = ""
    pdf = b""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keeps a page."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draws head and foot of each page and puts all of them together."""
        pages = Counter(one["paper"] for one in self._kept)
        place: Counter[str] = Counter()
        for one in self._kept:
            self.__dict__.update(one)
            place[self.paper] += 1
            self.setFont(REGULAR, _SIZE)
            self.drawString(MARGIN, _FOOT, self.paper)
            told = f"Page {place[self.paper]} of {pages[self.paper]}"
            self.drawRightString(MARGIN + ROOM, _FOOT, told)
            if self.mark:
                self.setFont(BOLD, _MARK_SIZE)
                self.drawString(MARGIN, A4[1] - _FOOT, self.mark)
            super().showPage()
        self.pdf = self.getpdfdata()


def _title(papers: Sequence[tuple[str, str, list[Any]]]) -> str:
    return papers[0][0] if len(papers) == 1 else f"{papers[0][0]} to {papers[-1][0]}"


def numbered(papers: Sequence[tuple[str, str, list[Any]]]) -> bytes:
    """The pages of papers, each given by its number, its mark and what stands on it."""
    width, height = A4
    frame = Frame(MARGIN, 42, ROOM, height - 42 - 42, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    book = BaseDocTemplate(
        io.BytesIO(), pagesize=(width, height), invariant=1, title=_title(papers), author="Import Desk"
    )
    book.addPageTemplates([PageTemplate(frames=[frame])])
    story: list[Any] = []
    for number, mark, parts in papers:
        story += [NotAtTopPageBreak(), _Begin(number, mark), *parts]
    drawn: list[_Canvas] = []

    def begun(*args: Any, **kwargs: Any) -> _Canvas:
        drawn.append(_Canvas(*args, **kwargs))
        return drawn[-1]

    book.build(story, canvasmaker=begun)
    return drawn[-1].pdf
