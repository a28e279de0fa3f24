"""Versions, settings and their sources, what the book has: for a question to IT support."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata

from xl_addin.buttons.card import Card, labelled
from xl_addin.buttons.work import Work
from xl_addin.desk.answers.undo import history
from xl_addin.desk.cells.place import ledger_of_cells, load, place_of, same_ledger
from xl_addin.desk.close.stamp import versions
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.desk.settings import NOT_SET
from xl_addin.domain.addresses import without_password
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.lists import Kind
from xl_addin.workbook.month.layout import RESULT, SETTINGS, Setting


def diagnostics(work: Work) -> Card:
    """Versions, settings and their sources, what the book has, the ledger's last acts; changes nothing."""
    lines = (
        *labelled("Versions", _versions(work)),
        *labelled("Start", _settings(work)),
        *labelled("Book", _book(work)),
        *labelled("Ledger", _ledger(work)),
        *labelled("Cells", _cells()),
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
        yield f"{setting.label}: {_shown(work, setting) or 'blank'}"
    yield f"Folder of this book: {work.shell.home}"
    for name, value, source in work.settings.rows():
        if value != NOT_SET:
            yield f"{name}: {value}, {'as shipped' if source == '-' else f'from {source}'}"


def _shown(work: Work, setting: Setting) -> str:
    """A cell of Start as the person sees it: a day as a day."""
    if setting.kind is Kind.DATE:
        with suppress(DeskError):
            return f"{work.as_on:%d-%b-%Y}"
    return work.text(setting.name)


def _book(work: Work) -> Iterator[str]:
    book = work.book
    yield f"{book.name}; dates count from {1904 if book.date1904 else 1900}"
    yield f"Sheets: {', '.join(book.sheets())}"
    missing = sorted({*MONTH_LISTS, RESULT.name} - set(book.tables()))
    yield f"Lists missing: {', '.join(missing)}" if missing else "Lists: all there"


def _cells() -> Iterator[str]:
    """What the functions that read the ledger answer from."""
    try:
        said = ledger_of_cells()
    except DeskError as error:
        yield error.what
        return
    if said is None:
        yield "DESK, DESKLIST and DESKWHY answer of no ledger: none is named in your own record"
        return
    found = load(place_of(said.value))
    read = f"read {found.made_at:%d-%b-%Y %H:%M} as on {found.as_on:%d-%b-%Y}" if found else "not read yet"
    yield f"DESK, DESKLIST and DESKWHY answer of {same_ledger(said.value)}: {read}"


def _ledger(work: Work) -> Iterator[str]:
    try:
        with work.ledger(reading=True) as ledger:
            acts = history(ledger)
    except DeskError as error:
        yield error.what
        return
    yield f"{without_password(work.where)}: {len(acts)} acts"
    yield from (f"{act.told}, by {act.user}" for act in acts[:5])
