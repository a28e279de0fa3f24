"""Every duty of the source texts has its row, and every code and test that a row names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.law.duties import BANK, CODE, IN_PART, LATER, faults, read_duties
from xl_addin.domain.errors import DeskError

TESTS = Path(__file__).resolve().parent.parent
DUTIES_PER_TEXT = {"S000": 18, "S001": 24, "S002": 25, "S003": 9, "S004": 53}


def test_every_duty_of_the_source_texts_has_its_row() -> None:
    expected = [f"{text}-{n:02}" for text, count in DUTIES_PER_TEXT.items() for n in range(1, count + 1)]
    assert [one.id for one in read_duties()] == expected


def test_every_code_and_test_that_a_duty_names_is_there() -> None:
    assert list(faults(read_duties(), TESTS)) == []


def test_reasons_are_sentences_of_some_length() -> None:
    for one in read_duties():
        assert all(len(text.split()) >= 3 for text in (one.duty, one.bank, one.later) if text), one.id


ROW = '[[duty]]\nid = "S001-01"\nduty = "some duty"\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "duties.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("rest", "state"),
    [
        ('code = "rulebook:load"\ntest = "a.py::b"\n', CODE),
        ('code = "rulebook:load"\ntest = "a.py::b"\nlater = "the letter"\n', IN_PART),
        ('bank = "it signs"\n', BANK),
        ('later = "the letter"\n', LATER),
    ],
)
def test_a_duty_stands_in_one_of_four_ways(tmp_path: Path, rest: str, state: str) -> None:
    assert [one.state for one in read_duties(written(tmp_path, ROW + rest))] == [state]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROW, "S001-01 is not complete"),
        (ROW + 'code = "a:b"\n', "S001-01 is not complete"),
        (ROW + 'test = "a.py::b"\nlater = "x"\n', "S001-01 is not complete"),
        (ROW + 'bank = "x"\nlater = "y"\n', "S001-01 is not complete"),
        (ROW + 'bank = "x"\ncolour = "y"\n', "S001-01 is not complete"),
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
            "rulebook:load, rulebook:Rulebook.in_force",
            "law/instruments/2016-04-28_ap_dir_65_idpms.toml::quality, documents not answered, even inside 5 %",
            "",
        ),
        ("rulebook:load", "law/instruments/2016-04-28_ap_dir_65_idpms.toml::no such sentence", "no test"),
    ],
)
def test_what_is_named_and_not_there_is_told(tmp_path: Path, code: str, test: str, said: str) -> None:
    duties = read_duties(written(tmp_path, ROW + f'code = "{code}"\ntest = "{test}"\n'))
    found = list(faults(duties, TESTS))
    assert [said in fault for fault in found] == ([True] if said else [])
