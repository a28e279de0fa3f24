"""One importer in several papers: where IEC master, remittance and bill of entry differ; what the master said when."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import NamedTuple

from xl_addin.domain.records import Importer
from xl_addin.engine.sentence import FactValue


class Identity(NamedTuple):
    """What one paper says of an importer; an empty text where it says nothing."""

    source: str
    iec: str
    name: str = ""
    address: str = ""
    pan: str = ""


class IdentityDifference(NamedTuple):
    """A field in which a paper and the IEC master do not agree."""

    source: str
    field: str
    found: str
    master: str


class MasterChange(NamedTuple):
    """One field of an IEC master line that changed on a day, and who recorded it when."""

    iec: str
    on: date
    recorded_on: date
    recorded_by: str
    field: str
    old: FactValue
    new: FactValue


def identity_differences(master: Identity, *papers: Identity) -> tuple[IdentityDifference, ...]:
    """Every field stated by both a paper and the master that differs; case, spaces and punctuation do not count.

    An IEC in PAN form is its holder's PAN, so it is compared with the PAN of the master too.
    """
    found = [
        IdentityDifference(paper.source, field, getattr(paper, field), getattr(master, field))
        for paper in papers
        for field in ("iec", "name", "address", "pan")
        if _differ(getattr(paper, field), getattr(master, field))
    ]
    if not master.iec.isdigit() and _differ(master.iec, master.pan):
        found.insert(0, IdentityDifference(master.source, "pan", master.pan, master.iec))
    return tuple(found)


def master_changes(
    before: Importer, after: Importer, *, on: date, recorded_on: date, recorded_by: str
) -> tuple[MasterChange, ...]:
    """The log lines of a change of one importer's master line, one for each field that changed."""
    if before.iec != after.iec:
        raise AssertionError(f"{before.iec} and {after.iec} are two importers")
    return tuple(
        MasterChange(before.iec, on, recorded_on, recorded_by, one.name, *pair)
        for one in fields(Importer)
        if (pair := (getattr(before, one.name), getattr(after, one.name)))[0] != pair[1]
    )


def _differ(first: str, second: str) -> bool:
    one, other = _bare(first), _bare(second)
    return bool(one and other) and one != other


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.upper()))
