"""Papers as Word documents: on a plain A4 page, or on the bank's own letterhead with its styles, header and footer.

python-docx is loaded when the first of them is made.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from xl_addin.documents.facts import Grid
from xl_addin.documents.same_bytes import same_bytes
from xl_addin.documents.template import HEADING, RIGHT, TABLE, TITLE, Block, Paper
from xl_addin.domain.errors import DeskError

# The style of a part, where the letterhead has it; else plain text that is bold.
_STYLES = {TITLE: ("Heading 1", 15), HEADING: ("Heading 2", 12)}
_TABLE_STYLE, _SMALL, _PLAIN = "Table Grid", 8, 10
_OF_TABLES = 3  # WD_STYLE_TYPE.TABLE
_INDIAN_FONT = "Nirmala UI"  # Windows' font of Indian scripts


def docx_of(paper: Paper) -> bytes:
    """The document of one paper."""
    book = opened(paper.form)
    _write(book, paper)
    _foot(book, paper.number)
    core = book.core_properties
    core.author, core.title, core.comments, core.last_modified_by = "Import Desk", paper.number, "", "Import Desk"
    out = io.BytesIO()
    book.save(out)
    return same_bytes(out.getvalue())


def refuse_letterhead(source: str, content: bytes) -> None:
    """DeskError where a letterhead is no document."""
    try:
        opened(content)
    except Exception as error:  # whatever its library says of a file that is none
        raise DeskError(
            f"The letterhead is no document of Word: {type(error).__name__}.",
            f"File {source}.",
            "Save it as .docx without a password and without macros. No paper was made.",
        ) from None


def opened(letterhead: bytes) -> Any:
    """The document to write into."""
    from docx import Document

    return Document(io.BytesIO(letterhead or _blank()))


@cache
def _blank() -> bytes:
    """A plain A4 page, without what the library's own blank document has and no letter needs: that makes each slow."""
    from docx import Document
    from docx.shared import Mm, Pt

    book = Document()
    _drop_left_over(book)
    page = book.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    font = book.styles["Normal"].font
    font.name, font.size = "Calibri", Pt(_PLAIN)
    _indian(font.element.rPr)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _drop_left_over(book: Any) -> None:
    """A second set of styles, which says other things than the first, a picture of itself, looks of tables."""
    for owner in (book.part, book.part.package):
        for one in [*owner.rels.values()]:
            if one.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del owner.rels[one.rId]
    for style in [*book.styles]:
        if style.type == _OF_TABLES and style.name not in (_TABLE_STYLE, "Normal Table"):
            style.delete()


def _indian(properties: Any) -> None:
    from docx.oxml.ns import qn

    properties.rFonts.set(qn("w:cs"), _INDIAN_FONT)


def _write(book: Any, paper: Paper) -> None:
    grids = dict(paper.grids)
    for block in paper.blocks:
        if block.kind == TABLE:
            _table(book, grids[block.text])
        else:
            _part(book, block)
    for one in paper.citations:
        _small(book.add_paragraph(), one)


def _has(book: Any, style: str) -> bool:
    """Whether the letterhead has a style of that name."""
    return style in book.styles


def _part(book: Any, block: Block) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    style, size = _STYLES.get(block.kind, ("", 0))
    paragraph = book.add_paragraph()
    if style and _has(book, style):
        paragraph.style = book.styles[style]
        paragraph.add_run(block.text)
    else:
        run = paragraph.add_run()
        for at, line in enumerate(block.text.split("\n")):
            if at:
                run.add_break()
            run.add_text(line)
        run.bold = bool(style) or None
        run.font.size = Pt(size) if size else None
    if block.kind == RIGHT:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(2 if block.kind == RIGHT else 6)


def _small(paragraph: Any, text: str, bold: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(_SMALL), bold or None
    paragraph.paragraph_format.space_after = Pt(2)


def _table(book: Any, grid: Grid) -> None:
    """Headings are repeated on each page, a row is not torn."""
    if not grid.rows:
        book.add_paragraph(grid.none)
        return
    table = book.add_table(rows=0, cols=len(grid.headings))
    if _has(book, _TABLE_STYLE):
        table.style = _TABLE_STYLE
    last = len(grid.rows) - grid.totals
    for at, cells in enumerate((grid.headings, *grid.rows)):
        row = table.add_row()
        _row(row, cells, grid.amounts if at else (), at == 0 or at > last)
        _mark(row, "w:cantSplit")
        if not at:
            _mark(row, "w:tblHeader")
    book.add_paragraph()


def _row(row: Any, texts: Sequence[str], amounts: Sequence[int], bold: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        _small(paragraph, text, bold)
        if at in amounts:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _foot(book: Any, number: str) -> None:
    """The number and the page below every page, after what the letterhead has there."""
    foot = book.sections[-1].footer
    foot.is_linked_to_previous = False
    last = foot.paragraphs[-1]
    paragraph = foot.add_paragraph() if last.text.strip() else last
    _small(paragraph, f"{number}    Page ")
    _field(paragraph, "PAGE")
    _small(paragraph, " of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    run.font.size = Pt(_SMALL)
    field.append(run._r)
