"""Every duty of the source texts has its row, and every code and test that a row names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.law.coverage_text import duties_page
from tests.law.doors import NoDoor, behind
from tests.law.duties import BANK, DONE, PARTLY, WAITS, faults, read_duties
from xl_addin.domain.errors import DeskError

TESTS = Path(__file__).resolve().parent.parent
DUTIES_PER_TEXT = {"S000": 18, "S001": 24, "S002": 25, "S003": 9, "S004": 53}


def test_every_duty_of_the_source_texts_has_its_row() -> None:
    expected = [f"{text}-{n:02}" for text, count in DUTIES_PER_TEXT.items() for n in range(1, count + 1)]
    assert [one.id for one in read_duties()] == expected


def test_every_door_code_and_test_of_a_duty_is_there_and_the_doors_lead_to_the_code() -> None:
    assert list(faults(read_duties(), TESTS)) == []


def test_a_duty_that_is_done_at_the_command_line_alone_says_why_that_is_right() -> None:
    assert [one.id for one in read_duties() if one.state == DONE and one.only_asked is not bool(one.asked)] == []


def test_reasons_are_sentences_of_some_length() -> None:
    for one in read_duties():
        assert all(len(text.split()) >= 3 for text in (one.duty, one.bank, one.waits, one.partly, one.asked) if text), (
            one.id
        )


REACHED = 'doors = ["command close"]\ncode = "rulebook:load"\ntest = "a.py::b"\n'
ROW = '[[duty]]\nid = "S001-01"\nduty = "some duty"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "duties.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("rest", "state"),
    [
        (REACHED, DONE),
        (REACHED + 'partly = "the letter"\n', PARTLY),
        (REACHED + 'waits = "papers: the letter"\n', WAITS),
        (REACHED + 'waits = "papers: the letter"\npartly = "more"\n', PARTLY),
        ('bank = "it signs"\n', BANK),
        ('waits = "acts: write-offs"\n', WAITS),
        ('partly = "the letter"\n', PARTLY),
    ],
)
def test_a_duty_stands_in_one_of_four_ways(tmp_path: Path, rest: str, state: str) -> None:
    assert [one.state for one in read_duties(written(tmp_path, ROW + rest))] == [state]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROW, "S001-01 is not complete"),
        (ROW + 'code = "a:b"\ntest = "a.py::b"\n', "S001-01 is not complete"),
        (ROW + 'doors = ["command close"]\npartly = "x"\n', "S001-01 is not complete"),
        (ROW + REACHED + 'bank = "x"\n', "S001-01 is not complete"),
        (ROW + 'bank = "x"\npartly = "y"\n', "S001-01 is not complete"),
        (ROW + 'bank = "x"\ncolour = "y"\n', "S001-01 is not complete"),
        (ROW + 'waits = "better days"\n', "S001-01 is not complete"),
        (ROW.replace("S001-01", "S1-1") + 'bank = "x"\n', "S1-1 is not complete"),
        ((ROW + 'bank = "x"\n') * 2, "one stands twice"),
        ("not toml", "cannot be read"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DeskError, match=re.escape(said)):
        read_duties(written(tmp_path, text))


@pytest.mark.parametrize(
    ("code", "test", "said"),
    [
        (
            "rulebook.nowhere:x",
            "law/test_duties.py::test_reasons_are_sentences_of_some_length",
            "no code rulebook.nowhere",
        ),
        ("rulebook:nothing", "law/test_duties.py::test_reasons_are_sentences_of_some_length", "no code"),
        ("rulebook:load", "law/nowhere.py::x", "no test law/nowhere.py::x"),
        ("rulebook:load", "law/test_duties.py::test_nothing", "no test law/test_duties.py::test_nothing"),
        (
            "rulebook.loading:load, rulebook.model:Rulebook.in_force",
            "law/instruments/2016-04-28_ap_dir_65_idpms.toml::quality, documents not answered, even inside 5 %",
            "",
        ),
        ("rulebook:load", "law/instruments/2016-04-28_ap_dir_65_idpms.toml::no such sentence", "no test"),
    ],
)
def test_what_is_named_and_not_there_is_told(tmp_path: Path, code: str, test: str, said: str) -> None:
    duties = read_duties(written(tmp_path, ROW + f'doors = ["command close"]\ncode = "{code}"\ntest = "{test}"\n'))
    found = list(faults(duties, TESTS))
    assert any(said in fault for fault in found) if said else not found


@pytest.mark.parametrize(
    ("door", "said"),
    [
        ("function WRITEOF_OK", "no worksheet function WRITEOF_OK"),
        ("sheet Write-off", "no sheet Write-off"),
        ("sheet Write-offs: Colour", "no column Colour"),
        ("file nothing.csv", "no file nothing.csv"),
        ("button Press me", "no button Press me"),
        ("command clsoe", "no command clsoe"),
        ("command rules ask payment_du", "no question payment_du"),
        ("finding NOTHING", "no finding NOTHING"),
        ("window Close", "a door is one of"),
    ],
)
def test_a_door_that_the_program_has_not_is_told(door: str, said: str) -> None:
    with pytest.raises(NoDoor, match=said):
        behind(door)


@pytest.mark.parametrize(
    ("door", "leads", "not_to"),
    [
        ("function WRITEOFF_WHY", "engine.writeoff.difference:write_off", "engine.payment.due:payment_due"),
        ("sheet BoE invoices: Payment due", "engine.payment.due:payment_due", "engine.dgft.ims:ims"),
        ("command rules ask bill_payment", "engine.idpms.bars:bill_payment", "engine.writeoff.difference:write_off"),
        ("finding LEGACY_ORM", "engine.idpms.scope:legacy_orm", "engine.idpms.scope:bef_statement"),
        ("button Close month", "engine.payment.due:payment_due", "engine.idpms.scope:bef_statement"),
    ],
)
def test_a_door_leads_to_its_rule_and_not_to_every_rule(door: str, leads: str, not_to: str) -> None:
    reached = behind(door)
    assert (f"xl_addin.{leads}" in reached, f"xl_addin.{not_to}" in reached) == (True, False)


def test_code_that_only_tests_call_is_told(tmp_path: Path) -> None:
    row = 'doors = ["button Close month"]\ncode = "engine.idpms.scope:bef_statement"\n'
    row += 'test = "law/test_duties.py::written"\n'
    told = list(faults(read_duties(written(tmp_path, ROW + row)), TESTS))
    assert told == [
        "S001-01: the door button Close month leads to none of its code",
        "S001-01: no door of it leads to engine.idpms.scope:bef_statement",
    ]


def test_the_page_of_the_duties_is_current() -> None:
    """Written by `python -m tests.law --page docs/duties.md`."""
    assert (TESTS.parent / "docs" / "duties.md").read_text("utf-8") == duties_page(read_duties())
