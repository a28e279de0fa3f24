"""A paper in its form: the drawers load their libraries when the first paper is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from xl_addin.desk.papers.kinds import PDF, XLSX, Kind
from xl_addin.documents.template import Paper
from xl_addin.domain.errors import ValueRefused


def check(kind: Kind, paper: Paper) -> None:
    """ValueRefused where a paper cannot be drawn."""
    if kind.form == PDF:
        from xl_addin.documents.pdf import refuse_unshown

        refuse_unshown(paper)
    elif kind.form == XLSX and paper.form:
        _refuse_no_room(paper)


def _refuse_no_room(paper: Paper) -> None:
    from xl_addin.documents.xlsx import room_of

    if taken := [*room_of(paper)]:
        raise ValueRefused(
            ", ".join(taken),
            "free cells below and beside each [table] of the form, as many as the table has",
            "Put the table at the end of its sheet, or onto a sheet of its own, and make the paper again.",
        )


def drawn(kind: Kind, papers: Sequence[Paper]) -> bytes:
    """The bytes of the file that holds them."""
    if kind.form == PDF:
        from xl_addin.documents.pdf import pdf_of

        return pdf_of(papers)
    (paper,) = papers
    if kind.form == XLSX:
        from xl_addin.documents.xlsx import xlsx_of

        return xlsx_of(paper)
    from xl_addin.documents.docx import docx_of

    return docx_of(paper)
