"""Writes the answers of an invented month: the true links and the control totals."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

from tests.benchmarks.month_columns import LINK_FIELDS
from tests.benchmarks.month_model import Month, text_of

Tables = dict[str, dict[str, dict[str, dict[str, int | str]]]]
Sums = dict[tuple[str, str, str], list[int]]
RULE = "opening + new - cancelled - settled = outstanding"
SIDES = ("opening", "new", "cancelled", "settled", "outstanding")


def write_truth(month: Month, folder: Path) -> None:
    """Write `links.csv` and `totals.json` into `folder`."""
    with (folder / "links.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(LINK_FIELDS)
        for link in sorted(month.links, key=lambda link: (link.orm.number, link.case_id, link.invoice.serial)):
            boe, invoice, orm = link.boe, link.invoice, link.orm
            key = [orm.number, boe.number, f"{boe.day:%Y-%m-%d}", boe.port, invoice.serial]
            amounts = [orm.currency, text_of(link.amount, orm.currency)]
            amounts += [invoice.currency, text_of(link.amount_ic, invoice.currency)]
            writer.writerow([*key, *amounts, link.kind, link.case_id])
    answer = {"as_on": month.as_on.isoformat(), "rule": RULE, "totals": totals(month)}
    (folder / "totals.json").write_text(json.dumps(answer, indent=1) + "\n", encoding="utf-8")


def totals(month: Month) -> Tables:
    """Counts and amounts per kind and currency; settled and outstanding count items with such an amount."""
    sums: Sums = defaultdict(lambda: [0, 0])
    for boe in month.boes:
        for item in boe.invoices:
            place = ("INVOICE", item.currency, "opening" if boe.is_opening else "new")
            _add_item(sums, place, boe.is_cancelled, item.open_minor, item.settled)
    for orm in month.orms:
        place = ("ORM", orm.currency, "opening" if orm.is_opening else "new")
        _add_item(sums, place, orm.is_cancelled, orm.amount, orm.settled)
    return _as_tables(sums)


def _add_item(sums: Sums, place: tuple[str, str, str], is_cancelled: bool, amount: int, settled: int) -> None:
    _add(sums, place, amount)
    if is_cancelled:
        _add(sums, (*place[:2], "cancelled"), amount)
    else:
        _add(sums, (*place[:2], "settled"), settled)
        _add(sums, (*place[:2], "outstanding"), amount - settled)


def _add(sums: Sums, place: tuple[str, str, str], minor: int) -> None:
    sums[place][0] += minor != 0
    sums[place][1] += minor


def _as_tables(
    sums: dict[tuple[str, str, str], list[int]],
) -> Tables:
    tables: Tables = {}
    for kind, currency in sorted({(kind, currency) for kind, currency, _ in sums}):
        pairs = {side: sums.get((kind, currency, side), [0, 0]) for side in SIDES}
        table = {side: {"count": count, "amount": text_of(minor, currency)} for side, (count, minor) in pairs.items()}
        tables.setdefault(kind, {})[currency] = table
    return tables
