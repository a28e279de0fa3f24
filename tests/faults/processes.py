"""An act in a process of its own, which stops where a test says and goes on when it is told to."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from xl_addin.desk.progress import Progress
from xl_addin.domain.errors import DeskError

Act = Callable[[Progress], object]


@dataclass(frozen=True)
class Ended:
    """How an act ended: what it gave as text, or the three parts of its error."""

    gave: str = ""
    error: tuple[str, str, str] | None = None
    crash: str = ""


class Run:
    """`act` in a fork of this process; it stops before the first line of progress that has `stop_at` in it."""

    def __init__(self, act: Act, stop_at: str = "") -> None:
        self._from_child, child_out = os.pipe()
        child_in, self._to_child = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._from_child)
            os.close(self._to_child)
            _child(act, stop_at, child_in, child_out)
        os.close(child_in)
        os.close(child_out)

    def until_stopped(self) -> None:
        """Waits until the act stands still."""
        found = os.read(self._from_child, 1)
        assert found == b"!", f"the act ended before it stopped: {found!r} {self._rest()}"

    def go_on(self) -> None:
        """Lets it go on."""
        os.write(self._to_child, b".")

    def ended(self) -> Ended:
        """Waits for its end."""
        told = json.loads(self._rest())
        os.waitpid(self.pid, 0)
        os.close(self._from_child)
        os.close(self._to_child)
        found = Ended(told["gave"], tuple(told["error"]) if told["error"] else None, told["crash"])
        assert not found.crash, found.crash
        return found

    def _rest(self) -> str:
        parts = []
        while part := os.read(self._from_child, 65536):
            parts.append(part)
        return b"".join(parts).decode()


def _child(act: Act, stop_at: str, child_in: int, child_out: int) -> None:
    stopped = not stop_at
    told = {"gave": "", "error": None, "crash": ""}

    def progress(text: str) -> None:
        nonlocal stopped
        if not stopped and stop_at in text:
            stopped = True
            os.write(child_out, b"!")
            os.read(child_in, 1)

    try:
        told["gave"] = str(act(progress))
    except DeskError as error:
        told["error"] = [error.what, error.where, error.todo]  # type: ignore[assignment]
    except BaseException:
        told["crash"] = traceback.format_exc()
    os.write(child_out, json.dumps(told).encode())
    os._exit(0)
