"""Extending the payment of precious metals, diamonds and stones: their own rules go first (rules 5.2 test 1, 5.10)."""

from __future__ import annotations

from xl_addin.engine.conditions import Outcome
from xl_addin.engine.payment.extension_conditions import Case, Condition, investigation, not_refused
from xl_addin.engine.payment.usance import latest, usance
from xl_addin.engine.rule import Fail, missing
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.policy import Policy

TERMS = "WARN: no interest for the further period, and the importer is no frequent offender: both for the AD to see to"


def has_sector_rule(rules: Rulebook, case: Case) -> bool:
    """Whether the goods have a rule of their own on the day on which the bank acts."""
    goods = rules.find("usance.goods", case.action_date)
    return goods is not None and case.commodity in goods.value


def _reason(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """The reasons of the sector, which are fewer than those of other goods."""
    listed = rules.in_force("clean_credit.extension_reasons", case.action_date)
    if not case.reason:
        return Outcome((listed,), (missing("reason", listed),))
    if case.reason in listed.value:
        return Outcome((listed,))
    return Outcome(
        (listed,), (_outside(rules, case, "REASON_NOT_LISTED", f"{case.reason} is not a reason on the list"),)
    )


def _last_day(rules: Rulebook, policy: Policy, case: Case) -> Outcome:
    """Usance for all of them; clean credit for diamonds and stones; its extension for diamonds alone."""
    commodity, shipped, on = case.commodity or "", case.shipment_date, case.action_date
    short, longest = usance(rules, shipped, on), latest(rules, commodity, shipped, on)
    if case.requested_to <= short.last_day:
        return Outcome(short.basis)
    if case.clean_credit is None and case.requested_to <= longest.last_day:
        return Outcome(longest.basis, (missing("clean_credit", longest.basis[0]),))
    term = short if case.clean_credit is False else longest
    if case.requested_to <= term.last_day:
        return Outcome(term.basis, (), (TERMS,))
    note = f"credit for {commodity} ends on {term.last_day}"
    return Outcome(term.basis, (_outside(rules, case, "OVER_USANCE_LIMIT", note),))


def _outside(rules: Rulebook, case: Case, finding: str, note: str) -> Fail:
    rule = rules.in_force("clean_credit.outside", case.action_date)
    return Fail(rule.value, finding, note, rule)


SECTOR: tuple[Condition, ...] = (investigation, _reason, _last_day, not_refused)
