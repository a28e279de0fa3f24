"""The bill of materials (CycloneDX): what runs with Import Desk on a PC, with versions, licences and hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
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


def bill(lock: Path, made_at: datetime) -> str:
    """The bill of materials of a lock as CycloneDX 1.6 JSON; the serial number follows the lock and our version."""
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{__version__} {hashlib.sha256(lock.read_bytes()).hexdigest()}"))
    ours = Component(
        name="import-desk",
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref="import-desk",
        licenses=[LicenseExpression("Apache-2.0")],
    )
    libraries = [_component(one) for one in read_lock(lock)]
    bom.metadata.component, bom.metadata.timestamp = ours, made_at
    bom.components.update(libraries)
    bom.register_dependency(ours, libraries)
    return str(JsonV1Dot6(bom).output_as_string(indent=1))


def _component(one: Pinned) -> Component:
    url = PackageURL("pypi", name=one.name, version=one.version)
    marker = one.requirement.marker
    return Component(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(url),
        purl=url,
        scope=ComponentScope.REQUIRED,
        licenses=list(_licences(one.name)),
        external_references=[_files(url, one.hashes)],
        properties=[Property(name=NEEDED_WHEN, value=str(marker))] if marker else [],
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
