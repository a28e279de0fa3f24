"""Reading the bank's policy file: every line that cannot be used is told at once, with its place."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.domain.text_file import text_of, why_unread
from xl_addin.domain.written_amounts import written_amount
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.policy_fields import FIELDS
from xl_addin.rulebook.powers import PEOPLE, POWERS, powers_of
from xl_addin.rulebook.powers import faults as power_faults

TEXT_MAX = 200


def load_policy(path: Path | None) -> Policy:
    """The bank's policy file, or the empty policy for None; DeskError tells every line that cannot be used."""
    if path is None:
        return Policy()
    try:
        text = text_of(path)
        given = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise DeskError("The policy file nests its values.", str(path), "Write one value for each name.") from None
    except (OSError, ValueError) as error:
        raise DeskError(
            f"The policy file cannot be read: {why_unread(error)}.",
            str(path),
            "Check the path, or the line it names: a number is written 2.5 or 1000000 (no commas, no %), text in "
            "straight quotes, and each name once.",
        ) from error
    people, powers = given.pop(PEOPLE, {}), given.pop(POWERS, {})
    faults = [fault for name, value in given.items() if (fault := _fault(name, value))]
    faults += power_faults(people, powers)
    if faults:
        lines = text.splitlines()
        told = [f"{_line_of(name, lines)}{what}" for name, what in faults]
        raise DeskError("\n".join(told), str(path), "Correct each line, or leave it out to set no bound.")
    return Policy(**{name: _value(name, value) for name, value in given.items()}, powers=powers_of(people, powers))


def _fault(name: str, value: Any) -> tuple[str, str] | None:
    """The name and what is wrong with it; None for a line that can be used."""
    if name not in FIELDS:
        near = get_close_matches(name, FIELDS, n=2)
        todo = f"did you mean {' or '.join(near)}?" if near else f"use one of: {', '.join(FIELDS)}."
        return name, f"the policy file sets {name!r}, which is no parameter; {todo}"
    field = FIELDS[name]
    good, expected = KINDS[field.kind]
    within = good(value) and (field.most is None or _value(name, value) <= field.most)
    said = value if isinstance(value, list) else [value]
    if within and (not field.choices or all(one in field.choices for one in said)):
        return None
    wanted = f"one of {', '.join(str(c) for c in field.choices)}" if field.choices else expected
    wanted += f" and at most {field.most:,}" if field.most is not None else ""
    return name, f"the policy file sets {name} to {_as_written(value)}; expected {wanted}."


def _as_written(value: Any) -> str:
    """A value as a person wrote it in the file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_as_written, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _line_of(name: str, lines: list[str]) -> str:
    """The words `line 3: ` where the file sets `name`; nothing where the line is written in another way."""
    at = (number for number, line in enumerate(lines, 1) if line.partition("=")[0].strip().strip("\"'") == name)
    found = next(at, None)
    return f"line {found}: " if found else ""


def _value(name: str, value: Any) -> Any:
    if FIELDS[name].kind in ("decimal", "percent"):
        return Decimal(str(value).removesuffix("%").strip())
    return tuple(value) if isinstance(value, list) else value


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_amount(value: object) -> bool:
    return _is_count(value) or (isinstance(value, Decimal) and value.is_finite() and value >= 0)


def _is_percent(value: object) -> bool:
    """A number of zero or from one, as a function takes it; a share of one percent only with its sign, as text."""
    if isinstance(value, str):
        return value.endswith("%") and written_amount(value[:-1]) is not None
    return isinstance(value, int | Decimal) and _is_amount(value) and not 0 < value < 1


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime) and 2000 <= value.year < 2100


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= TEXT_MAX and value.isprintable()


KINDS: dict[str, tuple[Any, str]] = {
    "decimal": (_is_amount, "a number of zero or more"),
    "percent": (_is_percent, 'a number such as 5 for five percent (a share of one percent as "0.5 %")'),
    "count": (_is_count, "a whole number of zero or more"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "word": (lambda value: isinstance(value, str), "a word"),
    "words": (
        lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
        "a list of words",
    ),
    "text": (_is_text, f"text in quotes, on one line of at most {TEXT_MAX} signs"),
    "counts": (
        lambda value: isinstance(value, list) and all(_is_count(n) and 1 <= n <= 5 for n in value),
        "a list of 1 to 5",
    ),
    "dates": (
        lambda value: isinstance(value, list) and all(_is_day(d) for d in value),
        "a list of dates from 2000 to 2099",
    ),
}
