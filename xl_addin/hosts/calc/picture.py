"""The top of a sheet as a picture: LibreOffice makes a page of just these cells, Poppler a PNG of the page."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.engine.connect import bridge, value_of

ROWS, COLUMNS, DOTS_PER_INCH = 40, 12, 75
_MARGIN = 200  # hundredths of a millimetre
_VALUES = "[]com.sun.star.beans.PropertyValue"


def picture(document: Any, sheet: str, folder: Path) -> bytes:
    """PNG; DeskError where this machine can make none."""
    program = shutil.which("pdftoppm")
    if program is None:
        raise DeskError("No picture.", "pdftoppm is not on this machine.", "Install poppler-utils.")
    page = document.Sheets.getByName(sheet)
    cells, pdf = _top(page), folder / "picture.pdf"
    style = document.StyleFamilies.getByName("PageStyles").getByName(page.PageStyle)
    with _as(style, _just(cells.Size)):
        chosen = bridge().Any(_VALUES, (value_of("Selection", cells),))
        options = (value_of("FilterName", "calc_pdf_Export"), value_of("FilterData", chosen))
        bridge().invoke(document, "storeToURL", (pdf.as_uri(), bridge().Any(_VALUES, options)))
    command = [program, "-png", "-r", str(DOTS_PER_INCH), "-f", "1", "-l", "1", str(pdf)]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603


def _top(page: Any) -> Any:
    """The used cells that fit on a screen."""
    cursor = page.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.getRangeAddress()
    return page.getCellRangeByPosition(0, 0, min(last.EndColumn, COLUMNS - 1), min(last.EndRow, ROWS - 1))


def _just(size: Any) -> Mapping[str, object]:
    """Settings of a page on which cells of this size stand alone, unscaled."""
    margins = dict.fromkeys(("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"), _MARGIN)
    wide, high = size.Width + 3 * _MARGIN, size.Height + 3 * _MARGIN
    shape = {"IsLandscape": wide > high, "Width": wide, "Height": high}
    plain = {"HeaderIsOn": False, "FooterIsOn": False, "ScaleToPagesX": 0, "ScaleToPagesY": 0, "PageScale": 100}
    return {**margins, **plain, **shape}


@contextmanager
def _as(style: Any, settings: Mapping[str, object]) -> Iterator[None]:
    """A page style with these settings; afterwards as it was."""
    before = {name: getattr(style, name) for name in settings}
    try:
        for name, value in settings.items():
            setattr(style, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(style, name, value)
