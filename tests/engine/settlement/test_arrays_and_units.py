"""Array tools, what sums are made of, and pairs that are equal or near: each against a plain search of its rule."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.settlement.months import DAY, invoice, invoices, orm, orms
from xl_addin.engine.settlement import DEFAULT, Config
from xl_addin.engine.settlement.arrays import (
    Bools,
    Ints,
    codes,
    components,
    count_by,
    join,
    lay,
    objects,
    ranges,
    sum_by,
)
from xl_addin.engine.settlement.book import Book
from xl_addin.engine.settlement.nearby import (
    equal_pairs,
    matched,
    pairs_within_tolerance,
    unique_both_ways,
    with_common_party,
)
from xl_addin.engine.settlement.opening import open_book
from xl_addin.engine.settlement.units import Units, bills, shelve, single

SMALL = st.integers(0, 4)
FEW = settings(max_examples=30, deadline=None)


def ints(*values: int) -> Ints:
    """The values as whole numbers of 64 bits."""
    return np.array(values, dtype=np.int64)


def rows(*columns: Ints | Bools) -> list[tuple[int, ...]]:
    """The columns side by side."""
    return list(zip(*(column.tolist() for column in columns), strict=True))


# --- small tools


@pytest.mark.parametrize("values", [[], ["a"], [(1, 2), (3, 4)], ["ab", "cd"], [[1], [2, 3]]], ids=str)
def test_objects_are_one_column_whatever_they_are(values: list[Any]) -> None:
    """Equally long values do not become a table."""
    made = objects(value for value in values)
    assert (made.shape, made.dtype) == ((len(values),), np.dtype(object))
    assert made.tolist() == values


def test_sums_by_label_are_exact() -> None:
    """Labels without an item have 0; 2**53 + 1 has no equal among fractions."""
    assert sum_by(ints(2, 0, 2), ints(2**53, 5, 1), 4).tolist() == [5, 0, 2**53 + 1, 0]
    assert sum_by(ints(), ints(), 2).tolist() == [0, 0]
    assert sum_by(ints(0, 0), ints(7, -7), 1).tolist() == [0]


def test_counts_by_label() -> None:
    """Labels without an item have 0, also behind the last label that occurs."""
    counts = count_by(ints(2, 0, 2), 5)
    assert counts.tolist() == [1, 0, 2, 0, 0]
    assert counts.dtype == np.int64
    assert count_by(ints(), 2).tolist() == [0, 0]


LARGEST, LEAST = 2**63 - 1, -(2**63)
CODES: dict[str, list[list[int]]] = {
    "one column": [[30], [10], [30], [20]],
    "two columns, the first one leads": [[2, 1], [1, 2], [2, 1], [1, 1], [2, 0]],
    "negative numbers come first": [[-5, 3], [5, -3], [-5, -3], [5, 3]],
    "three columns": [[1, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 0, 0]],
    # 2**40 values in either column: one number of 64 bits would call the first two rows equal
    "two wide columns": [[0, 0], [2**24, 0], [0, 2**40 - 1], [2**40 - 1, 0], [0, 1]],
    "two columns of all numbers there are": [[LARGEST, LEAST], [LEAST, LARGEST], [LEAST, LEAST], [0, LARGEST]],
    "a wide column after narrow ones": [[1, 1, LARGEST], [1, 0, LEAST], [0, 1, LEAST], [0, 1, LARGEST], [1, 1, 0]],
    "a wide column before narrow ones": [[LARGEST, 1, 1], [LEAST, 0, 2], [LARGEST, 0, 1], [LEAST, 1, 0], [0, 2, 2]],
    "three wide columns": [list(row) for row in product((2**61, 0, -(2**61)), repeat=3)][::-1],
    "close numbers far from zero": [[2**62 + 1], [2**62 - 1], [2**62]],
    "no rows": [],
}


@pytest.mark.parametrize("table", CODES.values(), ids=CODES.keys())
def test_codes_number_the_distinct_rows_in_their_order(table: list[list[int]]) -> None:
    """Equal rows one code, and the codes in the order of the rows."""
    number = {row: at for at, row in enumerate(sorted(set(map(tuple, table))))}
    columns = [ints(*column) for column in zip(*table, strict=True)] or [ints(), ints()]
    found = codes(*columns)
    assert found.tolist() == [number[tuple(row)] for row in table]
    assert found.dtype == np.int64


WIDE = st.sampled_from([0, 1, 2, 3, 2**31, 2**61, 2**62 - 1, 2**62, -(2**62), LARGEST, LEAST])


@given(st.lists(st.tuples(WIDE, SMALL, WIDE, WIDE), min_size=1, max_size=12))
@FEW
def test_codes_of_columns_of_any_width(table: list[tuple[int, ...]]) -> None:
    """As in the table above, narrow and wide columns mixed."""
    number = {row: at for at, row in enumerate(sorted(set(table)))}
    columns = [ints(*column) for column in zip(*table, strict=True)]
    assert codes(*columns).tolist() == [number[row] for row in table]


@given(st.lists(st.tuples(st.integers(-3, 9), st.integers(-3, 9)), max_size=7))
@FEW
def test_ranges_are_all_positions_from_start_to_stop(bounds: list[tuple[int, int]]) -> None:
    """Row by row; nothing where the stop is not after the start."""
    expected = [(row, at) for row, (start, stop) in enumerate(bounds) for at in range(start, stop)]
    assert rows(*ranges(ints(*(a for a, _ in bounds)), ints(*(b for _, b in bounds)))) == expected


@given(st.lists(SMALL, max_size=8), st.lists(SMALL, max_size=8))
@FEW
def test_a_join_is_all_equal_pairs(left: list[int], right: list[int]) -> None:
    """Ordered by the left row, then by the right one."""
    expected = [(i, j) for i, a in enumerate(left) for j, b in enumerate(right) if a == b]
    assert rows(*join(ints(*left), ints(*right))) == expected


def test_a_join_with_a_long_list_keeps_its_order() -> None:
    """300 rows of two values: for 1 all odd places, ascending; 5 has no partner."""
    right = np.arange(300) % 2
    assert rows(*join(ints(1, 5), right)) == [(0, at) for at in range(1, 300, 2)]


Edge = tuple[int, int]
GRAPHS: dict[str, tuple[list[Edge], list[int]]] = {
    "no edges": ([], []),
    "two apart": ([(1, 0), (2, 1)], [1, 2]),
    "two remittances name one invoice": ([(2, 0), (1, 0)], [1, 1]),
    "one remittance names two invoices": ([(2, 0), (2, 1)], [2, 2]),
    "a chain, its smallest node at the far end": ([(3, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)], [0] * 6),
    "a chain and another pair": ([(5, 0), (3, 0), (4, 1), (3, 2), (2, 2)], [2, 2, 4, 2, 2]),
}


@pytest.mark.parametrize(("edges", "expected"), GRAPHS.values(), ids=GRAPHS.keys())
def test_components_by_hand(edges: list[Edge], expected: list[int]) -> None:
    """What hangs together has the number of its smallest remittance."""
    left, right = ints(*(a for a, _ in edges)), ints(*(b for _, b in edges))
    assert components(left, right, 6, 3).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=14))
@FEW
def test_components_by_spreading(edges: list[Edge]) -> None:
    """Each edge takes the smallest remittance that it can walk to, edge by edge."""
    label = [a for a, _ in edges]
    for _ in edges:
        for one, other in product(range(len(edges)), repeat=2):
            if edges[one][0] == edges[other][0] or edges[one][1] == edges[other][1]:
                label[one] = min(label[one], label[other])
    left, right = ints(*(a for a, _ in edges)), ints(*(b for _, b in edges))
    assert components(left, right, 10, 10).tolist() == label


# --- amounts laid over each other

Items = list[tuple[int, int]]  # group, amount
Laying = list[tuple[int, int, int]]  # left item, right item, amount


def laid(left: Items, right: Items) -> Laying:
    """The lines of `lay`."""
    sides = [ints(*column) for side in (left, right) for column in ([g for g, _ in side], [a for _, a in side])]
    return [(a, b, c) for a, b, c in rows(*lay(*sides))]


LAYING: dict[str, tuple[Items, Items, Laying]] = {
    "nothing on either side": ([], [], []),
    "nothing to pay": ([(0, 5)], [], []),
    "nobody pays": ([], [(0, 5)], []),
    "equal amounts": ([(0, 5)], [(0, 5)], [(0, 0, 5)]),
    "the remittance is larger": ([(0, 7)], [(0, 5)], [(0, 0, 5)]),
    "the invoice is larger": ([(0, 5)], [(0, 7)], [(0, 0, 5)]),
    "one remittance for two invoices": ([(0, 7)], [(0, 3), (0, 4)], [(0, 0, 3), (0, 1, 4)]),
    "two remittances for one invoice": ([(0, 3), (0, 4)], [(0, 7)], [(0, 0, 3), (1, 0, 4)]),
    "an invoice across two remittances": (
        [(0, 5), (0, 5)],
        [(0, 3), (0, 4), (0, 3)],
        [(0, 0, 3), (0, 1, 2), (1, 1, 2), (1, 2, 3)],
    ),
    "a rest of one group does not flow into the next": ([(0, 9), (1, 2)], [(0, 5), (1, 5)], [(0, 0, 5), (1, 1, 2)]),
    "groups without a partner": (
        [(0, 1), (2, 4), (3, 1)],
        [(1, 7), (2, 3), (4, 7)],
        [(1, 1, 3)],
    ),
    "items of nothing have no line": ([(0, 0), (0, 5), (0, 0)], [(0, 0), (0, 5)], [(1, 1, 5)]),
    # each group fits 64 bits, all together do not
    "the grand total may be too large": (
        [(at, 2**62) for at in range(5)],
        [(at, 2**62 - at) for at in range(5)],
        [(at, at, 2**62 - at) for at in range(5)],
    ),
}


@pytest.mark.parametrize(("left", "right", "expected"), LAYING.values(), ids=LAYING.keys())
def test_laying_by_hand(left: Items, right: Items, expected: Laying) -> None:
    """Each line is what a remittance and an invoice of one group share, in order."""
    assert laid(left, right) == expected


GROUPED = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=8).map(sorted)


@given(GROUPED, GROUPED)
@settings(max_examples=80, deadline=None)
def test_laying_is_walking_the_units_of_each_group_in_step(left: Items, right: Items) -> None:
    """The n-th unit of a group on one side meets its n-th unit on the other, until one side ends."""
    expected: Laying = []
    for group in range(4):
        units = [
            [at for at, (of, many) in enumerate(side) for _ in range(many) if of == group] for side in (left, right)
        ]
        met = list(zip(*units, strict=False))
        expected += [(a, b, met.count((a, b))) for a, b in dict.fromkeys(met)]
    assert laid(left, right) == expected


# --- what sums are made of


def made(labels: list[int], count: int) -> Units:
    """Units of 10, 20, ... on days 0, 1, ... in market 1 of parties 0, 1, ..., their items numbered from 100."""
    at = np.arange(count)
    return Units(10 * (at + 1), at, np.ones_like(at), at, 100 + np.arange(len(labels)), ints(*labels), 500 + at)


def test_the_items_of_units() -> None:
    """Unit 0 has the items 100 and 102, unit 1 has 103, unit 2 has 101 and 104."""
    units = made([0, 2, 0, 1, 2], 3)
    assert units.items_of(ints(0)).tolist() == [100, 102]
    assert units.items_of(ints(1)).tolist() == [103]
    assert units.items_of(ints(2)).tolist() == [101, 104]
    assert units.items_of(ints(2, 0)).tolist() == [100, 102, 101, 104]  # in the order of the units
    assert units.items_of(ints()).tolist() == []


def test_the_items_of_a_large_unit_keep_their_order() -> None:
    """200 items in turn on two units: the odd ones are the second unit's."""
    assert made([0, 1] * 100, 2).items_of(ints(1)).tolist() == list(range(101, 300, 2))


def test_units_that_are_kept_are_numbered_anew() -> None:
    """Without unit 1 the old unit 2 is the new unit 1, and brings its items, amount, day, market, party and bill."""
    kept = made([0, 2, 0, 1, 2], 3).only(np.array([True, False, True]))
    columns = [kept.amount, kept.on, kept.market, kept.party, kept.item, kept.label, kept.bill]
    assert [column.tolist() for column in columns] == [
        [10, 30],
        [0, 2],
        [1, 1],
        [0, 2],
        [100, 101, 102, 104],
        [0, 1, 0, 1],
        [500, 502],
    ]
    assert kept.items_of(ints(1)).tolist() == [101, 104]


def book_of(paid: list[dict[str, Any]], due: list[dict[str, Any]], config: Config = DEFAULT) -> Book:
    """The book of these remittances and invoices."""
    return open_book(orms(*paid), invoices(*due), config)


ZETA, ALPHA = {"supplier": "ZETA STEEL"}, {"supplier": "ALPHA STEEL"}


def test_each_item_is_its_own_unit() -> None:
    """Remittances 2 and 0 in this order, by what is open, day, market and party."""
    book = book_of([orm("O1", 11), orm("O2", 12), orm("O3", 13, on=DAY + 5, party="", currency="EUR")], [])
    units = single(book.orms, ints(2, 0))
    assert rows(units.amount, units.on, units.item, units.label, units.bill) == [
        (13, DAY + 5, 2, 0, 2),
        (11, DAY, 0, 1, 0),
    ]
    assert units.market.tolist() == book.orms.market[[2, 0]].tolist()
    assert (units.party < 0).tolist() == [True, False]
    assert units.items_of(ints(1)).tolist() == [0]


def test_a_bill_of_one_party_is_a_unit() -> None:
    """B2 is older, so it comes first; on B1 the supplier of serial 1 comes before the one of serial 2."""
    book = book_of(
        [],
        [
            invoice("B1", 1, 10_00, **ZETA),
            invoice("B1", 2, 20_00, **ALPHA),
            invoice("B1", 3, 30_00, **ZETA),
            invoice("B2", 1, 7_00, boe_date=DAY - 40, **ZETA),
            invoice("B1", 4, 40_00, currency="EUR", **ZETA),
            invoice("B2", 2, 8_00, boe_date=DAY - 40, **ZETA),
            invoice("B2", 3, 9_00, boe_date=DAY - 40, **ZETA),
        ],
    )
    # canonical places: 0, 1, 2 are B2/1..3, then 3..6 are B1/1..4; B2/2 is left out
    units = bills(book, ints(0, 2, 3, 4, 5, 6))
    assert units.amount.tolist() == [7_00 + 9_00, 10_00 + 30_00, 20_00, 40_00]
    assert [units.items_of(ints(at)).tolist() for at in range(4)] == [[0, 2], [3, 5], [4], [6]]
    assert units.on.tolist() == [DAY - 40, DAY - 30, DAY - 30, DAY - 30]
    assert units.bill.tolist() == book.boe[[0, 3, 4, 6]].tolist()
    assert units.market.tolist() == book.invoices.market[[0, 3, 4, 6]].tolist()
    assert units.party.tolist() == book.invoices.party[[0, 3, 4, 6]].tolist()
    assert (units.item.tolist(), units.label.tolist()) == ([0, 2, 3, 4, 5, 6], [0, 0, 1, 2, 1, 3])


def test_bills_add_up_what_is_open_not_what_was_declared() -> None:
    """Of 100.00 declared 60.00 is open, beside 5.00."""
    book = book_of([], [invoice("B1", 1, 60_00, value_minor=100_00), invoice("B1", 2, 5_00)])
    assert bills(book, ints(0, 1)).amount.tolist() == [65_00]
    assert bills(book, ints()).amount.tolist() == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 3)), max_size=40))
@FEW
def test_a_shelf_holds_the_units_of_each_market_and_party(places: list[tuple[int, int]]) -> None:
    """In the order of the units; units of unknown party (-1) are on a shelf of their own."""
    columns = ints(*(market for market, _ in places)), ints(*(party for _, party in places))
    every = np.arange(len(places))
    shelf = shelve(Units(every, every, *columns, every, every, every))
    parties = range(-1, max((party for _, party in places), default=-1) + 1)
    for place in product(range(4), parties):
        assert shelf.of(*place).tolist() == [at for at, of in enumerate(places) if of == place]


# --- pairs that are equal or near


@given(st.lists(st.tuples(SMALL, SMALL), max_size=8))
@FEW
def test_pairs_that_are_unique_both_ways(pairs: list[Edge]) -> None:
    """Neither the remittance nor the invoice stands in another row."""
    one, many = [a for a, _ in pairs], [b for _, b in pairs]
    expected = [one.count(a) == 1 and many.count(b) == 1 for a, b in pairs]
    assert unique_both_ways(ints(*one), ints(*many)).tolist() == expected


PAIR = st.tuples(st.integers(-1, 2), st.integers(0, 2))


def columns_of(table: list[Edge]) -> list[Ints]:
    """The two columns of the rows."""
    return [ints(*(a for a, _ in table)), ints(*(b for _, b in table))]


@given(st.lists(PAIR, max_size=8), st.lists(PAIR, max_size=8))
@FEW
def test_rows_with_one_code_are_equal_rows(left: list[Edge], right: list[Edge]) -> None:
    """One code for equal rows of either side, in their order, and how often each comes on both."""
    distinct = sorted({*left, *right})
    one, many, counts = matched(columns_of(left), columns_of(right))
    assert one.tolist() == [distinct.index(row) for row in left]
    assert many.tolist() == [distinct.index(row) for row in right]
    assert counts.tolist() == [[side.count(row) for row in distinct] for side in (left, right)]


def test_rows_are_compared_in_all_their_columns() -> None:
    """A column that only one side has is a fault of the caller."""
    with pytest.raises(ValueError, match="zip"):
        matched([ints(1), ints(2)], [ints(1)])


@given(st.lists(PAIR, max_size=9), st.lists(PAIR, max_size=9))
@FEW
def test_equal_rows_are_paired_first_with_first(left: list[Edge], right: list[Edge]) -> None:
    """The n-th of a kind with the n-th of the same kind; alone are those that come once on both sides."""
    expected = []
    for kind in sorted({*left} & {*right}):
        places = [[at for at, row in enumerate(side) if row == kind] for side in (left, right)]
        expected += [(a, b, len(places[0]) == len(places[1]) == 1) for a, b in zip(*places, strict=False)]
    assert rows(*equal_pairs(columns_of(left), columns_of(right))) == expected


def test_many_equal_amounts_are_paired_in_their_order() -> None:
    """100 of each of two kinds against 30 of each: the first 30 with the first 30, kind by kind."""
    left, right = [np.arange(200) % 2], [np.arange(60) % 2]
    one, many, alone = equal_pairs(left, right)
    assert one.tolist() == many.tolist() == [*range(0, 60, 2), *range(1, 60, 2)]
    assert not alone.any()


ATLANTIQ, BOROGOVE, OTHER = "ATLANTIQ CABLES", "BOROGOVE FOODS", "ZZBBB0002B"


def test_a_common_party_is_known_and_stands_on_both_sides() -> None:
    """Of the items asked about: Atlantiq pays and bills, Borogove only pays, Czerny only bills, two have no name."""
    book = book_of(
        [
            orm("O1", 1, party=ATLANTIQ),
            orm("O2", 1, party=BOROGOVE),
            orm("O3", 1, party=""),
            orm("O4", 1, party=ATLANTIQ),
        ],
        [
            invoice("B1", 1, 1, supplier="CZERNY GLASS"),
            invoice("B2", 1, 1, supplier=ATLANTIQ),
            invoice("B3", 1, 1, supplier=""),
            invoice("B4", 1, 1, supplier=BOROGOVE),
        ],
    )
    every = np.arange(4)
    assert [side.tolist() for side in with_common_party(book, every, ints(0, 1, 2))] == [[0, 3], [1]]
    assert [side.tolist() for side in with_common_party(book, every, every)] == [[0, 1, 3], [1, 3]]
    assert [side.tolist() for side in with_common_party(book, ints(3, 0), every)] == [[3, 0], [1]]
    assert [side.tolist() for side in with_common_party(book, ints(2), every)] == [[], []]
    assert [side.tolist() for side in with_common_party(book, every, ints())] == [[], []]
    assert [side.tolist() for side in with_common_party(book_of([], []), ints(), ints())] == [[], []]


def near(book: Book) -> list[tuple[str, str]]:
    """Keys of the pairs within tolerance of all remittances."""
    orm_at, inv_at, _ = pairs_within_tolerance(book, np.arange(len(book.orms.key)))
    return sorted(zip(book.orms.key[orm_at], book.invoices.key[inv_at], strict=True))


NEAR: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "equal amounts": ({"open_minor": 10_000}, {}, True),
    "5 % less": ({"open_minor": 9_500}, {}, True),
    "more than 5 % less": ({"open_minor": 9_499}, {}, False),
    "5 % more": ({"open_minor": 10_500}, {}, True),
    "more than 5 % more": ({"open_minor": 10_501}, {}, False),
    "5 % of what is open, not of what was declared": ({"open_minor": 9_400}, {"value_minor": 99_000}, False),
    "another currency": ({"open_minor": 10_000, "currency": "EUR"}, {}, False),
    "another importer": ({"open_minor": 10_000, "iec": OTHER}, {}, False),
    "another party": ({"open_minor": 10_000, "party": BOROGOVE}, {}, False),
    "no party on either side": ({"open_minor": 10_000, "party": ""}, {"supplier": ""}, False),
    "the invoice is settled": ({"open_minor": 0}, {"open_minor": 0}, False),
}


@pytest.mark.parametrize(("paid", "due", "expected"), NEAR.values(), ids=NEAR.keys())
def test_near_by_hand(paid: dict[str, Any], due: dict[str, Any], expected: bool) -> None:
    """One remittance, and an invoice of 100.00 of the same party."""
    book = book_of([orm("O1", 1) | paid], [invoice("B1", 1, 10_000) | due])
    assert near(book) == ([("O1", "B1/1")] if expected else [])


def test_near_is_as_wide_as_the_caller_says() -> None:
    """1 in 50: 2 % of 100.00 is 2.00."""
    paid = [orm("O1", 9_800), orm("O2", 9_799), orm("O3", 10_200), orm("O4", 10_201)]
    book = book_of(paid, [invoice("B1", 1, 10_000)], Config(tolerance_divisor=50))
    assert near(book) == [("O1", "B1/1"), ("O3", "B1/1")]


def test_only_markets_of_this_round_are_looked_at() -> None:
    """The importer's dollars rest, its euros do not."""
    book = book_of(
        [orm("O1", 10_000), orm("O2", 10_000, currency="EUR")],
        [invoice("B1", 1, 10_000), invoice("B2", 1, 10_000, currency="EUR")],
    )
    book.active[book.orms.market[0]] = False
    assert near(book) == [("O2", "B2/1")]


NAMES = [ATLANTIQ, BOROGOVE, "CZERNY GLASS", "DANUBE STEEL", "EBRO CERAMICS"]


@pytest.mark.parametrize(("parties", "billed"), [(2, [1, 2, 100]), (5, [100])])
def test_near_amounts_of_several_parties_stay_apart(parties: int, billed: list[int]) -> None:
    """Each party bills the same amounts, 1.00 last, and is paid 1.00: one pair each."""
    book = book_of(
        [orm(f"O{at}", 100, party=NAMES[at]) for at in range(parties)],
        [invoice(f"B{at}", n, amount, supplier=NAMES[at]) for at in range(parties) for n, amount in enumerate(billed)],
    )
    assert near(book) == [(f"O{at}", f"B{at}/{len(billed) - 1}") for at in range(parties)]


NEARBY = st.sampled_from([0, 1, 19, 20, 21, 95, 100, 104, 105, 106, 1_900, 1_995, 2_000, 2_100, 2_101, 40_000])
WHO = st.sampled_from([ATLANTIQ, BOROGOVE, ""])
WHERE = st.tuples(st.sampled_from(["ZZAAA0001A", OTHER]), st.sampled_from(["USD", "JPY"]))
ITEMS = st.lists(st.tuples(NEARBY, WHO, WHERE), max_size=9)


@given(ITEMS, ITEMS)
@settings(max_examples=30, deadline=None)
def test_near_pairs_are_those_of_a_plain_search(paid: list[Any], due: list[Any]) -> None:
    """20 x the difference is at most what is open, in one market and of one known party."""
    book = book_of(
        [orm(f"O{at}", n, party=who, iec=iec, currency=unit) for at, (n, who, (iec, unit)) in enumerate(paid)],
        [invoice(f"B{at}", 1, n, supplier=who, iec=iec, currency=unit) for at, (n, who, (iec, unit)) in enumerate(due)],
    )
    pairs = product(enumerate(paid), enumerate(due))
    assert near(book) == sorted(
        (f"O{i}", f"B{j}/1")
        for (i, (given_, who, where)), (j, (owed, whose, place)) in pairs
        if who and (who, where) == (whose, place) and owed > 0 and 20 * abs(given_ - owed) <= owed
    )
