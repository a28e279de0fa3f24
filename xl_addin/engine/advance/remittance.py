"""Whether an advance for an import may be remitted now, and through which AD: rules 5.5, 5.6, 5.10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xl_addin.engine.advance.conditions import Advance, by_kind
from xl_addin.engine.advance.policy import barred, locked, own_limit
from xl_addin.engine.conditions import together
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision

SUBJECT, ONE_AD = "advance remittance", "one AD for advance and payment"


@question(SUBJECT, Advance)
def advance(law: Law, asked: Advance) -> Decision:
    """Whether an advance of `amount_usd` (USD or equivalent, above zero) may be remitted on `action_date`.

    `waiver` is the bank's on track record, for a PSU the Ministry's; `security` names the form in hand; `override`
    is compliance's reason. Amounts of law are inclusive: only what exceeds them asks for security.
    """
    return law.by_method("advance.method", asked, thresholds=_by_thresholds, bank_policy=_by_policy)


def _by_thresholds(law: Law, asked: Advance, method: Provision) -> Decision:
    said = by_kind(law, asked)
    # what is known to stand in the way is told before what is not answered
    fails = sorted(said.fails, key=lambda fail: fail.status == CHECK)
    return conclude(SUBJECT, fails, (*said.basis, method), asked.facts, notes=said.notes)


def _by_policy(law: Law, asked: Advance, method: Provision) -> Decision:
    """The bar, then the lock, and what is not answered of them, all before any limit of the bank."""
    said = together(test(law, asked) for test in (barred, locked, own_limit))
    return conclude(SUBJECT, said.fails, (*said.basis, method), asked.facts, notes=said.notes)


@dataclass(frozen=True, kw_only=True)
class SameAd:
    """The payment after an advance: whether it goes through the AD of the advance, and if not, who was told."""

    action_date: date
    same_ad: bool | None
    both_informed: bool | None = None


@question(ONE_AD, SameAd)
def same_ad(law: Law, asked: SameAd) -> Decision:
    """Whether the payment after an advance may go through its AD: the one of the advance, unless both are told."""
    rule = law.rules.find("advance.one_ad", asked.action_date)
    if rule is None:
        return conclude(ONE_AD, (), (), notes=("INFO: no rule of that day asks for one AD",))
    facts: tuple[Fact, ...] = (("same AD", asked.same_ad), ("both ADs told", asked.both_informed))
    return conclude(ONE_AD, _two_ads(asked), (rule,), facts)


def _two_ads(asked: SameAd) -> list[Fail]:
    if asked.same_ad or (asked.same_ad is False and asked.both_informed):
        return []
    if asked.same_ad is None:
        return [missing("same_ad")]
    if asked.both_informed is None:
        return [missing("both_informed")]
    return [Fail(REFUSE, "OTHER_AD_NOT_TOLD", "the payment goes through another AD, and not both are told")]
