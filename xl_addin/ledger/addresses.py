"""Where a ledger is: the path of a file, or the address of a PostgreSQL database; anything else is refused."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from xl_addin.domain.addresses import without_password
from xl_addin.domain.errors import DeskError

DRIVER = "postgresql+psycopg"
EXAMPLE = "postgresql://NAME@SERVER/DATABASE"
_OURS = ("postgresql", "postgres", DRIVER)
# What a person takes from another program and what would be a file of an odd name: an address without its slashes, the
# words of a driver.
_NEARLY = re.compile(r"(?i)(?:jdbc|odbc|postgres(?:ql)?|mysql|mariadb|oracle|mssql|sqlserver)[+\w]*:")
_SAID = re.compile(r"(?i)(?:^|[\s;])(?:host|server|dbname|database|driver|data source)\s*=")


def file_of(where: str) -> Path | None:
    """The file that an address of a ledger means; None for a database that is asked for by its address."""
    if "://" not in where:
        if _NEARLY.match(where) or _SAID.search(where):
            raise _no_address(where)
        return Path(where)
    url = _url(where)
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file and "uri" not in url.query else None


def url_of(where: str) -> URL:
    """The address of a database as SQLAlchemy takes it; DeskError for a database that holds no ledger of ours."""
    url = _url(where)
    if url.drivername == "sqlite":
        return url
    if url.drivername not in _OURS:
        raise _no_address(where)
    if not url.database:
        raise DeskError(
            "The address names no database.", f"Ledger {without_password(where)}.", f"Write it as {EXAMPLE}"
        )
    return url.set(drivername=DRIVER)


def _url(where: str) -> URL:
    try:
        return make_url(re.sub(r"^postgres://", "postgresql://", where))
    except (ArgumentError, ValueError):  # a port that is no number is a ValueError
        raise _no_address(where) from None


def _no_address(where: str) -> DeskError:
    begins = re.split(r"[:=;\s]", where, maxsplit=1)[0]
    return DeskError(
        "This is no address of a database that holds a ledger.",
        f"Ledger address beginning with {begins!r}.",
        f"Give the path of a ledger file, or a PostgreSQL database as {EXAMPLE}",
    )
