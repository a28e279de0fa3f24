"""Audit sample: write-offs that were approved or are allowed, drawn for inspectors or auditors, and what they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from xl_addin.desk.lists.parts import (
    A_PARTY,
    AN_AMOUNT,
    AN_INVOICE,
    AN_ORM,
    IN_INR,
    INVOICE_KEY,
    ORM_KEY,
    own,
)
from xl_addin.desk.lists.told import Told, paise
from xl_addin.desk.month.case import SMALLVALUE, WRITEOFF, Case
from xl_addin.desk.month.item import AnyItem, Entry
from xl_addin.desk.month.month import Month, own_ad_code
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff.sample import Size, audit_sample, population_hash
from xl_addin.ledger.acts import APPROVED, CLOSURES
from xl_addin.ledger.proposed import Proposal
from xl_addin.rulebook.facts import BOE
from xl_addin.rulebook.policy import Policy
from xl_addin.workbook.lists import Column, List, Sheet, inr, long, text, whole

SAMPLED = (SMALLVALUE, WRITEOFF)
METHODS = "MONETARY_UNIT by the sum in INR, PERCENTAGE by number, RANDOM beside these."
SEED = "Decides the draw: the AD code and the month, unless the bank's policy file names another."
HASH = "Another write-off, or another value of one, makes another hash and so another draw."


@dataclass(frozen=True, slots=True)
class Sampled(Case):
    """A write-off that was drawn, with what makes the draw again: method, seed and the write-offs it is drawn from."""

    method: str = ""
    seed: str = ""
    population: int = 0
    population_inr: Decimal | None = None
    population_hash: str = ""


def sampled(told: Told) -> Sequence[Sampled]:
    """The month's sample in the order drawn."""
    closed = {_key(case): case for case in allowed(told)}
    worth = {key: case.amount_inr for key, case in closed.items()}
    seed = (told.law.policy.audit_sample_seed or "").strip() or f"{own_ad_code(told.month)} {told.month.period}"
    drawn = audit_sample(worth, _size(told.law.policy), seed)
    known = [value for value in worth.values() if value is not None]
    of: dict[str, Any] = {
        "seed": seed,
        "population": len(worth),
        "population_inr": paise(sum(known, Decimal(0))),
        "population_hash": population_hash(worth),
    }
    return [Sampled(**_values(closed[one.key]), method=one.method, **of) for one in drawn]


def allowed(told: Told) -> Sequence[Case]:
    """Write-offs and small-value closures that were approved in the month, and those that are OK and still open.

    What is closed as a small value is one closure, not two.
    """
    known = {_key(case): case for case in told.cases if case.subject in SAMPLED and case.decision.ok}
    allowed = [*(known | {_key(case): case for case in approved(told)}).values()]
    small = {case.item.key for case in allowed if case.subject == SMALLVALUE}
    return [case for case in allowed if case.subject == SMALLVALUE or not small & {case.item.key, _entry(case)}]


def approved(told: Told) -> Iterator[Case]:
    """What another person approved in the month, as the case that it was proposed on."""
    for one in told.proposals:
        verdict, subject = one.verdict, CLOSURES[one.act].subject if one.act in CLOSURES else ""
        item = _item(told.month, one)
        if subject not in SAMPLED or item is None or verdict is None or verdict.word != APPROVED:
            continue
        if verdict.period == told.month.period:
            said = (
                f"{one.number} of {one.maker}, approved by {verdict.person} on {verdict.at[:10]}; reason {one.reason}"
            )
            about = (subject, one.item_key)
            yield Case(
                subject,
                item,
                Decision(CLOSURES[one.act].meaning, one.status, notes=(said,)),
                about,
                told.month.said(*about),
                currency=one.currency,
                amount_minor=one.amount_minor,
                amount_inr=Decimal(one.inr) if one.inr else None,
            )


def _item(month: Month, one: Proposal) -> AnyItem | None:
    """The remittance, the invoice or the bill of entry that a proposal closes."""
    if one.item_kind == BOE:
        found = [item for item in month.invoices.values() if item.record.boe_key == one.item_key]
        return Entry(found[0].record, found, month.said_of_boe(found[0].record)) if found else None
    return month.orms.get(one.item_key) or month.invoices.get(one.item_key)


def _entry(case: Case) -> str:
    """The bill of entry of an invoice."""
    return getattr(case.item.record, "boe_key", "")


def _key(case: Case) -> str:
    return f"{case.subject} {case.item.key}"


def _values(case: Case) -> dict[str, Any]:
    return {field.name: getattr(case, field.name) for field in fields(Case)}


def _size(policy: Policy) -> Size:
    return Size(policy.audit_sample_pct, policy.audit_sample_items or 0, policy.audit_sample_every_inr or None)


LIST: List[Any] = List(
    "tblAuditSample",
    rows=sampled,
    key=("Subject", *ORM_KEY, *INVOICE_KEY),
    empty="nothing in this period: no write-off is allowed from which one could be drawn",
    columns=(
        Column("Subject", text, lambda d: d.subject, 12),
        *AN_ORM,
        *AN_INVOICE,
        *A_PARTY,
        *AN_AMOUNT,
        IN_INR,
        Column("Why", long, lambda d: f"{d.decision.grounds}.", 40),
        Column("Papers noted", long, lambda d: d.said.get("papers", ""), 16),
        Column("Method", text, lambda d: d.method, 16, METHODS),
        own("auditor", help="Internal inspector, internal auditor or external auditor."),
        own("audited_by"),
        own("audited_on"),
        own("audit_result"),
        own("audit_note", help="What was found, at most 250 characters."),
        Column("Seed", text, lambda d: d.seed, 15, SEED),
        Column("Population items", whole, lambda d: d.population, 11, "Write-offs of which the sample was drawn."),
        Column("Population INR", inr, lambda d: d.population_inr, help="Of those whose INR value is known."),
        Column("Population hash", text, lambda d: d.population_hash, 18, HASH),
    ),
)

SHEET = Sheet(
    "Audit sample",
    "proof",
    "Write-offs that were approved or are allowed, drawn for inspectors or auditors; the same seed draws the same.",
    "Write what was found into the blue cells, then press Read answers back. The bank's policy file sets the size.",
    (LIST,),
    2,
)
