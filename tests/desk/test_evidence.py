"""Which paper is evidence of which import, what the follow-up makes of it, and the clock from the day of receipt."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.intake.desk_folder import OCTOBER, Desk, boe, csv_text, mbe_text, obe_xml, orm
from tests.desk.month_fixture import close, law
from tests.desk.test_review import Month as ClosedMonth
from tests.desk.test_review import cell, on_disk, row_of
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.month import read_month
from xl_addin.rulebook.policy import Policy

ORM = {"item_kind": "ORM", "outward_reference_number": "IBA26030000001"}
BOE = {"item_kind": "BOE", "bill_of_entry_number": "0052545", "bill_of_entry_date": "06/10/2026"}
BOE |= {"port_of_discharge": "INNSA1"}
ADVANCE = orm(number="IBA26030000001", paid="05/03/2026", purpose="S0101", amount="77777.00")
ACKNOWLEDGED = {
    "acknowledged_on": "09/10/2026",
    "acknowledgement_reference": "R/1",
    "acknowledgement_seen_by": "A. Rao",
}


def decided(
    home: Path,
    *facts: Mapping[str, str],
    orms: tuple[Mapping[str, str], ...] = (ADVANCE,),
    manual: bool = True,
    as_on: date = OCTOBER,
    policy: Policy | None = None,
) -> list[Case]:
    desk = Desk(home)
    bill = {"a.mbe.csv": mbe_text(boe())} if manual else {"a.obe.xml": obe_xml(boe())}
    said = {"facts.csv": csv_text(facts, list(dict.fromkeys(name for row in facts for name in row)))} if facts else {}
    desk.take({**bill, "orm.csv": csv_text(orms), **said}, as_on)
    month = read_month(desk.ledger, as_on)
    desk.ledger.close()
    return decide(month, law(policy))


def of(cases: list[Case], subject: str) -> Case:
    (found,) = (case for case in cases if case.subject == subject)
    return found


# Kind and papers told of a remittance -> status, a condition that is denied, words of the sentence.
KINDS: dict[str, tuple[dict[str, str], str, str, str]] = {
    "post: no paper": ({"evidence_kind": "POST"}, "CHECK", "", "evidence_paper is not given"),
    "post: the form": ({"evidence_kind": "POST", "evidence_paper": "PAF 12 of 03-Apr-2026"}, "OK", "", "PAF 12"),
    "courier: small letters": ({"evidence_kind": "courier", "evidence_paper": "CBE-9"}, "OK", "", "CBE-9"),
    "software: no certificate": (
        {"evidence_kind": "NON_PHYSICAL"},
        "CHECK",
        "",
        "evidence_paper is not given (Is there a Chartered Accountant's certificate of receipt?)",
    ),
    "software: certificate": (
        {"evidence_kind": "NON_PHYSICAL", "evidence_paper": "CA 77"},
        "OK",
        "",
        "advise the importer",
    ),
    "ex-bond: an equivalent": ({"evidence_kind": "FTWZ_SEZ_BONDED", "evidence_paper": "BTT 8"}, "OK", "", "BTT 8"),
    "in lieu: a waiver alone": (
        {"evidence_kind": "IN_LIEU", "evidence_paper": "waiver"},
        *("CHECK", "", "approval_reference is not given"),
    ),
    "in lieu: all of it": (
        {"evidence_kind": "IN_LIEU", "evidence_paper": "waiver", "approval_reference": "RBI/7", "evidence_loaded": "Y"},
        *("OK", "", "RBI"),
    ),
    "in lieu: not loaded": (
        {"evidence_kind": "IN_LIEU", "evidence_paper": "waiver", "approval_reference": "RBI/7", "evidence_loaded": "N"},
        *("CHECK", "LOADED_AS_MANUAL_BOE", ""),
    ),
    "abroad: certificate alone": (
        {"evidence_kind": "INSTALLED_ABROAD", "evidence_paper": "CEO 3"},
        *("CHECK", "", "paid_to_supplier is not given"),
    ),
    "abroad: paid to another": (
        {
            **{"evidence_kind": "INSTALLED_ABROAD", "evidence_paper": "CEO 3"},
            **{"paid_to_supplier": "N", "marked_in_idpms": "Y"},
        },
        *("CHECK", "PAID_TO_OVERSEAS_SUPPLIER", ""),
    ),
    "abroad: all of it": (
        {
            **{"evidence_kind": "INSTALLED_ABROAD", "evidence_paper": "CEO 3"},
            **{"paid_to_supplier": "Y", "marked_in_idpms": "Y"},
        },
        *("OK", "", "CEO 3"),
    ),
    "EDI port: number alone": (
        {"evidence_kind": "EDI_PORT", "evidence_paper": "0052545", "marked_in_idpms": "Y"},
        *("CHECK", "", "number/date/port?"),
    ),
    "EDI port: number, date, port": (
        {"evidence_kind": "EDI_PORT", "evidence_paper": "52545/2026-10-06/innsa1", "marked_in_idpms": "Y"},
        *("OK", "", "0052545/2026-10-06/INNSA1 stands in the ledger"),
    ),
    "EDI port: a bill that the ledger has not": (
        {"evidence_kind": "EDI_PORT", "evidence_paper": "0052546/2026-10-06/INNSA1", "marked_in_idpms": "Y"},
        *("OK", "", "WARN: 0052546/2026-10-06/INNSA1 does not stand in the ledger"),
    ),
    "EDI port: a date of two readings": (
        {"evidence_kind": "EDI_PORT", "evidence_paper": "52545/06-10-2026/INNSA1", "marked_in_idpms": "Y"},
        *("CHECK", "", "number/date/port?"),
    ),
    "EDI port: not marked": (
        {"evidence_kind": "EDI_PORT", "evidence_paper": "52545/2026-10-06/INNSA1", "marked_in_idpms": "N"},
        *("CHECK", "MARKED_IN_IDPMS", ""),
    ),
    "a word that is no kind": ({"evidence_kind": "BANANA", "evidence_paper": "X"}, "CHECK", "", "BANANA"),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_kind_asks_its_papers_and_the_follow_up_rests_on_them(tmp_path: Path, name: str) -> None:
    said, status, denied, words = KINDS[name]
    cases = decided(tmp_path, {**ORM, **said}, manual=False)
    found = of(cases, "EVIDENCE").decision
    assert (found.status, denied in found.findings or not denied) == (status, True), found.why
    assert words in found.why
    followed, advance = of(cases, "FOLLOWUP"), of(cases, "ADVANCE")
    # 5-Mar-2026 + 6 months was before the switch: told, and its own clock stops only with the paper
    assert ("until it is marked off" in followed.decision.why) is (status == "OK")
    words_of = ("CLOSED", "CLOSED") if status == "OK" else ("OPEN", "BANK_POLICY")
    assert (followed.decision.status, advance.decision.status) == words_of
    assert (followed.standing, advance.standing) == ("BREACH_BEFORE_SWITCH",) * 2
    assert advance.old_due_date == date(2026, 9, 5)


def test_without_a_kind_nothing_is_asked(tmp_path: Path) -> None:
    cases = decided(tmp_path, manual=False)
    assert [case for case in cases if case.subject in ("EVIDENCE", "ENTRY")] == []


# Paid on 5-Mar-2026: evidence was due by 5-Sep-2026, before the switch. Purpose, day of receipt -> standing, words.
CAME: dict[str, tuple[str, str, str, str]] = {
    "an advance, in time": ("S0101", "05/09/2026", "", "evidence of import is there, received 2026-09-05"),
    "an advance, a day late": ("S0101", "06/09/2026", "BREACH_BEFORE_SWITCH", "was due by 2026-09-05"),
    "an advance, nobody knows when": ("S0101", "", "BREACH_BEFORE_SWITCH", "received_date is not given"),
    "a bill, in time": ("S0102", "05/09/2026", "", "evidence of import is there, received 2026-09-05"),
    "a bill, a day late": ("S0102", "06/09/2026", "BREACH_BEFORE_SWITCH", "was due by 2026-09-05"),
    "a bill, nobody knows when": ("S0102", "", "BREACH_BEFORE_SWITCH", "received_date is not given"),
}


@pytest.mark.parametrize("name", CAME)
def test_evidence_that_came_late_cures_no_breach_before_the_switch(tmp_path: Path, name: str) -> None:
    purpose, came, standing, words = CAME[name]
    said = {**ORM, "evidence_kind": "POST", "evidence_paper": "PAF 12", "received_date": came}
    cases = decided(tmp_path, said, orms=({**ADVANCE, "purposeCode": purpose},), manual=False)
    for found in (case for case in cases if case.subject in ("FOLLOWUP", "ADVANCE")):
        assert (found.decision.status, found.standing, found.old_due_date) == ("CLOSED", standing, date(2026, 9, 5))
        assert words in found.decision.why
        assert ("BREACH_BEFORE_SWITCH" in found.decision.findings) is bool(standing)


def test_evidence_of_a_remittance_after_the_switch_closes_it(tmp_path: Path) -> None:
    paid = orm(number="IBA26030000001", paid="05/10/2026", purpose="S0101")
    cases = decided(tmp_path, {**ORM, "evidence_kind": "POST", "evidence_paper": "PAF 12"}, orms=(paid,), manual=False)
    assert [(of(cases, one).decision.status, of(cases, one).standing) for one in ("FOLLOWUP", "ADVANCE")] == [
        ("CLOSED", "")
    ] * 2


# What is told of the bill of entry 0052545 of 6-Oct-2026 -> status, findings, words.
BILLS: dict[str, tuple[bool, dict[str, str], str, tuple[str, ...], str]] = {
    "manual, nothing said": (True, {}, "CHECK", (), "boe_original_seen is not given"),
    "manual, the original seen, waits": (
        True,
        {"boe_original_seen": "Y"},
        "CHECK",
        (),
        "evidence_loaded is not given",
    ),
    "manual, seen and acknowledged": (True, {"boe_original_seen": "Y", **ACKNOWLEDGED}, "OK", (), ""),
    "manual, the original not seen": (
        *(True, {"boe_original_seen": "N", **ACKNOWLEDGED}, "CHECK", ("BOE_ORIGINAL_SEEN",), ""),
    ),
    "manual, named of an EDI port": (
        *(
            True,
            {"evidence_kind": "EDI_PORT", **ACKNOWLEDGED},
            "CHECK",
            ("EVIDENCE_NOT_FITTING",),
            "is none of an EDI port",
        ),
    ),
    "warehouse, no paper": (False, {"evidence_kind": "FTWZ_SEZ_BONDED"}, "CHECK", (), "evidence_paper is not given"),
    "warehouse, the ex-bond bill": (
        False,
        {"evidence_kind": "FTWZ_SEZ_BONDED", "evidence_paper": "7654321/2026-10-20/INNSA1"},
        *("OK", (), "7654321/2026-10-20/INNSA1 does not stand in the ledger"),
    ),
    "warehouse, the in-bond bill itself": (
        False,
        {"evidence_kind": "FTWZ_SEZ_BONDED", "evidence_paper": "0052545/2026-10-06/INNSA1"},
        *("CHECK", ("EVIDENCE_NOT_FITTING",), "in-bond bill of entry itself"),
    ),
    "warehouse, a bill of an earlier day": (
        False,
        {"evidence_kind": "FTWZ_SEZ_BONDED", "evidence_paper": "7654321/2026-10-05/INNSA1"},
        *("CHECK", ("EVIDENCE_NOT_FITTING",), "lies before the in-bond one"),
    ),
    "an EDI bill names itself": (False, {"evidence_kind": "EDI_PORT"}, "OK", (), "no paper bill of entry is asked"),
}


@pytest.mark.parametrize("name", BILLS)
def test_a_bill_of_entry_is_asked_by_its_kind(tmp_path: Path, name: str) -> None:
    manual, said, status, findings, words = BILLS[name]
    found = of(decided(tmp_path, {**BOE, **said}, manual=manual), "EVIDENCE").decision
    assert (found.status, found.findings) == (status, findings), found.why
    assert words in found.why


# Received on a Tuesday, 6-Oct-2026: 7, 8, 9, (second Saturday 10, Sunday 11) 12, 13.
CLOCKS: dict[str, tuple[dict[str, str], date, date | None, str, bool]] = {
    "the last day is in time": (
        {"received_date": "06/10/2026"},
        date(2026, 10, 13),
        date(2026, 10, 13),
        "DUE_SOON",
        False,
    ),
    "the day after": ({"received_date": "06/10/2026"}, date(2026, 10, 14), date(2026, 10, 13), "OVERDUE", True),
    "not told": ({}, date(2026, 10, 14), None, "CHECK", False),
    "received tomorrow": ({"received_date": "15/10/2026"}, date(2026, 10, 14), None, "CHECK", False),
    "entered on the last day": (
        *({"received_date": "06/10/2026", "idpms_entered_on": "13/10/2026"}, date(2026, 10, 31)),
        *(date(2026, 10, 13), "", False),
    ),
    "entered a day late": (
        *({"received_date": "06/10/2026", "idpms_entered_on": "14/10/2026"}, date(2026, 10, 31)),
        *(date(2026, 10, 13), "", True),
    ),
    "acknowledged in time": (
        *({"received_date": "06/10/2026", **ACKNOWLEDGED}, date(2026, 10, 31), date(2026, 10, 13), "", False),
    ),
    "entered tomorrow": (
        *({"received_date": "06/10/2026", "idpms_entered_on": "01/11/2026"}, date(2026, 10, 31)),
        *(None, "CHECK", False),
    ),
}


@pytest.mark.parametrize("name", CLOCKS)
def test_a_manual_bill_is_entered_within_working_days_of_its_receipt(tmp_path: Path, name: str) -> None:
    said, as_on, due, standing, late = CLOCKS[name]
    found = of(decided(tmp_path, {**BOE, **said}, as_on=as_on), "EVIDENCE")
    clock = found.item.decided["ENTRY"]
    assert (clock.value, found.standing, "ENTRY_LATE" in found.decision.findings) == (due, standing, late), clock.why


def test_the_banks_holidays_are_no_working_days(tmp_path: Path) -> None:
    holidays = Policy(holiday_list=(date(2026, 10, 7), date(2026, 10, 12)))
    found = of(decided(tmp_path, {**BOE, "received_date": "06/10/2026"}, policy=holidays), "EVIDENCE")
    assert found.item.decided["ENTRY"].value == date(2026, 10, 15)
    assert found.age_days == 25


def test_the_papers_of_a_service_have_the_same_clock(tmp_path: Path) -> None:
    service = orm(number="IBA26030000001", purpose="S0802", paid="05/10/2026")
    late = of(decided(tmp_path, {**ORM, "received_date": "06/10/2026"}, orms=(service,), manual=False), "ENTRY")
    assert (late.decision.status, late.standing, late.due_date) == ("OK", "OVERDUE", date(2026, 10, 13))
    assert late.decision.findings == ("ENTRY_LATE",)


def test_a_bill_of_the_download_has_no_clock(tmp_path: Path) -> None:
    said = {**BOE, "evidence_kind": "FTWZ_SEZ_BONDED", "received_date": "06/10/2026"}
    found = of(decided(tmp_path, said, manual=False), "EVIDENCE")
    assert ("ENTRY" in found.item.decided, found.standing, found.decision.findings) == (False, "", ())


def test_what_came_before_the_switch_was_due_on_its_day(tmp_path: Path) -> None:
    service = orm(number="IBA26030000001", purpose="S0802", paid="05/09/2026")
    late = of(decided(tmp_path, {**ORM, "received_date": "28/09/2026"}, orms=(service,), manual=False), "ENTRY")
    assert (late.decision.status, late.standing) == ("BREACH_BEFORE_SWITCH", "BREACH_BEFORE_SWITCH")
    assert "ENTRY_LATE" in late.decision.findings


def test_late_entries_and_a_paper_named_twice_are_told_at_the_close(tmp_path: Path) -> None:
    source = tmp_path / "extracts"
    source.mkdir()
    two = [ADVANCE, {**ADVANCE, "outwardReferenceNumber": "IBA26030000002", "Amount": "88888.00"}]
    said = {"evidence_kind": "POST", "evidence_paper": "PAF 12"}
    facts: list[dict[str, str]] = [
        {**ORM, **said},
        {**ORM, "outward_reference_number": "IBA26030000002", **said, "evidence_paper": "paf  12"},
        {**BOE, "received_date": "06/10/2026"},
    ]
    (source / "orm.csv").write_text(csv_text(two), "utf-8")
    (source / "a.mbe.csv").write_text(mbe_text(boe()), "utf-8")
    (source / "facts.csv").write_text(csv_text(facts, list(dict.fromkeys(n for row in facts for n in row))), "utf-8")
    told = {one.code: one.found for one in close(source, tmp_path / "out").closing.told.findings}
    assert told["ENTRY_LATE"] == "1 paper(s) not entered in IDPMS in time: 0052545/2026-10-06/INNSA1"
    assert told["EVIDENCE_TWICE"] == "PAF 12: IBA26030000001/0009001, IBA26030000002/0009001"


BILL = orm(number="IBA26030000001", amount="500.00", remarks="INV/1")


@pytest.mark.parametrize(("said", "posted", "waiting"), [("", 1, 0), ("Y", 1, 0), ("N", 0, 1)])
def test_no_bill_is_settled_with_a_remittance_that_has_no_orm(
    tmp_path: Path, said: str, posted: int, waiting: int
) -> None:
    source = tmp_path / "extracts"
    source.mkdir()
    (source / "orm.csv").write_text(csv_text([BILL]), "utf-8")
    (source / "a.obe.xml").write_text(obe_xml(boe()), "utf-8")
    (source / "facts.csv").write_text(csv_text([{**ORM, "orm_generated": said}]), "utf-8")
    told = close(source, tmp_path / "out").closing.told
    assert (len(told.posted), len(told.settled.waiting)) == (posted, waiting)
    found = [one for one in told.findings if one.code == "ORM_NOT_GENERATED"]
    assert [one.found for one in found] == ["1 remittance(s): IBA26030000001"] * waiting


# As-on day, what is told -> status, words. The list of the FATF has Iran under counter-measures.
CURRENCIES: dict[str, tuple[date, dict[str, str], str, str]] = {
    "nothing told": (date(2026, 9, 30), {}, "CHECK", "satisfied is not given"),
    "all told": (
        date(2026, 9, 30),
        {"convertible_invoice": "Y", "full_and_final_consent": "Y", "currency_satisfied": "Y"},
        *("OK", "country JP"),
    ),
    "no consent": (
        date(2026, 9, 30),
        {"convertible_invoice": "Y", "full_and_final_consent": "N", "currency_satisfied": "Y"},
        *("CHECK", "FULL_AND_FINAL_CONSENT"),
    ),
    "a country under counter-measures": (
        date(2026, 9, 30),
        {
            **{"convertible_invoice": "Y", "full_and_final_consent": "Y", "currency_satisfied": "Y"},
            "counterparty_country": "IR",
        },
        *("REFUSE", "FATF_COUNTRY"),
    ),
    "after the switch the bank's procedure": (OCTOBER, {}, "BANK_POLICY", "the bank's procedure decides"),
}


@pytest.mark.parametrize("name", CURRENCIES)
def test_a_currency_without_direct_rate_is_asked(tmp_path: Path, name: str) -> None:
    as_on, said, status, words = CURRENCIES[name]
    paid = orm(number="IBA26030000001", paid="05/09/2026")
    desk = Desk(tmp_path)
    row = {**ORM, "no_direct_rate": "Y", **said}
    desk.take({"orm.csv": csv_text([paid]), "facts.csv": csv_text([row])}, as_on)
    month = read_month(desk.ledger, as_on)
    desk.ledger.close()
    found = of(decide(month, law()), "CURRENCY").decision
    assert found.status == status, found.why
    assert words in found.why


def test_the_kind_named_on_follow_up_brings_the_remittance_onto_evidence(tmp_path: Path, small_out: Path) -> None:
    shutil.copytree(small_out, tmp_path / "out")
    month = ClosedMonth(tmp_path / "out")
    row = row_of(openpyxl.load_workbook(month.book)["Follow-up"], "Status", "OPEN")
    number = cell(on_disk(month.book, "Follow-up"), row, "ORM number").value

    def name(book: Any) -> None:
        cell(book["Follow-up"], row, "Evidence").value = "POST"

    def answer(book: Any) -> None:
        page = book["Evidence"]
        cell(page, row_of(page, "ORM number", number), "Evidence paper").value = "PAF 12 of 03-Apr-2026"

    month.edit(name)
    assert month.review().answers == 1
    month.close()
    month.edit(answer)
    assert month.review().answers == 1
    month.close()
    page = on_disk(month.book, "Evidence")
    assert cell(page, row_of(page, "ORM number", number), "Status").value == "OK"
    page = on_disk(month.book, "Follow-up")
    assert cell(page, row_of(page, "ORM number", number), "Status").value == "CLOSED"
    month.ledger.close()
