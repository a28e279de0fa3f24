"""Whether an importer-exporter code is likely to be active, by its yearly update. A warning, never a bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xl_addin.domain.dates import month_end
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import Decision
from xl_addin.engine.sentence import Fact

SUBJECT, ACTIVE = "IEC status", "ACTIVE"
CHECK_DGFT = (
    "WARN: no update since the yearly window began; one that the desk has not seen may have revived it, check DGFT"
)
NOT_LINKED = "WARN: not linked with DGFT; incomplete data lead to deactivation"


@dataclass(frozen=True, kw_only=True)
class IecStatus:
    """What the desk knows of an importer-exporter code.

    `linked` and `last_checked` say whether the code is linked with DGFT and when the desk last looked: told, no bar.
    """

    last_update: date
    as_of: date
    linked: bool | None = None
    last_checked: date | None = None


@question(SUBJECT, IecStatus, order=(("last_update", "as_of"),))
def iec_status(law: Law, asked: IecStatus) -> Decision:
    """ACTIVE where updated since this year's window began (until it closes, in last year too), else as the law says."""
    named = ("iec.update_first_month", "iec.update_last_month", "iec.not_updated")
    first, last, otherwise = (law.rules.in_force(name, asked.as_of) for name in named)
    updated = _updated(asked, first.value, last.value)
    status = ACTIVE if updated else str(otherwise.value)
    findings = () if updated else (status,)
    notes = (*(() if updated else (CHECK_DGFT,)), *((NOT_LINKED,) if asked.linked is False else ()))
    return Decision(SUBJECT, status, (last, first, otherwise), findings, None, None, _facts(asked), notes)


def _updated(asked: IecStatus, first: int, last: int) -> bool:
    """Whether the update is of this financial year, window or later, or, while the window is open, of the one before.

    An update after the window revives the code from that day on.
    """
    year = asked.as_of.year if asked.as_of.month >= first else asked.as_of.year - 1
    is_open = asked.as_of <= month_end(date(year, last, 1))
    return asked.last_update >= date(year - is_open, first, 1)


def _facts(asked: IecStatus) -> tuple[Fact, ...]:
    return (
        ("last update", asked.last_update),
        ("as of", asked.as_of),
        ("linked", asked.linked),
        ("last checked", asked.last_checked),
    )
