"""Draft: what waits becomes files. The ledger keeps them first; then they are written into the outgoing folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from xl_addin.desk.month.day import refuse_earlier_day, refuse_nothing_yet
from xl_addin.desk.produce.books import Books, month_of_messages, read_books
from xl_addin.desk.produce.files import hash_of, put_in_place
from xl_addin.desk.produce.references import numbered
from xl_addin.desk.produce.stale import stale_files
from xl_addin.desk.produce.texts import CLOSURE
from xl_addin.desk.produce.waits import Waiting, Wanted, waiting
from xl_addin.desk.progress import Progress, silent
from xl_addin.desk.whole_folder import one_at_a_time
from xl_addin.domain.dates import period_of
from xl_addin.engine.law import Law
from xl_addin.engine.powers import may_propose
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import DRAFT, DROP
from xl_addin.ledger.outbox import FileNumber, Outbox, OutFile
from xl_addin.ledger.store import Actor
from xl_addin.messages.layouts import layout, layouts
from xl_addin.messages.names import name_of

# The order in which a day sends them: what others rest on first.
ORDER = {message: place for place, message in enumerate(("ORM", "MBE", "OBB", "BES", "ORA", "BEE", "BEA"))}


@dataclass(frozen=True, slots=True)
class Order:
    """Who drafts, on which day, into which folder."""

    as_on: date
    actor: Actor
    outgoing: Path
    closes: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """A file to be drafted."""

    message: str
    ad_code: str
    file: str
    running: int
    records: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Produced:
    """What was drafted, what is held and why, which drafts were dropped, what is wrong in the folder."""

    planned: tuple[Planned, ...]
    held: tuple[Wanted, ...]
    dropped: tuple[tuple[OutFile, str], ...] = ()
    seq: int = 0
    faults: tuple[str, ...] = ()


def produce(
    ledger: Ledger, law: Law, order: Order, *, only_list: bool = False, progress: Progress = silent
) -> Produced:
    """Drafts what waits; a second run drafts nothing and only makes files that are missing.

    Drafts that say something else by now are dropped and drafted anew. With `only_list` nothing is kept.
    """
    with ledger.read() as connection:
        refuse_earlier_day(connection, order.as_on)
        refuse_nothing_yet(connection, order.as_on)
    actor = ledger.known(order.actor)
    if only_list:
        return _planned(ledger, law, order, actor, progress)[0]
    with one_at_a_time(order.outgoing, f"{actor.user}, since {order.actor.at:%d-%b-%Y %H:%M:%S}"):
        told, known = _planned(ledger, law, order, actor, progress)
        head = _drop(ledger, order, actor, told.dropped, known)
        seq = _keep(ledger, order, actor, told.planned, head)
        progress("Writing files")
        faults = put_in_place(ledger, period_of(order.as_on), order.outgoing)
    return Produced(told.planned, told.held, told.dropped, seq, tuple(faults))


def _planned(ledger: Ledger, law: Law, order: Order, actor: Actor, progress: Progress) -> tuple[Produced, str]:
    """What would be drafted, and the act it was read at."""
    progress("Looking for what waits")
    read = _read(ledger, law, order, actor)  # the month is let go of: what follows needs as much room again
    named = [*numbered(_given_up(read.mine), read.box, order.as_on)]
    planned = tuple(_files([one for one in named if not one.held], read.box.files, order.as_on))
    held = (*read.held, *(one for one in named if one.held))
    return Produced(planned, held, read.stale), read.head


class _Read(NamedTuple):
    """What the person may draft, in order; what is held; drafts that are stale; the outbox at the ledger's head."""

    mine: list[Wanted]
    held: tuple[Wanted, ...]
    stale: tuple[tuple[OutFile, str], ...]
    box: Outbox
    head: str


def _read(ledger: Ledger, law: Law, order: Order, actor: Actor) -> _Read:
    with ledger.snapshot():
        books = read_books(ledger, month_of_messages(ledger, order.as_on), closes=order.closes)
        stale = tuple(stale_files(ledger, books))
        found = waiting(books.without(frozenset(file.number for file, _ in stale)))
    mine, others = _of_person(books, found, law, actor, order.as_on)
    return _Read(sorted(mine, key=_in_order), (*found.held, *others), stale, books.box, books.head)


def _given_up(wanted: list[Wanted]) -> Iterator[Wanted]:
    """Each in its order, let go of as it is handed on: with its reference it is made anew."""
    wanted.reverse()
    while wanted:
        yield wanted.pop()


def _in_order(one: Wanted) -> tuple[Any, ...]:
    return ORDER[one.message], one.ad_code, one.since


def _of_person(books: Books, found: Waiting, law: Law, actor: Actor, as_on: date) -> tuple[list[Wanted], list[Wanted]]:
    """What the person may draft; the rest held with what bars him."""
    bars = {
        code: "; ".join(fail.note for fail in may_propose(law, actor.user, as_on, books.branch(code)))
        for code in {one.ad_code for one in found.ready}
    }
    mine = [one for one in found.ready if not bars[one.ad_code]]
    return mine, [replace(one, held=bars[one.ad_code]) for one in found.ready if bars[one.ad_code]]


def _files(wanted: Sequence[Wanted], before: Sequence[OutFile], day: date) -> Iterator[Planned]:
    """Files of one message and AD code, each with at most as many records as the message allows."""
    groups: dict[tuple[str, str], list[Wanted]] = {}
    for one in wanted:
        groups.setdefault((one.message, one.ad_code), []).append(one)
    for (message, ad_code), records in groups.items():
        told = layout(message)
        used = [one.running for one in before if (one.message, one.ad_code, one.day) == (message, ad_code, day)]
        size, first = told.rows_per_file or len(records), max(used, default=0) + 1
        for running, start in enumerate(range(0, len(records), size), first):
            part = tuple(records[start : start + size])
            yield Planned(message, ad_code, name_of(told, ad_code, day, running), running, part)


def _drop(ledger: Ledger, order: Order, actor: Actor, stale: Sequence[tuple[OutFile, str]], known: str) -> str:
    """Drops drafts that say something else by now; answers the ledger's head."""
    if not stale:
        return known
    with ledger.step(DROP, order.as_on, actor, after=known) as step:
        step.add(tables.message_marks, (mark(file.number, DROP.kind, remarks=why) for file, why in stale))
        step.detail = {"files": len(stale)}
    return step.hash


def _keep(ledger: Ledger, order: Order, actor: Actor, planned: Sequence[Planned], known: str) -> int:
    if not planned:
        return 0
    with ledger.step(DRAFT, order.as_on, actor, after=known) as step:
        step.add(tables.message_files, (_file_row(place, one, order.as_on) for place, one in enumerate(planned, 1)))
        step.add(
            tables.message_records,
            (
                _record_row(file, place, one)
                for file, plan in enumerate(planned, 1)
                for place, one in enumerate(plan.records, 1)
            ),
        )
        step.detail = {"files": len(planned), "records": sum(len(one.records) for one in planned)}
        return step.seq


def _file_row(place: int, one: Planned, day: date) -> Mapping[str, Any]:
    sha256, counts = hash_of(one.message, (wanted.record for wanted in one.records))
    return {
        "place": place,
        "message": one.message,
        "file": one.file,
        "ad_code": one.ad_code,
        "day": day,
        "running": one.running,
        "records": counts.records,
        "invoices": counts.invoices,
        "sha256": sha256,
    }


def _record_row(file: int, place: int, one: Wanted) -> Mapping[str, Any]:
    closing = layouts()[one.message].element(CLOSURE)
    return {
        "file_place": file,
        "place": place,
        "indicator": one.indicator,
        "reference": one.reference,
        "boe_key": one.boe_key,
        "orm_key": one.orm_key,
        "currency": one.currency,
        "amount_minor": one.minor,
        "origins": " ".join(one.origins),
        "closing": one.record.values.get(closing, "") if closing else "",
        "content": one.content,
    }


def mark(of: FileNumber, word: str, on_day: str = "", reference: str = "", remarks: str = "") -> Mapping[str, Any]:
    """What became of a drafted file, as a row of the ledger."""
    told = {"word": word, "on_day": on_day, "reference": reference, "remarks": remarks}
    return {"draft_seq": of.seq, "draft_place": of.place, **told}
