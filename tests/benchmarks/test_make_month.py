"""The invented month: same seed, same bytes; its truth conserves money; its layouts are the desk's."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pandas as pd
import pytest

from tests.benchmarks.make_month import Order, generate
from tests.benchmarks.month_frames import Ask, frames_of
from tests.benchmarks.month_levels import HELD_OUT, LEVELS, TUNING
from tests.benchmarks.month_people import fee, plain_letters, round_amount
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


def test_the_plain_month_stays_byte_for_byte(month: Path) -> None:
    text = "".join(f"{name} {hashlib.sha256(data).hexdigest()}\n" for name, data in sorted(content(month).items()))
    assert (
        hashlib.sha256(text.encode()).hexdigest() == "01e34fa5664e5540ad481eb24e5f49a766bc5262f3968d541112a1dea1f09fb2"
    )


def test_seeds_for_tuning_and_for_scoring_are_apart() -> None:
    assert TUNING == (11, 12, 13, 14, 15, 16)
    assert HELD_OUT[0] == 101
    assert HELD_OUT[-1] == 113
    assert not {*TUNING} & {*HELD_OUT}


@pytest.mark.parametrize("level", LEVELS)
def test_frames_hold_the_truth_of_every_level(level: str) -> None:
    frames = frames_of(Ask(600, 11, level))
    for key, side, amount in (
        ("orm_key", frames.orms, "amount_minor"),
        ("invoice_key", frames.invoices, "amount_invoice_minor"),
    ):
        due = side.set_index(key)["open_minor"]
        settled = frames.truth.groupby(key)[amount].sum()
        assert (settled > 0).all()
        assert (settled <= due.reindex(settled.index)).all()


def share(values: pd.Series) -> float:
    return float((values != "").mean())


@pytest.mark.parametrize(
    ("level", "seller", "party", "third"),
    [
        ("plain", (0, 0), (1, 1), (0, 0)),
        ("base", (0.04, 0.10), (1, 1), (0.001, 0.05)),
        ("hidden-seller", (0.10, 0.20), (1, 1), (0.001, 0.05)),
        ("no-party-names", (0.04, 0.10), (0, 0), (0.001, 0.05)),
        ("neither", (0.04, 0.10), (0, 0), (0.001, 0.05)),
    ],
)
def test_a_level_hides_what_it_says(
    level: str, seller: tuple[float, float], party: tuple[float, float], third: tuple[float, float]
) -> None:
    frames = frames_of(Ask(2000, 12, level))
    shares = (frames.invoices["seller"], frames.orms["party"], frames.invoices["third_party"])
    for column, (low, high) in zip(shares, (seller, party, third), strict=True):
        assert low <= share(column) <= high


@pytest.mark.parametrize(
    ("level", "low", "high"), [("base", 0.48, 0.60), ("half-references", 0.22, 0.32), ("no-references", 0, 0)]
)
def test_a_level_names_as_many_documents_as_it_says(level: str, low: float, high: float) -> None:
    frames = frames_of(Ask(2000, 12, level))
    paying = frames.orms["orm_key"].isin(frames.truth["orm_key"])
    named = frames.orms["remarks"].str.contains(r"\bINV|BOE ", regex=True)
    assert low <= float(named[paying].mean()) <= high


@pytest.mark.parametrize(
    ("currency", "least", "most"),
    # 10 and 50 US dollars at 86.10 rupees for one, 23.93 a dirham, 12.1268 a yuan, 0.5787 a yen, 280.456 a dinar
    [("USD", 1000, 5000), ("AED", 3598, 17990), ("CNY", 7099, 35500), ("JPY", 1487, 7439), ("KWD", 3070, 15350)],
)
def test_wire_charges_are_ten_to_fifty_dollars_in_units_of_the_currency(currency: str, least: int, most: int) -> None:
    rng = Random(3)  # noqa: S311
    fees = {fee(rng, currency) for _ in range(500)}
    assert len(fees) > 20
    assert least <= min(fees)
    assert max(fees) <= most


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("MÜMMELBERG AG", {"MUEMMELBERG AG", "MUMMELBERG AG"}),
        ("Größing Ltd", {"Groessing Ltd", "Grossing Ltd"}),
        ("Señuelo", {"Senuelo"}),
    ],
)
def test_a_payment_message_holds_plain_letters(name: str, written: set[str]) -> None:
    rng = Random(1)  # noqa: S311
    assert {plain_letters(rng, name) for _ in range(30)} == written


@pytest.mark.parametrize(("minor", "paid"), [(123_456_78, 120_000_00), (999_99, 990_00), (5_00, 5_00)])
def test_payments_on_account_are_round(minor: int, paid: int) -> None:
    assert round_amount(minor, "USD") == paid


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
