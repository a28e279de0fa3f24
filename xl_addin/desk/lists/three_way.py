"""Core banking, ledger and IDPMS against each other, on Messages: the sums, and the items behind each difference."""

from __future__ import annotations

from xl_addin.workbook.lists import Column, List, day, long, money, status, text, whole

SUMS = List(
    "tblThreeWay",
    rows=lambda told: told.outgoing.compared.sums,
    empty="nothing in this period: nothing is compared of an AD code without its cut-over",
    columns=(
        Column("Side", text, lambda t: t.side, 9, "Remittances, or invoices of bills of entry."),
        Column("AD code", text, lambda t: t.ad_code, 34),
        Column("Items", whole, lambda t: t.items, 9, "Live in the ledger."),
        Column("Currency", text, lambda t: t.currency, 8.5),
        Column("Items in IDPMS", whole, lambda t: t.items_idpms, 8),
        Column("Core banking", money, lambda t: t.core, 18, "The last word that extracts told of each item."),
        Column("Ledger", money, lambda t: t.ledger, 18, "Open, settled, written off and closed."),
        Column("IDPMS", money, lambda t: t.idpms, 18, "By the download, by its replies, or by the cut-over."),
        Column("Waits", money, lambda t: t.waits, help="To be reported, approved, or drafted."),
        Column("Not answered", money, lambda t: t.sent, help="Let go or said to be made; no reply has come."),
        Column("Held", money, lambda t: t.held),
        Column("Refused", money, lambda t: t.refused),
        Column("Unexplained", money, lambda t: t.unexplained),
        Column("Items explained", whole, lambda t: t.items_explained, 9),
        Column("Items unexplained", whole, lambda t: t.items_unexplained, 9),
    ),
)
APART = List(
    "tblApart",
    rows=lambda told: told.outgoing.compared.apart,
    empty="nothing in this period: core banking, ledger and IDPMS say the same, or no AD code is cut over",
    first=("Side", "Item", "Currency", "Ledger", "Sign", "Status", "Why", "What to do"),
    columns=(
        Column("Side", text, lambda a: a.side, 9),
        Column("Item", long, lambda a: a.key, 34),
        Column("AD code", text, lambda a: a.ad_code, 9),
        Column("Currency", text, lambda a: a.currency, 8.5),
        Column("Dated", day, lambda a: a.dated, help="Paid, or day of the bill of entry."),
        Column("Core banking", money, lambda a: a.core, 18),
        Column("Ledger", money, lambda a: a.ledger, 18),
        Column("IDPMS", money, lambda a: a.idpms, 18),
        *status("Status", lambda a: a.cause.word, width=11),
        Column("Why", long, lambda a: a.cause.why, 34),
        Column("What to do", long, lambda a: a.cause.todo, 44),
    ),
)
