"""Match by hand: what bars it, what is posted, what voids it, how it is taken back; each case by hand from the rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.desk.intake.desk_folder import (
    ACTOR,
    IMPORTER,
    NOVEMBER,
    OCTOBER,
    Desk,
    boe,
    csv_text,
    invoice,
    mbe_text,
    orm,
)
from tests.desk.test_command_line import run
from tests.ledger.acts import A_TEST
from xl_addin import rulebook
from xl_addin.desk.acts.approve import Approved, approve
from xl_addin.desk.acts.asked import Asked, Rate
from xl_addin.desk.acts.decline import Said, decline
from xl_addin.desk.acts.match import Maker, Matched, match, unmatch
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.answers.explain import explain
from xl_addin.desk.answers.review import review
from xl_addin.desk.close.close_month import Closed, CloseOrder, close_month
from xl_addin.desk.close.verify import verify
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.movements import movements
from xl_addin.desk.month.now import month_now
from xl_addin.desk.month.settle import settle
from xl_addin.domain.errors import DeskError
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.law import Law
from xl_addin.engine.settlement.by_hand import fits, laid, price_of
from xl_addin.ledger import tables
from xl_addin.ledger.acts import KEPT, POSTED, REVIEW, TAKEN_BACK
from xl_addin.ledger.proposed import proposals
from xl_addin.ledger.rows import posting_row
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import Person, Power, Powers
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists, read_meta

pytestmark = pytest.mark.usefixtures("either")
LIMITS = tuple((act, Decimal(10**9)) for act in ("MATCH", "UNMATCH", "WRITE_OFF"))
PEOPLE = tuple(Person(name, role) for name, role in (("maker", "maker"), ("checker", "checker"), ("small", "small")))
ROLES = (Power("checker", LIMITS), Power("small", (("MATCH", Decimal(1000)),)))
LAW = Law(rulebook.load(), Policy(powers=Powers(PEOPLE, ROLES)))
CHECKER = replace(ACTOR, user="checker")
PAY, OWE = "IBA26100000001/0009001", "0052545/2026-10-06/INNSA1#1"
RATES = "date,currency,inr_per_unit\n" + "".join(
    f"2026-10-30,{code},{rate}\n" for code, rate in (("USD", "90"), ("EUR", "100"), ("JPY", "0.60"), ("KWD", "300"))
)
OTHER = "0388000045"
WHY = "buyer named the invoice by letter"


def made(
    tmp_path: Path,
    pay: Mapping[str, str] | None = None,
    owe: Mapping[str, str] | None = None,
    facts: Mapping[str, str] | None = None,
    more: tuple[dict[str, str], ...] = (),
    manual: bool = False,
) -> Desk:
    """A ledger with one remittance of 1000.00 and one invoice of 500.00 of a bill, each with cells changed."""
    desk = Desk(tmp_path)
    bills = boe(invoice(**{"amount": "500.00", **(owe or {})}), *more, iec=(owe or {}).get("importer", "0388000037"))
    payment = orm(**{"amount": "1000.00", "purpose": "S0102", "beneficiaryName": "SOMEBODY ELSE", **(pay or {})})
    files = {
        "orm.csv": csv_text([payment]),
        "importers.csv": csv_text([IMPORTER, {**IMPORTER, "iec": OTHER, "name": "ANYA FOODS"}]),
        "rates.csv": RATES,
    }
    if facts:
        said = {"item_kind": "ORM", "outward_reference_number": "IBA26100000001", **facts}
        files["facts.csv"] = csv_text([said])
    if manual:
        files["0009001_RBI0610202601.mbe.txt"] = mbe_text(bills)
        desk.take(files)
    else:
        desk.take(files)
        desk.boes(bills)
    return desk


def by(desk: Desk, on: date = OCTOBER, user: str = "maker") -> Maker:
    return Maker(desk.ledger, on, LAW, replace(ACTOR, user=user))


def put(desk: Desk, *invoices: tuple[str, str | None], rate: Rate | None = None, on: date = OCTOBER) -> Matched:
    wanted = tuple((key, None if amount is None else Decimal(amount)) for key, amount in invoices or ((OWE, None),))
    return match(by(desk, on), Asked("IBA26100000001", wanted, WHY, rate))


def back(desk: Desk, on: date = OCTOBER) -> Matched:
    return unmatch(by(desk, on), Asked("IBA26100000001", (), "the wrong invoice"))


def passed(desk: Desk, on: date = OCTOBER, user: str = "checker") -> Approved:
    return approve(desk.ledger, on, LAW, replace(ACTOR, user=user), lambda one: True)


def left(desk: Desk, on: date = OCTOBER) -> list[int]:
    """What is open of the remittance, then of each invoice."""
    month = read_month(desk.ledger, on)
    return [one.outstanding_minor for one in (*month.orms.values(), *month.invoices.values())]


def broken(desk: Desk) -> list[str]:
    return [f"{check.question}: {check.detail}" for check in verify(desk.ledger) if not check.holds]


def test_it_is_posted_when_another_person_approves_just_as_it_was_seen(tmp_path: Path) -> None:
    desk = made(tmp_path)
    told = put(desk, (OWE, "120.50"))
    assert not told.one.bars
    assert left(desk) == [100000, 50000]
    assert told.one.inr == Decimal("10845.00")  # 120.50 at 90
    assert not passed(desk).barred
    assert left(desk) == [87950, 37950]
    (row,) = desk.rows_posted()
    assert (row["tier"], row["pass"], row["reason"], row["group_id"]) == ("MANUAL", "MANUAL", "PART", str(told.number))
    assert row["evidence"] == f"settled by hand, proposed by maker: {WHY}; approved by checker ({told.number})"
    assert broken(desk) == []


WHOLE = [
    ("all that fits of the smaller side", {}, None, [50000, 0]),
    ("a part", {}, "0.01", [99999, 49999]),
    ("the whole, said", {}, "500.00", [50000, 0]),
    ("the remittance is the smaller side", {"amount": "200.00"}, None, [0, 30000]),
]


@pytest.mark.parametrize(("case", "pay", "amount", "then"), WHOLE, ids=[row[0] for row in WHOLE])
def test_amounts(tmp_path: Path, case: str, pay: dict[str, str], amount: str | None, then: list[int]) -> None:
    desk = made(tmp_path, {**pay} if pay else None)
    assert not put(desk, (OWE, amount)).one.bars
    passed(desk)
    assert left(desk) == then


def test_two_invoices_in_one_proposal(tmp_path: Path) -> None:
    desk = made(tmp_path, more=(invoice(serial="2", no="INV/2", amount="700.00"),))
    second = OWE.replace("#1", "#2")
    told = put(desk, (OWE, "400"), (second, None))  # 600 of the remittance is left for the second
    assert [line.amount_minor for line in told.one.ties] == [40000, 60000]
    assert len(passed(desk).posted) == 1
    assert left(desk) == [0, 10000, 10000]
    assert broken(desk) == []


EUR = {"currency": "EUR"}
DEAL = {"deal_rate": "0.90"}
BARS = [
    ("over the invoice", {}, {}, {}, "500.01", "USD 500.01 is asked for, 500.00 of it is open"),
    ("over the remittance", {"amount": "100.00"}, {}, {}, "100.01", "USD 100.01 is asked for, 100.00 of it is open"),
    ("nothing", {}, {}, {}, "0", "an amount above zero"),
    ("another importer, nothing known", {"iec": OTHER}, {}, {}, None, "neither on_behalf_of_iec nor"),
    (
        "another importer, a third one named",
        {"iec": OTHER},
        {},
        {"on_behalf_of_iec": "0388000053", "third_party_agreement": "Y"},
        None,
        "names 0388000053",
    ),
    (
        "another importer, no agreement",
        {"iec": OTHER},
        {},
        {"third_party_agreement": "N"},
        None,
        "says that there is none",
    ),
    ("another currency, no rate", {}, EUR, {}, None, "deal_rate of the remittance is missing"),
    ("the rate the wrong way round", {}, {"currency": "JPY"}, {"deal_rate": "0.0067"}, None, "the right way round"),
]


@pytest.mark.parametrize(("case", "pay", "owe", "facts", "amount", "said"), BARS, ids=[row[0] for row in BARS])
def test_each_bar_is_told_and_nothing_is_kept(
    tmp_path: Path,
    case: str,
    pay: dict[str, str],
    owe: dict[str, str],
    facts: dict[str, str],
    amount: str | None,
    said: str,
) -> None:
    desk = made(tmp_path, pay, owe, facts)
    told = put(desk, (OWE, amount))
    assert any(said in bar for bar in told.one.bars), told.one.bars
    assert told.number is None
    assert desk.rows(tables.proposals) == []


ALLOWED = [
    ("the importer is named", {"on_behalf_of_iec": "0388000037"}),
    ("an agreement is there", {"third_party_agreement": "Y"}),
]


@pytest.mark.parametrize(("case", "facts"), ALLOWED, ids=[row[0] for row in ALLOWED])
def test_another_importer_with_the_fact_that_allows_it(tmp_path: Path, case: str, facts: dict[str, str]) -> None:
    desk = made(tmp_path, {"iec": OTHER}, facts=facts)
    assert put(desk).one.bars == ()
    assert passed(desk).posted
    assert left(desk) == [50000, 0]
    settle(desk.ledger, OCTOBER, ACTOR)  # matching leaves the line as it is
    assert left(desk) == [50000, 0]


def test_a_third_party_of_which_the_bank_is_not_satisfied_bars_it(tmp_path: Path) -> None:
    desk = made(tmp_path, {"iec": OTHER}, facts={"third_party_agreement": "Y", "third_party_satisfied": "N"})
    assert any("not satisfied" in bar for bar in put(desk).one.bars)


def test_a_cancelled_remittance_bars_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    desk.orms(orm(amount="1000.00", purpose="S0102", beneficiaryName="SOMEBODY ELSE", says="3"))
    assert f"{PAY} was cancelled" in put(desk).one.bars


# the bill of entry is of 6-Oct-2026: 365 days before it is 6-Oct-2025, and the payment a day earlier is told
FAR = [("06/10/2025", ()), ("05/10/2025", (f"paid 366 days before the bill of entry {OWE}",))]


@pytest.mark.parametrize(("paid", "look"), FAR)
def test_days_far_apart_are_told_and_bar_nothing(tmp_path: Path, paid: str, look: tuple[str, ...]) -> None:
    told = put(made(tmp_path, {"paid": paid}))
    assert (told.one.bars, told.look) == ((), look)


def test_what_is_kept_for_later_is_held(tmp_path: Path) -> None:
    desk = made(tmp_path)
    line = SettlementLine(PAY, OWE, "USD", 45000, "USD", 45000, "", "AMOUNT", "SUGGEST", "PART", "x", "g")
    with desk.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
        step.add(tables.postings, [posting_row(line, KEPT)])
    bars = put(desk, (OWE, "50.01")).one.bars
    assert any("50.00 of it is open beside what a suggestion that is kept for later holds" in bar for bar in bars), bars
    assert put(desk, (OWE, "50")).one.bars == ()


def test_a_manual_bill_of_entry_waits_for_idpms(tmp_path: Path) -> None:
    desk = made(tmp_path, manual=True)
    assert any("acknowledged_on is missing" in bar for bar in put(desk).one.bars)


# remittance, invoice, rate, amount of the invoice named; then what is left of each, in minor units
CROSS = [
    # USD 1000.00 at 0.90 buys EUR 900.00; the invoice is of 500.00: 500 / 0.90 = 555.555… = 555.56
    ("as much as fits", "USD", "EUR", "0.90", None, (100000 - 55556, 0)),
    ("a part", "USD", "EUR", "0.90", "90.00", (90000, 41000)),
    # JPY has no decimals: USD 1000.00 at 150 buys 150,000; the invoice is of 500: 3.333… = USD 3.33
    ("to yen", "USD", "JPY", "150", None, (100000 - 333, 0)),
    # KWD has three: USD 1000.00 at 0.30 buys 300.000 of 500.000: all of the remittance
    ("to dinars", "USD", "KWD", "0.30", None, (0, 200000)),
    ("a part in dinars", "USD", "KWD", "0.30", "0.301", (100000 - 100, 500000 - 301)),  # 0.301 / 0.30 = 1.00333…
    # 1000 yen at 0.0067 buy USD 6.70
    ("from yen", "JPY", "USD", "0.0067", None, (0, 50000 - 670)),
    # 1000.000 dinars at 3.3333 buy 3333.30; 500 / 3.3333 = 150.00150… = 150.002
    ("from dinars", "KWD", "USD", "3.3333", None, (1000000 - 150002, 0)),
]


@pytest.mark.parametrize(("case", "pay", "owe", "rate", "amount", "then"), CROSS, ids=[row[0] for row in CROSS])
def test_two_currencies_meet_at_a_stated_rate_to_the_last_unit(
    tmp_path: Path, case: str, pay: str, owe: str, rate: str, amount: str | None, then: tuple[int, int]
) -> None:
    sizes = {"JPY": ("1000", "500"), "KWD": ("1000.000", "500.000")}
    paid, owed = sizes.get(pay, ("1000.00", ""))[0], sizes.get(owe, ("", "500.00"))[1]
    desk = made(tmp_path, {"currency": pay, "amount": paid}, {"currency": owe, "amount": owed})
    stated = Rate(Decimal(rate), date(2026, 10, 5), "treasury deal 12")
    told = put(desk, (OWE, amount), rate=stated)
    assert told.one.bars == ()
    assert passed(desk).posted
    assert left(desk) == list(then)
    (row,) = desk.rows_posted()
    assert row["rate"] == rate
    assert f"rate {rate} of 05-Oct-2026: treasury deal 12" in row["evidence"]
    settle(desk.ledger, OCTOBER, ACTOR)
    assert left(desk) == list(then)
    assert broken(desk) == []


def test_within_one_currency_no_deal_rate_stands_among_the_papers(tmp_path: Path) -> None:
    desk = made(tmp_path, facts=DEAL)
    assert put(desk).number is not None
    with desk.ledger.read() as connection:
        assert [one.papers for one in proposals(connection, "2026-10")] == [""]


# currencies of two invoices that USD 1000.00 pays, the stated rate, what is told of it
RATES_BETWEEN = [
    ("one currency, a rate", "USD", "USD", "0.92", "both in USD: there is no rate of 0.92 between them"),
    ("one currency, nearly one", "USD", "USD", "1.0001", "there is no rate of 1.0001 between them"),
    ("one currency, one to one", "USD", "USD", "1.00", ""),
    ("the same and another", "USD", "EUR", "0.92", "are in EUR and USD"),
    ("two others", "EUR", "GBP", "0.92", "are in EUR and GBP"),
    ("one other", "EUR", "EUR", "0.92", ""),
]


@pytest.mark.parametrize(("case", "first", "second", "rate", "said"), RATES_BETWEEN, ids=[r[0] for r in RATES_BETWEEN])
def test_a_stated_rate_is_that_of_all_invoices_or_is_refused(
    tmp_path: Path, case: str, first: str, second: str, rate: str, said: str
) -> None:
    more = invoice(serial="2", number="B2", currency=second, amount="100.00")
    desk = made(tmp_path, owe={"currency": first}, more=(more,))
    wanted = ((OWE, "50.00"), (OWE.replace("#1", "#2"), "50.00"))
    stated = Rate(Decimal(rate), date(2026, 10, 5), "treasury deal 12")
    if said:
        with pytest.raises(DeskError) as told:
            put(desk, *wanted, rate=stated)
        assert said in told.value.what
        assert desk.rows(tables.proposals) == []
    else:
        assert put(desk, *wanted, rate=stated).one.bars == ()


def test_the_deal_rate_of_the_facts_is_used_and_not_contradicted(tmp_path: Path) -> None:
    desk = made(tmp_path, {}, EUR, DEAL)
    other = Rate(Decimal("0.91"), OCTOBER, "a slip")
    assert any("deal_rate of the remittance is 0.90" in bar for bar in put(desk, rate=other).one.bars)
    assert put(desk).one.bars == ()


LAID = [
    ("one currency", (100, 60, None, "", "USD", "USD"), (60, 60)),
    ("the last of a remittance is taken whole", (9999, 100, 100, "0.01", "INR", "USD"), (9999, 100)),
    ("what is worth less than a unit moves nothing", (1, 100, None, "0.0001", "USD", "JPY"), (1, 0)),
]


@pytest.mark.parametrize(("case", "given", "then"), LAID, ids=[row[0] for row in LAID])
def test_amounts_of_a_line(case: str, given: tuple[int, int, int | None, str, str, str], then: tuple[int, int]) -> None:
    paid, owed, wanted, rate, ours, theirs = given
    price = price_of(rate, ours, theirs)
    assert laid(paid, owed, wanted, price) == then
    assert fits(*then, price)


REFUSED = [
    ("no reason", Asked("IBA26100000001", ((OWE, None),), " "), "needs its reason"),
    ("a reason of two lines", Asked("IBA26100000001", ((OWE, None),), "a\nb"), "needs its reason"),
    ("no such remittance", Asked("IBA1", ((OWE, None),), WHY), "knows no remittance"),
    ("no such invoice", Asked("IBA26100000001", (("999", None),), WHY), "knows no invoice"),
    ("an invoice twice", Asked("IBA26100000001", ((OWE, None), ("0052545", None)), WHY), "named twice"),
    ("no invoice", Asked("IBA26100000001", (), WHY), "No invoice"),
    ("no invoice, and a rate", Asked("IBA26100000001", (), WHY, Rate(Decimal("0.9"), OCTOBER, "slip")), "No invoice"),
    ("a third decimal", Asked("IBA26100000001", ((OWE, Decimal("1.001")),), WHY), "no amount in USD"),
    (
        "a rate without source",
        Asked("IBA26100000001", ((OWE, None),), WHY, Rate(Decimal(1), OCTOBER, " ")),
        "no source",
    ),
    ("a rate of zero", Asked("IBA26100000001", ((OWE, None),), WHY, Rate(Decimal(0), OCTOBER, "x")), "is no rate"),
    ("a rate of tomorrow", Asked("IBA26100000001", ((OWE, None),), WHY, Rate(Decimal(1), NOVEMBER, "x")), "after the"),
]


def test_what_cannot_be_asked_is_told_in_three_parts(tmp_path: Path) -> None:
    desk = made(tmp_path)
    for case, asked, said in REFUSED:
        with pytest.raises(DeskError) as told:
            match(by(desk), asked)
        assert said in told.value.what, case
    with pytest.raises(DeskError, match="does not name visitor"):
        match(by(desk, user="visitor"), Asked("IBA26100000001", ((OWE, None),), WHY))
    assert desk.rows(tables.proposals) == []


def test_maker_power_and_limit(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk)
    assert "maker proposed it" in passed(desk, user="maker").barred[0][1]
    assert "over the role's" in passed(desk, user="small").barred[0][1]  # 500.00 at 90 = 45,000
    assert left(desk) == [100000, 50000]


def test_what_an_open_proposal_holds_is_not_proposed_again(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, (OWE, "300"))
    over = put(desk, (OWE, "200.01"))
    assert any("200.00 of it is open beside what open proposal" in bar for bar in over.one.bars)
    assert any("asks for just this line" in bar for bar in put(desk, (OWE, "300")).one.bars)
    assert not put(desk, (OWE, "200")).one.bars
    assert len(passed(desk).posted) == 2
    assert left(desk) == [50000, 0]


def _answer(desk: Desk, item: tuple[str, str], fact: str, value: str) -> None:
    with desk.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
        step.add(tables.answers, [{"item_kind": item[0], "item_key": item[1], "fact": fact, "value": value}])


CHANGES = {
    "a settlement in between": lambda desk: desk.settle(PAY, OWE, 100),
    "a settlement of all": lambda desk: desk.settle(PAY, OWE, 50000),
    "a fact of the remittance": lambda desk: _answer(desk, ("ORM", PAY), "deal_rate", "1.1"),
    "a fact of the invoice": lambda desk: _answer(desk, ("INVOICE", OWE), "satisfied", "N"),
    "the remittance is worth less": lambda desk: desk.orms(
        orm(amount="900.00", purpose="S0102", beneficiaryName="SOMEBODY ELSE", says="2")
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_anything_that_changed_since_voids_it(tmp_path: Path, case: str) -> None:
    desk = made(tmp_path)
    put(desk)
    CHANGES[case](desk)
    before = left(desk)
    assert len(passed(desk).barred) == 1
    assert left(desk) == before


def test_another_policy_voids_it(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk)
    law = Law(LAW.rules, replace(LAW.policy, writeoff_warn_pct=Decimal(49)))
    assert len(approve(desk.ledger, OCTOBER, law, CHECKER, lambda one: True).barred) == 1


def test_a_refused_pair_stays_refused_and_a_returned_one_does_not(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk)
    decline(desk.ledger, OCTOBER, LAW, CHECKER, lambda one: Said("RETURNED", "say more"))
    assert not put(desk).one.bars
    decline(desk.ledger, OCTOBER, LAW, CHECKER, lambda one: Said("REFUSED", "another supplier"))
    assert any("a refused pair is not settled" in bar for bar in put(desk).one.bars)
    assert any("a refused pair is not settled" in bar for bar in put(desk, on=NOVEMBER).one.bars)
    assert left(desk) == [100000, 50000]


@pytest.mark.parametrize("on", [OCTOBER, NOVEMBER])
def test_two_people_take_it_back_and_the_roll_forward_shows_it(tmp_path: Path, on: date) -> None:
    desk = made(tmp_path)
    put(desk, (OWE, "400"))
    passed(desk)
    told = back(desk, on)
    assert told.one.bars == ()
    assert left(desk, on) == [60000, 10000]
    assert any("asks for just this line" in bar for bar in back(desk, on).one.bars)
    assert passed(desk, on).posted
    assert left(desk, on) == [100000, 50000]
    moved = {one.side: one for one in movements(read_month(desk.ledger, on)) if one.currency == "USD"}
    assert {side: (one.settled_minor, one.reversed_minor) for side, one in moved.items()} == {
        "ORM": (40000 if on == OCTOBER else 0, 40000),
        "INVOICE": (40000 if on == OCTOBER else 0, 40000),
    }
    assert broken(desk) == []
    with pytest.raises(DeskError, match="No line stands"):
        back(desk, on)
    settle(desk.ledger, on, ACTOR)
    assert left(desk, on) == [100000, 50000]  # matching does not settle it again by itself
    assert not put(desk, (OWE, "400"), on=on).one.bars  # the two people may put it right
    assert passed(desk, on).posted
    assert left(desk, on) == [60000, 10000]
    assert broken(desk) == []


def test_the_month_after_opens_without_what_was_settled(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, (OWE, "400"))
    passed(desk)
    opened = {(one.side, one.currency): one.opening_minor for one in movements(read_month(desk.ledger, NOVEMBER))}
    assert opened == {("ORM", "USD"): 60000, ("INVOICE", "USD"): 10000}


FORGED = [
    ("no proposal of that number", {"group_id": "P99-1"}, POSTED),
    ("another amount", {"amount_minor": 2}, POSTED),
    ("no number", {"group_id": ""}, POSTED),
    ("a pass alone", {"tier": "AUTO"}, POSTED),
    ("taken back by one person", {}, TAKEN_BACK),
]


@pytest.mark.parametrize(("case", "cells", "posting"), FORGED, ids=[row[0] for row in FORGED])
def test_a_line_written_past_the_program_is_found(
    tmp_path: Path, case: str, cells: dict[str, object], posting: object
) -> None:
    desk = made(tmp_path)
    number = put(desk, (OWE, "400")).number
    passed(desk)
    assert broken(desk) == []
    line = SettlementLine(PAY, OWE, "USD", 1, "USD", 1, "", "MANUAL", "MANUAL", "PART", "x", str(number))
    with desk.ledger.step(A_TEST, OCTOBER, ACTOR) as step:
        step.add(tables.postings, [posting_row(line._replace(**cells), posting)])  # type: ignore[arg-type]
    assert any("no approved proposal says so" in said for said in broken(desk)), broken(desk)


def test_an_approved_line_that_is_not_posted_is_found(tmp_path: Path) -> None:
    desk = made(tmp_path)
    number = put(desk).number
    assert number
    with desk.ledger.step(A_TEST, OCTOBER, CHECKER) as step:
        verdict = {"proposal_seq": number.seq, "proposal_place": 1, "word": "APPROVED", "reason": "", "power": "x"}
        step.add(tables.verdicts, [verdict])
    assert any("is not posted there" in said for said in broken(desk))


def closed(desk: Desk, tmp_path: Path) -> Closed:
    source = tmp_path / "source"
    source.mkdir(exist_ok=True)
    (source / "rates.csv").write_text(RATES, "utf-8")
    return close_month(desk.ledger, CloseOrder(source, tmp_path / "out", OCTOBER, ACTOR, "Namuna Bank"), LAW)


def test_one_person_does_not_take_back_in_a_cell_what_two_settled(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, (OWE, "400"))
    passed(desk)
    book = closed(desk, tmp_path).workbook
    filled = openpyxl.load_workbook(book)
    sheet = filled["Settlements"]
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Accept or Reject")
    assert sheet.cell(place.row + 1, place.column - 1).value == "POSTED"
    sheet.cell(place.row + 1, place.column).value = "Reject"
    filled.save(book)
    there = FileBook(book)
    lists = read_lists(there, INPUT_SHEETS)
    done = review(desk.ledger, there.name, lists, OCTOBER, LAW, ACTOR, head=read_meta(there)["ledger_head"])
    assert [one.code for one in done.findings] == ["SETTLED_BY_TWO"]
    assert left(desk) == [60000, 10000]


def test_sheets_and_explain_tell_it_with_its_people(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, (OWE, "400"))
    now = month_now(desk.ledger, OCTOBER, LAW)
    assert any("Waits for approval" in line and WHY in line for line in explain(desk.ledger, now, "IBA26100000001"))
    assert "USD 400.00 to" in next(iter(now.lists["tblApprovals"]["Remarks"]))
    passed(desk)
    back(desk)
    passed(desk)
    now = month_now(desk.ledger, OCTOBER, LAW)
    shown = list(now.lists["tblSettlements"]["Status"])
    assert shown == ["POSTED", "TAKEN_BACK"]
    assert all("checker" in said for said in now.lists["tblSettlements"]["Evidence"])
    told = explain(desk.ledger, now, OWE)
    assert any("Settled 400.00" in line for line in told)
    assert any("Taken back: 400.00" in line for line in told)


def test_what_is_held_by_hand_is_not_written_off(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, (OWE, "490"))
    passed(desk)
    put(desk, (OWE, "10"))
    told = propose(desk.ledger, OCTOBER, LAW, ACTOR, Wanted("WRITE_OFF"))
    assert not told.made


@pytest.mark.files_only
def test_two_people_match_at_the_command_line(tmp_path: Path) -> None:
    policy, at = tmp_path / "policy.toml", ("--as-on", "31-Oct-2026", "--ledger", tmp_path / "training.sqlite")
    policy.write_text(
        '[people.asha]\nrole = "maker"\n[people.ravi]\nrole = "checker"\n'
        "[powers.checker]\nmatch_inr = 10000000\nunmatch_inr = 10000000\n",
        "utf-8",
    )
    assert run("training", *at).returncode == 0
    source = tmp_path / "in"
    source.mkdir()
    desk_files = {"orm.csv": csv_text([orm(beneficiaryName="X")]), "rates.csv": RATES}
    for name, content in desk_files.items():
        (source / name).write_text(content, "utf-8")
    (source / "0009001_RBI0610202601.obe.xml").write_text(_bill(), "utf-8")
    assert run("close", source, *at, "--out", tmp_path / "out").returncode in (0, 1)
    ask = ("match", "IBA26100000001", "0052545=120.50", *at, "--policy", policy, "--person", "asha")
    assert run(*ask).returncode == 2  # no reason
    look = run(*ask, "--reason", WHY, "--list")
    assert (look.returncode, "May be proposed" in look.stdout) == (0, True), look.stdout + look.stderr
    told = run(*ask, "--reason", WHY)
    assert (told.returncode, "Nothing moves before another person" in told.stdout) == (0, True), told.stdout
    assert "settlement by hand" in run("proposals", *at).stdout
    done = run("approve", "--all", *at, "--policy", policy, "--person", "ravi")
    assert done.returncode == 0, done.stdout + done.stderr
    barred = run(
        "match", "IBA26100000001", "0052545=9,999.00", *at, "--policy", policy, "--person", "asha", "--reason", "x"
    )
    assert (barred.returncode, "barred:" in barred.stdout) == (1, True)
    for amount in ("1,5", "-1", "1e3", "", "1,00.00"):
        assert run("match", "IBA26100000001", f"0052545={amount}", *at, "--reason", "x").returncode == 2
    taken = run("unmatch", "IBA26100000001", *at, "--policy", policy, "--person", "asha", "--reason", "wrong")
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert run("approve", "--all", *at, "--policy", policy, "--person", "ravi").returncode == 0
    assert run("verify", "--ledger", tmp_path / "training.sqlite").returncode == 0


def _bill() -> str:
    from tests.desk.intake.desk_folder import obe_xml

    return obe_xml(boe(invoice(amount="500.00")))
