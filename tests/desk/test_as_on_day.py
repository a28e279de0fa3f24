"""The day of an act, asked before it: within the law, not before an act that counts, not a year from all records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, NOVEMBER, OCTOBER, Desk, boe, csv_text, obe_xml, orm
from tests.desk.month_fixture import law
from tests.desk.test_command_line import run
from xl_addin.desk.answers.undo import history, undo
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.close.verify import verify
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.month.settle import settle
from xl_addin.domain.errors import DeskError

FILES = {
    "a.obe.xml": obe_xml(boe()),  # 6-Oct-2026
    "orm.csv": csv_text([orm(amount="500.00")]),  # 5-Oct-2026
}
RATES = "date,currency,inr_per_unit\n{on},USD,88.5\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def closed(desk: Desk, folder: Path, as_on: date) -> None:
    close_month(desk.ledger, CloseOrder(folder, desk.home / "out", as_on, ACTOR), law())


ACTS: dict[str, Callable[[Desk, Path, date], object]] = {
    "take in": lambda desk, folder, on: take_in(desk.ledger, folder, on, ACTOR),
    "settle": lambda desk, folder, on: settle(desk.ledger, on, ACTOR),
    "close": closed,
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("acts_of_november", [1, 2, 3])
def test_days_of_acts_taken_back_are_free_again(desk: Desk, act: str, acts_of_november: int) -> None:
    """As on 30-Nov by mistake, taken back: 31-Oct is a day to work on as if nothing had been."""
    folder = desk.folder(FILES)
    desk.take({"orm.csv": csv_text([orm(number="IBA26100000002")])})
    for number in range(acts_of_november):
        desk.orms(orm(number=f"IBA2610000001{number}"), as_on=NOVEMBER)
    with pytest.raises(DeskError, match="the ledger has gone on to 30/11/2026") as told:
        ACTS[act](desk, folder, OCTOBER)
    assert "Where 30/11/2026 was a mistake" in told.value.todo
    for _ in range(acts_of_november):
        assert undo(desk.ledger, ACTOR).period == "2026-11"
    ACTS[act](desk, folder, OCTOBER)
    assert all(check.holds for check in verify(desk.ledger))
    assert undo(desk.ledger, ACTOR, "2026-10").period == "2026-10", "and its acts can be taken back in turn"


LOOKS: dict[str, Callable[[Path], list[object]]] = {
    "facts": lambda out: ["facts"],
    "facts of one fact": lambda out: ["facts", "--fact", "contract_due"],
    "facts-template": lambda out: ["facts-template", "--to", out / "ask.csv"],
    "decide": lambda out: ["decide"],
    "proposals": lambda out: ["proposals"],
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("day", "held"), [("30-Sep-2026", False), ("31-Oct-2025", False), ("1-Oct-2026", True)])
def test_a_look_at_a_month_before_the_ledger_begins_is_no_answer(
    desk: Desk, tmp_path: Path, look: str, day: str, held: bool
) -> None:
    desk.take(FILES)
    words = LOOKS[look](tmp_path)
    told = run(*words, "--as-on", day, "--ledger", desk.ledger.where)
    if not held:
        assert told.returncode == 2, told.stdout
        assert "The ledger holds nothing yet on" in told.stderr
        assert "its first record is of Oct 2026" in told.stderr
        assert not list(tmp_path.glob("ask.csv"))
    elif "--fact" not in words:  # nothing of that name may be asked
        assert told.returncode == 0, told.stderr


def test_undo_goes_into_an_earlier_month_only_when_its_day_is_given(desk: Desk) -> None:
    desk.take(FILES)
    desk.orms(orm(number="IBA26100000002"), as_on=NOVEMBER)
    with pytest.raises(DeskError, match="gone on to 2026-11: 2026-10 is shut"):
        undo(desk.ledger, ACTOR, "2026-10")
    undo(desk.ledger, ACTOR)
    for asked in ("", "2026-11"):
        with pytest.raises(DeskError, match="belongs to 2026-10, an earlier month: it is shut") as told:
            undo(desk.ledger, ACTOR, asked)
        assert "31/10/2026" in told.value.todo
    assert undo(desk.ledger, ACTOR, "2026-10").kind == "TAKE_IN"


def test_a_month_that_was_taken_back_whole_is_not_verified_as_a_month(desk: Desk) -> None:
    desk.take(FILES)
    desk.orms(orm(number="IBA26100000002"), as_on=NOVEMBER)
    undo(desk.ledger, ACTOR)
    assert not [check for check in verify(desk.ledger) if check.question.startswith("Nov")]


# Newest record of the files is the BoE of 6-Oct-2026.
DAYS = [
    (OCTOBER, "", True),
    (date(2027, 9, 30), "", True),  # a desk that did nothing for eleven months
    (date(2027, 10, 5), "", True),
    (date(2027, 10, 6), "", False),
    (date(2027, 10, 31), "", False),
    (date(2027, 12, 7), "", False),  # 62 days after 6-Oct, a year on
    (date(2027, 12, 8), "", True),
    (date(2028, 2, 29), "", True),
    (date(2028, 10, 31), "", False),
    (date(2029, 10, 31), "", False),
    (date(2030, 10, 31), "", True),  # the law's end stops it
    (date(2027, 10, 31), "30/09/2027", True),
    (date(2027, 10, 31), "01/10/2026", False),
]


@pytest.mark.parametrize(("as_on", "rate_on", "is_taken"), DAYS)
def test_a_year_away_from_all_records_is_a_slip_of_the_year(
    desk: Desk, as_on: date, rate_on: str, is_taken: bool
) -> None:
    files = {**FILES, **({"rates.csv": RATES.format(on=rate_on)} if rate_on else {})}
    if is_taken:
        assert desk.take(files, as_on).rows_kept
        return
    with pytest.raises(DeskError, match="newest record is of 06/10/2026: is the year right") as told:
        desk.take(files, as_on)
    assert "Nothing was done" in told.value.where
    assert history(desk.ledger) == []


@pytest.mark.parametrize("act", ACTS)
def test_a_year_away_is_told_where_the_files_are_known_already(desk: Desk, act: str) -> None:
    folder = desk.folder(FILES)
    take_in(desk.ledger, folder, OCTOBER, ACTOR)
    with pytest.raises(DeskError, match="is the year right"):
        ACTS[act](desk, folder, date(2027, 10, 31))
    assert len(history(desk.ledger)) == 1


@pytest.mark.parametrize("as_on", [date(2030, 10, 31), date(1999, 10, 31)])
def test_a_close_outside_the_law_that_is_known_does_nothing(desk: Desk, as_on: date) -> None:
    with pytest.raises(DeskError, match=r"The (encoded )?law") as told:
        closed(desk, desk.folder(FILES), as_on)
    assert "As-on date" in told.value.where
    assert history(desk.ledger) == []
