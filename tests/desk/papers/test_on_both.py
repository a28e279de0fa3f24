"""Papers in a file and in PostgreSQL alike: issued once, listed, made again with the same bytes, sent, taken back."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER
from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, csv_text
from tests.desk.month_fixture import law
from tests.desk.papers.desk import BANK
from tests.desk.produce.outgoing import BOE, PAY, Out, settled
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.papers.again import again, missing_in
from xl_addin.desk.papers.issue import Made, Office, Order
from xl_addin.desk.papers.register import Shown, shown
from xl_addin.desk.papers.sent import Went, sent
from xl_addin.desk.papers.templates import Templates
from xl_addin.desk.papers.whole_month import issue_month
from xl_addin.ledger import tables
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.papers import issued
from xl_addin.ledger.store import Actor

pytestmark = pytest.mark.usefixtures("either")
NUMBERS = ["SLIP/2026-27/000001", "DECL/2026-27/000001"]


@pytest.fixture
def desk(tmp_path: Path, either: None) -> Out:
    """A desk that has settled and still waits for evidence."""
    made = settled(tmp_path)
    files = {"importers.csv": csv_text([IMPORTER]), "rates.csv": "date,currency,inr_per_unit\n2026-10-30,USD,90\n"}
    made.take(files)
    return made


def month(desk: Out, who: Actor = ACTOR, name: str = "papers") -> list[Made]:
    return issue_month(Office(desk.ledger, OCTOBER, law(), who, BANK, Order(desk.home / name, Templates())))


def numbers(made: list[Made]) -> list[str]:
    return [paper.number for one in made for paper in one.papers]


def register(desk: Out) -> list[Shown]:
    with desk.ledger.read() as connection:
        return shown(issued(connection), connection)


def test_papers_are_issued_once_listed_and_made_again_byte_for_byte(desk: Out) -> None:
    assert numbers(month(desk)) == NUMBERS
    assert numbers(month(desk, CHECKER)) == []  # nor by a colleague
    listed = register(desk)
    assert [one.paper.number for one in listed] == NUMBERS
    assert {one.paper.user for one in listed} == {ACTOR.user}
    for one in listed:
        content = (desk.home / "papers" / one.paper.file).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one.paper.sha256
        (made,) = again(desk.ledger, [one.paper.number], desk.home / "again")
        assert (made.is_same, made.path.read_bytes()) == (True, content)
    (desk.home / "papers" / listed[0].paper.file).unlink()
    assert missing_in(desk.ledger, desk.home / "papers") == [NUMBERS[0]]


def test_what_was_sent_and_taken_back_is_told_by_the_register(desk: Out) -> None:
    month(desk)
    sent(desk.ledger, OCTOBER, law(), ACTOR, (NUMBERS[1],), Went("email", OCTOBER, ""))
    assert len(desk.rows(tables.papers_sent)) == 1
    undo(desk.ledger, ACTOR)
    assert [one.paper.sent for one in register(desk)] == [()] * len(NUMBERS)
    desk.take_back(PAY, f"{BOE}#1", 50000)
    assert "taken back" in register(desk)[0].state
    with desk.ledger.read() as connection:
        assert not check_chain(connection).broken
