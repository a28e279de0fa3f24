"""Of which ledger the closing in a folder is: that of another, or of one that nothing tells, is never overwritten."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from xl_addin.desk.close.outputs import FILES
from xl_addin.desk.close.run_json import RUN_JSON, read_run
from xl_addin.desk.started import typed
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, tables
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_meta


def run_of(folder: Path) -> dict[str, Any]:
    """What run.json says of a closing; nothing where there is none that can be read."""
    try:
        content = json.loads((folder / RUN_JSON).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def head_of(book: FileBook) -> str:
    """The act that a workbook says it was written at; "" where it does not."""
    try:
        return read_meta(book).get("ledger_head", "")
    except DeskError:
        return ""


def refuse_other_month(meta: Mapping[str, str], book: str, as_on: date) -> None:
    """DeskError where a closing workbook is of another month than the one that it is read back into."""
    said = meta.get("as_on", "")
    if said and period_of(date.fromisoformat(said)) != period_of(as_on):
        day = date.fromisoformat(said)
        raise DeskError(
            f"The book is of {day:%b %Y}, and {as_on:%b %Y} was said.",
            f"Book {book}, closed as on {day:%d-%b-%Y}; option --as-on {as_on:%d-%b-%Y}. Nothing was read.",
            f"Give its own day: --as-on {day:%d-%b-%Y}; or the book of {as_on:%b %Y}, which close makes.",
        )


def refuse_other_ledger(ledger: Ledger, folder: Path) -> None:
    """DeskError where a folder holds a closing whose act this ledger does not hold, or files that name no act."""
    heads = _heads(folder)
    with ledger.read() as connection:
        query = select(tables.actions.c.hash).where(tables.actions.c.hash.in_(heads))
        ours = set(connection.execute(query).scalars())
    _refuse(folder, ledger.where, heads, ours)


def refuse_new_ledger(where: Path, folder: Path) -> None:
    """The same before a ledger is made: one that is not there yet holds no act."""
    if not where.exists():
        _refuse(folder, str(where), _heads(folder), ())


def refuse_forgotten(ledger: Path, folder: Path, as_on: date) -> None:
    """DeskError where a new ledger would begin beside the closing of an earlier month: whose next month is it?"""
    earlier = [one for one in _closings_beside(folder) if period_of(one[0]) < period_of(as_on)]
    if not earlier or ledger.exists():
        return
    day, there = max(earlier)
    raise DeskError(
        "A new ledger would begin, in which nothing is open, and a closing of an earlier month lies beside this one.",
        f"Ledger {ledger}, which is not there yet; folder {there}, closed as on {day:%d-%b-%Y}.",
        f"Go on with that closing's ledger: add --previous {there}, without --ledger. Or say it once for all months: "
        f"{typed('desk --set ledger=FILE')}. To begin anew all the same, close into a folder with no earlier closing "
        "beside it.",
    )


def _closings_beside(folder: Path) -> Iterator[tuple[date, Path]]:
    """Day and folder of each finished closing that lies beside a folder."""
    for run in folder.absolute().parent.glob(f"*/{RUN_JSON}"):
        with suppress(DeskError):
            yield date.fromisoformat(read_run(run.parent)["as_on"]), run.parent


def _heads(folder: Path) -> set[str]:
    """The acts at which the closing in a folder was made, by its run.json, or else by the closing workbooks there."""
    told = run_of(folder).get("ledger_head")
    return {str(told)} if told else {head for book in sorted(folder.glob("closing-*.xlsx")) if (head := _head_at(book))}


def _head_at(path: Path) -> str:
    try:
        return head_of(FileBook(path)) if path.is_file() else ""
    except DeskError:
        return ""


def _refuse(folder: Path, ledger: str, heads: set[str], ours: Collection[str]) -> None:
    if heads - {*ours}:
        raise DeskError(
            "The output folder holds a closing of another ledger.",
            f"Folder {folder}, a closing of {run_of(folder).get('ledger') or 'a ledger that it does not name'}; "
            f"the ledger now is {ledger}.",
            "Give another folder for this closing, or name that ledger. To close anew from the beginning, move the "
            "former closing away first.",
        )
    there = [name for name in (RUN_JSON, *FILES) if (folder / name).exists()]
    if there and not heads:
        raise DeskError(
            f"The output folder holds files of a closing that do not say of which ledger: {', '.join(there)}.",
            f"Folder {folder}; the ledger now is {ledger}.",
            "They would be overwritten. Move them away, or give another folder for this closing.",
        )
