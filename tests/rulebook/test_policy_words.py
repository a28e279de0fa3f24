"""Every sentence about a bank's policy file, word for word, and the ends of what each kind of parameter takes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.policy_fields import FIELDS
from xl_addin.rulebook.policy_file import load_policy

TODO = "Correct each line, or leave it out to set no bound."
READABLE = (
    "Check the path, or the line it names: a number is written 2.5 or 1000000 (no commas, no %), text in straight "
    "quotes, and each name once."
)
PERCENT = 'a number such as 5 for five percent (a share of one percent as "0.5 %") and at most 100'
YEARS = "a list of dates from 2000 to 2099"


def saved(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "policy.toml"
    path.write_text(text, "utf-8")
    return path


def refused(path: Path) -> tuple[str, str, str]:
    """What, where and what to do."""
    with pytest.raises(DeskError) as caught:
        load_policy(path)
    return caught.value.what, caught.value.where, caught.value.todo


# the file, and what is told of it line by line
TOLD = [
    (
        "writeoff_cap = 5",
        "line 1: the policy file sets 'writeoff_cap', which is no parameter; did you mean writeoff_cap_pct or "
        "writeoff_warn_pct?",
    ),
    (
        "audit_sample = 5",
        "line 1: the policy file sets 'audit_sample', which is no parameter; did you mean audit_sample_pct or "
        "audit_sample_seed?",
    ),
    (
        "zzz = 5",
        f"line 1: the policy file sets 'zzz', which is no parameter; use one of: {', '.join(FIELDS)}.",
    ),
    (
        "# ours\n\n'writeoff_cap_pct' = 101",
        f"line 3: the policy file sets writeoff_cap_pct to 101; expected {PERCENT}.",
    ),
    (
        "holiday_list = []\nwriteoff_cap_pct = true",
        f"line 2: the policy file sets writeoff_cap_pct to true; expected {PERCENT}.",
    ),
    (
        'writeoff_cap_pct = "5"',
        f'line 1: the policy file sets writeoff_cap_pct to "5"; expected {PERCENT}.',
    ),
    (
        "advance_docs_days = 1_101",
        "line 1: the policy file sets advance_docs_days to 1101; expected a whole number of zero or more and at most "
        "1,100.",
    ),
    ("avg_fy_divisor = 3", "line 1: the policy file sets avg_fy_divisor to 3; expected one of 1, 2."),
    (
        "registered_letter = [true, 'x', 2.50]",
        'line 1: the policy file sets registered_letter to [true, "x", 2.50]; expected true or false.',
    ),
    ("holiday_list = [1999-12-31]", f"line 1: the policy file sets holiday_list to [1999-12-31]; expected {YEARS}."),
    ("holiday_list = [2100-01-01]", f"line 1: the policy file sets holiday_list to [2100-01-01]; expected {YEARS}."),
    (
        "working_saturdays = [0]",
        "line 1: the policy file sets working_saturdays to [0]; expected a list of 1 to 5.",
    ),
    (
        "ext_outstanding_usd = -0.5",
        "line 1: the policy file sets ext_outstanding_usd to -0.5; expected a number of zero or more and at most "
        "1,000,000,000,000.",
    ),
    (
        "rate_source = 7",
        "line 1: the policy file sets rate_source to 7; expected text in quotes, on one line of at most 200 signs.",
    ),
    # a line that is written in another way has no number
    ("[registered_letter]\nx = 1", "the policy file sets registered_letter to {'x': 1}; expected true or false."),
    (
        "avg_fy_divisor = 3\nregistered_letter = 1",
        "line 1: the policy file sets avg_fy_divisor to 3; expected one of 1, 2.\n"
        "line 2: the policy file sets registered_letter to 1; expected true or false.",
    ),
]


@pytest.mark.parametrize(("text", "what"), TOLD, ids=[text.replace("\n", " ") for text, _ in TOLD])
def test_a_line_that_cannot_be_used_is_told_word_for_word(tmp_path: Path, text: str, what: str) -> None:
    path = saved(tmp_path, text)
    assert refused(path) == (what, str(path), TODO)


def test_a_file_that_is_no_policy_is_told_word_for_word(tmp_path: Path) -> None:
    gone = tmp_path / "gone.toml"
    assert refused(gone) == ("The policy file cannot be read: No such file or directory.", str(gone), READABLE)
    path = saved(tmp_path, "not toml")
    what, where, todo = refused(path)
    assert what.startswith("The policy file cannot be read: line 1 is not written as name = ")
    assert (where, todo) == (str(path), READABLE)


def test_a_file_that_nests_its_values_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, f"holiday_list = {'[' * 100_000}")
    assert refused(path) == ("The policy file nests its values.", str(path), "Write one value for each name.")


# a parameter, what stands at the end of what it may hold, what it is read as
ENDS: list[tuple[str, str, Any]] = [
    ("writeoff_cap_pct", '"5%"', Decimal(5)),
    ("writeoff_cap_pct", "100", Decimal(100)),
    ("writeoff_cap_pct", '"100 %"', Decimal(100)),
    ("ext_outstanding_usd", "0.0", Decimal("0.0")),
    ("ext_outstanding_usd", "7", Decimal(7)),
    ("advance_docs_days", "1100", 1100),
    ("working_saturdays", "[1, 2, 3, 4, 5]", (1, 2, 3, 4, 5)),
    ("working_saturdays", "[]", ()),
    ("holiday_list", "[2000-01-01, 2099-12-31]", (date(2000, 1, 1), date(2099, 12, 31))),
    ("rate_source", f'"{"x" * 200}"', "x" * 200),
]


@pytest.mark.parametrize(("name", "text", "read"), ENDS, ids=[f"{name} {text[:12]}" for name, text, _ in ENDS])
def test_the_last_value_that_a_parameter_takes(tmp_path: Path, name: str, text: str, read: Any) -> None:
    found = getattr(load_policy(saved(tmp_path, f"{name} = {text}\n")), name)
    assert found == read
    assert type(found) is type(read)
