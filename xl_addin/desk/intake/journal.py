"""What happened to the rows of a source: read, kept, refused, and the findings that say why.

Repairs by stated rule are counted per column and rule, and reported once with an example, so that the list of
exceptions stays readable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.workbook.extracts.cells import Repair


@dataclass(slots=True)
class Journal:
    """What happened to the rows of one source: kept and refused counts, findings, repairs.

    `date1904` says from which day the numbers of its dates count, `digits_in_doubt` in which columns digits alone are
    no date.
    """

    source: str
    sheet: str = ""
    read: int = 0
    refused: int = 0
    date1904: bool = False
    digits_in_doubt: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    repairs: dict[tuple[str, Repair], list[Any]] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """Rows that were used; read = kept + refused, always."""
        return self.read - self.refused

    def tell(self, code: str, row: int, column: str, found: str, **told: str) -> None:
        """Notes a finding at its place; where its severity is BLOCK the caller drops the row and counts it.

        `told` is what `finding` takes: expected, when, and the figures of the texts.
        """
        self.findings.append(finding(code, self.source, found, Place(self.sheet, row, column), **told))

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
        shown = value.isoformat() if isinstance(value, date) else value
        if repair is Repair.GROUPED:
            shown = found.replace(",", "").strip()  # as the desk writes it, not in minor units
        example = f"{count} cell(s); the first: {found!r} read as {shown}"
        return finding(repair, self.source, example, Place(self.sheet, row, column))
