"""How long messages take, beside a baseline: made, checked and written; read again; and replies to them read.

    python -m tests.benchmarks.bench_messages                    50,000 settlements
    python -m tests.benchmarks.bench_messages --records 100000

Baseline of the same run: the bytes of the file parsed by lxml and nothing else. Seconds of processor, and the most
memory that the process had until then. Figures are for comparing, never for passing or failing a test.
"""

from __future__ import annotations

import argparse
import platform
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from lxml import etree

from xl_addin.domain.content import OnDisk
from xl_addin.domain.findings import Finding
from xl_addin.messages.check import sound
from xl_addin.messages.layouts import layout
from xl_addin.messages.made import made
from xl_addin.messages.prove import prove
from xl_addin.messages.read import read
from xl_addin.messages.record import Record
from xl_addin.messages.replies import read_replies
from xl_addin.messages.write import write

ON = date(2026, 10, 31)
BES = layout("BES")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=50_000, help="settlements, with two invoices each")
    count: int = parser.parse_args().records
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as place:
        _timed(Path(place), count)


def _timed(place: Path, count: int) -> None:
    file, reply, told = place / "x.bes.xml", place / "x.passbesAck.xml", list[Finding]()
    with file.open("wb") as stream:
        start = time.process_time()
        counts = write(BES, sound(BES, _settlements(count), told.append, file.name, ON), stream)
    _say(f"{counts.records} settlements made, checked, written", start, file)
    start = time.process_time()
    read_again = sum(1 for _ in read(BES, OnDisk(file)))
    _say(f"{read_again} records read again", start, file)
    start = time.process_time()
    assert not prove(BES, _settlements(count), OnDisk(file))
    _say("the file valid by its schema and as it was made", start, file)
    with reply.open("wb") as stream:
        write(BES.reply, _replies(count), stream)
    start = time.process_time()
    replies = read_replies(BES, OnDisk(reply), told.append)
    _say(f"{len(replies)} replies read", start, reply)
    del replies
    start = time.process_time()
    etree.parse(file)
    _say("baseline: parsed by lxml, held whole", start, file)
    assert not told


def _say(what: str, start: float, file: Path) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size = file.stat().st_size / 1e6
    print(f"{what:<52} {time.process_time() - start:6.2f} s   {used:5} MB at most   file {size:.0f} MB")


def _settlements(count: int) -> Iterator[Record]:
    for n in range(count):
        values = {
            "port_code": "INNSA1",
            "boe_number": f"{n % 10_000_000:07}",
            "boe_date": date(2026, 10, 20),
            "iec": "0388000037",
            "ad_code": "0009001",
            "record_indicator": "1",
            "reference": f"PAY{n:09}",
            "orm_number": f"IBA26{n:09}",
            "orm_ad_code": "0009001",
            "currency": "USD",
            "closure_indicator": "1",
        }
        invoices = [
            {
                "invoice_serial": serial,
                "invoice_number": f"INV/{n}-{serial} & CO",
                "amount": Decimal(n + serial) / 100 + 1,
                "amount_invoice_currency": Decimal(n + serial) / 100 + 1,
            }
            for serial in (1, 2)
        ]
        record = made(BES, values, invoices).record
        assert record is not None
        yield record


def _replies(count: int) -> Iterator[Record]:
    passed = {"errorCode": "SUCCESS"}
    for record in _settlements(count):
        yield Record({**record.values, **passed}, tuple({**one, **passed} for one in record.invoices))


if __name__ == "__main__":
    main()
