"""The outbox of a month as the sheets and the checks tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xl_addin.desk.month.month import Month
from xl_addin.desk.produce.books import Books, read_books
from xl_addin.desk.produce.refused import refused
from xl_addin.desk.produce.three_way import NOTHING_COMPARED, Compared, compare
from xl_addin.desk.produce.ties import Ties, ties_of
from xl_addin.desk.produce.waits import Waiting, waiting
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.ledger import Ledger
from xl_addin.ledger.outbox import (
    DRAFTED,
    RELEASED,
    SENT_ON,
    OutFile,
    OutRecord,
    Reply,
)

_SOURCE = "outbox"


_NOTHING = Waiting(())
_NO_TIES = Ties()


@dataclass(frozen=True)
class Outgoing:
    """What is in the outbox; nothing where the desk sends nothing to IDPMS with this program."""

    books: Books | None = None
    found: Waiting = _NOTHING
    ties: Ties = _NO_TIES
    compared: Compared = NOTHING_COMPARED

    @property
    def refused(self) -> list[OutRecord]:
        """Records that IDPMS refused and that were not drafted anew."""
        return refused(self.books) if self.books else []

    @property
    def unmatched(self) -> list[Reply]:
        """Answers of the month to nothing that was let go here, and to no remittance that the ledger knows."""
        books = self.books
        if books is None:
            return []
        return [one for one in books.box.replies if one.answers_nothing and one.period == books.month.period]


NO_OUTGOING = Outgoing()


def read_outgoing(ledger: Ledger, month: Month) -> Outgoing:
    """The outbox as the ledger has it up to the end of the month; read only where there is a cut-over."""
    if not month.reported.cut_overs:
        return NO_OUTGOING
    books = read_books(ledger, month)
    found = waiting(books)
    return Outgoing(books, found, ties_of(ledger, books, found), compare(books, found))


def is_open(books: Books, file: OutFile) -> bool:
    """Whether a record of a file that was let go is not answered."""
    return any(one.is_open for one in books.of_file.get(file.number, ()))


def outgoing_findings(out: Outgoing) -> Iterator[Finding]:
    """What waits at the end of the day, what was refused, what answers nothing."""
    books = out.books
    if books is None:
        return
    files = [one for one in books.box.files if one.state == DRAFTED or is_open(books, one)]
    counts = (
        ("records to be drafted", len(out.found.ready)),
        ("records held", len(out.found.held)),
        *((f"files {words}", sum(one.state == state for one in files)) for state, words in _WORDS),
    )
    told = ", ".join(f"{count:,} {words}" for words, count in counts if count)
    if told:
        yield finding("OUTBOX_WAITS", _SOURCE, told)
    if outside := books.undone_outside:
        yield finding("OUTSIDE_TAKEN_BACK", _SOURCE, f"{len(outside):,}: {', '.join(outside[:3])}")
    for one in out.refused:
        codes = ", ".join(one.replies[-1].codes)
        place = Place("Messages", one.replies[-1].row)
        yield finding("MESSAGE_REFUSED", one.replies[-1].file, f"{one.file.message} {one.reference}: {codes}", place)
    for reply in out.unmatched:
        yield finding("REPLY_OF_UNKNOWN", reply.file, f"{reply.message} {reply.named}", Place("Messages", reply.row))


_WORDS = ((DRAFTED, "to be let go"), (RELEASED, "to be sent"), (SENT_ON, "not answered"))
