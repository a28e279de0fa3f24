"""ORM: open outward remittances, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xl_addin.desk.lists.parts import ORM_KEY
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import ADVANCE, FOLLOWUP, Case
from xl_addin.desk.month.month import open_items
from xl_addin.domain.records import OutwardRemittance
from xl_addin.engine.ageing import age_bucket
from xl_addin.workbook.lists import Column, List, Sheet, day, inr, lakh, long, money, status, text, whole


@dataclass(frozen=True, slots=True)
class OpenOrm:
    """An open remittance with what was decided of it; `evidence` is there for an advance only."""

    record: OutwardRemittance
    outstanding_minor: int
    outstanding_inr: Decimal | None
    as_on: date
    follow_up: Case
    evidence: Case | None
    flags: str

    @property
    def age_days(self) -> int:
        """Days since it was paid."""
        return (self.as_on - self.record.payment_date).days

    @property
    def stage(self) -> str:
        """Where its follow-up stands."""
        return self.follow_up.decision.status

    @property
    def status(self) -> str:
        """What the evidence rule says of an advance; for other remittances the stage of the follow-up itself."""
        return (self.evidence or self.follow_up).decision.status

    @property
    def evidence_due(self) -> date | None:
        """The day by which an advance needs its evidence of import."""
        return (self.evidence.due_date or self.evidence.old_due_date) if self.evidence else None

    @property
    def documents_due(self) -> date | None:
        """The day by which an advance needs its documents."""
        return self.evidence.documents_due if self.evidence else None


def open_orms(told: Told) -> Sequence[OpenOrm]:
    """Open remittances with the answers of their follow-up and evidence decisions."""
    follow_ups = {case.orm_key: case for case in told.of(FOLLOWUP)}
    advances = {case.orm_key: case for case in told.of(ADVANCE)}
    flags, as_on = told.flags, told.month.as_on
    return [
        OpenOrm(
            item.record,
            item.outstanding_minor,
            told.inr(item.outstanding_minor, item.currency),
            as_on,
            follow_ups[item.key],
            advances.get(item.key),
            flags.get(item.key, ""),
        )
        for item in open_items(told.month.orms)
    ]


LIST = List(
    "tblOrm",
    rows=open_orms,
    key=ORM_KEY,
    columns=(
        Column("ORM number", text, lambda o: o.record.orm_number, 17),
        Column("AD code", text, lambda o: o.record.ad_code, 9),
        Column("IEC", text, lambda o: o.record.iec, 11.5),
        Column("Importer", long, lambda o: o.record.importer_name, 20),
        Column("Beneficiary", long, lambda o: o.record.beneficiary, 18),
        Column("Country", text, lambda o: o.record.beneficiary_country, 8),
        Column("Payment date", day, lambda o: o.record.payment_date),
        Column("Purpose", text, lambda o: o.record.purpose_code, 8.5),
        Column("Currency", text, lambda o: o.record.currency, 8.5),
        Column("Amount", money, lambda o: o.record.amount_minor),
        Column("Settled", money, lambda o: o.record.amount_minor - o.outstanding_minor),
        Column("Written off", money, lambda o: 0, 13),
        Column(
            "Outstanding",
            money,
            lambda o: o.outstanding_minor,
            help="What is still to be evidenced, in the ORM's currency.",
        ),
        Column(
            "Outstanding INR",
            inr,
            lambda o: o.outstanding_inr,
            help="At the rate on Summary; blank when there is no rate.",
        ),
        Column("INR lakh", lakh, lambda o: o.outstanding_inr),
        Column("Age days", whole, lambda o: o.age_days, 7),
        Column("Age bucket", text, lambda o: age_bucket(o.record.payment_date, o.as_on), 10),
        Column("Evidence due", day, lambda o: o.evidence_due),
        Column("Documents due", day, lambda o: o.documents_due),
        Column("Stage", text, lambda o: o.stage, 19),
        *status("Status", lambda o: o.status, width=13),
        Column("Remarks", long, lambda o: o.record.remarks, 18),
        Column("Flags", long, lambda o: o.flags, 13),
    ),
)

SHEET = Sheet(
    "ORM",
    "items",
    "Open outward remittances, oldest first.",
    "Look at Status and the due dates; the decision is on the decision sheets.",
    (LIST,),
    1,
)
