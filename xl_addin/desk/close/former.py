"""What lies in the output folder before a close writes there: nothing of it is lost without a word.

Answers in the former workbook that the ledger lacks are read back first; what
of it cannot be read back is kept under another name.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from xl_addin.desk.acts.scope import Scope, still_asks
from xl_addin.desk.answers.review import OlderBook, holds_more, review
from xl_addin.desk.atomic import atomic_write, free_path
from xl_addin.desk.close.outputs import file_hash
from xl_addin.desk.close.whose import head_of, refuse_other_ledger, run_of
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.desk.progress import Progress
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.store import Actor
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists


def answers_kept(ledger: Ledger, book: Path, as_on: date, law: Law, actor: Actor, progress: Progress) -> Iterator[str]:
    """Keeps what the former workbook `book` holds that the ledger lacks; tells what was done with it."""
    refuse_other_ledger(ledger, book.parent)
    if not book.is_file() or _is_as_written(book, run_of(book.parent)):
        return
    progress("Reading the former closing workbook")
    try:
        yield from _read_back(ledger, book, as_on, law, actor, progress)
    except DeskError as error:
        yield f"The former workbook could not be read back: {error.what} {_put_aside(book)}"


def refuse_unread(ledger: Ledger, book: Path, as_on: date, law: Law, progress: Progress) -> Iterator[str]:
    """Before a book is made anew: answers in it that were not read back would be lost; else a changed one is kept."""
    refuse_other_ledger(ledger, book.parent)
    if not book.is_file() or _is_as_written(book, run_of(book.parent)):
        return
    if holds_more(ledger, book.name, read_lists(FileBook(book), INPUT_SHEETS), as_on, law, progress):
        raise DeskError(
            "The workbook holds answers that were not read back.",
            f"Book {book}.",
            "Read them back and close again, or move the book away. Nothing was signed or written.",
        )
    yield _put_aside(book)


def _is_as_written(book: Path, run: dict[str, Any]) -> bool:
    outputs = run.get("outputs")
    return isinstance(outputs, dict) and outputs.get(book.name) == file_hash(book)


def _read_back(ledger: Ledger, book: Path, as_on: date, law: Law, actor: Actor, progress: Progress) -> Iterator[str]:
    opened = FileBook(book)
    lists = read_lists(opened, INPUT_SHEETS)
    try:
        read = review(
            ledger, book.name, lists, as_on, law, actor, head=head_of(opened), scope=Scope.ANSWERS, progress=progress
        )
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
    acts = sum(map(still_asks, read.typed.changes))
    if acts:  # who proposes or approves is the person who reads them back, never whoever happens to close
        yield f"{acts} cells of the former workbook propose or approve: a close does neither. {_put_aside(book)}"
    if read.findings:
        yield f"{len(read.findings)} cells of the former workbook could not be taken. {_put_aside(book)}"


def _put_aside(book: Path) -> str:
    """Keeps a copy of the former workbook beside the new one, under a name that is free."""
    kept = free_path(book.with_name(f"former-{book.name}"))
    atomic_write(kept, lambda part: _copied(book, part))
    return f"It is kept as {kept.name}: look there for what you had filled in."


def _copied(book: Path, part: Path) -> None:
    shutil.copyfile(book, part)
