"""What an importer's month says, it says beside any other importer: nothing of theirs changes it but evidence."""

from __future__ import annotations

import pytest

from tests.engine.settlement.months import Row, invoice, invoices, orm, orms
from xl_addin.engine.settlement import match

A, B, C, D = ({"iec": f"ZZ{letter * 3}000{at}{letter}"} for at, letter in enumerate("ABCD", start=1))
FOR_B = {"on_behalf_of_iec": B["iec"]}
FOR_D = {"on_behalf_of_iec": D["iec"]}
NAMED = [orm("X1", 9_99, **C, **FOR_D, remarks="INV XX/D1-1")], [invoice("D1", 1, 9_99, **D)]
BY_BILL = (
    [orm("X2", 8_88, **C, payer="CEDAR IMPEX")],
    [invoice("D2", 1, 8_88, **D, third_party="Cedar Impex", supplier="X")],
)

# remittances and invoices of an importer, and of others; the pass that pays which invoice
CASES = {
    "a payment by reference elsewhere holds up no payment by amount": (
        ([orm("O1", 55_55, **A, **FOR_B), *(orm(f"O{n}", 55_55, **B) for n in (2, 3))], [invoice("B1", 1, 55_55, **B)]),
        NAMED,
        [("O1", "B1/1", "THIRD_PARTY")],
    ),
    "a payer named by a bill elsewhere holds up nobody whose remarks say for whom he pays": (
        (
            [orm("O1", 55_55, **A, remarks="ON BEHALF OF B"), orm("O2", 55_00, **B)],
            [invoice("B1", 1, 55_55, **B)],
        ),
        BY_BILL,
        [("O1", "B1/1", "THIRD_PARTY")],
    ),
    "a number of others does not hide one's own": (
        ([orm("O1", 77_77, **A, remarks="AB12 3456")], [invoice("A1", 1, 90_00, **A, invoice_number="3456")]),
        ([], [invoice("D3", 1, 5_00, **D, invoice_number="AB12/3456")]),
        [("O1", "A1/1", "REF")],
    ),
    "a bill of others with one's own bill's number and another date hides nothing": (
        (
            [orm("O1", 90_00, **A, remarks="BOE 1234567 DT 05-10-2026")],
            [invoice("1234567", 1, 90_00, **A, supplier="Z")],
        ),
        ([], [invoice("1234567", 2, 5_00, **D, boe_date=739894)]),
        [("O1", "1234567/1", "REF")],
    ),
}


@pytest.mark.parametrize(("mine", "others", "expected"), CASES.values(), ids=CASES.keys())
def test_the_same_alone_and_beside_others(
    mine: tuple[list[Row], list[Row]], others: tuple[list[Row], list[Row]], expected: list[tuple[str, str, str]]
) -> None:
    keys = {row["orm_key"] for row in mine[0]}
    for paid, due in (mine, (mine[0] + others[0], mine[1] + others[1])):
        links = match(orms(*paid), invoices(*due)).links[["orm_key", "invoice_key", "pass"]]
        assert [row for row in links.itertuples(index=False, name=None) if row[0] in keys] == expected
