"""What blocked a month stands on the next month's Exceptions until it is cured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.buttons.sample_desk import SampleDesk
from tests.desk.intake.desk_folder import (
    ACTOR,
    IMPORTER,
    NOVEMBER,
    OCTOBER,
    Desk,
    boe,
    csv_text,
    invoice,
    obe_xml,
    orm,
    orm_xml,
)
from xl_addin.cli.main import app
from xl_addin.desk.answers.undo import history, undo
from xl_addin.desk.intake.expected import open_from_before
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.intake.terms import Terms, waivers_said
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import taken

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


def test_the_row_taken_in_well_in_another_file_cures_it(desk: Desk) -> None:
    assert take(desk, BAD, OCTOBER)
    take(desk, {"orm corrected.csv": csv_text([orm(number="IBA26100000002")]), **LATER}, NOVEMBER)
    assert still_open(desk) == []


def test_the_message_of_that_row_cures_it_with_its_zeros_lost_in_the_list(desk: Desk) -> None:
    assert take(
        desk, {**GOOD, "orm.csv": csv_text([orm(), orm(number="IBA26100000002", currency="XXQ", ad="9001")])}, OCTOBER
    )
    take(desk, {"a.orm.xml": orm_xml(orm(number="IBA26100000002")), **LATER}, NOVEMBER)
    assert still_open(desk) == []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(orm(number="IBA26100000003"), id="another remittance"),
        pytest.param(orm(number="IBA26100000002", ad="0009002"), id="the same number of another branch"),
        pytest.param(orm(number="IBA26100000002", amount="ten"), id="the row, blocked for something else"),
    ],
)
def test_another_row_does_not(desk: Desk, other: dict[str, str]) -> None:
    assert take(desk, BAD, OCTOBER)
    take(desk, {"orm corrected.csv": csv_text([other]), **LATER}, NOVEMBER)
    assert any("XXQ" in found for _, found in still_open(desk))


def test_the_file_without_the_row_does_not(desk: Desk) -> None:
    """The remittance was left out of the file, and nobody has said why."""
    assert take(desk, BAD, OCTOBER)
    take(desk, {"orm.csv": csv_text([orm(), orm(number="IBA26100000009")])}, OCTOBER)
    assert len(still_open(desk)) == 1


def test_a_bill_of_entry_is_known_by_its_number_date_and_port_and_an_invoice_by_its_serial(desk: Desk) -> None:
    bad = boe(invoice(serial="1"), invoice(serial="2", currency="XXQ"))
    assert take(desk, {**GOOD, "0009001_RBI0610202601.obe.xml": obe_xml(bad)}, OCTOBER)
    other = boe(invoice(serial="1"), invoice(serial="2"), port="INMAA1")
    take(desk, {"0009001_RBI0511202601.obe.xml": obe_xml(other), **LATER}, NOVEMBER)
    assert still_open(desk)
    good = boe(invoice(serial="1"), invoice(serial="2"))
    take(desk, {"0009001_RBI0611202601.obe.xml": obe_xml(good)}, NOVEMBER)
    assert still_open(desk) == []


def test_a_row_mended_in_the_same_month_blocks_that_month_no_more(desk: Desk) -> None:
    take(desk, BAD, OCTOBER)
    assert "BLOCK" in of_month(desk)
    take(desk, {"orm corrected.csv": csv_text([orm(number="IBA26100000002")])}, OCTOBER)
    assert "BLOCK" not in of_month(desk)
    undo(desk.ledger, ACTOR)
    assert "BLOCK" in of_month(desk)


def of_month(desk: Desk, period: str = "2026-10") -> set[str]:
    with desk.ledger.read() as connection:
        return {str(one.severity) for one in taken.findings_of(connection, period)}


# --- a word of the bank ---

WORD = "2026-10/orm.csv/3=reversed on 2-Nov-2026, seen by A. Rao"


def waive(desk: Desk, word: str, as_on: date, files: Mapping[str, str] = GOOD) -> list[str]:
    """Takes a folder in with a word of the bank; what still blocks."""
    terms = Terms(waived=waivers_said(word))
    told = take_in(desk.ledger, desk.folder(files), as_on, ACTOR, terms=terms).findings
    return [one.code for one in told if one.severity == "BLOCK"]


def test_a_waived_row_blocks_its_month_no_more_and_who_said_it_is_told(desk: Desk) -> None:
    assert waive(desk, WORD, OCTOBER, BAD) == []
    with desk.ledger.read() as connection:
        (told,) = [one for one in taken.findings_of(connection, "2026-10") if "XXQ" in one.found]
    assert (told.severity, told.action) == ("WARN", "Nothing is left to do: the bank has waived it by its word.")
    assert history(desk.ledger)[0].told.endswith("waived by a word of the bank: reversed on 2-Nov-2026, seen by A. Rao")
    assert told.found.endswith("(waived by maker on 31-Oct-2026: reversed on 2-Nov-2026, seen by A. Rao)")
    take(desk, LATER, NOVEMBER)
    assert still_open(desk) == []


def test_a_row_of_october_waived_in_november_is_told_there_and_gone_in_december(desk: Desk) -> None:
    assert take(desk, BAD, OCTOBER)
    assert waive(desk, WORD, NOVEMBER, LATER) == []
    with desk.ledger.read() as connection:
        (told,) = open_from_before(connection, "2026-11")
    assert (str(told.severity), "waived by maker on 30-Nov-2026" in told.found) == ("WARN", True)
    assert still_open(desk, date(2026, 12, 31)) == []


def test_the_word_counts_without_a_new_file_and_ends_with_its_act(desk: Desk) -> None:
    assert take(desk, BAD, OCTOBER)
    place = desk.folder(BAD)
    take_in(desk.ledger, place, OCTOBER, ACTOR, terms=Terms(waived=waivers_said(WORD)))
    assert "BLOCK" not in of_month(desk)
    undo(desk.ledger, ACTOR)
    assert "BLOCK" in of_month(desk)


def test_a_file_is_waived_without_a_row(desk: Desk) -> None:
    assert waive(desk, "2026-10/orm.csv=the list of another branch", OCTOBER, BAD) == []


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("2026-10/orm.csv/4=x", id="a row that does not block"),
        pytest.param("2026-10/orms.csv/3=x", id="another file"),
        pytest.param("2026-09/orm.csv/3=x", id="another month"),
        pytest.param("2026-11/orm.csv/3=x", id="a month to come"),
    ],
)
def test_a_word_that_waives_nothing_is_refused_and_nothing_is_taken_in(desk: Desk, word: str) -> None:
    with pytest.raises(DeskError, match="names nothing that blocks") as refused:
        waive(desk, word, OCTOBER, BAD)
    assert ("orm.csv/3" in refused.value.where) == word.startswith("2026-10")
    assert desk.events() == []


@pytest.mark.parametrize("word", ["orm.csv/3=x", "2026-10/orm.csv/3", "2026-10/orm.csv/3=", "2026-13/orm.csv/3=x", "x"])
def test_a_word_of_another_form_is_refused(word: str) -> None:
    with pytest.raises(DeskError, match="names no finding and why"):
        waivers_said(word)


def test_the_next_month_s_row_of_the_same_place_is_not_waived(desk: Desk) -> None:
    assert waive(desk, WORD, OCTOBER, BAD) == []
    rows = [
        orm(number="IBA26110000001", paid="05/11/2026"),
        orm(number="IBA26110000002", paid="05/11/2026", currency="XXQ"),
    ]
    assert waive(desk, WORD, NOVEMBER, {**GOOD, "orm.csv": csv_text(rows)}) == ["BAD_CURRENCY"]


def test_the_command_and_the_desk_s_file_say_it_alike(tmp_path: Path) -> None:
    place, ledger = Desk(tmp_path).folder(BAD, "in"), str(tmp_path / "l.sqlite")
    run = ["take-in", str(place), "--as-on", "2026-10-31", "--ledger", ledger]
    assert CliRunner().invoke(app, run).exit_code == 1
    assert CliRunner().invoke(app, [*run, "--waived", WORD]).exit_code == 0
    (tmp_path / "desk.toml").write_text(f'waived = ["{WORD}"]\n', "utf-8")
    assert CliRunner().invoke(app, [*run, "--desk", str(tmp_path / "desk.toml")]).exit_code == 0


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


def test_the_buttons_read_the_word_in_the_desk_s_file(tmp_path: Path) -> None:
    home = SampleDesk(tmp_path)
    listed = home.home / "guided_sample" / "orm.csv"
    listed.write_text(
        listed.read_text("utf-8") + listed.read_text("utf-8").splitlines()[1].replace("USD", "XXQ"), "utf-8"
    )
    row = len(listed.read_text("utf-8").splitlines())
    home.press("take_in")
    (told,) = [one for one in home.rows("tblExceptions") if "XXQ" in str(one["Found"])]
    assert told["Severity"] == "BLOCK"
    (home.home / "desk.toml").write_text(f'waived = ["2026-10/orm.csv/{row}=typed twice"]\n', "utf-8")
    home.press("take_in")
    (told,) = [one for one in home.rows("tblExceptions") if "XXQ" in str(one["Found"])]
    assert (told["Severity"], "typed twice" in str(told["Found"])) == ("WARN", True)
