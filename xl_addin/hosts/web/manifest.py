"""What the bank's Microsoft 365 is told of the functions: manifest.xml, filled in for the bank's own address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from xl_addin import __version__
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.carried import unix
from xl_addin.hosts.web.page import HOME

DESCRIPTION = "Import settlement under FEMA: due dates, write-offs, evidence, closures, each with its paragraph."
# A host, its port, folders: no user, no question, no place in a page.
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~&%-]+)*")
_QUOTE = {'"': "&quot;"}


def address_of(written: str) -> str:
    """Where the bundle will lie, without a slash at its end; DeskError where Office would not load it from there."""
    address = written.strip().rstrip("/")
    if not _ADDRESS.fullmatch(address):
        raise DeskError(
            f"{written!r} is not an address that Office loads an add-in from.",
            "Option --origin.",
            "Name a server of the bank, and a folder there if you like: --origin https://apps.bank.example/import-desk",
        )
    return address


def manifest(address: str) -> str:
    """The manifest; one address always has one id, so that a newer bundle replaces the older one."""
    parts = urlsplit(address)
    said = {
        "id": str(uuid5(NAMESPACE_URL, address)),
        "version": __version__,
        "description": DESCRIPTION,
        "address": address,
        "origin": f"{parts.scheme}://{parts.netloc}",
    }
    text = unix(HOME / "manifest.xml").decode()
    for name, value in said.items():
        text = text.replace(f"{{{name}}}", escape(value, _QUOTE))
    return text
