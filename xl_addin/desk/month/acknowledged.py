"""Manual bills of entry: nothing is processed on one before IDPMS has acknowledged it (rules 5.13).

One from the daily download is in IDPMS. One that the bank uploaded is so by the acknowledgement's file, by coming down
with the download, by the desk's statement that it was seen there (day, reference, person), or by the cut-over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from xl_addin.desk.month.item import Entry, entries
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.reported import BY_FILE, FILE, MANUAL_SOURCES, InIdpms
from xl_addin.domain.records import BoeInvoice, OutwardRemittance, SettlementLine
from xl_addin.engine.idpms.bars import NOT_ACKNOWLEDGED, ReflectedInIdpms
from xl_addin.engine.law import Law
from xl_addin.engine.rule import Decision, unique
from xl_addin.ledger.items import InvoiceItem, Item, OrmItem
from xl_addin.rulebook.facts import Value, fact

# Sources of a download, by the message that it is.
_DOWNLOADED = {"BOE_MASTER": "download OBE", "BOE_REPLY": "reply OBBACK", "BOE_TRANSFER": "transfer BTT"}
STATEMENT = ("acknowledged_on", "acknowledgement_reference", "acknowledgement_seen_by")


def is_manual(record: BoeInvoice) -> bool:
    """Whether the bank itself reported the bill of entry."""
    return record.source in MANUAL_SOURCES


def waits(record: BoeInvoice, said: Mapping[str, Value], as_on: date) -> bool:
    """Whether nothing may be processed on a bill of entry yet."""
    return is_manual(record) and acknowledged(record, said, as_on) is not True


def acknowledged(record: BoeInvoice, said: Mapping[str, Value], as_on: date) -> bool | None:
    """Whether IDPMS has acknowledged a manual bill of entry; None where nobody knows.

    What a person has seen after IDPMS refused it counts: the refusal takes earlier statements back.
    """
    if said.get(BY_FILE) is True or (said.get(STATEMENT[0]) and not [*faults(record, said, as_on)]):
        return True
    return False if said.get(BY_FILE) is False else None


def without_orm(item: OrmItem) -> bool:
    """Whether the desk has said that no ORM message was made for a remittance: no bill is settled with it."""
    return item.answers.get("orm_generated") is False


def orm_reflected(month: Month, item: OrmItem) -> bool:
    """Whether IDPMS has a remittance: nothing is reported on it before, though the ledger may settle it."""
    return in_idpms(month, item) is not None


def in_idpms(month: Month, item: Item[Any]) -> InIdpms | None:
    """By what IDPMS has a remittance or an invoice's bill of entry, and since when; None where it has it not.

    One answer for what holds a message, for the rules and for the sheets. What a download told is in IDPMS by it.
    """
    record, said = item.record, item.answers
    if isinstance(record, OutwardRemittance):
        return month.reported.orm(record, said.get("orm_generated"))
    if not is_manual(record):
        return InIdpms(_DOWNLOADED.get(record.source, "brought forward"), month.acts_on.get(item.first_seq))
    if acknowledged(record, said, month.as_on) is not True:
        return None
    on, reference, by = (said.get(name) for name in STATEMENT)
    seen = f"seen there by {by} ({reference})" if on else ""
    return InIdpms(str(said.get(FILE) or seen), on if isinstance(on, date) else None)


def line_waits(month: Month, line: SettlementLine) -> bool:
    """Whether nothing may be posted on a line yet, for its bill of entry or its remittance is not in IDPMS."""
    item = month.invoices[line.invoice_key]
    return waits(item.record, item.answers, month.as_on) or without_orm(month.orms[line.orm_key])


def faults(record: BoeInvoice, said: Mapping[str, Value], as_on: date) -> Iterator[str]:
    """What a statement lacks, in words; nothing where none was begun."""
    if not any(said.get(name) for name in STATEMENT):
        return
    for name in STATEMENT:
        if not said.get(name):
            yield f"the statement lacks {fact(name).header}"
    on = said.get(STATEMENT[0])
    if isinstance(on, date) and on > as_on:
        yield f"{fact(STATEMENT[0]).header} {on:%d-%b-%Y} lies after the as-on date"
    if isinstance(on, date) and on < record.boe_date:
        yield f"{fact(STATEMENT[0]).header} {on:%d-%b-%Y} lies before the bill of entry"


def reflected(law: Law, entry: Entry, as_on: date) -> Decision:
    """What the rule says of a manual bill of entry, with what is wrong with the statement on it."""
    known = acknowledged(entry.record, entry.answers, as_on)
    found = law.ask(ReflectedInIdpms, in_idpms=known, acknowledged=known, action_date=as_on)
    return found._replace(notes=(*found.notes, *faults(entry.record, entry.answers, as_on)))


def barred(law: Law, entry: Entry | None, as_on: date, found: Decision) -> Decision:
    """A decision to write off, close or extend: not allowed while its manual bill of entry waits."""
    if entry is None or not waits(entry.record, entry.answers, as_on):
        return found
    bar = reflected(law, entry, as_on)
    findings = tuple(dict.fromkeys((*found.findings, NOT_ACKNOWLEDGED)))
    told = found._replace(findings=findings, notes=(*bar.notes, *found.notes))
    if not found.ok:
        return told._replace(basis=unique((*found.basis, *bar.basis)))
    return told._replace(status=bar.status, value=None, basis=unique((*bar.basis, *found.basis)))


def manual_entries(month: Month) -> list[Entry]:
    """Manual bills of entry that came in during the period or are still open, oldest first."""
    listed = [one for one in month.invoices.values() if one.is_live and is_manual(one.record)]
    shown = [one for one in listed if one.is_new or one.outstanding_minor]
    return entries(month, sorted(shown, key=lambda one: (one.record.boe_date, one.key)))


def waiting_invoices(month: Month) -> list[InvoiceItem]:
    """Open invoices of manual bills of entry that IDPMS has not acknowledged."""
    manual = (one for one in month.invoices.values() if is_manual(one.record) and one.is_live)
    return [one for one in manual if one.outstanding_minor and waits(one.record, one.answers, month.as_on)]
