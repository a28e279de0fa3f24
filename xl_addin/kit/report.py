"""What the acceptance kit found, as values, and as JSON for a program; the page for a person is made in `page`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xl_addin.hosts.driven import Look

PASS, FAIL, NOT_RUN = "PASS", "FAIL", "NOT RUN"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing looked at: what was expected, what was seen, and perhaps a picture (PNG)."""

    part: str
    what: str
    state: str
    told: str = ""
    seconds: float | None = None
    wanted: str = ""
    picture: bytes = b""

    def as_data(self) -> dict[str, Any]:
        """For a program, which has no use for the picture."""
        names = ("part", "what", "state", "told", "seconds", "wanted")
        return {name: getattr(self, name) for name in names}


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
        data = {
            "host": self.host,
            "facts": dict(self.facts),
            "began": self.began.isoformat(),
            "seconds": self.seconds,
            "passed": self.passed,
            "outcomes": [one.as_data() for one in self.outcomes],
            "by_hand": [{"do": one.do, "see": one.see} for one in self.by_hand],
        }
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
