"""The tests that a write-off must meet, by method and in their stated order: rules 5.3.

Most of them look at words alone: reason, flags, papers. What words bring on one day is worked out once and kept, so
that a batch works out its amounts only.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xl_addin.engine.law import Law, chosen
from xl_addin.engine.rule import CHECK, ESCALATE, REFUSE, Fail, missing, unique
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import policy_provision

SUIT_PENDING, ADVERSE_NOTICE = "SUIT_PENDING", "ADVERSE_NOTICE"
SUIT_STANDS = "a civil or criminal suit is pending"
NOTICE_STANDS = "there is an adverse notice of ED, CBI or another agency"
NO_BAR = "the rules read do not bar it and the bank has not said, to be verified by the bank's compliance desk"
KEPT = 4096


class Day(NamedTuple):
    """The provisions that govern write-offs on one day; None where the law of that day has no such figure."""

    method: Provision
    limit: Provision | None
    capped: Provision | None
    uncapped: Provision | None
    preconditions: Provision | None
    outside: Provision | None
    reopens: Provision | None


class Words(NamedTuple):
    """What the desk says of one difference, its amounts left aside; None is never read as "no"."""

    reason: str | None
    satisfied: bool | None
    suit_pending: bool | None = None
    adverse_notice: bool | None = None
    documents: bool | None = None


class Cap(NamedTuple):
    """A percentage of the invoice value, and what is said of a difference over it."""

    rule: Provision
    percent: Decimal
    over: Fail


class Said(NamedTuple):
    """What words bring on one day: the tests not met, the cap to hold, the rules relied on and what is told."""

    fails: tuple[Fail, ...]
    cap: Cap | None
    basis: tuple[Provision, ...]
    outside: Provision | None
    notes: tuple[str, ...]


@lru_cache(maxsize=KEPT)
def day_of(rules: Rulebook, on: date) -> Day:
    """The write-off provisions of one day, gathered once."""
    named = ("limit_pct", "capped_reasons", "uncapped_reasons", "preconditions", "outside", "reopens")
    return Day(rules.in_force("writeoff.method", on), *(rules.find(f"writeoff.{name}", on) for name in named))


# ---- test 0: the amounts of the case

NO_VALUE, NO_DIFFERENCE = missing("invoice_value"), missing("difference")
NO_REASON, NOT_ASKED = (missing("reason"),), (missing("satisfied"),)
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


# ---- tests under the percentage of the invoice value


def _preconditions(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """Test 2: a suit or a notice beats any percentage; a known one comes before an unknown one."""
    rule, outside = _need(day.preconditions), _need(day.outside)
    return _known_and_unknown(words, rule.value, rule, outside.value)


def _sample_audit(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """Test 3: one setting of the bank, not a question of the case."""
    if law.policy.sample_audit_in_place is False and "SAMPLE_AUDIT" in _need(day.preconditions).value:
        return (Fail(CHECK, "", "the bank's sample audit of write-offs is not in place", day.preconditions),)
    return ()


def _documents(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """Test 4: quality, short shipment and destruction stand on satisfactory documents."""
    uncapped = _need(day.uncapped)
    if not words.reason:
        return NO_REASON
    if words.reason in uncapped.value:
        lacking = Fail(CHECK, "DOCUMENTS_MISSING", "satisfactory documents are needed", uncapped)
        return () if words.documents else (lacking,)
    if words.reason not in _need(day.capped).value:
        return (Fail(CHECK, "REASON_NOT_LISTED", f"{words.reason} is not a reason on the list", day.capped),)
    return ()


def ad_satisfied(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """Test 5: the AD is satisfied with the importer's reason."""
    if words.satisfied:
        return ()
    if words.satisfied is None:
        return NOT_ASKED
    return (Fail(REFUSE, "AD_NOT_SATISFIED", "the AD is not satisfied with the reason", day.method),)


# ---- tests under the AD's satisfaction


def any_reason(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """A reason, whichever it is."""
    return () if words.reason else NO_REASON


def _policy_bar(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """The former pre-conditions, where the bank has made them its own."""
    if not law.policy.writeoff_bar_suit_or_notice:
        return ()
    rule = policy_provision(law.policy, "writeoff_bar_suit_or_notice")
    return _known_and_unknown(words, (SUIT_PENDING, ADVERSE_NOTICE), rule, ESCALATE)


def _known_and_unknown(words: Words, barred: tuple[str, ...], rule: Provision, status: str) -> tuple[Fail, ...]:
    """The bars that are known to stand, then those not answered; only the bars of the rule are asked."""
    answers = (
        (SUIT_PENDING, "suit_pending", words.suit_pending, SUIT_STANDS),
        (ADVERSE_NOTICE, "adverse_notice", words.adverse_notice, NOTICE_STANDS),
    )
    asked = tuple(answer for answer in answers if answer[0] in barred)
    known = tuple(Fail(status, finding, told, rule) for finding, _, answer, told in asked if answer)
    return known + tuple(missing(name, rule) for _, name, answer, _ in asked if answer is None)


# ---- the last test: the percentage of law, else of the bank


def law_cap(day: Day) -> Cap | None:
    """The percentage of law; more is outside the AD's power."""
    if day.limit is None:
        return None
    note = f"the difference is over {day.limit.value:f} % of the invoice value"
    return Cap(day.limit, day.limit.value, Fail(_need(day.outside).value, "OVER_5_PERCENT", note, day.limit))


def bank_cap(law: Law) -> Cap | None:
    """The percentage that the bank has set for itself."""
    percent = law.policy.writeoff_cap_pct
    if percent is None:
        return None
    rule = policy_provision(law.policy, "writeoff_cap_pct")
    note = f"the difference is over the bank's own {percent:f} % of the invoice value"
    return Cap(rule, percent, Fail(ESCALATE, "WRITEOFF_CAP_PCT", note, rule))


def over(cap: Cap | None, value: Decimal | None, difference: Decimal | None) -> tuple[Fail, ...]:
    """Inclusive and unrounded, by cross-multiplication (K7, K8); a case without a base is told by test 0."""
    if cap is None or value is None or difference is None or value <= 0:
        return ()
    return () if abs(difference) * 100 <= cap.percent * value else (cap.over,)


# ---- what each method makes of the words


@lru_cache(maxsize=KEPT)
def said(
    law: Law,
    on: date,
    reason: str | None,
    satisfied: bool | None,
    suit_pending: bool | None,
    adverse_notice: bool | None,
    documents: bool | None,
) -> Said:
    """What the words of a case bring on the day `on`, under the method of that day."""
    day, words = day_of(law.rules, on), Words(reason, satisfied, suit_pending, adverse_notice, documents)
    tests, cap, basis = chosen(day.method, METHODS)(law, day, words)
    fails = tuple(fail for test in tests for fail in test(law, day, words))
    stands = ("INFO: a write-off does not release the importer if circumstances change",) if day.reopens else ()
    return Said(fails, cap, basis, day.outside, stands + _unbarred(law, day, words))


def _unbarred(law: Law, day: Day, words: Words) -> tuple[str, ...]:
    """A suit or notice of which neither the rules of the day nor the bank have said whether it bars: told."""
    if day.preconditions is not None or law.policy.writeoff_bar_suit_or_notice is not None:
        return ()
    told = ((words.suit_pending, SUIT_STANDS), (words.adverse_notice, NOTICE_STANDS))
    return tuple(f"WARN: {what}: {NO_BAR}" for stands, what in told if stands)


Test = Callable[[Law, Day, Words], tuple[Fail, ...]]
Method = tuple[tuple[Test, ...], Cap | None, tuple[Provision, ...]]


def _by_percentage(law: Law, day: Day, words: Words) -> Method:
    """Operational reasons stay within the percentage; the others know none."""
    tests = (_preconditions, _sample_audit, _documents, ad_satisfied)
    shared = (day.preconditions, day.reopens, day.method)
    if words.reason in _need(day.uncapped).value:
        return tests, None, unique((day.uncapped, *shared))
    return tests, law_cap(day), unique((day.limit, day.capped, *shared))


def _by_satisfaction(law: Law, day: Day, words: Words) -> Method:
    cap = bank_cap(law)
    basis = (day.method, cap.rule) if cap else (day.method,)
    return (_policy_bar, any_reason, ad_satisfied), cap, basis


METHODS = {"percent_of_invoice_value": _by_percentage, "ad_satisfaction": _by_satisfaction}


def _need(provision: Provision | None) -> Provision:
    """A provision that the method cannot do without: an instrument that ends it must also end the method."""
    if provision is None:
        raise AssertionError("the write-off method is in force without one of its provisions")
    return provision
