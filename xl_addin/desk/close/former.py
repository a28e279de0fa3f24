"""What lies in the output folder before a close writes there: nothing of it is lost without a word.

A closing of another ledger is refused. Answers in the former workbook that the ledger lacks are read back first; what
of it cannot be read back is kept under another name.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from xl_addin.desk.answers.review import OlderBook, holds_more, review
from xl_addin.desk.atomic import atomic_write, free_path
from xl_addin.desk.close.outputs import file_hash
from xl_addin.desk.close.run_json import RUN_JSON
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.desk.progress import Progress
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.store import Actor
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists, read_meta


def answers_kept(ledger: Ledger, book: Path, as_on: date, law: Law, actor: Actor, progress: Progress) -> Iterator[str]:
    """Keeps what the former workbook `book` holds that the ledger lacks; tells what was done with it."""
    run = run_of(book.parent)
    _refuse_other_ledger(ledger, book, run)
    if not book.is_file() or _is_as_written(book, run):
        return
    progress("Reading the former closing workbook")
    try:
        yield from _read_back(ledger, book, as_on, law, actor, progress)
    except DeskError as error:
        yield f"The former workbook could not be read back: {error.what} {_put_aside(book)}"


def run_of(folder: Path) -> dict[str, Any]:
    """What run.json says of a closing; nothing where there is none that can be read."""
    try:
        content = json.loads((folder / RUN_JSON).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _is_as_written(book: Path, run: dict[str, Any]) -> bool:
    outputs = run.get("outputs")
    return isinstance(outputs, dict) and outputs.get(book.name) == file_hash(book)


def _refuse_other_ledger(ledger: Ledger, book: Path, run: dict[str, Any]) -> None:
    """A closing whose act this ledger does not hold is of another ledger."""
    head = str(run.get("ledger_head") or _head_at(book))
    with ledger.read() as connection:
        query = select(tables.actions.c.seq).where(tables.actions.c.hash == head)
        is_ours = not head or connection.execute(query).first() is not None
    if not is_ours:
        raise DeskError(
            "The output folder holds a closing of another ledger.",
            f"Folder {book.parent}, a closing of {run.get('ledger') or 'a ledger that it does not name'}; "
            f"the ledger now is {ledger.where}.",
            "Give another folder for this closing, or name that ledger. To close anew from the beginning, move the "
            "former closing away first.",
        )


def _head_at(path: Path) -> str:
    try:
        return _head_of(FileBook(path)) if path.is_file() else ""
    except DeskError:
        return ""


def _head_of(book: FileBook) -> str:
    """The act that a workbook says it was written at; "" where it does not."""
    try:
        return read_meta(book).get("ledger_head", "")
    except DeskError:
        return ""


def _read_back(ledger: Ledger, book: Path, as_on: date, law: Law, actor: Actor, progress: Progress) -> Iterator[str]:
    opened = FileBook(book)
    lists = read_lists(opened, INPUT_SHEETS)
    try:
        read = review(ledger, book.name, lists, as_on, law, actor, head=_head_of(opened), progress=progress)
    except OlderBook as older:
        if holds_more(ledger, book.name, lists, as_on, law, progress):
            yield f"{older.what} {_put_aside(book)}"
        return
    if read.changed:
        yield (
            f"The former workbook held answers that the ledger lacked; they were read back first: {read.answers} "
            f"answers, {read.accepted} proposals posted, {read.held_up} accepted that wait for IDPMS, "
            f"{read.rejected} refused, {read.locked} kept for later, {read.taken_back} lines taken back."
        )
    if read.findings:
        yield f"{len(read.findings)} cells of the former workbook could not be taken. {_put_aside(book)}"


def _put_aside(book: Path) -> str:
    """Keeps a copy of the former workbook beside the new one, under a name that is free."""
    kept = free_path(book.with_name(f"former-{book.name}"))
    atomic_write(kept, lambda part: _copied(book, part))
    return f"It is kept as {kept.name}: look there for what you had filled in."


def _copied(book: Path, part: Path) -> None:
    shutil.copyfile(book, part)
