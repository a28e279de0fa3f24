"""Whether the importer may receive import documents directly instead of through the banks: rules 5.12."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from xl_addin.engine.checks import above_zero, one_of
from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, ESCALATE, Decision, Fail, conclude
from xl_addin.engine.sentence import Fact
from xl_addin.engine.unbound import undecided
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import policy_provision

SUBJECT = "direct receipt of documents"
ORDINARY, OTHER = "ORDINARY", "OTHER"
OVER_DIRECT_DOCS = "OVER_DIRECT_DOCS"
AD_JUDGES = "INFO: commercial judgement, KYC and due diligence stay with the AD"


@dataclass(frozen=True, kw_only=True)
class DirectDocuments:
    """One import bill whose documents went, or shall go, straight to the importer.

    `category` is ORDINARY or a kind of importer without limit; `commodity` is empty, OTHER, or diamonds and stones,
    which have conditions. A word that is not known is asked about, so that no diamond passes as other goods.
    """

    invoice_usd: Annotated[Decimal, above_zero]
    category: Annotated[str, one_of("direct_docs.free_categories", ORDINARY)]
    action_date: date
    commodity: Annotated[str | None, one_of("direct_docs.stones", OTHER)] = None
    conditions: Answers = field(default_factory=dict)


@question(SUBJECT, DirectDocuments)
def direct_documents(law: Law, asked: DirectDocuments) -> Decision:
    """Whether documents of a bill of `invoice_usd` may come directly; the limit itself is within."""
    return law.by_method("direct_docs.method", asked, limit_of_law=_by_limit, bank_policy=_by_policy)


def _by_limit(law: Law, asked: DirectDocuments, method: Provision) -> Decision:
    rules, on = law.rules, asked.action_date
    free = rules.in_force("direct_docs.free_categories", on)
    if asked.category in free.value:
        note = "INFO: no limit for this kind of importer"
        return conclude(SUBJECT, (), (free, method), _facts(asked), notes=(note, AD_JUDGES))
    stones = rules.in_force("direct_docs.stones", on)
    if asked.commodity in stones.value:
        limit = rules.in_force("direct_docs.stones_limit_usd", on)
        conditions = rules.in_force("direct_docs.stones_conditions", on)
        fails = _over(rules, asked, limit) + unmet(conditions, asked.conditions, CHECK)
        return conclude(SUBJECT, fails, (limit, conditions, stones, method), _facts(asked, limit))
    limit = rules.in_force("direct_docs.limit_usd", on)
    return conclude(SUBJECT, _over(rules, asked, limit), (limit, method), _facts(asked, limit), notes=(AD_JUDGES,))


def _over(rules: Rulebook, asked: DirectDocuments, limit: Provision) -> list[Fail]:
    if asked.invoice_usd <= limit.value:
        return []
    outside = rules.in_force("direct_docs.outside", asked.action_date)
    note = "the bill is over the limit: documents come from bank to bank"
    return [Fail(outside.value, OVER_DIRECT_DOCS, note, outside)]


def _by_policy(law: Law, asked: DirectDocuments, method: Provision) -> Decision:
    """No figure of law: the bank's own limit for every importer; while it is empty nothing is decided by guess."""
    if law.policy.direct_docs_limit_usd is None:
        return conclude(SUBJECT, [undecided("figure", "direct_docs_limit_usd")], (method,), _facts(asked))
    limit = policy_provision(law.policy, "direct_docs_limit_usd")
    fails = []
    if asked.invoice_usd > limit.value:
        fails = [Fail(ESCALATE, OVER_DIRECT_DOCS, "the bill is over the bank's own limit")]
    return conclude(SUBJECT, fails, (limit, method), _facts(asked, limit), notes=(AD_JUDGES,))


def _facts(asked: DirectDocuments, limit: Provision | None = None) -> tuple[Fact, ...]:
    """What the answer rests on, with the limit where there is one."""
    facts = (("bill USD", asked.invoice_usd), ("category", asked.category), ("commodity", asked.commodity))
    return (*facts, ("limit USD", limit.value)) if limit else facts
