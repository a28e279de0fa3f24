"""What the workers of one run share: a folder is filled by the first that asks for it, and read by all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desk import try_lock

POLL_SECONDS = 0.05


def shared(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]) -> Path:
    """The folder `name` of this run, filled once; a worker that comes second waits until it is. To be read only."""
    own = factory.getbasetemp()
    place = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    folder, filled = place / f"shared-{name}", place / f"shared-{name}.filled"
    with (place / f"shared-{name}.lock").open("a") as lock:
        while not try_lock(lock.fileno()):  # freed by the system when its holder dies
            time.sleep(POLL_SECONDS)
        if not filled.exists():
            folder.mkdir(exist_ok=True)
            fill(folder)
            filled.touch()
    return folder
