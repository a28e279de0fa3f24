"""What `_WHY` says where the other faces show an error value: which argument, what it holds, what to type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from udfs._essence import ESSENCE_MAX, cut
from udfs._registry import Argument, CellError, Function
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.texts import clean
from xl_addin.domain.written_days import Order, WrittenDay, written_day

EXPLAINED, EXPLAINS = "_WHY", "WHY"  # of a family; of a function that stands alone too
SHOWN_MAX = 60
EXAMPLE = "Example: "
Sentence = Callable[[Any, CellError], tuple[str, str]]


def explains(function: Function) -> bool:
    """Whether a function is the one of its family that answers by a sentence."""
    return function.name.endswith(EXPLAINS)


def sentence(function: Function, error: CellError, said: str) -> str:
    """The sentence in place of an error value."""
    head, said = f"{function.name.removesuffix(EXPLAINED)}: {error.value}; ", said.rstrip(". ")
    end = "" if said.endswith("?") else "."
    return f"{head}{said if len(head + said) < ESSENCE_MAX else _led(said, ESSENCE_MAX - len(head))}{end}"


def _led(said: str, room: int) -> str:
    """What was found, cut short, and what to do within the first signs; then all of it. What to do comes last."""
    found, _, todo = said.rpartition(". ")
    if not found:
        return said
    act = cut(todo, room // 2)
    return f"{cut(found, room - len(f'. {act}. '))}. {act}. In full: {said}"


def unread(argument: Argument, cell: Any, error: CellError) -> str:
    """Of a cell that could not be read: what it holds, why that is none, and what to type."""
    if argument.choices:
        listed = f"Type one of {', '.join(argument.choices)}"
        return f"{argument.name} holds {shown(cell)}, which is not on the list. {listed}"
    told = misread(argument.kind, cell, error)
    return f"{argument.name} {told}{_example(argument, told)}"


def misread(kind: str, cell: Any, error: CellError) -> str:
    """Of a cell of a range that could not be read as its kind: what it holds, why that is none, what to type."""
    wrong, todo = SENTENCES[kind](cell, error)
    return f"holds {shown(cell)}, {wrong}. {todo}"


def shown(cell: Any) -> str:
    """What a cell holds, short enough for a sentence."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    text = repr(cell) if isinstance(cell, str) else str(cell)
    return text if len(text) <= SHOWN_MAX else f"{text[:SHOWN_MAX]}…"


def fault(error: Exception) -> str:
    """What a refusal from below says: a day outside the law, a value that does not do, a library that lacks."""
    if isinstance(error, DeskError):
        return " ".join(part for part in (error.what, error.todo) if part)
    if isinstance(error, ValueRefused):
        return refusal(error)
    if isinstance(error, OverflowError):
        return "the dates lead beyond the year 9999. Check them"
    if isinstance(error, ImportError):
        return f"a library that the function needs is not here: {error}"
    return f"a fault of Import Desk ({type(error).__name__}), not of the cells; its log has the place. Tell the support"


def refusal(error: ValueRefused) -> str:
    """What was found, what was expected, and what to do."""
    found = f"found {shown(error.found)}; expected {error.expected}."
    return " ".join(part for part in (found, error.action) if part)


def _example(argument: Argument, todo: str) -> str:
    """The example of the wizard's help, where the sentence has none yet."""
    _, found, example = argument.help.partition(EXAMPLE)
    return f". {EXAMPLE}{example}" if found and "such as" not in todo else ""


def _day(cell: Any, error: CellError) -> tuple[str, str]:
    todo = "Type the date such as 2026-05-04 or 4-May-2026"
    if error is CellError.NUM:
        return "which is no day of the years 2000 to 2099", todo
    written = written_day(cell) if isinstance(cell, str) else None
    return _why_no_day(written) if written else "which is no date", todo


def _why_no_day(written: WrittenDay) -> str:
    days = [on.isoformat() for on in written.days]
    if len(days) > 1:
        return f"which has two readings: {' or '.join(days)}"
    if written.short:
        return f"which has a year of two digits, perhaps {days[0]}"
    if written.readings[0][0] is Order.YEAR_DAY:
        return f"which has year, day, month, perhaps {days[0]}"
    return "which has a time of day"


def _number(cell: Any, error: CellError) -> tuple[str, str]:
    todo = "Type digits with a decimal point and no currency or sign, such as 12500.50"
    if error is CellError.NUM:
        return "which has more than 15 digits that count", todo
    if isinstance(cell, str):
        minus = clean(cell).startswith("-")
        return ("which is below zero, or no number" if minus else "which is no number as this desk reads it"), todo
    return ("which is no number" if isinstance(cell, bool) else "which is below zero"), todo


def _signed(cell: Any, error: CellError) -> tuple[str, str]:
    wrong = "which has more than 15 digits that count" if error is CellError.NUM else "which is no number"
    return wrong, "Type digits with a decimal point, with at most a minus before them, such as -12500.50"


def _percent(cell: Any, error: CellError) -> tuple[str, str]:
    number = isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)
    maybe = number and 0 < cell < 1
    wrong = "as a cell that shows 5 % holds 0.05; or it is below one percent" if maybe else "which is no percentage"
    return wrong, "Type 5 for five percent; a share of one percent as text with its sign, such as 0.5 %"


def _count(cell: Any, error: CellError) -> tuple[str, str]:
    return "which is no whole number of zero or more", "Type digits alone, such as 25"


def _flag(cell: Any, error: CellError) -> tuple[str, str]:
    return "which is neither yes nor no", "Type Y or N, or leave it blank if it is not known"


def _word(cell: Any, error: CellError) -> tuple[str, str]:
    return "which is no word", "Type one word of at most 255 characters"


def _currency(cell: Any, error: CellError) -> tuple[str, str]:
    return "which is no currency of ISO 4217", "Type its three letters, such as USD"


def _text(cell: Any, error: CellError) -> tuple[str, str]:
    return "which is no code", "Type it as text of at most 255 characters"


SENTENCES: Mapping[str, Sentence] = {
    "date": _day,
    "written_date": _day,
    "amount": _number,
    "written_amount": _signed,
    "number": _signed,
    "count": _count,
    "percent": _percent,
    "flag": _flag,
    "word": _word,
    "currency": _currency,
    "text": _text,
    "long_text": _text,
}
