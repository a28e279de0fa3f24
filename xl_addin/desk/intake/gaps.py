"""Core banking against IDPMS: remittances of the core system's list held against those of the ORM messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.gather import Intake, full_identifiers
from xl_addin.desk.intake.raw import RawSource
from xl_addin.desk.intake.read_sources import collect
from xl_addin.desk.intake.reconcile import boe_reconciler, orm_reconciler
from xl_addin.desk.intake.sources import SourceFile, find_sources
from xl_addin.desk.intake.take_lists import take_orms
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import plain
from xl_addin.domain.records import OutwardRemittance
from xl_addin.ledger.items import CANCELLED

Remittances = Mapping[str, OutwardRemittance]  # by ORM key; cancelled ones are left out
# What both sides must say alike of one remittance.
COMPARED = ("payment_date", "currency", "amount_minor", "iec")


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the two sides do not have in common, by date and number; `differing` holds pairs (core, IDPMS)."""

    not_in_idpms: tuple[OutwardRemittance, ...]
    not_in_core: tuple[OutwardRemittance, ...]
    differing: tuple[tuple[OutwardRemittance, OutwardRemittance], ...]

    @property
    def count(self) -> int:
        """Remittances with a gap."""
        return len(self.not_in_idpms) + len(self.not_in_core) + len(self.differing)


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of one folder: remittances on each side, rows that could not be used, and the gaps."""

    in_core: int
    in_idpms: int
    refused: tuple[tuple[str, int], ...]
    gaps: Gaps


def gaps(core: Remittances, idpms: Remittances) -> Gaps:
    """The gaps between the two sides, both ways; a remittance is known by its number and AD code."""
    return Gaps(
        _sorted(core[key] for key in core.keys() - idpms.keys()),
        _sorted(idpms[key] for key in idpms.keys() - core.keys()),
        tuple(
            (one, idpms[one.key])
            for one in _sorted(core[key] for key in core.keys() & idpms.keys())
            if any(getattr(one, name) != getattr(idpms[one.key], name) for name in COMPARED)
        ),
    )


def gaps_of(folder: Path, as_on: date) -> Compared:
    """Compares the lists (orm*.csv, orm*.xlsx) of `folder` with its messages (*.orm.xml); DeskError where one lacks."""
    sources, _ = find_sources(folder)
    lists = [source for source in sources if source.kind is SourceKind.ORM_LIST]
    messages = [source for source in sources if source.kind is SourceKind.ORM_MESSAGE]
    if not lists or not messages:
        lacking = "list of the core system (orm.csv)" if not lists else "ORM message (*.orm.xml)"
        raise DeskError(f"The folder holds no {lacking}.", f"Folder {folder}.", "Both sides are needed to compare.")
    raw = collect([*lists, *messages], as_on)
    known = full_identifiers(raw, (), ())
    in_core, in_idpms = (
        _remittances(raw, side, Intake(as_on, known, orm_reconciler({}), boe_reconciler({})))
        for side in (lists, messages)
    )
    refused = tuple((one.file.name, one.journal.refused) for one in raw if one.journal.refused)
    return Compared(len(in_core), len(in_idpms), refused, gaps(in_core, in_idpms))


def _remittances(raw: Iterable[RawSource], side: list[SourceFile], intake: Intake) -> dict[str, OutwardRemittance]:
    """The last word of one side on each of its remittances."""
    for source in raw:
        if source.file in side:
            take_orms(intake, source)
    found: dict[str, OutwardRemittance] = {}
    for event, orm in intake.orms.events:
        found[orm.key] = orm
        if event == CANCELLED:
            del found[orm.key]
    return found


def _sorted(remittances: Iterable[OutwardRemittance]) -> tuple[OutwardRemittance, ...]:
    return tuple(sorted(remittances, key=lambda one: (one.payment_date, one.key)))


def gap_lines(compared: Compared) -> Iterator[str]:
    """The comparison as a person reads it: counts, then every gap with number, date, currency and amount."""
    found = compared.gaps
    yield (f"Core system: {compared.in_core:,} remittances. IDPMS: {compared.in_idpms:,}. Gaps: {found.count:,}.")
    for file, count in compared.refused:
        yield f"Not compared: {count} row(s) of {file} that cannot be read; take-in tells them one by one."
    for heading, side in (
        ("In the core system, not in IDPMS: report them.", found.not_in_idpms),
        ("In IDPMS, not in the core system's list: find their payment.", found.not_in_core),
    ):
        if side:
            yield from ("", heading, *(_line(one) for one in side))
    if found.differing:
        yield from ("", "On both sides, but not alike: correct the one that is wrong.")
    for one, other in found.differing:
        yield from (f"{_line(one)}  core", f"{_line(other)}  IDPMS")


def _line(one: OutwardRemittance) -> str:
    amount = f"{one.currency} {plain(one.amount_minor, one.currency):>16}"
    return f"  {one.orm_number:<20} {one.payment_date:%d-%b-%Y}  {amount}  IEC {one.iec}"
