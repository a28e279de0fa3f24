"""Whether an importer-exporter code is likely to be active, by its yearly update. A warning, never a bar."""

from __future__ import annotations

from datetime import date

from xl_addin.domain.dates import month_end
from xl_addin.engine.rule import Decision, conclude, lacking, out_of_order
from xl_addin.rulebook import Rulebook

SUBJECT, ACTIVE = "IEC status", "ACTIVE"
CHECK_DGFT = "WARN: no update in the yearly window; a later update may have revived the code, check DGFT"
NOT_LINKED = "WARN: not linked with DGFT; incomplete data lead to deactivation"


def iec_status(
    rules: Rulebook,
    *,
    last_update: date | None,
    as_of: date | None,
    linked: bool | None = None,
    last_checked: date | None = None,
) -> Decision:
    """ACTIVE where updated in the latest window (until it closes, in last year's too), else the status of law.

    `linked` and `last_checked` say whether the code is linked with DGFT and when the desk last looked: told, no bar.
    """
    if last_update is None or as_of is None:
        return conclude(SUBJECT, lacking(last_update=last_update, as_of=as_of), ())
    if wrong := out_of_order(last_update=last_update, as_of=as_of):
        return conclude(SUBJECT, [wrong], ())
    first = rules.in_force("iec.update_first_month", as_of)
    last = rules.in_force("iec.update_last_month", as_of)
    otherwise = rules.in_force("iec.not_updated", as_of)
    year = as_of.year if as_of.month >= first.value else as_of.year - 1
    still_open = as_of <= _closes(year, last.value)
    counted = [year, year - 1] if still_open else [year]
    updated = any(date(y, first.value, 1) <= last_update <= _closes(y, last.value) for y in counted)
    facts = (("last update", last_update), ("as of", as_of), ("linked", linked), ("last checked", last_checked))
    status = ACTIVE if updated else str(otherwise.value)
    findings = () if updated else (status,)
    notes = (*(() if updated else (CHECK_DGFT,)), *((NOT_LINKED,) if linked is False else ()))
    return Decision(SUBJECT, status, (last, first, otherwise), findings, None, None, facts, notes)


def _closes(year: int, month: int) -> date:
    return month_end(date(year, month, 1))
