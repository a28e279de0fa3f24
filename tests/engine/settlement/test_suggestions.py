"""What a person is shown beside what the engine decides: other currencies at the desk's rates, payers of others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.engine.settlement.months import DAY, invoice, invoices, orm, orms
from xl_addin.engine.settlement import match

# Rupees for one unit: a dollar is 0.9 euro, 150 yen, 0.3 dinar.
RATES = [(DAY, "USD", "90"), (DAY, "EUR", "100"), (DAY, "JPY", "0.6"), (DAY - 9, "KWD", "300")]
Row = dict[str, Any]


def shown(paid: list[Row], due: list[Row], rates: list[tuple[int, str, str]] = RATES) -> list[tuple[Any, ...]]:
    links = match(orms(*paid), invoices(*due), rates=rates).links
    columns = ["orm_key", "invoice_key", "amount_minor", "amount_invoice_minor", "pass", "tier", "rate"]
    return sorted(links[columns].itertuples(index=False, name=None))


def deal(orm_key: str, invoice_key: str, paid: int, owed: int, rate: str) -> tuple[Any, ...]:
    return (orm_key, invoice_key, paid, owed, "CROSS_CURRENCY", "SUGGEST", rate)


EURO, YEN = {"currency": "EUR"}, {"currency": "JPY"}
NAMED = {"remarks": "INV XX/B1-1"}
CURRENCIES: dict[str, tuple[list[Row], list[Row], list[tuple[Any, ...]]]] = {
    "named, just 3 % more than the rate": (
        [orm("O1", 1_000_00, **NAMED)],
        [invoice("B1", 1, 927_00, **EURO)],
        [deal("O1", "B1/1", 1_000_00, 927_00, "0.927000")],
    ),
    "named, more than 3 %": ([orm("O1", 1_000_00, **NAMED)], [invoice("B1", 1, 927_01, **EURO)], []),
    "named, just 3 % less": (
        [orm("O1", 1_000_00, **NAMED)],
        [invoice("B1", 1, 873_00, **EURO)],
        [deal("O1", "B1/1", 1_000_00, 873_00, "0.873000")],
    ),
    "named, more than 3 % less": ([orm("O1", 1_000_00, **NAMED)], [invoice("B1", 1, 872_99, **EURO)], []),
    "yen have no decimals": (
        [orm("O1", 1_000_00, **NAMED)],
        [invoice("B1", 1, 150_123, **YEN)],
        [deal("O1", "B1/1", 1_000_00, 150_123, "150.123000")],
    ),
    "the only bill of the party that is near": (
        [orm("O1", 1_000_00)],
        [invoice("B1", 1, 910_00, **EURO), invoice("B2", 1, 500_00, **EURO)],
        [deal("O1", "B1/1", 1_000_00, 910_00, "0.910000")],
    ),
    "two bills of the party are near": (
        [orm("O1", 1_000_00)],
        [invoice("B1", 1, 910_00, **EURO), invoice("B2", 1, 890_00, **EURO)],
        [],
    ),
    "two remittances are near": (
        [orm("O1", 1_000_00), orm("O2", 1_010_00)],
        [invoice("B1", 1, 910_00, **EURO)],
        [],
    ),
    "a bill before an advance cannot be meant": (
        [orm("O1", 1_000_00, is_advance=True)],
        [invoice("B1", 1, 910_00, **EURO), invoice("B2", 1, 890_00, boe_date=DAY + 1, **EURO)],
        [deal("O1", "B2/1", 1_000_00, 890_00, "0.890000")],
    ),
    "another party": ([orm("O1", 1_000_00, party="BOROGOVE")], [invoice("B1", 1, 910_00, **EURO)], []),
    "an invoice of the own currency that is named comes first": (
        [orm("O1", 1_000_00, remarks="INV XX/B1-1, XX/B2-1")],
        [invoice("B1", 1, 910_00, **EURO), invoice("B2", 1, 2_000_00)],
        [("O1", "B2/1", 1_000_00, 1_000_00, "REF", "AUTO", "")],
    ),
    "no rate of the currency": ([orm("O1", 1_000_00, **NAMED)], [invoice("B1", 1, 1_000_00, currency="GBP")], []),
    "a rate of nine days before says nothing": (
        [orm("O1", 1_000_00, **NAMED)],
        [invoice("B1", 1, 300_000, currency="KWD")],
        [],
    ),
}


@pytest.mark.parametrize(("paid", "due", "lines"), CURRENCIES.values(), ids=CURRENCIES.keys())
def test_two_currencies_at_the_desks_rates(paid: list[Row], due: list[Row], lines: list[tuple[Any, ...]]) -> None:
    assert shown(paid, due) == lines


@pytest.mark.parametrize("since", [0, 7, 8])
def test_a_rate_holds_for_a_week(since: int) -> None:
    """A dollar was 0.9 euro on a day; the desk's rate and its day stand in the evidence."""
    on = DAY - since
    rates = [(on, "USD", "90"), (on, "EUR", "100"), (DAY + 1, "USD", "45")]
    paid, due = [orm("O1", 1_000_00, **NAMED)], [invoice("B1", 1, 910_00, **EURO)]
    found = match(orms(*paid), invoices(*due), rates=rates).links["evidence"].tolist()
    day = f"{date.fromordinal(on):%d-%b-%Y}"
    told = f"named, at 0.910000 EUR for one USD, 1.1 % from the desk's rate of {day}"
    assert found == ([told] if since < 8 else [])


def test_without_rates_nothing_is_compared_across_currencies() -> None:
    assert shown([orm("O1", 1_000_00, **NAMED)], [invoice("B1", 1, 900_00, **EURO)], []) == []


OTHER = {"iec": "ZZBBB0002B"}
SAID = {"remarks": "ON BEHALF OF ANOKHA AGRO PVT LTD"}
PAYERS: dict[str, tuple[list[Row], list[Row], int]] = {
    "the bill names the payer": (
        [orm("O1", 123_45, payer="Chhaya Foods Ltd", party="WHOEVER")],
        [invoice("B1", 1, 123_45, third_party="CHHAYA FOODS LLP", **OTHER)],
        1,
    ),
    "the bill names another": (
        [orm("O1", 123_45, payer="CHHAYA FOODS LTD")],
        [invoice("B1", 1, 123_45, third_party="CHHAYA PAPERS LLP", **OTHER)],
        0,
    ),
    "the bill names the payer, another amount": (
        [orm("O1", 123_46, payer="CHHAYA FOODS")],
        [invoice("B1", 1, 123_45, third_party="CHHAYA FOODS", **OTHER)],
        0,
    ),
    "two bills name him with one amount": (
        [orm("O1", 123_45, payer="CHHAYA FOODS")],
        [invoice(boe, 1, 123_45, third_party="CHHAYA FOODS", **OTHER) for boe in ("B1", "B2")],
        0,
    ),
    "a bill of another currency": (
        [orm("O1", 123_45, payer="CHHAYA FOODS")],
        [invoice("B1", 1, 123_45, third_party="CHHAYA FOODS", currency="EUR", **OTHER)],
        0,
    ),
    "the remarks say it, the beneficiary is the supplier": (
        [orm("O1", 123_45, **SAID)],
        [invoice("B1", 1, 123_45, **OTHER)],
        1,
    ),
    "the remarks say it, the beneficiary is the seller": (
        [orm("O1", 123_45, **SAID)],
        [invoice("B1", 1, 123_45, supplier="SHIPPER", seller="Atlantiq Cables", **OTHER)],
        1,
    ),
    "the remarks say nothing": ([orm("O1", 123_45)], [invoice("B1", 1, 123_45, **OTHER)], 0),
    "the remarks say it, another beneficiary": (
        [orm("O1", 123_45, party="BOROGOVE", **SAID)],
        [invoice("B1", 1, 123_45, **OTHER)],
        0,
    ),
    "the remarks say it, no beneficiary": (
        [orm("O1", 123_45, party="", **SAID)],
        [invoice("B1", 1, 123_45, supplier="", **OTHER)],
        0,
    ),
    "the remarks say it, two payments of one amount": (
        [orm("O1", 123_45, **SAID), orm("O2", 123_45, **SAID)],
        [invoice("B1", 1, 123_45, **OTHER)],
        0,
    ),
    "the remarks say it, the bill is the payer's own": ([orm("O1", 123_45, **SAID)], [invoice("B1", 1, 123_45)], 0),
}


@pytest.mark.parametrize(("paid", "due", "count"), PAYERS.values(), ids=PAYERS.keys())
def test_payments_for_another_importer(paid: list[Row], due: list[Row], count: int) -> None:
    line = ("O1", "B1/1", 123_45, 123_45, "THIRD_PARTY", "SUGGEST", "")
    assert shown(paid, due) == [line] * count


@pytest.mark.parametrize(
    ("remarks", "says"),
    [
        ("INV XX/B1-1", "named: XXB11; 2 remittances each pay it in full: O1, O2"),
        ("", "named: XXB11; a payment of the same amount that names nothing may be for it too"),
    ],
)
def test_a_possible_second_payment_is_told_with_both_readings(remarks: str, says: str) -> None:
    paid = orms(orm("O1", 10_000_00, on=DAY - 1, remarks="INV XX/B1-1"), orm("O2", 10_000_00, remarks=remarks))
    links = match(paid, invoices(invoice("B1", 1, 10_000_00))).links
    assert links[["orm_key", "tier", "evidence"]].to_numpy().tolist() == [["O1", "SUGGEST", says]]


def test_a_second_run_says_the_same_of_a_possible_second_payment() -> None:
    """What a locked line used of the silent payment does not make the doubt go away within the month."""
    paid = orms(orm("O1", 10_000_00, remarks="INV XX/B1-1"), orm("O2", 10_000_00, on=DAY - 1), orm("O3", 5_00))
    due = invoices(invoice("B1", 1, 10_000_00), invoice("B2", 1, 5_00))
    first = match(paid, due).links
    again = match(paid, due, first[first["tier"] == "AUTO"]).links
    assert again[again["tier"] == "SUGGEST"]["orm_key"].tolist() == ["O1"]
    assert not (again["tier"] == "AUTO").any()
