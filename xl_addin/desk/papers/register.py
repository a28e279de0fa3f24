"""The register of papers as people read it: papers.csv beside the papers, and the command papers list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from xl_addin.desk.atomic import atomic_lines
from xl_addin.desk.close.outputs import write_csv
from xl_addin.ledger.papers import Issued
from xl_addin.workbook.lists import Column, List, day, text, whole


def state_of(one: Issued) -> str:
    """What has become of a paper."""
    if not one.stands:
        return f"act {one.of_seq} was taken back since: tell whom it was sent to"
    return "sent" if one.sent else "issued"


def sent_told(one: Issued) -> str:
    """How it left the bank, each time."""
    return "; ".join(f"{sent.mode} {sent.receipt} {sent.on:%d-%b-%Y}".replace("  ", " ") for sent in one.sent)


FILE: List[Issued] = List(
    "papers.csv",
    columns=(
        Column("number", text, lambda p: p.number),
        Column("kind", text, lambda p: p.kind),
        Column("about", text, lambda p: p.item_key),
        Column("issued_on", day, lambda p: p.as_on),
        Column("issued_by", text, lambda p: p.user),
        Column("issued_in_act", whole, lambda p: p.seq),
        Column("of_act", whole, lambda p: p.of_seq or None),
        Column("file", text, lambda p: p.file),
        Column("sha256", text, lambda p: p.sha256),
        Column("sent", text, sent_told),
        Column("state", text, state_of),
    ),
)


def write_register(known: Sequence[Issued], path: Path) -> None:
    """Writes the whole register as a file of CSV."""
    atomic_lines(path, partial(write_csv, FILE.with_rows(known)), "utf-8-sig")


def register_lines(known: Sequence[Issued]) -> Iterator[str]:
    """The register for a terminal, latest last."""
    for one in known:
        state = ": ".join(filter(None, (state_of(one), sent_told(one))))
        yield f"{one.number}  {one.item_key}  {one.as_on:%d-%b-%Y}  {one.file}  {state}"
