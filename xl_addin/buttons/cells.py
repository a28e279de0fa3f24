"""The button that refreshes what the functions DESK, DESKLIST and DESKWHY answer from; it works in any workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from xl_addin.buttons.button import Button, Needs
from xl_addin.buttons.card import Card, Line
from xl_addin.buttons.groups import REVIEW
from xl_addin.buttons.work import Work
from xl_addin.desk.cells.place import are_same, file_of_cells, no_ledger, refuse_gone, same_ledger
from xl_addin.desk.cells.refresh import refresh, told
from xl_addin.desk.cells.snapshot import Snapshot
from xl_addin.desk.settings import in_force
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger


def refresh_cells(work: Work) -> Card:
    """Reads the ledger of this user's desk once, for all cells, and has the open workbooks calculate."""
    settings = in_force({}, file_of_cells())
    if "ledger" not in settings.found:
        raise no_ledger()
    refuse_gone(settings.found["ledger"])
    ledger = open_ledger(settings.ledger, create=False, reading=True, tell=work.progress)
    try:
        found = refresh(ledger, settings.ledger, _day(work), settings.law(), work.shell.actor.at, work.progress)
    finally:
        ledger.close()
    work.say("Calculating")
    work.book.calculate()
    return Card("Desk cells refreshed", (*told(found), *_of_this_book(work, found)))


def _day(work: Work) -> date:
    """The day on Start; in a workbook that has none, the day of today."""
    with suppress(DeskError):
        return work.as_on
    return work.shell.actor.at.date()


def _of_this_book(work: Work, found: Snapshot) -> Iterator[Line]:
    """A word where the month's workbook that is open is of another desk than the cells."""
    with suppress(DeskError):
        if not are_same(work.where, found.ledger):
            yield "Look", f"This workbook's own ledger is another one: {same_ledger(work.where)}"


REFRESH_CELLS = Button(
    command="refresh_cells",
    group=REVIEW,
    label="Refresh desk cells",
    tip="Read the ledger anew for DESK, DESKLIST and DESKWHY",
    does=(
        "Reads the ledger that your own settings name, as on the day of Start or of today, and calculates the open "
        'workbooks. Between two presses cells keep what they show; DESK(key, "fresh") tells whether the ledger has '
        "moved since. Works in any workbook."
    ),
    writes="a file in your own folder on this PC, from which the cells answer. Nothing in the ledger.",
    undo="press again; it is made anew.",
    run=refresh_cells,
    image="RefreshAll",
    keytip="OR",
    needs=Needs.NOTHING,
    in_box=True,
)
