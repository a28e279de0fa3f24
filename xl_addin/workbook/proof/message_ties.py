"""Tie-outs of the outbox: what the ledger has done against what messages say of it, and what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from xl_addin.domain.money import from_minor
from xl_addin.workbook.layout.cells import places
from xl_addin.workbook.layout.grid import Calc
from xl_addin.workbook.proof.tie import CURRENCY_CELL, Figure, TieOut
from xl_addin.workbook.proof.view import ClosingView

_PLACE = ("Message", "Side", "Currency")
MESSAGE_SUMS, MESSAGE_COUNTS, ROUNDED = "tblMessageSums", "tblMessageCounts", "tblMessagesRounded"


def messages_tie(view: ClosingView) -> Iterator[TieOut]:
    """What the ledger has done is issued or waits, and what was issued is acknowledged, refused or not answered."""
    for table, is_money in ((MESSAGE_SUMS, True), (MESSAGE_COUNTS, False)):
        filled = view.lists[table]
        headers = [column.header for column in filled.table.columns]
        for cells in zip(*(filled[header] for header in headers), strict=True):
            yield from _ties(table, dict(zip(headers, cells, strict=True)), is_money)
    if len(view.lists[MESSAGE_SUMS]):
        differ = sum(view.lists[MESSAGE_SUMS]["Lines that differ"])
        yield from _rounded(view)
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
    where, more = ["Issued", "Drafts", "Waits", "Held"], ["Rounded"] if is_money and row["Rounded"] else []
    yield TieOut(
        f"Done here = issued + waiting{' + rounded' if more else ''}, {words}",
        figure("done in the ledger", "Done here"),
        figure(" + ".join(map(str.lower, [*where, *more])), *where, *more, less="To be cancelled"),
        *at,
    )
    yield TieOut(
        f"Issued = acknowledged + refused + not answered, {words}",
        figure("issued", "Issued"),
        figure("acknowledged + refused + not answered", "Acknowledged", "Refused", "Not answered"),
        *at,
    )


def _rounded(view: ClosingView) -> Iterator[TieOut]:
    """What was rounded by the bank's rule, amount by amount, is what the sums have."""
    filled, sums = view.lists[ROUNDED], view.lists[MESSAGE_SUMS]
    listed: Counter[tuple[str, str, str]] = Counter()
    for *place, minor in zip(*(filled[name] for name in (*_PLACE, "Difference")), strict=True):
        listed[place[0], place[1], place[2]] += minor
    for *place, minor in zip(*(sums[name] for name in (*_PLACE, "Rounded")), strict=True):
        message, side, currency = place
        if minor or listed[message, side, currency]:
            told = listed[message, side, currency]
            yield TieOut(
                f"Rounded by the bank's rule = amounts listed, {message} {side.lower()}",
                Figure("rounded", _sum(MESSAGE_SUMS, "Rounded", message, side, currency, minor)),
                Figure("differences listed", _sum(ROUNDED, "Difference", message, side, currency, told)),
                "Messages",
                currency,
                places(currency),
            )


def _sum(table: str, header: str, message: str, side: str, currency: str, minor: int) -> Calc:
    where = f'{table}[Message],"{message}",{table}[Side],"{side}",{table}[Currency],{CURRENCY_CELL}'
    return Calc(f"SUMIFS({table}[{header}],{where})", float(from_minor(minor, currency)))
