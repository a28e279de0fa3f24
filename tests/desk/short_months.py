"""Months told row by row, each read twice: whole, and short from the closing before. Every sheet must say the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tests.faults.people import law
from tests.ledger.places import opened
from xl_addin.desk.acts.proposable import candidates
from xl_addin.desk.answers.undo import redo, undo
from xl_addin.desk.close.close_month import record_closing
from xl_addin.desk.close.content import content_of, sealed_lists
from xl_addin.desk.lists.manual_boes import MANUAL, OTHER_AD
from xl_addin.desk.month.month import NOTHING_RESTS, read_month
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.produce.books import month_of_messages, read_books
from xl_addin.desk.produce.told import outbox_lines
from xl_addin.desk.produce.waits import waiting
from xl_addin.domain.dates import month_end
from xl_addin.domain.records import Answer
from xl_addin.ledger import Ledger, chain, tables
from xl_addin.ledger.acts import (
    ACKNOWLEDGED,
    APPROVE,
    CUT_OVER,
    POSTED,
    PROPOSE,
    REVIEW,
    SETTLE,
    TAKE_IN,
    WITHDRAW,
    WRITE_OFF,
)
from xl_addin.ledger.items import CANCELLED, NEW
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.policy_fields import ONE_APPROVAL

WHO = Actor("maker1", datetime(2026, 11, 30, 18, 0))  # noqa: DTZ001 - the desk's clock reading
AD, OTHER = "0009001", "0009002"
NAMED = law()
LAW = replace(NAMED, policy=replace(NAMED.policy, settle_auto=ONE_APPROVAL))  # lines that the evidence decides are seen
Rows = tuple[str, dict[str, Any]]


def last_day(month: int) -> date:
    """The last day of a month of 2026; 13 is January of the year after."""
    return month_end(date(2026 + (month - 1) // 12, (month - 1) % 12 + 1, 1))


def orm(number: str, minor: int, month: int, event: str = NEW, **more: Any) -> Rows:
    """A remittance as it is told."""
    told = {
        "orm_number": number,
        "ad_code": AD,
        "iec": "0388000037",
        "importer_name": "NAKLI FOODS",
        "payment_date": last_day(month).replace(day=5),
        "currency": "USD",
        "amount_minor": minor,
        "opening_minor": minor,
        "purpose_code": "S0102",
        "is_capital_goods": False,
        "beneficiary": "KOBE TRADING KK",
        "beneficiary_country": "JP",
        "remarks": "",
        **more,
    }
    return "orm_events", {"event": event, "orm_key": f"{told['orm_number']}/{told['ad_code']}", **told}


def invoice(boe: str, minor: int, month: int, serial: int = 1, event: str = NEW, **more: Any) -> Rows:
    """An invoice as it is told; the bill of entry by its number."""
    on = last_day(month).replace(day=9)
    key = f"{boe}/{on:%Y-%m-%d}/INNSA1"
    told = {
        "boe_key": key,
        "boe_number": boe,
        "boe_date": on,
        "port_code": "INNSA1",
        "ad_code": AD,
        "iec": "0388000037",
        "importer_name": "NAKLI FOODS",
        "source": "BOE_MASTER",
        "serial": serial,
        "invoice_number": f"INV/{boe}/{serial}",
        "terms": "FOB",
        "supplier": "KOBE TRADING KK",
        "supplier_country": "JP",
        "currency": "USD",
        "value_minor": minor,
        "opening_minor": minor,
        **more,
    }
    return "invoice_events", {"event": event, "invoice_key": f"{key}#{serial}", **told}


def key(row: Rows) -> str:
    """The key of a remittance or an invoice."""
    return str(row[1].get("orm_key") or row[1]["invoice_key"])


def cancelled(row: Rows) -> Rows:
    """The same taken back by IDPMS."""
    return row[0], {**row[1], "event": CANCELLED}


def amended(row: Rows, **more: Any) -> Rows:
    """The same with something else in it."""
    return row[0], {**row[1], "event": "AMENDED", **more}


def _line(one: Rows, other: Rows, minor: int, posting: str) -> dict[str, Any]:
    return {
        "posting": posting,
        "orm_key": key(one),
        "invoice_key": key(other),
        "currency": one[1]["currency"],
        "amount_minor": minor,
        "invoice_currency": other[1]["currency"],
        "amount_invoice_minor": minor,
        "pass": "REF",
        "tier": "AUTO",
        "reason": "EXACT",
    }


@dataclass
class Desk:
    """A ledger that is written act by act."""

    ledger: Ledger

    @classmethod
    def begun(cls, path: Path) -> Desk:
        """An empty one with rates and a master of importers."""
        desk = cls(opened(path))
        with desk.ledger.step(TAKE_IN, last_day(5), WHO) as step:
            rates = {"USD": "90", "EUR": "100", "JPY": "0.6"}
            rows = ({"on": last_day(5), "currency": one, "inr_per_unit": inr} for one, inr in rates.items())
            step.add(tables.rates, rows)
            step.detail = {"folder": "first", "kinds": [], "files": 0}
        return desk

    def tell(self, month: int, *rows: Rows) -> Desk:
        """Files of a month."""
        with self.ledger.step(TAKE_IN, last_day(month), WHO) as step:
            for name in ("orm_events", "invoice_events"):
                step.add(tables.metadata.tables[name], [row for table, row in rows if table == name])
            step.detail = {"folder": "told", "kinds": [], "files": 0}
        return self

    def post(self, month: int, one: Rows, other: Rows, minor: int, posting: str = POSTED.word) -> Desk:
        """A settlement line."""
        return self.post_all(month, [(one, other)], minor, posting)

    def post_all(self, month: int, pairs: Iterable[tuple[Rows, Rows]], minor: int, posting: str = POSTED.word) -> Desk:
        """A settlement line of each pair."""
        with self.ledger.step(SETTLE if posting == POSTED.word else REVIEW, last_day(month), WHO) as step:
            step.add(tables.postings, (_line(one, other, minor, posting) for one, other in pairs))
        return self

    def say(self, month: int, kind: str, item: str, /, **facts: str) -> Desk:
        """Answers on an item."""
        return self.say_all(month, ((kind, item, name, value) for name, value in facts.items()))

    def say_all(self, month: int, said: Iterable[tuple[str, str, str, str]]) -> Desk:
        """Answers as kind, item, fact and value."""
        with self.ledger.step(REVIEW, last_day(month), WHO) as step:
            step.add(tables.answers, (dict(zip(Answer._fields, one, strict=True)) for one in said))
        return self

    def write_off(self, month: int, row: Rows, minor: int, act: str = WRITE_OFF.word) -> Desk:
        """A closure of an item by two people."""
        kind = "ORM" if row[0] == "orm_events" else "INVOICE"
        about = {"act": act, "item_kind": kind, "item_key": key(row), "currency": "USD", "amount_minor": minor}
        with self.ledger.step(PROPOSE, last_day(month), WHO) as step:
            step.add(tables.proposals, [{"place": 1, "status": "OK", "reason": "QUALITY", **about}])
        number = {"proposal_seq": step.seq, "proposal_place": 1}
        with self.ledger.step(APPROVE, last_day(month), Actor("checker1", WHO.at)) as step:
            step.add(tables.verdicts, [{**number, "word": "APPROVED"}])
            step.add(tables.closures, [{**number, **about}])
        return self

    def cut_over(self, month: int, until: str, code: str = AD) -> Desk:
        """Two people say up to which day everything of an AD code was reported outside."""
        about = {"act": CUT_OVER.word, "item_kind": "AD_CODE", "item_key": code}
        return self._approved(month, about, [{"place": 1, "fact": "reported_until", "value": until}])

    def withdraw(self, month: int) -> Desk:
        """Two people take back what was approved by name last."""
        with self.ledger.read() as connection:
            number = connection.execute(select(func.max(tables.proposals.c.seq))).scalar_one()
        return self._approved(month, {"act": WITHDRAW.word, "item_kind": "PROPOSAL", "item_key": f"P{number}-1"}, [])

    def _approved(self, month: int, about: dict[str, str], says: list[dict[str, Any]]) -> Desk:
        with self.ledger.step(PROPOSE, last_day(month), WHO) as step:
            step.add(tables.proposals, [{"place": 1, "status": "OK", "amount_minor": 0, **about}])
            step.add(tables.proposed_facts, says)
        with self.ledger.step(APPROVE, last_day(month), Actor("checker1", WHO.at)) as step:
            step.add(tables.verdicts, [{"proposal_seq": step.seq - 1, "proposal_place": 1, "word": "APPROVED"}])
        return self

    def reply(self, month: int, message: str, orm_key: str, indicator: str, codes: str) -> Desk:
        """A reply of IDPMS to a message on a remittance that another system made."""
        with self.ledger.step(ACKNOWLEDGED, last_day(month), WHO) as step:
            file = {"place": 1, "file": f"{step.seq}.passormAck", "sha256": f"{step.seq}", "message": message}
            step.add(tables.reply_files, [{**file, "records": 1}])
            told = {
                "file_place": 1,
                "row": 1,
                "named": orm_key,
                "indicator": indicator,
                "codes": codes,
                "draft_seq": 0,
                "draft_place": 0,
                "record_place": 0,
            }
            step.add(tables.message_replies, [{**told, "orm_key": orm_key}])
        return self

    def close(self, month: int) -> Desk:
        """The closing of a month as the program records it."""
        with self.ledger.read() as connection:
            known = chain.head(connection)
        record_closing(self.ledger, read_month(self.ledger, last_day(month)), WHO, known)
        return self

    def undo(self, month: int) -> Desk:
        """The last act of a month taken back."""
        undo(self.ledger, WHO, f"{last_day(month):%Y-%m}")
        return self

    def redo(self) -> Desk:
        """What was taken back last counts again."""
        redo(self.ledger, WHO)
        return self

    def reads_short(self, month: int) -> bool:
        """Whether the month is read short."""
        return read_month(self.ledger, last_day(month), short=True).resting != NOTHING_RESTS

    def now(self, month: int, *, short: bool, named: Collection[str] = ()) -> Now:
        """The month as it is told."""
        return month_now(self.ledger, last_day(month), LAW, short=short, named=named)


def told(now: Now) -> dict[str, Any]:
    """All that a month tells: each list with every cell, its cases, findings, movements, flags and suggestions."""
    closing, out = now.closing, now.closing.told.outgoing
    lists = {**now.lists, **{one.name: one.filled(closing.told) for one in (MANUAL, OTHER_AD)}}
    cells = {
        name: [(column.header, filled.values(column)) for column in filled.table.columns]
        for name, filled in lists.items()
    }
    return {
        **cells,
        "cases": [(one.subject, one.item.key, one.decision) for one in now.cases],
        "findings": closing.told.findings,
        "movements": closing.view.movements,
        "flags": sorted(now.settled.flags),
        "unposted": now.settled.unposted,
        "posted": now.settled.month.posted,
        "signed": content_of(sealed_lists(now.lists)),
        "may be proposed": [
            (one.closure.word, one.item, one.lines, one.seen, one.bars)
            for one in candidates(now.settled.month, LAW, now.cases)
        ],
        "to IDPMS": (out.found, out.ties, out.compared, [*outbox_lines(out.books, out.found)] if out.books else []),
    }


def differing(desk: Desk, month: int) -> dict[str, tuple[Any, Any]]:
    """What the short reading tells otherwise than the whole one; nothing where they agree."""
    on = last_day(month)
    whole, short = (told(desk.now(month, short=one)) for one in (False, True))
    for said, read in ((whole, read_month), (short, month_of_messages)):
        books = read_books(desk.ledger, read(desk.ledger, on))
        said["outbox"] = [*outbox_lines(books, waiting(books))]
    return {name: (whole[name], short[name]) for name in whole if whole[name] != short[name]}
