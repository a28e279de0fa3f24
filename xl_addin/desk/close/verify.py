"""Verify: does the ledger hold together, and does a closing folder still say what the ledger says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from xl_addin.desk.close.check import Check, asked
from xl_addin.desk.close.run_json import read_run
from xl_addin.desk.close.verify_book import book_checks
from xl_addin.desk.close.verify_folder import changed_book, folder_checks, run_id
from xl_addin.desk.close.verify_people import four_eyes, samples
from xl_addin.desk.close.verify_short import both_ways
from xl_addin.desk.month.month import Month, read_month
from xl_addin.desk.month.movements import movements
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.money import plain
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, anchors, lines, open_ledger, state, tables
from xl_addin.ledger.anchors import Anchor
from xl_addin.ledger.chain import ChainState, check_chain
from xl_addin.ledger.damage import damage
from xl_addin.ledger.database import Unreadable
from xl_addin.ledger.items import InvoiceItem, OrmItem

TRIES = 3
NOT_LOOKED_AT = "free pages, which nobody reads, are not looked at"


def verify_at(
    where: str, out: Path | None, progress: Progress, tell: Progress, book: Path | None = None, law: Law | None = None
) -> list[Check]:
    """Verifies the ledger at an address, which nothing is written to; one that cannot be read is told as broken.

    `tell` is told when another run must be waited for. DeskError only where there is none, or others keep it from us.
    """
    try:
        ledger = open_ledger(where, reading=True, tell=tell)
    except Unreadable as error:
        return [Check("The ledger can be read", False, f"{error.what} {error.todo}")]
    try:
        return [*verify(ledger, out, progress, law), *_book(ledger, book, law, progress)]
    finally:
        ledger.close()


def _book(ledger: Ledger, book: Path | None, law: Law | None, progress: Progress) -> list[Check]:
    """Every cell of a closing workbook, where one is given."""
    if book is None or law is None:
        return []
    return [*asked("The workbook can be read", lambda: book_checks(ledger, book, law, progress))]


def verify(ledger: Ledger, out: Path | None = None, progress: Progress = silent, law: Law | None = None) -> list[Check]:
    """All invariants over the ledger, month by month, and the tie of a closing folder to it when `out` is given.

    With the `law` the cells are named in which a workbook that was changed differs.
    """
    for _ in range(TRIES - 1):
        before = run_id(out)
        checks = _verify(ledger, out, progress, law)
        if all(check.holds for check in checks) or run_id(out) == before:
            return checks  # else a closing was put into the folder meanwhile: what was held together is of two runs
    return _verify(ledger, out, progress, law)


def _verify(ledger: Ledger, out: Path | None, progress: Progress, law: Law | None) -> list[Check]:
    # Before the ledger: what they say must stand there, whatever another run does meanwhile.
    run = read_run(out) if out is not None else None
    known = anchors.noted(ledger.path) if ledger.path is not None else None
    progress("Checking the chain of the ledger")
    with ledger.snapshot():  # a run that writes meanwhile is not seen half
        checks = list(asked("The ledger can be read", lambda: _ledger_checks(ledger, known)))
        for as_on in _closed_days(ledger) if all(check.holds for check in checks) else ():
            progress(f"Checking {as_on:%B %Y}")
            checks += asked(f"{as_on:%b %Y} can be read", partial(_month_checks, ledger, as_on))
        if out is not None and run is not None:
            progress("Checking the closing folder")
            checks += asked("The closing folder can be read", lambda: folder_checks(ledger, out, run))
            book = changed_book(out, run)
            checks += _book(ledger, book, law, progress)
    return checks


def _ledger_checks(ledger: Ledger, known: list[Anchor] | None) -> Iterator[Check]:
    with ledger.read() as connection:
        found = damage(connection, ledger.path)
        yield Check(f"The file of the ledger is as it was made ({NOT_LOOKED_AT})", not found, "; ".join(found))
        chain = check_chain(connection)
        yield Check(f"The chain of {chain.actions} actions is whole", not chain.broken, "; ".join(chain.broken))
        if ledger.path is not None:
            name = anchors.file_of(ledger.path).name
            yield _anchors(connection, name, known, chain)
            yield _noted(anchors.unnoted(connection, ledger.path), name)


def _noted(unnoted: list[int], name: str) -> Check:
    """An act that was written past the program can have the right hashes, and nobody noted it."""
    told = f"act {', '.join(map(str, unnoted[:5]))}{' …' if len(unnoted) > 5 else ''}"
    why = f"is not noted there: it was written past the program, or {name} is of an older copy of the ledger"
    return Check(f"Each act since the first one noted in {name} is noted there", not unnoted, f"{told} {why}")


def _anchors(connection: Connection, name: str, known: list[Anchor] | None, chain: ChainState) -> Check:
    """A tail that was cut off leaves a chain that is whole in itself; the acts noted beside the ledger tell."""
    if known is None:
        told = "the next act begins it; until then hold the head against the About sheet of the last closing"
        return Check(f"No {name} beside the ledger: a cut tail cannot be told; {told} (head {chain.head[:12]})", True)
    gone = anchors.missing(connection, known)
    detail = "; ".join(f"act {one.seq} by {one.user} at {one.at} is not in it" for one in gone[:5])
    more = f"; and {len(gone) - 5} more" if len(gone) > 5 else ""
    question = f"The {len(known)} acts noted in {name} beside the ledger are in it"
    return Check(question, not gone, f"{detail}{more}: its end was cut off, or an older copy put in its place")


def _closed_days(ledger: Ledger) -> list[date]:
    """The last as-on date of each period in which anything was done that counts."""
    actions = tables.actions
    query = select(actions.c.period, actions.c.as_on).where(state.standing()).order_by(actions.c.seq)
    with ledger.read() as connection:
        rows = connection.execute(query).all()
    last: dict[str, date] = {row.period: row.as_on for row in rows}
    return [on for _, on in sorted(last.items())]


def _month_checks(ledger: Ledger, as_on: date) -> list[Check]:
    label, month = f"{as_on:%b %Y}", read_month(ledger, as_on)
    return [
        _no_negative(label, "remittance", month.orms.values()),
        _no_negative(label, "invoice", month.invoices.values()),
        _settled_within(label, month),
        *four_eyes(ledger, label, month.period),
        *samples(ledger, label, month.period),
        _both_sides(ledger, label, month),
        _rows_kept(ledger, label, month),
        _rolls(ledger, label, month),
        *both_ways(ledger, label, month),
    ]


def _no_negative(label: str, noun: str, items: Iterable[OrmItem | InvoiceItem]) -> Check:
    bad = [item.key for item in items if item.outstanding_minor < 0]
    return Check(f"{label}: no {noun} is settled beyond what was open", not bad, ", ".join(bad[:5]))


def _settled_within(label: str, month: Month) -> Check:
    settled = [item.key for item in month.items if not item.is_live and item.settled_minor]
    return Check(f"{label}: nothing is settled on a cancelled record", not settled, ", ".join(settled[:5]))


def _both_sides(ledger: Ledger, label: str, month: Month) -> Check:
    """Σ by ORM = Σ by invoice = Σ of the lines, per currency, where both sides share it."""
    with ledger.read() as connection:
        posted = lines.settlement_lines(connection, month.period)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for line in posted:
        sums[line.currency][0] += line.amount_minor
        sums[line.invoice_currency][1] += line.amount_invoice_minor
    for orm in month.orms.values():
        sums[orm.currency][2] += orm.settled_minor
    for invoice in month.invoices.values():
        sums[invoice.currency][3] += invoice.settled_minor
    bad = [f"{c}: {[plain(v, c) for v in s]}" for c, s in sorted(sums.items()) if s[0] != s[2] or s[1] != s[3]]
    return Check(f"{label}: settled amounts agree by remittance, by invoice and by line", not bad, "; ".join(bad))


def _rows_kept(ledger: Ledger, label: str, month: Month) -> Check:
    with ledger.read() as connection:
        files = state.files_of(connection, month.period)
    bad = [one.file for one in files if one.rows_read != one.rows_kept + one.rows_refused]
    return Check(f"{label}: rows read = kept + refused in {len(files)} files", not bad, ", ".join(bad))


def _rolls(ledger: Ledger, label: str, month: Month) -> Check:
    """The roll-forward ties (asserted where it is made) and opens with the closing recorded before it."""
    with ledger.read() as connection:
        previous = state.last_closing_before(connection, month.period)
    try:
        moved = movements(month)
    except AssertionError as broken:
        return Check(f"{label}: the roll-forward ties", False, str(broken))
    opened = {(one.side, one.currency): one.opening for one in moved}
    closed = {(one.side, one.currency): one.closing for one in previous}
    bad = [
        f"{key}: opened {opened.get(key)}, closed {value}"
        for key, value in closed.items()
        if opened.get(key, (0, 0)) != value
    ]
    question = "opens with the last closing" if previous else "is the first month"
    return Check(f"{label}: the roll-forward ties and {question}", not bad, "; ".join(bad))
