"""All that a month sends out: files for IDPMS and papers, with an index that also says what is held, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from xl_addin.desk.atomic import atomic_lines
from xl_addin.desk.close.outputs import write_csv
from xl_addin.desk.papers.drafts import Left
from xl_addin.desk.papers.issue import Made, Office
from xl_addin.desk.papers.register import Shown, shown
from xl_addin.desk.papers.whole_month import issue_month
from xl_addin.desk.produce.books import Books, month_of_messages, read_books
from xl_addin.desk.produce.draft import Order, Produced, produce
from xl_addin.desk.produce.files import path_of
from xl_addin.desk.produce.told import sums_told
from xl_addin.desk.produce.waits import Wanted
from xl_addin.domain.dates import period_of
from xl_addin.ledger.outbox import DROPPED, OutFile, OutRecord
from xl_addin.ledger.papers import issued
from xl_addin.workbook.lists import Column, List, day, long, text, whole

PAPERS = "papers"  # the folder of papers in the outgoing folder
MESSAGE, PAPER, HELD, LEFT_OUT = "message", "paper", "held", "left out"


@dataclass(frozen=True, slots=True)
class Line:
    """A file of the set, or a record or paper that is not in it: of what it is, where it lies, how it stands."""

    what: str
    number: str
    kind: str
    about: str
    on: date
    state: str
    records: int | None = None
    sums: str = ""
    file: str = ""
    sha256: str = ""


INDEX: List[Line] = List(
    "index",
    columns=(
        Column("what", text, lambda r: r.what),
        Column("number", text, lambda r: r.number),
        Column("kind", text, lambda r: r.kind),
        Column("about", text, lambda r: r.about),
        Column("day", day, lambda r: r.on),
        Column("records", whole, lambda r: r.records),
        Column("amounts", long, lambda r: r.sums),
        Column("state", long, lambda r: r.state),
        Column("file", long, lambda r: r.file),
        Column("sha256", text, lambda r: r.sha256),
    ),
)


@dataclass(frozen=True, slots=True)
class WholeSet:
    """What was drafted and issued, and the index; None where only looked at."""

    drafted: Produced
    papers: Sequence[Made]
    index: Path | None = None
    lines: Sequence[Line] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is held, left out or at fault."""
        return not (self.drafted.held or self.drafted.faults or any(one.left for one in self.papers))


def whole_set(office: Office, order: Order) -> WholeSet:
    """Issues the month's papers into the office's folder, drafts what waits, and writes the index.

    Papers first: without the bank's name, or with a template that cannot be filled, nothing is drafted either. Run
    again it issues and drafts nothing twice, and the index says what became of each file since.
    """
    only_list = office.order.only_list
    made = issue_month(office)
    drafted = produce(office.ledger, office.law, order, only_list=only_list, progress=office.progress)
    if only_list:
        return WholeSet(drafted, made)
    books = read_books(office.ledger, month_of_messages(office.ledger, order.as_on), closes=order.closes)
    with office.ledger.read() as connection:
        known = shown(issued(connection), connection)
    period = period_of(order.as_on)
    lines = [
        *_messages(books, order.outgoing, period),
        *(_paper(one, office.order.folder) for one in known if period_of(one.paper.as_on) == period),
        *(_held(one, order.as_on) for one in drafted.held),
        *(_left(one, of.what, order.as_on) for of in made for one in of.left),
    ]
    index = order.outgoing / f"index-{period}.csv"
    atomic_lines(index, partial(write_csv, INDEX.with_rows(lines)))
    return WholeSet(drafted, made, index, lines)


def _messages(books: Books, outgoing: Path, period: str) -> Iterator[Line]:
    for one in books.box.files:
        if one.state != DROPPED and period_of(one.day) == period:
            yield _message(one, books.of_file.get(one.number, ()), outgoing)


def _message(file: OutFile, records: Sequence[OutRecord], outgoing: Path) -> Line:
    states: dict[str, int] = defaultdict(int)
    for one in records:
        states[one.state] += 1
    told = ", ".join(f"{many:,} {state}" for state, many in sorted(states.items()))
    return Line(
        *(MESSAGE, str(file.number), file.message, f"AD code {file.ad_code}", file.day, told, file.records),
        sums=sums_told((one.currency, one.amount_minor) for one in records),
        file=str(path_of(outgoing, file)),
        sha256=file.sha256,
    )


def _paper(one: Shown, folder: Path) -> Line:
    paper, path = one.paper, folder / one.paper.file
    there = "" if path.is_file() else "; its file is not in this folder: papers again makes it"
    return Line(
        *(PAPER, paper.number, paper.kind, paper.item_key, paper.as_on, f"{one.state}{there}"),
        file=str(path),
        sha256=paper.sha256,
    )


def _held(one: Wanted, on: date) -> Line:
    return Line(HELD, "", one.message, one.about, on, one.held, 1, sums_told([(one.currency, one.minor)]))


def _left(one: Left, what: str, on: date) -> Line:
    return Line(LEFT_OUT, "", what, one.item, on, f"{one.why} {one.todo}")
