"""The buttons of papers: they go into a folder beside the workbook, and their numbers into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from xl_addin.buttons.card import Card
from xl_addin.buttons.month import Month, open_month
from xl_addin.buttons.work import Work
from xl_addin.desk.papers.decided import Make, issue_decided, issue_each
from xl_addin.desk.papers.issue import Made, Office, Order
from xl_addin.desk.papers.issue_slips import issue_slips
from xl_addin.desk.papers.kinds import MEMO, STATEMENT, Kind
from xl_addin.desk.papers.letters import makes
from xl_addin.desk.papers.memos import memos
from xl_addin.desk.papers.others import others
from xl_addin.desk.papers.statement import statements as drafted
from xl_addin.desk.papers.templates import Templates
from xl_addin.desk.papers.told import made_lines
from xl_addin.domain.dates import period_of


def slips(work: Work) -> Card:
    """Issues the acknowledgement slip of every settlement of the month that has none yet."""
    with open_month(work) as month:
        return _told(month, "Slips", [issue_slips(_office(work, month))])


def statements(work: Work) -> Card:
    """States to each importer what is open of him on the day."""
    return _decided(work, "Statements", STATEMENT, lambda desk, told, _: drafted(desk, told, STATEMENT))


def letters(work: Work) -> Card:
    """Writes the letters that the follow-up has come to, and the memos of Referrals that have an addressee."""
    with open_month(work) as month:
        memo = (MEMO, partial(memos, prepared_by=month.actor.user))
        return _told(month, "Letters", issue_each(_office(work, month), [*makes(()), memo]))


def other_papers(work: Work) -> Card:
    """Issues advices, declarations, the merchanting statement and audit reports that the month calls for."""
    with open_month(work) as month:
        return _told(month, "Other papers", issue_each(_office(work, month), others()))


def _told(month: Month, what: str, made: Sequence[Made]) -> Card:
    issued, left = sum(len(one.papers) for one in made), sum(len(one.left) for one in made)
    return month.card(f"{what}: {issued} issued, {left} not", [line for one in made for line in made_lines(one)])


def _decided(work: Work, what: str, kind: Kind, make: Make) -> Card:
    with open_month(work) as month:
        return _told(month, what, [issue_decided(_office(work, month), kind, make)])


def _office(work: Work, month: Month) -> Office:
    folder = work.shell.home / f"papers-{period_of(work.as_on)}"
    order = Order(folder, Templates(work.settings.path("templates")))
    return Office(month.ledger, work.as_on, month.law, month.actor, work.bank, order, work.progress)
