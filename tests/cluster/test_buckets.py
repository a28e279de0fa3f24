"""However a book is cut into buckets, the same lines and flags come out of it, and nothing of it is lost."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.month_frames import Ask, frames_of
from tests.benchmarks.month_levels import LEVELS
from tests.engine.settlement.months import invoice, invoices, orm, orms
from tests.engine.settlement.test_properties import Month, months
from xl_addin.cluster.work import Tally, settle_bucket
from xl_addin.engine.settlement.buckets import crossing, giants, joined_importers, names_of, pays_for_others, plan


def cut(month: Month, buckets: int) -> list[Month]:
    """The month in buckets, as both engines cut it."""
    paid, due = month
    rows = Counter([*zip(paid["iec"], paid["currency"], strict=True), *zip(due["iec"], due["currency"], strict=True)])
    crossed = {iec: crossing(paid[paid["iec"] == iec], due[due["iec"] == iec]) for iec in giants(rows, buckets)}
    made = plan(rows, joined_importers(pays_for_others(paid), due), crossed, buckets)
    assert sum(made.rows) == len(paid) + len(due)
    places = [
        np.array([made.bucket[cell] for cell in zip(frame["iec"], frame["currency"], strict=True)], dtype=np.int64)
        for frame in month
    ]
    return [(paid[places[0] == number], due[places[1] == number]) for number in range(buckets)]


def told(parts: list[Month], whole: Month) -> dict[str, object]:
    """Counts and hash of what the parts give; names of importers are known to each part."""
    iecs = {*whole[0]["iec"], *whole[1]["iec"]}
    names = {(iec, name) for iec in iecs for name in names_of(*(frame[frame["iec"] == iec] for frame in whole))}
    tally = Tally()
    for paid, due in parts:
        tally.add(settle_bucket(paid.reset_index(drop=True), due.reset_index(drop=True), sorted(names)))
    return dict(tally.told())


@given(months(), st.integers(2, 5))
@settings(max_examples=25, deadline=None)
def test_a_small_month_gives_the_same_lines_in_any_number_of_buckets(month: Month, buckets: int) -> None:
    assert told(cut(month, buckets), month) == told([month], month)


@pytest.mark.parametrize("level", sorted(LEVELS))
@pytest.mark.parametrize("buckets", [2, 7])
def test_a_month_of_each_level_gives_the_same_lines_in_buckets(level: str, buckets: int) -> None:
    frames = frames_of(Ask(250, 21, level))
    month = frames.orms.drop(columns="payer"), frames.invoices  # the files have no name of the payer
    parts = cut(month, buckets)
    assert sum(len(paid) > 0 for paid, _ in parts) == buckets, "the month is really cut"
    assert told(parts, month) == told([month], month)


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
    found = {"+".join(sorted({*paid["currency"], *due["currency"]})) for paid, due in parts}
    assert found - {""} == parted
    assert told(parts, month) == told([month], month)


@pytest.mark.parametrize("level", ["base", "hidden-seller", "running-accounts"])
def test_a_month_of_one_giant_gives_the_same_lines(level: str) -> None:
    frames = frames_of(Ask(250, 22, level))
    one = frames.invoices["iec"].mode()[0]
    month = frames.orms.assign(iec=one, payer="", on_behalf_of_iec=""), frames.invoices.assign(iec=one)
    parts = cut(month, 4)
    assert told(parts, month) == told([month], month)


@pytest.mark.parametrize(
    ("paying", "joined"),
    [
        ({"on_behalf_of_iec": "ZZBBB0002B"}, {("ZZAAA0001A", "ZZBBB0002B")}),
        ({"on_behalf_of_iec": "ZZAAA0001A"}, set()),
        ({"remarks": "on behalf of b, INV XX/B1-1"}, {("ZZAAA0001A", "ZZBBB0002B")}),
        ({"remarks": "on behalf of b, BOE B1", "party": "SOMEBODY ELSE"}, set()),
        ({"remarks": "on behalf of b"}, {("ZZAAA0001A", "ZZBBB0002B")}),
        ({"remarks": "on behalf of b", "party": ""}, set()),
        ({"remarks": "INV XX/B1-1"}, set()),
    ],
)
def test_importers_stay_together_where_one_pays_for_the_other(
    paying: dict[str, str], joined: set[tuple[str, str]]
) -> None:
    paid, due = orms(orm("O1", 100_00, **paying)), invoices(invoice("B1", 1, 100_00, iec="ZZBBB0002B"))
    assert joined_importers(pays_for_others(paid), due) == joined


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
