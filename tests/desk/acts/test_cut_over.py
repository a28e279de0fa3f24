"""The cut-over: who says up to which day an AD code was reported outside, and what bars it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.acts.test_named import made, passed, put
from tests.desk.intake.desk_folder import OCTOBER
from xl_addin.desk.acts.approve import approve
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables
from xl_addin.ledger.acts import message_of

pytestmark = pytest.mark.usefixtures("either")
OWN, UNTIL = "0009001", "reported_until=30-Sep-2026"
LAW = law_of(able(messages=True, withdraw=True))


def test_two_people_say_up_to_which_day_all_was_reported_outside(tmp_path: Path) -> None:
    desk = made(tmp_path)
    told = put(desk, "cut-over", OWN, UNTIL, law=LAW)
    assert told.one.bars == ()
    (row,) = desk.rows(tables.proposals)
    assert (row["item_kind"], row["item_key"], row["branch"]) == ("AD", OWN, OWN)
    assert [(one["fact"], one["value"]) for one in desk.rows(tables.proposed_facts)] == [
        ("reported_until", "2026-09-30")
    ]
    assert passed(desk, LAW).barred == ()
    assert desk.rows(tables.closures) == desk.rows(tables.postings) == []
    assert message_of("CUT_OVER", "AD") == ""
    assert f"{told.number} was approved for the same and stands" in put(desk, "cut-over", OWN, UNTIL, law=LAW).one.bars
    assert put(desk, "withdraw", str(told.number), law=LAW).one.bars == ()
    assert passed(desk, LAW).barred == ()
    assert put(desk, "cut-over", OWN, "reported_until=31-Oct-2026", law=LAW).one.bars == ()


BARS = [
    ("no day", OWN, (), "reported_until is not given"),
    ("a day to come", OWN, ("reported_until=01-Nov-2026",), "after the as-on date"),
    ("another branch", "0009002", (UNTIL,), "it has 0009001"),
]


@pytest.mark.parametrize(("item", "say", "said"), [row[1:] for row in BARS], ids=[row[0] for row in BARS])
def test_what_bars_it(tmp_path: Path, item: str, say: tuple[str, ...], said: str) -> None:
    desk = made(tmp_path)
    assert any(said in bar for bar in put(desk, "cut-over", item, *say, law=LAW).one.bars)
    assert desk.rows(tables.proposals) == []


def test_what_is_no_ad_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="an AD code of 7"):
        put(made(tmp_path), "cut-over", "Mumbai", UNTIL, law=LAW)


def test_a_role_without_the_power_approves_none(tmp_path: Path) -> None:
    desk, law = made(tmp_path), law_of(able())
    assert put(desk, "cut-over", OWN, UNTIL, law=law).number
    done = approve(desk.ledger, OCTOBER, law, CHECKER, lambda one: True)
    assert "no power over this act" in done.barred[0][1]
