"""Closing a difference between bill of entry and payment: rules 5.3, tests in their stated order."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import OK, Decision, Fail, conclude
from xl_addin.engine.sentence import Fact, Share
from xl_addin.engine.unbound import undecided
from xl_addin.engine.writeoff.amounts import (
    KEPT,
    NOTHING,
    TOO_MUCH,
    Amounts,
    Cap,
    Day,
    bank_cap,
    bounds,
    day_of,
    law_cap,
    mostly,
    over,
    unfit,
)
from xl_addin.engine.writeoff.conditions import (
    Said,
    Words,
    closure_codes,
    said,
    words_of,
)
from xl_addin.engine.writeoff.small_value import SmallValue
from xl_addin.rulebook.registers_in_force import until_registers_change

BOE_UNDERPAID, ORM_SURPLUS = "BOE_UNDERPAID", "ORM_SURPLUS"
FACTS = Decision._fields.index("facts")  # the last but one
SUBJECT, PRETEST = "write-off", "tolerance"


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
    words, limit, within, beyond, looked_at_twice = _ready(law, words_of(vars(asked)))
    if value is None or not difference or (size := abs(difference)) > value:  # as no difference of a value from zero is
        return _unfit(asked, words)
    if small is not None and small.status == OK:
        facts = _told(asked, words, closure_codes("SMALL_VALUE"), True)
        told = ("closed as small value", *small.notes)
        return Decision(SUBJECT, OK, small.basis, small.findings, None, None, facts, told)
    facts = _told(asked, words, words.codes, True)
    if limit is not None and size * 100 > limit * value:  # as `over`: inclusive and unrounded (K7, K8)
        return _with(beyond, facts)
    most = mostly(law, value, difference) if looked_at_twice else None
    return _with(within, facts) if most is None else _mostly(words, facts, most)


class Ready(NamedTuple):
    """What words bring on one day, ready for two amounts: the answers within the cap and beyond it."""

    words: Said
    limit: Decimal | None
    within: Decision
    beyond: Decision
    looked_at_twice: bool


@lru_cache(maxsize=KEPT)
def _ready(law: Law, told: tuple[Any, ...]) -> Ready:
    words = said(law, told)
    within = _concluded(words, words.fails)
    beyond = _concluded(words, (*words.fails, words.cap.over)) if words.cap else within
    return Ready(words, words.cap and words.cap.percent, within, beyond, within.ok and not words.far_below)


until_registers_change(_ready.cache_clear)


def _concluded(words: Said, fails: tuple[Fail, ...], facts: tuple[Fact, ...] = ()) -> Decision:
    """The answer of words and of what was not met."""
    if not fails:
        return Decision(SUBJECT, OK, words.basis, words.warned + words.unbound, None, None, facts, words.notes)
    outside = words.outside
    beside = (outside,) if outside is not None and fails[0].status == outside.value else ()
    return conclude(SUBJECT, fails, words.basis + beside, facts, notes=words.notes)


def _unfit(asked: WriteOff, words: Said) -> Decision:
    """The answer on amounts that nothing can be decided on; what words lack, and a cap that is passed, is told too."""
    value, difference = asked.invoice_value, asked.difference
    has_base = value is not None and value > 0
    beyond = over(words.cap, value, difference) if has_base else ()
    fails = unfit(value, difference) + words.fails + beyond
    return _concluded(words, fails, _told(asked, words, words.codes, has_base))


def _with(found: Decision, facts: tuple[Fact, ...]) -> Decision:
    """An answer that was ready, with the facts of the case: a batch asks hundreds of thousands of times."""
    return tuple.__new__(Decision, (*found[:FACTS], facts, found[-1]))


def _mostly(words: Said, facts: tuple[Fact, ...], most: tuple[str, str]) -> Decision:
    """The answer where much of an invoice is written off: allowed, and looked at twice."""
    findings = (*words.warned, most[0], *words.unbound)
    return Decision(SUBJECT, OK, words.basis, findings, None, None, facts, (*words.notes, most[1]))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A whole entry in INR, and whether the importer has declared that it is paid."""

    entry_inr: Decimal | None
    declared: bool | None


ENTRY = tuple(fact.name for fact in fields(Entry))


@dataclass(frozen=True, kw_only=True)
class SmallThenWriteOff(Words, Amounts, Entry):
    """What the desk knows of a difference and of the whole entry that it stands in."""

    boe_value: Decimal | None = None


@question(SUBJECT, SmallThenWriteOff)
def small_then_write_off(law: Law, asked: SmallThenWriteOff) -> Decision:
    """Whether a difference may be closed: as small value if that is allowed, else as a write-off."""
    facts = dict(vars(asked))
    entry = {name: facts.pop(name) for name in ENTRY}
    if entry["entry_inr"] is None:  # an entry of which nothing is known is none of small value
        return law.ask(WriteOff, **facts)
    flags = {name: facts[name] for name in ("action_date", "suit_pending", "adverse_notice")}
    return law.ask(WriteOff, small_value=law.ask(SmallValue, **entry, **flags), **facts)


@dataclass(frozen=True, kw_only=True)
class NumericPretest(Amounts):
    """The amounts of a difference, before anybody is asked why it is there."""

    currency: str = ""


@question(PRETEST, NumericPretest)
def numeric_pretest(law: Law, asked: NumericPretest) -> Decision:
    """The percentage test alone: marks a candidate, closes nothing; without a figure of law the bank's counts."""
    value, difference = asked.invoice_value, asked.difference
    day, cap, limits = _percentage(law, asked.action_date)
    facts = _facts(asked, asked.currency, ("reason", None), limits)
    if cap is None:
        return conclude(PRETEST, [undecided("percentage", "writeoff_cap_pct")], (day.method,), facts)
    wrong = tuple(fail for fail in unfit(value, difference) if fail not in (NOTHING, TOO_MUCH))
    open_questions = "INFO: still open: reason, AD satisfaction, suit, adverse notice, documents"
    fails = wrong or over(cap, value, difference)
    return conclude(PRETEST, fails, (cap.rule, day.method), facts, notes=(open_questions,))


@lru_cache(maxsize=KEPT)
def _percentage(law: Law, on: date) -> tuple[Day, Cap | None, tuple[Fact, Fact]]:
    """The provisions of a day, the percentage of law or else of the bank, and what is told of it."""
    day = day_of(law.rules, on)
    cap = law_cap(day) or bank_cap(law)
    return day, cap, bounds(law, cap)


def _told(asked: WriteOff, words: Said, codes: tuple[Fact, Fact], has_base: bool) -> tuple[Fact, ...]:
    """The amounts, which side the difference closes and by which code; for information, its share of the entry."""
    value, difference = asked.invoice_value, asked.difference
    if not difference:
        return _facts(asked, asked.currency, words.reason, words.bounds)
    on_orm = difference < 0
    limit, audit = words.bounds
    return (
        words.reason,
        ("currency", asked.currency) if asked.currency else _NO_CURRENCY,
        ("difference", difference),
        ("invoice value", value),
        ("ratio {} %", tuple.__new__(Share, (difference, value)) if has_base else None),
        limit,
        audit,
        _DIRECTIONS[on_orm],
        codes[on_orm],
        _NO_SHARE if asked.boe_value is None else _of_entry(difference, asked.boe_value),
    )


_NO_CURRENCY: Fact = ("currency", "")
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
