"""Tie-outs of core banking, ledger and IDPMS: equal but for what waits, is not answered, held or refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xl_addin.domain.money import from_minor
from xl_addin.workbook.layout.cells import places
from xl_addin.workbook.layout.grid import Calc
from xl_addin.workbook.proof.tie import CURRENCY_CELL, Figure, TieOut
from xl_addin.workbook.proof.view import ClosingView

THREE_WAY = "tblThreeWay"
_EXPLAINED = ("IDPMS", "Waits", "Not answered", "Held", "Refused")
_WITH_CAUSES = "IDPMS + waits + not answered + held + refused"


def three_way_tie(view: ClosingView) -> Iterator[TieOut]:
    """For each side, AD code and currency: three figures pair by pair, the items, and that none lacks its cause."""
    filled = view.lists[THREE_WAY]
    headers = [column.header for column in filled.table.columns]
    for cells in zip(*(filled[header] for header in headers), strict=True):
        yield from _ties(dict(zip(headers, cells, strict=True)))


def _ties(row: Mapping[str, Any]) -> Iterator[TieOut]:
    currency, of = str(row["Currency"]), f"{str(row['Side']).lower()} of {row['AD code']}"

    def figure(words: str, *headers: str, is_money: bool = True) -> Figure:
        formula = "+".join(
            f'SUMIFS({THREE_WAY}[{header}],{THREE_WAY}[Side],"{row["Side"]}",{THREE_WAY}[AD code],"{row["AD code"]}",'
            f"{THREE_WAY}[Currency],{CURRENCY_CELL})"
            for header in headers
        )
        total = sum(int(row[header]) for header in headers)
        return Figure(words, Calc(formula, float(from_minor(total, currency)) if is_money else total))

    core, ledger, idpms = (
        figure("core banking", "Core banking"),
        figure("ledger: open and moved", "Ledger"),
        figure(_WITH_CAUSES, *_EXPLAINED),
    )
    at = ("Messages", currency, places(currency))
    yield TieOut(f"Core banking = ledger, {of}", core, ledger, *at)
    yield TieOut(f"Ledger = IDPMS + explained, {of}", ledger, idpms, *at)
    yield TieOut(f"Core banking = IDPMS + explained, {of}", core, idpms, *at)
    yield TieOut(
        f"Items = IDPMS + explained, {of}",
        figure("items in the ledger", "Items", is_money=False),
        figure("items in IDPMS + explained", "Items in IDPMS", "Items explained", is_money=False),
        *("Messages", currency),
    )
    yield TieOut(
        f"No item is unexplained, {of}",
        figure("items unexplained", "Items unexplained", is_money=False),
        Figure("must be", 0),
        *("Messages", currency),
    )
