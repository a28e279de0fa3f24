"""Two closings held against each other: of two months, or of one month before and after answers. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from xl_addin.desk.atomic import atomic_lines, atomic_write
from xl_addin.desk.close.outputs import file_hash, write_csv
from xl_addin.desk.close.run_json import RUN_JSON, read_run
from xl_addin.desk.lists import audit_sample, checklist, sign_off
from xl_addin.desk.lists.book import SHEETS as BOOK_SHEETS
from xl_addin.desk.lists.compared import CELLS, DIFFERENCES, FILE, NOTES, SHEETS, TOTALS, Compared, SheetRow, shown
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_meta
from xl_addin.workbook.books.normal import read_day
from xl_addin.workbook.books.plain import Page, write_pages
from xl_addin.workbook.books.two_books import Book, apart, main_of
from xl_addin.workbook.proof.about import SCHEMA_VERSION

KEYED = tuple((sheet.name, table) for sheet in BOOK_SHEETS for table in sheet.tables if table.key)
OF_A_MONTH = (checklist.LIST, audit_sample.LIST, sign_off.LIST)  # another month begins them anew
TODO = "Filter Sheet and What on Differences; an item is named as on its sheet."
NOT_COMPARED = "Lists whose rows have no name of their own are not compared: Today, sources, messages, history, rules."
OTHER_MONTH = "Checklist, audit sample and sign-off are not compared: another month begins them anew."


@dataclass(frozen=True, slots=True)
class Closing:
    """A closing workbook that is compared: the book, what it says of itself, and what is to be known of it."""

    book: FileBook
    said: Mapping[str, str]
    bank: str
    note: str = ""

    @property
    def as_on(self) -> date:
        """Its day."""
        return read_day("as on", self.said.get("as_on"))

    @property
    def period(self) -> str:
        """Its month."""
        return period_of(self.as_on)

    @property
    def run(self) -> str:
        """The run that wrote it."""
        return self.said.get("run_id", "")

    @property
    def head(self) -> str:
        """The ledger's act at which it was made."""
        return self.said.get("ledger_head", "")

    @property
    def name(self) -> str:
        """Its day and run, in words."""
        return f"{self.as_on:%d-%b-%Y}, run {self.run}"


@dataclass(frozen=True, slots=True)
class Both:
    """Two closings and what differs between them."""

    before: Closing
    after: Closing
    found: Compared
    lacking: tuple[str, ...]  # lists that could not be compared, each with why

    @property
    def differs(self) -> bool:
        """Whether anything is not alike, or was not compared."""
        return bool(self.lacking or self.found.cells)

    @property
    def stem(self) -> str:
        """What the files are called: by months; within a month by the ledger's acts."""
        one, other = self.before, self.after
        if one.period != other.period:
            return f"compare-{one.period}-{other.period}"
        return f"compare-{one.period}-{one.head[:8]}-{other.head[:8]}"

    @property
    def notes(self) -> list[str]:
        """What is to be known of the comparison."""
        anew = [OTHER_MONTH] if self.before.period != self.after.period else []
        told = [f"Not compared: {one}" for one in self.lacking]
        return [*filter(None, (self.before.note, self.after.note)), *told, NOT_COMPARED, *anew]


def closing_at(path: Path) -> Closing:
    """The closing in a folder, or the closing workbook itself; DeskError where it is none."""
    if path.is_dir():
        return _in_folder(path)
    if not path.is_file():
        raise DeskError(
            "There is neither a folder nor a workbook of this name.",
            f"Path {path}.",
            "Give the output folder of a close, or its closing workbook.",
        )
    return _opened(path)


def _in_folder(folder: Path) -> Closing:
    outputs: Mapping[str, str] = read_run(folder)["outputs"]
    name = next((one for one in outputs if one.endswith(".xlsx")), "")
    if not (folder / name).is_file():
        raise DeskError(
            "The closing workbook is not in its folder any more.",
            f"Folder {folder}; {RUN_JSON} names {name or 'none'}.",
            "Put it back, or close that month again.",
        )
    whole = file_hash(folder / name) == outputs[name]
    return _opened(folder / name, "" if whole else f"{name} was changed after its close: it is compared as it stands.")


def _opened(path: Path, note: str = "") -> Closing:
    book = FileBook(path)
    said = read_meta(book)
    if said.get("schema_version") != SCHEMA_VERSION:
        raise DeskError(
            f"The closing was written in another form than this program knows: {said.get('schema_version') or 'none'}.",
            f"Book {path}; known here: form {SCHEMA_VERSION}.",
            "Close that month again with this program, or compare with the program that wrote both.",
        )
    about = {str(row[0]): str(row[1]) for row in book.grid("About") if len(row) > 1 and row[0] and row[1]}
    return Closing(book, said, about.get("Bank", ""), note)


def compare(before: Path, after: Path, progress: Progress = silent) -> Both:
    """Compares every list whose rows have a name, list by list."""
    progress("Reading both closings")
    one, other = closing_at(before), closing_at(after)
    if one.bank != other.bank:
        raise DeskError(
            "The closings are of two banks, or of one under two names.",
            f"{one.book.name}: {one.bank or 'none'}; {other.book.name}: {other.bank or 'none'}.",
            "Give two closings of one bank. Where its name was written otherwise, close one of the months again.",
        )
    found, lacking = [], []
    lists = [(sheet, table) for sheet, table in KEYED if one.period == other.period or table not in OF_A_MONTH]
    for number, (sheet, table) in enumerate(lists, 1):
        progress(f"Comparing {sheet} ({number} of {len(lists)})")
        try:
            books = [Book(side.book.read_table(table.name), side.book.date1904) for side in (one, other)]
        except DeskError as error:
            lacking.append(f"{sheet}, list {table.name}: {error.what} {error.where}")
            continue
        found.append(SheetRow(sheet, apart(table, *books, same_day=one.as_on == other.as_on)))
    return Both(one, other, Compared(found), tuple(lacking))


def compared_lines(both: Both) -> Iterator[str]:
    """The comparison on one screen: rows of each list that differs, open amounts by currency."""
    yield f"Before: {both.before.name}"
    yield f"After:  {both.after.name}"
    unlike = [one for one in both.found.lists if one.apart.rows]
    if not unlike:
        yield f"Nothing differs on {len(both.found.lists)} lists."
    else:
        yield ""
        yield f"{'':<34}{'before':>9}{'new':>8}{'gone':>8}{'after':>9}{'changed':>9}"
    for sheet, found in unlike:
        counts = (found.before, found.count("NEW"), found.count("GONE"), found.after, found.count("CHANGED"))
        widths = (9, 8, 8, 9, 9)
        figures = "".join(f"{n:>{w},}" for n, w in zip(counts, widths, strict=True))
        yield f"{f'{sheet} ({found.table.name})':<34}{figures}"
    yield from _open_amounts(both.found)
    yield from ("", *both.notes)


def _open_amounts(found: Compared) -> Iterator[str]:
    moved = [one for one in found.totals if one.total.header == "Outstanding" and one.sheet in ("ORM", "BoE invoices")]
    if moved:
        yield ""
        yield f"{'Outstanding':<15}{'cur':<5}{'items':>13}{'before':>20}{'after':>20}{'moved':>20}"
    for sheet, one in moved:
        main = next(column for s, t in KEYED if s == sheet and (column := main_of(t)) is not None)
        amounts = (one.before, one.after, one.after - one.before)
        figures = "".join(f"{shown(main, f'{amount:f}', one.currency):>20}" for amount in amounts)
        yield f"{sheet:<15}{one.currency:<5}{f'{one.rows_before:,} → {one.rows_after:,}':>13}{figures}"


def files_of(both: Both, folder: Path) -> tuple[Path, Path]:
    """The workbook and the CSV file of a comparison."""
    return folder / f"{both.stem}.xlsx", folder / f"{both.stem}.csv"


def refuse_there(paths: Iterable[Path]) -> None:
    """DeskError where one of the files is there already."""
    there = [path for path in paths if path.exists()]
    if there:
        raise DeskError(
            f"The file is there already: {', '.join(path.name for path in there)}.",
            f"Folder {there[0].parent.absolute()}.",
            "Give another folder with --to, or move it away.",
        )


def write_compared(both: Both, folder: Path) -> tuple[Path, Path]:
    """Writes the workbook and the CSV file into a folder, over former ones of the same two closings."""
    book, lines = files_of(both, folder)
    what = f"Before: {both.before.name}. After: {both.after.name}."
    pages = (
        Page("Compare", what, TODO, [SHEETS.filled(both.found), NOTES.with_rows(both.notes)]),
        Page("Totals", what, "The main amount of each list, by currency.", [TOTALS.filled(both.found)]),
        Page(DIFFERENCES, what, TODO, [CELLS.filled(both.found)]),
    )
    title = f"Closings compared: {both.before.period} and {both.after.period}"
    made_on = max(both.before.as_on, both.after.as_on)
    atomic_write(book, lambda part: write_pages(pages, part, title, made_on))
    atomic_lines(lines, partial(write_csv, FILE.filled(both.found)))
    return book, lines


def closing_before(out: Path) -> Path | None:
    """The last closing of an earlier month and of the same ledger that lies beside a closing's folder."""
    here = read_run(out)
    found = []
    for path in out.parent.glob(f"*/{RUN_JSON}"):
        with suppress(DeskError):  # a damaged one beside bars nobody
            run = read_run(path.parent)
            if run["ledger"] == here["ledger"] and run["as_on"][:7] < here["as_on"][:7]:
                found.append((run["as_on"], str(run.get("made_at")), path.parent))
    return max(found)[-1] if found else None
