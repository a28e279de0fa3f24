"""The bank's own parameters and the desk's code lists: empty as shipped, read loudly, never guessed."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import NO_BOUND, Policy, policy_provision, policy_rows
from xl_addin.rulebook.policy_fields import FIELDS
from xl_addin.rulebook.policy_file import load_policy
from xl_addin.rulebook.registers import known_agency, known_port, parse_flag, reason_family


def saved(tmp_path: Path, text: str) -> Path:
    """A policy file of the bank."""
    path = tmp_path / "policy.toml"
    path.write_text(text, "utf-8")
    return path


def test_as_shipped_the_bank_has_set_nothing() -> None:
    assert load_policy(None) == Policy()
    values = {name: value for name, value, _ in policy_rows(Policy())}
    assert values.pop("transition_due_basis") == "contract"
    assert values.pop("rate_age_days_max") == "31"
    assert values.pop("rate_jump_pct") == "10"
    assert values.pop("writeoff_warn_pct") == "50"
    assert values.pop("due_soon_days") == "30"
    assert values.pop("audit_sample_pct") == "10"
    assert values.pop("settle_auto") == "on evidence"
    assert values.pop("settle_promoted_after") == "100"
    assert values.pop("today_overdue_inr") == "10000000"
    assert set(values.values()) == {NO_BOUND}


def test_every_parameter_has_a_kind_and_one_line_of_meaning() -> None:
    tables = ["powers"]  # of people and roles: engine/test_powers
    assert [*FIELDS, *tables] == [one.name for one in fields(Policy)]
    assert all(meaning and "\n" not in meaning for _, _, meaning in policy_rows(Policy()))


def test_a_policy_file_is_read_and_printed(tmp_path: Path) -> None:
    policy = load_policy(
        saved(
            tmp_path,
            "writeoff_cap_pct = 2.5\next_outstanding_usd = 750000\nregistered_letter = true\n"
            "working_saturdays = [1, 3]\nholiday_list = [2026-10-02]\n"
            'transition_due_basis = "earlier"\nrate_source = "FBIL"\n',
        )
    )
    assert (policy.writeoff_cap_pct, policy.ext_outstanding_usd) == (Decimal("2.5"), Decimal(750000))
    assert (policy.working_saturdays, policy.holiday_list) == ((1, 3), (date(2026, 10, 2),))
    printed = {name: value for name, value, _ in policy_rows(policy)}
    assert (printed["writeoff_cap_pct"], printed["registered_letter"]) == ("2.5", "yes")
    assert (printed["working_saturdays"], printed["holiday_list"]) == ("1, 3", "2026-10-02")
    rule = policy_provision(policy, "writeoff_cap_pct")
    assert (rule.instrument, rule.paragraph, rule.value) == ("bank policy", "writeoff_cap_pct", Decimal("2.5"))


@pytest.mark.parametrize(
    ("text", "read"),
    [("5", "5"), ("1", "1"), ("0", "0"), ("2.50", "2.50"), ('"5 %"', "5"), ('"0.5 %"', "0.5"), ('"0.05%"', "0.05")],
)
def test_a_percentage_is_the_number_before_the_sign(tmp_path: Path, text: str, read: str) -> None:
    """As in a function: 5 is five percent; a share of one percent says so by its sign."""
    assert load_policy(saved(tmp_path, f"writeoff_cap_pct = {text}\n")).writeoff_cap_pct == Decimal(read)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("writeoff_cap = 5", "'writeoff_cap', which is no parameter"),
        ('writeoff_cap_pct = "5"', "expected a number such as 5 for five percent"),
        ("writeoff_cap_pct = -1", "expected a number such as 5 for five percent"),
        ("writeoff_cap_pct = nan", "expected a number such as 5 for five percent"),
        ("writeoff_cap_pct = true", "expected a number such as 5 for five percent"),
        ("writeoff_cap_pct = 0.05", 'a share of one percent as "0.5 %"'),  # what a cell that shows 5 % holds
        ("rate_jump_pct = 0.10", 'a share of one percent as "0.5 %"'),
        ("writeoff_warn_pct = 0.999", 'a share of one percent as "0.5 %"'),
        ('writeoff_cap_pct = "-5 %"', "expected a number such as 5 for five percent"),
        ('writeoff_cap_pct = "5,5 %"', "expected a number such as 5 for five percent"),
        ('writeoff_cap_pct = "%"', "expected a number such as 5 for five percent"),
        ('writeoff_cap_pct = "101 %"', "at most 100"),
        ("ext_step_months = 6.0", "expected a whole number of zero or more"),
        ("ext_step_months = true", "expected a whole number of zero or more"),
        ("avg_fy_divisor = 3", "expected one of 1, 2"),
        ("registered_letter = 1", "expected true or false"),
        ('transition_due_basis = "later"', "expected one of contract, old_date, earlier"),
        ('quarter_basis = "lunar"', "expected one of financial, calendar"),
        ("working_saturdays = [6]", "expected a list of 1 to 5"),
        ('holiday_list = ["2026-10-02"]', "expected a list of dates"),
        ("holiday_list = [2026-10-02T00:00:00]", "expected a list of dates"),
        ("rate_source = 7", "expected text in quotes"),
        ("not toml", "cannot be read"),
        ("writeoff_cap_pct = 101", "and at most 100"),
        ("writeoff_cap_pct = 1e9", "at most 100"),
        ("ext_step_months = 600", "at most 60"),
        ("rate_jump_pct = -1", "and at most 100"),
        ("rate_jump_pct = 1000", "at most 100"),
        ("ext_total_years = 2029", "at most 30"),
        ("advance_docs_days = 99999999", "at most 1,100"),
        ("ext_outstanding_usd = 1e40", "at most 1,000,000,000,000"),
        ("holiday_list = [0026-10-02]", "a list of dates from 2000 to 2099"),
        ('rate_source = "a\\u0007b"', "on one line"),
        (f'charges_schedule = "{"x" * 201}"', "at most 200 signs"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DeskError) as refused:
        load_policy(saved(tmp_path, text))
    assert said in refused.value.what
    assert refused.value.where.endswith("policy.toml")
    assert refused.value.todo


def test_the_ends_of_what_is_allowed_are_allowed(tmp_path: Path) -> None:
    policy = load_policy(saved(tmp_path, "ext_step_months = 0\nwriteoff_cap_pct = 0\nworking_saturdays = [1, 5]\n"))
    assert (policy.ext_step_months, policy.writeoff_cap_pct, policy.working_saturdays) == (0, Decimal(0), (1, 5))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_policy_file_may_be_saved_by_notepad(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes("# the bank's\r\nwriteoff_cap_pct = 5\r\n".encode(encoding))
    assert load_policy(path).writeoff_cap_pct == 5


def test_a_policy_file_of_another_encoding_is_told_with_line_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes('writeoff_cap_pct = 5\nrate_source = "Caf\xe9"\n'.encode("cp1252"))
    with pytest.raises(DeskError, match="line 2 holds the byte E9") as refused:
        load_policy(path)
    assert "save it as UTF-8" in refused.value.what


def test_a_policy_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be read"):
        load_policy(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("word", "family"),
    [
        ("BANK_CHARGES", "OPERATIONAL"),
        ("DISCOUNT", "DISCOUNT"),
        ("FREIGHT_INSURANCE", "FREIGHT"),
        ("OVERPAYMENT", None),
        ("SHORT_SHIPMENT", "SHORT_SHIPMENT"),
        ("QUALITY", "QUALITY"),
        ("PRICE_DIFFERENCE", "OPERATIONAL"),
        ("EXCHANGE_DIFFERENCE", "EXCHANGE_RATE"),
        ("ROUNDING", "OPERATIONAL"),
        (" freight-insurance ", "FREIGHT"),
        ("Short Shipment", "SHORT_SHIPMENT"),
        ("OTHER_DIFFERENCE", None),
        ("SOMETHING", None),
        ("", None),
        ("DISPUTE_QUALITY", None),
    ],
)
def test_a_desk_word_has_its_family(word: str, family: str | None) -> None:
    assert reason_family(word) == family


def test_extension_words_are_their_own_list() -> None:
    assert reason_family("dispute quality", "extension") == "DISPUTE_QUALITY"
    assert reason_family("DISCOUNT", "extension") is None


@pytest.mark.parametrize("kind", ["writeoff", "extension"])
def test_every_family_of_the_law_is_a_word_of_the_desk(kind: str) -> None:
    names = ("writeoff.capped_reasons", "writeoff.uncapped_reasons") if kind == "writeoff" else ("extension.reasons",)
    families = {word for name in names for p in load().history(name) for word in p.value}
    assert all(reason_family(word, kind) == word for word in families)


def test_a_bank_may_bring_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("kind,word,family\nwriteoff,Kursdifferenz,EXCHANGE_RATE\n", "utf-8")
    assert reason_family("KURSDIFFERENZ", path=path) == "EXCHANGE_RATE"
    assert reason_family("DISCOUNT", path=path) is None


def test_a_register_without_its_columns_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("word,family\nx,y\n", "utf-8")
    with pytest.raises(DeskError, match="no column 'kind'"):
        reason_family("x", path=path)
    with pytest.raises(DeskError, match="cannot be read"):
        reason_family("x", path=tmp_path / "none.csv")


@pytest.mark.parametrize(("text", "flag"), [("Y", True), ("yes", True), (" TRUE ", True), ("1", True), ("n", False)])
@pytest.mark.parametrize("pad", ["", " "])
def test_flag_words(text: str, flag: bool, pad: str) -> None:
    assert parse_flag(pad + text) is flag


def test_a_blank_flag_is_not_a_no_and_a_strange_word_is_refused() -> None:
    assert parse_flag("  ") is None
    with pytest.raises(ValueRefused, match="expected Y or N"):
        parse_flag("maybe")


@pytest.mark.parametrize(
    ("text", "known"),
    [("1", True), ("2", True), ("Customs", True), ("SEZ", True), (" customs ", True), ("3", False), ("", False)],
)
def test_agencies(text: str, known: bool) -> None:
    assert known_agency(text) is known


@pytest.mark.parametrize(("code", "known"), [("INNSA1", True), (" innsa1 ", True), ("INXXX1", False), ("", False)])
def test_ports(code: str, known: bool) -> None:
    assert known_port(code) is known
