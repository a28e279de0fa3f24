"""What stands in the lists of the desk and in which order; and that every column can be asked for what it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.month_fixture import law
from xl_addin.desk.lists import referrals
from xl_addin.desk.lists.act_cells import ACT_HEADINGS
from xl_addin.desk.lists.book import FILES, INPUT_LISTS, LISTS, SHEETS
from xl_addin.desk.lists.legend import AGE, FOUND_BY, words
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.item import Party
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.settle import Settled
from xl_addin.engine.rule import Decision
from xl_addin.engine.settlement.passes import PASSES
from xl_addin.ledger.acts import MANUAL
from xl_addin.workbook.lists import Column, Kind, List, text


def column_of(book: Path, sheet: str, table: str, header: str) -> list[Any]:
    page = openpyxl.load_workbook(book, data_only=True)[sheet]
    head, *rows = page[page.tables[table].ref]
    at = [cell.value for cell in head].index(header)
    return [row[at].value for row in rows]


def test_case_39_every_sheet_has_a_name_that_a_book_can_hold() -> None:
    """The names are the program's own and never made of outside text, so none is ever shortened."""
    names = [sheet.name for sheet in SHEETS]
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert len({name.lower() for name in names}) == len(names)


def test_proposals_stand_above_posted_lines(small_out: Path) -> None:
    words = column_of(small_out / "closing-2026-10.xlsx", "Settlements", "tblSettlements", "Status")
    assert words == sorted(words, key=["PROPOSED", "WAITING", "POSTED"].index)
    assert set(words) == {"PROPOSED", "WAITING", "POSTED"}


def test_exceptions_stand_worst_first(small_out: Path) -> None:
    words = column_of(small_out / "closing-2026-10.xlsx", "Exceptions", "tblExceptions", "Severity")
    assert len(set(words)) > 1
    assert words == sorted(words, key=("BLOCK", "WARN", "INFO").index)


def told_of(*statuses: str) -> Told:
    month = Month(date(2026, 10, 31), {}, {}, {}, {})
    cases = [Case("EXTENSION", Party(""), Decision("extension", word)) for word in statuses]
    return Told(month, law(), Settled(0, [], [], month), cases, [], [], [], [])


def test_a_reference_to_rbi_goes_through_the_compliance_head_and_no_other_does() -> None:
    filled = referrals.LIST.filled(told_of("OK", "REFER_RBI", "CHECK", "ESCALATE", "BANK_POLICY"))
    assert list(zip(filled["Status"], filled["To be referred to"], filled["Through"], strict=True)) == [
        ("REFER_RBI", "RBI Regional Office", "Compliance Head"),
        ("ESCALATE", "Bank's authority", ""),
        ("BANK_POLICY", "Bank's authority", ""),
    ]


def test_the_regional_office_is_asked_of_the_desk() -> None:
    assert referrals.LIST.column("Regional Office").is_user_input


@pytest.mark.parametrize("listed", [*LISTS, *FILES], ids=lambda listed: listed.name)
def test_a_list_has_its_headers_once_and_what_its_columns_lean_on(listed: List[Any]) -> None:
    headers = [column.header for column in listed.columns]
    assert len(set(headers)) == len(headers)
    assert {column.header for column in listed.key_columns} == set(listed.key)
    assert {column.currency for column in listed.columns if column.kind is Kind.AMOUNT} <= set(headers)


def test_every_list_that_a_person_writes_in_names_its_rows() -> None:
    assert all(listed.key for listed in INPUT_LISTS.values())


# Lists of which a row is an item that the desk acts on: key, amount, status and what to do stand on the left.
ACTED_ON = (
    *("tblOrm", "tblInvoices", "tblRetained", "tblSettlements", "tblWriteOffs", "tblSmallValue", "tblExtensions"),
    *("tblAdvances", "tblFollowUp", "tblEvidence", "tblPaymentChecks", "tblReferrals", "tblGoods", "tblManualBoes"),
    *("tblMessagesRefused", "tblMessagesWaiting", "tblApart", "tblAuditSample"),
)
SAYS = ("Why", "What to do", "Evidence", "Repair")


@pytest.mark.parametrize("name", ACTED_ON)
def test_key_amount_status_and_what_to_do_stand_in_the_first_eight_columns(name: str) -> None:
    listed = next(one for one in LISTS if one.name == name)
    eight = listed.columns[:8]
    headers = {column.header for column in eight}
    assert {"ORM number", "BoE number", "Item", "Message"} & headers
    assert [one for one in eight if one.kind is Kind.AMOUNT and one.currency in headers]
    assert [one for one in eight if one.kind is Kind.STATUS or one.header == "Stands"]
    assert headers & set(SAYS)


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)
def test_an_input_goes_off_paper_only_where_it_is_empty_again_once_it_was_read(listed: List[Any]) -> None:
    typed = {one.header for one in listed.columns[listed.printed :] if one.is_user_input}
    assert not typed or typed <= {*ACT_HEADINGS, "Act remarks"}


def test_the_order_of_columns_is_the_lists_own_whatever_a_month_holds() -> None:
    one = List("t", columns=tuple(Column(name, text, str) for name in "abcde"), first=("d", "b"), seldom=("a",))
    assert [column.header for column in one.columns] == ["d", "b", "c", "e", "a"]
    assert one.printed == 4
    assert [column.header for column in replace(one, columns=one.columns).columns] == ["d", "b", "c", "e", "a"]


def test_a_total_adds_up_the_rows_of_its_list(desk_out: Path) -> None:
    """Cached as the rows say, to the paisa; a filter makes the formula say what it leaves."""
    path = desk_out / "closing-2026-10.xlsx"
    page = openpyxl.load_workbook(path, data_only=True)["Write-offs"]
    (at,) = (cell.column for cell in page[1] if cell.value == "Total of the rows shown")
    values = column_of(path, "Write-offs", "tblWriteOffs", "Amount INR")
    assert Decimal(str(page.cell(1, at + 1).value)) == sum(Decimal(str(one)) for one in values if one is not None)
    assert page.cell(5, at + 1).value == "Amount INR"


def test_every_pass_and_age_bucket_has_its_words_in_the_legend() -> None:
    told = {(one.word, one.place): one.meaning for one in words()}
    assert len(told) == len(words())
    assert {one.name for one in PASSES} | {MANUAL} <= {word for word, place in told if place == FOUND_BY}
    ages = [(word, meaning) for (word, place), meaning in told.items() if place == AGE]
    assert ages == [
        ("NOT_DUE", "the day has not passed"),
        ("0-30", "1 to 30 days past it"),
        ("31-90", "31 to 90 days past it"),
        ("91-180", "91 to 180 days past it"),
        ("181-365", "181 to 365 days past it"),
        ("1-2Y", "366 to 730 days past it"),
        ("2-3Y", "731 to 1,095 days past it"),
        (">3Y", "more than 1,095 days past it"),
        ("NO_DATE", "no day is in force, so no age is known"),
    ]
