"""The acts of a desk of people, each chosen first and then done: so that it can be done again after a fault."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tests.faults import people
from tests.faults.invariants import Reader, items_of
from tests.faults.people import STEP_MONTHS, TOTAL_MONTHS
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.asked import Asked, Rate
from xl_addin.desk.acts.asking import ask_for
from xl_addin.desk.acts.audit import Order, draw, sign_draw
from xl_addin.desk.acts.decline import Said, decline
from xl_addin.desk.acts.match import Maker, match, unmatch
from xl_addin.desk.acts.proposable import Wanted, candidates
from xl_addin.desk.acts.propose import propose, put_forward
from xl_addin.desk.acts.request import Request, said_of
from xl_addin.desk.acts.sign import propose_reopening, sign
from xl_addin.desk.answers.review import review
from xl_addin.desk.answers.undo import redo, undo
from xl_addin.desk.close.close_month import record_closing
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.lists.settlements import ACCEPT, ANSWER, LOCK, REJECT
from xl_addin.desk.lists.settlements import LIST as SETTLEMENTS
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.month.settle import propose as as_it_lies
from xl_addin.desk.month.settle import settle
from xl_addin.domain.dates import add_months, month_end, period_of
from xl_addin.engine.writeoff.sample import MONETARY_UNIT, PERCENTAGE, RANDOM
from xl_addin.ledger import Ledger, open_ledger, tables
from xl_addin.ledger.acts import CLOSURES, REVIEW
from xl_addin.ledger.proposed import Number, Proposal
from xl_addin.ledger.signed import ROLES
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.facts import Value
from xl_addin.workbook.books.normal import normal_values
from xl_addin.workbook.books.port import BookLists, SheetTable

LAW = people.law()
FIRST = date(2026, 10, 31)
T = TypeVar("T")
MOST_MONTHS = 3


class Pick(Protocol):
    """Where choices come from: a seeded generator, or one that makes a failing run smaller."""

    def one(self, of: Sequence[T]) -> T:
        """One of several."""
        ...

    def whole(self, low: int, high: int) -> int:
        """A number between these, both among them."""
        ...


@dataclass(frozen=True)
class Plan:
    """An act that was chosen: who does what; `do` does it on a ledger, as often as it is asked."""

    name: str
    kinds: tuple[str, ...]  # the acts of the ledger that it may add, each at most once, in this order
    do: Callable[[Ledger], object]
    repeats: bool = False  # done once more it does something again, by its nature
    files: bool = False  # it puts the files of the outbox where their state says


class World:
    """A ledger in a folder, the day, the clock, and what the raw rows of its file say."""

    def __init__(self, home: Path) -> None:
        self.home, self.path, self.out = home, home / "desk.sqlite", home / "out"
        self.as_on, self.at = FIRST, datetime(2026, 10, 31, 9, 0)  # noqa: DTZ001 - the desk's clock reading
        self.latest = self.at
        self.ledger = open_ledger(str(self.path))
        self.reader = Reader(self.path)
        self.months, self.placed = 0, False  # whether the files of the outbox lie in their places by now

    def by(self, name: str) -> Actor:
        """A person, now."""
        return Actor(name, self.at)

    def again(self) -> None:
        """Lets go of the ledger and opens it anew, as another run does."""
        self.ledger.close()
        self.ledger = open_ledger(str(self.path))

    def folder(self, files: dict[str, str]) -> Path:
        """A folder of its own with these extracts."""
        folder = self.home / "_".join(sorted(files))[:60]
        if not folder.exists():
            folder.mkdir()
            for name, text in files.items():
                (folder / name).write_text(text)
        return folder

    @property
    def waiting(self) -> list[tuple[int, int]]:
        """Numbers of the proposals that nobody has answered."""
        told = self.reader.told
        said = {(row["proposal_seq"], row["proposal_place"]) for row in told.standing("verdicts")}
        return [n for row in told.standing("proposals") if (n := (row["seq"], row["place"])) not in said]

    def keys(self, kind: str, *, only_open: bool = True) -> list[str]:
        """Keys of items of a kind."""
        known = items_of(self.reader.told).items()
        return [key for (one, key), item in known if one == kind and (item.open > 0 or not only_open)]


def person(world: World, pick: Pick, usual: Sequence[str]) -> Actor:
    """Mostly somebody whose work it is; now and then anybody, with the name written otherwise too."""
    if pick.whole(0, 9):
        return world.by(pick.one(usual))
    name = pick.one(people.NAMES)
    return world.by(name.upper() if pick.whole(0, 3) == 0 and name in people.COULD else name)


MAKERS, CHECKERS = ("maker1", "maker1", "maker2", "checker1"), ("checker1", "checker1", "checker2", "small", "head1")


def take(world: World, pick: Pick) -> Plan:
    """Extracts come in: the month's, or one more file of it."""
    n = min(world.months, MOST_MONTHS - 1)
    word = pick.one(("month", "month", "new", "new", "new", "amended", "cancelled"))
    files = people.month(n) if word == "month" else people.late(n, word, pick.one(("710.00", "600.00", "0.01")))
    folder, on, who = world.folder(files), _day(world, pick), world.by("maker1")
    return Plan(f"take in {word}", ("TAKE_IN",), lambda ledger: take_in(ledger, folder, on, who))


def _day(world: World, pick: Pick) -> date:
    """Today; now and then a day before the ledger's last."""
    return world.as_on if pick.whole(0, 19) else world.as_on - timedelta(days=pick.one((1, 40)))


def post(world: World, pick: Pick) -> Plan:
    """Matching posts what the evidence decides."""
    on, who = _day(world, pick), world.by("maker1")
    return Plan("settle", ("SETTLE",), lambda ledger: settle(ledger, on, who))


FACTS = (("reason", ("QUALITY", "")), ("satisfied", ("Y", "Y", "N", "")), ("declared", ("Y", "Y", "")))
OF_IMPORTER = ("suit_pending", ("Y", "N", "N"))


def answer(world: World, pick: Pick) -> Plan:
    """A person answers what the rules ask of an item, or of an importer."""
    if pick.whole(0, 5) == 0:
        said = [("IMPORTER", pick.one(people.IECS), OF_IMPORTER[0], pick.one(OF_IMPORTER[1]))]
    else:
        items = [("ORM", key) for key in world.keys("ORM")] + [("INVOICE", key) for key in world.keys("INVOICE")]
        items += [("BOE", key.split("#")[0]) for kind, key in items if kind == "INVOICE"]
        meant = items if pick.whole(0, 1) else [pick.one(items)] if items else []
        facts = FACTS if pick.whole(0, 1) else [pick.one(FACTS)]
        said = [(kind, key, fact, pick.one(values)) for kind, key in meant for fact, values in facts]
    rows = [dict(zip(("item_kind", "item_key", "fact", "value"), one, strict=True)) for one in said]
    on, who, head = world.as_on, world.by("maker1"), world.reader.told.head

    def do(ledger: Ledger) -> None:
        if rows:
            with ledger.step(REVIEW, on, who, after=head) as step:
                step.add(tables.answers, rows)

    return Plan("answer", ("REVIEW",), do)


def word_on_a_line(world: World, pick: Pick) -> Plan:
    """Accept, Reject or Lock on the sheet of settlements, read back from the book that shows the ledger as it is."""
    word, at, on, who = pick.one((ACCEPT, REJECT, LOCK)), pick.whole(0, 9), world.as_on, world.by("maker1")
    head = world.reader.told.head

    def do(ledger: Ledger) -> object:
        filled = month_now(ledger, on, LAW).lists[SETTLEMENTS.name]
        if not len(filled):
            return None
        headers = (*SETTLEMENTS.key, ANSWER)
        cells = {
            name: _cell(normal_values(filled, SETTLEMENTS.column(name))[at % len(filled)]) for name in SETTLEMENTS.key
        }
        sheet = SheetTable(SETTLEMENTS.name, "Settlements", headers, ((*(cells[n] for n in SETTLEMENTS.key), word),))
        return review(ledger, "book.xlsx", BookLists((sheet,)), on, LAW, who, head=head)

    return Plan(f"{word} a line", ("REVIEW",), do, repeats=True)  # the line that stands there by then


def _cell(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def put(world: World, pick: Pick) -> Plan:
    """A maker puts decisions forward: all of an act, those of one item, of one importer, up to an amount."""
    act = pick.one(tuple(CLOSURES))
    key = pick.one(world.keys(pick.one(("ORM", "INVOICE")), only_open=act != "REOPEN") or [""]).split("#")[0]
    wanted = pick.one((Wanted(act), Wanted(act, keys=(key,)), Wanted(act, iecs=people.IECS[:1])))
    wanted = replace(wanted, satisfaction=not pick.whole(0, 3))
    if pick.whole(0, 3) == 0:
        wanted = replace(wanted, up_to_inr=pick.one((Decimal(5000), people.SMALL)))
    on, who = _day(world, pick), person(world, pick, MAKERS)
    return Plan(f"propose {act}", ("PROPOSE",), lambda ledger: propose(ledger, on, LAW, who, wanted))


def put_late(world: World, pick: Pick) -> Plan:
    """The month was read, then another act came, then what was seen is put forward: it must not be kept."""
    on, who = world.as_on, person(world, pick, MAKERS)

    def do(ledger: Ledger) -> object:
        now = month_now(ledger, on, LAW)
        _another(ledger, on, world.at)
        return put_forward(ledger, on, LAW, who, [*candidates(now.settled.month, LAW, now.cases)], now)

    return Plan("propose on a month that went on", ("REVIEW",), do, repeats=True)


def _another(ledger: Ledger, on: date, at: datetime) -> None:
    with ledger.step(REVIEW, on, Actor("maker2", at)) as step:
        step.add(tables.answers, [{"item_kind": "IMPORTER", "item_key": "X", "fact": "remarks", "value": "seen"}])


def tie(world: World, pick: Pick) -> Plan:
    """A maker ties a remittance to one or two invoices: with what fits, a part, or more than is open."""
    orms, invoices = world.keys("ORM"), world.keys("INVOICE")
    amounts = (None, None, Decimal("10.00"), Decimal("0.01"), Decimal("100000.00"))
    meant = tuple(dict.fromkeys(pick.one(invoices) for _ in range(pick.whole(1, 2)))) if invoices else ()
    asked = Asked(
        pick.one(orms or ["NONE"]),
        tuple((key, pick.one(amounts)) for key in meant),
        "named by letter",
        Rate(Decimal("0.9"), world.as_on, "treasury slip") if pick.whole(0, 2) == 0 else None,
    )
    on, who = _day(world, pick), person(world, pick, MAKERS)
    return Plan("match", ("PROPOSE",), lambda ledger: match(Maker(ledger, on, LAW, who), asked))


def untie(world: World, pick: Pick) -> Plan:
    """A maker asks to take back what two people settled."""
    by_hand = [row["orm_key"] for row in world.reader.told.standing("postings") if row["tier"] == "MANUAL"]
    if not by_hand:
        return tie(world, pick)
    asked = Asked(pick.one(by_hand), (), "the wrong invoice")
    on, who = world.as_on, person(world, pick, MAKERS)
    return Plan("unmatch", ("PROPOSE",), lambda ledger: unmatch(Maker(ledger, on, LAW, who), asked))


SWIFT = "UTOPJPJTXXX"
BILL = ("shipping_bill_no=7654321", "shipping_bill_date=20-Oct-2026", "shipping_bill_port=INNSA1")
PAPER = ("document_no=FIRC/9", "document_date=20-Oct-2026")
LETTER = ("letter_no=FED/12", "letter_date=25-Oct-2026")
EXPORT = ("export_date=15-Oct-2026", "setoff_date=20-Oct-2026", "export_currency=USD", "same_group=Y")
# What is asked for by name, of which items, and what may be said of it: all of it, or some of it.
ASKED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("close", "ORM", ("code=5", "approved_by=AD", *LETTER, *PAPER)),
    ("close", "INVOICE", ("code=7", "approved_by=RBI", *LETTER)),
    ("refund", "ORM", ("approved_by=AD", *PAPER)),
    ("set-off", "ORM", ("approved_by=AD", *EXPORT, *BILL, *PAPER)),
    ("extend", "BOE", ("approved_by=AD", *LETTER)),
    ("extend", "BOE", ("approved_by=RBI", *LETTER)),
    ("report", "ORM", (f"swift={SWIFT}",)),
    ("upload-boe", "BOE", ()),
    ("ask-boe", "BOE", ()),
    ("confirm-rule", "RULE", ("confirmed_by=A Rao", *PAPER)),
    ("withdraw", "NUMBER", ()),
)


def ask(world: World, pick: Pick) -> Plan:
    """A maker asks for an act by name, with all its papers or without some, of all that is open or of a part."""
    kind, about, papers = pick.one(ASKED)
    items = {
        "ORM": world.keys("ORM"),
        "INVOICE": world.keys("INVOICE"),
        "BOE": [key.split("#")[0] for key in world.keys("INVOICE")],
        "RULE": ["small_value.limit_inr", "writeoff.limit_pct", "no.such_rule"],
        "NUMBER": [str(Number(row["seq"], row["place"])) for row in world.reader.told.standing("proposals")],
    }
    item = pick.one(items[about] or ["NONE"])
    said = papers if pick.whole(0, 4) else papers[: pick.whole(0, len(papers))]
    part = Decimal("10.00") if kind in ("close", "refund", "set-off") and not pick.whole(0, 3) else None
    on, who = _day(world, pick), person(world, pick, MAKERS)

    def do(ledger: Ledger) -> object:
        request = Request(kind, item, said_of(kind, said), "as agreed", part)
        return ask_for(Maker(ledger, on, LAW, who), request)

    return Plan(f"ask {kind}", ("PROPOSE",), do)


def dates_of_payment(world: World, pick: Pick) -> Plan:
    """A person says of a bill of entry what an extension asks for."""
    boes = [key.split("#")[0] for key in world.keys("INVOICE")] or ["NONE"]
    return _asks_for_time(world, pick, pick.one(boes))


def _asks_for_time(world: World, pick: Pick, boe: str) -> Plan:
    until = pick.one(("2027-05-31", "2027-12-31", "2027-12-31", ""))
    facts = {"shipment_date": "2026-10-01", "contract_due": "2026-11-30", "requested_to": until}
    said = {"extension_reason": "FINANCIAL_DIFFICULTY", "extension_satisfied": pick.one(("Y", "Y", "Y", "N"))}
    rows = [("BOE", boe, *one) for one in facts.items()] + [("EXTENSION", boe, *one) for one in said.items()]
    return said_by(world, "answer for an extension", rows)


def said_by(world: World, name: str, said: Sequence[tuple[str, str, str, str]]) -> Plan:
    """A person answers: kind and key of an item, fact, value."""
    on, who, head = world.as_on, world.by("maker1"), world.reader.told.head
    rows = [dict(zip(("item_kind", "item_key", "fact", "value"), one, strict=True)) for one in said]

    def do(ledger: Ledger) -> None:
        with ledger.step(REVIEW, on, who, after=head) as step:
            step.add(tables.answers, rows)

    return Plan(name, ("REVIEW",), do)


SHIPPED = date(2026, 2, 15)  # what came under the bill of entry from before the switch; old rules: due 15-Aug-2026
GRANTED = ("10-Sep-2026", "25-Sep-2026", "30-Sep-2026", "", "", "01-Oct-2026")  # "": today


def _time_by_steps(world: World, pick: Pick) -> Iterator[Plan]:
    """Of a bill from before the switch more and more time is asked for, up to each bound and a day beyond it."""
    boe = next((key.split("#")[0] for key in world.keys("INVOICE") if "/2026-03-" in key), "NONE")
    yield known_of_old_bill(world, boe, pick.one(("Y", "Y", "Y", "Y", "N")))
    for _ in range(pick.whole(2, 4)):
        at = pick.one((*(_months_reached(world, boe) + STEP_MONTHS,) * 3, 18, TOTAL_MONTHS))
        until = add_months(SHIPPED, at) + timedelta(days=pick.one((0, 0, 0, 1, -1)))
        yield extension_to(world, boe, f"{until:%d-%b-%Y}", pick.one(GRANTED), pick.one(("AD", "AD", "AD", "RBI")))
        who = world.by(pick.one(("checker1", "checker1", "head1")))
        yield approval_of(world, world.as_on, who, lambda one: one.act == "EXTEND")


def known_of_old_bill(world: World, boe: str, satisfied: str) -> Plan:
    """What an extension of the bill from before the switch needs."""
    facts = {"shipment_date": f"{SHIPPED}", "contract_due": "2026-11-15", "outstanding_usd": "500000"}
    said = {"extension_reason": "FINANCIAL_DIFFICULTY", "extension_satisfied": satisfied}
    rows = [("BOE", boe, *one) for one in facts.items()] + [("EXTENSION", boe, *one) for one in said.items()]
    return said_by(world, "answer for an extension", rows)


def extension_to(world: World, boe: str, until: str, granted: str, by: str = "AD") -> Plan:
    """A maker asks for time up to a day, granted on a day; without one today."""
    says = (f"approved_by={by}", f"extended_until={until}", *LETTER)
    return _extension(world, boe, (*says, f"extension_granted_on={granted}") if granted else says)


def _months_reached(world: World, boe: str) -> int:
    """How many whole months from shipment a bill is extended to by now; six by the old rules alone."""
    said = [
        row["value"]
        for row in world.reader.told.standing("answers")
        if row["fact"] == "extended_until" and row["item_key"] == boe
    ]
    until = date.fromisoformat(said[-1]) if said and said[-1] else add_months(SHIPPED, STEP_MONTHS)
    return (until.year - SHIPPED.year) * 12 + until.month - SHIPPED.month


def _extension(world: World, boe: str, says: Sequence[str]) -> Plan:
    """A maker puts an extension forward."""
    on, who = world.as_on, world.by("maker1")
    request = Request("extend", boe, said_of("extend", says), "as asked")
    return Plan("ask extend", ("PROPOSE",), lambda ledger: ask_for(Maker(ledger, on, LAW, who), request))


def take_forth(world: World, pick: Pick) -> Plan:
    """What was taken back last counts again."""
    who = world.by(pick.one(("maker1", "checker1")))
    return Plan("redo", ("REDO",), lambda ledger: redo(ledger, who), repeats=True)


def sample(world: World, pick: Pick) -> Plan:
    """An auditor's sample is drawn."""
    method, size = pick.one(((RANDOM, "2"), (PERCENTAGE, "40"), (MONETARY_UNIT, "20000")))
    order = Order(
        method,
        Decimal(size),
        pick.one(("internal", "external")),
        pick.one(("", "7")),
        posted_only=pick.whole(0, 1) == 1,
    )
    on, who = world.as_on, person(world, pick, CHECKERS)
    return Plan("draw a sample", ("AUDIT_DRAW",), lambda ledger: draw(ledger, on, LAW, who, order), repeats=True)


def sample_signed(world: World, pick: Pick) -> Plan:
    """What came out of a sample is filled in, or signed."""
    drawn = [row["seq"] for row in world.reader.told.standing("audit_draws")]
    if not drawn:
        return sample(world, pick)
    number, on, who = f"A{pick.one(drawn)}", world.as_on, person(world, pick, CHECKERS)
    return Plan("sign a sample", ("AUDIT_SIGN",), lambda ledger: sign_draw(ledger, on, LAW, who, number), repeats=True)


def _meant(world: World, pick: Pick) -> Callable[[Proposal], bool]:
    waiting = world.waiting
    if not waiting or pick.whole(0, 1):
        return lambda one: True
    chosen = {Number(*pick.one(waiting)) for _ in range(pick.whole(1, 3))}
    return lambda one: one.number in chosen


def pass_(world: World, pick: Pick) -> Plan:
    """Another person approves proposals."""
    return approval_of(world, _day(world, pick), person(world, pick, CHECKERS), _meant(world, pick))


def approval_of(world: World, on: date, who: Actor, meant: Callable[[Proposal], bool]) -> Plan:
    """A person approves the proposals that are meant."""
    return Plan("approve", ("APPROVE",), lambda ledger: approve(ledger, on, LAW, who, meant))


def pass_late(world: World, pick: Pick) -> Plan:
    """The checker's month was read, then another act came, then he approves: it must not be kept."""
    on, who = world.as_on, person(world, pick, CHECKERS)

    def do(ledger: Ledger) -> object:
        now: Now = month_now(ledger, on, LAW)
        _another(ledger, on, world.at)
        return approve(ledger, on, LAW, who, lambda one: one.act != "REOPEN_MONTH", now=now)

    return Plan("approve on a month that went on", ("REVIEW",), do, repeats=True)


def give_back(world: World, pick: Pick) -> Plan:
    """Another person returns or refuses proposals."""
    on, who, meant = world.as_on, person(world, pick, CHECKERS), _meant(world, pick)
    said = Said(pick.one(("RETURNED", "REFUSED")), "the papers are missing")
    return Plan(
        said.word, ("DECLINE",), lambda ledger: decline(ledger, on, LAW, who, lambda one: said if meant(one) else None)
    )


def take_back(world: World, pick: Pick) -> Plan:
    """The last act of the month is taken back."""
    who, period = world.by(pick.one(("maker1", "checker1"))), period_of(world.as_on)
    return Plan("undo", ("UNDO",), lambda ledger: undo(ledger, who, period), repeats=True)


def close(world: World, pick: Pick) -> Plan:
    """The month's balances are recorded."""
    return _closing(_day(world, pick), world.by("maker1"))


def closing_of(world: World) -> Plan:
    """The balances of today."""
    return _closing(world.as_on, world.by("maker1"))


def _closing(on: date, who: Actor) -> Plan:
    def do(ledger: Ledger) -> object:
        lying = as_it_lies(ledger, on, LAW)
        return record_closing(ledger, lying.month, who, lying.head)

    return Plan("close", ("CLOSE",), do)


def sign_it(world: World, pick: Pick) -> Plan:
    """The month is signed in a role: mostly the next one."""
    told, on = world.reader.told, world.as_on
    given = [row["role"] for row in told.rows["signatures"] if told.act(row["seq"])["period"] == period_of(on)]
    following = ROLES[(ROLES.index(given[-1]) + 1) % len(ROLES)] if given else ROLES[0]
    role = following if pick.whole(0, 3) else pick.one(ROLES)
    who = person(world, pick, {ROLES[0]: ("maker1",), ROLES[1]: ("checker1",), ROLES[2]: ("head1", "head2")}[role])
    return _signature(world, role, who)


def _signature(world: World, role: str, who: Actor) -> Plan:
    on = world.as_on
    return Plan(
        f"sign {role}",
        ("SIGN",),
        lambda ledger: sign(ledger, on, LAW, who, role, reason="kept elsewhere"),
        repeats=True,
    )


def open_again(world: World, pick: Pick) -> Plan:
    """A maker asks to open the signed month again."""
    on, who = world.as_on, person(world, pick, MAKERS)
    return Plan("reopen", ("PROPOSE",), lambda ledger: propose_reopening(ledger, on, LAW, who, "a late extract"))


ACTS = (
    take,
    post,
    answer,
    word_on_a_line,
    put,
    put_late,
    tie,
    untie,
    pass_,
    pass_late,
    give_back,
    take_back,
    close,
    sign_it,
)
ACTS = (*ACTS, open_again, ask, dates_of_payment, take_forth, sample, sample_signed)


def clock(world: World, pick: Pick) -> None:
    """Time passes; now and then the computer's clock is set back, and soon put right again."""
    world.latest = max(world.at, world.latest)
    set_back = world.at < world.latest
    world.at = world.latest if set_back and pick.whole(0, 1) else world.at
    world.at += timedelta(minutes=pick.one((*(1,) * 8, 7, 7, 7, -600)))


# --- what a desk does in one go ---


def _month_begins(world: World, pick: Pick) -> Iterator[Plan]:
    """The month is closed and the desk goes on to the next: its extracts come in, are matched and answered."""
    if world.months == MOST_MONTHS - 1:
        return
    yield closing_of(world)
    if world.reader.told.acts[-1]["kind"] != "CLOSE":
        return
    world.months += 1
    world.as_on = month_end(world.as_on + timedelta(days=1))
    folder, on, who = world.folder(people.month(world.months)), world.as_on, world.by("maker1")
    yield Plan("take in month", ("TAKE_IN",), lambda ledger: take_in(ledger, folder, on, who))
    yield Plan("settle", ("SETTLE",), lambda ledger: settle(ledger, on, who))
    yield answers_to_all(world)


def _month_is_signed(world: World, pick: Pick) -> Iterator[Plan]:
    """Closed, then signed by three; at times somebody acts in between, and at times two people open it again."""
    yield closing_of(world)
    for role, name in zip(ROLES, ("maker1", "checker1", "head1"), strict=True):
        if pick.whole(0, 9) == 0:
            yield answer(world, pick)
        yield _signature(world, role, world.by(name))
    for _ in range(pick.whole(0, 3)):
        yield pick.one(ACTS)(world, pick)
    yield open_again(world, pick)
    yield pass_(world, pick)
    yield approval_of(world, world.as_on, world.by("head2"), lambda one: True)


def _two_people(world: World, pick: Pick) -> Iterator[Plan]:
    """Something is proposed, and the other person gives his word on it at once."""
    yield pick.one((put, tie, untie, ask))(world, pick)
    yield pass_(world, pick)


def _extended(world: World, pick: Pick) -> Iterator[Plan]:
    """An importer asks for time, a maker puts it forward, another person grants it; at times it is withdrawn."""
    boe = pick.one([key.split("#")[0] for key in world.keys("INVOICE")] or ["NONE"])
    yield _asks_for_time(world, pick, boe)
    on, who = world.as_on, world.by("maker1")
    yield _extension(world, boe, ("approved_by=AD", *LETTER))
    yield approval_of(world, on, world.by("checker1"), lambda one: one.act == "EXTEND")
    granted = [row for row in world.reader.told.standing("proposals") if row["act"] == "EXTEND"]
    if granted and not pick.whole(0, 2):
        number = str(Number(granted[-1]["seq"], granted[-1]["place"]))
        back = Request("withdraw", number, {}, "a slip")
        yield Plan("ask withdraw", ("PROPOSE",), lambda ledger: ask_for(Maker(ledger, on, LAW, who), back))
        yield approval_of(world, on, world.by("head1"), lambda one: one.act == "WITHDRAW")


def _back_and_forth(world: World, pick: Pick) -> Iterator[Plan]:
    """Something is said, taken back, and counts again."""
    yield answer(world, pick)
    yield take_back(world, pick)
    yield take_forth(world, pick)


SCENES = (
    _month_begins,
    _month_is_signed,
    _two_people,
    _two_people,
    _extended,
    _time_by_steps,
    _time_by_steps,
    _back_and_forth,
)


def answers_to_all(world: World) -> Plan:
    """Everything that the rules ask is answered, so that much may be proposed."""
    items: list[tuple[str, str]] = [("ORM", key) for key in world.keys("ORM")]
    items += [("INVOICE", key) for key in world.keys("INVOICE")]
    items += [("BOE", key.split("#")[0]) for kind, key in items if kind == "INVOICE"]
    facts: tuple[tuple[str, Value], ...] = (("reason", "QUALITY"), ("satisfied", "Y"), ("declared", "Y"))
    names = ("item_kind", "item_key", "fact", "value")
    rows = [dict(zip(names, (*item, *said), strict=True)) for item in items for said in facts]
    rows += [dict(zip(names, (*item, "swift", SWIFT), strict=True)) for item in items if item[0] == "ORM"]
    on, who, head = world.as_on, world.by("maker1"), world.reader.told.head

    def do(ledger: Ledger) -> None:
        with ledger.step(REVIEW, on, who, after=head) as step:
            step.add(tables.answers, rows)

    return Plan("answer all", ("REVIEW",), do)


def begun(home: Path) -> World:
    """A desk whose first month is taken in, matched and answered: a copy of one that is made once."""
    template = home.parent / "begun"
    if not template.exists():
        template.mkdir()
        made = World(template)
        folder = made.folder(people.month(0))
        take_in(made.ledger, folder, FIRST, made.by("maker1"))
        settle(made.ledger, FIRST, made.by("maker1"))
        made.reader.read_on()
        answers_to_all(made).do(made.ledger)
        made.ledger.close()
    shutil.copytree(template, home)
    world = World(home)
    world.reader.read_on()
    return world
