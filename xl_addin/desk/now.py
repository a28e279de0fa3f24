"""The month as it stands now, with its suggestions and decisions, for sheets that are open: nothing is posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from xl_addin.desk.case import Case
from xl_addin.desk.closing_view import Closing, build_closing
from xl_addin.desk.decide import decide
from xl_addin.desk.progress import Progress, silent
from xl_addin.desk.settle import Settled, propose
from xl_addin.engine.general.regime import regime_on
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, chain
from xl_addin.workbook.closing.frames import complete, table_frames
from xl_addin.workbook.closing.sheets import SHEETS
from xl_addin.workbook.closing.view import RunStamp

NEVER = datetime(1970, 1, 1)  # noqa: DTZ001 - a view of now is no closing and prints no time


@dataclass(frozen=True, slots=True)
class Now:
    """The month now: what is open, what is suggested, what the rules say, and every table of the sheets by name."""

    settled: Settled
    cases: list[Case]
    closing: Closing
    frames: dict[str, pd.DataFrame]
    head: str


def month_now(ledger: Ledger, as_on: date, law: Law, progress: Progress = silent) -> Now:
    """Reads, matches and decides without writing; `head` is the ledger's last action it was read at."""
    with ledger.read() as connection:
        head = chain.head(connection)
    settled = propose(ledger, as_on, progress)
    cases = decide(settled.month, law, settled.suggestions, progress)
    stamp = RunStamp(
        "", "", settled.month.period, as_on, str(regime_on(law.rules, as_on).value), "", NEVER, "", {}, head, True
    )
    closing = build_closing(ledger, settled.month, law, settled, cases, stamp)
    known = {table.name: table for sheet in SHEETS for table in sheet.tables}
    frames = {name: complete(known[name], frame) for name, frame in table_frames(closing.view).items()}
    return Now(settled, cases, closing, frames, head)
