"""The charts of the Summary: native, titled, and told apart by shade and hatching, so that a black print reads too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

INK, PALE = "#1F3864", "#B7C4DA"
SOLID = {"fill": {"color": INK}, "border": {"color": INK}}
LIGHT = {"fill": {"color": PALE}, "border": {"color": INK}}
HATCHED = {
    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": INK, "bg_color": "#FFFFFF"},
    "border": {"color": INK},
}
HIDDEN = {"fill": {"none": True}, "border": {"none": True}}
HEIGHT = 270
_FONT = {"name": "Calibri", "size": 8, "color": "#262626"}
_LINE = {"color": "#D9D9D9", "width": 0.5}


@dataclass(frozen=True, slots=True)
class Series:
    """A named column of a block and how it is drawn."""

    column: int
    look: dict[str, Any]
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over the block that starts (header) and ends in these zero-based rows of Summary."""

    title: str
    kind: str  # column or bar
    axis: str
    head_row: int
    last_row: int
    series: tuple[Series, ...]
    stacked: bool = False


def insert(book: Any, page: Any, chart: Chart, row: int, offset: int, width: int) -> None:
    """Draws `chart`, `width` pixels wide, in a row, `offset` pixels from the left edge."""
    made = book.add_chart({"type": chart.kind, **({"subtype": "stacked"} if chart.stacked else {})})
    for series in chart.series:
        made.add_series(_series(chart, series))
    made.set_title({"name": chart.title, "name_font": {**_FONT, "size": 11, "bold": True}, "overlay": False})
    value_axis = {
        "name": chart.axis,
        "name_font": {**_FONT, "bold": False},
        "num_font": _FONT,
        "num_format": "#,##0.0" if "crore" in chart.axis else "#,##0",
        "major_gridlines": {"visible": True, "line": _LINE},
    }
    if chart.kind == "bar":  # names run downwards, so the far side of the value axis is below
        value_axis["label_position"] = "high"
    names_axis = {"num_font": _FONT, "reverse": chart.kind == "bar", "label_position": "low", "interval_unit": 1}
    made.set_x_axis(names_axis if chart.kind == "column" else value_axis)
    made.set_y_axis(value_axis if chart.kind == "column" else names_axis)
    made.set_legend(_legend(chart))
    made.set_size({"width": width, "height": HEIGHT})
    page.insert_chart(row, 0, made, {"x_offset": offset, "object_position": 2, "description": chart.title})


def _series(chart: Chart, series: Series) -> dict[str, Any]:
    first = chart.head_row + 1
    return {
        "name": ["Summary", chart.head_row, series.column],
        "categories": ["Summary", first, 0, chart.last_row, 0],
        "values": ["Summary", first, series.column, chart.last_row, series.column],
        "gap": 60,
        **({"overlap": 100} if chart.stacked else {}),
        **series.look,
    }


def _legend(chart: Chart) -> dict[str, Any]:
    shown = [series.shown for series in chart.series]
    if sum(shown) < 2:
        return {"none": True}
    return {"position": "bottom", "font": _FONT, "delete_series": [place for place, on in enumerate(shown) if not on]}
