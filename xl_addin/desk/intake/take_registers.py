"""Registers that the desk keeps: import authorisations with their amendments, and pairs of merchanting remittances."""

from __future__ import annotations

from collections.abc import Callable

from xl_addin.desk.intake import build, rows
from xl_addin.desk.intake.gather import Intake
from xl_addin.desk.intake.raw import RawRow, RawSource
from xl_addin.desk.intake.rows import Values
from xl_addin.desk.intake.shape import Shaper
from xl_addin.desk.intake.take_lists import keep_facts
from xl_addin.rulebook.facts import DEAL, LICENCE
from xl_addin.workbook.extracts import schema_registers


def take_authorisations(intake: Intake, source: RawSource) -> None:
    """Takes the register of authorisations: a row is a grant, or with its own day an amendment of one."""
    grant, amendment = (
        Shaper(layout, source.journal, intake.as_on, intake.known) for layout in (rows.GRANT, rows.AMENDMENT)
    )

    def shape(raw: RawRow) -> Values | None:
        shaper = amendment if raw.texts.get("amended_on", "").strip() else grant
        return shaper.shape(raw.line, raw.texts)

    _take(intake, source, shape, LICENCE, _licence_key, "authorisations")


def take_merchanting(intake: Intake, source: RawSource) -> None:
    """Takes the list of merchanting deals, one row a deal."""
    shaper = Shaper(rows.MERCHANTING, source.journal, intake.as_on, intake.known)
    _take(intake, source, lambda raw: shaper.shape(raw.line, raw.texts), DEAL, _deal_key, "merchanting")


def _take(
    intake: Intake,
    source: RawSource,
    shape: Callable[[RawRow], Values | None],
    kind: str,
    key: Callable[[Values], str],
    extract: str,
) -> None:
    for raw in source.rows:
        row = shape(raw)
        if row is None:
            source.journal.refused += 1
        else:
            told = build.facts_of(row, raw.texts, extract)
            keep_facts(intake, (kind, key(row)), told, raw.line, source)


def _licence_key(row: Values) -> str:
    """The number; of an amendment with its day, so that each stays with what it said."""
    number, amended = row[schema_registers.LICENCE_NUMBER], row["amended_on"]
    return f"{number} {amended}" if amended else str(number)


def _deal_key(row: Values) -> str:
    return str(row[schema_registers.DEAL_NUMBER])
