"""Number formats of a book, and the text a person would type for a number or day that a cell stores."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal
from functools import lru_cache

from xl_addin.workbook.extracts.cell_text import CellText

LOST_DIGITS = "#LOST-DIGITS"  # stands in for a number Excel has already cut
# Formats that every book has without saying so. The currency of 5 to 8, 42 and 44 is that of the reader's PC.
BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"},
    **{5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00"},
    **{14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm"},
    **{21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
    **{37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)"},
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
}
# What a format says in words, not in digits: quoted text, a character behind a backslash, space or fill, a bracket.
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_EPOCHS = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}  # noqa: DTZ001 - a sheet's day has no zone
_FIFTEEN = Context(prec=15)
_NOISE = Decimal("0.0001")  # seconds by which binary arithmetic may miss one; more is the last moment of a day
_LAST_SERIALS = {1900: 2_958_465, 1904: 2_957_003}  # 31-Dec-9999


@lru_cache(maxsize=4096)
def shows_a_date(form: str) -> bool:
    """True where a number format shows a number as a day or a time of day; elapsed hours are a number."""
    if not form or form.lower() == "general" or _ELAPSED.search(form):
        return False
    return re.search("[dmyhs]", _SAID.sub("", form.split(";", maxsplit=1)[0]), re.IGNORECASE) is not None


@lru_cache(maxsize=65_536)
def number_cell(stored: str, form: str, system: int) -> CellText:
    """A number cell as text: day first where its format shows a day, else digits (15 of them, as a sheet shows)."""
    value = _FIFTEEN.create_decimal(stored)
    if not value.is_finite():
        return CellText("#NUM!", "error", form)
    if shows_a_date(form) and 0 <= value < _LAST_SERIALS[system]:
        moment = _EPOCHS[system] + timedelta(seconds=int(value * 86_400 + _NOISE))
        return CellText(day_text(moment), "date", form)
    return CellText(_digits(value), "number", form)


def day_text(moment: datetime) -> str:
    """A day as dd/mm/yyyy, with its time where it has one."""
    day = f"{moment.day:02}/{moment.month:02}/{moment.year:04}"
    return day if moment.time() == moment.min.time() else f"{day} {moment:%H:%M:%S}"


def _digits(value: Decimal) -> str:
    """Plain digits: whole numbers without a point, fractions without the noise of binary arithmetic."""
    if abs(value) >= 10**15:
        return LOST_DIGITS
    return str(int(value)) if value == int(value) else format(value.normalize(), "f")
