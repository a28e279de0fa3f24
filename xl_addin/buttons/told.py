"""What the larger use cases did, as lines of the card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from xl_addin.buttons.card import Line, labelled
from xl_addin.desk.close_month import Closed
from xl_addin.desk.outputs import FILES
from xl_addin.desk.verify import Check
from xl_addin.domain.money import grouped

BROKEN_TOLD, CONTROL = 20, "Control: "


def close_lines(closed: Closed) -> Iterator[str]:
    """The close: sources, settlements, movement of each currency, files, run."""
    view = closed.closing.view
    read, kept, refused = (int(view.sources[name].sum()) for name in ("rows_read", "rows_kept", "rows_refused"))
    yield f"Sources: {len(view.sources)} files, {read:,} rows = {kept:,} kept + {refused:,} refused."
    counted = Counter(view.settlements["status"])
    yield f"Settlement lines: {counted['POSTED']:,} posted, {counted['PROPOSED']:,} proposed."
    for row in view.movements.to_dict("records"):
        parts = (f"{name} {grouped(int(row[f'{name}_minor']), str(row['currency']))}" for name in _MOVED)
        yield f"{row['side']} {row['currency']}: {', '.join(parts)}."
    yield f"Workbook: {closed.workbook}"
    yield f"Beside it: {', '.join(FILES)}, run.json."
    yield f"Closing run: {closed.run_id}"


_MOVED = ("opening", "new", "cancelled", "settled", "closing")


def verify_lines(checks: Iterable[Check], out: Path | None) -> tuple[Line, ...]:
    """Broken checks first, each with its detail."""
    known = list(checks)
    broken = [f"{one.question}: {one.detail}" for one in known if not one.holds]
    ties = [one for one in known if one.question.startswith(CONTROL)]
    holding = [one.question for one in known if one.holds and one not in ties]
    if ties:
        holding.append(f"{sum(one.holds for one in ties)} of {len(ties)} tie-outs on Control of the closing workbook.")
    folder = ("Closing folder", str(out) if out else "none was written for this month yet")
    return (*labelled("BROKEN", broken[:BROKEN_TOLD]), *labelled("Holds", holding), folder)
