"""Which column of a file holds what, and what its header says of the figures under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from unicodedata import category

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.money_words import header_key, money_words
from xl_addin.workbook.extracts.schema import FIGURES, MANUAL_BOE_COLUMNS, Column


@dataclass(frozen=True, slots=True)
class Header:
    """A header that a column of the schema claims; `said` is the header where it names a currency or a unit too."""

    field: str
    said: str = ""


def boe_header(field: str) -> str:
    """What a finding calls a column of bills of entry: its first header.

    >>> boe_header("boe_number")
    'billOfEntryNumber'
    """
    return next(column.aliases[0] for column in MANUAL_BOE_COLUMNS if column.field == field)


def headers_of(headers: Iterable[str], columns: tuple[Column, ...], source: str) -> dict[int, Header]:
    """Position → column for the headers that the schema knows; DeskError when a needed column is not there."""
    told = tuple(headers)
    found = _known(told, columns)
    taken: dict[str, str] = {}
    for place, header in found.items():
        if header.field in taken:
            raise DeskError(
                f"Two columns hold {header.field.replace('_', ' ')}.",
                f"File {source}, columns {taken[header.field]!r} and {told[place]!r}.",
                "Remove one of them.",
            )
        taken[header.field] = told[place]
    missing = [c.aliases[0] for c in columns if c.needed and c.field not in taken]
    if missing:
        raise DeskError(
            f"Columns are missing: {', '.join(missing)}.",
            f"File {source} has: {', '.join(h for h in told if h)}.",
            "Export the file with these columns, or rename its headers.",
        )
    return found


def fields_known(columns: tuple[Column, ...]) -> Callable[[tuple[str, ...]], frozenset[str]]:
    """Which fields of the layout a row of headers names."""
    spellings = {header_key(alias): column.field for column in columns for alias in column.aliases}
    return lambda headers: frozenset(spellings[key] for header in headers if (key := header_key(header)) in spellings)


def unknown_headers(headers: Iterable[str], columns: tuple[Column, ...]) -> list[str]:
    """Headers that no column of the schema claims."""
    told = tuple(headers)
    known = _known(told, columns)
    return [header for place, header in enumerate(told) if header.strip() and place not in known]


def _known(headers: tuple[str, ...], columns: tuple[Column, ...]) -> dict[int, Header]:
    """A header in the schema's own words counts first: beside `Amount`, `Amount (INR)` is another column."""
    spellings = {header_key(alias): column.field for column in columns for alias in column.aliases}
    exact = {n: Header(spellings[key]) for n, header in enumerate(headers) if (key := header_key(header)) in spellings}
    taken = {header.field for header in exact.values()}
    # An alias may name a currency itself: what else it says is compared.
    without = {money_words(alias).rest: column.field for column in columns for alias in column.aliases}
    for n, header in enumerate(headers):
        name = (_with_words(header, without) or _in_two_scripts(header, columns)) if n not in exact else ""
        if name and name not in taken:
            exact[n] = Header(name, header if _with_words(header, without) else "")
    return dict(sorted(exact.items()))


def _with_words(header: str, spellings: dict[str, str]) -> str:
    """The column of a header that names a currency or a unit beside it; "" where there is none."""
    said = money_words(header)
    return spellings.get(said.rest, "") if said.currencies or said.units else ""


def _in_two_scripts(header: str, columns: tuple[Column, ...]) -> str:
    """The column of a header such as `ORM No. / क्रमांक`; not of figures, whose unit the other script may name."""
    key = header_key("".join(c for c in header if c.isascii() or category(c)[0] not in "LM"))
    found = next((one for one in columns if key in {header_key(alias) for alias in one.aliases}), None)
    return "" if header.isascii() or found is None or found.kind in FIGURES else found.field
