"""A finding: something a person must look at, with its place and the remedy; its texts stand in findings.toml."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ADVISED = "Do as the finding itself advises."
REGISTER = Path(__file__).with_name("findings.toml")


class Severity(StrEnum):
    """How grave a finding is, gravest first; each word has its row in the register of status words."""

    BLOCK = "BLOCK"
    WARN = "WARN"
    INFO = "INFO"
    DECISION = "DECISION"


SEVERITY_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the exceptions list. `row` is the row or line a person counts to in the source; 0 = none."""

    code: str
    severity: Severity
    source: str
    found: str
    expected: str
    action: str
    sheet: str = ""
    row: int = 0
    column: str = ""


class Place(NamedTuple):
    """Where in its source a finding lies."""

    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A row of the register; `expected` and `remedy` may keep places {name} that a finding fills."""

    severity: Severity
    meaning: str
    remedy: str
    expected: str = ""


def finding(
    code: str,
    source: str,
    found: str,
    place: Place = Place(),  # noqa: B008  # frozen
    *,
    expected: str = "",
    when: str = "",
    **figures: str,
) -> Finding:
    """A finding of a registered code: severity, remedy and, unless given, what was expected come from its row.

    `when` names a special case of the code; `figures` fill the places of the texts.
    """
    told = register()[code, when]
    expected = expected or told.expected.format_map(figures)
    return Finding(code, told.severity, source, found, expected, told.remedy.format_map(figures), *place)


@cache
def register() -> Mapping[tuple[str, str], FindingRow]:
    """The register by code and special case ("" for the code itself), in the order of the file."""
    return dict(_rows(tomllib.loads(REGISTER.read_text("utf-8"))))


def _rows(read: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], FindingRow]]:
    for code, row in read.items():
        cases = row.pop("when", {})
        yield (code, ""), _row(code, row)
        for name, change in cases.items():
            yield (code, name), _row(f"{code}.when.{name}", row | change)


def _row(place: str, row: Mapping[str, Any]) -> FindingRow:
    """A row as its class; ValueError where the register contradicts itself."""
    try:
        made = FindingRow(**{**row, "severity": Severity(row["severity"])})
        list(string.Formatter().parse(made.expected + made.remedy))
    except (TypeError, KeyError, ValueError) as fault:
        raise ValueError(f"{REGISTER.name}, {place}: {fault}") from None
    if not (made.meaning.endswith(".") and made.remedy.endswith((".", "}"))):
        raise ValueError(f"{REGISTER.name}, {place}: meaning and remedy are sentences")
    return made


def without_places(text: str) -> str:
    """A text of the register as it reads without a finding: "…" where one fills something in."""
    return re.sub(r"\{[^}]*\}", "…", text.replace("{advice}", ADVISED))


def worst_first(one: Finding) -> tuple[int, str, str, int, str, str]:
    """Sort key: blocking findings first, then by code and place."""
    return (SEVERITY_ORDER[one.severity], one.code, one.source, one.row, one.column, one.found)


def told_line(one: Finding, item: str = "") -> str:
    """A finding in one line: its place, the `item` where that is known, what was found, what to do."""
    parts = (one.source, one.sheet, f"row {one.row}" if one.row else "", item, one.column)
    place = ", ".join(part for part in parts if part)
    expected = f", expected {one.expected!r}" if one.expected else ""
    return f"  {one.code} at {place}: found {one.found!r}{expected}. {one.action}"
