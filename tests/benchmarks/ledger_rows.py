"""A ledger with months of history before the last one: what was remitted, imported, settled and answered long ago."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xl_addin.desk.month.carry import Carried, carried
from xl_addin.desk.month.month import read_month
from xl_addin.domain.dates import add_months, month_end
from xl_addin.ledger import Ledger, open_ledger, tables
from xl_addin.ledger.acts import APPROVE, APPROVED, CLOSE, CUT_OVER, POSTED, PROPOSE, REVIEW, SETTLE, TAKE_IN
from xl_addin.ledger.items import NEW
from xl_addin.ledger.store import Actor

LAST = date(2026, 10, 31)
AD = "0009001"
WHO = Actor("maker", datetime(2026, 10, 31, 18, 0))  # noqa: DTZ001 - the desk's clock reading
IECS = 200
FACTS = 2  # answers of an item
ROWS_OF_A_PAIR = 3 + FACTS  # remittance, invoice, settlement, answers


MONTHS = 24


@dataclass(frozen=True)
class Size:
    """How many rows of history, over how many months, and how many items are open in the last month.

    With `cut_over` two people have said in the last month of the history that all of it was reported outside.
    """

    rows: int
    months: int = MONTHS
    items: int = 1000
    cut_over: bool = False


def make_ledger(path: Path, size: Size) -> Ledger:
    """Writes the months one after another; the last one has the open items, which are the same for every size."""
    ledger = open_ledger(str(path))
    pairs = size.rows // ROWS_OF_A_PAIR // size.months if size.rows else 0
    for back in range(size.months if pairs else 0, 0, -1):
        as_on = month_end(add_months(LAST.replace(day=1), -back))
        _settled_month(ledger, as_on, back * 1_000_000, pairs)
        if back == 1 and size.cut_over:
            _cut_over(ledger, as_on)
        _close(ledger, as_on, carries=back == 1)
    open_month(ledger, size.items)
    return ledger


def _settled_month(ledger: Ledger, as_on: date, start: int, pairs: int) -> None:
    """Everything that came is settled in full: nothing of it is open afterwards."""
    numbers = range(start, start + pairs)
    paid_and_settled(ledger, as_on, numbers)
    with ledger.step(REVIEW, as_on, WHO) as step:
        step.add(tables.answers, (row for n in numbers for row in _answers(n, as_on)))


def paid_and_settled(ledger: Ledger, as_on: date, numbers: range) -> None:
    """Remittances and invoices of one month, each settled in full with its own."""
    with ledger.step(TAKE_IN, as_on, WHO) as step:
        step.add(tables.orm_events, (_orm(n, as_on) for n in numbers))
        step.add(tables.invoice_events, (_invoice(n, as_on) for n in numbers))
        step.detail = {"folder": f"{as_on:%Y-%m}", "kinds": ["ORM_LIST"], "files": 0}
    with ledger.step(SETTLE, as_on, WHO) as step:
        step.add(tables.postings, (_line(n, as_on) for n in numbers))


def _cut_over(ledger: Ledger, as_on: date) -> None:
    about = {"place": 1, "act": CUT_OVER.word, "item_kind": "AD_CODE", "item_key": AD, "amount_minor": 0}
    with ledger.step(PROPOSE, as_on, WHO) as step:
        step.add(tables.proposals, [{**about, "status": "OK"}])
        step.add(tables.proposed_facts, [{"place": 1, "fact": "reported_until", "value": f"{as_on}"}])
    with ledger.step(APPROVE, as_on, Actor("checker", WHO.at)) as approved:
        said = {"proposal_seq": step.seq, "proposal_place": 1, "word": APPROVED}
        approved.add(tables.verdicts, [said])


def _close(ledger: Ledger, as_on: date, *, carries: bool) -> None:
    """As the program closes a month of which nothing is open; the month after reads the last of these alone."""
    with ledger.read() as connection:
        kept = carried(connection, read_month(ledger, as_on)) if carries else Carried([], {})
    with ledger.step(CLOSE, as_on, WHO) as step:
        step.add(
            tables.closings, [{"side": side, "currency": "USD", "closing_count": 0} for side in ("ORM", "INVOICE")]
        )
        step.add(tables.carried, kept.rows)
        step.detail = {"period": f"{as_on:%Y-%m}", **kept.detail}


def open_month(ledger: Ledger, items: int) -> None:
    """Items of the last month that nothing settles, with the importers and the rate that they need."""
    numbers = range(items)
    with ledger.step(TAKE_IN, LAST, WHO) as step:
        step.add(tables.orm_events, (_orm(n, LAST, iec=0, minor=700_003 + 2 * n) for n in numbers))
        step.add(tables.invoice_events, (_invoice(n, LAST, iec=1, minor=10_000 + n) for n in numbers))
        step.add(tables.rates, [{"on": LAST, "currency": "USD", "inr_per_unit": "90"}])
        step.add(tables.importers, (_importer(n) for n in range(2)))
        step.detail = {"folder": "last", "kinds": ["ORM_LIST"], "files": 0}
    with ledger.step(REVIEW, LAST, WHO) as step:
        step.add(tables.answers, (_said("BOE", _boe(n, LAST), "declared", "Y") for n in numbers))


def _iec(n: int) -> str:
    return f"{388000000 + n % IECS:010d}"


def _orm(n: int, on: date, iec: int | None = None, minor: int = 0) -> dict[str, Any]:
    number = f"IBA{n:011d}"
    return {
        "event": NEW,
        "orm_key": f"{number}/{AD}",
        "orm_number": number,
        "ad_code": AD,
        "iec": _iec(n if iec is None else iec),
        "importer_name": "NAKLI FOODS",
        "payment_date": on.replace(day=1 + n % 28),
        "currency": "USD",
        "amount_minor": minor or _minor(n),
        "opening_minor": minor or _minor(n),
        "purpose_code": "S0102",
        "is_capital_goods": False,
        "beneficiary": f"SUPPLIER {n % 997}",
        "beneficiary_country": "JP",
    }


def _minor(n: int) -> int:
    return 100_000 + n % 10_000


def _day(n: int, on: date) -> date:
    return on.replace(day=1 + n % 27)


def _boe(n: int, on: date) -> str:
    return f"{n:07d}/{_day(n, on):%Y-%m-%d}/INNSA1"


def _invoice(n: int, on: date, iec: int | None = None, minor: int = 0) -> dict[str, Any]:
    return {
        "event": NEW,
        "invoice_key": f"{_boe(n, on)}#1",
        "boe_key": _boe(n, on),
        "boe_number": f"{n:07d}",
        "boe_date": _day(n, on),
        "port_code": "INNSA1",
        "ad_code": AD,
        "iec": _iec(n if iec is None else iec),
        "importer_name": "NAKLI FOODS",
        "source": "BOE_MASTER",
        "serial": 1,
        "invoice_number": f"INV/{n}",
        "terms": "FOB",
        "supplier": f"SUPPLIER {n % 997}",
        "supplier_country": "JP",
        "currency": "USD",
        "value_minor": minor or _minor(n),
        "opening_minor": minor or _minor(n),
    }


def _line(n: int, on: date) -> dict[str, Any]:
    return {
        "posting": POSTED.word,
        "orm_key": f"IBA{n:011d}/{AD}",
        "invoice_key": f"{_boe(n, on)}#1",
        "currency": "USD",
        "amount_minor": _minor(n),
        "invoice_currency": "USD",
        "amount_invoice_minor": _minor(n),
        "pass": "REFERENCE",
        "tier": "AUTO",
        "reason": "EXACT",
        "evidence": f"remarks name BOE {n:07d}",
        "group_id": f"REF:{n}",
        "engine_version": "settlement-5",
    }


def _answers(n: int, on: date) -> Iterator[dict[str, Any]]:
    yield _said("INVOICE", f"{_boe(n, on)}#1", "remarks", "seen")
    yield _said("BOE", _boe(n, on), "documents", "Y")


def _said(kind: str, key: str, fact: str, value: str) -> dict[str, Any]:
    return {"item_kind": kind, "item_key": key, "fact": fact, "value": value}


def _importer(n: int) -> dict[str, Any]:
    flags = ("suit_pending", "adverse_notice", "under_investigation", "caution_listed")
    named = {"iec": _iec(n), "name": "NAKLI FOODS", "address": "PLOT 2", "pan": "ZZFCN0001A"}
    return {**named, "iec_last_updated": date(2026, 4, 4), **dict.fromkeys(flags, False)}
