"""Our texts as records on the wire, and all that bars one of them from being sent: what lacks, what cannot be held.

Nothing is cut, and no amount is rounded but by a rule that the bank has stated. A record is judged by the server's own
tests before anything of it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xl_addin.desk.produce.rounding import Rounded, by_rule
from xl_addin.desk.produce.texts import Said, Text
from xl_addin.domain.findings import Finding
from xl_addin.messages.check import Checks
from xl_addin.messages.layouts import layout
from xl_addin.messages.made import made
from xl_addin.messages.model import Layout
from xl_addin.messages.record import Record

CHANGED = "MESSAGE_TEXT_CHANGED"  # signs were replaced by the stated rule of the layout: told, no bar


class Wired(NamedTuple):
    """A record, what bars it from being sent; signs that were replaced and amounts that were rounded by a rule."""

    record: Record
    bars: tuple[str, ...]
    changed: tuple[str, ...] = ()
    rounded: tuple[Rounded, ...] = ()


class Wiring:
    """Makes records of the day, each judged beside those before it."""

    def __init__(self, on: date) -> None:
        self._on, self._checks = on, dict[str, Checks]()
        self._known = dict[str, tuple[frozenset[str], frozenset[str]]]()

    def wired(self, message: str, text: Text) -> Wired:
        """The record, what bars it from being sent, and what of it was written otherwise, in words."""
        told = layout(message)
        text, rounded = by_rule(told, text)
        known, of_invoice = self._known.get(message) or self._known.setdefault(message, _fields(told))
        found = made(told, _of(known, text.values), [_of(of_invoice, one) for one in text.invoices])
        if found.record is None:
            return Wired(Record({}, ()), tuple(_words(told, found.findings)))
        checks = self._checks.setdefault(message, Checks(told, message, self._on))
        bars = tuple(_words(told, checks.of(found.record)))
        return Wired(found.record, bars, tuple(_changed(found.findings)), rounded)


def _fields(message: Layout) -> tuple[frozenset[str], frozenset[str]]:
    """Our names of the elements of a record, and of its invoices."""
    record, invoice = (frozenset(one.field for one in of) for of in (message.of_record, message.of_invoice))
    return record, invoice


def _of(known: frozenset[str], said: Said) -> Said:
    """Without what a bank's own table has no element for."""
    return {name: value for name, value in said.items() if name in known}


def _changed(findings: tuple[Finding, ...]) -> Iterator[str]:
    yield from (f"{one.column} {one.expected!r} goes as {one.found!r}" for one in findings if one.code == CHANGED)


def _words(message: Layout, findings: tuple[Finding, ...] | list[Finding]) -> Iterator[str]:
    for one in findings:
        if one.code == CHANGED:
            continue
        if one.code == "MESSAGE_FIELD_MISSING":
            yield f"{_field(message, one.column)} is missing: {message.message} needs {one.column}"
        else:
            yield f"{one.column} is {one.found}; {message.message} takes {one.expected}"


def _field(message: Layout, element: str) -> str:
    """Our name of an element: the fact that a person knows it by."""
    return next((one.field for one in message.fields if one.element == element), element)
