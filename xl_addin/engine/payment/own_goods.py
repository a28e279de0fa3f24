"""The last payment date of goods with rules of their own: gold, diamonds, stones, jewellery, books. Rules 5.1, 5.10."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from xl_addin.engine.checks import OneOf
from xl_addin.engine.conditions import Outcome
from xl_addin.engine.law import Law
from xl_addin.engine.payment.usance import Term, clean_credit, usance
from xl_addin.engine.rule import CHECK, Fail, missing
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.registers import reason_family
from xl_addin.rulebook.registers_goods import commodity_of

OWN_RULE_GOODS = "OWN_RULE_GOODS"
OWN_LISTS = ("payment.own_rule_goods", "payment.no_limit_goods", "usance.goods")
OTHER = "OTHER"
COMMODITY = OneOf((OTHER,), OWN_LISTS)
NEAR = 3 / 4  # of likeness, no money: how much of a word must agree for it to be taken for a slip of the pen
NOT_GIVEN = "the commodity is not given: read as general goods"
COMMODITY_SUGGESTED = "COMMODITY_SUGGESTED"


class OwnDate(NamedTuple):
    """The last day by the goods' own rule, None where that rule has none; what stands against it and what is told."""

    on: date | None
    basis: tuple[Provision, ...]
    fails: tuple[Fail, ...] = ()
    notes: tuple[str, ...] = ()
    latest: date | None = None  # what it can be at the most while a fact is missing

    def surely_by(self, day: date) -> OwnDate:
        """As it is; where even the latest date lies no later than `day`, that one, and what is missing as a note."""
        if self.latest is None or self.latest > day:
            return self
        asked = tuple(fail.note for fail in self.fails)
        return OwnDate(self.latest, self.basis, (), (*asked, *self.notes))


def own_date(rules: Rulebook, commodity: str | None, clean: bool | None, shipped: date, on: date) -> OwnDate | None:
    """What the goods' own rule of the day `on` says of a shipment; None for goods under the general period."""
    if commodity is None:
        return None
    without, own = (rules.find(f"payment.{name}_goods", on) for name in ("no_limit", "own_rule"))
    if without is not None and commodity in without.value:
        return OwnDate(None, (without,), (), (f"{commodity} may be paid without time limit: no due date",))
    if own is None or commodity not in own.value:
        return None
    goods = rules.find("usance.goods", on)
    if goods is None or commodity not in goods.value:
        return OwnDate(None, (own,), (no_general(commodity, own),))
    return _credit(rules, commodity, clean, shipped, on, own)


def commodity_word(law: Law, name: str, word: str) -> Fail | None:
    """A word that looks like one of the goods with rules of their own and is none: asked about, never passed over."""
    known = COMMODITY.words(law.rules)
    near = None if word in known else _near(word.upper(), known)
    note = f"{name} {word!r} is not known: write {near} if it is that, OTHER if not"
    return Fail(CHECK, "", note) if near else None


def _near(word: str, known: tuple[str, ...]) -> str | None:
    """The goods that a word may mean: one word of it names them, an HS code is of them, or it is a slip of the pen."""
    parts = [reason_family(part, "commodity") for part in re.split(r"[^A-Z]+", word) if part]
    named = [goods for goods in (*parts, commodity_of(word)) if goods in known and goods != OTHER]
    return next(iter([*named, *get_close_matches(word, known, 1, NEAR)]), None)


def suggested(rules: Rulebook, commodity: str | None, hs: str | None, on: date) -> str:
    """The goods with a rule of their own on that day of which an HS code is, where nobody has named the goods."""
    digits = re.sub(r"\D", "", hs or "")
    word = commodity_of(digits) if commodity is None and len(digits) % 2 == 0 else ""  # else a zero may be lost
    if not word:
        return ""
    lists = (rules.find(name, on) for name in OWN_LISTS)
    return word if any(one is not None and word in one.value for one in lists) else ""


def told_of(rules: Rulebook, commodity: str | None, shipped: date, on: date, hs: str | None = None) -> tuple[str, ...]:
    """What is said with the general period: that the commodity is not known, or how long its usance may be."""
    if commodity is None:
        word = suggested(rules, commodity, hs, on)
        return (
            f"WARN: HS code {hs} is of {word}, which has a rule of its own; {NOT_GIVEN}"
            if word
            else f"INFO: {NOT_GIVEN}",
        )
    if commodity not in COMMODITY.words(rules):
        return (f"INFO: {commodity} is none of the goods with rules of their own: read as general goods",)
    goods = rules.find("usance.goods", on)
    if goods is None or commodity not in goods.value:
        return ()
    return (f"WARN: usance of {commodity} ends on {usance(rules, shipped, on).last_day}",)


def _credit(rules: Rulebook, commodity: str, clean: bool | None, shipped: date, on: date, own: Provision) -> OwnDate:
    """Usance, or clean credit where it is one; not knowing which asks, beside the shorter date."""
    short: Term = usance(rules, shipped, on)
    longer = clean_credit(rules, commodity, shipped, on) if clean is not False else None
    if longer is None:
        return OwnDate(short.last_day, (*short.basis, own), (), (f"{commodity}: last day of usance",))
    if clean is None:
        note = f"usance ends on {short.last_day}, clean credit on {longer.last_day}"
        basis = (*short.basis, *longer.basis, own)
        return OwnDate(short.last_day, basis, (missing("clean_credit", short.basis[0]),), (note,), longer.last_day)
    return OwnDate(longer.last_day, (*longer.basis, own), (), (f"{commodity}: last day of clean credit",))


def no_general(commodity: str, own: Provision) -> Fail:
    """What stands against an answer by the general period."""
    note = f"{commodity} has rules of its own: the general period does not apply, and no date is read from them here"
    return Fail(CHECK, OWN_RULE_GOODS, note, own)


def own_rule(law: Law, commodity: str | None, shipped: date, on: date, hs: str | None = None) -> Outcome:
    """Goods with a rule of their own that has no usance: neither the step nor the cap is theirs (rules 5.1, 5.2)."""
    without, own = (law.rules.find(f"payment.{name}_goods", on) for name in ("no_limit", "own_rule"))
    if without is not None and commodity in without.value:
        note = f"{commodity} may be paid without time limit: there is nothing to extend"
        return Outcome((without,), (Fail(CHECK, "", note, without),))
    if own is not None and commodity in own.value:
        return Outcome((own,), (no_general(f"{commodity}", own),))
    found = (COMMODITY_SUGGESTED,) if suggested(law.rules, commodity, hs, on) else ()
    return Outcome((), (), told_of(law.rules, commodity, shipped, on, hs), found)
