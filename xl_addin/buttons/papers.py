"""The buttons of papers: they go into a folder beside the workbook, and their numbers into the ledger."""

from __future__ import annotations

from xl_addin.buttons.card import Card
from xl_addin.buttons.month import open_month
from xl_addin.buttons.work import Work
from xl_addin.desk.papers.decided import Make, issue_decided
from xl_addin.desk.papers.issue import Made, Order
from xl_addin.desk.papers.issue_slips import issue_slips
from xl_addin.desk.papers.kinds import STATEMENT, Kind
from xl_addin.desk.papers.statement import statements as drafted
from xl_addin.desk.papers.templates import Templates
from xl_addin.desk.papers.told import made_lines
from xl_addin.domain.dates import period_of


def slips(work: Work) -> Card:
    """Issues the acknowledgement slip of every settlement of the month that has none yet."""
    with open_month(work) as month:
        made = issue_slips(
            month.ledger, work.as_on, month.law, month.actor, work.bank, _order(work), progress=work.progress
        )
        return month.card(_headline("Slips", made), made_lines(made))


def statements(work: Work) -> Card:
    """States to each importer what is open of him on the day."""
    return _decided(work, "Statements", STATEMENT, lambda desk, told, _: drafted(desk, told, STATEMENT))


def _decided(work: Work, what: str, kind: Kind, make: Make) -> Card:
    with open_month(work) as month:
        made = issue_decided(
            month.ledger, work.as_on, month.law, month.actor, work.bank, _order(work), kind, make, work.progress
        )
        return month.card(_headline(what, made), made_lines(made))


def _order(work: Work) -> Order:
    folder = work.shell.home / f"papers-{period_of(work.as_on)}"
    return Order(folder, Templates(work.settings.path("templates")))


def _headline(what: str, made: Made) -> str:
    return f"{what}: {len(made.papers)} issued, {len(made.left)} not"
