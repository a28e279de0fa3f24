"""How long the way to IDPMS and back takes: 50,000 settlements drafted and let go, 50,000 replies taken in.

    python -m tests.benchmarks.bench_outbox                    50,000 settlements
    python -m tests.benchmarks.bench_outbox --records 10000

Each line is a process of its own, from the ledger's file to its end, with the most memory that it held. Baselines of
the same run: the lines read from the same file by one query and written as the same elements by one template, with as
many rows put into a table of SQLite; the reply parsed by lxml, its records looked up in a dictionary, and as many rows
put into a table. The limits: 10 s each, 500 MB. Figures are for comparing, never for passing or failing a test.
"""

from __future__ import annotations

import argparse
import gc
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.ledger_rows import AD, LAST, WHO, paid_and_settled
from xl_addin import rulebook
from xl_addin.domain.content import OnDisk
from xl_addin.engine.law import Law
from xl_addin.ledger import open_ledger
from xl_addin.messages.layouts import layout
from xl_addin.messages.read import read
from xl_addin.messages.record import Record
from xl_addin.messages.write import write
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import Person, Power, Powers

RECORDS = 50_000
CHECKER = replace(WHO, user="checker")
PEOPLE = (Person("maker", "maker"), Person("checker", "checker"))
BES = layout("BES")
REPLY = "0009001_RBI3110202601.passbesAck"


def main() -> None:
    """Prints the table; with --stage does one line of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=RECORDS, help="settlements, each of its own bill of entry")
    parser.add_argument("--stage", choices=_STAGES, help=argparse.SUPPRESS)
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.stage:
        gc.disable()  # as the commands do
        _STAGES[asked.stage](asked.place, asked.records)
        return
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as place:
        for stage in _STAGES:
            _measured(Path(place), stage, asked.records)


def _law() -> Law:
    powers = Powers(PEOPLE, (Power("checker", (), messages=True, release=True),))
    return Law(rulebook.load(), Policy(powers=powers))


def _measured(place: Path, stage: str, records: int) -> None:
    """One line of the table, by a process of its own; children that ended before keep their greatest memory apart."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "tests.benchmarks.bench_outbox", "--stage", stage, "--place", str(place)]
    command += ["--records", str(records)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    words = f"{_WORDS[stage]:<44} {used:6.1f} s of processor {time.perf_counter() - began:6.1f} s by the clock"
    print(f"{words} {int(told[0]):5} MB at most   {told[1]} records", flush=True)


def _say(count: int) -> None:
    """What a stage answers: the most memory that it held, and how many records it did."""
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, count)


def _make(place: Path, records: int) -> None:
    """A ledger whose branch is cut over, with settlements of its last day."""
    from xl_addin.desk.acts.approve import approve
    from xl_addin.desk.acts.asking import ask_for
    from xl_addin.desk.acts.ground import Maker
    from xl_addin.desk.acts.request import Request, said_of

    ledger, law = open_ledger(str(place / "ledger.sqlite")), _law()
    paid_and_settled(ledger, LAST, range(records))
    asked = Request("cut-over", AD, said_of("cut-over", ("reported_until=30-Oct-2026",)), "the old desk")
    told = ask_for(Maker(ledger, LAST, law, WHO), asked)
    assert not told.one.bars, told.one.bars
    assert not approve(ledger, LAST, law, CHECKER, lambda one: True).barred
    ledger.close()
    _say(records)


def _produce(place: Path, _: int) -> None:
    from xl_addin.desk.produce.draft import Order, produce

    ledger = open_ledger(str(place / "ledger.sqlite"))
    told = produce(ledger, _law(), Order(LAST, WHO, place / "out"))
    assert not told.held, told.held[:3]
    _say(sum(len(one.records) for one in told.planned))


def _release(place: Path, _: int) -> None:
    from xl_addin.desk.produce.draft import Order
    from xl_addin.desk.produce.let_go import named, release

    ledger = open_ledger(str(place / "ledger.sqlite"))
    told = release(ledger, _law(), Order(LAST, CHECKER, place / "out"), named(()))
    assert not told.barred, told.barred[:3]
    _say(sum(one.records for one in told.files))


def _answer(place: Path, _: int) -> None:
    """IDPMS says SUCCESS of every record."""
    passed, came = {"errorCode": "SUCCESS"}, place / "came"
    came.mkdir()
    records = [
        Record({**one.values, **passed}, tuple({**each, **passed} for each in one.invoices))
        for path in sorted((place / "out" / "released").iterdir())
        for one in read(BES, OnDisk(path))
    ]
    with (came / REPLY).open("wb") as stream:
        write(BES.reply, records, stream)
    _say(len(records))


def _reply(place: Path, _: int) -> None:
    from xl_addin.desk.intake.take_in import take_in

    ledger = open_ledger(str(place / "ledger.sqlite"))
    (told,) = take_in(ledger, place / "came", LAST, WHO).replies.files
    assert told.answers == told.matched
    _say(told.matched)


# --- what it is held against ---

_LINES = """
SELECT p.orm_key, p.currency, p.amount_minor, i.port_code, i.boe_number, i.boe_date, i.iec, i.serial, i.invoice_number
FROM postings p JOIN invoice_events i ON i.invoice_key = p.invoice_key
"""
_RECORD = """    <boe>
      <portOfDischarge>{3}</portOfDischarge>
      <billOfEntryNumber>{4}</billOfEntryNumber>
      <billOfEntryDate>{5}</billOfEntryDate>
      <IECode>{6}</IECode>
      <outwardReferenceNumber>{0}</outwardReferenceNumber>
      <remittanceCurrency>{1}</remittanceCurrency>
      <invoiceSerialNo>{7}</invoiceSerialNo>
      <invoiceNo>{8}</invoiceNo>
      <invoiceAmt>{9:.2f}</invoiceAmt>
    </boe>
"""


def _bare_produce(place: Path, _: int) -> None:
    lines = sqlite3.connect(place / "ledger.sqlite").execute(_LINES).fetchall()
    texts = [_RECORD.format(*one, one[2] / 100) for one in lines]
    (place / "bare.xml").write_text("".join(texts), "utf-8")
    _rows(place, [(str(at), *one[:3], text) for at, (one, text) in enumerate(zip(lines, texts, strict=True))])


def _bare_reply(place: Path, _: int) -> None:
    from lxml import etree

    known = {
        one[0]: one
        for one in sqlite3.connect(place / "ledger.sqlite").execute(
            "SELECT reference, seq, file_place, place FROM message_records"
        )
    }
    told = [
        {each.tag: each.text for each in node.iter()} for node in etree.parse(place / "came" / REPLY).iter(BES.record)
    ]
    reference = BES.element("reference")
    _rows(place, [(*known[one[reference]], one["errorCode"]) for one in told])


def _rows(place: Path, rows: list[tuple[object, ...]]) -> None:
    with sqlite3.connect(place / "bare.sqlite") as connection:
        connection.execute("DROP TABLE IF EXISTS bare")
        connection.execute("CREATE TABLE bare (a, b, c, d, e)")
        connection.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?)", rows)
    _say(len(rows))


_STAGES: Mapping[str, Callable[[Path, int], None]] = {
    "make": _make,
    "bare-produce": _bare_produce,
    "produce": _produce,
    "release": _release,
    "answer": _answer,
    "bare-reply": _bare_reply,
    "reply": _reply,
}
_WORDS = {
    "make": "(the ledger is made)",
    "bare-produce": "baseline: read, written, put into a table",
    "produce": "drafted, kept, written, proved",
    "release": "compared with the ledger and let go",
    "answer": "(the reply is made)",
    "bare-reply": "baseline: parsed, looked up, put into a table",
    "reply": "replies matched and kept",
}


if __name__ == "__main__":
    main()
