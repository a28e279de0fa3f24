"""A spreadsheet that a program drives: what the acceptance kit asks of a host, and which hosts there are."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from xl_addin import hosts
from xl_addin.domain.errors import DeskError

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What only a person can see: what to do, what should be seen."""

    do: str
    see: str


class Host(Protocol):
    """A spreadsheet that is open for the kit."""

    @property
    def name(self) -> str:
        """excel or calc."""
        ...

    @property
    def app(self) -> Any:
        """The xlwings App."""
        ...

    def facts(self) -> Facts:
        """Versions, and the hash of what is tested."""
        ...

    def load(self) -> str:
        """Loads the add-in; what was seen of it. DeskError where it did not load whole."""
        ...

    def calculate(self) -> None:
        """Calculates every formula of every open workbook anew."""
        ...

    def press(self, command: str, book: Any) -> tuple[str, str]:
        """Presses a button in a workbook: "done" or "refused", and the message."""
        ...

    def picture(self, book: Any, sheet: str) -> bytes:
        """The top of a sheet as a person sees it, as PNG; DeskError where this host or machine can make none."""
        ...

    def lose_python(self, command: str, book: Any) -> bool:
        """Presses a button and ends its Python meanwhile; False where there is none apart from the host."""
        ...

    def led_here(self, book: Any) -> bool | None:
        """Whether the book's formulas go to the add-in that is loaded; None where no path leads to it."""
        ...

    def ended(self) -> bool:
        """After the run: whether the host's process is gone."""
        ...

    def children(self) -> list[str] | None:
        """Programs that the host has started; None where that says nothing."""
        ...

    @property
    def by_hand(self) -> Sequence[Look]:
        """What a person looks at in this host after the run."""
        ...


def hosts_with(module: str) -> tuple[str, ...]:
    """Hosts, by the names of their folders, that have such a module."""
    folders = (one.name for one in pkgutil.iter_modules(hosts.__path__) if one.ispkg)
    return tuple(name for name in sorted(folders) if find_spec(f"{hosts.__name__}.{name}.{module}") is not None)


def drive(name: str, addin: Path) -> AbstractContextManager[Host]:
    """Opens a host with Import Desk in it (for Excel the file `addin`); DeskError where there is no such host."""
    known = hosts_with("driver")
    if name not in known:
        raise DeskError(f"There is no host {name!r}.", "Option --host.", f"Choose one of: {', '.join(known)}.")
    opened: AbstractContextManager[Host] = import_module(f"{hosts.__name__}.{name}.driver").drive(addin)
    return opened
