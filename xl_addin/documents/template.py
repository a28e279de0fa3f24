"""Templates of papers: plain text that a bank can change, with places for fields and tables.

`# Title`, `## Heading`, `> right-aligned`, a table's name in square brackets on a line of its own, and elsewhere text;
a blank line ends a paragraph, two leave room as for a signature. `{name}` stands for a field. What the paper stands on
is printed below by itself.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import groupby, pairwise
from typing import NamedTuple

from xl_addin.documents.facts import Facts, Grid
from xl_addin.documents.plain import tidy
from xl_addin.domain.errors import DeskError

FORM = "form of a workbook, base64: "  # how the text of a template begins that is a bank's own workbook
LETTERHEAD = "letterhead, base64: "  # its first line, where it goes onto a bank's own document
TITLE, HEADING, RIGHT, TABLE, TEXT, SPACE = "title", "heading", "right", "table", "text", "space"
_MARKS = (("## ", HEADING), ("# ", TITLE), ("> ", RIGHT))
_FIELD = re.compile(r"\{([^{}]*)\}")
_TABLE = re.compile(r"\[([^\[\]]*)\]")


class Block(NamedTuple):
    """A part of a template or of a paper: what it is, its lines, and the line of the file where it begins."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read: where it lies, its text, its parts."""

    source: str
    text: str
    blocks: tuple[Block, ...]

    @property
    def form(self) -> bytes:
        """The bank's own workbook that it is, or the letterhead that it goes onto; nothing for text alone."""
        first = self.text.partition("\n")[0]
        lead = next((lead for lead in (FORM, LETTERHEAD) if first.startswith(lead)), "")
        return base64.b64decode(first.removeprefix(lead)) if lead else b""

    @property
    def sha256(self) -> str:
        """What names this state of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def fields(self) -> frozenset[str]:
        """Every field that it shows."""
        return frozenset(name for one in self.blocks if one.kind != TABLE for name in _FIELD.findall(one.text))

    @property
    def tables(self) -> frozenset[str]:
        """Every table that it shows."""
        return frozenset(one.text for one in self.blocks if one.kind == TABLE)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready to be drawn: its number, its parts filled, the grid of each table, what it stands on.

    A paper by a bank's own workbook has no parts, but that `form` and the `fields` that go into it. Of a document it is
    the letterhead.
    """

    number: str
    blocks: tuple[Block, ...]
    grids: tuple[tuple[str, Grid], ...]
    citations: tuple[str, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    form: bytes = b""
    mark: str = ""  # above everything else on each page


def template_of(source: str, text: str, fields: Iterable[str], tables: Iterable[str]) -> Template:
    """Reads a template; DeskError tells the line of a field or a table that this paper has not, and a stray brace."""
    if text.startswith(FORM):
        return Template(source, text, ())  # read cell by cell where it was chosen: documents/form.py
    head, _, rest = text.partition("\n")
    found = Template(source, text, tuple(_blocks(rest if head.startswith(LETTERHEAD) else text)))
    known, grids = sorted(fields), sorted(tables)
    for one in found.blocks:
        if one.kind == TABLE:
            _refuse_unknown(found, one, one.text, grids, "table")
            continue
        for name in _FIELD.findall(one.text):
            _refuse_unknown(found, one, name, known, "field")
        if set("{}") & set(_FIELD.sub("", one.text)):
            raise DeskError(
                "A brace stands alone.",
                _place(found, one),
                "Write a field as {name}, without a blank; take other braces out. No paper was made.",
            )
    return found


def filled(template: Template, number: str, facts: Facts) -> Paper:
    """A template with the facts of one paper in it; signs that turn the direction of writing are left out."""
    fields = {name: tidy(value) for name, value in facts.fields.items()}
    blocks = (
        one if one.kind == TABLE else one._replace(text=_FIELD.sub(lambda at: fields[at[1]], one.text))
        for one in template.blocks
    )
    grids = ((name, _tidy(grid)) for name, grid in facts.grids.items())
    cited = tuple(map(tidy, facts.citations))
    return Paper(number, tuple(blocks), tuple(grids), cited, fields, template.form, facts.mark)


def _tidy(grid: Grid) -> Grid:
    return grid._replace(rows=tuple(tuple(map(tidy, row)) for row in grid.rows))


def _blocks(text: str) -> Iterator[Block]:
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    for is_text, group in groupby(lines, lambda one: _kind(one[1]) == TEXT):
        told = [*group]
        if is_text:
            yield Block(TEXT, "\n".join(line for _, line in told), told[0][0])
        else:
            yield from _between(told)


def _between(lines: Sequence[tuple[int, str]]) -> Iterator[Block]:
    """What stands between texts: titles and tables, and room where more than one line is blank."""
    for (_, before), (number, line) in pairwise([(0, "."), *lines]):
        if line:
            yield _marked(line, number)
        elif not before:
            yield Block(SPACE, "", number)


def _kind(line: str) -> str:
    """What a line is; a blank one is nothing, which ends a paragraph."""
    if not line:
        return ""
    if _TABLE.fullmatch(line):
        return TABLE
    return next((kind for mark, kind in _MARKS if line.startswith(mark)), TEXT)


def _marked(line: str, number: int) -> Block:
    if found := _TABLE.fullmatch(line):
        return Block(TABLE, found[1].strip(), number)
    mark, kind = next(one for one in _MARKS if line.startswith(one[0]))
    return Block(kind, line.removeprefix(mark).strip(), number)


def _refuse_unknown(template: Template, block: Block, name: str, known: list[str], what: str) -> None:
    if name in known:
        return
    near = get_close_matches(name, known, n=1)
    raise DeskError(
        f"{name!r} is no {what} of this paper" + (f"; did you mean {near[0]}?" if near else "."),
        _place(template, block),
        f"It has: {', '.join(known) or 'none'}. No paper was made.",
    )


def _place(template: Template, block: Block) -> str:
    return f"Template {template.source}, at line {block.line}."
