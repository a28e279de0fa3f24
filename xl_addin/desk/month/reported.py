"""What IDPMS has by the bank's own word or its replies: one answer for the rules, the outbox and the sheets.

What the bank uploads, remittances and manual bills of entry, is there once IDPMS has passed its message, or where two
people said that it was reported outside (the cut-over). Of a manual bill of entry the ledger must have known by that
day: one that came later was not reported by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from xl_addin.domain.records import OutwardRemittance
from xl_addin.ledger.answers import Answers
from xl_addin.ledger.cut_overs import CutOver, cut_overs, on_wire
from xl_addin.ledger.items import InvoiceItem
from xl_addin.ledger.outbox_rows import Passed, acknowledged_orms
from xl_addin.ledger.owed import first_days
from xl_addin.rulebook.facts import BOE

# How a manual bill of entry came in: as a message of the branch, or brought forward under a name of it.
MANUAL_SOURCES = ("MANUAL_BOE", "MBE", "MANUAL")
BY_FILE, FILE = "boe_acknowledged", "acknowledgement_file"


class InIdpms(NamedTuple):
    """By what an item is in IDPMS, and since when that is known; no day where nobody has told it."""

    by: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported outside by AD code, which remittances IDPMS has passed, when manual entries came in."""

    cut_overs: Mapping[str, CutOver] = field(default_factory=dict)
    orms: Mapping[str, Passed] = field(default_factory=dict)
    manual_on: Mapping[str, date] = field(default_factory=dict)

    def outside(self, ad_code: str, on: date) -> CutOver | None:
        """The statement by which something of a day was reported outside; None where there is none."""
        found = self.cut_overs.get(on_wire(ad_code))
        return found if found is not None and on <= found.until else None

    def orm(self, record: OutwardRemittance, generated: object) -> InIdpms | None:
        """How IDPMS has a remittance, None where it has not; `generated` is what the desk has said of its message."""
        if passed := self.orms.get(record.key):
            return InIdpms(passed.file, passed.on)
        by = self.outside(record.ad_code, record.payment_date) if generated is not False else None
        return InIdpms(outside_told(by)) if by else None


NOT_REPORTED = Reported()


def outside_told(by: CutOver) -> str:
    """The statement by which something is in IDPMS, in words."""
    return f"reported outside up to {by.until:%d-%b-%Y} ({by.number})"


def read_reported(connection: Connection, period: str) -> Reported:
    """As the ledger has it up to the end of a period."""
    until = cut_overs(connection, period)
    last = max((one.until for one in until.values()), default=None)
    manual = first_days(connection, MANUAL_SOURCES, last) if last else {}
    return Reported(until, acknowledged_orms(connection, period), manual)


def with_outside(known: Answers, invoices: Iterable[InvoiceItem], reported: Reported) -> Answers:
    """What is known of items, and that IDPMS has the manual bills of entry that were reported outside."""
    told: Answers = {}
    for one in invoices if reported.manual_on else ():
        record = one.record
        on, said = reported.manual_on.get(record.boe_key), known.get((BOE, record.boe_key), {})
        by = (
            reported.outside(record.ad_code, max(on, record.boe_date))
            if on and record.source in MANUAL_SOURCES
            else None
        )
        if by is not None and said.get(BY_FILE) is None:
            told[BOE, record.boe_key] = {**said, BY_FILE: True, FILE: outside_told(by)}
    return {**known, **told} if told else known
