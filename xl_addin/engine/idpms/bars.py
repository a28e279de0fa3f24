"""What must be so before the bank processes an import in IDPMS: hard bars, whatever else is in order. Rules 5.13."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, lacking
from xl_addin.rulebook import Provision

REFLECTED, BILL, CREDIT, OTHER_BANK = "processing in IDPMS", "settlement of a bill", "credit or debit", "AD code"
NOT_IN_IDPMS, NOT_ACKNOWLEDGED, NO_ORM = "NOT_IN_IDPMS", "NOT_ACKNOWLEDGED", "NO_ORM"
AD_NOT_SATISFIED, ENTRY_NOT_UPDATED, OTHER_AD_CODE = "AD_NOT_SATISFIED", "ENTRY_NOT_UPDATED", "OTHER_AD_CODE"
NEVER = "under no circumstances is a bill of entry processed that is not in IDPMS"


@dataclass(frozen=True, kw_only=True)
class ReflectedInIdpms:
    """What IDPMS knows of a bill of entry; all that is not known is asked at once, a known bar is told first."""

    in_idpms: bool | None
    acknowledged: bool | None
    action_date: date | None


@question(REFLECTED, ReflectedInIdpms)
def reflected_in_idpms(law: Law, asked: ReflectedInIdpms) -> Decision:
    """Whether a bill of entry may be settled, extended or closed: only once it is in IDPMS and acknowledged.

    A bill of entry from the daily download is in IDPMS; one uploaded by the bank is so with its acknowledgement.
    """
    if asked.action_date is None:
        return conclude(REFLECTED, lacking(**vars(asked)), ())
    rule = law.rules.in_force("idpms.reflected_first", asked.action_date)
    fails = _denied(rule, NOT_IN_IDPMS, NEVER, asked.in_idpms)
    fails += _denied(rule, NOT_ACKNOWLEDGED, "the acknowledgement of IDPMS has not come", asked.acknowledged)
    fails += lacking(in_idpms=asked.in_idpms, acknowledged=asked.acknowledged)
    return conclude(REFLECTED, fails, _practice(law, rule, asked.action_date))


@dataclass(frozen=True, kw_only=True)
class BillPayment:
    """The payment of an import bill."""

    orm_generated: bool
    action_date: date


@question(BILL, BillPayment)
def bill_payment(law: Law, asked: BillPayment) -> Decision:
    """Whether an import bill may be settled in IDPMS: its ORM comes first, then the settlement."""
    rule = law.rules.in_force("idpms.orm_first", asked.action_date)
    fails = _denied(rule, NO_ORM, "no ORM is generated for the payment", asked.orm_generated)
    return conclude(BILL, fails, _practice(law, rule, asked.action_date))


@dataclass(frozen=True, kw_only=True)
class CreditAllowed:
    """A credit or debit that an entry of IDPMS goes with."""

    satisfied: bool | None
    entry_updated: bool | None
    action_date: date


@question(CREDIT, CreditAllowed)
def credit_allowed(law: Law, asked: CreditAllowed) -> Decision:
    """Whether an account may be credited or debited: the AD is satisfied, the entry updated or closed with it."""
    rule = law.rules.in_force("idpms.credit", asked.action_date)
    fails = _denied(rule, AD_NOT_SATISFIED, "the AD is not satisfied", asked.satisfied)
    fails += _denied(rule, ENTRY_NOT_UPDATED, "the entry is neither updated nor closed with it", asked.entry_updated)
    fails += lacking(satisfied=asked.satisfied, entry_updated=asked.entry_updated)
    return conclude(CREDIT, fails, (rule,))


@dataclass(frozen=True, kw_only=True)
class OtherAdCode:
    """The AD code on a bill of entry and the bank's own."""

    boe_ad_code: str
    own_ad_code: str
    action_date: date


@question(OTHER_BANK, OtherAdCode)
def other_ad_code(law: Law, asked: OtherAdCode) -> Decision:
    """Whether a bill of entry carries the bank's own AD code; another's is listed apart for request or transfer.

    A code of one part is compared with the first part of a code of two.
    """
    theirs, own = asked.boe_ad_code.strip(), asked.own_ad_code.strip()
    rule, fails = law.rules.in_force("idpms.other_ad_code", asked.action_date), list[Fail]()
    if not theirs.startswith(own) and not own.startswith(theirs):
        note = "the bill of entry shows another AD code: list it apart, ask for it or have it transferred"
        fails.append(Fail(CHECK, OTHER_AD_CODE, note, rule))
    facts = (("AD code of the bill of entry", theirs), ("own", own))
    return conclude(OTHER_BANK, fails, _practice(law, rule, asked.action_date), facts)


def _denied(rule: Provision, finding: str, note: str, answer: bool | None) -> list[Fail]:
    return [Fail(REFUSE, finding, note, rule)] if answer is False else []


def _practice(law: Law, rule: Provision, on: date) -> tuple[Provision, ...]:
    """The rule and what keeps it: the Direction while in force, the project's convention after it."""
    return rule, law.rules.in_force("practice.basis", on)
