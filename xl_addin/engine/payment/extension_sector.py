"""Extending the payment of precious metals, diamonds and stones: their own rules go first (rules 5.2 test 1, 5.10)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xl_addin.engine.conditions import Outcome
from xl_addin.engine.law import Law
from xl_addin.engine.payment.extension_conditions import Condition, Extension, investigation, not_refused
from xl_addin.engine.payment.usance import clean_credit, latest, usance
from xl_addin.engine.rule import Fail, missing
from xl_addin.rulebook import Provision

TERMS = "WARN: no interest for the further period, and the importer is no frequent offender: both for the AD to see to"


def has_sector_rule(law: Law, asked: Extension) -> bool:
    """Whether the goods have a rule of their own on the day on which the bank acts."""
    return _is_listed(law, asked.commodity, asked.action_date)


class Room(NamedTuple):
    """How far credit for the goods may reach, and what stands against it."""

    value: date | None
    basis: tuple[Provision, ...]
    fails: tuple[Fail, ...] = ()


def sector_room(
    law: Law, commodity: str | None, clean: bool | None, shipped: date, current_due: date, on: date
) -> Room | None:
    """The last day that an extension may reach for goods with a usance of their own; None for other goods."""
    if commodity is None or not _is_listed(law, commodity, on):
        return None
    short = usance(law.rules, shipped, on)
    if clean is None and clean_credit(law.rules, commodity, shipped, on) is not None:
        return Room(None, short.basis, (missing("clean_credit", short.basis[0]),))
    term = latest(law.rules, commodity, shipped, on) if clean else short
    if term.last_day > current_due:
        return Room(term.last_day, term.basis)
    outside = law.rules.in_force("clean_credit.outside", on)
    note = f"credit for {commodity} ends on {term.last_day}"
    return Room(None, term.basis, (Fail(outside.value, "OVER_USANCE_LIMIT", note, outside),))


def _is_listed(law: Law, commodity: str | None, on: date) -> bool:
    goods = law.rules.find("usance.goods", on)
    return goods is not None and commodity in goods.value


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
