"""Import licence: the IEC status of each importer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xl_addin.desk.lists.parts import A_BOE, A_PARTY, BOE_KEY, Decided, decided_on, own, shown
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import IEC
from xl_addin.rulebook.facts import IMPORTER
from xl_addin.workbook.lists import Column, List, Sheet, day, long, status, text


def importers(told: Told) -> Sequence[Decided]:
    """Every importer of the master or of a live item with the status of his IEC."""
    return [decided_on(told, case, (IMPORTER, case.iec)) for case in told.of(IEC)]


def _said(name: str) -> Callable[[Decided], object]:
    return lambda d: shown(name, d.said.get(name))


LIST = List(
    "tblImportLicence",
    rows=importers,
    key=("Subject", "IEC", *BOE_KEY),
    columns=(
        Column("Subject", text, lambda d: d.case.subject, 14),
        *A_PARTY,
        *A_BOE,
        *status("Status", lambda d: d.case.decision.status, width=20),
        Column("Why", long, lambda d: f"{d.case.decision.grounds}.", 50),
        Column("Citation", long, lambda d: d.case.decision.citation, 30),
        Column("IEC last updated", day, lambda d: d.case.facts.get("last_update")),
        own("linked"),
        own("last_checked"),
        own("certificate_reference", text, 16, "Reference of the IEC certificate at DGFT."),
        own("certificate_date"),
        Column("Suit pending", text, _said("suit_pending"), 10),
        Column("Adverse notice", text, _said("adverse_notice"), 10),
        Column("Under investigation", text, _said("under_investigation"), 12),
        Column("Caution listed", text, _said("caution_listed"), 10),
    ),
)

SHEET = Sheet(
    "Import licence",
    "lists",
    "IEC status of importers. Licence and monitoring checks of bills of entry are not part of this version.",
    "Look at every row that is neither ACTIVE nor OK. Fill the blue cells, then press Read answers back.",
    (LIST,),
    3,
)
