"""A finding: something a person must look at, with its place and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """BLOCK: the item was not taken or the month cannot be signed. WARN: look. INFO: done by a stated rule."""

    BLOCK = "BLOCK"
    WARN = "WARN"
    INFO = "INFO"


SEVERITY_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.INFO: 2}


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


def worst_first(finding: Finding) -> tuple[int, str, str, int, str, str]:
    """Sort key: blocking findings first, then by code and place."""
    rank = SEVERITY_ORDER[finding.severity]
    return (rank, finding.code, finding.source, finding.row, finding.column, finding.found)
