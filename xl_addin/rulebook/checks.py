"""What a rulebook file may say: its sections and keys, and the type of every value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from xl_addin.rulebook.model import Parameter, RulebookError

WORDS_TOLD = 12

# file section -> (keys that must be there and filled, keys that may be there)
SECTIONS = {
    "horizon": ({"earliest", "reviewed_on", "answered_days_after_review"}, set[str]()),
    "parameter": ({"subject", "type", "meaning", "governed_by"}, {"unit", "choices"}),
    "instrument": ({"id", "issuer", "title", "issued_on", "in_force_from"}, {"reference", "short"}),
    "provision": (
        {"parameter", "value", "effective_from", "paragraph", "confidence"},
        {"effective_to", "note"},
    ),
    "choice": ({"parameter", "word", "meaning"}, set[str]()),
    "end": ({"parameters", "last_day", "paragraph"}, set[str]()),
}


def _decimal(value: object, parameter: Parameter, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise fault(where, f"value {value!r} is not a number of zero or more")
    return Decimal(value)


def _count(value: object, parameter: Parameter, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise fault(where, f"value {value!r} is not a whole number of zero or more")
    return value


def _flag(value: object, parameter: Parameter, where: str) -> bool:
    if not isinstance(value, bool):
        raise fault(where, f"value {value!r} is not true or false")
    return value


def _date(value: object, parameter: Parameter, where: str) -> date:
    return day(value, where)


def _word(value: object, parameter: Parameter, where: str) -> str:
    if not isinstance(value, str) or value not in parameter.choices:
        raise fault(where, f"value {value!r} is not one of {_told(str(value), parameter.choices)}")
    return value


def _told(value: str, words: tuple[str, ...]) -> str:
    """The words that may stand; of a long list those that look alike, else its first."""
    if len(words) <= WORDS_TOLD:
        return ", ".join(words)
    near = get_close_matches(value, words) or words[:WORDS_TOLD]
    return f"{', '.join(near)} and {len(words) - len(near)} others"


def _words(value: object, parameter: Parameter, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise fault(where, f"value {value!r} is not a list of words")
    return tuple(_word(item, parameter, where) for item in value)


TYPES: dict[str, Callable[[object, Parameter, str], Any]] = {
    "decimal": _decimal,
    "months": _count,
    "days": _count,
    "count": _count,
    "flag": _flag,
    "date": _date,
    "word": _word,
    "words": _words,
}


def day(value: object, where: str) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise fault(where, f"{value!r} is not a date such as 2026-10-01")
    return value


def keys(row: dict[str, Any], section: str, where: str) -> None:
    needed, optional = SECTIONS[section]
    for key in sorted(needed):
        if row.get(key, "") == "":
            raise fault(where, f"[{section}] has no {key}")
    only(row, needed | optional, f"{where}, [{section}]")


def only(row: dict[str, Any], allowed: set[str], where: str) -> None:
    if strange := sorted(set(row) - allowed):
        raise fault(where, f"unknown key {strange[0]!r}")


def fault(where: str, what: str) -> RulebookError:
    return RulebookError(f"{where}: {what}.", where, "Correct the rulebook file; no decision is made before that.")
