"""A paper in its form: the drawers load their libraries when the first paper is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.desk.papers.kinds import PDF, Kind
from xl_addin.documents.template import Paper


def check(kind: Kind, paper: Paper) -> None:
    """ValueRefused where a paper cannot be drawn."""
    if kind.form == PDF:
        from xl_addin.documents.pdf import refuse_unshown

        refuse_unshown(paper)


def drawn(kind: Kind, papers: Sequence[Paper]) -> bytes:
    """The bytes of the file that holds them."""
    from xl_addin.documents.pdf import pdf_of

    return pdf_of(papers)
