"""The tests that a write-off must meet, by method and in their stated order: rules 5.3.

Most of them look at words alone: reason, flags, papers. What words bring on one day is worked out once and kept, so
that a batch works out its amounts only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from xl_addin.engine.law import Law, chosen
from xl_addin.engine.rule import CHECK, ESCALATE, NO_BOUND_SET, REFUSE, Fail, missing, unique
from xl_addin.engine.sentence import Fact
from xl_addin.engine.unbound import none_set
from xl_addin.engine.writeoff.amounts import KEPT, Cap, Day, bank_cap, bounds, day_of, is_far_below, law_cap, needed
from xl_addin.rulebook import Provision
from xl_addin.rulebook.policy import policy_provision
from xl_addin.rulebook.registers import reason_families
from xl_addin.rulebook.registers_codes import closure_reason
from xl_addin.rulebook.registers_in_force import until_registers_change

SUIT_PENDING, ADVERSE_NOTICE = "SUIT_PENDING", "ADVERSE_NOTICE"
SUIT_STANDS = "a civil or criminal suit is pending"
NOTICE_STANDS = "there is an adverse notice of ED, CBI or another agency"
NO_REASON, NOT_ASKED = (missing("reason"),), (missing("satisfied"),)
NO_CAP = f"INFO: {none_set('percentage', 'writeoff_cap_pct')}: its satisfaction decides"
NO_BAR = "the rules read do not bar it and the bank has not said, to be verified by the bank's compliance desk"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the desk says of one difference, its amounts left aside; None is never read as "no"."""

    reason: str | None
    satisfied: bool | None
    suit_pending: bool | None
    adverse_notice: bool | None
    documents: bool | None


WORDS = tuple(fact.name for fact in fields(Words))
words_of = itemgetter("action_date", *WORDS)  # of the facts by name


class Said(NamedTuple):
    """What words bring on one day: the tests not met, the cap to hold, the rules relied on and what is told.

    `codes` tell the adjustment indicators of the reason for a closure of the BoE and of the ORM; `warned` are the
    findings that stand beside an OK, `unbound` that of an OK without a bound. `far_below`: see `is_far_below`.
    """

    fails: tuple[Fail, ...]
    cap: Cap | None
    basis: tuple[Provision, ...]
    outside: Provision | None
    notes: tuple[str, ...]
    reason: Fact
    bounds: tuple[Fact, Fact]
    codes: tuple[Fact, Fact]
    warned: tuple[str, ...]
    unbound: tuple[str, ...]
    far_below: bool


# ---- tests under the percentage of the invoice value


def _preconditions(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """Test 2: a suit or a notice beats any percentage; a known one comes before an unknown one."""
    rule, outside = needed(day.preconditions), needed(day.outside)
    return _known_and_unknown(words, rule.value, rule, outside.value)


def _sample_audit(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """Test 3: one setting of the bank, not a question of the case."""
    if law.policy.sample_audit_in_place is False and "SAMPLE_AUDIT" in needed(day.preconditions).value:
        return (Fail(CHECK, "", "the bank's sample audit of write-offs is not in place", day.preconditions),)
    return ()


def _documents(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """Test 4: quality, short shipment and destruction stand on satisfactory documents."""
    uncapped = needed(day.uncapped)
    if not words.reason:
        return NO_REASON
    if words.reason in uncapped.value:
        lacking = Fail(CHECK, "DOCUMENTS_MISSING", "satisfactory documents are needed", uncapped)
        return () if words.documents else (lacking,)
    if words.reason not in needed(day.capped).value:
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


def _known_reason(law: Law, day: Day, words: Words) -> tuple[Fail, ...]:
    """A reason of the bank's register, whichever it is: a word that stands for none is asked about."""
    if not words.reason:
        return NO_REASON
    if words.reason in reason_families():
        return ()
    note = f"{words.reason} is not a reason of the register: {', '.join(reason_families())}"
    return (Fail(CHECK, "REASON_NOT_LISTED", note, day.method),)


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


# ---- what each method makes of the words


@lru_cache(maxsize=KEPT)
def said(law: Law, told: tuple[Any, ...]) -> Said:
    """What the day and the words of a case (`words_of` its facts) bring, under the method of that day."""
    on, *words_said = told
    day, words = day_of(law.rules, on), Words(**dict(zip(WORDS, words_said, strict=True)))
    tests, cap, basis = chosen(day.method, METHODS)(law, day, words)
    fails = tuple(fail for test in tests for fail in test(law, day, words))
    stands = ("INFO: a write-off does not release the importer if circumstances change",) if day.reopens else ()
    open_end = (NO_CAP,) if cap is None and day.preconditions is None else ()
    warned = _unbarred(law, day, words)
    notes = (*stands, *open_end, *(note for _, note in warned))
    codes = closure_codes(words.reason)
    found = tuple(finding for finding, _ in warned)
    return Said(
        fails,
        cap,
        basis,
        day.outside,
        notes,
        ("reason", words.reason),
        bounds(law, cap),
        codes,
        found,
        (NO_BOUND_SET,) if open_end else (),
        is_far_below(law, cap),
    )


until_registers_change(said.cache_clear)


def closure_codes(reason: str | None) -> tuple[Fact, Fact]:
    """The adjustment indicators of a reason for a closure of the BoE and of the ORM; None where it has none."""
    boe, orm = (closure_reason(reason or "", side) for side in ("BOE", "ORM"))
    return ("closure code", boe and boe.code), ("closure code", orm and orm.code)


def _unbarred(law: Law, day: Day, words: Words) -> tuple[tuple[str, str], ...]:
    """A suit or notice that neither the rules of the day nor the bank make a bar: finding and warning."""
    if day.preconditions is not None or law.policy.writeoff_bar_suit_or_notice:
        return ()
    told = (
        (words.suit_pending, SUIT_PENDING, SUIT_STANDS),
        (words.adverse_notice, ADVERSE_NOTICE, NOTICE_STANDS),
    )
    decided = law.policy.writeoff_bar_suit_or_notice is not None
    why = "the bank has decided that it does not bar" if decided else NO_BAR
    return tuple((finding, f"WARN: {what}: {why}") for stands, finding, what in told if stands)


Test = Callable[[Law, Day, Words], tuple[Fail, ...]]
Method = tuple[tuple[Test, ...], Cap | None, tuple[Provision, ...]]


def _by_percentage(law: Law, day: Day, words: Words) -> Method:
    """Operational reasons stay within the percentage; the others know none."""
    tests = (_preconditions, _sample_audit, _documents, ad_satisfied)
    shared = (day.preconditions, day.reopens, day.method)
    if words.reason in needed(day.uncapped).value:
        return tests, None, unique((day.uncapped, *shared))
    return tests, law_cap(day), unique((day.limit, day.capped, *shared))


def _by_satisfaction(law: Law, day: Day, words: Words) -> Method:
    cap = bank_cap(law)
    basis = (day.method, cap.rule) if cap else (day.method,)
    return (_policy_bar, _known_reason, ad_satisfied), cap, basis


METHODS = {"percent_of_invoice_value": _by_percentage, "ad_satisfaction": _by_satisfaction}
