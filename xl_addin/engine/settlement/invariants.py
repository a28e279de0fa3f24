"""What must hold after every run; a breach is a fault of the engine, never of the data."""

from __future__ import annotations

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Ints, sum_by
from xl_addin.engine.settlement.book import Book, Lines

Pair = tuple[Ints, Ints]


def _check_kinds(book: Book, part: Lines) -> None:
    """Two currencies only at a rate, two importers only as a suggestion of its own pass; locked lines are given."""
    if part.tier == "LOCKED":
        return
    currency, importer = (
        book.orm_frame[name][part.orm] == book.invoice_frame[name][part.inv] for name in ("currency", "importer")
    )
    priced = part.rate != ""
    assert (priced | (currency & (part.amount == part.amount_invoice))).all(), "one amount in one currency"
    assert importer.all() or (part.step, part.tier) == ("THIRD_PARTY", "SUGGEST"), "one importer"
    assert not priced.any() or part.tier == "SUGGEST", "a person accepts what rests on a rate"


def _check_tolerance(book: Book, part: Lines) -> None:
    """Tolerance is per invoice: what a line called TOL leaves open stays within it for that invoice alone."""
    near = part.inv[part.reason == "TOL"]
    within = book.config.tolerance_divisor * book.invoices.open[near] <= book.value[near]
    assert within.all(), "a tolerated difference lies within the tolerance of its own invoice"


def check(book: Book, opened: Pair, left: Pair, links: pd.DataFrame) -> None:
    """Assert conservation, no over-use, one currency a line, tolerance per invoice, lines that explain themselves."""
    used: Pair = np.zeros_like(opened[0]), np.zeros_like(opened[1])
    firm: Pair = np.zeros_like(opened[0]), np.zeros_like(opened[1])
    for part in book.lines:
        lines = (part.orm, part.amount), (part.inv, part.amount_invoice)
        for side, (item, amount) in enumerate(lines):
            total = sum_by(item, amount, len(opened[side]))
            used[side][:] += total
            firm[side][:] += 0 if part.tier == "SUGGEST" else total
        _check_kinds(book, part)
        _check_tolerance(book, part)
        assert (part.amount > 0).all(), "a line moves money"
        assert (part.amount_invoice > 0).all(), "a line moves money on both sides"
    for side in (0, 1):
        assert (firm[side] + left[side] == opened[side]).all(), "lines and residual make up the original"
        assert (used[side] <= opened[side]).all(), "suggestions stay within what is left"
        assert (left[side] >= 0).all(), "no negative residual"
    spoken = links[["pass", "evidence", "group_id", "engine"]]
    assert (spoken != "").to_numpy().all(), "every line has pass, evidence, group and version"
