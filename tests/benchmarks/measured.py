"""Processor time, time by the clock and peak memory of one piece of work in this process; standard library only."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_STATUS, _PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def _megabytes(name: str) -> float:
    """A figure of this process's memory; 0 where the system tells none."""
    if not _STATUS.exists():
        return 0.0
    line = next((one for one in _STATUS.read_text("ascii").splitlines() if one.startswith(name)), "x 0")
    return int(line.split()[1]) / 1024


def measured(work: Callable[[], T]) -> tuple[T, dict[str, float]]:
    """The result of `work`, with its seconds of processor and clock, and its most memory, whole and above the start."""
    gc.collect()
    if _PEAK.exists():
        _PEAK.write_text("5", "ascii")  # forget the most memory so far
    before, clock, begun = _megabytes("VmRSS"), time.perf_counter(), time.process_time()
    result = work()
    told = {"seconds": time.process_time() - begun, "clock": time.perf_counter() - clock}
    peak = _megabytes("VmHWM")
    return result, {**told, "peak_mb": peak, "above_mb": peak - before}
