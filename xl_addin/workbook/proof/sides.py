"""The two sides of the desk's book, ORM and invoice, as the proofs and the summary read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from xl_addin.domain.movements import Balance, Movement
from xl_addin.workbook.proof.view import ClosingView

SETTLEMENTS, POSTED = "tblSettlements", "POSTED"


@dataclass(frozen=True, slots=True)
class Side:
    """Names under which one side stands in the movements, in its list and in the settlement lines."""

    name: str
    words: str
    roll: str
    items: str
    sheet: str
    status: str
    line_words: str
    line_currency: str
    line_amount: str


ORM_SIDE = Side("ORM", "ORM", "tblRollOrm", "tblOrm", "ORM", "Status", "ORM side", "ORM currency", "ORM amount")
INVOICE_SIDE = Side(
    "INVOICE",
    "invoice",
    "tblRollInvoice",
    "tblInvoices",
    "BoE invoices",
    "Payment status",
    "invoice side",
    "Invoice currency",
    "Invoice amount",
)
SIDES = (ORM_SIDE, INVOICE_SIDE)
_LINE = ("Status", "ORM currency", "ORM amount", "Invoice currency", "Invoice amount", "Found by", "Tier")
_ITEM = ("Currency", "IEC", "Importer", "Outstanding", "Outstanding INR", "Age bucket")


def items_of(side: Side, view: ClosingView) -> pd.DataFrame:
    """Open items of a side: the columns that figures are made of."""
    return view.lists[side.items].frame(*_ITEM)


def lines(view: ClosingView) -> pd.DataFrame:
    """Settlement lines of the period, posted and proposed."""
    return view.lists[SETTLEMENTS].frame(*_LINE)


def posted(view: ClosingView) -> pd.DataFrame:
    """Settlement lines posted in the period."""
    found = lines(view)
    return found[found["Status"] == POSTED]


def sums(keys: Iterable[str], minors: Iterable[int]) -> dict[str, int]:
    """Exact totals of minor units by key."""
    totals: Counter[str] = Counter()
    for key, minor in zip(keys, minors, strict=True):
        totals[key] += minor
    return dict(totals)


def currencies(side: Side, view: ClosingView) -> list[str]:
    """Every currency that this side meets: in movements, last closing, open items or posted lines."""
    told: list[Movement | Balance] = [*view.movements, *view.previous]
    met = {one.currency for one in told if one.side == side.name}
    settled = view.lists[SETTLEMENTS]
    used = {code for code, word in zip(settled[side.line_currency], settled["Status"], strict=True) if word == POSTED}
    return sorted({*met, *view.lists[side.items]["Currency"], *used})
