"""A desk whose branch is cut over, and its outgoing folder: what the tests of messages share."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

from tests.desk.acts.people import CHECKER, able, law_of
from tests.desk.intake.desk_folder import ACTOR, OCTOBER, Desk, boe, csv_text, invoice, orm
from xl_addin.desk.acts.approve import Approved, approve
from xl_addin.desk.acts.asking import ask_for
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.match import Matched
from xl_addin.desk.acts.request import Request, said_of
from xl_addin.desk.intake.take_in import TakenIn, take_in
from xl_addin.desk.month.month import read_month
from xl_addin.desk.produce.books import Books, read_books
from xl_addin.desk.produce.draft import Order, Produced, produce
from xl_addin.desk.produce.let_go import Done, drop, named, release, sent
from xl_addin.desk.produce.replies import TakenReplies
from xl_addin.desk.produce.waits import Waiting, waiting
from xl_addin.domain.content import OnDisk
from xl_addin.engine.law import Law
from xl_addin.ledger import tables
from xl_addin.ledger.acts import REVIEW, TAKEN_BACK
from xl_addin.messages.layouts import layout
from xl_addin.messages.read import read
from xl_addin.messages.record import Record
from xl_addin.messages.write import write

LAW = law_of(able(messages=True, release=True, withdraw=True, satisfaction=True))
OWN, PAY, BOE = "0009001", "IBA26100000001/0009001", "0052545/2026-10-06/INNSA1"
CUT = "06-Oct-2026"  # the remittance of the 5th was reported outside, what is done on the 31st is not


class Out(Desk):
    """A desk with messages."""

    law: Law = LAW

    @property
    def folder_out(self) -> Path:
        return self.home / "out"

    def order(self, by: Any = ACTOR, as_on: date = OCTOBER) -> Order:
        return Order(as_on, by, self.folder_out)

    def ask(self, kind: str, item: str, *say: str, as_on: date = OCTOBER, remarks: str = "as agreed") -> Matched:
        return ask_for(Maker(self.ledger, as_on, self.law, ACTOR), Request(kind, item, said_of(kind, say), remarks))

    def passed(self, as_on: date = OCTOBER) -> Approved:
        return approve(self.ledger, as_on, self.law, CHECKER, lambda one: True)

    def two(self, kind: str, item: str, *say: str, as_on: date = OCTOBER, remarks: str = "as agreed") -> str:
        """What two people do: proposed and approved; its number."""
        told = self.ask(kind, item, *say, as_on=as_on, remarks=remarks)
        assert told.one.bars == ()
        assert self.passed(as_on).barred == ()
        return str(told.number)

    def cut_over(self, day: str = CUT) -> str:
        return self.two("cut-over", OWN, f"reported_until={day}")

    def answer(self, kind: str, key: str, name: str, value: str) -> None:
        with self.ledger.step(REVIEW, OCTOBER, ACTOR) as step:
            step.add(tables.answers, [{"item_kind": kind, "item_key": key, "fact": name, "value": value}])

    def take_back(self, orm_key: str, invoice_key: str, minor: int, as_on: date = OCTOBER) -> None:
        """Takes a line back, as reading answers back does."""
        (row,) = [one for one in self.rows_posted() if (one["orm_key"], one["amount_minor"]) == (orm_key, minor)]
        with self.ledger.step(REVIEW, as_on, ACTOR) as step:
            step.add(tables.postings, [{**row, "posting": TAKEN_BACK.word}])

    def books(self, as_on: date = OCTOBER) -> Books:
        return read_books(self.ledger, read_month(self.ledger, as_on))

    def waits(self, as_on: date = OCTOBER) -> Waiting:
        return waiting(self.books(as_on))

    def produce(self, as_on: date = OCTOBER, **more: Any) -> Produced:
        return produce(self.ledger, self.law, self.order(as_on=as_on), **more)

    def release(self, *numbers: str, as_on: date = OCTOBER, by: Any = CHECKER) -> Done:
        return release(self.ledger, self.law, self.order(by, as_on), named(numbers))

    def drop(self, *numbers: str, why: str = "not yet", as_on: date = OCTOBER) -> Done:
        return drop(self.ledger, self.law, self.order(as_on=as_on), named(numbers), why)

    def reply(self, name: str, content: bytes, as_on: date = OCTOBER) -> TakenReplies:
        """Takes in a folder with one reply."""
        return self.take_folder(self.folder({name: content}), as_on).replies

    def take_folder(self, folder: Path, as_on: date = OCTOBER) -> TakenIn:
        """Takes in a folder that is there."""
        return take_in(self.ledger, folder, as_on, ACTOR)

    @property
    def states(self) -> list[tuple[str, str, str]]:
        """Message, indicator and state of every record, in the order drafted."""
        return [(one.file.message, one.indicator, one.state) for one in self.books().box.records]

    def sent(self, *numbers: str, as_on: date = OCTOBER) -> Done:
        return sent(self.ledger, self.law, self.order(as_on=as_on), named(numbers), as_on, "UP/1")

    def read(self, message: str, home: str = "draft") -> list[Record]:
        """All records of the files of a message in a folder, in the order of the names."""
        told = layout(message)
        files = sorted((self.folder_out / home).glob(f"*.{told.token}.*"))
        return [record for file in files for record in read(told, OnDisk(file))]

    @property
    def lying(self) -> list[str]:
        """Every file in the outgoing folder, with its folder."""
        return sorted(
            path.relative_to(self.folder_out).as_posix()
            for path in self.folder_out.rglob("*")
            if path.is_file() and not path.name.startswith(".")
        )


def settled(home: Path, pay: dict[str, str] | None = None, *invoices: dict[str, str], minor: int = 50000) -> Out:
    """A remittance of 1,000.00 and a bill of entry of 500.00, settled with each other, of a branch that is cut over."""
    desk = Out(home)
    desk.take({"orm.csv": csv_text([orm(**{"amount": "1000.00", **(pay or {})})])})
    desk.boes(boe(*(invoices or (invoice(amount="500.00"),))))
    desk.cut_over()
    desk.settle(PAY, f"{BOE}#1", minor)
    return desk


def reply_to(
    desk: Out, message: str, *codes: str, word: str = "pass", name: str = "", invoices: str = ""
) -> tuple[str, bytes]:
    """A reply to all that was let go of a message: its records in order with these codes, the last one for the rest."""
    told, answered = layout(message), list[Record]()
    for place, one in enumerate(desk.read(message, "released")):
        code = {"errorCode": codes[min(place, len(codes) - 1)]}
        of_invoice = {"errorCode": invoices} if invoices else code
        more = of_invoice if told.form == "xml" else {}  # a line of text has one code
        each = tuple({**invoice, **more} for invoice in one.invoices)
        answered.append(Record({**one.values, **code}, each))
    out = io.BytesIO()
    write(told.reply, answered, out)
    return name or f"0009001_RBI3110202601.{word}{told.token}Ack", out.getvalue()


def ready(home: Path) -> Out:
    """A desk whose settlement was drafted and let go."""
    desk = settled(home)
    desk.produce()
    assert desk.release().barred == ()
    return desk
