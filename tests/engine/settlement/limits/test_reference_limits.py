"""Limits of what remarks name, found by mutation: what counts, hangs together, differs, completes a group."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.settlement.months import DAY, Row, invoice, invoices, orm, orms
from xl_addin.engine.settlement import DEFAULT, Config, match
from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.named_groups import named_groups
from xl_addin.engine.settlement.opening import open_book
from xl_addin.engine.settlement.pass_complete import ref_sum, ref_sum_loose, ref_sum_small
from xl_addin.engine.settlement.pass_reference import ref, ref_fuzzy, ref_part

# remittances, invoices, AUTO / SUGGEST / TIE
Group = tuple[str, str, str]
Step = Callable[[Book], Groups]

BOROGOVE: dict[str, Any] = {"supplier": "BOROGOVE FOODS INC"}
PAYS_BOROGOVE: dict[str, Any] = {"party": "BOROGOVE FOODS INC"}
AGRO: dict[str, Any] = {"iec": "ZZBBB0002B"}  # another importer


def opened(paid: list[Row], due: list[Row], config: Config = DEFAULT) -> Book:
    """The book of these items."""
    return open_book(orms(*paid), invoices(*due), config)


def told(book: Book, step: Step) -> list[tuple[str, str, str, str]]:
    """The groups that a pass finds: remittances, invoices, AUTO / SUGGEST / TIE, evidence."""
    found = step(book)
    out: list[tuple[str, str, str, str]] = []
    for number in sorted({*found.orm_group.tolist(), *found.inv_group.tolist()}):
        payers = book.orms.key[np.sort(found.orm[found.orm_group == number])]
        bills = book.invoices.key[np.sort(found.inv[found.inv_group == number])]
        tie = found.tie is not None and bool(found.tie[number])
        assert not (tie and found.auto[number]), "a tie is never settled"
        grade = "TIE" if tie else "AUTO" if found.auto[number] else "SUGGEST"
        out.append((" ".join(payers), " ".join(bills), grade, found.evidence[number]))
    return sorted(out)


def groups(book: Book, step: Step) -> list[Group]:
    """The same without the evidence."""
    return [group[:3] for group in told(book, step)]


def named(book: Book) -> Groups:
    """What the remarks name, sure or not."""
    return named_groups(book)[0]


B1, B2 = invoice("B1", 1, 10_00), invoice("B2", 1, 20_00)
BOTH = "XX/B1-1, XX/B2-1"


def twice(first: Row, second: Row) -> list[Row]:
    """Two invoices that bear one number."""
    return [{**one, "invoice_number": "AB/7001"} for one in (first, second)]


@pytest.mark.parametrize(
    ("paid", "due", "expected"),
    [
        pytest.param(
            [orm("O1", 5_00, remarks=BOTH)], [B1, B2], [("O1", "B1/1 B2/1", "AUTO")], id="all that it names is a group"
        ),
        pytest.param([orm("O1", 10_00)], [B1, B2], [], id="who names nothing stands in no group"),
        pytest.param(
            [orm("O1", 4_00, remarks="XX/B1-1"), orm("O2", 3_00, remarks="XX/B1-1"), orm("O3", 2_00)],
            [B1, B2],
            [("O1 O2", "B1/1", "AUTO")],
            id="who names the same invoice belongs together, the rest stays outside",
        ),
        pytest.param(
            [
                orm("O1", 4_00, remarks=BOTH),
                orm("O2", 3_00, remarks="XX/B3-1"),
                orm("O3", 2_00, remarks="XX/B2-1, XX/B4-1"),
            ],
            [B1, B2, invoice("B3", 1, 30_00), invoice("B4", 1, 40_00)],
            [("O1 O3", "B1/1 B2/1 B4/1", "AUTO"), ("O2", "B3/1", "AUTO")],
            id="a chain of common invoices is one group, another chain another",
        ),
        # exact payers first
        pytest.param(
            [orm("O1", 30_00, remarks=BOTH), orm("O2", 4_00, remarks="XX/B1-1, XX/B3-1")],
            [B1, B2, invoice("B3", 1, 50_00)],
            [("O1", "B1/1 B2/1", "AUTO"), ("O2", "B3/1", "AUTO")],
            id="who pays exactly all it names has it alone: the other keeps what is left",
        ),
        pytest.param(
            [orm("O1", 20_00, remarks=BOTH), orm("O2", 5_00, remarks="XX/B1-1")],
            [B1, B2],
            [("O1", "B2/1", "SUGGEST"), ("O2", "B1/1", "AUTO")],
            id="who pays exactly one invoice among those it names pays that one only, if a person says so",
        ),
        pytest.param(
            [orm("O1", 10_00, remarks=BOTH), orm("O2", 10_00, remarks="XX/B2-1")],
            [B1, invoice("B2", 1, 10_00)],
            [("O1", "B1/1", "AUTO"), ("O2", "B2/1", "AUTO")],
            id="which of two equal invoices it pays is open, until another pays one of them",
        ),
        pytest.param(
            [orm("O1", 10_00, remarks=BOTH)],
            [B1, invoice("B2", 1, 10_00)],
            [("O1", "B1/1 B2/1", "AUTO")],
            id="of two equal invoices neither is the one",
        ),
        pytest.param(
            [orm("O1", 10_00, remarks="XX/B1-1"), orm("O2", 10_00, remarks="XX/B1-1")],
            [B1],
            [("O1 O2", "B1/1", "AUTO")],
            id="two exact payers of one invoice dispute it",
        ),
        pytest.param(
            [
                orm("O1", 30_00, remarks=BOTH),
                orm("O2", 10_00, remarks="XX/B1-1"),
                orm("O3", 40_00, remarks="XX/B3-1"),
                orm("O4", 1_00, remarks="XX/B3-1"),
            ],
            [B1, B2, invoice("B3", 1, 40_00)],
            # O1 is exact with both, O2 with B1: both lose that; O3 is exact and O4 comes too late
            [("O1 O2", "B1/1 B2/1", "AUTO"), ("O3", "B3/1", "AUTO")],
            id="a dispute about one invoice spoils all of the remittance, and of no other",
        ),
        # what is live
        pytest.param(
            [orm("O1", 9_00, remarks=BOTH)],
            [B1, {**B2, "open_minor": 0}],
            [("O1", "B1/1", "AUTO")],
            id="a settled invoice is named in vain",
        ),
        pytest.param(
            [orm("O1", 0, remarks=BOTH), orm("O2", 15_00, remarks=BOTH)],
            [B1, B2],
            [("O2", "B1/1 B2/1", "AUTO")],
            id="a remittance that is used up is no rival",
        ),
        pytest.param(
            [orm("O1", 1, remarks="XX/B1-1")], [invoice("B1", 1, 1)], [("O1", "B1/1", "AUTO")], id="one unit is money"
        ),
        pytest.param(
            [orm("O1", 5_00, remarks=BOTH)],
            [{**B1, "currency": "EUR"}, B2],
            [("O1", "B2/1", "AUTO")],
            id="only invoices in the same currency count",
        ),
        # one number, several invoices
        pytest.param(
            [orm("O1", 5_00, remarks="AB/7001")],
            twice(B1, B2),
            [("O1", "B1/1 B2/1", "SUGGEST")],
            id="a number on two bills is doubtful",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="AB/7001")],
            twice(B1, invoice("B1", 2, 20_00)),
            [("O1", "B1/1 B1/2", "AUTO")],
            id="a number on two invoices of one bill is not doubtful",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="AB/7001")],
            [invoice("B0", 1, 7_00), *twice(B1, invoice("B1", 2, 20_00)), invoice("B3", 1, 7_00)],
            [("O1", "B1/1 B1/2", "AUTO")],
            id="the same on a bill that is neither the first nor the last",
        ),
        pytest.param(
            [orm("O1", 20_00, remarks="AB/7001")],
            twice(B1, {**B2, **BOROGOVE}),
            [("O1", "B1/1", "AUTO")],
            id="the party decides, before an equal amount",
        ),
        pytest.param(
            [orm("O1", 20_00, remarks="AB/7001")],
            twice(B1, B2),
            [("O1", "B2/1", "AUTO")],
            id="where the party leaves two, an equal amount decides",
        ),
        pytest.param(
            [orm("O1", 20_00, remarks="AB/7001", party="")],
            twice(B1, {**B2, **BOROGOVE}),
            [("O1", "B2/1", "AUTO")],
            id="without a party an equal amount decides",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="AB/7001, CD/7002")],
            [{**B1, "invoice_number": "AB/7001"}, {**B2, **BOROGOVE, "invoice_number": "CD/7002"}],
            [("O1", "B1/1 B2/1", "AUTO")],
            id="each number has its own best invoice",
        ),
        pytest.param(
            [orm("O1", 6_00, remarks="XX/B1-1"), orm("O2", 5_00, remarks="XX/B1-1", party="")],
            [B1],
            [("O1 O2", "B1/1", "AUTO")],
            id="each remittance has its own best invoice",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="AB/7001 BOE 9499107 BOE 9499108")],
            twice(invoice("9499107", 1, 10_00), invoice("9499108", 1, 20_00)),
            [("O1", "9499107/1 9499108/1", "AUTO")],
            id="what one number leaves open the numbers of both bills decide",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="BOE 9499107 AB/7001")],
            twice(invoice("9499107", 1, 10_00), invoice("9499108", 1, 20_00)),
            [("O1", "9499107/1 9499108/1", "SUGGEST")],
            id="the number of one bill leaves the other doubtful",
        ),
        # paid for someone else
        pytest.param(
            [orm("O1", 5_00, remarks="ON BEHALF OF ANOKHA XX/B1-1"), orm("O2", 5_00, remarks="XX/B2-1")],
            [B1, B2],
            [("O1", "B1/1", "SUGGEST"), ("O2", "B2/1", "AUTO")],
            id="who pays for someone else is doubtful, nobody else is",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="XX/B1-1"), orm("O2", 2_00, remarks="ON BEHALF OF ANOKHA XX/B1-1")],
            [B1],
            [("O1 O2", "B1/1", "SUGGEST")],
            id="one doubt makes the group doubtful",
        ),
    ],
)
def test_what_remarks_name(paid: list[Row], due: list[Row], expected: list[Group]) -> None:
    """Exact payers have what they name; all else that hangs together is one group; doubts are kept."""
    assert groups(opened(paid, due), named) == expected


WEAK: dict[str, Any] = {"remarks": "XX/B1-1"}  # XXB11 has five characters


@pytest.mark.parametrize(
    ("paid", "due", "counts"),
    [
        pytest.param(orm("O1", 9_500, **WEAK), {}, True, id="5 % short: 20 x 500 = 10,000"),
        pytest.param(orm("O1", 9_499, **WEAK), {}, False, id="more than 5 % short"),
        pytest.param(orm("O1", 10_500, **WEAK), {}, True, id="5 % above"),
        pytest.param(orm("O1", 10_501, **WEAK), {}, False, id="more than 5 % above"),
        pytest.param(orm("O1", 9_000, **WEAK), {"value_minor": 20_000}, True, id="5 % of the value, not of the rest"),
        pytest.param(orm("O1", 8_999, **WEAK), {"value_minor": 20_000}, False, id="more than 5 % of the value"),
        pytest.param(orm("O1", 5_000, **WEAK, party=""), {}, True, id="no party that could contradict"),
        pytest.param(orm("O1", 5_000, **WEAK), {"supplier": ""}, False, id="a party without a supplier to agree with"),
        pytest.param(orm("O1", 5_000, **WEAK, **PAYS_BOROGOVE), {}, True, id="the same party"),
        pytest.param(
            orm("O1", 5_000, remarks="XX/B1-11"), {"invoice_number": "XX/B1-11"}, True, id="six characters are strong"
        ),
    ],
)
def test_a_weak_number_needs_party_or_amount(paid: Row, due: Row, counts: bool) -> None:
    """A short number of another party's invoice counts only near its amount, or where no party is known."""
    book = opened([paid], [{**invoice("B1", 1, 10_000), **BOROGOVE, **due}])
    assert groups(book, named) == [("O1", "B1/1", "AUTO")] * counts


def test_only_markets_that_changed_are_looked_at() -> None:
    """Of two importers with equal items the one whose market did not change is left alone, in every pass."""
    near: dict[str, Any] = {"remarks": "INV/26-27/8182"}
    paid = [
        orm("O1", 5_00, remarks="XX/B1-1"),
        orm("O2", 5_00, remarks="XX/B2-1", **AGRO),
        orm("O3", 9_00, **near),
        orm("O4", 9_00, **near, **AGRO),
    ]
    misread = {"invoice_number": "INV/26-27/08182"}
    due = [B1, {**B2, **AGRO}, invoice("B3", 1, 9_00, **misread), invoice("B4", 1, 9_00, **misread, **AGRO)]
    book = opened(paid, due)
    book.active[book.orms.market[1]] = False
    assert groups(book, named) == [("O1", "B1/1", "AUTO")]
    assert groups(book, ref_part) == [("O1", "B1/1", "AUTO")]
    assert groups(book, ref_fuzzy) == [("O3", "B3/1", "AUTO")]
    book.active[:] = False
    assert [groups(book, step) for step in (named, ref, ref_part, ref_fuzzy, ref_sum)] == [[]] * 5


def test_doubt_is_told_per_group() -> None:
    """The second answer names the doubtful groups, and the first calls all others settled."""
    paid = [orm("O1", 5_00, remarks="ON BEHALF OF ANOKHA XX/B1-1"), orm("O2", 5_00, remarks="XX/B2-1")]
    found, doubtful = named_groups(opened(paid, [B1, B2]))
    assert doubtful.tolist() == [True, False]
    assert found.auto.tolist() == [False, True]
    none, nobody = named_groups(opened([orm("O1", 1_00)], [B1]))
    assert (len(none.orm), len(none.inv), nobody.tolist()) == (0, 0, [])
    assert nobody.dtype == np.bool_


def several(count: int) -> list[Row]:
    """Invoices B1 to B<count>."""
    return [invoice(f"B{number}", 1, 10_00) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("paid", "due", "evidence"),
    [
        pytest.param([orm("O1", 1_00, remarks="XX/B1-1")], several(1), "named: XXB11", id="one number"),
        pytest.param(
            [orm("O1", 1_00, remarks="XX/B2-1"), orm("O2", 1_00, remarks="XX/B2-1, XX/B1-1")],
            several(2),
            "named: XXB21, XXB11",
            id="each number once, by remittance and then by invoice",
        ),
        pytest.param(
            [orm("O1", 1_00, remarks=" ".join(f"XX/B{number}-1" for number in range(1, 6)))],
            several(5),
            "named: XXB11, XXB21, XXB31, XXB41, XXB51",
            id="five numbers are shown",
        ),
        pytest.param(
            [orm("O1", 1_00, remarks=" ".join(f"XX/B{number}-1" for number in range(1, 7)))],
            several(6),
            "named: XXB11, XXB21, XXB31, XXB41, XXB51 and more",
            id="of six numbers five are shown",
        ),
        pytest.param(
            [orm("O1", 1_00, remarks="AB/7001 BOE 9499107 BOE 9499108")],
            twice(invoice("9499107", 1, 10_00), invoice("9499108", 1, 20_00)),
            "named: BOE 9499107, BOE 9499108",
            id="the number without doubt speaks",
        ),
        pytest.param(
            [orm("O1", 10_00, remarks=BOTH)],
            [B1, B2],
            "named: XXB11; named: XXB21 too, of which it may pay a part as well",
            id="what it names and does not pay is the other reading",
        ),
    ],
)
def test_evidence_is_what_was_read(paid: list[Row], due: list[Row], evidence: str) -> None:
    """The numbers found in the remarks of the group, at most five of them."""
    assert [group[3] for group in told(opened(paid, due), named)] == [evidence]


# A group of a large and a small invoice: 5 % of each is at most 50.
LARGE, SMALL = invoice("B1", 1, 10_000), invoice("B2", 1, 1_000)
PAIR = [("O1", "B1/1 B2/1", "AUTO")]


@pytest.mark.parametrize(
    ("paid", "due", "expected"),
    [
        pytest.param([orm("O1", 11_000, remarks=BOTH)], [LARGE, SMALL], PAIR, id="sums agree"),
        pytest.param([orm("O1", 11_050, remarks=BOTH)], [LARGE, SMALL], PAIR, id="5 % of the smaller above"),
        pytest.param([orm("O1", 11_051, remarks=BOTH)], [LARGE, SMALL], [], id="more above"),
        pytest.param([orm("O1", 10_950, remarks=BOTH)], [LARGE, SMALL], PAIR, id="5 % of the smaller short"),
        pytest.param([orm("O1", 10_949, remarks=BOTH)], [LARGE, SMALL], [], id="more short"),
        pytest.param(
            [orm("O1", 9_000, remarks="XX/B1-1")],
            [{**LARGE, "value_minor": 20_000}],
            [("O1", "B1/1", "AUTO")],
            id="5 % of the value, of which half is open",
        ),
        pytest.param(
            [orm("O1", 8_999, remarks="XX/B1-1")], [{**LARGE, "value_minor": 20_000}], [], id="more than 5 % of it"
        ),
        pytest.param([orm("O1", 18, remarks="XX/B1-1")], [invoice("B1", 1, 19)], [], id="5 % of 19 units is no unit"),
        pytest.param(
            [orm("O1", 19, remarks="XX/B1-1")],
            [invoice("B1", 1, 20)],
            [("O1", "B1/1", "AUTO")],
            id="5 % of 20 units is one unit",
        ),
        pytest.param(
            [orm("O1", 4_000, remarks="XX/B1-1"), orm("O2", 5_500, remarks="XX/B1-1")],
            [LARGE],
            [("O1 O2", "B1/1", "AUTO")],
            id="two remittances together are 5 % short",
        ),
        pytest.param(
            [orm("O1", 30_00, remarks="AB/7001")],
            twice(B1, B2),
            [("O1", "B1/1 B2/1", "SUGGEST")],
            id="sums of doubtful invoices agree: suggested",
        ),
        pytest.param(
            [orm("O1", 4_000, remarks="XX/B1-1"), orm("O2", 1_000, remarks="XX/B2-1")],
            [LARGE, SMALL],
            [("O2", "B2/1", "AUTO")],
            id="the group whose sums agree, not the other",
        ),
    ],
)
def test_named_sums_that_agree(paid: list[Row], due: list[Row], expected: list[Group]) -> None:
    """Within 5 % of the value of each invoice of the group."""
    assert groups(opened(paid, due), ref) == expected


TEN, TEN_MORE = invoice("B1", 1, 10), invoice("B2", 1, 10)  # 5 % of ten units is nothing
BILL = [invoice("B1", number, number * 10_00) for number in (1, 2, 3)]  # 10.00, 20.00, 30.00


@pytest.mark.parametrize(
    ("paid", "due", "expected"),
    [
        pytest.param([orm("O1", 5_00, remarks="XX/B1-1")], [B1], [("O1", "B1/1", "AUTO")], id="a part"),
        pytest.param([orm("O1", 15_00, remarks="XX/B1-1")], [B1], [("O1", "B1/1", "AUTO")], id="a list that ends"),
        pytest.param(
            [orm("O1", 15_00, remarks="XX/B1-1 ETC")],
            [B1],
            [("O1", "B1/1", "SUGGEST")],
            id="above one invoice and the list goes on: the rest may be for the next",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="XX/B1-1 ETC")], [B1], [("O1", "B1/1", "AUTO")], id="a part, the list goes on"
        ),
        pytest.param([orm("O1", 11, remarks="XX/B1-1 ETC")], [TEN], [("O1", "B1/1", "SUGGEST")], id="one unit above"),
        pytest.param(
            [orm("O1", 10, remarks="XX/B1-1 ETC")], [TEN], [("O1", "B1/1", "AUTO")], id="equal, the list goes on"
        ),
        pytest.param(
            [orm("O1", 15_00, remarks=BOTH)], [B1, B2], [("O1", "B1/1 B2/1", "AUTO")], id="part of a complete list"
        ),
        pytest.param(
            [orm("O1", 35_00, remarks=BOTH)], [B1, B2], [("O1", "B1/1 B2/1", "SUGGEST")], id="above a complete list"
        ),
        pytest.param(
            [orm("O1", 21, remarks=BOTH)],
            [TEN, TEN_MORE],
            [("O1", "B1/1 B2/1", "SUGGEST")],
            id="one unit above a complete list",
        ),
        pytest.param(
            [orm("O1", 15_00, remarks=f"{BOTH} ETC")],
            [B1, B2],
            [("O1", "B1/1 B2/1", "SUGGEST")],
            id="part of a list that goes on, on two bills: which is paid is open",
        ),
        pytest.param(
            [orm("O1", 30_00, remarks=f"{BOTH} ETC")],
            [B1, B2],
            [("O1", "B1/1 B2/1", "AUTO")],
            id="all of a list that goes on: the sums agree",
        ),
        pytest.param(
            [orm("O1", 4_00, remarks=BOTH), orm("O2", 3_00, remarks=BOTH)],
            [B1, B2],
            [("O1 O2", "B1/1 B2/1", "TIE")],
            id="two remittances on two invoices: who paid which is a tie",
        ),
        pytest.param(
            [orm("O1", 14_00, remarks=BOTH), orm("O2", 16_00, remarks=BOTH)],
            [B1, B2],
            [("O1 O2", "B1/1 B2/1", "AUTO")],
            id="two remittances on two invoices whose sums agree",
        ),
        pytest.param(
            [orm("O1", 4_00, remarks="XX/B1-1"), orm("O2", 3_00, remarks="XX/B1-1")],
            [B1],
            [("O1 O2", "B1/1", "AUTO")],
            id="two remittances on one invoice",
        ),
        pytest.param(
            [orm("O1", 4_00, remarks="XX/B1-1"), orm("O2", 9_00, remarks="XX/B1-1")],
            [B1],
            [("O1 O2", "B1/1", "AUTO")],
            id="two remittances above one invoice",
        ),
        pytest.param(
            [orm("O1", 4_00, remarks="XX/B1-1"), orm("O2", 9_00, remarks="XX/B1-1 ETC")],
            [B1],
            [("O1 O2", "B1/1", "TIE")],
            id="two remittances above one invoice, the list of one goes on: whose rest it is, is a tie",
        ),
        pytest.param(
            [orm("O1", 4_00, remarks="XX/B1-1 ETC"), orm("O2", 3_00, remarks="XX/B1-1")],
            [B1],
            [("O1 O2", "B1/1", "AUTO")],
            id="two remittances below one invoice, the list of one goes on",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="AB/7001")],
            twice(B1, B2),
            [("O1", "B1/1 B2/1", "SUGGEST")],
            id="doubtful invoices are suggested",
        ),
        # reaching for the rest of the bill
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1 ETC")],
            BILL,
            [("O1", "B1/1 B1/2 B1/3", "AUTO")],
            id="a list that goes on reaches for the rest of its bill",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1")], BILL, [("O1", "B1/1", "AUTO")], id="a list that ends does not reach"
        ),
        pytest.param(
            [orm("O1", 60_00, remarks="XX/B1-1 ETC")],
            BILL,
            [("O1", "B1/1 B1/2 B1/3", "AUTO")],
            id="the bill can take all of it",
        ),
        pytest.param(
            [orm("O1", 60_01, remarks="XX/B1-1 ETC")],
            BILL,
            [("O1", "B1/1", "SUGGEST")],
            id="one unit more than the bill can take: nothing is reached for",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1, XX/B1-2 ETC")],
            BILL,
            [("O1", "B1/1 B1/2 B1/3", "AUTO")],
            id="two invoices of one bill named, the list goes on",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1 ETC")],
            [BILL[0], {**BILL[1], "open_minor": 0}, BILL[2]],
            [("O1", "B1/1 B1/3", "AUTO")],
            id="what is settled of the bill is not reached for",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1 ETC")],
            [BILL[0], {**BILL[1], "currency": "EUR"}, BILL[2]],
            [("O1", "B1/1 B1/3", "AUTO")],
            id="nor what is in another currency",
        ),
        pytest.param(
            [orm("O1", 40_01, remarks="XX/B1-1 ETC")],
            [BILL[0], {**BILL[1], "currency": "EUR"}, BILL[2]],
            [("O1", "B1/1", "SUGGEST")],
            id="nor does it help to take the amount: 10 + 30 in dollars",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1 ETC"), orm("O2", 5_00, remarks="XX/B1-2")],
            BILL,
            [("O1", "B1/1", "SUGGEST"), ("O2", "B1/2", "AUTO")],
            id="somebody else names the bill: nothing is reached for",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1 ETC"), orm("O2", 5_00, remarks="XX/B0-1")],
            [invoice("B0", 1, 9_00), *BILL],
            [("O1", "B1/1 B1/2 B1/3", "AUTO"), ("O2", "B0/1", "AUTO")],
            id="somebody names another bill",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1 ETC"), orm("O2", 5_00, remarks="XX/B1-2, XX/B2-1")],
            [*BILL, B2],
            [("O1", "B1/1 B1/3", "AUTO"), ("O2", "B1/2 B2/1", "AUTO")],
            id="an invoice that a list over two bills names is not reached for",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="XX/B1-1 ETC"), orm("O2", 20_00, remarks="XX/B1-1")],
            BILL,
            [("O1 O2", "B1/1", "TIE")],
            id="two payers do not reach",
        ),
        pytest.param(
            [
                orm("O1", 25_00, remarks="XX/B2-1 ETC"),
                orm("O2", 7_00, remarks="XX/B3-1 ETC"),
                orm("O3", 35_00, remarks="XX/B1-1 ETC"),
            ],
            [
                *BILL,
                invoice("B2", 1, 10_00),
                invoice("B2", 2, 14_99),
                invoice("B3", 1, 5_00),
                invoice("B3", 2, 5_00),
            ],
            # 25.00 > 10.00 + 14.99; 7.00 < 10.00; 35.00 < 60.00
            [("O1", "B2/1", "SUGGEST"), ("O2", "B3/1 B3/2", "AUTO"), ("O3", "B1/1 B1/2 B1/3", "AUTO")],
            id="each remittance reaches for its own bill, if that can take it",
        ),
        pytest.param(
            [orm("O1", 25_00, remarks="ON BEHALF OF ANOKHA XX/B1-1 ETC")],
            BILL,
            [("O1", "B1/1 B1/2 B1/3", "SUGGEST")],
            id="who pays for someone else reaches, but a person decides",
        ),
    ],
)
def test_named_parts(paid: list[Row], due: list[Row], expected: list[Group]) -> None:
    """AUTO where the split is plain: one invoice, one complete list, one bill; else suggested, ties told."""
    assert groups(opened(paid, due), ref_part) == expected


READ = {"invoice_number": "INV/26-27/08182"}
LOST = "INVOICE INV/26-27/8182"  # a zero was lost
SAID = "INV26278182 read as INV262708182"


@pytest.mark.parametrize(
    ("paid", "due", "expected"),
    [
        pytest.param(
            [orm("O1", 9_700, remarks=LOST)],
            [{**LARGE, **READ}],
            [("O1", "B1/1", "AUTO", SAID)],
            id="one sign lost, 3 % short",
        ),
        pytest.param(
            [orm("O1", 1, remarks=LOST)], [invoice("B1", 1, 1, **READ)], [("O1", "B1/1", "AUTO", SAID)], id="one unit"
        ),
        pytest.param(
            [orm("O1", 9_700, remarks="INV/26-27/8182 INV/26-27/0818")],
            [{**LARGE, **READ}],
            [("O1", "B1/1", "AUTO", SAID)],
            id="of two misspelt texts the first is told",
        ),
        pytest.param(
            [orm("O1", 9_700, remarks=LOST), orm("O2", 9_800, remarks=LOST)],
            [{**LARGE, **READ}],
            [],
            id="two remittances misread alike",
        ),
        pytest.param(
            [orm("O1", 9_700, remarks=LOST)],
            [{**LARGE, **READ}, invoice("B2", 1, 9_900, invoice_number="INV/26-27/18182")],
            [],
            id="two numbers one sign away",
        ),
        pytest.param(
            [orm("O1", 9_700, remarks=LOST), orm("O2", 9_800, remarks="INV/26-27/4443"), orm("O3", 9_900)],
            [{**LARGE, **READ}, invoice("B2", 1, 9_900, invoice_number="INV/26-27/04444")],
            # 4443 is two signs from 04444
            [("O1", "B1/1", "AUTO", SAID)],
            id="near amounts with other texts, or none, are no rivals",
        ),
        pytest.param(
            [orm("O1", 9_700, remarks="INV/26-27/4444"), orm("O2", 9_800, remarks=LOST)],
            [{**LARGE, **READ}, invoice("B2", 1, 9_900, invoice_number="INV/26-27/04444")],
            [("O1", "B2/1", "AUTO", "INV26274444 read as INV262704444"), ("O2", "B1/1", "AUTO", SAID)],
            id="two of them, crosswise",
        ),
        pytest.param(
            [
                orm("O1", 9_700, remarks=f"{LOST} ON BEHALF OF ANOKHA"),
                orm("O2", 9_700, remarks="INV/26-27/4444", **PAYS_BOROGOVE),
            ],
            [{**LARGE, **READ}, invoice("B2", 1, 9_900, invoice_number="INV/26-27/04444", **BOROGOVE)],
            [("O2", "B2/1", "AUTO", "INV26274444 read as INV262704444")],
            id="who pays for someone else has misspelt no number of his own importer's",
        ),
        pytest.param(
            [orm("O1", 9_700, remarks=f"{LOST}, XX/B2-1")],
            [{**LARGE, **READ}, B2],
            [],
            id="who names a known invoice has nothing misspelt",
        ),
        pytest.param([orm("O1", 9_700, remarks=LOST, **PAYS_BOROGOVE)], [{**LARGE, **READ}], [], id="another party"),
    ],
)
def test_misspelt_numbers(paid: list[Row], due: list[Row], expected: list[tuple[str, ...]]) -> None:
    """Same party, within 5 %, one sign away, and neither side has a second chance; the account says what was read."""
    assert told(opened(paid, due), ref_fuzzy) == expected


# One named invoice of 111,234.56, of which 61,234.00 is paid by name: 50,000.56 is missing.
PART, REST, WHOLE = 61_234_00, 50_000_56, 111_234_56
NAMES = orm("O1", PART, remarks="XX/B1-1")
SUM = [("O1 O2", "B1/1", "AUTO")]
# 61,234.57 paid, of which 11,234.01 is owed on the named invoice: 50,000.56 is for something unnamed.
MORE, FIRST = 61_234_57, invoice("B1", 1, 11_234_01)
ETC = orm("O1", MORE, remarks="XX/B1-1 ETC")
DEAR = [invoice("B1", 1, 10_000_01), invoice("B1", 2, 20_000_03), invoice("B1", 3, 30_000_05)]
ALL_DEAR = [("O1", "B1/1 B1/2 B1/3", "AUTO")]


@pytest.mark.parametrize(
    ("paid", "due", "expected"),
    [
        pytest.param(
            [NAMES, orm("O2", REST)], [invoice("B1", 1, WHOLE)], SUM, id="an unnamed remittance pays the rest"
        ),
        pytest.param([NAMES, orm("O2", REST - 1)], [invoice("B1", 1, WHOLE)], [], id="one cent less is no sum"),
        pytest.param(
            [NAMES, orm("O2", REST)], [invoice("B1", 1, PART)], [], id="sums that agree have nothing to complete"
        ),
        pytest.param(
            [NAMES, orm("O2", REST), orm("O3", REST)],
            [invoice("B1", 1, WHOLE)],
            [],
            id="two remittances that could pay the rest: refused",
        ),
        pytest.param(
            [NAMES, orm("O2", 20_000_03), orm("O3", 30_000_53), orm("O4", 7_777_77)],
            [invoice("B1", 1, WHOLE)],
            [("O1 O2 O3", "B1/1", "AUTO")],
            id="two of three unnamed remittances pay the rest",
        ),
        pytest.param(
            [NAMES, orm("O2", 20_000_03), orm("O3", 30_000_53), orm("O4", 20_000_04), orm("O5", 30_000_52)],
            [invoice("B1", 1, WHOLE)],
            [],
            id="two pairs that could pay the rest: refused",
        ),
        pytest.param([NAMES, orm("O2", REST, **PAYS_BOROGOVE)], [invoice("B1", 1, WHOLE)], [], id="of another party"),
        pytest.param([NAMES, orm("O2", REST, **AGRO)], [invoice("B1", 1, WHOLE)], [], id="of another importer"),
        pytest.param([NAMES, orm("O2", REST, currency="EUR")], [invoice("B1", 1, WHOLE)], [], id="in another currency"),
        pytest.param([NAMES, orm("O2", REST, deal_rate="0.9")], [invoice("B1", 1, WHOLE)], [], id="with a deal rate"),
        pytest.param(
            [NAMES, orm("O2", REST, remarks="ON BEHALF OF ANOKHA")],
            [invoice("B1", 1, WHOLE)],
            [],
            id="for someone else",
        ),
        pytest.param(
            [NAMES, orm("O2", REST, remarks="XX/B2-1")],
            [invoice("B1", 1, WHOLE), {**B2, "open_minor": 0}],
            [],
            id="of a remittance that names something of its own, were it settled",
        ),
        # bills of entry
        pytest.param(
            [orm("O1", 60_000_09, remarks="XX/B1-1")], DEAR, ALL_DEAR, id="the rest of the bill completes the invoice"
        ),
        pytest.param(
            [orm("O1", 60_000_09, remarks="XX/B1-1 ETC")], DEAR, ALL_DEAR, id="so it does where the list goes on"
        ),
        pytest.param(
            [orm("O1", 30_000_04, remarks="XX/B1-1 ETC")], DEAR, [], id="half of the rest of the bill completes nothing"
        ),
        pytest.param(
            [orm("O1", 110_000_20, remarks="XX/B1-1, XX/B2-1")],
            [*DEAR[:2], invoice("B2", 1, 30_000_05), invoice("B2", 2, 50_000_11), invoice("B3", 1, 7_777_77)],
            [("O1", "B1/1 B1/2 B2/1 B2/2", "AUTO")],
            id="the rest of two bills",
        ),
        pytest.param(
            [orm("O1", 25_000_00, remarks="XX/B1-1"), orm("O2", 5_000_04), orm("O3", 7_777_77)],
            DEAR[:2],
            [("O1 O2", "B1/1 B1/2", "AUTO")],
            id="the rest of the bill and an unnamed remittance: 25,000.00 + 5,000.04 = 10,000.01 + 20,000.03",
        ),
        pytest.param(
            [orm("O1", 25_000_00, remarks="XX/B1-1"), orm("O2", 5_000_02), orm("O3", 2)],
            DEAR[:2],
            [("O1 O2 O3", "B1/1 B1/2", "AUTO")],
            id="two unnamed remittances beside the rest of the bill",
        ),
        pytest.param(
            [{**ETC, "remarks": "XX/B1-1"}], [FIRST, invoice("B2", 1, REST)], [], id="a list that ends: no other bill"
        ),
        pytest.param(
            [ETC],
            [FIRST, invoice("B2", 1, REST)],
            [("O1", "B1/1 B2/1", "AUTO")],
            id="a list that goes on: another bill",
        ),
        pytest.param(
            [ETC],
            [FIRST, invoice("B1", 2, 7_000_07), invoice("B2", 1, REST)],
            [("O1", "B1/1 B2/1", "AUTO")],
            id="another bill and not the rest of the named one",
        ),
        pytest.param(
            [ETC],
            [FIRST, invoice("B1", 2, 7_000_07), invoice("B2", 1, REST - 7_000_07)],
            [("O1", "B1/1 B1/2 B2/1", "AUTO")],
            id="another bill and the rest of the named one",
        ),
        pytest.param(
            [{**ETC, "remarks": "BOE 9499107"}],
            [invoice("9499107", 1, 11_234_01), invoice("B2", 1, REST)],
            [("O1", "9499107/1 B2/1", "AUTO")],
            id="who names a bill may pay another with it",
        ),
        pytest.param(
            [ETC],
            [FIRST, invoice("B2", 1, 20_000_03), invoice("B2", 2, 30_000_53), invoice("B3", 1, 7_777_77)],
            [("O1", "B1/1 B2/1 B2/2", "AUTO")],
            id="all invoices of another bill",
        ),
        pytest.param(
            [ETC],
            [FIRST, invoice("B2", 1, REST), invoice("B2", 2, 7_777_77)],
            [],
            id="another bill is whole or nothing",
        ),
        pytest.param(
            [ETC], [FIRST, invoice("B2", 1, REST), invoice("B3", 1, REST)], [], id="two bills that fit: refused"
        ),
        pytest.param(
            [ETC],
            [FIRST, invoice("B1", 2, REST), invoice("B2", 1, REST)],
            [("O1", "B1/1 B1/2", "AUTO")],
            id="the rest of the bill is nearer than another bill of the same amount",
        ),
        pytest.param(
            [{**ETC, "open_minor": MORE - 1_000_01}, orm("O2", 1_000_01)],
            [FIRST, invoice("B2", 1, REST)],
            [("O1 O2", "B1/1 B2/1", "AUTO")],
            id="another bill and an unnamed remittance",
        ),
        pytest.param(
            [ETC], [FIRST, invoice("B2", 1, REST, **BOROGOVE)], [], id="another party's bill completes nothing"
        ),
        pytest.param([ETC], [FIRST, invoice("B2", 1, REST, **AGRO)], [], id="another importer's bill neither"),
        pytest.param(
            [ETC, orm("O2", 5_00, remarks="XX/B2-1")],
            [FIRST, invoice("B2", 1, REST)],
            [],
            id="an invoice that another remittance names completes nothing",
        ),
        # the group to complete
        pytest.param(
            [{**NAMES, "party": ""}, orm("O2", REST, party="")],
            [invoice("B1", 1, WHOLE, supplier="")],
            [],
            id="no party, no sum",
        ),
        pytest.param(
            [{**NAMES, "party": ""}, orm("O2", REST)], [invoice("B1", 1, WHOLE)], [], id="the remittance has no party"
        ),
        pytest.param(
            [orm("O1", PART, remarks="CD/700100"), orm("O2", REST)],
            [invoice("B1", 1, WHOLE, invoice_number="CD/700100", supplier="")],
            [],
            id="the invoice has no party",
        ),
        pytest.param(
            [orm("O1", PART, remarks="CD/700100", **PAYS_BOROGOVE), orm("O2", REST), orm("O3", REST, **PAYS_BOROGOVE)],
            [invoice("B1", 1, WHOLE, invoice_number="CD/700100")],
            [],
            id="the remittance is to another party than the invoice",
        ),
        pytest.param(
            [{**NAMES, "remarks": "AB/7001"}, orm("O2", REST)],
            twice(invoice("B1", 1, WHOLE - 1_000_00), invoice("B2", 1, 1_000_00)),
            [],
            id="a doubtful group is not completed",
        ),
        pytest.param(
            [orm("O1", 31_234_00, remarks="XX/B1-1"), orm("O2", 30_000_57, remarks="XX/B1-1 ETC")],
            [FIRST, invoice("B2", 1, REST)],
            [("O1 O2", "B1/1 B2/1", "AUTO")],
            id="two remittances, the list of one goes on",
        ),
        pytest.param(
            [
                orm("O1", 8_000_01, remarks="XX/B4-1"),
                orm("O2", 31_234_00, remarks="XX/B1-1", **PAYS_BOROGOVE),
                orm("O3", 2_500_01, remarks="XX/B3-1, XX/B2-1"),
                orm("O4", 3_500_01, remarks="XX/B2-1"),
                orm("O5", 9_000_29, **PAYS_BOROGOVE),
                orm("O6", 4_000_11),
            ],
            [
                invoice("B1", 1, 40_234_29, **BOROGOVE),
                invoice("B2", 1, 3_000_04),
                invoice("B3", 1, 7_000_09),
                invoice("B4", 1, 1_000_00),
                invoice("B4", 2, 7_000_01),
            ],
            # O1: 8,000.01 = 1,000.00 + 7,000.01; O2: 31,234.00 + 9,000.29 = 40,234.29;
            # O3 and O4: 2,500.01 + 3,500.01 + 4,000.11 = 10,000.13 = 3,000.04 + 7,000.09
            [("O1", "B4/1 B4/2", "AUTO"), ("O2 O5", "B1/1", "AUTO"), ("O3 O4 O6", "B2/1 B3/1", "AUTO")],
            id="three groups in one look, each with its own items",
        ),
        pytest.param(
            [NAMES, orm("O2", REST), orm("O3", 7_777_00, remarks="XX/B2-1")],
            [invoice("B1", 1, WHOLE), invoice("B2", 1, 7_777_00 + REST)],
            [("O1 O2", "B1/1", "AUTO"), ("O2 O3", "B2/1", "AUTO")],
            id="a remittance that completes two groups is claimed by both (and is posted for neither)",
        ),
    ],
)
def test_what_completes_a_named_group(paid: list[Row], due: list[Row], expected: list[Group]) -> None:
    """Unnamed remittances of the party, the rest of the named bills, other whole bills where more may be meant."""
    assert groups(opened(paid, due), ref_sum) == expected


PRIME = 1_000_000_007  # so large and so little round that no fit is an accident


@given(st.lists(st.integers(1, 12), max_size=6), st.integers(1, 30))
@settings(max_examples=30, deadline=None)
def test_the_smallest_set_completes_if_it_is_the_only_one(amounts: list[int], missing: int) -> None:
    """By trying all sets of unnamed remittances: the only one of the smallest size, or none."""
    sets = [
        [chosen for chosen in combinations(range(len(amounts)), size) if sum(amounts[at] for at in chosen) == missing]
        for size in range(1, len(amounts) + 1)
    ]
    smallest = next((fits for fits in sets if fits), [])
    payers = [orm(f"P{at}", amount) for at, amount in enumerate(amounts)]
    book = opened([orm("O", PRIME - missing, remarks="XX/B1-1"), *payers], [invoice("B1", 1, PRIME)])
    everyone = [" ".join(["O", *(f"P{at}" for at in chosen)]) for chosen in smallest]
    assert groups(book, ref_sum) == [(names, "B1/1", "AUTO") for names in everyone if len(everyone) == 1]


def test_the_account_of_a_completed_group() -> None:
    """What was named, and that unnamed items make the sums agree, group by group."""
    paid = [
        orm("O1", 1_000_00, remarks="XX/B3-1"),
        NAMES | {"orm_key": "O2"},
        orm("O3", REST),
        orm("O4", 60_000_09, remarks="XX/B2-1", **PAYS_BOROGOVE),
    ]
    due = [
        invoice("B1", 1, WHOLE),
        *(invoice("B2", one["serial"], one["open_minor"], **BOROGOVE) for one in DEAR),
        invoice("B3", 1, 3_000_00),
    ]
    assert told(opened(paid, due), ref_sum) == [
        ("O2 O3", "B1/1", "AUTO", "named: XXB11; with unnamed items the sums agree"),
        ("O4", "B2/1 B2/2 B2/3", "AUTO", "named: XXB21; with unnamed items the sums agree"),
    ]


def parts(count: int) -> list[Row]:
    """A remittance by name, and unnamed ones of 1, 2, 4, 8 ... times 1,001.01: every sum of them differs."""
    first = orm("O0", 1_000_000_00, remarks="XX/B1-1")
    return [first, *(orm(f"O{number + 1}", 1_001_01 * 2**number) for number in range(count))]


def owed(count: int) -> list[Row]:
    """The invoice that all of those pay."""
    return [invoice("B1", 1, 1_000_000_00 + 1_001_01 * (2**count - 1))]


@pytest.mark.parametrize(
    ("step", "count", "found"),
    [
        pytest.param(ref_sum_small, 1, True, id="one item is few"),
        pytest.param(ref_sum_small, 2, True, id="two items are few"),
        pytest.param(ref_sum_small, 3, False, id="three items are not few"),
        pytest.param(ref_sum, 3, True, id="three items"),
        pytest.param(ref_sum, 6, True, id="six items"),
        pytest.param(ref_sum, 7, False, id="seven items are too many"),
        pytest.param(ref_sum_loose, 6, True, id="six items for a person"),
        pytest.param(ref_sum_loose, 7, False, id="seven items are too many for a person also"),
    ],
)
def test_how_many_items_complete_a_group(step: Step, count: int, found: bool) -> None:
    """Two at first, six at most; settled, or suggested by the loose pass."""
    everyone = " ".join(f"O{number}" for number in range(count + 1))
    grade = "SUGGEST" if step is ref_sum_loose else "AUTO"
    assert groups(opened(parts(count), owed(count)), step) == [(everyone, "B1/1", grade)] * found


@pytest.mark.parametrize(
    ("total", "missing", "grades"),
    [
        # steps of 100.00: 1 candidate x 10,000 / (total / 2); firm below 0.02, suggested below 0.2
        pytest.param(1_010_000, 410_000, ["AUTO", "SUGGEST"], id="10,000 / 505,000 = 0.0198: firm"),
        pytest.param(1_000_000, 410_000, ["SUGGEST"], id="10,000 / 500,000 = 0.02: suggested"),
        pytest.param(1_100_000, 400_000, ["SUGGEST"], id="100,000 / 550,000 = 0.18: suggested"),
        pytest.param(1_000_000, 400_000, [], id="100,000 / 500,000 = 0.2: says nothing"),
    ],
)
def test_round_rests_fit_by_chance(total: int, missing: int, grades: list[str]) -> None:
    """A round remittance completes a round invoice by chance: it is settled, suggested, or left."""
    paid = [orm("O1", total - missing, remarks="XX/B1-1"), orm("O2", missing)]
    book = opened(paid, [invoice("B1", 1, total)])
    found = [*groups(book, ref_sum), *groups(book, ref_sum_loose)]
    assert found == [("O1 O2", "B1/1", grade) for grade in grades]


def test_a_loose_sum_is_told_as_a_suggestion() -> None:
    """4,000.00 beside 7,000.00 for 11,000.00, the list goes on: 0.18 of chance, so nothing is firm."""
    paid = [orm("O1", 11_000_00, remarks="XX/B1-1 ETC")]
    found = match(orms(*paid), invoices(invoice("B1", 1, 7_000_00), invoice("B2", 1, 4_000_00)))
    columns = ["orm_key", "invoice_key", "amount_minor", "pass", "tier", "reason", "evidence"]
    told_of = ("REF_SUM", "SUGGEST", "EXACT", "named: XXB11; with unnamed items the sums agree")
    assert list(found.links[columns].itertuples(index=False, name=None)) == [
        ("O1", "B1/1", 7_000_00, *told_of),
        ("O1", "B2/1", 4_000_00, *told_of),
    ]
    assert (found.orm_residual.tolist(), found.invoice_residual.tolist()) == ([11_000_00], [7_000_00, 4_000_00])


@pytest.mark.parametrize(
    ("paid", "due", "found"),
    [
        # one item among three: 3 x 2 against 0.002 of the total
        pytest.param(
            [orm("O1", 2_299, remarks="XX/B1-1"), orm("O2", 701), orm("O3", 300), orm("O4", 401)],
            [invoice("B1", 1, 3_000)],
            [],
            id="3,000: 6 against 6.0, so 300 + 401 is a rival of 701",
        ),
        pytest.param(
            [orm("O1", 2_300, remarks="XX/B1-1"), orm("O2", 701), orm("O3", 300), orm("O4", 401)],
            [invoice("B1", 1, 3_001)],
            [("O1 O2", "B1/1", "AUTO")],
            id="3,001: 6 against 6.002, so 701 alone is particular",
        ),
        pytest.param(
            [orm("O1", 2_299, remarks="XX/B1-1"), orm("O2", 701), orm("O3", 300), orm("O4", 402)],
            [invoice("B1", 1, 3_000)],
            [("O1 O2", "B1/1", "AUTO")],
            id="3,000: larger sets are looked at, and none is a rival of 701",
        ),
        # two items among four: 16 x 2 against 0.002 of the total
        pytest.param(
            [orm("O1", 14_799, remarks="XX/B1-1"), *(orm(f"O{at}", at) for at in (500, 701, 300, 401))],
            [invoice("B1", 1, 16_000)],
            [],
            id="16,000: 32 against 32.0, so 500 + 300 + 401 is a rival of 500 + 701",
        ),
        pytest.param(
            [orm("O1", 14_800, remarks="XX/B1-1"), *(orm(f"O{at}", at) for at in (500, 701, 300, 401))],
            [invoice("B1", 1, 16_001)],
            [("O1 O500 O701", "B1/1", "AUTO")],
            id="16,001: 32 against 32.002, so 500 + 701 is particular",
        ),
        # nothing but the rest of the bill: 1 x 2 against 0.002 of the total
        pytest.param(
            [orm("O1", 1_000, remarks="XX/B1-1 ETC")],
            [invoice("B1", 1, 299), invoice("B1", 2, 701), invoice("B2", 1, 701)],
            [],
            id="1,000: 2 against 2.0, so the other bill of 701 is a rival of the rest of the bill",
        ),
        pytest.param(
            [orm("O1", 1_001, remarks="XX/B1-1 ETC")],
            [invoice("B1", 1, 300), invoice("B1", 2, 701), invoice("B2", 1, 701)],
            [("O1", "B1/1 B1/2", "AUTO")],
            id="1,001: 2 against 2.002, so the rest of the bill is particular",
        ),
    ],
)
def test_larger_sets_are_rivals_of_small_amounts(paid: list[Row], due: list[Row], found: list[Group]) -> None:
    """Among few hypotheses a fit is so particular that larger sets are no rivals; the larger side is the total."""
    assert groups(opened(paid, due), ref_sum) == found


# With 0.002 accepted, 10,001 allows 0.002 x 10,001 / 2 = 10 choices: one out of fewer than ten items.
FEW = Config(accidental_hits_max=0.002)


@pytest.mark.parametrize(
    ("fit", "others", "found"),
    [
        pytest.param(-9, [*range(1, 9)], True, id="the farthest of nine, all of them near enough"),
        pytest.param(-9, [*range(1, 10)], True, id="as near as the ninth other, and earlier"),
        pytest.param(-10, [*range(1, 10)], False, id="the tenth nearest, before"),
        pytest.param(10, [*range(1, 10)], False, id="the tenth nearest, after"),
        pytest.param(8, [*range(-20, -11)], True, id="the last by date and the nearest"),
        pytest.param(-8, [*range(11, 20)], True, id="the first by date and the nearest"),
        pytest.param(-30, [*range(-20, -11)], False, id="the first by date and the farthest"),
    ],
)
@pytest.mark.parametrize("side", ["remittances", "bills", "both"])
def test_the_nearest_by_date_are_tried(side: str, fit: int, others: list[int], found: bool) -> None:
    """Of more candidates than chance allows the nearest in days to the remittance count, of both sides together."""
    wrong = [2_003 + 10 * number for number in range(len(others))]
    if side == "remittances":  # 701 is missing
        paid = [orm("O", 9_300, remarks="XX/B1-1"), orm("FIT", 701, on=DAY + fit)]
        paid += [orm(f"P{day}", amount, on=DAY + day) for amount, day in zip(wrong, others, strict=True)]
        due = [invoice("B1", 1, 10_001)]
        group = ("FIT O" if fit < 0 else "O FIT", "B1/1")
    else:  # 701 is too much; larger ones on either side do not fit
        paid = [orm("O", 10_001, remarks="XX/B1-1 ETC")]
        due = [invoice("B1", 1, 9_300, boe_date=DAY - 40), invoice("FIT", 1, 701, boe_date=DAY + fit)]
        for number, (amount, day) in enumerate(zip(wrong, others, strict=True)):
            if side == "both" and number % 2:
                paid.append(orm(f"P{day}", amount, on=DAY + day))
            else:
                due.append(invoice(f"C{day}", 1, amount, boe_date=DAY + day))
        group = ("O", "B1/1 FIT/1")
    assert groups(opened(paid, due, FEW), ref_sum) == [(*group, "AUTO")] * found


def test_a_refused_search_stops_no_other() -> None:
    """Three groups that miss the same amount: one has nothing that fits, one too round a total, one is completed."""
    cyan: dict[str, Any] = {"party": "CYAN TOYS"}
    paid = [
        orm("O1", 6_000_00, remarks="XX/B1-1"),
        orm("O2", 5_000_01),
        orm("O3", 6_000_00, remarks="XX/B2-1", **PAYS_BOROGOVE),
        orm("O4", 4_000_00, **PAYS_BOROGOVE),
        orm("O5", 96_000_01, remarks="XX/B3-1", **cyan),
        orm("O6", 4_000_00, **cyan),
    ]
    due = [
        invoice("B1", 1, 10_000_00),
        invoice("B2", 1, 10_000_00, **BOROGOVE),
        invoice("B3", 1, 100_000_01, supplier="CYAN TOYS"),
    ]
    # 4,000.00 of 10,000.00: steps of 1,000.00, 0.2 of chance; of 100,000.01: steps of one cent
    assert groups(opened(paid, due), ref_sum) == [("O5 O6", "B3/1", "AUTO")]


def test_a_refused_search_says_nothing_about_other_amounts_or_bills() -> None:
    """Equal groups of four parties: what is refused for one is found for the next by its own items."""
    dodo: dict[str, Any] = {"party": "DODO FEATHERS"}
    paid = [
        orm("O1", 61_234_00, remarks="XX/B1-1"),
        orm("O2", REST + 1),
        orm("O3", 61_234_00, remarks="XX/B2-1", **PAYS_BOROGOVE),
        orm("O4", REST, **PAYS_BOROGOVE),
        orm("O5", 60_000_03, remarks="XX/B3-1", party="CYAN TOYS"),
        orm("O6", 60_000_03, remarks="XX/B4-1", **dodo),
    ]
    due = [
        invoice("B1", 1, WHOLE),
        invoice("B2", 1, WHOLE, **BOROGOVE),
        invoice("B3", 1, 10_000_01, supplier="CYAN TOYS"),
        invoice("B3", 2, 50_000_01, supplier="CYAN TOYS"),
        invoice("B4", 1, 10_000_01, supplier="DODO FEATHERS"),
        invoice("B4", 2, 50_000_02, supplier="DODO FEATHERS"),
    ]
    assert groups(opened(paid, due), ref_sum) == [("O3 O4", "B2/1", "AUTO"), ("O6", "B4/1 B4/2", "AUTO")]


def test_a_refused_search_is_open_to_a_wider_one() -> None:
    """What few items do not complete, more may; what is too round to settle may be suggested."""
    book = opened(parts(3), owed(3))
    assert [groups(book, step) for step in (ref_sum_small, ref_sum_small)] == [[], []]
    assert groups(book, ref_sum) == [("O0 O1 O2 O3", "B1/1", "AUTO")]


def test_a_refused_search_comes_again_when_a_rival_is_gone() -> None:
    """Two equal remittances could pay the rest; once one is used elsewhere, the other does."""
    book = opened([NAMES, orm("O2", REST), orm("O3", REST)], [invoice("B1", 1, WHOLE)])
    assert groups(book, ref_sum) == []
    book.orms.open[2] = 0
    assert groups(book, ref_sum) == SUM


def test_a_refused_search_is_not_made_again_for_the_same_items() -> None:
    """Three amounts refused for a rival stay refused in that book, though with other limits it were no rival."""
    paid = [orm("O1", 2_299, remarks="XX/B1-1"), orm("O2", 701), orm("O3", 300), orm("O4", 401)]
    due, generous = [invoice("B1", 1, 3_000)], Config(accidental_hits_loose_max=0.003)
    assert groups(opened(paid, due, generous), ref_sum) == SUM  # 6 against 9
    book = opened(paid, due)
    assert groups(book, ref_sum) == []  # 6 against 6
    book.config = generous
    assert groups(book, ref_sum) == []


@pytest.mark.parametrize("day", [-1, 1], ids=["before", "after"])
def test_the_nearest_complete_a_sum_whatever_lies_further_off(day: int) -> None:
    """93.00 of 100.01 is paid; 1.01 + 2.50 + 3.50 of the next days are the rest; others lie 100 days off."""
    near = [orm(f"N{at}", amount, on=DAY + 1 + at) for at, amount in enumerate((1_01, 2_50, 3_50))]
    far = [orm(f"X{at}", 20_03 + 10 * at, on=DAY + day * 100 * (at + 1)) for at in range(3)]
    paid = orms(orm("O", 93_00, remarks="XX/B1-1"), *near, *far)
    found = match(paid, invoices(invoice("B1", 1, 100_01)), config=Config(accidental_hits_max=0.002))
    assert sorted(found.links["orm_key"]) == ["N0", "N1", "N2", "O"]
    assert set(found.links["pass"]) == {"REF_SUM"}
