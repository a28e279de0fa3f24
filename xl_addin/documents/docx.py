"""Papers as Word documents: on a plain A4 page, or on the bank's own letterhead with its styles, header and footer.

python-docx is loaded when the first of them is made.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from xl_addin.documents.docx_styles import FONT, PLAIN, STYLES, TABLE_STYLE, indian, plain_heading, sized
from xl_addin.documents.facts import Grid
from xl_addin.documents.same_bytes import same_bytes
from xl_addin.documents.template import HEADING, RIGHT, SPACE, TABLE, Block, Paper
from xl_addin.documents.widths import widths
from xl_addin.domain.errors import DeskError

_SMALL = 8
_OF_TABLES = 3  # WD_STYLE_TYPE.TABLE
_AFTER = {RIGHT: 2, SPACE: 18}  # points below a part
_CAPITAL, _OTHER = 0.66, 0.53  # about how wide a bold letter is, in its size
_AROUND = 12.0  # what a cell leaves beside its text


def docx_of(paper: Paper) -> bytes:
    """The document of one paper."""
    book = opened(paper.form)
    _write(book, paper)
    for part in _parts(book, "header") if paper.mark else ():
        _head(part, paper.mark)
    for part in _parts(book, "footer"):
        _foot(part, paper.number)
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
    from docx.shared import Mm

    book = Document()
    _drop_left_over(book)
    page = book.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    font = book.styles["Normal"].font
    font.name = FONT
    sized(font, PLAIN)
    indian(font.element.rPr)
    for style, size in STYLES.values():
        plain_heading(book.styles[style], size)
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
        if style.type == _OF_TABLES and style.name not in (TABLE_STYLE, "Normal Table"):
            style.delete()


def _write(book: Any, paper: Paper) -> None:
    grids = dict(paper.grids)
    after = max((at for at, one in enumerate(paper.blocks) if one.kind == TABLE), default=len(paper.blocks))
    for at, block in enumerate(paper.blocks):
        if block.kind == TABLE:
            _table(book, grids[block.text])
        else:
            paragraph = _part(book, block)
            # What stands below the last table is signed: it is not torn.
            paragraph.paragraph_format.keep_with_next = after < at < len(paper.blocks) - 1 or None
    for one in paper.citations:
        _small(book.add_paragraph(), one)


def _has(book: Any, style: str) -> bool:
    """Whether the letterhead has a style of that name."""
    return style in book.styles


def _part(book: Any, block: Block) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    style, size = STYLES.get(block.kind, ("", PLAIN))
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
        if style:
            sized(run.font, size, bold=True)
    if block.kind == RIGHT:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(_AFTER.get(block.kind, 6))
    return paragraph


def _small(paragraph: Any, text: str, bold: bool = False) -> None:
    from docx.shared import Pt

    sized(paragraph.add_run(text).font, _SMALL, bold=bold)
    paragraph.paragraph_format.space_after = Pt(2)


def _table(book: Any, grid: Grid) -> None:
    """Headings are repeated on each page, a row is not torn."""
    from docx.shared import Pt

    if not grid.rows:
        book.add_paragraph(grid.none)
        return
    table = book.add_table(rows=0, cols=len(grid.headings))
    if _has(book, TABLE_STYLE):
        table.style = TABLE_STYLE
    table.autofit = False
    page = book.sections[-1]
    room = (page.page_width - page.left_margin - page.right_margin) / Pt(1)
    columns = [Pt(width) for width in widths(grid, _length, room, _AROUND)]
    for column, width in zip(table.columns, columns, strict=True):
        column.width = width
    last = len(grid.rows) - grid.totals
    for at, cells in enumerate((grid.headings, *grid.rows)):
        row = table.add_row()
        _row(row, cells, columns, grid.amounts, at == 0 or at > last)
        _mark(row, "w:cantSplit")
        if not at:
            _mark(row, "w:tblHeader")
    book.add_paragraph()


def _length(text: str) -> float:
    """About how long a text in small bold letters is, in points."""
    return _SMALL * sum(_CAPITAL if letter.isupper() else _OTHER for letter in text)


def _row(row: Any, texts: Sequence[str], columns: Sequence[int], amounts: Sequence[int], bold: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = columns[at]
        paragraph = cell.paragraphs[0]
        _small(paragraph, text, bold)
        if at in amounts:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _parts(book: Any, name: str) -> Iterator[Any]:
    """Every header or footer of the document: of the first page and of even pages too, where they have their own."""
    for at, section in enumerate(book.sections):
        kinds = [name]
        kinds += [f"first_page_{name}"] if section.different_first_page_header_footer else []
        kinds += [f"even_page_{name}"] if book.settings.odd_and_even_pages_header_footer else []
        for kind in kinds:
            part = getattr(section, kind)
            if not (at and part.is_linked_to_previous):  # else it is that of the section before
                part.is_linked_to_previous = False
                yield part


def _head(head: Any, mark: str) -> None:
    """The mark above what the letterhead has there."""
    paragraph = head.paragraphs[0].insert_paragraph_before()
    sized(paragraph.add_run(mark).font, STYLES[HEADING][1], bold=True)


def _foot(foot: Any, number: str) -> None:
    """The number and the page below what the letterhead has there."""
    last = foot.paragraphs[-1]
    paragraph = foot.add_paragraph() if last.text.strip() else last
    _small(paragraph, f"{number}    Page ")
    _field(paragraph, "PAGE")
    _small(paragraph, " of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)
    run = paragraph.add_run("1")
    sized(run.font, _SMALL)
    field.append(run._r)
