"""The day that an act is done on: asked once, before anything is done, by every button and command.

It must lie within the law that is known, not before the last day of the ledger, and not a year away from its records.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from xl_addin.desk.started import typed
from xl_addin.domain.dates import add_months, period_of
from xl_addin.domain.errors import DeskError
from xl_addin.engine.general.regime import regime_on
from xl_addin.ledger import signed, state
from xl_addin.rulebook import OutsideHorizon, Rulebook

SLIPS_YEARS, CLOSE_DAYS = (1, 2, 3), 62  # with the year put right, the newest record is of that month or the one before


def refuse_beyond_law(rules: Rulebook, as_on: date) -> None:
    """A day of which no law is known: told before a ledger is made or an act begun."""
    try:
        regime_on(rules, as_on)
    except OutsideHorizon as error:
        raise DeskError(error.what, f"As-on date {as_on:%d-%b-%Y}. Nothing was done.", error.todo) from None


def refuse_earlier_day(connection: Connection, as_on: date) -> None:
    """Before an act: the ledger has not gone on beyond the day, and its month is not signed."""
    refuse_gone_on(connection, as_on)
    refuse_shut(connection, as_on)


def refuse_gone_on(connection: Connection, as_on: date) -> None:
    """The ledger goes forward only: what lies before its last as-on date is shut, late entries go to the next one.

    Acts that were taken back do not count: a wrong day is mended by taking its acts back.
    """
    last = state.last_as_on(connection)
    if last is not None and as_on < last:
        raise DeskError(
            f"The as-on date is {as_on:%d/%m/%Y}, but the ledger has gone on to {last:%d/%m/%Y}.",
            "As-on date and ledger.",
            f"Use {last:%d/%m/%Y} or a later day; late entries go to that period. Where {last:%d/%m/%Y} was a mistake, "
            "give that day once more, take back what was done on it (undo), then use the right day.",
        )


def refuse_shut(connection: Connection, as_on: date) -> None:
    """Nothing is done in a month that three people have signed; it may be looked at, and opened again by two."""
    if shut := signed.shut_by(connection, period_of(as_on)):
        raise DeskError(
            f"{as_on:%b %Y} is signed: {shut.person} approved it on {shut.at[:10]}. Nothing more is done in it.",
            "As-on date and ledger. Nothing was done.",
            f"Late entries go to the next month. To open it again, two people are needed: {typed('reopen --help')}",
        )


def refuse_nothing_yet(connection: Connection, as_on: date) -> None:
    """Before a look: of a month that the ledger does not know nothing is lacking or waiting, which is no answer."""
    first = state.first_period(connection)
    if first and first <= period_of(as_on):
        return
    begun = f": its first record is of {date.fromisoformat(f'{first}-01'):%b %Y}" if first else ""
    raise DeskError(
        f"The ledger holds nothing yet on {as_on:%d/%m/%Y}{begun}.",
        "As-on date and ledger.",
        "Give a day of that month or later." if first else "Take in the extracts of the month first.",
    )


def refuse_far_day(dated: Iterable[date], as_on: date) -> None:
    """An as-on date whole years after all that the desk has is a slip of the year: nothing is done under it.

    Old items alone are none: their days lie anywhere in the year, or too far back.
    """
    newest = max(dated, default=None)
    if newest is not None and any(0 <= (add_months(as_on, -12 * n) - newest).days <= CLOSE_DAYS for n in SLIPS_YEARS):
        raise DeskError(
            f"The as-on date is {as_on:%d/%m/%Y}, but the newest record is of {newest:%d/%m/%Y}: is the year right?",
            "As-on date, extracts and ledger. Nothing was done.",
            "Correct the as-on date. Where it is right, add a rates file with a rate of that month to the extracts.",
        )
