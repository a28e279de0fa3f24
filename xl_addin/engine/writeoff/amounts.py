"""The amounts of a difference, and what the law of a day and the bank say of them: rules 5.3, tests 0 and the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, ESCALATE, Fail, missing
from xl_addin.engine.sentence import Fact, percent
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import policy_provision

KEPT = 4096


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """One difference on a day; its sign tells the direction, the base is the invoice's own value."""

    invoice_value: Decimal | None
    difference: Decimal | None
    action_date: date


class Day(NamedTuple):
    """The provisions that govern write-offs on one day; None where the law of that day has no such figure."""

    method: Provision
    limit: Provision | None
    capped: Provision | None
    uncapped: Provision | None
    preconditions: Provision | None
    outside: Provision | None
    reopens: Provision | None


class Cap(NamedTuple):
    """A percentage of the invoice value, and what is said of a difference over it."""

    rule: Provision
    percent: Decimal
    over: Fail


@lru_cache(maxsize=KEPT)
def day_of(rules: Rulebook, on: date) -> Day:
    """The write-off provisions of one day, gathered once."""
    named = ("limit_pct", "capped_reasons", "uncapped_reasons", "preconditions", "outside", "reopens")
    return Day(rules.in_force("writeoff.method", on), *(rules.find(f"writeoff.{name}", on) for name in named))


# ---- test 0: the amounts of the case

NO_VALUE, NO_DIFFERENCE = missing("invoice_value"), missing("difference")
NO_BASE = Fail(CHECK, "INVOICE_VALUE_ZERO", "the invoice value must be above zero")
NOTHING = Fail(CHECK, "", "the difference is zero: there is nothing to write off")
TOO_MUCH = Fail(CHECK, "", "the difference is larger than the invoice itself: check both amounts")


def unfit(value: Decimal | None, difference: Decimal | None) -> tuple[Fail, ...]:
    """Amounts that nothing can be decided on."""
    if value is None or difference is None:
        return ((NO_VALUE,) if value is None else ()) + ((NO_DIFFERENCE,) if difference is None else ())
    if value <= 0:
        return (NO_BASE,)
    if not difference:
        return (NOTHING,)
    return (TOO_MUCH,) if abs(difference) > value else ()


# ---- the last test: the percentage of law, else of the bank


def law_cap(day: Day) -> Cap | None:
    """The percentage of law; more is outside the AD's power."""
    if day.limit is None:
        return None
    note = f"the difference is over {day.limit.value:f} % of the invoice value"
    return Cap(day.limit, day.limit.value, Fail(needed(day.outside).value, "OVER_5_PERCENT", note, day.limit))


def bank_cap(law: Law) -> Cap | None:
    """The percentage that the bank has set for itself."""
    percent = law.policy.writeoff_cap_pct
    if percent is None:
        return None
    rule = policy_provision(law.policy, "writeoff_cap_pct")
    note = f"the difference is over the bank's own {percent:f} % of the invoice value"
    return Cap(rule, percent, Fail(ESCALATE, "WRITEOFF_CAP_PCT", note, rule))


def bounds(law: Law, cap: Cap | None) -> tuple[Fact, Fact]:
    """The bounds of a difference, to be told with the answer: the percentage, and whether samples are audited."""
    return ("limit {} %", cap and cap.percent), ("sample audit in place", law.policy.sample_audit_in_place)


def over(cap: Cap | None, value: Decimal | None, difference: Decimal | None) -> tuple[Fail, ...]:
    """Inclusive and unrounded, by cross-multiplication (K7, K8); of a value above zero: test 0 tells of another."""
    if cap is None or value is None or difference is None:
        return ()
    return () if abs(difference) * 100 <= cap.percent * value else (cap.over,)


def is_far_below(law: Law, cap: Cap | None) -> bool:
    """Whether a cap that was held lies below the bank's own mark: then no difference within it can reach the mark."""
    return cap is not None and cap.percent <= law.policy.writeoff_warn_pct


def mostly(law: Law, value: Decimal | None, difference: Decimal | None) -> tuple[str, str] | None:
    """Finding and warning where nothing bars that more than the bank's own mark of an invoice is written off."""
    if value is None or difference is None or abs(difference) * 100 <= law.policy.writeoff_warn_pct * value:
        return None
    share = f"{percent(abs(difference), value):f}"
    return ("MOSTLY_WRITTEN_OFF", f"WARN: {share} % of the invoice value would be written off")


def needed(provision: Provision | None) -> Provision:
    """A provision that the method cannot do without: an instrument that ends it must also end the method."""
    if provision is None:
        raise AssertionError("the write-off method is in force without one of its provisions")
    return provision
