"""Import authorisations: history of amendments, exact running balance, and what does not agree with the BoE."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.engine.dgft.authorisation import (
    Amendment,
    Authorisation,
    Consignment,
    Difference,
    amended,
    as_on,
    authorisation_balance,
    authorisation_differences,
)
from xl_addin.engine.rule import Fail, missing

GIVEN = Authorisation(
    reference="IMS-77",
    number="0311",
    iec="ZZBTM0005J",
    year=2026,
    granted_on=date(2026, 2, 1),
    hs="84713010",
    item="LAPTOP",
    quantity=100,
    value=Decimal("50000.00"),
    currency="USD",
    port="INDEL4",
    importer_name="Vega Traders",
)
DRAWN = Consignment(
    "0052545/2026-03-01/INDEL4",
    date(2026, 3, 1),
    "ZZBTM0005J",
    "84713010",
    "LAPTOP",
    40,
    Decimal("20000.00"),
    "USD",
    "INDEL4",
    "VEGA  traders",
)


def on(day: date, **changes: object) -> Consignment:
    return DRAWN._replace(boe_date=day, **changes)


def told(consignments: list[Consignment], authorisation: Authorisation = GIVEN) -> list[tuple[int, Decimal, list[str]]]:
    lines = authorisation_balance(authorisation, consignments)
    asked = {fail.finding for line in lines for fail in line.fails if fail.status != "REFUSE"}
    assert asked <= {"CURRENCY_MISMATCH"}
    return [(line.quantity_left, line.value_left, [fail.finding for fail in line.fails]) for line in lines]


def test_without_a_stated_end_it_lives_to_the_end_of_its_calendar_year() -> None:
    assert GIVEN.ends == date(2026, 12, 31)
    assert GIVEN._replace(year=2024).ends == date(2024, 12, 31)
    assert GIVEN._replace(valid_to=date(2026, 6, 30)).ends == date(2026, 6, 30)


def test_a_consignment_without_its_pieces_is_asked_and_draws_none() -> None:
    first, second = authorisation_balance(GIVEN, [on(date(2026, 3, 1), quantity=None), on(date(2026, 4, 1))])
    assert ([fail.note for fail in first.fails], first.quantity_left) == ([missing("quantity").note], 100)
    assert (second.fails, second.quantity_left) == ((), 60)


def test_an_authorisation_by_value_alone_asks_no_pieces() -> None:
    by_value = GIVEN._replace(quantity=None)
    for pieces in (None, 40):
        (line,) = authorisation_balance(by_value, [on(date(2026, 3, 1), quantity=pieces)])
        assert (line.fails, line.quantity_left) == ((), None)


def test_the_balance_runs_by_date_whatever_the_order_given() -> None:
    first, second = on(date(2026, 3, 1)), on(date(2026, 4, 1), quantity=60, value=Decimal("30000.00"))
    assert told([second, first]) == [(60, Decimal("30000.00"), []), (0, Decimal("0.00"), [])]


def test_bills_of_one_day_run_by_their_key() -> None:
    later = DRAWN._replace(boe="9", quantity=1)
    lines = authorisation_balance(GIVEN, [later, DRAWN._replace(boe="1")])
    assert [line.consignment.boe for line in lines] == ["1", "9"]


def test_one_piece_or_one_cent_too_many_is_exhausted_and_stays_drawn() -> None:
    piece = on(date(2026, 4, 1), quantity=61, value=Decimal("30000.00"))
    cent = on(date(2026, 4, 1), quantity=60, value=Decimal("30000.01"))
    assert told([DRAWN, piece])[1] == (-1, Decimal("0.00"), ["AUTHORISATION_EXHAUSTED"])
    assert told([DRAWN, cent])[1] == (0, Decimal("-0.01"), ["AUTHORISATION_EXHAUSTED"])
    after = on(date(2026, 5, 1), quantity=1, value=Decimal(1))
    both = told([DRAWN, piece._replace(value=Decimal(30001)), after])[2]
    assert both == (-2, Decimal("-2.00"), ["AUTHORISATION_EXHAUSTED", "AUTHORISATION_EXHAUSTED"])
    fails = authorisation_balance(GIVEN, [DRAWN, piece])[1].fails
    said = "over the 100 pieces of authorisation 0311 by 1"
    assert [(fail.status, fail.note) for fail in fails] == [("REFUSE", said)]
    fails = authorisation_balance(GIVEN, [DRAWN, cent])[1].fails
    assert [fail.note for fail in fails] == ["over the USD 50000.00 of authorisation 0311 by 0.01"]


@pytest.mark.parametrize(
    ("day", "findings"),
    [
        (date(2026, 1, 31), ["BEFORE_THE_AUTHORISATION"]),
        (date(2026, 2, 1), []),
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), ["AUTHORISATION_EXPIRED"]),
    ],
)
def test_both_ends_of_its_life_count(day: date, findings: list[str]) -> None:
    assert told([on(day)])[0][2] == findings


def test_a_consignment_of_another_importer_or_of_other_goods_is_named() -> None:
    assert told([DRAWN._replace(iec="0388000222")])[0][2] == ["AUTHORISATION_OF_ANOTHER_IEC"]
    assert told([DRAWN._replace(hs="84715000")])[0][2] == ["DIFFERS_FROM_AUTHORISATION"]
    assert told([DRAWN._replace(item="SERVER")])[0][2] == ["DIFFERS_FROM_AUTHORISATION"]


def test_another_currency_is_asked_about_and_not_netted() -> None:
    line = authorisation_balance(GIVEN, [DRAWN._replace(currency="EUR")])[0]
    assert (line.quantity_left, line.value_left) == (60, Decimal("50000.00"))
    assert [(fail.status, fail.finding) for fail in line.fails] == [("CHECK", "CURRENCY_MISMATCH")]


def test_an_amendment_counts_from_its_day_and_the_history_stays() -> None:
    more = Amendment(date(2026, 3, 15), "A1", quantity=150)
    longer = Amendment(date(2026, 3, 15), "A2", value=Decimal(60000), valid_to=date(2026, 6, 30))
    once = amended(GIVEN, more)
    assert isinstance(once, Authorisation)
    twice = amended(once, longer)
    assert isinstance(twice, Authorisation)
    assert twice.amendments == (more, longer)
    assert (twice.quantity, twice.value) == (GIVEN.quantity, GIVEN.value)
    eve, day = as_on(twice, date(2026, 3, 14)), as_on(twice, date(2026, 3, 15))
    assert (eve.quantity, eve.value, eve.ends) == (100, Decimal("50000.00"), date(2026, 12, 31))
    assert (day.quantity, day.value, day.ends) == (150, Decimal(60000), date(2026, 6, 30))
    assert told([on(date(2026, 3, 14))], twice) == [(60, Decimal("30000.00"), [])]
    assert told([on(date(2026, 3, 15))], twice) == [(110, Decimal("40000.00"), [])]
    assert told([on(date(2026, 7, 1))], twice)[0][2] == ["AUTHORISATION_EXPIRED"]


def test_an_amendment_comes_within_the_life_and_in_order() -> None:
    first = amended(GIVEN, Amendment(date(2026, 12, 31), "A1"))
    assert isinstance(first, Authorisation)
    late = amended(GIVEN, Amendment(date(2027, 1, 1), "A1"))
    assert isinstance(late, Fail)
    assert (late.status, late.finding) == ("REFUSE", "AMENDED_AFTER_EXPIRY")
    early = amended(GIVEN, Amendment(date(2026, 1, 31), "A1"))
    assert isinstance(early, Fail)
    assert (early.status, early.finding) == ("CHECK", "AMENDMENT_OUT_OF_ORDER")
    assert isinstance(amended(GIVEN, Amendment(date(2026, 2, 1), "A1")), Authorisation)
    before_last = amended(first, Amendment(date(2026, 12, 30), "A2"))
    assert isinstance(before_last, Fail)
    assert before_last.note == "amendment A2 of 2026-12-30 lies before 2026-12-31"


def test_papers_that_agree_have_no_differences() -> None:
    assert authorisation_differences(GIVEN, DRAWN) == ()
    assert authorisation_differences(GIVEN, DRAWN._replace(port="", importer_name="")) == ()
    assert authorisation_differences(GIVEN, DRAWN._replace(quantity=100, value=Decimal(50000))) == ()


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({"iec": "0388000222"}, Difference("iec", "0388000222", "ZZBTM0005J")),
        ({"importer_name": "Vega Trade"}, Difference("importer_name", "Vega Trade", "Vega Traders")),
        ({"hs": "84715000"}, Difference("hs", "84715000", "84713010")),
        ({"item": "SERVER"}, Difference("item", "SERVER", "LAPTOP")),
        ({"port": "INNSA1"}, Difference("port", "INNSA1", "INDEL4")),
        ({"currency": "EUR"}, Difference("currency", "EUR", "USD")),
        ({"quantity": 101}, Difference("quantity", "101", "100")),
        ({"value": Decimal("50000.01")}, Difference("value", "50000.01", "50000.00")),
    ],
)
def test_each_field_that_differs_is_named(change: dict[str, object], difference: Difference) -> None:
    assert authorisation_differences(GIVEN, DRAWN._replace(**change)) == (difference,)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40), st.integers(1, 10**7)), max_size=12))
def test_the_balance_is_exact_and_blind_to_the_order_given(drawn: list[tuple[int, int, int]]) -> None:
    cases = [
        on(date(2026, 2, 1) + timedelta(days=day), boe=str(place), quantity=pieces, value=Decimal(cents).scaleb(-2))
        for place, (day, pieces, cents) in enumerate(drawn)
    ]
    lines = authorisation_balance(GIVEN, cases)
    assert lines == authorisation_balance(GIVEN, cases[::-1])
    if lines:
        assert lines[-1].quantity_left == 100 - sum(pieces for _, pieces, _ in drawn)
        assert lines[-1].value_left * 100 == 5_000_000 - sum(cents for _, _, cents in drawn)
    for line in lines:
        over = (line.quantity_left < 0) + (line.value_left < 0)
        assert [fail.finding for fail in line.fails].count("AUTHORISATION_EXHAUSTED") == over


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"iec": "0388000222"}, "the authorisation belongs to IEC ZZBTM0005J, the BoE to 0388000222"),
        ({"boe_date": date(2026, 1, 31)}, "the authorisation was given on 2026-02-01"),
        ({"boe_date": date(2027, 1, 1)}, "the authorisation ended on 2026-12-31"),
        ({"item": "SERVER"}, "the authorisation is for LAPTOP of 84713010, the BoE for SERVER of 84713010"),
        ({"hs": "84715000"}, "the authorisation is for LAPTOP of 84713010, the BoE for LAPTOP of 84715000"),
        ({"currency": "EUR"}, "value in EUR, authorisation in USD: not netted"),
    ],
)
def test_what_bars_a_consignment_is_said_in_words(changes: dict[str, object], said: str) -> None:
    assert [fail.note for fail in authorisation_balance(GIVEN, [DRAWN._replace(**changes)])[0].fails] == [said]


def test_an_amendment_after_the_end_is_said_in_words() -> None:
    late = amended(GIVEN, Amendment(date(2027, 1, 1), "A1"))
    assert isinstance(late, Fail)
    assert late.note == "amendment A1 of 2027-01-01 comes after 2026-12-31"


def test_an_amendment_of_one_figure_leaves_the_others() -> None:
    stated = GIVEN._replace(valid_to=date(2026, 6, 30))
    more = as_on(stated._replace(amendments=(Amendment(date(2026, 3, 1), "A1", quantity=150),)), date(2026, 3, 1))
    assert (more.quantity, more.value, more.valid_to) == (150, Decimal("50000.00"), date(2026, 6, 30))
    dearer = Amendment(date(2026, 3, 1), "A1", value=Decimal(60000))
    then = as_on(stated._replace(amendments=(dearer,)), date(2026, 3, 1))
    assert (then.quantity, then.value, then.valid_to) == (100, Decimal(60000), date(2026, 6, 30))


def test_the_date_and_not_the_number_of_the_bill_orders_the_balance() -> None:
    lines = authorisation_balance(GIVEN, [on(date(2026, 4, 1), boe="1"), on(date(2026, 3, 1), boe="9")])
    assert [line.consignment.boe for line in lines] == ["9", "1"]


def test_papers_are_compared_with_the_figures_amended_up_to_the_bills_day() -> None:
    more = GIVEN._replace(amendments=(Amendment(date(2026, 3, 2), "A1", quantity=150),))
    big = DRAWN._replace(quantity=150)
    assert authorisation_differences(more, big) == (Difference("quantity", "150", "100"),)
    assert authorisation_differences(more, big._replace(boe_date=date(2026, 3, 2))) == ()


def test_a_sharp_s_and_its_capitals_are_one_importer() -> None:
    named = GIVEN._replace(importer_name="Weiß GmbH")
    assert authorisation_differences(named, DRAWN._replace(importer_name="WEISS  GMBH")) == ()
