"""How long precious metals, diamonds and stones may be bought on credit: rules 5.10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_addin.domain.dates import add_days
from xl_addin.engine.former import ended, known_rule, rule_or_former
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, OK, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

SUBJECT = "usance limit"


class Term(NamedTuple):
    """The last day of a credit and the provisions that fix it."""

    last_day: date
    basis: tuple[Provision, ...]


@dataclass(frozen=True, kw_only=True)
class UsanceLimit:
    """A purchase of precious metals, diamonds or stones on credit; `extended` asks how far the AD may extend."""

    commodity: str
    shipment_date: date
    clean_credit: bool | None = None
    extended: bool | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (
            ("commodity", self.commodity),
            ("shipment", self.shipment_date),
            ("clean credit", self.clean_credit),
            ("extended", self.extended),
        )


@question(SUBJECT, UsanceLimit)
def usance_limit(law: Law, asked: UsanceLimit) -> Decision:
    """Last day of usance or clean credit in `value`, in calendar days from shipment; the rule of that day counts.

    For diamonds and stones with `clean_credit` not given: CHECK, the shorter date in `value`. `extended` asks how far
    the AD may extend. A shipment after the last day of these rules is answered by them as former rules.
    """
    goods = known_rule(law.rules, "usance.goods", asked.shipment_date)
    if asked.commodity not in goods.value:
        fail = Fail(CHECK, "", f"commodity {asked.commodity!r} is not one of {', '.join(goods.value)}", goods)
        return conclude(SUBJECT, [fail], (goods,), asked.facts)
    return _extended(law.rules, asked) if asked.extended else _plain(law.rules, asked)


def _plain(rules: Rulebook, asked: UsanceLimit) -> Decision:
    commodity, shipped = asked.commodity, asked.shipment_date
    clean = clean_credit(rules, commodity, shipped, shipped)
    term = clean if clean is not None and asked.clean_credit else usance(rules, shipped, shipped)
    fails = ended(term.basis[0], shipped)
    if clean is not None and asked.clean_credit is None:
        fails.append(missing("clean_credit", term.basis[0]))
    longer = clean is None and asked.clean_credit
    return _dated(term, fails, asked, (f"INFO: {commodity} has no longer clean credit than usance",) if longer else ())


def _extended(rules: Rulebook, asked: UsanceLimit) -> Decision:
    shipped = asked.shipment_date
    term = _extended_clean(rules, asked.commodity, shipped, shipped)
    if term is None or asked.clean_credit is False:
        return conclude(SUBJECT, [_no_extension(rules, asked.commodity, shipped)], (), asked.facts)
    if asked.clean_credit is None:
        return conclude(SUBJECT, [missing("clean_credit", term.basis[0])], term.basis, asked.facts)
    return _dated(term, ended(term.basis[0], shipped), asked, ())


def _dated(term: Term, fails: list[Fail], asked: UsanceLimit, told: tuple[str, ...]) -> Decision:
    """The date stands in `value` even where it is to be checked, so that the desk sees what it checks."""
    findings = tuple(fail.finding for fail in fails if fail.finding)
    notes = (*(fail.note for fail in fails), *told)
    return Decision(SUBJECT, CHECK if fails else OK, term.basis, findings, term.last_day, None, asked.facts, notes)


def _no_extension(rules: Rulebook, commodity: str, shipped: date) -> Fail:
    """Nothing that the AD may extend: the Regional Office, as long as that route is open."""
    outside = known_rule(rules, "clean_credit.outside", shipped)
    note = f"{commodity} has no extension by the AD in this case"
    gone = ended(outside, shipped)
    if gone:
        return gone[0]._replace(note=f"{note}; {gone[0].note}")
    return Fail(outside.value, "NO_EXTENSION", note, outside)


def usance(rules: Rulebook, shipped: date, on: date) -> Term:
    """Usance, letters of credit included, by the rule of the day `on`."""
    days = known_rule(rules, "usance.days", on)
    return Term(add_days(shipped, days.value), (days, known_rule(rules, "usance.goods", on)))


def latest(rules: Rulebook, commodity: str, shipped: date, on: date) -> Term:
    """The last day of clean credit with all that the AD may grant on the day `on`; usance where there is none."""
    longest = _extended_clean(rules, commodity, shipped, on) or clean_credit(rules, commodity, shipped, on)
    return longest or usance(rules, shipped, on)


def clean_credit(rules: Rulebook, commodity: str, shipped: date, on: date) -> Term | None:
    """Clean credit; None for a commodity that has none."""
    goods = known_rule(rules, "clean_credit.goods", on)
    if commodity not in goods.value:
        return None
    days = known_rule(rules, "clean_credit.days", on)
    return Term(add_days(shipped, days.value), (days, goods))


def _extended_clean(rules: Rulebook, commodity: str, shipped: date, on: date) -> Term | None:
    """Clean credit with its extension; None where the AD has none to grant."""
    goods = rule_or_former(rules, "clean_credit.extension_goods", on)
    further = rule_or_former(rules, "clean_credit.extension_days", on)
    clean = clean_credit(rules, commodity, shipped, on)
    if goods is None or further is None or clean is None or commodity not in goods.value:
        return None
    return Term(add_days(clean.last_day, further.value), (further, goods, *clean.basis))
