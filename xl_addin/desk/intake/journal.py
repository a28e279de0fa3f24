"""What happened to the rows of a source: read, kept, refused, and the findings that say why.

Repairs by stated rule are counted per column and rule, and reported once with an example, so that the list of
exceptions stays readable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xl_addin.domain.findings import Finding, Severity
from xl_addin.workbook.cells import Repair

_REPAIR_TEXT = {
    Repair.SPACES: (
        "no spaces around a code",
        "Read without them. Mend the export if it happens every month.",
    ),
    Repair.UPPER: ("capital letters", "Read in capitals."),
    Repair.SERIAL_DATE: (
        "a date as dd/mm/yyyy",
        "Read as an Excel serial number (1900 system). Format the column.",
    ),
    Repair.OTHER_DATE_FORM: ("a date as dd/mm/yyyy", "Read, as the form leaves no doubt. Format the column."),
    Repair.SHORT_YEAR: ("a year of four digits", "Read as 20yy. Format the column as dd/mm/yyyy."),
    Repair.GROUPED: ("digits without grouping", "Read without the commas."),
    Repair.ZEROS: (
        "the full width with leading zeros",
        "Zeros restored to the fixed width. Export it as text.",
    ),
    Repair.WORD: ("1, 2 or 3", "Read by the table of words (N is 1, new)."),
}


@dataclass(slots=True)
class Journal:
    """What happened to the rows of one source: kept and refused counts, findings, repairs."""

    source: str
    sheet: str = ""
    read: int = 0
    refused: int = 0
    findings: list[Finding] = field(default_factory=list)
    repairs: dict[tuple[str, Repair], list[Any]] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """Rows that were used; read = kept + refused, always."""
        return self.read - self.refused

    def refuse(self, code: str, row: int, column: str, found: str, expected: str, action: str) -> None:
        """Notes why a row is not used; the caller drops the row and counts it."""
        self.findings.append(
            Finding(code, Severity.BLOCK, self.source, found, expected, action, self.sheet, row, column)
        )

    def warn(self, code: str, row: int, column: str, found: str, expected: str, action: str) -> None:
        """Notes something to look at; the row is used."""
        self.findings.append(
            Finding(code, Severity.WARN, self.source, found, expected, action, self.sheet, row, column)
        )

    def repaired(self, column: str, repair: Repair, row: int, found: str, value: object) -> None:
        """Counts a repair; the first one serves as the example."""
        entry = self.repairs.setdefault((column, repair), [0, row, found, value])
        entry[0] += 1

    def all_findings(self) -> list[Finding]:
        """Findings in row order, then one line per kind of repair."""
        return self.findings + [self._repair_line(key, entry) for key, entry in sorted(self.repairs.items())]

    def _repair_line(self, key: tuple[str, Repair], entry: list[Any]) -> Finding:
        column, repair = key
        count, row, found, value = entry
        expected, action = _REPAIR_TEXT[repair]
        shown = value.isoformat() if isinstance(value, date) else value
        if repair is Repair.GROUPED:
            shown = found.replace(",", "").strip()  # as the desk writes it, not in minor units
        example = f"{count} cell(s); the first: {found!r} read as {shown}"
        return Finding(str(repair), Severity.INFO, self.source, example, expected, action, self.sheet, row, column)
