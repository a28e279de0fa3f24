"""Papers made again from the ledger: the same facts in the same template give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from xl_addin.desk.atomic import atomic_bytes
from xl_addin.desk.papers import render
from xl_addin.desk.papers.kinds import KINDS
from xl_addin.desk.started import typed
from xl_addin.documents.facts import facts_of
from xl_addin.documents.template import Paper, filled, template_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger
from xl_addin.ledger.papers import Issued, issued, template_text


@dataclass(frozen=True, slots=True)
class Again:
    """A file that was made again, and whether it is the one that was issued, byte for byte."""

    path: Path
    numbers: tuple[str, ...]
    is_same: bool


def again(ledger: Ledger, numbers: Sequence[str], folder: Path) -> list[Again]:
    """Writes the files in which these papers stand into `folder`, all papers of each; DeskError for a strange number.

    A file that is there is replaced: it holds these papers, or was changed by somebody.
    """
    with ledger.read() as connection:
        known = issued(connection)
        files = dict.fromkeys(named(known, number).file for number in numbers)
        made = [_made(connection, name, [one for one in known if one.file == name]) for name in files]
    return [_written(folder / name, content, group) for name, content, group in made]


def missing_in(ledger: Ledger, folder: Path) -> list[str]:
    """Numbers of papers whose file does not lie in a folder, one of each file."""
    with ledger.read() as connection:
        known = issued(connection)
    return [*{one.file: one.number for one in known if not (folder / one.file).is_file()}.values()]


def named(known: Sequence[Issued], number: str) -> Issued:
    """The paper of the register with that number; DeskError where there is none."""
    wanted = number.strip().upper()
    for one in known:
        if one.number == wanted:
            return one
    raise DeskError(
        f"No paper has the number {number!r}.",
        "Register of papers.",
        f"See the numbers: {typed('papers list --help')}. Nothing was written.",
    )


def _made(connection: Connection, name: str, group: list[Issued]) -> tuple[str, bytes, list[Issued]]:
    kind = KINDS[group[0].kind]
    return name, render.drawn(kind, [_paper(connection, one) for one in group]), group


def _paper(connection: Connection, one: Issued) -> Paper:
    kind, (name, text) = KINDS[one.kind], template_text(connection, one.template)
    return filled(template_of(name, text, kind.fields, kind.tables), one.number, facts_of(one.facts))


def _written(path: Path, content: bytes, group: list[Issued]) -> Again:
    atomic_bytes(path, content)
    is_same = hashlib.sha256(content).hexdigest() == group[0].sha256
    return Again(path, tuple(one.number for one in group), is_same)
