"""Writes an invented month in the layouts of the desk's source extracts, every file line by line."""

# Seeded pseudo-random numbers are the point of this file.
# ruff: noqa: S311

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from tests.benchmarks.month_columns import (
    BOE_FIELDS,
    FACT_FIELDS,
    IMPORTER_FIELDS,
    INVOICE_FIELDS,
    MANUAL_ORDER,
    OPENING_FIELDS,
    ORM_FIELDS,
)
from tests.benchmarks.month_model import (
    AD_CODE,
    COUNTRIES,
    DECIMALS,
    INR_PER_UNIT,
    Boe,
    Invoice,
    Month,
    Orm,
    days_before,
    text_of,
)
from tests.benchmarks.month_untidy import Untidy

NEW, AMENDED, CANCELLED = "1", "2", "3"


def write_month(month: Month, folder: Path, seed: int, messy: float) -> None:
    """Write all source extracts of `month` into `folder`."""
    untidy = Untidy(Random(f"untidy {seed}"), messy)
    write_boe_files(month, folder)
    write_manual_boes(month, folder / "manual_boe.mbe.csv")
    in_xml_only = write_orm_files(month, folder, Random(f"xml only {seed}"))
    write_csv(folder / "orm.csv", ORM_FIELDS, orm_rows(month, in_xml_only), untidy)
    write_csv(folder / "importers.csv", IMPORTER_FIELDS, importer_rows(month, Random(f"importers {seed}")), untidy)
    write_csv(folder / "opening.csv", OPENING_FIELDS, opening_rows(month), untidy)
    write_csv(folder / "facts.csv", FACT_FIELDS, fact_rows(month, Random(f"facts {seed}")), untidy)
    rates = rate_rows(month.as_on, Random(f"rates {seed}"))
    write_csv(folder / "rates.csv", ["date", "currency", "inr_per_unit"], rates, Untidy(Random(0), 0))


def write_csv(path: Path, header: list[str], rows: Iterable[list[str]], untidy: Untidy) -> None:
    """One CSV with a header, its rows made as untidy as asked for."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerows(untidy.rows(header, row))


@contextmanager
def xml_file(path: Path, checksum: str, list_name: str) -> Iterator:
    """An open extract between its head (with the counts) and its foot."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<bank>\n')
        file.write(f"<checkSum>{checksum}</checkSum>\n<{list_name}>\n")
        yield file
        file.write(f"</{list_name}>\n</bank>\n")


def element(name: str, text: str) -> str:
    """One element, in the short form when empty."""
    return f"<{name}>{escape(text)}</{name}>" if text else f"<{name}/>"


# --- bills of entry ---


def file_days(month: Month) -> list[date]:
    """The days on which the customs side sends a file: every third day and the last one."""
    days = [month.first_day + timedelta(offset) for offset in range(2, 31, 3)]
    return [*[day for day in days if day < month.as_on], month.as_on]


def filings(month: Month) -> list[list[tuple[str, Boe]]]:
    """Per file day the records in it: each bill on its day, amendments and cancellations one file later."""
    days = file_days(month)
    files: list[list[tuple[str, Boe]]] = [[] for _ in days]
    for boe in month.boes:
        if boe.is_manual:
            continue
        place = next(index for index, day in enumerate(days) if boe.day <= day)
        if not boe.is_opening:
            files[place].append((NEW, boe))
        if boe.is_cancelled or boe.is_amended:
            files[min(place + 1, len(days) - 1)].append((CANCELLED if boe.is_cancelled else AMENDED, boe))
    return files


def write_boe_files(month: Month, folder: Path) -> None:
    """One file per file day, with the counts of bills and invoices at its head."""
    for day, records in zip(file_days(month), filings(month), strict=True):
        invoices = sum(len(boe.invoices) for _, boe in records)
        checksum = element("noOfbillOfEntry", str(len(records))) + element("noOfInvoices", str(invoices))
        path = folder / f"{AD_CODE}_RBI{day:%d%m%Y}01.obe.xml"
        with xml_file(path, checksum, "billOfEntrys") as file:
            for indicator, boe in records:
                file.write(boe_xml(boe, indicator))


def boe_xml(boe: Boe, indicator: str) -> str:
    """One bill with its invoices nested."""
    header = "\n".join(map(element, BOE_FIELDS, boe_values(boe, indicator)))
    invoices = "\n".join(invoice_xml(boe, invoice, indicator) for invoice in boe.invoices)
    return f"<billOfEntry>\n{header}\n<invoices>\n{invoices}\n</invoices></billOfEntry>\n"


def invoice_xml(boe: Boe, invoice: Invoice, indicator: str) -> str:
    """One invoice; an opening bill shows what was settled on it before."""
    fields = "\n".join(map(element, INVOICE_FIELDS, invoice_values(boe, invoice, indicator)))
    utilized = text_of(invoice.value - invoice.open_minor, invoice.currency, 2)
    return f"<invoice>{fields}\n<utilizedAmount>{utilized}</utilizedAmount></invoice>"


def boe_values(boe: Boe, indicator: str) -> list[str]:
    """The header values in `BOE_FIELDS` order."""
    importer, manifest = boe.importer, f"{(int(boe.number) * 7919 + boe.day.toordinal()) % 10_000_000:07d}"
    shipped_from = COUNTRIES[boe.supplier.country][2]
    by_air, sailed = boe.port.endswith("4"), days_before(boe.day, 4 + int(boe.number) % 24)
    return [
        boe.port,
        "2" if int(boe.number) % 10 == 0 else "1",
        boe.number,
        f"{boe.day:%d/%m/%Y}",
        AD_CODE,
        "P",
        importer.iec,
        importer.name,
        importer.address,
        importer.pan,
        shipped_from[int(boe.number) % len(shipped_from)],
        manifest,
        f"{days_before(boe.day, 2):%d/%m/%Y}",
        ("157" if by_air else "KHYU") + manifest,
        f"{sailed:%d/%m/%Y}",
        "",
        "",
        indicator,
    ]


def invoice_values(boe: Boe, invoice: Invoice, indicator: str) -> list[str]:
    """The invoice values in `INVOICE_FIELDS` order."""
    value, currency = invoice.value, invoice.currency
    if indicator == NEW and boe.is_amended and invoice.serial == 1:
        value += 10 ** DECIMALS.get(currency, 2) * 7  # what was filed wrongly at first

    def charge(minor: int) -> tuple[str, str]:
        return text_of(minor, currency, 2), currency if minor else ""

    return [
        str(invoice.serial),
        invoice.number,
        invoice.terms,
        boe.shown_supplier,
        "NO 9 DOCK STREET",
        boe.supplier.country,
        boe.shown_seller,
        "",
        boe.supplier.country if boe.shown_seller else "",
        text_of(value, currency, 2),
        currency,
        *charge(invoice.freight),
        *charge(invoice.insurance),
        *charge(0),
        *charge(invoice.discount),
        *charge(0),
        boe.third_party,
        "",
        "",
    ]


def write_manual_boes(month: Month, path: Path) -> None:
    """Bills filed by hand: one line per invoice, pipes between, no quoting."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("|".join([*(BOE_FIELDS[place] for place in MANUAL_ORDER), *INVOICE_FIELDS]) + "\n")
        for boe in month.boes:
            if boe.is_manual:
                values = boe_values(boe, NEW)
                header = [values[place] for place in MANUAL_ORDER]
                for invoice in boe.invoices:
                    file.write("|".join([*header, *invoice_values(boe, invoice, NEW)]) + "\n")


# --- remittances ---


def reported_first(orm: Orm) -> int:
    """The amount as first reported; an amended remittance was reported three units too high."""
    return orm.amount + (3 * 10 ** DECIMALS.get(orm.currency, 2) if orm.is_amended else 0)


def orm_values(orm: Orm, indicator: str) -> list[str]:
    """The 18 fields of the remittance message."""
    importer, supplier = orm.importer, orm.supplier
    amount = reported_first(orm) if indicator == NEW else orm.amount
    return [
        orm.number,
        AD_CODE,
        text_of(amount, orm.currency),
        orm.currency,
        f"{orm.day:%d/%m/%Y}",
        importer.iec,
        importer.name,
        importer.address,
        importer.pan,
        "Y" if orm.is_capital_goods else "N",
        orm.party_name,
        supplier.account,
        supplier.country,
        supplier.swift,
        "S0101" if orm.is_advance else "S0102",
        indicator,
        orm.remarks,
        "1" if orm.is_advance else "3",
    ]


def new_orms(month: Month) -> list[Orm]:
    """The month's remittances by day."""
    return sorted((orm for orm in month.orms if not orm.is_opening), key=lambda orm: (orm.day, orm.number))


def write_orm_files(month: Month, folder: Path, rng: Random) -> set[str]:
    """The remittances already reported (days 1-10 and 11-20); returns those that stand in no other file."""
    in_xml_only: set[str] = set()
    for last_day in (10, 20):
        orms = [orm for orm in new_orms(month) if last_day - 10 < orm.day.day <= last_day]
        sent = month.first_day + timedelta(last_day)
        path = folder / f"{AD_CODE}_RBI{sent:%d%m%Y}01.orm.xml"
        with xml_file(path, element("noOfORM", str(len(orms))), "outwardReferences") as file:
            for orm in orms:
                values = orm_values(orm, NEW)
                values[2] = text_of(reported_first(orm), orm.currency, 2)
                file.write(f"<outwardReference>{''.join(map(element, ORM_FIELDS, values))}</outwardReference>\n")
        in_xml_only |= {orm.number for orm in orms if rng.random() < 0.04}
    return in_xml_only


def orm_rows(month: Month, in_xml_only: set[str]) -> Iterator[list[str]]:
    """The core-system extract: some brought forward, the month's, then amendments and cancellations."""
    opening = [orm for orm in month.orms if orm.is_opening]
    yield from (orm_values(orm, NEW) for orm in opening[::50])
    orms = new_orms(month)
    yield from (orm_values(orm, NEW) for orm in orms if orm.number not in in_xml_only)
    yield from (orm_values(orm, AMENDED) for orm in orms if orm.is_amended)
    yield from (orm_values(orm, CANCELLED) for orm in orms if orm.is_cancelled)


# --- the desk's own lists ---


def opening_rows(month: Month) -> Iterator[list[str]]:
    """Open items brought forward, remittances first."""
    for orm in month.orms:
        if orm.is_opening:
            purpose, capital = "S0101" if orm.is_advance else "S0102", "Y" if orm.is_capital_goods else "N"
            amount, importer = text_of(orm.amount, orm.currency), orm.importer
            head = ["ORM", orm.number, f"{orm.day:%d/%m/%Y}", purpose, capital, *[""] * 7]
            party = [AD_CODE, importer.iec, importer.name, orm.party_name, orm.supplier.country]
            yield [*head, *party, orm.currency, amount, amount, *[""] * 6, orm.remarks]
    for boe in month.boes:
        if boe.is_opening:
            yield from (_opening_invoice(boe, invoice) for invoice in boe.invoices)


def _opening_invoice(boe: Boe, invoice: Invoice) -> list[str]:
    def charge(minor: int) -> tuple[str, str]:
        return (text_of(minor, invoice.currency), invoice.currency) if minor else ("", "")

    key = [
        boe.number,
        f"{boe.day:%d/%m/%Y}",
        boe.port,
        "OBE",
        str(invoice.serial),
        invoice.number,
        invoice.terms,
    ]
    party = [
        AD_CODE,
        boe.importer.iec,
        boe.importer.name,
        boe.shown_supplier,
        boe.supplier.country,
        invoice.currency,
    ]
    amounts = [text_of(invoice.value, invoice.currency), text_of(invoice.open_minor, invoice.currency)]
    charges = [*charge(invoice.freight), *charge(invoice.insurance), *charge(invoice.discount)]
    return ["INV", "", "", "", "", *key, *party, *amounts, *charges, ""]


def importer_rows(month: Month, rng: Random) -> Iterator[list[str]]:
    """The importers with two years' remittances; some without history, a few with a mark against them."""
    for importer in month.importers:
        updated = days_before(month.as_on, rng.choice((40, 120, 150, 200, 400, 900)) + rng.randrange(30))
        years = [text_of(rng.randrange(2_000_000, 300_000_000), "USD") for _ in range(2)]
        if rng.random() < 0.08:
            years[1] = ""
        marks = ["Y" if rng.random() < 0.03 else "N" for _ in range(4)]
        yield [
            importer.iec,
            importer.name,
            importer.address,
            importer.pan,
            f"{updated:%d/%m/%Y}",
            *years,
            *marks,
        ]


def fact_rows(month: Month, rng: Random) -> Iterator[list[str]]:
    """What only the desk knows, for bills, then invoices with a difference, then remittances."""
    for boe in sorted(month.boes, key=lambda boe: (boe.number, boe.day, boe.port)):
        if rng.random() < 0.7:
            shipped = days_before(boe.day, rng.randint(4, 45))
            due = shipped + timedelta(rng.choice((30, 60, 90, 180)))
            yield _fact(
                {
                    "item_kind": "BOE",
                    "shipment_date": f"{shipped:%d/%m/%Y}",
                    "contract_due_date": f"{due:%d/%m/%Y}",
                }
                | _boe_key(boe)
                | {
                    "capital_goods": "Y" if boe.is_capital_goods else "N",
                    "documents_received": _yes(rng, 0.95),
                }
                | {"importer_declaration": _yes(rng, 0.6)}
            )
        for invoice in boe.invoices:
            if invoice.reason:
                serial = {
                    "item_kind": "INV",
                    "invoice_serial": str(invoice.serial),
                    "difference_reason": invoice.reason,
                }
                yield _fact(serial | _boe_key(boe) | _papers(rng))
    yield from _orm_facts(month, rng)


def _orm_facts(month: Month, rng: Random) -> Iterator[list[str]]:
    for orm in sorted(month.orms, key=lambda orm: orm.number):
        if orm.reason or orm.on_behalf_of or orm.deal_rate or orm.is_capital_goods:
            row = {
                "item_kind": "ORM",
                "outward_reference_number": orm.number,
                "difference_reason": orm.reason,
            }
            row |= {"capital_goods": "Y" if orm.is_capital_goods else "N", "deal_rate": orm.deal_rate}
            row |= {
                "on_behalf_of_iec": orm.on_behalf_of,
                "third_party_agreement": "Y" if orm.on_behalf_of else "",
            }
            yield _fact(row | (_papers(rng) if orm.reason else {}))


def _boe_key(boe: Boe) -> dict[str, str]:
    day = f"{boe.day:%d/%m/%Y}"
    return {"bill_of_entry_number": boe.number, "bill_of_entry_date": day, "port_of_discharge": boe.port}


def _papers(rng: Random) -> dict[str, str]:
    names = ("documents_received", "ad_satisfied", "importer_declaration")
    return {name: _yes(rng, 0.7) for name in names}


def _yes(rng: Random, share: float) -> str:
    return "Y" if rng.random() < share else "N"


def _fact(known: dict[str, str]) -> list[str]:
    return [known.get(name, "") for name in FACT_FIELDS]


def rate_rows(as_on: date, rng: Random) -> Iterator[list[str]]:
    """Selling rates on working days for the nineteen months before the as-on day, a small random walk."""
    rates = dict(INR_PER_UNIT)
    day = days_before(as_on, 577)
    while day < as_on:
        if day.weekday() < 5:
            for currency, rate in rates.items():
                rates[currency] = rate * (100_000 + rng.randint(-390, 400)) // 100_000
                yield [f"{day:%Y-%m-%d}", currency, f"{rate // 10_000}.{rate % 10_000:04d}"]
        day += timedelta(1)
