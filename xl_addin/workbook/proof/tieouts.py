"""The tie-outs of the month: each a left and a right figure, both as formula and as value computed here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from xl_addin.domain.money import from_minor
from xl_addin.workbook.layout.cells import places
from xl_addin.workbook.layout.grid import Calc
from xl_addin.workbook.lists import Filled
from xl_addin.workbook.proof import about
from xl_addin.workbook.proof.complete_ties import rows_are_complete
from xl_addin.workbook.proof.message_ties import messages_tie
from xl_addin.workbook.proof.rollforward import AMOUNT, ITEMS, RollRow, roll_rows
from xl_addin.workbook.proof.sides import (
    INVOICE_SIDE,
    ORM_SIDE,
    SETTLEMENTS,
    SIDES,
    Side,
    currencies,
    posted,
    sums,
)
from xl_addin.workbook.proof.three_way_ties import three_way_tie
from xl_addin.workbook.proof.tie import CURRENCY_CELL, Figure, TieOut
from xl_addin.workbook.proof.view import ClosingView


def sources(view: ClosingView) -> Iterator[TieOut]:
    """Nothing of a source file is lost between reading and keeping."""
    first, files = about.sources_head(view) + 2, view.lists[about.SOURCES]
    figures = zip(*(files[header] for header in ("Source file", "Rows read", "Rows kept", "Rows refused")), strict=True)
    for row, (file, read, kept, refused) in enumerate(figures, first):
        yield TieOut(
            f"Rows of {file}",
            Figure("rows read", Calc(f"About!$C${row}", read)),
            Figure("rows kept + rows refused", Calc(f"About!$D${row}+About!$E${row}", kept + refused)),
            "About",
        )


def _rolls(view: ClosingView, measure: str) -> Iterator[tuple[Side, RollRow]]:
    for side in SIDES:
        for row in roll_rows(side, view):
            if row.measure == measure:
                yield side, row


def _roll(side: Side, header: str, row: RollRow, minor: int) -> Calc:
    formula = (
        f'SUMIFS({side.roll}[{header}],{side.roll}[Currency],{CURRENCY_CELL},{side.roll}[Measure],"{row.measure}")'
    )
    return Calc(formula, float(row.shown(minor)))


def _computed(side: Side, row: RollRow) -> Figure:
    return Figure("closing computed", _roll(side, "Closing", row, row.closing))


def closing_is_ledger(view: ClosingView) -> Iterator[TieOut]:
    """The closing that the sheet computes is the closing that the ledger holds."""
    for measure in (AMOUNT, ITEMS):
        for side, row in _rolls(view, measure):
            yield TieOut(
                f"Roll-forward = ledger, {side.words} {measure.lower()}",
                _computed(side, row),
                Figure("closing in the ledger", _roll(side, "Ledger closing", row, row.ledger)),
                "Roll-forward",
                row.currency,
                row.places,
            )


def closing_is_open_items(view: ClosingView) -> Iterator[TieOut]:
    """The roll-forward ends in exactly the items that are listed as open."""
    totals = {side: sums(items["Currency"], items["Outstanding"]) for side, items in _items(view)}
    for side, row in _rolls(view, AMOUNT):
        total = totals[side].get(row.currency, 0)
        formula = f"SUMIFS({side.items}[Outstanding],{side.items}[Currency],{CURRENCY_CELL})"
        yield TieOut(
            f"Roll-forward = open items, {side.words} amount",
            _computed(side, row),
            Figure(f"sum of Outstanding on {side.sheet}", Calc(formula, float(row.shown(total)))),
            side.sheet,
            row.currency,
            row.places,
        )
    counts = {side: Counter(items["Currency"]) for side, items in _items(view)}
    for side, row in _rolls(view, ITEMS):
        number = counts[side][row.currency]
        yield TieOut(
            f"Roll-forward = open items, {side.words} items",
            _computed(side, row),
            Figure(f"rows on {side.sheet}", Calc(f"COUNTIFS({side.items}[Currency],{CURRENCY_CELL})", number)),
            side.sheet,
            row.currency,
        )


def _items(view: ClosingView) -> Iterator[tuple[Side, Filled[Any]]]:
    for side in SIDES:
        yield side, view.lists[side.items]


def opening_is_last_closing(view: ClosingView) -> Iterator[TieOut]:
    """The month starts where the last one ended."""
    if not view.previous:
        yield TieOut(
            "First month: opening taken from the opening file",
            Figure("rows of a last closing", 0),
            Figure("expected in a first month", 0),
            "Roll-forward",
        )
        return
    for measure in (AMOUNT, ITEMS):
        for side, row in _rolls(view, measure):
            yield TieOut(
                f"Opening = last closing, {side.words} {measure.lower()}",
                Figure("opening", _roll(side, "Opening", row, row.moves["opening"])),
                Figure("closing of the previous run", _roll(side, "Last closing", row, row.last or 0)),
                "Roll-forward",
                row.currency,
                row.places,
            )


def settled_is_posted(view: ClosingView) -> Iterator[TieOut]:
    """What the roll-forward calls settled is what the posted lines add up to."""
    lines = posted(view)
    totals = {side: sums(lines[side.line_currency], lines[side.line_amount]) for side in SIDES}
    for side, row in _rolls(view, AMOUNT):
        total = totals[side].get(row.currency, 0)
        formula = (
            f"SUMIFS({SETTLEMENTS}[{side.line_amount}],{SETTLEMENTS}[{side.line_currency}],{CURRENCY_CELL},"
            f'{SETTLEMENTS}[Status],"POSTED")'
        )
        yield TieOut(
            f"Settled = posted lines, {side.line_words}",
            Figure("settled in the roll-forward", _roll(side, "Settled", row, row.moves["settled"])),
            Figure(f"sum of {side.line_amount}, posted", Calc(formula, float(row.shown(total)))),
            "Settlements",
            row.currency,
            row.places,
        )


def sides_agree(view: ClosingView) -> Iterator[TieOut]:
    """Where both sides of a line are in one currency, what left the ORM reached the invoice."""
    lines = posted(view)
    same = lines[lines["ORM currency"] == lines["Invoice currency"]]
    totals = {side: sums(same["ORM currency"], same[side.line_amount]) for side in SIDES}
    for currency in sorted({*currencies(ORM_SIDE, view), *currencies(INVOICE_SIDE, view)}):
        paid, reached = (
            Calc(
                f"SUMIFS({SETTLEMENTS}[{side.line_amount}],{SETTLEMENTS}[ORM currency],{CURRENCY_CELL},"
                f'{SETTLEMENTS}[Invoice currency],{CURRENCY_CELL},{SETTLEMENTS}[Status],"POSTED")',
                float(from_minor(totals[side].get(currency, 0), currency)),
            )
            for side in SIDES
        )
        yield TieOut(
            "ORM side = invoice side, equal currency",
            Figure("ORM amount, posted", paid),
            Figure("invoice amount, posted", reached),
            "Settlements",
            currency,
            places(currency),
        )


def every_item_is_decided(view: ClosingView) -> Iterator[TieOut]:
    """No open item is left without a decision."""
    for side in SIDES:
        words = view.lists[side.items][side.status]
        yield TieOut(
            f"Each open {side.words} has a decision",
            Figure("open items", Calc(f'COUNTIFS({side.items}[Currency],"?*")', len(words))),
            Figure(
                "open items with a status",
                Calc(f'COUNTIFS({side.items}[{side.status}],"?*")', sum(word != "" for word in words)),
            ),
            side.sheet,
        )


def chain_is_whole(view: ClosingView) -> Iterator[TieOut]:
    """The ledger's hash chain was checked from its first action to its head."""
    row, whole = about.fact_row(view, about.CHAIN_LABEL) + 1, view.stamp.ledger_chain_ok
    yield TieOut(
        "Ledger chain verified",
        Figure("chain verified (1 = yes)", Calc(f"IF(About!$B${row},1,0)", int(whole))),
        Figure("must be", 1),
        "About",
    )


CHECKS: tuple[Callable[[ClosingView], Iterator[TieOut]], ...] = (
    chain_is_whole,
    sources,
    opening_is_last_closing,
    closing_is_ledger,
    closing_is_open_items,
    settled_is_posted,
    sides_agree,
    every_item_is_decided,
    messages_tie,
    three_way_tie,
    rows_are_complete,
)


def tie_outs(view: ClosingView) -> list[TieOut]:
    """All tie-outs in the order in which an auditor reads them."""
    return [tie for check in CHECKS for tie in check(view)]
