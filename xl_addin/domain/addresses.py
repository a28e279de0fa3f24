"""Addresses of databases as they may be shown and kept: without what opens them."""

from __future__ import annotations

import re

HIDDEN = "…"
_USER = re.compile(r"(?<=://)([^:/?#\s]*):([^\s]*)@")
_SAID = re.compile(r"(?i)([?&;](?:password|passwd|pwd|passphrase|sslpassword|token|secret)=)[^&;\s]*")


def without_password(text: str) -> str:
    """A text without the passwords of the addresses in it.

    >>> without_password("postgresql://desk:s3cret@host/db?sslpassword=x")
    'postgresql://desk:…@host/db?sslpassword=…'
    """
    return _SAID.sub(rf"\1{HIDDEN}", _USER.sub(rf"\1:{HIDDEN}@", text)) if "://" in text else text
