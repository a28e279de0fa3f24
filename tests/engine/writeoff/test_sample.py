"""The sample of write-offs for the auditors: the same again, whatever the order of the rows."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.domain.errors import ValueRefused
from xl_addin.engine.writeoff.sample import Drawn, audit_sample, draw_count, draw_percent

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


def test_a_sample_is_a_share_and_some_more_at_random_with_room_for_the_result() -> None:
    sample = audit_sample(KEYS, seed=SEED, percent=Decimal(10), count=3, auditor="EXTERNAL_AUDITOR")
    assert [one.method for one in sample] == ["PERCENTAGE"] * 4 + ["RANDOM"] * 3
    assert len({one.key for one in sample}) == 7
    assert tuple(one.key for one in sample[:4]) == draw_percent(KEYS, Decimal(10), SEED)
    assert sample[0] == Drawn(sample[0].key, "PERCENTAGE", "EXTERNAL_AUDITOR", "", "")
    assert audit_sample(KEYS[::-1], seed=SEED, percent=Decimal(10), count=3, auditor="EXTERNAL_AUDITOR") == sample


@pytest.mark.parametrize("auditor", ["INTERNAL_INSPECTOR", "INTERNAL_AUDITOR", "EXTERNAL_AUDITOR"])
def test_inspectors_and_auditors_may_check(auditor: str) -> None:
    assert audit_sample(["A"], seed=SEED, percent=Decimal(0), count=1, auditor=auditor)[0].auditor == auditor


@pytest.mark.parametrize(
    ("percent", "count", "seed", "auditor", "expected"),
    [
        ("-0.01", 1, SEED, "INTERNAL_AUDITOR", "from 0 to 100"),
        ("100.01", 1, SEED, "INTERNAL_AUDITOR", "from 0 to 100"),
        ("10", -1, SEED, "INTERNAL_AUDITOR", "zero or more"),
        ("10", 1, " ", "INTERNAL_AUDITOR", "a seed text"),
        ("10", 1, SEED, "IMPORTER", "one of INTERNAL_INSPECTOR, INTERNAL_AUDITOR, EXTERNAL_AUDITOR"),
    ],
)
def test_what_cannot_be_drawn_is_refused(percent: str, count: int, seed: str, auditor: str, expected: str) -> None:
    with pytest.raises(ValueRefused, match=expected):
        audit_sample(KEYS, seed=seed, percent=Decimal(percent), count=count, auditor=auditor)


AGAIN = "Correct it and draw again; the draw is the same for the same items and seed."


@pytest.mark.parametrize(
    ("changed", "found", "expected"),
    [
        ({"auditor": "CASHIER"}, "CASHIER", "one of INTERNAL_INSPECTOR, INTERNAL_AUDITOR, EXTERNAL_AUDITOR"),
        ({"percent": Decimal(101)}, "101", "a percentage from 0 to 100"),
        ({"count": -1}, "-1", "a number of zero or more"),
        ({"seed": " "}, " ", "a seed text, such as the month and the auditor's name"),
    ],
)
def test_a_draw_that_cannot_be_made_says_why_and_what_to_do(
    changed: dict[str, object], found: str, expected: str
) -> None:
    asked: dict[str, object] = {"seed": SEED, "percent": Decimal(10), "count": 1, "auditor": "INTERNAL_AUDITOR"}
    with pytest.raises(ValueRefused) as refused:
        audit_sample(KEYS, **(asked | changed))  # type: ignore[arg-type]
    assert (refused.value.found, refused.value.expected, refused.value.action) == (found, expected, AGAIN)
