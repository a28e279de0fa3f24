"""What a person is told while work runs; what the line raises (Esc, Ctrl+C) ends the step, of which nothing is kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Progress = Callable[[str], None]
TOLD_EACH = 2_000  # items: well under a second between two lines
LONG, SURE = 10, 2  # seconds: of work that tells how much is left, and after which that can be said
_COUNT = re.compile(r"([\d,]+) of ([\d,]+)")


def silent(_: str) -> None:
    """Tells nobody."""


def counted(items: Sequence[Item], what: str, progress: Progress) -> Iterator[Item]:
    """The items, with a line before every so many of them: "Deciding payment dates: 4,000 of 121,816 (3 %)"."""
    for at, item in enumerate(items):
        if at % TOLD_EACH == 0:
            progress(f"{what}: {at:,} of {len(items):,} ({100 * at // len(items)} %)")
        yield item


class TimeLeft:
    """Adds to a line that counts ("7 of 28") how long it will take, where that is more than a moment.

    Worked out from what was done since the count began; a line that counts otherwise begins anew.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._total, self._first, self._last, self._began = 0, 0, 0, 0.0

    def __call__(self, text: str) -> str:
        """The line, with what is left."""
        found = _COUNT.search(text)
        if found is None:
            self._total = 0
            return text
        done, total = (int(part.replace(",", "")) for part in found.groups())
        if total != self._total or done < self._last:
            self._total, self._first, self._began = total, done, self._clock()
        self._last = done
        passed, more = self._clock() - self._began, done - self._first
        left = passed * (total - done) / more if more else 0.0
        return f"{text}, about {_told(left)} left" if passed >= SURE and passed + left > LONG else text


def _told(seconds: float) -> str:
    """A time in words: to five seconds, from two minutes on to minutes."""
    return f"{round(seconds / 60)} min" if seconds >= 120 else f"{max(5, 5 * round(seconds / 5))} s"
