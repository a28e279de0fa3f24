"""Coverage of the law as a person reads it: instruments with their cases, duties with what stands for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

from tests.law.coverage import Measured
from tests.law.duties import BANK, CODE, IN_PART, LATER, Duty
from xl_addin.desk.law.text import WIDTH, labelled

_NAME = 66  # width of an instrument's name


class Coverage(NamedTuple):
    """What was measured: instruments by their cases, duties, and what the duties name in vain."""

    instruments: Sequence[Measured]
    duties: Sequence[Duty]
    faults: Sequence[str]

    @property
    def is_complete(self) -> bool:
        """Every provision rests on a case; every duty has code and test, if in part, or is the bank's act."""
        bare = any(one.without_case for one in self.instruments)
        return not (bare or self.faults or any(one.state == LATER for one in self.duties))


def coverage_lines(found: Coverage) -> Iterator[str]:
    """Both tables, then every gap by name."""
    yield from _instrument_lines(found.instruments)
    yield from ("", *_duty_lines(found.duties))
    if found.faults:
        yield from ("", "Named by a duty, but not there:", *(f"  {fault}" for fault in found.faults))
    yield from ("", *wrap(_verdict(found), WIDTH))


def _verdict(found: Coverage) -> str:
    if not found.is_complete:
        return "Not complete: see the gaps above."
    parts = sum(one.state == IN_PART for one in found.duties)
    rest = f" Of {parts} of them a part is still to come, as listed above." if parts else ""
    return f"Every provision rests on a case; every duty has code and test, or is the bank's own act.{rest}"


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
    states = (CODE, IN_PART, BANK, LATER)
    yield f"Duties of the source texts: {len(duties)}."
    yield f"{'text':<8}{'duties':>8}" + "".join(f"{state:>20}" for state in states)
    texts = dict.fromkeys(one.id[:4] for one in duties)
    for text in (*texts, "all"):
        counted = Counter(one.state for one in duties if text in (one.id[:4], "all"))
        yield f"{text:<8}{sum(counted.values()):>8}" + "".join(f"{counted[state] or '':>20}" for state in states)
    for state, words in ((LATER, "Not built yet"), (IN_PART, "In part, still to come")):
        gaps = [one for one in duties if one.state == state]
        if gaps:
            yield from ("", f"{words}:")
        for one in gaps:
            yield from wrap(f"{one.id} {one.duty}", WIDTH, initial_indent="  ", subsequent_indent=" " * 10)
            yield from labelled("missing" if state == LATER else "to come", one.later, indent=10)
