"""Turns rows of text into rows of values by the schema's columns; a row that cannot be used becomes findings.

Repairs by stated rule are counted per file, column and rule, and reported once with an example, so that the list of
exceptions stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.domain import identifiers, money
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.findings import Finding, Severity
from xl_addin.rulebook.registers import parse_flag
from xl_addin.workbook import cells
from xl_addin.workbook.cells import Repair
from xl_addin.workbook.read_tables import LOST_DIGITS
from xl_addin.workbook.schema import Column, Kind, header_key

Row = dict[str, Any]
INDICATORS = {"1": 1, "2": 2, "3": 3, "N": 1, "NEW": 1}
NEW, AMEND, CANCEL = 1, 2, 3

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
        example = f"{count} cell(s); the first: {found!r} read as {shown}"
        return Finding(str(repair), Severity.INFO, self.source, example, expected, action, self.sheet, row, column)


@dataclass(frozen=True, slots=True)
class Known:
    """Full-width identifiers met anywhere, by which a shortened one may be completed."""

    iecs: Collection[str]
    ad_codes: Collection[str]


class Shaper:
    """Reads rows of one source by its columns. One instance per source and kind of row."""

    def __init__(self, columns: tuple[Column, ...], journal: Journal, as_on: date, known: Known) -> None:
        self._columns, self._journal, self._as_on, self._known = columns, journal, as_on, known
        self._readers: dict[Kind, Callable[[str], cells.Read[Any]]] = {
            Kind.CODE: cells.code, Kind.DATE: self._date, Kind.ISO_DATE: self._date, Kind.RATE: cells.amount,
            Kind.FLAG: _flag, Kind.INT: _int, Kind.CURRENCY: _currency, Kind.IEC: self._iec, Kind.AD: self._ad,
            Kind.BOE: _boe, Kind.PORT: _port, Kind.ORM: _orm, Kind.INDICATOR: _indicator,
        }  # fmt: skip

    def shape(self, row: int, texts: dict[str, str]) -> Row | None:
        """Values by field name, None where an optional cell is blank; None altogether when the row is refused."""
        out: Row = {}
        good = True
        for column in self._columns:
            text = texts.get(column.field, "")
            if column.kind is Kind.TEXT:
                out[column.field] = cells.name(text)
                good &= bool(out[column.field]) or self._optional(column, row)
                continue
            if not text or text.isspace():
                out[column.field] = "" if column.kind is Kind.CODE else None
                good &= self._optional(column, row)
                continue
            good &= self._read(column, row, text, out)
        return out if good else None

    def _read(self, column: Column, row: int, text: str, out: Row) -> bool:
        try:
            if text == LOST_DIGITS:
                raise ValueRefused("a number that has lost digits", "text", "Format the column as text; export again.")
            if column.kind is Kind.AMOUNT:
                if out.get("currency") is None:
                    return False  # the currency's own finding says why the row is refused
                value, repairs = self._amount(text, out["currency"])
            else:
                value, repairs = self._readers[column.kind](text)
        except ValueRefused as why:
            code = f"BAD_{column.kind.name}"
            self._journal.refuse(code, row, column.aliases[0], why.found, why.expected, why.action)
            return False
        out[column.field] = value
        for repair in repairs:
            self._journal.repaired(column.aliases[0], repair, row, text, value)
        return True

    def _optional(self, column: Column, row: int) -> bool:
        if not column.needed:
            return True
        self._journal.refuse(
            "CELL_MISSING", row, column.aliases[0], "an empty cell", f"a value in {column.aliases[0]}",
            "Complete the row in the source and take the file in again.",
        )  # fmt: skip
        return False

    def _date(self, text: str) -> cells.Read[date]:
        return cells.day_first(text, self._as_on)

    @staticmethod
    def _amount(text: str, currency: str) -> cells.Read[int]:
        found = cells.amount(text)
        return cells.Read(money.to_minor(found.value, currency), found.repairs)

    def _iec(self, text: str) -> cells.Read[str]:
        found = cells.zero_filled(text, identifiers.IEC_LENGTH)
        _confirm(text, found, self._known.iecs, "an IEC of 10 characters")
        return cells.Read(identifiers.parse_iec(found.value), found.repairs)

    def _ad(self, text: str) -> cells.Read[str]:
        found = cells.zero_filled(text, identifiers.AD_LENGTHS[0])
        _confirm(text, found, self._known.ad_codes, "an AD code of 7 (or 14) digits")
        return cells.Read(identifiers.parse_ad_code(found.value), found.repairs)


def _confirm(text: str, found: cells.Read[str], known: Collection[str], expected: str) -> None:
    """Zeros are put back only when the completed code is met in full elsewhere; else a digit may be missing."""
    if Repair.ZEROS in found.repairs and found.value not in known:
        raise ValueRefused(text, expected, f"{found.value} is not known in full anywhere: give it as text.")


def _boe(text: str) -> cells.Read[str]:
    found = cells.zero_filled(text, identifiers.BOE_LENGTH)
    return cells.Read(identifiers.parse_boe_number(found.value), found.repairs)


def _port(text: str) -> cells.Read[str]:
    found = cells.code(text)
    return cells.Read(identifiers.parse_port(found.value), found.repairs)


def _orm(text: str) -> cells.Read[str]:
    found = cells.code(text)
    return cells.Read(identifiers.parse_orm_number(found.value), found.repairs)


def _currency(text: str) -> cells.Read[str]:
    found = cells.code(text)
    money.exponent(found.value)
    return found


def _flag(text: str) -> cells.Read[bool | None]:
    return cells.Read(parse_flag(text))


def _int(text: str) -> cells.Read[int]:
    trimmed = cells.clean(text)
    if trimmed.isascii() and trimmed.isdigit() and int(trimmed) > 0:
        return cells.Read(int(trimmed))
    raise ValueRefused(text, "a whole number from 1", "Correct the serial number in the source.")


def _indicator(text: str) -> cells.Read[int]:
    word = cells.clean(text).upper()
    if word not in INDICATORS:
        raise ValueRefused(text, "1 (new), 2 (amendment) or 3 (cancellation)", "Correct the record indicator.")
    return cells.Read(INDICATORS[word], () if word.isdigit() else (Repair.WORD,))


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


def check_day_order(headers: dict[int, str], columns: tuple[Column, ...], rows: Iterable[tuple[int, tuple[str, ...]]],
                    source: str) -> None:  # fmt: skip
    """Refuses the file when a date column holds a date that can only be month-first: its order is then in doubt."""
    dates = {c.field for c in columns if c.kind is Kind.DATE}
    places = [place for place, name in headers.items() if name in dates]
    for number, row in rows:
        for place in places:
            if place < len(row) and cells.month_first_only(row[place]):
                raise DeskError(
                    f"{row[place]!r} can only be a month-first date, but {headers[place]} is declared day-first.",
                    f"File {source}, row {number}. Every date of the column could be read in two ways.",
                    "Export the column as yyyy-mm-dd and take in again. Nothing of the file was taken in.",
                )


def decimal_or_none(value: object) -> Decimal | None:
    """A Decimal as it is, None for a blank."""
    return value if isinstance(value, Decimal) else None
