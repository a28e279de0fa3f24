"""What must hold after every run: a book that breaks it stops with the words of the rule."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from tests.engine.settlement.months import invoice, invoices, orm, orms
from xl_addin.engine.settlement import Config
from xl_addin.engine.settlement.arrays import objects
from xl_addin.engine.settlement.book import Book, Lines
from xl_addin.engine.settlement.invariants import check
from xl_addin.engine.settlement.opening import open_book

LINKS = pd.DataFrame({"pass": ["REF"], "evidence": ["named"], "group_id": ["REF:O1"], "engine": ["settlement-3"]})


class Line(NamedTuple):
    """One line: positions, amounts on both sides, how firm it is, and the rate if in two currencies."""

    orm: int
    inv: int
    amount: int
    amount_invoice: int
    tier: str = "AUTO"
    step: str = "REF"
    reason: str = "EXACT"
    rate: str = ""


def part(*lines: Line) -> Lines:
    """Lines of one pass and tier."""
    orm_at, inv_at, amount, amount_invoice = (
        np.array(column, dtype=np.int64) for column in [*zip(*lines, strict=True)][:4]
    )
    texts = objects(line.reason for line in lines), objects(["named"] * len(lines)), objects(["G"] * len(lines))
    step, tier = lines[0].step, lines[0].tier
    return Lines(orm_at, inv_at, amount, amount_invoice, step, tier, *texts, objects(line.rate for line in lines))


def book_of(*parts: Lines) -> Book:
    """Two remittances and four invoices of 100 each: two of the same importer, a third in euro, one of another."""
    due = [invoice(f"B{n}", 1, 100) for n in (1, 2)]
    due += [invoice("B3", 1, 100, currency="EUR"), invoice("B4", 1, 100, iec="ZZBBB0002B")]
    book = open_book(orms(orm("O1", 100), orm("O2", 100)), invoices(*due), Config())
    book.lines += parts
    return book


Amounts = list[int]


def run(parts: list[Lines], orm_left: Amounts, inv_left: Amounts, links: pd.DataFrame = LINKS) -> None:
    """Check the book of these lines with these residuals."""
    book = book_of(*parts)
    left = np.array(orm_left, dtype=np.int64), np.array(inv_left, dtype=np.int64)
    book.invoices.open[:] = left[1]
    opened = np.full(2, 100, dtype=np.int64), np.full(4, 100, dtype=np.int64)
    check(book, opened, left, links)


def one(*line: Any, **more: Any) -> list[Lines]:
    """A single line."""
    return [part(Line(*line, **more))]


ALL = [100, 100, 100, 100]  # all invoices open
LOCKED = {"tier": "LOCKED", "step": "LOCKED"}
SUGGEST = {"tier": "SUGGEST"}
THIRD = {"tier": "SUGGEST", "step": "THIRD_PARTY"}


@pytest.mark.parametrize(
    ("parts", "orm_left", "inv_left"),
    [
        pytest.param([], [100, 100], ALL, id="no line"),
        pytest.param(one(0, 0, 100, 100), [0, 100], [0, 100, 100, 100], id="one line, both used up"),
        pytest.param(
            [part(Line(0, 0, 40, 40), Line(0, 1, 60, 60)), part(Line(1, 0, 50, 50))],
            [0, 50],
            [10, 40, 100, 100],
            id="three lines in two passes",
        ),
        pytest.param(one(0, 0, 100, 100, **SUGGEST), [100, 100], ALL, id="a suggestion lowers nothing"),
        pytest.param(
            [part(Line(0, 0, 30, 30)), part(Line(0, 0, 70, 70, **SUGGEST))],
            [70, 100],
            [70, 100, 100, 100],
            id="a suggestion of all that is left",
        ),
        pytest.param(
            one(0, 2, 100, 90, rate="0.9", **SUGGEST), [100, 100], ALL, id="two currencies at a rate, suggested"
        ),
        pytest.param(one(0, 0, 100, 90, rate="0.9", **SUGGEST), [100, 100], ALL, id="a rate within one currency"),
        pytest.param(one(0, 3, 100, 100, **THIRD), [100, 100], ALL, id="two importers, suggested by their own pass"),
        pytest.param(one(0, 0, 100, 100, **THIRD), [100, 100], ALL, id="that pass with one importer"),
        pytest.param(one(0, 2, 100, 90, **LOCKED), [0, 100], [100, 100, 10, 100], id="locked: two currencies"),
        pytest.param(one(0, 3, 100, 100, **LOCKED), [0, 100], [100, 100, 100, 0], id="locked: two importers"),
        pytest.param(
            [part(Line(0, 0, 50, 50, **LOCKED)), part(Line(0, 1, 50, 50))], [0, 100], [50, 50, 100, 100], id="both"
        ),
        pytest.param(
            one(0, 0, 95, 95, reason="TOL"), [5, 100], [5, 100, 100, 100], id="5 of 100 left open is within 5 %"
        ),
        pytest.param(
            [part(Line(0, 0, 95, 95, reason="TOL"), Line(1, 1, 1, 1, reason="PART"))],
            [5, 99],
            [5, 99, 100, 100],
            id="only lines called TOL are held to 5 %",
        ),
    ],
)
def test_what_holds(parts: list[Lines], orm_left: Amounts, inv_left: Amounts) -> None:
    """Nothing is said."""
    run(parts, orm_left, inv_left)


CURRENCY = "one amount in one currency"
IMPORTER = "one importer"
RATE = "a person accepts what rests on a rate"
TOLERANCE = "a tolerated difference lies within the tolerance of its own invoice"
MONEY = "a line moves money"
WHOLE = "lines and residual make up the original"
WITHIN = "suggestions stay within what is left"
NEGATIVE = "no negative residual"


@pytest.mark.parametrize(
    ("parts", "orm_left", "inv_left", "words"),
    [
        pytest.param(one(0, 2, 50, 50), [50, 100], [100, 100, 50, 100], CURRENCY, id="two currencies without a rate"),
        pytest.param(one(0, 0, 50, 49), [50, 100], [51, 100, 100, 100], CURRENCY, id="two amounts in one currency"),
        pytest.param(one(0, 2, 50, 50, **SUGGEST), [100, 100], ALL, CURRENCY, id="not even suggested"),
        pytest.param(
            [part(Line(0, 0, 50, 50), Line(0, 2, 50, 50))],
            [0, 100],
            [50, 100, 50, 100],
            CURRENCY,
            id="one line of two in two currencies",
        ),
        pytest.param(
            [part(Line(0, 2, 50, 45, rate="0.9", **SUGGEST), Line(1, 2, 50, 50, **SUGGEST))],
            [100, 100],
            ALL,
            CURRENCY,
            id="the rate of one line is none for the next",
        ),
        pytest.param(one(0, 3, 50, 50), [50, 100], [100, 100, 100, 50], IMPORTER, id="two importers"),
        pytest.param(one(0, 3, 50, 50, **SUGGEST), [100, 100], ALL, IMPORTER, id="suggested by another pass"),
        pytest.param(
            one(0, 3, 50, 50, step="THIRD_PARTY"), [50, 100], [100, 100, 100, 50], IMPORTER, id="firm by its own pass"
        ),
        pytest.param(
            [part(Line(0, 0, 50, 50), Line(1, 3, 50, 50))],
            [50, 50],
            [50, 100, 100, 50],
            IMPORTER,
            id="one line of two with two importers",
        ),
        pytest.param(one(0, 2, 50, 45, rate="0.9"), [50, 100], [100, 100, 55, 100], RATE, id="firm at a rate"),
        pytest.param(
            [part(Line(0, 0, 50, 50), Line(1, 2, 50, 45, rate="0.9"))],
            [50, 50],
            [50, 100, 55, 100],
            RATE,
            id="one line of two firm at a rate",
        ),
        pytest.param(
            [part(Line(1, 1, 9, 9, **LOCKED)), part(Line(0, 3, 50, 50))],
            [50, 91],
            [100, 91, 100, 50],
            IMPORTER,
            id="lines after locked ones are held to the rules",
        ),
        pytest.param(
            one(0, 0, 94, 94, reason="TOL"), [6, 100], [6, 100, 100, 100], TOLERANCE, id="6 of 100 is more than 5 %"
        ),
        pytest.param(
            [part(Line(0, 0, 100, 100, reason="TOL"), Line(1, 1, 90, 90, reason="TOL"))],
            [0, 10],
            [0, 10, 100, 100],
            TOLERANCE,
            id="10 of two times 100 is within 5 % of both, but not of its own",
        ),
        pytest.param(one(0, 0, 0, 0), [100, 100], ALL, MONEY, id="a line of nothing"),
        pytest.param(
            [part(Line(0, 0, 1, 1), Line(0, 1, 0, 0))], [99, 100], [99, 100, 100, 100], MONEY, id="one of two"
        ),
        pytest.param(one(0, 0, -1, -1), [101, 100], [101, 100, 100, 100], MONEY, id="a line that takes back"),
        pytest.param(one(0, 0, 50, 50), [49, 100], [50, 100, 100, 100], WHOLE, id="a unit of a remittance is lost"),
        pytest.param(one(0, 0, 50, 50), [50, 100], [51, 100, 100, 100], WHOLE, id="a unit of an invoice is won"),
        pytest.param(one(0, 0, 50, 50, **SUGGEST), [50, 100], [50, 100, 100, 100], WHOLE, id="a suggestion was posted"),
        pytest.param(one(0, 0, 50, 50, **LOCKED), [100, 100], ALL, WHOLE, id="a locked line was not posted"),
        pytest.param(
            [part(Line(0, 0, 60, 60)), part(Line(0, 1, 41, 41, **SUGGEST))],
            [40, 100],
            [40, 100, 100, 100],
            WITHIN,
            id="a suggestion above what its remittance has left",
        ),
        pytest.param(
            [part(Line(0, 0, 60, 60)), part(Line(1, 0, 41, 41, **SUGGEST))],
            [40, 100],
            [40, 100, 100, 100],
            WITHIN,
            id="a suggestion above what its invoice has left",
        ),
        pytest.param(
            # the locked line takes 110 of 100, the suggestion would give 20 back and so hide it
            [part(Line(0, 2, 50, 110, **LOCKED)), part(Line(0, 2, 50, -20, rate="0.9", **SUGGEST))],
            [50, 100],
            [100, 100, -10, 100],
            "a line moves money on both sides",
            id="a suggestion that gives back would hide an over-settled invoice",
        ),
    ],
)
def test_what_is_a_fault(parts: list[Lines], orm_left: Amounts, inv_left: Amounts, words: str) -> None:
    """The run stops with the words of the rule that is broken."""
    with pytest.raises(AssertionError, match=f"^{re.escape(words)}$"):
        run(parts, orm_left, inv_left)


@pytest.mark.parametrize("column", ["pass", "evidence", "group_id", "engine"])
def test_every_line_explains_itself(column: str) -> None:
    """One empty text in one of two lines is a fault; other columns may be empty."""
    links = pd.concat([LINKS, LINKS], ignore_index=True).assign(rate="")
    run([], [100, 100], ALL, links)
    links.loc[1, column] = ""
    with pytest.raises(AssertionError, match=r"^every line has pass, evidence, group and version$"):
        run([], [100, 100], ALL, links)


def test_the_tolerance_is_the_callers() -> None:
    """One in ten: 10 of 100 left open is within it, 11 is not."""
    for short, good in ((10, True), (11, False)):
        book = book_of(part(Line(0, 0, 100 - short, 100 - short, reason="TOL")))
        book.config = Config(tolerance_divisor=10)
        left = np.array([short, 100], dtype=np.int64), np.array([short, 100, 100, 100], dtype=np.int64)
        book.invoices.open[:] = left[1]
        opened = np.full(2, 100, dtype=np.int64), np.full(4, 100, dtype=np.int64)
        if good:
            check(book, opened, left, LINKS)
        else:
            with pytest.raises(AssertionError, match=TOLERANCE):
                check(book, opened, left, LINKS)
