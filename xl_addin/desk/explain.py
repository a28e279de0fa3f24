"""Explain: everything the desk knows of one item, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.desk.case import Case
from xl_addin.desk.now import Now
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import grouped
from xl_addin.ledger import Ledger, state
from xl_addin.ledger.state import Item


def explain(ledger: Ledger, now: Now, name: str) -> list[str]:
    """Lines on every ORM and invoice that `name` names: an ORM number, a BoE number, or an invoice's full key."""
    orms = [item for key, item in now.settled.month.orms.items() if name in (key, item.version["orm_number"])]
    invoices = [
        item
        for key, item in now.settled.month.invoices.items()
        if name in (key, item.version["boe_key"], item.version["boe_number"])
    ]
    if not orms and not invoices:
        raise DeskError(
            f"The ledger knows no item {name!r} up to {now.settled.month.as_on:%d-%b-%Y}.",
            f"Ledger {ledger.where}.",
            "Give an ORM number, a BoE number, or BoE number/date/port#serial as the sheets show them.",
        )
    lines: list[str] = []
    for item in orms:
        lines += _orm(ledger, now, item)
    for item in invoices:
        lines += _invoice(ledger, now, item)
    return lines


def _orm(ledger: Ledger, now: Now, item: Item) -> Iterator[str]:
    version = item.version
    yield f"ORM {version['orm_number']} of {version['payment_date']:%d-%b-%Y}, {version['importer_name']}"
    yield from _amounts(item, int(version["amount_minor"]))
    yield from _lines(ledger, now, "orm_key", item)
    yield from _decisions(case for case in now.cases if case.orm_key == item.key)


def _invoice(ledger: Ledger, now: Now, item: Item) -> Iterator[str]:
    version = item.version
    yield f"Invoice {version['invoice_number'] or '(no number)'}, {item.key}, {version['importer_name']}"
    yield from _amounts(item, int(version["value_minor"]))
    yield from _lines(ledger, now, "invoice_key", item)
    place = (version["boe_number"], version["boe_date"], version["port_code"])
    yield from _decisions(
        case
        for case in now.cases
        if (case.boe_number, case.boe_date, case.port_code) == place and case.invoice_serial in (0, version["serial"])
    )


def _amounts(item: Item, value: int) -> Iterator[str]:
    left = item.outstanding_minor
    amount, settled, open_now = (grouped(minor, item.currency) for minor in (value, value - left, left))
    yield f"  Amount {item.currency} {amount}, settled {settled}, open {open_now}"


def _lines(ledger: Ledger, now: Now, key: str, item: Item) -> Iterator[str]:
    """Settlement lines of the period that stand, then what is proposed."""
    other = "invoice_key" if key == "orm_key" else "orm_key"
    with ledger.read() as connection:
        posted = state.settlement_lines(connection, now.settled.month.period)
    proposed = now.settled.suggestions.to_dict("records")
    for word, rows in (("Settled", posted), ("Proposed", proposed)):
        for row in rows:
            if row[key] == item.key:
                amount = grouped(int(row["amount_minor"]), now.settled.month.orms[row["orm_key"]].currency)
                yield f"  {word} {amount} with {row[other]}: {row['pass']}, {row['reason']}; {row['evidence']}"


def _decisions(cases: Iterator[Case]) -> Iterator[str]:
    for case in cases:
        yield f"  {case.subject} {case.decision.status}: {case.decision.why}"
