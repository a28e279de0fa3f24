"""What the rules are asked about the month as a whole, importers in all papers, and lists set apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.desk.intake.desk_folder import (
    ACTOR,
    IMPORTER,
    NOVEMBER,
    OCTOBER,
    OPENING_HEADERS,
    OPENING_INVOICE,
    OPENING_ORM,
    Desk,
    boe,
    codes,
    csv_text,
    mbe_text,
    obe_xml,
    orm,
    orm_xml,
    the_finding,
)
from tests.desk.month_fixture import DESK, SMALL, law, read_csv
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.close.checks import (
    legacy_findings,
    master_findings,
    master_history,
    other_ad_codes,
    other_ad_findings,
    papers_findings,
)
from xl_addin.desk.lists.checklist import expiries
from xl_addin.desk.lists.manual_boes import MANUAL, manual_boes, other_ad_boes
from xl_addin.desk.month.case import WRITEOFF, Case
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.month import Month, own_ad_code, read_month
from xl_addin.domain.identifiers import masked_pan
from xl_addin.domain.records import BoeInvoice
from xl_addin.engine.rule import CHECK, OK, Decision
from xl_addin.ledger import state
from xl_addin.ledger.items import Item
from xl_addin.workbook.lists import Filled

LAW = law()
PAPER = {"IEAddress": "PLOT 2", "IEPANNumber": "ZZFCN0001A"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def month_of(desk: Desk, as_on: date = OCTOBER) -> Month:
    return read_month(desk.ledger, as_on)


# ---- bills of entry apart


def test_manual_bills_of_entry_are_those_of_the_manual_file_with_what_is_open(small_out: Path) -> None:
    listed = read_csv(small_out / "manual-boe.csv")
    lines = (SMALL / "manual_boe.mbe.csv").read_text("utf-8").splitlines()
    headers = lines[0].split("|")
    told = [dict(zip(headers, line.split("|"), strict=True)) for line in lines[1:]]
    wanted = ("billOfEntryNumber", "portOfDischarge", "invoiceSerialNo", "ADCode", "IECode", "invoiceAmount")
    ours = ("boe_number", "port_code", "invoice_serial", "ad_code", "iec", "value")
    assert {tuple(row[name] for name in ours) for row in listed} == {
        tuple(row[name] for name in wanted) for row in told
    }
    assert [row["boe_date"] for row in listed] == ["2026-10-08", "2026-10-18"]


def test_manual_bills_of_a_whole_month_stand_oldest_first(desk_out: Path) -> None:
    listed = read_csv(desk_out / "manual-boe.csv")
    told = {line.split("|")[2] for line in (DESK / "manual_boe.mbe.csv").read_text("utf-8").splitlines()[1:]}
    assert {row["boe_number"] for row in listed} == told
    assert [row["boe_date"] for row in listed] == sorted(row["boe_date"] for row in listed)


def test_a_manual_bill_brought_forward_is_listed_and_one_of_the_master_is_not(desk: Desk) -> None:
    opening = [
        {**OPENING_INVOICE, "source": "MBE"},
        {**OPENING_INVOICE, "bill_of_entry_number": "0012346", "source": "OBE"},
    ]
    desk.take({"opening.csv": csv_text(opening, [*OPENING_HEADERS, "source"]), "a.obe.xml": obe_xml(boe())})
    listed = Filled(MANUAL, manual_boes(month_of(desk)))
    wanted = ("boe_number", "invoice_serial", "value", "outstanding", "source")
    assert [listed[header] for header in wanted] == [["0012345"], [1], ["900.00"], ["900.00"], ["MBE"]]


def test_a_manual_bill_leaves_the_list_when_it_is_settled_and_its_month_is_over(desk: Desk) -> None:
    desk.take({"a.mbe.csv": mbe_text(boe()), "orm.csv": csv_text([orm(amount="500.00")])})
    desk.settle("IBA26100000001/0009001", "0052545/2026-10-06/INNSA1#1", 50_000)
    assert Filled(MANUAL, manual_boes(month_of(desk)))["outstanding"] == ["0.00"]
    assert manual_boes(month_of(desk, NOVEMBER)) == []


def test_a_cancelled_manual_bill_is_not_listed(desk: Desk) -> None:
    desk.take({"a.mbe.csv": mbe_text(boe(), boe(says="3"))})
    assert manual_boes(month_of(desk)) == []


def test_bills_of_another_bank_are_told_and_listed_and_a_branch_of_the_own_code_is_not(desk: Desk) -> None:
    desk.boes(
        boe(), boe(number="0052546"), boe(number="0052547", ad="0009002"), boe(number="0052548", ad="00090010000001")
    )
    month = month_of(desk)
    assert own_ad_code(month) == "0009001"
    assert other_ad_codes(month, LAW) == {"0009002": 1}
    (told,) = other_ad_findings(month, LAW)
    assert (told.code, told.found, told.expected) == (
        "OTHER_AD_CODE",
        "1 item(s) under AD code 0009002",
        "the desk's own 0009001",
    )
    assert [item.record.boe_number for item in other_ad_boes(month, ["0009002"])] == ["0052547"]


def test_a_month_without_items_has_no_ad_code_and_no_list(desk: Desk) -> None:
    month = month_of(desk)
    assert (own_ad_code(month), manual_boes(month), other_ad_codes(month, LAW)) == ("", [], {})


# ---- remittances from before IDPMS


def test_only_open_remittances_from_before_the_first_day_of_idpms_are_told(desk: Desk) -> None:
    days = {"OLD16100000001": "09/10/2016", "OLD16100000002": "10/10/2016"}  # the eve and the first day
    opening = [{**OPENING_ORM, "outward_reference_number": n, "payment_date": on} for n, on in days.items()]
    desk.take({"opening.csv": csv_text(opening, OPENING_HEADERS)})
    (told,) = legacy_findings(month_of(desk), LAW)
    assert told.code == "LEGACY_ORM"
    assert told.found == "ORM OLD16100000001 of 09-Oct-2016, USD 400.00 still open"
    assert "31-Oct-2016" in told.expected
    assert "Circular No. 05 of 2016-10-06" in told.action


# ---- one importer in all papers


def test_papers_that_agree_with_the_master_are_not_told(desk: Desk) -> None:
    spelt = {**PAPER, "IEAddress": "plot-2", "IEName": "Nakli Foods."}
    taken = desk.take({"importers.csv": csv_text([IMPORTER]), "orm.csv": csv_text([{**orm(), **spelt}])})
    assert codes(taken, blocking=False) == []


@pytest.mark.parametrize(
    ("says", "found", "expected"),
    [
        ({"IEName": "OTHER FOODS"}, "IEC 0388000037: name 'OTHER FOODS', in 2 record(s)", "name 'NAKLI FOODS'"),
        ({"IEAddress": "PLOT 3"}, "IEC 0388000037: address 'PLOT 3', in 2 record(s)", "address 'PLOT 2'"),
        ({"IEPANNumber": "ZZFCN0002A"}, "IEC 0388000037: PAN XXXXX0002A, in 2 record(s)", "PAN XXXXX0001A"),
        ({"IEPANNumber": "ZZFCN"}, "IEC 0388000037: PAN of another length, in 2 record(s)", "PAN XXXXX0001A"),
    ],
)
def test_a_paper_that_names_the_importer_otherwise_is_told_once(
    desk: Desk, says: dict[str, str], found: str, expected: str
) -> None:
    papers = {
        "orm.csv": csv_text([{**orm(), **PAPER, **says}]),
        "a.obe.xml": obe_xml(({**boe()[0], **PAPER, **says}, boe()[1])),
    }
    taken = desk.take({"importers.csv": csv_text([IMPORTER]), **papers})
    told = the_finding(taken, "IMPORTER_DIFFERS")
    assert (told.severity, told.source, told.found) == ("WARN", "a.obe.xml", found)
    assert told.expected == f"{expected}, as the importer master has it"
    assert taken.rows_refused == 0


def test_many_spellings_are_counted_and_three_are_told(desk: Desk) -> None:
    rows = [orm(number=f"IBA2610000000{n}", name=f"OTHER {n}") for n in range(1, 6)]
    taken = desk.take({"importers.csv": csv_text([IMPORTER]), "orm.csv": csv_text(rows)})
    assert the_finding(taken, "IMPORTER_DIFFERS").found == (
        "IEC 0388000037: name 'OTHER 1'; 'OTHER 2'; 'OTHER 3' and 2 more, in 5 record(s)"
    )


def test_the_master_of_an_earlier_take_in_counts_and_an_unknown_importer_is_left_to_the_close(desk: Desk) -> None:
    desk.take({"importers.csv": csv_text([IMPORTER])})
    taken = desk.orms(orm(name="OTHER FOODS"), orm(number="IBA26100000002", iec="0388000040", name="NOBODY"))
    assert codes(taken, blocking=False) == ["IMPORTER_DIFFERS"]


def test_an_iec_that_is_a_pan_must_be_the_pan_of_the_line(desk: Desk) -> None:
    lines = [{**IMPORTER, "iec": "ZZFCN0001A"}, {**IMPORTER, "iec": "ZZFCN0003A", "pan": "ZZFCN0004A"}]
    told = the_finding(desk.take({"importers.csv": csv_text(lines)}), "IMPORTER_DIFFERS")
    assert (told.source, told.found) == ("importers.csv", "IEC ZZFCN0003A: PAN XXXXX0004A")


PANS = [
    ("nine characters", "ZZFCN0001", "IEC 0388000037: PAN of another length"),
    ("a holder letter that is none", "ZZFXN0001A", "IEC 0388000037: PAN XXXXX0001A"),
    ("a serial of zero", "ZZFCN0000A", "IEC 0388000037: PAN XXXXX0000A"),
    ("a word", "APPLIED FOR", "IEC 0388000037: PAN of another length"),
]


@pytest.mark.parametrize(("pan", "found"), [one[1:] for one in PANS], ids=[one[0] for one in PANS])
def test_a_pan_of_the_master_that_is_none_is_told(desk: Desk, pan: str, found: str) -> None:
    told = the_finding(desk.take({"importers.csv": csv_text([{**IMPORTER, "pan": pan}])}), "PAN_MALFORMED")
    assert (told.source, told.found, told.severity) == ("importers.csv", found, "WARN")


@pytest.mark.parametrize("pan", ["ZZFCN0001A", " zzfcn0001a ", ""])
def test_a_pan_in_its_form_or_none_is_nothing_to_tell(desk: Desk, pan: str) -> None:
    assert "PAN_MALFORMED" not in codes(
        desk.take({"importers.csv": csv_text([{**IMPORTER, "pan": pan}])}), blocking=False
    )


def test_no_finding_prints_a_whole_pan(desk_out: Path) -> None:
    told = [row for row in read_csv(desk_out / "findings.csv") if row["code"] == "IMPORTER_DIFFERS"]
    lines = [line.split(",") for line in (DESK / "importers.csv").read_text("windows-1252").splitlines()[1:]]
    pans = {cells[3] for cells in lines if cells[0] != cells[3] and cells[3]}
    assert len(pans) > 100
    assert told
    assert not [pan for pan in pans for row in told if pan in f"{row['found']} {row['expected']}"]


@pytest.mark.parametrize(("pan", "shown"), [("ZZFCN0001A", "XXXXX0001A"), ("ZZFCN0001", ""), ("", "")])
def test_a_pan_is_shown_without_its_first_five_letters(pan: str, shown: str) -> None:
    assert masked_pan(pan) == shown


# ---- changes of the importer master


def changes_told(desk: Desk, period: str) -> list[str]:
    with desk.ledger.read() as connection:
        lines = state.importer_lines(connection, period)
    return [f"{one.found} <- {one.expected}" for one in master_findings(lines, period)]


def test_every_changed_field_of_the_master_is_told_with_day_and_person(desk: Desk) -> None:
    desk.take({"importers.csv": csv_text([IMPORTER])})
    changed = {
        **IMPORTER,
        "pan": "ZZFCN0002A",
        "suit_pending": "Y",
        "address": "",
        "import_remittances_usd_fy_minus_1": "1000",
    }
    desk.take({"importers.csv": csv_text([changed])}, NOVEMBER)
    by = "recorded by maker on 31-Oct-2026"
    assert changes_told(desk, "2026-10") == []
    assert changes_told(desk, "2026-11") == [
        f"IEC 0388000037: address is not known, {by} <- PLOT 2, as told before",
        f"IEC 0388000037: pan is XXXXX0002A, {by} <- XXXXX0001A, as told before",
        f"IEC 0388000037: suit_pending is yes, {by} <- no, as told before",
    ]


def test_a_line_that_is_told_again_or_taken_back_is_no_change(desk: Desk) -> None:
    desk.take({"importers.csv": csv_text([IMPORTER])})
    desk.take({"importers.csv": csv_text([IMPORTER, {**IMPORTER, "iec": "0388000040"}])})
    assert changes_told(desk, "2026-10") == []
    desk.take({"importers.csv": csv_text([{**IMPORTER, "name": "OTHER"}])})
    assert len(changes_told(desk, "2026-10")) == 1
    undo(desk.ledger, ACTOR)
    assert changes_told(desk, "2026-10") == []


def test_the_history_keeps_decimals_exact(desk: Desk) -> None:
    desk.take({"importers.csv": csv_text([IMPORTER])})
    desk.take({"importers.csv": csv_text([{**IMPORTER, "import_remittances_usd_fy_minus_1": "1000.01"}])})
    with desk.ledger.read() as connection:
        (one,) = master_history(state.importer_lines(connection, "2026-10"))
    assert (one.field, one.old, one.new) == ("remittances_usd_fy_minus_1", Decimal("1000.00"), Decimal("1000.01"))


# ---- papers of a write-off that knows no limit

SEPTEMBER = date(2026, 9, 30)
PLACE = "0052545/2026-09-06/INNSA1#1"


def case_of(reason: str = "QUALITY", status: str = OK, subject: str = WRITEOFF) -> Case:
    blank: dict[str, Any] = dict.fromkeys(BoeInvoice._fields)
    answers = {"reason": reason} if reason else {}
    item = Item(PLACE, BoeInvoice(**blank), "NEW", 0, answers=answers)
    return Case(subject, item, Decision("write-off", status))


def papers_told(case: Case, words: dict[str, str], as_on: date = SEPTEMBER) -> list[str]:
    month = Month(as_on, {}, {}, {}, {})
    return [one.found for one in papers_findings(month, LAW, [replace(case, said=words)])]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({}, [f"write-off {PLACE} for QUALITY: no papers, no remarks"]),
        ({"papers": "survey report 12"}, [f"write-off {PLACE} for QUALITY: no remarks"]),
        ({"remarks": "seen"}, [f"write-off {PLACE} for QUALITY: no papers"]),
        ({"papers": "survey report 12", "remarks": "seen"}, []),
    ],
)
def test_papers_and_remark_are_asked_where_documents_alone_carry_a_write_off(
    words: dict[str, str], told: list[str]
) -> None:
    assert papers_told(case_of(), words) == told


@pytest.mark.parametrize(
    "case",
    [
        case_of("FREIGHT"),
        case_of(""),
        case_of(status=CHECK),
        case_of(subject="SMALLVALUE"),
    ],
    ids=["a reason under the percentage", "no reason", "not allowed", "no write-off"],
)
def test_papers_are_not_asked_of_other_cases(case: Case) -> None:
    assert papers_told(case, {}) == []


def test_papers_are_asked_to_the_last_day_of_the_former_law() -> None:
    assert papers_told(case_of(), {}, date(2026, 10, 1)) == []


# ---- services, authorisations


@pytest.mark.parametrize(
    ("purpose", "services"), [("S0101", False), ("S0102", False), ("S0802", True), ("S1006", True)]
)
def test_each_advance_for_services_has_a_follow_up_of_its_own(desk: Desk, purpose: str, services: bool) -> None:
    desk.orms(orm(purpose=purpose), orm(purpose=purpose, number="IBA26100000002"))
    cases = [case for case in decide(month_of(desk), LAW) if case.subject == "FOLLOWUP"]
    assert [case.orm_number for case in cases] == ["IBA26100000001", "IBA26100000002"]
    for case in cases:
        said = case.decision.why
        assert ("follow-up of an advance for services: CHECK" in said) is services
        assert ("PERFORMED_OR_REPATRIATED is not answered" in said) is services
        assert "ORM_CREATED" not in said


@pytest.mark.parametrize(
    ("as_on", "due"),
    [
        (date(2026, 1, 31), [date(2026, 12, 31)]),
        (date(2026, 12, 31), [date(2026, 12, 31)]),
        (date(2027, 1, 1), []),
    ],
)
def test_the_checklist_names_the_day_on_which_authorisations_of_the_year_end(as_on: date, due: list[date]) -> None:
    tasks = list(expiries(as_on, LAW))
    assert [task.due for task in tasks] == due
    assert all("authorisations of 2026 end on 31-Dec-2026" in task.task for task in tasks)
    assert all("DGFT Policy Circular No. 08/2025-26 of 17-Dec-2025" in task.proof for task in tasks)


def test_an_orm_message_is_a_paper_too(desk: Desk) -> None:
    taken = desk.take({"importers.csv": csv_text([IMPORTER]), "a.orm.xml": orm_xml(orm(name="OTHER FOODS"))})
    assert the_finding(taken, "IMPORTER_DIFFERS").source == "a.orm.xml"
