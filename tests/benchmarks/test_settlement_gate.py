"""The matcher finds what it found, pair by pair, and does no more work for it: counted operations, never time."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from tests.benchmarks.month_frames import Ask
from tests.benchmarks.settlement_gate import KEPT, MONTHS, WORK_MORE_MAX, counted, measure, name_of
from xl_addin.engine.settlement.arrays import join
from xl_addin.engine.settlement.names import party_words

WRITE = "if the change is meant: python -m tests.benchmarks.settlement_gate, and say in the commit what it brought"


@pytest.mark.parametrize("ask", MONTHS, ids=name_of)
def test_quality_is_as_kept_and_work_is_no_more(ask: Ask) -> None:
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))[name_of(ask)]
    told = measure(ask)
    work, allowed = told.pop("work"), kept.pop("work")
    assert told == kept, WRITE
    assert told["over"] == {"settled": 0}
    more = {name: count for name, count in work.items() if count > allowed.get(name, 0) * (1 + WORK_MORE_MAX)}
    assert more == {}, f"more than {allowed}; {WRITE}"


def test_calls_and_rows_are_counted() -> None:
    def work() -> None:
        party_words("ATLANTIQ CABLES LTD")
        party_words("OZ")
        join(np.array([1, 1, 2]), np.array([1, 2, 2]))  # two rows of one, two of two

    calls = counted(work)[1]
    assert calls["names.party_words"] == 2
    assert calls["arrays.join"] == calls["arrays.ranges"] == 4
    assert calls["subset.subsets_with_sum"] == 0
