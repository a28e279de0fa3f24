"""Settlement lines as people and the engine left them: posted, taken back, refused, kept for later."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import ColumnElement, Connection, and_, select

from xl_addin.domain.records import SettlementLine
from xl_addin.ledger import tables
from xl_addin.ledger.acts import KEPT, MANUAL, POSTED, POSTINGS, REFUSED, RESTORED, TAKEN_BACK, WAITS, Posting
from xl_addin.ledger.named import NOT_POSTED
from xl_addin.ledger.rows import LINE_COLUMNS
from xl_addin.ledger.tables import counts

SUGGEST = "SUGGEST"  # the tier of a line that a person accepts or refuses


def settlement_lines(connection: Connection, period: str) -> list[SettlementLine]:
    """The period's settlement lines that stand: posted and not taken back, in the order posted."""
    lines = _postings(connection, period, _within(period))
    taken_back = Counter(_same(line) for posting, line in lines if posting is TAKEN_BACK)
    standing = []
    for posting, line in lines:
        if posting is not POSTED:
            continue
        if taken_back[_same(line)]:
            taken_back[_same(line)] -= 1
        else:
            standing.append(line)
    return standing


def rejected(connection: Connection, period: str) -> set[tuple[str, str]]:
    """(ORM key, invoice key) pairs that a person refused up to `period`: they are not proposed again."""
    return {(line.orm_key, line.invoice_key) for _, line in _postings(connection, period, _says(REFUSED))}


def answered_by_pass(connection: Connection, period: str) -> dict[str, tuple[int, int]]:
    """How many suggested lines of each pass people accepted, and how many they refused, up to `period`."""
    accepted: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for posting, line in _postings(connection, period, tables.postings.c.tier == SUGGEST, _says(POSTED, REFUSED)):
        (accepted if posting is POSTED else refused)[line.found_by] += 1
    return {found_by: (accepted[found_by], refused[found_by]) for found_by in {*accepted, *refused}}


def barred_pairs(connection: Connection, period: str) -> set[tuple[str, str]]:
    """Pairs that a person refused, without those that two people took back: these they may settle anew."""
    refused = _postings(connection, period, _says(REFUSED))
    return {(line.orm_key, line.invoice_key) for _, line in refused if line.reason != RESTORED.word}


def manual_lines(connection: Connection, period: str) -> list[SettlementLine]:
    """Lines that two people posted by hand up to `period` and that were not taken back, in the order posted."""
    standing: dict[tuple[str, str, int, int], list[SettlementLine]] = defaultdict(list)
    for posting, line in _postings(connection, period, tables.postings.c.tier == MANUAL):
        if posting is POSTED:
            standing[_same(line)].append(line)
        elif posting in (RESTORED, TAKEN_BACK) and standing[_same(line)]:
            standing[_same(line)].pop(0)
    return [line for same in standing.values() for line in same]


def restored_lines(connection: Connection, period: str) -> list[SettlementLine]:
    """What two people took back in the period of lines that they had posted by hand."""
    within = _postings(connection, period, _within(period), tables.postings.c.tier == MANUAL)
    return [line for posting, line in within if posting is RESTORED]


def held_lines(connection: Connection, period: str) -> list[SettlementLine]:
    """Proposals that a person keeps for a later answer: locked, and neither posted nor refused since."""
    return _kept(connection, period, KEPT, (POSTED, REFUSED, WAITS))


def waiting_lines(connection: Connection, period: str) -> list[SettlementLine]:
    """Lines decided on a bill of entry that IDPMS had not acknowledged, and neither posted nor refused since."""
    return _kept(connection, period, WAITS, (POSTED, REFUSED))


def _kept(connection: Connection, period: str, wanted: Posting, ended_by: tuple[Posting, ...]) -> list[SettlementLine]:
    if not _postings(connection, period, _says(wanted)):
        return []  # as in most months: all that was ever posted need not be read for it
    kept: dict[tuple[str, str, int, int], SettlementLine] = {}
    for posting, line in _postings(connection, period, _says(wanted, *ended_by)):
        if posting is wanted:
            kept[_same(line)] = line
        else:
            kept.pop(_same(line), None)
    return list(kept.values())


def _within(period: str) -> ColumnElement[bool]:
    """Of the period's own acts; said so that a database looks for these first, not for all that was ever posted."""
    return tables.postings.c.seq.in_(select(tables.actions.c.seq).where(tables.actions.c.period == period))


def _says(*postings: Posting) -> ColumnElement[bool]:
    said = tables.postings.c.posting.in_([one.word for one in postings])
    return said if POSTED in postings else and_(NOT_POSTED, said)


def _postings(connection: Connection, period: str, *only: ColumnElement[bool]) -> list[tuple[Posting, SettlementLine]]:
    """What was posted up to `period`, in order: the kind of posting and its line."""
    postings, actions = tables.postings, tables.actions
    query = (
        select(postings.c.posting, *(postings.c[name] for name in LINE_COLUMNS))
        .join(actions, actions.c.seq == postings.c.seq)
        .where(actions.c.period <= period, counts(postings), *only)
        .order_by(postings.c.id)
    )
    return [(POSTINGS[posting], SettlementLine(*cells)) for posting, *cells in connection.execute(query)]


def _same(line: SettlementLine) -> tuple[str, str, int, int]:
    return line.orm_key, line.invoice_key, line.amount_minor, line.amount_invoice_minor
