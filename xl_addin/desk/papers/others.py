"""The papers that are drafted by the month's own state, kind by kind: what drafts each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_addin.desk.papers.advice import advices
from xl_addin.desk.papers.audit_report import audit_reports
from xl_addin.desk.papers.customs import customs_advices
from xl_addin.desk.papers.decided import Make
from xl_addin.desk.papers.declarations import declarations
from xl_addin.desk.papers.defaults import statement_of_defaults
from xl_addin.desk.papers.kinds import ADVICE, AUDIT, CUSTOMS, DECLARATION, MERCHANTING, Kind
from xl_addin.domain.errors import DeskError

OTHERS: Mapping[str, tuple[Kind, Make]] = {
    kind.word: (kind, make)
    for kind, make in (
        (ADVICE, advices),
        (DECLARATION, declarations),
        (MERCHANTING, statement_of_defaults),
        (AUDIT, audit_reports),
        (CUSTOMS, customs_advices),
    )
}


def others(words: Sequence[str] = ()) -> list[tuple[Kind, Make]]:
    """Those of these words, or all; DeskError for a word that is none."""
    if strange := [word for word in words if word not in OTHERS]:
        known = ", ".join(OTHERS)
        raise DeskError(f"{strange[0]!r} is none of these papers.", "Command papers issue.", f"Give: {known}.")
    return [one for word, one in OTHERS.items() if not words or word in words]
