"""What a take-in gathers while it understands one source after another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xl_addin.desk.intake.headers import boe_header
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.raw import RawRow, RawSource
from xl_addin.desk.intake.reconcile import Reconciler
from xl_addin.desk.intake.rows import BoeRow, OpeningInvoiceRow, Shaped_co
from xl_addin.desk.intake.shape import Known, Shaper
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, finding
from xl_addin.domain.records import BillOfEntry, Importer, OutwardRemittance, Rate
from xl_addin.ledger.answers import Item
from xl_addin.rulebook.facts import Value


@dataclass(slots=True)
class Intake:
    """The month as understood: events to append and lists to keep, each with the source it came from."""

    as_on: date
    known: Known
    orms: Reconciler[OutwardRemittance]
    boes: Reconciler[BillOfEntry]
    importers: dict[str, Importer] = field(default_factory=dict)
    facts: dict[Item, dict[str, Value | None]] = field(default_factory=dict)
    acknowledged: dict[Item, dict[str, Value | None]] = field(default_factory=dict)  # by IDPMS, before any other word
    refused_at: dict[Item, str] = field(default_factory=dict)  # stamp of the file in which IDPMS refused it
    rates: dict[tuple[date, str], Rate] = field(default_factory=dict)
    told_rates: dict[tuple[date, str], list[tuple[Rate, Journal]]] = field(default_factory=dict)
    known_rates: dict[tuple[date, str], Any] = field(default_factory=dict)


def full_identifiers(sources: Iterable[RawSource], known_iecs: Iterable[str], known_ads: Iterable[str]) -> Known:
    """IECs of ten characters and AD codes of seven met in full anywhere in the sources or the ledger."""
    iecs, ads = set(known_iecs), set(known_ads)
    for source in sources:
        for row in source.rows:
            iec, ad = row.text("iec"), row.text("ad_code")
            if len(iec) == 10:
                iecs.add(iec.upper())
            if len(ad) == 7:
                ads.add(ad)
    return Known(frozenset(iecs), frozenset(ads))


def not_after(as_on: date, on: date, line: int, source: RawSource) -> None:
    """Stops the take-in when a record lies after the as-on date: kept back, it would be lost to the next month."""
    if on > as_on:
        raise DeskError(
            f"A record is dated {on:%d/%m/%Y}, after the as-on date {as_on:%d/%m/%Y}.",
            f"File {source.file.name}, line {line}.",
            "Close with a later as-on date, or leave that file for the next month. Nothing was taken in.",
        )


def one_importer(
    first: BoeRow | OpeningInvoiceRow, row: BoeRow | OpeningInvoiceRow, first_line: int, line: int, source: RawSource
) -> bool:
    """Whether a further line of a BoE names the importer and bank of its first one; else it is refused."""
    if (first.iec, first.ad_code) == (row.iec, row.ad_code):
        return True
    source.journal.refused += 1
    figures = {"iec": first.iec, "ad_code": first.ad_code, "first_row": str(first_line)}
    source.journal.tell("BOE_CONTRADICTS", line, boe_header("iec"), f"{row.iec}, AD {row.ad_code}", **figures)
    return False


def columns_there(source: RawSource) -> set[str]:
    """The columns that a file has: what it has none for, it does not answer."""
    return set().union(*(row.texts for row in source.rows))


def shape_by_kind(shapers: Mapping[str, Shaper[Shaped_co]], raw: RawRow, source: RawSource) -> Shaped_co | None:
    """Shapes a row of a file whose columns depend on what the row is about."""
    kind = raw.text("item_kind").upper()
    if kind in shapers:
        return shapers[kind].shape(raw.line, raw.texts)
    source.journal.tell("ITEM_KIND", raw.line, "item_kind", kind, expected=" or ".join(shapers))
    return None


def repeat_findings(intake: Intake) -> list[Finding]:
    """One line per source that repeated records already known."""
    found: dict[str, int] = {}
    for reconciler in (intake.orms, intake.boes):
        for source, count in reconciler.repeats.items():
            found[source] = found.get(source, 0) + count
    return [
        finding("RECORD_REPEATED", source, f"{count} record(s) already known, unchanged")
        for source, count in sorted(found.items())
    ]
