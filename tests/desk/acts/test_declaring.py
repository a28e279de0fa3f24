"""Small-value entries of one importer on one declaration. Rules 5.4: whole entry up to INR 1,000,000.00, declared.

At 90 a dollar USD 11,111.11 is INR 999,999.90 and USD 11,111.12 is INR 1,000,000.80.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk, boe, csv_text, invoice, orm
from xl_addin.desk.acts.approve import Approved, approve
from xl_addin.desk.acts.declaring import propose_declared, quarter_of
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import Proposed
from xl_addin.desk.acts.request import DECLARATION, said_of
from xl_addin.desk.close.verify import verify
from xl_addin.desk.month.month import read_month
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.rulebook.policy import Policy

pytestmark = pytest.mark.usefixtures("either")

LAW = law_of(able())
MINE, OTHER = "0388000037", "0388000045"
SMALL, LARGE, THEIRS = "0052545/2026-10-06/INNSA1", "0052546/2026-10-06/INNSA1", "0052547/2026-10-06/INNSA1"
PAPER = ("document_no=DECL/7", "document_date=30-Oct-2026")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two entries of one importer, below the limit and over it by INR 0.80; one of another; a small remittance."""
    desk = Desk(tmp_path)
    desk.take({"rates.csv": "date,currency,inr_per_unit\n2026-10-30,USD,90\n"})
    desk.boes(
        boe(invoice(amount="11111.11")),
        boe(invoice(amount="11111.12"), number="0052546"),
        boe(invoice(amount="100.00"), number="0052547", iec=OTHER),
    )
    desk.take({"orm.csv": csv_text([orm(amount="50.00", beneficiaryName="SOMEBODY ELSE")])})
    return desk


def put(desk: Desk, *say: str, iec: str = MINE, **more: object) -> Proposed:
    wanted = Wanted("SMALL_VALUE", iecs=(iec,) if iec else ())
    return propose_declared(desk.ledger, OCTOBER, LAW, ACTOR, wanted, said_of(DECLARATION, say), **more)  # type: ignore[arg-type]


def passed(desk: Desk) -> Approved:
    return approve(desk.ledger, OCTOBER, LAW, CHECKER, lambda one: True)


def left(desk: Desk) -> dict[str, int]:
    return {one.key.partition("#")[0]: one.outstanding_minor for one in read_month(desk.ledger, OCTOBER).items}


def test_the_entries_of_one_importer_are_closed_on_one_declaration(desk: Desk) -> None:
    told = put(desk, *PAPER)
    assert not told.barred
    assert sorted(one.item[1] for one in told.made) == [SMALL, "IBA26100000001/0009001"]
    assert {row["papers"] for row in desk.rows(tables.proposals)} == {
        "Document date 30-Oct-2026; Document number DECL/7"
    }
    assert {row["remarks"] for row in desk.rows(tables.proposals)} == {"consolidated declaration, Q3 of 2026-27"}
    done = passed(desk)
    assert (len(done.posted), done.barred) == (2, ())
    assert left(desk) == {SMALL: 0, LARGE: 1111112, THEIRS: 10000, "IBA26100000001/0009001": 0}
    assert read_month(desk.ledger, OCTOBER).said("BOE", SMALL)["declared"] is True
    assert all(check.holds for check in verify(desk.ledger))


BARS = [
    ((PAPER[1],), "document_no is not given"),
    ((PAPER[0],), "document_date is not given"),
    ((PAPER[0], "document_date=01-Nov-2026"), "after the as-on date"),
    ((PAPER[0], "document_date=04-Oct-2026"), "is before"),
]


@pytest.mark.parametrize(("say", "said"), BARS)
def test_a_declaration_has_its_number_and_a_day_that_can_be(desk: Desk, say: tuple[str, ...], said: str) -> None:
    told = put(desk, *say)
    assert not told.made
    assert all(said in why for _, why in told.barred)
    assert desk.rows(tables.proposals) == []


def test_a_declaration_is_of_one_importer(desk: Desk) -> None:
    with pytest.raises(DeskError, match="2 importers"):
        put(desk, *PAPER, iec="")


def answer(desk: Desk, value: str) -> None:
    with desk.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
        step.add(tables.answers, [{"item_kind": "BOE", "item_key": SMALL, "fact": "declared", "value": value}])


def test_what_says_that_nothing_was_declared_is_told(desk: Desk) -> None:
    answer(desk, "N")
    assert [(one.item[1], "has not declared" in why) for one, why in put(desk, *PAPER).barred] == [(SMALL, True)]


def test_what_was_answered_since_voids_it(desk: Desk) -> None:
    put(desk, *PAPER)
    answer(desk, "N")
    assert [one.item_key for one, _ in passed(desk).barred] == [SMALL]
    assert left(desk)[SMALL] == 1111111


QUARTERS = [
    (date(2026, 3, 31), "Q4 of 2025-26", "Q1 2026"),
    (date(2026, 4, 1), "Q1 of 2026-27", "Q2 2026"),
    (date(2026, 12, 31), "Q3 of 2026-27", "Q4 2026"),
]


@pytest.mark.parametrize(("on", "financial", "calendar"), QUARTERS)
def test_the_name_of_a_quarter(on: date, financial: str, calendar: str) -> None:
    assert quarter_of(on, Policy()) == financial
    assert quarter_of(on, Policy(quarter_basis="calendar")) == calendar
