"""Kinds of extract that came last month and have not come: a month without its remittances must not be signed off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from xl_addin.desk.intake.terms import word_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, Severity, finding
from xl_addin.domain.waiver import Waiver
from xl_addin.ledger import taken


def missing_findings(connection: Connection, period: str) -> list[Finding]:
    """A blocking finding for each kind that is missing."""
    return [_missing(period, kind) for kind in taken.kinds_missing(connection, period)]


def open_from_before(connection: Connection, period: str) -> list[Finding]:
    """What blocked an earlier month and was never cured: it stands until it is, and says which month it is of."""
    blocks = taken.open_from_before(connection, period)
    kinds = [(month, _missing(month, kind)) for month, kind in taken.kinds_never_come(connection, period)]
    return [_carried(month, one) for month, one in (*blocks, *kinds)]


def _carried(month: str, one: Finding) -> Finding:
    """A finding of an earlier month: since when it stands, and how the bank may waive what no file mends any more."""
    found = f"{one.found} (open since {_named(month)})"
    if one.severity is not Severity.BLOCK or one.code == "EXTRACT_MISSING":
        return replace(one, found=found)
    place = f"{month}/{one.source}" + (f"/{one.row}" if one.row else "")
    return replace(one, found=found, action=f"{one.action} Or the bank waives it: --waived '{place}=why'.")


def refuse_idle_waivers(connection: Connection, said: Iterable[Waiver], fresh: Iterable[Finding], period: str) -> None:
    """DeskError where a word of the bank waives nothing that blocks: a mistyped place must not pass for an answer."""
    for word in said:
        known = [*taken.told_in(connection, word.period), *(fresh if word.period == period else ())]
        if not any(word.names(one, word.period) for one in known):
            blocks = sorted({f"{one.source}/{one.row}" for one in known if one.severity is Severity.BLOCK})
            raise DeskError(
                f"The waiver names nothing that blocks: {word.source}, row {word.row}, in {_named(word.period)}.",
                f"Setting waived, or option --waived. What blocks there: {', '.join(blocks[:5]) or 'nothing'}.",
                "Correct the place, or take the waiver out. Nothing was taken in.",
            )


def _missing(period: str, kind: str) -> Finding:
    word = word_of(kind)
    return finding("EXTRACT_MISSING", "extracts", f"no {word} file in {period}", word=word)


def _named(period: str) -> str:
    return f"{date.fromisoformat(f'{period}-01'):%b %Y}"
