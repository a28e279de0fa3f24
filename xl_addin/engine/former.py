"""Rules that ended without a successor and are still asked for: shown as former rules, never as allowed."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.rule import CHECK, Fail
from xl_addin.rulebook import Provision, Rulebook

FORMER_RULE = "FORMER_RULE"
LABEL = "former rule, to be verified by the bank's compliance desk"


def rule_or_former(rules: Rulebook, parameter: str, on: date) -> Provision | None:
    """The provision in force on the day, else the last one that ended before it; None before the first."""
    found = rules.find(parameter, on)
    if found is not None:
        return found
    last = rules.history(parameter)[-1]
    return last if last.effective_from <= on else None


def known_rule(rules: Rulebook, parameter: str, on: date) -> Provision:
    """As `rule_or_former`; NotInForce where the first provision is still to come."""
    return rule_or_former(rules, parameter, on) or rules.in_force(parameter, on)


def ended(rule: Provision, on: date) -> list[Fail]:
    """CHECK where the rule ended before the day asked about: its answer stands as information only."""
    if rule.effective_to is None or on <= rule.effective_to:
        return []
    return [Fail(CHECK, FORMER_RULE, f"{LABEL}: it ended on {rule.effective_to}", rule)]
