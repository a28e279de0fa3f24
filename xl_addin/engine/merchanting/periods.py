"""The periods of a merchanting deal: outlay, whole deal, and the gap between its remittances. Rules 5.11."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, NamedTuple

from xl_addin.domain.dates import add_months
from xl_addin.engine.checks import among
from xl_addin.engine.law import Law, chosen, question
from xl_addin.engine.rule import CHECK, OK, Decision, Fail, conclude, missing, out_of_order, unique
from xl_addin.engine.sentence import Fact
from xl_addin.engine.unbound import NO_END, flagged
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


@dataclass(frozen=True, kw_only=True)
class Merchanting:
    """A merchanting deal by the days of its legs, and the limb of it that is asked about."""

    first_leg: date
    second_leg: date | None
    action_date: date
    limb: Annotated[str, among(*OVER)] = OUTLAY
    extended_until: date | None = None

    @property
    def start(self) -> date:
        """The leg that came first in time."""
        return min(self.first_leg, self.second_leg or self.first_leg)

    @property
    def end(self) -> date | None:
        """The leg that came last in time; None where there is one leg only."""
        return max(self.first_leg, self.second_leg) if self.second_leg else None


@dataclass(frozen=True, kw_only=True)
class MerchantingLastDay:
    """A merchanting deal of which the first leg is known, and the limb that is asked about."""

    first_leg: date
    action_date: date
    limb: Annotated[str, among(*OVER)] = OUTLAY


@question(SUBJECT, Merchanting)
def merchanting(law: Law, asked: Merchanting) -> Decision:
    """Whether a merchanting deal keeps the period of `limb` (OUTLAY or OVERALL); its last day in `value`.

    Where the law changed during the deal, the last day by the law of the first leg stands in `old_value`.
    """
    wrong = _out_of_order(law.rules, asked)
    return conclude(SUBJECT, wrong, ()) if wrong else _decide(law.rules, asked)


@question(LAST_DAY, MerchantingLastDay, order=(("first_leg", "action_date"),))
def merchanting_last_day(law: Law, asked: MerchantingLastDay) -> Decision:
    """Last day for the second leg of a merchanting deal in `value`; None where the law of that day has no limit."""
    limits = limits_of(law.rules, asked.first_leg, asked.action_date, asked.limb)
    now, old = limits[-1], _old(limits)
    facts = (("first leg", asked.first_leg), ("limb", asked.limb))
    basis = unique((*now.basis, *(old.basis if old else ())))
    return conclude(
        LAST_DAY, (), basis, facts, value=now.last_day, old_value=old and old.last_day, notes=_changes(limits)
    )


def _out_of_order(rules: Rulebook, asked: Merchanting) -> list[Fail]:
    """Dates that cannot follow each other; whether the legs may change places depends on the method of the day."""
    checked = [out_of_order(first_leg=asked.first_leg, action_date=asked.action_date)]
    if asked.second_leg is not None:
        checked.append(out_of_order(second_leg=asked.second_leg, action_date=asked.action_date))
        if rules.in_force("merchanting.method", asked.action_date).value not in EITHER_ORDER:
            checked.append(out_of_order(first_leg=asked.first_leg, second_leg=asked.second_leg))
    return [fail for fail in checked if fail]


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
    name = chosen(method, METHODS)[limb]
    if name is None:
        return Limit(on, None, None, method)
    months = rules.in_force(name, on)
    return Limit(on, add_months(start, months.value), months, method)


def _decide(rules: Rulebook, asked: Merchanting) -> Decision:
    until = asked.extended_until
    limits = limits_of(rules, asked.start, asked.action_date, asked.limb)
    now, old, missed = limits[-1], _old(limits), _missed(limits, asked.end)
    may_extend = rules.find("merchanting.ad_may_extend", asked.action_date) if until else None
    faults = _extension_faults(now, until, may_extend)
    last_day = until if until and now.last_day and not faults else now.last_day
    late = _late(rules, asked, now, last_day)
    fails = [*faults, *late, *([] if asked.end else [missing("second_leg")])]
    outside = rules.in_force("merchanting.outside", asked.action_date) if late else None
    basis = unique((*now.basis, may_extend, outside, *(old.basis if old else ())))
    open_end = (NO_END,) if until and may_extend and not faults else ()
    notes = (*(_breach(*pair) for pair in missed), *_changes(limits), *open_end, ASKED_APART)
    answer = conclude(SUBJECT, fails, basis, _facts(asked, now), old_value=old and old.last_day, notes=notes)
    broken = any(one.method.value != now.method.value for one, _ in missed)
    findings = (*answer.findings, *((BREACH,) if broken else ()))
    answer = answer._replace(findings=findings, value=last_day if answer.status in (OK, CHECK) else None)
    return flagged(answer) if open_end else answer


def _late(rules: Rulebook, asked: Merchanting, now: Limit, last_day: date | None) -> list[Fail]:
    """The second leg, or the day of the act where there is none yet, lies after the last day."""
    if last_day is None or (asked.end or asked.action_date) <= last_day:
        return []
    status = rules.in_force("merchanting.outside", asked.action_date).value
    told = "the second leg came" if asked.end else "no second leg has come, and the bank acts"
    return [Fail(status, OVER[asked.limb], f"{told} after the last day {last_day}", now.months)]


def _extension_faults(now: Limit, until: date | None, rule: Provision | None) -> list[Fail]:
    if until is None:
        return []
    if rule is None:
        return [Fail(CHECK, "", NOT_EXTENDABLE, now.method)]
    return [Fail(CHECK, "", NOT_LATER, rule)] if now.last_day and until <= now.last_day else []


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


def _facts(asked: Merchanting, now: Limit) -> tuple[Fact, ...]:
    return (
        ("first leg", asked.start),
        ("second leg", asked.end),
        ("action", asked.action_date),
        ("limb", asked.limb),
        ("limit {} months", now.months.value if now.months else None),
    )


# method -> the parameter that counts the months of each limb
METHODS: dict[str, dict[str, str | None]] = {
    "outlay_and_overall": {OUTLAY: "merchanting.outlay_months", OVERALL: "merchanting.overall_months"},
    "gap_either_order": {OUTLAY: "merchanting.gap_months", OVERALL: None},
}
EITHER_ORDER = ("gap_either_order",)
