"""Coverage of the law as a person reads it: instruments with their cases, duties with what stands for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from tests.law.coverage import Measured
from tests.law.duties import PARTLY, STATES, WAITS, Duty
from xl_addin.desk.law.text import WIDTH, labelled

_NAME = 66  # width of an instrument's name
_PAGE = """# Duties of the source texts

{count} duties of five texts (S000 and S003 on DGFT, S001 and S002 on IDPMS, S004 the Master Direction):
{figures}.

A duty is *done* where a user meets all of it through the doors named: a worksheet function, a sheet of the closing book
with its column, a file beside it, a button, a command, a finding told at take-in or close. A test follows the code from
each door to the rule; a rule that only tests reach counts for nothing. *Waits*: the rest comes with messages, papers or
acts, which are later pieces. Made from `tests/law/duties.toml` by `python -m tests.law --page docs/duties.md`.

| Duty | What it asks | State | Where | Not there yet, or why |
|---|---|---|---|---|"""


class Coverage(NamedTuple):
    """What was measured: instruments by their cases, duties, and what the duties name in vain."""

    instruments: Sequence[Measured]
    duties: Sequence[Duty]
    faults: Sequence[str]

    @property
    def is_complete(self) -> bool:
        """Every provision rests on a case; every duty has a door, if in part, or waits, or is the bank's act."""
        bare = any(one.without_case for one in self.instruments)
        return not (bare or self.faults or any(one.state == PARTLY and not one.doors for one in self.duties))


def coverage_lines(found: Coverage) -> Iterator[str]:
    """Both tables, then every gap by name."""
    yield from _instrument_lines(found.instruments)
    yield from ("", *_duty_lines(found.duties))
    if found.faults:
        yield from ("", "Named by a duty, but not there or not reached:", *(f"  {fault}" for fault in found.faults))
    yield from ("", *wrap(_verdict(found), WIDTH))


def _verdict(found: Coverage) -> str:
    if not found.is_complete:
        return "Not complete: see the gaps above."
    parts = sum(one.state in (PARTLY, WAITS) for one in found.duties)
    rest = f" Of {parts} of them a part is still to come, as listed above." if parts else ""
    return f"Every provision rests on a case; every duty has a door, waits, or is the bank's own act.{rest}"


def _instrument_lines(rows: Sequence[Measured]) -> Iterator[str]:
    total, bare = sum(row.provisions for row in rows), sum(len(row.without_case) for row in rows)
    yield f"Provisions: {total - bare} of {total} rest on a case. Instruments: {len(rows)}."
    yield f"{'instrument':<{_NAME}}{'provisions':>11}{'cases':>8}{'gaps':>6}"
    for row in rows:
        *before, last = wrap(row.instrument, _NAME, subsequent_indent="  ")
        yield from before
        yield f"{last:<{_NAME}}{row.provisions:>11}{row.cases:>8}{len(row.without_case) or '':>6}"
        for name in row.without_case:
            yield f"    no case rests on {name}"


def _duty_lines(duties: Sequence[Duty]) -> Iterator[str]:
    yield f"Duties of the source texts: {len(duties)}."
    yield f"{'text':<8}{'duties':>8}" + "".join(f"{state:>20}" for state in STATES)
    texts = dict.fromkeys(one.id[:4] for one in duties)
    for text in (*texts, "all"):
        counted = Counter(one.state for one in duties if text in (one.id[:4], "all"))
        yield f"{text:<8}{sum(counted.values()):>8}" + "".join(f"{counted[state] or '':>20}" for state in STATES)
    yield ""
    for one in duties:
        yield from wrap(f"{one.id} {one.duty}", WIDTH, initial_indent="  ", subsequent_indent=" " * 10)
        yield from labelled(one.state if one.doors else "no door", ", ".join(one.doors) or one.missing, indent=10)
        if one.doors and one.missing:
            yield from labelled("only there as" if one.asked else "to come", one.missing, indent=10)


def duties_page(duties: Sequence[Duty]) -> str:
    """The page of the duties for an auditor: where a user meets each, and what is not there yet."""
    counted = Counter(one.state for one in duties)
    figures = ", ".join(f"{counted[state]} {state}" for state in STATES)
    rows = (f"| {one.id} | {one.duty} | {one.state} | {'; '.join(one.doors)} | {one.missing} |" for one in duties)
    return "\n".join((_PAGE.format(count=len(duties), figures=figures), *rows, ""))
