"""The Control sheet: one row per tie-out, all to read TRUE, tolerance zero."""

from __future__ import annotations

from typing import Any

from xl_addin.domain.statuses import BAD, GOOD
from xl_addin.workbook.layout.grid import Calc, Content, Field, Link, put, put_table, set_field_widths
from xl_addin.workbook.layout.page import HEAD_ROW, close_page
from xl_addin.workbook.layout.styles import Styles
from xl_addin.workbook.lists import Kind
from xl_addin.workbook.proof.tie import CURRENCY_CELL, TieOut, difference

FIELDS = (
    Field("No", 5, True),
    Field("Tie-out", 44),
    Field("Currency", 9),
    Field("Left is", 26),
    Field("Left figure", 19, True),
    Field("Right is", 30),
    Field("Right figure", 19, True),
    Field("Decimals", 10, True),
    Field("Difference", 14, True),
    Field("Tied", 9),
    Field("Sign", 6),
    Field("Rows", 14),
)
OVERALL_ROW = HEAD_ROW
TABLE_HEAD = HEAD_ROW + 3


def write_control(page: Any, ties: list[TieOut], styles: Styles) -> None:
    """The overall answer on top, then every tie-out."""
    rows = [_cells(tie, number, styles) for number, tie in enumerate(ties, 1)]
    set_field_widths(page, FIELDS, rows)
    last = put_table(page, TABLE_HEAD, "tblControl", FIELDS, rows, styles)
    _overall(page, ties, styles)
    _colour(page, last, styles)
    close_page(page, TABLE_HEAD, last, len(FIELDS) - 1, freeze=TABLE_HEAD + 1, frozen=2)


def _cells(tie: TieOut, number: int, styles: Styles) -> list[tuple[Content, Any]]:
    row = TABLE_HEAD + 1 + number
    words, amount = styles.cell(Kind.LONG), styles.cell(Kind.AMOUNT, places=tie.places)
    count, truth = styles.cell(Kind.INT), styles.named("truth")
    return [
        (number, count),
        (tie.check, words),
        (tie.currency, styles.cell(Kind.TEXT)),
        (tie.left.words, words),
        (_here(tie.left.content, row), amount),
        (tie.right.words, words),
        (_here(tie.right.content, row), amount),
        (tie.places, count),
        (Calc(f"ROUND(E{row}-G{row},H{row})", difference(tie)), amount),
        (Calc(f"I{row}=0", tie.ties), truth),
        (Calc(f'IF(J{row},"✓","✗")', "✓" if tie.ties else "✗"), truth),
        (Link(tie.sheet, f"→ {tie.sheet}"), styles.named("link")),
    ]


def _here(side: Calc | int, row: int) -> Calc | int:
    """The formula with the currency cell of its own row."""
    return Calc(side.formula.replace(CURRENCY_CELL, f"$C{row}"), side.value) if isinstance(side, Calc) else side


def _overall(page: Any, ties: list[TieOut], styles: Styles) -> None:
    wrong = sum(not tie.ties for tie in ties)
    put(page, OVERALL_ROW, 1, "All tie-outs read TRUE", styles.named("section"))
    put(page, OVERALL_ROW, 2, Calc("AND(tblControl[Tied])", not wrong), styles.named("big"))
    put(page, OVERALL_ROW + 1, 1, "Tie-outs that read FALSE", styles.named("label"))
    put(page, OVERALL_ROW + 1, 2, Calc('COUNTIFS(tblControl[Sign],"✗")', wrong), styles.named("value"))


def _colour(page: Any, last: int, styles: Styles) -> None:
    tied = [field.header for field in FIELDS].index("Tied")
    for value, tone in (("TRUE", GOOD), ("FALSE", BAD)):
        for first, end, place in ((TABLE_HEAD + 1, last, tied), (OVERALL_ROW, OVERALL_ROW, 2)):
            rule = {
                "type": "formula",
                "criteria": f"=${chr(65 + place)}{first + 1}={value}",
                "format": styles.toned(tone),
            }
            page.conditional_format(first, place, end, place, rule)
