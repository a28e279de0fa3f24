"""Does a closing workbook still say what its ledger said when it was made, and what was signed: every cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xl_addin.desk.acts.proposable import law_mark
from xl_addin.desk.answers.undo import Done, history
from xl_addin.desk.close.check import Check
from xl_addin.desk.lists.book import CONTROL, LISTS, ROLL_FORWARD, SHEETS, SUMMARY
from xl_addin.desk.lists.changes import LIST as CHANGES
from xl_addin.desk.lists.sign_off import LIST as SIGN_OFF
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress
from xl_addin.domain.errors import DeskError
from xl_addin.domain.sealed import Sealed
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.past import as_of
from xl_addin.ledger.signed import ROLES
from xl_addin.workbook.books.closing import write_sheets
from xl_addin.workbook.books.compare import cells_apart, differences, digest, rows_there, sealed
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_meta
from xl_addin.workbook.books.port import NEVER_CALCULATED
from xl_addin.workbook.lists import Filled, List

PROOF = (CONTROL, SUMMARY, ROLL_FORWARD)
CELLS_TOLD = 20
NOT_CALCULATED = (
    "its formulas have no results, for a program saved it that does not calculate: save it from Excel or Calc"
)
CLOSE_AGAIN = "close again, or take the book that the close wrote"
OTHER_LAW = (
    "the law or the bank's policy in force here is not that of the book: give the policy that it was closed by "
    "(--policy), or the program of then"
)


def book_checks(ledger: Ledger, path: Path, law: Law, progress: Progress) -> Iterator[Check]:
    """Every list and every sheet of figures of a workbook, held against its ledger at the act that it was made at."""
    book = FileBook(path)
    said = read_meta(book)
    act = next((one for one in history(ledger) if one.hash == said.get("ledger_head")), None)
    yield Check(f"{book.name} was made from this ledger", act is not None, "its ledger head is in none of its acts")
    if act is None:
        return
    with _as_it_was(ledger, act, said, law, progress) as now:
        progress(f"Comparing every cell of {book.name}")
        signed, same_law = {one.name: one for one in now.closing.told.sealed}, said.get("law") == law_mark(law)
        yield from _signatures(now, same_law)
        if signed or same_law:
            yield from _lists(book, now.lists, signed, same_law)
        if same_law:
            yield from _figures(book, now)
        else:
            yield Check("The sheets of figures can be compared", False, OTHER_LAW)


@contextmanager
def _as_it_was(ledger: Ledger, act: Done, said: Mapping[str, str], law: Law, progress: Progress) -> Iterator[Now]:
    """The month at the act at which the book was made."""
    on = date.fromisoformat(said.get("as_on") or act.as_on.isoformat())
    with as_of(ledger, act.seq) as past:
        yield month_now(past, on, law, progress)


def _signatures(now: Now, same_law: bool) -> Iterator[Check]:
    """Whether each signature stands for what the ledger said; another law is told where the cells are compared."""
    told = now.closing.told
    for role in ROLES:
        if role in told.signatures and same_law:
            given = told.signatures[role]
            detail = f"{given.content[:12]} was signed, the month said {told.content[:12]}"
            holds = given.content == told.content
            yield Check(f"What {given.person} signed as {role} is what the month said", holds, detail)


def _lists(
    book: FileBook, lists: Mapping[str, Filled[Any]], signed: Mapping[str, Sealed], same_law: bool
) -> Iterator[Check]:
    whole = 0
    for table in LISTS:
        if table.name == CHANGES.name or (not same_law and table.name not in signed):
            continue  # what changed since the closing before is of the run, not of the month
        found = _list(book, lists[table.name], signed.get(table.name), same_law)
        if found is None:
            whole += 1
        else:
            yield found
    word = "as it was signed" if signed else "as the ledger had it"
    yield Check(f"Every cell of {whole} lists of the book is {word}", whole > 0, "not one list is whole")


def _list(book: FileBook, filled: Filled[Any], signed: Sealed | None, same_law: bool) -> Check | None:
    """The check of a list that is not whole; None for one that is."""
    question = f"Sheet {_sheet(filled)}: every cell is as it was {'signed' if signed else 'closed'}"
    try:
        sheet = book.read_table(filled.table.name)
    except DeskError as error:
        return Check(question, False, error.what)
    there = rows_there(filled.table, sheet, date1904=book.date1904)
    meant = signed or sealed(filled)
    if digest(filled.table, [one.cells for one in there]) == meant.digest:
        return None
    told = differences(filled, there) if same_law else iter((OTHER_LAW,))
    return Check(question, False, f"{_some(told) or 'not what was signed, though the ledger says the same'}")


def _sheet(filled: Filled[Any]) -> str:
    name = next(sheet.name for sheet in SHEETS if filled.table in sheet.tables)
    return name if filled.table.name == SIGN_OFF.name else f"{name}, table {filled.table.name}"


def _figures(book: FileBook, now: Now) -> Iterator[Check]:
    """Control, Summary and Roll-forward, written anew and compared cell by cell."""
    view = now.closing.view  # what changed since the closing before is counted on Summary, and is of the run
    changes = CHANGES.with_rows([None] * _rows(book, CHANGES))  # type: ignore[list-item]
    view = replace(view, lists={**view.lists, CHANGES.name: changes})
    with TemporaryDirectory() as folder:
        anew = Path(folder) / "figures.xlsx"
        write_sheets(view, anew, PROOF)
        fresh = FileBook(anew)
        for sheet in PROOF:
            question = f"Sheet {sheet.name}: every cell is as the ledger had it"
            try:
                there = book.grid(sheet.name)
                told = NOT_CALCULATED if _blank(there) else _some(cells_apart(there, fresh.grid(sheet.name)))
            except DeskError as error:
                told = error.what
            yield Check(question, not told, f"{told}; {CLOSE_AGAIN}")


def _rows(book: FileBook, table: List[Any]) -> int:
    """How many rows a table of the book has."""
    sheet = book.read_table(table.name)
    return len(rows_there(table, sheet, date1904=book.date1904))


def _blank(there: Iterable[Iterable[object]]) -> bool:
    """Whether formulas of a sheet have no results."""
    return any(cell == NEVER_CALCULATED for row in there for cell in row)


def _some(told: Iterable[str]) -> str:
    """The first of what differs, and that there is more."""
    first = [*islice(told, CELLS_TOLD + 1)]
    return "; ".join(first[:CELLS_TOLD]) + ("; and more" if len(first) > CELLS_TOLD else "")
