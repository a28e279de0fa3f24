"""Rows of a source as text by field name, before anything is typed or kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.sources import SourceFile


class Texts(Mapping[str, str]):
    """The texts of one row by field. Where each field stands is said once for all rows that are alike."""

    __slots__ = ("cells", "places")

    def __init__(self, places: Mapping[str, int], cells: tuple[str, ...]) -> None:
        self.places, self.cells = places, cells

    def __getitem__(self, field: str) -> str:
        return self.cells[self.places[field]]

    def get(self, field: str, default: Any = None) -> Any:
        """What stands in a field; `default` where the row has none."""
        place = self.places.get(field)
        return default if place is None else self.cells[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as text by field name; `invoices` are a BoE's own rows with their lines."""

    line: int
    texts: Texts
    invoices: tuple[tuple[int, Texts], ...] = ()

    def text(self, field: str) -> str:
        """What stands in the column of a field, without blanks around it; "" where the file has none."""
        return str(self.texts.get(field, "")).strip()


@dataclass(frozen=True, slots=True)
class RawSource:
    """All rows of one file, with the journal that will tell what became of them."""

    file: SourceFile
    journal: Journal
    rows: tuple[RawRow, ...]
