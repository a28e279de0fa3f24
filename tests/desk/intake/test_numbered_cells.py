"""Bad inputs 1 to 39 at the door of a take-in, one test a number; the tables of forms stand with the readers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import OCTOBER, Desk, boe, codes, csv_text, invoice, obe_xml, orm, the_finding
from tests.desk.intake.test_typed_books import take, typed
from xl_addin.desk.intake.take_in import take_in
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import to_minor
from xl_addin.engine.law import Law
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.ledger import open_ledger, tables
from xl_addin.ledger.store import Actor
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def refused(desk: Desk, **change: str) -> str:
    """The code by which a row with this change is refused, and no other row."""
    taken = desk.orms(orm(number="GOOD"), orm(**change))
    assert taken.rows_kept == 1
    (code,) = codes(taken)
    return code


def test_case_01_a_reference_of_sixteen_digits_in_a_number_cell_is_refused(desk: Desk) -> None:
    assert the_finding(take(desk, typed(number=1234567890123456)), "BAD_ORM").action


def test_case_02_a_code_of_full_width_in_a_number_cell_is_read_and_a_reference_is_not(desk: Desk) -> None:
    """An IEC of ten digits has lost none; a reference has no width that would show it (decision 26)."""
    taken = take(desk, typed(iec=3880000371), typed(number=123456789012345))
    assert (codes(taken), taken.rows_kept) == (["BAD_ORM"], 1)


def test_case_03_lost_zeros_are_never_guessed(desk: Desk) -> None:
    assert refused(desk, ad="8001") == "BAD_AD"


def test_case_04_an_amount_in_e_notation_is_refused(desk: Desk) -> None:
    assert refused(desk, amount="1.2E+05") == "BAD_AMOUNT"


def test_case_05_an_amount_is_read_in_well_formed_groups_only(desk: Desk) -> None:
    amounts = ("1,00,000.00", "100,000.00", "1,000,00.00", "₹ 1,00,000/-", "(500.00)", "500-", "500 Cr")
    taken = desk.orms(*(orm(number=f"N{n}", amount=one) for n, one in enumerate(amounts)))
    assert (taken.rows_kept, codes(taken)) == (2, ["BAD_AMOUNT"] * 5)


@pytest.mark.parametrize("digits", ["१०००", "١٠٠٠", "１０００", "10²"])
def test_case_06_digits_of_other_scripts_are_refused(desk: Desk, digits: str) -> None:
    assert refused(desk, amount=digits) == "BAD_AMOUNT"
    assert codes(desk.orms(orm(number=f"IBA{digits}"))) == ["BAD_ORM"]


def test_case_07_an_underscore_in_an_amount_is_refused(desk: Desk) -> None:
    assert refused(desk, amount="1_000") == "BAD_AMOUNT"


@pytest.mark.parametrize("text", ["NaN", "Infinity", "inf", "-0"])
def test_case_08_what_is_no_finite_number_is_refused(desk: Desk, text: str) -> None:
    assert refused(desk, amount=text) == "BAD_AMOUNT"


@pytest.mark.parametrize(("amount", "kept"), [("9999999999999.99", 1), ("99999999999999.99", 0)])
def test_case_09_an_amount_has_at_most_fifteen_digits(desk: Desk, amount: str, kept: int) -> None:
    assert desk.orms(orm(amount=amount)).rows_kept == kept


@pytest.mark.parametrize(
    ("currency", "amount", "kept"),
    [("USD", "1.01", 1), ("USD", "1.001", 0), ("INR", "1.001", 0), ("JPY", "1.5", 0), ("KWD", "1.001", 1)],
)
def test_case_10_an_amount_has_the_decimals_of_its_currency(desk: Desk, currency: str, amount: str, kept: int) -> None:
    assert desk.orms(orm(amount=amount, currency=currency)).rows_kept == kept


@pytest.mark.parametrize(
    ("invoice_value", "difference"), [("0", "1"), ("-100", "1"), ("100", "101"), ("100", "0"), ("0", "0")]
)
def test_case_12_a_write_off_without_a_base_is_never_allowed(invoice_value: str, difference: str) -> None:
    facts = {"reason": "DISCOUNT", "satisfied": True, "suit_pending": False, "adverse_notice": False}
    amounts = {"invoice_value": Decimal(invoice_value), "difference": Decimal(difference)}
    told = Law(load(), Policy()).ask(WriteOff, **facts, **amounts, documents=None, action_date=date(2026, 5, 1))
    assert not told.ok
    assert told.why


@pytest.mark.parametrize("text", ["TRUE", "05/10/2026", "2026-10-05"])
def test_case_13_a_flag_or_a_date_is_no_amount(desk: Desk, text: str) -> None:
    assert refused(desk, amount=text) == "BAD_AMOUNT"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("IBA26100000001", "IBA261OOOOOOO1", id="O for 0"),
        pytest.param("IBA26100000001", "IBA2610000000I", id="I for 1"),
        pytest.param("004512345678", "4512345678", id="field 14: zeros lost by a text file"),
        pytest.param("IBA26100000L01", "IBA26100000101", id="L for 1"),
    ],
)
def test_case_15_references_that_resemble_each_other_are_told_and_never_made_one(
    desk: Desk, first: str, second: str
) -> None:
    desk.orms(orm(number=first))
    taken = desk.orms(orm(number=second), orm(number="OTHER1"))
    found = the_finding(taken, "REFERENCE_NEAR")
    assert (found.severity, found.found) == ("WARN", f"ORM {second} and {first}")
    assert [row["orm_number"] for row in desk.rows(tables.orm_events)] == [first, second, "OTHER1"]


def test_case_15_case_and_blanks_are_no_other_reference(desk: Desk) -> None:
    taken = desk.orms(orm(number="IBA1"), orm(number=" iba1 "))
    assert (len(desk.events()), codes(taken)) == (1, [])


def test_case_15_an_invoice_that_resembles_another_of_the_same_value_is_told(desk: Desk) -> None:
    taken = desk.boes(
        boe(invoice(no="INV/OO7")), boe(invoice(no="INV 007"), number="0000001"), boe(invoice(no="A"), number="0000002")
    )
    assert the_finding(taken, "REFERENCE_NEAR").found == "invoice INV/OO7 and INV 007"


def test_case_16_a_date_with_two_readings_follows_the_declared_order(desk: Desk) -> None:
    desk.orms(orm(paid="03/04/2026"))
    assert desk.rows(tables.orm_events)[0]["payment_date"] == date(2026, 4, 3)


def test_case_18_iso_is_always_iso(desk: Desk) -> None:
    desk.orms(orm(paid="2026-04-03"), orm(number="B", paid="13/04/2026"))
    assert desk.rows(tables.orm_events)[0]["payment_date"] == date(2026, 4, 3)


@pytest.mark.parametrize("serial", ["60", "-1", "0", "36525", "2958466", "99999"])
def test_case_19_a_day_counted_out_of_bounds_is_refused(desk: Desk, serial: str) -> None:
    assert refused(desk, paid=serial) == "BAD_DATE"


@pytest.mark.parametrize("text", ["05/10/29", "05/10/30", "05/10/69"])
def test_case_21_a_year_of_two_digits_in_doubt_is_refused(desk: Desk, text: str) -> None:
    assert refused(desk, paid=text) == "BAD_DATE"


@pytest.mark.parametrize(
    ("text", "day"),
    [("05/10/2026 23:59", 5), ("2026-10-04T19:00:00Z", 5), ("2026-10-05T00:30:00+05:30", 5), ("2026-10-05T00:00Z", 5)],
)
def test_case_22_a_moment_is_the_day_that_it_is_in_india(desk: Desk, text: str, day: int) -> None:
    desk.orms(orm(paid=text))
    assert desk.rows(tables.orm_events)[0]["payment_date"] == date(2026, 10, day)


def test_case_26_acts_keep_their_order_when_the_clock_goes_back(tmp_path: Path) -> None:
    """The number of an act rises whatever the clock says; both readings stand in the chain as they were."""
    ledger = open_ledger(str(tmp_path / "l.db"))
    for n, hour in enumerate((18, 9)):
        folder = tmp_path / f"in{n}"
        folder.mkdir()
        (folder / "orm.csv").write_text(csv_text([orm(number=f"N{n}")]), "utf-8")
        take_in(ledger, folder, OCTOBER, Actor("maker", datetime(2026, 10, 31, hour)))  # noqa: DTZ001 - a desk's clock
    with ledger.read() as connection:
        acts = connection.execute(tables.actions.select().order_by(tables.actions.c.seq)).mappings().all()
    assert [act["seq"] for act in acts] == sorted({act["seq"] for act in acts})
    assert [act["at"][11:13] for act in acts] == ["18", "09"]


@pytest.mark.parametrize("text", ["31-Jun-2026", "0000-00-00", "01/01/1900", "31/02/2026"])
def test_case_28_a_day_that_is_none_is_refused(desk: Desk, text: str) -> None:
    assert refused(desk, paid=text) == "BAD_DATE"


@pytest.mark.parametrize("mark", ["\u00a0", "\u200b", "\ufeff", "\u00ad"])
def test_case_29_unseen_marks_around_a_reference_are_dropped_and_told(desk: Desk, mark: str) -> None:
    taken = desk.orms(orm(number=f"{mark}IBA1{mark}"))
    assert desk.rows(tables.orm_events)[0]["orm_number"] == "IBA1"
    assert the_finding(taken, "SPACES_TRIMMED").severity == "INFO"


def test_case_33_a_control_character_is_refused(desk: Desk) -> None:
    assert refused(desk, name="A\x07B") == "BAD_TEXT"


@pytest.mark.parametrize("mark", ["😀", "\u202e", "e\u0301"])
def test_case_34_signs_are_kept_in_names_and_refused_in_references(desk: Desk, mark: str) -> None:
    assert desk.orms(orm(number="A1", name=f"NAKLI {mark} FOODS")).rows_kept == 1
    assert codes(desk.orms(orm(number=f"IBA{mark}2"))) == ([] if mark == "\u202e" else ["BAD_ORM"])


def test_case_35_a_text_longer_than_a_cell_is_refused_with_its_place(desk: Desk) -> None:
    with pytest.raises(DeskError, match="32,767") as error:
        desk.orms(orm(remarks="x" * 40_000))
    assert "orm.csv" in str(error.value)


def test_case_36_a_text_that_looks_like_an_escape_stays_as_it_is(desk: Desk) -> None:
    desk.orms(orm(remarks="_x0041_"))
    assert desk.rows(tables.orm_events)[0]["remarks"] == "_x0041_"
    take(desk, typed(number="B", remarks="_x0041_"))
    assert desk.rows(tables.orm_events)[1]["remarks"] == "_x0041_"


@pytest.mark.parametrize("text", ["–500", "−500", "“500”", "‘500’", "‑500"])
def test_case_37_other_signs_than_digits_are_no_amount(desk: Desk, text: str) -> None:
    assert refused(desk, amount=text) == "BAD_AMOUNT"


def test_case_38_line_breaks_in_a_text_become_one_space(desk: Desk) -> None:
    desk.orms(orm(remarks="INV 7731\n\tDT 05/10/2026"))
    assert desk.rows(tables.orm_events)[0]["remarks"] == "INV 7731 DT 05/10/2026"


def test_case_10_a_message_with_decimals_that_its_currency_lacks_refuses_the_record(desk: Desk) -> None:
    taken = desk.take({"0009001_RBI0610202601.obe.xml": obe_xml(boe(invoice(amount="500.5", currency="JPY")))})
    assert "BAD_AMOUNT" in codes(taken)
    with pytest.raises(ValueError, match="at most 0 decimals"):
        to_minor(Decimal("500.5"), "JPY")
