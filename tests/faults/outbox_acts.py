"""The acts of the outbox: cut-over, drafts, who lets them go, what IDPMS answers; each chosen first and then done."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from tests.faults import people
from tests.faults.acting import CHECKERS, LAW, MAKERS, SWIFT, Pick, Plan, World, approval_of, person, said_by
from tests.faults.outbox_rows import files_of, records_of
from xl_addin.desk.acts.asking import ask_for
from xl_addin.desk.acts.match import Maker
from xl_addin.desk.acts.request import Request, said_of
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.produce.draft import Order, Produced, produce
from xl_addin.desk.produce.kept import unpacked
from xl_addin.desk.produce.let_go import Done, drop, named, release, sent
from xl_addin.ledger import Ledger
from xl_addin.ledger.store import Actor
from xl_addin.messages.layouts import layout
from xl_addin.messages.record import Record
from xl_addin.messages.write import write

FILE_KINDS = ("DROP", "DRAFT")
DAYS = ("2026-10-06", "2026-10-06", "2026-10-06", "2026-10-04", "2026-10-31", "2026-11-30", "2027-12-31")
CODES = ("SUCCESS", "SUCCESS", "SUCCESS", "EM_HDR_005", "EM_DET_001", "E_99")


def _order(world: World, who: Actor) -> Order:
    return Order(world.as_on, who, world.out)


def _whole(told: Produced | Done) -> object:
    """What was done, where the folder has nothing wrong."""
    assert not told.faults, told.faults
    return told


def cut_over(world: World, pick: Pick) -> Plan:
    """A maker says up to which day a branch was reported outside."""
    return _cut_over(world, pick.one((people.ONE, people.TWO)), pick.one(DAYS), person(world, pick, MAKERS))


def _cut_over(world: World, code: str, day: str, who: Actor) -> Plan:
    on, said = world.as_on, said_of("cut-over", (f"reported_until={day}",))
    request = Request("cut-over", code, said, "the old desk reported it")
    return Plan("ask cut-over", ("PROPOSE",), lambda ledger: ask_for(Maker(ledger, on, LAW, who), request))


def draft(world: World, pick: Pick) -> Plan:
    """What waits becomes files."""
    return drafted_by(world, person(world, pick, ("maker1", "maker1", "maker2", "checker1")))


def drafted_by(world: World, who: Actor) -> Plan:
    """He drafts what waits."""
    order = _order(world, who)
    return Plan("produce", FILE_KINDS, lambda ledger: _whole(produce(ledger, LAW, order)), files=True)


def _meant(world: World, pick: Pick) -> tuple[str, ...]:
    """Some files by number or name, or all."""
    files = [*files_of(world.reader.told, len(world.reader.told.acts) + 1).values()]
    if not files or pick.whole(0, 1):
        return ()
    row, _ = pick.one(files)
    return (pick.one((f"M{row['seq']}-{row['place']}", f"M{row['seq']}", row["file"])),)


def let_go(world: World, pick: Pick) -> Plan:
    """Another person lets drafts go; now and then the drafter himself, or somebody who may not."""
    usual = (*CHECKERS, "head1", "maker1", "former")
    return let_go_by(world, person(world, pick, usual), _meant(world, pick))


def let_go_by(world: World, who: Actor, numbers: tuple[str, ...] = ()) -> Plan:
    """He lets drafts go: those, or all."""
    order, meant = _order(world, who), named(numbers)
    return Plan("release", ("RELEASE",), lambda ledger: _whole(release(ledger, LAW, order, meant)), files=True)


def drop_it(world: World, pick: Pick) -> Plan:
    """Drafts are dropped; what was let go is not."""
    order, meant = _order(world, person(world, pick, (*MAKERS, "checker1"))), named(_meant(world, pick))
    return Plan("drop", ("DROP",), lambda ledger: _whole(drop(ledger, LAW, order, meant, "not yet")), files=True)


def send(world: World, pick: Pick) -> Plan:
    """Files are said to be sent."""
    order, meant = _order(world, person(world, pick, MAKERS)), named(_meant(world, pick))
    on = world.as_on

    def do(ledger: Ledger) -> object:
        return _whole(sent(ledger, LAW, order, meant, on, "UP/1"))

    return Plan("sent", ("SENT",), do, files=True)


def answered(world: World, pick: Pick) -> Plan:
    """IDPMS answers: a whole file or a part, with success or not, once or again, or what nobody here sent."""
    if not pick.whole(0, 14):
        return _reply(world, "BES", [_foreign()], pick)
    records = records_of(world.reader.told, len(world.reader.told.acts) + 1)
    gone = [one for one in records if one.state not in ("DRAFT", "DROPPED") and one.file["message"] != "OBB"]
    if not gone:
        return draft(world, pick)
    open_now = [one for one in gone if one.state in ("LET GO", "SENT")]
    first = pick.one(open_now if open_now and pick.whole(0, 3) else gone)  # a late answer, or a second one
    meant = [one for one in gone if one.file["file"] == first.file["file"]]
    meant = [one for one in meant if one is first or pick.whole(0, 4)]
    made = [_answer(unpacked(one.row["content"]), first.file["message"], pick.one(CODES), pick) for one in meant]
    return _reply(world, first.file["message"], made, pick)


def _answer(record: Record, message: str, code: str, pick: Pick) -> Record:
    """The record with what IDPMS says of it; at times one invoice is refused and the record is not."""
    of_invoice = "EM_DET_002" if code == "SUCCESS" and not pick.whole(0, 14) else code
    more = {"errorCode": of_invoice} if layout(message).form == "xml" else {}
    return Record({**record.values, "errorCode": code}, tuple({**invoice, **more} for invoice in record.invoices))


def _foreign() -> Record:
    values = {element.element: element.example for element in layout("BES").reply.of_record}
    invoice = {element.element: element.example for element in layout("BES").reply.of_invoice}
    return Record({**values, "errorCode": "SUCCESS"}, ({**invoice, "errorCode": "SUCCESS"},))


def _reply(world: World, message: str, records: list[Record], pick: Pick) -> Plan:
    told, out = layout(message), io.BytesIO()
    write(told.reply, records, out)
    again = pick.whole(0, 9) == 0
    running = 1 if again else len(world.reader.told.acts)
    name = f"{people.ONE}_RBI31102026{running:02d}.{pick.one(('pass', 'fail'))}{told.token}Ack"
    return _taken(world, name, out.getvalue(), f"reply {message}")


def _taken(world: World, name: str, content: bytes, words: str) -> Plan:
    folder, on, who = _lying(world.home, name, content), world.as_on, world.by("maker1")
    return Plan(words, ("ACKNOWLEDGED", "TAKE_IN"), lambda ledger: take_in(ledger, folder, on, who))


def _lying(home: Path, name: str, content: bytes) -> Path:
    """A folder with this file alone."""
    folder = home / f"came {hashlib.sha256(name.encode() + content).hexdigest()[:12]}"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder


def broken_reply(world: World, pick: Pick) -> Plan:
    """What comes is no reply: cut short, with a DTD, or empty."""
    content = pick.one((b"", b"<bank>", b'<!DOCTYPE x [<!ENTITY e "1">]><bank/>', b"BES,1"))
    return _taken(world, f"{people.ONE}_RBI3110202699.pass{pick.one(('bes', 'orm'))}Ack", content, "broken reply")


ACTS = (cut_over, draft, let_go, drop_it, send, answered, broken_reply)
WEIGHTS = {"draft": 6, "let_go": 5, "send": 2, "answered": 6}


# --- what a desk does in one go ---


def cut_over_by_two(world: World, pick: Pick) -> Iterator[Plan]:
    """Both branches are cut over by two people, mostly to the same day."""
    for code in (people.ONE, people.TWO):
        yield _cut_over(world, code, pick.one(DAYS[:4]), world.by("maker1"))
    yield approval_of(world, world.as_on, world.by("checker1"), lambda one: one.act == "CUT_OVER")


def _out_and_back(world: World, pick: Pick) -> Iterator[Plan]:
    """Drafted, let go, sent, answered; what was refused is drafted anew."""
    yield drafted_by(world, world.by("maker1"))
    yield let_go_by(world, world.by(pick.one(("checker1", "head1"))))
    for _ in range(pick.whole(1, 4)):
        yield answered(world, pick)
    yield drafted_by(world, world.by("maker1"))


def _reported(world: World, pick: Pick) -> Iterator[Plan]:
    """A remittance of which no message was made is reported by two people."""
    orm = pick.one(world.keys("ORM") or ["NONE"])
    facts = {"orm_generated": "N", "swift": SWIFT}
    yield said_by(world, "answer for a report", [("ORM", orm, *one) for one in facts.items()])
    on, who = world.as_on, world.by("maker1")
    request = Request("report", orm, said_of("report", (f"swift={SWIFT}",)), "not reported")
    yield Plan("ask report", ("PROPOSE",), lambda ledger: ask_for(Maker(ledger, on, LAW, who), request))
    yield approval_of(world, on, world.by("checker1"), lambda one: one.act == "REPORT_ORM")
    yield from _out_and_back(world, pick)


SCENES = (cut_over_by_two, _out_and_back, _out_and_back, _reported)
