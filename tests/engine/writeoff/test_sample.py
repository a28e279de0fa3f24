"""The sample of write-offs for the auditors: the same again, whatever the order of the rows."""

from __future__ import annotations

import hashlib
import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.domain.errors import ValueRefused
from xl_addin.engine.writeoff.sample import (
    AGAIN,
    Size,
    audit_sample,
    draw_count,
    draw_percent,
    draw_units,
    population_hash,
)

A_PAISA_EACH: dict[str, Decimal | None] = {f"K{n}": Decimal("0.01") for n in range(400)}
KEYS = [f"1000{n:03d}|2026-05-04|INNSA1" for n in range(40)]
SEED = "2026-05 internal audit"
EXPECTED = ("D", "A", "C", "B")  # hashes begin 6373, 676d, c292, dccc


@pytest.mark.parametrize(
    ("keys", "percent", "drawn"),
    [
        (40, "10", 4),
        (40, "10.01", 5),  # 4.004: a part counts as one
        (40, "9.99", 4),  # 3.996
        (40, "0", 0),
        (40, "0.001", 1),
        (40, "100", 40),
        (1, "1", 1),
        (3, "33.3", 1),
        (3, "33.4", 2),  # 1.002
        (0, "50", 0),
    ],
)
def test_a_percentage_is_rounded_up(keys: int, percent: str, drawn: int) -> None:
    assert len(draw_percent(KEYS[:keys], Decimal(percent), SEED)) == drawn


@pytest.mark.parametrize(("count", "drawn"), [(0, 0), (1, 1), (40, 40), (41, 40)])
def test_a_number_is_drawn_or_all_there_are(count: int, drawn: int) -> None:
    assert len(draw_count(KEYS, count, SEED)) == drawn


def test_the_draw_of_one_seed_stands() -> None:
    """Worked out apart with sha256 over "22:2026-05 internal auditRANDOM:" and the key: a change breaks old audits."""
    assert draw_count(["A", "B", "C", "D"], 4, SEED) == draw_count(["D", "C", "B", "A"], 4, SEED)
    assert draw_count(["A", "B", "C", "D"], 4, SEED) == EXPECTED
    # over "...PERCENTAGE:" and the key the hashes begin 4a5b, 5be2, a735, 8882
    assert draw_percent(["A", "B", "C", "D"], Decimal(100), SEED) == ("A", "B", "D", "C")


@given(st.sets(st.text(max_size=8), max_size=30), st.text(min_size=1).filter(str.strip), st.integers(0, 100))
@settings(max_examples=100)
def test_order_and_repeats_change_nothing(keys: set[str], seed: str, percent: int) -> None:
    rows = sorted(keys)
    shuffled = random.Random(len(seed)).sample(rows, len(rows))  # noqa: S311
    share = Decimal(percent)
    assert draw_percent(rows, share, seed) == draw_percent([*shuffled, *shuffled], share, seed)
    assert draw_count(rows, 5, seed) == draw_count([*shuffled, *rows], 5, seed)


def test_a_larger_share_holds_the_smaller_one() -> None:
    small, large = (draw_percent(KEYS, Decimal(p), SEED) for p in (10, 50))
    assert large[: len(small)] == small


def test_seed_and_method_make_other_draws() -> None:
    assert draw_count(KEYS, 40, SEED) != draw_count(KEYS, 40, SEED + " ")
    assert draw_count(KEYS, 40, SEED) != draw_percent(KEYS, Decimal(100), SEED)


def test_each_key_has_its_chance() -> None:
    """Over 400 seeds each of 4 keys is drawn first about 100 times; 50 and 150 lie more than five sigma off."""
    first = [draw_count("ABCD", 1, f"seed {n}")[0] for n in range(400)]
    assert all(50 < first.count(key) < 150 for key in "ABCD")


def worth(**inr: str) -> dict[str, Decimal | None]:
    return {key: Decimal(value) if value else None for key, value in inr.items()}


@pytest.mark.parametrize(
    ("inr", "every", "drawn"),
    [
        # of 100 rupees, one for each full 100: exactly one, whichever the start is
        (worth(A="40", B="60"), "100", 1),
        # one that holds the whole step is drawn for certain, and once though it holds three
        (worth(A="300"), "100", 1),
        (worth(A="100", B="100", C="100"), "100", 3),
        (worth(A="100", B="0", C="0.00"), "100", 1),  # nothing to lose, nothing to check
        (worth(A="0.01", B="0.01"), "0.01", 2),
        (worth(A="1", B="1"), "0.001", 2),  # less than a paisa counts as one
        (worth(A="", B="0.01"), "0.01", 2),  # a value that is not known may be of any size
        ({}, "100", 0),
    ],
)
def test_one_write_off_is_drawn_for_each_step_of_the_sum(
    inr: dict[str, Decimal | None], every: str, drawn: int
) -> None:
    assert len(draw_units(inr, Decimal(every), SEED)) == drawn


@pytest.mark.parametrize(
    "values",
    [worth(A="3.33", B="9.99", C="3.33", D="9.99"), dict.fromkeys(KEYS, Decimal("0.37")), A_PAISA_EACH],
    ids=["a few", "many small ones, where the start decides which", "a paisa each"],
)
def test_the_draw_by_value_of_one_seed_stands(values: dict[str, Decimal | None]) -> None:
    """Worked out again here by the words of its docstring: one for each mark that lies within its part of the sum."""
    head = "22:2026-05 internal auditMONETARY_UNIT:"
    order = sorted(values, key=lambda key: hashlib.sha256((head + key).encode()).hexdigest())
    start = int(hashlib.sha256((head + "start").encode()).hexdigest(), 16) % 200
    marks = range(start, 10_000, 200)
    expected, passed = [], 0
    for key in order:
        before, passed = passed, passed + int((values[key] or 0) * 100)
        if any(before <= mark < passed for mark in marks):
            expected.append(key)
    assert draw_units(values, Decimal(2), SEED) == tuple(expected)


def test_the_hash_of_a_population_stands() -> None:
    """A line for each write-off, its length before its key; the first 16 signs of their hash: old audits name it."""
    lines = "1:A 3.33\n2:BB \n"
    assert population_hash(worth(BB="", A="3.33")) == hashlib.sha256(lines.encode()).hexdigest()[:16]


@given(st.lists(st.integers(0, 5_000), max_size=30), st.integers(1, 3_000))
@settings(max_examples=100)
def test_what_holds_a_whole_step_is_always_drawn_and_never_more_than_the_sum_has_steps(
    paise: list[int], step: int
) -> None:
    inr: dict[str, Decimal | None] = {f"K{n}": Decimal(one) / 100 for n, one in enumerate(paise)}
    drawn = draw_units(inr, Decimal(step) / 100, SEED)
    assert {key for key, one in zip(inr, paise, strict=True) if one >= step} <= set(drawn)
    assert len(drawn) <= sum(paise) // step + 1
    assert len(set(drawn)) == len(drawn)


def test_a_sample_is_a_share_and_some_more_at_random() -> None:
    inr = dict.fromkeys(KEYS, Decimal(1))
    sample = audit_sample(inr, Size(Decimal(10), 3), SEED)
    assert [one.method for one in sample] == ["PERCENTAGE"] * 4 + ["RANDOM"] * 3
    assert len({one.key for one in sample}) == 7
    assert tuple(one.key for one in sample[:4]) == draw_percent(KEYS, Decimal(10), SEED)
    assert audit_sample(dict.fromkeys(KEYS[::-1], Decimal(1)), Size(Decimal(10), 3), SEED) == sample


def test_what_is_drawn_by_its_value_is_not_drawn_again() -> None:
    sample = audit_sample(worth(A="900", B="1", C="1"), Size(Decimal(100), 5, Decimal(500)), SEED)
    assert [one.method for one in sample if one.key == "A"] == ["MONETARY_UNIT"]
    assert sorted(one.key for one in sample) == ["A", "B", "C"]


def test_another_write_off_or_another_value_makes_another_hash() -> None:
    first = population_hash(worth(A="1.00", B=""))
    assert first == population_hash(worth(B="", A="1.00"))
    assert len({first, *(population_hash(one) for one in (worth(A="1.01", B=""), worth(A="1.00"), {}))}) == 4


@pytest.mark.parametrize(
    ("size", "seed", "found", "expected"),
    [
        (Size(Decimal("-0.01")), SEED, "-0.01", "a percentage from 0 to 100"),
        (Size(Decimal("100.01")), SEED, "100.01", "a percentage from 0 to 100"),
        (Size(Decimal(10), -1), SEED, "-1", "a number of zero or more"),
        (Size(Decimal(10), 1, Decimal(0)), SEED, "0", "an amount above zero"),
        (Size(Decimal(10)), " ", " ", "a seed text, such as the month and the auditor's name"),
    ],
)
def test_a_draw_that_cannot_be_made_says_why_and_what_to_do(size: Size, seed: str, found: str, expected: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        audit_sample(dict.fromkeys(KEYS, Decimal(1)), size, seed)
    assert (refused.value.found, refused.value.expected, refused.value.action) == (found, expected, AGAIN)
