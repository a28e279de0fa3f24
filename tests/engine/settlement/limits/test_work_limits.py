"""No input hangs the engine: what would cost too much is not tried, and that is told. Work is counted, never timed."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.settlement.limits.heavy_months import HEAVY, huge_amounts, named_parts, near_noise, one_number
from tests.engine.settlement.months import invoice, invoices, orm, orms
from xl_addin.engine.settlement import DEFAULT, Config, match
from xl_addin.engine.settlement.work import affordable

WORK_MAX = 60_000_000  # operations of all passes in one run: about two seconds
MEMORY_MAX_MB = 500  # above what the frames take
SECONDS_MAX = 300  # for all of them together, on the slowest machine
CHILD = """
import json, resource, sys
from tests.engine.settlement.limits.heavy_months import HEAVY
from xl_addin.engine.settlement import match
told = {}
for name, make in HEAVY.items():
    frames = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = match(*frames)
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    told[name] = sum(found.work.values()), more, int((found.flags["flag"] == "NOT_TRIED").sum())
print(json.dumps(told))
"""
# Months of which something is left untried; the engine gets through all others whole.
CUT = {
    "250 x 250 near 10^15",
    "2,000 x 2,000 near 10^15",
    "3,000 x 3,000 up to 10^12",
    "3,000 x 3,000 up to 10^13, multiples of 100",
    "3,000 x 3,000 up to 10^14",
    "one number on 5,000, named by 2,000",
    "one number on 20,000, named by 2,000",
    "one number on 5,000 of one bill",
    "remarks of 5,000 letters",
    "near amounts, remarks of 5,000 letters",
    "near amounts, 2,000 x 2,000",
    "a remark of 1,000,000 letters",
    "800 unknown numbers",
    "one bill of 9,999, paid by 2,000",
    "named and more",
    "for others, one number",
    # only sums that would have been suggested
    "20,000 x 20,000 of one party",
    "3,000 x 3,000 of one party",
    "3,000 x 3,000 up to 10^10",
    "3,000 x 3,000, multiples of 100",
    "4,000 names a letter apart",
    "4,000 names that go on",
    "one importer",
}


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def test_no_month_hangs_the_engine_and_what_is_left_untried_is_told() -> None:
    """In a process that could not take the machine down: work, memory, and the months that are told."""
    run = subprocess.run(
        [sys.executable, "-c", CHILD],
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        preexec_fn=_limited,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told: dict[str, list[int]] = json.loads(run.stdout)
    assert {name: work for name, (work, _, _) in told.items() if work > WORK_MAX} == {}
    assert {name: more for name, (_, more, _) in told.items() if more > MEMORY_MAX_MB} == {}
    assert {name for name, (_, _, untried) in told.items() if untried} == CUT
    assert told.keys() == HEAVY.keys()


@pytest.mark.parametrize(
    ("month", "step", "words"),
    [
        pytest.param(
            one_number(700, 1_000),
            "REF",
            "number AB202677 stands on 1,000 invoices and is named by 700 remittances: not followed",
            id="a number on everything",
        ),
        pytest.param(
            huge_amounts(250),
            "BILLS_1_N",
            "only sums of up to 4 items were sought for 250 amounts, among 250",
            id="sums of many",
        ),
        pytest.param(
            near_noise(2, 100_000, 400),
            "REF_FUZZY",
            "of 2 remittances not compared: too many near amounts, or remarks too long",
            id="remarks without end",
        ),
    ],
)
def test_what_is_not_tried_is_told_at_the_first_open_remittance_of_the_party(month: Any, step: str, words: str) -> None:
    """Once for each pass and party: which pass, what, and how many."""
    found = match(*month)
    told = found.flags[found.flags["flag"] == "NOT_TRIED"]
    first = month[0][found.orm_residual > 0].sort_values(["on", "orm_key"])["orm_key"].iloc[0]
    assert told["detail"].tolist() == [f"{step} for this importer and party: {words}"]
    assert told["orm_key"].tolist() == [first]


def test_who_names_a_number_that_was_not_followed_is_not_settled_by_amount() -> None:
    """It says what it pays; that the engine does not read it does not make it silent."""
    config = replace(DEFAULT, named_pairs_max=0, named_pairs_each=1)
    paid = orms(orm("O1", 123_457, remarks="INV AB/77/2026"), orm("O2", 765_431))
    due = invoices(
        invoice("B1", 1, 123_457, invoice_number="AB/77/2026"),
        invoice("B2", 1, 99_999, invoice_number="AB/77/2026"),
        invoice("B3", 1, 765_431),
    )
    assert match(paid, due).links["orm_key"].tolist() == ["O1", "O2"]
    cut = match(paid, due, config=config)
    assert cut.links["orm_key"].tolist() == ["O2"]
    assert cut.flags["flag"].tolist() == ["NOT_TRIED"]


def test_what_is_settled_all_the_same_is_not_told() -> None:
    """A party of which nothing is left open needs nobody."""
    config = replace(DEFAULT, compared_max=0)
    paid, due = orms(orm("O1", 123_457, remarks="A 1234567")), invoices(invoice("B1", 1, 123_457))
    found = match(paid, due, config=config)
    assert found.links["pass"].tolist() == ["AMOUNT_1_1"]
    assert found.flags.empty


def test_a_party_is_not_looked_at_for_ever() -> None:
    """Every line makes all passes look again; after so many looks a market rests, and that is told."""
    paid = orms(orm("O1", 100_01, remarks="XX/B1-1"), orm("O2", 300_01))
    due = invoices(invoice("B1", 1, 100_01), invoice("B2", 1, 900_01))
    assert match(paid, due).flags.empty
    found = match(paid, due, config=Config(looks_max=1))
    assert found.links["orm_key"].tolist() == ["O1"]
    assert {row.detail.partition(":")[2] for row in found.flags.itertuples()} == {" not looked at again after 1 rounds"}


@pytest.mark.parametrize("month", [named_parts(120, 300, 2), huge_amounts(60), near_noise(40, 300, 80)])
@pytest.mark.parametrize(
    "config", [DEFAULT, Config(named_pairs_max=50, compared_max=400, sums_max=200, party_sums_max=900)]
)
def test_a_budget_does_not_depend_on_the_order_of_rows(month: Any, config: Config) -> None:
    """Lines, flags and counted work are the same from the last row to the first, and beside another importer."""
    first = match(*month, config=config)
    turned = match(*(frame.iloc[::-1] for frame in month), config=config)
    other = [frame.assign(iec="ZZBBB0002B", **{key: "Z" + frame[key]}) for frame, key in zip(month, KEYS, strict=True)]
    both = match(*(pd.concat(pair) for pair in zip(month, other, strict=True)), config=config)
    mine = both.links[both.links["orm_key"].isin(month[0]["orm_key"])]
    lines = [sorted(links.itertuples(index=False, name=None)) for links in (first.links, turned.links, mine)]
    assert lines[0] == lines[1] == lines[2]
    assert first.work == turned.work
    assert both.work == {name: 2 * count for name, count in first.work.items()}
    assert first.flags.to_dict() == turned.flags.to_dict()


KEYS = "orm_key", "invoice_key"


COSTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 6)), max_size=12)


@given(COSTS, st.integers(0, 20))
def test_the_cheapest_are_worked_on_and_equals_share_their_fate(rows: list[tuple[int, int]], limit: int) -> None:
    """By the rule in plain words: a row is in if all rows of its group that cost no more fit the limit together."""
    group, cost = (np.array([row[at] for row in rows], dtype=np.int64) for at in (0, 1))
    expected = [sum(c for g, c in rows if g == mine and c <= one) <= limit for mine, one in rows]
    assert affordable(group, cost, limit).tolist() == expected
    limits = np.arange(3, dtype=np.int64) * limit
    at_most = [sum(c for g, c in rows if g == mine and c <= one) <= mine * limit for mine, one in rows]
    size = int(group.max(initial=-1)) + 1
    assert affordable(group, cost, limits[:size]).tolist() == at_most
