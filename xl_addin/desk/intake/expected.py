"""Kinds of extract that came last month and have not come: a month without its remittances must not be signed off."""

from __future__ import annotations

from sqlalchemy import Connection

from xl_addin.desk.intake.terms import word_of
from xl_addin.domain.findings import Finding, finding
from xl_addin.ledger import taken


def missing_findings(connection: Connection, period: str) -> list[Finding]:
    """A blocking finding for each kind that is missing."""
    words = [word_of(kind) for kind in taken.kinds_missing(connection, period)]
    return [finding("EXTRACT_MISSING", "extracts", f"no {word} file in {period}", word=word) for word in words]
