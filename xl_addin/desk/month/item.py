"""What is decided on: remittances and invoices as the ledger has them, bills of entry as a whole, and importers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from xl_addin.desk.month.month import Month
from xl_addin.domain.records import BoeInvoice, Importer
from xl_addin.engine.rule import Decision
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import BOE, IMPORTER, Value


@dataclass(frozen=True, slots=True)
class Entry:
    """A bill of entry with its live invoices, what was said of it and what was decided; an open invoice names it."""

    kind: ClassVar[str] = BOE
    record: BoeInvoice
    invoices: Sequence[InvoiceItem]
    answers: Mapping[str, Value]
    decided: dict[str, Decision] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Key of the BoE."""
        return self.record.boe_key


@dataclass(frozen=True, slots=True)
class Party:
    """An importer with his line of the master, if there is one, what was said of him and what was decided."""

    kind: ClassVar[str] = IMPORTER
    key: str  # his IEC
    record: Importer | None = None
    answers: Mapping[str, Value] = field(default_factory=dict)
    decided: dict[str, Decision] = field(default_factory=dict)


AnyItem: TypeAlias = OrmItem | InvoiceItem | Entry | Party


def entries(month: Month, invoices: Sequence[InvoiceItem]) -> list[Entry]:
    """The bills of entry that open `invoices` stand in, in their order."""
    live: dict[str, list[InvoiceItem]] = defaultdict(list)
    for item in month.invoices.values():
        if item.is_live:
            live[item.record.boe_key].append(item)
    return [Entry(one, live[one.boe_key], month.said_of_boe(one)) for one in _one_per_boe(invoices)]


def _one_per_boe(invoices: Sequence[InvoiceItem]) -> list[BoeInvoice]:
    """The first open invoice of each BoE stands for the entry."""
    return list({item.record.boe_key: item.record for item in reversed(invoices)}.values())[::-1]


def parties(month: Month) -> Iterator[Party]:
    """Every importer of the master or of a live item, by IEC."""
    met = {item.record.iec for item in month.items if item.is_live} | set(month.importers)
    for iec in sorted(met):
        yield Party(iec, month.importers.get(iec), month.said(IMPORTER, iec))
