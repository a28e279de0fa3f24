"""The add-in's texts as they are read over; `python tests/addin/generated.py` writes them anew."""
# ruff: noqa: E402  # run as a script, it must find the packages first

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "snapshots"
if __name__ == "__main__":
    sys.path[:0] = [str(FOLDER.parents[2])]

from xl_addin.excel.ribbon_xml import ribbon_xml
from xl_addin.excel.vba_ribbon import ribbon_module
from xl_addin.excel.vba_transport import transport_module
from xl_addin.excel.vba_workbook import workbook_code


def texts() -> dict[str, str]:
    """Text of each snapshot, by file name, with the line ends of this repository."""
    found = {
        "ribbon.xml": ribbon_xml(),
        "ImportDeskRibbon.bas": ribbon_module(),
        "ImportDeskTransport.bas": transport_module(),
        "ThisWorkbook.cls": workbook_code(),
    }
    return {name: text.replace("\r\n", "\n") for name, text in found.items()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
