"""What blocked a month stands on the next month's Exceptions until it is cured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, NOVEMBER, OCTOBER, Desk, csv_text, orm
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.intake.expected import open_from_before

GOOD = {"orm.csv": csv_text([orm()]), "importers.csv": csv_text([IMPORTER])}
BAD = {**GOOD, "orm.csv": csv_text([orm(), orm(number="IBA26100000002", currency="XXQ")])}
LATER = {
    "orm.csv": csv_text([orm(number="IBA26110000001", paid="05/11/2026")]),
    "importers.csv": csv_text([IMPORTER]),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def still_open(desk: Desk, as_on: date = NOVEMBER) -> list[tuple[str, str]]:
    with desk.ledger.read() as connection:
        return [(one.code, one.found) for one in open_from_before(connection, f"{as_on:%Y-%m}")]


def take(desk: Desk, files: Mapping[str, str], as_on: date) -> list[str]:
    return [one.code for one in desk.take(files, as_on=as_on).findings if one.severity == "BLOCK"]


def test_a_row_that_blocked_october_stands_in_november(desk: Desk) -> None:
    assert take(desk, BAD, OCTOBER)
    take(desk, {"ORM november.csv": LATER["orm.csv"], "importers.csv": LATER["importers.csv"]}, NOVEMBER)
    found = still_open(desk)
    assert len(found) == 1
    assert "(open since Oct 2026)" in found[0][1]


MENDED = csv_text([orm(), orm(number="IBA26100000002")])


def test_the_same_file_mended_cures_it(desk: Desk) -> None:
    assert take(desk, BAD, OCTOBER)
    take(desk, {**GOOD, "orm.csv": MENDED}, OCTOBER)
    assert still_open(desk) == []


def test_the_next_month_s_file_of_the_same_name_does_not(desk: Desk) -> None:
    assert take(desk, BAD, OCTOBER)
    take(desk, LATER, NOVEMBER)
    assert len(still_open(desk)) == 1


def test_a_name_with_a_stamp_is_the_same_file_in_any_month(desk: Desk) -> None:
    assert take(desk, {"orm 20261031.csv": BAD["orm.csv"], "importers.csv": GOOD["importers.csv"]}, OCTOBER)
    take(desk, {"orm 20261031.csv": MENDED, **LATER}, NOVEMBER)
    assert still_open(desk) == []


def test_the_same_file_with_the_same_fault_does_not(desk: Desk) -> None:
    assert take(desk, BAD, OCTOBER)
    assert take(desk, BAD, NOVEMBER)
    assert len(still_open(desk)) <= 1
    assert still_open(desk, date(2026, 12, 31))


def test_a_take_in_that_was_taken_back_leaves_nothing(desk: Desk) -> None:
    assert take(desk, BAD, OCTOBER)
    undo(desk.ledger, ACTOR)
    assert still_open(desk) == []


def test_a_clean_month_leaves_nothing(desk: Desk) -> None:
    take(desk, GOOD, OCTOBER)
    take(desk, LATER, NOVEMBER)
    assert still_open(desk) == []


def test_a_kind_that_never_came_stays_missing(desk: Desk) -> None:
    take(desk, {**GOOD, "rates.csv": "date,currency,inr_per_unit\n31/10/2026,USD,85.00\n"}, OCTOBER)
    assert take(desk, LATER, NOVEMBER) == ["EXTRACT_MISSING"]
    codes = [code for code, _ in still_open(desk, date(2026, 12, 31))]
    assert codes == ["EXTRACT_MISSING"]
    take(desk, {"rates.csv": "date,currency,inr_per_unit\n31/12/2026,USD,85.00\n"}, date(2026, 12, 31))
    assert still_open(desk, date(2026, 12, 31)) == []
