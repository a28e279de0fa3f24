"""Groups of up to 8 x 8 against an exact oracle: every sum by brute force, and whether anything disputes it.

Amounts are so particular that chance explains none of them: what decides is only whether there is one reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.settlement.months import DAY, invoice, invoices, orm, orms
from xl_addin.engine.settlement import DEFAULT, match
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.laying import flow
from xl_addin.engine.settlement.opening import open_book
from xl_addin.engine.settlement.pass_account import account
from xl_addin.engine.settlement.pass_amount import amount_1_1
from xl_addin.engine.settlement.pass_likely import bills_1_n_likely, sum_n_1_likely
from xl_addin.engine.settlement.pass_sum import bills_1_n, sum_n_1

Month = tuple[pd.DataFrame, pd.DataFrame]
Group = tuple[frozenset[str], frozenset[str]]
Amounts = dict[str, int]
PIECES = (61_234_57, 50_000_83, 123_456_79, 37_411_03, 88_880_41)  # primes to each other: sums of them say which
SIDE_MAX, SUM_MAX, LIKELY_MAX = 8, 6, 4
GAP = 100  # days


@st.composite
def groups(draw: st.DrawFn) -> Month:
    """One party's payments and bills: some amounts, and on the other side sums of them, or either the other way."""
    particular = st.integers(3_000_00, 30_000_00).map(lambda tens: tens * 10 + 1)
    parts = draw(st.lists(st.sampled_from(PIECES) | particular, min_size=2, max_size=SIDE_MAX))
    sums = st.lists(st.sampled_from(parts), min_size=1, max_size=4, unique=draw(st.booleans())).map(sum)
    others = draw(st.lists(sums, min_size=1, max_size=4)) + draw(st.lists(st.sampled_from(parts), max_size=4))
    sides = [parts, others] if draw(st.booleans()) else [others, parts]
    day = st.sampled_from([0, 0, 1, GAP])
    paid = [orm(f"O{at}", one, on=DAY + draw(day), is_advance=draw(st.booleans())) for at, one in enumerate(sides[0])]
    due = [invoice(f"B{at}", 1, one, boe_date=DAY + draw(day)) for at, one in enumerate(sides[1])]
    return orms(*paid), invoices(*due)


def amounts(frame: pd.DataFrame, key: str) -> Amounts:
    return dict(zip(frame[key], frame["open_minor"], strict=True))


def only_sum(target: int, parts: Amounts, size_max: int) -> frozenset[str]:
    """The one choice of two or more smaller parts, up to a size or all of them, that makes up the target."""
    smaller = [key for key, amount in parts.items() if amount < target]
    sizes = {*range(2, min(size_max, len(smaller)) + 1), *([len(smaller)] if len(smaller) > 1 else [])}
    found = [
        frozenset(chosen)
        for size in sizes
        for chosen in combinations(smaller, size)
        if sum(parts[key] for key in chosen) == target
    ]
    return found[0] if len(found) == 1 else frozenset()


def undisputed(found: list[Group]) -> set[Group]:
    """Groups none of whose items stands in another."""
    times = Counter(item for group in found for side in group for item in side)
    return {group for group in found if all(times[item] == 1 for side in group for item in side)}


def equal(paid: pd.DataFrame, due: pd.DataFrame) -> Iterator[Group]:
    mine, theirs = amounts(paid, "orm_key"), amounts(due, "invoice_key")
    for one, amount in mine.items():
        yield from ((frozenset([one]), frozenset([other])) for other, owed in theirs.items() if amount == owed)


def lone(paid: pd.DataFrame, due: pd.DataFrame) -> Iterator[Group]:
    yield from undisputed([*equal(paid, due)])


def bills_of_one(paid: pd.DataFrame, due: pd.DataFrame) -> Iterator[Group]:
    for key, amount in amounts(paid, "orm_key").items():
        chosen = only_sum(amount, amounts(due, "invoice_key"), SUM_MAX)
        if chosen:
            yield frozenset([key]), chosen


def payments_of_one(paid: pd.DataFrame, due: pd.DataFrame) -> Iterator[Group]:
    for key, amount in amounts(due, "invoice_key").items():
        chosen = only_sum(amount, amounts(paid, "orm_key"), SUM_MAX)
        if chosen:
            yield chosen, frozenset([key])


def allows(payment: dict[Hashable, Any], boe_date: int) -> bool:
    """Goods of an advance come after it, those of documents at most 60 days later."""
    return bool(boe_date >= payment["on"] if payment["is_advance"] else boe_date - payment["on"] <= 60)


def allowed_bills_of_one(paid: pd.DataFrame, due: pd.DataFrame) -> Iterator[Group]:
    for payment in paid.to_dict("records"):
        fitting = due[[allows(payment, day) for day in due["boe_date"]]] if len(due) else due
        chosen = only_sum(payment["open_minor"], amounts(fitting, "invoice_key"), LIKELY_MAX)
        if chosen:
            yield frozenset([payment["orm_key"]]), chosen


def allowed_payments_of_one(paid: pd.DataFrame, due: pd.DataFrame) -> Iterator[Group]:
    rows = paid.to_dict("records")
    for bill in due.to_dict("records"):
        fitting = {row["orm_key"]: row["open_minor"] for row in rows if allows(row, bill["boe_date"])}
        chosen = only_sum(bill["open_minor"], fitting, LIKELY_MAX)
        if chosen:
            yield chosen, frozenset([bill["invoice_key"]])


def whole_account(paid: pd.DataFrame, due: pd.DataFrame) -> Iterator[Group]:
    """All that was paid, in two payments or more, is all that was billed up to some day."""
    for day in sorted(set(due["boe_date"])):
        until = due[due["boe_date"] <= day]
        if len(paid) > 1 and until["open_minor"].sum() == paid["open_minor"].sum():
            yield frozenset(paid["orm_key"]), frozenset(until["invoice_key"])


Step = Callable[[Book], Groups]
Oracle = Callable[[pd.DataFrame, pd.DataFrame], Iterator[Group]]
PASSES: list[tuple[Step, Oracle]] = [
    (amount_1_1, lone),
    (bills_1_n, bills_of_one),
    (sum_n_1, payments_of_one),
    (bills_1_n_likely, allowed_bills_of_one),
    (sum_n_1_likely, allowed_payments_of_one),
    (account, whole_account),
]


def groups_of(book: Book, found: Groups) -> list[Group]:
    """The groups by their keys."""
    numbers = range(len(found.auto))
    sides = (found.orm, found.orm_group, book.orms.key), (found.inv, found.inv_group, book.invoices.key)
    mine, theirs = ([frozenset(key[item[of == at]].tolist()) for at in numbers] for item, of, key in sides)
    return [*zip(mine, theirs, strict=True)]


@pytest.mark.parametrize(("step", "oracle"), PASSES, ids=[step.__name__ for step, _ in PASSES])
@given(month=groups())
@settings(max_examples=60, deadline=None)
def test_case_97_a_pass_finds_what_the_oracle_finds(step: Step, oracle: Oracle, month: Month) -> None:
    """Every group that has one reading, and no other."""
    book = open_book(*month, DEFAULT)
    found = step(book)
    said = [group for group, tie in zip(groups_of(book, found), _ties(found), strict=True) if not tie]
    assert undisputed(said) == undisputed([*oracle(*month)])


def _ties(found: Groups) -> list[bool]:
    return found.tie.tolist() if found.tie is not None else [False] * len(found.auto)


@given(month=groups())
@settings(max_examples=60, deadline=None)
def test_what_nothing_disputes_is_settled_and_to_the_unit(month: Month) -> None:
    """Where all that is equal or adds up has one reading, the whole run holds it; AUTO by amounts alone is exact."""
    paid, due = month
    every = [*equal(paid, due), *bills_of_one(paid, due), *payments_of_one(paid, due)]
    links = match(paid, due).links
    settled = {*zip(links["orm_key"], links["invoice_key"], strict=True)}
    if undisputed(every) == set(every) and not [*whole_account(paid, due)]:
        wanted = {(one, other) for mine, theirs in every for one in mine for other in theirs}
        assert wanted <= settled
    mine, theirs = amounts(paid, "orm_key"), amounts(due, "invoice_key")
    exact = links[(links["tier"] == "AUTO") & (links["reason"] == "EXACT")]
    for _, lines in exact.groupby("group_id"):
        sides = {*lines["orm_key"]}, {*lines["invoice_key"]}
        assert sum(mine[key] for key in sides[0]) == sum(theirs[key] for key in sides[1])


@st.composite
def names(draw: st.DrawFn) -> tuple[dict[int, list[int]], dict[int, int], dict[int, int]]:
    """Payments with the invoices that each may go to, and what both have."""
    paid = dict(enumerate(draw(st.lists(st.integers(1, 9), min_size=1, max_size=5))))
    owed = dict(enumerate(draw(st.lists(st.integers(1, 9), min_size=1, max_size=5))))
    some = st.lists(st.sampled_from(sorted(owed)), unique=True)
    return {one: draw(some) for one in paid}, paid, owed


@given(names())
def test_money_is_laid_along_the_names_as_far_as_it_goes(given_: Any) -> None:
    """The most that goes is the least cut: of some payments what they have, of all others what their invoices owe."""
    wants, paid, owed = given_
    lines = flow(wants, dict(paid), dict(owed))
    assert all(other in wants[one] and amount > 0 for (one, other), amount in lines.items())
    for at, side in enumerate((paid, owed)):
        assert all(sum(n for pair, n in lines.items() if pair[at] == key) <= most for key, most in side.items())
    cuts = (
        sum(paid[one] for one in paid if one not in others)
        + sum(owed[invoice] for invoice in {invoice for one in others for invoice in wants[one]})
        for size in range(len(paid) + 1)
        for others in combinations(paid, size)
    )
    assert sum(lines.values()) == min(cuts)


@given(month=groups(), later=groups())
@settings(max_examples=40, deadline=None)
def test_case_97_new_items_never_change_a_locked_line(month: Month, later: Month) -> None:
    """Invariants 5 and 7: what was settled stays to the unit whatever comes; every line says pass, evidence, group."""
    first = match(*month).links
    paid = pd.concat([month[0], _renamed(later[0], "orm_key")], ignore_index=True)
    due = pd.concat([month[1], _renamed(later[1], "invoice_key", "boe_key")], ignore_index=True)
    firm = first[first["tier"] == "AUTO"]
    again = match(paid, due, firm).links
    columns = ["orm_key", "invoice_key", "amount_minor", "amount_invoice_minor"]
    locked = again[again["tier"] == "LOCKED"]
    assert sorted(locked[columns].itertuples(index=False)) == sorted(firm[columns].itertuples(index=False))
    assert (again[["pass", "evidence", "group_id", "engine"]] != "").to_numpy().all()


def _renamed(frame: pd.DataFrame, *keys: str) -> pd.DataFrame:
    return frame.assign(**{key: "N" + frame[key] for key in keys})
