"""Looks at one file of IDPMS, message or reply, and says in plain words what it holds and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xl_addin.domain.content import OnDisk
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, told_line
from xl_addin.messages.check import sound
from xl_addin.messages.errors import SUCCESS, explained
from xl_addin.messages.layouts import layout, layouts
from xl_addin.messages.model import ERROR_CODE, Layout
from xl_addin.messages.names import Named, named
from xl_addin.messages.read import read
from xl_addin.messages.read_xml import shown
from xl_addin.messages.record import Record, Stray
from xl_addin.messages.replies import Reply, read_replies


class Looked(NamedTuple):
    """What a file holds, in lines; clean where nothing in it is wrong and nothing was refused."""

    lines: tuple[str, ...]
    is_clean: bool


def look_at(path: Path, on: date, message: str = "") -> Looked:
    """Reads the file as what its name says, or as `message`; `on` is the day after which no date may lie."""
    if not path.is_file():
        raise DeskError("The file was not found.", f"File {path}.", "Correct its name or its folder.")
    found = _named(path.name, message)
    is_reply = found.reply or _holds_answers(found.layout, path)
    return _reply(found, path) if is_reply else _message(found.layout, path, on)


def _holds_answers(layout: Layout, path: Path) -> bool:
    """Whether a file that is named as a message is a reply to it: its first record says what became of it."""
    if layout.direction == "in" or layout.form != "xml":
        return False
    first = next(read(layout.reply, OnDisk(path), lambda stray: None), None)
    return first is not None and any(ERROR_CODE in texts for texts in (first.values, *first.invoices))


def _named(file: str, message: str) -> Named:
    found = named(file)
    if message:
        try:
            return Named(layout(message), found.reply if found else "")
        except KeyError:
            raise DeskError(f"No message is called {message!r}.", "", f"Say one of {', '.join(layouts())}.") from None
    if found is None:
        words = ", ".join(f".{one.token}.{one.ending}" for one in layouts().values())
        raise DeskError(
            "The name does not say which message the file is.",
            f"File {file}.",
            f"It ends with one of {words}, or .pass…Ack and .fail…Ack of one; or say which with --as.",
        )
    return found


def _message(layout: Layout, path: Path, on: date) -> Looked:
    told, strays, seen = list[Finding](), list[Stray](), _Counted()
    records = seen.of(read(layout, OnDisk(path), strays.append))
    good = sum(1 for _ in sound(layout, records, told.append, path.name, on))
    held = _many(seen.records, "record") + (f" with {_many(seen.invoices, 'invoice')}" if layout.has_invoices else "")
    lines = [f"{path.name} is {layout.message}, {layout.means}: {held}, {good} without a fault."]
    lines += [f"  Line {one.line}: <{shown(one.attribute or one.tag)}> has no place in the layout." for one in strays]
    return Looked((*lines, *map(told_line, told)), is_clean=not told and not strays)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


class _Counted:
    """Counts records as they pass."""

    def __init__(self) -> None:
        self.records, self.invoices = 0, 0

    def of(self, records: Iterator[Record]) -> Iterator[Record]:
        for record in records:
            self.records, self.invoices = self.records + 1, self.invoices + len(record.invoices)
            yield record


def _reply(found: Named, path: Path) -> Looked:
    told = list[Finding]()
    replies = read_replies(found.layout, OnDisk(path), told.append)
    words = [(f"{sum(one.taken is taken for one in replies)} {word}") for taken, word in _ANSWERS]
    lines = [f"{path.name} is a reply to {found.layout.message}, {found.layout.means}: {', '.join(words)}."]
    for one in replies:
        lines += [] if one.taken else _refused(one)
    return Looked((*lines, *map(told_line, told)), is_clean=not told and all(one.taken for one in replies))


_ANSWERS = ((True, "taken"), (False, "refused"), (None, "without an answer"))


def _refused(reply: Reply) -> Iterator[str]:
    """A record that was not taken, with the cause and the repair of each of its codes."""
    yield f"  Line {reply.line}, {' '.join(reply.key)}: {', '.join(reply.codes) or 'no code'}"
    said = (*reply.codes, *(code for one in reply.invoices for code in one.codes))
    for told in (explained(code) for code in dict.fromkeys(said) if code != SUCCESS):
        yield f"    {told.code}: {told.meaning}. {told.repair} File it {told.refile}."
