"""Referrals by reason: one line each, whoever decides, with the sums of its items and the memos that were sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.desk.month_fixture import DESK, MAKER, OCTOBER, close_of, law
from tests.desk.papers.test_memos import case, drafted
from xl_addin.desk.lists.referral_reasons import reason_of
from xl_addin.desk.lists.referrals import LIST, REASONS
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import EXTENSION, Case
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.settle import Settled
from xl_addin.desk.papers.decided import issue_decided
from xl_addin.desk.papers.issue import Office, Order
from xl_addin.desk.papers.kinds import MEMO
from xl_addin.desk.papers.memos import memos
from xl_addin.desk.papers.templates import Templates
from xl_addin.engine.finding_codes import row_of
from xl_addin.ledger import open_ledger

EVE, DAY = date(2026, 9, 30), date(2026, 10, 1)
GOODS = "NEED_CAPITAL_GOODS"
BEYOND = "write-off: New law: beyond what the bank's own policy lets the desk decide."


def of(number: str, status: str, *codes: str, **more: Any) -> Case:
    """USD 1,234,567.89, or another amount and currency."""
    made = case(number, status, more.pop("subject", "WRITEOFF"), more.pop("iec", "0388000037"))
    return replace(made, decision=made.decision._replace(findings=codes), **more)


def told(on: date, *cases: Case, said: dict[str, dict[str, Any]] | None = None) -> Told:
    answers = {("REFERRAL", f"{one.subject} {one.item.key}"): (said or {}).get(one.orm_number, {}) for one in cases}
    month = Month(on, {}, {}, {}, {}, answers)
    return Told(month, law(), Settled(0, [], [], month), cases, [], [], [], [])


def shown(of: Told, *headers: str) -> list[tuple[Any, ...]]:
    filled = REASONS.filled(of)
    return [*zip(*(filled[header] for header in headers), strict=True)]


def test_one_line_stands_for_all_items_of_a_reason() -> None:
    """USD 1,234,567.89 twice, EUR 10.00 of another importer without a rate; an extension is another reason."""
    extension = of("A4", "ESCALATE", subject=EXTENSION)
    month = told(
        DAY,
        of("A1", "ESCALATE"),
        of("A2", "ESCALATE"),
        of("A3", "ESCALATE", iec="0388000045", currency="EUR", amount_minor=1000, amount_inr=None),
        replace(extension, decision=extension.decision._replace(subject="extension")),
        of("A5", "OK"),
        of("A6", "CHECK"),
    )
    rows = shown(
        month, "To be referred to", "Through", "Subject", "Items", "Importers", "Sums", "Amount INR", "No rate"
    )
    who, once = ("Bank's authority", ""), Decimal("119739983.05")
    assert rows == [
        (*who, "EXTENSION", 1, 1, "USD 1,234,567.89", once, 0),
        (*who, "WRITEOFF", 3, 2, "EUR 10.00, USD 2,469,135.78", 2 * once, 1),
    ]


def test_the_reason_is_the_headline_of_what_was_found_and_stands_at_each_item() -> None:
    month = told(
        DAY,
        of("A1", "ESCALATE"),
        of("A2", "ESCALATE", "ESCALATE", GOODS),
        of("A3", "ESCALATE", GOODS),
    )
    words = [row[0] for row in shown(month, "Reason")]
    assert sorted(words) == sorted({BEYOND, f"write-off: {row_of(GOODS).meaning}"})
    assert {*LIST.filled(month)["Reason"]} == {*words}
    assert reason_of(of("A1", "ESCALATE")) == BEYOND


def test_of_rbi_the_offices_and_the_memos_are_told() -> None:
    said = {
        "A1": {"regional_office": "Mumbai", "memo_number": "MEMO/2026-27/000001"},
        "A2": {"regional_office": "Chennai", "memo_number": "MEMO/2026-27/000001"},
    }
    month = told(EVE, *(of(number, "REFER_RBI") for number in ("A1", "A2", "A3")), said=said)
    rows = shown(month, "To be referred to", "Through", "Regional Office", "Items", "No memo", "Memos")
    rbi = ("RBI Regional Office", "Compliance Head", "Chennai; Mumbai; 1 not named")
    assert rows == [(*rbi, 3, 1, "MEMO/2026-27/000001")]
    issued = replace(month, memos={("REFERRAL", "WRITEOFF A3/0009001"): "MEMO/2026-27/000007"})
    assert shown(issued, "No memo", "Memos") == [(0, "MEMO/2026-27/000001, MEMO/2026-27/000007")]


def test_without_a_referral_there_is_no_line() -> None:
    assert shown(told(DAY, of("A1", "OK")), "Reason") == []


def test_a_memo_is_of_one_reason_and_holds_its_items() -> None:
    cases = (of("A1", "ESCALATE"), of("A2", "ESCALATE"), of("A3", "ESCALATE", GOODS))
    made = drafted(*cases, on=DAY).made
    assert [(one.facts.fields["subject"], len(one.facts.grids["cases"].rows)) for one in made] == [
        (BEYOND, 2),
        (f"write-off: {row_of(GOODS).meaning}", 1),
    ]


def test_a_memo_that_was_issued_stands_at_its_reason_in_the_next_close(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "ledger.sqlite"), create=True)
    done = close_of(ledger, DESK, tmp_path / "first")
    assert all(done.closing.view.lists["tblReferralReasons"]["No memo"])
    office = Office(ledger, OCTOBER, law(), MAKER, "Bank", Order(tmp_path / "papers", Templates()))
    made = issue_decided(office, MEMO, memos)
    again = close_of(ledger, DESK, tmp_path / "second")
    told = again.closing.view.lists["tblReferralReasons"]
    items = [one.draft.facts.grids["items"].rows for one in made.papers]
    assert sum(map(len, items)) == sum(told["Items"]) - sum(told["No memo"]) > 0
    ledger.close()
