"""Kinds of extract that came last month and have not come: a month without its remittances must not be signed off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from xl_addin.desk.intake.terms import word_of
from xl_addin.domain.findings import Finding, finding
from xl_addin.ledger import taken


def missing_findings(connection: Connection, period: str) -> list[Finding]:
    """A blocking finding for each kind that is missing."""
    return [_missing(period, kind) for kind in taken.kinds_missing(connection, period)]


def open_from_before(connection: Connection, period: str) -> list[Finding]:
    """What blocked an earlier month and was never cured: it stands until it is, and says which month it is of."""
    blocks = taken.open_from_before(connection, period)
    kinds = [(month, _missing(month, kind)) for month, kind in taken.kinds_never_come(connection, period)]
    return [replace(one, found=f"{one.found} (open since {_named(month)})") for month, one in (*blocks, *kinds)]


def _missing(period: str, kind: str) -> Finding:
    word = word_of(kind)
    return finding("EXTRACT_MISSING", "extracts", f"no {word} file in {period}", word=word)


def _named(period: str) -> str:
    return f"{date.fromisoformat(f'{period}-01'):%b %Y}"
