"""The register of papers as people read it: papers.csv beside the papers, and the command papers list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from xl_addin.desk.atomic import atomic_lines
from xl_addin.desk.close.outputs import write_csv
from xl_addin.desk.papers.kinds import SLIP
from xl_addin.desk.papers.slips import LINES
from xl_addin.documents.facts import facts_of
from xl_addin.ledger.papers import Issued, Pair, taken_back_lines
from xl_addin.workbook.lists import Column, List, day, text, whole


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper of the register with what has become of it."""

    paper: Issued
    state: str


def shown(known: Sequence[Issued], connection: Connection) -> list[Shown]:
    """Papers with their state: whether the act, and each settlement line of a slip, counts still."""
    back = taken_back_lines(connection)
    return [Shown(one, _state(one, back)) for one in known]


def _state(one: Issued, back: Mapping[Pair, int]) -> str:
    if not one.stands:
        return f"act {one.of_seq} was taken back since: tell whom it was sent to"
    if one.kind == SLIP.word and back:
        lines = facts_of(one.facts).grids[LINES].rows
        gone = sum((orm, invoice, int(paid), int(of)) in back for orm, invoice, paid, of in lines)
        if gone:
            return f"{gone} of its {len(lines)} lines were taken back: tell whom it was sent to"
    return "sent" if one.sent else "issued"


def sent_told(one: Issued) -> str:
    """How it left the bank, each time."""
    return "; ".join(f"{sent.mode} {sent.receipt} {sent.on:%d-%b-%Y}".replace("  ", " ") for sent in one.sent)


FILE: List[Shown] = List(
    "papers.csv",
    columns=(
        Column("number", text, lambda p: p.paper.number),
        Column("kind", text, lambda p: p.paper.kind),
        Column("about", text, lambda p: p.paper.item_key),
        Column("issued_on", day, lambda p: p.paper.as_on),
        Column("issued_by", text, lambda p: p.paper.user),
        Column("issued_in_act", whole, lambda p: p.paper.seq),
        Column("of_act", whole, lambda p: p.paper.of_seq or None),
        Column("file", text, lambda p: p.paper.file),
        Column("sha256", text, lambda p: p.paper.sha256),
        Column("sent", text, lambda p: sent_told(p.paper)),
        Column("state", text, lambda p: p.state),
    ),
)


def write_register(known: Sequence[Shown], path: Path) -> None:
    """Writes the whole register as a file of CSV."""
    atomic_lines(path, partial(write_csv, FILE.with_rows(known)))


def register_lines(known: Sequence[Shown]) -> Iterator[str]:
    """The register for a terminal, latest last."""
    for one, state in ((row.paper, ": ".join(filter(None, (row.state, sent_told(row.paper))))) for row in known):
        yield f"{one.number}  {one.item_key}  {one.as_on:%d-%b-%Y}  {one.file}  {state}"
