"""Today: each line says what its list says, under the filter that it names; and what the closing before said."""

from __future__ import annotations

import json
import operator
import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk.lists.conftest import Row
from tests.desk.month_fixture import SMALL, close
from xl_addin.desk.close.before import waited
from xl_addin.desk.lists.today import LIST, filter_lines
from xl_addin.desk.lists.today_lines import REGISTER, Line
from xl_addin.domain.statuses import statuses


def _below(value: Any, said: str) -> bool:
    return value is None or _compared(operator.lt, value, said)


def _between(value: Any, said: str) -> bool:
    if not isinstance(value, datetime):
        return False
    first, last = (datetime.strptime(day, "%d-%b-%Y") for day in said.split(" to "))  # noqa: DTZ007 - a day
    return first <= value <= last


def _compared(how: Callable[[Any, Any], bool], value: Any, said: str) -> bool:
    return value is not None and how(Decimal(str(value)), Decimal(said.replace(",", "")))


FILTERS = (
    (r"(?P<head>.+?) begins with (?P<words>.+)", lambda value, said: str(value).startswith(tuple(said.split(" or ")))),
    (r"(?P<head>.+?) from (?P<words>\S+ to \S+)", _between),
    (r"(?P<head>.+?) (?P<words>is blank)", lambda value, said: value in (None, "")),
    (r"(?P<head>.+?) >= (?P<words>[\d,]+)", lambda value, said: _compared(operator.ge, value, said)),
    (r"(?P<head>.+?) > (?P<words>[\d,]+)", lambda value, said: _compared(operator.gt, value, said)),
    (
        r"(?P<head>.+?) < (?P<words>[\d,]+) or blank",
        lambda value, said: value is None or _compared(operator.lt, value, said),
    ),
    (r"(?P<head>.+?) = (?P<words>.+)", lambda value, said: value in said.split(" or ")),
)


def holds(row: Row, wanted: str) -> bool:
    """Whether a row of a sheet stays under a filter as a person sets it by its words."""
    for part in filter(None, wanted.split("; ")):
        found = next(((m, test) for form, test in FILTERS if (m := re.fullmatch(form, part))), None)
        assert found, f"nobody can set the filter {part!r}"
        match, test = found
        if not test(row[match["head"]], match["words"]):
            return False
    return True


def line_of(row: Row) -> dict[str, str]:
    known = tomllib.loads(REGISTER.read_text("utf-8"))
    words = str(row["What waits"])
    plain = {key: re.sub(r"\{\w+\}", "*", said["words"]) for key, said in known.items()}
    key = next(key for key, form in plain.items() if re.fullmatch(re.escape(form).replace(r"\*", ".+"), words))
    return known[key]


def test_each_line_counts_the_rows_that_its_filter_leaves_on_its_list(book: dict[str, list[Row]]) -> None:
    lines = [row for row in book["tblToday"] if "is another" not in row["Filter there"]]
    assert len(lines) > 8
    for row in lines:
        line = line_of(row)
        if line["table"] == "tblControl":
            continue
        left = [one for one in book[line["table"]] if holds(one, row["Filter there"])]
        counted = line.get("counted")
        assert row["How many"] == (sum(one[counted] for one in left) if counted else len(left)), row["What waits"]
        if line.get("money", "").endswith("INR"):
            total = sum(Decimal(str(one[line["money"]])) for one in left if one[line["money"]] is not None)
            assert Decimal(str(row["Amount INR"])) == total, row["What waits"]
        if line.get("day"):
            days = [one[line["day"]] for one in left if isinstance(one[line["day"]], datetime)]
            assert row["Earliest day"] == min(days, default=None)
        if not counted and "IEC" in left[0]:
            assert row["Importers"] == len({one["IEC"] for one in left if one["IEC"]})


def test_each_line_leads_to_the_sheet_of_its_list(book: dict[str, list[Row]]) -> None:
    for row in book["tblToday"]:
        assert re.fullmatch(r'=HYPERLINK\("#\'(.+)\'!A1","→ \1"\)', row["Go to"])


def test_no_row_of_an_overdue_or_coming_payment_stands_in_two_lines(book: dict[str, list[Row]]) -> None:
    filters = [row["Filter there"] for row in book["tblToday"] if line_of(row)["table"] == "tblInvoices"]
    assert filters
    assert all(sum(holds(one, said) for said in filters) <= 1 for one in book["tblInvoices"])


def test_each_line_has_a_known_word_and_says_what_helps() -> None:
    for key, said in tomllib.loads(REGISTER.read_text("utf-8")).items():
        assert said["tone"] in statuses(), key
        assert said["todo"].endswith("."), key


def test_the_next_closing_says_how_many_there_were(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite"
    before = close(SMALL, tmp_path / "2026-10", ledger=ledger)
    november = tmp_path / "nothing but rates"
    november.mkdir()
    (november / "rates.csv").write_text("date,currency,inr_per_unit\n2026-11-30,USD,90.25\n", "utf-8")
    after = close(november, tmp_path / "2026-11", date(2026, 11, 30), ledger)
    then = {one.key: one.count for one in before.closing.view.lists[LIST.name].rows}
    now = after.closing.view.lists[LIST.name].rows
    assert all(one.before is None for one in before.closing.view.lists[LIST.name].rows)
    assert now
    assert all(one.before == then.get(one.key, 0) for one in now)
    assert json.loads((tmp_path / "2026-10" / "run.json").read_text("utf-8"))["today"] == then


@pytest.mark.parametrize("said", [None, [], "5", {"BLOCKS": "5"}, {"BLOCKS": None}])
def test_counts_that_are_none_are_not_taken_for_counts(said: object) -> None:
    assert waited({"today": said}) == {}


def test_the_lines_read_as_sentences() -> None:
    what, inr = "small values that may be closed", Decimal("97495998.01")
    line = Line("X", "OK", what, "Propose.", "tblSmallValue", count=1252, inr=inr, sheet="Small value")
    assert filter_lines([line]) == [
        "    1,252 small values that may be closed, INR 9.75 crore (sheet Small value)",
        "          Propose. Filter: none.",
    ]
