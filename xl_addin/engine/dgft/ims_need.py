"""Whether a bill of entry for IT hardware needs DGFT's authorisation: HS code and item together. Rules 5.14."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from xl_addin.engine.dgft.ims_exemptions import Hardware, claims, unknown_purpose
from xl_addin.engine.goods import all_digits, listed_as, too_short
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, Decision, Fail, conclude, missing, unique
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision
from xl_addin.rulebook.registers_goods import import_word, monitored_goods, monitoring_schemes

SUBJECT = "authorisation needed"
REQUIRED, NOT_REQUIRED = "REQUIRED", "NOT_REQUIRED"
KEEP_PAPER = "exemptions go by consignment: keep the paper that proves this one"


@dataclass(frozen=True, kw_only=True)
class ImsRequired:
    """One consignment in the desk's words; `quantity` in pieces."""

    hs: Annotated[str, all_digits]
    item: str | None
    quantity: int | None
    boe_date: date
    purpose: str | None = None
    mode: str | None = None


def _facts(law: Law, asked: ImsRequired) -> tuple[Fact, ...]:
    return (
        ("hs", asked.hs),
        ("item", asked.item),
        ("pieces", asked.quantity),
        ("BoE date", asked.boe_date),
        ("purpose", asked.purpose),
        ("mode", asked.mode),
        ("lists reviewed on", law.rules.reviewed_on),
    )


@question(SUBJECT, ImsRequired, told=_facts)
def ims_required(law: Law, asked: ImsRequired) -> Decision:
    """REQUIRED or NOT_REQUIRED for a bill of entry: both the HS code and the item must be listed; else CHECK.

    `value` is the exemption that frees listed goods.
    """
    facts, needed = _facts(law, asked), law.rules.find("ims.required", asked.boe_date)
    if needed is None:
        first = law.rules.history("ims.required")[0]
        return _free((first,), facts, f"the restriction begins on {first.effective_from}")
    lines = law.rules.in_force("ims.hs", asked.boe_date)
    if short := too_short(asked.hs, lines.value):
        return conclude(SUBJECT, short, (lines, needed), facts)
    if not listed_as(asked.hs, lines.value):
        return _free((lines, needed), facts, f"hs {asked.hs} is not listed", *_monitored(asked.hs))
    return _listed_line(law, asked, (needed, lines))


def _listed_line(law: Law, asked: ImsRequired, basis: tuple[Provision, ...]) -> Decision:
    """The answer for a listed HS code: by the item, then by the exemption that the consignment claims."""
    items = law.rules.in_force("ims.items", asked.boe_date)
    word = import_word("item", asked.item) if asked.item else None
    if fails := _unclear(asked, word):
        return conclude(SUBJECT, fails, (items, *basis), _facts(law, asked))
    if word not in items.value:
        only = law.rules.find("ims.only_items", asked.boe_date)
        return _free(unique((items, only, *basis)), _facts(law, asked), f"{asked.item} is none of the listed items")
    return _by_exemption(law, asked, _hardware(asked, str(word)), (*basis, items))


def _hardware(asked: ImsRequired, item: str) -> Hardware:
    """The same in words of the law."""
    purpose, mode = import_word("purpose", asked.purpose or ""), import_word("mode", asked.mode or "")
    return Hardware(item, asked.quantity, asked.boe_date, purpose or "", mode or "")


def _by_exemption(law: Law, asked: ImsRequired, case: Hardware, basis: tuple[Provision, ...]) -> Decision:
    """NOT_REQUIRED by the first exemption met; CHECK while one hangs on a missing fact; else REQUIRED."""
    claimed, facts = claims(law.rules, case), _facts(law, asked)
    met = next((claim for claim in claimed if claim.met), None)
    if met is not None:
        return _free(unique((*met.basis, *basis)), facts, met.note, KEEP_PAPER, value=met.word)
    relied = unique((*basis, *(rule for claim in claimed for rule in claim.basis)))
    fails = [Fail(CHECK, "", claim.note, claim.basis[0]) for claim in claimed if claim.met is None]
    if fails := [*unknown_purpose(asked.purpose), *fails]:
        return conclude(SUBJECT, fails, relied, facts)
    return Decision(SUBJECT, REQUIRED, relied, (), None, None, facts, tuple(claim.note for claim in claimed))


def _unclear(asked: ImsRequired, word: str | None) -> list[Fail]:
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
