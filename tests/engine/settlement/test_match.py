"""The run as a whole: which pass looks when, what locked lines take, how lines are told, whose residual is whose."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.engine.settlement.months import DAY, Row, invoice, invoices, orm, orms
from xl_addin.engine.settlement import ENGINE_VERSION, match

PLAIN = ["REF", "REF_FUZZY", "AMOUNT_1_1", "BOE_GROUP", "AMOUNT_UNIQUE", "BOE_UNIQUE"]
SUMS = ["BILLS_1_N", "SUM_N_1", "SUM_N_M", "TERMS"]
WHOLE = [*PLAIN, "REF_SUM", *SUMS]
# What a person must accept: every pass looks once, the loose sums and the parts after all that explains the whole.
_LIKELY = ["SHARE", "BILLS_1_N", "SUM_N_1", "TOLERANCE_1_1", "NEAR_1_1", "ONLY_1_1"]
_LATER = ["SUM_1_N", "SUM_N_1", "CROSS_CURRENCY", "THIRD_PARTY", "THIRD_PARTY", *_LIKELY]
PARTS = ["REF", "REF_FUZZY"]
SUGGESTED = ["CROSS_CURRENCY", *["THIRD_PARTY"] * 3, *WHOLE, "REF_SUM", *PARTS, *_LATER]

LINK_COLUMNS = [
    "orm_key",
    "invoice_key",
    "amount_minor",
    "amount_invoice_minor",
    "pass",
    "tier",
    "reason",
    "evidence",
    "group_id",
    "engine",
    "rate",
]


def locked(*rows: tuple[Any, ...], names: tuple[str, ...] = ("orm_key", "invoice_key", "amount_minor")) -> pd.DataFrame:
    """Locked lines."""
    return pd.DataFrame(list(rows), columns=list(names))


def told(links: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """These columns of the lines, in the order of the lines."""
    return list(links[list(columns)].itertuples(index=False, name=None))


# All passes of the three firm stages look once: the sums of few, then the sums of many, then the parts.
FIRM = [*WHOLE, "REF_SUM", *PARTS]


@pytest.mark.parametrize(
    ("paid", "due", "names"),
    [
        pytest.param([orm("O1", 3_00)], [invoice("B1", 1, 9_00)], [*FIRM, *SUGGESTED], id="nothing fits: each once"),
        pytest.param(
            [orm("O1", 10_00, remarks="XX/B1-1")],
            [invoice("B1", 1, 10_00)],
            # the first pass found a line: it looks again; all others look after it, and need not
            [*WHOLE, "REF", "REF_SUM", *PARTS, *SUGGESTED],
            id="who finds a line looks again",
        ),
        pytest.param(
            [orm("O1", 10_00)],
            [invoice("B1", 1, 10_00)],
            # the third pass found it: what looked before it, and it itself, look again
            [*WHOLE, "REF", "REF_FUZZY", "AMOUNT_1_1", "REF_SUM", *PARTS, *SUGGESTED],
            id="who looked before the line was found looks again",
        ),
        pytest.param(
            [orm("O1", 5_00, remarks="XX/B1-1")],
            [invoice("B1", 1, 10_00)],
            # a part in the third stage: all of that stage look again, the parts last
            [*FIRM, *WHOLE, "REF", *SUGGESTED],
            id="after a part payment all look again for what explains the rest",
        ),
        pytest.param(
            [orm("O1", 9_600)],
            [invoice("B1", 1, 10_000)],
            # the last pass but two suggests a line: every pass looks again, the last ones at what that left
            [*FIRM, *SUGGESTED, *SUGGESTED[:-2]],
            id="a suggestion may rest on another suggestion",
        ),
    ],
)
def test_which_pass_looks_when(paid: list[Row], due: list[Row], names: list[str]) -> None:
    """A pass looks when something changed since it last looked; a stage ends when none has anything new to see."""
    seen: list[str] = []
    match(orms(*paid), invoices(*due), before=seen.append)
    assert seen == names


def test_no_open_item_no_look() -> None:
    """Without a market no pass looks."""
    seen: list[str] = []
    match(orms(), invoices(), before=seen.append)
    assert seen == []


def test_what_the_listener_raises_ends_the_run() -> None:
    """A person who stops the run stops it before the pass of that name."""
    seen: list[str] = []

    def stop(name: str) -> None:
        seen.append(name)
        if name == "BOE_GROUP":
            raise KeyboardInterrupt(name)

    with pytest.raises(KeyboardInterrupt, match="BOE_GROUP"):
        match(orms(orm("O1", 10_00)), invoices(invoice("B1", 1, 11_00)), before=stop)
    assert seen == ["REF", "REF_FUZZY", "AMOUNT_1_1", "BOE_GROUP"]


def test_a_change_in_one_market_is_seen_there() -> None:
    """Two importers: the part payment of one frees a rest that a second remittance pays; the other has no part."""
    other = {"iec": "ZZBBB0002B"}
    found = match(
        orms(
            orm("O1", 10_00, remarks="XX/B1-1"),
            orm("O2", 6_000, remarks="XX/B2-1", **other),
            orm("O3", 4_000, **other),
        ),
        invoices(invoice("B1", 1, 10_00), invoice("B2", 1, 10_000, **other)),
    )
    # O2 and O3 together pay B2, but 4,000 of 10,000 is too round to say so (steps of 1,000: 1 x 1,000 / 5,000 of
    # chance): the part is laid first, and then the rest equals O3
    assert told(found.links, "orm_key", "invoice_key", "amount_minor", "pass", "tier") == [
        ("O1", "B1/1", 10_00, "REF", "AUTO"),
        ("O2", "B2/1", 6_000, "REF", "AUTO"),
        ("O3", "B2/1", 4_000, "AMOUNT_1_1", "AUTO"),
    ]


def test_a_line_tells_all_about_itself() -> None:
    """Every column of one firm line, written out."""
    found = match(orms(orm("O1", 10_00, remarks="INV XX/B1-1")), invoices(invoice("B1", 1, 10_00)))
    assert ENGINE_VERSION == "settlement-5"
    line = ("O1", "B1/1", 10_00, 10_00, "REF", "AUTO", "EXACT", "named: XXB11", "REF:O1", "settlement-5", "")
    assert list(found.links.columns) == LINK_COLUMNS
    assert told(found.links, *LINK_COLUMNS) == [line]


def test_no_lines_have_the_same_columns() -> None:
    """An empty month has the columns of a full one; amounts are whole numbers in both."""
    full = match(orms(orm("O1", 10_00)), invoices(invoice("B1", 1, 10_00))).links
    empty = match(orms(), invoices()).links
    assert len(empty) == 0
    assert list(empty.columns) == LINK_COLUMNS
    whole = ["amount_minor", "amount_invoice_minor"]
    assert [str(full[name].dtype) for name in whole] == [str(empty[name].dtype) for name in whole] == ["int64"] * 2


def test_lines_stand_in_the_order_of_the_passes() -> None:
    """Locked first, then each pass in turn, suggestions last; as many lines per pass as it found."""
    found = match(
        orms(
            orm("O1", 3_00, remarks="XX/B4-1"),
            orm("O2", 29_852_94, party="BOROGOVE FOODS INC"),
            orm("O3", 30_00, remarks="XX/B1-1, XX/B2-1"),
            orm("O4", 9_600, party="CYAN TOYS"),
        ),
        invoices(
            invoice("B1", 1, 10_00),
            invoice("B2", 1, 20_00),
            invoice("B3", 1, 29_852_94, supplier="BOROGOVE FOODS INC"),
            invoice("B4", 1, 3_00),
            invoice("B5", 1, 10_000, supplier="CYAN TOYS"),
        ),
        locked(("O1", "B4/1", 3_00)),
    )
    assert told(found.links, "orm_key", "invoice_key", "pass", "tier", "reason") == [
        ("O1", "B4/1", "LOCKED", "LOCKED", "LOCKED"),
        ("O3", "B1/1", "REF", "AUTO", "EXACT"),
        ("O3", "B2/1", "REF", "AUTO", "EXACT"),
        ("O2", "B3/1", "AMOUNT_1_1", "AUTO", "EXACT"),
        ("O4", "B5/1", "TOLERANCE_1_1", "SUGGEST", "TOL"),
    ]


def test_residuals_stand_in_the_order_of_the_input() -> None:
    """Rows against the canonical order (by date, then by key) keep their places; suggestions lower nothing."""
    found = match(
        orms(
            orm("O3", 9_600, on=DAY, party="CYAN TOYS"),
            orm("O2", 7_00, on=DAY - 1, remarks="XX/B2-1"),
            orm("O1", 12_00, on=DAY - 2, remarks="XX/B1-1"),
        ),
        invoices(
            invoice("B3", 1, 10_000, boe_date=DAY - 3, supplier="CYAN TOYS"),
            invoice("B2", 1, 20_00, boe_date=DAY - 5),
            invoice("B1", 1, 10_00, boe_date=DAY - 4),
        ),
    )
    assert found.orm_residual.tolist() == [9_600, 0, 2_00]  # O3 only suggested, O2 used up, 12 - 10 of O1
    assert found.invoice_residual.tolist() == [10_000, 13_00, 0]  # B3 only suggested, 20 - 7 of B2, B1 paid
    assert found.orm_residual.dtype == found.invoice_residual.dtype == "int64"  # money is never float
    # the lines of a pass by date, not by their place in the input
    assert told(found.links, "orm_key", "tier") == [("O1", "AUTO"), ("O2", "AUTO"), ("O3", "SUGGEST")]


def test_locked_lines_are_told_in_canonical_order() -> None:
    """By remittance and invoice (dates first), then by amount, each with its group and what is known of it."""
    found = match(
        orms(orm("O1", 50_00, on=DAY), orm("O2", 50_00, on=DAY - 1)),
        invoices(invoice("B1", 1, 90_00, boe_date=DAY - 10), invoice("B2", 1, 90_00, boe_date=DAY - 20)),
        locked(
            ("O1", "B1/1", 5_00),
            ("O2", "B1/1", 6_00),
            ("O1", "B2/1", 9_00),
            ("O1", "B1/1", 4_00),
            ("O2", "B2/1", 7_00),
        ),
    )
    known = ("LOCKED", "LOCKED", "LOCKED", "posted or confirmed before")
    assert told(found.links, *LINK_COLUMNS) == [
        ("O2", "B2/1", 7_00, 7_00, *known, "LOCKED:O2", ENGINE_VERSION, ""),
        ("O2", "B1/1", 6_00, 6_00, *known, "LOCKED:O2", ENGINE_VERSION, ""),
        ("O1", "B2/1", 9_00, 9_00, *known, "LOCKED:O1", ENGINE_VERSION, ""),
        ("O1", "B1/1", 4_00, 4_00, *known, "LOCKED:O1", ENGINE_VERSION, ""),
        ("O1", "B1/1", 5_00, 5_00, *known, "LOCKED:O1", ENGINE_VERSION, ""),
    ]
    assert found.orm_residual.tolist() == [50_00 - 18_00, 50_00 - 13_00]
    assert found.invoice_residual.tolist() == [90_00 - 15_00, 90_00 - 16_00]


def test_locked_deals_keep_both_amounts_and_their_rates() -> None:
    """Two deals given against the canonical order: amounts and rates stay with their lines."""
    names = ("orm_key", "invoice_key", "amount_minor", "amount_invoice_minor", "rate")
    found = match(
        orms(orm("O1", 1_000_00), orm("O2", 500_00)),
        invoices(invoice("B1", 1, 905_00, currency="EUR"), invoice("B2", 1, 410_00, currency="EUR")),
        locked(("O2", "B2/1", 500_00, 400_00, "0.8"), ("O1", "B1/1", 1_000_00, 900_00, "0.9"), names=names),
    )
    assert told(found.links, *names) == [
        ("O1", "B1/1", 1_000_00, 900_00, "0.9"),
        ("O2", "B2/1", 500_00, 400_00, "0.8"),
    ]
    assert (found.orm_residual.tolist(), found.invoice_residual.tolist()) == ([0, 0], [5_00, 10_00])


@pytest.mark.parametrize("kind", ["int64", "int32", "object", "Int64"])
def test_locked_amounts_are_whole_numbers_of_any_kind(kind: str) -> None:
    """However the ledger hands over whole amounts, the lines carry them as int64."""
    amounts = ["amount_minor", "amount_invoice_minor"]
    given = locked(("O1", "B1/1", 500_00, 400_00, "0.8"), names=("orm_key", "invoice_key", *amounts, "rate"))
    due = invoices(invoice("B1", 1, 410_00, currency="EUR"))
    found = match(orms(orm("O1", 500_00)), due, given.astype(dict.fromkeys(amounts, kind)))
    assert told(found.links, *amounts) == [(500_00, 400_00)]
    assert [str(found.links[name].dtype) for name in amounts] == ["int64", "int64"]


@pytest.mark.parametrize(
    ("orm_key", "invoice_key"),
    [
        pytest.param("O9", "B1/1", id="a remittance that is not there"),
        pytest.param("O1", "B9/1", id="an invoice that is not there"),
    ],
)
def test_a_locked_line_of_unknown_items_is_refused(orm_key: str, invoice_key: str) -> None:
    """A line that names an item outside of the frames stops the run: nothing may be lost silently."""
    paid, due = orms(orm("O0", 9_00), orm("O1", 10_00)), invoices(invoice("B0", 1, 9_00), invoice("B1", 1, 10_00))
    with pytest.raises(AssertionError, match=r"^a locked line names an item that is not in the frames"):
        match(paid, due, locked((orm_key, invoice_key, 1_00)))


def test_a_locked_line_of_the_first_items_is_known() -> None:
    """The very first remittance and invoice are items like all others."""
    found = match(orms(orm("O1", 10_00)), invoices(invoice("B1", 1, 11_00)), locked(("O1", "B1/1", 10_00)))
    assert (found.orm_residual.tolist(), found.invoice_residual.tolist()) == ([0], [1_00])


def test_no_locked_lines_is_as_no_list_of_them() -> None:
    """An empty list of locked lines leaves no trace."""
    found = match(orms(orm("O1", 10_00)), invoices(invoice("B1", 1, 31_00)), locked())
    assert found.links.empty
    assert found.orm_residual.tolist() == [10_00]


def test_a_repeat_is_seen_although_both_are_settled() -> None:
    """Flags look at what was open when the run began: a posted remittance and its repeat were both 10.00."""
    found = match(
        orms(orm("O1", 10_00, on=DAY), orm("O2", 10_00, on=DAY + 1)),
        invoices(invoice("B1", 1, 10_00), invoice("B2", 1, 30_00)),
        locked(("O1", "B1/1", 10_00), ("O2", "B2/1", 10_00)),
    )
    assert told(found.flags, "orm_key", "flag", "detail") == [("O2", "DUPLICATE_ORM", "repeats O1")]


def test_a_far_date_of_a_locked_line_is_flagged() -> None:
    """Flags cover locked lines also: 2,030 days lie between."""
    found = match(
        orms(orm("O1", 10_00, on=DAY + 2_000)), invoices(invoice("B1", 1, 10_00)), locked(("O1", "B1/1", 10_00))
    )
    assert told(found.flags, "orm_key", "invoice_key", "flag", "detail") == [
        ("O1", "B1/1", "DATE_FAR", "2030 days after the BoE")
    ]


@pytest.mark.parametrize(
    ("sold", "says"),
    [
        ({}, ""),
        ({"supplier": "SHIPPER", "seller": "ATLANTIQ CABLES"}, "; paid to the seller that the bill names"),
        ({"supplier": "SHIPPER", "third_party": "ATLANTIQ CABLES"}, "; paid to the bill's third party"),
        ({"seller": "Atlantiq Cables"}, ""),  # supplier and seller are one
    ],
)
def test_a_line_says_who_was_paid_where_it_was_not_the_supplier(sold: dict[str, str], says: str) -> None:
    found = match(orms(orm("O1", 123_45)), invoices(invoice("B1", 1, 123_45, **sold)))
    assert told(found.links, "evidence") == [(f"same party, equal amount{says}",)]
