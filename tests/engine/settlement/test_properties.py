"""What holds for every month: money is conserved, order and partition do not matter, a second run adds nothing."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.settlement.months import DAY, invoice, invoices, orm, orms
from xl_addin.engine.settlement import match
from xl_addin.engine.settlement.arrays import lay, objects
from xl_addin.engine.settlement.names import near_each_other, one_edit_apart
from xl_addin.engine.settlement.nearby import enough_pairs
from xl_addin.engine.settlement.opening import canonical_order
from xl_addin.engine.settlement.subset import listed_sums, subsets_with_sum

Month = tuple[pd.DataFrame, pd.DataFrame]
IMPORTERS, CURRENCIES = ("ZZAAA0001A", "ZZBBB0002B", "ZZCCC0003C"), ("USD", "JPY")
CONNECTED = IMPORTERS[:2]  # only these two ever pay for each other
PARTIES = ("ATLANTIQ CABLES CO LTD", "Atlntiq Cables", "BOROGOVE FOODS INC", "")
# Few distinct amounts, so that equal amounts, sums and near misses are common.
AMOUNTS = st.sampled_from([0, 95_01, 100_00, 100_01, 123_45, 200_01, 223_46, 61_234_00, 50_000_56, 111_234_56])
REMARKS = ("", "INV XX/B{0}-1", "INV XX/B{0}-1, XX/B{1}-1 AND OTHERS", "BOE B{0}", "INV XX/B{0}1", "ON BEHALF OF Z")


@st.composite
def months(draw: st.DrawFn) -> Month:
    """Up to eight remittances and twelve invoices of two importers."""
    boe = st.integers(0, 5)
    paid: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 8))):
        remarks = draw(st.sampled_from(REMARKS)).format(draw(boe), draw(boe))
        more = {"remarks": remarks, "on": DAY + draw(st.integers(-3, 3)), "party": draw(st.sampled_from(PARTIES))}
        more |= {"iec": draw(st.sampled_from(IMPORTERS)), "currency": draw(st.sampled_from(CURRENCIES))}
        if more["iec"] in CONNECTED:
            more["on_behalf_of_iec"] = draw(st.sampled_from(["", "", *CONNECTED]))
        more["deal_rate"] = draw(st.sampled_from(["", "", "1", "2.34699"]))
        paid.append(orm(f"O{number}", draw(AMOUNTS), **more))
    due: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 12))):
        name, amount = f"B{number // 2}", draw(AMOUNTS)
        more = {"boe_date": DAY + number // 2, "supplier": draw(st.sampled_from(PARTIES))}
        more |= {"iec": draw(st.sampled_from(IMPORTERS)), "currency": draw(st.sampled_from(CURRENCIES))}
        more |= {
            "value_minor": amount + draw(st.sampled_from([0, 0, 100])),
            "freight_minor": draw(st.sampled_from([0, 1])),
        }
        due.append(invoice(name, number % 2 + 1, amount, **more))
    return orms(*paid), invoices(*due)


def lines(links: pd.DataFrame) -> list[tuple[Any, ...]]:
    """All columns of the lines, in a comparable order."""
    return sorted(links.itertuples(index=False, name=None))


def used(links: pd.DataFrame, key: str, items: pd.Series[str], amount: str) -> list[int]:
    """Money that the lines take from each item."""
    return links.groupby(key)[amount].sum().reindex(items).fillna(0).astype("int64").tolist()


@given(months())
@settings(max_examples=40, deadline=None)
def test_case_97_money_is_conserved_and_nothing_is_used_twice(month: Month) -> None:
    """Firm lines and residual make up the original; suggestions stay within the residual."""
    paid, due = month
    found = match(paid, due)
    firm = found.links[found.links["tier"] != "SUGGEST"]
    sides = (
        (paid, "orm_key", "amount_minor", found.orm_residual),
        (due, "invoice_key", "amount_invoice_minor", found.invoice_residual),
    )
    for frame, key, amount, residual in sides:
        opened = frame["open_minor"].to_numpy()
        assert (np.array(used(firm, key, frame[key], amount), dtype=np.int64) + residual).tolist() == opened.tolist()
        assert (np.array(used(found.links, key, frame[key], amount), dtype=np.int64) <= opened).all()
        assert (residual >= 0).all()
    known = found.links.merge(paid, on="orm_key").merge(due, on="invoice_key", suffixes=("", "_due"))
    crossed = known["currency"] != known["currency_due"]
    assert (known.loc[crossed, "rate"] == known.loc[crossed, "deal_rate"]).all()
    assert (known.loc[~crossed, "amount_minor"] == known.loc[~crossed, "amount_invoice_minor"]).all()
    strange = crossed | (known["iec"] != known["iec_due"])
    assert (known.loc[strange, "tier"] == "SUGGEST").all()
    said = known["on_behalf_of_iec"].eq(known["iec_due"]) | known["remarks"].str.contains("ON BEHALF")
    assert (known["iec"].eq(known["iec_due"]) | said).all()


@given(months(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_row_order_does_not_matter(month: Month, chance: Any) -> None:
    """Shuffled rows give the same lines and the same residual per key."""
    paid, due = month
    places = [chance.sample(range(len(frame)), len(frame)) for frame in month]
    first = match(paid, due)
    second = match(paid.iloc[places[0]], due.iloc[places[1]])
    assert lines(first.links) == lines(second.links)
    assert first.orm_residual[places[0]].tolist() == second.orm_residual.tolist()
    assert lines(first.flags) == lines(second.flags)


@given(months())
@settings(max_examples=40, deadline=None)
def test_importers_that_nothing_connects_can_be_matched_apart(month: Month) -> None:
    """The lines of all importers together are the lines of those that pay for each other, and of the rest alone."""
    paid, due = month
    # whoever says that he pays for another is connected by the name of the beneficiary: see the tests of buckets
    paid.loc[paid["remarks"].str.contains("ON BEHALF"), "remarks"] = ""
    connected = paid["iec"].isin(CONNECTED), due["iec"].isin(CONNECTED)
    apart = [match(paid[one], due[other]).links for one, other in (connected, (~connected[0], ~connected[1]))]
    assert lines(match(paid, due).links) == sorted(lines(apart[0]) + lines(apart[1]))


@given(months())
@settings(max_examples=40, deadline=None)
def test_a_second_run_adds_nothing(month: Month) -> None:
    """With the firm lines locked the same is suggested again; with all lines locked nothing is found."""
    paid, due = month
    first = match(paid, due).links
    again = match(paid, due, first[first["tier"] == "AUTO"]).links
    assert lines(again[again["tier"] == "SUGGEST"]) == lines(first[first["tier"] == "SUGGEST"])
    assert not (again["tier"] == "AUTO").any()
    assert (match(paid, due, first).links["tier"] == "LOCKED").all()


@given(months())
@settings(max_examples=40, deadline=None)
def test_five_percent_is_tested_per_invoice_and_closes_nothing(month: Month) -> None:
    """What a TOL line leaves open on its invoice is at most 5 % of the value, and it stays open."""
    paid, due = month
    found = match(paid, due)
    rest = dict(zip(due["invoice_key"], found.invoice_residual, strict=True))
    value = dict(zip(due["invoice_key"], due["value_minor"], strict=True))
    firm = found.links[(found.links["tier"] == "AUTO") & (found.links["reason"] == "TOL")]
    assert all(20 * rest[key] <= value[key] for key in firm["invoice_key"])


@given(st.integers(1, 60), st.lists(st.integers(1, 20), max_size=9), st.integers(1, 3), st.integers(2, 6))
def test_case_97_subsets_are_those_of_a_plain_search(target: int, amounts: list[int], low: int, high: int) -> None:
    """Every subset by brute force: none, the only one, or at least two are reported alike."""
    places = range(len(amounts))
    every = [
        chosen
        for size in range(low, min(high, len(amounts)) + 1)
        for chosen in combinations(places, size)
        if sum(amounts[at] for at in chosen) == target
    ]
    found = subsets_with_sum(target, np.array(amounts, dtype=np.int64), low, high)
    assert len(found) == min(len(every), 2)
    assert set(found) <= set(every)


@given(st.lists(st.integers(1, 1000), max_size=9), st.integers(1, 6))
def test_listed_sums_are_all_sums(amounts: list[int], high: int) -> None:
    """The list that spares searches holds every sum of two or more, up to its size."""
    sums, size = listed_sums(np.array(amounts, dtype=np.int64), high)
    every = [sum(chosen) for count in range(2, size + 1) for chosen in combinations(amounts, count)]
    assert sums.tolist() == sorted(every)


WORDS = st.lists(st.text("ABC", min_size=2, max_size=6), max_size=40, unique=True)


@given(WORDS)
def test_near_words_are_those_of_comparing_each_with_each(words: list[str]) -> None:
    """However many words there are, the pairs that are one edit apart are the same."""
    every = {(a, b) for a, b in combinations(range(len(words)), 2) if one_edit_apart(words[a], words[b])}
    assert {(min(pair), max(pair)) for pair in near_each_other(words)} == every


ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=14)  # code, item


@given(ROWS, ROWS)
def test_enough_pairs_tell_the_same_partners_as_all_pairs(left: list[Any], right: list[Any]) -> None:
    """Pairs of items that are unique both ways are those of the whole product, and no pair is made up."""
    every = {(a, b) for one, a in left for many, b in right if one == many}
    columns = [np.array([row[at] for row in side], dtype=np.int64) for side in (left, right) for at in (0, 1)]
    row, place = enough_pairs(*columns)
    found = {(left[a][1], right[b][1]) for a, b in zip(row.tolist(), place.tolist(), strict=True)}
    assert found <= every
    assert _lone(found) == _lone(every)


def _lone(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    times = Counter(("left", a) for a, _ in pairs) + Counter(("right", b) for _, b in pairs)
    return {(a, b) for a, b in pairs if times["left", a] == times["right", b] == 1}


KEYS = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["9", "10", "010", ""]), st.text("AB", max_size=2)))


@given(KEYS)
def test_the_canonical_order_is_that_of_all_keys_together(rows: list[tuple[int, str, str]]) -> None:
    """Each key is looked at only where those before it leave a tie; equal rows stay in their order."""
    columns = [np.array([row[0] for row in rows], dtype=np.int64), *(objects(row[at] for row in rows) for at in (1, 2))]
    assert canonical_order(columns).tolist() == sorted(range(len(rows)), key=rows.__getitem__)


@given(st.lists(st.integers(1, 9), max_size=6), st.lists(st.integers(1, 9), max_size=6))
def test_laying_is_walking_both_lists_in_step(left: list[int], right: list[int]) -> None:
    """Unit by unit: the n-th unit of one list meets the n-th unit of the other."""
    units = [[at for at, amount in enumerate(side) for _ in range(amount)] for side in (left, right)]
    met = list(zip(*units, strict=False))
    expected = [(a, b, met.count((a, b))) for a, b in dict.fromkeys(met)]
    arrays = [np.array(side, dtype=np.int64) for side in (left, right)]
    groups = [np.zeros(len(side), dtype=np.int64) for side in (left, right)]
    laid = lay(groups[0], arrays[0], groups[1], arrays[1])
    assert list(zip(laid.left.tolist(), laid.right.tolist(), laid.amount.tolist(), strict=True)) == expected
