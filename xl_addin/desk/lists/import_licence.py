"""Import licence: the IEC status of each importer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from xl_addin.desk.lists import licences
from xl_addin.desk.lists.order import worst_first
from xl_addin.desk.lists.parts import A_BOE, A_PARTY, BOE_KEY, decided, decision, judged, own, reasoned, shown
from xl_addin.desk.month.case import IEC, Case
from xl_addin.domain.records import Importer
from xl_addin.workbook.lists import Column, List, Sheet, day, text


def _said(name: str) -> Callable[[Case], object]:
    return lambda d: shown(name, d.said.get(name))


def _last_updated(case: Case) -> date | None:
    record = case.item.record
    return record.iec_last_updated if isinstance(record, Importer) else None


LIST = List(
    "tblImportLicence",
    rows=worst_first(decided(IEC)),
    key=("Subject", "IEC", *BOE_KEY),
    first=("Subject", "IEC", "Importer", "Sign", "Status", "Why"),
    seldom=BOE_KEY,
    columns=(
        Column("Subject", text, lambda d: d.subject, 14),
        *A_PARTY,
        *A_BOE,
        *judged(decision, width=20),
        *reasoned(decision, 50, 30),
        Column("IEC last updated", day, _last_updated),
        own("linked"),
        own("last_checked"),
        own("certificate_reference", text, 16, "Reference of the IEC certificate at DGFT."),
        own("certificate_date"),
        own("owner", help="Person or desk of the bank that looks after the importer; bounds who acts for him."),
        Column("Suit pending", text, _said("suit_pending"), 10),
        Column("Adverse notice", text, _said("adverse_notice"), 10),
        Column("Under investigation", text, _said("under_investigation"), 12),
        Column("Caution listed", text, _said("caution_listed"), 10),
    ),
)

SHEET = Sheet(
    "Import licence",
    "lists",
    "IEC status of importers; in the closing book authorisations with what is left, and the master's changes.",
    "Look at every row that is neither ACTIVE nor OK. Fill the blue cells, then press Read answers back.",
    (LIST, licences.LIST, licences.HISTORY),
    3,
)
