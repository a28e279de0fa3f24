"""The run sheet: the last day on which IDPMS was downloaded and uploaded, by kind of file; whether that is daily."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.sources import stamp_of
from xl_addin.desk.month.month import Month
from xl_addin.domain.findings import Finding, finding
from xl_addin.engine.idpms.scope import RUN_OVERDUE, DailyRun
from xl_addin.engine.law import Law
from xl_addin.engine.rule import Decision
from xl_addin.ledger.state import FileDay

TRANSFERS = {
    SourceKind.BOE_MASTER: "Download of bills of entry",
    SourceKind.ORM_MESSAGE: "Upload of remittances",
    SourceKind.MANUAL_BOE: "Upload of manual bills of entry",
    SourceKind.MANUAL_ACK: "Acknowledgements of manual bills of entry",
}


class Run(NamedTuple):
    """A transfer with its last day; no answer where nothing is known that was to be transferred since."""

    kind: SourceKind
    last: date | None
    found: Decision | None

    @property
    def words(self) -> str:
        """What is transferred."""
        return TRANSFERS[self.kind]


def last_days(files: Iterable[FileDay]) -> dict[str, date]:
    """The last day of each kind of file: of the stamp in a message's name, else of the act that took it in."""
    found: dict[str, date] = {}
    for one in files:
        stamp = stamp_of(one.file)
        day = min(date.fromisoformat(stamp[:10]), one.as_on) if stamp else one.as_on
        found[one.kind] = max(found.get(one.kind, day), day)
    return found


def runs_of(month: Month, law: Law, last: Mapping[str, date]) -> Iterator[Run]:
    """Transfers that the month has anything of, in the order in which a day does them."""
    for kind in TRANSFERS:
        day = last.get(kind)
        if _waits(month, kind, day):
            yield Run(kind, day, law.ask(DailyRun, last_run=day, as_of=month.as_on))
        elif day is not None:
            yield Run(kind, day, None)


def _waits(month: Month, kind: SourceKind, last: date | None) -> bool:
    """A download is due each day; an upload where a remittance was paid after the last one."""
    if kind is SourceKind.BOE_MASTER:
        return last is not None or bool(month.invoices)
    paid = (item.record.payment_date for item in month.orms.values() if item.is_live and item.is_new)
    return kind is SourceKind.ORM_MESSAGE and any(last is None or on > last for on in paid)


def overdue_findings(runs: Iterable[Run]) -> list[Finding]:
    """Transfers that are behind, or of which no file is known."""
    return [
        finding(RUN_OVERDUE, "IDPMS", f"{run.words}: {_last(run)}", due=_due(run))
        for run in runs
        if run.found is not None and not run.found.ok
    ]


def _last(run: Run) -> str:
    return f"last on {run.last:%d-%b-%Y}" if run.last else "no file of it was taken in"


def _due(run: Run) -> str:
    due = run.found.value if run.found else None
    return f"the next by {due:%d-%b-%Y}" if isinstance(due, date) else "one on every working day"
