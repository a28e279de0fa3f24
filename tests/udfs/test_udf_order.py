"""A call gives one answer whatever was asked before: 1, 1.0 and TRUE are one key of a cache, and never one cell."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import udfs
from udfs import REGISTRY
from udfs._adapter import evaluate, forget
from xl_addin.rulebook.registers_in_force import SHIPPED, put_in_force, registers_kept

IST, TOKYO = timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=9))
# Each line holds values that are equal to Python, or that look alike to a person.
LIKE: tuple[tuple[Any, ...], ...] = (
    (True, 1, 1.0, Decimal(1), Decimal("1.00"), "1", "TRUE"),
    (False, 0, 0.0, -0.0, Decimal("-0"), "0", "FALSE", None, "", " "),
    (5, 5.0, Decimal(5), Decimal("5.00"), "5", "5.00", "5 %"),
    (100000, 100000.0, Decimal("1E+5"), "1,00,000", "100000.00"),
    (
        date(2026, 10, 1),
        datetime(2026, 10, 1),  # noqa: DTZ001
        datetime(2026, 9, 30, 19, 0, tzinfo=UTC),
        datetime(2026, 10, 1, 0, 30, tzinfo=IST),
        datetime(2026, 10, 1, 4, 0, tzinfo=TOKYO),
        46296,
        46296.0,
        "2026-10-01",
        "1-Oct-2026",
    ),
    (date(2026, 5, 4), 46146.0, "4-May-2026", "04-05-2026"),
    ("DISCOUNT", "discount", "bank charges", "BANK_CHARGES", "GOODS", "USD", "SIMS", "0388012345", 388012345),
)
POOL = [value for line in LIKE for value in line]
ASKED = sorted(name for name in REGISTRY if not name.startswith("SETTLE"))


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, tuple[Any, ...]]:
    """A function with values of the pool, as many as it takes."""
    function = REGISTRY[draw(st.sampled_from(ASKED))]
    return function.name, tuple(draw(st.sampled_from(POOL)) for _ in function.arguments)


def clears() -> tuple[Callable[[], None], ...]:
    """What forgets every answer that is kept; the rulebook and the registers stay read."""
    ours = ("udfs", "xl_addin.engine", "xl_addin.domain")
    caches = (one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper))
    return (forget, *(one.cache_clear for one in caches if (one.__module__ or "").startswith(ours)))


CLEARS = clears()


def forget_all() -> None:
    for clear in CLEARS:
        clear()


def answered(asked: list[tuple[str, tuple[Any, ...]]]) -> Iterator[str]:
    """What each call shows, kinds told apart."""
    for name, given_ in asked:
        yield repr(getattr(udfs, name)(*given_))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(calls(), min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_no_answer_depends_on_the_calls_before_it(asked: list[tuple[str, tuple[Any, ...]]], chance: Any) -> None:
    alone = []
    for one in asked:
        forget_all()
        alone += answered([one])
    order = list(range(len(asked)))
    chance.shuffle(order)
    for again in (order, order[::-1]):
        forget_all()
        assert [*answered([asked[at] for at in again])] == [alone[at] for at in again]


@pytest.mark.parametrize("line", LIKE, ids=lambda line: str(line[0]))
@pytest.mark.parametrize("name", ["WRITEOFF_WHY", "PAYMENT_DUE_WHY", "ADVANCE_WHY", "IMS_WHY", "SMALLVALUE_WHY"])
def test_look_alikes_in_every_place_and_order(name: str, line: tuple[Any, ...]) -> None:
    count = len(REGISTRY[name].arguments)
    asked = [(name, tuple([None] * at + [value] + [None] * (count - at - 1))) for at in range(count) for value in line]
    forget_all()
    forward = [*answered(asked)]
    forget_all()
    assert [*answered(asked[::-1])] == forward[::-1]


def test_a_zero_below_zero_is_zero() -> None:
    assert evaluate("OUTSTANDING", [-0.0, 0.0]) == evaluate("OUTSTANDING", [0.0, -0.0]) == [[0.0]]
    assert "difference 0;" in udfs.WRITEOFF_WHY(100000, -0.0, date(2026, 5, 4), "DISCOUNT", True, False, False)


def test_the_banks_register_counts_from_the_moment_it_is_in_force(tmp_path: Path) -> None:
    case = (100000, 1000, date(2026, 5, 4), "GOODWILL", True, False, False)
    own = tmp_path / "reason_words.csv"
    own.write_text(
        SHIPPED["reason_words.csv"].read_text("utf-8-sig") + "writeoff,GOODWILL,OPERATIONAL,a courtesy\n", "utf-8"
    )
    assert udfs.WRITEOFF_STATUS(*case) == "CHECK"
    with registers_kept():
        put_in_force({"reason_words.csv": own})
        assert udfs.WRITEOFF_STATUS(*case) == "OK"
    assert udfs.WRITEOFF_STATUS(*case) == "CHECK"
