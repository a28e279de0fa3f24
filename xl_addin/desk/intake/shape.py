"""Turns rows of text into rows of values by the schema's columns; a row that cannot be used becomes findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic

from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.raw import Texts
from xl_addin.desk.intake.rows import Layout, Shaped_co, Values
from xl_addin.domain import identifiers, money
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.texts import clean
from xl_addin.rulebook.registers import parse_flag
from xl_addin.workbook.extracts import cells
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.cells import Repair
from xl_addin.workbook.extracts.day_cells import DIGITS_ALONE, day_first, is_counted
from xl_addin.workbook.extracts.read_tables import unread
from xl_addin.workbook.extracts.schema import Column, Kind

INDICATORS = {"1": 1, "2": 2, "3": 3, "N": 1, "NEW": 1}
NEW, AMEND, CANCEL = 1, 2, 3
SERIAL_DIGITS_MAX = 6


@dataclass(frozen=True, slots=True)
class Known:
    """Full-width identifiers met anywhere, by which a shortened one may be completed."""

    iecs: Collection[str]
    ad_codes: Collection[str]


# Kinds whose columns hold the same few texts over and over: a text met before is not read again.
_FEW_VALUES = frozenset(
    (
        *(Kind.CODE, Kind.DATE, Kind.FLAG, Kind.CURRENCY, Kind.IEC, Kind.AD, Kind.PORT, Kind.INDICATOR, Kind.INT),
        Kind.CHARGE,  # most charges are nil
    )
)


_TEXTS = (Kind.TEXT, Kind.CODE, Kind.CHARGE)
_Placed = tuple[Column, str, dict[str, cells.Read[Any]] | None, int | None]


class Shaper(Generic[Shaped_co]):
    """Reads rows of one source by its columns. One instance per source and kind of row."""

    def __init__(self, layout: Layout[Shaped_co], journal: Journal, as_on: date, known: Known) -> None:
        self._make = layout.make
        self._journal, self._as_on, self._known = journal, as_on, known
        self._readers: dict[Kind, Callable[[str], cells.Read[Any]]] = {
            Kind.TEXT: _name,
            Kind.CODE: _code,
            Kind.DATE: self._date,
            Kind.ISO_DATE: self._date,
            Kind.RATE: cells.amount,
            Kind.CHARGE: _charge,
            Kind.FLAG: _flag,
            Kind.INT: _int,
            Kind.CURRENCY: _currency,
            Kind.IEC: self._iec,
            Kind.AD: self._ad,
            Kind.BOE: _boe,
            Kind.PORT: _port,
            Kind.ORM: _orm,
            Kind.INDICATOR: _indicator,
        }
        met: dict[Kind, dict[str, cells.Read[Any]]] = {kind: {} for kind in _FEW_VALUES}
        self._columns = [(column, self._met(met, column)) for column in layout.columns if column.kept]
        self._placed: tuple[Mapping[str, int], list[_Placed]] = ({}, [])

    def _met(self, met: dict[Kind, dict[str, cells.Read[Any]]], column: Column) -> dict[str, cells.Read[Any]] | None:
        """What the texts of the column's kind were read as; a column whose digits are in doubt stands for itself."""
        return {} if column.field in self._journal.digits_in_doubt else met.get(column.kind)

    def shape(self, row: int, texts: Texts) -> Shaped_co | None:
        """The row as a value, None where an optional cell is blank; None altogether when the row is refused."""
        out: Values = {}
        good, told = True, texts.cells
        for column, name, met, place in self._plan(texts.places):
            text = "" if place is None else told[place]
            found = met.get(text) if met is not None and text.__class__ is str else None
            if found is not None:
                out[name] = found.value
                if found.repairs:
                    self._repaired(column, row, text, found)
            elif not text or not clean(text):
                out[name] = "" if column.kind in _TEXTS else None
                good &= self._optional(column, row)
            else:
                good &= self._read(column, row, text, out, met)
        return self._make(out) if good else None

    def _plan(self, places: Mapping[str, int]) -> list[_Placed]:
        """The columns with where each stands in a row; worked out anew only where rows differ in that."""
        if self._placed[0] is not places:
            plan = [(column, column.field, met, places.get(column.field)) for column, met in self._columns]
            self._placed = (places, plan)
        return self._placed[1]

    def _repaired(self, column: Column, row: int, text: str, found: cells.Read[Any]) -> None:
        for repair in found.repairs:
            self._journal.repaired(column.aliases[0], repair, row, text, found.value)

    def _read(self, column: Column, row: int, text: str, out: Values, met: dict[str, cells.Read[Any]] | None) -> bool:
        if column.kind is Kind.AMOUNT and out.get("currency") is None:
            return False  # the currency's own finding says why the row is refused
        try:
            found = self._value(column, text, out)
        except ValueRefused as why:
            if column.kind is Kind.TEXT and not column.needed and (isinstance(text, CellText) or unread(text)):
                return self._left_blank(column, row, why.found, why.action, out)
            return self._unusable(column, row, why, out)
        if met is not None and not isinstance(text, CellText):
            met[text] = found
        out[column.field] = found.value
        if found.repairs:
            self._repaired(column, row, text, found)
        return True

    def _value(self, column: Column, text: str, out: Values) -> cells.Read[Any]:
        wrong = unread(text) if text[0] == "#" and column.kind is not Kind.CHARGE else None
        if wrong:
            raise ValueRefused(wrong[0], "a value that the file holds", wrong[1])
        in_doubt = self._journal.digits_in_doubt
        if in_doubt and column.field in in_doubt and is_counted(text):
            raise ValueRefused(text, "a date as dd/mm/yyyy, as other digits of the column may be one", DIGITS_ALONE)
        if column.kind is Kind.AMOUNT:
            return self._amount(text, out["currency"])
        return self._readers[column.kind](text)

    def _left_blank(self, column: Column, row: int, found: str, advice: str, out: Values) -> bool:
        """A text that may be blank does not cost the row; that it was lost is told."""
        self._journal.tell("BAD_TEXT", row, column.aliases[0], found, when="left_blank", advice=advice)
        out[column.field] = ""
        return True

    def _unusable(self, column: Column, row: int, why: ValueRefused, out: Values) -> bool:
        """Refuses the row; but an unknown word for a flag only leaves the flag unknown, which decides as CHECK."""
        is_unknown = column.kind is Kind.FLAG and not column.needed
        if is_unknown:
            out[column.field] = None
        code = "FLAG_WORD_UNKNOWN" if is_unknown else f"BAD_{column.kind.name}"
        self._journal.tell(code, row, column.aliases[0], why.found, expected=why.expected, advice=why.action)
        return is_unknown

    def _optional(self, column: Column, row: int) -> bool:
        if not column.needed:
            return True
        header = column.aliases[0]
        self._journal.tell("CELL_MISSING", row, header, "an empty cell", header=header)
        return False

    def _date(self, text: str) -> cells.Read[date]:
        return day_first(text, self._as_on, date1904=self._journal.date1904)

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


def _name(text: str) -> cells.Read[str]:
    found = cells.text_of(text)
    return cells.Read(cells.name(found.value), found.repairs)


def _code(text: str) -> cells.Read[str]:
    typed = cells.text_of(text)
    found = cells.code(typed.value)
    return cells.Read(found.value, typed.repairs + found.repairs)


def _charge(text: str) -> cells.Read[str]:
    """The figure in plain digits; one that cannot be read stays as it is, for its invoice to tell."""
    try:
        return cells.Read(f"{cells.amount(text).value:f}")
    except ValueRefused:
        return cells.Read(cells.told(text))


def _boe(text: str) -> cells.Read[str]:
    found = cells.zero_filled(text, identifiers.BOE_LENGTH)
    return cells.Read(identifiers.parse_boe_number(found.value), found.repairs)


def _port(text: str) -> cells.Read[str]:
    found = cells.code(text)
    return cells.Read(identifiers.parse_port(found.value), found.repairs)


def _orm(text: str) -> cells.Read[str]:
    found = cells.identifier(text)
    return cells.Read(identifiers.parse_orm_number(found.value), found.repairs)


def _currency(text: str) -> cells.Read[str]:
    found = cells.code(text)
    money.exponent(found.value)
    return found


def _flag(text: str) -> cells.Read[bool | None]:
    return cells.Read(parse_flag(clean(cells.text_of(text).value)))


def _int(text: str) -> cells.Read[int]:
    trimmed = clean(cells.text_of(text).value)
    if trimmed.isascii() and trimmed.isdigit() and len(trimmed) <= SERIAL_DIGITS_MAX and int(trimmed) > 0:
        return cells.Read(int(trimmed))
    raise ValueRefused(text, "a whole number from 1 to 999999", "Correct the number in the source.")


def _indicator(text: str) -> cells.Read[int]:
    word = clean(cells.text_of(text).value).upper()
    if word not in INDICATORS:
        raise ValueRefused(text, "1 (new), 2 (amendment) or 3 (cancellation)", "Correct the record indicator.")
    return cells.Read(INDICATORS[word], () if word.isdigit() else (Repair.WORD,))
