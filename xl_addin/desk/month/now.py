"""The month as it stands now, with its suggestions and decisions, for sheets that are open: nothing is posted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from xl_addin.desk.acts.four_eyes import mark_of
from xl_addin.desk.close.view import Closing, closing_of, told_month
from xl_addin.desk.law.confirmed import confirmed_law
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.rates import with_rates_of_age
from xl_addin.desk.month.settle import Settled, propose
from xl_addin.desk.progress import Progress, silent
from xl_addin.engine.general.regime import regime_on
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.workbook.lists import Filled
from xl_addin.workbook.proof.view import RunStamp

NEVER = datetime(1970, 1, 1)  # noqa: DTZ001 - a view of now is no closing and prints no time


@dataclass(frozen=True, slots=True)
class Now:
    """The month now: what is open, what is suggested, what the rules say, and every list of the sheets."""

    settled: Settled
    cases: list[Case]
    head: str
    put_together: Callable[[], Closing]  # once, when it is first asked for: an act needs no sheets

    @property
    def closing(self) -> Closing:
        """The month as it is told."""
        return self.put_together()

    @property
    def lists(self) -> Mapping[str, Filled[Any]]:
        """Every list of the sheets with its rows, by name."""
        return self.closing.view.lists


def month_now(
    ledger: Ledger,
    as_on: date,
    law: Law,
    progress: Progress = silent,
    *,
    short: bool = False,
    named: Collection[str] = (),
) -> Now:
    """Reads, matches and decides without writing; `head` is the ledger's last action it was read at.

    `short` leaves out what was over before the month, where the last closing allows it: every sheet says the same. An
    item that is over is found by its name where it was `named` here.
    """
    with ledger.snapshot():  # the lists are of the month that was decided, whatever others write meanwhile
        settled = propose(ledger, as_on, law, progress, short=short, named=named)
        settled = replace(settled, month=with_rates_of_age(settled.month, law.policy))
        law = confirmed_law(ledger, law, settled.month.period)
        cases = decide(settled.month, law, settled.unposted, progress)
        told, previous = told_month(ledger, settled.month, law, settled, cases)
        mark = mark_of(ledger)
    regime = str(regime_on(law.rules, as_on).value)
    stamp = RunStamp("", "", settled.month.period, as_on, regime, "", NEVER, "", {}, settled.head, True, mark=mark)
    return Now(settled, cases, settled.head, cache(lambda: closing_of(told, previous, stamp)))
