"""Reads a reply of IDPMS: `read_replies(layout("BES"), OnDisk(path), told)` gives one answer for each of its records.

A file of passes and one of failures are read alike: either may hold all records, and the code of a record decides.
Where a record is answered more than once, or says SUCCESS and has a code beside it, the refusal counts. What the
reply lacks or holds too much goes to `told` as findings; a file that cannot be trusted is a DeskError.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from xl_addin.domain.content import Readable
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.messages.errors import SUCCESS, codes_in, explained, was_taken
from xl_addin.messages.model import ERROR_CODE, Layout, Level, elements
from xl_addin.messages.read import read
from xl_addin.messages.read_xml import shown
from xl_addin.messages.record import Record, Stray, key_of

Told = Callable[[Finding], object]
_GRADES = (False, None, True)  # the worse first


class OfInvoice(NamedTuple):
    """What IDPMS says of one invoice of a record."""

    serial: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one record. `taken` is None where the reply does not say; `codes` are as they came."""

    message: str
    key: tuple[str, ...]
    record_indicator: str
    taken: bool | None
    codes: tuple[str, ...]
    invoices: tuple[OfInvoice, ...]
    line: int


def read_replies(layout: Layout, file: Readable, told: Told) -> tuple[Reply, ...]:
    """The answers of a file, one a record, in file order; `layout` is that of the message it replies to."""
    reader = _Reader(layout, file.name, told)
    for record in read(layout.reply, file, reader.stray):
        reader.take(record)
    reader.tell_unknown()
    return tuple(reader.met.values())


@dataclass
class _Reader:
    layout: Layout
    file: str
    told: Told
    met: dict[tuple[str, ...], Reply] = field(default_factory=dict)
    _unknown: Counter[str] = field(default_factory=Counter)
    _first: dict[str, int] = field(default_factory=dict)
    _codes: set[str] = field(default_factory=set)

    def take(self, record: Record) -> None:
        self._note_unknown(record)
        if lacking := [one for one in self.layout.key if not record.values.get(one, "").strip()]:
            self._tell("REPLY_KEY_MISSING", record.line, lacking[0], "nothing")
            return
        reply = _reply(self.layout, record)
        self._judge(reply)
        key = (*reply.key, reply.record_indicator)
        self.met[key] = self._joined(self.met[key], reply) if key in self.met else reply

    def stray(self, stray: Stray) -> None:
        """What stands around the records."""
        self._note(shown(stray.attribute or stray.tag), stray.line)

    def tell_unknown(self) -> None:
        """One line for each name that the layout of the message does not have."""
        for name, often in self._unknown.items():
            times = f", {often} times" if often > 1 else ""
            self._tell("COLUMN_NOT_KNOWN", self._first[name], name, f"<{name}>{times}")

    def _judge(self, reply: Reply) -> None:
        said = (*reply.codes, *(code for one in reply.invoices for code in one.codes))
        if reply.taken is None:
            self._tell("REPLY_WITHOUT_CODE", reply.line, ERROR_CODE, " ".join(reply.key))
        elif SUCCESS in reply.codes and not reply.taken:
            self._tell("REPLY_CONTRADICTS", reply.line, ERROR_CODE, f"{' '.join(reply.key)}: {', '.join(said)}")
        for code in dict.fromkeys(said):
            if code not in self._codes and not explained(code).known:
                self._tell("REPLY_CODE_UNKNOWN", reply.line, ERROR_CODE, code)
            self._codes.add(code)

    def _joined(self, one: Reply, other: Reply) -> Reply:
        """Two answers to one record: one a line in text with bars, one too many in XML. The worse of them counts."""
        if self.layout.form == "xml":
            code = "REPLY_TWICE" if one.taken is other.taken else "REPLY_CONTRADICTS"
            words = f"{' '.join(one.key)}: {_words(one)} in line {one.line}, {_words(other)} in line {other.line}"
            self._tell(code, other.line, ERROR_CODE, words)
        codes = tuple(dict.fromkeys((*one.codes, *other.codes)))
        return replace(one, taken=min(one.taken, other.taken, key=_GRADES.index), codes=codes)

    def _note_unknown(self, record: Record) -> None:
        for name in record.values.keys() - self._of_record:
            self._note(shown(name), record.line)
        for line, invoice in zip(record.invoice_lines, record.invoices, strict=True):
            for name in invoice.keys() - self._of_invoice:
                self._note(shown(name), line)
        for stray in record.strays:
            self.stray(stray)

    @cached_property
    def _of_record(self) -> frozenset[str]:
        return frozenset(elements(self.layout.reply.of_record))

    @cached_property
    def _of_invoice(self) -> frozenset[str]:
        return frozenset(elements(self.layout.reply.of_invoice))

    def _note(self, name: str, line: int) -> None:
        self._unknown[name] += 1
        self._first.setdefault(name, line)

    def _tell(self, code: str, line: int, element: str, found: str) -> None:
        self.told(finding(code, self.file, found, Place("", line, element)))


def _reply(layout: Layout, record: Record) -> Reply:
    """What a record of a reply says. One of its invoices that was not taken refuses it."""
    serial = layout.element("invoice_serial", Level.INVOICE)
    invoices = tuple(
        OfInvoice(one.get(serial, "").strip(), codes_in(one.get(ERROR_CODE, ""))) for one in record.invoices
    )
    codes = codes_in(record.values.get(ERROR_CODE, ""))
    refused = any(was_taken(one.codes) is False for one in invoices)
    return Reply(
        layout.message,
        key_of(layout, record),
        record.values.get(layout.element("record_indicator"), "").strip(),
        False if refused else was_taken(codes),
        codes,
        invoices,
        record.line,
    )


def _words(reply: Reply) -> str:
    return ", ".join(reply.codes) or "nothing"
