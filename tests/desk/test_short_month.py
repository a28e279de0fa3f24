"""A month that is read short, from what the closing before carries, tells what it tells read whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.desk.intake.desk_folder import ACTOR, NOVEMBER, OCTOBER
from tests.desk.produce.outgoing import BOE as MADE
from tests.desk.produce.outgoing import PAY, Out, ready, reply_to
from tests.desk.short_months import (
    LAW,
    OTHER,
    WHO,
    Desk,
    Rows,
    amended,
    cancelled,
    differing,
    invoice,
    key,
    last_day,
    orm,
    told,
)
from xl_addin.desk.acts import ground
from xl_addin.desk.acts.asked import Asked
from xl_addin.desk.acts.asking import ask_for
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.match import match, unmatch
from xl_addin.desk.acts.request import Request
from xl_addin.desk.close.close_month import record_closing
from xl_addin.desk.month.month import NOTHING_RESTS, read_month
from xl_addin.desk.month.now import month_now
from xl_addin.domain.errors import DeskError
from xl_addin.ledger.acts import TAKEN_BACK
from xl_addin.ledger.chain import head
from xl_addin.rulebook.facts import ABOUT, BOE, INVOICE, ORM, Fact, facts

PAID, BILLED = orm("OTT1", 10_000_00, 6), invoice("0000011", 10_000_00, 6)
OPEN_ORM, OPEN_BILL = orm("OTT2", 7_000_00, 6), invoice("0000012", 6_500_00, 6)
TWIN = invoice("0000011", 3_000_00, 6, serial=2)
JUNE, JULY, AUGUST = 6, 7, 8


# Which of two invoices is paid is told by the party's name alone.
ALIKE = (
    orm("OTT4", 3_111_17, 7, beneficiary="KOBE TRADNGS"),
    invoice("0000031", 3_111_17, 7),
    invoice("0000032", 3_111_17, 7, supplier="OSAKA METALS"),
)


def begun(path: Path) -> Desk:
    """June: a pair that is settled, an open remittance and an open invoice."""
    path.mkdir(exist_ok=True)
    desk = Desk.begun(path / "ledger.sqlite").tell(JUNE, PAID, BILLED, OPEN_ORM, OPEN_BILL)
    return desk.post(JUNE, PAID, BILLED, 10_000_00)


def others_code(number: str) -> tuple[str, dict[str, object]]:
    """A remittance under another AD code."""
    return orm(number, 5_000_00, JULY, ad_code=OTHER)


ELSEWHERE, YEN = {"iec": "0388000045"}, {"currency": "JPY"}


def over(desk: Desk, more: dict[str, Any], count: int) -> Desk:
    """So many pairs of June that are settled."""
    for n in range(count):
        paid = {name: value for name, value in more.items() if name != "invoice_number"}
        one, other = orm(f"OTT9{n}", 100_00, 6, **paid), invoice(f"000002{n}", 100_00, 6, **_of_bill(more))
        desk.tell(JUNE, one, other).post(JUNE, one, other, 100_00)
    return desk


def _of_bill(more: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in more.items() if name != "payment_date"}


Story = Callable[[Desk], Desk]
# what happened -> the acts after June was begun; July is looked at, and August after it
STORIES: dict[str, Story] = {
    "nothing came": lambda d: d.close(JUNE),
    "the closing was taken back": lambda d: d.close(JUNE).undo(JUNE).tell(JUNE, orm("OTT3", 100_00, 6)).close(JUNE),
    "the closing was taken back and done again": lambda d: d.close(JUNE).undo(JUNE).redo(),
    "a second closing of the same month": lambda d: d.close(JUNE).tell(JUNE, orm("OTT3", 100_00, 6)).close(JUNE),
    "a late entry that was not closed again": lambda d: d.close(JUNE).tell(JUNE, orm("OTT3", 100_00, 6)),
    "what was settled is taken back in July": lambda d: d.close(JUNE).post(
        JULY, PAID, BILLED, 10_000_00, TAKEN_BACK.word
    ),
    "what is over is cancelled": lambda d: d.close(JUNE).tell(JULY, cancelled(BILLED)),
    "what is over is amended upwards": lambda d: d.close(JUNE).tell(
        JULY, amended(BILLED, value_minor=12_000_00, opening_minor=12_000_00)
    ),
    "what is over is amended twice": lambda d: (
        d.close(JUNE)
        .tell(JULY, amended(BILLED, value_minor=12_000_00, opening_minor=12_000_00))
        .tell(JULY, amended(BILLED, supplier="OSAKA METALS"))
    ),
    "what is over goes to another importer": lambda d: d.close(JUNE).tell(JULY, amended(BILLED, iec="0388000045")),
    "what is over goes to another currency": lambda d: d.close(JUNE).tell(JULY, amended(PAID, currency="EUR")),
    "a bill of entry of which one invoice is open": lambda d: d.tell(JUNE, TWIN).close(JUNE),
    "an invoice more on a bill that is over": lambda d: d.close(JUNE).tell(JULY, TWIN),
    "a remittance names what is over by its invoice": lambda d: d.close(JUNE).tell(
        JULY, orm("OTT4", 10_000_00, 7, remarks="PAYMENT FOR INV 0000011 1")
    ),
    "a remittance names what is over by its bill of entry": lambda d: d.close(JUNE).tell(
        JULY, orm("OTT4", 9_000_00, 7, remarks="BOE 0000011 DT 09062026")
    ),
    "a number that is over hides a shorter one": lambda d: (
        d.tell(
            JUNE, invoice("0000021", 100_00, 6, invoice_number="AB12-3456", iec="0388000045"), orm("OTT9", 100_00, 6)
        )
        .post(JUNE, orm("OTT9", 100_00, 6), invoice("0000021", 100_00, 6), 100_00)
        .close(JUNE)
        .tell(
            JULY,
            invoice("0000022", 4_000_00, 7, invoice_number="3456A"),
            orm("OTT4", 4_000_00, 7, remarks="AB12 3456 3456A"),
        )
    ),
    "a number with signs that no index knows": lambda d: (
        over(d, {"currency": "EUR", "invoice_number": "REF;77|41"}, 1)
        .close(JUNE)
        .tell(JULY, orm("OTT4", 100_00, 7, remarks="REF7741"))
    ),
    "another currency of what is over is named": lambda d: (
        d.tell(JUNE, invoice("0000021", 100_00, 6, currency="EUR"), orm("OTT9", 100_00, 6, currency="EUR"))
        .post(JUNE, orm("OTT9", 100_00, 6, currency="EUR"), invoice("0000021", 100_00, 6, currency="EUR"), 100_00)
        .close(JUNE)
        .tell(JULY, orm("OTT4", 4_000_00, 7, remarks="INV/0000021/1"))
    ),
    "another importer's invoice that is over is named": lambda d: (
        d.tell(JUNE, invoice("0000021", 100_00, 6, iec="0388000045"), orm("OTT9", 100_00, 6, iec="0388000045"))
        .post(JUNE, orm("OTT9", 100_00, 6), invoice("0000021", 100_00, 6), 100_00)
        .close(JUNE)
        .tell(JULY, orm("OTT4", 4_000_00, 7, remarks="ON BEHALF OF OTHERS INV/0000021/1"))
    ),
    "a spelling that is over joins two": lambda d: (
        d.tell(
            JUNE,
            orm("OTT9", 100_00, 6, beneficiary="KOBE TRADNG"),
            invoice("0000021", 100_00, 6, supplier="KOBE TRADNG"),
        )
        .post(JUNE, orm("OTT9", 100_00, 6), invoice("0000021", 100_00, 6), 100_00)
        .close(JUNE)
        .tell(JULY, *ALIKE)
    ),
    "a spelling that was amended joins nothing": lambda d: (
        d.tell(JUNE, orm("OTT9", 100_00, 6, beneficiary="KOBE TRADNG"), invoice("0000021", 100_00, 6))
        .post(JUNE, orm("OTT9", 100_00, 6), invoice("0000021", 100_00, 6), 100_00)
        .close(JUNE)
        .tell(JULY, amended(orm("OTT9", 100_00, 6), beneficiary="SOMEBODY"))
        .tell(JULY, *ALIKE)
    ),
    "an importer of whom all is over": lambda d: (
        d.tell(JUNE, orm("OTT9", 100_00, 6, iec="0388000045"), invoice("0000021", 100_00, 6, iec="0388000045"))
        .post(JUNE, orm("OTT9", 100_00, 6), invoice("0000021", 100_00, 6), 100_00)
        .close(JUNE)
    ),
    "an importer of whom all is over, and one of it cancelled": lambda d: (
        over(d, ELSEWHERE, 2).close(JUNE).tell(JULY, cancelled(orm("OTT90", 100_00, 6, **ELSEWHERE)))
    ),
    "an importer of whom all is over, and one of it goes to another": lambda d: (
        over(d, ELSEWHERE, 2).close(JUNE).tell(JULY, amended(orm("OTT90", 100_00, 6)))
    ),
    "a currency of which all is over, and one of it changes": lambda d: (
        over(d, YEN, 2).close(JUNE).tell(JULY, amended(orm("OTT90", 100_00, 6)))
    ),
    "the newest of all is over, and its day changes": lambda d: (
        over(d, {"payment_date": date(2026, 6, 30)}, 2).close(JUNE).tell(JULY, amended(orm("OTT90", 100_00, 6)))
    ),
    "what rested is read after all, and the AD codes are near to each other": lambda d: (
        d.close(JUNE)
        .post(JULY, PAID, BILLED, 10_000_00, TAKEN_BACK.word)
        .tell(JULY, *(others_code(f"OTT5{n}") for n in range(3)))
    ),
    "a currency of which all is over": lambda d: (
        d.tell(JUNE, orm("OTT9", 100_00, 6, currency="JPY"), invoice("0000021", 100_00, 6, currency="JPY"))
        .post(JUNE, orm("OTT9", 100_00, 6, currency="JPY"), invoice("0000021", 100_00, 6, currency="JPY"), 100_00)
        .close(JUNE)
    ),
    "most remittances of the month carry another AD code": lambda d: d.close(JUNE).tell(
        JULY, *(others_code(f"OTT5{n}") for n in range(2))
    ),
    "by now most carry another AD code": lambda d: d.close(JUNE).tell(
        JULY, *(others_code(f"OTT5{n}") for n in range(4))
    ),
    "one number under two AD codes, one over": lambda d: (
        d.close(JUNE).tell(JULY, orm("OTT1", 500_00, 7, ad_code=OTHER)).say(JULY, ORM, "OTT1", remarks="whose?")
    ),
    "one number under two AD codes, both over, with an answer": lambda d: (
        d.tell(JUNE, orm("OTT1", 100_00, 6, ad_code=OTHER), invoice("0000021", 100_00, 6))
        .post(JUNE, orm("OTT1", 100_00, 6, ad_code=OTHER), invoice("0000021", 100_00, 6), 100_00)
        .say(JUNE, ORM, "OTT1", remarks="whose?")
        .close(JUNE)
    ),
    "answers on what the ledger does not hold": lambda d: (
        d.say(JUNE, ORM, "OTT77", remarks="?")
        .say(JUNE, BOE, "0000077/2026-06-09/INNSA1", documents="Y")
        .say(JUNE, INVOICE, "0000078/2026-06-09/INNSA1#1", remarks="?")
        .close(JUNE)
    ),
    "what the ledger did not hold has come": lambda d: (
        d.say(JUNE, ORM, "OTT77", remarks="?").close(JUNE).tell(JULY, orm("OTT77", 100_00, 7))
    ),
    "written off and over": lambda d: d.write_off(JUNE, OPEN_BILL, 6_500_00).close(JUNE),
    "written off, opened again, over by a settlement": lambda d: (
        d.write_off(JUNE, OPEN_BILL, 6_500_00)
        .write_off(JUNE, OPEN_BILL, 6_500_00, "REOPEN")
        .post(JUNE, OPEN_ORM, OPEN_BILL, 6_500_00)
        .close(JUNE)
    ),
    "a write-off of June is opened again in July": lambda d: (
        d.write_off(JUNE, OPEN_BILL, 6_500_00).close(JUNE).write_off(JULY, OPEN_BILL, 6_500_00, "REOPEN")
    ),
    "written off, and a suit is told later": lambda d: (
        d.write_off(JUNE, OPEN_BILL, 6_500_00).close(JUNE).say(JULY, "IMPORTER", "0388000037", suit_pending="Y")
    ),
    "over with a reason, and the bank is not satisfied": lambda d: d.say(
        JUNE, INVOICE, key(BILLED), reason="QUALITY", satisfied="N"
    ).close(JUNE),
    "a manual bill of entry that is over": lambda d: (
        d.tell(JUNE, invoice("0000021", 100_00, 6, source="MANUAL_BOE"), orm("OTT9", 100_00, 6))
        .post(JUNE, orm("OTT9", 100_00, 6), invoice("0000021", 100_00, 6), 100_00)
        .close(JUNE)
    ),
    "an invoice of value zero": lambda d: d.tell(JUNE, invoice("0000021", 0, 6)).close(JUNE),
    "cancelled before": lambda d: d.tell(JUNE, cancelled(OPEN_BILL)).close(JUNE),
    "a deal names what is over": lambda d: d.close(JUNE).say(
        JULY, "DEAL", "MTT-1", import_reference="OTT1", export_received_on="2026-07-01"
    ),
    "an act of June is taken back after July began": lambda d: (
        d.tell(JUNE, orm("OTT3", 100_00, 6)).close(JUNE).tell(JULY, orm("OTT4", 100_00, 7)).undo(JULY)
    ),
    "July is settled from what June left": lambda d: d.close(JUNE).post(JULY, OPEN_ORM, OPEN_BILL, 6_500_00),
}


@pytest.mark.parametrize("story", STORIES)
def test_each_story_is_told_alike(tmp_path: Path, story: str) -> None:
    desk = STORIES[story](begun(tmp_path))
    assert differing(desk, JULY) == {}
    desk.close(JULY)
    assert differing(desk, AUGUST) == {}


IN_A_DATABASE = (
    "a remittance names what is over by its invoice",
    "a remittance names what is over by its bill of entry",
    "a number with signs that no index knows",
    "a spelling that is over joins two",
    "answers on what the ledger does not hold",
    "the closing was taken back and done again",
)


@pytest.mark.usefixtures("either")
@pytest.mark.parametrize("story", IN_A_DATABASE)
def test_it_is_told_alike_wherever_the_ledger_lies(tmp_path: Path, story: str) -> None:
    desk = STORIES[story](begun(tmp_path))
    assert desk.reads_short(JULY)
    assert differing(desk, JULY) == {}


# What was met at the closing by the one item that was carried for it is met no more: all is read.
FULL_READ = {
    "an importer of whom all is over, and one of it cancelled",
    "an importer of whom all is over, and one of it goes to another",
    "a currency of which all is over, and one of it changes",
    "the newest of all is over, and its day changes",
}


@pytest.mark.parametrize("story", [one for one in STORIES if one not in FULL_READ])
def test_it_is_read_short(tmp_path: Path, story: str) -> None:
    assert STORIES[story](begun(tmp_path)).reads_short(JULY)


@pytest.mark.parametrize("story", sorted(FULL_READ))
def test_it_is_read_whole(tmp_path: Path, story: str) -> None:
    assert not STORIES[story](begun(tmp_path)).reads_short(JULY)


def test_the_spelling_of_what_is_over_decides(tmp_path: Path) -> None:
    """The story of the spelling tells something: what is over joins two names that are two letters apart."""
    lines = []
    for number, one in enumerate(("a spelling that is over joins two", "nothing came")):
        desk = STORIES[one](begun(tmp_path / str(number)))
        if number:
            desk.tell(JULY, *ALIKE)
        lines.append(
            [line.invoice_key for line in desk.now(JULY, short=True).settled.unposted if line.orm_key == key(ALIKE[0])]
        )
    assert lines == [[key(ALIKE[1])], []]


def test_a_ledger_without_a_closing_is_read_whole(tmp_path: Path) -> None:
    assert not begun(tmp_path).reads_short(JULY)


# Reported outside up to the eve of the day on which the pair of June was settled, and up to that day.
OUTSIDE = ("2026-06-29", "2026-06-30")


@pytest.mark.parametrize("until", OUTSIDE)
@pytest.mark.parametrize("story", STORIES)
def test_each_story_is_told_alike_where_messages_are_made(tmp_path: Path, story: str, until: str) -> None:
    """What was settled since the cut-over is held against its files, though it is over; what was before is at rest."""
    desk = STORIES[story](begun(tmp_path).cut_over(JUNE, until))
    if until == OUTSIDE[1]:
        assert desk.reads_short(JULY) == (story not in FULL_READ)
    assert differing(desk, JULY) == {}


def replied(desk: Desk, month: int, indicator: str, codes: str) -> Desk:
    """IDPMS answers an ORM message that another system made of the remittance that is over."""
    return desk.reply(month, "ORM", key(PAID), indicator, codes)


# what happened after a cut-over up to 30-Jun-2026 and what July is: told short or whole
WITH_MESSAGES: dict[str, tuple[Story, bool]] = {
    "nothing": (lambda d: d, True),
    "no ORM message was made of it, it is said in June": (
        lambda d: d.say(JUNE, ORM, key(PAID), orm_generated="N").close(JUNE),
        True,
    ),
    "no ORM message was made of it, it is said in July": (
        lambda d: d.close(JUNE).say(JULY, ORM, key(PAID), orm_generated="N"),
        True,
    ),
    "its message was made, and passes in July": (lambda d: replied(d.close(JUNE), JULY, "1", "SUCCESS"), True),
    "its message passed in June": (lambda d: replied(d, JUNE, "1", "SUCCESS").close(JUNE), True),
    "its message passed in June and is cancelled in July": (
        lambda d: replied(replied(d, JUNE, "1", "SUCCESS").close(JUNE), JULY, "3", "SUCCESS"),
        True,
    ),
    "its message is refused in July": (lambda d: replied(d.close(JUNE), JULY, "1", "E_X"), True),
    "it is worth more in July": (
        lambda d: d.close(JUNE).tell(JULY, amended(PAID, amount_minor=10_000_01, opening_minor=10_000_01)),
        True,
    ),
    "it was taken in with another amount than is open of it": (
        lambda d: (
            d.tell(JUNE, orm("OTT9", 400_00, 6, opening_minor=300_00), invoice("0000021", 300_00, 6))
            .post(JUNE, orm("OTT9", 400_00, 6), invoice("0000021", 300_00, 6), 300_00)
            .close(JUNE)
        ),
        True,
    ),
    "a manual bill of entry that was reported outside is over": (
        lambda d: (
            d.tell(JUNE, invoice("0000021", 100_00, 6, source="MANUAL_BOE"), orm("OTT9", 100_00, 6))
            .post(JUNE, orm("OTT9", 100_00, 6), invoice("0000021", 100_00, 6), 100_00)
            .close(JUNE)
        ),
        True,
    ),
    "another day is said in July": (lambda d: d.close(JUNE).cut_over(JULY, "2026-07-10"), False),
    "it is said of another AD code in July": (lambda d: d.close(JUNE).cut_over(JULY, "2026-07-10", OTHER), False),
    "it is withdrawn in July": (lambda d: d.close(JUNE).withdraw(JULY), False),
}


@pytest.mark.parametrize("story", WITH_MESSAGES)
def test_what_idpms_has_is_told_alike(tmp_path: Path, story: str) -> None:
    acts, short = WITH_MESSAGES[story]
    desk = acts(begun(tmp_path).cut_over(JUNE, OUTSIDE[1]))
    desk = desk if story != "nothing" else desk.close(JUNE)
    assert desk.reads_short(JULY) == short
    assert differing(desk, JULY) == {}
    desk.close(JULY)
    assert desk.reads_short(AUGUST)
    assert differing(desk, AUGUST) == {}


def test_a_cut_over_after_the_closing_is_read_whole_until_the_next_one(tmp_path: Path) -> None:
    desk = begun(tmp_path).close(JUNE).cut_over(JULY, OUTSIDE[1])
    assert not desk.reads_short(JULY)
    assert desk.close(JULY).reads_short(AUGUST)
    assert differing(desk, AUGUST) == {}


def messages(home: Path) -> Out:
    """A settlement whose record was drafted, let go and passed in October, and one more pair that is open."""
    desk = ready(home)
    desk.reply(*reply_to(desk, "BES", "SUCCESS"))
    return desk


# what becomes of the record of October in November
RECORDS: dict[str, Callable[[Out], object]] = {
    "nothing": lambda d: d,
    "its line is taken back": lambda d: d.take_back(PAY, f"{MADE}#1", 50000, NOVEMBER),
    "taken back and drafted": lambda d: (
        d.take_back(PAY, f"{MADE}#1", 50000, NOVEMBER),
        d.produce(NOVEMBER),
    ),
    "the bill of entry is written off": lambda d: d.produce(NOVEMBER),
}


@pytest.mark.parametrize("story", RECORDS)
def test_what_was_sent_is_told_alike(tmp_path: Path, story: str) -> None:
    desk = messages(tmp_path)
    month = read_month(desk.ledger, OCTOBER)
    with desk.ledger.read() as connection:
        known = head(connection)
    record_closing(desk.ledger, month, ACTOR, known)
    RECORDS[story](desk)
    assert read_month(desk.ledger, NOVEMBER, short=True).resting != NOTHING_RESTS
    whole, short = (told(month_now(desk.ledger, NOVEMBER, desk.law, short=one)) for one in (False, True))
    assert {name: (whole[name], short[name]) for name in whole if whole[name] != short[name]} == {}


# how a person names what is over -> the items that the month has then
NAMES = {
    "a number": ("ott1", [PAID], []),
    "a key": (key(PAID), [PAID], []),
    "a bill of entry by its number": ("0000011", [], [BILLED]),
    "a bill of entry by its key": (str(BILLED[1]["boe_key"]), [], [BILLED]),
    "an invoice by its key": (key(BILLED), [], [BILLED]),
    "a name of nothing": ("NONE", [], []),
}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_over_is_found_by_its_name(tmp_path: Path, name: str) -> None:
    later = orm("OTT5", 100_00, 6, payment_date=last_day(JUNE))  # the newest of all is carried: it is not what is over
    desk = begun(tmp_path).tell(JUNE, later).close(JUNE)
    word, orms, bills = NAMES[name]
    month = read_month(desk.ledger, last_day(JULY), short=True, named=[f" {word} "])
    assert {key(one) for one in orms} == month.orms.keys() & {key(PAID)}
    assert {key(one) for one in bills} == month.invoices.keys() & {key(BILLED)}
    whole, named = (told(desk.now(JULY, short=one, named=[word] if one else ())) for one in (False, True))
    assert {at: (whole[at], named[at]) for at in whole if whole[at] != named[at]} == {}


VALUES = {
    "date": "2026-06-20",
    "moment": "2026-06-20",
    "flag": "Y",
    "text": "some text",
    "amount": "12",
    "number": "12",
    "rate": "91.5",
    "percent": "4",
    "count": "3",
    "iec": "0388000045",
    "currency": "EUR",
}


def value_of(fact: Fact, flag: str) -> str:
    """A value that the fact may have."""
    if fact.kind == "flag":
        return flag
    return fact.choices[0] if fact.choices else VALUES.get(fact.kind, "SOMETHING")


ANSWERABLE = [name for name, one in facts().items() if one.about in ABOUT and one.kind in (*VALUES, "word")]
ITEMS = {
    ORM: (key(PAID), "OTT1"),
    BOE: (str(BILLED[1]["boe_key"]),),
    INVOICE: (key(BILLED),),
    "IMPORTER": ("0388000037",),
}


@pytest.mark.parametrize("said_in", [JUNE, JULY])
@pytest.mark.parametrize("flag", ["Y", "N"])
def test_every_fact_of_what_is_over_is_told_alike(tmp_path: Path, said_in: int, flag: str) -> None:
    """Each fact that there is, said of a settled pair: all together, then each by itself where they differ."""
    desk = begun(tmp_path)
    said = {name: value_of(one, flag) for name, one in facts().items() if name in ANSWERABLE}
    if said_in == JULY:
        desk.close(JUNE)
    for kind, keys in ITEMS.items():
        for item in keys:
            desk.say(said_in, kind, item, **said)
    if said_in == JUNE:
        desk.close(JUNE)
    assert differing(desk, JULY) == {}


@pytest.mark.parametrize("flag", ["Y", "N"])
def test_each_fact_by_itself_of_what_is_over_is_told_alike(tmp_path: Path, flag: str) -> None:
    """A settled pair for each fact that there is, and a settled pair of an importer of whom it is said."""
    desk = begun(tmp_path)
    pairs, of_importers = ({name: _pair(n, of_its_own) for n, name in enumerate(ANSWERABLE)} for of_its_own in (0, 1))
    every = [*pairs.values(), *of_importers.values()]
    desk.tell(JUNE, *(row for pair in every for row in pair)).post_all(JUNE, every, 100_00)
    for said in (pairs, of_importers):
        desk.say_all(
            JUNE,
            ((*about, name, value_of(facts()[name], flag)) for name, pair in said.items() for about in _abouts(*pair)),
        )
    desk.close(JUNE)
    assert desk.reads_short(JULY)
    assert differing(desk, JULY) == {}


def _pair(n: int, of_its_own: int) -> tuple[Rows, Rows]:
    number = 1000 + 500 * of_its_own + n
    iec = f"0399{n:06d}" if of_its_own else "0388000037"
    return orm(f"OTT{number:05d}", 100_00, JUNE, iec=iec), invoice(f"{number:07d}", 100_00, JUNE, iec=iec)


def _abouts(paid: Rows, billed: Rows) -> tuple[tuple[str, str], ...]:
    """What a fact is said of: the pair; or the importer, where he has no other."""
    if paid[1]["iec"].startswith("0399"):
        return (("IMPORTER", str(paid[1]["iec"])),)
    return (ORM, key(paid)), (BOE, str(billed[1]["boe_key"])), (INVOICE, key(billed))


ASKED = ("close", "refund", "set-off", "extend", "report", "upload-boe", "ask-boe", "cut-over")


def answered(desk: Desk, kind: str, name: str) -> object:
    """What is said to who asks for an act on an item."""
    by = Maker(desk.ledger, last_day(JULY), LAW, WHO)
    try:
        if kind in ("match", "unmatch"):
            asked = Asked(name, (("0000011", None),), "by letter")
            return (match if kind == "match" else unmatch)(by, asked, only_list=True).one
        return ask_for(by, Request(kind, name, {}, "as agreed"), only_list=True).one
    except DeskError as error:
        return str(error)


@pytest.mark.parametrize("name", [name for name, _, _ in NAMES.values()])
def test_who_asks_for_an_act_on_what_is_over_is_answered_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    later = orm("OTT5", 100_00, 6, payment_date=last_day(JUNE))
    desk = begun(tmp_path).tell(JUNE, later).close(JUNE)
    assert desk.reads_short(JULY)
    kinds = (*ASKED, "match", "unmatch")
    short = {kind: answered(desk, kind, name) for kind in kinds}
    monkeypatch.setattr(ground, "month_now", lambda *given, **_: month_now(*given))
    whole = {kind: answered(desk, kind, name) for kind in kinds}
    assert {kind: (short[kind], whole[kind]) for kind in kinds if short[kind] != whole[kind]} == {}
    assert len({str(said) for said in short.values()}) > 1
