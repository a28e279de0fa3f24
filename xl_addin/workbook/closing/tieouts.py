"""The tie-outs of the month: each a left and a right figure, both as formula and as value computed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from xl_addin.domain.money import from_minor
from xl_addin.workbook.closing import about
from xl_addin.workbook.closing.cells import places
from xl_addin.workbook.closing.grid import Calc
from xl_addin.workbook.closing.rollforward import AMOUNT, ITEMS, RollRow, roll_rows
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
from xl_addin.workbook.closing.tie import CURRENCY_CELL, TieOut
from xl_addin.workbook.closing.view import ClosingView


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check may look at."""

    view: ClosingView
    frames: dict[str, pd.DataFrame]


def sources(proof: Proof) -> Iterator[TieOut]:
    """Nothing of a source file is lost between reading and keeping."""
    first = about.sources_head(proof.view) + 2
    for row, line in enumerate(proof.view.sources.to_dict("records"), first):
        kept_refused = int(line["rows_kept"]) + int(line["rows_refused"])
        yield TieOut(
            f"Rows of {line['file']}",
            "rows read", Calc(f"About!$C${row}", int(line["rows_read"])),
            "rows kept + rows refused", Calc(f"About!$D${row}+About!$E${row}", kept_refused),
            "About",
        )  # fmt: skip


def _rolls(proof: Proof, measure: str) -> Iterator[tuple[Side, RollRow]]:
    for side in SIDES:
        for row in roll_rows(side, proof.view):
            if row.measure == measure:
                yield side, row


def _roll(side: Side, header: str, row: RollRow, minor: int) -> Calc:
    formula = (
        f'SUMIFS({side.roll}[{header}],{side.roll}[Currency],{CURRENCY_CELL},{side.roll}[Measure],"{row.measure}")'
    )
    return Calc(formula, float(row.shown(minor)))


def closing_is_ledger(proof: Proof) -> Iterator[TieOut]:
    """The closing that the sheet computes is the closing that the ledger holds."""
    for measure in (AMOUNT, ITEMS):
        for side, row in _rolls(proof, measure):
            yield TieOut(
                f"Roll-forward = ledger, {side.words} {measure.lower()}",
                "closing computed", _roll(side, "Closing", row, row.closing),
                "closing in the ledger", _roll(side, "Ledger closing", row, row.ledger),
                "Roll-forward", row.currency, row.places,
            )  # fmt: skip


def closing_is_open_items(proof: Proof) -> Iterator[TieOut]:
    """The roll-forward ends in exactly the items that are listed as open."""
    for side, row in _rolls(proof, AMOUNT):
        items = items_of(side, proof.view)
        total = sums(items["currency"], items["outstanding_minor"]).get(row.currency, 0)
        formula = f"SUMIFS({side.items}[Outstanding],{side.items}[Currency],{CURRENCY_CELL})"
        yield TieOut(
            f"Roll-forward = open items, {side.words} amount",
            "closing computed", _roll(side, "Closing", row, row.closing),
            f"sum of Outstanding on {side.sheet}", Calc(formula, float(row.shown(total))),
            side.sheet, row.currency, row.places,
        )  # fmt: skip
    for side, row in _rolls(proof, ITEMS):
        number = counts(items_of(side, proof.view)["currency"]).get(row.currency, 0)
        yield TieOut(
            f"Roll-forward = open items, {side.words} items",
            "closing computed", _roll(side, "Closing", row, row.closing),
            f"rows on {side.sheet}", Calc(f"COUNTIFS({side.items}[Currency],{CURRENCY_CELL})", number),
            side.sheet, row.currency,
        )  # fmt: skip


def opening_is_last_closing(proof: Proof) -> Iterator[TieOut]:
    """The month starts where the last one ended."""
    if not len(proof.view.previous):
        words = "rows of a last closing"
        yield TieOut(
            "First month: opening taken from the opening file", words, 0, "expected in a first month", 0, "Roll-forward"
        )
        return
    for measure in (AMOUNT, ITEMS):
        for side, row in _rolls(proof, measure):
            yield TieOut(
                f"Opening = last closing, {side.words} {measure.lower()}",
                "opening", _roll(side, "Opening", row, row.moves["opening"]),
                "closing of the previous run", _roll(side, "Last closing", row, row.last or 0),
                "Roll-forward", row.currency, row.places,
            )  # fmt: skip


def settled_is_posted(proof: Proof) -> Iterator[TieOut]:
    """What the roll-forward calls settled is what the posted lines add up to."""
    lines = posted(proof.view)
    for side, row in _rolls(proof, AMOUNT):
        total = sums(lines[side.line_currency_key], lines[side.line_amount_key]).get(row.currency, 0)
        formula = (
            f"SUMIFS(tblSettlements[{side.line_amount}],tblSettlements[{side.line_currency}],{CURRENCY_CELL},"
            'tblSettlements[Status],"POSTED")'
        )
        yield TieOut(
            f"Settled = posted lines, {side.line_words}",
            "settled in the roll-forward", _roll(side, "Settled", row, row.moves["settled"]),
            f"sum of {side.line_amount}, posted", Calc(formula, float(row.shown(total))),
            "Settlements", row.currency, row.places,
        )  # fmt: skip


def sides_agree(proof: Proof) -> Iterator[TieOut]:
    """Where both sides of a line are in one currency, what left the ORM reached the invoice."""
    lines = posted(proof.view)
    same = lines[lines["currency"] == lines["invoice_currency"]]
    for currency in sorted({*currencies(ORM_SIDE, proof.view), *currencies(INVOICE_SIDE, proof.view)}):
        figures = [
            Calc(
                f"SUMIFS(tblSettlements[{side.line_amount}],tblSettlements[ORM currency],{CURRENCY_CELL},"
                f'tblSettlements[Invoice currency],{CURRENCY_CELL},tblSettlements[Status],"POSTED")',
                float(from_minor(sums(same["currency"], same[side.line_amount_key]).get(currency, 0), currency)),
            )
            for side in SIDES
        ]
        yield TieOut(
            "ORM side = invoice side, equal currency",
            "ORM amount, posted", figures[0], "invoice amount, posted", figures[1],
            "Settlements", currency, places(currency),
        )  # fmt: skip


# Table, a column that is never blank in a row, the sheet, and what a row is called.
_LISTED = (
    ("tblOrm", "Currency", "ORM", "open ORMs"),
    ("tblInvoices", "Currency", "BoE invoices", "open invoices"),
    ("tblSettlements", "Status", "Settlements", "settlement lines"),
    ("tblWriteOffs", "Status", "Write-offs", "write-off decisions"),
    ("tblSmallValue", "Status", "Small value", "small-value decisions"),
    ("tblExtensions", "Status", "Extensions", "extension decisions"),
    ("tblAdvances", "Status", "Advances", "advance decisions"),
    ("tblFollowUp", "Status", "Follow-up", "follow-up decisions"),
    ("tblReferrals", "Status", "Referrals", "decisions to be referred"),
    ("tblImportLicence", "IEC", "Import licence", "licence and IEC checks"),
)


def rows_are_complete(proof: Proof) -> Iterator[TieOut]:
    """Every row of the run stands on its sheet; a row deleted by hand shows here."""
    for table, header, sheet, words in _LISTED:
        number = len(proof.frames[table])
        yield TieOut(
            f"Rows on {sheet} = {words} in the run",
            "rows on the sheet", Calc(f'COUNTIFS({table}[{header}],"?*")', number), "rows in the run", number, sheet,
        )  # fmt: skip
    row, number = about.fact_row(proof.view, about.FINDINGS_LABEL) + 1, len(proof.view.findings)
    yield TieOut(
        "Findings on Exceptions = findings in the run",
        "rows on the sheet", Calc('COUNTIFS(tblExceptions[Severity],"?*")', len(proof.frames["tblExceptions"])),
        "findings in the run", Calc(f"About!$B${row}", number), "Exceptions",
    )  # fmt: skip


def every_item_is_decided(proof: Proof) -> Iterator[TieOut]:
    """No open item is left without a decision."""
    for side in SIDES:
        items = items_of(side, proof.view)
        decided = int((items[side.status_key] != "").sum())
        yield TieOut(
            f"Each open {side.words} has a decision",
            "open items", Calc(f'COUNTIFS({side.items}[Currency],"?*")', len(items)),
            "open items with a status", Calc(f'COUNTIFS({side.items}[{side.status_header}],"?*")', decided),
            side.sheet,
        )  # fmt: skip


def chain_is_whole(proof: Proof) -> Iterator[TieOut]:
    """The ledger's hash chain was checked from its first action to its head."""
    row, whole = about.fact_row(proof.view, about.CHAIN_LABEL) + 1, proof.view.stamp.ledger_chain_ok
    yield TieOut(
        "Ledger chain verified",
        "chain verified (1 = yes)",
        Calc(f"IF(About!$B${row},1,0)", int(whole)),
        "must be",
        1,
        "About",
    )


CHECKS = (
    chain_is_whole, sources, opening_is_last_closing, closing_is_ledger, closing_is_open_items, settled_is_posted,
    sides_agree, every_item_is_decided, rows_are_complete,
)  # fmt: skip


def tie_outs(view: ClosingView, frames: dict[str, pd.DataFrame]) -> list[TieOut]:
    """All tie-outs in the order in which an auditor reads them."""
    proof = Proof(view, frames)
    return [tie for check in CHECKS for tie in check(proof)]
