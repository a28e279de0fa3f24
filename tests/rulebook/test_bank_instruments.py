"""Instruments that the bank has loaded itself: in force without a release, marked where cited, refused if unfit."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from xl_addin import rulebook
from xl_addin.domain.errors import DeskError
from xl_addin.engine.dgft.ims import ImsOpen, ImsValid
from xl_addin.engine.law import Law
from xl_addin.rulebook import OutsideHorizon, Rulebook, RulebookError, load
from xl_addin.rulebook.bank import BankFile, read_bank_files
from xl_addin.rulebook.policy import Policy

NAME = "2026-12-11_dgft_policy_circular_11_ims_2027.toml"
# An invented circular of the form that those of 2024 and 2025 had.
IMS_2027 = """
[instrument]
id = "DGFT Policy Circular No. 11/2026-27 of 2026-12-11"
issuer = "Directorate General of Foreign Trade"
title = "Import Management System for IT hardware, calendar year 2027"
issued_on = 2026-12-11
in_force_from = 2026-12-16

[[provision]]
parameter = "ims.portal"
value = true
effective_from = 2026-12-16
effective_to = 2027-12-15
paragraph = "application window"
confidence = "H"

[[provision]]
parameter = "ims.first_year"
value = 2027
effective_from = 2027-01-01
paragraph = "validity"
confidence = "H"

[[provision]]
parameter = "ims.valid_to"
value = 2027-12-31
effective_from = 2027-01-01
effective_to = 2027-12-31
paragraph = "validity"
confidence = "H"
"""
DIGEST = hashlib.sha256(IMS_2027.encode()).hexdigest()[:8]


def with_file(tmp_path: Path, text: str, name: str = NAME) -> Rulebook:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load(own=read_bank_files(tmp_path))


def under(rules: Rulebook) -> Law:
    return Law(rules, Policy())


# --- the law moves without a release ---


@pytest.mark.parametrize(
    ("year", "boe_date", "status", "value"),
    [
        (2026, date(2026, 12, 30), "OK", date(2026, 12, 31)),
        (2026, date(2026, 12, 31), "OK", date(2026, 12, 31)),
        (2026, date(2027, 1, 1), "REFUSE", None),
        (2027, date(2026, 12, 31), "REFUSE", None),
        (2027, date(2027, 1, 1), "OK", date(2027, 12, 31)),
        (2027, date(2027, 11, 22), "OK", date(2027, 12, 31)),  # the last day before the law must be reviewed again
    ],
)
def test_authorisations_go_on_after_31_december_2026(
    year: int, boe_date: date, status: str, value: date | None, tmp_path: Path
) -> None:
    found = under(with_file(tmp_path, IMS_2027)).ask(ImsValid, authorisation_year=year, boe_date=boe_date)
    assert (found.status, found.value) == (status, value)


def test_as_shipped_they_end_there(tmp_path: Path) -> None:
    asked = under(load()).ask(ImsValid, authorisation_year=2027, boe_date=date(2027, 1, 1))
    assert (asked.status, asked.findings) == ("REFUSE", ("NO_CIRCULAR_FOR_THE_DATE",))
    eve = under(load()).ask(ImsValid, authorisation_year=2026, boe_date=date(2026, 12, 31))
    assert "WARN: no circular is loaded" in eve.why
    assert (
        "WARN"
        not in under(with_file(tmp_path, IMS_2027))
        .ask(ImsValid, authorisation_year=2026, boe_date=date(2026, 12, 31))
        .why
    )


def test_the_window_for_applications_opens(tmp_path: Path) -> None:
    rules = with_file(tmp_path, IMS_2027)
    assert under(rules).ask(ImsOpen, apply_date=date(2026, 12, 15)).value == date(2026, 12, 15)
    assert under(rules).ask(ImsOpen, apply_date=date(2026, 12, 16)).value == date(2027, 12, 15)
    assert under(rules).ask(ImsOpen, apply_date=rules.latest).ok


# --- the last day that is answered ---


def test_a_bank_that_has_reviewed_the_law_moves_the_last_day(tmp_path: Path) -> None:
    reviewed = with_file(tmp_path, "[horizon]\nreviewed_on = 2027-11-01\n", "horizon.toml")
    assert (load().latest, reviewed.latest) == (date(2027, 11, 22), date(2028, 10, 31))
    assert reviewed.in_force("regime", date(2028, 10, 31)).value == "REG2026"
    with pytest.raises(OutsideHorizon, match="reviewed on 01-Nov-2027, is answered up to 31-Oct-2028"):
        reviewed.find("regime", date(2028, 11, 1))
    assert reviewed.version.startswith("2027-11-01 ")
    assert "bank's" in reviewed.version


def test_it_may_say_how_many_days(tmp_path: Path) -> None:
    text = "[horizon]\nreviewed_on = 2026-12-01\nanswered_days_after_review = 30\n"
    assert with_file(tmp_path, text, "horizon.toml").latest == date(2026, 12, 31)


def test_the_refusal_of_a_later_day_says_how_it_is_moved() -> None:
    with pytest.raises(OutsideHorizon) as caught:
        load().find("regime", date(2027, 11, 23))
    assert "horizon.toml" in caught.value.todo


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[horizon]\nreviewed_on = 2026-11-21\n", "as shipped was reviewed on 2026-11-22"),
        ("[horizon]\nearliest = 2010-01-01\nreviewed_on = 2027-01-01\n", "and nothing else"),
        ("[horizon]\nreviewed_on = 2027-01-01\nanswered_days_after_review = 0\n", "a whole number of days"),
        ('[horizon]\nreviewed_on = "soon"\n', "soon"),
        ("[horizon]\n", "reviewed_on"),
        ("", "reviewed_on"),
    ],
)
def test_what_a_bank_may_not_move(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=told):
        with_file(tmp_path, text, "horizon.toml")


# --- and it says so ---


def test_every_citation_that_rests_on_it_says_who_loaded_it_and_which_file(tmp_path: Path) -> None:
    found = under(with_file(tmp_path, IMS_2027)).ask(ImsValid, authorisation_year=2027, boe_date=date(2027, 1, 1))
    assert f"Circular No. 11/2026-27 of 2026-12-11 (loaded by the bank, {DIGEST}), validity" in found.citation
    assert found.instrument.endswith(f"(loaded by the bank, {DIGEST})")
    earlier = under(with_file(tmp_path, IMS_2027)).ask(ImsValid, authorisation_year=2026, boe_date=date(2026, 12, 31))
    assert "loaded by the bank" not in earlier.why


def test_the_version_names_each_file(tmp_path: Path) -> None:
    shipped = load().version
    assert with_file(tmp_path, IMS_2027).version == f"{shipped} bank's {DIGEST}"
    assert load(registers="0123abcd").version == f"{shipped} bank's registers 0123abcd"


def test_a_changed_file_is_another_rulebook_in_the_same_process(tmp_path: Path) -> None:
    first = with_file(tmp_path, IMS_2027)
    assert with_file(tmp_path, IMS_2027) is first
    assert with_file(tmp_path, IMS_2027 + "\n# signed off\n").version != first.version


def test_a_repeal_is_loaded_as_well(tmp_path: Path) -> None:
    head, _, _ = IMS_2027.partition("[[provision]]")
    end = '[[end]]\nparameters = ["ims.valid_to", "ims.first_year"]\nlast_day = 2026-12-20\nparagraph = "para 1"\n'
    rules = with_file(tmp_path, head + end)
    assert rules.find("ims.valid_to", date(2026, 12, 20)) is not None
    assert rules.find("ims.valid_to", date(2026, 12, 21)) is None


# --- what is refused ---

SAME_DAY = IMS_2027.replace("effective_from = 2027-01-01", "effective_from = 2026-01-01").replace(
    "effective_to = 2027-12-31", ""
)
REACHES_IN = IMS_2027.replace(
    "effective_from = 2027-01-01\neffective_to = 2027-12-31", "effective_from = 2025-06-01\neffective_to = 2027-12-31"
)
UNFIT = {
    "set twice from one day": (SAME_DAY, "is set twice from 2026-01-01"),
    "reaches into what follows": (REACHES_IN, "sets it to 2027-12-31, but .* from 2026-01-01"),
    "unknown parameter": (IMS_2027.replace("ims.valid_to", "ims.valid_until"), "unknown parameter 'ims.valid_until'"),
    "no paragraph": (IMS_2027.replace('paragraph = "validity"\n', ""), "has no paragraph"),
    "an empty paragraph": (IMS_2027.replace('"validity"', '""'), "has no paragraph"),
    "no confidence": (IMS_2027.replace('confidence = "H"\n', ""), "has no confidence"),
    "a confidence of its own": (IMS_2027.replace('confidence = "H"', 'confidence = "sure"'), "not one of H, M, L"),
    "no number": (IMS_2027.replace("No. 11/2026-27 ", ""), "must hold the number and the date"),
    "no instrument": (IMS_2027.partition("[[")[2].join(["[[", ""]), r"no \[instrument\]"),
    "wrong type": (IMS_2027.replace("value = 2027\n", "value = -1\n"), "not a whole number"),
    "last day before the first": (IMS_2027.replace("2027-12-15", "2026-12-15"), "lies before effective_from"),
    "a new parameter": (IMS_2027 + '\n[parameter."ims.quota"]\ntype = "count"\n', "comes with a release"),
    "a new method": (IMS_2027 + '\n[[choice]]\nparameter = "payment.method"\nword = "x"\n', "comes with a release"),
    "no TOML": ("[instrument", "cannot be read as TOML"),
    "rows that are none": ('provision = "H"\n', r"write each provision below a line \[\[provision\]\]"),
    "a number for a text": (IMS_2027.replace('"validity"', "7"), "paragraph is 7; write it as text"),
    "nothing in force could end": (
        IMS_2027 + '\n[[end]]\nparameters = ["ims.valid_to"]\nlast_day = 2021-01-01\nparagraph = "p"\n',
        "nothing is in force on 2021-01-01",
    ),
}


@pytest.mark.parametrize("case", UNFIT)
def test_an_unfit_file_stops_with_its_place_and_a_remedy_for_the_bank(case: str, tmp_path: Path) -> None:
    text, told = UNFIT[case]
    with pytest.raises(RulebookError, match=told) as caught:
        with_file(tmp_path, text)
    assert caught.value.where.startswith("Instruments loaded by the bank")
    assert "take it out of the folder" in caught.value.todo
    assert load().find("ims.valid_to", date(2026, 12, 31)) is not None


def test_a_file_that_a_release_has_brought_since_is_refused() -> None:
    """What was shipped for 2026, loaded by a bank before: the same circular must not stand twice."""
    shipped = Path(rulebook.__file__).parent / "instruments" / "2025-12-17_dgft_policy_circular_08_ims_2026.toml"
    with pytest.raises(RulebookError, match="is set twice") as caught:
        load(own=(BankFile(shipped.name, shipped.read_bytes()),))
    assert "where a release has brought the instrument since" in caught.value.todo


def test_a_file_named_otherwise_than_by_its_day_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="must begin with 2026-12-11_"):
        with_file(tmp_path, IMS_2027, "ims.toml")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="was not found"):
        read_bank_files(tmp_path / "gone")
    assert read_bank_files(None) == ()


@pytest.mark.parametrize("name", ["2026-12-11_ims.TOML", "2026-12-11_ims.toml.txt", "2026-12-11_ims.pdf"])
def test_a_file_that_would_not_be_read_is_told_instead_of_left_out(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(IMS_2027, "utf-8")
    with pytest.raises(DeskError, match="would not be read"):
        read_bank_files(tmp_path)


def test_a_folder_within_is_told_and_a_note_to_the_reader_is_not(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("signed off by compliance", "utf-8")
    assert read_bank_files(tmp_path) == ()
    (tmp_path / "2027").mkdir()
    with pytest.raises(DeskError, match="2027"):
        read_bank_files(tmp_path)
