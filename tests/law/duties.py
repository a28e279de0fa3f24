"""The duties of the source texts: through which door a user meets each, its code and test, or why it is the bank's."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from tests.law.case_tables import cases_of
from tests.law.doors import NoDoor, behind
from xl_addin.domain.errors import DeskError

DUTIES = Path(__file__).with_name("duties.toml")
DONE, PARTLY, WAITS, BANK = "done", "partly", "waits", "the bank's own act"
STATES = DONE, PARTLY, WAITS, BANK
PIECES = "messages", "papers", "acts"  # later pieces that a duty may wait for
_KEYS = {"id", "duty", "doors", "code", "test", "waits", "partly", "bank", "asked"}
ASKED_ONLY = "command rules ask "  # a door at which a person must ask by himself
_ID = re.compile(r"S[0-9]{3}-[0-9]{2}")


class Duty(NamedTuple):
    """One duty: `doors` as a user names them, `code` as module:function below xl_addin, `test` as file::name below
    tests, both with commas between.

    `waits` names the later piece that brings the rest of it, `partly` what is missing without waiting for one; `bank`
    says why the duty is not the program's. `asked` says why the command that asks a rule is the right and only door.
    """

    id: str
    duty: str
    doors: tuple[str, ...] = ()
    code: str = ""
    test: str = ""
    waits: str = ""
    partly: str = ""
    bank: str = ""
    asked: str = ""

    @property
    def only_asked(self) -> bool:
        """Whether nothing but the command that asks a rule leads to it."""
        return bool(self.doors) and all(door.startswith(ASKED_ONLY) for door in self.doors)

    @property
    def state(self) -> str:
        """One of STATES."""
        if self.bank:
            return BANK
        return PARTLY if self.partly else WAITS if self.waits else DONE

    @property
    def missing(self) -> str:
        """What is not there yet, whose duty it is, or why it is only asked; "" for one that needs no word."""
        told = self.partly, self.waits and f"waits for {self.waits}", self.bank, self.asked
        return "; ".join(filter(None, told))


def read_duties(path: Path = DUTIES) -> list[Duty]:
    """Every duty in the order of the file; DeskError where a row contradicts itself."""
    try:
        rows = tomllib.loads(path.read_text("utf-8"))["duty"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise DeskError(f"The list of duties cannot be read: {error}.", f"File {path}.", "Correct the file.") from error
    duties = [_duty(row, path) for row in rows]
    ids = [one.id for one in duties]
    if ids != sorted(set(ids)):
        raise DeskError("The duties are not in order, or one stands twice.", f"File {path}.", "Sort them by id.")
    return duties


def _duty(row: dict[str, Any], path: Path) -> Duty:
    name, has = str(row.get("id", "?")), {key for key, value in row.items() if value}
    told = has & {"doors", "code", "test"}
    reached = told == {"doors", "code", "test"}
    unbuilt = not told and bool(has & {"waits", "partly"})
    theirs = not told and has & {"waits", "partly", "bank"} == {"bank"}
    waits = str(row.get("waits", ""))
    piece = not waits or waits.startswith(tuple(f"{one}: " for one in PIECES))
    fits = "bank" not in has or theirs
    if not (
        _ID.fullmatch(name) and row.get("duty") and has <= _KEYS and fits and (reached or unbuilt or theirs) and piece
    ):
        todo = (
            "A duty has an id as S001-01 and its words; doors, code and test, or why there are none: partly, waits "
            f"(beginning with {', '.join(PIECES)} and a colon) or bank."
        )
        raise DeskError(f"The duty {name} is not complete.", f"File {path}.", todo)
    return Duty(**{**row, "doors": tuple(row.get("doors", ()))})


def faults(duties: Iterable[Duty], tests: Path) -> Iterator[str]:
    """Every code, test or door that is named and not there, and every one that does not lead to the other."""
    for one in duties:
        yield from (f"{one.id}: no code {name}" for name in _names(one.code) if not _has_code(name))
        yield from (f"{one.id}: no test {name}" for name in _names(one.test) if not _has_test(name, tests))
        yield from (f"{one.id}: {fault}" for fault in _reach_faults(one))


def _reach_faults(one: Duty) -> Iterator[str]:
    wanted = {name: f"xl_addin.{_symbol(name)}" for name in _names(one.code)}
    opened: set[str] = set()
    for door in one.doors:
        try:
            found = behind(door)
        except NoDoor as no:
            yield str(no)
            continue
        if not found & set(wanted.values()):
            yield f"the door {door} leads to none of its code"
        opened |= found
    yield from (f"no door of it leads to {name}" for name, symbol in wanted.items() if symbol not in opened)


def _symbol(name: str) -> str:
    """A method counts as its class."""
    module, _, attribute = name.partition(":")
    return f"{module}:{attribute.partition('.')[0]}"


def _names(text: str) -> list[str]:
    """Names with commas between; a sentence after :: is the last one and may hold commas."""
    path, sign, sentence = text.partition(".toml::")
    if sign:
        *before, path = path.split(", ")
        return [*before, f"{path}{sign}{sentence}"]
    return [name for name in text.split(", ") if name]


def _has_code(name: str) -> bool:
    module, _, attribute = name.partition(":")
    try:
        found: Any = import_module(f"xl_addin.{module}")
    except ImportError:
        return False
    for part in attribute.split("."):
        found = getattr(found, part, None)
    return found is not None


def _has_test(name: str, tests: Path) -> bool:
    path, _, wanted = name.partition("::")
    if not (tests / path).is_file():
        return False
    return wanted in (_sentences(tests / path) if path.endswith(".toml") else _functions(tests / path))


@cache
def _sentences(path: Path) -> frozenset[str]:
    return frozenset(case.sentence for case in cases_of(path))


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
