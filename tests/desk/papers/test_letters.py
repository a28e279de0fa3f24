"""Letters of the follow-up by its stage, when each counts, and what they tell the next decision (C.10, rules 5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.desk.intake.desk_folder import IMPORTER, csv_text, orm
from tests.desk.month_fixture import MAKER, law
from tests.desk.papers.desk import BANK, raw
from tests.desk.test_command_line import run
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.papers.again import again
from xl_addin.desk.papers.decided import issue_each
from xl_addin.desk.papers.issue import Made, Office, Order
from xl_addin.desk.papers.letters import Meant, makes
from xl_addin.desk.papers.sent import Noted, Went, sent
from xl_addin.desk.papers.templates import SHIPPED, Templates
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, open_ledger
from xl_addin.rulebook.policy import Policy

EVE, LATER, DAY = date(2026, 9, 30), date(2026, 10, 5), date(2026, 10, 31)
# paid on -> the letter on 30-Sep-2026: the ladder is three months and three more, each mark within (K3)
STAGES = {
    "10/07/2026": "reminder",
    "30/06/2026": "reminder",  # + 3 months is that day
    "29/06/2026": "registered",
    "30/03/2026": "registered",  # + 6 months is that day
    "29/03/2026": "default",
    "05/01/2026": "default",
}


def ledger_of(home: Path, as_on: date, iecs: tuple[str, ...] = ("0388000037",), address: str = "PLOT 2") -> Ledger:
    folder = home / "extracts"
    folder.mkdir()
    orms = [
        orm(number=f"IBA26{at:09d}", paid=paid, iec=iec)
        for at, (iec, paid) in enumerate(((iec, paid) for iec in iecs for paid in STAGES), 1)
    ]
    master = [{**IMPORTER, "iec": iec, "address": address} for iec in iecs]
    (folder / "orm.csv").write_text(csv_text(orms), "utf-8")
    (folder / "importers.csv").write_text(csv_text(master), "utf-8")
    (folder / "rates.csv").write_text(f"date,currency,inr_per_unit\n{as_on},USD,97\n", "utf-8")
    ledger = open_ledger(str(home / "ledger.sqlite"))
    take_in(ledger, folder, as_on, MAKER)
    return ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """On the eve of the switch."""
    opened = ledger_of(tmp_path, EVE)
    yield opened
    opened.close()


def letters(ledger: Ledger, folder: Path, *words: str, own: Path | None = None, **how: Any) -> dict[str, Made]:
    return issued_by(ledger, law(), Order(folder, Templates(own)), EVE, *words, **how)


def issued_by(ledger: Ledger, rules: Law, order: Order, as_on: date, *words: str, **how: Any) -> dict[str, Made]:
    each = makes(words, Meant(**how))
    made = issue_each(Office(ledger, as_on, rules, MAKER, BANK, order), each)
    return {kind.word: one for (kind, _), one in zip(each, made, strict=True)}


def day(typed: str) -> str:
    """A day of an extract as a paper shows it."""
    return f"{date(int(typed[6:]), int(typed[3:5]), int(typed[:2])):%d-%b-%Y}"


def told_days(made: Made) -> list[str]:
    return [row[1] for one in made.papers for row in one.draft.facts.grids["orms"].rows]


def test_each_remittance_gets_the_letter_of_its_stage(ledger: Ledger, tmp_path: Path) -> None:
    made = letters(ledger, tmp_path / "papers")
    days = {word: sorted(told_days(one)) for word, one in made.items()}
    assert days == {word: sorted(day(paid) for paid, stage in STAGES.items() if stage == word) for word in made}
    assert [one.papers[0].number for one in made.values()] == [
        *("REMN/2026-27/000001", "REGD/2026-27/000001", "DEFN/2026-27/000001"),
    ]
    book = docx.Document(str(tmp_path / "papers" / made["registered"].files[0]))
    text = "\n".join(one.text for one in book.paragraphs)
    assert "BY REGISTERED POST" in text
    assert "C.10" in text
    assert "RIGOROUS_FOLLOWUP" in text


def test_a_letter_of_a_stage_is_written_once_unless_again(ledger: Ledger, tmp_path: Path) -> None:
    first = letters(ledger, tmp_path / "papers")
    second = letters(ledger, tmp_path / "papers")
    assert [len(one.papers) for one in second.values()] == [0, 0, 0]
    third = letters(ledger, tmp_path / "papers", "registered", once_more=True)
    assert third["registered"].before == (first["registered"].papers[0].number,)  # the same day: nothing new to say


def test_after_the_switch_the_law_has_no_ladder_and_the_banks_own_counts(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, DAY)
    own = Law(law().rules, Policy(followup_first_months=3, followup_second_months=3, registered_letter=True))
    looked = Order(tmp_path / "looked", Templates(), only_list=True)
    count = {
        name: {word: len(told_days(one)) for word, one in issued_by(ledger, rules, looked, DAY).items()}
        for name, rules in (("none", law()), ("own", own))
    }
    # on 31-Oct: paid 10-Jul, 30-Jun and 29-Jun are past three months, 30-Mar and before past six
    assert count == {
        "none": {"reminder": 0, "registered": 0, "default": 0},
        "own": {"reminder": 0, "registered": 3, "default": 3},
    }
    ledger.close()


OTHER = "0388000045"
# on 31-Oct-2026 the remittances are 113, 123, 124, 215, 216 and 299 days old
NAMED = [
    ("nobody", {}, 0),
    ("an importer", {"iecs": (OTHER,)}, 6),
    ("everybody", {"everybody": True}, 12),
    ("older than the eve of an age", {"older_than": 214}, 6),
    ("older than that age", {"older_than": 215}, 4),
    ("older than the next day", {"older_than": 216}, 2),
    ("both", {"iecs": (OTHER,), "older_than": 215}, 2),
    ("none is as old", {"everybody": True, "older_than": 299}, 0),
]


@pytest.mark.parametrize(("how", "count"), [row[1:] for row in NAMED], ids=[row[0] for row in NAMED])
def test_without_any_ladder_a_reminder_goes_to_those_alone_who_are_named(
    tmp_path: Path, how: dict[str, Any], count: int
) -> None:
    ledger = ledger_of(tmp_path, DAY, ("0388000037", OTHER))
    looked = Order(tmp_path / "looked", Templates(), only_list=True)
    made = issued_by(ledger, law(), looked, DAY, **how)
    assert {word: len(told_days(one)) for word, one in made.items()} == {
        "reminder": count,
        "registered": 0,
        "default": 0,
    }
    left = [str(one) for one in made["reminder"].left]
    if how:
        assert left == []
        return
    ages = "IBA26000000006 299 days, IBA26000000005 216 days, IBA26000000004 215 days, IBA26000000003 124 days"
    why = f"neither law nor the bank's policy sets a day for his reminder; open are {ages}, IBA26000000002 123 days"
    assert left[0].startswith(
        f"Importer 0388000037 NAKLI FOODS: {why} and 1 more. Say who is meant: papers letters --iec"
    )
    assert [one.partition(":")[0] for one in left] == [
        "Importer 0388000037 NAKLI FOODS",
        f"Importer {OTHER} NAKLI FOODS",
    ]
    ledger.close()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 1, "sets a day for his reminder"),
        (("--all",), 0, "6 x reminder"),
        (("--older-than", "298"), 0, "1 x reminder"),
    ],
)
def test_the_command_says_who_is_meant(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    ledger_of(tmp_path, DAY).close()
    told = run(
        *("papers", "letters", "--as-on", "2026-10-31", "--list", "--bank", BANK, *words),
        *("--ledger", tmp_path / "ledger.sqlite"),
    )
    assert told.returncode == code, told.stdout + told.stderr
    assert said.replace("6 x", "1 x") in told.stdout


def note(ledger: Ledger, number: str, mode: str, on: date = EVE, as_on: date = EVE, receipt: str = "RL 1") -> Noted:
    return sent(ledger, as_on, law(), MAKER, (number,), Went(mode, on, receipt))


def test_a_registered_letter_that_was_sent_feeds_the_ladder(ledger: Ledger, tmp_path: Path) -> None:
    """Of those paid on 29-Jun and 30-Mar, which are in the second period on 30-Sep."""
    letters(ledger, tmp_path / "papers")
    assert note(ledger, "REGD/2026-27/000001", "registered").items == 2
    dated = raw(ledger, "SELECT item_key, value FROM answers WHERE fact = 'registered_letter_date' ORDER BY 1")
    assert dated == [("IBA26000000003/0009001", "2026-09-30"), ("IBA26000000004/0009001", "2026-09-30")]


def test_by_another_mode_it_is_no_registered_letter(ledger: Ledger, tmp_path: Path) -> None:
    letters(ledger, tmp_path / "papers")
    noted = note(ledger, "REGD/2026-27/000001", "courier")
    assert (noted.items, "no registered letter" in noted.look[0]) == (0, True)
    assert raw(ledger, "SELECT * FROM answers WHERE fact = 'registered_letter_date'") == []


def test_reminders_stand_as_first_and_second_letter(ledger: Ledger, tmp_path: Path) -> None:
    letters(ledger, tmp_path / "papers")
    note(ledger, "REMN/2026-27/000001", "post")
    note(ledger, "REMN/2026-27/000001", "email")  # the same day: no second letter
    first = raw(ledger, "SELECT DISTINCT fact FROM answers WHERE fact LIKE 'letter%'")
    assert first == [("letter_1_date",)]
    note(ledger, "REMN/2026-27/000001", "email", LATER, LATER)
    rows = raw(ledger, "SELECT DISTINCT fact FROM answers WHERE fact LIKE 'letter%' ORDER BY fact")
    assert rows == [("letter_1_date",), ("letter_2_date",)]


def test_undo_takes_back_that_a_letter_was_sent_and_the_letter_stays(ledger: Ledger, tmp_path: Path) -> None:
    letters(ledger, tmp_path / "papers")
    note(ledger, "REGD/2026-27/000001", "registered")
    assert undo(ledger, MAKER).kind == "PAPERS_SENT"
    with ledger.read() as connection:
        from xl_addin.ledger.papers import issued

        assert {one.sent for one in issued(connection)} == {()}
    assert again(ledger, ["REGD/2026-27/000001"], tmp_path / "again")[0].is_same


BAD = {
    "an unknown number": (("REGD/2026-27/000009", "post"), "No paper has the number"),
    "an unknown mode": (("REGD/2026-27/000001", "pigeon"), "is no way to send a paper"),
    "registered without a receipt": (("REGD/2026-27/000001", "registered", EVE, EVE, " "), "has a receipt of the post"),
    "before it was issued": (("REGD/2026-27/000001", "post", date(2026, 9, 29)), "was not sent on 29-Sep-2026"),
    "on a day that has not come": (("REGD/2026-27/000001", "post", date(2026, 10, 1)), "was not sent on 01-Oct-2026"),
}


@pytest.mark.parametrize(("how", "told"), BAD.values(), ids=BAD)
def test_what_was_not_sent_so_is_refused(ledger: Ledger, tmp_path: Path, how: tuple[object, ...], told: str) -> None:
    letters(ledger, tmp_path / "papers")
    with pytest.raises(DeskError, match=told):
        note(ledger, *how)  # type: ignore[arg-type]
    assert raw(ledger, "SELECT * FROM papers_sent") == []


def test_what_was_noted_as_sent_is_not_noted_twice(ledger: Ledger, tmp_path: Path) -> None:
    letters(ledger, tmp_path / "papers")
    note(ledger, "REGD/2026-27/000001", "registered")
    with pytest.raises(DeskError, match="was noted as sent by registered on 30-Sep-2026 before"):
        note(ledger, "REGD/2026-27/000001", "registered")


def test_case_106_of_many_letters_one_bad_is_listed_and_the_others_are_made(tmp_path: Path) -> None:
    iecs = tuple(f"03880000{at:02d}" for at in range(10, 22))
    ledger = ledger_of(tmp_path, EVE, iecs)
    more = tmp_path / "more"
    more.mkdir()
    (more / "importers.csv").write_text(csv_text([{**IMPORTER, "iec": iecs[4], "address": ""}]), "utf-8")
    take_in(ledger, more, EVE, MAKER)
    made = letters(ledger, tmp_path / "papers", "reminder")["reminder"]
    assert (len(made.papers), [one.item for one in made.left]) == (11, [f"Importer {iecs[4]} NAKLI FOODS"])
    then = tmp_path / "then"
    then.mkdir()
    (then / "importers.csv").write_text(csv_text([{**IMPORTER, "iec": iecs[4], "address": "PLOT 9"}]), "utf-8")
    take_in(ledger, then, EVE, MAKER)
    last = letters(ledger, tmp_path / "papers", "reminder")["reminder"]
    assert [(one.number, one.draft.item_key) for one in last.papers] == [("REMN/2026-27/000012", iecs[4])]
    ledger.close()


def test_the_commands_write_send_and_list_letters(ledger: Ledger, tmp_path: Path) -> None:
    """As a person types them; the exit code tells whether anything was left out."""
    where = ("--ledger", ledger.path, "--as-on", "2026-09-30")
    out = ("--out", tmp_path / "papers", "--bank", BANK)
    written = run("papers", "letters", "--stage", "registered", *where, *out)
    assert (written.returncode, "REGD/2026-27/000001" in written.stdout) == (0, True), written.stderr
    bare = run("papers", "sent", "REGD/2026-27/000001", *where, "--mode", "registered")
    assert (bare.returncode, "has a receipt of the post" in bare.stderr) == (2, True)
    noted = run("papers", "sent", "REGD/2026-27/000001", *where, "--mode", "registered", "--receipt", "RL 7")
    assert noted.stdout == "Sent: REGD/2026-27/000001; told of 2 items.\n"
    assert "sent: registered RL 7 30-Sep-2026" in run("papers", "list", "registered", *where).stdout
    assert run("papers", "memos", *where, *out).stdout.startswith("No memo")
    assert run("papers", "issue", "audit", *where, *out).stdout.startswith("No report on an audit sample")
    month = run("papers", "month", *where, *out)
    assert (month.returncode, "REMN/2026-27/000001" in month.stdout) == (0, True), month.stderr
    assert "unknown" not in run("papers", "templates", "memo").stdout
    assert run("papers", "list", "letter", *where).returncode == 2


def test_what_is_wrong_with_the_last_template_is_told_before_the_first_letter(ledger: Ledger, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (SHIPPED / "default.txt").read_text("utf-8")
    (own / "default.txt").write_text(text + "\n{dues}\n", "utf-8")
    with pytest.raises(DeskError, match="'dues' is no field"):
        letters(ledger, tmp_path / "papers", own=own)
    assert raw(ledger, "SELECT * FROM papers") == []


def test_a_stage_that_is_none_is_told() -> None:
    with pytest.raises(DeskError, match="'second' is no stage"):
        makes(("second",))
