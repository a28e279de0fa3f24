"""Payment dates that one person alone has extended, where the bank's policy has two do it."""

from __future__ import annotations

from sqlalchemy import Connection

from xl_addin.desk.month.month import Month
from xl_addin.domain.findings import Finding, finding
from xl_addin.engine.law import Law
from xl_addin.ledger.acts import REVIEW
from xl_addin.ledger.answers import last_told_by
from xl_addin.rulebook.facts import BOE

UNTIL = "extended_until"


def extended_by_one(connection: Connection, month: Month, law: Law) -> list[Finding]:
    """Open bills of entry whose extension was typed into a cell last; nothing where the policy names nobody.

    What the desk's facts file brings was granted before and elsewhere.
    """
    if not law.policy.powers.people:
        return []
    open_now = {one.record.boe_key for one in month.invoices.values() if one.is_live and one.outstanding_minor > 0}
    extended = {key for key in open_now if UNTIL in month.said(BOE, key)}
    kinds = last_told_by(connection, BOE, UNTIL, month.period, extended) if extended else {}
    found = sorted(key for key, kind in kinds.items() if kind == REVIEW.kind)
    said = {key: month.said(BOE, key).get(UNTIL) for key in found}
    return [finding("EXTENSION_BY_ONE", "ledger", f"{key}: extended to {day}") for key, day in said.items() if day]
