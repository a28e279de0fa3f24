"""The file decisions.csv: every decision of the month with its sentence and citation."""

from __future__ import annotations

from xl_addin.domain.money import plain
from xl_addin.workbook.lists import Column, List, day, text, whole

FILE = List(
    "decisions.csv",
    rows=lambda told: told.cases,
    columns=(
        Column("subject", text, lambda c: c.subject),
        Column("orm_number", text, lambda c: c.orm_number),
        Column("boe_number", text, lambda c: c.boe_number),
        Column("boe_date", day, lambda c: c.boe_date),
        Column("port_code", text, lambda c: c.port_code),
        Column("invoice_serial", whole, lambda c: c.invoice_serial or ""),
        Column("iec", text, lambda c: c.iec),
        Column("currency", text, lambda c: c.currency),
        Column("amount", text, lambda c: plain(c.amount_minor, c.currency) if c.currency else ""),
        Column("status", text, lambda c: c.decision.status),
        Column("why", text, lambda c: f"{c.decision.grounds}."),
        Column("instrument", text, lambda c: c.decision.instrument),
        Column("paragraph", text, lambda c: c.decision.paragraph),
        Column("confidence", text, lambda c: c.decision.confidence),
        Column("due_date", day, lambda c: c.due_date),
        Column("old_due_date", day, lambda c: c.old_due_date),
        Column("standing", text, lambda c: c.standing),
    ),
)
