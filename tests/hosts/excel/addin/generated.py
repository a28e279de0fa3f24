"""The add-in's texts as they are read over; `python -m tests.hosts.excel.addin.generated` writes them anew."""

from __future__ import annotations

from pathlib import Path

from xl_addin.hosts.excel.addin.vba import workbook_code
from xl_addin.hosts.excel.ribbon.vba import ribbon_module
from xl_addin.hosts.excel.ribbon.xml import ribbon_xml
from xl_addin.hosts.excel.server.vba import transport_module

FOLDER = Path(__file__).resolve().parent / "snapshots"


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
