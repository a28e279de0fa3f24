"""The result card of an act: one value, told alike on Start, in the terminal and as card.json.

What was done, what moved this month by currency, what waits, whether the totals tie, and which files were written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xl_addin.desk.atomic import atomic_text
from xl_addin.desk.close.run_json import place_of
from xl_addin.desk.lists import boe_invoices, orm, today
from xl_addin.desk.lists.today import told_lines
from xl_addin.desk.month.movements import INVOICE, ORM
from xl_addin.desk.started import typed
from xl_addin.domain.money import grouped, plain
from xl_addin.domain.movements import Movement
from xl_addin.ledger.store import Actor
from xl_addin.workbook.proof.view import ClosingView

CARD_JSON, SCHEMA = "card.json", 1
WAITS_SHOWN = 8  # lines of Today; the sheet has them all
_MOVED = ("opening", "new", "amended", "cancelled", "settled", "written_off", "closed", "reversed", "closing")
_HEADS = ("opening", "new", "cancelled", "settled", "closed", "closing")
_WIDTHS = (18, 18, 16, 18, 16, 18)


@dataclass(frozen=True, slots=True)
class ResultCard:
    """An act and what came of it; `view` is the month after it, `done` says what was done, sentence by sentence."""

    act: str
    headline: str
    done: tuple[str, ...]
    view: ClosingView
    head: str  # the ledger's last act
    ledger: str
    actor: Actor
    counts: Mapping[str, int] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    @property
    def run(self) -> str:
        """The run that it tells of: that of a closing, else month and act of the ledger."""
        return self.view.stamp.run_id or f"{self.view.stamp.period}-{self.head[:8]}"


def waits_lines(view: ClosingView) -> list[str]:
    """The first lines of Today."""
    waits = view.lists[today.LIST.name].rows
    more = len(waits) - WAITS_SHOWN
    shown = told_lines(waits[:WAITS_SHOWN]) or ["  nothing waits"]
    return [*shown, *([f"  … and {more} more lines (sheet Today; {typed('today')})"] if more > 0 else [])]


def moved_lines(view: ClosingView) -> list[str]:
    """What moved in the month so far, a sentence for each side and currency: what is nothing is left out."""
    return [f"{moved.side} {moved.currency}: {', '.join(_parts(moved))}." for moved in view.movements]


def _parts(moved: Movement) -> Iterator[str]:
    for name in _MOVED:
        minor = getattr(moved, f"{name}_minor")
        if minor or name in ("opening", "closing"):
            yield f"{name.replace('_', ' ')} {grouped(minor, moved.currency)}"
    yield f"{moved.closing_count:,} open"


def moved_table(view: ClosingView) -> list[str]:
    """The same as a table for a terminal; written off and closed stand together, less what was opened again."""
    head = f"{'':<9}{'cur':<5}" + "".join(f"{name:>{width}}" for name, width in zip(_HEADS, _WIDTHS, strict=True))
    return [head, *map(_row, view.movements)]


def _row(moved: Movement) -> str:
    closed = moved.written_off_minor + moved.closed_minor - moved.reversed_minor
    figures = (moved.opening_minor, moved.new_minor, moved.cancelled_minor, moved.settled_minor, closed)
    told = zip((*figures, moved.closing_minor), _WIDTHS, strict=True)
    return f"{moved.side:<9}{moved.currency:<5}" + "".join(f"{grouped(n, moved.currency):>{w}}" for n, w in told)


def ties(view: ClosingView) -> tuple[bool | None, str]:
    """Whether the open items on the lists add up to the ledger's closing, per side and currency; None for nothing."""
    shown: Counter[tuple[str, str]] = Counter()
    for side, name in ((ORM, orm.LIST.name), (INVOICE, boe_invoices.LIST.name)):
        for currency, minor in zip(view.lists[name]["Currency"], view.lists[name]["Outstanding"], strict=True):
            shown[side, currency] += minor
    closing = {(moved.side, moved.currency): moved.closing_minor for moved in view.movements}
    bad = [key for key in sorted({*shown, *closing}) if shown[key] != closing.get(key, 0)]
    if not (shown or closing):
        return None, "Nothing to tie: the ledger holds no item of this month."
    if not bad:
        return True, f"Yes: the open items on the lists are the ledger's closing in all {len(closing)} totals."
    told = (f"{s} {c}: lists {grouped(shown[s, c], c)}, ledger {grouped(closing.get((s, c), 0), c)}" for s, c in bad)
    return False, "NO: " + "; ".join(told)


def printed(card: ResultCard) -> list[str]:
    """The card in a terminal."""
    return [
        *([card.headline] if card.headline else []),
        *card.done,
        "",
        f"The month so far, as on {card.view.stamp.as_on:%d-%b-%Y}:",
        *moved_table(card.view),
        "",
        "What waits, the gravest first (sheet Today):",
        *waits_lines(card.view),
        "",
        f"Totals tie: {ties(card.view)[1]}",
        *files_lines(card.files),
    ]


def files_lines(files: Sequence[Path]) -> list[str]:
    """The first file in full, for it is opened next, the others of its folder by name."""
    if not files:
        return []
    others = ", ".join(path.name for path in files[1:])
    return [f"Written: {files[0]}", *([f"Beside it: {others}."] if others else [])]


def as_json(card: ResultCard) -> dict[str, Any]:
    """The card for another program: ISO days, exact amounts as text."""
    stamp, (holds, told) = card.view.stamp, ties(card.view)
    return {
        "schema": SCHEMA,
        "act": card.act,
        "headline": card.headline,
        "as_on": stamp.as_on.isoformat(),
        "period": stamp.period,
        "regime": stamp.regime,
        "run": card.run,
        "ledger": place_of(card.ledger),
        "ledger_head": card.head,
        "by": card.actor.user,
        "at": card.actor.at.isoformat(),
        "counts": dict(card.counts),
        "done": [line.strip() for line in card.done if line.strip()],
        "movements": [_moved(moved) for moved in card.view.movements],
        "waits": [_wait(line) for line in card.view.lists[today.LIST.name].rows],
        "totals_tie": holds,
        "totals_told": told,
        "files": [path.name for path in card.files],
    }


def _moved(moved: Movement) -> dict[str, Any]:
    figures = {
        name: {
            "items": getattr(moved, f"{name}_count"),
            "amount": plain(getattr(moved, f"{name}_minor"), moved.currency),
        }
        for name in _MOVED
    }
    return {"side": moved.side, "currency": moved.currency, **figures}


def _wait(line: Any) -> dict[str, Any]:
    return {
        "key": line.key,
        "count": line.count,
        "words": line.words,
        "inr": None if line.inr is None else f"{line.inr:f}",
        "without_rate": line.without_rate,
        "earliest": line.first and line.first.isoformat(),
        "sheet": line.sheet,
        "filter": line.filter,
        "todo": line.todo,
    }


def write_card(card: ResultCard, path: Path) -> Path:
    """Writes the card for another program; answers the file."""
    atomic_text(path, json.dumps(as_json(card), ensure_ascii=False, indent=1) + "\n")
    return path
