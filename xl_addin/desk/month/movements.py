"""The roll-forward: opening + new + amended − what left + reversed = closing, per side and currency, in minor units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from xl_addin.desk.month.month import Month
from xl_addin.domain.movements import Balance, Movement
from xl_addin.ledger.items import InvoiceItem, OrmItem

ORM, INVOICE = "ORM", "INVOICE"
_FIGURES = Movement._fields[2:]


def movements(month: Month) -> list[Movement]:
    """One line per side and currency. Counts of items: opening + new − cancelled − cleared = closing;
    `settled_count` is the items touched by a settlement in the period."""
    lines = _side(ORM, month.orms.values()) + _side(INVOICE, month.invoices.values())
    for line in lines:
        _assert_ties(line)
    return lines


def closing_totals(month: Month) -> list[Balance]:
    """What this month's closing is, per side and currency: the next month's opening."""
    return [Balance(m.side, m.currency, m.closing_count, m.closing_minor) for m in movements(month)]


def openings(month: Month) -> dict[tuple[str, str], tuple[int, int]]:
    """How many items were open when the month began, and how much, by side and currency."""
    found: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for side, items in ((ORM, month.orms), (INVOICE, month.invoices)):
        for item in items.values():
            if _started(item) and not item.was_cancelled:
                count, minor = found[side, item.currency]
                found[side, item.currency] = count + 1, minor + item.opening_minor
    return found


def _started(item: OrmItem | InvoiceItem) -> bool:
    """Whether something was open of it when the period began."""
    return item.is_opening and item.opening_minor > 0


def _side(side: str, items: Iterable[OrmItem | InvoiceItem]) -> list[Movement]:
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        _add(totals[item.currency], item)
    return [Movement(side, currency, *map(sums.__getitem__, _FIGURES)) for currency, sums in sorted(totals.items())]


def _add(sums: Counter[str], item: OrmItem | InvoiceItem) -> None:
    """Adds an item's movements. An item that was open neither at the start nor anew in the period counts nowhere."""
    started = _started(item)
    if item.was_cancelled or not (started or item.is_new or item.amended_minor or item.opened_again_minor):
        return
    left = item.outstanding_minor if item.is_live else None
    parts = (
        ("opening", item.opening_minor if started else None),
        ("new", item.new_minor if item.is_new else None),
        ("amended", item.amended_minor or None),
        ("cancelled", item.cancelled_minor if item.is_cancelled_now else None),
        ("settled", item.settled_minor or None),
        ("written_off", item.written_off_minor or None),
        ("closed", item.closed_minor or None),
        ("reversed", item.opened_again_minor or None),
        ("closing", left or None),
    )
    for name, minor in parts:
        if minor is not None:
            sums[f"{name}_count"] += 1
            sums[f"{name}_minor"] += minor
    if not (started or item.is_new):
        sums["new_count"] += 1  # nothing was open of it any more; an amendment or a reversal opened it again
    sums["cleared_count"] += left == 0


def _assert_ties(line: Movement) -> None:
    """Conservation in whole minor units; a failure is a fault of the program, never shown as a figure."""
    came = line.opening_minor + line.new_minor + line.amended_minor + line.reversed_minor
    went = line.cancelled_minor + line.settled_minor + line.written_off_minor + line.closed_minor
    counts = line.opening_count + line.new_count - line.cancelled_count - line.cleared_count
    if came - went != line.closing_minor or counts != line.closing_count:
        raise AssertionError(f"the roll-forward of {line.side} {line.currency} does not tie: {line}")
