"""Explain tells what else a remittance could have paid, and why it did not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import law
from xl_addin.desk.answers.explain import _so_far, explain
from xl_addin.desk.month.now import month_now
from xl_addin.desk.month.settle import settle
from xl_addin.ledger import acts, lines, tables


def beside(tmp_path: Path, paid: list[dict[str, str]], due: list[Any]) -> list[str]:
    desk = Desk(tmp_path)
    desk.take({"orm.csv": csv_text(paid), "a.obe.xml": obe_xml(*due)})
    settle(desk.ledger, OCTOBER, ACTOR)
    told = explain(desk.ledger, month_now(desk.ledger, OCTOBER, law()), "IBA26100000001")
    return [line.strip() for line in told if "Runner-up" in line]


def bill(number: str, amount: str, **changes: str) -> Any:
    return boe(invoice(amount=amount, no=f"N/{number}", **changes), number=number)


FIRST = bill("4000001", "1000.00")
KEY = "4000002/2026-10-06/INNSA1#1"


@pytest.mark.parametrize(
    ("paid", "other", "told"),
    [
        ({}, bill("4000002", "1050.00"), [f"Runner-up {KEY}: N/4000002 of USD 1,050.00; 50.00 more than is paid"]),
        ({}, bill("4000002", "900.00"), [f"Runner-up {KEY}: N/4000002 of USD 900.00; 100.00 less than is paid"]),
        (
            {},
            bill("4000002", "1000.00", supplierName="FICTANIA PHARMA"),
            [f"Runner-up {KEY}: N/4000002 of USD 1,000.00; of another party (FICTANIA PHARMA)"],
        ),
        (
            {},
            bill("4000002", "1000.00", currency="EUR"),
            [f"Runner-up {KEY}: N/4000002 of EUR 1,000.00; in another currency"],
        ),
        (
            {"purpose": "S0101", "paid": "07/10/2026"},
            bill("4000002", "1050.00"),
            [f"Runner-up {KEY}: N/4000002 of USD 1,050.00; 50.00 more than is paid; its goods came before the advance"],
        ),
        ({}, bill("4000002", "5000.00", supplierName="FICTANIA PHARMA"), []),
        ({}, bill("4000002", "1000.00", iec="x"), None),
    ],
)
def test_the_nearest_other_invoice_is_told_with_what_spoke_against_it(
    tmp_path: Path, paid: dict[str, str], other: Any, told: list[str] | None
) -> None:
    if told is None:  # another importer's
        other, told = boe(invoice(amount="1000.00"), number="4000002", iec="0588000006"), []
    found = beside(tmp_path, [orm(amount="1000.00", remarks="INV N/4000001", **paid)], [FIRST, other])
    assert [line for line in found if "4000002" in line] == told


def test_who_settles_the_other_is_told(tmp_path: Path) -> None:
    paid = [
        orm(amount="1000.00", remarks="INV N/4000001"),
        orm(number="IBA26100000002", amount="1040.00", remarks="INV N/4000002"),
    ]
    told = beside(tmp_path, paid, [FIRST, bill("4000002", "1040.00")])
    why = "40.00 more than is paid; settled by IBA26100000002/0009001"
    assert [line for line in told if "4000002" in line] == [f"Runner-up {KEY}: N/4000002 of USD 1,040.00; {why}"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([], ""),
        (["SETTLE"], "; of this pass 1 of 1 lines were accepted so far"),
        (["SETTLE", "SETTLE", "REJECT"], "; of this pass 2 of 3 lines were accepted so far"),
        (["REJECT"], "; of this pass 0 of 1 lines were accepted so far"),
    ],
)
def test_a_proposal_tells_how_its_pass_was_answered_so_far(tmp_path: Path, answers: list[str], told: str) -> None:
    desk = Desk(tmp_path)
    numbers = [f"IBA2610000000{n}" for n in range(1, len(answers) + 2)]
    paid = [orm(number=number, amount=f"9{n}50.00") for n, number in enumerate(numbers)]
    desk.take(
        {"orm.csv": csv_text(paid), "a.obe.xml": obe_xml(bill("4000001", "9500.00"), bill("4000002", "20000.00"))}
    )
    for number, posting in zip(numbers[1:], answers, strict=True):
        line = {
            "posting": posting,
            "orm_key": f"{number}/0009001",
            "invoice_key": KEY,
            "currency": "USD",
            "tier": "SUGGEST",
        }
        with desk.ledger.step(acts.REVIEW, OCTOBER, ACTOR) as step:
            step.add(tables.postings, [{**line, "amount_minor": 1, "amount_invoice_minor": 1, "pass": "TOLERANCE_1_1"}])
    with desk.ledger.read() as connection:
        found = lines.answered_by_pass(connection, "2026-10").get("TOLERANCE_1_1")
    assert _so_far(found) == told
