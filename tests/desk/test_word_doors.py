"""One grammar of words at every door: a cell, the command line and a sheet answer alike on what somebody wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import udfs
from xl_addin.desk.law.asked import ask_in_words
from xl_addin.desk.month.case import ask
from xl_addin.engine.law import Law
from xl_addin.engine.payment.due import PaymentDue
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy
from xl_addin.workbook.books.normal import from_cell
from xl_addin.workbook.lists import Column, Kind

LAW = Law(load(), Policy())
OLD, NEW = date(2026, 5, 4), date(2026, 11, 2)
Door = Callable[[str, date], tuple[str, str]]
SAID = {"satisfied": True, "suit_pending": False, "adverse_notice": False, "documents": True}


def _told(found: Decision) -> tuple[str, str]:
    return found.status, found.why


def _cell(word: str, on: date) -> tuple[str, str]:
    case = (100000, 1000, on, word, *SAID.values())
    return udfs.WRITEOFF_STATUS(*case), udfs.WRITEOFF_WHY(*case)


def _command(word: str, on: date) -> tuple[str, str]:
    said = [f"{name}={'yes' if value else 'no'}" for name, value in SAID.items()]
    amounts = ["invoice_value=100000", "difference=1000", f"action_date={on}", f"reason={word}"]
    return _told(ask_in_words("write_off", [*amounts, *said], LAW))


def _sheet(word: str, on: date) -> tuple[str, str]:
    known: dict[str, Any] = {**SAID, "reason": word, "invoice_value": Decimal(100000), "difference": Decimal(1000)}
    return _told(ask(LAW, WriteOff, known, action_date=on))


DOORS: dict[str, Door] = {"a cell": _cell, "the command line": _command, "a sheet": _sheet}
# word -> status in both regimes, what the sentence says of it
WORDS = [
    ("DISCOUNT", "OK", "reason DISCOUNT"),
    ("discount", "OK", "reason DISCOUNT"),
    ("BANK_CHARGES", "OK", "reason OPERATIONAL"),
    ("bank charges", "OK", "reason OPERATIONAL"),
    ("Bank-Charges", "OK", "reason OPERATIONAL"),
    ("Freight/Insurance", "OK", "reason FREIGHT"),
    ("exchange difference", "OK", "reason EXCHANGE_RATE"),
    ("short-shipment", "OK", "reason SHORT_SHIPMENT"),
    ("Rounding", "OK", "reason OPERATIONAL"),
    ("OVERPAYMENT", "CHECK", "reason OVERPAYMENT"),
    ("overpayment", "CHECK", "reason OVERPAYMENT"),
    ("other difference", "CHECK", "reason OTHER_DIFFERENCE"),
    ("BANANA", "CHECK", "reason BANANA"),
    ("Convenience", "CHECK", "reason CONVENIENCE"),
    ("DISPUTE_QUALITY", "CHECK", "reason DISPUTE_QUALITY"),
    ("", "CHECK", "reason is not given"),
    ("  ", "CHECK", "reason is not given"),
]


@pytest.mark.parametrize("on", [OLD, NEW], ids=["old rules", "new rules"])
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("word", "status", "says"), WORDS, ids=[repr(word) for word, _, _ in WORDS])
def test_a_reason_is_read_by_the_register_at_every_door(word: str, status: str, says: str, door: str, on: date) -> None:
    found, why = DOORS[door](word, on)
    assert found == status
    assert says in why


LISTED = ("DISCOUNT", "BANK_CHARGES", "SHORT_SHIPMENT")
REASON: Column[Any] = Column("Reason", Kind.TEXT, lambda row: "", words=LISTED, is_user_input=True)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("discount", "DISCOUNT"),
        ("Bank charges", "BANK_CHARGES"),
        ("short-shipment", "SHORT_SHIPMENT"),
        (" BANK_CHARGES ", "BANK_CHARGES"),
        ("bank\u00a0charges", "BANK_CHARGES"),
        ("BANANA", "BANANA"),  # none of the list, as reading back then tells
    ],
)
def test_a_blue_cell_is_read_back_by_the_same_grammar(typed: str, read: str) -> None:
    assert from_cell(REASON, typed) == read


GOODS = [
    ("diamonds", "CHECK", "commodity DIAMOND"),  # whether it is clean credit is asked
    ("Rough diamonds", "CHECK", "commodity DIAMOND"),
    ("precious-stones", "CHECK", "commodity PRECIOUS_STONE"),
    ("general", "OK", "commodity OTHER"),
    ("machinery", "OK", "MACHINERY is none of the goods with rules of their own"),
    ("diamnod", "CHECK", "write DIAMOND if it is that"),
]


@pytest.mark.parametrize(("word", "status", "says"), GOODS, ids=[word for word, _, _ in GOODS])
def test_goods_are_read_by_the_register_at_every_door(word: str, status: str, says: str) -> None:
    shipped = date(2026, 3, 31)
    facts = [f"shipment_date={shipped}", f"action_date={OLD}", f"commodity={word}"]
    known = {"shipment_date": shipped, "commodity": word}
    answers = [
        udfs.PAYMENT_DUE_WHY(shipped, OLD, commodity=word),
        ask_in_words("payment_due", facts, LAW).why,
        ask(LAW, PaymentDue, known, action_date=OLD).why,
    ]
    assert [why.split(";")[0] for why in answers] == [f"payment due: {status}"] * 3
    assert all(says in why for why in answers), answers


EXTENSIONS = [
    ("dispute quality", OLD, "OK", "reason DISPUTE_QUALITY"),
    ("suit-against-seller", OLD, "OK", "reason SUIT_AGAINST_SELLER"),
    ("BANK_CHARGES", OLD, "REFER_RBI", "BANK_CHARGES is not a reason on the list"),
    ("BANANA", OLD, "REFER_RBI", "BANANA is not a reason on the list"),
    ("", OLD, "CHECK", "reason is not given"),
    ("convenience", OLD, "REFER_RBI", "COMMERCIAL is not a reason on the list"),
    ("Force majeure", OLD, "REFER_RBI", "FORCE_MAJEURE is not a reason on the list"),
    ("commercial convenience", NEW, "OK", "reason COMMERCIAL"),  # rules 5.2: any reason of the bank's register
    ("force-majeure", NEW, "OK", "reason FORCE_MAJEURE"),
    ("dispute quality", NEW, "OK", "reason DISPUTE_QUALITY"),
    ("BANANA", NEW, "CHECK", "BANANA is not a reason of the register"),
    ("BANK_CHARGES", NEW, "CHECK", "BANK_CHARGES is not a reason of the register"),
    ("Other", NEW, "CHECK", "OTHER is not a reason of the register"),
    ("", NEW, "CHECK", "reason is not given"),
]


@pytest.mark.parametrize(("word", "on", "status", "says"), EXTENSIONS, ids=[f"{w} {on}" for w, on, _, _ in EXTENSIONS])
def test_a_reason_for_extension_is_read_alike(word: str, on: date, status: str, says: str) -> None:
    dates = {"shipment_date": date(2026, 1, 15), "current_due": date(2026, 7, 15), "requested_to": date(2027, 1, 15)}
    asked = [f"{name}={day}" for name, day in dates.items()]
    asked += [f"action_date={on}", f"reason={word}", "under_investigation=no", "satisfied=yes"]
    cell = udfs.EXTENSION_WHY(*dates.values(), on, word, False, None, None, True)
    for why in (ask_in_words("extension", asked, LAW).why, cell):
        assert why.startswith(f"extension: {status}")
        assert says in why


@pytest.mark.parametrize("text", ["04/05/2026", "26-10-05", "31-Jun-2026", "4-May-26"])
def test_a_date_of_two_readings_is_refused_by_cell_and_command_line_alike(text: str) -> None:
    assert udfs.REGIME(text) == "#VALUE!"
    with pytest.raises(Exception, match="expected a date with one reading"):
        ask_in_words("regime", [f"action_date={text}"], LAW)


def test_both_readings_are_named_by_cell_and_command_line() -> None:
    why = udfs.REGIME_WHY("04/05/2026")
    assert "2026-05-04 or 2026-04-05" in why
    with pytest.raises(Exception, match="04-May-2026 or 05-Apr-2026"):
        ask_in_words("regime", ["action_date=04/05/2026"], LAW)
