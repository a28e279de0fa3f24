"""An invented month as the matching engine reads it, with the true lines: no files between.

    frames_of(Ask(boes=13_000, seed=101, level="base")).orms

Columns are those of `match`; `seller` and `third_party` stand on the invoice beside its supplier. What was cancelled
is left out, as the desk leaves it out. `rates` are the desk's own: date, currency, rupees for one unit.
"""

# Seeded pseudo-random numbers are the point of this file.
# ruff: noqa: S311

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

import pandas as pd

from tests.benchmarks.month_cases import make_month
from tests.benchmarks.month_files import rate_rows
from tests.benchmarks.month_levels import LEVELS
from tests.benchmarks.month_model import Boe, Month

# Bills in the month for about so many remittances.
BOES_FOR: dict[str, int] = {"1k": 1_300, "10k": 13_000, "100k": 130_000, "1M": 1_300_000}


@dataclass(frozen=True)
class Ask:
    """Which month: bills in it, seed, level."""

    boes: int = BOES_FOR["10k"]
    seed: int = 11
    level: str = "base"


@dataclass(frozen=True)
class MonthFrames:
    """What `match` takes, and what is true of it."""

    orms: pd.DataFrame
    invoices: pd.DataFrame
    truth: pd.DataFrame  # orm_key, invoice_key, boe_key, amount_minor, amount_invoice_minor, kind, case
    rates: pd.DataFrame


def frames_of(ask: Ask) -> MonthFrames:
    """The frames of the month that is asked for: the same ones each time."""
    month = make_month(date(2026, 10, 31), ask.boes, ask.seed, 0.1, LEVELS[ask.level])
    rates = pd.DataFrame(rate_rows(month.as_on, Random(f"rates {ask.seed}")), columns=["date", "currency", "inr"])
    return MonthFrames(orm_frame(month), invoice_frame(month), truth_frame(month), rates)


def orm_frame(month: Month) -> pd.DataFrame:
    """The remittances that are not cancelled."""
    live = [orm for orm in month.orms if not orm.is_cancelled]
    texts = {
        "orm_key": [orm.number for orm in live],
        "iec": [orm.importer.iec for orm in live],
        "payer": [orm.importer.name for orm in live],
        "currency": [orm.currency for orm in live],
        "party": [orm.party_name for orm in live],
        "country": [orm.supplier.country for orm in live],
        "remarks": [orm.remarks for orm in live],
        "deal_rate": [orm.deal_rate for orm in live],
        "on_behalf_of_iec": [orm.on_behalf_of for orm in live],
    }
    numbers = {"on": [orm.day.toordinal() for orm in live], "open_minor": [orm.amount for orm in live]}
    return _frame(texts, numbers, {"is_advance": [orm.is_advance for orm in live]})


def invoice_frame(month: Month) -> pd.DataFrame:
    """The invoices of bills that are not cancelled."""
    rows = [(boe, boe_key(boe), invoice) for boe in month.boes if not boe.is_cancelled for invoice in boe.invoices]
    texts = {
        "invoice_key": [f"{key}/{invoice.serial}" for _, key, invoice in rows],
        "boe_key": [key for _, key, _ in rows],
        "boe_number": [boe.number for boe, _, _ in rows],
        "port_code": [boe.port for boe, _, _ in rows],
        "invoice_number": [invoice.number for _, _, invoice in rows],
        "iec": [boe.importer.iec for boe, _, _ in rows],
        "currency": [invoice.currency for _, _, invoice in rows],
        "terms": [invoice.terms for _, _, invoice in rows],
        "supplier": [boe.shown_supplier for boe, _, _ in rows],
        "seller": [boe.shown_seller for boe, _, _ in rows],
        "third_party": [boe.third_party for boe, _, _ in rows],
        "country": [boe.supplier.country for boe, _, _ in rows],
    }
    numbers = {
        "boe_date": [boe.day.toordinal() for boe, _, _ in rows],
        "serial": [invoice.serial for _, _, invoice in rows],
        "value_minor": [invoice.value for _, _, invoice in rows],
        "open_minor": [invoice.open_minor for _, _, invoice in rows],
        "freight_minor": [invoice.freight for _, _, invoice in rows],
        "insurance_minor": [invoice.insurance for _, _, invoice in rows],
        "discount_minor": [invoice.discount for _, _, invoice in rows],
    }
    return _frame(texts, numbers, {"other_currency_charges": [False] * len(rows)})


def truth_frame(month: Month) -> pd.DataFrame:
    """The true lines."""
    texts = {
        "orm_key": [link.orm.number for link in month.links],
        "boe_key": [boe_key(link.boe) for link in month.links],
        "invoice_key": [f"{boe_key(link.boe)}/{link.invoice.serial}" for link in month.links],
        "kind": [link.kind for link in month.links],
    }
    numbers = {
        "amount_minor": [link.amount for link in month.links],
        "amount_invoice_minor": [link.amount_ic for link in month.links],
        "case": [link.case_id for link in month.links],
    }
    return _frame(texts, numbers, {})


def boe_key(boe: Boe) -> str:
    """Number, date and port of the bill."""
    return f"{boe.number}/{boe.day.isoformat()}/{boe.port}"


def _frame(texts: dict[str, list[str]], numbers: dict[str, list[int]], flags: dict[str, list[bool]]) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {name: pd.Series(values, dtype="str") for name, values in texts.items()}
    columns |= {name: pd.Series(values, dtype="int64") for name, values in numbers.items()}
    columns |= {name: pd.Series(values, dtype=bool) for name, values in flags.items()}
    return pd.DataFrame(columns)
