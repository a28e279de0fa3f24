"""Small-value entries: closure on the importer's declaration, and charges for delay. Rules 5.4."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xl_addin.engine.rule import BANK_POLICY, CHECK, REFUSE, Decision, Fail, conclude, lacking, missing
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT = "small-value closure"
WARNED = (
    (
        "suit",
        "WARN: a suit is pending; the circular does not bar it, to be verified by the bank's compliance desk",
    ),
    (
        "notice",
        "WARN: an agency has given adverse notice; the circular does not bar it, to be verified by the "
        "bank's compliance desk",
    ),
)


def small_value(
    rules: Rulebook,
    policy: Policy,
    *,
    entry_inr: Decimal | None,
    declared: bool | None,
    action_date: date | None,
    balance_inr: Decimal | None = None,
    suit_pending: bool | None = None,
    adverse_notice: bool | None = None,
    rate_note: str = "",
) -> Decision:
    """Whether an entry of `entry_inr` (whole entry, INR) may be closed on the importer's declaration."""
    if action_date is None:
        return conclude(SUBJECT, [missing("action_date")], ())
    limit = rules.find("small_value.limit_inr", action_date)
    if limit is None:
        return _before_start(rules.history("small_value.limit_inr")[0], action_date)
    declaration = rules.in_force("small_value.declaration", action_date)
    fails = _value(policy, limit, entry_inr, balance_inr)
    if declaration.value and not declared:
        said = "no" if declared is False else "not given"
        fails.append(Fail(CHECK, "DECLARATION_MISSING", f"declaration needed: declared is {said}", declaration))
    basis: tuple[Provision, ...] = (limit, declaration)
    if policy.small_value_on_balance:
        basis += (policy_provision(policy, "small_value_on_balance"),)
    facts = (
        ("entry INR", entry_inr),
        ("open balance INR", balance_inr),
        ("limit INR", limit.value),
        ("rate", rate_note),
    )
    notes = tuple(text for (_, text), said in zip(WARNED, (suit_pending, adverse_notice), strict=True) if said)
    return conclude(SUBJECT, fails, basis, facts, notes=notes)


def delay_charge(
    rules: Rulebook,
    policy: Policy,
    *,
    entry_inr: Decimal | None,
    penal_charge_inr: Decimal | None,
    action_date: date | None,
) -> Decision:
    """Whether a penal charge for delay in regulatory compliance may be taken on an entry."""
    subject = "charge for delay"
    fails = lacking(entry_inr=entry_inr, penal_charge_inr=penal_charge_inr, action_date=action_date)
    if entry_inr is None or penal_charge_inr is None or action_date is None:
        return conclude(subject, fails, ())
    facts = (("entry INR", entry_inr), ("penal charge INR", penal_charge_inr))
    limit = rules.find("small_value.limit_inr", action_date)
    most = rules.find("small_value.penal_charge_inr", action_date)
    rule = rules.find("charges.rule", action_date)
    if limit is not None and most is not None and entry_inr <= limit.value and penal_charge_inr > most.value:
        fails.append(Fail(REFUSE, "PENAL_CHARGE_BARRED", "no penal charge may be taken on a small-value entry", most))
    elif rule is not None and penal_charge_inr > 0:
        fails.append(Fail(BANK_POLICY, "", "charges follow the bank's published schedule, in proportion", rule))
    basis = tuple(one for one in (most, limit, rule) if one is not None)
    notes = () if basis else ("INFO: no rule of that day bars a charge",)
    return conclude(subject, fails, basis, facts, notes=notes)


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
