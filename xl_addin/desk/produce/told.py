"""What the outbox did and what waits in it, as lines for the terminal and the card."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.draft import Produced
from xl_addin.desk.produce.let_go import Done
from xl_addin.desk.produce.refused import refused
from xl_addin.desk.produce.replies import TakenReplies
from xl_addin.desk.produce.three_way import compare, three_way_lines
from xl_addin.desk.produce.waits import Waiting, Wanted
from xl_addin.domain.money import grouped
from xl_addin.ledger.outbox import DRAFTED, RELEASED, SENT_ON, OutFile, OutRecord

SHOWN, REASON_SHOWN = 12, 5


def produced_lines(told: Produced, only_list: bool) -> Iterator[str]:
    """What was drafted, what is held and why."""
    for file, why in told.dropped:
        word = "Would be dropped" if only_list else "Dropped"
        yield f"{word}: {file.number} {file.file}: {why}."
    for place, one in enumerate(told.planned, 1):
        number = "Would be drafted" if only_list else f"Drafted as M{told.seq}-{place}"
        yield f"{number}: {one.file}, {len(one.records):,} records{_sums(one.records)}."
    if not told.planned:
        yield "Nothing waits to be drafted."
    changed = [f"  {one.about}: {what}" for plan in told.planned for one in plan.records for what in one.changed]
    if changed:
        yield "Written otherwise, for the message cannot hold every sign:"
    yield from _some(list(dict.fromkeys(changed)))
    yield from _rounded([one for plan in told.planned for one in plan.records])
    yield from _held(told.held)
    yield from told.faults
    if told.seq:
        yield "Nothing is sent before another person lets it go: release."


def _rounded(records: Sequence[Wanted]) -> Iterator[str]:
    """What the bank's rule rounded, each amount before and after, and by how much the files say less or more."""
    found = [(one.about, each) for one in records for each in one.rounded]
    lines = [f"  {about}: {each.currency} {each.was} goes as {each.goes}" for about, each in found]
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for _, each in found:
        sums[each.currency, each.rule] += each.minor
    for (currency, rule), minor in sorted(sums.items()):
        yield f"Rounded by the bank's rule ({currency} {rule}): the files say {_less(minor, currency)} than the ledger."
    yield from _some(list(dict.fromkeys(lines)))


def _less(minor: int, currency: str) -> str:
    return f"{currency} {grouped(abs(minor), currency)} {'less' if minor >= 0 else 'more'}"


def done_lines(told: Done, word: str) -> Iterator[str]:
    """With which files it was done, and with which not."""
    yield from (f"{word}: {one.number} {one.file}, {one.records:,} records." for one in told.files)
    if not told.files and not told.barred:
        yield "No file of the outbox is meant: see its numbers with outbox."
    yield from (f"  not done: {one.number} {one.file}: {why}" for one, why in told.barred)
    yield from told.faults


def outbox_lines(books: Books, found: Waiting) -> Iterator[str]:
    """All that is in the outbox on the day: drafts, what was let go, what is not answered, what failed, what waits."""
    on, files = books.month.as_on, books.box.files
    codes = sorted({one.ad_code for one in found.wanted} | set(books.cut_overs))
    for code in codes:
        cut_over = books.cut_overs.get(code)
        told = f"reported outside up to {cut_over.until:%d-%b-%Y} ({cut_over.number})" if cut_over else "no cut-over"
        yield f"AD code {code}: {told}."
    for state, words in ((DRAFTED, "Drafts, to be let go"), (RELEASED, "Let go, to be sent")):
        these = [one for one in files if one.state == state and (state == DRAFTED or _is_open(books, one))]
        yield from _files(words, these, on)
    yield from _files("Sent, not answered", [one for one in files if one.state == SENT_ON and _is_open(books, one)], on)
    yield from _failed(books)
    ready = found.ready
    yield (
        f"Waits to be drafted: {len(ready):,} records{_sums(ready)}{_oldest(ready, on)}."
        if ready
        else ("Nothing waits to be drafted.")
    )
    yield from _held(found.held)
    yield from three_way_lines(compare(books, found))
    yield from _some([f"  taken back, and reported outside: {one}: cancel it there" for one in books.undone_outside])


def _is_open(books: Books, file: OutFile) -> bool:
    return any(one.is_open for one in books.of_file.get(file.number, ()))


def _files(words: str, files: Sequence[OutFile], on: date) -> Iterator[str]:
    if files:
        yield f"{words}: {len(files):,}"
    for one in files:
        since = one.sent_on or one.released_at or one.drafted_at
        days = (on - datetime.fromisoformat(since).date()).days
        yield f"  {one.number} {one.file}, {one.records:,} records, {max(days, 0)} days"


def _failed(books: Books) -> Iterator[str]:
    open_now = refused(books)
    if open_now:
        yield f"Refused by IDPMS: {len(open_now):,}"
    yield from _some([f"  {_of(one)}: {' '.join(one.replies[-1].codes)}" for one in open_now])


def _of(one: OutRecord) -> str:
    item = " with ".join(filter(None, (one.orm_key, one.boe_key)))
    return f"{one.file.message} {one.reference} of {item}"


def _held(held: Sequence[Wanted]) -> Iterator[str]:
    """Each first reason once, with how many records it holds and some of them."""
    if held:
        yield f"Held: {len(held):,} records."
    of_reason: dict[str, list[Wanted]] = defaultdict(list)
    for one in held:
        of_reason[_reason(one)].append(one)
    for reason, these in sorted(of_reason.items(), key=lambda pair: -len(pair[1])):
        yield f"  {len(these):,}: {reason}"
        yield from _some([f"    {one.message} {one.about}" for one in these], "    ", REASON_SHOWN)


def _reason(one: Wanted) -> str:
    """The first that holds it back, in the words for all that are held for the same."""
    said = one.held.split("; ")[0]
    for key, words in ((one.orm_key, "its remittance"), (one.boe_key, "its bill of entry")):
        said = said.replace(key, words) if key else said
    return said


def sums_told(amounts: Iterable[tuple[str, int]]) -> str:
    """Sums of amounts in minor units by currency; "" where none has one."""
    sums: dict[str, int] = defaultdict(int)
    for currency, minor in amounts:
        if currency:
            sums[currency] += minor
    return ", ".join(f"{currency} {grouped(minor, currency)}" for currency, minor in sorted(sums.items()))


def _sums(records: Iterable[Wanted]) -> str:
    told = sums_told((one.currency, one.minor) for one in records)
    return told and f", {told}"


def _oldest(ready: Sequence[Wanted], on: date) -> str:
    days = (on - min(one.since for one in ready)).days
    by = Counter(one.message for one in ready)
    return f" ({', '.join(f'{message} {count:,}' for message, count in by.items())}); the oldest since {days} days"


def _some(lines: list[str], indent: str = "  ", shown: int = SHOWN) -> Iterator[str]:
    yield from lines[:shown]
    if len(lines) > shown:
        yield f"{indent}… and {len(lines) - shown:,} more"


def reply_lines(told: TakenReplies) -> Iterator[str]:
    """What came back, and how much of it answers something that was let go."""
    for one in told.files:
        other = one.answers - one.matched
        more = f"; {other:,} answer nothing that was let go here" if other else ""
        yield f"Reply {one.file}: {one.answers:,} answers to {one.message}, {one.matched:,} matched{more}."
    yield from (f"Reply taken in before, nothing added: {name}." for name in told.known)
