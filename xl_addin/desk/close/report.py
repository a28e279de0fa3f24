"""What a command says when it is done: one screen, what needs a person last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from xl_addin.desk.close.card import ResultCard, printed
from xl_addin.desk.intake.take_in import TakenIn
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.changes_told import changed_lines
from xl_addin.desk.month.settle import Settled
from xl_addin.desk.produce.told import reply_lines
from xl_addin.domain.findings import Finding, Severity, told_line, worst_first
from xl_addin.domain.records import TakenFile
from xl_addin.ledger.signed import SIGNED_OFF
from xl_addin.ledger.store import Actor

if TYPE_CHECKING:
    from xl_addin.desk.close.close_month import Closed  # which makes its card here

WHERE_CHANGES = "changes.csv and below the findings on Exceptions"
BLOCKING_SHOWN = 12  # findings told in full on one screen


def taken_in_lines(taken: TakenIn) -> list[str]:
    """Rows in = kept + refused, and what was found."""
    lines = [
        f"Taken in: {taken.files} files, {taken.rows_read:,} rows = {taken.rows_kept:,} kept + "
        f"{taken.rows_refused:,} refused."
    ]
    if taken.files_known:
        lines.append(f"Already known, nothing added: {', '.join(taken.files_known)}.")
    for (severity, code), count in sorted(Counter((str(f.severity), f.code) for f in taken.findings).items()):
        lines.append(f"  {severity:<5} {code:<26} {count:>6,}")
    return [*lines, *reply_lines(taken.replies)]


def taken_counts(taken: TakenIn) -> dict[str, int]:
    """A take-in in numbers."""
    return {
        "files": taken.files,
        "files_known": len(taken.files_known),
        "rows_read": taken.rows_read,
        "rows_kept": taken.rows_kept,
        "rows_refused": taken.rows_refused,
        "findings": len(taken.findings),
    }


def blocking_lines(findings: Iterable[Finding]) -> list[str]:
    """What keeps the month from sign-off, each with its place and what to do; the first of many."""
    blocking = sorted((one for one in findings if one.severity is Severity.BLOCK), key=worst_first)
    if not blocking:
        return []
    more = len(blocking) - BLOCKING_SHOWN
    return [
        f"What blocks the sign-off ({len(blocking):,}):",
        *map(told_line, blocking[:BLOCKING_SHOWN]),
        *([f"  … and {more:,} more: the sheet Exceptions of the closing workbook holds them all."] if more > 0 else []),
    ]


def settled_lines(settled: Settled) -> list[str]:
    """Lines posted, suggestions and flags."""
    return [
        f"Posted now: {settled.posted:,} settlement lines. Suggestions that wait for a person: "
        f"{len(settled.suggestions):,}. Noticed: {len(settled.flags):,}.",
        *waiting_lines(settled),
    ]


def settled_counts(settled: Settled) -> dict[str, int]:
    """A matching in numbers."""
    return {
        "lines_posted": settled.posted,
        "suggestions": len(settled.suggestions),
        "lines_waiting": len(settled.waiting),
        "noticed": len(settled.flags),
    }


def waiting_lines(settled: Settled) -> list[str]:
    """Lines that wait for IDPMS, where there are any."""
    if not settled.waiting:
        return []
    return [
        f"{len(settled.waiting):,} lines are decided and not posted: IDPMS has not acknowledged their manual bills of "
        "entry (sheet Manual BoEs), or their remittance has no ORM message (sheet Exceptions)."
    ]


def decided_lines(cases: Iterable[Case]) -> list[str]:
    """Answers by subject and status."""
    counted = Counter((case.subject, case.decision.status) for case in cases)
    return [f"  {subject:<11} {status:<22} {count:>7,}" for (subject, status), count in sorted(counted.items())]


def closed_card(closed: Closed) -> ResultCard:
    """The result card of a close."""
    view, told = closed.closing.view, closed.closing.told
    done = (
        *closed.former,
        *_sources_line(closed),
        *_shut_line(closed),
        *_first_month(closed),
        f"Settled: {len(told.posted):,} lines posted ({closed.settled.posted:,} now), "
        f"{len(closed.settled.suggestions):,} suggestions wait for a person.",
        *waiting_lines(closed.settled),
        *_changed(closed),
    )
    return ResultCard(
        "Closed",
        f"Closed {view.stamp.as_on:%d-%b-%Y}, regime {view.stamp.regime}, run {closed.run_id}",
        done,
        view,
        view.stamp.ledger_head,
        closed.ledger,
        Actor(view.stamp.made_by, view.stamp.made_at),
        {
            "rows_read": sum(file.rows_read for file in told.files),
            "rows_refused": sum(file.rows_refused for file in told.files),
            "lines_posted": len(told.posted),
            "lines_posted_now": closed.settled.posted,
            "suggestions": len(closed.settled.suggestions),
            "decisions_changed": len(told.changes.rows),
            "blocking": closed.blocking,
        },
        closed.files,
    )


def closed_lines(closed: Closed) -> list[str]:
    """The close on one screen."""
    seconds = ", ".join(f"{k} {v:.1f}" for k, v in closed.timings.items())
    return [*printed(closed_card(closed)), f"Seconds: {seconds}"]


def _changed(closed: Closed) -> list[str]:
    """The decisions that changed since the closing before."""
    return [*changed_lines(closed.closing.told.changes, WHERE_CHANGES)]


def _first_month(closed: Closed) -> list[str]:
    """Says when no earlier closing was found: a mistyped ledger path would begin a new one."""
    first = "First month of this ledger: no earlier closing to open with."
    return [] if closed.closing.view.previous else [first]


def _sources_line(closed: Closed) -> list[str]:
    known = f" ({len(closed.taken_in.files_known)} were known already)" if closed.taken_in.files_known else ""
    return [sources_line(closed.closing.told.files, known)]


def _shut_line(closed: Closed) -> list[str]:
    """Says that a signed month takes nothing in, so that nobody believes that its extracts were read."""
    signed = closed.closing.told.signatures.get(SIGNED_OFF)
    if signed is None:
        return []
    return [
        f"The month is signed by {signed.person}: the book was made anew from the ledger, no extract was read. "
        "Late entries go to the next month."
    ]


def sources_line(files: Sequence[TakenFile], known: str = "") -> str:
    """Files with their rows: read = kept + refused."""
    read, kept = sum(file.rows_read for file in files), sum(file.rows_kept for file in files)
    refused = sum(file.rows_refused for file in files)
    return f"Sources: {len(files)} files{known}, {read:,} rows = {kept:,} kept + {refused:,} refused."
