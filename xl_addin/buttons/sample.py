"""The guided sample begun anew; what tells it from any other book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xl_addin.buttons.card import Card, Line
from xl_addin.buttons.room import refuse_without_room
from xl_addin.buttons.sheets import read_lists
from xl_addin.buttons.work import Work
from xl_addin.desk.atomic import free_path
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import anchors
from xl_addin.workbook.month.layout import FOLDER, HEAD, LEDGER, MARK
from xl_addin.workbook.month.rows import nothing

# What the guided sample's Start says: only such a book may be begun anew.
SAMPLE_FOLDER, SAMPLE_LEDGER = "guided_sample", "guided-sample-ledger.sqlite"


def reset_sample(work: Work) -> Card:
    """Begins the guided sample anew: its own ledger is removed and the lists emptied; no other book."""
    ledger = work.shell.home / SAMPLE_LEDGER
    if work.text(LEDGER) != SAMPLE_LEDGER or work.text(FOLDER) != SAMPLE_FOLDER:
        raise DeskError(
            "This is not the guided sample: nothing was removed.",
            f"Book {work.book.name}; ledger {work.text(LEDGER) or 'blank'}, folder {work.text(FOLDER) or 'blank'}.",
            f"Only a book whose Start says ledger {SAMPLE_LEDGER} and folder {SAMPLE_FOLDER} can be reset.",
        )
    lists = read_lists(work.book)
    refuse_without_room(work.book, dict.fromkeys(lists, 1))
    kept = _put_aside(work.out)
    with _told("The sample's ledger cannot be removed", ledger):
        ledger.unlink(missing_ok=True)
        anchors.file_of(ledger).unlink(missing_ok=True)
    with work.book.at_work():
        for name, sheet in lists.items():
            headers = [column.header for column in MONTH_LISTS[name].columns]
            own = [header for header in sheet.headers if header not in headers]
            row = (*nothing(MONTH_LISTS[name], "nothing was run yet"), *(None for _ in own))
            work.book.write_table(name, [row], [*headers, *own])
        work.book.write_value(MARK, "")
        work.book.write_value(HEAD, "")
    lines = (("Next", f"Press {work.labels['take_in']}."), ("Removed", str(ledger)), *kept)
    return Card("The sample begins anew", lines)


def _put_aside(closing: Path) -> tuple[Line, ...]:
    """A closing of the ledger that goes keeps its files under another name: the next close begins its own folder."""
    if not closing.is_dir():
        return ()
    with _told("The sample's closing cannot be put aside", closing):
        return (("Closing", f"kept as {closing.rename(free_path(closing))}"),)


@contextmanager
def _told(what: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DeskError(
            f"{what}: {error.strerror}.",
            f"{path}.",
            "Close it, and other programs that use it, then press the button again.",
        ) from None
