"""The facts that are missing now, as a command shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from xl_addin.desk.atomic import atomic_lines
from xl_addin.desk.close.outputs import write_csv
from xl_addin.desk.lists.answered_as import form_of
from xl_addin.desk.lists.missing_facts import ALL, LIST, OF_IMPORTER, Missing, missing_facts
from xl_addin.desk.month.day import refuse_nothing_yet
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.domain.texts import number_of
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.rulebook.facts import fact

SHOWN_MAX = 40
Rows = list[Missing]


@dataclass(frozen=True, slots=True)
class Only:
    """Which questions are meant: those of importers (IEC, or part of the name), of facts; empty stands for all."""

    importers: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def is_narrow(self) -> bool:
        """Whether anything was named."""
        return bool(self.importers or self.facts)


def missing_now(ledger: Ledger, as_on: date, law: Law, only: Only, progress: Progress = silent) -> tuple[Now, Rows]:
    """The month, and what it asks of those that are meant; DeskError where nothing of that name is asked."""
    with ledger.read() as connection:
        refuse_nothing_yet(connection, as_on)
    now = month_now(ledger, as_on, law, progress, short=True)
    rows = missing_facts(now.settled.month, now.cases)
    names = _names(rows, only.facts)
    iecs = _iecs(now.settled.month, rows, only.importers)
    return now, missing_facts(
        now.settled.month, now.cases, lambda ask: ask.fact in names and (not only.importers or ask.case.iec in iecs)
    )


def _names(rows: Rows, wanted: Sequence[str]) -> set[str]:
    asked = {row.fact for row in rows}
    if not wanted:
        return asked
    found = set()
    for word in wanted:
        alike = {
            one for one in asked if word.casefold() in (one, fact(one).column.casefold(), fact(one).header.casefold())
        }
        if not alike:
            raise DeskError(
                f"No decision of the month lacks {word!r}.",
                "Option --fact.",
                f"What is lacking: {', '.join(sorted(asked)) or 'nothing'}.",
            )
        found |= alike
    return found


def _iecs(month: Month, rows: Rows, wanted: Sequence[str]) -> set[str]:
    names = {row.iec: row.importer for row in rows if row.level != ALL}
    found = set()
    for word in wanted:
        alike = {iec for iec, name in names.items() if iec == word.upper() or word.casefold() in name.casefold()}
        if not alike:
            raise DeskError(
                f"Nothing is asked of an importer {word!r}.",
                "Option --importer.",
                "Give an IEC, or part of the name, as the sheet Missing facts shows them.",
            )
        found |= alike
    return found


def missing_lines(rows: Rows, only: Only) -> Iterator[str]:
    """Each fact in one line; where it was narrowed down each importer, bill of entry and remittance below it."""
    if not rows:
        yield "No decision of the month lacks a fact."
        return
    shown = rows if only.is_narrow else [row for row in rows if row.level == ALL]
    yield from (_line(row) for row in shown[:SHOWN_MAX])
    if len(shown) > SHOWN_MAX:
        yield f"  … and {len(shown) - SHOWN_MAX:,} more: write them to a file with --to."


def _line(row: Missing) -> str:
    inr = f"INR {row.inr:,.2f}" + (" beside what has no rate" if None in row.items.values() else "")
    items = number_of(len(row.items), "item")
    if row.level == ALL:
        asked = fact(row.fact)
        of = f"{items} of {number_of(row.importers, 'importer')}"
        what, waits = f"{asked.asks or asked.header}; {form_of(row.fact)}", ", ".join(row.subjects)
        return f"{row.fact} ({what}): {of}, {inr}; waits: {waits}"
    if row.level == OF_IMPORTER:
        return f"  {row.iec} {row.importer}: {items}, {inr}"
    return f"    {_item(row)} of {row.iec} {row.importer}: {items}, {inr}"


def _item(row: Missing) -> str:
    assert row.case is not None  # noqa: S101 - a row of one item has its decision
    if row.case.orm_number:
        return f"ORM {row.case.orm_number}"
    return f"BoE {row.case.boe_number} of {row.case.boe_date:%d-%b-%Y} at {row.case.port_code}"


def write_missing(rows: Rows, to: Path) -> None:
    """Writes the list as CSV; a file that is there is not overwritten."""
    if to.exists():
        raise DeskError("The file is there already.", f"File {to}.", "Give another name, or move it away.")
    atomic_lines(to, partial(write_csv, LIST.with_rows(rows)))
