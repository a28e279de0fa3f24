"""Which column of a file holds what, and whether its dates can be trusted to be day-first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts import cells
from xl_addin.workbook.extracts.schema import Column, Kind, header_key


def fields_by_header(headers: Iterable[str], columns: tuple[Column, ...], source: str) -> dict[int, str]:
    """Position → field for the headers that the schema knows; DeskError when a needed column is not there."""
    spellings = {header_key(alias): column.field for column in columns for alias in column.aliases}
    found: dict[int, str] = {}
    for place, header in enumerate(headers):
        name = spellings.get(header_key(header))
        if name and name in found.values():
            raise DeskError(
                f"Two columns hold {name.replace('_', ' ')}.",
                f"File {source}, column {header!r}.",
                "Remove one of them.",
            )
        if name:
            found[place] = name
    missing = [c.aliases[0] for c in columns if c.needed and c.field not in found.values()]
    if missing:
        raise DeskError(
            f"Columns are missing: {', '.join(missing)}.",
            f"File {source} has: {', '.join(h for h in headers if h)}.",
            "Export the file with these columns, or rename its headers.",
        )
    return found


def unknown_headers(headers: Iterable[str], columns: tuple[Column, ...]) -> list[str]:
    """Headers that no column of the schema claims."""
    spellings = {header_key(alias) for column in columns for alias in column.aliases}
    return [header for header in headers if header.strip() and header_key(header) not in spellings]


def check_day_order(columns: tuple[Column, ...], rows: Sequence[tuple[int, Mapping[str, str]]], source: str) -> None:
    """Refuses the file when a date column holds a date that can only be month-first: its order is then in doubt."""
    for name in (c.field for c in columns if c.kind in (Kind.DATE, Kind.ISO_DATE)):
        row = next((row for row in rows if cells.month_first_only(row[1].get(name, ""))), None)
        if row is not None:
            raise DeskError(
                f"{row[1][name]!r} can only be a month-first date, but {name} is declared day-first."
                + _both_readings(name, rows),
                f"File {source}, row {row[0]}.",
                "Export the column as yyyy-mm-dd and take in again. Nothing of the file was taken in.",
            )


def _both_readings(name: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> str:
    """An example of the doubt: the first date of the column that has two readings, with both."""
    for number, texts in rows:
        readings = cells.both_orders(texts.get(name, ""))
        if readings:
            one, other = readings
            return f" So {texts[name]!r} in row {number} may be {one:%d-%b-%Y} or {other:%d-%b-%Y}."
    return ""
