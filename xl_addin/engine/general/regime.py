"""Which body of rules governs a day, and the last day of the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import Provision, Rulebook


@dataclass(frozen=True, kw_only=True)
class Regime:
    """The day of an act of the bank."""

    action_date: date


@question("regime", Regime)
def regime(law: Law, asked: Regime) -> Decision:
    """Which body of rules governs an act of the bank on `action_date`."""
    found = regime_on(law.rules, asked.action_date)
    return Decision("regime", found.value, (found,))


def regime_on(rules: Rulebook, action_date: date) -> Provision:
    """The body of rules that governs an act of the bank on `action_date`: its value is MD2016 or REG2026."""
    return rules.in_force("regime", action_date)


@lru_cache(maxsize=4096)
def switch_eve(rules: Rulebook, on: date) -> date:
    """Last day before the body of rules of the day `on` began: the day on which the rules before it are asked.

    A later circular within the same body of rules moves nothing here.
    """
    now = regime_on(rules, on).value
    return min(one.effective_from for one in rules.history("regime") if one.value == now) - timedelta(days=1)
