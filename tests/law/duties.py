"""The duties of the source texts, each with its code and test, or with the reason why it is the bank's own act."""

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
from xl_addin.domain.errors import DeskError

DUTIES = Path(__file__).with_name("duties.toml")
CODE, IN_PART, BANK, LATER = "by code and test", "in part", "the bank's own act", "not built yet"
_KEYS = {"id", "duty", "code", "test", "bank", "later"}
_ID = re.compile(r"S[0-9]{3}-[0-9]{2}")


class Duty(NamedTuple):
    """One duty: `code` as module:function below xl_addin, `test` as file::name below tests, both with commas between.

    `bank` says why the duty is not the program's; `later` what is still missing, beside code and test the rest of it.
    """

    id: str
    duty: str
    code: str = ""
    test: str = ""
    bank: str = ""
    later: str = ""

    @property
    def state(self) -> str:
        """One of CODE, IN_PART, BANK, LATER."""
        if self.code:
            return IN_PART if self.later else CODE
        return BANK if self.bank else LATER


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
    name = str(row.get("id", "?"))
    tested = bool(row.get("code")) and bool(row.get("test"))
    half = bool(row.get("code")) != bool(row.get("test"))
    ways = [tested, bool(row.get("bank")), bool(row.get("later")) and not tested]
    if not _ID.fullmatch(name) or not row.get("duty") or set(row) - _KEYS or half or sum(ways) != 1:
        todo = "A duty has an id as S001-01, its words, and either code and test, or bank, or later."
        raise DeskError(f"The duty {name} is not complete.", f"File {path}.", todo)
    return Duty(**row)


def faults(duties: Iterable[Duty], tests: Path) -> Iterator[str]:
    """Every code or test that is named and not there; `tests` is the folder of all tests."""
    for one in duties:
        yield from (f"{one.id}: no code {name}" for name in _names(one.code) if not _has_code(name))
        yield from (f"{one.id}: no test {name}" for name in _names(one.test) if not _has_test(name, tests))


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
