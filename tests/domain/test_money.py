"""Money: whole minor units, exact or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.domain import money
from xl_addin.domain.errors import ValueRefused

MINORS = st.integers(-(10**15) + 1, 10**15 - 1)
CURRENCIES = st.sampled_from(["JPY", "INR", "USD", "KWD", "CLF"])


@pytest.mark.parametrize(
    ("currency", "places"), [("JPY", 0), ("KRW", 0), ("INR", 2), ("USD", 2), ("KWD", 3), ("BHD", 3), ("OMR", 3)]
)
def test_a_currency_has_the_decimals_of_iso_4217(currency: str, places: int) -> None:
    assert money.exponent(currency) == places


@pytest.mark.parametrize("code", ["", "usd", "US", "RUPEE", "XXX", "DEM", "ＵＳＤ"])
def test_a_code_that_is_no_live_currency_is_refused(code: str) -> None:
    with pytest.raises(ValueRefused, match="live ISO 4217"):
        money.exponent(code)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("0", "INR", 0),
        ("1", "JPY", 1),
        ("1.00", "JPY", 1),  # the message layouts write two decimals for yen as well
        ("100.25", "INR", 10025),
        ("100.250", "KWD", 100250),
        ("100.25", "KWD", 100250),
        ("1.10000", "USD", 110),  # further zeros say nothing more
        ("-0.01", "USD", -1),
        ("9999999999999.99", "INR", 999_999_999_999_999),
        ("999999999999999", "JPY", 999_999_999_999_999),
    ],
)
def test_an_amount_becomes_whole_minor_units(amount: str, currency: str, minor: int) -> None:
    assert money.to_minor(Decimal(amount), currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency", "says"),
    [
        pytest.param("100.005", "INR", "at most 2 decimals", id="case_10: three decimals in rupees"),
        pytest.param("100.5", "JPY", "at most 0 decimals", id="case_10: half a yen"),
        pytest.param("1.0005", "KWD", "at most 3 decimals", id="case_10: four decimals in dinars"),
        pytest.param("0." + "0" * 40 + "1", "INR", "at most 2 decimals", id="case_10: the 41st decimal still counts"),
        pytest.param("1." + "0" * 27 + "1", "INR", "at most 2 decimals", id="case_10: beyond the usual 28 digits"),
        pytest.param("10000000000000.00", "INR", "fewer than 16 digits", id="case_9: 10^15 paise"),
        pytest.param("1000000000000000", "JPY", "fewer than 16 digits", id="case_9: 10^15 yen"),
        pytest.param("9" * 400, "JPY", "fewer than 16 digits", id="case_9: 400 digits"),
        pytest.param("NaN", "INR", "a number", id="case_8: not a number"),
        pytest.param("Infinity", "INR", "a number", id="case_8: infinity"),
        pytest.param("-Infinity", "INR", "a number", id="case_8: minus infinity"),
        pytest.param("1E+999999", "INR", "fewer than 16 digits", id="case_4: a huge exponent, refused at once"),
    ],
)
def test_an_amount_that_would_be_rounded_or_cut_is_refused(amount: str, currency: str, says: str) -> None:
    with pytest.raises(ValueRefused, match=says):
        money.to_minor(Decimal(amount), currency)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (100250, "KWD", "100.250"),
        (5, "INR", "0.05"),
        (-5, "INR", "-0.05"),
        (-100, "INR", "-1.00"),
        (7, "JPY", "7"),
        (-7, "JPY", "-7"),
        (0, "KWD", "0.000"),
    ],
)
def test_minor_units_are_written_with_the_currencys_own_decimals(minor: int, currency: str, text: str) -> None:
    assert money.plain(minor, currency) == text
    assert str(money.from_minor(minor, currency)) == text


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (0, "USD", "0.00"),
        (99_999, "USD", "999.99"),
        (100_000, "USD", "1,000.00"),
        (-100_000, "USD", "-1,000.00"),
        (-50, "USD", "-0.50"),
        (1_845_300, "JPY", "1,845,300"),
        (1_234_567_890, "KWD", "1,234,567.890"),
    ],
)
def test_amounts_for_a_person_have_a_comma_at_every_thousand(minor: int, currency: str, text: str) -> None:
    assert money.grouped(minor, currency) == text


@given(MINORS, CURRENCIES)
def test_minor_units_survive_the_way_to_text_and_back(minor: int, currency: str) -> None:
    assert money.to_minor(Decimal(money.plain(minor, currency)), currency) == minor
    assert money.to_minor(money.from_minor(minor, currency), currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("0.005", "INR", 1),
        ("0.0049999", "INR", 0),
        ("-0.005", "INR", -1),
        ("2.5", "JPY", 3),
        ("-2.5", "JPY", -3),
        ("1.0005", "KWD", 1001),
        ("2.675", "USD", 268),
    ],
)
def test_the_one_named_rounding_takes_halves_away_from_zero(amount: str, currency: str, minor: int) -> None:
    assert money.round_half_up(Decimal(amount), currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency", "expected", "action"),
    [
        ("NaN", "INR", "a number", "Correct the amount in the source."),
        (
            "1000000000000000",
            "JPY",
            "fewer than 16 digits",
            "Check the amount; a sheet cannot hold it exactly.",
        ),
        (
            "1.005",
            "INR",
            "at most 2 decimals, as INR has",
            "Correct the amount in the source; it is not rounded here.",
        ),
        (
            "1",
            "DEM",
            "a live ISO 4217 currency code such as USD",
            "Correct the code in the source and take in again.",
        ),
    ],
)
def test_a_refusal_says_what_was_found_what_was_expected_and_what_to_do(
    amount: str, currency: str, expected: str, action: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        money.to_minor(Decimal(amount), currency)
    found = currency if currency == "DEM" else amount
    assert (refused.value.found, refused.value.expected, refused.value.action) == (found, expected, action)


def test_rounding_is_exact_beyond_the_usual_28_digits() -> None:
    # 28 nines, a five and the paise: a context of 28 digits would round the whole part away
    assert money.round_half_up(Decimal("9" * 28 + "5.125"), "INR") == int("9" * 28 + "513")
    assert money.round_half_up(Decimal("9" * 28 + "5.124"), "INR") == int("9" * 28 + "512")
