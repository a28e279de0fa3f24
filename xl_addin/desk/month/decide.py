"""Decide: what the rules in force on the as-on date say of every open item. Decides; posts nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from xl_addin.desk.month.case import IEC, Case, Proposed, answered, ask
from xl_addin.desk.month.cases_extension import extension
from xl_addin.desk.month.cases_goods import goods_cases
from xl_addin.desk.month.cases_invoice import (
    asks_write_off,
    invoice_write_off,
    payment,
    small_value,
)
from xl_addin.desk.month.cases_orm import orm_cases
from xl_addin.desk.month.cases_payment import payment_cases
from xl_addin.desk.month.evidence import currency_cases, evidence_cases
from xl_addin.desk.month.item import Party, entries, parties
from xl_addin.desk.month.month import Month, open_items
from xl_addin.desk.month.retained import retained_case
from xl_addin.desk.progress import Progress, counted, silent
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.dgft.iec_status import IecStatus
from xl_addin.engine.law import Law


def decide(month: Month, law: Law, unposted: Iterable[SettlementLine] = (), progress: Progress = silent) -> list[Case]:
    """Every decision of the month, in a stable order: invoices, entries, remittances, payment, goods, importers.

    Each item holds its decisions afterwards. A difference is decided on what is left after posted and suggested
    settlements, and of those that wait for IDPMS; the answer says so.
    """
    proposed = proposed_by(unposted)
    invoices, orms = open_items(month.invoices), open_items(month.orms)
    boes = {entry.key: entry for entry in entries(month, invoices)}
    small = [small_value(month, law, entry) for entry in boes.values()]
    cases = [payment(month, law, item) for item in counted(invoices, "Deciding payment dates", progress)]
    cases += [case for item in invoices for case in retained_case(month, law, item)]
    cases += [
        invoice_write_off(month, law, item, boes, proposed.invoices.get(item.key, 0))
        for item in counted(invoices, "Deciding differences", progress)
        if asks_write_off(month, item, proposed.invoices.get(item.key, 0))
    ]
    cases += small
    cases += [extension(month, law, entry) for entry in counted([*boes.values()], "Deciding extensions", progress)]
    for item in counted(orms, "Deciding remittances", progress):
        cases += orm_cases(month, law, item, proposed.orms.get(item.key, 0))
    cases += [*evidence_cases(month, law), *currency_cases(month, law)]
    cases += payment_cases(month, law, unposted)
    cases += goods_cases(month, law)
    return cases + [_importer(month, law, party) for party in parties(month)]


def proposed_by(unposted: Iterable[SettlementLine]) -> Proposed:
    """Sums of the lines that are not posted yet, by ORM and by invoice."""
    sums = Proposed(defaultdict(int), defaultdict(int))
    for line in unposted:
        sums.orms[line.orm_key] += line.amount_minor
        sums.invoices[line.invoice_key] += line.amount_invoice_minor
    return sums


def _importer(month: Month, law: Law, party: Party) -> Case:
    updated = party.record.iec_last_updated if party.record else None
    return answered(month, IEC, party, ask(law, IecStatus, party.answers, last_update=updated, as_of=month.as_on))
