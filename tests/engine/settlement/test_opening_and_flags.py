"""The opened book: canonical order, codes, texts, who pays for whom; and the flags that a person must see."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.engine.settlement.months import DAY, Row, invoice, invoices, orm, orms
from xl_addin.engine.settlement import Config, match
from xl_addin.engine.settlement.book import Book
from xl_addin.engine.settlement.opening import open_book

AGRO = {"iec": "ZZBBB0002B"}
SUGAR = {"iec": "ZZCCC0003C"}
FOR_AGRO = {"on_behalf_of_iec": "ZZBBB0002B"}


def book_of(paid: list[Row], due: list[Row]) -> Book:
    """The book of these rows with the usual settings."""
    return open_book(orms(*paid), invoices(*due), Config())


def alike(codes: Any) -> set[tuple[int, int]]:
    """Places of equal codes, as pairs."""
    listed = list(codes)
    return {(a, b) for a, b in combinations(range(len(listed)), 2) if listed[a] == listed[b]}


def test_remittances_stand_by_date_then_by_key() -> None:
    """Whatever their order in the frame; `row` remembers it."""
    book = book_of([orm("O3", 3, on=DAY), orm("O1", 1, on=DAY + 1), orm("O2", 2, on=DAY), orm("O4", 4, on=DAY - 9)], [])
    assert book.orms.key.tolist() == ["O4", "O2", "O3", "O1"]
    assert book.orms.on.tolist() == [DAY - 9, DAY, DAY, DAY + 1]
    assert book.orms.open.tolist() == [4, 2, 3, 1]
    assert book.orm_frame["row"].tolist() == [3, 2, 0, 1]


def test_invoices_stand_by_date_number_port_serial_and_key() -> None:
    """Each column decides only where all before it are equal; a serial is a number, not a text."""
    rows = [
        invoice("B2", 1, 1, boe_date=DAY),
        invoice("B1", 10, 2, boe_date=DAY),
        invoice("B1", 2, 3, boe_date=DAY),
        invoice("B1", 2, 4, boe_date=DAY, invoice_key="A"),
        invoice("B1", 9, 5, boe_date=DAY, port_code="INMAA1"),
        invoice("B9", 99, 6, boe_date=DAY - 1, port_code="INZZZ9", invoice_key="Z"),
    ]
    book = book_of([], rows)
    assert book.invoices.key.tolist() == ["Z", "B1/9", "A", "B1/2", "B1/10", "B2/1"]
    assert book.invoices.on.tolist() == [DAY - 1, *[DAY] * 5]
    assert book.invoices.open.tolist() == [6, 5, 4, 3, 2, 1]
    assert book.invoice_frame["row"].tolist() == [5, 4, 3, 2, 1, 0]


def test_a_bill_of_entry_is_number_date_and_port() -> None:
    """Invoices of one bill share its number, in the order of the book."""
    rows = [invoice("B1", n, 1) for n in (1, 2)] + [invoice("B1", 3, 1, port_code="INMAA1"), invoice("B2", 1, 1)]
    book = book_of([], rows)
    assert book.invoices.key.tolist() == ["B1/3", "B1/1", "B1/2", "B2/1"]
    assert alike(book.boe) == {(1, 2)}


def test_the_frames_given_stay_as_they_are() -> None:
    """What the engine lowers and fills is its own copy."""
    paid, due = orms(orm("o1", 10_00, remarks="inv xx/b1-1")), invoices(invoice("B1", 1, 10_00, value_minor=11_00))
    before = paid.copy(deep=True), due.copy(deep=True)
    assert match(paid, due).orm_residual.tolist() == [0]
    pd.testing.assert_frame_equal(paid, before[0])
    pd.testing.assert_frame_equal(due, before[1])
    assert open_book(paid, due, Config()).value.tolist() == [11_00]


def test_money_and_numbers_are_whole() -> None:
    """Amounts are int64 minor units, and so are dates and all codes: nothing passes through float."""
    book = book_of([orm("O1", 1, **FOR_AGRO)], [invoice("B1", 1, 1)])
    sides = [column for side in (book.orms, book.invoices) for column in (side.on, side.market, side.party, side.open)]
    assert {column.dtype for column in (*sides, book.value, book.boe)} == {np.dtype(np.int64)}


def test_missing_texts_are_empty_and_others_are_texts() -> None:
    """None, NaN and NA are no text; a number is written out; so in object and in text columns."""
    paid = orms(orm("O1", 1, party=None, remarks=np.nan), orm("O2", 1, party="X", remarks="inv 77", deal_rate=None))
    due = invoices(invoice("B1", 1, 1, boe_number=9_499_107, supplier=None, invoice_number=112_233))
    for kind in (object, "string", "str"):
        book = open_book(paid.astype({"party": kind, "remarks": kind, "deal_rate": kind}), due, Config())
        assert book.orm_frame["party"].tolist() == ["", "X"]
        assert book.orm_frame["remarks"].tolist() == ["", "INV 77"]
        assert book.priced.tolist() == [False, False]
        assert book.invoice_frame["boe_number"].tolist() == ["9499107"]
        assert book.invoice_frame["token"].tolist() == ["112233"]
        assert (book.orms.party.tolist()[0], book.invoices.party.tolist()) == (-1, [-1])


def test_facts_of_the_desk_may_be_missing_as_columns() -> None:
    """No deal rates and no other importers; any other column has to be there."""
    paid, due = orms(orm("O1", 1), orm("O2", 2)), invoices(invoice("B1", 1, 1))
    book = open_book(paid.drop(columns=["deal_rate", "on_behalf_of_iec"]), due, Config())
    assert book.priced.tolist() == [False, False]
    assert book.for_others.tolist() == [False, False]
    assert book.behalf.orm.tolist() == []
    for column in ("party", "remarks"):
        with pytest.raises(KeyError, match=column):
            open_book(paid.drop(columns=[column]), due, Config())


def test_a_market_is_importer_and_currency() -> None:
    """One code on both sides for the same importer and currency, another for any other pair."""
    paid = [orm("O1", 1), orm("O2", 1, currency="EUR"), orm("O3", 1, **AGRO), orm("O4", 1, currency="EUR", **AGRO)]
    due = [
        invoice("B1", 1, 1, currency="EUR"),
        invoice("B2", 1, 1, **AGRO),
        invoice("B3", 1, 1),
        invoice("B4", 1, 1, **SUGAR),
    ]
    book = book_of(paid, due)
    # O1 with B3 (4 + 2), O2 with B1 (4 + 0), O3 with B2 (4 + 1)
    assert alike([*book.orms.market, *book.invoices.market]) == {(0, 6), (1, 4), (2, 5)}
    assert max(book.orms.market.max(), book.invoices.market.max()) < len(book.active)
    assert book.active.all()


def test_a_party_is_read_for_each_importer() -> None:
    """Legal form and one letter do not count; without a name there is none; another importer's party is another."""
    paid = [
        orm("O1", 1, party="Atlntiq Cables Ltd"),
        orm("O2", 1, party=""),
        orm("O3", 1, party="Atlantiq Cables", **AGRO),
        orm("O4", 1, party="Zebra Foods"),
        orm("O5", 1, party=" . ", **AGRO),
    ]
    due = [
        invoice("B1", 1, 1, supplier="ATLANTIQ CABLES GMBH"),
        invoice("B2", 1, 1, supplier="Atlantiq Cables Inc", **AGRO),
        invoice("B3", 1, 1, supplier="ZEBRA FOODS CO"),
        invoice("B4", 1, 1, supplier="Atlantiq Cables", **SUGAR),
        invoice("B5", 1, 1, supplier=""),
    ]
    book = book_of(paid, due)
    every = [*book.orms.party.tolist(), *book.invoices.party.tolist()]
    unknown = {at for at, code in enumerate(every) if code == -1}
    assert unknown == {1, 4, 9}
    assert {pair for pair in alike(every) if pair[0] not in unknown} == {(0, 5), (2, 6), (3, 7)}
    assert min(every) == -1


def test_the_same_name_with_two_importers_is_two_parties() -> None:
    """Also where it is the only name of both; a month without items has whole numbers all the same."""
    book = book_of([orm("O1", 1), orm("O2", 1, **AGRO), orm("O3", 1, **AGRO)], [])
    assert alike(book.orms.party) == {(1, 2)}
    assert book_of([], []).orms.party.dtype == np.int64


def test_a_name_is_misspelt_only_beside_a_name_of_its_own_importer() -> None:
    """The near name stands with another importer: nothing joins the two remittances' parties."""
    paid = [orm("O1", 1, party="TIGER FOODS"), orm("O2", 1, party="TIGER FOODS EXPORT", **AGRO)]
    due = [invoice("B1", 1, 1, supplier="TIGXR FOODS", **AGRO), invoice("B2", 1, 1, supplier="TIGER FOODS EXPORT")]
    book = book_of(paid, due)
    # O1 and B2: the name cut short, both of the first importer; B1 is one letter off O1 but of the other importer
    assert alike([*book.orms.party, *book.invoices.party]) == {(0, 3)}


def test_who_pays_for_whom() -> None:
    """The desk's facts give importer and party there; remarks only say that it is for someone."""
    paid = [
        orm("O1", 1, remarks="paid on behalf of x"),
        orm("O2", 1, **FOR_AGRO, party="Borogve Foods"),
        orm("O3", 1),
        orm("O4", 1, on_behalf_of_iec="ZZAAA0001A"),
        orm("O5", 1, currency="EUR", on_behalf_of_iec="ZZCCC0003C", party=""),
        orm("O6", 1, **AGRO, on_behalf_of_iec="ZZAAA0001A"),
        orm("O7", 1, remarks="third  party"),
    ]
    due = [
        invoice("B1", 1, 1, supplier="Borogove Foods Inc", **AGRO),
        invoice("B2", 1, 1, currency="EUR", **SUGAR),
        invoice("B3", 1, 1, supplier="Borogove Foods Inc"),
    ]
    book = book_of(paid, due)
    assert book.for_others.tolist() == [True, True, False, False, True, True, False]
    behalf = book.behalf
    assert book.orms.key[behalf.orm].tolist() == ["O2", "O5", "O6"]
    assert behalf.market.tolist() == book.invoices.market.tolist()
    # O2's beneficiary is B1's supplier there, and B3's at home, one letter off each; O5 has none
    assert behalf.party.tolist()[:2] == [book.invoices.party[0], -1]
    assert book.orms.party[1] == book.invoices.party[2] != book.invoices.party[0]
    # O6's beneficiary has no invoice at the first importer but is the payee of O1 and O3 there
    assert behalf.party[2] == book.orms.party[0] == book.orms.party[2]


def test_words_for_others_are_the_callers() -> None:
    """Any of the phrases, anywhere in the remark."""
    paid = orms(
        orm("O1", 1, remarks="inv for client x"),
        orm("O2", 1, remarks="THIRD PARTY"),
        orm("O3", 1, remarks="PAID FOR Y"),
    )
    book = open_book(paid, invoices(), Config(third_party_words=("CLIENT", "PAID FOR")))
    assert book.for_others.tolist() == [True, False, True]


def test_a_known_deal_rate_is_priced() -> None:
    """Any text is a rate."""
    assert book_of([orm("O1", 1), orm("O2", 1, deal_rate="0.9")], []).priced.tolist() == [False, True]


@pytest.mark.parametrize(
    ("paid", "due", "words"),
    [
        pytest.param(
            [orm("O1", 1), orm("O1", 2)], [], "a remittance stands twice in the frame", id="a remittance twice"
        ),
        pytest.param([], [invoice("B1", 1, 1)] * 2, "an invoice stands twice in the frame", id="an invoice twice"),
        pytest.param([orm("O1", 1), orm("O2", -1)], [], "an open amount is negative", id="a negative remittance"),
        pytest.param(
            [], [invoice("B1", 1, 1), invoice("B2", 1, -1)], "an open amount is negative", id="a negative invoice"
        ),
    ],
)
def test_frames_that_are_no_book(paid: list[Row], due: list[Row], words: str) -> None:
    """A fault of the caller stops the run with its words."""
    with pytest.raises(AssertionError, match=f"^{words}$"):
        book_of(paid, due)


def test_an_amount_of_nothing_is_no_fault() -> None:
    """What is settled already stands in the frame with nothing open."""
    assert book_of([orm("O1", 0)], [invoice("B1", 1, 0)]).orms.open.tolist() == [0]


Flag = tuple[str, str, str, str]


def flags(paid: list[Row], due: list[Row], config: Config = Config()) -> list[Flag]:  # noqa: B008  (frozen)
    """The flags of a match, in their order."""
    found = match(orms(*paid), invoices(*due), config=config).flags
    assert found.columns.tolist() == ["orm_key", "invoice_key", "flag", "detail"]
    return [*found.itertuples(index=False, name=None)]


@pytest.mark.parametrize(
    ("days", "far"),
    [
        pytest.param(-365, False, id="a year before the bill of entry is near"),
        pytest.param(-366, True, id="a day more than a year before is far"),
        pytest.param(0, False, id="the same day"),
        pytest.param(1095, False, id="three years after is near"),
        pytest.param(1096, True, id="a day more than three years after is far"),
    ],
)
def test_a_line_far_from_the_bill(days: int, far: bool) -> None:
    """Only the line that is far is flagged, with its days."""
    paid = [orm("O1", 2_00, on=DAY, remarks="XX/B1-1"), orm("O2", 3_00, on=DAY + days, remarks="XX/B2-1")]
    due = [invoice("B1", 1, 2_00, boe_date=DAY), invoice("B2", 1, 3_00, boe_date=DAY)]
    assert flags(paid, due) == ([("O2", "B2/1", "DATE_FAR", f"{days} days after the BoE")] if far else [])


def test_every_far_line_of_every_pass_is_flagged() -> None:
    """A named one, one of equal amount, and a suggestion 5 % short; the limits are the caller's."""
    paid = [
        orm("O1", 10_00, on=DAY + 3, remarks="XX/B1-1"),
        orm("O2", 123_45, on=DAY - 3),
        orm("O3", 9_500_00, on=DAY + 4, party="Borogove Foods"),
        orm("O4", 77_77, on=DAY + 2, remarks="XX/B4-1"),
    ]
    due = [
        invoice("B1", 1, 10_00, boe_date=DAY),
        invoice("B2", 1, 123_45, boe_date=DAY),
        invoice("B3", 1, 10_000_00, boe_date=DAY, supplier="Borogove Foods"),
        invoice("B4", 1, 77_77, boe_date=DAY),
    ]
    assert flags(paid, due, Config(days_before_max=2, days_after_max=2)) == [
        ("O1", "B1/1", "DATE_FAR", "3 days after the BoE"),
        ("O2", "B2/1", "DATE_FAR", "-3 days after the BoE"),
        ("O3", "B3/1", "DATE_FAR", "4 days after the BoE"),
    ]


def test_a_named_invoice_in_another_currency_is_flagged() -> None:
    """Not where the remark also names one in its own currency, nor where the desk knows the deal's rate."""
    paid = [
        orm("O0", 9_02, remarks="XX/B1-1", deal_rate="0.9"),
        orm("O1", 9_01, remarks="XX/B1-1"),
        orm("O2", 10_00, remarks="XX/B2-1, XX/B3-1"),
        orm("O3", 11_00, remarks="XX/B2-1"),
        orm("O4", 12_00, remarks="XX/B3-1, XX/B1-1"),
    ]
    due = [
        invoice("B1", 1, 9_00, currency="EUR"),
        invoice("B2", 1, 10_00),
        invoice("B3", 1, 9_50, currency="EUR"),
    ]
    assert flags(paid, due) == [
        ("O1", "B1/1", "CURRENCY_DIFFERS", "XXB11 is in another currency"),
        ("O4", "B1/1", "CURRENCY_DIFFERS", "XXB11 is in another currency"),
        ("O4", "B3/1", "CURRENCY_DIFFERS", "XXB31 is in another currency"),
    ]


def test_names_that_are_missing_on_both_sides_are_not_the_same_name() -> None:
    """Without a stated importer only the same name joins a payment for others with another importer's invoice."""
    paid = [
        orm("O1", 9_00, party="", remarks="ON BEHALF OF Z XX/B1-1"),
        orm("O2", 9_00, remarks="ON BEHALF OF Z XX/B2-1"),
    ]
    due = [invoice("B1", 1, 9_00, supplier="", **AGRO), invoice("B2", 1, 9_00, **AGRO)]
    assert flags(paid, due) == [("O2", "B2/1", "OTHER_IMPORTER", "XXB21 belongs to ZZBBB0002B")]


def test_a_named_invoice_of_another_importer_is_flagged() -> None:
    """With the importer that it belongs to, whether a line comes of it or not."""
    paid = [
        orm("O1", 9_01, remarks="XX/B2-1 THIRD PARTY"),
        orm("O2", 55_00, remarks="ON BEHALF OF X XX/B3-1, XX/B1-1"),
        orm("O3", 77_00, remarks="XX/B2-1"),
    ]
    due = [invoice("B1", 1, 9_00), invoice("B2", 1, 20_00, **AGRO), invoice("B3", 1, 55_00, **SUGAR)]
    assert flags(paid, due) == [
        ("O1", "B2/1", "OTHER_IMPORTER", "XXB21 belongs to ZZBBB0002B"),
        ("O2", "B3/1", "OTHER_IMPORTER", "XXB31 belongs to ZZCCC0003C"),
    ]


@pytest.mark.parametrize(
    ("second", "repeats"),
    [
        pytest.param({"on": DAY}, True, id="the same day"),
        pytest.param({"on": DAY + 7}, True, id="seven days later"),
        pytest.param({"on": DAY + 8}, False, id="eight days later"),
        pytest.param({"open_minor": 10_01}, False, id="another amount"),
        pytest.param({"remarks": "INV 78"}, False, id="other remarks"),
        pytest.param({"remarks": "Inv 77"}, True, id="remarks in small letters"),
        pytest.param({"party": "BOROGOVE FOODS"}, False, id="another party"),
        pytest.param({"party": "Atlntiq Cables"}, True, id="the party one letter off"),
        pytest.param({"currency": "EUR"}, False, id="another currency"),
        pytest.param({"iec": "ZZBBB0002B"}, False, id="another importer"),
    ],
)
def test_a_remittance_that_repeats_an_earlier_one(second: Row, repeats: bool) -> None:
    """Market, party, amount and remarks, within a week."""
    first = orm("O1", 10_00, remarks="INV 77")
    between = orm("O0", 12_00, remarks="INV 79")
    found = flags([{**first, "orm_key": "O2", **second}, between, first], [])
    assert found == ([("O2", "", "DUPLICATE_ORM", "repeats O1")] if repeats else [])


def test_each_repetition_repeats_the_one_before() -> None:
    """Three in a row, a week apart each; a settled one counts; one of nothing repeats nothing."""
    paid = [orm(f"O{n}", 10_00, on=DAY + 7 * n, remarks="XX/B1-1") for n in (1, 2, 3)]
    paid += [orm(f"N{n}", 0, remarks="XX/B2-1") for n in (1, 2)]
    paid += [orm(f"U{n}", 1, party="") for n in (1, 2)]
    expected = [
        ("O2", "", "DUPLICATE_ORM", "repeats O1"),
        ("O3", "", "DUPLICATE_ORM", "repeats O2"),
        ("U2", "", "DUPLICATE_ORM", "repeats U1"),
    ]
    assert flags(paid, [invoice("B1", 1, 20_00)]) == expected
    assert flags(paid, [], Config(duplicate_days=6)) == expected[2:]


def test_all_flags_together_are_sorted() -> None:
    """By remittance, invoice and flag, each once, whatever finds it."""
    paid = [
        orm("O2", 55_00, remarks="ON BEHALF OF X XX/B3-1", on=DAY + 2_000),
        orm("O3", 55_00, remarks="ON BEHALF OF X XX/B3-1", on=DAY + 2_001),
        orm("O1", 9_01, remarks="XX/B1-1"),
    ]
    due = [invoice("B1", 1, 9_00, currency="EUR"), invoice("B3", 1, 55_00, boe_date=DAY, **AGRO)]
    assert flags(paid, due) == [
        ("O1", "B1/1", "CURRENCY_DIFFERS", "XXB11 is in another currency"),
        ("O2", "B3/1", "OTHER_IMPORTER", "XXB31 belongs to ZZBBB0002B"),
        ("O3", "", "DUPLICATE_ORM", "repeats O2"),
        ("O3", "B3/1", "OTHER_IMPORTER", "XXB31 belongs to ZZBBB0002B"),
    ]
