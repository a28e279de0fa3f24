"""Merchanting deals: an outward remittance of the ledger paired with the inward one that the desk names; decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.desk.month.case import as_date
from xl_addin.desk.month.month import Month, orms_by_number
from xl_addin.domain.money import from_minor
from xl_addin.engine.law import Law
from xl_addin.engine.merchanting.book import ONE_TO_ONE, Deal, pair_check
from xl_addin.engine.merchanting.conditions import MerchantingAdvance, MerchantingConditions, MerchantingExposure
from xl_addin.engine.merchanting.earnings import CAUTION_LISTED, MerchantingCaution, MerchantingMargin
from xl_addin.engine.merchanting.periods import EITHER_ORDER, METHODS, OUTLAY, OVERALL, Merchanting
from xl_addin.engine.merchanting.purpose import MerchantingFeters
from xl_addin.engine.rule import (
    BANK_POLICY,
    CHECK,
    ESCALATE,
    OK,
    REFER_RBI,
    REFUSE,
    SECURITY_REQUIRED,
    Decision,
    Fail,
    conclude,
    missing,
    unique,
)
from xl_addin.ledger.items import OrmItem
from xl_addin.rulebook.facts import DEAL, Value
from xl_addin.rulebook.registers_codes import purpose_of

SUBJECT, NOT_PAIRED = "merchanting deal", "MTT_NOT_PAIRED"
WORST_FIRST = (REFUSE, SECURITY_REQUIRED, CAUTION_LISTED, REFER_RBI, ESCALATE, CHECK, BANK_POLICY, OK)
HOLD = "hold: the deal is closed only after the Regional Office has approved (deviation_approval is not given)"


@dataclass(frozen=True, slots=True)
class Pair:
    """A deal as the desk tells it, with its outward remittance where the ledger has it."""

    number: str
    said: Mapping[str, Any]
    orm: OrmItem | None

    @property
    def iec(self) -> str:
        """IEC of the trader."""
        return self.orm.record.iec if self.orm else str(self.said.get("deal_iec", ""))

    @property
    def paid_on(self) -> date | None:
        """Day of the outward remittance."""
        return self.orm.record.payment_date if self.orm else as_date(self.said.get("import_date"))

    @property
    def received_on(self) -> date | None:
        """Day of the inward remittance."""
        return as_date(self.said.get("export_received_on"))

    @property
    def currency(self) -> str:
        """Currency of the outward remittance."""
        return self.orm.currency if self.orm else str(self.said.get("import_currency", ""))

    @property
    def paid(self) -> Decimal | None:
        """Amount of the outward remittance."""
        if self.orm:
            return from_minor(self.orm.record.amount_minor, self.orm.currency)
        told: Decimal | None = self.said.get("import_amount")
        return told

    @property
    def outward_purpose(self) -> str | None:
        """FETERS code of the outward remittance."""
        told: str | None = self.orm.record.purpose_code if self.orm else self.said.get("import_purpose")
        return told

    @property
    def as_deal(self) -> Deal | None:
        """The same for the book of deals; None where no leg has a day yet."""
        legs = sorted(day for day in (self.paid_on, self.received_on) if day)
        if not legs:
            return None
        outward, inward = (str(self.said.get(name, "")) for name in ("import_reference", "export_reference"))
        return Deal(self.number, outward, inward, legs[0], legs[1] if len(legs) > 1 else None)


def deals_of(month: Month) -> list[Pair]:
    """Every deal of the desk's list, by number."""
    told = sorted((key, said) for (kind, key), said in month.answers.items() if kind == DEAL)
    known = orms_by_number(month.orms) if told else {}
    return [Pair(number, said, _orm(said, known)) for number, said in told]


def _orm(said: Mapping[str, Value], known: Mapping[str, list[OrmItem]]) -> OrmItem | None:
    number = str(said.get("import_reference", "")).strip().upper().partition("/")[0]
    live = [item for item in known.get(number, []) if item.is_live]
    return live[0] if len(live) == 1 else None


def is_merchanting(item: OrmItem) -> bool:
    """Whether a remittance is the import leg of a merchanting deal, by its FETERS code."""
    found = purpose_of(item.record.purpose_code)
    return found is not None and found.use.startswith("MERCHANTING_IMPORT")


def leg_decision(month: Month, law: Law, item: OrmItem) -> Decision:
    """What is said of a remittance that is the import leg of a deal: the answer on its deal, or that it has none."""
    pairs = deals_of(month)
    mine = [pair for pair in pairs if pair.orm is item]
    if mine:
        return decide_deal(month, law, mine[0], pairs)
    last = f"paid on {item.record.payment_date:%d-%b-%Y}; no deal of the desk's list names it"
    return conclude(SUBJECT, [Fail(CHECK, NOT_PAIRED, last)], ())


def decide_deal(month: Month, law: Law, pair: Pair, pairs: Sequence[Pair]) -> Decision:
    """One answer on a deal from all that is asked of it: the worst word, every finding, every sentence that bars."""
    parts = [*_periods(law, month.as_on, pair), *_asked(month, law, pair, pairs)]
    worst = min(parts, key=lambda one: WORST_FIRST.index(one.status))
    told = [one.grounds for one in parts if not one.ok or one.value]
    if worst.status == REFER_RBI or any(one.status == REFER_RBI for one in parts):
        approval = pair.said.get("deviation_approval")
        told.append(f"deviation approved: {approval}; the deal may be closed" if approval else HOLD)
    return Decision(
        SUBJECT,
        worst.status,
        unique(rule for one in (worst, *parts) for rule in one.basis),
        tuple(dict.fromkeys(code for one in parts for code in one.findings)),
        next((one.value for one in parts if isinstance(one.value, date)), None),
        next((one.old_value for one in parts if one.old_value), None),
        (("deal", pair.number),),
        tuple(told),
    )


def _periods(law: Law, on: date, pair: Pair) -> Iterator[Decision]:
    """The limbs that the law of the day has; an outlay only where the money went out first, unless either may."""
    if pair.as_deal is None:
        yield conclude(SUBJECT, [missing("import_date"), missing("export_received_on")], ())
        return
    method = law.rules.in_force("merchanting.method", on).value
    first, second = pair.as_deal.first_leg, pair.as_deal.second_leg
    limbs = [limb for limb in (OUTLAY, OVERALL) if METHODS[method][limb]]
    if method not in EITHER_ORDER and first != pair.paid_on:
        limbs.remove(OUTLAY)  # nothing was laid out: the buyer paid first
    extended = pair.said.get("deal_extended_until")
    for limb in limbs:
        yield law.ask(
            Merchanting, first_leg=first, second_leg=second, action_date=on, limb=limb, extended_until=extended
        )


def _asked(month: Month, law: Law, pair: Pair, pairs: Sequence[Pair]) -> Iterator[Decision]:
    """Everything else of a deal; what the law of the day has no rule for is the bank's procedure and is not asked."""
    on, said = month.as_on, pair.said
    yield from _one_to_one(law, on, pair, pairs)
    if rule := law.rules.find("merchanting.conditions", on):
        answers = {word: said.get(word.lower()) for word in rule.value if word != ONE_TO_ONE}
        yield law.ask(MerchantingConditions, action_date=on, answers={**answers, ONE_TO_ONE: True})
    for leg, code in (("IMPORT", pair.outward_purpose), ("EXPORT", said.get("export_purpose"))):
        if leg == "IMPORT" or pair.received_on:
            yield law.ask(MerchantingFeters, leg=leg, purpose_code=code, action_date=on, transit=said.get("transit"))
    yield from _advance(month, law, pair)
    yield from _commission(law, on, pair)
    yield from _outstanding(month, law, pair, pairs)


def _one_to_one(law: Law, on: date, pair: Pair, pairs: Sequence[Pair]) -> Iterator[Decision]:
    """Told where another deal uses a leg of this one."""
    legs = {said for name in ("import_reference", "export_reference") if (said := pair.said.get(name))}
    near = [one for one in pairs if legs & {one.said.get("import_reference"), one.said.get("export_reference")}]
    found = pair_check(law.rules, [one.as_deal for one in near if one.as_deal], action_date=on)
    if not found.ok:
        yield found


def _advance(month: Month, law: Law, pair: Pair) -> Iterator[Decision]:
    on, early = month.as_on, pair.said.get("import_in_advance")
    if early is False or not (law.rules.find("merchanting.advance_usd", on) or law.policy.advance_security_limit):
        return
    found = law.ask(
        MerchantingAdvance,
        advance_usd=in_usd(month, pair.paid, pair.currency),
        action_date=on,
        security=pair.said.get("deal_security"),
    )
    if early or not found.ok:
        lacks = [] if early else [missing("import_in_advance")]
        yield conclude(found.subject, lacks, found.basis) if lacks else found


def _commission(law: Law, on: date, pair: Pair) -> Iterator[Decision]:
    """The agency commission, where one is stated and the law of the day has a rule for it."""
    said = pair.said
    if said.get("commission") and law.rules.find("merchanting.commission", on):
        names = ("export_amount", "export_currency", "commission", "commission_on_request")
        legs = {"import_amount": pair.paid, "import_currency": pair.currency}
        yield law.ask(MerchantingMargin, action_date=on, **legs, **{name: said.get(name) for name in names})


def _outstanding(month: Month, law: Law, pair: Pair, pairs: Sequence[Pair]) -> Iterator[Decision]:
    """What the trader has open in all his deals, against his export earnings and the bank's own limit."""
    open_now = [in_usd(month, one.paid, one.currency) for one in pairs if one.iec == pair.iec and not one.received_on]
    if not open_now:
        return
    on, total = month.as_on, None if None in open_now else sum((one for one in open_now if one), Decimal(0))
    if law.rules.find("merchanting.caution_pct", on):
        earned = pair.said.get("annual_export_earnings")
        yield law.ask(MerchantingCaution, outstanding=total, annual_export_earnings=earned, action_date=on)
    if law.policy.merchanting_limit_usd is not None or law.rules.find("merchanting.conditions", on):
        yield law.ask(MerchantingExposure, exposure_usd=total, action_date=on)


def in_usd(month: Month, amount: Decimal | None, currency: str) -> Decimal | None:
    """An amount in USD over the day's INR rates; None where it or a rate is not known."""
    if amount is None or currency == "USD":
        return amount
    dollar, rate = month.rates.get("USD"), month.rates.get(currency)
    inr = amount if currency == "INR" else amount * rate[0] if rate else None
    return inr / dollar[0] if dollar and inr is not None else None
