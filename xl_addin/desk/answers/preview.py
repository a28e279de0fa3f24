"""What answers would change before they are kept: the same work on a copy of the ledger that is then forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from xl_addin.desk.answers.changed import changes_between
from xl_addin.desk.month.asks import open_of
from xl_addin.desk.month.changes import Changes, which_of
from xl_addin.desk.month.changes_told import how_many, shown_lines
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.past import on_trial

Done = TypeVar("Done")
NOT_KEPT = "This is a preview: nothing was kept."


@dataclass(frozen=True, slots=True)
class Preview(Generic[Done]):
    """What was done on the copy, the decisions that would change, and the INR of what is open of their items."""

    done: Done
    changes: Changes
    inr: Decimal
    without_rate: int

    def told(self) -> Iterator[str]:
        """In words: which decisions would change and what is open of their items."""
        rows = self.changes.rows
        if not rows:
            yield "No decision would change."
        else:
            lacks = f", beside {self.without_rate:,} without a rate" if self.without_rate else ""
            yield f"Would change: {how_many(rows)}, of which INR {self.inr:,.2f} is open{lacks}."
            yield from shown_lines(rows)
        yield NOT_KEPT


def preview(
    ledger: Ledger, as_on: date, law: Law, act: Callable[[Ledger], Done], progress: Progress = silent
) -> Preview[Done]:
    """Does `act` on a copy of the ledger and compares the month before it with the month after it."""
    before = month_now(ledger, as_on, law, progress, short=True)
    with on_trial(ledger) as copy:
        done = act(copy)
        after = month_now(copy, as_on, law, progress, short=True)
    changes = changes_between(before, after)
    open_now = _open(changes, after)
    known = [value for value in open_now.values() if value is not None]
    return Preview(done, changes, sum(known, Decimal(0)), len(open_now) - len(known))


def _open(changes: Changes, after: Now) -> dict[str, Decimal | None]:
    """INR of what is open of the items whose decisions would change, each invoice and remittance once."""
    moved = {one.which.item for one in changes.rows}
    items = (item for case in after.cases if which_of(case).item in moved for item in open_of(case.item))
    return {one.key: after.settled.month.inr(one.outstanding_minor, one.currency) for one in items}
