"""The use case of acknowledgement slips: what was settled in a month and has no slip yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from xl_addin.desk.papers.desk_of import desk_of
from xl_addin.desk.papers.issue import Made, Office, issue
from xl_addin.desk.papers.kinds import SLIP
from xl_addin.desk.papers.slips import slips
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger
from xl_addin.ledger.papers import issued, posted_lines, settled_periods


def issue_slips(office: Office, month: str = "") -> Made:
    """Issues a slip for each importer of each act that settled in `month`, that of the day where none is given."""
    _refuse_later(office, month)
    office.progress("Reading what was settled")
    with office.ledger.snapshot():
        desk = desk_of(office.ledger, office.as_on, office.law, office.bank)
        with office.ledger.read() as connection:
            posted = posted_lines(connection, month or period_of(office.as_on))
            known = issued(connection, SLIP.word)
    drafts = slips(desk, posted, known, office.order.templates.of(SLIP))
    return replace(issue(office, drafts), what=SLIP.meaning)


def _refuse_later(office: Office, month: str) -> None:
    if month > period_of(office.as_on):
        raise DeskError(
            f"{month} lies after the as-on date {office.as_on:%d-%b-%Y}.",
            "Option --month.",
            "Give that month or an earlier one. No slip was made.",
        )


def without_slip(ledger: Ledger, as_on: date) -> Iterator[tuple[str, int]]:
    """Months up to the day with the number of acts that settled and have a line without a slip."""
    with ledger.snapshot(), ledger.read() as connection:
        done = {one.of_seq for one in issued(connection, SLIP.word)}
        for period in settled_periods(connection, period_of(as_on)):
            acts = {one.seq for one in posted_lines(connection, period)} - done
            if acts:
                yield period, len(acts)
