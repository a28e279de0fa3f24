"""The two sides of the desk's book, ORM and invoice, as the proofs and the summary read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from xl_addin.workbook.closing.view import ClosingView


@dataclass(frozen=True, slots=True)
class Side:
    """Names under which one side stands in the movements, the tables and the settlement lines."""

    name: str
    words: str
    roll: str
    items: str
    sheet: str
    status_header: str
    status_key: str
    line_words: str
    line_currency: str
    line_amount: str
    line_currency_key: str
    line_amount_key: str


ORM_SIDE = Side(
    "ORM",
    "ORM",
    "tblRollOrm",
    "tblOrm",
    "ORM",
    "Status",
    "stage_status",
    "ORM side",
    "ORM currency",
    "ORM amount",
    "currency",
    "amount_minor",
)
INVOICE_SIDE = Side(
    "INVOICE",
    "invoice",
    "tblRollInvoice",
    "tblInvoices",
    "BoE invoices",
    "Payment status",
    "payment_status",
    "invoice side",
    "Invoice currency",
    "Invoice amount",
    "invoice_currency",
    "amount_invoice_minor",
)
SIDES = (ORM_SIDE, INVOICE_SIDE)


def items_of(side: Side, view: ClosingView) -> pd.DataFrame:
    """Open items of a side."""
    return view.orms if side is ORM_SIDE else view.invoices


def posted(view: ClosingView) -> pd.DataFrame:
    """Settlement lines posted in the period."""
    return view.settlements[view.settlements["status"] == "POSTED"]


def sums(keys: Iterable[str], minors: Iterable[int]) -> dict[str, int]:
    """Exact totals of minor units by key."""
    totals: dict[str, int] = defaultdict(int)
    for key, minor in zip(keys, minors, strict=True):
        totals[key] += int(minor)
    return dict(totals)


def counts(keys: Iterable[str]) -> dict[str, int]:
    """How often each key stands there."""
    totals: dict[str, int] = defaultdict(int)
    for key in keys:
        totals[key] += 1
    return dict(totals)


def currencies(side: Side, view: ClosingView) -> list[str]:
    """Every currency that this side meets: in movements, last closing, open items or posted lines."""
    moved = view.movements[view.movements["side"] == side.name]["currency"]
    before = view.previous[view.previous["side"] == side.name]["currency"]
    lines = posted(view)[side.line_currency_key]
    return sorted({*moved, *before, *items_of(side, view)["currency"], *lines})
