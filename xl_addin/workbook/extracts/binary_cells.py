"""Values of cells that binary books have in common, as the text a person would type."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.number_forms import number_cell
from xl_addin.workbook.extracts.sheets import Sheet

Value = str | float | bool | bytes
ERRORS = {
    **{0x00: b"#NULL!", 0x07: b"#DIV/0!", 0x0F: b"#VALUE!", 0x17: b"#REF!", 0x1D: b"#NAME?", 0x24: b"#NUM!"},
    0x2A: b"#N/A",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """Turns a sheet's values into text by the number formats of the book."""

    sheet: Sheet
    forms: list[str]
    system: int

    def text(self, value: Value, style: int) -> str:
        """The text of a value in a cell of this style; an error comes as bytes."""
        form = self.forms[style] if style < len(self.forms) else ""
        form = "" if form.lower() == "general" else form
        if isinstance(value, bytes):
            return CellText(value.decode(), "error", form)
        if isinstance(value, bool):
            return CellText("TRUE" if value else "FALSE", "bool", form)
        return value if isinstance(value, str) else number_cell(repr(value), form, self.system)


def rk_number(packed: int) -> float:
    """A number packed into 30 bits: whole or the upper half of a double, and perhaps in hundredths."""
    if packed & 2:
        whole = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
        return whole / (100 if packed & 1 else 1)
    value: float = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value
