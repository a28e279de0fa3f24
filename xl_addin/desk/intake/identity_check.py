"""One importer in several papers: name, address and PAN of remittances and bills of entry held against the master."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xl_addin.desk.intake.raw import RawSource
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.domain.identifiers import IEC_LENGTH, masked_pan, parse_pan
from xl_addin.domain.records import Importer
from xl_addin.engine.parties.identity import Identity, identity_differences

MASTER = "importer master"
TOLD_MAX = 3  # spellings of one field that are told; the rest is counted


@dataclass(slots=True)
class _Differing:
    """One field of one importer: what the master says, where it was first met otherwise, and every other spelling."""

    master: str
    source: str
    row: int
    found: dict[str, int] = field(default_factory=dict)


def identity_findings(sources: Iterable[RawSource], importers: Mapping[str, Importer]) -> Iterator[Finding]:
    """One line for each field of an importer in which papers of `sources` and the master differ.

    Case, spaces and punctuation do not count. Importers that the master does not hold are told at the close.
    """
    differing: dict[tuple[str, str], _Differing] = {}
    asked: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for source in sources:
        for row in source.rows:
            texts = row.texts
            told = tuple(texts.get(name, "").strip() for name in ("iec", "importer_name", "address", "pan"))
            if told not in asked:
                asked[told] = _differences(told, importers)
            for name, found in asked[told]:
                iec = told[0].upper().zfill(IEC_LENGTH)
                master = str(getattr(importers[iec], name))
                one = differing.setdefault((iec, name), _Differing(master, source.file.name, row.line))
                one.found[found] = one.found.get(found, 0) + 1
    for (iec, name), one in sorted(differing.items()):
        yield _finding(iec, name, one)


def master_pan_findings(importers: Iterable[Importer], source: str) -> Iterator[Finding]:
    """Lines of the importer master whose PAN has not the form of one, or is not that of which their IEC is made."""
    for one in importers:
        if one.pan and not _is_pan(one.pan):
            found = f"IEC {one.iec}: PAN {_shown('pan', one.pan)}"
            yield finding("PAN_MALFORMED", source, found)
        if identity_differences(Identity(MASTER, one.iec, one.name, one.address, one.pan)):
            found = f"IEC {one.iec}: PAN {masked_pan(one.pan) or one.pan}"
            yield finding("IMPORTER_DIFFERS", source, found, when="pan_of_the_iec")


def _is_pan(text: str) -> bool:
    try:
        return bool(parse_pan(text))
    except ValueRefused:
        return False


def _differences(told: tuple[str, ...], importers: Mapping[str, Importer]) -> list[tuple[str, str]]:
    """(field, as the paper has it) wherever the paper says something else than the master."""
    iec = told[0].upper().zfill(IEC_LENGTH)
    one = importers.get(iec)
    if one is None:
        return []
    master = Identity(MASTER, one.iec, one.name, one.address, one.pan)
    differences = identity_differences(master, Identity("paper", iec, *told[1:]))
    return [(difference.field, difference.found) for difference in differences if difference.source != MASTER]


def _finding(iec: str, name: str, one: _Differing) -> Finding:
    spelt = [_shown(name, found) for found in one.found]
    more = f" and {len(spelt) - TOLD_MAX} more" if len(spelt) > TOLD_MAX else ""
    label = "PAN" if name == "pan" else name
    found = f"IEC {iec}: {label} {'; '.join(spelt[:TOLD_MAX])}{more}, in {sum(one.found.values())} record(s)"
    shown = _shown(name, one.master)
    return finding("IMPORTER_DIFFERS", one.source, found, Place(row=one.row), label=label, shown=shown)


def _shown(name: str, text: str) -> str:
    return (masked_pan(text) or "of another length") if name == "pan" else repr(text)
