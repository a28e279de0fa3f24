"""Replies of IDPMS, matched with what was let go by the key of their message; what matches nothing is told.

Late, twice, of another system, of some records only, of a file that nobody knows: each is taken in and listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xl_addin.desk.produce.files import sha256_of
from xl_addin.domain.content import OnDisk
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.findings import Finding
from xl_addin.domain.records import OutwardRemittance
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import ACKNOWLEDGED
from xl_addin.ledger.chain import head
from xl_addin.ledger.cut_overs import on_wire
from xl_addin.ledger.items import orm_events
from xl_addin.ledger.outbox import DRAFTED, DROPPED, Outbox, OutRecord
from xl_addin.ledger.outbox_rows import outbox
from xl_addin.ledger.store import Actor
from xl_addin.messages.model import Layout
from xl_addin.messages.names import named
from xl_addin.messages.replies import Reply, read_replies
from xl_addin.messages.typed import day_of
from xl_addin.rulebook.facts import ORM

Key = tuple[str, ...]
ALL_TIME = "9999-12"
MANUAL = "MBE"  # whose replies answer what the take-in knows of a manual bill of entry
BY_ENTRY = ("BEE", MANUAL, "OBB")  # answered by number, date and port of the bill of entry


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """A reply that came in: its message, its answers, how many of them match what was let go."""

    file: str
    message: str
    answers: int
    matched: int


@dataclass(frozen=True, slots=True)
class TakenReplies:
    """What came in, what was taken in before, what was found in the files."""

    files: tuple[ReplyFile, ...] = ()
    known: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


NO_REPLIES = TakenReplies()


def reply_paths(folder: Path) -> list[Path]:
    """Replies that lie in a folder, by name."""
    files = (path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    return sorted(path for path in files if (one := named(path.name)) and one.reply)


def _sends(box: Outbox, message: str) -> bool:
    """Whether anything of a message was ever drafted; replies to what another system sent are the take-in's alone."""
    return any(one.message == message for one in box.files)


def _is_of(message: str, path: Path) -> bool:
    found = named(path.name)
    return found is not None and found.layout.message == message


def take_replies(ledger: Ledger, folder: Path, as_on: date, actor: Actor) -> TakenReplies:
    """Takes in the replies of a folder that the ledger does not hold yet, in one act.

    DeskError where one of them cannot be trusted as a file: then none is taken in.
    """
    paths = reply_paths(folder) if folder.is_dir() else []
    if not paths:
        return NO_REPLIES
    with ledger.snapshot(), ledger.read() as connection:
        box, at = outbox(connection, ALL_TIME), head(connection)
        events = orm_events(connection, ALL_TIME) if any(_is_of(ORM, path) for path in paths) else ()
        orms = {_orm_key(one.record): one.key for one in events}
        paths = [path for path in paths if not _is_of(MANUAL, path) or _sends(box, MANUAL)]
    matching, found = _Matching(box, orms), list[Finding]()
    fresh, known = list[tuple[str, str, Layout, Sequence[Reply]]](), list[str]()
    met = dict(box.reply_files)
    for path in paths:
        told, file = named(path.name), OnDisk(path)
        if sha256_of(path) in met:
            known.append(path.name)
        elif told is not None:
            answers = read_replies(told.layout, file, found.append)
            fresh.append((path.name, file.sha256, told.layout, answers))
            met[file.sha256] = path.name
    if not fresh:
        return TakenReplies((), tuple(known))
    rows = [[*matching.rows(place, answers)] for place, (_, _, _, answers) in enumerate(fresh, 1)]
    with ledger.step(ACKNOWLEDGED, as_on, actor, after=at) as step:
        step.add(tables.reply_files, (_file_row(place, *one) for place, one in enumerate(fresh, 1)))
        step.add(tables.message_replies, (row for of_file in rows for row in of_file))
        step.detail = {"files": len(fresh)}
    files = (
        ReplyFile(name, told.message, len(answers), sum(bool(row["draft_seq"]) for row in of_file))
        for (name, _, told, answers), of_file in zip(fresh, rows, strict=True)
    )
    return TakenReplies(tuple(files), tuple(known), tuple(found))


def _file_row(place: int, name: str, sha256: str, told: Layout, answers: Sequence[Reply]) -> Mapping[str, Any]:
    return {"place": place, "file": name, "sha256": sha256, "message": told.message, "records": len(answers)}


class _Matching:
    """What was let go, by the key that a reply names."""

    def __init__(self, box: Outbox, orms: Mapping[Key, str]) -> None:
        self._orms = orms
        self._sent: dict[tuple[str, Key], list[OutRecord]] = defaultdict(list)
        self._answered: set[tuple[int, int, int]] = set()
        for one in box.records:
            if one.state not in (DRAFTED, DROPPED):
                self._sent[one.file.message, _key_of(one)].append(one)

    def rows(self, file_place: int, answers: Sequence[Reply]) -> Iterator[Mapping[str, Any]]:
        for reply in answers:
            of = self._record(reply) if reply.codes else None
            number = of.number if of else (0, 0, 0)
            yield {
                "file_place": file_place,
                "row": reply.line,
                "named": " ".join(reply.key),
                "indicator": reply.record_indicator,
                "codes": ",".join(_codes(reply)),
                "orm_key": self._orms.get(_reply_key(reply), "") if reply.message == ORM else "",
                "draft_seq": number[0],
                "draft_place": number[1],
                "record_place": number[2],
            }

    def _record(self, reply: Reply) -> OutRecord | None:
        """The record that a reply answers: of those with its key and indicator the first that nobody answered."""
        having = self._sent.get((reply.message, _reply_key(reply)), [])
        meant = [one for one in having if reply.record_indicator in ("", one.indicator)]
        unanswered = [one for one in meant if not one.replies and one.number not in self._answered]
        found = next(iter(unanswered or meant[-1:]), None)
        if found is not None:
            self._answered.add(found.number)
        return found


def _codes(reply: Reply) -> tuple[str, ...]:
    """All codes of a record and of its invoices, each once."""
    return tuple(dict.fromkeys((*reply.codes, *(code for one in reply.invoices for code in one.codes))))


def _key_of(one: OutRecord) -> Key:
    if one.file.message == ORM:
        number, _, ad_code = one.orm_key.rpartition("/")
        return number, on_wire(ad_code)
    return (one.boe_key,) if one.file.message in BY_ENTRY else (one.reference,)


def _reply_key(reply: Reply) -> Key:
    """As `_key_of`, of what a reply names."""
    if reply.message == ORM:
        return reply.key[0], on_wire(reply.key[1])
    if reply.message not in BY_ENTRY:
        return reply.key[:1]
    number, day, port = reply.key
    try:
        return (f"{number}/{day_of(day)}/{port}",)
    except ValueRefused:
        return (" ".join(reply.key),)


def _orm_key(record: OutwardRemittance) -> Key:
    return record.orm_number, on_wire(record.ad_code)
