"""What a command says when it is done: one screen, what needs a person last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from xl_addin.desk.close.close_month import Closed
from xl_addin.desk.intake.take_in import TakenIn
from xl_addin.desk.lists import today
from xl_addin.desk.lists.today import told_lines
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.changes_told import changed_lines
from xl_addin.desk.month.settle import Settled
from xl_addin.desk.produce.told import reply_lines
from xl_addin.domain.findings import Finding, Severity, told_line, worst_first
from xl_addin.domain.money import grouped
from xl_addin.domain.movements import Movement
from xl_addin.domain.records import TakenFile
from xl_addin.ledger.signed import SIGNED_OFF

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


def closed_lines(closed: Closed) -> list[str]:
    """The close on one screen."""
    view, told = closed.closing.view, closed.closing.told
    return [
        f"Closed {view.stamp.as_on:%d-%b-%Y}, regime {view.stamp.regime}, run {closed.run_id}",
        *closed.former,
        *_sources_line(closed),
        *_shut_line(closed),
        *_first_month(closed),
        "",
        f"Settled: {len(told.posted):,} lines posted ({closed.settled.posted:,} now), "
        f"{len(closed.settled.suggestions):,} suggestions wait for a person.",
        *waiting_lines(closed.settled),
        "",
        f"{'':<9}{'cur':<5}{'opening':>18}{'new':>18}{'cancelled':>16}{'settled':>18}{'closed':>16}{'closing':>18}",
        *map(_movement, view.movements),
        "",
        *_changed(closed),
        "What waits, the gravest first (sheet Today):",
        *told_lines(view.lists[today.LIST.name].rows),
        "",
        f"Workbook: {closed.workbook}",
        f"Seconds: {', '.join(f'{k} {v:.1f}' for k, v in closed.timings.items())}",
    ]


def _changed(closed: Closed) -> list[str]:
    """The decisions that changed since the closing before."""
    told = [*changed_lines(closed.closing.told.changes, WHERE_CHANGES)]
    return [*told, ""] if told else []


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


def _movement(moved: Movement) -> str:
    """One line; what was written off and closed stands together, less what was opened again."""
    closed = moved.written_off_minor + moved.closed_minor - moved.reversed_minor
    figures = (moved.opening_minor, moved.new_minor, moved.cancelled_minor, moved.settled_minor, closed)
    widths = (18, 18, 16, 18, 16, 18)
    told = zip((*figures, moved.closing_minor), widths, strict=True)
    return f"{moved.side:<9}{moved.currency:<5}" + "".join(f"{grouped(n, moved.currency):>{w}}" for n, w in told)
