"""What enters IDPMS and by when: scope, deadlines, remittances from before its start, end of BEF. Rules 5.13."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from xl_addin.domain.dates import add_working_days
from xl_addin.engine.rule import CHECK, Decision, Fail, conclude, lacking, missing, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

DUE, RUN, SCOPE = "entry in IDPMS", "daily run of IDPMS", "scope of IDPMS"
LEGACY_SUBJECT, BEF = "remittance before IDPMS", "BEF statement"
ENTRY, NO_ORM = "ENTRY", "NO_ORM"
LEGACY, CURRENT = "LEGACY", "CURRENT"
STATEMENT, NO_STATEMENT = "STATEMENT", "NO_STATEMENT"
RUN_OVERDUE = "RUN_OVERDUE"
NO_LIST = "WARN: no holiday list is given: only Sundays and Saturdays were left out"


def idpms_scope(rules: Rulebook, *, import_type: str | None, action_date: date | None) -> Decision:
    """Whether the remittance for an import enters IDPMS: ENTRY, NO_ORM, or CHECK where the text leaves it open.

    `import_type` is GOODS, SERVICES (after performance), SERVICE_ADVANCE, NON_PHYSICAL or MERCHANTING.
    """
    words = rules.known["idpms.entry_types"].choices
    fails = lacking(import_type=import_type or None, action_date=action_date)
    if import_type and import_type not in words:
        fails.append(Fail(CHECK, "", f"import_type {import_type!r} is not one of {', '.join(words)}"))
    if action_date is None or fails:
        return conclude(SCOPE, fails, ())
    facts: tuple[Fact, ...] = (("import", import_type),)
    entered = rules.in_force("idpms.entry_types", action_date)
    if import_type in entered.value:
        return Decision(SCOPE, ENTRY, (entered,), (), None, None, facts)
    left_out = rules.find("idpms.no_orm_types", action_date)
    if left_out is not None and import_type in left_out.value:
        return Decision(SCOPE, NO_ORM, (left_out, entered), (), None, None, facts)
    unclear = rules.in_force("idpms.unclear_types", action_date)
    note = "the text does not say whether such a remittance enters IDPMS: ask the compliance desk"
    return conclude(SCOPE, [Fail(CHECK, "", note, unclear)], (unclear, entered), facts)


def entry_due(
    rules: Rulebook,
    policy: Policy,
    *,
    received_date: date | None,
    action_date: date | None,
    holidays: Collection[date] = (),
) -> Decision:
    """Last bank working day for the entry in `value`; the day of receipt is not counted.

    `holidays` of the branch come on top of the bank's own list.
    """
    if received_date is None or action_date is None:
        return conclude(DUE, lacking(received_date=received_date, action_date=action_date), ())
    if wrong := out_of_order(received_date=received_date, action_date=action_date):
        return conclude(DUE, [wrong], ())
    days = rules.in_force("entry.working_days", action_date)
    due = _working_days(policy, received_date, days, holidays)
    facts = (("received", received_date), ("working days", days.value))
    basis = (days, *_calendar(policy, received_date, due))
    return conclude(DUE, (), basis, facts, value=due, notes=_no_list(policy, days, holidays))


def daily_run(
    rules: Rulebook,
    policy: Policy,
    *,
    last_run: date | None,
    as_of: date | None,
    holidays: Collection[date] = (),
) -> Decision:
    """Whether upload and download of IDPMS are up to date on `as_of`; the next run is due in `value`."""
    if last_run is None or as_of is None:
        return conclude(RUN, lacking(last_run=last_run, as_of=as_of), ())
    if wrong := out_of_order(last_run=last_run, as_of=as_of):
        return conclude(RUN, [wrong], ())
    days, practice = rules.in_force("idpms.run_working_days", as_of), rules.in_force("practice.basis", as_of)
    due = _working_days(policy, last_run, days, holidays)
    facts, basis = (("last run", last_run), ("due", due)), (days, practice, *_calendar(policy, last_run, due))
    fails = [Fail(CHECK, RUN_OVERDUE, f"the run of {due} is overdue", days)] if as_of > due else []
    return conclude(RUN, fails, basis, facts, value=due, notes=_no_list(policy, days, holidays))


def legacy_orm(rules: Rulebook, *, orm_date: date | None, action_date: date | None) -> Decision:
    """LEGACY where a remittance lies before the first day of IDPMS (`value`: last day of its loading), else CURRENT."""
    if orm_date is None or action_date is None:
        return conclude(LEGACY_SUBJECT, lacking(orm_date=orm_date, action_date=action_date), ())
    if wrong := out_of_order(orm_date=orm_date, action_date=action_date):
        return conclude(LEGACY_SUBJECT, [wrong], ())
    start = rules.in_force("idpms.go_live", action_date)
    facts = (("remittance", orm_date), ("start of IDPMS", start.value))
    if orm_date >= start.value:
        return Decision(LEGACY_SUBJECT, CURRENT, (start,), (), None, None, facts)
    load_by = rules.in_force("idpms.legacy_load_by", action_date)
    note = f"INFO: was to be loaded by {load_by.value} if still outstanding; list it while it is open"
    return Decision(LEGACY_SUBJECT, LEGACY, (start, load_by), (LEGACY,), load_by.value, None, facts, (note,))


def bef_statement(rules: Rulebook, *, half_year_end: date | None) -> Decision:
    """Whether a BEF statement is sent for a half-year, by its last day: STATEMENT or NO_STATEMENT."""
    if half_year_end is None:
        return conclude(BEF, [missing("half_year_end")], ())
    rule = rules.in_force("bef.statement", half_year_end)
    facts = (("half-year to", half_year_end),)
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
