"""The one snapshot from which all cells of this program answer.

It is found by the user's settings, read once, and read again when its file is another one. Every few seconds the
ledger's last act is asked, which tells whether it has moved since.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from udfs._ranges import RangeRefused
from udfs._registry import CellError
from xl_addin.domain.errors import DeskError

if TYPE_CHECKING:
    from xl_addin.desk.cells.snapshot import Snapshot

LOG = logging.getLogger("importdesk.ledger_cells")
NO_FILE = (0, 0)
LOOK_SECONDS = 5.0  # a sheet has thousands of cells: the ledger is not asked for each of them
CURRENT, STALE, NOT_KNOWN = "CURRENT", "STALE", "NOT_KNOWN"
REFRESH = "Press Refresh desk cells, or run: {}"
Answer = TypeVar("Answer")


class SharedDesk:
    """What cells ask: the snapshot, and whether the ledger has moved since."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._look_at = clock, float("-inf")
        self._path: Path | None = None
        self._head = ""  # the ledger's last act; "" where it could not be asked
        self._trouble = ""
        self._sign: tuple[int, int] | None = None  # of the file as it was read
        self._found: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The snapshot; RangeRefused says what lacks."""
        self._look()
        if self._trouble or self._path is None:
            raise RangeRefused(CellError.NA, self._trouble)
        if self._load(self._path):  # a newer act may be in it than was asked for last
            self._look_at = float("-inf")
            self._look()
        if self._found is None:
            raise RangeRefused(CellError.NA, f"the ledger was not read for cells yet. {_refresh()}")
        return self._found

    def fresh(self) -> str:
        """Whether the ledger's last act is that of the snapshot."""
        found = self.snapshot()
        if not self._head:
            return NOT_KNOWN
        return CURRENT if self._head == found.head else STALE

    def forget(self) -> None:
        """Look at everything anew with the next call."""
        self._look_at, self._sign, self._found = float("-inf"), None, None

    def _load(self, path: Path) -> bool:
        """Reads the file where it is another one than was read; whether it took the place of one."""
        from xl_addin.desk.cells.place import load

        try:
            about = path.stat()
            sign = (about.st_mtime_ns, about.st_size)
            if sign == self._sign:
                return False
            found = load(path)
        except FileNotFoundError:
            sign, found = NO_FILE, None
        except OSError:  # another program holds it at this moment: the next call looks again
            return False
        before, self._found, self._sign = self._sign, found, sign
        return before not in (None, sign)

    def _look(self) -> None:
        """What the settings name, and its last act; after a try that took long all is quiet for longer."""
        began = self._clock()
        if began < self._look_at:
            return
        before, self._trouble = self._trouble, ""
        try:
            self._ask()
        except DeskError as error:
            self._trouble = " ".join(part for part in (error.what, error.todo) if part)
            if self._trouble != before:
                LOG.warning("Functions that read the ledger give #N/A: %s", error.what)
        ended = self._clock()
        self._look_at = ended + LOOK_SECONDS + 4 * (ended - began)

    def _ask(self) -> None:
        from xl_addin.desk.cells.place import ledger_of_cells, no_ledger, place_of, refuse_gone
        from xl_addin.ledger.glance import NotNow, last_act

        said = ledger_of_cells()
        if said is None:
            raise no_ledger()
        refuse_gone(said)
        if (path := place_of(said.value)) != self._path:
            self._path, self._sign = path, None
        try:
            self._head = last_act(said.value)
        except NotNow:
            self._head = ""


DESK = SharedDesk()


def of_desk(ask: Callable[[], Answer]) -> Answer:
    """The answer to a cell; whatever the desk complains of is #N/A, with its words."""
    try:
        return ask()
    except DeskError as error:
        raise RangeRefused(CellError.NA, f"{error.what} {error.todo}") from None


def _refresh() -> str:
    from xl_addin.desk.started import typed

    return REFRESH.format(typed("cells --as-on DAY"))
