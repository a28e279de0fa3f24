"""Small-value entries: closure on the importer's declaration, and charges for delay. Rules 5.4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from xl_addin.engine.checks import above_zero, not_below_zero
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, missing
from xl_addin.rulebook import Provision
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT, CHARGE = "small-value closure", "charge for delay"
NOT_FOR_DELAY = "charges follow the bank's published schedule and are not imposed for the constituent's delay"
UNBARRED = "the circular does not bar it, to be verified by the bank's compliance desk"
SUIT, NOTICE = f"WARN: a suit is pending; {UNBARRED}", f"WARN: an agency has given adverse notice; {UNBARRED}"


@dataclass(frozen=True, kw_only=True)
class SmallValue:
    """A whole entry in INR, what is open of it, and what the importer has declared."""

    entry_inr: Decimal | None
    declared: bool | None
    action_date: date
    balance_inr: Decimal | None = None
    suit_pending: bool | None = None
    adverse_notice: bool | None = None
    rate_note: str = ""


@question(SUBJECT, SmallValue)
def small_value(law: Law, asked: SmallValue) -> Decision:
    """Whether an entry of `entry_inr` (whole entry, INR) may be closed on the importer's declaration."""
    rules, policy, on = law.rules, law.policy, asked.action_date
    limit = rules.find("small_value.limit_inr", on)
    if limit is None:
        return _before_start(rules.history("small_value.limit_inr")[0], on)
    declaration = rules.in_force("small_value.declaration", on)
    fails = _value(policy, limit, asked.entry_inr, asked.balance_inr)
    if declaration.value and not asked.declared:
        said = "no" if asked.declared is False else "not given"
        fails.append(Fail(CHECK, "DECLARATION_MISSING", f"declaration needed: declared is {said}", declaration))
    basis: tuple[Provision, ...] = (limit, declaration)
    if policy.small_value_on_balance:
        basis += (policy_provision(policy, "small_value_on_balance"),)
    facts = (
        ("entry INR", asked.entry_inr),
        ("open balance INR", asked.balance_inr),
        ("limit INR", limit.value),
        ("rate", asked.rate_note),
    )
    told = (("SUIT_PENDING", SUIT, asked.suit_pending), ("ADVERSE_NOTICE", NOTICE, asked.adverse_notice))
    warned = tuple((finding, warning) for finding, warning, stands in told if stands)
    found = conclude(SUBJECT, fails, basis, facts, notes=tuple(warning for _, warning in warned))
    return found._replace(findings=(*found.findings, *(finding for finding, _ in warned)))


@dataclass(frozen=True, kw_only=True)
class DelayCharge:
    """A whole entry in INR, and the penal charge that is to be taken on it."""

    entry_inr: Annotated[Decimal, above_zero]
    penal_charge_inr: Annotated[Decimal, not_below_zero]
    action_date: date


@question(CHARGE, DelayCharge)
def delay_charge(law: Law, asked: DelayCharge) -> Decision:
    """Whether a penal charge for delay in regulatory compliance may be taken on an entry."""
    rules, on = law.rules, asked.action_date
    facts = (("entry INR", asked.entry_inr), ("penal charge INR", asked.penal_charge_inr))
    fails: list[Fail] = []
    limit = rules.find("small_value.limit_inr", on)
    most = rules.find("small_value.penal_charge_inr", on)
    rule = rules.find("charges.rule", on)
    is_small = limit is not None and asked.entry_inr <= limit.value
    if is_small and most is not None and asked.penal_charge_inr > most.value:
        fails = [Fail(REFUSE, "PENAL_CHARGE_BARRED", "no penal charge may be taken on a small-value entry", most)]
    elif rule is not None and asked.penal_charge_inr > 0:
        fails = [Fail(REFUSE, "PENAL_CHARGE_BARRED", NOT_FOR_DELAY, rule)]
    basis = tuple(one for one in (most, limit, rule) if one is not None)
    notes = () if basis else ("INFO: no rule of that day bars a charge",)
    return conclude(CHARGE, fails, basis, facts, notes=notes)


def _before_start(first: Provision, action_date: date) -> Decision:
    note = f"the facility begins on {first.effective_from}; the bank acts on {action_date}"
    return conclude(SUBJECT, [Fail(REFUSE, "BEFORE_FACILITY_START", note, first)], (first,))


def _value(policy: Policy, limit: Provision, entry_inr: Decimal | None, balance_inr: Decimal | None) -> list[Fail]:
    """The value of the entry is tested, not its open balance, unless the bank has switched (policy)."""
    on_balance = bool(policy.small_value_on_balance)
    name, tested = ("balance_inr", balance_inr) if on_balance else ("entry_inr", entry_inr)
    words = "the open balance" if on_balance else "the value of the entry"
    if tested is None:
        return [missing(name)]
    if tested <= 0:
        return [Fail(CHECK, "", f"{words} must be above zero")]
    if tested <= limit.value:
        return []
    fails = [Fail(REFUSE, "OVER_SMALL_VALUE", f"{words} is over the limit", limit)]
    if not on_balance and balance_inr is not None and balance_inr <= limit.value:
        note = "WARN: the entry is over the limit, its open balance is not"
        fails.append(Fail(REFUSE, "ENTRY_OVER_BALANCE_UNDER", note, limit))
    return fails
