"""The roll-forward: opening + new + amended − cancelled − settled = closing, per side and currency, in minor units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from xl_addin.desk.month import Month, is_live
from xl_addin.ledger.state import Item

ORM, INVOICE = "ORM", "INVOICE"
_COUNTED = ("opening", "new", "amended", "cancelled", "settled", "written_off", "closed", "reversed", "closing")

Line = dict[str, object]


def movements(month: Month) -> list[Line]:
    """One line per side and currency. Counts of items: opening + new − cancelled − cleared = closing;
    `settled_count` is the items touched by a settlement in the period."""
    lines = _side(ORM, month.orms.values()) + _side(INVOICE, month.invoices.values())
    for line in lines:
        _assert_ties(line)
    return lines


def closing_totals(month: Month) -> list[Line]:
    """What this month's closing is, per side and currency: the next month's opening."""
    return [
        {name: line[name] for name in ("side", "currency", "closing_count", "closing_minor")}
        for line in movements(month)
    ]


def _side(side: str, items: Iterable[Item]) -> list[Line]:
    totals: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for item in items:
        _add(totals[item.currency], item)
    return [{"side": side, "currency": currency, **_line(totals[currency])} for currency in sorted(totals)]


def _line(sums: dict[str, int]) -> dict[str, int]:
    line = {f"{name}_{what}": sums[f"{name}_{what}"] for name in _COUNTED for what in ("count", "minor")}
    return {**line, "cleared_count": sums["cleared_count"]}


def _add(sums: dict[str, int], item: Item) -> None:
    """Adds an item's movements. An item that was open neither at the start nor anew in the period counts nowhere."""
    started = item.is_opening and item.opening_minor > 0
    if item.was_cancelled or not (started or item.is_new or item.amended_minor):
        return
    parts = {
        "opening": item.opening_minor if started else None,
        "new": item.new_minor if item.is_new else None,
        "amended": item.amended_minor or None,
        "cancelled": item.cancelled_minor if item.is_cancelled_now else None,
        "settled": item.settled_minor or None,
        "closing": item.outstanding_minor if is_live(item) and item.outstanding_minor else None,
    }
    for name, minor in parts.items():
        if minor is not None:
            sums[f"{name}_count"] += 1
            sums[f"{name}_minor"] += minor
    if not (started or item.is_new):
        sums["new_count"] += 1  # nothing was open of it any more; the amendment opened it again
    cleared = is_live(item) and not item.outstanding_minor
    sums["cleared_count"] += cleared


def _assert_ties(line: Line) -> None:
    """Conservation in whole minor units; a failure is a fault of the program, never shown as a figure."""
    number = {name: value for name, value in line.items() if isinstance(value, int)}
    came = number["opening_minor"] + number["new_minor"] + number["amended_minor"] + number["reversed_minor"]
    went = number["cancelled_minor"] + number["settled_minor"] + number["written_off_minor"] + number["closed_minor"]
    counts = number["opening_count"] + number["new_count"] - number["cancelled_count"] - number["cleared_count"]
    if came - went != number["closing_minor"] or counts != number["closing_count"]:
        raise AssertionError(f"the roll-forward of {line['side']} {line['currency']} does not tie: {line}")
