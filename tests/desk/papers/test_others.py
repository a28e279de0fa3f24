"""Advices of closures, declarations, the merchanting statement, audit reports, advices on non-physical imports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.acts.test_two_people import CHECKER, LAW, passed, put
from tests.desk.month_fixture import MAKER, OCTOBER, law
from tests.desk.papers.desk import BANK, raw
from tests.desk.test_merchanting import DEAL, JUNE, OPEN, closed
from xl_addin.desk.acts.audit import Order as Drawing
from xl_addin.desk.acts.audit import draw
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import IF_ACCEPTED, SMALLVALUE, Case
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.settle import Settled
from xl_addin.desk.papers.customs import customs_advices
from xl_addin.desk.papers.decided import issue_each
from xl_addin.desk.papers.declarations import declarations
from xl_addin.desk.papers.drafts import Desk, Draft
from xl_addin.desk.papers.issue import Made, Office, Order
from xl_addin.desk.papers.others import others
from xl_addin.desk.papers.templates import Templates
from xl_addin.desk.papers.whole_month import issue_month
from xl_addin.domain.errors import DeskError
from xl_addin.domain.records import Importer, OutwardRemittance
from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, OK, Decision
from xl_addin.engine.writeoff.sample import RANDOM
from xl_addin.ledger import Ledger, open_ledger
from xl_addin.ledger.items import Item
from xl_addin.ledger.papers import Issued
from xl_addin.rulebook.policy import Policy


def made_of(ledger: Ledger, folder: Path, word: str, rules: Law = LAW, on: date = OCTOBER) -> Made:
    (made,) = issue_each(Office(ledger, on, rules, MAKER, BANK, Order(folder, Templates())), others((word,)))
    return made


def test_what_was_closed_is_advised_to_each_importer_once_with_both_people_and_the_sentence(
    ledger: Ledger, tmp_path: Path
) -> None:
    put(ledger)
    passed(ledger)
    made = made_of(ledger, tmp_path / "papers", "advice")
    shown = [row[2] for one in made.papers for row in one.draft.facts.grids["closed"].rows]
    count = raw(ledger, "SELECT count(*) FROM closures")[0][0]
    assert len(shown) == count > 0
    (first, *_) = made.papers
    assert "does not release the importer if circumstances change" in first.draft.facts.fields["not_absolved"]
    assert f"proposed by {MAKER.user}, approved by {CHECKER.user}" in first.draft.facts.citations[0]
    assert "C.8(xii)" in " ".join(first.draft.facts.citations)
    assert made_of(ledger, tmp_path / "papers", "advice").papers == ()


def test_what_is_opened_again_is_advised_too(ledger: Ledger, tmp_path: Path) -> None:
    put(ledger)
    passed(ledger)
    made_of(ledger, tmp_path / "papers", "advice")
    put(ledger, "REOPEN")
    passed(ledger)
    again = made_of(ledger, tmp_path / "papers", "advice")
    assert {row[1] for one in again.papers for row in one.draft.facts.grids["closed"].rows} == {
        "a write-off or closure taken back",
    }


def test_a_report_on_a_sample_is_made_again_only_where_its_results_changed(ledger: Ledger, tmp_path: Path) -> None:
    drawn = draw(ledger, OCTOBER, LAW, CHECKER, Drawing(RANDOM, Decimal(2), "Internal auditor"))
    first = made_of(ledger, tmp_path / "papers", "audit")
    (report,) = first.papers
    fields = report.draft.facts.fields
    assert (fields["sample"], fields["seed"], fields["population_hash"]) == (
        *(drawn.number, drawn.seed, drawn.population_hash),
    )
    assert (fields["signed"], len(report.draft.facts.grids["items"].rows)) == ("NOT SIGNED", 2)
    second = made_of(ledger, tmp_path / "papers", "audit")
    assert (second.papers, second.before) == ((), (report.number,))


@pytest.fixture
def merchant(tmp_path: Path) -> Iterator[Ledger]:
    """A deal whose second leg is missing, closed on the last day of the half-year."""
    closed(tmp_path, [{**DEAL, **OPEN}], JUNE, {"purpose": "S0108", "paid": "10/01/2025"})
    opened = open_ledger(str(tmp_path / "out" / "ledger.sqlite"))
    yield opened
    opened.close()


def test_the_half_yearly_statement_names_each_deal_in_default_once(merchant: Ledger, tmp_path: Path) -> None:
    made = made_of(merchant, tmp_path / "papers", "merchanting", law(), JUNE)
    (statement,) = made.papers
    fields, rows = statement.draft.facts.fields, statement.draft.facts.grids["defaults"].rows
    assert (fields["closed_on"], fields["due"]) == ("30-Jun-2026", "15-Jul-2026")
    assert {row[:4] for row in rows} == {("M1", "0388000037", "USD 1000.00", "10-Jan-2025")}
    assert made_of(merchant, tmp_path / "papers", "merchanting", law(), JUNE).papers == ()


# ---- small value


def small(number: str, status: str = CHECK, *findings: str, notes: tuple[str, ...] = ()) -> Case:
    paid = date(2026, 10, 3)
    record = OutwardRemittance(
        *(number, "0009001", "0388000037", "NAKLI FOODS", paid, "USD", 500000, 500000, "S0102", False, "U", "JP", ""),
    )
    item = Item(record.key, record, "NEW", 500000)
    worth = {"currency": "USD", "amount_minor": 123400, "base_minor": 500000, "amount_inr": Decimal("485000.005")}
    found = Decision("small-value closure", status, findings=findings, notes=notes)
    return Case(SMALLVALUE, item, found, **worth)  # type: ignore[arg-type]


IMPORTER = Importer("0388000037", "NAKLI FOODS", "PLOT 2", "", None, None, None, None, None, None, None)


def desk_and_told(*cases: Case, policy: Policy | None = None, on: date = OCTOBER) -> tuple[Desk, Told]:
    month = Month(on, {}, {}, {"0388000037": IMPORTER}, {})
    rules = law(policy)
    return Desk(BANK, month, rules), Told(month, rules, Settled(0, [], [], month), cases, [], [], [], [])


LACKS = "DECLARATION_MISSING"


def test_entries_that_lack_the_declaration_alone_stand_on_it_with_their_sum() -> None:
    found = declarations(
        *desk_and_told(
            small("A1", CHECK, LACKS),
            small("A2", CHECK, LACKS),
            small("A3", OK),
            small("A4", CHECK, LACKS, "OVER_SMALL_VALUE"),
            small("A5", CHECK),
            small("A6", CHECK, LACKS, notes=(IF_ACCEPTED,)),
        ),
        (),
    )
    (one,) = found.made
    assert one.facts.grids["entries"].rows == (
        ("ORM A1", "03-Oct-2026", "–", "USD 5,000.00", "₹ 4,85,000.00", "USD 1,234.00"),
        ("ORM A2", "03-Oct-2026", "–", "USD 5,000.00", "₹ 4,85,000.00", "USD 1,234.00"),
        ("Total", "", "", "", "₹ 9,70,000.00", ""),
    )


@pytest.mark.parametrize(
    ("on", "basis", "quarter"),
    [
        (date(2026, 9, 30), None, "Q2 of 2026-27"),
        (date(2026, 10, 1), None, "Q3 of 2026-27"),
        (date(2027, 3, 31), None, "Q4 of 2026-27"),
        (date(2026, 10, 1), "calendar", "Q4 2026"),
    ],
)
def test_the_quarter_is_that_of_the_banks_policy(on: date, basis: str | None, quarter: str) -> None:
    desk, told = desk_and_told(small("A1", CHECK, LACKS), policy=Policy(quarter_basis=basis), on=on)
    assert declarations(desk, told, ()).made[0].facts.fields["quarter"] == quarter


def kept_of(word: str, one: Draft) -> Issued:
    return Issued(1, word, "N/1", "IMPORTER", "0388000037", 0, "f", "s", "t", one.facts.text(), OCTOBER, "m", True)


def test_an_entry_stands_on_one_declaration_of_a_quarter() -> None:
    desk, told = desk_and_told(small("A1", CHECK, LACKS))
    (one,) = declarations(desk, told, ()).made
    kept = Issued(
        1, "declaration", "D/1", "IMPORTER", "0388000037", 0, "f", "s", "t", one.facts.text(), OCTOBER, "m", True
    )
    assert declarations(desk, told, (kept,)).made == ()
    later, told_later = desk_and_told(small("A1", CHECK, LACKS), on=date(2027, 1, 31))
    assert len(declarations(later, told_later, (kept,)).made) == 1


def test_an_import_by_wire_is_advised_once_with_its_sentence() -> None:
    desk, told = desk_and_told()
    paid = small("A1").item
    assert isinstance(paid, Item)
    paid.answers = {"import_route": "NON_PHYSICAL"}
    told.month.orms[paid.key] = paid  # type: ignore[assignment]
    (one,) = customs_advices(desk, told, ()).made
    assert "Customs authorities informed" in one.facts.fields["customs_informed"]
    assert "C.7.3(ii)" in one.facts.citations[0]
    kept = kept_of("customs", one)
    assert customs_advices(desk, told, (kept,)).made == ()
    paid.answers = {"import_route": "POST"}
    assert customs_advices(desk, told, ()).made == ()


def test_a_word_that_is_no_paper_is_told() -> None:
    with pytest.raises(DeskError, match="'advise' is none of these papers"):
        others(("advise",))


def test_a_whole_month_goes_out_once_and_its_index_has_all(ledger: Ledger, tmp_path: Path) -> None:
    office = Office(ledger, OCTOBER, law(), MAKER, BANK, Order(tmp_path / "papers", Templates()))
    made = issue_month(office)
    numbers = [one.number for kind in made for one in kind.papers]
    index = (tmp_path / "papers" / "papers.csv").read_text("utf-8-sig")
    assert all(number in index for number in numbers)
    assert {number[:4] for number in numbers} >= {"SLIP", "MEMO", "DECL"}
    assert [len(one.papers) for one in issue_month(office)] == [0] * len(made)
