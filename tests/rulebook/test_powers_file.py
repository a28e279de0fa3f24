"""People and powers in the bank's policy file: what they are read as, and each fault, word for word."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.policy_file import load_policy
from xl_addin.rulebook.powers import FLAGS, LIMITS, Person, Power, Powers

TAKES = {
    "people": "role, until, branches, owners",
    "powers": "write_off_inr, small_value_inr, close_inr, refund_inr, set_off_inr, extend_inr, reopen_inr, settle_inr, "
    "match_inr, unmatch_inr, escalated, satisfaction, sign, reopen_month, messages, release, confirm_rules, withdraw",
}
A_CHECKER = "[powers.checker]\n"
CODES, OWNERS = 'a list of AD codes such as ["0009001"]', 'a list of owners of importers such as ["Corporate desk"]'
ROLE, DAY, INR = "the name of a role in quotes", "a date such as 2027-03-31", "an amount in INR of zero or more"
LONG = "x" * 81
FAULTS = [
    ("[people.a]\nrole = 'head'", "people.a has the role 'head', which [powers] does not know; it knows maker."),
    (
        f"{A_CHECKER}[people.a]\nrole = 'head'",
        "people.a has the role 'head', which [powers] does not know; it knows maker, checker.",
    ),
    ("[people.a]\nuntil = 2026-01-01", "people.a has no role."),
    ("[people.a]\nrole = 'maker'\nlimit = 5", f"people.a sets 'limit'; it takes {TAKES['people']}."),
    (
        "[people.a]\nrole = 'maker'\nbranches = '0009001'",
        f"people.a sets branches to 0009001; expected {CODES}.",
    ),
    ("[people.a]\nrole = 'maker'\nbranches = [9001]", f"people.a sets branches to [9001]; expected {CODES}."),
    ("[people.a]\nrole = 'maker'\nowners = 'Retail'", f"people.a sets owners to Retail; expected {OWNERS}."),
    ("[people.a]\nrole = 'maker'\nowners = ['']", f"people.a sets owners to ['']; expected {OWNERS}."),
    ("[people.a]\nrole = 'maker'\nowners = ['\t']", f"people.a sets owners to ['\\t']; expected {OWNERS}."),
    (f"[people.a]\nrole = 'maker'\nowners = ['{LONG}']", f"people.a sets owners to ['{LONG}']; expected {OWNERS}."),
    ("[people.a]\nrole = 'maker'\nuntil = '31-12-2026'", f"people.a sets until to 31-12-2026; expected {DAY}."),
    (
        "[people.a]\nrole = 'maker'\nuntil = 2026-12-31T10:00:00",
        f"people.a sets until to 2026-12-31 10:00:00; expected {DAY}.",
    ),
    ("[powers.checker]\nwrite_off_inr = -1", f"powers.checker sets write_off_inr to -1; expected {INR}."),
    ("[powers.checker]\nwrite_off_inr = 'all'", f"powers.checker sets write_off_inr to all; expected {INR}."),
    ("[powers.checker]\nwrite_off_inr = true", f"powers.checker sets write_off_inr to True; expected {INR}."),
    ("[powers.checker]\nwrite_off_inr = inf", f"powers.checker sets write_off_inr to Infinity; expected {INR}."),
    ("[powers.checker]\nescalated = 'yes'", "powers.checker sets escalated to yes; expected true or false."),
    ("[powers.checker]\nsign = 1", "powers.checker sets sign to 1; expected true or false."),
    ("[powers.checker]\nwriteoff = 5", f"powers.checker sets 'writeoff'; it takes {TAKES['powers']}."),
    ("people = 5", f"[people] is no table; write [people.NAME] and one line for each of {TAKES['people']}."),
    (
        "powers = ['a']",
        f"[powers] is no table; write [powers.NAME] and one line for each of {TAKES['powers']}.",
    ),
    (
        "[people]\nasha = 'maker'",
        f"people.asha is no table; write [people.asha] and one line for each of {TAKES['people']}.\n"
        "line 2: people.asha has no role.",
    ),
]


@pytest.mark.parametrize(("text", "said"), FAULTS, ids=[f"{at} {said[:40]}" for at, (_, said) in enumerate(FAULTS)])
def test_a_fault_of_people_or_powers_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DeskError) as refused:
        load_policy(path)
    assert re.sub(r"^line [0-9]+: ", "", refused.value.what) == said


def test_a_fault_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text("[people.a]\nrole = 'maker'\nlimit = 5\n[powers.checker]\nsign = 1\n", "utf-8")
    with pytest.raises(DeskError) as refused:
        load_policy(path)
    assert [line.partition(": ")[0] for line in refused.value.what.splitlines()] == ["line 3", "line 5"]


def test_people_and_powers_are_read(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(
        "[people.asha]\nrole = 'maker'\n[people.ravi]\nrole = 'checker'\nuntil = 2027-03-31\nbranches = ['0009001']\n"
        "owners = ['Corporate desk']\n[powers.checker]\nwrite_off_inr = 500000\nmatch_inr = 0.5\nsign = true\n",
        "utf-8",
    )
    limits = (("WRITE_OFF", Decimal(500000)), ("MATCH", Decimal("0.5")))
    assert load_policy(path).powers == Powers(
        (
            Person("asha", "maker"),
            Person("ravi", "checker", date(2027, 3, 31), ("0009001",), ("Corporate desk",)),
        ),
        (Power("checker", limits, sign=True),),
    )


def test_each_limit_has_the_word_of_its_act() -> None:
    assert LIMITS == {
        "write_off_inr": "WRITE_OFF",
        "small_value_inr": "SMALL_VALUE",
        "close_inr": "CLOSE_ITEM",
        "refund_inr": "REFUND",
        "set_off_inr": "SET_OFF",
        "extend_inr": "EXTEND",
        "reopen_inr": "REOPEN",
        "settle_inr": "SETTLE_AUTO",
        "match_inr": "MATCH",
        "unmatch_inr": "UNMATCH",
    }


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_is_of_its_act_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(f"[powers.checker]\n{name} = 7\n", "utf-8")
    (power,) = load_policy(path).powers.roles
    assert {act: power.limit(act) for act in LIMITS.values()} == {
        act: Decimal(7) if act == LIMITS[name] else None for act in LIMITS.values()
    }


@pytest.mark.parametrize("name", FLAGS)
def test_each_flag_stands_for_itself(tmp_path: Path, name: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(f"[powers.checker]\n{name} = true\n", "utf-8")
    (power,) = load_policy(path).powers.roles
    assert {flag: getattr(power, flag) for flag in FLAGS} == {flag: flag == name for flag in FLAGS}


def test_a_name_counts_however_its_letters_are_written() -> None:
    powers = Powers((Person("Asha", "maker"),), (Power("checker", ()),))
    assert powers.person("ASHA") == Person("Asha", "maker")
    assert powers.person("ash") is None
    assert powers.power("checker") == Power("checker", ())
    assert powers.power("Checker") is None


@pytest.mark.parametrize(
    ("owners", "owner", "acts"),
    [
        ((), "", True),
        ((), "Retail", True),
        (("Retail ",), " retail", True),
        (("Retail",), "", False),
        (("A", "B"), "b", True),
    ],
)
def test_who_acts_for_an_owner(owners: tuple[str, ...], owner: str, acts: bool) -> None:
    assert Person("asha", "maker", owners=owners).acts_for(owner) is acts


def test_the_last_values_that_people_and_powers_take(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    longest = "x" * 80
    path.write_text(
        f"[people.a]\nrole = '{longest}'\nowners = ['{longest}', 'b']\nbranches = []\n"
        f"[powers.{longest}]\nwrite_off_inr = 0\nclose_inr = 0.0\nsign = false\n",
        "utf-8",
    )
    assert load_policy(path).powers == Powers(
        (Person("a", longest, owners=(longest, "b")),),
        (Power(longest, (("WRITE_OFF", Decimal(0)), ("CLOSE_ITEM", Decimal(0)))),),
    )


MORE_FAULTS = [
    ("[people.a]\nrole = ''", f"people.a sets role to ; expected {ROLE}."),
    ("[people.a]\nrole = ' '", f"people.a sets role to  ; expected {ROLE}."),
    ("[people.a]\nrole = 7", f"people.a sets role to 7; expected {ROLE}."),
    ("[powers.checker]\nwrite_off_inr = -0.01", f"powers.checker sets write_off_inr to -0.01; expected {INR}."),
    ("[powers.checker]\nwrite_off_inr = nan", f"powers.checker sets write_off_inr to NaN; expected {INR}."),
    (
        "[powers]\nchecker = 5",
        f"powers.checker is no table; write [powers.checker] and one line for each of {TAKES['powers']}.",
    ),
]


@pytest.mark.parametrize(("text", "said"), MORE_FAULTS, ids=[text.replace("\n", " ") for text, _ in MORE_FAULTS])
def test_an_empty_role_and_an_amount_below_zero_are_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(DeskError) as refused:
        load_policy(path)
    assert re.sub(r"^line [0-9]+: ", "", refused.value.what.splitlines()[0]) == said
    assert refused.value.todo == "Correct each line, or leave it out to set no bound."
