"""Closing a difference between bill of entry and payment: rules 5.3, tests in their stated order."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import OK, Decision, Fail, conclude
from xl_addin.engine.sentence import Fact, Share
from xl_addin.engine.unbound import flagged, undecided
from xl_addin.engine.writeoff.amounts import (
    NOTHING,
    TOO_MUCH,
    Amounts,
    bank_cap,
    bounds,
    day_of,
    law_cap,
    mostly,
    over,
    unfit,
)
from xl_addin.engine.writeoff.conditions import (
    WORDS,
    Said,
    Words,
    ad_satisfied,
    any_reason,
    closure_codes,
    said,
    words_of,
)
from xl_addin.engine.writeoff.small_value import SmallValue

BOE_UNDERPAID, ORM_SURPLUS = "BOE_UNDERPAID", "ORM_SURPLUS"
SUBJECT, PRETEST, FAILED = "write-off", "tolerance", "closure of a failed advance"


# A question about amounts and words has the facts of both; those of the class named last come first.


@dataclass(frozen=True, kw_only=True)
class WriteOff(Words, Amounts):
    """What the desk knows of one difference."""

    small_value: Decision | None = None
    currency: str = ""
    boe_value: Decimal | None = None


@question(SUBJECT, WriteOff)
def write_off(law: Law, asked: WriteOff) -> Decision:
    """Whether the bank may close `difference` (its sign tells the direction) on one invoice, the base."""
    value, difference, small = asked.invoice_value, asked.difference, asked.small_value
    words = said(law, words_of(vars(asked)))
    wrong = unfit(value, difference)
    is_small = small is not None and small.status == OK and not wrong
    codes = closure_codes("SMALL_VALUE") if is_small else words.codes
    has_base = not wrong or (value is not None and value > 0)
    facts = _told(asked, words, codes, has_base)
    if small is not None and is_small:
        told = ("closed as small value", *small.notes)
        return Decision(SUBJECT, OK, small.basis, small.findings, None, None, facts, told)
    beyond = over(words.cap, value, difference) if has_base else ()
    fails, basis = wrong + words.fails + beyond, words.basis
    if fails and words.outside is not None and fails[0].status == words.outside.value:
        basis += (words.outside,)
    if fails:
        return conclude(SUBJECT, fails, basis, facts, notes=words.notes)
    most = None if words.far_below else mostly(law, value, difference)
    findings, notes = words.warned, words.notes
    if most is not None:
        findings, notes = (*findings, most[0]), (*notes, most[1])
    return Decision(SUBJECT, OK, basis, findings + words.unbound, None, None, facts, notes)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A whole entry in INR, and whether the importer has declared that it is paid."""

    entry_inr: Decimal | None
    declared: bool | None


@dataclass(frozen=True, kw_only=True)
class SmallThenWriteOff(Words, Amounts, Entry):
    """What the desk knows of a difference and of the whole entry that it stands in."""

    boe_value: Decimal | None = None


@question(SUBJECT, SmallThenWriteOff)
def small_then_write_off(law: Law, asked: SmallThenWriteOff) -> Decision:
    """Whether a difference may be closed: as small value if that is allowed, else as a write-off."""
    facts = dict(vars(asked))
    entry = {fact.name: facts.pop(fact.name) for fact in fields(Entry)}
    flags = {name: facts[name] for name in ("action_date", "suit_pending", "adverse_notice")}
    return law.ask(WriteOff, small_value=law.ask(SmallValue, **entry, **flags), **facts)


@dataclass(frozen=True, kw_only=True)
class NumericPretest(Amounts):
    """The amounts of a difference, before anybody is asked why it is there."""

    currency: str = ""


@question(PRETEST, NumericPretest)
def numeric_pretest(law: Law, asked: NumericPretest) -> Decision:
    """The percentage test alone: marks a candidate, closes nothing; without a figure of law the bank's counts."""
    value, difference, day = asked.invoice_value, asked.difference, day_of(law.rules, asked.action_date)
    cap = law_cap(day) or bank_cap(law)
    facts = _facts(asked, asked.currency, ("reason", None), bounds(law, cap))
    if cap is None:
        return conclude(PRETEST, [undecided("percentage", "writeoff_cap_pct")], (day.method,), facts)
    wrong = tuple(fail for fail in unfit(value, difference) if fail not in (NOTHING, TOO_MUCH))
    open_questions = "INFO: still open: reason, AD satisfaction, suit, adverse notice, documents"
    fails = wrong or over(cap, value, difference)
    return conclude(PRETEST, fails, (cap.rule, day.method), facts, notes=(open_questions,))


@dataclass(frozen=True, kw_only=True)
class FailedAdvance:
    """An advance whose import failed and whose refund is not possible."""

    action_date: date
    reason: str | None
    satisfied: bool | None


@question(FAILED, FailedAdvance)
def failed_advance(law: Law, asked: FailedAdvance) -> Decision:
    """Whether an advance may be closed whose import failed and whose refund is not possible."""
    day = day_of(law.rules, asked.action_date)
    if law.rules.find("writeoff.failed_advance", asked.action_date) is None and day.outside is not None:
        fail = Fail(day.outside.value, "", "not within the AD's power under these rules", day.outside)
        return conclude(FAILED, [fail], (day.outside,))
    rule = law.rules.in_force("writeoff.failed_advance", asked.action_date)
    words = Words(**dict.fromkeys(WORDS) | {"reason": asked.reason, "satisfied": asked.satisfied})
    fails = any_reason(law, day, words) + ad_satisfied(law, day, words)
    notes = (
        "INFO: the law has no percentage here and the bank's policy knows none: its satisfaction decides",
        "INFO: Reg 12 looks at an advance that was closed in this way",
    )
    return flagged(conclude(FAILED, fails, (rule,), (("reason", asked.reason),), notes=notes))


def _told(asked: WriteOff, words: Said, codes: tuple[Fact, Fact], has_base: bool) -> tuple[Fact, ...]:
    """The amounts, which side the difference closes and by which code; for information, its share of the entry."""
    value, difference = asked.invoice_value, asked.difference
    if not difference:
        return _facts(asked, asked.currency, words.reason, words.bounds)
    on_orm = difference < 0
    limit, audit = words.bounds
    return (
        words.reason,
        ("currency", asked.currency),
        ("difference", difference),
        ("invoice value", value),
        ("ratio {} %", Share(difference, value) if has_base and value is not None else None),
        limit,
        audit,
        _DIRECTIONS[on_orm],
        codes[on_orm],
        _NO_SHARE if asked.boe_value is None else _of_entry(difference, asked.boe_value),
    )


_DIRECTIONS: tuple[Fact, Fact] = ("direction", BOE_UNDERPAID), ("direction", ORM_SURPLUS)
_ON_ENTRY = "ratio on BoE value {} %"
_NO_SHARE: Fact = (_ON_ENTRY, None)


def _of_entry(difference: Decimal, whole: Decimal) -> Fact:
    return (_ON_ENTRY, Share(difference, whole)) if whole > 0 else _NO_SHARE


def _facts(asked: Amounts, currency: str, reason: Fact, bounds: tuple[Fact, Fact]) -> tuple[Fact, ...]:
    value, difference, ratio = asked.invoice_value, asked.difference, None
    if value is not None and difference is not None and value > 0:
        ratio = Share(difference, value)
    return (
        reason,
        ("currency", currency),
        ("difference", difference),
        ("invoice value", value),
        ("ratio {} %", ratio),
        *bounds,
    )
