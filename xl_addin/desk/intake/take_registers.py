"""Registers that the desk keeps: import authorisations with their amendments, and pairs of merchanting remittances."""

from __future__ import annotations

from collections.abc import Callable

from xl_addin.desk.intake import rows
from xl_addin.desk.intake.gather import Intake, columns_there
from xl_addin.desk.intake.raw import RawRow, RawSource
from xl_addin.desk.intake.rows import Said
from xl_addin.desk.intake.shape import Shaper
from xl_addin.desk.intake.take_lists import keep_facts

AMENDED = "amended_on"


def take_authorisations(intake: Intake, source: RawSource) -> None:
    """Takes the register of authorisations: a row is a grant, or with its own day an amendment of one."""
    grant, amendment = (
        Shaper(layout.of(columns_there(source)), source.journal, intake.as_on, intake.known)
        for layout in (rows.GRANT, rows.AMENDMENT)
    )

    def shape(raw: RawRow) -> Said | None:
        if not raw.text(AMENDED):
            return grant.shape(raw.line, raw.texts)
        told = amendment.shape(raw.line, raw.texts)
        return told and _of_its_day(told)

    _take(intake, source, shape)


def _of_its_day(told: Said) -> Said:
    """An amendment is named by number and day, so that each stays with what it said."""
    kind, number = told.about
    return Said((kind, f"{number} {told.told[AMENDED]}"), told.told)


def take_merchanting(intake: Intake, source: RawSource) -> None:
    """Takes the list of merchanting deals, one row a deal."""
    shaper = Shaper(rows.MERCHANTING.of(columns_there(source)), source.journal, intake.as_on, intake.known)
    _take(intake, source, lambda raw: shaper.shape(raw.line, raw.texts))


def _take(intake: Intake, source: RawSource, shape: Callable[[RawRow], Said | None]) -> None:
    for raw in source.rows:
        said = shape(raw)
        if said is None:
            source.journal.refused += 1
        else:
            keep_facts(intake, said, raw.line, source)
