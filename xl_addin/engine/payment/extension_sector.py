"""Extending the payment of precious metals, diamonds and stones: their own rules go first (rules 5.2 test 1, 5.10)."""

from __future__ import annotations

from xl_addin.engine.conditions import Outcome
from xl_addin.engine.law import Law
from xl_addin.engine.payment.extension_conditions import Condition, Extension, investigation, not_refused
from xl_addin.engine.payment.usance import latest, usance
from xl_addin.engine.rule import Fail, missing

TERMS = "WARN: no interest for the further period, and the importer is no frequent offender: both for the AD to see to"


def has_sector_rule(law: Law, asked: Extension) -> bool:
    """Whether the goods have a rule of their own on the day on which the bank acts."""
    goods = law.rules.find("usance.goods", asked.action_date)
    return goods is not None and asked.commodity in goods.value


def _reason(law: Law, asked: Extension) -> Outcome:
    """The reasons of the sector, which are fewer than those of other goods."""
    listed = law.rules.in_force("clean_credit.extension_reasons", asked.action_date)
    if not asked.reason:
        return Outcome((listed,), (missing("reason", listed),))
    if asked.reason in listed.value:
        return Outcome((listed,))
    return Outcome(
        (listed,), (_outside(law, asked, "REASON_NOT_LISTED", f"{asked.reason} is not a reason on the list"),)
    )


def _last_day(law: Law, asked: Extension) -> Outcome:
    """Usance for all of them; clean credit for diamonds and stones; its extension for diamonds alone."""
    commodity, shipped, on = asked.commodity or "", asked.shipment_date, asked.action_date
    short, longest = usance(law.rules, shipped, on), latest(law.rules, commodity, shipped, on)
    if asked.requested_to <= short.last_day:
        return Outcome(short.basis)
    if asked.clean_credit is None and asked.requested_to <= longest.last_day:
        return Outcome(longest.basis, (missing("clean_credit", longest.basis[0]),))
    term = short if asked.clean_credit is False else longest
    if asked.requested_to <= term.last_day:
        return Outcome(term.basis, (), (TERMS,))
    note = f"credit for {commodity} ends on {term.last_day}"
    return Outcome(term.basis, (_outside(law, asked, "OVER_USANCE_LIMIT", note),))


def _outside(law: Law, asked: Extension, finding: str, note: str) -> Fail:
    rule = law.rules.in_force("clean_credit.outside", asked.action_date)
    return Fail(rule.value, finding, note, rule)


SECTOR: tuple[Condition, ...] = (investigation, _reason, _last_day, not_refused)
