"""Who may approve what: another person than the maker, within what the bank's policy gives to his role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, ESCALATE, OK, REFER_RBI, REFUSE, Decision, Fail, conclude
from xl_addin.rulebook import Provision
from xl_addin.rulebook.policy import POLICY_MARK
from xl_addin.rulebook.powers import FLAGS, Person, Power

POWERS = "approval"
SIGN_OFF, REOPEN_MONTH, LET_GO = "SIGN_OFF", "REOPEN_MONTH", "LET_GO"
BY_LETTER = (REFER_RBI, ESCALATE)  # what a letter of RBI can allow: nothing that is missing, nothing forbidden
FLAGGED = {
    **{SIGN_OFF: "sign", REOPEN_MONTH: "reopen_month", "CONFIRM_RULE": "confirm_rules", "WITHDRAW": "withdraw"},
    **dict.fromkeys(("REPORT_ORM", "UPLOAD_BOE", "ASK_BOE", "CUT_OVER"), "messages"),
    LET_GO: "release",
}  # acts without an amount, by the flag that gives the power


@dataclass(frozen=True, kw_only=True)
class Approval:
    """A proposal that somebody would approve: the act's word, both people, its INR, the status of its decision."""

    act: str
    maker: str
    checker: str
    action_date: date
    amount_inr: Decimal | None
    status: str
    lacks_satisfaction: bool = False  # it is all that the decision lacks
    by_letter: bool = False  # RBI has approved it, with the number and date of its letter
    branch: str = ""
    owner: str | None = None  # of the importer; None where the act is of no importer


def may_approve(law: Law, asked: Approval) -> Decision:
    """OK with the row of the bank's policy that covers it; CHECK or REFUSE with all that bars it."""
    powers = law.policy.powers
    person = powers.person(asked.checker)
    power = powers.power(person.role) if person else None
    fails = [*_person(asked, person, power, bool(powers.people)), *_status(asked, power), *_limit(asked, power)]
    facts = (("act", asked.act), ("maker", asked.maker), ("checker", asked.checker), ("INR", asked.amount_inr))
    return conclude(POWERS, fails, (_row(power),) if power else (), facts)


def may_decline(law: Law, asked: Approval) -> Decision:
    """Whether a person may return or refuse: one with power over the act, whatever its INR, and never the maker."""
    powers = law.policy.powers
    person = powers.person(asked.checker)
    power = powers.power(person.role) if person else None
    over = [_no_power(power)] if power and not _has_power(power, asked.act) else []
    facts = (("act", asked.act), ("maker", asked.maker), ("checker", asked.checker))
    fails = [*_person(asked, person, power, bool(powers.people)), *over]
    return conclude(POWERS, fails, (_row(power),) if power else (), facts)


def may_propose(law: Law, maker: str, on: date, branch: str = "", owner: str | None = None) -> tuple[Fail, ...]:
    """What bars a person from proposing: nothing where the policy names nobody."""
    powers = law.policy.powers
    if not powers.people:
        return ()
    person = powers.person(maker)
    return (_not_named(maker),) if person is None else (*_of_role(person, on, branch, owner),)


def _row(power: Power) -> Provision:
    """The role's row, as basis of an approval."""
    given = [f"{act} {limit:f}" for act, limit in power.limits]
    told = ", ".join((*given, *(flag for flag in FLAGS if getattr(power, flag))))
    return Provision(f"powers.{power.role}", told, date.min, None, "bank policy", f"powers.{power.role}", POLICY_MARK)


def _person(asked: Approval, person: Person | None, power: Power | None, named: bool) -> Iterator[Fail]:
    if asked.maker.casefold() == asked.checker.casefold():
        yield Fail(REFUSE, "MAKER_IS_CHECKER", f"{asked.checker} proposed it: another person approves")
    if not named:
        yield Fail(CHECK, "NO_POWERS_SET", "the bank's policy names nobody who may approve ([people], [powers])")
    elif person is None:
        yield _not_named(asked.checker)
    else:
        yield from _of_role(person, asked.action_date, asked.branch, asked.owner)
        if power is None:
            yield Fail(REFUSE, "OVER_POWER", f"the role {person.role} of {person.name} approves nothing")


def _of_role(person: Person, on: date, branch: str, owner: str | None) -> Iterator[Fail]:
    if person.until is not None and on > person.until:
        yield Fail(REFUSE, "ROLE_ENDED", f"the role of {person.name} ended on {person.until:%d-%b-%Y}")
    if person.branches and branch and branch not in person.branches:
        yield Fail(
            REFUSE, "OTHER_BRANCH", f"{person.name} acts for AD {', '.join(person.branches)}, this is of {branch}"
        )
    if owner is not None and not person.acts_for(owner):
        told = f"this is of {owner}" if owner.strip() else "and the owner of this importer is not given"
        yield Fail(REFUSE, "OTHER_OWNER", f"{person.name} acts for {', '.join(person.owners)}, {told}")


def _not_named(name: str) -> Fail:
    return Fail(REFUSE, "NOT_NAMED", f"the bank's policy does not name {name} among its people")


def _status(asked: Approval, power: Power | None) -> Iterator[Fail]:
    """What may be posted: an OK by anybody with power, a bound of the bank's own by a role that may go over it, what
    RBI has approved by letter."""
    if asked.status == OK:
        return
    if asked.status == ESCALATE and power and power.escalated:
        return
    if asked.by_letter and asked.status in BY_LETTER:
        return
    if asked.lacks_satisfaction and power and power.satisfaction:
        return
    yield Fail(REFUSE, "NOT_POSTABLE", f"the decision is {asked.status}, which this role does not approve")


def _limit(asked: Approval, power: Power | None) -> Iterator[Fail]:
    if power is None:
        return
    if not _has_power(power, asked.act):
        yield _no_power(power)
    if (limit := power.limit(asked.act)) is None:
        return
    if asked.amount_inr is None:
        yield Fail(CHECK, "OVER_POWER", "its INR is not known: no rate", _row(power))
    elif asked.amount_inr > limit:
        yield Fail(REFUSE, "OVER_POWER", f"INR {asked.amount_inr:,.2f} is over the role's {limit:,.2f}", _row(power))


def _has_power(power: Power, act: str) -> bool:
    """Whether a role has power over an act, up to some amount or, where the act has none, by its flag."""
    return bool(getattr(power, FLAGGED[act])) if act in FLAGGED else power.limit(act) is not None


def _no_power(power: Power) -> Fail:
    return Fail(REFUSE, "OVER_POWER", f"the role {power.role} has no power over this act", _row(power))
