"""Screen, events and calculation held still while a macro writes; every setting is put back, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.hosts.live.patience import Patience

HELD: tuple[tuple[str, object], ...] = (
    ("screen_updating", False),
    ("enable_events", False),
    ("calculation", "manual"),
)


@contextmanager
def held(app: Any, ask: Patience) -> Iterator[None]:
    """Holds the settings of an xlwings app and puts back what they were, last first."""
    before: list[tuple[str, object]] = []
    try:
        for name, still in HELD:
            was = ask(lambda name=name: getattr(app, name))  # type: ignore[misc]
            before.append((name, was))
            if was != still:
                ask(lambda name=name, still=still: setattr(app, name, still))  # type: ignore[misc]
        yield
    except BaseException as error:
        lost = _put_back(app, ask, before)
        if lost:
            raise _not_put_back(lost, ask, error) from error
        raise
    lost = _put_back(app, ask, before)
    if lost:
        raise _not_put_back(lost, ask)


def _put_back(app: Any, ask: Patience, before: list[tuple[str, object]]) -> list[str]:
    """Names of the settings that could not be put back."""
    lost = []
    for name, value in reversed(before):
        try:
            ask(lambda name=name, value=value: setattr(app, name, value))  # type: ignore[misc]
        except Exception:
            lost.append(f"{name.replace('_', ' ')} ({value})")
    return lost


def _not_put_back(lost: list[str], ask: Patience, first: BaseException | None = None) -> DeskError:
    told = f"{first.what if isinstance(first, DeskError) else first} " if first else ""
    return DeskError(
        f"{told}Settings of the spreadsheet could not be put back: {', '.join(lost)}.",
        f"Book {ask.book}.",
        "Finish editing the cell or close the box; set the calculation under Formulas, or start the program again.",
    )
