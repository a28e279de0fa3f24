"""Checks of the month that the rules of its day are asked about, and changes of the importer master."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from xl_addin.desk.month.acknowledged import without_orm
from xl_addin.desk.month.case import ENTRY, EVIDENCE, WRITEOFF, Case
from xl_addin.desk.month.evidence import LATE, PAPER
from xl_addin.desk.month.month import Month, is_open, live_by_ad_code, open_items, own_ad_code
from xl_addin.desk.month.swift import swift_differs
from xl_addin.domain.findings import Finding, finding
from xl_addin.domain.identifiers import masked_pan
from xl_addin.domain.money import grouped
from xl_addin.domain.records import ADVANCE_PURPOSE, Importer
from xl_addin.engine.idpms.bars import OTHER_AD_CODE, BillPayment, OtherAdCode
from xl_addin.engine.idpms.scope import LEGACY, LegacyOrm
from xl_addin.engine.law import Law
from xl_addin.engine.parties.identity import MasterChange, master_changes
from xl_addin.engine.sentence import FactValue, shown
from xl_addin.ledger import rows
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.state import ImporterTold
from xl_addin.rulebook.facts import INVOICE, LICENCE, ORM, fact
from xl_addin.rulebook.registers import reason_family

_LEDGER = "ledger"
# What a closed write-off did not allow for, by fact and answer.
BARS_WRITE_OFF = (("satisfied", False), ("suit_pending", True), ("adverse_notice", True))
OBJECTION = "Objection"  # word of registers/audit_words.csv


def law_findings(month: Month, law: Law, cases: Iterable[Case]) -> list[Finding]:
    """What the rules of the as-on date say of the month as a whole."""
    papers = papers_findings(month, law, cases)
    return [
        *other_ad_findings(month, law),
        *legacy_findings(month, law),
        *papers,
        *goods_findings(month),
        *amendment_findings(month),
        *no_orm_findings(month, law),
        *swift_findings(month),
        *late_findings(cases),
        *twice_findings(cases),
        *objection_findings(month),
        *changed_findings(month),
    ]


def no_orm_findings(month: Month, law: Law) -> Iterator[Finding]:
    """Remittances that the desk says have no ORM message: no bill is settled with them."""
    without = sorted(one.record.orm_number for one in month.orms.values() if one.is_live and without_orm(one))
    if without:
        barred = law.ask(BillPayment, orm_generated=False, action_date=month.as_on)
        more = ", …" if len(without) > 3 else ""
        told = f"{len(without)} remittance(s): {', '.join(without[:3])}{more}"
        yield finding("ORM_NOT_GENERATED", _LEDGER, told, citation=barred.citation)


def swift_findings(month: Month) -> Iterator[Finding]:
    """Remittances of which the desk has said another SWIFT code than their extract or message."""
    for item in sorted(month.orms.values(), key=lambda one: one.key):
        if item.is_live and swift_differs(item, said := item.answers.get("swift")):
            yield finding("SWIFT_DIFFERS", _LEDGER, f"ORM {item.key}: {said}", own=item.record.swift)


def late_findings(cases: Iterable[Case]) -> list[Finding]:
    """Papers whose entry in IDPMS is late, in one line."""
    late = [case.item.key for case in cases if case.subject in (EVIDENCE, ENTRY) and LATE in case.decision.findings]
    told = f"{len(late)} paper(s) not entered in IDPMS in time: {', '.join(late[:3])}" + (
        ", …" if len(late) > 3 else ""
    )
    return [finding(LATE, _LEDGER, told)] if late else []


def twice_findings(cases: Iterable[Case]) -> Iterator[Finding]:
    """One paper that is named as evidence of several remittances."""
    named: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        if case.subject == EVIDENCE and case.orm_number:
            named[" ".join(str(case.item.answers.get(PAPER, "")).upper().split())].append(case.item.key)
    for paper, keys in named.items():
        if paper and len(keys) > 1:
            yield finding("EVIDENCE_TWICE", _LEDGER, f"{paper}: {', '.join(keys)}")


def goods_findings(month: Month) -> list[Finding]:
    """Open items whose goods nobody has named: what DGFT asks of them was not asked."""
    advances = (i for i in month.orms.values() if i.record.purpose_code == ADVANCE_PURPOSE)
    bare_advances = sum("hs" not in item.answers for item in filter(is_open, advances))
    bare = sum("hs" not in item.answers for item in filter(is_open, month.invoices.values()))
    told = f"{bare} open invoice(s) and {bare_advances} advance(s) without HS code"
    return [finding("HS_NOT_KNOWN", _LEDGER, told)] if bare or bare_advances else []


def other_ad_codes(month: Month, law: Law) -> dict[str, int]:
    """AD codes of live items that the rules do not take for the desk's own, with the number of items."""
    own = own_ad_code(month)
    codes = live_by_ad_code(month, ORM) + live_by_ad_code(month, INVOICE)
    return {
        code: count
        for code, count in sorted(codes.items())
        if not law.ask(OtherAdCode, boe_ad_code=code, own_ad_code=own, action_date=month.as_on).ok
    }


def other_ad_findings(month: Month, law: Law) -> list[Finding]:
    """Items under another AD code than the desk's own: they need the request or transfer route."""
    own = own_ad_code(month)
    return [
        finding(OTHER_AD_CODE, _LEDGER, f"{count} item(s) under AD code {code}", own=own)
        for code, count in other_ad_codes(month, law).items()
    ]


def legacy_findings(month: Month, law: Law) -> list[Finding]:
    """Open remittances from before the start of IDPMS, one line each: they were to be loaded when it began."""
    still_open = open_items(month.orms)
    days = {item.record.payment_date for item in still_open}
    asked = {on: law.ask(LegacyOrm, orm_date=on, action_date=month.as_on) for on in sorted(days)}
    return [
        finding(
            "LEGACY_ORM",
            _LEDGER,
            f"ORM {item.record.orm_number} of {item.record.payment_date:%d-%b-%Y}, "
            f"{item.currency} {grouped(item.outstanding_minor, item.currency)} still open",
            day=f"{found.value:%d-%b-%Y}",
            citation=found.citation,
        )
        for item in still_open
        if (found := asked[item.record.payment_date]).status == LEGACY
    ]


def papers_findings(month: Month, law: Law, cases: Iterable[Case]) -> Iterator[Finding]:
    """Write-offs that stand on documents alone, whatever their amount, and whose papers or remark are not noted."""
    uncapped = law.rules.find("writeoff.uncapped_reasons", month.as_on)
    for case in cases if uncapped else ():
        reason = (
            reason_family(str(case.item.answers.get("reason", "")))
            if case.subject == WRITEOFF and case.decision.ok
            else ""
        )
        if uncapped is None or reason not in uncapped.value:
            continue
        lacking = [name for name in ("papers", "remarks") if name not in case.said]
        if lacking:
            found = f"write-off {case.item.key} for {reason}: no {', no '.join(lacking)}"
            yield finding(
                "PAPERS_NOT_NOTED", _LEDGER, found, instrument=uncapped.instrument, paragraph=uncapped.paragraph
            )


def amendment_findings(month: Month) -> list[Finding]:
    """Amendments of authorisations that the register does not hold: they change nothing until it does."""
    licences = {key: said.get("amended_on") for (kind, key), said in month.answers.items() if kind == LICENCE}
    return [
        finding("AMENDMENT_WITHOUT_GRANT", "authorisations", f"amendment {key}")
        for key, on in sorted(licences.items())
        if on and key.removesuffix(f" {on}") not in licences
    ]


def objection_findings(month: Month) -> list[Finding]:
    """Write-offs to which those who check the sample object, whether or not they would be drawn again."""
    return [
        finding("AUDIT_OBJECTION", _LEDGER, f"{subject.lower()} {key}: {said.get('audit_note', OBJECTION)}")
        for (subject, key), said in sorted(month.answers.items())
        if said.get("audit_result") == OBJECTION
    ]


def changed_findings(month: Month) -> list[Finding]:
    """Items that were written off or closed, here or elsewhere, and of which what is known now would not allow it."""
    return [
        finding("CLOSED_CASE_CHANGED", _LEDGER, f"{word} {item.key}: {', '.join(against)}")
        for word, items in (("ORM", month.orms), ("invoice", month.invoices))
        for item in items.values()
        if item.is_live and _is_closed(item) and (against := _against(item))
    ]


def _is_closed(item: OrmItem | InvoiceItem) -> bool:
    """Closed by an approval; or with a reason for a write-off and nothing open any more."""
    return item.closed_ever_minor > 0 or ("reason" in item.answers and not item.outstanding_minor)


def _against(item: OrmItem | InvoiceItem) -> list[str]:
    said = item.answers
    return [f"{fact(name).header} {fact(name).text(bars)}" for name, bars in BARS_WRITE_OFF if said.get(name) is bars]


def master_history(told: Iterable[ImporterTold]) -> Iterator[MasterChange]:
    """The change log of the importer master: each line as told held against the one told before it."""
    last: dict[str, Importer] = {}
    for line in told:
        now = line.importer
        if before := last.get(now.iec):
            recorded_on = rows.day_of(line.at)
            yield from master_changes(before, now, on=line.as_on, recorded_on=recorded_on, recorded_by=line.user)
        last[now.iec] = now


def master_findings(told: Iterable[ImporterTold], period: str) -> list[Finding]:
    """Changes of the importer master that were recorded for the period, one line for each field."""
    return [
        finding(
            "IMPORTER_CHANGED",
            "importers",
            f"IEC {one.iec}: {one.field} is {master_told(one.field, one.new)}, recorded by {one.recorded_by} "
            f"on {one.recorded_on:%d-%b-%Y}",
            before=master_told(one.field, one.old),
        )
        for one in master_history(told)
        if f"{one.on:%Y-%m}" == period
    ]


def master_told(field: str, value: FactValue) -> str:
    """A value of the master as a person reads it; a PAN is masked."""
    if value in (None, ""):
        return "not known"
    return masked_pan(str(value)) if field == "pan" else shown(value)
