"""By when a document or declaration received must stand in IDPMS."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from xl_addin.domain.dates import add_working_days
from xl_addin.engine.decision import Decision, conclude, lacking
from xl_addin.engine.order import out_of_order
from xl_addin.rulebook import Rulebook

SUBJECT = "entry in IDPMS"


def entry_due(
    rules: Rulebook, *, received_date: date | None, action_date: date | None, holidays: Collection[date] = ()
) -> Decision:
    """Last bank working day for the entry in `value`; the day of receipt is not counted."""
    if received_date is None or action_date is None:
        return conclude(SUBJECT, lacking(received_date=received_date, action_date=action_date), ())
    if wrong := out_of_order(received_date=received_date, action_date=action_date):
        return conclude(SUBJECT, [wrong], ())
    days = rules.in_force("entry.working_days", action_date)
    due = add_working_days(received_date, days.value, holidays)
    facts = (("received", received_date), ("working days", days.value))
    return conclude(SUBJECT, (), (days,), facts, value=due)
