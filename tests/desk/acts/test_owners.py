"""Owners of importers: told by the importers file or in a cell, they bound queues and powers as branches do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.acts.test_closing import AD, PAPER, PAY, made, put
from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, Desk, csv_text
from tests.desk.test_command_line import run
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.decline import Said, decline
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.now import month_now
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.rulebook.facts import IMPORTER as OF_IMPORTER
from xl_addin.rulebook.powers import Person

IEC, DESK = "0388000037", "Corporate desk"


def told(desk: Desk) -> object:
    """The owner of the importer, as every item of his knows it."""
    month = read_month(desk.ledger, OCTOBER)
    known = {item.answers.get("owner") for item in (*month.orms.values(), *month.invoices.values())}
    assert len(known) == 1
    return known.pop()


def owned(tmp_path: Path, owner: str = DESK) -> Desk:
    desk = made(tmp_path)
    if owner:
        tell(desk, owner)
    return desk


def tell(desk: Desk, owner: str) -> None:
    with desk.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
        step.add(tables.answers, [{"item_kind": OF_IMPORTER, "item_key": IEC, "fact": "owner", "value": owner}])


HEADINGS = ["owner", "Owner", "relationship_desk", "Relationship Manager"]


@pytest.mark.parametrize("heading", HEADINGS)
def test_the_importers_file_tells_it(tmp_path: Path, heading: str) -> None:
    desk = made(tmp_path)
    desk.take({"importers.csv": csv_text([{**IMPORTER, heading: " Corporate  desk "}])})
    assert told(desk) == DESK


# rows of the importers file: what each says of the owner and of a flag; what is known
ROWS = [
    ("two rows that agree", [(DESK, "N"), (DESK, "N")], DESK),
    ("one row does not say", [(DESK, "N"), ("", "N")], DESK),
    ("two rows that differ", [(DESK, "N"), ("Retail desk", "N")], None),
    ("they differ in a flag", [(DESK, "N"), (DESK, "Y")], DESK),
    ("no row says", [("", "N")], None),
]


@pytest.mark.parametrize(("case", "said", "known"), ROWS, ids=[row[0] for row in ROWS])
def test_two_rows_of_one_importer(tmp_path: Path, case: str, said: list[tuple[str, str]], known: str | None) -> None:
    desk = made(tmp_path)
    rows = [{**IMPORTER, "owner": owner, "suit_pending": flag} for owner, flag in said]
    taken = desk.take({"importers.csv": csv_text(rows)})
    assert told(desk) == known
    assert taken.rows_read == taken.rows_kept + taken.rows_refused


def law_of_owners(*owners: str) -> Law:
    people = (Person("maker", "maker"), Person("checker", "checker", owners=owners))
    return law_of(able(), people=people)


# owners for whom the checker acts, owner of the importer, what bars him ("": nothing)
BOUNDS = [
    ("for all", (), DESK, ""),
    ("for all, nobody told", (), "", ""),
    ("his", (DESK,), DESK, ""),
    ("his, in other letters", ("CORPORATE DESK",), DESK, ""),
    ("one of his", ("Retail desk", DESK), DESK, ""),
    ("another's", ("Retail desk",), DESK, "checker acts for Retail desk, this is of Corporate desk"),
    ("nobody told", ("Retail desk",), "", "the owner of this importer is not given"),
]


@pytest.mark.parametrize(("case", "owners", "owner", "said"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_who_approves_and_gives_back(tmp_path: Path, case: str, owners: tuple[str, ...], owner: str, said: str) -> None:
    desk, law = owned(tmp_path, owner), law_of_owners(*owners)
    put(desk, "refund", PAY, *PAPER, *AD, law=law)
    back = decline(desk.ledger, OCTOBER, law, CHECKER, lambda one: Said("RETURNED", "later"))
    assert bool(back.done) is not bool(said)
    if not said:
        put(desk, "refund", PAY, *PAPER, *AD, law=law)
    done = approve(desk.ledger, OCTOBER, law, CHECKER, lambda one: True)
    assert bool(done.posted) is not bool(said)
    assert [why for _, why in (*back.barred, *done.barred) if said not in why] == []


def test_who_proposes(tmp_path: Path) -> None:
    desk = owned(tmp_path)
    law = law_of(able(), people=(Person("maker", "maker", owners=("Retail desk",)), Person("checker", "checker")))
    with pytest.raises(DeskError, match="this is of Corporate desk"):
        put(desk, "refund", PAY, *PAPER, *AD, law=law)
    assert desk.rows(tables.proposals) == []


def test_an_act_of_no_importer_is_not_bounded(tmp_path: Path) -> None:
    desk, bounded = owned(tmp_path), law_of_owners("Retail desk").policy.powers.people
    law = law_of(able(confirm_rules=True), people=bounded)
    known = law.rules.in_force("writeoff.limit_pct", OCTOBER.replace(year=2025))
    rule = f"{known.parameter} from {known.effective_from}"
    paper = ("confirmed_by=asha", "document_no=N/1", "document_date=20-Oct-2026")
    assert put(desk, "confirm-rule", rule, *paper, law=law).number
    assert approve(desk.ledger, OCTOBER, law, CHECKER, lambda one: True).posted


def test_an_owner_who_changed_since_voids_what_was_proposed(tmp_path: Path) -> None:
    desk, law = owned(tmp_path), law_of_owners(DESK)
    put(desk, "refund", PAY, *PAPER, *AD, law=law)
    tell(desk, "Retail desk")
    done = approve(desk.ledger, OCTOBER, law, CHECKER, lambda one: True)
    assert not done.posted
    assert "has changed" in done.barred[0][1]


@pytest.mark.parametrize(("wanted", "many"), [("", 1), (DESK, 1), (" corporate DESK", 1), ("Retail desk", 0)])
def test_what_is_proposed_may_be_narrowed_to_an_owner(tmp_path: Path, wanted: str, many: int) -> None:
    desk = owned(tmp_path)
    put(desk, "refund", PAY, *PAPER, *AD)
    approve(desk.ledger, OCTOBER, law_of(able()), CHECKER, lambda one: True)
    found = propose(desk.ledger, OCTOBER, law_of(able()), ACTOR, Wanted("REOPEN", owner=wanted), only_list=True)
    assert len(found.made) == many


@pytest.mark.files_only
@pytest.mark.parametrize(("owner", "many"), [(DESK, 1), ("corporate desk", 1), ("Retail desk", 0)])
def test_the_queue_of_an_owner_at_the_command_line(tmp_path: Path, owner: str, many: int) -> None:
    desk = owned(tmp_path)
    put(desk, "refund", PAY, *PAPER, *AD)
    desk.ledger.close()
    at = ("--as-on", "31-Oct-2026", "--ledger", desk.path, "--owner", owner)
    assert run("proposals", *at).stdout.count("refund of a remittance recorded") == many
    assert run("approve", "--all", *at).stdout.count("not approved") == many  # as shipped nobody may approve


def test_it_stands_on_approvals_and_in_the_cell_of_import_licence(tmp_path: Path) -> None:
    desk = owned(tmp_path)
    put(desk, "refund", PAY, *PAPER, *AD)
    lists = month_now(desk.ledger, OCTOBER, law_of(able())).lists
    assert lists["tblApprovals"]["Owner"] == [DESK]
    assert lists["tblImportLicence"]["Owner"] == [DESK]
