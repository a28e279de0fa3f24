"""What the acceptance kit found, as values, as Markdown for a person and as JSON for a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from xl_addin.hosts.driven import Look

PASS, FAIL, NOT_RUN = "PASS", "FAIL", "NOT RUN"
_ORDER = {FAIL: 0, NOT_RUN: 1, PASS: 2}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing looked at."""

    part: str
    what: str
    state: str
    told: str = ""
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A run of the kit: the host, what it ran on, every outcome."""

    host: str
    facts: tuple[tuple[str, str], ...]
    began: datetime
    seconds: float
    outcomes: tuple[Outcome, ...]
    by_hand: tuple[Look, ...] = ()

    @property
    def count(self) -> Counter[str]:
        """How many of each state."""
        return Counter(one.state for one in self.outcomes)

    @property
    def passed(self) -> bool:
        """Whether something was seen, and nothing failed."""
        return self.count[PASS] > 0 and not self.count[FAIL]

    def as_json(self) -> str:
        """For a program; the list for a person has no answers yet."""
        data = asdict(self) | {
            "began": self.began.isoformat(),
            "facts": dict(self.facts),
            "passed": self.passed,
        }
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"

    def as_markdown(self) -> str:
        """For a person, who ticks the list at the end."""
        return "\n".join(_lines(self)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    verdict = "PASS" if report.passed else "FAIL"
    yield f"# Acceptance of Import Desk in {report.host.capitalize()}: {verdict} (automatic part)"
    yield ""
    counted = ", ".join(f"{report.count[state]} {state}" for state in (PASS, FAIL, NOT_RUN))
    yield f"{report.began:%d-%b-%Y %H:%M}, {report.seconds:.0f} s: {counted}."
    if report.host != "excel":
        yield ""
        yield "**Not Excel**: this run shows that the kit and the macros work; it says nothing of Excel."
    yield ""
    yield from _table(("On", ""), [(name, f"`{value}`") for name, value in report.facts])
    for part in dict.fromkeys(one.part for one in report.outcomes):
        mine = sorted((one for one in report.outcomes if one.part == part), key=lambda one: _ORDER[one.state])
        yield from ("", f"## {part}", "")
        rows = [(_mark(one.state), one.what, one.told, _seconds(one.seconds)) for one in mine]
        yield from _table(("", "What", "Seen", "Seconds"), rows)
    yield from _hand(report.by_hand)


def _hand(looks: Sequence[Look]) -> Iterator[str]:
    if not looks:
        return
    yield from ("", "## By hand", "", "Tick what you saw; write what you saw instead where it differs.", "")
    for number, one in enumerate(looks, 1):
        yield f"- [ ] {number}. {one.do} **You should see:** {one.see}"
    yield from ("", "Name, date, remarks: ______________________________________________")


def _mark(state: str) -> str:
    return f"**{state}**" if state == FAIL else state


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.2f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(_cell(text) for text in row)} |" for row in rows)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
