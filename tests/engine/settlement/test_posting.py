"""What posting notes and lowers, and which items of the book the passes may read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.engine.settlement.months import DAY, invoice, invoices, orm, orms
from xl_addin.engine.settlement import DEFAULT, Config, match
from xl_addin.engine.settlement.arrays import Ints, objects
from xl_addin.engine.settlement.book import Book, Deals, Groups
from xl_addin.engine.settlement.opening import open_book
from xl_addin.engine.settlement.posting import enter, post, post_deals

Row = dict[str, Any]
# remittance, invoice, amount in either currency, reason, account, group
Line = tuple[str, str, int, int, str, str, str]
OTHER = "ZZBBB0002B"


def ints(*values: int) -> Ints:
    """The values as whole numbers of 64 bits."""
    return np.array(values, dtype=np.int64)


def book_of(paid: list[Row], due: list[Row], config: Config = DEFAULT) -> Book:
    """The book of these remittances and invoices."""
    return open_book(orms(*paid), invoices(*due), config)


def plain(paid: list[int], due: list[int], config: Config = DEFAULT) -> Book:
    """O1, O2, ... of these amounts and B1/1, B2/1, ...: their canonical places are 0, 1, ..."""
    return book_of(
        [orm(f"O{at}", amount) for at, amount in enumerate(paid, 1)],
        [invoice(f"B{at}", 1, amount) for at, amount in enumerate(due, 1)],
        config,
    )


def groups(
    *members: tuple[list[int], list[int]], auto: list[bool] | None = None, tie: list[bool] | None = None
) -> Groups:
    """Groups 0, 1, ... of remittances and invoices; their accounts are 'why 0', 'why 1', ..."""
    number = range(len(members))
    return Groups(
        ints(*(one for side, _ in members for one in side)),
        ints(*(at for at in number for _ in members[at][0])),
        ints(*(one for _, side in members for one in side)),
        ints(*(at for at in number for _ in members[at][1])),
        np.array(auto or [True] * len(members), dtype=bool),
        objects(f"why {at}" for at in number),
        None if tie is None else np.array(tie, dtype=bool),
    )


def noted(book: Book) -> list[Line]:
    """The lines of the book with the keys of their items."""
    lines: list[Line] = []
    for part in book.lines:
        keys = book.orms.key[part.orm], book.invoices.key[part.inv]
        amounts = part.amount.tolist(), part.amount_invoice.tolist()
        lines += zip(*keys, *amounts, part.reason, part.evidence, part.group, strict=True)
    return lines


# --- lines and what stays open


def test_a_group_is_laid_in_the_order_of_its_items() -> None:
    """O1 10 and O2 7 pay B1 12 and B2 5, whatever order the pass found them in: 10 + 2, then 5."""
    book = plain([10, 7], [12, 5])
    touched = post(book, groups(([1, 0], [1, 0])), "REF", "AUTO")
    assert noted(book) == [
        ("O1", "B1/1", 10, 10, "EXACT", "why 0", "REF:O1"),
        ("O2", "B1/1", 2, 2, "EXACT", "why 0", "REF:O1"),
        ("O2", "B2/1", 5, 5, "EXACT", "why 0", "REF:O1"),
    ]
    assert (book.orms.open.tolist(), book.invoices.open.tolist()) == ([0, 0], [0, 0])
    (part,) = book.lines
    assert (part.step, part.tier, part.rate.tolist()) == ("REF", "AUTO", ["", "", ""])
    assert touched.tolist() == [book.orms.market[0]]


def test_groups_do_not_share_their_money() -> None:
    """Group 0 is O3 with B1, group 1 is O1 and O2 with B2: the rest of O3 (90 - 30) pays nothing of B2."""
    book = plain([10, 20, 90], [30, 35])
    post(book, groups(([2], [0]), ([1, 0], [1])), "REF", "AUTO")
    # 60 of 90 stays on O3, beyond 5 % of 30; of B2 5 of 35 stays open, beyond 5 %
    assert noted(book) == [
        ("O3", "B1/1", 30, 30, "OVER", "why 0", "REF:O3"),
        ("O1", "B2/1", 10, 10, "PART", "why 1", "REF:O1"),
        ("O2", "B2/1", 20, 20, "PART", "why 1", "REF:O1"),
    ]
    assert (book.orms.open.tolist(), book.invoices.open.tolist()) == ([0, 0, 60], [0, 5])


def test_items_outside_the_groups_are_left_alone() -> None:
    """Only O2 and B2 are grouped."""
    book = plain([10, 10, 10], [10, 10, 10])
    post(book, groups(([1], [1])), "AMOUNT_1_1", "AUTO")
    assert noted(book) == [("O2", "B2/1", 10, 10, "EXACT", "why 0", "AMOUNT_1_1:O2")]
    assert (book.orms.open.tolist(), book.invoices.open.tolist()) == ([10, 0, 10], [10, 0, 10])


DISPUTES: dict[str, tuple[list[tuple[list[int], list[int]]], list[str]]] = {
    "one invoice in two groups": ([([0], [0]), ([1], [0]), ([2], [2])], ["X:O3"]),
    "one remittance in two groups": ([([0], [0]), ([0], [1]), ([2], [2])], ["X:O3"]),
    "the last items in two groups": ([([0], [0]), ([2], [1, 2]), ([1], [2])], ["X:O1"]),
    "the last remittance in two groups": ([([0], [0]), ([2, 1], [1]), ([2], [2])], ["X:O1"]),
    "every group with every other": ([([0, 1], [0]), ([1, 2], [1]), ([2], [2])], []),
    "none": ([([2], [0]), ([0], [1]), ([1], [2])], ["X:O3", "X:O1", "X:O2"]),
}


@pytest.mark.parametrize(("members", "labels"), DISPUTES.values(), ids=DISPUTES.keys())
def test_of_two_claimants_neither_is_settled(members: list[tuple[list[int], list[int]]], labels: list[str]) -> None:
    """Groups that share an item are left out as a whole, the others stay."""
    book = plain([10, 10, 10], [10, 10, 10])
    post(book, groups(*members), "X", "AUTO")
    assert [line[-1] for line in noted(book)] == labels
    assert sum(book.orms.open.tolist()) == sum(book.invoices.open.tolist()) == 30 - 10 * len(labels)


def test_what_is_not_sure_waits_for_the_suggestions() -> None:
    """Group 1 is not sure: firm lines leave it out, suggestions take both."""
    sure = [True, False]
    firm, suggested = plain([10, 20], [10, 20]), plain([10, 20], [10, 20])
    post(firm, groups(([0], [0]), ([1], [1]), auto=sure), "X", "AUTO")
    post(suggested, groups(([0], [0]), ([1], [1]), auto=sure), "X", "SUGGEST")
    assert [line[-1] for line in noted(firm)] == ["X:O1"]
    assert [line[-1] for line in noted(suggested)] == ["X:O1", "X:O2"]
    assert [part.tier for part in (*firm.lines, *suggested.lines)] == ["AUTO", "SUGGEST"]


def test_an_unsure_group_disputes_all_the_same() -> None:
    """That O2 may be the payer of B1 as well is reason enough not to settle it firmly with O1."""
    book = plain([10, 10], [10])
    assert post(book, groups(([0], [0]), ([1], [0]), auto=[True, False]), "X", "AUTO").tolist() == []
    assert noted(book) == []


@pytest.mark.parametrize(
    ("tier", "reasons"), [("SUGGEST", ["TIE", "PART", "TIE"]), ("AUTO", ["EXACT", "PART", "EXACT"])]
)
def test_a_person_sees_a_tie(tier: str, reasons: list[str]) -> None:
    """Groups 0 and 2 could as well be others: the reason of a suggestion says so."""
    book = plain([10, 10, 10], [10, 20, 10])
    post(book, groups(([0], [0]), ([1], [1]), ([2], [2]), tie=[True, False, True]), "X", tier)
    assert [line[4] for line in noted(book)] == reasons


def test_nothing_found_changes_nothing() -> None:
    """No groups, only disputed groups, or nothing open: no lines, no market to look at again."""
    book = plain([10, 0], [10, 0])
    for found in (groups(), groups(([0], [0]), ([1], [0])), groups(([1], [1]))):
        touched = post(book, found, "X", "AUTO")
        assert (touched.tolist(), touched.dtype) == ([], np.dtype(np.int64))
    assert book.lines == []
    assert (book.orms.open.tolist(), book.invoices.open.tolist()) == ([10, 0], [10, 0])


def test_the_markets_of_both_sides_are_looked_at_again() -> None:
    """One importer pays another's invoice: both are concerned, a third is not."""
    book = book_of([orm("O1", 10), orm("O2", 10, iec="ZZCCC0003C")], [invoice("B1", 1, 10, iec=OTHER)])
    touched = post(book, groups(([0], [0])), "THIRD_PARTY", "SUGGEST")
    assert touched.tolist() == sorted([book.orms.market[0], book.invoices.market[0]])
    assert book.orms.market[1] not in touched


# --- the reason of a line

REASONS: dict[str, tuple[list[int], list[int], str]] = {
    "equal": ([10_000], [10_000], "EXACT"),
    "several that are equal": ([6_000, 5_000], [10_000, 1_000], "EXACT"),
    "one unit short": ([9_999], [10_000], "TOL"),
    "one unit above": ([10_001], [10_000], "TOL"),
    "5 % short": ([9_500], [10_000], "TOL"),
    "more than 5 % short": ([9_499], [10_000], "PART"),
    "5 % above": ([10_500], [10_000], "TOL"),
    "more than 5 % above": ([10_501], [10_000], "OVER"),
    # 600 is less than 5 % of the 20,000 together, but not of the invoice that is short
    "5 % of each invoice, not of all": ([19_400], [10_000, 10_000], "PART"),
    "100 short on the large invoice": ([100_900], [1_000, 100_000], "TOL"),
    "100 short on the small invoice": ([100_900], [100_000, 1_000], "PART"),
    # 30 above: less than 5 % of 10,000, more than 5 % of 500
    "above the tolerance of the smaller invoice": ([10_530], [10_000, 500], "OVER"),
    "above the tolerance of the smaller invoice that comes first": ([10_530], [500, 10_000], "OVER"),
    "two remittances, the second one short": ([5_000, 4_600], [10_000], "TOL"),
    "two remittances, the second one far short": ([5_000, 4_400], [10_000], "PART"),
    "two remittances, the second one above": ([6_000, 4_600], [10_000], "OVER"),
    "one unit short is much of ten": ([9], [10], "PART"),
    "one unit above is much of ten": ([11], [10], "OVER"),
    "in yen 5 % of 101 is 5": ([96], [101], "TOL"),
    "in yen 5 % of 101 is not 6": ([95], [101], "PART"),
}


@pytest.mark.parametrize(("paid", "due", "reason"), REASONS.values(), ids=REASONS.keys())
def test_reasons(paid: list[int], due: list[int], reason: str) -> None:
    """All lines of a group have the reason of its worst invoice; a group beside it keeps its own."""
    book = plain([*paid, 77], [*due, 77])
    members = [*range(len(paid))], [*range(len(due))]
    post(book, groups(members, ([len(paid)], [len(due)])), "X", "SUGGEST")
    *lines, last = noted(book)
    assert {line[4] for line in lines} == {reason}
    assert last[4] == "EXACT"


@pytest.mark.parametrize(
    ("paid", "reason"), [(4_000, "EXACT"), (3_500, "TOL"), (3_499, "PART"), (4_500, "TOL"), (4_501, "OVER")]
)
def test_the_tolerance_is_of_the_declared_value(paid: int, reason: str) -> None:
    """Of 100.00 declared 40.00 is open: 5.00 is tolerated on either side."""
    book = book_of([orm("O1", paid)], [invoice("B1", 1, 4_000, value_minor=10_000)])
    post(book, groups(([0], [0])), "X", "AUTO")
    assert [line[4] for line in noted(book)] == [reason]


@pytest.mark.parametrize(("paid", "reason"), [(9_800, "TOL"), (9_799, "PART"), (10_200, "TOL"), (10_201, "OVER")])
def test_the_tolerance_is_the_callers(paid: int, reason: str) -> None:
    """1 in 50: 2 % of 100.00."""
    book = plain([paid], [10_000], Config(tolerance_divisor=50))
    post(book, groups(([0], [0])), "X", "AUTO")
    assert [line[4] for line in noted(book)] == [reason]


def test_each_group_has_its_own_reason() -> None:
    """EXACT, TOL, PART and OVER side by side."""
    book = plain([10_000, 9_500, 9_000, 11_000], [10_000] * 4)
    post(book, groups(*(([at], [at]) for at in range(4))), "X", "AUTO")
    reasons = [line[4] for line in noted(book)]
    assert reasons == ["EXACT", "TOL", "PART", "OVER"]
    assert {*map(type, reasons)} == {str}  # a sheet takes no other kind of text


# --- two currencies


def test_deals_are_suggestions_with_an_amount_in_either_currency() -> None:
    """At 0.9: 100.00 dollars buy 90.00 euro, all of B1; 50.00 dollars buy 45.00 of the 90.00 of B2, half stays open."""
    book = book_of(
        [orm("O1", 100_00), orm("O2", 50_00), orm("O3", 1_00)],
        [invoice("B1", 1, 90_00, currency="EUR"), invoice("B2", 1, 90_00, currency="EUR"), invoice("B3", 1, 5_00)],
    )
    deals = Deals(
        ints(0, 1),
        ints(0, 1),
        ints(100_00, 50_00),
        ints(90_00, 45_00),
        objects(["0.9", "0.90"]),
        objects(["one", "two"]),
    )
    touched = post_deals(book, deals, "CROSS_CURRENCY")
    assert noted(book) == [
        ("O1", "B1/1", 100_00, 90_00, "EXACT", "one", "CROSS_CURRENCY:O1"),
        ("O2", "B2/1", 50_00, 45_00, "PART", "two", "CROSS_CURRENCY:O2"),
    ]
    (part,) = book.lines
    assert (part.step, part.tier, part.rate.tolist()) == ("CROSS_CURRENCY", "SUGGEST", ["0.9", "0.90"])
    assert (book.orms.open.tolist(), book.invoices.open.tolist()) == ([0, 0, 1_00], [0, 45_00, 5_00])
    assert touched.tolist() == sorted([book.orms.market[0], book.invoices.market[0]])
    assert len(touched) == 2


def test_a_deal_that_buys_more_than_is_open_keeps_its_rest() -> None:
    """50.00 dollars stay on the remittance, beyond 5 % of 90.00."""
    book = book_of([orm("O1", 150_00)], [invoice("B1", 1, 90_00, currency="EUR")])
    post_deals(book, Deals(ints(0), ints(0), ints(100_00), ints(90_00), objects(["0.9"]), objects(["one"])), "X")
    assert [line[4] for line in noted(book)] == ["OVER"]
    assert (book.orms.open.tolist(), book.invoices.open.tolist()) == ([50_00], [0])


# --- never below zero


def test_amounts_of_several_lines_are_entered_together() -> None:
    """O1 pays 3 and 4 of its 10, B1 is paid 3 and 5 of its 8: just all of it."""
    book = plain([10, 5], [8, 9])
    enter(book, ints(0, 0, 1), ints(0, 1, 0), ints(3, 4, 5), ints(3, 4, 5))
    assert (book.orms.open.tolist(), book.invoices.open.tolist()) == ([3, 0], [0, 5])


def test_no_remittance_is_used_beyond_what_it_has() -> None:
    """6 and 5 of 10."""
    with pytest.raises(AssertionError, match=r"^a remittance would be over-used"):
        enter(plain([10, 99], [99, 99]), ints(0, 0), ints(0, 1), ints(6, 5), ints(6, 5))


def test_no_invoice_is_settled_beyond_what_it_owes() -> None:
    """In the invoice's currency: 11 of 10, though the remittance has it."""
    with pytest.raises(AssertionError, match=r"^an invoice would be over-settled"):
        enter(plain([99, 99], [10, 99]), ints(0, 1), ints(0, 0), ints(6, 5), ints(6, 5))
    with pytest.raises(AssertionError, match=r"^an invoice would be over-settled"):
        enter(plain([99], [10]), ints(0), ints(0), ints(1), ints(11))


def test_a_group_has_the_name_of_its_first_remittance() -> None:
    """By date: O2 is older. The group is named by the pass and that remittance, in every line."""
    found = match(
        orms(orm("O1", 61_234_00), orm("O2", 50_000_56, on=DAY - 2), orm("O3", 1_000_00, party="BOROGOVE FOODS")),
        invoices(invoice("B1", 1, 111_234_56), invoice("B2", 1, 1_000_00, supplier="BOROGOVE FOODS")),
    )
    assert dict(found.links.set_index("orm_key")["group_id"]) == {
        "O1": "SUM_N_1:O2",
        "O2": "SUM_N_1:O2",
        "O3": "AMOUNT_1_1:O3",
    }


# --- the book

B1, E1 = "INV XX/B1-1", "INV XX/E1-1"
DUE = [invoice("B1", 1, 50), invoice("E1", 1, 50, currency="EUR")]
PAID_UP = [invoice("B1", 1, 0, value_minor=50), invoice("E1", 1, 50, currency="EUR")]
PAYERS: dict[str, tuple[Row, list[Row], bool, bool]] = {
    "it names nothing": ({}, DUE, True, True),
    "one unit of it is open": ({"open_minor": 1}, DUE, True, True),
    "nothing of it is open": ({"open_minor": 0}, DUE, False, False),
    "it pays for others by its remarks": ({"remarks": "ON BEHALF OF ANOKHA"}, DUE, False, False),
    "it pays for others by what the desk knows": ({"on_behalf_of_iec": OTHER}, DUE, False, False),
    "it pays for its own importer by what the desk knows": ({"on_behalf_of_iec": "ZZAAA0001A"}, DUE, True, True),
    "it has a deal rate": ({"deal_rate": "0.9"}, DUE, False, False),
    "it names an open invoice": ({"remarks": B1}, DUE, False, False),
    "it names an invoice of which one unit is open": ({"remarks": B1}, [invoice("B1", 1, 1)], False, False),
    "it names a settled invoice": ({"remarks": B1}, PAID_UP, True, False),
    "it names an invoice in another currency only": ({"remarks": E1}, DUE, False, False),
    "it names a settled invoice and one in another currency": ({"remarks": f"{B1}, XX/E1-1"}, PAID_UP, True, False),
    "it names an open invoice and one in another currency": ({"remarks": f"{B1}, XX/E1-1"}, DUE, False, False),
    "it names what is not known": ({"remarks": "INV XX/B7-1"}, DUE, True, True),
}


@pytest.mark.parametrize(("paid", "due", "payer", "silent"), PAYERS.values(), ids=PAYERS.keys())
def test_payers_by_hand(paid: Row, due: list[Row], payer: bool, silent: bool) -> None:
    """Which remittance amounts may settle, and which may be part of a sum; O1 and O3 beside it may be both."""
    book = book_of([orm("O1", 9), orm("O2", 9) | paid, orm("O3", 9)], due)
    assert book.payers().tolist() == ([0, 1, 2] if payer else [0, 2])
    assert book.silent_payers().tolist() == ([0, 1, 2] if silent else [0, 2])


def test_the_book_of_a_round_is_its_active_markets() -> None:
    """The dollars rest: their remittances and invoices are not looked at; what is settled never is."""
    book = book_of(
        [orm("O1", 9), orm("O2", 9, currency="EUR"), orm("O3", 0, currency="EUR")],
        [
            invoice("B1", 1, 5),
            invoice("B2", 1, 5, currency="EUR"),
            invoice("B3", 1, 0, currency="EUR"),
            invoice("B4", 1, 1),
        ],
    )
    assert (book.payers().tolist(), book.live_invoices().tolist()) == ([0, 1], [0, 1, 3])
    book.active[book.orms.market[0]] = False
    assert (book.payers().tolist(), book.live_invoices().tolist()) == ([1], [1])


def test_the_same_party_is_a_known_one() -> None:
    """Atlantiq and Atlantiq; not Borogove, not two without a name, not one without a name."""
    book = book_of(
        [orm("O1", 1), orm("O2", 1, party="BOROGOVE FOODS"), orm("O3", 1, party="")],
        [invoice("B1", 1, 1), invoice("B2", 1, 1, supplier="")],
    )
    same = book.same_party(ints(0, 1, 2, 2, 0), ints(0, 0, 1, 0, 1))
    assert same.tolist() == [True, False, False, False, False]


def test_what_remarks_say_is_known_per_remittance() -> None:
    """Names of invoices at home or abroad, lists that go on, bills of entry, and numbers that nobody knows."""
    remarks = [
        "",
        "INV XX/B1-1",
        "INV XX/E1-1",
        "INV XX/B1-1 AND OTHERS",
        "BOE 9499107 DT 01/09/2026",
        "PAYMENT ETC",
        "INV XX/B77-1",
    ]
    book = book_of(
        [orm(f"O{at}", 9, remarks=text) for at, text in enumerate(remarks)],
        [*DUE, invoice("9499107", 1, 5, boe_date=DAY - 30)],
    )
    assert np.flatnonzero(book.names_own).tolist() == [1, 2, 3, 4]
    assert np.flatnonzero(book.names_home).tolist() == [1, 3, 4]
    assert np.flatnonzero(book.open_list).tolist() == [3, 5]
    assert np.flatnonzero(book.names_part).tolist() == [3, 4, 5]
    assert np.flatnonzero(book.has_unread).tolist() == [6]
    assert "XXB771" in book.unread[6]


def test_groups_of_pairs_and_the_groups_that_are_kept() -> None:
    """Two pairs are two groups; without the first one only the second one's items are left, its number stays."""
    why = objects(["a", "b"])
    pairs = Groups.pairs(ints(4, 6), ints(5, 7), np.array([True, False]), why)
    assert (pairs.orm_group.tolist(), pairs.inv_group.tolist(), pairs.tie) == ([0, 1], [0, 1], None)
    tied = groups(([4, 8], [5]), ([6], [7, 9]), auto=[True, False], tie=[False, True])
    kept = tied.only(np.array([False, True]))
    columns = [kept.orm, kept.orm_group, kept.inv, kept.inv_group, kept.auto, kept.evidence]
    assert [column.tolist() for column in columns] == [[6], [1], [7, 9], [1, 1], [True, False], ["why 0", "why 1"]]
    assert kept.tie is not None
    assert kept.tie.tolist() == [False, True]
