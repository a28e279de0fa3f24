"""A picture of a real Calc window in which our functions have calculated, on a screen of its own.

    python -m tests.office.picture_of_calc                         workbooks/pictures/calc.png
    python -m tests.office.picture_of_calc OUT.png BOOK.xlsx SHEET!CELL   another workbook, that cell chosen

Needs Xvfb, openbox, xdotool and ImageMagick's import beside LibreOffice. Look at the picture before it is committed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from tests.office.calc import Calc, prepare_profile, site_packages
from xl_addin.hosts.calc.functions.build_oxt import build

ROOT = Path(__file__).resolve().parents[2]

TOOLS = ("Xvfb", "openbox", "xdotool", "import")
WIDTH, HEIGHT = 1600, 900
SETTLE_SECONDS = 2.5  # the window is drawn in several steps
FACT_HEADS = ("Invoice value", "Difference", "Action date", "Reason", "Satisfied", "Suit", "Notice")
FACES = ("_OK", "_STATUS", "_WHY")
FACTS = (
    (100_000, 4_812.50, "2026-05-04", "DISCOUNT", "Y", "N", "N"),
    (100_000, 5_000.01, "2026-05-04", "DISCOUNT", "Y", "N", "N"),
    (100_000, 1_000, "2026-05-04", "FREIGHT", "Y", "Y", "N"),
    (100_000, 1_000, "2026-05-04", "FREIGHT", "Y", None, "N"),
    (100_000, 9_000, "2026-11-02", "DISCOUNT", "Y", "N", "N"),
    (100_000, 9_000, "2026-11-02", "DISCOUNT", "N", "N", "N"),
    (-5, 1_000, "2026-05-04", "FREIGHT", "Y", "N", "N"),
    (None,) * 7,
)
OTHERS = (
    ("Last payment date", '=PAYMENT_DUE("2026-01-15","2026-05-04")', "DD-MMM-YYYY"),
    ("The bank's last step", '=EXTENSION_DATE("2026-01-15","2026-07-15","2026-05-04")', "DD-MMM-YYYY"),
    ("Regime", '=REGIME("2026-10-01")', "General"),
    ("Age", '=AGE_BUCKET("2026-01-15","2026-05-04")', "General"),
    ("Outstanding", "=OUTSTANDING(100000,95187.50,4812.50)", "#,##0.00"),
    ("IEC", '=IEC_WHY("0388012345")', "General"),
)
BLUE, GREY = PatternFill("solid", fgColor="1F3864"), PatternFill("solid", fgColor="F2F2F2")


def main(arguments: list[str]) -> int:
    """Makes the picture; exit code 1 where a tool is missing."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"Not found: {', '.join(missing)}. On Debian: apt-get install xvfb openbox xdotool imagemagick.")
        return 1
    target = Path(arguments[0]) if arguments else ROOT / "workbooks" / "pictures" / "calc.png"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        book = Path(arguments[1]) if len(arguments) > 1 else example(folder / "Import Desk functions.xlsx")
        chosen = arguments[2] if len(arguments) > 2 else "H4"
        profile = prepare_profile(build(folder / "import-desk.oxt"), folder / "profile")
        with screen() as display, Calc(profile, {"IMPORT_DESK_SITE": site_packages()}, display=display) as calc:
            calc.ask("open", path=str(book.resolve()), hidden=False)
            calc.ask("calculate")
            calc.ask("show", at=chosen, width=WIDTH, height=HEIGHT)
            on_screen = {**os.environ, "DISPLAY": display}
            find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Calc"]
            subprocess.run(find, env=on_screen, check=True, capture_output=True, timeout=60)
            time.sleep(SETTLE_SECONDS)
            target.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["import", "-window", "root", str(target)], env=on_screen, check=True, timeout=60)
    print(target)
    return 0


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees, with a window manager; its name."""
    reading, writing = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    manager = None
    try:
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, **quiet)
        yield display
    finally:
        for process in (manager, server):
            if process is not None:
                process.terminate()
                process.wait(10)


def example(path: Path) -> Path:
    """Write-offs row by row, and one formula of each other kind."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Write-off"
    sheet["A1"] = "Worksheet functions of Import Desk in LibreOffice Calc"
    sheet["A1"].font = Font(name="Calibri", bold=True, size=14, color="1F3864")
    _heads(sheet, 3, (*FACT_HEADS, *(f"WRITEOFF{face}" for face in FACES)))
    for row, facts in enumerate(FACTS, 4):
        for column, fact in enumerate(facts, 1):
            sheet.cell(row, column, fact).alignment = Alignment(vertical="top")
        for column, face in enumerate(FACES, 8):
            sheet.cell(row, column, f"=WRITEOFF{face}(" + ",".join(f"{letter}{row}" for letter in "ABCDEFG") + ")")
            sheet.cell(row, column).fill = GREY
            sheet.cell(row, column).alignment = Alignment(wrap_text=column == 10, vertical="top")
        sheet.cell(row, 8).number_format = "BOOLEAN"
        sheet.cell(row, 1).number_format = sheet.cell(row, 2).number_format = "#,##0.00"
        sheet.row_dimensions[row].height = 46 if row < 10 else 16
    _heads(sheet, 13, ("Question", "", "", "Answer"))
    for row, (question, formula, form) in enumerate(OTHERS, 14):
        sheet.cell(row, 1, question)
        sheet.cell(row, 4, formula).number_format = form
        sheet.cell(row, 4).fill = GREY
    for letter, wide in zip("ABCDEFGHIJ", (13, 11, 12, 14, 9, 7, 8, 15, 19, 90), strict=True):
        sheet.column_dimensions[letter].width = wide
    book.save(path)
    return path


def _heads(sheet: object, row: int, heads: tuple[str, ...]) -> None:
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(row, column, head)  # type: ignore[attr-defined]
        cell.font, cell.fill = Font(name="Calibri", bold=True, color="FFFFFF"), BLUE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
