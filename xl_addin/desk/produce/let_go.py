"""Release, drop and sent: another person lets drafted files go; what was let go does not change any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from xl_addin.desk.acts.moments import too_early
from xl_addin.desk.acts.propose import refuse_reason, refuse_text
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.produce.books import Books, month_of_messages, read_books
from xl_addin.desk.produce.draft import Order, mark
from xl_addin.desk.produce.files import path_of, put_in_place, sha256_of
from xl_addin.desk.produce.kept import rounded_of, unpacked
from xl_addin.desk.produce.rounding import Rounded
from xl_addin.desk.produce.stale import stale_files
from xl_addin.desk.progress import Progress, silent
from xl_addin.desk.started import typed
from xl_addin.desk.whole_folder import one_at_a_time
from xl_addin.domain.content import OnDisk
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import from_minor
from xl_addin.engine.law import Law
from xl_addin.engine.powers import LET_GO, Approval, may_approve, may_propose
from xl_addin.engine.rule import OK
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import DROP, RELEASE, SENT
from xl_addin.ledger.outbox import CANCEL, DRAFTED, RELEASED, OutFile, OutRecord
from xl_addin.ledger.outbox_rows import contents
from xl_addin.ledger.store import Actor
from xl_addin.messages.layouts import layout
from xl_addin.messages.model import Layout, Level
from xl_addin.messages.prove import Sums, prove
from xl_addin.rulebook.facts import ORM, YES

Meant = Callable[[OutFile], bool]


@dataclass(frozen=True, slots=True)
class Done:
    """Files with which it was done, others with what bars them, what is wrong in the folder."""

    files: tuple[OutFile, ...]
    barred: tuple[tuple[OutFile, str], ...]
    faults: tuple[str, ...] = ()


def release(
    ledger: Ledger, law: Law, order: Order, meant: Meant, *, only_list: bool = False, progress: Progress = silent
) -> Done:
    """Lets drafted files go, in one act. Each is compared before: bytes with their hash, records with the ledger.

    The person is another than the drafter and has the power `release` by the bank's policy.
    """
    with ledger.read() as connection:
        refuse_earlier_day(connection, order.as_on)
    actor = ledger.known(order.actor)
    with one_at_a_time(order.outgoing, f"{actor.user}, since {order.actor.at:%d-%b-%Y %H:%M:%S}"):
        with ledger.snapshot():
            books = read_books(ledger, month_of_messages(ledger, order.as_on), closes=order.closes)
            drafts = [one for one in books.box.files if one.state == DRAFTED and meant(one)]
            stale = dict(stale_files(ledger, books)) if drafts else {}
        progress(f"Comparing {len(drafts)} files with the ledger")
        bars = {
            one.number: "; ".join(filter(None, (_person(law, actor, order.as_on, books, one), stale.get(one, ""))))
            or _differs(ledger, one, books.of_file.get(one.number, ()), order.outgoing)
            for one in drafts
        }
        free = [one for one in drafts if not bars[one.number]]
        barred = tuple((one, bars[one.number]) for one in drafts if bars[one.number])
        if only_list:
            return Done(tuple(free), barred)
        if free:
            with ledger.step(RELEASE, order.as_on, actor, after=books.head) as step:
                step.add(tables.releases, (_released(one) for one in free))
                step.add(tables.answers, _reported(books, free))
                step.detail = {"files": len(free)}
        faults = put_in_place(ledger, period_of(order.as_on), order.outgoing)
    return Done(tuple(free), barred, tuple(faults))


def _released(one: OutFile) -> Mapping[str, Any]:
    return {"draft_seq": one.number.seq, "draft_place": one.number.place, "sha256": one.sha256}


def _reported(books: Books, files: Sequence[OutFile]) -> Iterator[Mapping[str, Any]]:
    """The ORM message of a remittance is made: nothing that was posted waits for that any more."""
    numbers = {one.number for one in files if one.message == ORM}
    for one in books.box.records:
        if one.file.number in numbers and one.indicator != CANCEL:
            yield {"item_kind": ORM, "item_key": one.orm_key, "fact": "orm_generated", "value": YES}


def _person(law: Law, actor: Actor, as_on: date, books: Books, file: OutFile) -> str:
    """What keeps the person from letting a file go; "" for nothing."""
    found = may_approve(
        law,
        Approval(
            act=LET_GO,
            maker=file.drafter,
            checker=actor.user,
            action_date=as_on,
            amount_inr=None,
            status=OK,
            branch=books.branch(file.ad_code),
        ),
    )
    return too_early(file.drafted_at, actor.at) if found.ok else "; ".join(found.notes)


def _differs(ledger: Ledger, file: OutFile, records: Sequence[OutRecord], outgoing: Path) -> str:
    """How the file on the disk differs from the ledger; "" where it is the same: bytes, schema, records, sums."""
    path = path_of(outgoing, file)
    if not path.exists():
        return f"{path} is not there: make it again with {typed('produce')}"
    if sha256_of(path) != file.sha256:
        return f"{path} was changed since it was drafted: remove it and make it again with {typed('produce')}"
    told = layout(file.message)
    totals, rounded = Sums(told), list[Rounded]()
    with ledger.read() as connection:
        texts = _noting(contents(connection, file.number), rounded)
        wrong = prove(told, totals.along(map(unpacked, texts)), OnDisk(path))
    if wrong:
        return f"{path} does not say what the ledger says ({wrong[0].found}): drop it and produce it anew"
    return _other_sums(told, totals, rounded, path, records)


def _noting(texts: Iterable[str], rounded: list[Rounded]) -> Iterator[str]:
    """Hands the texts on, and notes which of their control amounts were rounded."""
    for text in texts:
        rounded += (one for one in rounded_of(text) if one.field == "amount")
        yield text


def _other_sums(
    told: Layout, totals: Sums, rounded: Iterable[Rounded], path: Path, records: Sequence[OutRecord]
) -> str:
    """How the control sums of the file differ from those of the ledger, currency by currency; "" where they do not.

    The file was proved to hold the records of these totals; what was rounded by the bank's rule is taken off.
    """
    element = told.element("amount") or told.element("amount", Level.INVOICE)
    there = {currency: total for (name, currency), total in totals.found.items() if name == element}
    kept: dict[str, Decimal] = defaultdict(Decimal)
    for one in records if element else ():
        kept[one.currency] += from_minor(one.amount_minor, one.currency)
    for each in rounded if element else ():
        kept[each.currency] -= from_minor(each.minor, each.currency)
    differ = [currency for currency in {*there, *kept} if there.get(currency) != kept.get(currency)]
    return f"{path} adds up to another sum in {', '.join(sorted(differ))} than the ledger" if differ else ""


def drop(ledger: Ledger, law: Law, order: Order, meant: Meant, why: str, *, only_list: bool = False) -> Done:
    """Drops drafts: what they reported waits again. What was let go is not dropped."""
    refuse_reason(why)
    row = partial(_dropped, why=why)
    return _marked(ledger, law, order, meant, (DRAFTED,), row, only_list=only_list)


def _dropped(one: OutFile, why: str) -> Mapping[str, Any]:
    return mark(one.number, DROP.kind, remarks=why)


def sent(
    ledger: Ledger, law: Law, order: Order, meant: Meant, on: date, reference: str, *, only_list: bool = False
) -> Done:
    """Says that files were sent to IDPMS, on which day and under which reference."""
    refuse_text(reference)
    if on > order.as_on:
        raise DeskError(f"The day {on:%d-%b-%Y} lies after the as-on date.", "Option --on.", "Give the day of sending.")
    row = partial(_sent, on=on, reference=reference)
    return _marked(ledger, law, order, meant, (RELEASED,), row, only_list=only_list)


def _sent(one: OutFile, on: date, reference: str) -> Mapping[str, Any]:
    return mark(one.number, SENT.kind, f"{on}", reference)


def _marked(
    ledger: Ledger,
    law: Law,
    order: Order,
    meant: Meant,
    states: Sequence[str],
    row: Callable[[OutFile], Mapping[str, Any]],
    *,
    only_list: bool,
) -> Done:
    with ledger.read() as connection:
        refuse_earlier_day(connection, order.as_on)
    actor = ledger.known(order.actor)
    with one_at_a_time(order.outgoing, f"{actor.user}, since {order.actor.at:%d-%b-%Y %H:%M:%S}"):
        with ledger.snapshot():
            books = read_books(ledger, month_of_messages(ledger, order.as_on), closes=order.closes)
        these = [one for one in books.box.files if meant(one)]
        bars = {one.number: _not_in(one, states) or _other_person(law, actor, order.as_on, books, one) for one in these}
        free = [one for one in these if not bars[one.number]]
        barred = tuple((one, bars[one.number]) for one in these if bars[one.number])
        if only_list:
            return Done(tuple(free), barred)
        if free:
            act = DROP if DRAFTED in states else SENT
            with ledger.step(act, order.as_on, actor, after=books.head) as step:
                step.add(tables.message_marks, map(row, free))
                step.detail = {"files": len(free)}
        faults = put_in_place(ledger, period_of(order.as_on), order.outgoing)
    return Done(tuple(free), barred, tuple(faults))


def _not_in(one: OutFile, states: Sequence[str]) -> str:
    return "" if one.state in states else f"it is {one.state}, not {' or '.join(states)}"


def _other_person(law: Law, actor: Actor, as_on: date, books: Books, file: OutFile) -> str:
    return "; ".join(fail.note for fail in may_propose(law, actor.user, as_on, books.branch(file.ad_code)))


def named(numbers: Sequence[str]) -> Meant:
    """Files of these numbers: M12-1, or M12 for all of that act; a file's name; without any, all."""
    wanted = {one.strip().upper() for one in numbers}
    return lambda one: not wanted or bool(wanted & {str(one.number), f"M{one.number.seq}", one.file.upper()})
