"""What must be so before the bank processes an import in IDPMS: hard bars, whatever else is in order. Rules 5.13."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, lacking, missing
from xl_addin.rulebook import Provision, Rulebook

REFLECTED, BILL, CREDIT, OTHER_BANK = "processing in IDPMS", "settlement of a bill", "credit or debit", "AD code"
NOT_IN_IDPMS, NOT_ACKNOWLEDGED, NO_ORM = "NOT_IN_IDPMS", "NOT_ACKNOWLEDGED", "NO_ORM"
AD_NOT_SATISFIED, ENTRY_NOT_UPDATED, OTHER_AD_CODE = "AD_NOT_SATISFIED", "ENTRY_NOT_UPDATED", "OTHER_AD_CODE"


def reflected_in_idpms(
    rules: Rulebook, *, in_idpms: bool | None, acknowledged: bool | None, action_date: date | None
) -> Decision:
    """Whether a bill of entry may be settled, extended or closed: only once it is in IDPMS and acknowledged.

    A bill of entry from the daily download is in IDPMS; one uploaded by the bank is so with its acknowledgement.
    """
    if action_date is None:
        return conclude(REFLECTED, lacking(in_idpms=in_idpms, acknowledged=acknowledged, action_date=action_date), ())
    rule = rules.in_force("idpms.reflected_first", action_date)
    fails = _denied(
        rule, NOT_IN_IDPMS, "under no circumstances is a bill of entry processed that is not in IDPMS", in_idpms
    )
    fails += _denied(rule, NOT_ACKNOWLEDGED, "the acknowledgement of IDPMS has not come", acknowledged)
    fails += lacking(in_idpms=in_idpms, acknowledged=acknowledged)
    return conclude(REFLECTED, fails, _practice(rules, rule, action_date))


def bill_payment(rules: Rulebook, *, orm_generated: bool | None, action_date: date | None) -> Decision:
    """Whether an import bill may be settled in IDPMS: its ORM comes first, then the settlement."""
    if orm_generated is None or action_date is None:
        return conclude(BILL, lacking(orm_generated=orm_generated, action_date=action_date), ())
    rule = rules.in_force("idpms.orm_first", action_date)
    fails = _denied(rule, NO_ORM, "no ORM is generated for the payment", orm_generated)
    return conclude(BILL, fails, _practice(rules, rule, action_date))


def credit_allowed(
    rules: Rulebook, *, satisfied: bool | None, entry_updated: bool | None, action_date: date | None
) -> Decision:
    """Whether an account may be credited or debited: the AD is satisfied, the entry updated or closed with it."""
    if action_date is None:
        return conclude(CREDIT, [missing("action_date")], ())
    rule = rules.in_force("idpms.credit", action_date)
    fails = _denied(rule, AD_NOT_SATISFIED, "the AD is not satisfied", satisfied)
    fails += _denied(rule, ENTRY_NOT_UPDATED, "the entry is neither updated nor closed with it", entry_updated)
    fails += lacking(satisfied=satisfied, entry_updated=entry_updated)
    return conclude(CREDIT, fails, (rule,))


def other_ad_code(
    rules: Rulebook, *, boe_ad_code: str | None, own_ad_code: str | None, action_date: date | None
) -> Decision:
    """Whether a bill of entry carries the bank's own AD code; another's is listed apart for request or transfer.

    A code of one part is compared with the first part of a code of two.
    """
    theirs, own = (boe_ad_code or "").strip(), (own_ad_code or "").strip()
    fails = lacking(boe_ad_code=theirs or None, own_ad_code=own or None, action_date=action_date)
    if action_date is None or fails:
        return conclude(OTHER_BANK, fails, ())
    rule = rules.in_force("idpms.other_ad_code", action_date)
    if not theirs.startswith(own) and not own.startswith(theirs):
        note = "the bill of entry shows another AD code: list it apart, ask for it or have it transferred"
        fails.append(Fail(CHECK, OTHER_AD_CODE, note, rule))
    facts = (("AD code of the bill of entry", theirs), ("own", own))
    return conclude(OTHER_BANK, fails, _practice(rules, rule, action_date), facts)


def _denied(rule: Provision, finding: str, note: str, answer: bool | None) -> list[Fail]:
    return [Fail(REFUSE, finding, note, rule)] if answer is False else []


def _practice(rules: Rulebook, rule: Provision, on: date) -> tuple[Provision, ...]:
    """The rule and what keeps it: the Direction while in force, the project's convention after it."""
    return rule, rules.in_force("practice.basis", on)
