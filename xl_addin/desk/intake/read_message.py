"""IDPMS messages to raw rows. A message has one form, its layout's: what is written otherwise is told or refused.

Nothing in a message was typed by a person: another form of a date or an amount is no custom of the desk to be read
kindly, but says that the file was made by another program or has been edited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.pack import Packer
from xl_addin.desk.intake.raw import RawRow, RawSource
from xl_addin.desk.intake.sources import SourceFile
from xl_addin.desk.intake.transferred import with_realised
from xl_addin.desk.intake.whole_days import check_days
from xl_addin.desk.intake.wire import COLUMNS, Wire, WireLevel, wire_of
from xl_addin.domain.content import Readable
from xl_addin.domain.findings import Finding
from xl_addin.domain.texts import Once, clean
from xl_addin.messages.layouts import layout
from xl_addin.messages.read import read
from xl_addin.messages.read_xml import shown
from xl_addin.messages.record import Record, Stray
from xl_addin.workbook.extracts.money_words import header_key

MESSAGES = {
    SourceKind.ORM_MESSAGE: "ORM",
    SourceKind.BOE_MASTER: "OBE",
    SourceKind.BOE_REPLY: "OBBACK",
    SourceKind.BOE_TRANSFER: "BTT",
}
# How near the spelling of an unknown tag comes to a known one before it is taken for a respelling (1 = the same).
_NEAR = 0.85
_MONEY_WORDS = re.compile(
    r"amount|amt|utili[sz]|commission|discount|freight|insurance|charge|outstanding|balance|settled"
)
_NOTHING = re.compile(r"[0., ]*")


def read_message(file: SourceFile, content: Readable, as_on: date) -> RawSource:
    """The rows of a message; a record with an amount that would be lost or misread is refused with a finding."""
    wire = wire_of(layout(MESSAGES[file.kind]))
    journal, unknown, rows = Journal(file.name), _Named(), list[RawRow]()
    once = Once()
    packed, packed_invoice = Packer(wire.record.spell, once), Packer(wire.invoice.spell, once)
    strays = list[Stray]()
    for record in read(wire.layout, content, strays.append):
        journal.read += _rows_of(record)
        unknown.note(_unknown(record, wire))
        before = len(journal.findings)
        if usable := _usable(record, wire, journal):
            # A charge that cannot be read was told: where nothing was, there is none.
            texts = map(wire.readable, usable.invoices) if len(journal.findings) > before else usable.invoices
            invoices = zip(usable.invoice_lines, map(packed_invoice.texts, texts), strict=True)
            rows.append(RawRow(usable.line, packed.texts(usable.values), tuple(invoices)))
    journal.findings[:0] = _stray_findings(file.name, strays, unknown)
    check_days(COLUMNS[wire.layout.message], [(row.line, row.texts) for row in rows], as_on, journal)
    return RawSource(file, journal, tuple(rows))


def _invoices(record: Record) -> Iterator[tuple[int, Mapping[str, str]]]:
    return zip(record.invoice_lines, record.invoices, strict=True)


def _rows_of(record: Record) -> int:
    return max(len(record.invoices), 1)


# --- what refuses a record ---


def _usable(record: Record, wire: Wire, journal: Journal) -> Record | None:
    """The record where it can be used; when not, its findings are told and its rows counted as refused."""
    good = record if _judge(record, wire, journal) else None
    if good and wire.tells_realised:
        good = with_realised(wire.layout, good, journal)
    journal.refused += 0 if good else _rows_of(record)
    return good


def _judge(record: Record, wire: Wire, journal: Journal) -> bool:
    """Whether every element of the record can be used; what cannot is told."""
    good = _judge_texts(record.line, record.values, wire, wire.record, journal)
    usable = sum(_judge_texts(line, texts, wire, wire.invoice, journal) for line, texts in _invoices(record))
    if usable < len(record.invoices):
        journal.tell("BOE_INCOMPLETE", record.line, "invoice", f"{usable} of {len(record.invoices)} invoices usable")
    good &= usable == len(record.invoices)
    for stray in record.strays:
        good &= _judge_stray(stray, wire, journal)
    return good


def _judge_texts(line: int, texts: Mapping[str, str], wire: Wire, level: WireLevel, journal: Journal) -> bool:
    before, seen = len(journal.findings), level.seen(tuple(texts))
    for tag in seen.strangers:
        _judge_unknown(tag, texts[tag], line, wire, journal)
    for tag, form, code in seen.forms:
        text = texts[tag]
        if text and not form.fullmatch(text) and (inner := clean(text)) and not form.fullmatch(inner):
            journal.tell(code, line, tag, text, when="of_message")
    good = len(journal.findings) == before
    for tag in seen.charges:
        if "," in texts[tag]:
            journal.tell("CHARGE_NOT_READ", line, tag, texts[tag], when="of_message")
    return good


def _judge_unknown(tag: str, text: str, line: int, wire: Wire, journal: Journal) -> None:
    """Refuses an unknown tag that is a tag of money respelt, and one that speaks of money and holds any."""
    name = shown(tag)
    meant = respelt(tag, wire.money)
    if meant or (_MONEY_WORDS.search(header_key(name)) and not _NOTHING.fullmatch(clean(text))):
        expected = f"<{meant}>" if meant else ""
        journal.tell("MONEY_RESPELT", line, name, f"<{name}> {text}".strip(), expected=expected)


def _judge_stray(stray: Stray, wire: Wire, journal: Journal) -> bool:
    """A text between elements may be the rest of a value; an attribute of an amount or date may say how it is meant."""
    if stray.between:
        found = f"{stray.text!r} between the elements of <{shown(stray.tag)}>"
        journal.tell("TEXT_BETWEEN", stray.line, shown(stray.tag), found)
        return False
    if stray.tag in wire.meant:
        found = f'<{stray.tag} {shown(stray.attribute)}="{stray.text}">'
        journal.tell("MONEY_RESPELT", stray.line, stray.tag, found, expected=f"<{stray.tag}> without attributes")
        return False
    return True


def respelt(tag: str, known: Iterable[str]) -> str:
    """The known tag of which `tag` is another spelling (case, namespace, signs, a letter or two); "" for none.

    >>> respelt("utilisedAmount", ["invoiceAmount", "utilizedAmount"])
    'utilizedAmount'
    """
    key = header_key(shown(tag).split(" of ")[0])
    near = {one: SequenceMatcher(None, key, header_key(one)).ratio() for one in known}
    best = max(near, key=lambda one: near[one])
    return best if near[best] >= _NEAR else ""


# --- what is told ---


@dataclass(slots=True)
class _Named:
    """Things by name: where each came first, and how often it came."""

    first: dict[str, int] = field(default_factory=dict)
    often: Counter[str] = field(default_factory=Counter)

    def note(self, named: Iterable[tuple[int, str]]) -> None:
        for line, name in named:
            self.first.setdefault(name, line)
            self.often[name] += 1


def _stray_findings(source: str, strays: Iterable[Stray], unknown: _Named) -> list[Finding]:
    """One line for each thing that the layout has no place for: first what stands around the records."""
    around, journal = _Named(), Journal(source)
    around.note(_named(strays))
    for name, line in {**around.first, **unknown.first, **around.first}.items():
        often = around.often[name] + unknown.often[name]
        times = f", {often} times" if often > 1 else ""
        journal.tell("COLUMN_NOT_KNOWN", line, name, f"{name}{times}")
    return journal.findings


def _named(strays: Iterable[Stray]) -> Iterator[tuple[int, str]]:
    for stray in strays:
        if stray.between:
            yield stray.line, f"{stray.text!r} between the elements of <{shown(stray.tag)}>"
        elif stray.attribute:
            yield stray.line, f"attribute {shown(stray.attribute)} of <{shown(stray.tag)}>"
        else:
            yield stray.line, f"<{shown(stray.tag)}>"


def _unknown(record: Record, wire: Wire) -> Iterator[tuple[int, str]]:
    if record.strays:
        yield from _named(stray for stray in record.strays if not stray.between and stray.tag not in wire.meant)
    for tag in wire.record.seen(tuple(record.values)).strangers:
        yield record.line, f"<{shown(tag)}>"
    for line, texts in _invoices(record):
        for tag in wire.invoice.seen(tuple(texts)).strangers:
            yield line, f"<{shown(tag)}>"
