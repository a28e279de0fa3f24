"""Which open items of a ledger get another answer on another day: the same items, decided twice, compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from textwrap import wrap
from typing import NamedTuple

from xl_addin.desk.law.text import WIDTH, family, labelled
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.month import Month, open_items, read_month
from xl_addin.desk.month.rates import with_rates_of_age
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import from_minor, plain
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, state
from xl_addin.ledger.events import Record
from xl_addin.ledger.items import Item

LAW, DAYS = "other law", "days passed"


class Moved(NamedTuple):
    """One question of one item with its answers on the two days, and what moved it."""

    before: Case
    after: Case
    because: str

    @property
    def amount(self) -> str:
        """The open amount in its currency; "" for an item without one."""
        return plain(self.before.amount_minor, self.before.currency) if self.before.currency else ""


class LedgerDiff(NamedTuple):
    """What the two runs of decisions gave: `as_on` is the day of the ledger, `left_out` items that came later."""

    as_on: date
    items: int
    left_out: int
    asked: int
    moved: list[Moved]


def ledger_diff(
    ledger: Ledger, law: Law, first: date, second: date, wanted: str = "", progress: Progress = silent
) -> LedgerDiff:
    """Decides what is open in the ledger as of `first` and as of `second`; `wanted` keeps one family of rules.

    Items, facts and rates are those of the ledger's last day; items dated after `first` are left out.
    """
    with ledger.snapshot(), ledger.read() as connection:
        as_on = state.last_as_on(connection)
        if as_on is None:
            todo = "Take in a month first, or name another."
            raise DeskError("The ledger is empty.", f"Ledger {ledger.where}.", todo)
        month = with_rates_of_age(read_month(ledger, as_on), law.policy)
    known = _known_on(month, first)
    runs = []
    for day in (first, second):
        progress(f"Deciding {_open(known):,} items as of {day:%d-%b-%Y}")
        runs.append(decide(replace(_known_on(month, first), as_on=day), law))
    pairs = [pair for pair in zip(*runs, strict=True) if not wanted or _in_family(wanted, *pair)]
    moved = [Moved(before, after, _because(before, after)) for before, after in pairs if _differ(before, after)]
    return LedgerDiff(as_on, _open(known), _open(month) - _open(known), len(pairs), moved)


def _known_on(month: Month, day: date) -> Month:
    return replace(month, orms=_known(month.orms, day), invoices=_known(month.invoices, day))


def _known(items: dict[str, Item[Record]], day: date) -> dict[str, Item[Record]]:
    """Items that lay before the bank on `day`, with no decision on them yet."""
    return {key: replace(item, decided={}) for key, item in items.items() if item.record.dated <= day}


def _open(month: Month) -> int:
    return len(open_items(month.orms)) + len(open_items(month.invoices))


def _in_family(wanted: str, before: Case, after: Case) -> bool:
    return any(family(p.parameter) == wanted for case in (before, after) for p in case.decision.basis)


def _differ(before: Case, after: Case) -> bool:
    old, new = before.decision, after.decision
    same = (old.status, old.findings, old.value, old.old_value) == (new.status, new.findings, new.value, new.old_value)
    return not same


def _because(before: Case, after: Case) -> str:
    return DAYS if set(before.decision.basis) == set(after.decision.basis) else LAW


class Cell(NamedTuple):
    """A field of the matrix: one decision, the two statuses, what moved them, and the answers that fell there."""

    subject: str
    before: str
    after: str
    because: str
    moved: list[Moved]

    @property
    def amounts(self) -> dict[str, int]:
        """Open amounts per currency in minor units, of the items that have one."""
        sums: dict[str, int] = defaultdict(int)
        for one in self.moved:
            if one.before.currency:
                sums[one.before.currency] += one.before.amount_minor
        return dict(sorted(sums.items()))

    @property
    def shown_amounts(self) -> str:
        """Amounts per currency as people read them."""
        return " · ".join(f"{code} {from_minor(minor, code):,f}" for code, minor in self.amounts.items())


def matrix(moved: list[Moved]) -> list[Cell]:
    """The answers by decision, status before, status after and cause; the largest of a decision first."""
    cells: dict[tuple[str, str, str, str], list[Moved]] = defaultdict(list)
    for one in moved:
        before, after = one.before.decision.status, one.after.decision.status
        cells[one.before.subject, before, after if after != before else f"{after}, detail", one.because].append(one)
    made = [Cell(*key, found) for key, found in cells.items()]
    return sorted(made, key=lambda cell: (cell.subject, -len(cell.moved), cell.before, cell.after, cell.because))


def ledger_lines(found: LedgerDiff, first: date, second: date) -> Iterator[str]:
    """The matrix and one example for each of its fields, as a terminal shows them."""
    yield from (
        "",
        f"Open items of the ledger as of {found.as_on:%d-%b-%Y} that were there on {first:%d-%b-%Y}: "
        f"{found.items:,}" + (f" ({found.left_out:,} came later)" if found.left_out else ""),
    )
    yield f"Questions asked on both days: {found.asked:,}. Another answer: {len(found.moved):,}."
    if not found.moved:
        return
    cells = matrix(found.moved)
    yield from ("", f"{'decision':<12}{f'on {first:%d-%b-%Y}':<24}{f'on {second:%d-%b-%Y}':<32}{'answers':>9}  because")
    for cell in cells:
        yield f"{cell.subject:<12}{cell.before:<24}{cell.after:<32}{len(cell.moved):>9,}  {cell.because}"
        yield from _wrapped_amounts(cell)
    yield '("detail": the same status with another date or finding. Amounts: open on the items.)'
    yield from ("", "Why, by one example each:")
    for cell in cells:
        yield from _example(cell)


def _wrapped_amounts(cell: Cell) -> Iterator[str]:
    """The amounts in lines of a terminal; a currency stays with its amount."""
    kept = "\xa0· ".join(part.replace(" ", "\xa0") for part in cell.shown_amounts.split(" · "))
    indent = " " * 12
    yield from (
        line.replace("\xa0", " ") for line in wrap(kept, WIDTH, initial_indent=indent, subsequent_indent=indent)
    )


def _example(cell: Cell) -> Iterator[str]:
    one = cell.moved[0]
    yield from ("", f"{cell.subject} {cell.before} → {cell.after}: {place(one.before)}")
    yield from labelled("before", one.before.decision.why, indent=4)
    yield from labelled("after", one.after.decision.why, indent=4)


def place(case: Case) -> str:
    """The item of a case in the desk's words."""
    if case.orm_number:
        return f"ORM {case.orm_number}"
    if not case.boe_number:
        return f"IEC {case.iec}"
    serial = f", invoice {case.invoice_serial}" if case.invoice_serial else ""
    return f"BoE {case.boe_number} of {case.boe_date:%d-%b-%Y} at {case.port_code}{serial}"
