"""What changed, in words for a screen: how many decisions, from what to what, and the first of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from xl_addin.desk.month.changes import Change, Changes, shown_value
from xl_addin.domain.texts import number_of

SAME_WORD = "with another date or finding"
SHOWN_MAX = 10


def changed_lines(changes: Changes, where: str) -> Iterator[str]:
    """How many decisions changed, from what to what, and the first of them; `where` holds them all."""
    if changes.note:
        yield changes.note
    if not changes.since:
        return
    rows = sorted(changes.rows, key=lambda one: one.why.startswith("day "))  # an answer's before those of a new day
    if not rows:
        yield f"No decision changed since {changes.since}."
        return
    yield f"Changed since {changes.since}: {how_many(rows)}; all in {where}."
    yield from shown_lines(rows)


def how_many(rows: Sequence[Change]) -> str:
    """How many decisions on how many items."""
    items = len({one.which.item for one in rows})
    return f"{number_of(len(rows), 'decision')} on {number_of(items, 'item')}"


def shown_lines(rows: Sequence[Change]) -> Iterator[str]:
    """From what to what decisions changed, by subject, then the first of them."""
    yield from (f"  {count:>7,} {subject}: {words}" for (subject, words), count in _grouped(rows))
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in rows:
        alike[one.which.place, _line(one)].append(one.which.invoice_serial)
    yield from (f"  {place}{_invoices(serials)}, {line}" for (place, line), serials in [*alike.items()][:SHOWN_MAX])
    if len(alike) > SHOWN_MAX:
        yield f"  … and {sum(map(len, [*alike.values()][SHOWN_MAX:])):,} more."


def _invoices(serials: Sequence[str]) -> str:
    """The invoices of a bill of entry of which one thing is said; nothing where it is said of the whole bill."""
    if len(serials) > 1:
        return f", {len(serials)} invoices"
    return f", invoice {serials[0]}" if serials[0] else ""


def _grouped(rows: Iterable[Change]) -> list[tuple[tuple[str, str], int]]:
    return sorted(Counter((one.which.subject, _words(one)) for one in rows).items())


def _words(one: Change) -> str:
    before, after = one.before.status or "not asked", one.after.status or "not asked"
    return f"{before} → {after}" if before != after else f"{after}, {SAME_WORD}"


def _line(one: Change) -> str:
    pairs = zip(("findings", "due", "old due date", "standing"), one.before[1:], one.after[1:], strict=True)
    more = [f"{name} {shown_value(old)} → {shown_value(new)}" for name, old, new in pairs if old != new]
    status = f"{one.before.status or 'not asked'} → {one.after.status or 'not asked'}"
    same = one.before.status == one.after.status
    told = ", ".join([*([one.after.status] if same else [status]), *more])
    return f"{one.which.subject}: {told}; because {one.why}"
