"""Referral memos: RBI's Regional Office through the Compliance Head before the switch, the bank's authority after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.desk.month_fixture import law
from tests.desk.papers.desk import BANK
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import EXTENSION, WRITEOFF, Case
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.settle import Settled
from xl_addin.desk.papers.drafts import Desk, Drafts
from xl_addin.desk.papers.memos import memos
from xl_addin.domain.records import OutwardRemittance
from xl_addin.engine.rule import Decision
from xl_addin.ledger.items import Item
from xl_addin.ledger.papers import Issued

EVE, DAY = date(2026, 9, 30), date(2026, 10, 1)


def case(number: str, status: str, subject: str = WRITEOFF, iec: str = "0388000037", name: str = "NAKLI FOODS") -> Case:
    paid = date(2026, 3, 1)
    record = OutwardRemittance(
        *(number, "0009001", iec, name, paid, "USD", 100_000_00, 100_000_00, "S0102", False, "UTOPIQ", "JP", ""),
    )
    item = Item(record.key, record, "NEW", 100_000_00)
    found = Decision("write-off", status, notes=("difference 7 % of the invoice value",))
    worth = {"currency": "USD", "amount_minor": 123456789, "amount_inr": Decimal("119739983.05")}
    return Case(subject, item, found, (subject, record.key), **worth)  # type: ignore[arg-type]


def drafted(*cases: Case, said: dict[str, Any] | None = None, known: tuple[Issued, ...] = (), on: date = EVE) -> Drafts:
    answers = {("REFERRAL", f"{one.subject} {one.item.key}"): dict(said or {}) for one in cases}
    month = Month(on, {}, {}, {}, {}, answers)
    told = Told(month, law(), Settled(0, [], [], month), cases, [], [], [], [])
    return memos(Desk(BANK, month, law()), told, known, prepared_by="maker1")


def test_rbi_is_written_to_through_the_compliance_head_with_the_office_that_is_named() -> None:
    (memo,) = drafted(case("A1", "REFER_RBI"), case("A2", "REFER_RBI"), said={"regional_office": "Mumbai"}).made
    fields = memo.facts.fields
    assert (fields["to"], fields["through"]) == ("Reserve Bank of India, Regional Office Mumbai", "Compliance Head")
    assert memo.facts.grids["cases"].rows == tuple(
        (
            *(f"ORM {number}", "USD 1,234,567.89", "₹ 11,97,39,983.05", "REFER_RBI"),
            "write-off: REFER_RBI; difference 7 % of the invoice value",
        )
        for number in ("A1", "A2")
    )


def test_a_regional_office_that_nobody_named_is_asked_for() -> None:
    found = drafted(case("A1", "REFER_RBI"))
    assert (found.made, found.left[0].why) == ((), "no Regional Office is named.")


@pytest.mark.parametrize("status", ["ESCALATE", "BANK_POLICY"])
def test_the_banks_own_authority_needs_no_office(status: str) -> None:
    (memo,) = drafted(case("A1", status), on=DAY).made
    assert (memo.facts.fields["to"], memo.facts.fields["through"]) == ("Bank's authority", "–")


def test_cases_of_two_subjects_or_importers_are_memos_of_their_own_and_others_none() -> None:
    found = drafted(
        case("A1", "ESCALATE"),
        case("A2", "ESCALATE", EXTENSION),
        case("A3", "ESCALATE", iec="0388000038"),
        *(case(f"B{at}", status) for at, status in enumerate(("OK", "CHECK", "REFUSE"))),
        on=DAY,
    )
    assert len(found.made) == 3


def test_a_case_that_has_a_memo_gets_no_second_one() -> None:
    first = case("A1", "ESCALATE")
    (memo,) = drafted(first, on=DAY).made
    kept = Issued(1, "memo", "MEMO/1", "IMPORTER", "0388000037", 0, "f", "s", "t", memo.facts.text(), DAY, "m", True)
    assert drafted(first, on=DAY, known=(kept,)).made == ()
    assert drafted(first, on=DAY, said={"memo_number": "OWN/7"}).made == ()


def test_an_importer_without_a_name_is_told() -> None:
    found = drafted(case("A1", "ESCALATE", name=" "), on=DAY)
    assert (found.made, found.left[0].why) == ((), "nobody knows his name.")
