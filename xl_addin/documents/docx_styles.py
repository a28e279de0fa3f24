"""Styles, fonts and sizes of letters in documents of Word."""

from __future__ import annotations

from typing import Any

from xl_addin.documents.template import HEADING, TITLE

# The style of a part, where the letterhead has it; else plain text that is bold.
STYLES = {TITLE: ("Heading 1", 15), HEADING: ("Heading 2", 12)}
TABLE_STYLE, PLAIN, FONT = "Table Grid", 10, "Calibri"
_INDIAN_FONT = "Nirmala UI"  # Windows' font of Indian scripts


def indian(properties: Any) -> None:
    """The font of Indian scripts."""
    from docx.oxml.ns import qn

    properties.rFonts.set(qn("w:cs"), _INDIAN_FONT)


def plain_heading(style: Any, size: int) -> None:
    """A heading in black, without the room above it that the library's own has."""
    from docx.shared import Pt, RGBColor

    sized(style.font, size, bold=True)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(6)


def sized(font: Any, size: int, *, bold: bool = False) -> None:
    """Size and weight, for Latin letters and for those of Indian scripts, which Word keeps apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    font.size, font.bold, font.cs_bold = Pt(size), bold or None, bold or None
    properties = font.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    twice = OxmlElement("w:szCs")
    twice.set(qn("w:val"), str(2 * size))
    properties.find(qn("w:sz")).addnext(twice)
