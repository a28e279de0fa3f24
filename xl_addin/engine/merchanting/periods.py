"""The periods of a merchanting deal: outlay, whole deal, and the gap between its remittances. Rules 5.11."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from xl_addin.domain.dates import add_months
from xl_addin.engine.rule import CHECK, OK, Decision, Fail, conclude, lacking, missing, out_of_order, unique
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

SUBJECT, LAST_DAY = "merchanting deal", "last day of a merchanting deal"
OUTLAY, OVERALL = "OUTLAY", "OVERALL"
BREACH = "BREACH_BEFORE_SWITCH"
OVER = {OUTLAY: "OUTLAY_EXCEEDED", OVERALL: "OVERALL_EXCEEDED"}
NO_LIMIT = "INFO: the law of that day has no limit for the deal as a whole; the gap between its remittances stays"
ASKED_APART = "INFO: the other period and the conditions of the deal are asked apart"
NOT_EXTENDABLE = "extended_until is given, but the law of that day leaves no extension to the AD"
NOT_LATER = "the extension date does not lie after the date it extends"


class Limit(NamedTuple):
    """The period of one limb by the law of one day: its last day is in time; None where the law has no period."""

    seen_on: date
    last_day: date | None
    months: Provision | None
    method: Provision

    @property
    def key(self) -> tuple[object, ...]:
        """What must differ for the law to have changed."""
        return (self.method.value, self.months and self.months.value)

    @property
    def basis(self) -> tuple[Provision, ...]:
        """The provisions that fix it."""
        return unique((self.months, self.method))


class Deal(NamedTuple):
    """The dates of one deal, in the order of time, and the limb asked about."""

    start: date
    end: date | None
    action: date
    limb: str


def merchanting(
    rules: Rulebook,
    *,
    first_leg: date | None,
    second_leg: date | None,
    action_date: date | None,
    limb: str | None = OUTLAY,
    extended_until: date | None = None,
) -> Decision:
    """Whether a merchanting deal keeps the period of `limb` (OUTLAY or OVERALL); its last day in `value`.

    Where the law changed during the deal, the last day by the law of the first leg stands in `old_value`.
    """
    limb = limb or OUTLAY
    fails = _unfit(rules, first_leg, second_leg, action_date, limb)
    if fails or first_leg is None or action_date is None:
        return conclude(SUBJECT, fails, ())
    legs = sorted(day for day in (first_leg, second_leg) if day)
    return _decide(rules, Deal(legs[0], legs[1] if second_leg else None, action_date, limb), extended_until)


def merchanting_last_day(
    rules: Rulebook, *, first_leg: date | None, action_date: date | None, limb: str | None = OUTLAY
) -> Decision:
    """Last day for the second leg of a merchanting deal in `value`; None where the law of that day has no limit."""
    limb = limb or OUTLAY
    fails = _unfit(rules, first_leg, None, action_date, limb)
    if fails or first_leg is None or action_date is None:
        return conclude(LAST_DAY, fails, ())
    limits = limits_of(rules, first_leg, action_date, limb)
    now, old = limits[-1], _old(limits)
    facts = (("first leg", first_leg), ("limb", limb))
    basis = unique((*now.basis, *(old.basis if old else ())))
    return conclude(
        LAST_DAY, (), basis, facts, value=now.last_day, old_value=old and old.last_day, notes=_changes(limits)
    )


def limits_of(rules: Rulebook, start: date, until: date, limb: str) -> list[Limit]:
    """Every different limit that governed a deal from its start to the day `until`, oldest first."""
    first = max(start, rules.earliest)
    changes = {
        provision.effective_from
        for name in {"merchanting.method", *(one for limbs in METHODS.values() for one in limbs.values() if one)}
        for provision in rules.history(name)
        if first < provision.effective_from <= until
    }
    found: list[Limit] = []
    for day in sorted({first, *changes}):
        limit = _limit(rules, start, day, limb)
        if found and found[-1].key == limit.key:
            limit = limit._replace(seen_on=found.pop().seen_on)  # the same period by a later instrument
        found.append(limit)
    return found


def _limit(rules: Rulebook, start: date, on: date, limb: str) -> Limit:
    method = rules.in_force("merchanting.method", on)
    name = METHODS[method.value][limb]
    if name is None:
        return Limit(on, None, None, method)
    months = rules.in_force(name, on)
    return Limit(on, add_months(start, months.value), months, method)


def _decide(rules: Rulebook, deal: Deal, extended_until: date | None) -> Decision:
    limits = limits_of(rules, deal.start, deal.action, deal.limb)
    now, old, missed = limits[-1], _old(limits), _missed(limits, deal.end)
    may_extend = rules.find("merchanting.ad_may_extend", deal.action) if extended_until else None
    faults = _extension_faults(now, extended_until, may_extend)
    last_day = extended_until if extended_until and now.last_day and not faults else now.last_day
    late = _late(rules, deal, now, last_day)
    fails = [*faults, *late, *([] if deal.end else [missing("second_leg")])]
    outside = rules.in_force("merchanting.outside", deal.action) if late else None
    basis = unique((*now.basis, may_extend, outside, *(old.basis if old else ())))
    notes = (*(_breach(*pair) for pair in missed), *_changes(limits), ASKED_APART)
    answer = conclude(SUBJECT, fails, basis, _facts(deal, now), old_value=old and old.last_day, notes=notes)
    broken = any(one.method.value != now.method.value for one, _ in missed)
    findings = (*answer.findings, *((BREACH,) if broken else ()))
    return answer._replace(findings=findings, value=last_day if answer.status in (OK, CHECK) else None)


def _late(rules: Rulebook, deal: Deal, now: Limit, last_day: date | None) -> list[Fail]:
    """The second leg, or the day of the act where there is none yet, lies after the last day."""
    if last_day is None or (deal.end or deal.action) <= last_day:
        return []
    status = rules.in_force("merchanting.outside", deal.action).value
    told = "the second leg came" if deal.end else "no second leg has come, and the bank acts"
    return [Fail(status, OVER[deal.limb], f"{told} after the last day {last_day}", now.months)]


def _extension_faults(now: Limit, until: date | None, rule: Provision | None) -> list[Fail]:
    if until is None:
        return []
    if rule is None:
        return [Fail(CHECK, "", NOT_EXTENDABLE, now.method)]
    return [Fail(CHECK, "", NOT_LATER, rule)] if now.last_day and until <= now.last_day else []


def _unfit(
    rules: Rulebook, first_leg: date | None, second_leg: date | None, action_date: date | None, limb: str
) -> list[Fail]:
    """Missing facts, a limb that is none, or dates that cannot follow each other."""
    if limb not in OVER:
        return [Fail(CHECK, "", f"limb {limb!r} is not one of {', '.join(OVER)}")]
    if first_leg is None or action_date is None:
        return lacking(first_leg=first_leg, action_date=action_date)
    checked = [out_of_order(first_leg=first_leg, action_date=action_date)]
    if second_leg is not None:
        checked.append(out_of_order(second_leg=second_leg, action_date=action_date))
        if rules.in_force("merchanting.method", action_date).value not in EITHER_ORDER:
            checked.append(out_of_order(first_leg=first_leg, second_leg=second_leg))
    return [fail for fail in checked if fail]


def _old(limits: list[Limit]) -> Limit | None:
    """The limit by the law of the first leg, where another one governs now."""
    return limits[0] if len(limits) > 1 else None


def _changes(limits: list[Limit]) -> tuple[str, ...]:
    """Every limit of a deal that lies in more than one of them, and what there is no limit for."""
    none = (NO_LIMIT,) if limits[-1].last_day is None else ()
    if len(limits) == 1:
        return none
    return (*(f"INFO: by the law of {one.seen_on}: {_period(one)}" for one in limits), *none)


def _period(limit: Limit) -> str:
    return f"{limit.months.value} months, last day {limit.last_day}" if limit.months else "no limit"


def _missed(limits: list[Limit], end: date | None) -> list[tuple[Limit, Limit]]:
    """The limits that had passed while they were in force, each with the one that followed it."""
    return [
        (one, after)
        for one, after in pairwise(limits)
        if one.last_day and one.last_day < after.seen_on and (end is None or end > one.last_day)
    ]


def _breach(one: Limit, after: Limit) -> str:
    eve = after.seen_on - timedelta(days=1)
    return f"WARN: the last day {one.last_day} had passed by {eve}: the contravention stays"


def _facts(deal: Deal, now: Limit) -> tuple[Fact, ...]:
    return (
        ("first leg", deal.start),
        ("second leg", deal.end),
        ("action", deal.action),
        ("limb", deal.limb),
        ("limit {} months", now.months.value if now.months else None),
    )


# method -> the parameter that counts the months of each limb
METHODS: dict[str, dict[str, str | None]] = {
    "outlay_and_overall": {OUTLAY: "merchanting.outlay_months", OVERALL: "merchanting.overall_months"},
    "gap_either_order": {OUTLAY: "merchanting.gap_months", OVERALL: None},
}
EITHER_ORDER = ("gap_either_order",)
