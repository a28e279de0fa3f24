"""In which form a workbook is saved: said by Help, by installation and by diagnosis, which need know no button."""

from __future__ import annotations

SAVE_AS_XLSX = (
    "Save and exchange workbooks as .xlsx: formulas of Import Desk in an .ods are lost where it is not installed."
)
