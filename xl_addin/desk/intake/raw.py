"""Rows of a source as text by field name, before anything is typed or kept."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.sources import SourceFile


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as text by field name; `invoices` are a BoE's own rows with their lines."""

    line: int
    texts: dict[str, str]
    invoices: tuple[tuple[int, dict[str, str]], ...] = ()

    def text(self, field: str) -> str:
        """What stands in the column of a field, without blanks around it; "" where the file has none."""
        return self.texts.get(field, "").strip()


@dataclass(frozen=True, slots=True)
class RawSource:
    """All rows of one file, with the journal that will tell what became of them."""

    file: SourceFile
    journal: Journal
    rows: tuple[RawRow, ...]
