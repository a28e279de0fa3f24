"""The sample of write-offs for the auditors: drawn at the close, checked in the blue cells, told where they object."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.acts.test_two_people import CHECKER, LAW
from tests.desk.month_fixture import MAKER, OCTOBER, law, read_csv
from tests.desk.test_review import HEAD, Month, cell, shown
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.close.checks import changed_findings
from xl_addin.desk.lists import audit_sample
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import FOLLOWUP, SMALLVALUE, WRITEOFF, Case
from xl_addin.desk.month.item import Party
from xl_addin.desk.month.month import Month as MonthRead
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.now import month_now
from xl_addin.desk.month.settle import Settled
from xl_addin.engine.rule import Decision
from xl_addin.rulebook.policy import Policy

SHEET = "Audit sample"


@pytest.fixture
def closed(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    """The closed small month, in a folder of its own."""
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def drawn_of(book: Path) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(book, data_only=True)[SHEET]
    head, *rows = page[page.tables["tblAuditSample"].ref]
    return [{name.value: one.value for name, one in zip(head, row, strict=True)} for row in rows]


def told_of(*cases: Case, policy: Policy | None = None) -> Told:
    month = MonthRead(OCTOBER, {}, {}, {}, {})
    return Told(month, law(policy), Settled(0, [], [], month), cases, [], [], [], [])


def case(key: str, subject: str = WRITEOFF, status: str = "OK", inr: str | None = "100") -> Case:
    value = None if inr is None else Decimal(inr)
    return Case(subject, Party(key), Decision("write-off", status), (subject, key), amount_inr=value)


def test_a_tenth_of_the_write_offs_that_are_allowed_is_drawn_at_the_close(small_out: Path, desk_out: Path) -> None:
    """As shipped ten per cent by number, a part counts as one: 3 of 26 at most, and as many of the large month."""
    for out in (small_out, desk_out):
        rows = drawn_of(out / "closing-2026-10.xlsx")
        population = rows[0]["Population items"]
        allowed = [r for r in read_csv(out / "decisions.csv") if r["subject"] in (WRITEOFF, SMALLVALUE)]
        small = {
            r["orm_number"] or (r["boe_number"], r["boe_date"], r["port_code"])
            for r in allowed
            if (r["subject"], r["status"]) == (SMALLVALUE, "OK")
        }
        more = [
            r
            for r in allowed
            if (r["subject"], r["status"]) == (WRITEOFF, "OK")
            and (r["orm_number"] or (r["boe_number"], r["boe_date"], r["port_code"])) not in small
        ]
        assert population == len(small) + len(more)
        assert len(rows) == -(-population // 10)
        assert {row["Method"] for row in rows} == {"PERCENTAGE"}
        assert len({row["Population hash"] for row in rows}) == 1


def test_the_draw_is_the_same_whoever_closes_and_names_its_seed(small_out: Path, closed: Month) -> None:
    before = drawn_of(small_out / "closing-2026-10.xlsx")
    closed.close()
    assert drawn_of(closed.book) == before
    assert {row["Seed"] for row in before} == {"0009001 2026-10"}


@pytest.mark.parametrize(
    ("cases", "drawn"),
    [
        ([case("A")], ["A"]),
        ([case("A", status="CHECK"), case("B", status="REFUSE")], []),
        ([case("A", FOLLOWUP)], []),
        ([case("A"), case("A", SMALLVALUE)], ["A"]),  # one closure, asked about twice
        ([case("A", SMALLVALUE, "REFUSE"), case("A")], ["A"]),
        ([case("A", inr=None)], ["A"]),
        ([], []),
    ],
)
def test_what_is_allowed_is_drawn_from_and_once(cases: list[Case], drawn: list[str]) -> None:
    policy = replace(Policy(), audit_sample_pct=Decimal(100))
    assert [one.item.key for one in audit_sample.sampled(told_of(*cases, policy=policy))] == drawn


@pytest.mark.parametrize(
    ("policy", "methods"),
    [
        ({}, {"PERCENTAGE": 1}),
        ({"audit_sample_pct": Decimal(0)}, {}),
        ({"audit_sample_pct": Decimal(50)}, {"PERCENTAGE": 2}),
        ({"audit_sample_pct": Decimal(0), "audit_sample_items": 3}, {"RANDOM": 3}),
        ({"audit_sample_pct": Decimal(0), "audit_sample_every_inr": Decimal(300)}, {"MONETARY_UNIT": 1}),
        ({"audit_sample_pct": Decimal(0), "audit_sample_every_inr": Decimal(0)}, {}),
        ({"audit_sample_seed": "  "}, {"PERCENTAGE": 1}),
    ],
)
def test_the_banks_policy_file_sets_the_size(policy: dict[str, Any], methods: dict[str, int]) -> None:
    rows = audit_sample.sampled(told_of(*map(case, "ABC"), policy=replace(Policy(), **policy)))
    assert {word: sum(one.method == word for one in rows) for word in {one.method for one in rows}} == methods


def test_a_seed_of_the_auditors_draws_another_sample() -> None:
    cases = [case(f"K{n:03d}") for n in range(100)]
    own = replace(Policy(), audit_sample_seed="external audit of October")
    first, second = (audit_sample.sampled(told_of(*cases, policy=one)) for one in (Policy(), own))
    assert (first[0].seed, second[0].seed) == (" 2026-10", "external audit of October")
    assert [one.item.key for one in first] != [one.item.key for one in second]


def test_what_the_auditor_found_is_kept_and_an_objection_takes_the_case_up_again(closed: Month) -> None:
    def answer(book: Any) -> None:
        page = book[SHEET]
        cell(page, HEAD + 1, "Checked as").value = "External auditor"
        cell(page, HEAD + 1, "Checked by").value = "A. Namuna"
        cell(page, HEAD + 1, "Checked on").value = date(2026, 11, 1)
        cell(page, HEAD + 1, "Audit result").value = "Objection"
        cell(page, HEAD + 1, "Audit note").value = "no letter of the importer"

    closed.edit(answer)
    reviewed = closed.review()
    assert (reviewed.answers, reviewed.findings) == (5, ())
    closed.close()
    assert shown(closed.book, SHEET, HEAD + 1, "Audit result") == "Objection"
    told = [r for r in read_csv(closed.book.parent / "findings.csv") if r["code"] == "AUDIT_OBJECTION"]
    assert [(r["severity"], r["found"].partition(": ")[2]) for r in told] == [("WARN", "no letter of the importer")]
    page = openpyxl.load_workbook(closed.book)["Checklist"]
    tasks = [str(row[0].value) for row in page.iter_rows()]
    assert "Have the sample of write-offs checked: 1 of 3 have a result" in tasks


def test_a_word_that_is_no_result_is_not_taken(closed: Month) -> None:
    closed.edit(lambda book: setattr(cell(book[SHEET], HEAD + 1, "Audit result"), "value", "fine"))
    reviewed = closed.review()
    assert reviewed.answers == 0
    assert [one.column for one in reviewed.findings] == ["Audit result"]


def test_what_was_approved_stays_in_the_sample_though_nothing_is_open_of_it_any_more(closed: Month) -> None:
    before = {case.about for case in audit_sample.allowed(month_now(closed.ledger, OCTOBER, LAW).closing.told)}
    propose(closed.ledger, OCTOBER, LAW, MAKER, Wanted())
    done = approve(closed.ledger, OCTOBER, LAW, CHECKER, lambda one: True)
    told = month_now(closed.ledger, OCTOBER, LAW).closing.told
    approved = list(audit_sample.approved(told))
    assert len(approved) == len(done.posted) > 0
    assert {case.subject for case in approved} == {WRITEOFF, SMALLVALUE}
    assert all("approved by checker1" in case.decision.grounds for case in approved)
    assert len(audit_sample.allowed(told)) == len(before)  # of an entry perhaps the write-off in place of small value


def test_what_was_approved_and_an_answer_contradicts_later_is_told(closed: Month) -> None:
    propose(closed.ledger, OCTOBER, LAW, MAKER, Wanted("WRITE_OFF"))
    approve(closed.ledger, OCTOBER, LAW, CHECKER, lambda one: True)
    month = read_month(closed.ledger, OCTOBER)
    assert changed_findings(month) == []
    item = next(one for one in month.items if one.closed_ever_minor)
    item.answers = {**item.answers, "suit_pending": True}
    assert [one.found.partition(": ")[2] for one in changed_findings(month)] == ["Suit pending Y"]
