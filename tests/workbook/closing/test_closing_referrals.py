"""References to RBI: to the Regional Office that has jurisdiction, through the Compliance Head."""

from __future__ import annotations

from xl_addin.workbook.closing.columns_decisions import REFERRALS

from .books import table_rows
from .conftest import Written


def test_a_reference_to_rbi_goes_through_the_compliance_head_and_no_other_does(written: dict[str, Written]) -> None:
    rows = table_rows(written["month"].values, "Referrals", "tblReferrals")
    ways = {(row["Status"], row["To be referred to"], row["Through"] or "") for row in rows}
    assert ways == {
        ("REFER_RBI", "RBI Regional Office", "Compliance Head"),
        ("ESCALATE", "Bank's authority", ""),
        ("BANK_POLICY", "Bank's authority", ""),
    }


def test_the_regional_office_is_asked_of_the_desk() -> None:
    (office,) = [column for column in REFERRALS.columns if column.key == "regional_office"]
    assert (office.is_user_input, office.header) == (True, "Regional Office")
