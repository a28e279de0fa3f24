"""ORM: open outward remittances, what is missed and overdue first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from xl_addin.desk.lists.act_cells import ACT_CELLS, ACT_HEADINGS, NOT_MADE
from xl_addin.desk.lists.order import LATE, late_first
from xl_addin.desk.lists.parts import (
    IN_FORCE,
    IN_IDPMS,
    OLD_RULES,
    ORM_KEY,
    REMARKS,
    STANDS,
    WRITTEN_OFF,
    judged,
    settled,
)
from xl_addin.desk.lists.proposed import case_of, proposable
from xl_addin.desk.lists.told import Open, Told
from xl_addin.desk.month.case import ADVANCE, DOCUMENTS, FOLLOWUP, Case, as_date
from xl_addin.domain.records import OutwardRemittance
from xl_addin.domain.statuses import statuses
from xl_addin.engine.advance.services import FOLLOW_UP as SERVICES_FOLLOW_UP
from xl_addin.engine.ageing import age_bucket
from xl_addin.engine.rule import Decision
from xl_addin.workbook.lists import Column, Kind, List, Sheet, day, inr, lakh, long, money, text, whole


def open_orms(told: Told) -> Sequence[Open[OutwardRemittance]]:
    """Open remittances, oldest first."""
    return told.opened(told.month.orms)


def age_days(row: Open[OutwardRemittance]) -> int:
    """Days since it was paid."""
    return (row.as_on - row.item.record.payment_date).days


def stage(row: Open[OutwardRemittance]) -> str:
    """Where its follow-up stands."""
    return row.item.decided[FOLLOWUP].status


def shown_decision(row: Open[OutwardRemittance]) -> Decision:
    """What the evidence rule says of an advance; for other remittances the follow-up itself."""
    return row.item.decided.get(ADVANCE, row.item.decided[FOLLOWUP])


def stands(row: Open[OutwardRemittance]) -> str:
    """How an advance stands towards its evidence, a remittance for goods towards the last mark of its follow-up."""
    if row.item.decided[FOLLOWUP].subject == SERVICES_FOLLOW_UP:
        return ""
    return row.standing(ADVANCE if ADVANCE in row.item.decided else FOLLOWUP)


def todo(row: Open[OutwardRemittance]) -> str:
    """The next step that the register has for how it stands; for what is not late, for what was decided."""
    word = stands(row)
    return statuses()[word if word in LATE else shown_decision(row).status].next


def due(subject: str) -> Callable[[Open[OutwardRemittance]], date | None]:
    """The day in force by which an advance needs its evidence or its documents; None for another remittance."""

    def day_of(row: Open[OutwardRemittance]) -> date | None:
        found = row.item.decided.get(subject)
        return as_date(found.value) if found else None

    return day_of


def due_in_force(row: Open[OutwardRemittance]) -> date | None:
    """The day by which its evidence is due; of a remittance that is no advance, the last mark of its follow-up."""
    return as_date(shown_decision(row).value)


def old_due(row: Open[OutwardRemittance]) -> date | None:
    """The day by which the evidence was due under the old rules."""
    return shown_decision(row).old_value


def old_documents_due(row: Open[OutwardRemittance]) -> date | None:
    """The day by which the documents of an advance were due under the old rules."""
    found = row.item.decided.get(DOCUMENTS)
    return found.old_value if found else None


def _rows(told: Told) -> Sequence[Open[OutwardRemittance]]:
    """Open remittances, each with its follow-up: what a row proposes is decided there."""
    return told.opened(told.month.orms, {case.item.key: case for case in proposable(FOLLOWUP)(told)})


def _of_open(column: Column[Case], header: str = "") -> Column[Open[OutwardRemittance]]:
    """A cell of Follow-up on the row of the open remittance."""
    of, about = column.of, column.about
    found: Column[Any] = replace(
        column,
        header=header or column.header,
        of=lambda row: of(case_of(row)),
        about=(lambda row: about(case_of(row))) if about else None,
    )
    return found


_SHOWN: tuple[Column[Open[OutwardRemittance]], ...] = (
    Column("ORM number", text, lambda o: o.item.record.orm_number, 17),
    Column("AD code", text, lambda o: o.item.record.ad_code, 9),
    Column("IEC", text, lambda o: o.item.record.iec, 11.5),
    Column("Importer", long, lambda o: o.item.record.importer_name, 20),
    Column("Beneficiary", long, lambda o: o.item.record.beneficiary, 18),
    Column("Country", text, lambda o: o.item.record.beneficiary_country, 8),
    Column("Payment date", day, lambda o: o.item.record.payment_date),
    Column("Purpose", text, lambda o: o.item.record.purpose_code, 8.5),
    Column("Currency", text, lambda o: o.item.record.currency, 8.5),
    Column("Amount", money, lambda o: o.item.record.amount_minor),
    Column("Settled", money, lambda o: settled(o.item, o.item.record.amount_minor)),
    Column("Written off", money, lambda o: o.item.closed_ever_minor, 13, WRITTEN_OFF),
    Column(
        "Outstanding",
        money,
        lambda o: o.item.outstanding_minor,
        help="What is still to be evidenced, in the ORM's currency.",
    ),
    Column(
        "Outstanding INR",
        inr,
        lambda o: o.inr,
        help="At the rate on Summary; blank when there is no rate.",
    ),
    Column("INR lakh", lakh, lambda o: o.inr),
    Column("Age days", whole, age_days, 7, "Days since Payment date."),
    Column(
        "Age bucket",
        text,
        lambda o: age_bucket(o.item.record.payment_date, o.as_on),
        10,
        "Of the days since Payment date.",
    ),
    Column("Evidence due", day, due(ADVANCE), help=IN_FORCE),
    Column("Documents due", day, due(DOCUMENTS), help=IN_FORCE),
    Column("Old due date", day, old_due, help=OLD_RULES),
    Column("Old documents due", day, old_documents_due, help=OLD_RULES),
    Column("Stage", text, stage, 19),
    *judged(shown_decision, width=13),
    Column("What to do", long, todo, 34, "By Standing where it is late or soon due, else by Status."),
    Column("Remarks", long, lambda o: o.item.record.remarks, 18),
    Column("Flags", long, lambda o: o.flags, 13),
    Column("Standing", Kind.STATUS, stands, 17, STANDS),
)
LIST = List(
    "tblOrm",
    rows=late_first(_rows, stands, lambda row: row.inr),
    key=ORM_KEY,
    total="Outstanding INR",
    first=(
        *("ORM number", "Importer", "Currency", "Outstanding", "Sign", "Status", "Standing", "What to do"),
        *("Outstanding INR", "Evidence due", "Old due date"),
    ),
    seldom=(
        *("Country", "Written off", "INR lakh", "Documents due", "Old documents due", "In IDPMS", "In IDPMS since"),
        *("Act remarks", *ACT_HEADINGS),
    ),
    columns=(*_SHOWN, *IN_IDPMS, _of_open(NOT_MADE), _of_open(REMARKS, "Act remarks"), *map(_of_open, ACT_CELLS)),
)

SHEET = Sheet(
    "ORM",
    "items",
    "Open outward remittances: missed and overdue first, then by INR.",
    "Look at Status and the due dates; the decision is on the decision sheets. What came back, is set off, closed or "
    "reported: Propose, in the last columns, says which; press Propose.",
    (LIST,),
    1,
)
