"""Merchanting deals from the desk's list to the closing book: pairs, their periods and conditions, and the defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import csv_text, orm, orm_xml
from tests.desk.month_fixture import close
from xl_addin.desk.close.close_month import Closed
from xl_addin.desk.lists.follow_up import LIST as FOLLOW_UP

CONDITIONS = dict.fromkeys(
    (
        *("mtt_not_into_dta", "mtt_processing_shown", "mtt_ftp_permits", "mtt_other_rules_kept", "mtt_kyc_aml"),
        *("mtt_documents_verified", "mtt_prudential_limits", "mtt_lc_confirmed_order", "mtt_one_ad"),
    ),
    "Y",
)
# USD 1,000 paid on 10-Feb-2026 and 1,200 received on 10-Jun-2026, under the rules to 30-Sep-2026.
DEAL = {
    "deal_number": "M1",
    "import_reference": "IBA26100000001",
    "deal_iec": "0388000037",
    "export_reference": "IRM9",
    "export_received_on": "10/06/2026",
    "export_amount": "1200",
    "export_currency": "USD",
    "export_purpose": "P0108",
    "import_in_advance": "N",
    **dict.fromkeys(("commission", "commission_on_request", "annual_export_earnings", "deviation_approval"), ""),
    **CONDITIONS,
}
PAID = {"purpose": "S0108", "paid": "10/02/2026"}
OPEN = {"export_reference": "", "export_received_on": "", "export_amount": ""}
JUNE, OCTOBER = date(2026, 6, 30), date(2026, 10, 31)


def closed(
    folder: Path, deals: Sequence[Mapping[str, str]], as_on: date = JUNE, remitted: Mapping[str, str] = PAID
) -> Closed:
    source = folder / "extracts"
    source.mkdir()
    (source / "a.orm.xml").write_text(orm_xml(orm(**remitted)), "utf-8")
    (source / "rates.csv").write_text(f"date,currency,inr_per_unit\n{as_on},USD,88\n", "utf-8")
    (source / "merchanting.csv").write_text(csv_text(deals, DEAL), "utf-8")
    return close(source, folder / "out", as_on)


# What differs of the deal, the day of the close, the word and the findings.
CASES = {
    "both legs in time": ({}, JUNE, "OK", ()),
    "outlay on its last day": ({"export_received_on": "30/06/2026"}, JUNE, "OK", ()),
    "the goods go into the tariff area": ({"mtt_not_into_dta": "N"}, JUNE, "REFER_RBI", ("MTT_NOT_INTO_DTA",)),
    "one condition is not answered": ({"mtt_kyc_aml": ""}, JUNE, "CHECK", ()),
    "the inward leg under the code of goods": ({"export_purpose": "P0102"}, JUNE, "CHECK", ("PURPOSE_CODE",)),
    "a commission into a loss": (
        *({"commission": "200.01", "commission_on_request": "Y"}, JUNE, "REFUSE", ("COMMISSION_INTO_LOSS",)),
    ),
    "a commission that leaves nothing": ({"commission": "200", "commission_on_request": "Y"}, JUNE, "OK", ()),
    "one leg, within four per cent of earnings": (
        *({**OPEN, "annual_export_earnings": "20000.01"}, JUNE, "CHECK", ()),
    ),
    "one leg, five per cent of earnings": (
        *({**OPEN, "annual_export_earnings": "20000"}, JUNE, "CAUTION_LISTED", ("CAUTION_LISTED",)),
    ),
    "more decimals than the currency has": ({"export_amount": "1200.005"}, JUNE, "OK", ()),
    "new rules: six months, either order": ({"export_received_on": "09/10/2025"}, OCTOBER, "OK", ()),
}


@pytest.mark.parametrize(("changes", "as_on", "word", "found"), list(CASES.values()), ids=list(CASES))
def test_a_deal_is_decided_by_all_that_is_asked_of_it(
    tmp_path: Path, changes: Mapping[str, str], as_on: date, word: str, found: tuple[str, ...]
) -> None:
    month = closed(tmp_path, [{**DEAL, **changes}], as_on)
    rows = month.closing.view.lists["tblMerchanting"].rows
    assert [(row.decision.status, row.decision.findings) for row in rows] == [(word, found)]
    followed = month.closing.told.of("FOLLOWUP")
    assert [case.decision.status for case in followed] == [word]  # no bill of entry is awaited


def test_a_remittance_of_merchanting_without_a_deal_is_told(tmp_path: Path) -> None:
    case = closed(tmp_path, [{**DEAL, "import_reference": "OTHER1"}]).closing.told.of("FOLLOWUP")[0]
    assert (case.decision.status, case.decision.findings) == ("CHECK", ("MTT_NOT_PAIRED",))


def test_a_leg_in_two_deals_is_a_deviation_of_both(tmp_path: Path) -> None:
    rows = closed(tmp_path, [DEAL, {**DEAL, "deal_number": "M2"}]).closing.view.lists["tblMerchanting"].rows
    assert [(row.decision.status, "MTT_ONE_TO_ONE" in row.decision.findings) for row in rows] == [
        ("REFER_RBI", True)
    ] * 2


# Paid on that day without a second leg, the day of the close, the periods that had passed at the half-year's close.
DEFAULTS = {
    "four months had not been the rule: six, on the eve": ("30/12/2025", JUNE, []),
    "six months passed by a day": ("29/12/2025", JUNE, ["OUTLAY"]),
    "nine months too": ("29/09/2025", JUNE, ["OVERALL", "OUTLAY"]),
    "told until the next half-year closes": ("29/12/2025", OCTOBER, ["OUTLAY"]),
    "after the rule has ended": ("29/12/2025", date(2026, 12, 31), []),
}


@pytest.mark.parametrize(("paid", "as_on", "limbs"), list(DEFAULTS.values()), ids=list(DEFAULTS))
def test_deals_in_default_are_listed_at_the_half_year(tmp_path: Path, paid: str, as_on: date, limbs: list[str]) -> None:
    month = closed(tmp_path, [{**DEAL, **OPEN}], as_on, {**PAID, "paid": paid})
    rows = month.closing.view.lists["tblMerchantingDefaults"].rows
    assert sorted(row.default.limb for row in rows) == sorted(limbs)
    assert {row.due for row in rows} <= {date(2026, 7, 15)}
    tasks = [task for task in month.closing.view.lists["tblChecklist"]["Task"] if "merchanting" in task]
    assert bool(tasks) == (as_on == JUNE)


def test_a_deviation_is_held_until_the_approval_is_on_record(tmp_path: Path) -> None:
    told = [
        closed(folder, [{**DEAL, "mtt_one_ad": "N", "deviation_approval": letter}]).closing.told.of("FOLLOWUP")[0]
        for folder, letter in ((tmp_path / "a", ""), (tmp_path / "b", "RO/12 of 20-Jun-2026"))
        if not folder.mkdir()
    ]
    first, second = (case.decision.grounds for case in told)
    assert "hold: the deal is closed only after the Regional Office has approved" in first
    assert "RO/12 of 20-Jun-2026; the deal may be closed" in second


def test_the_lists_stand_below_the_follow_up(tmp_path: Path) -> None:
    month = closed(tmp_path, [DEAL])
    sheet = next(one for one in month.closing.view.sheets if one.tables and one.tables[0] is FOLLOW_UP)
    assert [table.name for table in sheet.tables] == ["tblFollowUp", "tblMerchanting", "tblMerchantingDefaults"]
