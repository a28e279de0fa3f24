"""A person says what becomes of cancellations that IDPMS refused: tried again, or done there by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xl_addin.desk.acts.propose import refuse_reason
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.produce.books import Books, month_of_messages, read_books
from xl_addin.desk.produce.draft import mark
from xl_addin.desk.produce.refused import refused_cancellations
from xl_addin.engine.law import Law
from xl_addin.engine.powers import may_propose
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import CANCELLING
from xl_addin.ledger.outbox import OutRecord
from xl_addin.ledger.store import Actor

NONE_WAITS = "no refused cancellation of that reference waits: see outbox"


@dataclass(frozen=True, slots=True)
class Said:
    """Cancellations of which it was said, and references that are barred with what bars them."""

    done: tuple[OutRecord, ...]
    barred: tuple[tuple[str, str], ...]


def say_refused(
    ledger: Ledger,
    law: Law,
    as_on: date,
    actor: Actor,
    references: Sequence[str],
    word: str,
    why: str,
    *,
    only_list: bool = False,
) -> Said:
    """Keeps the word (`AGAIN` or `DONE_THERE`) and the reason; what is tried again is drafted by the next `produce`.

    What was done in IDPMS by hand counts as cancelled there: what still stands of it is filed anew. Without references
    all that wait are meant; with `only_list` nothing is kept.
    """
    refuse_reason(why)
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    actor = ledger.known(actor)
    with ledger.snapshot():
        books = read_books(ledger, month_of_messages(ledger, as_on))
    waiting = {one.reference.upper(): one for one in refused_cancellations(books)}
    wanted = list(dict.fromkeys(one.strip() for one in references or waiting))
    bars = {one: _bar(books, waiting.get(one.upper()), law, actor, as_on) for one in wanted}
    free = [waiting[one.upper()] for one in wanted if not bars[one]]
    if free and not only_list:
        with ledger.step(CANCELLING, as_on, actor, after=books.head) as step:
            rows = (mark(one.file.number, word, reference=one.reference, remarks=why) for one in free)
            step.add(tables.message_marks, rows)
            step.detail = {"records": len(free)}
    return Said(tuple(free), tuple((one, bar) for one, bar in bars.items() if bar))


def _bar(books: Books, one: OutRecord | None, law: Law, actor: Actor, as_on: date) -> str:
    if one is None:
        return NONE_WAITS
    fails = may_propose(law, actor.user, as_on, books.branch(one.file.ad_code))
    return "; ".join(fail.note for fail in fails)
