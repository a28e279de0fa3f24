"""What messages are made of: the month with what stands since the cut-over, and the outbox as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache

from xl_addin.desk.month.month import Month, read_month
from xl_addin.domain.dates import period_of
from xl_addin.ledger import Ledger
from xl_addin.ledger.chain import head
from xl_addin.ledger.cut_overs import CutOver, cut_overs, on_wire
from xl_addin.ledger.items import InvoiceItem
from xl_addin.ledger.outbox import CANCEL, FileNumber, Outbox, OutRecord, RecordNumber
from xl_addin.ledger.outbox_rows import contents, outbox
from xl_addin.ledger.owed import Closed, Posted, Undone, closed_standing, posted_since
from xl_addin.ledger.proposed import Proposal, proposals

_FILES_AT_HAND = 8  # whose texts are kept while they are asked for


@dataclass(frozen=True)
class Books:
    """The month, what was posted, closed and approved that stands, and what was made of it so far."""

    month: Month
    proposals: Sequence[Proposal]
    posted: Sequence[Posted]
    closed: Sequence[Closed]
    undone: Sequence[Undone]  # taken back or opened again
    box: Outbox
    content: Callable[[RecordNumber], str]  # a record that was drafted, as the ledger keeps it
    head: str = ""  # the ledger's last act that all of it was read at
    closes: bool = True  # whether the last record of a bill of entry closes it

    @property
    def cut_overs(self) -> Mapping[str, CutOver]:
        """What was reported outside, by AD code as the wire has it."""
        return self.month.reported.cut_overs

    @cached_property
    def by_number(self) -> Mapping[str, Proposal]:
        """Proposals by their number."""
        return {str(one.number): one for one in self.proposals}

    @property
    def undone_outside(self) -> list[str]:
        """Items of what was reported outside and taken back since: nobody here can cancel it, for its reference."""
        found = []
        for one in self.undone:
            item = self.month.orms.get(one.orm_key) or self.month.invoices.get(one.item_key)
            told = self.cut_overs.get(on_wire(item.record.ad_code)) if item else None
            if told and one.undone_on > told.until and (one.done_on is None or one.done_on <= told.until):
                found.append(" with ".join(filter(None, (one.orm_key, one.item_key))))
        return found

    @cached_property
    def by_boe(self) -> Mapping[str, Sequence[InvoiceItem]]:
        """Live invoices of each bill of entry."""
        found: dict[str, list[InvoiceItem]] = defaultdict(list)
        for one in self.month.invoices.values():
            if one.is_live:
                found[one.record.boe_key].append(one)
        return found

    @cached_property
    def swifts(self) -> Mapping[str, str]:
        """SWIFT codes that proposals say, by the remittance."""
        said = ((one.item_key, dict(one.says).get("swift")) for one in self.proposals)
        return {key: swift for key, swift in said if swift}

    @cached_property
    def live_of_boe(self) -> Mapping[str, Sequence[OutRecord]]:
        """Records that stand for what they report, by their bill of entry."""
        found: dict[str, list[OutRecord]] = defaultdict(list)
        for one in self.box.records:
            if one.is_live and one.indicator != CANCEL:
                found[one.boe_key].append(one)
        return found

    @cached_property
    def of_file(self) -> Mapping[FileNumber, Sequence[OutRecord]]:
        """Records of each file, in their order."""
        found: dict[FileNumber, list[OutRecord]] = defaultdict(list)
        for one in self.box.records:
            found[one.file.number].append(one)
        return found

    def branch(self, ad_code: str) -> str:
        """The AD code as the ledger has it, of one as the wire has it."""
        return self._branches.get(ad_code, ad_code)

    @cached_property
    def _branches(self) -> Mapping[str, str]:
        return {on_wire(code): code for code in sorted(self.month.ad_codes())}

    def without(self, files: frozenset[FileNumber]) -> Books:
        """As if these files had never been drafted."""
        box = self.box
        kept = replace(
            box,
            files=tuple(one for one in box.files if one.number not in files),
            records=tuple(one for one in box.records if one.file.number not in files),
        )
        return replace(self, box=kept)


def month_of_messages(ledger: Ledger, as_on: date) -> Month:
    """The month as messages need it: read short only where there is a cut-over, else all that was ever done waits."""
    with ledger.snapshot():
        with ledger.read() as connection:
            short = bool(cut_overs(connection, period_of(as_on)))
        return read_month(ledger, as_on, short=short)


def read_books(ledger: Ledger, month: Month, *, closes: bool = True) -> Books:
    """Reads them; without a cut-over nothing is drafted, and all that was ever posted need not be read."""
    with ledger.snapshot(), ledger.read() as connection:
        box = outbox(connection, month.period)
        known = proposals(connection, month.period)
        first = min((one.until for one in month.reported.cut_overs.values()), default=None)
        posted, taken_back = posted_since(connection, month.period, first)
        closed, opened = closed_standing(connection, month.period)
        at = head(connection)

    @lru_cache(maxsize=_FILES_AT_HAND)
    def texts(of: FileNumber) -> list[str]:
        with ledger.read() as connection:
            return [*contents(connection, of)]

    def content(of: RecordNumber) -> str:
        return texts(FileNumber(of.seq, of.file_place))[of.place - 1]

    return Books(month, known, posted, closed, [*taken_back, *opened], box, content, at, closes)
