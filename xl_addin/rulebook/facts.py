"""The register of facts: what each is said of, its kind, the question that asks for it, its heading and its list."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from xl_addin.rulebook.model import RulebookError
from xl_addin.rulebook.registers import words_of

HOME = Path(__file__).parent
FILE = HOME / "facts.toml"
ORM, BOE, INVOICE, IMPORTER = "ORM", "BOE", "INVOICE", "IMPORTER"
LICENCE, DEAL, TASK = "LICENCE", "DEAL", "TASK"
# What a fact may be said of. A decision on an item is a thing of its own: remarks on a write-off are not the item's.
REFERRAL, SETTLEMENT = "REFERRAL", "SETTLEMENT"
DECISIONS = ("WRITEOFF", "SMALLVALUE", "EXTENSION", "ADVANCE", "FOLLOWUP", REFERRAL, SETTLEMENT)
ABOUT = (ORM, BOE, INVOICE, IMPORTER, "ACT", DEAL, "CLOSURE", LICENCE, TASK, "BANK", "DECISION", *DECISIONS)
KINDS = ("date", "moment", "flag", "word", "text", "amount", "number", "rate", "percent", "count", "iec", "currency")
SEVERAL = ("dates", "amounts", "answers")  # kinds that hold many values: asked for by rules, never kept as an answer
EXTRACTS = ("facts", "importers", "authorisations", "merchanting")
BOUNDS = ("boe_date",)  # of the bill of entry that a fact is said of
AS_ON, TYPED = "as_on", "typed"  # by which day something has happened
YES, NO = "Y", "N"

Value = date | bool | Decimal | int | str


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the register; `column` is how the desk's own files and lists spell it.

    A day with `upto` lies on or before that day of what it is said of; one that `happened` by the as-on date where a
    decision counts with it (AS_ON), by the day on which it is typed where it is a paper or a check of the desk (TYPED).
    """

    name: str
    about: str
    kind: str
    header: str
    asks: str = ""
    help: str = ""
    words: str = ""
    extract: str = ""
    column: str = ""
    upto: str = ""
    happened: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of its closed list as the register has them now; none where any word may stand."""
        if self.kind == "flag":
            return YES, NO
        register, _, kind = self.words.partition(":")
        return words_of(register, kind) if register else ()

    def text(self, value: object) -> str:
        """A value as the ledger keeps it: a date as 2026-10-31, a flag as Y or N, a number exactly; "" not known."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return YES if value else NO
        return format(value, "f") if isinstance(value, Decimal) else str(value)

    def value(self, text: str) -> Value | None:
        """The value behind a kept text; None where it is not known. ValueError for a text that is none of its kind."""
        if not text:
            return None
        if self.kind == "date":
            return date.fromisoformat(text)
        if self.kind == "moment":
            return datetime.fromisoformat(text) if ":" in text else date.fromisoformat(text)
        if self.kind == "flag":
            return _flag(text)
        if self.kind in ("amount", "number", "rate", "percent"):
            return _decimal(text)
        return int(text) if self.kind == "count" else text


def fact(name: str) -> Fact:
    """The fact of that name; RulebookError where the register has none."""
    try:
        return facts()[name]
    except KeyError:
        raise RulebookError(f"{FILE.name} has no fact {name!r}") from None


def taken_from(extract: str) -> tuple[Fact, ...]:
    """The facts that a file of the desk brings, in the order of its columns."""
    return tuple(one for one in facts().values() if one.extract == extract)


def question(name: str) -> str:
    """The question put when a fact is missing; "" where its name says enough."""
    found = facts().get(name)
    return found.asks if found else ""


@cache
def facts(path: Path = FILE) -> Mapping[str, Fact]:
    """Every fact by name, in the order of the file, read and checked once; RulebookError names a fault."""
    try:
        rows = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RulebookError(f"{path.name} cannot be read as TOML: {error}") from error
    return MappingProxyType({name: _fact(f"{path.name}, {name}", name, row) for name, row in rows.items()})


_KEYS = frozenset(field.name for field in fields(Fact)) - {"name"}


def _fact(where: str, name: str, row: dict[str, Any]) -> Fact:
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise RulebookError(f"{where}: unknown key {unknown[0]!r}")
    wrong = [key for key, value in row.items() if not isinstance(value, str) or not value]
    missing = [key for key in ("about", "kind", "header") if key not in row]
    for key in (*wrong, *missing):
        raise RulebookError(f"{where}: {key} must be a text")
    _one_of(where, "about", row["about"], ABOUT)
    _one_of(where, "kind", row["kind"], KINDS + SEVERAL)
    _one_of(where, "extract", row.get("extract", ""), ("", *EXTRACTS))
    _one_of(where, "happened", row.get("happened", ""), ("", AS_ON, TYPED))
    _one_of(where, "upto", row.get("upto", ""), ("", *BOUNDS))
    found = Fact(name, **{"column": name, **row})
    if found.words and (found.kind != "word" or not found.choices):
        raise RulebookError(f"{where}: words {found.words!r} is no list of words for the kind {found.kind}")
    return found


def _one_of(where: str, key: str, word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise RulebookError(f"{where}: {key} {word!r} is not one of {', '.join(one for one in known if one)}")


def _flag(text: str) -> bool:
    if text not in (YES, NO):
        raise ValueError(f"{text!r} is neither {YES} nor {NO}")
    return text == YES


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is no number") from None
