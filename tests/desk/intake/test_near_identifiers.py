"""Identifiers that look alike are reported within and across files, and never merged by themselves (case 15)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import Desk, boe, codes, invoice, orm, the_finding
from xl_addin.desk.intake.near import skeleton


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


NEAR = [
    ("IBA2610O", "IBA26100"),
    ("IBAI00", "IBA100"),
    ("IBAL00", "IBA100"),
    ("0TT1", "OTT1"),
    ("OTT10O1I", "0TT1001L"),
]


@pytest.mark.parametrize(("one", "other"), NEAR)
@pytest.mark.parametrize("files", ["one file", "two files"])
def test_case_15_remittance_numbers_that_look_alike_are_reported_and_both_are_kept(
    desk: Desk, one: str, other: str, files: str
) -> None:
    if files == "one file":
        taken = desk.orms(orm(number=one), orm(number=other))
    else:
        desk.orms(orm(number=one))
        taken = desk.orms(orm(number=other), file="orm2.csv")
    found = the_finding(taken, "REFERENCE_NEAR")
    assert found.severity == "WARN"
    assert one in found.found
    assert other in found.found
    assert len(desk.events()) == 2


@pytest.mark.parametrize(("one", "other"), [("IBA1", "IBA2"), ("IBA5", "IBAS"), ("IBA1", "IBA11"), ("AB12", "BA12")])
def test_other_numbers_are_other_remittances(desk: Desk, one: str, other: str) -> None:
    assert codes(desk.orms(orm(number=one), orm(number=other)), blocking=False) == []


def test_a_number_in_small_letters_is_the_same_number(desk: Desk) -> None:
    taken = desk.orms(orm(number="IBA1O"), orm(number="iba1o"))
    assert "REFERENCE_NEAR" not in codes(taken, blocking=False)
    assert len(desk.events()) == 1


@pytest.mark.parametrize("other", ["INV-1", "inv/1", "INV 1", "INV/I", "1NV/1", "INV\u20131"])
@pytest.mark.parametrize("place", ["one bill", "two bills", "two files"])
def test_case_15_invoice_numbers_of_one_importer_and_amount_that_look_alike_are_reported(
    desk: Desk, other: str, place: str
) -> None:
    first, second = invoice(no="INV/1"), invoice(no=other, serial="2")
    if place == "one bill":
        taken = desk.boes(boe(first, second))
    elif place == "two bills":
        taken = desk.boes(boe(first), boe(second, number="0000009"))
    else:
        desk.boes(boe(first))
        taken = desk.boes(boe(second, number="0000009"))
    found = the_finding(taken, "REFERENCE_NEAR")
    assert "INV/1" in found.found
    assert len(desk.invoice_events()) == 2


@pytest.mark.parametrize(
    "change",
    [{"no": "INV/2"}, {"no": "INV-1", "amount": "501.00"}, {"no": "INV-1", "currency": "EUR"}, {"no": "INV/1"}],
)
def test_other_invoices_are_not_reported(desk: Desk, change: dict[str, str]) -> None:
    taken = desk.boes(boe(invoice()), boe(invoice(**change), number="0000009"))
    assert "REFERENCE_NEAR" not in codes(taken, blocking=False)


def test_skeletons_keep_apart_what_the_eye_keeps_apart() -> None:
    assert len({skeleton(one) for one in ("A1", "A2", "B1", "AS", "A5", "A11", "AB", "A8")}) == 8
