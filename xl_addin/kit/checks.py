"""What the acceptance kit looks at, one function each, the same in every host."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from xl_addin.desk.atomic import atomic_text
from xl_addin.desk.settings import FILE
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.driven import Host
from xl_addin.kit import books as kit_books
from xl_addin.kit.open import opened
from xl_addin.kit.press import PART, buttons, closings, saved, settings
from xl_addin.kit.report import FAIL, NOT_RUN, PASS, Outcome

ACCEPTANCE = ("udf_acceptance.xlsx", "udf_acceptance_1904.xlsx")
# Not Start: its card names the person and the folder.
PICTURED = ("Today", "Settlements", "Write-offs")
_FIRST_ROW, _LAST_ROW, _ROWS_TOLD = 7, 5_000, 10


@dataclass(frozen=True, slots=True)
class Bench:
    """The host, our workbooks, and a folder of the run's own."""

    host: Host
    workbooks: Path
    folder: Path

    def opened(self, path: Path) -> Any:
        """A workbook, open."""
        return opened(self.host.app, path)

    def copied(self, name: str) -> Path:
        """One of our workbooks, copied into the run's folder."""
        return Path(shutil.copy(self.workbooks / name, self.folder))


Check = Callable[[Bench], Iterator[Outcome]]


def judged(
    part: str, what: str, is_good: bool, told: str = "", seconds: float | None = None, wanted: str = ""
) -> Outcome:
    """PASS or FAIL."""
    return Outcome(part, what, PASS if is_good else FAIL, told, seconds, wanted)


def pictured(bench: Bench, part: str, book: Any, sheet: str) -> Outcome:
    """What a person sees of a sheet; where no picture can be made that is said, and fails nothing."""
    what = f"picture of the sheet {sheet}"
    try:
        return Outcome(part, what, PASS, picture=bench.host.picture(book, sheet))
    except (DeskError, OSError, ValueError, CalledProcessError) as error:
        return Outcome(part, what, NOT_RUN, error.where if isinstance(error, DeskError) else str(error))


def add_in(bench: Bench) -> Iterator[Outcome]:
    """It loads whole, and nothing of ours makes the host ask for a repair."""
    began = time.perf_counter()
    told = bench.host.load()
    yield judged("Loading", "The add-in loads", True, told, time.perf_counter() - began)
    for path in sorted(bench.workbooks.glob("*.xlsx")):
        book = bench.opened(bench.copied(path.name))
        names = [sheet.name for sheet in book.sheets]
        yield judged("Loading", f"{path.name} opens without repair", book.name == path.name, f"{len(names)} sheets")
        book.close()


def functions(bench: Bench) -> Iterator[Outcome]:
    """Every golden vector as a formula, in a book that counts from 1900 and one that counts from 1904, both open."""
    books = [bench.opened(bench.copied(name)) for name in ACCEPTANCE]
    began = time.perf_counter()
    bench.host.calculate()
    seconds = time.perf_counter() - began
    for book in books:
        page = book.sheets["Tests"]
        overall = str(page.range("C4").api.Value2)
        told = f"{overall}; {'; '.join(_failing(page)) or 'no row fails'}"
        yield judged("Worksheet functions", book.name, overall.startswith("ALL "), told, wanted="ALL … PASS")
        yield pictured(bench, "Worksheet functions", book, "Tests")
        thought = "Excel" if bench.host.name == "excel" else "Calc"
        yield judged("Worksheet functions", f"{book.name} knows its host", page.range("G4").api.Value2 == thought)
    yield Outcome("Worksheet functions", "both books calculated, side by side", PASS, "", seconds)
    for book in books:
        book.close()


def _failing(page: Any) -> list[str]:
    """Function and case of the first rows that do not pass."""
    rows = page.range((_FIRST_ROW, 2), (_LAST_ROW, 8)).api.Value2
    bad = [row for row in rows if row[0] and row[6] not in ("PASS", "EXCEL ONLY")]
    return [f"{row[0]}, {row[1]}: {row[6]}" for row in bad[:_ROWS_TOLD]]


def cells(bench: Bench) -> Iterator[Outcome]:
    """What cells show as a book is opened; then spill, error values, blanks, a currency cell, and what a call takes."""
    book = bench.opened(kit_books.write_calls(bench.folder / "calls.xlsx"))
    page = book.sheets["Kit"]
    shown = [page.range(cell).api.Value2 for cell, _, _, _ in kit_books.CELLS]
    wanted = [one for _, _, _, one in kit_books.CELLS]
    what = "as opened, before anything was calculated anew"
    yield judged("Cells", what, shown == wanted, repr(shown), wanted=repr(wanted))
    bench.host.calculate()
    for cell, formula, what, one in kit_books.CELLS:
        seen = page.range(cell).api.Value2
        yield judged("Cells", f"{what}: {formula}", seen == one, repr(seen), wanted=repr(one))
    spilled = tuple(row[0] for row in page.range(kit_books.SPILL).api.Value2)
    what = "a column in, a column out (spill)"
    yield judged("Cells", what, spilled == kit_books.SPILLED, repr(spilled), wanted=repr(kit_books.SPILLED))
    yield _sentences(book)
    yield pictured(bench, "Cells", book, "Kit")
    yield pictured(bench, "Cells", book, kit_books.WHY)
    yield from _times(bench, book)
    book.close()


def _sentences(book: Any) -> Outcome:
    """Sentences that one array formula fills: Excel makes #VALUE! of what it cannot hold."""
    rows = book.sheets[kit_books.WHY].range(f"E1:E{kit_books.WHY_ROWS}").api.Value2
    seen, wanted = tuple(str(row[0]) for row in rows), kit_books.why_said()
    bad = [
        f"row {at}: {one[:60]!r}" for at, (one, other) in enumerate(zip(seen, wanted, strict=True), 1) if one != other
    ]
    lengths = f"{min(map(len, wanted))} to {max(map(len, wanted))} characters"
    told = "; ".join(bad[:3]) or f"all whole, {lengths}"
    return judged("Cells", "sentences that spill are whole", not bad, told, wanted=f"{len(wanted)} of {lengths}")


def _times(bench: Bench, book: Any) -> Iterator[Outcome]:
    began = time.perf_counter()
    bench.host.calculate()
    seconds = time.perf_counter() - began
    calls = kit_books.CALLS
    last = book.sheets["Calls"].range(f"B{calls}").api.Value2
    bottom = book.sheets["Column"].range(f"B{kit_books.ROWS}").api.Value2
    each = f"{1000 * seconds / calls:.2f} ms for a cell, the long column among them"
    told = f"{calls:,} cells with a call each, and one call for {kit_books.ROWS:,} rows: {each}"
    yield judged("Cells", "calls are answered to the last row", last == bottom == "MD2016", told, seconds, "MD2016")


def travelled(bench: Bench) -> Iterator[Outcome]:
    """A book that another user saved: its formulas carry the path of that user's add-in."""
    what = "a book with another user's path of the add-in"
    book = bench.opened(kit_books.write_foreign(bench.folder / "of-another-user.xlsx"))
    led = bench.host.led_here(book)
    seen = str(book.sheets["Kit"].range("B1").api.Value2)
    book.close()
    if led is None:
        yield Outcome("Cells", what, NOT_RUN, "this host knows functions by their names alone")
    else:
        told = f"{seen}; {'led to the add-in that is loaded' if led else 'still linked elsewhere'}"
        yield judged("Cells", what, led and seen == "MD2016", told, wanted="MD2016, led to the add-in that is loaded")


def lost_python(bench: Bench) -> Iterator[Outcome]:
    """Python is ended while a button works: the spreadsheet's settings are as before, and the next press works."""
    part, what = PART, "Python is ended while Close month works"
    folder = bench.folder / "lost"
    folder.mkdir()
    shutil.copytree(bench.workbooks / "guided_sample", folder / "guided_sample")
    book = bench.opened(Path(shutil.copy(bench.workbooks / "guided_sample.xlsx", folder)))
    before, began = settings(bench.host.app), time.perf_counter()
    if not bench.host.lose_python("close_month", book):
        yield Outcome(part, what, NOT_RUN, "this host runs Python within itself")
    else:
        seconds, after = time.perf_counter() - began, settings(bench.host.app)
        yield judged(part, what, after == before, f"settings {after}", seconds, f"settings {before}")
        state, told = bench.host.press("diagnostics", book)
        yield judged(part, "the press after that works", state == "done", f"{state}: {told[:80]}", wanted="done")
    book.close()


def hostile(bench: Bench) -> Iterator[Outcome]:
    """A workbook that would choose our code, beside modules that would be imported."""
    folder = bench.folder / "hostile"
    folder.mkdir()
    marker = folder / "caught"
    book = bench.opened(kit_books.write_hostile(folder, marker))
    bench.host.calculate()
    seen = str(book.sheets["Sheet1"].range("A1").api.Value2)
    yield judged("Security", "a function answers beside planted modules", seen.startswith("20"), seen)
    state, _ = bench.host.press("diagnostics", book)
    yield judged("Security", "a button in a book that is no month's is refused", state == "refused", state)
    yield judged("Security", "nothing planted was imported", not marker.exists())
    book.close()


def programs(bench: Bench) -> Iterator[Outcome]:
    """Excel starts none."""
    found = bench.host.children()
    if found is None:
        yield Outcome("Security", "Excel has started no program", NOT_RUN, "this host runs Python within itself")
    else:
        yield judged("Security", "Excel has started no program", not found, ", ".join(found))


def guided_sample(bench: Bench) -> Iterator[Outcome]:
    """Every button, in the tour's order."""
    shutil.copytree(bench.workbooks / "guided_sample", bench.folder / "guided_sample")
    atomic_text(bench.folder / FILE, 'outgoing = "outgoing"\n')  # of this desk alone, whatever the user's record says
    book = bench.opened(bench.copied("guided_sample.xlsx"))
    yield from buttons(bench.host, book)
    for sheet in PICTURED:
        yield pictured(bench, PART, book, sheet)
    yield from saved(bench.host, book)
    yield from closings(bench.host, bench.folder)


CHECKS: tuple[Check, ...] = (add_in, functions, cells, travelled, guided_sample, lost_python, hostile, programs)
