"""Core banking against IDPMS: remittances of the core system's list held against those of the ORM messages.

What the desk knew before the month, from its ledger or from the opening list, is missing nowhere; what was paid after
the last day that the messages tell of cannot stand in one yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.gather import Intake, full_identifiers
from xl_addin.desk.intake.raw import RawSource
from xl_addin.desk.intake.read_sources import NO_WORD, collect
from xl_addin.desk.intake.reconcile import boe_reconciler, orm_reconciler
from xl_addin.desk.intake.sources import SourceFile, find_sources, stamp_of
from xl_addin.desk.intake.take_lists import take_orms
from xl_addin.desk.intake.take_opening import take_opening
from xl_addin.desk.intake.terms import Terms
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import plain
from xl_addin.domain.records import OutwardRemittance
from xl_addin.ledger import Ledger, items
from xl_addin.ledger.items import CANCELLED

Remittances = Mapping[str, OutwardRemittance]  # by ORM key
CORE, IDPMS, BEFORE = "core", "IDPMS", "earlier months"
LIVE = "LIVE"


class Side(NamedTuple):
    """The remittances that a side tells of, and those that it has cancelled."""

    live: Remittances = MappingProxyType({})
    cancelled: Remittances = MappingProxyType({})


class Difference(NamedTuple):
    """A field of one remittance that two sides tell differently, each as it stands there."""

    field: str
    one: str
    other: str


class Differing(NamedTuple):
    """A remittance on two sides that are not alike, and in what."""

    remittance: OutwardRemittance  # as the first side has it
    sides: tuple[str, str]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the two sides do not have in common, by date and number; `later` was paid after the last day told."""

    not_in_idpms: tuple[OutwardRemittance, ...] = ()
    not_in_core: tuple[OutwardRemittance, ...] = ()
    differing: tuple[Differing, ...] = ()
    later: tuple[OutwardRemittance, ...] = ()

    @property
    def count(self) -> int:
        """Remittances with a gap; one that no message can tell yet has none."""
        return len(self.not_in_idpms) + len(self.not_in_core) + len(self.differing)


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of one folder: remittances on each side and before, rows that could not be used, the gaps."""

    in_core: int
    in_idpms: int
    before: int
    until: date | None  # the last day that a message tells of
    refused: tuple[tuple[str, int], ...]
    gaps: Gaps

    @property
    def is_clean(self) -> bool:
        """Whether all was compared and nothing differs."""
        return not (self.gaps.count or self.gaps.later or self.refused)


def gaps(one: Side, other: Side, before: Remittances | None = None, until: date | None = None) -> Gaps:
    """The gaps between the core system (`one`) and IDPMS, both ways; a remittance is known by its number and AD code.

    `before`: what the desk knew before these lists; `until`: the last day that the messages tell of.
    """
    known, core, idpms = before or {}, one.live, other.live
    lacking = [it for key, it in core.items() if not (key in idpms or key in known or key in other.cancelled)]
    pairs = [
        *((core[key], idpms[key], (CORE, IDPMS)) for key in core.keys() & idpms.keys()),
        *((core[key], known[key], (CORE, BEFORE)) for key in (core.keys() - idpms.keys()) & known.keys()),
        *((idpms[key], known[key], (IDPMS, BEFORE)) for key in (idpms.keys() - core.keys()) & known.keys()),
    ]
    unlike = [Differing(a, sides, found) for a, b, sides in pairs if (found := _differences(a, b))]
    unlike += [_cancelled(it, (LIVE, CANCELLED)) for key, it in core.items() if key in other.cancelled]
    unlike += [_cancelled(it, (CANCELLED, LIVE)) for key, it in idpms.items() if key in one.cancelled]
    return Gaps(
        _sorted(it for it in lacking if until is None or it.payment_date <= until),
        _sorted(it for key, it in idpms.items() if not (key in core or key in known or key in one.cancelled)),
        tuple(sorted(unlike, key=lambda it: _by_day(it.remittance))),
        _sorted(it for it in lacking if until is not None and it.payment_date > until),
    )


def _cancelled(remittance: OutwardRemittance, said: tuple[str, str]) -> Differing:
    """A remittance that one side has cancelled and the other has not."""
    return Differing(remittance, (CORE, IDPMS), (Difference("record", *(word.lower() for word in said)),))


def _differences(one: OutwardRemittance, other: OutwardRemittance) -> tuple[Difference, ...]:
    """What both sides must say alike of one remittance and do not; a purpose only where both name one."""
    told: list[Difference] = []
    if one.payment_date != other.payment_date:
        told.append(Difference("payment date", f"{one.payment_date:%d-%b-%Y}", f"{other.payment_date:%d-%b-%Y}"))
    if one.currency != other.currency:
        told.append(Difference("currency", one.currency, other.currency))
    amounts = plain(one.amount_minor, one.currency), plain(other.amount_minor, other.currency)
    if Decimal(amounts[0]) != Decimal(amounts[1]):
        told.append(Difference("amount", *amounts))
    if one.iec != other.iec:
        told.append(Difference("IEC", one.iec, other.iec))
    if one.purpose_code and other.purpose_code and one.purpose_code != other.purpose_code:
        told.append(Difference("purpose code", one.purpose_code, other.purpose_code))
    return tuple(told)


def gaps_of(folder: Path, as_on: date, ledger: Ledger | None = None, terms: Terms = NO_WORD) -> Compared:
    """Compares the lists (orm*.csv, orm*.xlsx) of `folder` with its messages (*.orm.xml); DeskError where one lacks."""
    sources, _ = find_sources(folder)
    lists, messages, opening = (
        [source for source in sources if source.kind is kind]
        for kind in (SourceKind.ORM_LIST, SourceKind.ORM_MESSAGE, SourceKind.OPENING)
    )
    if not lists or not messages:
        lacking = "list of the core system (orm.csv)" if not lists else "ORM message (*.orm.xml)"
        raise DeskError(f"The folder holds no {lacking}.", f"Folder {folder}.", "Both sides are needed to compare.")
    raw = collect([*opening, *lists, *messages], as_on, terms)
    core, idpms, forward = (_told(raw, side, as_on) for side in (lists, messages, opening))
    before = {**forward.live, **(_known_before(ledger, as_on) if ledger is not None else {})}
    refused = tuple((one.file.name, one.journal.refused) for one in raw if one.journal.refused)
    until = _last_day(messages, [*idpms.live.values(), *idpms.cancelled.values()])
    return Compared(len(core.live), len(idpms.live), len(before), until, refused, gaps(core, idpms, before, until))


def _told(raw: list[RawSource], side: list[SourceFile], as_on: date) -> Side:
    """The last word of one side on each of its remittances."""
    intake = Intake(as_on, full_identifiers(raw, (), ()), orm_reconciler({}), boe_reconciler({}))
    for source in raw:
        if source.file in side:
            (take_opening if source.file.kind is SourceKind.OPENING else take_orms)(intake, source)
    last = {orm.key: (event, orm) for event, orm in intake.orms.events}
    return Side(
        {key: orm for key, (event, orm) in last.items() if event != CANCELLED},
        {key: orm for key, (event, orm) in last.items() if event == CANCELLED},
    )


def _known_before(ledger: Ledger, as_on: date) -> dict[str, OutwardRemittance]:
    """Remittances that the ledger knew before the month of `as_on`."""
    before = period_of(as_on.replace(day=1) - timedelta(days=1))
    with ledger.read() as connection:
        return {key: item.record for key, item in items.orm_items(connection, before).items() if item.is_live}


def _last_day(messages: Iterable[SourceFile], told_of: Iterable[OutwardRemittance]) -> date | None:
    """The last day that the messages tell of: that of the last remittance, or the day before the last one was made.

    What is paid on the day of a message may come after it.
    """
    told = [one.payment_date for one in told_of]
    made = [date.fromisoformat(stamp[:10]) for message in messages if (stamp := stamp_of(message.name))]
    return max([*told, *(day - timedelta(days=1) for day in made)], default=None)


def _by_day(one: OutwardRemittance) -> tuple[date, str]:
    return one.payment_date, one.key


def _sorted(remittances: Iterable[OutwardRemittance]) -> tuple[OutwardRemittance, ...]:
    return tuple(sorted(remittances, key=_by_day))


def gap_lines(compared: Compared) -> Iterator[str]:
    """The comparison as a person reads it: counts, then every gap with number, date, currency and amount."""
    found, until = compared.gaps, compared.until
    known = f" Known from earlier months: {compared.before:,}." if compared.before else ""
    yield (
        f"Core system: {compared.in_core:,} remittances. IDPMS: {compared.in_idpms:,}.{known} Gaps: {found.count:,}."
    )
    for file, count in compared.refused:
        yield f"Not compared: {count} row(s) of {file} that cannot be read; take-in tells them one by one."
    later = (
        f"Paid after {until:%d-%b-%Y}, the last day that the messages tell of: give those of the days since."
        if until
        else ""
    )
    for heading, side in (
        ("In the core system, not in IDPMS: report them.", found.not_in_idpms),
        ("In IDPMS, not in the core system's list: find their payment.", found.not_in_core),
        (later, found.later),
    ):
        if side:
            yield from ("", heading, *(_line(one) for one in side))
    if found.differing:
        yield from ("", "On both sides, but not alike: correct the one that is wrong.")
    for unlike in found.differing:
        yield _line(unlike.remittance)
        one, other = unlike.sides
        yield from (f"      {field}: {one} {a}, {other} {b}" for field, a, b in unlike.differences)


def _line(one: OutwardRemittance) -> str:
    amount = f"{one.currency} {plain(one.amount_minor, one.currency):>16}"
    return f"  {one.orm_number:<20} {one.payment_date:%d-%b-%Y}  {amount}  IEC {one.iec}"
