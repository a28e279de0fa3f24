"""Whether an advance for an import may be remitted now, and through which AD: rules 5.5, 5.6, 5.10."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from xl_addin.engine.advance.conditions import KINDS, PRIVATE, PSU, Case, by_kind
from xl_addin.engine.advance.policy import barred, locked, own_limit
from xl_addin.engine.conditions import Answers, Outcome
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, lacking, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.policy import Policy

SUBJECT, ONE_AD = "advance remittance", "one AD for advance and payment"
IMPORTERS = (PRIVATE, PSU)


def advance(
    rules: Rulebook,
    policy: Policy,
    *,
    amount_usd: Decimal | None,
    import_type: str | None,
    importer: str | None,
    action_date: date | None,
    waiver: bool | None = None,
    prior_unrepatriated: bool | None = None,
    marked_off: bool | None = None,
    conditions: Answers | None = None,
    override: str | None = None,
    security: str | None = None,
) -> Decision:
    """Whether an advance of `amount_usd` (USD or equivalent, above zero) may be remitted on `action_date`.

    `waiver` is the bank's on track record, for a PSU the Ministry's; `security` names the form in hand; `override`
    is compliance's reason. Amounts of law are inclusive: only what exceeds them asks for security.
    """
    fails = _unfit(amount_usd, import_type, importer, action_date)
    if fails or not (amount_usd and import_type and importer and action_date):
        return conclude(SUBJECT, fails, ())
    facts = (waiver, prior_unrepatriated, marked_off, conditions or {}, override, security)
    case = Case(amount_usd, import_type, importer, action_date, *facts)
    method = rules.in_force("advance.method", action_date)
    outcomes = [test(rules, policy, case) for test in METHODS[method.value]]
    fails = [fail for one in outcomes for fail in one.fails]
    return conclude(
        SUBJECT,
        # what is known to stand in the way is told before what is not answered
        [*(fail for fail in fails if fail.status != CHECK), *(fail for fail in fails if fail.status == CHECK)],
        (*(rule for one in outcomes for rule in one.basis), method),
        _facts(case),
        notes=tuple(note for one in outcomes for note in one.notes),
    )


def same_ad(
    rules: Rulebook, *, action_date: date | None, same_ad: bool | None, both_informed: bool | None = None
) -> Decision:
    """Whether the payment after an advance may go through its AD: the one of the advance, unless both are told."""
    if action_date is None:
        return conclude(ONE_AD, lacking(action_date=action_date), ())
    rule = rules.find("advance.one_ad", action_date)
    if rule is None:
        return conclude(ONE_AD, (), (), notes=("INFO: no rule of that day asks for one AD",))
    facts: tuple[Fact, ...] = (("same AD", same_ad), ("both ADs told", both_informed))
    return conclude(ONE_AD, _two_ads(same_ad, both_informed), (rule,), facts)


def _two_ads(same_ad: bool | None, both_informed: bool | None) -> list[Fail]:
    if same_ad or (same_ad is False and both_informed):
        return []
    if same_ad is None:
        return [missing("same_ad")]
    if both_informed is None:
        return [missing("both_informed")]
    return [Fail(REFUSE, "OTHER_AD_NOT_TOLD", "the payment goes through another AD, and not both are told")]


def _unfit(
    amount_usd: Decimal | None, import_type: str | None, importer: str | None, action_date: date | None
) -> list[Fail]:
    """Facts that every advance needs, and words that name none."""
    fails = lacking(
        amount_usd=amount_usd, import_type=import_type or None, importer=importer or None, action_date=action_date
    )
    if amount_usd is not None and amount_usd <= 0:
        fails.append(Fail(CHECK, "", "amount_usd must be above zero"))
    words: Mapping[str, tuple[str | None, tuple[str, ...]]] = {
        "import_type": (import_type, tuple(KINDS)),
        "importer": (importer, IMPORTERS),
    }
    for name, (word, known) in words.items():
        if word and word not in known:
            fails.append(Fail(CHECK, "", f"{name} {word!r} is not one of {', '.join(known)}"))
    return fails


def _facts(case: Case) -> tuple[Fact, ...]:
    return (
        ("amount USD", case.amount_usd),
        ("import", case.import_type),
        ("importer", case.importer),
        ("waiver", case.waiver),
        ("security", case.security),
        ("earlier advance not repatriated", case.prior_unrepatriated),
        ("its entry marked off", case.marked_off),
    )


METHODS: dict[str, tuple[Callable[[Rulebook, Policy, Case], Outcome], ...]] = {
    "thresholds": (by_kind,),
    "bank_policy": (barred, locked, own_limit),
}
