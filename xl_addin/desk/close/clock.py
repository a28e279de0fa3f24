"""What each step of a close takes."""

from __future__ import annotations

import time


class Clock:
    """Seconds of each step, for run.json."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Ends the step `name`."""
        now = time.perf_counter()
        self.laps[name], self._last = now - self._last, now
