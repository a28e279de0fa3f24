"""IDPMS: bars stand since the circular, and the days of an entry are counted on the bank's calendar."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.idpms.bars import BillPayment, CreditAllowed, OtherAdCode, ReflectedInIdpms
from xl_addin.engine.idpms.scope import DailyRun, EntryDue
from xl_addin.engine.law import Law
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

RULES, NONE = load(), Policy()
LAW = Law(RULES, NONE)
OLD, NEW = date(2026, 5, 1), date(2026, 11, 2)


def test_a_bar_stands_on_any_day_since_the_circular() -> None:
    for on in (date(2016, 4, 28), OLD, date(2026, 9, 30), date(2026, 10, 1), date(2027, 11, 22)):
        answer = LAW.ask(ReflectedInIdpms, in_idpms=False, acknowledged=True, action_date=on)
        assert (answer.status, answer.findings) == ("REFUSE", ("NOT_IN_IDPMS",))
    assert LAW.ask(BillPayment, orm_generated=False, action_date=NEW).findings == ("NO_ORM",)
    assert LAW.ask(CreditAllowed, satisfied=None, entry_updated=False, action_date=NEW).status == "REFUSE"
    assert LAW.ask(OtherAdCode, boe_ad_code="1", own_ad_code="2", action_date=NEW).status == "CHECK"


def test_a_missing_holiday_list_is_told_only_where_working_days_are_counted() -> None:
    def notes(on: date, policy: Policy = NONE, holidays: tuple[date, ...] = ()) -> tuple[str, ...]:
        return Law(RULES, policy).ask(EntryDue, received_date=on, action_date=on, holidays=holidays).notes

    assert len(notes(NEW)) == 1
    assert notes(OLD) == ()  # entry on the day of receipt: nothing is counted
    assert notes(NEW, Policy(holiday_list=(date(2026, 1, 26),))) == ()
    assert notes(NEW, holidays=(date(2026, 1, 26),)) == ()


def test_the_bank_calendar_counts_for_the_daily_run_too() -> None:
    friday = date(2026, 10, 9)
    works = Policy(working_saturdays=(2,), holiday_list=(date(2026, 10, 12),))
    assert Law(RULES, works).ask(DailyRun, last_run=friday, as_of=friday).value == date(2026, 10, 10)
    closed = Policy(holiday_list=(date(2026, 10, 12),))
    assert Law(RULES, closed).ask(DailyRun, last_run=friday, as_of=friday).value == date(2026, 10, 13)


def test_only_the_holidays_that_lie_on_the_way_are_named() -> None:
    thursday = date(2026, 10, 1)
    policy = Policy(holiday_list=(thursday, date(2026, 10, 2), date(2026, 10, 9)))
    answer = Law(RULES, policy).ask(EntryDue, received_date=thursday, action_date=thursday)
    assert [rule.value for rule in answer.basis if rule.parameter == "holiday_list"] == ["2026-10-02"]


def test_holidays_that_nobody_gives_are_none() -> None:
    assert LAW.ask(EntryDue, received_date=NEW, action_date=NEW, holidays=None).value == date(
        2026, 11, 7
    )  # the first Saturday is worked
    assert LAW.ask(DailyRun, last_run=NEW, as_of=NEW, holidays=None).value == date(2026, 11, 3)
