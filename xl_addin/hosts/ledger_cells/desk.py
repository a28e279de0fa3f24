"""Ledger: one figure of an item, a list, or the reason for a decision, as the ledger of the desk had it at Refresh."""

from __future__ import annotations

from typing import Any

from udfs._law import plain
from udfs._registry import Argument, worksheet_function
from xl_addin.hosts.ledger_cells import answers
from xl_addin.hosts.ledger_cells.shared import DESK
from xl_addin.hosts.ledger_cells.shared import of_desk as asked

_KEY = Argument("key", "text", 'ORM number, BoE number, or a key as the sheets have it. Example: "OTT26090000734"')


@worksheet_function(
    faces=plain("any"),
    help="One figure or word of an item, as the desk's ledger had it when Refresh desk cells was pressed last. "
    "DESKWHY with the same arguments says it in a sentence, or why there is none.",
    arguments=(
        _KEY,
        Argument(
            "field",
            "text",
            "status, outstanding, outstanding INR, amount, settled, written off, currency, due date, decision, what to "
            'do, importer, IEC, other party, date, key; of the desk: as of, fresh. Example: "outstanding"',
        ),
    ),
    example='={}("OTT26090000734", "outstanding")',
    lasts=False,
)
def desk(key: str | None, field: str | None) -> Any:
    """The value of a field."""
    return asked(lambda: answers.figure(DESK, key or "", field or ""))


@worksheet_function(
    faces=plain("table"),
    help="A list with its header row, gravest first: overdue, breach, due in 7 days, due in 30 days, follow-up, "
    "extensions ending, writeoffs, small values, outstanding, today.",
    arguments=(
        Argument("list", "text", 'Name of the list. Example: "overdue"'),
        Argument("importer", "text", 'Of this importer alone: IEC, or the whole name. Example: "0388012345"', False),
        Argument("currency", "currency", 'In this currency alone. Example: "USD"', False),
    ),
    example='={}("overdue", "0388012345")',
    lasts=False,
)
def desklist(name: str | None, importer: str | None, currency: str | None) -> list[list[Any]]:
    """The rows of a list below their headers."""
    return asked(lambda: answers.listed(DESK, name or "", importer or "", currency or ""))


@worksheet_function(
    faces=plain("text"),
    help="The sentence about an item: a decision with its figures and its law, a settlement, or a field of DESK; "
    "where DESK has no answer, why not and what to do.",
    arguments=(
        _KEY,
        Argument(
            "about",
            "text",
            "payment, writeoff, small value, extension, advance, follow-up, settlement, or a field of DESK; left out: "
            'how it stands. Example: "payment"',
            False,
        ),
    ),
    example='={}("OTT26090000734", "advance")',
    lasts=False,
)
def deskwhy(key: str | None, about: str | None) -> str:
    """One sentence."""
    return asked(lambda: answers.why(DESK, key or "", about or ""))
