"""The server's own tests, before it makes them: `sound(layout, records, told, …)` gives the records that may go.

What is wrong with a record is told as findings with its place, and the record stays back; the rest goes. A record is
judged as it would be written, so that what was typed into a file by hand is judged alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.domain.money import currencies
from xl_addin.messages.codes import codes_of, is_on
from xl_addin.messages.model import Field, Kind, Layout, Level, Need
from xl_addin.messages.read_xml import shown
from xl_addin.messages.record import Record, Texts, key_of
from xl_addin.messages.typed import day_of, form_of

Told = Callable[[Finding], object]
_REMEMBERED = 1000  # texts of an element that were found right
POSITIVE, PAST, CURRENCY = "positive", "past", "currency"
_KINDS = {
    Kind.LETTERS: ("[A-Za-z]", "letters"),
    Kind.TEXT: ("[^\x00-\x1f]", "signs"),
    Kind.DIGITS: ("[0-9]", "digits"),
}


def sound(layout: Layout, records: Iterable[Record], told: Told, source: str, on: date) -> Iterator[Record]:
    """The records that pass every test; the findings of the others go to `told`. `on` is the day of the file."""
    checks = Checks(layout, source, on)
    for record in records:
        found = checks.of(record)
        for one in found:
            told(one)
        if not found:
            yield record


@dataclass
class Checks:
    """The tests of one file: those of a record by itself, and that no key comes twice."""

    layout: Layout
    source: str
    on: date
    _met: dict[tuple[str, ...], int] = field(default_factory=dict)
    _number: int = 0

    def of(self, record: Record) -> list[Finding]:
        """What is wrong with the next record of the file; its place is its line, else its number in the file."""
        self._number += 1
        place = record.line or self._number
        found = [*self._values(record, place), *self._invoices(record, place), *self._strays(record, place)]
        return found or [*self._key_twice(key_of(self.layout, record), place)]

    def _key_twice(self, key: tuple[str, ...], place: int) -> Iterator[Finding]:
        if key in self._met:
            first = str(self._met[key])
            yield self._tell("MESSAGE_RECORD_TWICE", place, self.layout.key[0], " ".join(key), first=first)
        self._met.setdefault(key, place)

    @cached_property
    def _tests(self) -> dict[Level, tuple[_Test, ...]]:
        levels = {Level.RECORD: self.layout.of_record, Level.INVOICE: self.layout.of_invoice}
        return {level: tuple(_Test(one, self.layout) for one in fields) for level, fields in levels.items()}

    def _values(self, record: Record, place: int) -> Iterator[Finding]:
        yield from self._judged(Level.RECORD, record.values, record.values, place)

    def _invoices(self, record: Record, place: int) -> Iterator[Finding]:
        if not self.layout.has_invoices:
            return
        serial = self.layout.element("invoice_serial", Level.INVOICE)
        met: set[str] = set()
        if not record.invoices:
            yield self._tell("MESSAGE_FIELD_MISSING", place, serial, "no invoice", "at least one invoice")
        for line, invoice in zip(record.invoice_lines or [place] * len(record.invoices), record.invoices, strict=True):
            yield from self._judged(Level.INVOICE, invoice, record.values, line)
            number = invoice.get(serial, "").lstrip("0")
            if number and number in met:
                yield self._tell("MESSAGE_INVOICE_TWICE", line, serial, number)
            met.add(number)

    def _judged(self, level: Level, texts: Texts, of_record: Texts, place: int) -> Iterator[Finding]:
        known = 0
        for test in self._tests[level]:
            text = texts.get(test.element)
            known += text is not None
            fault = test.fault(text, self.on) if text else test.lacking(texts, of_record)
            if fault:
                yield self._tell(fault[0], place, test.element, text or "nothing", fault[1])
        if known != len(texts):
            elements = {test.element for test in self._tests[level]}
            for name in texts.keys() - elements:
                yield self._tell(
                    "MESSAGE_ELEMENT_UNKNOWN", place, shown(name), f"<{shown(name)}> {texts[name]}".strip()
                )

    def _strays(self, record: Record, place: int) -> Iterator[Finding]:
        for stray in record.strays:
            name = shown(stray.attribute or stray.tag)
            yield self._tell("MESSAGE_ELEMENT_UNKNOWN", stray.line or place, name, f"{name}: {stray.text!r}")

    def _tell(self, code: str, place: int, element: str, found: str, expected: str = "", **figures: str) -> Finding:
        return finding(code, self.source, found, Place("", place, element), expected=expected, **figures)


class _Test:
    """What one element must be, made ready once a file."""

    def __init__(self, field: Field, layout: Layout) -> None:
        self.element, self._field = field.element, field
        form = form_of(field) if field.form not in (POSITIVE, PAST) else None
        self._signs = form.signs(layout.form) if form and not form.pattern else None
        self._pattern = form.pattern if form else None
        self._whole, self._says = _whole(field)
        self._form_says = form.says if form else ""
        self._fine = set[str]()

    def lacking(self, texts: Texts, of_record: Texts) -> tuple[str, str] | None:
        """What is told of an empty element; None where it may be empty."""
        need, when = self._field.need, self._field.when
        if need is Need.MUST:
            return "MESSAGE_FIELD_MISSING", "a value"
        if when is None:
            return None
        other = texts.get(when.element, of_record.get(when.element, ""))
        is_due = other in when.values if when.values else other.strip("0.") != "" if when.above_nought else other != ""
        return ("MESSAGE_FIELD_MISSING", f"a value, for {when}") if is_due else None

    def fault(self, text: str, on: date) -> tuple[str, str] | None:
        """What is wrong with a text; None for nothing. Most texts of a file stood in it before."""
        if text in self._fine:
            return None
        fault = self._fault(text, on)
        if fault is None and len(self._fine) < _REMEMBERED:
            self._fine.add(text)
        return fault

    def _fault(self, text: str, on: date) -> tuple[str, str] | None:
        if not self._whole.fullmatch(text):
            return "MESSAGE_FIELD_FORM", self._says
        if self._pattern is not None and not self._pattern.fullmatch(text):
            return "MESSAGE_FIELD_FORM", self._form_says
        if self._signs is not None and not self._signs.fullmatch(text):
            return "MESSAGE_FIELD_FORM", self._form_says
        if self._field.codes and not is_on(self._field.codes, text):
            return "MESSAGE_CODE_UNKNOWN", ", ".join(codes_of(self._field.codes))
        if self._field.form == CURRENCY and text not in currencies():
            return "MESSAGE_CODE_UNKNOWN", "a live code of ISO 4217"
        return self._value_fault(text, on)

    def _value_fault(self, text: str, on: date) -> tuple[str, str] | None:
        if self._field.kind is Kind.DATE:
            try:
                day = day_of(text)
            except ValueRefused as refused:
                return "MESSAGE_FIELD_FORM", refused.expected
            is_late = self._field.form == PAST and day > on
            return ("MESSAGE_FIELD_FORM", f"a day not after {on:%d/%m/%Y}") if is_late else None
        if self._field.form == POSITIVE and not text.strip("0."):
            return "MESSAGE_FIELD_FORM", "an amount above 0"
        return None


def _whole(field: Field) -> tuple[re.Pattern[str], str]:
    """The pattern of the whole text of an element by its kind and width, and its words."""
    if field.kind is Kind.DATE:
        return re.compile("[0-9]{2}/[0-9]{2}/[0-9]{4}"), "a date as dd/mm/yyyy"
    if field.kind is Kind.AMOUNT:
        whole = f"{{1,{field.width - field.places}}}" if field.width else "+"
        says = f"digits, a point and {field.places} decimal places"
        return re.compile(rf"[0-9]{whole}\.[0-9]{{{field.places}}}"), says
    sign, says = _KINDS[field.kind]
    most = f"{{1,{field.width}}}" if field.width else "+"
    return re.compile(f"{sign}{most}"), f"up to {field.width} {says}" if field.width else says
