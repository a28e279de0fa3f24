"""The gaps between the core system and IDPMS as a file of rows: one a remittance, or a field that differs."""

from __future__ import annotations

from typing import NamedTuple

from xl_addin.desk.intake.gaps import BEFORE, CORE, IDPMS, Differing, Gaps
from xl_addin.domain.money import plain
from xl_addin.domain.records import OutwardRemittance
from xl_addin.workbook.lists import Column, List, day, text


class GapRow(NamedTuple):
    """A remittance with its gap; where the sides differ, the field and what each says."""

    gap: str
    remittance: OutwardRemittance
    field: str = ""
    said: tuple[tuple[str, str], ...] = ()

    def by(self, side: str) -> str:
        """What a side says; "" where it was not asked."""
        return dict(self.said).get(side, "")


def _rows(found: Gaps) -> list[GapRow]:
    sides = (
        ("NOT_IN_IDPMS", found.not_in_idpms),
        ("NOT_IN_CORE", found.not_in_core),
        ("AFTER_LAST_MESSAGE", found.later),
    )
    return [
        *(GapRow(gap, one) for gap, side in sides for one in side),
        *(row for one in found.differing for row in _unlike(one)),
    ]


def _unlike(one: Differing) -> list[GapRow]:
    return [
        GapRow("DIFFERS", one.remittance, field, tuple(zip(one.sides, said, strict=True)))
        for field, *said in one.differences
    ]


GAPS: List[GapRow] = List(
    "gaps.csv",
    rows=_rows,
    columns=(
        Column("gap", text, lambda row: row.gap),
        Column("orm_number", text, lambda row: row.remittance.orm_number),
        Column("ad_code", text, lambda row: row.remittance.ad_code),
        Column("payment_date", day, lambda row: row.remittance.payment_date),
        Column("currency", text, lambda row: row.remittance.currency),
        Column("amount", text, lambda row: plain(row.remittance.amount_minor, row.remittance.currency)),
        Column("iec", text, lambda row: row.remittance.iec),
        Column("importer", text, lambda row: row.remittance.importer_name),
        Column("beneficiary", text, lambda row: row.remittance.beneficiary),
        Column("field", text, lambda row: row.field),
        Column("core", text, lambda row: row.by(CORE)),
        Column("idpms", text, lambda row: row.by(IDPMS)),
        Column("earlier_months", text, lambda row: row.by(BEFORE)),
    ),
)
