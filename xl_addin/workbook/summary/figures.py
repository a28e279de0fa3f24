"""The figures of the Summary: each block is a small grid of formulas over the book's tables, with cached results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from xl_addin.domain.money import from_minor
from xl_addin.domain.statuses import WARNED
from xl_addin.engine.ageing import BUCKETS, NO_DATE, OLDEST
from xl_addin.engine.general.standing import WORDS
from xl_addin.workbook.layout.cells import is_blank, places
from xl_addin.workbook.layout.grid import Calc, Content, Link
from xl_addin.workbook.lists import Kind
from xl_addin.workbook.proof.sides import (
    INVOICE_SIDE,
    ORM_SIDE,
    SIDES,
    Side,
    currencies,
    items_of,
    lines,
)
from xl_addin.workbook.proof.view import ClosingView

CRORE = 10_000_000
AGES = (*(name for _, name in BUCKETS), OLDEST, NO_DATE)
STATUS_WORDS = ("OK", "CHECK", "REFER_RBI", "ESCALATE", "BANK_POLICY", "REFUSE", "SHOW_BOTH", "ACTIVE")


class Cell(NamedTuple):
    """Content with the kind that picks its format."""

    content: Content
    kind: Kind = Kind.TEXT
    places: int = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """A titled block; `rows` hold formulas with {r} for their own row and {top} for the header's row, from 1."""

    title: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    note: str = ""


def crore(value: Decimal) -> float:
    """INR in crore, unrounded."""
    return float(value / CRORE)


def inr_total(frame: pd.DataFrame, wanted: pd.Series | None = None) -> Decimal:
    """Exact sum of the outstanding INR; items without a rate are left out."""
    chosen = frame if wanted is None else frame[wanted]
    return sum((value for value in chosen["Outstanding INR"] if not is_blank(value)), Decimal(0))


def by_currency(view: ClosingView) -> Figures:
    """Open items of both sides, currency by currency, with the rate behind the INR figure."""
    codes = sorted({*currencies(ORM_SIDE, view), *currencies(INVOICE_SIDE, view)})
    rows = [
        [*_rate_cells(code, view), *(cell for side in SIDES for cell in _open_cells(side, code, view))]
        for code in codes
    ]
    headers = (
        "Currency",
        "INR rate",
        "Rate date",
        "Open ORMs",
        "ORM outstanding",
        "ORM INR",
        "Open invoices",
        "Invoice outstanding",
        "Invoice INR",
    )
    return Figures(
        "Open items by currency", headers, rows, "INR for one unit of currency; no rate: not in any INR figure."
    )


def _rate_cells(code: str, view: ClosingView) -> list[Cell]:
    if code not in view.rates:
        return [Cell(code), Cell("no rate"), Cell(None, Kind.DATE)]
    rate, on = view.rates[code]
    return [Cell(code), Cell(rate, Kind.RATIO), Cell(on, Kind.DATE)]


def _open_cells(side: Side, code: str, view: ClosingView) -> list[Cell]:
    items = items_of(side, view)
    mine = items[items["Currency"] == code]
    minor = sum(mine["Outstanding"])
    return [
        Cell(Calc(f"COUNTIFS({side.items}[Currency],$A{{r}})", len(mine)), Kind.INT),
        Cell(
            Calc(f"SUMIFS({side.items}[Outstanding],{side.items}[Currency],$A{{r}})", float(from_minor(minor, code))),
            Kind.AMOUNT,
            places(code),
        ),
        Cell(
            Calc(f"SUMIFS({side.items}[Outstanding INR],{side.items}[Currency],$A{{r}})", float(inr_total(mine))),
            Kind.INR,
        ),
    ]


# What is decided, its list, the header of the status and the sheet.
_DECIDED = (
    ("Payment due", "tblInvoices", "Payment status", "BoE invoices"),
    ("Write-off", "tblWriteOffs", "Status", "Write-offs"),
    ("Small value", "tblSmallValue", "Status", "Small value"),
    ("Extension", "tblExtensions", "Status", "Extensions"),
    ("Advance", "tblAdvances", "Status", "Advances"),
    ("Follow-up", "tblFollowUp", "Status", "Follow-up"),
    ("Import licence", "tblImportLicence", "Status", "Import licence"),
)


def by_status(view: ClosingView) -> Figures:
    """How many decisions of each subject have each status; the last line adds them up."""
    rows, everything = [], [0] * (len(STATUS_WORDS) + 4)
    for words, table, header, sheet in _DECIDED:
        numbers = _status_numbers(view.lists[table][header], view.lists[table]["Findings"])
        everything = [total + number for total, number in zip(everything, numbers, strict=True)]
        formulas = [
            *(f"COUNTIFS({table}[{header}],{chr(66 + place)}${{top}})" for place in range(len(STATUS_WORDS))),
            "K{r}-SUM(B{r}:I{r})",
            f'COUNTIFS({table}[{header}],"?*")',
            "K{r}-B{r}-I{r}",
            f'COUNTIFS({table}[Findings],"{WARNED}*")',
        ]
        rows.append([Cell(words), *_counted(formulas, numbers), Cell(Link(sheet, f"→ {sheet}"))])
    sums_above = [f"SUM({chr(66 + place)}{{first}}:{chr(66 + place)}{{above}})" for place in range(len(everything))]
    rows.append([Cell("All"), *_counted(sums_above, everything), Cell(None)])
    note = "Not OK: neither OK nor ACTIVE. Warned: allowed, with a warning. Other: stages, IEC status, former dates."
    headers = ("Subject", *STATUS_WORDS, "Other", "Total", "Not OK", "Warned", "Rows")
    return Figures("Decisions by subject and status", headers, rows, note)


# What falls due, its list, the amounts that count and the sheet.
_FALLS_DUE = (
    ("Payment", "tblInvoices", "Outstanding INR", "BoE invoices"),
    ("Evidence of advances", "tblAdvances", "Amount INR", "Advances"),
    ("Follow-up of evidence", "tblFollowUp", "Amount INR", "Follow-up"),
)


# What is retained of an invoice has its own line, and its money is not in that of the invoice.
_RETAINED = ("Retained as guarantee", "tblRetained", "Retained INR", "BoE invoices")


def by_standing(view: ClosingView) -> Figures:
    """How open items stand towards the date in force: counts, then INR crore, a column a word."""
    rows = []
    for words, table, amount, sheet in (*_FALLS_DUE, *((_RETAINED,) if len(view.lists["tblRetained"]) else ())):
        frame = view.lists[table].frame("Standing", amount)
        cells = [_standing_cell(frame, place, table) for place in range(len(WORDS))]
        money = [_standing_money(frame, place, table, amount, view) for place in range(len(WORDS))]
        rows.append([Cell(words), *cells, *money, Cell(Link(sheet, f"→ {sheet}"))])
    headers = ("Falls due", *WORDS, *(f"{word} INR crore" for word in WORDS), "Rows")
    note = "OVERDUE: the date in force has passed. CHECK: the date is not known. An item may stand in two lines."
    return Figures("Open items by standing", headers, rows, note)


def _standing_cell(frame: pd.DataFrame, place: int, table: str) -> Cell:
    number = int((frame["Standing"] == WORDS[place]).sum())
    return Cell(Calc(f"COUNTIFS({table}[Standing],{chr(66 + place)}${{top}})", number), Kind.INT)


def _standing_money(frame: pd.DataFrame, place: int, table: str, amount: str, view: ClosingView) -> Cell:
    mine = frame[frame["Standing"] == WORDS[place]][amount]
    total = sum((value for value in mine if not is_blank(value)), Decimal(0))
    word = f"{chr(66 + place)}${{top}}"
    formula = f"SUMIFS({table}[{amount}],{table}[Standing],{word})"
    if table == INVOICE_SIDE.items:
        total -= retained_inr(view, WORDS[place])
        formula += retained_sum(view, word)
    return Cell(Calc(f"({formula})/{CRORE}", crore(total)), Kind.LAKH)


def retained_inr(view: ClosingView, word: str) -> Decimal:
    """INR retained of invoices that stand as `word`."""
    frame = view.lists["tblRetained"].frame("Invoice standing", "Retained INR")
    mine = frame[frame["Invoice standing"] == word]["Retained INR"]
    return sum((value for value in mine if not is_blank(value)), Decimal(0))


def retained_sum(view: ClosingView, word: str) -> str:
    """The same as the end of a formula; nothing in a month in which nothing is retained."""
    if not len(view.lists["tblRetained"]):
        return ""
    return f"-SUMIFS(tblRetained[Retained INR],tblRetained[Invoice standing],{word})"


def _status_numbers(words: list[str], findings: list[str]) -> list[int]:
    """Counts of each listed word, of other words, of all, of all but OK and ACTIVE, and of those with a warning."""
    found = Counter(word for word in words if not is_blank(word))
    warned = sum(str(codes).startswith(WARNED) for codes in findings)
    listed, total = [found[word] for word in STATUS_WORDS], sum(found.values())
    return [*listed, total - sum(listed), total, total - found["OK"] - found["ACTIVE"], warned]


def _counted(formulas: Sequence[str], numbers: Sequence[int]) -> list[Cell]:
    return [Cell(Calc(formula, number), Kind.INT) for formula, number in zip(formulas, numbers, strict=True)]


def by_age(view: ClosingView) -> Figures:
    """Open items by age bucket; buckets are compared as text because a criterion would read >3Y as a comparison."""
    rows = [[Cell(bucket), *(cell for side in SIDES for cell in _age_cells(side, bucket, view))] for bucket in AGES]
    return Figures("Open items by age", ("Age bucket", "ORMs", "ORM INR crore", "Invoices", "Invoice INR crore"), rows)


def _age_cells(side: Side, bucket: str, view: ClosingView) -> list[Cell]:
    items = items_of(side, view)
    mine = items["Age bucket"] == bucket
    test = f"({side.items}[Age bucket]=$A{{r}})*1"
    money = f"SUMPRODUCT({test},{side.items}[Outstanding INR])/{CRORE}"
    return [
        Cell(Calc(f"SUMPRODUCT({test})", int(mine.sum())), Kind.INT),
        Cell(Calc(money, crore(inr_total(items, mine))), Kind.LAKH),
    ]


LINE_WORDS = ("POSTED", "PROPOSED", "WAITING")


def by_pass(view: ClosingView) -> Figures:
    """Settlement lines by the pass of the engine that found them."""
    found = lines(view)
    rows = []
    for word in sorted({word for word in found["Found by"] if not is_blank(word)}) or [""]:
        mine = found[found["Found by"] == word]
        rows.append([Cell(word or "no lines"), *(_pass_cell(status, mine) for status in LINE_WORDS)])
    return Figures("Settlement lines by pass", ("Found by", *LINE_WORDS), rows)


def _pass_cell(status: str, mine: pd.DataFrame) -> Cell:
    column = "BCD"[LINE_WORDS.index(status)]
    formula = f"COUNTIFS(tblSettlements[Found by],$A{{r}},tblSettlements[Status],{column}${{top}})"
    return Cell(Calc(formula, int((mine["Status"] == status).sum())), Kind.INT)
