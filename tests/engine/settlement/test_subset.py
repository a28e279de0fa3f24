"""Sums of several amounts: which there are, two of them at most, and which targets are worth a search."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.engine.settlement.arrays import Ints
from xl_addin.engine.settlement.subset import listed_sums, subsets_with_sum, within_reach

Places = list[tuple[int, ...]]


def ints(*values: int) -> Ints:
    """The values as whole numbers of 64 bits."""
    return np.array(values, dtype=np.int64)


def plain_search(target: int, amounts: list[int], low: int, high: int) -> Places:
    """Every subset of low..high places with this sum, by trying all."""
    sizes = range(low, min(high, len(amounts)) + 1)
    tried = (chosen for size in sizes for chosen in combinations(range(len(amounts)), size))
    return [chosen for chosen in tried if sum(amounts[at] for at in chosen) == target]


SIX = [1, 10, 100, 1_000, 10_000, 100_000]  # every sum of these shows its parts
SUBSETS: dict[str, tuple[int, list[int], int, int, Places]] = {
    "one invoice of that amount": (250, [100, 250, 200], 1, 1, [(1,)]),
    "one invoice of that amount when two is the least": (250, [100, 250, 200], 2, 6, []),
    "two of three": (300, [100, 250, 200], 2, 6, [(0, 2)]),
    "two equal amounts are two invoices": (500, [250, 250], 2, 2, [(0, 1)]),
    "no invoice counts twice": (500, [250, 100], 2, 2, []),
    "no invoice counts twice among three": (600, [250, 100, 77], 3, 3, []),
    "the largest and the smallest": (100_001, SIX, 2, 2, [(0, 5)]),
    "the two largest": (110_000, SIX, 2, 2, [(4, 5)]),
    "the two smallest": (11, SIX, 2, 2, [(0, 1)]),
    "three of six": (100_101, SIX, 2, 6, [(0, 2, 5)]),
    "four of six": (110_101, SIX, 2, 6, [(0, 2, 4, 5)]),
    "five of six": (111_101, SIX, 2, 6, [(0, 2, 3, 4, 5)]),
    "all six": (111_111, SIX, 2, 6, [(0, 1, 2, 3, 4, 5)]),
    "all six when five is the most": (111_111, SIX, 2, 5, []),
    "three when four is the least": (100_101, SIX, 4, 6, []),
    "seven of eight": (1_111_111, [*SIX, 1_000_000, 77], 7, 7, [(0, 1, 2, 3, 4, 5, 6)]),
    "above every sum": (999, [100, 250, 200], 2, 3, []),
    "below every sum": (99, [100, 250, 200], 2, 3, []),
    "more asked for than there are": (350, [100, 250], 2, 6, [(0, 1)]),
    "no amounts at all": (0, [], 2, 6, []),
    "bills count up and remittances down": (150, [100, 250, -200], 2, 3, [(0, 1, 2)]),
    "a bill and a remittance that cancel out": (0, [100, 250, -250], 2, 3, [(1, 2)]),
    "one alone and two together are two": (300, [300, 100, 200], 1, 2, [(0,), (1, 2)]),
    "exact where a fraction would round": (2**54 + 1, [2**53, 2**53 + 1, 2**53 + 2], 2, 2, [(0, 1)]),
}


@pytest.mark.parametrize(("target", "amounts", "low", "high", "expected"), SUBSETS.values(), ids=SUBSETS.keys())
def test_subsets_by_hand(target: int, amounts: list[int], low: int, high: int, expected: Places) -> None:
    """The sorted places of none, the only one, or the only two."""
    assert sorted(subsets_with_sum(target, ints(*amounts), low, high)) == expected


MANY: dict[str, tuple[int, list[int], int, int]] = {
    "three single invoices of one amount": (5, [5, 5, 5], 1, 1),
    "three pairs": (60, [20, 40, 10, 50, 30, 30], 2, 2),
    "two alone, then pairs": (30, [30, 30, 10, 20], 1, 2),
    "one alone, then two pairs": (30, [30, 10, 20, 10], 1, 2),
    "two pairs, then a triple": (60, [20, 40, 10, 50, 30, 35], 2, 3),
    "many triples": (3, [1, 1, 1, 1, 1], 2, 6),
}


@pytest.mark.parametrize(("target", "amounts", "low", "high"), MANY.values(), ids=MANY.keys())
def test_of_many_subsets_two_are_told(target: int, amounts: list[int], low: int, high: int) -> None:
    """Two are enough to refuse a choice; both are real, and they differ."""
    found = subsets_with_sum(target, ints(*amounts), low, high)
    assert len(found) == len(set(found)) == 2
    assert set(found) <= set(plain_search(target, amounts, low, high))


@given(st.integers(-30, 60), st.lists(st.integers(-9, 20), max_size=8), st.integers(1, 3), st.integers(1, 6))
@settings(max_examples=80, deadline=None)
def test_subsets_are_those_that_a_plain_search_finds(target: int, amounts: list[int], low: int, high: int) -> None:
    """None, the only one, or two of them; amounts may be negative."""
    every = plain_search(target, amounts, low, high)
    found = subsets_with_sum(target, ints(*amounts), low, high)
    assert len(found) == len(set(found)) == min(len(every), 2)
    assert set(found) <= set(every)


@pytest.mark.parametrize("width", ["int32", "int64"])
def test_the_width_of_the_amounts_does_not_matter(width: str) -> None:
    """Amounts that a frame holds in 32 bits are the same amounts: 1 and 10 make 11, 1 + 10 + 100 make 111."""
    amounts = np.array([1, 10, 100], dtype=width)
    assert subsets_with_sum(11, amounts, 2, 3) == [(0, 1)]
    assert subsets_with_sum(111, amounts, 2, 3) == [(0, 1, 2)]


LISTS: dict[str, tuple[list[int], int, list[int], int]] = {
    "pairs of three": ([1, 2, 4], 2, [3, 5, 6], 2),
    "pairs and the triple of three": ([1, 2, 4], 3, [3, 5, 6, 7], 3),
    "equal sums are listed as often as they come": ([2, 2, 2], 2, [4, 4, 4], 2),
    "one pair, and nothing larger among two": ([1, 2], 6, [3], 6),
    "single amounts are no sums": ([1, 2, 4], 1, [], 1),
    "no size is asked for": ([1, 2, 4], 0, [], 1),
    "one amount": ([1], 6, [], 1),
    "no amounts": ([], 6, [], 1),
}


@pytest.mark.parametrize(("amounts", "largest", "sums", "size"), LISTS.values(), ids=LISTS.keys())
def test_listed_sums_by_hand(amounts: list[int], largest: int, sums: list[int], size: int) -> None:
    """The sums in order, and how many amounts the largest of them may have."""
    listed, up_to = listed_sums(ints(*amounts), largest)
    assert (listed.tolist(), up_to) == (sums, size)
    assert listed.dtype == np.int64


# Sums of three and more are listed while they are at most 20,000 in all; pairs up to 1,000 amounts.
LIMITS = [
    (14, 14, 14),  # all 2**14 - 15 = 16,369 sums
    (26, 6, 4),  # C(26,3) + C(26,4) = 2,600 + 14,950 = 17,550; C(26,5) = 65,780
    (27, 6, 3),  # 2,925 + 17,550 = 20,475 would be too many, though 17,550 alone would not
    (50, 6, 3),  # C(50,3) = 19,600
    (51, 6, 2),  # C(51,3) = 20,825
    (1_000, 6, 2),
    (1_001, 6, 1),
]


@pytest.mark.parametrize(("count", "largest", "size"), LIMITS)
def test_a_short_list_is_listed_as_far_as_it_stays_short(count: int, largest: int, size: int) -> None:
    """Just within and just above the room; the list holds every sum of two up to that size."""
    sums, up_to = listed_sums(np.arange(1, count + 1), largest)
    assert up_to == size
    assert len(sums) == sum(comb(count, many) for many in range(2, size + 1))


@given(st.lists(st.integers(1, 1_000), max_size=9), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_the_list_holds_every_sum(amounts: list[int], largest: int) -> None:
    """All sums of two or more up to its size, sorted."""
    sums, size = listed_sums(ints(*amounts), largest)
    every = [sum(chosen) for count in range(2, size + 1) for chosen in combinations(amounts, count)]
    assert sums.tolist() == sorted(every)


def reach(targets: list[int], amounts: list[int], sizes: list[int]) -> list[bool]:
    """`within_reach` of plain lists."""
    return list(map(bool, within_reach(ints(*targets), ints(*amounts), ints(*sizes)).tolist()))


EVEN = list(range(2, 2_010, 2))  # no sum of even amounts is odd
POWERS = [2**power for power in range(1, 61)]  # every sum shows its parts
REACH: dict[str, tuple[int, list[int], int, bool]] = {
    "a sum of two": (3, [1, 2, 4], 2, True),
    "a sum of three when two is the most": (7, [1, 2, 4], 2, False),
    "a sum of three": (7, [1, 2, 4], 3, True),
    "an equal amount alone is no sum": (4, [1, 2, 4], 3, False),
    "one amount twice is no sum": (8, [1, 2, 4], 3, False),
    "a single item is no sum": (3, [1, 2, 4], 1, False),
    "no size is allowed": (3, [1, 2, 4], 0, False),
    "nothing is smaller": (1, [1, 2, 4], 6, False),
    "there is nothing": (5, [], 6, False),
    "12 smaller ones, the first and the last": (26, EVEN[:12], 6, True),
    "12 smaller ones, no odd sum": (25, EVEN[:12], 6, False),
    "13 smaller ones, the first and the last": (28, EVEN[:13], 6, True),
    "13 smaller ones, no odd sum": (27, EVEN[:13], 6, False),
    "16 smaller ones, the first and the last": (34, EVEN[:16], 6, True),
    "16 smaller ones, no odd sum": (33, EVEN[:16], 6, False),
    "17 smaller ones, the first and the last": (36, EVEN[:17], 6, True),
    "17 smaller ones, no odd sum": (35, EVEN[:17], 5, False),
    # of 17 the sums of 3, 4 and 5 are 680 + 2,380 + 6,188: no room for the 12,376 of six
    "17 smaller ones, a sum of five": (2**17 + 2 + 4 + 8 + 16, POWERS[:17], 5, True),
    "17 smaller ones, a sum of six": (2**17 + 2 + 4 + 8 + 16 + 32, POWERS[:17], 6, True),
    "17 smaller ones, a sum of six when five is the most": (2**17 + 2 + 4 + 8 + 16 + 32, POWERS[:17], 5, False),
    "17 smaller ones, a sum of seven": (2**17 + 2 + 4 + 8 + 16 + 32 + 64, POWERS[:17], 7, True),
    # of 60 only pairs are listed: a triple is a pair and one more, and four must be searched for
    "60 smaller ones, a pair": (2**60 + 2, POWERS, 2, True),
    "60 smaller ones, a triple when two is the most": (2**60 + 2 + 4, POWERS, 2, False),
    "60 smaller ones, a triple": (2**60 + 2 + 4, POWERS, 3, True),
    "60 smaller ones, four when three is the most": (2**60 + 2 + 4 + 8, POWERS, 3, False),
    "60 smaller ones, four": (2**60 + 2 + 4 + 8, POWERS, 4, True),
    "60 smaller ones, none alone": (2**60 + 2, POWERS, 1, False),
    # of more than 1,000 nothing is listed: every sum must be searched for
    "1,001 smaller ones, a pair": (2_004, EVEN[:1_001], 2, True),
    "1,001 smaller ones, a triple": (2_004, EVEN[:1_001], 3, True),
    "1,001 smaller ones, none alone": (2_004, EVEN[:1_001], 1, False),
}


@pytest.mark.parametrize(("target", "amounts", "size", "expected"), REACH.values(), ids=REACH.keys())
def test_within_reach_by_hand(target: int, amounts: list[int], size: int, expected: bool) -> None:
    """A sum is never overlooked; these targets out of reach are known without a search, in any order of the amounts."""
    assert reach([target], amounts, [size]) == [expected]
    assert reach([target], amounts[::-1], [size]) == [expected]


def test_targets_of_different_crowds_keep_their_places() -> None:
    """One answer per target: 3 = 1 + 2 at once; 2**60 + 4 is a pair of 60; 1 and 2 have nothing below to add."""
    targets = [2**60 + 4, 1, 6, 2**60 + 5, 2, 2**14 + 2]
    assert reach(targets, POWERS, [2] * 6) == [True, False, True, False, False, True]
    # each has its own size: the triple of 60 is out of reach with two, the pair of few needs two
    assert reach([2**60 + 6, 2**60 + 6, 6, 6], POWERS, [2, 3, 1, 2]) == [False, True, False, True]
    # 2 + 4 and one more make 2**60 + 6, nothing makes an odd sum
    assert reach([2**60 + 6, 2**60 + 5], POWERS, [3, 3]) == [True, False]


@given(st.lists(st.integers(1, 60), max_size=5), st.lists(st.integers(1, 30), max_size=12), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_reach_is_exact_among_few(targets: list[int], amounts: list[int], size: int) -> None:
    """Up to twelve amounts: all their sums are listed, so that there is no false alarm where two are smaller."""
    for target, found in zip(targets, reach(targets, amounts, [size] * len(targets)), strict=True):
        smaller = [amount for amount in amounts if amount < target]
        if len(smaller) != 1:
            assert found == bool(plain_search(target, smaller, 2, size))


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 3)), max_size=5), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_case_97_no_sum_among_many_is_overlooked(asked: list[tuple[int, int]], seed: int) -> None:
    """Of 10 to 24 amounts: whatever a plain search finds is within reach."""
    chance = np.random.default_rng(seed)
    amounts = chance.integers(1, 60, size=int(chance.integers(10, 25))).tolist()
    for (target, size), found in zip(asked, reach([t for t, _ in asked], amounts, [s for _, s in asked]), strict=True):
        assert found or not plain_search(target, [amount for amount in amounts if amount < target], 2, size)
