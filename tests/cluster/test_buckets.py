"""However a book is cut into buckets, the same lines and flags come out of it, and nothing of it is lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.month_frames import Ask, frames_of
from tests.benchmarks.month_levels import LEVELS
from tests.engine.settlement.months import Row, invoice, invoices, orm, orms
from tests.engine.settlement.test_properties import Month, months
from xl_addin.cluster.work import Tally, settle_bucket
from xl_addin.engine.settlement.buckets import crossing, giants, guests_of, names_of, plan
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.visits import hits, pays_for_others, visits

Part = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]  # remittances, invoices, guests


def cut(month: Month, buckets: int) -> list[Part]:
    """The month in buckets, as both engines cut it."""
    paid, due = month
    rows = Counter([*zip(paid["iec"], paid["currency"], strict=True), *zip(due["iec"], due["currency"], strict=True)])
    paying = pays_for_others(paid)
    seen = visits(paying, [hit for part in (due.iloc[::2], due.iloc[1::2]) for hit in hits(paying, part)])
    crossed = {
        iec: crossing(paid[paid["iec"] == iec], due[due["iec"] == iec]) | seen.crossed.get(iec, set())
        for iec in giants(rows, buckets)
    }
    made = plan(rows, seen.joined, crossed, buckets)
    assert sum(made.rows) == len(paid) + len(due)
    guests = guests_of(made, paying, seen.to)
    places = [
        np.array([made.bucket[cell] for cell in zip(frame["iec"], frame["currency"], strict=True)], dtype=np.int64)
        for frame in month
    ]
    return [
        (paid[places[0] == number], due[places[1] == number], guests[guests["bucket"] == number].drop(columns="bucket"))
        for number in range(buckets)
    ]


def told(parts: list[Part], whole: Month) -> dict[str, object]:
    """Counts and hash of what the parts give; names of importers are known to each part."""
    iecs = {*whole[0]["iec"], *whole[1]["iec"]}
    names = {(iec, name) for iec in iecs for name in names_of(*(frame[frame["iec"] == iec] for frame in whole))}
    of = whole[0].get("on_behalf_of_iec", pd.Series("", index=whole[0].index))
    names |= {(iec, name) for iec, name in zip(of, whole[0]["party"], strict=True) if iec and name}
    tally = Tally()
    for part in parts:
        paid, due, guests = (frame.reset_index(drop=True) for frame in part)
        tally.add(settle_bucket(paid, due, sorted(names), guests))
    return dict(tally.told())


def as_one(month: Month) -> dict[str, object]:
    """What one call finds."""
    return told([(*month, month[0].head(0))], month)


@given(months(), st.integers(2, 5))
@settings(max_examples=25, deadline=None)
def test_a_small_month_gives_the_same_lines_in_any_number_of_buckets(month: Month, buckets: int) -> None:
    assert told(cut(month, buckets), month) == as_one(month)


@pytest.mark.parametrize("level", sorted(LEVELS))
@pytest.mark.parametrize("buckets", [2, 7])
def test_a_month_of_each_level_gives_the_same_lines_in_buckets(level: str, buckets: int) -> None:
    frames = frames_of(Ask(250, 21, level))
    month = frames.orms.drop(columns="payer"), frames.invoices  # the files have no name of the payer
    parts = cut(month, buckets)
    assert sum(len(paid) > 0 for paid, _, _ in parts) == buckets, "the month is really cut"
    assert told(parts, month) == as_one(month)


BIG = [invoice(f"B{n}", 1, 5_000_01 + n, currency=currency) for currency in ("USD", "EUR", "JPY") for n in range(9)]


@pytest.mark.parametrize(
    ("remittance", "parted"),
    [
        ({"currency": "USD"}, {"USD", "EUR", "JPY"}),
        ({"currency": "USD", "deal_rate": "0.9"}, {"EUR+JPY+USD"}),
        # it names an invoice in yen, so these two stay together
        ({"currency": "USD", "remarks": "INV XX/J7-1"}, {"EUR", "JPY+USD"}),
        # it pays the seller of an invoice in yen: that invoice is his then, also among yen
        ({"currency": "USD", "party": "SELLING GMBH"}, {"EUR", "JPY+USD"}),
    ],
)
def test_a_giant_is_cut_by_currency_but_for_what_joins_its_currencies(
    remittance: dict[str, str], parted: set[str]
) -> None:
    due = [*BIG, {**invoice("J7", 1, 70_000, currency="JPY"), "supplier": "FORWARDER", "seller": "SELLING GmbH"}]
    due = [{**row, "invoice_key": f"{row['currency']}{row['invoice_key']}"} for row in due]
    month = (
        orms(orm("O1", 1_000_00, **remittance)),
        invoices(*due).assign(seller=[row.get("seller", "") for row in due]),
    )
    parts = cut(month, 4)
    found = {"+".join(sorted({*paid["currency"], *due["currency"]})) for paid, due, _ in parts}
    assert found - {""} == parted
    assert told(parts, month) == as_one(month)


@pytest.mark.parametrize("level", ["base", "hidden-seller", "running-accounts"])
def test_a_month_of_one_giant_gives_the_same_lines(level: str) -> None:
    frames = frames_of(Ask(250, 22, level))
    one = frames.invoices["iec"].mode()[0]
    month = frames.orms.assign(iec=one, payer="", on_behalf_of_iec=""), frames.invoices.assign(iec=one)
    parts = cut(month, 4)
    assert told(parts, month) == as_one(month)


HOME, OTHER, THIRD = "ZZAAA0001A", "ZZBBB0002B", "ZZCCC0003C"
B1, B2 = invoice("B1", 1, 100_00, iec=OTHER), invoice("B2", 1, 55_00, iec=THIRD)
SAME = {**invoice("B3", 1, 100_00, iec=THIRD)}  # the beneficiary and amount of B1


@pytest.mark.parametrize(
    ("paying", "due", "shown", "joined"),
    [
        ({"on_behalf_of_iec": OTHER}, [B1], {OTHER}, set()),
        ({"on_behalf_of_iec": OTHER, "remarks": "XX/A1-1"}, [B1, invoice("A1", 1, 5)], {OTHER}, {(HOME, OTHER)}),
        ({"on_behalf_of_iec": HOME}, [B1], None, set()),
        ({"remarks": "on behalf of b, INV XX/B1-1"}, [B1, B2], {OTHER}, set()),
        ({"remarks": "on behalf of b, INV XX/B1-1", "open_minor": 7}, [B1, B2], {OTHER}, set()),
        ({"remarks": "on behalf of b, INV XX/B1-1, XX/B2-1"}, [B1, B2], {OTHER, THIRD}, {(OTHER, THIRD)}),
        ({"remarks": "on behalf of b, INV XX/A1-1"}, [B1, invoice("A1", 1, 5)], {OTHER}, {(HOME, OTHER)}),
        ({"remarks": "on behalf of b, BOE B1", "party": "SOMEBODY ELSE"}, [B1], set(), set()),
        ({"remarks": "on behalf of b"}, [B1, B2], {OTHER}, set()),
        ({"remarks": "on behalf of b"}, [B1, SAME], {OTHER, THIRD}, {(OTHER, THIRD)}),
        ({"remarks": "on behalf of b"}, [B1, invoice("A1", 1, 100_00)], {OTHER}, {(HOME, OTHER)}),
        ({"remarks": "on behalf of b", "open_minor": 99_00}, [B1], set(), set()),
        ({"remarks": "on behalf of b", "currency": "EUR"}, [B1], set(), set()),
        ({"remarks": "on behalf of b", "party": ""}, [B1], set(), set()),
        ({"remarks": "INV XX/B1-1"}, [B1], None, set()),
    ],
)
def test_who_pays_for_another_is_shown_to_him_and_stays_with_him_only_where_two_could_use_it(
    paying: dict[str, Any], due: list[Row], shown: set[str] | None, joined: set[tuple[str, str]]
) -> None:
    paid = pays_for_others(orms({**orm("O1", 100_00), **paying}))
    seen = visits(paid, hits(paid, invoices(*due)))
    assert (dict(seen.to).get("O1"), seen.joined) == (shown, joined)


def test_who_names_so_much_elsewhere_that_not_all_is_followed_stays_with_them() -> None:
    paid = pays_for_others(orms(*(orm(f"O{n}", 5, remarks="ON BEHALF OF B, XX/B1-1") for n in range(3))))
    found = hits(paid, invoices(*({**B1, "invoice_key": f"B1/{n}", "invoice_number": "XX/B1-1"} for n in range(4))))
    assert visits(paid, found, Config(named_pairs_max=36)).joined == set()
    assert visits(paid, found, Config(named_pairs_max=35)).joined == {(HOME, OTHER)}


FIVE = [f"ZZ{letter * 3}000{at}{letter}" for at, letter in enumerate("ABCDE", start=1)]
SELLERS = ["ATLANTIQ CABLES", "BOROGOVE FOODS"]
SAID = ["", "INV XX/B{0}-1", "ON BEHALF OF Z", "ON BEHALF OF Z, INV XX/B{0}-1", "THIRD PARTY XX/B{0}-1 XX/B{1}-2"]


@st.composite
def tangled(draw: st.DrawFn) -> Month:
    """Five importers who buy from the same two sellers, with few amounts and numbers, and pay for each other."""
    one_of = st.sampled_from
    amount, name, bill = one_of([100_01, 100_01, 200_02, 123_45, 223_46]), one_of(SELLERS), st.integers(0, 4)
    paid = [
        orm(
            f"O{number}",
            draw(amount),
            iec=draw(one_of(FIVE)),
            party=draw(name),
            currency=draw(one_of(["USD", "USD", "EUR"])),
            remarks=draw(one_of(SAID)).format(draw(bill), draw(bill)),
            on_behalf_of_iec=draw(one_of(["", "", *FIVE])),
        )
        for number in range(draw(st.integers(1, 10)))
    ]
    due = [
        {
            **invoice(f"B{number}", serial, draw(amount), iec=draw(one_of(FIVE)), supplier=draw(name)),
            "invoice_number": f"XX/B{draw(bill)}-{serial}",
            "currency": draw(one_of(["USD", "USD", "EUR"])),
            "seller": draw(one_of(["", *SELLERS])),
        }
        for number in range(draw(st.integers(1, 7)))
        for serial in (1, 2)
    ]
    return orms(*paid), invoices(*due)


@given(tangled(), st.integers(2, 10))
@settings(max_examples=40, deadline=None)
def test_importers_who_pay_for_each_other_give_the_same_lines_in_any_number_of_buckets(
    month: Month, buckets: int
) -> None:
    assert told(cut(month, buckets), month) == as_one(month)


def test_largest_first_into_the_least_filled() -> None:
    made = plan({("A", "USD"): 5, ("B", "USD"): 4, ("C", "USD"): 3, ("D", "USD"): 3}, (), {}, 2)
    assert made.rows == (8, 7)
    assert made.bucket[("A", "USD")] != made.bucket[("B", "USD")]


def test_a_hash_is_of_the_lines_whatever_their_order_and_parts() -> None:
    frames = frames_of(Ask(250, 21))
    found = settle_bucket(frames.orms, frames.invoices)
    shuffled = found.sample(frac=1, random_state=1)
    first, rest, turned, less = Tally(), Tally(), Tally(), Tally()
    first.add(found.head(10))
    rest.add(found.iloc[10:])
    first.merge(rest)
    turned.add(shuffled)
    less.add(found.head(len(found) - 1))
    assert first.told() == turned.told() != less.told()
    assert pd.concat([found.head(1)] * 2).pipe(_hash) != found.head(1).pipe(_hash), "twice is not once"


def _hash(found: pd.DataFrame) -> object:
    tally = Tally()
    tally.add(found)
    return tally.told()["hash"]
