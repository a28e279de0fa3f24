"""What a reader of the Summary asks first, and the importers with most outstanding."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from xl_addin.workbook.layout.cells import is_blank
from xl_addin.workbook.layout.grid import Calc, Link
from xl_addin.workbook.lists import Kind
from xl_addin.workbook.proof.about import EXCEPTIONS
from xl_addin.workbook.proof.sides import ORM_SIDE, SIDES, Side, items_of, lines, posted
from xl_addin.workbook.proof.view import ClosingView
from xl_addin.workbook.summary.figures import CRORE, Cell, Figures, crore, inr_total, retained_inr, retained_sum

TOP = 10
KEY_LINES = 12


def key_figures(view: ClosingView, status: Sequence[Cell], status_row: int, wrong: int, ties: int) -> Figures:
    """What a reader asks first; `status` is the line of all decisions, which stands in sheet row `status_row`."""
    done, found = posted(view), lines(view)
    auto = int((done["Tier"] == "AUTO").sum())
    not_ok, warned = (cell.content.value if isinstance(cell.content, Calc) else 0 for cell in status[-3:-1])
    settled = "COUNTIFS(tblSettlements[Status],"
    # Straight through: of all lines found, those that no person had to look at.
    share = Calc(f'IF(B{{r}}=0,0,100*B{{r}}/{settled}"?*"))', 100 * auto / len(found) if auto else 0.0)
    rows = [
        *(_open_line(side, view) for side in SIDES),
        _late_line(view),
        _line("Lines posted", f'{settled}"POSTED")', len(done), "Settlements"),
        _line(
            "Straight through (AUTO), of all lines found",
            f'{settled}"POSTED",tblSettlements[Tier],"AUTO")',
            auto,
            "Settlements",
            percent=share,
        ),
        *(_waiting_line(words, word, found) for words, word in WAITING),
        _line("Decisions that are not OK", f"L{status_row}", int(not_ok), "Referrals"),
        _line("Decisions that allow with a warning", f"M{status_row}", int(warned), "Write-offs"),
        _changed_line(view),
        *(_finding_line(word, view) for word in ("BLOCK", "WARN")),
        _line(f"Tie-outs that read FALSE, of {ties}", 'COUNTIFS(tblControl[Sign],"✗")', wrong, "Control"),
    ]
    return Figures("Key figures", ("Figure", "Number", "INR crore", "Percent", "Rows"), rows)


WAITING = (("Lines that wait for a person", "PROPOSED"), ("Lines that wait for IDPMS", "WAITING"))


def _waiting_line(words: str, word: str, found: pd.DataFrame) -> list[Cell]:
    return _line(
        words, f'COUNTIFS(tblSettlements[Status],"{word}")', int((found["Status"] == word).sum()), "Settlements"
    )


LATE = ("OVERDUE", "BREACH_BEFORE_SWITCH")


def _late_line(view: ClosingView) -> list[Cell]:
    """Invoices past the date in force, or missed before the switch."""
    frame = view.lists["tblInvoices"].frame("Standing", "Outstanding INR")
    mine = frame["Standing"].isin(LATE)
    counted = "+".join(f'COUNTIFS(tblInvoices[Standing],"{word}")' for word in LATE)
    words = [f'"{word}"' for word in LATE]
    summed = "+".join(
        f"SUMIFS(tblInvoices[Outstanding INR],tblInvoices[Standing],{word}){retained_sum(view, word)}" for word in words
    )
    total = inr_total(frame, mine) - sum((retained_inr(view, word) for word in LATE), Decimal(0))
    money = Calc(f"({summed})/{CRORE}", crore(total))
    return _line("Invoices overdue, or missed before the switch", counted, int(mine.sum()), "BoE invoices", money=money)


def _line(
    words: str, formula: str, value: int, sheet: str, *, money: Calc | None = None, percent: Calc | None = None
) -> list[Cell]:
    link = Link(sheet, f"→ {sheet}")
    return [
        Cell(words),
        Cell(Calc(formula, value), Kind.INT),
        Cell(money, Kind.LAKH),
        Cell(percent, Kind.LAKH),
        Cell(link),
    ]


def _open_line(side: Side, view: ClosingView) -> list[Cell]:
    items = items_of(side, view)
    words = "Open ORMs" if side is ORM_SIDE else "Open invoices"
    money = Calc(f"SUM({side.items}[Outstanding INR])/{CRORE}", crore(inr_total(items)))
    return _line(words, f'COUNTIFS({side.items}[Currency],"?*")', len(items), side.sheet, money=money)


def _finding_line(word: str, view: ClosingView) -> list[Cell]:
    number = view.lists[EXCEPTIONS]["Severity"].count(word)
    return _line(f"Findings {word}", f'COUNTIFS(tblExceptions[Severity],"{word}")', number, "Exceptions")


def _changed_line(view: ClosingView) -> list[Cell]:
    number = len(view.lists["tblChanges"])
    return _line(
        "Decisions that changed since the closing before",
        'COUNTIFS(tblChanges[What moved it],"?*")',
        number,
        "Exceptions",
    )


def top_importers(view: ClosingView) -> Figures:
    """The importers with most outstanding, ORM and invoices together, in INR."""
    held = {side.name: _by_importer(items_of(side, view)) for side in SIDES}
    names: dict[str, str] = {}
    for side in SIDES:
        names |= dict(zip(items_of(side, view)["IEC"], items_of(side, view)["Importer"], strict=True))
    total = {iec: sum((held[side.name].get(iec, Decimal(0)) for side in SIDES), Decimal(0)) for iec in names}
    ranked = sorted(total, key=lambda iec: (-total[iec], iec))[:TOP] or [""]
    rows = [
        [
            Cell(_short(names.get(iec, "no open items"))),
            Cell(iec),
            *(_importer_cell(s, held[s.name].get(iec, Decimal(0))) for s in SIDES),
        ]
        for iec in ranked
    ]
    note = "The ranking was made at the run; the figures are formulas."
    return Figures(
        "Importers with most outstanding", ("Importer", "IEC", "ORM INR crore", "Invoice INR crore"), rows, note
    )


def _short(name: str) -> str:
    """A name that fits beside a bar."""
    line = " ".join(name.split())
    return line if len(line) <= 30 else line[:29] + "…"


def _by_importer(items: pd.DataFrame) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for iec, value in zip(items["IEC"], items["Outstanding INR"], strict=True):
        if not is_blank(value):
            totals[iec] = totals.get(iec, Decimal(0)) + value
    return totals


def _importer_cell(side: Side, value: Decimal) -> Cell:
    formula = f"SUMPRODUCT(({side.items}[IEC]=$B{{r}})*1,{side.items}[Outstanding INR])/{CRORE}"
    return Cell(Calc(formula, crore(value)), Kind.LAKH)
