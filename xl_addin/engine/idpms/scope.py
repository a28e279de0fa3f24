"""What enters IDPMS and by when: scope, deadlines, remittances from before its start, end of BEF. Rules 5.13."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from xl_addin.domain.dates import add_working_days
from xl_addin.engine.checks import one_of
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CHECK, Decision, Fail, conclude
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision
from xl_addin.rulebook.policy import Policy, policy_provision

DUE, RUN, SCOPE = "entry in IDPMS", "daily run of IDPMS", "scope of IDPMS"
LEGACY_SUBJECT, BEF = "remittance before IDPMS", "BEF statement"
ENTRY, NO_ORM = "ENTRY", "NO_ORM"
LEGACY, CURRENT = "LEGACY", "CURRENT"
STATEMENT, NO_STATEMENT = "STATEMENT", "NO_STATEMENT"
RUN_OVERDUE = "RUN_OVERDUE"
NO_LIST = "WARN: no holiday list is given: only Sundays and Saturdays were left out"


@dataclass(frozen=True, kw_only=True)
class IdpmsScope:
    """`import_type` is GOODS, SERVICES (after performance), SERVICE_ADVANCE, NON_PHYSICAL or MERCHANTING."""

    import_type: Annotated[str, one_of("idpms.entry_types")]
    action_date: date


@question(SCOPE, IdpmsScope)
def idpms_scope(law: Law, asked: IdpmsScope) -> Decision:
    """Whether the remittance for an import enters IDPMS: ENTRY, NO_ORM, or CHECK where the text leaves it open."""
    rules, on = law.rules, asked.action_date
    facts: tuple[Fact, ...] = (("import", asked.import_type),)
    entered = rules.in_force("idpms.entry_types", on)
    if asked.import_type in entered.value:
        return Decision(SCOPE, ENTRY, (entered,), (), None, None, facts)
    left_out = rules.find("idpms.no_orm_types", on)
    if left_out is not None and asked.import_type in left_out.value:
        return Decision(SCOPE, NO_ORM, (left_out, entered), (), None, None, facts)
    unclear = rules.in_force("idpms.unclear_types", on)
    note = "the text does not say whether such a remittance enters IDPMS: ask the compliance desk"
    return conclude(SCOPE, [Fail(CHECK, "", note, unclear)], (unclear, entered), facts)


@dataclass(frozen=True, kw_only=True)
class EntryDue:
    """Papers received; `holidays` of the branch come on top of the bank's own list."""

    received_date: date
    action_date: date
    holidays: Collection[date] = ()


@question(DUE, EntryDue, order=(("received_date", "action_date"),))
def entry_due(law: Law, asked: EntryDue) -> Decision:
    """Last bank working day for the entry in `value`; the day of receipt is not counted.

    What was received before the switch was due under the rules before it: that day stands in `old_value`, and the
    miss of an entry that the bank makes only now stays.
    """
    days = law.rules.in_force("entry.working_days", asked.action_date)
    due = _working_days(law.policy, asked.received_date, days, asked.holidays)
    facts = (("received", asked.received_date), ("working days", days.value))
    basis = (days, *_calendar(law.policy, asked.received_date, due))
    late = (asked.action_date - due).days
    passed = (f"WARN: {due} has passed: an entry of {asked.action_date} is {late} day(s) late",) if late > 0 else ()
    told = (*passed, *_no_list(law.policy, days, asked.holidays))
    eve = switch_eve(law.rules, asked.action_date)
    old = law.rules.in_force("entry.working_days", eve) if asked.received_date <= eve else None
    former = _working_days(law.policy, asked.received_date, old, asked.holidays) if old else None
    if former is None or former > eve:
        return conclude(DUE, (), basis, facts, value=due, notes=told)
    missed = f"the entry was due on {former} under the rules before the switch: the miss stays"
    fail = Fail(BREACH_BEFORE_SWITCH, BREACH_BEFORE_SWITCH, missed, old)
    return conclude(DUE, [fail], basis, facts, old_value=former, notes=told)._replace(value=due)


@dataclass(frozen=True, kw_only=True)
class DailyRun:
    """The last upload and download of IDPMS; `holidays` of the branch come on top of the bank's own list."""

    last_run: date
    as_of: date
    holidays: Collection[date] = ()


@question(RUN, DailyRun, order=(("last_run", "as_of"),))
def daily_run(law: Law, asked: DailyRun) -> Decision:
    """Whether upload and download of IDPMS are up to date on `as_of`; the next run is due in `value`."""
    days = law.rules.in_force("idpms.run_working_days", asked.as_of)
    due = _working_days(law.policy, asked.last_run, days, asked.holidays)
    practice = law.rules.in_force("practice.basis", asked.as_of)
    facts, basis = (
        (("last run", asked.last_run), ("due", due)),
        (days, practice, *_calendar(law.policy, asked.last_run, due)),
    )
    fails = [Fail(CHECK, RUN_OVERDUE, f"the run of {due} is overdue", days)] if asked.as_of > due else []
    found = conclude(RUN, fails, basis, facts, value=due, notes=_no_list(law.policy, days, asked.holidays))
    return found._replace(value=due)


@dataclass(frozen=True, kw_only=True)
class LegacyOrm:
    """The day of a remittance, perhaps before the start of IDPMS."""

    orm_date: date
    action_date: date


@question(LEGACY_SUBJECT, LegacyOrm, order=(("orm_date", "action_date"),))
def legacy_orm(law: Law, asked: LegacyOrm) -> Decision:
    """LEGACY where a remittance lies before the first day of IDPMS (`value`: last day of its loading), else CURRENT."""
    start = law.rules.in_force("idpms.go_live", asked.action_date)
    facts = (("remittance", asked.orm_date), ("start of IDPMS", start.value))
    if asked.orm_date >= start.value:
        return Decision(LEGACY_SUBJECT, CURRENT, (start,), (), None, None, facts)
    load_by = law.rules.in_force("idpms.legacy_load_by", asked.action_date)
    note = f"INFO: was to be loaded by {load_by.value} if still outstanding; list it while it is open"
    return Decision(LEGACY_SUBJECT, LEGACY, (start, load_by), (LEGACY,), load_by.value, None, facts, (note,))


@dataclass(frozen=True, kw_only=True)
class BefStatement:
    """A half-year by its last day."""

    half_year_end: date


@question(BEF, BefStatement)
def bef_statement(law: Law, asked: BefStatement) -> Decision:
    """Whether a BEF statement is sent for a half-year, by its last day: STATEMENT or NO_STATEMENT."""
    rule = law.rules.in_force("bef.statement", asked.half_year_end)
    facts = (("half-year to", asked.half_year_end),)
    return Decision(BEF, STATEMENT if rule.value else NO_STATEMENT, (rule,), (), None, None, facts)


def _working_days(policy: Policy, start: date, days: Provision, holidays: Collection[date]) -> date:
    return add_working_days(start, days.value, {*policy.holiday_list, *holidays}, policy.working_saturdays)


def _calendar(policy: Policy, start: date, end: date) -> tuple[Provision, ...]:
    """What of the bank's own calendar the answer rests on: its Saturdays, and the holidays that lie on the way."""
    told = []
    if policy.working_saturdays:
        saturdays = ", ".join(str(nth) for nth in policy.working_saturdays)
        told.append(replace(policy_provision(policy, "working_saturdays"), value=saturdays))
    if met := [str(day) for day in sorted(policy.holiday_list) if start < day <= end]:
        told.append(replace(policy_provision(policy, "holiday_list"), value=", ".join(met)))
    return tuple(told)


def _no_list(policy: Policy, days: Provision, holidays: Collection[date]) -> tuple[str, ...]:
    return () if policy.holiday_list or holidays or not days.value else (NO_LIST,)
