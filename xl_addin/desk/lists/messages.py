"""Messages: files for IDPMS with what became of them, what IDPMS refused, what waits, and whether it all ties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xl_addin.desk.lists import three_way
from xl_addin.desk.lists.told import Told
from xl_addin.desk.produce.outgoing import is_open
from xl_addin.desk.produce.refused import what_helps
from xl_addin.desk.produce.ties import RECORDS, Tie
from xl_addin.desk.produce.waits import Wanted
from xl_addin.engine.rule import CHECK
from xl_addin.ledger.outbox import CANCEL, DRAFTED, FAILED, PARTIAL, PASSED, OutFile, OutRecord, Reply
from xl_addin.messages.errors import SUCCESS, explained
from xl_addin.workbook.lists import Column, Kind, List, Sheet, day, long, money, status, text, whole

NO_CUT_OVER = "nothing in this period: nothing is drafted of an AD code without its cut-over"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file, or what it has of one currency, with how its records were answered."""

    file: OutFile
    currency: str
    records: Sequence[OutRecord]
    state: str

    @property
    def minor(self) -> int:
        """Sum of its records; a cancellation takes away."""
        return sum(-one.amount_minor if one.indicator == CANCEL else one.amount_minor for one in self.records)

    def count(self, *states: str) -> int:
        """How many of its records are in these states."""
        return sum(one.state in states for one in self.records)

    @property
    def codes(self) -> str:
        """Codes of its replies other than success, each with how often it came."""
        found = Counter(code for one in self.records for reply in one.replies[-1:] for code in reply.codes)
        return ", ".join(f"{code} ({count:,})" for code, count in found.items() if code != SUCCESS)


def _files(told: Told) -> Sequence[FileRow]:
    """Files of the month, and those of before that wait for something."""
    books = told.outgoing.books
    if books is None:
        return []
    rows = []
    for file in books.box.files:
        is_now = f"{file.day:%Y-%m}" == told.month.period
        if not (is_now or file.state == DRAFTED or is_open(books, file)):
            continue
        by_currency: dict[str, list[OutRecord]] = defaultdict(list)
        for one in books.of_file.get(file.number, ()):
            by_currency[one.currency].append(one)
        rows += [FileRow(file, currency, records, _state(file, records)) for currency, records in by_currency.items()]
    return rows


def _state(file: OutFile, records: Sequence[OutRecord]) -> str:
    """Of a file that was let go: passed or refused once all is answered, refused as soon as one is."""
    if any(one.state in (FAILED, PARTIAL) for one in records):
        return FAILED
    return PASSED if records and not any(one.is_open for one in records) and file.released_by else file.state


LIST = List(
    "tblMessages",
    rows=_files,
    empty=NO_CUT_OVER,
    first=("Message", "File", "Currency", "Control sum", "Sign", "Status", "Not answered", "Refused"),
    columns=(
        Column("Message", text, lambda r: r.file.message, 9),
        Column("File", long, lambda r: r.file.file, 34),
        Column("Number", text, lambda r: str(r.file.number), 9, "Act of the ledger and place in it."),
        Column("Currency", text, lambda r: r.currency, 8.5, "Blank where its records have no amount."),
        Column("Records", whole, lambda r: len(r.records), 8),
        Column("Control sum", money, lambda r: r.minor, 18, "Of the remittance's or the item's amounts."),
        *status("Status", lambda r: r.state, width=11),
        Column("SHA-256", text, lambda r: r.file.sha256, 30),
        Column("Acknowledgement code", text, lambda r: r.codes, 18),
        Column("Passed", whole, lambda r: r.count(PASSED), 8),
        Column("Refused", whole, lambda r: r.count(FAILED, PARTIAL), 8),
        Column("Not answered", whole, lambda r: sum(one.is_open for one in r.records), 8),
        Column("Drafted by", text, lambda r: r.file.drafter, 12),
        Column("Let go by", text, lambda r: r.file.released_by, 12),
        Column("Sent on", day, lambda r: date.fromisoformat(r.file.sent_on) if r.file.sent_on else None),
        Column("Sent as", text, lambda r: r.file.sent_reference, 12, "Reference that IDPMS gave to the upload."),
    ),
)


@dataclass(frozen=True, slots=True)
class Triage:
    """A code of a reply with its cause and repair, and the record that it is about, if it is one of ours."""

    reply: Reply
    code: str
    record: OutRecord | None = None


def _refused(told: Told) -> Sequence[Triage]:
    """A line for each code: of records that stay refused, and of answers to nothing that was let go."""
    out = told.outgoing
    rows = [
        Triage(one.replies[-1], code, one) for one in out.refused for code in one.replies[-1].codes if code != SUCCESS
    ]
    return [*rows, *(Triage(reply, code) for reply in out.unmatched for code in reply.codes or ("",))]


def _item(one: OutRecord | None) -> str:
    return " with ".join(filter(None, (one.orm_key, one.boe_key))) if one else ""


def _meaning(row: Triage) -> str:
    if row.record is None:
        return "it answers nothing that was let go here"
    return explained(row.code).meaning


def _repair(row: Triage) -> str:
    if row.record is None:
        return "See who sent it: another system, another branch, or a file from before the cut-over."
    found = explained(row.code)
    if row.record.indicator == CANCEL:
        return f"{found.repair} This cancellation waits for a person: {what_helps(row.record)}."
    return f"{found.repair} Then {found.refile}: produce drafts it."


REFUSED = List(
    "tblMessagesRefused",
    rows=_refused,
    empty="nothing in this period: IDPMS has refused nothing",
    first=("Message", "Item", "Currency", "Amount", "Sign", "Status", "Cause", "Repair"),
    columns=(
        Column("Message", text, lambda r: r.reply.message, 9),
        Column("Item", long, lambda r: _item(r.record), 34),
        Column("Code", text, lambda r: r.code, 9, "As it came."),
        Column("Currency", text, lambda r: r.record.currency if r.record else "", 8.5),
        Column("Row", whole, lambda r: r.reply.row, 8, "In the reply."),
        Column("Amount", money, lambda r: r.record.amount_minor if r.record else None, 18),
        *status("Status", lambda r: FAILED if r.record else CHECK, width=11),
        Column("Cause", long, _meaning, 34),
        Column("Repair", long, _repair, 44),
        Column("Class", text, lambda r: explained(r.code).of_class if r.record else "", 12),
        Column("Reference", text, lambda r: r.record.reference if r.record else r.reply.named, 24),
        Column("Reply", long, lambda r: r.reply.file, 30),
    ),
)


def _waits(told: Told) -> Sequence[Wanted]:
    """What is held above what only waits to be drafted."""
    found = told.outgoing.found
    return [*found.held, *found.ready]


WAITING = List(
    "tblMessagesWaiting",
    rows=_waits,
    empty="nothing in this period: nothing waits for its message",
    first=("Message", "Item", "Currency", "Amount", "Sign", "Status", "Why", "Since"),
    columns=(
        Column("Message", text, lambda w: w.message, 9),
        Column("Item", long, lambda w: w.about, 44),
        Column("AD code", text, lambda w: w.ad_code, 9),
        Column("Currency", text, lambda w: w.currency, 8.5),
        Column("Indicator", text, lambda w: w.indicator, 8, "1 new, 3 cancelled."),
        Column("Amount", money, lambda w: w.minor, 18),
        *status("Status", lambda w: "HELD" if w.held else "WAITS", width=11),
        Column("Why", long, lambda w: w.held, 60),
        Column("Since", day, lambda w: w.since),
    ),
)


def _tied(told: Told, *, counted: bool) -> Iterator[Tie]:
    yield from (one for one in told.outgoing.ties.sums if (one.side == RECORDS) is counted)


def _figures(kind: Kind) -> tuple[Column[Tie], ...]:
    return (
        Column("Done here", kind, lambda t: t.done, help="By the ledger, since the cut-over."),
        Column("Issued", kind, lambda t: t.issued, help="Let go, by the texts of the files."),
        Column("Acknowledged", kind, lambda t: t.acknowledged),
        Column("Refused", kind, lambda t: t.refused, help="And not drafted anew."),
        Column("Not answered", kind, lambda t: t.open),
        Column("Drafts", kind, lambda t: t.drafts),
        Column("Waits", kind, lambda t: t.waits),
        Column("Held", kind, lambda t: t.held),
        Column("To be cancelled", kind, lambda t: t.to_cancel, help="Issued, and stands no more."),
    )


SUMS = List(
    "tblMessageSums",
    rows=lambda told: [*_tied(told, counted=False)],
    empty=NO_CUT_OVER,
    columns=(
        Column("Message", text, lambda t: t.message, 9),
        Column("Side", text, lambda t: t.side, 11),
        Column("Currency", text, lambda t: t.currency, 8.5),
        *_figures(money),
        Column("Rounded", money, lambda t: t.rounded, help="By the bank's rule: what files say less than the ledger."),
        Column("Lines that differ", whole, lambda t: t.differ, 8, "Records that say another sum than their lines."),
    ),
)
ROUNDED = List(
    "tblMessagesRounded",
    rows=lambda told: told.outgoing.ties.rounded,
    empty="nothing in this period: no amount was rounded",
    columns=(
        Column("Message", text, lambda r: r.record.file.message, 9),
        Column("Item", long, lambda r: _item(r.record), 34),
        Column("Side", text, lambda r: r.side, 11),
        Column("Currency", text, lambda r: r.amount.currency, 8.5),
        Column("Invoice", text, lambda r: r.amount.serial, 8, "Its serial; blank for an amount of the record."),
        Column("In the ledger", money, lambda r: r.amount.was_minor, 18),
        Column("In the file", money, lambda r: r.amount.goes_minor, 18),
        Column("Difference", money, lambda r: r.amount.minor, 18, "What the file says less than the ledger."),
        Column("Rule", text, lambda r: r.amount.rule, 9, "Of the bank, in its layouts.toml."),
        Column("Reference", text, lambda r: r.record.reference, 24),
        Column("File", long, lambda r: r.record.file.file, 34),
    ),
)
COUNTS = List(
    "tblMessageCounts",
    rows=lambda told: [*_tied(told, counted=True)],
    empty="nothing in this period: no act without an amount calls for a message",
    columns=(Column("Message", text, lambda t: t.message, 9), *_figures(whole)),
)

SHEET = Sheet(
    "Messages",
    "lists",
    "Files for IDPMS with count, control sum, hash and status; what was refused, what waits, and whether it all ties.",
    "At the end of a day nothing should wait. Mend what is refused or held as its row says, then draft it (produce).",
    (LIST, REFUSED, WAITING, SUMS, ROUNDED, COUNTS, three_way.SUMS, three_way.APART),
    1,
)
