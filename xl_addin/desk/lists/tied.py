"""The blue cells of BoE invoices by which a person ties an invoice to a remittance, and what is tied so already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from xl_addin.desk.lists.told import Open, Told
from xl_addin.domain.records import BoeInvoice
from xl_addin.ledger.acts import MANUAL, MATCH
from xl_addin.workbook.lists import Column, long, money, text

TIE_ORM, TIE_AMOUNT, TIE_REASON = "Tie to ORM", "Tie amount", "Tie reason"
TIES = (TIE_ORM, TIE_AMOUNT, TIE_REASON)


def open_invoices(told: Told) -> Sequence[Open[BoeInvoice]]:
    """Open invoices, each with the remittances that an open proposal or two people tie to it."""
    tied: dict[str, dict[str, None]] = defaultdict(dict)
    asked = (line for one in told.proposals if one.waits and one.act == MATCH.word for line in one.lines)
    for line in (*asked, *(line for line in told.posted if line.tier == MANUAL)):
        tied[line.invoice_key][line.orm_key] = None
    rows = told.opened(told.month.invoices)
    return [replace(row, ties=tuple(tied[row.item.key])) if row.item.key in tied else row for row in rows]


COLUMNS: tuple[Column[Open[BoeInvoice]], ...] = (
    Column("Tied by hand", long, lambda i: " ".join(i.ties), 20, "Remittances of open proposals, and of two people."),
    Column(
        TIE_ORM,
        text,
        lambda i: "",
        20,
        "ORM number of the remittance that pays this invoice, where the matching could not. Another person approves.",
        is_user_input=True,
    ),
    Column(
        TIE_AMOUNT,
        money,
        lambda i: None,
        help="Of this invoice, in its own currency; blank for as much as fits on both sides.",
        is_user_input=True,
    ),
    Column(
        TIE_REASON, long, lambda i: "", 18, "Why; the person who approves reads it. Must be given.", is_user_input=True
    ),
)
