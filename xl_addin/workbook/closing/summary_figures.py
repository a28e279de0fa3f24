"""The figures of the Summary: each block is a small grid of formulas over the book's tables, with cached results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from xl_addin.domain.money import from_minor
from xl_addin.workbook.closing.cells import is_blank, places
from xl_addin.workbook.closing.grid import Calc, Content, Link
from xl_addin.workbook.closing.rollforward import AMOUNT, MOVE_HEADERS, MOVES, roll_rows
from xl_addin.workbook.closing.schema import Kind
from xl_addin.workbook.closing.sides import (
    INVOICE_SIDE,
    ORM_SIDE,
    SIDES,
    Side,
    counts,
    currencies,
    items_of,
    posted,
    sums,
)
from xl_addin.workbook.closing.view import ClosingView

CRORE = 10_000_000
BUCKETS = ("NOT_DUE", "0-30", "31-90", "91-180", "181-365", "1-2Y", "2-3Y", ">3Y")
STATUS_WORDS = ("OK", "CHECK", "REFER_RBI", "ESCALATE", "BANK_POLICY", "REFUSE", "SHOW_BOTH")
TOP = 10


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
    return sum((value for value in chosen["outstanding_inr"] if not is_blank(value)), Decimal(0))


def by_currency(view: ClosingView) -> Figures:
    """Open items of both sides, currency by currency, with the rate behind the INR figure."""
    codes = sorted({*currencies(ORM_SIDE, view), *currencies(INVOICE_SIDE, view)})
    rows = [
        [*_rate_cells(code, view), *(cell for side in SIDES for cell in _open_cells(side, code, view))]
        for code in codes
    ]
    headers = (
        "Currency", "INR rate", "Rate date", "Open ORMs", "ORM outstanding", "ORM INR", "Open invoices",
        "Invoice outstanding", "Invoice INR",
    )  # fmt: skip
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
    mine = items["currency"] == code
    minor = sums(items["currency"], items["outstanding_minor"]).get(code, 0)
    return [
        Cell(Calc(f"COUNTIFS({side.items}[Currency],$A{{r}})", int(mine.sum())), Kind.INT),
        Cell(
            Calc(f"SUMIFS({side.items}[Outstanding],{side.items}[Currency],$A{{r}})", float(from_minor(minor, code))),
            Kind.AMOUNT, places(code),
        ),
        Cell(Calc(f"SUMIFS({side.items}[Outstanding INR],{side.items}[Currency],$A{{r}})", float(inr_total(items, mine))), Kind.INR),
    ]  # fmt: skip


# What is decided, its table, the header of the status and the sheet.
_DECIDED = (
    ("Payment due", "tblInvoices", "Payment status", "BoE invoices", "payment_status"),
    ("Write-off", "tblWriteOffs", "Status", "Write-offs", "status"),
    ("Small value", "tblSmallValue", "Status", "Small value", "status"),
    ("Extension", "tblExtensions", "Status", "Extensions", "status"),
    ("Advance", "tblAdvances", "Status", "Advances", "status"),
    ("Follow-up", "tblFollowUp", "Status", "Follow-up", "status"),
    ("Import licence", "tblImportLicence", "Status", "Import licence", "status"),
)


def by_status(frames: dict[str, pd.DataFrame]) -> Figures:
    """How many decisions of each subject have each status."""
    rows = []
    for words, table, header, sheet, key in _DECIDED:
        found = counts(word for word in frames[table][key] if not is_blank(word))
        listed = [found.get(word, 0) for word in STATUS_WORDS]
        cells = [Calc(f"COUNTIFS({table}[{header}],{chr(66 + n)}${{top}})", number) for n, number in enumerate(listed)]
        total = Calc(f'COUNTIFS({table}[{header}],"?*")', sum(found.values()))
        other = Calc("J{r}-SUM(B{r}:H{r})", sum(found.values()) - sum(listed))
        rows.append(
            [Cell(words), *(Cell(c, Kind.INT) for c in (*cells, other, total)), Cell(Link(sheet, f"→ {sheet}"))]
        )
    note = "Other: words of the follow-up stages, IEC status and dates before the switch."
    return Figures("Decisions by subject and status", ("Subject", *STATUS_WORDS, "Other", "Total", "Rows"), rows, note)


def by_age(view: ClosingView) -> Figures:
    """Open items by age bucket; buckets are compared as text because a criterion would read >3Y as a comparison."""
    rows = [[Cell(bucket), *(cell for side in SIDES for cell in _age_cells(side, bucket, view))] for bucket in BUCKETS]
    return Figures("Open items by age", ("Age bucket", "ORMs", "ORM INR crore", "Invoices", "Invoice INR crore"), rows)


def _age_cells(side: Side, bucket: str, view: ClosingView) -> list[Cell]:
    items = items_of(side, view)
    mine = items["age_bucket"] == bucket
    test = f"({side.items}[Age bucket]=$A{{r}})*1"
    money = f"SUMPRODUCT({test},{side.items}[Outstanding INR])/{CRORE}"
    return [
        Cell(Calc(f"SUMPRODUCT({test})", int(mine.sum())), Kind.INT),
        Cell(Calc(money, crore(inr_total(items, mine))), Kind.LAKH),
    ]


def by_pass(view: ClosingView) -> Figures:
    """Settlement lines by the pass of the engine that found them."""
    lines = view.settlements
    rows = []
    for word in sorted({word for word in lines["pass"] if not is_blank(word)}) or [""]:
        mine = lines[lines["pass"] == word]
        rows.append([Cell(word or "no lines"), *(_pass_cell(status, mine) for status in ("POSTED", "PROPOSED"))])
    return Figures("Settlement lines by pass", ("Pass", "POSTED", "PROPOSED"), rows)


def _pass_cell(status: str, mine: pd.DataFrame) -> Cell:
    column = "B" if status == "POSTED" else "C"
    formula = f"COUNTIFS(tblSettlements[Pass],$A{{r}},tblSettlements[Status],{column}${{top}})"
    return Cell(Calc(formula, int((mine["status"] == status).sum())), Kind.INT)


_STEPS = tuple(zip(MOVES[:-1], MOVE_HEADERS[:-1], (0, 1, -1, -1, -1, -1, 1), strict=True))


def bridge(side: Side, view: ClosingView) -> Figures:
    """Roll-forward in INR crore as steps; Base is the part below each step that the chart leaves invisible."""
    rolled = [row for row in roll_rows(side, view) if row.measure == AMOUNT and row.currency in view.rates]
    rates = {row.currency: view.rates[row.currency][0] for row in rolled}
    totals = {
        move: sum((row.shown(row.moves[move]) * rates[row.currency] for row in rolled), Decimal(0))
        for move in MOVES[:-1]
    }
    rows, after = [], Decimal(0)
    for move, header, sign in _STEPS:
        before, after = after, (after + sign * totals[move] if sign else totals[move])
        rows.append(_step(side, header, sign, totals[move], before, after))
    closing = sum((row.shown(row.closing) * rates[row.currency] for row in rolled), Decimal(0))
    rows.append(_step(side, "Closing", 0, closing, after, closing))
    headers = ("Step", "Direction", "INR crore", "After the step", "Base", "Level", "Increase", "Decrease")
    return Figures(
        f"{side.sheet}: roll-forward in INR crore", headers, rows, "At the rates above, all movements at one rate."
    )


def _step(side: Side, header: str, sign: int, value: Decimal, before: Decimal, after: Decimal) -> list[Cell]:
    base = min(before, after) if sign else Decimal(0)
    parts: list[tuple[str, Decimal]] = [
        (f"SUMPRODUCT({side.roll}[{header}],{side.roll}[INR rate])/{CRORE}", value),
        ("D{above}+B{r}*C{r}" if sign else "C{r}", after),
        ("MIN(D{above},D{r})" if sign else "0", base),
        ("IF(B{r}=0,C{r},0)", Decimal(0) if sign else value),
        ("IF(B{r}=1,C{r},0)", value if sign == 1 else Decimal(0)),
        ("IF(B{r}=-1,C{r},0)", value if sign == -1 else Decimal(0)),
    ]
    cells = [Cell(Calc(formula, crore(number)), Kind.LAKH) for formula, number in parts]
    return [Cell(header), Cell(sign, Kind.INT), *cells]


def top_importers(view: ClosingView) -> Figures:
    """The importers with most outstanding, ORM and invoices together, in INR."""
    held = {side.name: _by_importer(items_of(side, view)) for side in SIDES}
    names: dict[str, str] = {}
    for side in SIDES:
        names |= dict(zip(items_of(side, view)["iec"], items_of(side, view)["importer"], strict=True))
    total = {iec: sum((held[side.name].get(iec, Decimal(0)) for side in SIDES), Decimal(0)) for iec in names}
    ranked = sorted(total, key=lambda iec: (-total[iec], iec))[:TOP] or [""]
    rows = [
        [Cell(names.get(iec, "no open items")[:60]), Cell(iec), *(_importer_cell(s, held[s.name].get(iec, Decimal(0))) for s in SIDES)]
        for iec in ranked
    ]  # fmt: skip
    note = "The ranking was made at the run; the figures are formulas."
    return Figures(
        "Importers with most outstanding", ("Importer", "IEC", "ORM INR crore", "Invoice INR crore"), rows, note
    )


def _by_importer(items: pd.DataFrame) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for iec, value in zip(items["iec"], items["outstanding_inr"], strict=True):
        if not is_blank(value):
            totals[iec] = totals.get(iec, Decimal(0)) + value
    return totals


def _importer_cell(side: Side, value: Decimal) -> Cell:
    formula = f"SUMPRODUCT(({side.items}[IEC]=$B{{r}})*1,{side.items}[Outstanding INR])/{CRORE}"
    return Cell(Calc(formula, crore(value)), Kind.LAKH)


def key_figures(view: ClosingView, frames: dict[str, pd.DataFrame], wrong: int, ties: int) -> Figures:
    """What a reader asks first."""
    done, lines = posted(view), view.settlements
    auto = int((done["tier"] == "AUTO").sum())
    undecided = sum(
        word not in ("OK", "ACTIVE")
        for _, table, _, _, key in _DECIDED
        for word in frames[table][key]
        if not is_blank(word)
    )
    not_ok = "+".join(
        f'COUNTIFS({table}[{header}],"?*")-COUNTIFS({table}[{header}],"OK")' for _, table, header, _, _ in _DECIDED
    )
    rows = [
        *(_open_line(side, view) for side in SIDES),
        [Cell("Lines posted"), _count('COUNTIFS(tblSettlements[Status],"POSTED")', len(done)), Cell(None), _go("Settlements")],
        [
            Cell("of these straight through (AUTO)"),
            _count('COUNTIFS(tblSettlements[Status],"POSTED",tblSettlements[Tier],"AUTO")', auto),
            Cell(Calc("IF(B{above}=0,0,100*B{r}/B{above})", 100 * auto / len(done) if len(done) else 0.0), Kind.RATIO), _go("Settlements"),
        ],
        [Cell("Lines that wait for a person"), _count('COUNTIFS(tblSettlements[Status],"PROPOSED")', len(lines) - len(done)), Cell(None), _go("Settlements")],
        [Cell("Decisions that are not OK"), _count(f'{not_ok}-COUNTIFS(tblImportLicence[Status],"ACTIVE")', undecided), Cell(None), _go("Referrals")],
        *(_finding_line(word, view) for word in ("BLOCK", "WARN")),
        [Cell("Tie-outs that read FALSE"), _count('COUNTIFS(tblControl[Sign],"✗")', wrong), Cell(f"of {ties} tie-outs"), _go("Control")],
    ]  # fmt: skip
    return Figures("Key figures", ("Figure", "Number", "Value", "Rows"), rows)


def _open_line(side: Side, view: ClosingView) -> list[Cell]:
    items = items_of(side, view)
    words = "Open ORMs, and INR crore" if side is ORM_SIDE else "Open invoices, and INR crore"
    money = Calc(f"SUM({side.items}[Outstanding INR])/{CRORE}", crore(inr_total(items)))
    return [
        Cell(words),
        _count(f'COUNTIFS({side.items}[Currency],"?*")', len(items)),
        Cell(money, Kind.LAKH),
        _go(side.sheet),
    ]


def _finding_line(word: str, view: ClosingView) -> list[Cell]:
    number = int((view.findings["severity"] == word).sum())
    return [
        Cell(f"Findings {word}"),
        _count(f'COUNTIFS(tblExceptions[Severity],"{word}")', number),
        Cell(None),
        _go("Exceptions"),
    ]


def _count(formula: str, value: int) -> Cell:
    return Cell(Calc(formula, value), Kind.INT)


def _go(sheet: str) -> Cell:
    return Cell(Link(sheet, f"→ {sheet}"))
