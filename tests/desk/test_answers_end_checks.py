"""Whatever a close asks can be answered: a month of which nothing is said, answered question by question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import MAKER, close, law
from tests.desk.test_every_fact_has_a_cell import COMES, KNOWN_WORDS, NAMED
from xl_addin.desk.lists.book import LISTS
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.now import Now, month_now
from xl_addin.domain.records import Answer
from xl_addin.engine.questions import ASK
from xl_addin.ledger import Ledger, open_ledger, tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.rulebook.facts import IMPORTER as IMPORTER_KIND
from xl_addin.rulebook.facts import Fact, fact, facts

SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)
ROUNDS = 8  # an answer may lead to the next question
# What a person would answer; other facts by their kind.
ANSWERS = {
    "shipment_date": "2026-08-01",
    "contract_due": "2026-12-31",
    "expected_boe_date": "2026-11-20",
    "eta": "2026-11-10",
    "register_date": "2026-10-05",
    "valid_from": "2026-01-05",
    "valid_to": "2026-12-31",
    "item": "LAPTOP",
    "hs": "84713010",
    "extension_reason": "CONTRACT_TERMS",
    "reason": "FREIGHT",
    "outstanding_usd": "900000",
    "under_investigation": "N",
    "suit_pending": "N",
    "adverse_notice": "N",
}
BY_KIND = {"date": "2026-09-15", "flag": "Y", "count": "1", "amount": "1", "text": "A/1", "word": "OTHER"}


def extracts(folder: Path) -> Path:
    """Advances, services, documents, a part payment; nothing said beyond the goods and a date that is asked for."""
    folder.mkdir(parents=True)
    said = {"item_kind": "BOE", "bill_of_entry_date": "06/09/2026", "port_of_discharge": "INNSA1"}
    wants = [
        {**said, "bill_of_entry_number": "1000001", "hs_code": "84713010"},
        {**said, "bill_of_entry_number": "1000002", "hs_code": "72083940", "requested_to": "31/05/2028"},
        {**said, "bill_of_entry_number": "1000003", "commodity": "DIAMOND"},
        {"item_kind": "ORM", "outward_reference_number": "IBA26090000001", "hs_code": "84713010"},
    ]
    bills = [boe(invoice(), number=f"100000{at}", dated="06/09/2026") for at in (1, 2, 3)]
    paid = orm(number="IBA26090000004", paid="20/09/2026", amount="490.00", remarks="INV/9")
    orms = [
        orm(number="IBA26090000001", paid="05/01/2026", purpose="S0101", amount="777.00", flag=""),
        orm(number="IBA26090000002", paid="05/01/2026", purpose="S1006", amount="778.00", flag=""),
        orm(number="IBA26090000003", paid="05/01/2026", amount="779.00", flag=""),
        {**paid, "remarks": "INV/9"},
    ]
    part = boe(invoice(no="INV/9"), number="1000009", dated="06/09/2026")
    files = {
        "RBI3009202601.obe.xml": obe_xml(*bills, part),
        "orm.csv": csv_text(orms, dict.fromkeys([*orms[0], "remarks"])),
        "facts.csv": csv_text(wants, dict.fromkeys(name for row in wants for name in row)),
        "importers.csv": csv_text([{**IMPORTER, "import_remittances_usd_fy_minus_2": "2000.00", **NOTHING_SAID}]),
        "rates.csv": "date,currency,inr_per_unit\n2026-09-29,USD,88\n2026-10-30,USD,88\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    return folder


NOTHING_SAID = dict.fromkeys(("suit_pending", "adverse_notice", "under_investigation", "caution_listed"), "")


def lacking(case: Case) -> list[str]:
    """Facts that an answer names as missing."""
    named = [name if name in facts() else name.lower() for name in NAMED.findall(case.decision.grounds)]
    return [name for name in named if name in facts() and name.upper() not in KNOWN_WORDS]


def cell_of(case: Case, name: str, now: Now) -> tuple[str, str, Fact] | None:
    """The item and fact of the cell that takes the answer: of the list where it stands, of another, of a file."""
    question = next((one for one in ASK.values() if one.subject == case.decision.subject and name in one.blank), None)
    where = COMES.get((question.name, name), COMES.get(("*", name), "")) if question else ""
    name = where.removeprefix("said in ") if where.startswith("said in ") else name
    for table in LISTS:
        for column in table.columns:
            for row in now.lists[table.name].rows if column.fact == name and column.about else ():
                if row is case or getattr(row, "item", None) is case.item:
                    return (*column.about(row), fact(name))  # type: ignore[misc]
    if fact(name).extract == "facts":
        return case.item.kind, case.item.key, fact(name)
    return (IMPORTER_KIND, case.iec, fact(name)) if fact(name).extract == "importers" else None


def answers_to(now: Now) -> Iterator[Answer]:
    for case in now.cases:
        for name in lacking(case):
            cell = cell_of(case, name, now)
            assert cell, f"{case.subject} of {case.item.key} asks {name}, and no cell takes it: {case.decision.why}"
            kind, key, one = cell
            yield Answer(kind, key, one.name, ANSWERS.get(one.name, BY_KIND[one.kind]))


def answer_all(ledger: Ledger, as_on: date) -> Now:
    """Answers what is asked, round by round, until nothing is."""
    for _ in range(ROUNDS):
        now = month_now(ledger, as_on, law())
        given = list(dict.fromkeys(answers_to(now)))
        if not given:
            return now
        with ledger.step(REVIEW, as_on, MAKER, after=now.head) as step:
            step.add(tables.answers, (one._asdict() for one in given))
            step.detail = {"head": now.head}
    return month_now(ledger, as_on, law())


@pytest.mark.parametrize("as_on", [SEPTEMBER, OCTOBER])
def test_every_question_of_a_close_ends_by_answers_in_its_cells(tmp_path: Path, as_on: date) -> None:
    close(extracts(tmp_path / "extracts"), tmp_path / "out", as_on)
    ledger = open_ledger(str(tmp_path / "out" / "ledger.sqlite"))
    first = month_now(ledger, as_on, law())
    asked = {case.subject for case in first.cases if case.decision.status == "CHECK"}
    assert {"PAYMENT", "SMALLVALUE", "WRITEOFF", "EXTENSION", "FOLLOWUP", "IMS", "SIMS"} <= asked
    last = answer_all(ledger, as_on)
    ledger.close()
    left = {(case.subject, case.item.key): case.decision.why for case in last.cases if lacking(case)}
    assert left == {}
    checks = {
        (case.subject, case.item.key): case.decision.why for case in last.cases if case.decision.status == "CHECK"
    }
    assert checks == {}
