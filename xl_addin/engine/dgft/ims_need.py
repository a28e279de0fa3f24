"""Whether a bill of entry for IT hardware needs DGFT's authorisation: HS code and item together. Rules 5.14."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xl_addin.engine.dgft.ims_exemptions import Hardware, claims, unknown_purpose
from xl_addin.engine.goods import listed_as, too_short, unusable_hs
from xl_addin.engine.rule import CHECK, Decision, Fail, conclude, lacking, missing, unique
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.registers_goods import import_word, monitored_goods, monitoring_schemes

SUBJECT = "authorisation needed"
REQUIRED, NOT_REQUIRED = "REQUIRED", "NOT_REQUIRED"
KEEP_PAPER = "exemptions go by consignment: keep the paper that proves this one"


class Asked(NamedTuple):
    """One consignment in the desk's words."""

    item: str | None
    quantity: int | None
    boe_date: date
    purpose: str | None
    mode: str | None

    def hardware(self, item: str) -> Hardware:
        """The same in words of the law."""
        purpose, mode = (
            import_word(kind, word or "") or "" for kind, word in (("purpose", self.purpose), ("mode", self.mode))
        )
        return Hardware(item, self.quantity, self.boe_date, purpose, mode)


def ims_required(
    rules: Rulebook,
    *,
    hs: str | None,
    item: str | None,
    quantity: int | None,
    boe_date: date | None,
    purpose: str | None = None,
    mode: str | None = None,
) -> Decision:
    """REQUIRED or NOT_REQUIRED for a bill of entry: both the HS code and the item must be listed; else CHECK.

    `quantity` in pieces of the consignment; `value` is the exemption that frees listed goods.
    """
    facts: tuple[Fact, ...] = (("hs", hs), ("item", item), ("pieces", quantity), ("BoE date", boe_date))
    facts += (("purpose", purpose), ("mode", mode), ("lists reviewed on", rules.reviewed_on))
    fails = [*unusable_hs(hs), *lacking(boe_date=boe_date)]
    if hs is None or boe_date is None or fails:
        return conclude(SUBJECT, fails, (), facts)
    needed = rules.find("ims.required", boe_date)
    if needed is None:
        first = rules.history("ims.required")[0]
        return _free((first,), facts, f"the restriction begins on {first.effective_from}")
    lines = rules.in_force("ims.hs", boe_date)
    if short := too_short(hs, lines.value):
        return conclude(SUBJECT, short, (lines, needed), facts)
    if not listed_as(hs, lines.value):
        return _free((lines, needed), facts, f"hs {hs} is not listed", *_monitored(hs))
    return _listed_line(rules, Asked(item, quantity, boe_date, purpose, mode), facts, (needed, lines))


def _listed_line(rules: Rulebook, asked: Asked, facts: tuple[Fact, ...], basis: tuple[Provision, ...]) -> Decision:
    """The answer for a listed HS code: by the item, then by the exemption that the consignment claims."""
    items = rules.in_force("ims.items", asked.boe_date)
    word = import_word("item", asked.item) if asked.item else None
    if fails := _unclear(asked, word):
        return conclude(SUBJECT, fails, (items, *basis), facts)
    if word not in items.value:
        only = rules.find("ims.only_items", asked.boe_date)
        return _free(unique((items, only, *basis)), facts, f"{asked.item} is none of the listed items")
    return _by_exemption(rules, asked, asked.hardware(str(word)), facts, (*basis, items))


def _by_exemption(
    rules: Rulebook, asked: Asked, case: Hardware, facts: tuple[Fact, ...], basis: tuple[Provision, ...]
) -> Decision:
    """NOT_REQUIRED by the first exemption met; CHECK while one hangs on a missing fact; else REQUIRED."""
    claimed = claims(rules, case)
    met = next((claim for claim in claimed if claim.met), None)
    if met is not None:
        return _free(unique((*met.basis, *basis)), facts, met.note, KEEP_PAPER, value=met.word)
    relied = unique((*basis, *(rule for claim in claimed for rule in claim.basis)))
    fails = [Fail(CHECK, "", claim.note, claim.basis[0]) for claim in claimed if claim.met is None]
    if fails := [*unknown_purpose(asked.purpose), *fails]:
        return conclude(SUBJECT, fails, relied, facts)
    return Decision(SUBJECT, REQUIRED, relied, (), None, None, facts, tuple(claim.note for claim in claimed))


def _unclear(asked: Asked, word: str | None) -> list[Fail]:
    """Facts that any answer for a listed HS code needs and that are missing or cannot be."""
    fails = []
    if not asked.item:
        fails.append(missing("item"))
    elif word is None:
        fails.append(Fail(CHECK, "", f"item {asked.item!r} is not a word of the register: which hardware is it?"))
    if asked.quantity is not None and asked.quantity <= 0:
        fails.append(Fail(CHECK, "", "the number of pieces must be above zero"))
    return fails


def _free(basis: tuple[Provision, ...], facts: tuple[Fact, ...], *notes: str, value: str | None = None) -> Decision:
    return Decision(SUBJECT, NOT_REQUIRED, basis, (), value, None, facts, notes)


def _monitored(hs: str) -> tuple[str, ...]:
    """Where the goods belong to an import monitoring system instead: its name."""
    schemes = (one for one in monitoring_schemes() if listed_as(hs, (goods.hs for goods in monitored_goods(one))))
    return tuple(f"INFO: goods of {scheme}: see their registration there" for scheme in schemes)
