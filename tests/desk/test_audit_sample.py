"""The sample of write-offs for the auditors: drawn at the close, checked in the blue cells, told where they object."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.acts.test_two_people import CHECKER, LAW
from tests.desk.month_fixture import MAKER, OCTOBER, law, read_csv
from tests.desk.test_command_line import run
from tests.desk.test_review import HEAD, Month, cell, shown
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.audit import DrawnNow, Order, draw, sign_draw
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.close.checks import changed_findings
from xl_addin.desk.close.verify import verify
from xl_addin.desk.close.verify_people import samples
from xl_addin.desk.lists import audit_population, audit_sample
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import FOLLOWUP, SMALLVALUE, WRITEOFF, Case
from xl_addin.desk.month.item import Party
from xl_addin.desk.month.month import Month as MonthRead
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.now import month_now
from xl_addin.desk.month.settle import Settled
from xl_addin.domain.errors import DeskError
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff.sample import MONETARY_UNIT, PERCENTAGE, RANDOM, population_hash
from xl_addin.ledger.audits import ALLOWED, POSTED, draws
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
    assert "Have the audit sample checked: 1 of 3 have a result" in tasks


def test_a_word_that_is_no_result_is_not_taken(closed: Month) -> None:
    closed.edit(lambda book: setattr(cell(book[SHEET], HEAD + 1, "Audit result"), "value", "fine"))
    reviewed = closed.review()
    assert reviewed.answers == 0
    assert [one.column for one in reviewed.findings] == ["Audit result"]


def test_what_was_approved_stays_in_the_sample_though_nothing_is_open_of_it_any_more(closed: Month) -> None:
    before = {case.about for case in audit_population.allowed(month_now(closed.ledger, OCTOBER, LAW).closing.told)}
    propose(closed.ledger, OCTOBER, LAW, MAKER, Wanted())
    done = approve(closed.ledger, OCTOBER, LAW, CHECKER, lambda one: True)
    told = month_now(closed.ledger, OCTOBER, LAW).closing.told
    approved = list(audit_population.approved(told))
    assert len(approved) == len(done.posted) > 0
    assert {case.subject for case in approved} == {WRITEOFF, SMALLVALUE}
    assert all("approved by checker1" in case.decision.grounds for case in approved)
    assert len(audit_population.allowed(told)) == len(before)  # of an entry perhaps the write-off


def test_what_was_approved_and_an_answer_contradicts_later_is_told(closed: Month) -> None:
    propose(closed.ledger, OCTOBER, LAW, MAKER, Wanted("WRITE_OFF"))
    approve(closed.ledger, OCTOBER, LAW, CHECKER, lambda one: True)
    month = read_month(closed.ledger, OCTOBER)
    assert changed_findings(month) == []
    item = next(one for one in month.items if one.closed_ever_minor)
    item.answers = {**item.answers, "suit_pending": True}
    assert [one.found.partition(": ")[2] for one in changed_findings(month)] == ["Suit pending Y"]


# --- samples that are drawn as acts ---

AUDITOR = replace(MAKER, user="aud1")
INTERNAL, EXTERNAL = "Internal auditor", "External auditor"


def closed_by_two(closed: Month) -> None:
    propose(closed.ledger, OCTOBER, LAW, MAKER, Wanted("WRITE_OFF"))
    assert approve(closed.ledger, OCTOBER, LAW, CHECKER, lambda one: True).posted


def drew(closed: Month, method: str = RANDOM, size: str = "3", auditor: str = INTERNAL, **more: Any) -> DrawnNow:
    order = Order(method, Decimal(size), auditor, **{k: v for k, v in more.items() if k != "only_list"})
    return draw(closed.ledger, OCTOBER, LAW, AUDITOR, order, only_list=more.get("only_list", False))


def draws_now(closed: Month) -> list[Any]:
    return list(audit_sample.draws_shown(month_now(closed.ledger, OCTOBER, LAW).closing.told))


def filled(closed: Month, result: str = "In order") -> None:
    """Every item of the drawn samples with its result."""

    def answer(book: Any) -> None:
        page = book[SHEET]
        for row in range(HEAD + 1, HEAD + 1 + len(drawn_of(closed.book))):
            cell(page, row, "Checked by").value = "A. Namuna"
            cell(page, row, "Checked on").value = date(2026, 11, 1)
            cell(page, row, "Audit result").value = result

    closed.edit(answer)
    assert closed.review().findings == ()


@pytest.mark.parametrize(
    ("method", "size", "count"),
    [
        (RANDOM, "3", 3),
        (RANDOM, "1000", None),
        (PERCENTAGE, "10", 3),
        (PERCENTAGE, "100", None),
        (MONETARY_UNIT, "1", -1),
    ],
)
def test_a_draw_is_kept_with_all_that_makes_it_again(closed: Month, method: str, size: str, count: int | None) -> None:
    """24 closures: 3 of 24 are 10 per cent, a part counts as one; a mark a rupee draws all above one rupee."""
    closed_by_two(closed)
    made = drew(closed, method, size, seed="by the auditor")
    with closed.ledger.read() as connection:
        (kept,) = draws(connection, "2026-10")
    assert (kept.number, kept.person, kept.auditor, kept.seed) == (made.number, "aud1", INTERNAL, "by the auditor")
    assert len(kept.population) == 24
    certain = {one.key for one in kept.population if one.inr is None or one.inr >= 1}
    assert {one.key for one in kept.items} >= certain if count == -1 else len(kept.items) == (count or 24)
    assert kept.population_hash == population_hash(kept.worth)
    assert {one.standing for one in kept.population} == {POSTED, ALLOWED}
    assert [check for check in verify(closed.ledger) if not check.holds] == []


def test_a_look_keeps_nothing_and_says_what_would_be_drawn(closed: Month) -> None:
    seen = drew(closed, only_list=True)
    with closed.ledger.read() as connection:
        assert draws(connection, "2026-10") == []
    assert seen.drawn == drew(closed).drawn


def test_only_what_was_posted_may_be_drawn_from(closed: Month) -> None:
    closed_by_two(closed)
    drew(closed, posted_only=True)
    with closed.ledger.read() as connection:
        (kept,) = draws(connection, "2026-10")
    assert {one.standing for one in kept.population} == {POSTED}


def test_the_same_draw_is_made_once_and_another_seed_is_another(closed: Month) -> None:
    first = drew(closed, PERCENTAGE, "30", seed="one")
    with pytest.raises(DeskError, match="was made before: A"):
        drew(closed, PERCENTAGE, "30", seed="one")
    other = drew(closed, PERCENTAGE, "30", seed="two")
    assert other.population_hash == first.population_hash
    assert {one.key for one in other.drawn} != {one.key for one in first.drawn}


def test_a_posted_write_off_is_drawn_from_though_the_rest_of_its_bill_is_a_small_value(closed: Month) -> None:
    closed_by_two(closed)
    told = month_now(closed.ledger, OCTOBER, LAW).closing.told
    assert {(one.subject, one.item.key) for one in audit_population.approved(told)} <= {
        (one.subject, one.item.key) for one in audit_population.allowed(told)
    }


def test_results_of_two_auditors_stand_beside_each_other_and_objections_are_told(closed: Month) -> None:
    closed_by_two(closed)
    for auditor in (INTERNAL, EXTERNAL):
        drew(closed, PERCENTAGE, "100", auditor)
    closed.close()
    rows = drawn_of(closed.book)
    assert [row["Sample"] for row in rows] == ["A6"] * 24 + ["A7"] * 24

    def answer(book: Any) -> None:
        cell(book[SHEET], HEAD + 1, "Audit result").value = "In order"
        cell(book[SHEET], HEAD + 25, "Audit result").value = "Objection"

    assert {str(rows[0][head]) for head in ("Subject", "BoE number")} == {
        str(rows[24][head]) for head in ("Subject", "BoE number")
    }
    closed.edit(answer)
    assert closed.review().answers == 2
    first, second = draws_now(closed)
    assert (len(first.answered), first.objections, len(second.answered), second.objections) == (1, 0, 1, 1)
    closed.close()
    told = [one for one in read_csv(closed.book.parent / "findings.csv") if one["code"] == "AUDIT_OBJECTION"]
    assert ["A7" in one["found"] for one in told] == [True]


def test_a_sample_is_signed_when_every_item_has_its_result_and_a_later_word_breaks_it(closed: Month) -> None:
    closed_by_two(closed)
    number = drew(closed, posted_only=True).number
    closed.close()
    with pytest.raises(DeskError, match=r"3 of 3 items are not done: .* lacks Audit result, Checked by, Checked on"):
        sign_draw(closed.ledger, OCTOBER, LAW, AUDITOR, number)
    filled(closed)
    for person in (MAKER, CHECKER):
        with pytest.raises(DeskError, match="proposed or approved what was checked"):
            sign_draw(closed.ledger, OCTOBER, LAW, person, number)
    sign_draw(closed.ledger, OCTOBER, LAW, AUDITOR, number.lower())
    assert [one.word for one in draws_now(closed)] == ["SIGNED"]
    with pytest.raises(DeskError, match="is signed by aud1 already"):
        sign_draw(closed.ledger, OCTOBER, LAW, AUDITOR, number)
    assert [check for check in verify(closed.ledger) if not check.holds] == []
    closed.close()
    filled(closed, "Objection")
    assert [one.word for one in draws_now(closed)] == ["BROKEN"]
    sign_draw(closed.ledger, OCTOBER, LAW, AUDITOR, number)
    assert [one.word for one in draws_now(closed)] == ["SIGNED"]


def test_a_draw_of_an_earlier_month_is_of_what_was_posted_in_it(closed: Month) -> None:
    closed_by_two(closed)
    november = date(2026, 11, 30)
    order = Order(PERCENTAGE, Decimal(100), EXTERNAL, of_period="2026-10")
    made = draw(closed.ledger, november, LAW, AUDITOR, order)
    with closed.ledger.read() as connection:
        (kept,) = draws(connection, "2026-11")
    assert {one.standing for one in kept.population} == {POSTED}
    assert (kept.period, kept.of_period, len(kept.items)) == ("2026-11", "2026-10", len(made.drawn))
    told = month_now(closed.ledger, november, LAW).closing.told
    assert {one.number for one in audit_sample.sampled(told)} >= {made.number}


def test_what_is_posted_after_a_draw_is_counted_beside_it(closed: Month) -> None:
    drew(closed)
    (before,) = draws_now(closed)
    propose(closed.ledger, OCTOBER, LAW, MAKER, Wanted("WRITE_OFF", satisfaction=True))
    approve(closed.ledger, OCTOBER, LAW, CHECKER, lambda one: True)
    (after,) = draws_now(closed)
    assert (before.since, after.since) == (0, 0)  # all of it was allowed when it was drawn


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE audit_draws SET seed = 'another'", "its seed draws other items"),
        ("UPDATE audit_items SET inr = '1.00' WHERE drawn = 'Y'", "is not what its hash says"),
        ("UPDATE audit_items SET drawn = '' WHERE drawn = 'Y'", "its seed draws other items"),
        ("DELETE FROM audit_items WHERE standing = 'POSTED' AND drawn = ''", "is not what its hash says"),
    ],
)
def test_verify_finds_a_sample_that_was_changed_past_the_program(closed: Month, change: str, says: str) -> None:
    closed_by_two(closed)
    drew(closed)
    with closing(sqlite3.connect(closed.out / "ledger.sqlite")) as raw:
        for verb in ("update", "delete"):
            for table in ("audit_draws", "audit_items"):
                raw.execute(f"DROP TRIGGER {table}_no_{verb}")
        raw.execute(change)
        raw.commit()
    told = [check.detail for check in samples(closed.ledger, "Oct 2026", "2026-10")]
    assert any(says in one for one in told), told


def test_an_empty_draw_is_refused(closed: Month) -> None:
    with pytest.raises(DeskError, match="The draw gives nothing"):
        drew(closed, posted_only=True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--method", "random", "--percent", "4"), "takes --size and no other size"),
        (("--method", "random", "--size", "2.5"), "is no size of a draw"),
        (("--method", "percentage", "--percent", "101"), "is no size of a draw"),
        (("--method", "monetary-unit", "--every", "0"), "is no size of a draw"),
        (("--method", "by-hand"), "is no method of a draw"),
        (("--method", "random", "--size", "2", "--auditor", "my friend"), "is no auditor"),
        (("--method", "random", "--size", "2", "--month", "October"), "is no month"),
        (("--sign", "A99"), "There is no sample 'A99'"),
    ],
)
def test_what_the_command_cannot_do_is_said(closed: Month, words: tuple[str, ...], says: str) -> None:
    closed.ledger.close()
    done = run("audit-sample", "--as-on", "2026-10-31", "--ledger", closed.out / "ledger.sqlite", *words)
    assert done.returncode == 2
    assert says in done.stderr


def test_the_command_draws_and_names_what_was_drawn(closed: Month) -> None:
    closed.ledger.close()
    where = ("--as-on", "2026-10-31", "--ledger", closed.out / "ledger.sqlite", "--auditor", "external-auditor")
    done = run("audit-sample", *where, "--method", "random", "--size", "2")
    assert done.returncode == 0, done.stderr
    assert "Drawn as A4 for the external auditor: 2 of 24 closures, RANDOM 2" in done.stdout
    assert done.stdout.count("  WRITEOFF") + done.stdout.count("  SMALLVALUE") == 2
