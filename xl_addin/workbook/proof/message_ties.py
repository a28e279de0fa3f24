"""Tie-outs of the outbox: what the ledger has done against what messages say of it, and what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xl_addin.domain.money import from_minor
from xl_addin.workbook.layout.cells import places
from xl_addin.workbook.layout.grid import Calc
from xl_addin.workbook.proof.tie import CURRENCY_CELL, Figure, TieOut
from xl_addin.workbook.proof.view import ClosingView

MESSAGE_SUMS, MESSAGE_COUNTS = "tblMessageSums", "tblMessageCounts"


def messages_tie(view: ClosingView) -> Iterator[TieOut]:
    """What the ledger has done is issued or waits, and what was issued is acknowledged, refused or not answered."""
    for table, is_money in ((MESSAGE_SUMS, True), (MESSAGE_COUNTS, False)):
        filled = view.lists[table]
        headers = [column.header for column in filled.table.columns]
        for cells in zip(*(filled[header] for header in headers), strict=True):
            yield from _ties(table, dict(zip(headers, cells, strict=True)), is_money)
    if len(view.lists[MESSAGE_SUMS]):
        differ = sum(view.lists[MESSAGE_SUMS]["Lines that differ"])
        yield TieOut(
            "Records of each remittance and invoice = their lines",
            Figure("lines that differ", Calc(f"SUM({MESSAGE_SUMS}[Lines that differ])", differ)),
            Figure("must be", 0),
            "Messages",
        )


def _ties(table: str, row: Mapping[str, Any], is_money: bool) -> Iterator[TieOut]:
    currency = str(row.get("Currency", ""))
    words = " ".join(filter(None, (str(row["Message"]), str(row.get("Side", "")).lower())))

    def total(header: str) -> str:
        side = f',{table}[Side],"{row["Side"]}",{table}[Currency],{CURRENCY_CELL}' if is_money else ""
        return f'SUMIFS({table}[{header}],{table}[Message],"{row["Message"]}"{side})'

    def figure(words: str, *headers: str, less: str = "") -> Figure:
        formula = "+".join(map(total, headers)) + (f"-{total(less)}" if less else "")
        minor = sum(int(row[header]) for header in headers) - (int(row[less]) if less else 0)
        return Figure(words, Calc(formula, float(from_minor(minor, currency)) if is_money else minor))

    at = ("Messages", currency, places(currency) if is_money else 0)
    yield TieOut(
        f"Done here = issued + waiting, {words}",
        figure("done in the ledger", "Done here"),
        figure("issued + drafts + waits + held", "Issued", "Drafts", "Waits", "Held", less="To be cancelled"),
        *at,
    )
    yield TieOut(
        f"Issued = acknowledged + refused + not answered, {words}",
        figure("issued", "Issued"),
        figure("acknowledged + refused + not answered", "Acknowledged", "Refused", "Not answered"),
        *at,
    )
