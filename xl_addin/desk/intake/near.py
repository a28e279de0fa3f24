"""References that differ only in how they are written: they may be one, and are never made one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cache

from xl_addin.desk.intake.gather import Intake
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.domain.records import BillOfEntry, OutwardRemittance

_ALIKE = str.maketrans("OIL", "011")
Named = tuple[Hashable, str]  # what the reference is of, and the reference


def skeleton(reference: str) -> str:
    """A reference without what is lost or mistaken when it is typed: case, signs, O for 0, I and l for 1, first zeros.

    >>> skeleton("inv-OO7"), skeleton("INV 007")
    ('1NV007', '1NV007')
    """
    capitals = reference.upper()
    bare = capitals if capitals.isalnum() else "".join(filter(str.isalnum, capitals))
    return bare.translate(_ALIKE).lstrip("0")


def near_findings(intake: Intake, source: str) -> Iterator[Finding]:
    """A finding for each reference taken in now that another one of the same bank or importer resembles."""
    orms = intake.orms
    new = (record for _, record in orms.events)
    yield from _near(
        "ORM", map(_orm, new), (_orm(one.record) for one in orms.known.values() if not one.cancelled), source
    )
    boes = intake.boes
    bills = (named for _, record in boes.events for named in _invoices(record))
    known = (named for one in boes.known.values() if not one.cancelled for named in _invoices(one.record))
    yield from _near("invoice", bills, known, source)


def _orm(record: OutwardRemittance) -> Named:
    return record.ad_code, record.orm_number


def _invoices(record: BillOfEntry) -> Iterator[Named]:
    """Invoices of one importer and one value: other invoices may well have numbers that resemble each other."""
    for one in record.invoices:
        yield (record.iec, one.currency, one.value_minor), one.invoice_number


def _near(label: str, new: Iterable[Named], known: Iterable[Named], source: str) -> Iterator[Finding]:
    bare = cache(skeleton)
    spelt: dict[tuple[Hashable, str], dict[str, None]] = {}
    for of, reference in known:
        spelt.setdefault((of, bare(reference)), {})[reference] = None
    for of, reference in dict.fromkeys(new):
        others = [one for one in spelt.pop((of, bare(reference)), ()) if one != reference]
        if others and bare(reference):
            yield finding("REFERENCE_NEAR", source, f"{label} {reference} and {', '.join(others)}", Place("", 0, label))
