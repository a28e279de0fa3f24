"""Which function understands which kind of source."""

from __future__ import annotations

from collections.abc import Callable

from xl_addin.desk.intake.file_names import DOWNLOADS, SourceKind
from xl_addin.desk.intake.gather import Intake
from xl_addin.desk.intake.raw import RawSource
from xl_addin.desk.intake.take_acknowledgements import take_acknowledgements
from xl_addin.desk.intake.take_boes import take_boes, take_manual_boes
from xl_addin.desk.intake.take_lists import take_facts, take_importers, take_orms, take_rates
from xl_addin.desk.intake.take_opening import take_opening
from xl_addin.desk.intake.take_registers import take_authorisations, take_merchanting

TAKERS: dict[SourceKind, Callable[[Intake, RawSource], None]] = {
    SourceKind.RATES: take_rates,
    SourceKind.IMPORTERS: take_importers,
    SourceKind.OPENING: take_opening,
    **dict.fromkeys(DOWNLOADS, take_boes),
    SourceKind.MANUAL_BOE: take_manual_boes,
    SourceKind.MANUAL_ACK: take_acknowledgements,
    SourceKind.ORM_MESSAGE: take_orms,
    SourceKind.ORM_LIST: take_orms,
    SourceKind.FACTS: take_facts,
    SourceKind.AUTHORISATIONS: take_authorisations,
    SourceKind.MERCHANTING: take_merchanting,
}


def understand(intake: Intake, source: RawSource) -> None:
    """Understands one source; refused rows are counted in its journal."""
    TAKERS[source.file.kind](intake, source)
