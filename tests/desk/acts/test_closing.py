"""Acts that are asked for by name: what closes, what bars it, who may approve it; each row by hand from the rules.

Rules 5.17: of a bill of entry 4, 5 and 6 need a shipping bill with number, date and port; of a remittance 2 needs a
document with number and date; who approved is said, and a letter with number and date where it was RBI. Rules 5.3: a
cause of a difference (1, 2, 3, 7; of a remittance 3 and 4) is a write-off with its own limits. Rules 5.11: an export
of 15-Oct-2026 in USD may be set off for nine months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.desk.acts.people import CHECKER, able, law_of, without
from tests.desk.intake.desk_folder import ACTOR, NOVEMBER, OCTOBER, Desk, boe, csv_text, invoice, mbe_text, orm
from tests.desk.test_command_line import run
from xl_addin.desk.acts.approve import Approved, approve
from xl_addin.desk.acts.asking import ask_for
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.match import Matched
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.acts.request import Request, said_of
from xl_addin.desk.answers.explain import explain
from xl_addin.desk.close.verify import verify
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.movements import movements
from xl_addin.desk.month.now import month_now
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import tables
from xl_addin.ledger.acts import REVIEW, message_of
from xl_addin.rulebook.powers import Person, Power

pytestmark = pytest.mark.usefixtures("either")

PAY, OWE = "IBA26100000001/0009001", "0052545/2026-10-06/INNSA1#1"
ANSWER = {PAY: ("ORM", PAY), OWE: ("INVOICE", OWE)}
RATES = "date,currency,inr_per_unit\n2026-10-30,USD,90\n"
LAW = law_of(able())
BILL = ("shipping_bill_no=7654321", "shipping_bill_date=20-Oct-2026", "shipping_bill_port=INNSA1")
PAPER = ("document_no=FIRC/9", "document_date=20-Oct-2026")
LETTER = ("approved_by=RBI", "letter_no=FED/12", "letter_date=25-Oct-2026")
EXPORT = ("export_date=15-Oct-2026", "setoff_date=20-Oct-2026", "export_currency=USD", "same_group=Y")
AD = ("approved_by=AD",)


def made(
    home: Path,
    facts: Mapping[str, Mapping[str, str]] | None = None,
    pay: Mapping[str, str] | None = None,
    manual: bool = False,
) -> Desk:
    """A ledger with one remittance of USD 1000.00 and one invoice of USD 500.00 of another supplier."""
    desk = Desk(home)
    payment = orm(**{"amount": "1000.00", "purpose": "S0102", "beneficiaryName": "SOMEBODY ELSE", **(pay or {})})
    bills = boe(invoice(amount="500.00"))
    files: dict[str, str | bytes] = {"orm.csv": csv_text([payment]), "rates.csv": RATES}
    if manual:
        files["0009001_RBI0610202601.mbe.txt"] = mbe_text(bills)
    desk.take(files)
    if not manual:
        desk.boes(bills)
    for item, told in (facts or {}).items():
        for name, value in told.items():
            answer(desk, item, name, value)
    return desk


def answer(desk: Desk, item: str, name: str, value: str) -> None:
    kind, key = ANSWER[item]
    with desk.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
        step.add(tables.answers, [{"item_kind": kind, "item_key": key, "fact": name, "value": value}])


def put(
    desk: Desk,
    kind: str,
    item: str,
    *say: str,
    amount: str | None = None,
    law: Law = LAW,
    on: date = OCTOBER,
    user: str = "maker",
) -> Matched:
    wanted = Request(kind, item, said_of(kind, say), "as agreed", Decimal(amount) if amount else None)
    return ask_for(Maker(desk.ledger, on, law, replace(ACTOR, user=user)), wanted)


def passed(desk: Desk, law: Law = LAW, on: date = OCTOBER) -> Approved:
    return approve(desk.ledger, on, law, CHECKER, lambda one: True)


def left(desk: Desk, on: date = OCTOBER) -> tuple[int, int]:
    """What is open of the remittance, and of the invoice."""
    month = read_month(desk.ledger, on)
    return month.orms[PAY].outstanding_minor, month.invoices[OWE].outstanding_minor


def broken(desk: Desk) -> list[str]:
    return [f"{check.question}: {check.detail}" for check in verify(desk.ledger) if not check.holds]


def test_the_same_part_is_not_proposed_twice_and_another_paper_is_another_part(tmp_path: Path) -> None:
    """The command once more, as after a run that was stopped: a refund of 10.00 is not one of 20.00."""
    desk = made(tmp_path)
    first = put(desk, "refund", PAY, *PAPER, *AD, amount="10.00")
    assert put(desk, "refund", PAY, *PAPER, *AD, amount="10.00").one.bars == (
        f"{first.number} proposes just this already",
    )
    other = put(desk, "refund", PAY, "document_no=FIRC/77", *PAPER[1:], *AD, amount="10.00")
    assert (other.one.bars, len(desk.rows(tables.proposals))) == ((), 2)


SATISFIED = {"satisfied": "Y"}
COURIER = {"import_route": "COURIER", "evidence_paper": "CBE/1 of 20-Oct-2026"}
FAILED = {"import_failed": "Y", "reason": "OPERATIONAL", "satisfied": "Y"}
# name, kind, item, facts of the item, what is said, amount, act, indicator, what is left of both
CLOSES = [
    ("refund of the whole", "refund", PAY, {}, (*PAPER, *AD), None, "REFUND", "1", (0, 50000)),
    ("refund of a part", "refund", PAY, {}, (*PAPER, *AD), "250.50", "REFUND", "3", (74950, 50000)),
    ("full refund by its indicator", "close", PAY, {}, ("code=1", *PAPER, *AD), None, "REFUND", "1", (0, 50000)),
    (
        "document not in the system",
        "close",
        PAY,
        SATISFIED,
        ("code=2", *PAPER, *AD),
        None,
        "CLOSE_ITEM",
        "2",
        (0, 50000),
    ),
    ("by courier, evidence there", "close", PAY, COURIER, ("code=7", *AD), None, "CLOSE_ITEM", "7", (0, 50000)),
    (
        "old bill of entry",
        "close",
        PAY,
        SATISFIED,
        ("code=5", "document_no=1", "document_date=31-Mar-2016", *AD),
        None,
        "CLOSE_ITEM",
        "5",
        (0, 50000),
    ),
    ("re-export", "close", OWE, SATISFIED, ("code=5", *BILL, *AD), None, "CLOSE_ITEM", "5", (100000, 0)),
    (
        "re-import of a part",
        "close",
        OWE,
        SATISFIED,
        ("code=4", *BILL[:1], "shipping_bill_date=01-Oct-2026", BILL[2], *AD),
        "120",
        "CLOSE_ITEM",
        "4",
        (100000, 38000),
    ),
    ("set-off of a bill of entry", "set-off", OWE, {}, (*EXPORT, *BILL, *AD), None, "SET_OFF", "6", (100000, 0)),
    ("set-off of a remittance", "set-off", PAY, {}, (*EXPORT, *PAPER, *AD), "10", "SET_OFF", "4", (99000, 50000)),
    (
        "approved by RBI with its letter",
        "close",
        OWE,
        SATISFIED,
        ("code=5", *BILL, *LETTER),
        None,
        "CLOSE_ITEM",
        "5",
        (100000, 0),
    ),
]


@pytest.mark.parametrize(
    ("kind", "item", "facts", "say", "amount", "act", "code", "then"),
    [row[1:] for row in CLOSES],
    ids=[row[0] for row in CLOSES],
)
def test_what_is_asked_for_closes_just_that_once_another_person_has_approved_it(
    tmp_path: Path,
    kind: str,
    item: str,
    facts: dict[str, str],
    say: tuple[str, ...],
    amount: str | None,
    act: str,
    code: str,
    then: tuple[int, int],
) -> None:
    desk = made(tmp_path, {item: facts})
    told = put(desk, kind, item, *say, amount=amount)
    assert told.one.bars == ()
    assert left(desk) == (100000, 50000)
    (row,) = desk.rows(tables.proposals)
    assert (row["act"], row["code"], row["remarks"]) == (act, code, "as agreed")
    done = passed(desk)
    assert done.barred == ()
    assert left(desk) == then
    moved = {m.side: m.closed_minor + m.written_off_minor for m in movements(read_month(desk.ledger, OCTOBER))}
    assert moved == {"ORM": 100000 - then[0], "INVOICE": 50000 - then[1]}
    assert left(desk, NOVEMBER) == then
    assert message_of(act, row["item_kind"]) == ("ORA" if item == PAY else "BEA")
    assert broken(desk) == []


# name, kind, item, facts, said, amount, what bars it
BARS = [
    (
        "no shipping bill",
        "close",
        OWE,
        SATISFIED,
        ("code=5", *AD),
        None,
        "shipping_bill_no and shipping_bill_date not given",
    ),
    ("no day of it", "close", OWE, SATISFIED, ("code=4", BILL[0], BILL[2], *AD), None, "shipping_bill_date not given"),
    ("no port of it", "close", OWE, SATISFIED, ("code=6", *BILL[:2], *AD), None, "shipping_bill_port is not given"),
    ("no document", "close", PAY, SATISFIED, ("code=2", *AD), None, "document_no and document_date not given"),
    (
        "no letter of RBI",
        "close",
        OWE,
        SATISFIED,
        ("code=5", *BILL, "approved_by=RBI"),
        None,
        "letter_no and letter_date not given",
    ),
    ("nobody said who approved", "close", OWE, SATISFIED, ("code=5", *BILL), None, "approved_by is not given"),
    ("no such indicator", "close", OWE, SATISFIED, ("code=9", *AD), None, "'9' is not on the list"),
    ("an indicator of the other side", "close", OWE, SATISFIED, ("code=0", *AD), None, "'0' is not on the list"),
    (
        "the bank is not satisfied",
        "close",
        OWE,
        {"satisfied": "N"},
        ("code=5", *BILL, *AD),
        None,
        "the decision is REFUSE",
    ),
    ("no difference is decided", "close", OWE, {}, ("code=2", *AD), None, "the decision is CHECK"),
    (
        "another indicator than its cause",
        "close",
        OWE,
        {"reason": "QUALITY", "documents": "Y", "satisfied": "Y"},
        ("code=2", *AD),
        None,
        "the decision is CHECK",
    ),
    ("an old bill of entry that is none", "close", OWE, SATISFIED, ("code=8", *AD), None, "before 10-Oct-2016"),
    (
        "bill of entry of the day itself",
        "close",
        PAY,
        SATISFIED,
        ("code=5", "document_no=1", "document_date=01-Apr-2016", *AD),
        None,
        "not before 1-Apr-2016",
    ),
    ("the old one is not named", "close", PAY, SATISFIED, ("code=5", *AD), None, "document_date is not given"),
    ("courier without evidence", "close", PAY, {}, ("code=7", *AD), None, "import_route is not given"),
    (
        "courier, another kind of evidence",
        "close",
        PAY,
        {"import_route": "POST", "evidence_paper": "PAF 1"},
        ("code=7", *AD),
        None,
        "import_route says POST",
    ),
    (
        "courier, the paper is missing",
        "close",
        PAY,
        {"import_route": "COURIER"},
        ("code=7", *AD),
        None,
        "evidence_paper is not given",
    ),
    ("nothing says why", "close", PAY, {}, ("code=4", *AD), None, "nothing says why"),
    ("over what is open", "refund", PAY, {}, (*PAPER, *AD), "1000.01", "1,000.00 of it is open"),
    ("nothing", "refund", PAY, {}, (*PAPER, *AD), "0", "nothing of"),
    ("refund without its paper", "refund", PAY, {}, AD, None, "document_no is not given"),
    ("refund of a bill of entry", "refund", OWE, {}, (*PAPER, *AD), None, "a refund is of a remittance"),
    ("full refund of a part", "close", PAY, {}, ("code=1", *PAPER, *AD), "999.99", "indicator 1 is of the whole"),
    (
        "refunded before it was paid",
        "refund",
        PAY,
        {},
        ("document_no=1", "document_date=04-Oct-2026", *AD),
        None,
        "before it was paid",
    ),
    (
        "refunded after the as-on date",
        "refund",
        PAY,
        {},
        ("document_no=1", "document_date=01-Nov-2026", *AD),
        None,
        "document_date",
    ),
    (
        "re-export before the import",
        "close",
        OWE,
        SATISFIED,
        ("code=5", BILL[0], "shipping_bill_date=05-Oct-2026", BILL[2], *AD),
        None,
        "before the bill of entry",
    ),
    ("re-import after the import", "close", OWE, SATISFIED, ("code=4", *BILL, *AD), None, "after the bill of entry"),
    (
        "a set-off that is not done yet",
        "set-off",
        OWE,
        {},
        ("export_date=15-Oct-2026", "setoff_date=16-Jul-2027", "export_currency=USD", "same_group=Y", *BILL, *AD),
        None,
        "not done yet",
    ),
    (
        "set-off with another group",
        "set-off",
        OWE,
        {},
        (*EXPORT[:3], "same_group=N", *BILL, *AD),
        None,
        "neither the same nor of its group",
    ),
    ("set-off, group not known", "set-off", OWE, {}, (*EXPORT[:3], *BILL, *AD), None, "same_group is not given"),
    (
        "set-off, export before the rule",
        "set-off",
        OWE,
        {},
        ("export_date=30-Sep-2026", *EXPORT[1:], *BILL, *AD),
        None,
        "was not read",
    ),
    ("set-off of a remittance without paper", "set-off", PAY, {}, (*EXPORT, *AD), None, "document_no is not given"),
    (
        "the letter is older than the import",
        "close",
        OWE,
        SATISFIED,
        ("code=5", *BILL, *LETTER[:2], "letter_date=05-Oct-2026"),
        None,
        "the letter of 05-Oct-2026 is before",
    ),
]


@pytest.mark.parametrize(
    ("kind", "item", "facts", "say", "amount", "said"), [row[1:] for row in BARS], ids=[row[0] for row in BARS]
)
def test_what_bars_a_closure_is_told_and_nothing_is_kept(
    tmp_path: Path, kind: str, item: str, facts: dict[str, str], say: tuple[str, ...], amount: str | None, said: str
) -> None:
    desk = made(tmp_path, {item: facts})
    told = put(desk, kind, item, *say, amount=amount)
    assert any(said in bar for bar in told.one.bars), told.one.bars
    assert told.number is None
    assert desk.rows(tables.proposals) == desk.rows(tables.proposed_facts) == []


def test_a_manual_bill_of_entry_that_idpms_has_not_acknowledged_is_not_closed(tmp_path: Path) -> None:
    told = put(made(tmp_path, {OWE: SATISFIED}, manual=True), "close", OWE, "code=5", *BILL, *AD)
    assert any("acknowledged_on" in bar for bar in told.one.bars), told.one.bars


@pytest.mark.parametrize(("named", "many"), [("0388000037", 1), ("", 0)])
def test_what_the_matching_proposes_is_answered_first(tmp_path: Path, named: str, many: int) -> None:
    """A remittance of 500.00 of another importer, on behalf of the one whose invoice it fits: proposed to a person."""
    pay = {"iec": "0388000045", "amount": "500.00", "beneficiaryName": "UTOPIQ", "remarks": "INV/1"}
    desk = made(tmp_path, {PAY: {"on_behalf_of_iec": named}}, pay)
    suggested = month_now(desk.ledger, OCTOBER, LAW).settled.suggestions
    assert [one.amount_minor for one in suggested] == [50000] * many
    bars = put(desk, "refund", PAY, *PAPER, *AD, amount="0.01").one.bars
    assert [bar for bar in bars if "accept or reject that on Settlements first" in bar] == list(bars)
    assert len(bars) == many


def test_a_paper_is_recorded_once_until_it_is_opened_again(tmp_path: Path) -> None:
    desk = made(tmp_path)
    number = put(desk, "refund", PAY, *PAPER, *AD, amount="400").number
    passed(desk)
    assert f"was recorded of {PAY} already: {number}" in " ".join(put(desk, "refund", PAY, *PAPER, *AD).one.bars)
    other = ("document_no=FIRC/10", PAPER[1])
    assert put(desk, "refund", PAY, *other, *AD, amount="1").one.bars == ()
    propose(desk.ledger, OCTOBER, LAW, ACTOR, Wanted("REOPEN"))


def test_explain_tells_what_was_closed_and_by_whom(tmp_path: Path) -> None:
    desk = made(tmp_path)
    number = put(desk, "refund", PAY, *PAPER, *AD, amount="600").number
    passed(desk)
    told = "\n".join(explain(desk.ledger, month_now(desk.ledger, OCTOBER, LAW), PAY))
    assert "Amount USD 1,000.00, settled 0.00, written off or closed 600.00, open 400.00" in told
    assert f"{number}  refund of a remittance recorded" in told
    assert "APPROVED by checker" in told


def test_what_an_open_proposal_holds_is_not_closed_twice(tmp_path: Path) -> None:
    desk = made(tmp_path)
    first = put(desk, "refund", PAY, *PAPER, *AD, amount="600")
    bars = put(desk, "refund", PAY, *PAPER, *AD, amount="400.01").one.bars
    assert any(f"400.00 of it is open beside what open proposal {first.number}" in bar for bar in bars), bars
    assert put(desk, "refund", PAY, *PAPER, *AD, amount="400").number
    assert len(passed(desk).posted) == 2
    assert left(desk) == (0, 50000)


# Satisfaction that lacks alone is answered by the approval of a role that may; USD 500.00 at 90 is INR 45,000.00.
POWERS = [
    ("satisfaction lacks, the role may say it", {}, able(satisfaction=True), "", True),
    ("satisfaction lacks, the role may not", {}, able(), "does not approve", False),
    ("the role has no power over the act", SATISFIED, without("CLOSE_ITEM"), "no power over this act", False),
    (
        "over the role's INR by one paisa",
        SATISFIED,
        Power("checker", (("CLOSE_ITEM", Decimal("44999.99")),)),
        "is over the role's",
        False,
    ),
    ("just the role's INR", SATISFIED, Power("checker", (("CLOSE_ITEM", Decimal(45000)),)), "", True),
]


@pytest.mark.parametrize(("facts", "role", "said", "ends"), [row[1:] for row in POWERS], ids=[row[0] for row in POWERS])
def test_who_may_approve_a_closure(tmp_path: Path, facts: dict[str, str], role: Power, said: str, ends: bool) -> None:
    desk = made(tmp_path, {OWE: facts})
    law = law_of(role)
    assert put(desk, "close", OWE, "code=5", *BILL, *AD, law=law).number
    done = passed(desk, law)
    assert all(said in why for _, why in done.barred)
    assert (left(desk) == (100000, 0), bool(done.posted)) == (ends, ends)
    if ends:
        assert read_month(desk.ledger, OCTOBER).invoices[OWE].answers["satisfied"] is True


# an advance whose import failed and of which nothing comes back: the bank's satisfaction decides, with a reason
FAILS = [
    ("all is known", FAILED, "S0101", ""),
    ("no reason", {"import_failed": "Y", "satisfied": "Y"}, "S0101", "reason is not given"),
    ("not satisfied", {**FAILED, "satisfied": "N"}, "S0101", "the decision is REFUSE"),
    ("no advance", FAILED, "S0102", "no advance"),
]


@pytest.mark.parametrize(("facts", "purpose", "said"), [row[1:] for row in FAILS], ids=[row[0] for row in FAILS])
def test_an_advance_whose_import_failed(tmp_path: Path, facts: dict[str, str], purpose: str, said: str) -> None:
    desk = made(tmp_path, {PAY: facts}, {"purpose": purpose})
    bars = put(desk, "close", PAY, "code=4", *AD).one.bars
    assert any(said in bar for bar in bars) if said else not bars, bars
    if not said:
        assert passed(desk).posted
        assert left(desk) == (0, 50000)


@pytest.mark.parametrize(("branch", "ends"), [("0009001", True), ("0009002", False)])
def test_a_person_of_another_branch_does_not_approve_it(tmp_path: Path, branch: str, ends: bool) -> None:
    desk = made(tmp_path)
    people = (Person("maker", "maker"), Person("checker", "checker", branches=(branch,)))
    law = law_of(able(), people=people)
    put(desk, "refund", PAY, *PAPER, *AD, law=law)
    assert bool(passed(desk, law).posted) is ends


def test_the_maker_does_not_approve_it_and_a_branch_bounds_the_maker(tmp_path: Path) -> None:
    desk = made(tmp_path)
    law = law_of(able(), people=(Person("maker", "checker"), Person("other", "maker", branches=("0009002",))))
    with pytest.raises(DeskError, match="this is of 0009001"):
        put(desk, "refund", PAY, *PAPER, *AD, law=law, user="other")
    put(desk, "refund", PAY, *PAPER, *AD, law=law)
    assert "another person approves" in approve(desk.ledger, OCTOBER, law, ACTOR, lambda one: True).barred[0][1]


VOIDS = [("satisfied", "N"), ("satisfied", ""), ("reason", "QUALITY")]


@pytest.mark.parametrize(("name", "value"), VOIDS)
def test_what_was_seen_has_changed_and_it_is_void(tmp_path: Path, name: str, value: str) -> None:
    desk = made(tmp_path, {OWE: SATISFIED})
    put(desk, "close", OWE, "code=5", *BILL, *AD)
    answer(desk, OWE, name, value)
    assert not passed(desk, law_of(able(satisfaction=True))).posted
    assert left(desk) == (100000, 50000)


def test_what_was_closed_is_opened_again_by_two_people(tmp_path: Path) -> None:
    desk = made(tmp_path)
    put(desk, "refund", PAY, *PAPER, *AD, amount="600")
    passed(desk)
    propose(desk.ledger, OCTOBER, LAW, ACTOR, Wanted("REOPEN"))
    assert not passed(desk).barred
    assert left(desk) == (100000, 50000)
    (line,) = (one for one in movements(read_month(desk.ledger, OCTOBER)) if one.side == "ORM")
    assert (line.closed_minor, line.reversed_minor) == (60000, 60000)
    assert broken(desk) == []


UNREADABLE = [
    ("colour=red", "one of code"),
    ("code", "fact=value"),
    ("shipping_bill_date=31-Feb-2026", "31-Feb-2026"),
    ("shipping_bill_port=Mumbai", "a port of discharge"),
    ("approved_by=GOVERNOR", "RBI, AD or OTHERS"),
    (f"letter_no={'9' * 51}", "at most 50"),
]


@pytest.mark.parametrize(("word", "said"), UNREADABLE)
def test_a_word_that_cannot_be_used_is_told(word: str, said: str) -> None:
    with pytest.raises(DeskError) as told:
        said_of("close", (word,))
    assert said in told.value.what


@pytest.mark.parametrize("remarks", ["", " ", "x" * 251, "a\nb"])
def test_it_needs_its_reason(tmp_path: Path, remarks: str) -> None:
    desk = made(tmp_path)
    with pytest.raises(DeskError, match="needs its reason"):
        ask_for(Maker(desk.ledger, OCTOBER, LAW, ACTOR), Request("refund", PAY, said_of("refund", PAPER), remarks))


@pytest.mark.files_only
def test_at_the_command_line(tmp_path: Path) -> None:
    desk = made(tmp_path)
    desk.ledger.close()
    at = ("--as-on", "31-Oct-2026", "--ledger", desk.path)
    said = [word for one in (*PAPER, *AD) for word in ("--say", one)]
    look = run(
        "propose", "refund", *at, "--item", PAY, *said, "--amount", "600.00", "--remarks", "goods returned", "--list"
    )
    assert (look.returncode, "May be proposed" in look.stdout) == (0, True), look.stderr
    bare = run("propose", "close", *at)
    assert (bare.returncode, "shipping_bill_port" in bare.stderr) == (2, True)
    lacks = run("propose", "refund", *at, "--item", PAY, "--say", "approved_by=AD", "--remarks", "goods returned")
    assert (lacks.returncode, "document_no is not given" in lacks.stdout) == (1, True), lacks.stderr
    kept = run("propose", "refund", *at, "--item", PAY, *said, "--remarks", "goods returned")
    assert (kept.returncode, "refund of a remittance recorded" in kept.stdout) == (0, True), kept.stderr
    waits = run("proposals", *at).stdout
    assert "refund of a remittance recorded: IBA26100000001/0009001, USD 1,000.00" in waits


@pytest.mark.files_only
@pytest.mark.parametrize(("branch", "many"), [("0009001", 1), ("0009002", 0)])
def test_the_queue_of_a_branch_at_the_command_line(tmp_path: Path, branch: str, many: int) -> None:
    desk = made(tmp_path)
    put(desk, "refund", PAY, *PAPER, *AD)
    desk.ledger.close()
    at = ("--as-on", "31-Oct-2026", "--ledger", desk.path, "--branch", branch)
    assert run("proposals", *at).stdout.count("refund of a remittance recorded") == many
    told = run("approve", "--all", *at)  # as shipped nobody may approve: what is meant is barred
    assert told.stdout.count("not approved") == many
