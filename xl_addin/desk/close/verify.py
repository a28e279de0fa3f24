"""Verify: does the ledger hold together, and does a closing folder still say what the ledger says."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from xl_addin.desk.close.run_json import read_run
from xl_addin.desk.close.standing import closing_stands
from xl_addin.desk.month.month import Month, read_month
from xl_addin.desk.month.movements import movements
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.dates import month_end
from xl_addin.domain.money import plain
from xl_addin.ledger import Ledger, lines, state, tables
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.workbook.books.read_control import read_control


@dataclass(frozen=True, slots=True)
class Check:
    """One thing verified: what was asked, whether it holds, and the detail a person needs when it does not."""

    question: str
    holds: bool
    detail: str = ""


def verify(ledger: Ledger, out: Path | None = None, progress: Progress = silent) -> list[Check]:
    """All invariants over the ledger, month by month, and the tie of a closing folder to it when `out` is given."""
    progress("Checking the chain of the ledger")
    with ledger.snapshot():  # a run that writes meanwhile is not seen half
        checks = [_chain(ledger)]
        for as_on in _closed_days(ledger):
            progress(f"Checking {as_on:%B %Y}")
            checks += _month_checks(ledger, read_month(ledger, as_on))
        if out is not None:
            progress("Checking the closing folder")
            checks += _folder_checks(ledger, out)
    return checks


def _chain(ledger: Ledger) -> Check:
    with ledger.read() as connection:
        chain = check_chain(connection)
    return Check(f"The chain of {chain.actions} actions is whole", not chain.broken, "; ".join(chain.broken))


def _closed_days(ledger: Ledger) -> list[date]:
    """The last as-on date of each period in which anything was done that counts."""
    actions = tables.actions
    query = select(actions.c.period, actions.c.as_on).where(state.standing()).order_by(actions.c.seq)
    with ledger.read() as connection:
        rows = connection.execute(query).all()
    last: dict[str, date] = {row.period: row.as_on for row in rows}
    return [on for _, on in sorted(last.items())]


def _month_checks(ledger: Ledger, month: Month) -> list[Check]:
    label = f"{month.as_on:%b %Y}"
    return [
        _no_negative(label, "remittance", month.orms.values()),
        _no_negative(label, "invoice", month.invoices.values()),
        _settled_within(label, month),
        _both_sides(ledger, label, month),
        _rows_kept(ledger, label, month),
        _rolls(ledger, label, month),
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


def _folder_checks(ledger: Ledger, out: Path) -> list[Check]:
    run = read_run(out)
    as_on = date.fromisoformat(run["as_on"])
    checks = [_file_unchanged(out, name, digest) for name, digest in sorted(run["outputs"].items())]
    with ledger.read() as connection:
        checks.append(Check(f"The closing in {out.name} still stands", *closing_stands(connection, run["ledger_head"])))
    checks.append(_totals_agree(ledger, run, as_on))
    book = next((out / name for name in run["outputs"] if name.endswith(".xlsx")), None)
    if book is not None and book.is_file():
        checks += [Check(f"Control: {tie.text}", tie.holds, tie.figures) for tie in read_control(book)]
    return checks


def _file_unchanged(out: Path, name: str, digest: str) -> Check:
    path = out / name
    if not path.is_file():
        return Check(f"{name} is there", False, "the file is missing; run close again")
    same = hashlib.sha256(path.read_bytes()).hexdigest() == digest
    return Check(f"{name} is as it was written", same, "BROKEN: it was changed after the close")


def _totals_agree(ledger: Ledger, run: Mapping[str, Any], as_on: date) -> Check:
    now: dict[Any, Any] = {(m.side, m.currency): m.closing_minor for m in movements(read_month(ledger, as_on))}
    then = {(m["side"], m["currency"]): m["closing_minor"] for m in run["control_totals"]}
    bad = [
        f"{side} {cur}: closing {plain(then.get((side, cur), 0), cur)}, ledger {plain(now.get((side, cur), 0), cur)}"
        for side, cur in sorted({*now, *then})
        if now.get((side, cur), 0) != then.get((side, cur), 0)
    ]
    return Check(f"Closing totals of {month_end(as_on):%b %Y} = ledger", not bad, "; ".join(bad))
