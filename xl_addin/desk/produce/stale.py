"""Whether a draft still says what the ledger says: what it reports, whether it may go, whether it closes the entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.build import text_of
from xl_addin.desk.produce.closures import is_settled
from xl_addin.desk.produce.holds import barred
from xl_addin.desk.produce.kept import unpacked
from xl_addin.desk.produce.texts import CLOSES, CLOSURE, INDICATOR, REFERENCE, Text
from xl_addin.desk.produce.units import Unit, units
from xl_addin.desk.produce.waits import AMENDED, NUMBERED, waiting
from xl_addin.desk.produce.wire import Wiring
from xl_addin.ledger import Ledger
from xl_addin.ledger.outbox import CANCEL, DRAFTED, OutFile, OutRecord
from xl_addin.ledger.outbox_rows import contents

FALLEN = "what it reports does not stand any more"
CHANGED = "the ledger says something else of it by now"
STANDS = "what it cancels stands again, or is cancelled already"
NOT_LAST = "it closes the bill of entry, and that is not settled any more"


def stale_files(ledger: Ledger, books: Books) -> Iterator[tuple[OutFile, str]]:
    """Drafted files of which a record is not what it would be by now, each with the first reason."""
    drafts = [one for one in books.box.files if one.state == DRAFTED]
    if not drafts:
        return
    known = {one.origin: one for one in units(books)}
    for file in drafts:
        with ledger.read() as connection:
            kept = [*contents(connection, file.number)]
        before = books.without(frozenset({file.number}))
        why = next(_faults(before, books.of_file[file.number], kept, known), "")
        why = why or next(_needless(before, books.of_file[file.number]), "")
        if why:
            yield file, why


def _faults(
    books: Books, records: Sequence[OutRecord], kept: Sequence[str], known: Mapping[str, Unit]
) -> Iterator[str]:
    wiring = Wiring(books.month.as_on)
    for one, content in zip(records, kept, strict=True):
        if one.indicator != CANCEL and (why := _why(books, one, content, known, wiring)):
            yield f"record {one.number.place}, {one.reference}: {why}"


def _needless(books: Books, records: Sequence[OutRecord]) -> Iterator[str]:
    """Cancellations that would not be drafted by now."""
    cancels = [one for one in records if one.indicator == CANCEL]
    if not cancels:
        return
    wanted = {(one.message, one.reference): one.held for one in waiting(books).wanted if one.indicator == CANCEL}
    for one in cancels:
        if why := wanted.get((one.file.message, one.reference), STANDS):
            yield f"record {one.number.place}, {one.reference}: {why}"


def _why(books: Books, one: OutRecord, content: str, known: Mapping[str, Unit], wiring: Wiring) -> str:
    if any(origin not in known for origin in one.origins):
        return FALLEN
    group = [known[origin] for origin in one.origins]
    if bars := [*barred(books, group[0])]:
        return "; ".join(bars)
    if one.closing == CLOSES and not is_settled(books, one.boe_key):
        return NOT_LAST
    text = text_of(books, group)
    own = {REFERENCE: one.reference} if one.file.message in NUMBERED else {}
    own |= {INDICATOR: one.indicator} if one.file.message in AMENDED else {}
    closing = {CLOSURE: one.closing} if one.closing else {}
    made = wiring.wired(one.file.message, Text({**text.values, **own, **closing}, text.invoices))
    return "; ".join(made.bars) or ("" if made.record == unpacked(content) else CHANGED)
