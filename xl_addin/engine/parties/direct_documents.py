"""Whether the importer may receive import documents directly instead of through the banks: rules 5.12."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.rule import BANK_POLICY, CHECK, ESCALATE, Decision, Fail, conclude, lacking
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT = "direct receipt of documents"
ORDINARY, OTHER = "ORDINARY", "OTHER"
OVER_DIRECT_DOCS = "OVER_DIRECT_DOCS"
AD_JUDGES = "INFO: commercial judgement, KYC and due diligence stay with the AD"
NO_FIGURE = "the law has no figure and the bank has set none"


class Case(NamedTuple):
    """One import bill whose documents went, or shall go, straight to the importer."""

    invoice_usd: Decimal
    category: str
    action: date
    commodity: str | None
    conditions: Answers

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (("bill USD", self.invoice_usd), ("category", self.category), ("commodity", self.commodity))


def direct_documents(
    rules: Rulebook,
    policy: Policy,
    *,
    invoice_usd: Decimal | None,
    category: str | None,
    action_date: date | None,
    commodity: str | None = None,
    conditions: Answers | None = None,
) -> Decision:
    """Whether documents of a bill of `invoice_usd` may come directly; the limit itself is within.

    `category` is ORDINARY or a kind of importer without limit; `commodity` is empty, OTHER, or diamonds and stones,
    which have conditions.
    """
    fails = lacking(invoice_usd=invoice_usd, category=category or None, action_date=action_date)
    if invoice_usd is not None and invoice_usd <= 0:
        fails.append(Fail(CHECK, "", "invoice_usd must be above zero"))
    fails += _unknown("category", category, (ORDINARY, *rules.known["direct_docs.free_categories"].choices))
    fails += _unknown("commodity", commodity, (OTHER, *rules.known["direct_docs.stones"].choices))
    if invoice_usd is None or category is None or action_date is None or fails:
        return conclude(SUBJECT, fails, ())
    method = rules.in_force("direct_docs.method", action_date)
    case = Case(invoice_usd, category, action_date, commodity, conditions or {})
    return METHODS[method.value](rules, policy, case, method)


def _unknown(name: str, word: str | None, words: tuple[str, ...]) -> list[Fail]:
    """A word that is not known is asked about, so that no diamond passes as other goods."""
    if not word or word in words:
        return []
    return [Fail(CHECK, "", f"{name} {word!r} is not one of {', '.join(words)}")]


def _by_limit(rules: Rulebook, policy: Policy, case: Case, method: Provision) -> Decision:
    free = rules.in_force("direct_docs.free_categories", case.action)
    if case.category in free.value:
        note = "INFO: no limit for this kind of importer"
        return conclude(SUBJECT, (), (free, method), case.facts, notes=(note, AD_JUDGES))
    stones = rules.in_force("direct_docs.stones", case.action)
    if case.commodity in stones.value:
        limit = rules.in_force("direct_docs.stones_limit_usd", case.action)
        asked = rules.in_force("direct_docs.stones_conditions", case.action)
        fails = _over(rules, case, limit) + unmet(asked, case.conditions, CHECK)
        return conclude(SUBJECT, fails, (limit, asked, stones, method), (*case.facts, _limit(limit)))
    limit = rules.in_force("direct_docs.limit_usd", case.action)
    fails = _over(rules, case, limit)
    return conclude(SUBJECT, fails, (limit, method), (*case.facts, _limit(limit)), notes=(AD_JUDGES,))


def _over(rules: Rulebook, case: Case, limit: Provision) -> list[Fail]:
    if case.invoice_usd <= limit.value:
        return []
    outside = rules.in_force("direct_docs.outside", case.action)
    note = "the bill is over the limit: documents come from bank to bank"
    return [Fail(outside.value, OVER_DIRECT_DOCS, note, outside)]


def _by_policy(rules: Rulebook, policy: Policy, case: Case, method: Provision) -> Decision:
    """No figure of law: the bank's own limit for every importer; while it is empty nothing is decided by guess."""
    if policy.direct_docs_limit_usd is None:
        return conclude(SUBJECT, [Fail(BANK_POLICY, "", NO_FIGURE, method)], (method,), case.facts)
    limit = policy_provision(policy, "direct_docs_limit_usd")
    fails = []
    if case.invoice_usd > limit.value:
        fails = [Fail(ESCALATE, OVER_DIRECT_DOCS, "the bill is over the bank's own limit", limit)]
    return conclude(SUBJECT, fails, (limit, method), (*case.facts, _limit(limit)), notes=(AD_JUDGES,))


def _limit(limit: Provision) -> Fact:
    return ("limit USD", limit.value)


METHODS = {"limit_of_law": _by_limit, "bank_policy": _by_policy}
