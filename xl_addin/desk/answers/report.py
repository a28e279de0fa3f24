"""What a review says when it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from xl_addin.desk.acts.told import acted_lines
from xl_addin.desk.answers.moved import moved_lines
from xl_addin.desk.answers.preview import Preview
from xl_addin.desk.answers.review import Reviewed
from xl_addin.domain.findings import Finding, told_line, worst_first
from xl_addin.workbook.books.keys import told

SHOWN_MAX = 20
NOTHING_NEW = "Nothing new: the ledger already says what the blue cells say."
NOTHING_TAKEN = "Nothing was taken: the ledger has it already, or it could not be taken and is told below."


def reviewed_lines(reviewed: Reviewed, changed: Iterable[str] = ()) -> list[str]:
    """What was kept, what it `changed`, then what could not be taken, each with its place and what to do."""
    return [
        *kept_lines(reviewed),
        *changed,
        *told_lines(reviewed.findings, _items(reviewed)),
        *(["Next: close the month again; the new workbook shows the answers."] if reviewed.changed else []),
    ]


def _items(reviewed: Reviewed) -> dict[Finding, str]:
    """The item of each finding about a row that is known."""
    named = reviewed.typed.named
    return {one: told(named[at]) for one in reviewed.findings if (at := (one.sheet, one.row)) in named}


def previewed_lines(seen: Preview[Reviewed]) -> list[str]:
    """What reading would keep and change, then what could not be taken."""
    return [
        *(f"Would be: {line}" for line in kept_lines(seen.done)[:1]),
        *kept_lines(seen.done)[1:],
        *seen.told(),
        *told_lines(seen.done.findings, _items(seen.done)),
    ]


def kept_lines(reviewed: Reviewed) -> list[str]:
    """What was kept, and the money that it moved."""
    return [
        f"Read back {reviewed.rows:,} rows: {reviewed.accepted:,} proposals posted, {reviewed.rejected:,} refused, "
        f"{reviewed.locked:,} kept for later, "
        f"{reviewed.taken_back:,} posted lines taken back; kept {reviewed.answers:,} answers.",
        *reviewed.filled.told(),
        *moved_lines(reviewed.moved, reviewed.before.settled.month),
        *([f"{reviewed.held_up:,} accepted lines wait for IDPMS to acknowledge."] if reviewed.held_up else []),
        *([_withdrawn(reviewed.withdrawn)] if reviewed.withdrawn else []),
        *acted_lines(reviewed.acted),
        *([] if reviewed.changed else [NOTHING_TAKEN if reviewed.findings else NOTHING_NEW]),
    ]


def reviewed_counts(reviewed: Reviewed) -> dict[str, int]:
    """The reading in numbers."""
    acted = reviewed.acted
    return {
        "rows_read": reviewed.rows,
        "lines_posted": reviewed.accepted,
        "lines_waiting": reviewed.held_up,
        "lines_refused": reviewed.rejected,
        "lines_kept_for_later": reviewed.locked,
        "lines_taken_back": reviewed.taken_back,
        "answers": reviewed.answers,
        "proposed": len(acted.proposed.made) + len(acted.tied),
        "approved": len(acted.approved.posted) + len(acted.approved.months),
        "given_back": len(acted.declined.done),
        "need_a_look": len(reviewed.findings),
    }


def _withdrawn(count: int) -> str:
    these = "1 of these answers withdraws" if count == 1 else f"{count:,} of these answers withdraw"
    return f"{these} what was said: the cell is empty now. If that was not meant, undo takes this reading back."


def told_lines(findings: Iterable[Finding], items: Mapping[Finding, str]) -> Iterator[str]:
    """What needs a look, the worst first, each with its place, its item where that is known, and what to do."""
    found = sorted(findings, key=worst_first)
    if not found:
        return
    yield f"{len(found)} cells need a look:"
    for one in found[:SHOWN_MAX]:
        item = items.get(one, "")
        yield told_line(replace(one, source=""), item if item not in one.found else "")
    if len(found) > SHOWN_MAX:
        yield f"  … and {len(found) - SHOWN_MAX} more."
