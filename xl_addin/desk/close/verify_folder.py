"""Does a closing folder still say what the ledger says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from xl_addin.desk.close.check import Check
from xl_addin.desk.close.run_json import read_run
from xl_addin.desk.close.standing import closing_stands, done_since
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.movements import movements
from xl_addin.desk.whole_folder import is_half_done
from xl_addin.domain.dates import month_end, period_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import plain
from xl_addin.ledger import Ledger
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_meta
from xl_addin.workbook.books.read_control import read_control


def run_id(out: Path | None) -> str:
    """The run whose closing lies in a folder; "" where none does, or none can be read."""
    try:
        return str(read_run(out).get("run_id", "")) if out is not None else ""
    except DeskError:
        return ""


def changed_book(out: Path, run: Mapping[str, Any]) -> Path | None:
    """The workbook of a closing that is there and not as it was written; None where there is no such."""
    outputs: Mapping[str, str] = run["outputs"]
    for name, digest in outputs.items():
        path = out / name
        if name.endswith(".xlsx") and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return path
    return None


def folder_checks(ledger: Ledger, out: Path, run: Mapping[str, Any]) -> Iterator[Check]:
    """Whether the files of a closing are those of its run, and what it says is what the ledger says."""
    if is_half_done(out):
        yield Check("The closing is whole", False, "a run was stopped while it put it in place; close again")
    as_on = date.fromisoformat(run["as_on"])
    yield from (_file_unchanged(out, name, digest) for name, digest in sorted(run["outputs"].items()))
    with ledger.read() as connection:
        yield Check(f"The closing in {out.name} still stands", *closing_stands(connection, run["ledger_head"]))
    yield _totals_agree(ledger, run, as_on)
    book = next((out / name for name in run["outputs"] if name.endswith(".xlsx")), None)
    if book is not None and book.is_file():
        opened = FileBook(book)
        head = read_meta(opened).get("ledger_head", "")
        yield Check(
            "The workbook is of the run that run.json tells", head == run["ledger_head"], f"it says {head[:12]}"
        )
        yield from (Check(f"Control: {tie.text}", tie.holds, tie.figures) for tie in read_control(opened))


def _file_unchanged(out: Path, name: str, digest: str) -> Check:
    path = out / name
    if not path.is_file():
        return Check(f"{name} is there", False, "the file is missing; run close again")
    same = hashlib.sha256(path.read_bytes()).hexdigest() == digest
    return Check(f"{name} is as it was written", same, "BROKEN: it was changed after the close")


def _totals_agree(ledger: Ledger, run: Mapping[str, Any], as_on: date) -> Check:
    now: dict[Any, Any] = {(m.side, m.currency): m.closing_minor for m in movements(read_month(ledger, as_on))}
    then = {(m["side"], m["currency"]): m["closing_minor"] for m in run["control_totals"]}
    bad = [
        f"{side} {cur}: closing {plain(then.get((side, cur), 0), cur)}, ledger {plain(now.get((side, cur), 0), cur)}"
        for side, cur in sorted({*now, *then})
        if now.get((side, cur), 0) != then.get((side, cur), 0)
    ]
    with ledger.read() as connection:
        since = done_since(connection, run["ledger_head"], period_of(as_on)) if bad else []
    told = [*bad, *([f"done since it was made: {', '.join(since)}; close again"] if since else [])]
    return Check(f"Closing totals of {month_end(as_on):%b %Y} = ledger", not bad, "; ".join(told))
