"""Cell formats of the book, made once each and kept by what they mean."""

from __future__ import annotations

from typing import Any

from xl_addin.domain.statuses import BAD, GOOD, LOOK, NOTE, RAISED
from xl_addin.workbook.lists import Kind

FONT = "Calibri"
INK, HEAD_FILL, RULE_LINE, QUIET = "#000000", "#1F3864", "#D0D0D0", "#595959"
INPUT_INK, INPUT_FILL = "#0000FF", "#DCE9FA"
LINK_INK = "#0B5394"

DATE_FORMAT = "dd-mmm-yyyy"
MOMENT_FORMAT = "dd-mmm-yyyy hh:mm"
INR_FORMAT = "#,##0.00"
_BY_KIND: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"num_format": "@"},
    Kind.LONG: {"num_format": "@", "text_wrap": True},
    Kind.DATE: {"num_format": DATE_FORMAT, "align": "left"},
    Kind.MOMENT: {"num_format": MOMENT_FORMAT, "align": "left"},
    Kind.INR: {"num_format": INR_FORMAT, "align": "right", "indent": 1},
    Kind.LAKH: {"num_format": "#,##0.00", "align": "right", "indent": 1},
    Kind.INT: {"num_format": "#,##0", "align": "right", "indent": 1},
    Kind.RATIO: {"num_format": "0.00##", "align": "right", "indent": 1},
    Kind.LINK: {"num_format": "@", "font_color": LINK_INK, "underline": 1},
    Kind.ANSWER: {"num_format": "General", "align": "left"},
    Kind.STATUS: {"num_format": "@", "bold": True},
    Kind.SIGN: {"num_format": "@", "bold": True, "align": "center"},
    Kind.FOUND: {"num_format": "@", "text_wrap": True},
}
_BASE = {"font_name": FONT, "font_size": 9, "valign": "vcenter", "bottom": 1, "bottom_color": RULE_LINE}
_INPUT = {"font_color": INPUT_INK, "bg_color": INPUT_FILL, "locked": False}
_NAMED: dict[str, dict[str, Any]] = {
    "title": {"font_name": FONT, "font_size": 16, "bold": True, "font_color": HEAD_FILL},
    "what": {"font_name": FONT, "font_size": 10, "font_color": INK},
    "todo": {"font_name": FONT, "font_size": 10, "font_color": QUIET, "italic": True},
    "section": {"font_name": FONT, "font_size": 12, "bold": True, "font_color": HEAD_FILL},
    "head": {
        "font_name": FONT,
        "font_size": 9,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": HEAD_FILL,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#FFFFFF",
    },
    "label": {"font_name": FONT, "font_size": 10, "valign": "top"},
    "value": {"font_name": FONT, "font_size": 10, "valign": "top", "align": "left"},
    "empty": {**_BASE, "font_color": QUIET, "italic": True, "num_format": "@"},
    "link": {"font_name": FONT, "font_size": 9, "font_color": LINK_INK, "underline": 1, "valign": "vcenter"},
    "big": {"font_name": FONT, "font_size": 14, "bold": True, "align": "left"},
    "total_of": {"font_name": FONT, "font_size": 9, "font_color": QUIET, "align": "right"},
    "total": {"font_name": FONT, "font_size": 9, "bold": True, "num_format": INR_FORMAT, "align": "right", "indent": 1},
    "truth": {**_BASE, "bold": True, "align": "center"},
}
_NAMED["head_right"] = {**_NAMED["head"], "align": "right", "indent": 1}
RIGHT = frozenset({Kind.AMOUNT, Kind.INR, Kind.LAKH, Kind.INT, Kind.RATIO})
# Font and fill of each tone; each pair has a contrast above 4.5 to 1 (a test computes it).
TONES: dict[str, tuple[str, str]] = {
    GOOD: ("#1E5C1E", "#E6F2E0"),
    LOOK: ("#6B4300", "#FFF2CC"),
    RAISED: ("#7F3300", "#FBE3D3"),
    BAD: ("#8B0000", "#F8D9DA"),
    NOTE: ("#1F3864", "#ECECEC"),
}


def amount_format(places: int) -> str:
    """Western grouping with the currency's own decimals; a two-condition lakh format loses the sign and stays out."""
    return "#,##0" + ("." + "0" * places if places else "")


class Styles:
    """Makes a format when first asked for it and hands the same one out again."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def named(self, name: str) -> Any:
        """One of the fixed formats: title, what, todo, section, head, label, value, empty, link, big, truth."""
        return self._get((name,), _NAMED[name])

    def head(self, kind: Kind) -> Any:
        """The header format above cells of a kind: numbers stand right, so does their header."""
        return self.named("head_right" if kind in RIGHT else "head")

    def cell(self, kind: Kind, *, places: int = 2, is_input: bool = False, tone: str = "") -> Any:
        """The format of a data cell; `places` counts for amounts, `tone` for statuses."""
        properties = dict(_BASE)
        properties |= _BY_KIND.get(kind) or {"num_format": amount_format(places), "align": "right", "indent": 1}
        if tone:
            properties |= dict(zip(("font_color", "bg_color"), TONES[tone], strict=True))
        if is_input:
            properties |= _INPUT
        return self._get((kind, places if kind is Kind.AMOUNT else 0, is_input, tone), properties)

    def toned(self, tone: str) -> Any:
        """A conditional format: the colours of a tone alone."""
        ink, fill = TONES[tone]
        return self._get(("toned", tone), {"font_color": ink, "bg_color": fill})

    def index(self, kind: Kind, *, places: int = 2, is_input: bool = False, tone: str = "") -> int:
        """The number by which the sheet's XML names that format."""
        made: int = self.cell(kind, places=places, is_input=is_input, tone=tone)._get_xf_index()
        return made

    def _get(self, key: tuple[object, ...], properties: dict[str, Any]) -> Any:
        if key not in self._made:
            self._made[key] = self.book.add_format(properties)
        return self._made[key]
