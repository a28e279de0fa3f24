"""Goods with own rules, and what is overdue: worked out from the rules by somebody who had not seen the program."""

from __future__ import annotations

import csv
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import udfs

CASES = [
    pytest.param(row, id=f"{path.stem}: {row['sentence']}")
    for path in sorted((Path(__file__).parent / "by_hand").glob("*.csv"))
    for row in csv.DictReader(path.read_text("utf-8").splitlines())
]
TRUTHS = {"TRUE": True, "FALSE": False}


def _argument(text: str) -> Any:
    if text in TRUTHS:
        return TRUTHS[text]
    with suppress(ValueError):
        return date.fromisoformat(text)
    return int(text) if text.isdigit() else text


@pytest.mark.parametrize("row", CASES)
def test_the_function_says_what_was_worked_out(row: dict[str, str]) -> None:
    said = (one.split("=") for one in row["arguments"].split(";"))
    found = getattr(udfs, row["function"])(**{name.strip(): _argument(text.strip()) for name, text in said})
    assert str(found) == row["expected"], row["working"]
