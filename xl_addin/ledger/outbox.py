"""What is in the outbox: files that were drafted, what became of them, what IDPMS said of each record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from xl_addin.ledger.acts import DRAFT, SENT

SUCCESS = "SUCCESS"
NEW, AMEND, CANCEL = "1", "2", "3"  # record indicators
# What a file is, and then what a record of one that was let go is.
DRAFTED, RELEASED, SENT_ON, DROPPED = DRAFT.kind, "RELEASED", SENT.kind, "DROPPED"
PASSED, FAILED, PARTIAL, CANCELLED = "PASS", "FAIL", "PART", "CANCELLED"
AGAIN, DONE_THERE = "AGAIN", "DONE_THERE"  # what a person says of a cancellation that IDPMS refused


class FileNumber(NamedTuple):
    """The number of a drafted file: its act and its place in it."""

    seq: int
    place: int

    def __str__(self) -> str:
        return f"M{self.seq}-{self.place}"


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file for IDPMS with all that was done with it."""

    number: FileNumber
    message: str
    file: str
    ad_code: str
    day: date
    running: int
    records: int
    invoices: int
    sha256: str
    drafter: str
    drafted_at: str
    released_by: str = ""
    released_at: str = ""
    sent_on: str = ""
    sent_reference: str = ""
    dropped: str = ""  # why

    @property
    def state(self) -> str:
        """Draft, dropped, let go, or sent."""
        if self.dropped:
            return DROPPED
        if not self.released_by:
            return DRAFTED
        return SENT_ON if self.sent_on else RELEASED


class RecordNumber(NamedTuple):
    """Where a record stands: the file and its place in it."""

    seq: int
    file_place: int
    place: int


class Reply(NamedTuple):
    """What a reply said of a record of ours, or of none (`of` is None)."""

    file: str
    period: str
    row: int
    message: str
    named: str
    indicator: str
    codes: tuple[str, ...]
    orm_key: str
    of: RecordNumber | None

    @property
    def answers_nothing(self) -> bool:
        """Whether neither a record of ours nor a remittance that the ledger knows is meant."""
        return self.of is None and not self.orm_key

    @property
    def word(self) -> str:
        """Passed, failed, or passed in part."""
        if set(self.codes) == {SUCCESS}:
            return PASSED
        return PARTIAL if SUCCESS in self.codes else FAILED


@dataclass(frozen=True, slots=True)
class OutRecord:
    """A record of a drafted file; `replies` in the order in which they were taken in: the last one counts."""

    number: RecordNumber
    file: OutFile
    indicator: str
    reference: str
    boe_key: str
    orm_key: str
    currency: str
    amount_minor: int
    origins: tuple[str, ...]
    closing: str = ""  # whether it closes the bill of entry, as the wire says it
    replies: tuple[Reply, ...] = ()
    cancelled: bool = False  # by a record that passed, or in IDPMS by hand
    said: str = ""  # of a refused cancellation: what a person has said becomes of it

    @property
    def state(self) -> str:
        """What it is by now."""
        if self.file.state in (DRAFTED, DROPPED):
            return self.file.state
        if self.cancelled:
            return CANCELLED
        return self.replies[-1].word if self.replies else self.file.state

    @property
    def is_live(self) -> bool:
        """Whether it stands for what it reports: not refused, dropped or cancelled."""
        return self.state not in (DROPPED, FAILED, CANCELLED)

    @property
    def is_open(self) -> bool:
        """Let go and not answered."""
        return self.state in (RELEASED, SENT_ON)


@dataclass(frozen=True, slots=True)
class Outbox:
    """All of it, up to the end of a period."""

    files: tuple[OutFile, ...] = ()
    records: tuple[OutRecord, ...] = ()
    replies: tuple[Reply, ...] = ()
    reply_files: Mapping[str, str] = field(default_factory=dict)  # name by hash
