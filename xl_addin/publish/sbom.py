"""The bill of materials (CycloneDX): what comes with Import Desk, by lock, with versions, licences and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from xl_addin import __version__
from xl_addin.publish.locks import Pinned, read_lock

NEEDED_WHEN = "import-desk:needed-when"  # the marker of the lock, for libraries of one system or Python only


EXTRA = "import-desk:extra"  # by which extra a library comes; CORE for what every desk installs
CORE = "core"
NOT_AT_THE_DESK = ("build", "test")  # extras that no desk installs


def bill(locks: Mapping[str, Path], made_at: datetime) -> str:
    """The bill of materials of locks, by extra, as CycloneDX 1.6 JSON; the serial number follows them and our version.

    Each library stands once, with every extra that brings it; one of the core says so and nothing else.
    """
    held = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks.values())).hexdigest()
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{__version__} {held}"))
    ours = Component(
        name="import-desk",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="import-desk",
        licenses=[LicenseExpression("Apache-2.0")],
    )
    libraries = [_component(one, extras) for one, extras in _with_extras(locks).items()]
    bom.metadata.component, bom.metadata.timestamp = ours, made_at
    bom.components.update(libraries)
    bom.register_dependency(ours, libraries)
    return str(JsonV1Dot6(bom).output_as_string(indent=1))


def _with_extras(locks: Mapping[str, Path]) -> dict[Pinned, tuple[str, ...]]:
    """Every library, as the first lock has it, with the extras that bring it."""
    first: dict[tuple[str, str], Pinned] = {}
    brought: dict[tuple[str, str], list[str]] = {}
    for extra, lock in locks.items():
        for one in read_lock(lock):
            first.setdefault((one.name, one.version), one)
            brought.setdefault((one.name, one.version), []).append(extra)
    return {first[key]: (CORE,) if CORE in extras else tuple(extras) for key, extras in brought.items()}


def _scope(extras: tuple[str, ...]) -> ComponentScope:
    if CORE in extras:
        return ComponentScope.REQUIRED
    return ComponentScope.EXCLUDED if set(extras) <= set(NOT_AT_THE_DESK) else ComponentScope.OPTIONAL


def _component(one: Pinned, extras: tuple[str, ...]) -> Component:
    url = PackageURL("pypi", name=one.name, version=one.version)
    marker = one.requirement.marker
    return Component(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(url),
        purl=url,
        scope=_scope(extras),
        licenses=list(_licences(one.name)),
        external_references=[_files(url, one.hashes)],
        properties=[
            *(Property(name=EXTRA, value=extra) for extra in extras),
            *([Property(name=NEEDED_WHEN, value=str(marker))] if marker else []),
        ],
    )


def _files(url: PackageURL, hashes: tuple[str, ...]) -> ExternalReference:
    """Every file of the library that may be installed, by its hash."""
    allowed = [HashType(alg=HashAlgorithm.SHA_256, content=one) for one in hashes]
    return ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=XsUri(str(url)), hashes=allowed)


def _licences(name: str) -> Iterator[DisjunctiveLicense]:
    """What the installed library says of itself; nothing for one that this machine does not need."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return
    said = (told.get_all("License-Expression") or told.get_all("License") or [""])[0]
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License ::")]
    words = said if said and "\n" not in said.strip() else "; ".join(classified)
    if words:
        yield DisjunctiveLicense(name=words.strip())
