"""All that a month sends out in one go: messages and papers, and the index that names each and what is held."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, csv_text
from tests.desk.papers.desk import BANK
from tests.desk.produce.outgoing import BOE, PAY, Out, settled
from tests.desk.produce.test_messages_of_acts import RATES
from tests.desk.test_command_line import run
from xl_addin.desk.papers.issue import BY_IMPORTER, Office
from xl_addin.desk.papers.issue import Order as Papers
from xl_addin.desk.papers.kinds import REMINDER, SLIP
from xl_addin.desk.papers.templates import Templates
from xl_addin.desk.produce.whole_set import WholeSet, whole_set


@pytest.fixture
def desk(tmp_path: Path) -> Out:
    made = settled(tmp_path)
    made.take({"importers.csv": csv_text([IMPORTER]), "rates.csv": RATES})
    return made


def make(desk: Out, *, only_list: bool = False) -> WholeSet:
    papers = Papers(desk.folder_out / "papers", Templates(None), BY_IMPORTER, only_list)
    return whole_set(Office(desk.ledger, OCTOBER, desk.law, ACTOR, BANK, papers), desk.order())


def rows(made: WholeSet) -> list[dict[str, str]]:
    assert made.index is not None
    with made.index.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_index_names_each_file_with_its_hash_and_what_is_held(desk: Out) -> None:
    made = rows(make(desk))
    message = [row for row in made if row["what"] == "message"]
    assert [(one["kind"], one["records"], one["amounts"], one["state"]) for one in message] == [
        ("BES", "1", "USD 500.00", "1 DRAFT")
    ]
    assert {row["kind"] for row in made if row["what"] == "paper"} >= {"slip"}
    for row in made:
        assert (row["what"] in ("held", "left out")) is (not row["file"])
        assert not row["file"] or (Path(row["file"]).is_file() and len(row["sha256"]) == 64)


def test_run_again_nothing_is_made_twice_and_the_index_says_what_has_become(desk: Out) -> None:
    first = rows(make(desk))
    desk.release()
    again = rows(make(desk))
    assert [(row["number"], row["sha256"]) for row in again] == [(row["number"], row["sha256"]) for row in first]
    assert [row["state"] for row in again if row["what"] == "message"] == ["1 RELEASED"]


def test_what_is_held_stands_in_the_index_with_its_reason(desk: Out) -> None:
    desk.two("refund", PAY, "document_no=FIRC/9", "document_date=20-Oct-2026", "approved_by=AD", "code=3")
    made = make(desk)
    held = [row for row in rows(made) if row["what"] == "held"]
    assert [(row["kind"], row["state"]) for row in held] == [("ORA", "swift is missing: ORA needs SWIFT")]
    assert not made.is_whole


def test_a_paper_whose_file_lies_elsewhere_is_told(desk: Out) -> None:
    (path,) = [Path(row["file"]) for row in rows(make(desk)) if row["kind"] == "slip"]
    path.unlink()
    (state,) = [row["state"] for row in rows(make(desk)) if row["kind"] == "slip"]
    assert state == "issued; its file is not in this folder: papers again makes it"


def test_a_look_keeps_nothing(desk: Out) -> None:
    made = make(desk, only_list=True)
    assert made.drafted.planned
    assert (made.index, desk.lying, desk.books().box.files) == (None, [], ())


def test_the_command_makes_the_set_and_says_where_its_index_is(desk: Out) -> None:
    desk.ledger.close()
    told = run(
        *("outgoing", "--as-on", "31-Oct-2026", "--ledger", desk.path),
        *("--outgoing", desk.folder_out, "--bank", BANK),
    )
    assert (told.returncode, told.stderr) == (1, "")  # no reminder by silence: who is open is told
    assert "Drafted as M" in told.stdout
    assert "sets a day for his reminder" in told.stdout
    assert "index-2026-10.csv" in told.stdout
    assert BOE.split("/")[0] not in told.stdout  # nothing is held


def test_without_the_name_of_the_bank_nothing_is_drafted_either(desk: Out) -> None:
    desk.ledger.close()
    told = run("outgoing", "--as-on", "31-Oct-2026", "--ledger", desk.path, "--outgoing", desk.folder_out)
    assert (told.returncode, "No bank is named" in told.stderr) == (2, True)
    assert desk.lying == []


def test_a_paper_that_is_left_out_stands_in_the_index_with_its_reason(desk: Out) -> None:
    desk.take({"importers.csv": csv_text([{**IMPORTER, "address": ""}])})
    made = make(desk)
    left = [row for row in rows(made) if row["what"] == "left out"]
    assert {SLIP.meaning, REMINDER.meaning} <= {row["kind"] for row in left}
    why = {REMINDER.meaning: "sets a day for his reminder"}
    assert all(IMPORTER["iec"] in row["about"] for row in left)
    assert all(why.get(row["kind"], "has no address") in row["state"] for row in left)
    assert not made.is_whole
