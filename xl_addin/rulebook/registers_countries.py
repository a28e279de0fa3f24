"""Countries against which the FATF has called for measures, with their dates: a list that the bank keeps current."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from xl_addin.domain.errors import DeskError
from xl_addin.domain.written_days import single_day
from xl_addin.rulebook.registers import _rows
from xl_addin.rulebook.registers_in_force import register, remembered

COLUMNS = ("country", "name", "measure", "from_date", "to_date")
MEASURES = ("COUNTERMEASURES", "ENHANCED_DUE_DILIGENCE")


class Call(NamedTuple):
    """One call of the FATF: two-letter country, measure, first and last day (None while it stands)."""

    country: str
    measure: str
    first: date
    last: date | None


def fatf_measure(country: str, on: date, path: Path | None = None) -> str | None:
    """The measure the FATF calls for against a two-letter `country` on the day `on`; None where it calls for none.

    `path` is the bank's own copy of the register.
    """
    code = country.strip().upper()
    for call in fatf_calls(path):
        if call.country == code and call.first <= on and (call.last is None or on <= call.last):
            return call.measure
    return None


def is_country_code(text: str) -> bool:
    """Whether `text` has the form of a two-letter country code; whether the code is given out is not asked."""
    return len(text) == 2 and text.isascii() and text.isalpha()


def fatf_calls(path: Path | None = None) -> tuple[Call, ...]:
    """Every call of the list that is in force, or of the bank's copy at `path`; DeskError names a line at fault."""
    return _calls(path or register("fatf_countries.csv"))


@remembered
def _calls(path: Path) -> tuple[Call, ...]:
    rows = _rows(path, COLUMNS)
    return tuple(_call(row, f"{path}, line {line}") for line, row in enumerate(rows, 2))


def _call(row: dict[str, str], where: str) -> Call:
    code, measure = (row["country"] or "").strip().upper(), (row["measure"] or "").strip()
    if not is_country_code(code):
        raise DeskError(f"The country {code!r} is not a two-letter code.", where, "Write it as IR.")
    if measure not in MEASURES:
        raise DeskError(f"The measure {measure!r} is unknown.", where, f"Write one of {', '.join(MEASURES)}.")
    first, last = _day(row["from_date"], where), _day(row["to_date"], where) if row["to_date"] else None
    if last is not None and last < first:
        raise DeskError(
            f"The call ends on {last:%d-%b-%Y}, before it begins on {first:%d-%b-%Y}.", where, "Correct the dates."
        )
    return Call(code, measure, first, last)


def _day(text: str | None, where: str) -> date:
    found = single_day(text or "")
    if found is None:
        raise DeskError(f"{text!r} is not a date.", where, "Write it as 31-Oct-2026.")
    return found
