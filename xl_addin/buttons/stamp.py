"""What the sheets of the month's book show: the ledger's act, the day and the law that they were written by."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from xl_addin.desk.month.now import Now
from xl_addin.engine.law import Law

HEAD_SHOWN = 16  # of the act's hash: enough to tell it from every other, and short enough to be read
_SAID = re.compile(r"(?P<head>\S+)(?: as on (?P<day>\d{4}-\d\d-\d\d), law (?P<law>\S+))?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The cell 'Sheets written at' of Start; books of former versions name the act alone."""

    head: str = ""
    as_on: date | None = None
    law: str = ""

    def __str__(self) -> str:
        return f"{self.head} as on {self.as_on}, law {self.law}" if self.as_on else self.head


def read_stamp(text: str) -> Stamp:
    """What the cell says; an act that no ledger has where a person has written something else into it."""
    found = _SAID.fullmatch(text)
    if found is None:
        return Stamp(text)
    return Stamp(found["head"], date.fromisoformat(found["day"]) if found["day"] else None, found["law"] or "")


def stamp_of(now: Now) -> Stamp:
    """The stamp of lists that are written from `now`."""
    return Stamp(now.head[:HEAD_SHOWN], now.closing.view.stamp.as_on, mark_of(now.closing.told.law))


def mark_of(law: Law) -> str:
    """What tells one law and policy from another."""
    return hashlib.sha256(f"{law.rules.version}|{law.policy!r}".encode()).hexdigest()[:8]
