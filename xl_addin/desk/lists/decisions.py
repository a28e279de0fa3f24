"""The file decisions.csv: every decision of the month with its sentence and citation."""

from __future__ import annotations

from xl_addin.desk.lists.parts import decision
from xl_addin.domain.money import plain
from xl_addin.workbook.lists import Column, List, OfPart, day, text, whole

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
        Column("status", text, OfPart(decision, lambda found: found.status)),
        Column("why", text, OfPart(decision, lambda found: f"{found.grounds}.")),
        Column("instrument", text, OfPart(decision, lambda found: found.instrument)),
        Column("paragraph", text, OfPart(decision, lambda found: found.paragraph)),
        Column("confidence", text, OfPart(decision, lambda found: found.confidence)),
        Column("due_date", day, lambda c: c.due_date),
        Column("old_due_date", day, lambda c: c.old_due_date),
        Column("standing", text, lambda c: c.standing),
    ),
)
