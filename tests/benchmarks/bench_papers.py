"""A thousand acknowledgement slips, each in a file of its own: python -m tests.benchmarks.bench_papers

Prints seconds and the most memory held; the limits are 20 s and 500 MB.
"""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import MAKER, OCTOBER, close, law
from xl_addin.desk.papers.issue import SINGLE, Office, Order
from xl_addin.desk.papers.issue_slips import issue_slips
from xl_addin.desk.papers.templates import Templates
from xl_addin.ledger import open_ledger

IMPORTERS = 1000


def measured(importers: int = IMPORTERS) -> tuple[int, float, float]:
    """Slips issued, seconds, megabytes."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "extracts").mkdir()
        _extracts(folder / "extracts", importers)
        close(folder / "extracts", folder)
        ledger, began = open_ledger(str(folder / "ledger.sqlite")), time.perf_counter()
        order = Order(folder / "papers", Templates(), SINGLE)
        made = issue_slips(Office(ledger, OCTOBER, law(), MAKER, "Namuna Bank", order))
        ledger.close()
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return len(made.papers), time.perf_counter() - began, held


def _extracts(folder: Path, importers: int) -> None:
    """One remittance for each invoice of each importer, alike in reference and amount."""
    codes = [f"03880{at:05d}" for at in range(importers)]
    names = {code: f"NAKLI FOODS {at:04d} PRIVATE LIMITED" for at, code in enumerate(codes, 1)}
    bills = [
        boe(invoice(no=f"EXP/{at:06d}", amount=f"{1000 + at}.00"), number=f"{at:07d}", iec=code, IEName=names[code])
        for at, code in enumerate(codes, 1)
    ]
    orms = [
        orm(
            number=f"IBA2610{at:07d}",
            iec=code,
            name=names[code],
            amount=f"{1000 + at}.00",
            remarks=f"Against invoice EXP/{at:06d}",
        )
        for at, code in enumerate(codes, 1)
    ]
    master = [{**IMPORTER, "iec": code, "name": names[code], "address": f"PLOT {code}, PUNE"} for code in codes]
    files = {
        "orm.csv": csv_text(orms),
        "0009001_RBI0610202601.obe.xml": obe_xml(*bills),
        "importers.csv": csv_text(master),
        "rates.csv": "date,currency,inr_per_unit\n2026-10-30,USD,97.2892\n",
    }
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")


if __name__ == "__main__":
    count, seconds, megabytes = measured()
    print(f"{count:,} slips in {seconds:.1f} s, {megabytes:.0f} MB")
