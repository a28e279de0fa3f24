"""Addresses of databases as they may be shown and kept: without what opens them."""

from __future__ import annotations

import re

HIDDEN = "…"
_USER = re.compile(r"(?<=://)([^:/?#\s]*):([^\s]*)@")
_SAID = re.compile(r"(?i)([?&;](?:password|passwd|pwd|passphrase|sslpassword|token|secret)=)[^&;\s]*")


def of_nobody(address: str) -> str:
    """The address of a database without who asks for it, as others may keep it: each connects under his own name.

    Where a password stood there it says so, since another must be given.

    >>> of_nobody("postgresql://asha@host/db"), of_nobody("postgresql://asha:s3cret@host/db")
    ('postgresql://host/db', 'postgresql://…@host/db')
    """
    shown = without_password(address)
    return re.sub(rf"(?<=://)[^/?#\s@]*:{HIDDEN}@", f"{HIDDEN}@", re.sub(r"(?<=://)[^/?#\s@:]*@", "", shown))


def without_password(text: str) -> str:
    """A text without the passwords of the addresses in it.

    >>> without_password("postgresql://desk:s3cret@host/db?sslpassword=x")
    'postgresql://desk:…@host/db?sslpassword=…'
    """
    return _SAID.sub(rf"\1{HIDDEN}", _USER.sub(rf"\1:{HIDDEN}@", text)) if "://" in text else text
