"""A look into the outbox: what waits between the desk and IDPMS on a day, read from the ledger at one moment."""

from __future__ import annotations

from datetime import date

from xl_addin.desk.month.day import refuse_nothing_yet
from xl_addin.desk.produce.books import month_of_messages, read_books
from xl_addin.desk.produce.told import outbox_lines
from xl_addin.desk.produce.waits import waiting
from xl_addin.ledger import Ledger


def look(ledger: Ledger, as_on: date, *, closes: bool) -> list[str]:
    """What waits, as lines; DeskError where the ledger holds nothing yet."""
    with ledger.snapshot():
        with ledger.read() as connection:
            refuse_nothing_yet(connection, as_on)
        books = read_books(ledger, month_of_messages(ledger, as_on), closes=closes)
        return [*outbox_lines(books, waiting(books))]
