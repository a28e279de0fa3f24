"""The invented month: same seed, same bytes; its truth conserves money; its layouts are the desk's."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.benchmarks.make_month import Order, generate
from tests.benchmarks.month_untidy import lakh_grouped

SMALL = Order(boes=50)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    generate(folder, SMALL)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="|" if path.name.endswith(".mbe.csv") else ","))


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def invoice_key(row: dict[str, str]) -> tuple[str, str, str, str]:
    day, month, year = row["bill_of_entry_date"].split("/")
    return (
        row["bill_of_entry_number"],
        f"{year}-{month}-{day}",
        row["port_of_discharge"],
        row["invoice_serial"],
    )


def open_invoices(folder: Path) -> dict[tuple[str, str, str, str], Decimal]:
    """What may be settled per invoice, read back from the extracts; the last record of a bill wins."""
    found = {
        invoice_key(row): Decimal(row["outstanding_amount"])
        for row in rows(folder / "opening.csv")
        if row["item_kind"] == "INV"
    }
    for row in rows(folder / "manual_boe.mbe.csv"):
        day, month, year = row["billOfEntryDate"].split("/")
        place = (f"{year}-{month}-{day}", row["portOfDischarge"], row["invoiceSerialNo"])
        found[row["billOfEntryNumber"], *place] = Decimal(row["invoiceAmount"])
    for path in sorted(folder.glob("*.obe.xml")):
        for boe in ElementTree.parse(path).iter("billOfEntry"):  # noqa: S314 - our own file
            found |= boe_invoices(boe)
    return found


def boe_invoices(boe: ElementTree.Element) -> dict[tuple[str, str, str, str], Decimal]:
    day, month, year = (boe.findtext("billOfEntryDate") or "").split("/")
    key = (
        boe.findtext("billOfEntryNumber") or "",
        f"{year}-{month}-{day}",
        boe.findtext("portOfDischarge") or "",
    )
    is_cancelled = boe.findtext("recordIndicator") == "3"
    return {
        (*key, invoice.findtext("invoiceSerialNo") or ""): Decimal(0)
        if is_cancelled
        else Decimal(invoice.findtext("invoiceAmount") or "0") - Decimal(invoice.findtext("utilizedAmount") or "0")
        for invoice in boe.iter("invoice")
    }


def remittances(folder: Path) -> dict[str, Decimal]:
    """The amount of each remittance: opening, XML, then the core extract, whose last row wins."""
    found = {
        row["outward_reference_number"]: Decimal(row["outstanding_amount"])
        for row in rows(folder / "opening.csv")
        if row["item_kind"] == "ORM"
    }
    for path in sorted(folder.glob("*.orm.xml")):
        for orm in ElementTree.parse(path).iter("outwardReference"):  # noqa: S314 - our own file
            found[orm.findtext("outwardReferenceNumber") or ""] = Decimal(orm.findtext("Amount") or "0")
    for row in rows(folder / "orm.csv"):
        found[row["outwardReferenceNumber"]] = Decimal(row["Amount"]) * (row["recordIndicator"] != "3")
    return found


def test_same_seed_gives_the_same_bytes_and_another_seed_does_not(month: Path, tmp_path: Path) -> None:
    generate(tmp_path / "same", SMALL)
    generate(tmp_path / "other", replace(SMALL, seed=8))
    assert content(tmp_path / "same") == content(month)
    assert content(tmp_path / "other") != content(month)


@pytest.mark.parametrize("order", [SMALL, Order(boes=1), Order(boes=400, seed=3, opening=0.5)])
def test_true_links_never_exceed_a_remittance_or_an_invoice(order: Order, tmp_path: Path) -> None:
    generate(tmp_path, order)
    per_orm: dict[str, Decimal] = defaultdict(Decimal)
    per_invoice: dict[tuple[str, str, str, str], Decimal] = defaultdict(Decimal)
    for link in rows(tmp_path / "truth/links.csv"):
        assert Decimal(link["amount"]) > 0
        per_orm[link["orm"]] += Decimal(link["amount"])
        key = (link["boe_number"], link["boe_date"], link["port"], link["invoice_serial"])
        per_invoice[key] += Decimal(link["amount_ic"])
    available, payable = open_invoices(tmp_path), remittances(tmp_path)
    assert {number: total for number, total in per_orm.items() if total > payable[number]} == {}
    assert {key: total for key, total in per_invoice.items() if total > available[key]} == {}


def test_control_totals_add_up_and_agree_with_the_files(month: Path) -> None:
    answer = json.loads((month / "truth/totals.json").read_text(encoding="utf-8"))
    for tables in answer["totals"].values():
        for table in tables.values():
            amount = {side: Decimal(cell["amount"]) for side, cell in table.items()}
            available = amount["opening"] + amount["new"] - amount["cancelled"]
            assert available - amount["settled"] == amount["outstanding"]
    for kind, per_item in (("INVOICE", open_invoices(month)), ("ORM", remittances(month))):
        sides = list(answer["totals"][kind].values())
        expected = sum(
            Decimal(table[side]["amount"]) * sign
            for table in sides
            for side, sign in (("opening", 1), ("new", 1), ("cancelled", -1))
        )
        assert sum(per_item.values()) == expected


def test_check_sums_count_the_records_of_their_file(month: Path) -> None:
    paths = sorted(month.glob("*.obe.xml"))
    assert len(paths) == 11
    for path in paths:
        root = ElementTree.parse(path).getroot()  # noqa: S314 - our own file
        assert root.findtext("checkSum/noOfbillOfEntry") == str(len(list(root.iter("billOfEntry"))))
        assert root.findtext("checkSum/noOfInvoices") == str(len(list(root.iter("invoice"))))


def test_a_large_month_has_the_ratios_of_a_real_one(tmp_path: Path) -> None:
    line = generate(tmp_path, Order(boes=2000))
    boes, invoices, orms = (int(part.split()[0]) for part in line.split(" in the month")[0].split(", "))
    assert boes == 2000
    assert 2.2 < invoices / boes < 2.6
    assert 0.6 < orms / boes < 0.8
    kinds = Counter(link["type"] for link in rows(tmp_path / "truth/links.csv"))
    assert len(kinds) == 14, kinds


def test_untidy_rows_change_the_csv_files_but_not_the_truth(month: Path, tmp_path: Path) -> None:
    generate(tmp_path, replace(SMALL, messy=0.3))
    before, after = content(month), content(tmp_path)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"orm.csv", "importers.csv", "opening.csv", "facts.csv"}


@pytest.mark.parametrize(
    ("text", "grouped"),
    [("7", "7"), ("123.00", "123.00"), ("1234", "1,234"), ("1234567.00", "12,34,567.00")],
)
def test_lakh_grouping_has_three_digits_then_pairs(text: str, grouped: str) -> None:
    assert lakh_grouped(text) == grouped
