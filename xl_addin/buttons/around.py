"""Buttons around the month: a values-only copy, diagnostics, help, and the sample begun anew."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from xl_addin import __version__
from xl_addin.buttons.card import LABELS, Card, labelled
from xl_addin.buttons.sheets import read_lists
from xl_addin.buttons.work import Work
from xl_addin.desk.atomic import atomic_write
from xl_addin.desk.close_month import versions
from xl_addin.desk.undo import history
from xl_addin.domain.dates import day_of_serial, period_of
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.book import CellValue, SheetTable
from xl_addin.workbook.closing.schema import Kind, Table
from xl_addin.workbook.month.layout import FOLDER, HEAD, LEDGER, MONTH_TABLES, RESULT, SETTINGS
from xl_addin.workbook.month.rows import nothing
from xl_addin.workbook.month.template import MonthContent, write_month_book

# What the guided sample's Start says: only such a book may be begun anew.
SAMPLE_FOLDER, SAMPLE_LEDGER = "guided_sample", "guided-sample-ledger.sqlite"


def freeze(work: Work) -> Card:
    """Freeze: writes the lists as they stand into a new workbook of values; this book is not changed."""
    book, on = work.book, work.as_on
    lists = read_lists(book)
    rows = {name: _ours(MONTH_TABLES[name], sheet, book.date1904) for name, sheet in lists.items()}
    told = [
        ("Frozen from", book.name),
        ("As on", f"{on:%d-%b-%Y}"),
        ("Sheets written at", work.text(HEAD)),
        ("Frozen by", f"{work.shell.actor.user}, {work.shell.actor.at:%d-%b-%Y %H:%M}"),
        ("Version", f"Import Desk {__version__}"),
    ]
    settings: dict[str, CellValue] = {setting.name: work.book.read_value(setting.name) for setting in SETTINGS}
    settings["ImportDeskAsOn"] = on
    content = MonthContent("Import Desk: month, frozen to values", settings, {**rows, RESULT.name: told})
    path = work.out / f"month-{period_of(on)}-{work.text(HEAD)[:8] or 'empty'}.xlsx"
    atomic_write(path, lambda part: write_month_book(part, content))
    lines = (("File", str(path)), ("Rows", str(sum(map(len, rows.values())))), *told[1:])
    return Card("Frozen to values", lines)


def _ours(table: Table, sheet: SheetTable, date1904: bool) -> list[tuple[CellValue, ...]]:
    """The rows in the order of our columns; days of a 1904 book counted as any other book counts them."""
    places = [sheet.headers.index(column.header) for column in table.columns]
    days = [column.kind is Kind.DATE for column in table.columns]
    return [
        tuple(_value(row[at], is_day, date1904) for at, is_day in zip(places, days, strict=True)) for row in sheet.rows
    ]


def _value(cell: CellValue, is_day: bool, date1904: bool) -> CellValue:
    if is_day and isinstance(cell, int | float) and not isinstance(cell, bool):
        return day_of_serial(cell, date1904)
    return cell


def diagnostics(work: Work) -> Card:
    """Diagnostics: versions, settings and their sources, what the book has, the ledger's last acts; changes nothing."""
    lines = (
        *labelled("Versions", _versions(work)),
        *labelled("Start", _settings(work)),
        *labelled("Book", _book(work)),
        *labelled("Ledger", _ledger(work)),
    )
    return Card("Diagnostics", lines, is_shown=True)


def _versions(work: Work) -> Iterator[str]:
    yield ", ".join(f"{name} {version}" for name, version in versions(work.law()).items())
    yield f"xlwings {_installed('xlwings')}, {platform.system()} {platform.machine()}"


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _settings(work: Work) -> Iterator[str]:
    for setting in SETTINGS:
        yield f"{setting.label}: {work.text(setting.name) or 'blank'}"
    yield f"Folder of this book: {work.shell.home}"


def _book(work: Work) -> Iterator[str]:
    book = work.book
    yield f"{book.name}; dates count from {1904 if book.date1904 else 1900}"
    yield f"Sheets: {', '.join(book.sheets())}"
    missing = sorted({*MONTH_TABLES, RESULT.name} - set(book.tables()))
    yield f"Lists missing: {', '.join(missing)}" if missing else "Lists: all there"


def _ledger(work: Work) -> Iterator[str]:
    try:
        with work.ledger() as ledger:
            acts = history(ledger)
    except DeskError as error:
        yield error.what
        return
    yield f"{work.where}: {len(acts)} acts"
    yield from (f"{act.told}, by {act.user}" for act in acts[:5])


def help_card(sentences: Mapping[str, str]) -> Card:
    """Help: what each button does."""
    return Card("What the buttons do", tuple(sentences.items()), is_shown=True)


def reset_sample(work: Work) -> Card:
    """Reset sample: begins the guided sample anew: its own ledger is removed and the lists emptied; no other book."""
    ledger = work.shell.home / SAMPLE_LEDGER
    if work.text(LEDGER) != SAMPLE_LEDGER or work.text(FOLDER) != SAMPLE_FOLDER:
        raise DeskError(
            "This is not the guided sample: nothing was removed.",
            f"Book {work.book.name}; ledger {work.text(LEDGER) or 'blank'}, folder {work.text(FOLDER) or 'blank'}.",
            f"Only a book whose Start says ledger {SAMPLE_LEDGER} and folder {SAMPLE_FOLDER} can be reset.",
        )
    lists = read_lists(work.book)
    work.book.refuse_unless_free((*lists, RESULT.name))
    _remove(ledger)
    with work.book.at_work():
        for name, sheet in lists.items():
            headers = [column.header for column in MONTH_TABLES[name].columns]
            own = [header for header in sheet.headers if header not in headers]
            row = (*nothing(MONTH_TABLES[name], "nothing was run yet"), *(None for _ in own))
            work.book.write_table(name, [row], [*headers, *own])
        work.book.write_value(HEAD, "")
    return Card("The sample begins anew", (("Next", f"Press {LABELS['take_in']}."), ("Removed", str(ledger))))


def _remove(ledger: Path) -> None:
    try:
        ledger.unlink(missing_ok=True)
    except OSError as error:
        raise DeskError(
            f"The sample's ledger cannot be removed: {error.strerror}.",
            f"File {ledger}.",
            "Close other programs that use it, then press the button again.",
        ) from None
