"""The doors of the program as a user names them, and the code that each one begins with.

A door is written `function NAME`, `sheet NAME: Column`, `file NAME: column`, `button LABEL`, `command NAME`,
`command rules ask QUESTION`, or `finding CODE` (told at take-in or close). What there is, its own registers say.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

from tests.law.reach import graph, reached
from udfs import REGISTRY
from xl_addin.buttons.table import BUTTONS
from xl_addin.cli.main import app
from xl_addin.desk.lists import book
from xl_addin.engine.finding_codes import codes
from xl_addin.engine.questions import ASK
from xl_addin.workbook.lists import List

CLOSE = frozenset({"xl_addin.desk.close.close_month:close_month", "xl_addin.desk.intake.take_in:take_in"})
CASES, DECIDE = "xl_addin.desk.month.", "xl_addin.desk.month.decide:"


class NoDoor(Exception):
    """A door that the program has not; its text says which register does not know it."""


@cache
def behind(door: str) -> frozenset[str]:
    """Every symbol that a door reaches; NoDoor where there is no such door."""
    kind, _, name = door.partition(" ")
    if kind not in _KINDS:
        raise NoDoor(f"{door}: a door is one of {', '.join(_KINDS)}")
    return reached(frozenset(_KINDS[kind](name)))


def _function(name: str) -> Iterator[str]:
    """The statement behind a worksheet name, whose faces bear its name and an ending."""
    if name not in REGISTRY:
        raise NoDoor(f"there is no worksheet function {name}")
    one = REGISTRY[name]
    stems = ["_".join(name.split("_")[:count]) for count in range(name.count("_") + 1, 0, -1)]
    wanted = [f"udfs.{one.family}:{spelt}" for stem in stems for spelt in (stem, stem.lower())]
    yield next(symbol for symbol in wanted if symbol in graph().names)


def _sheet(text: str) -> Iterator[str]:
    title, _, header = text.partition(": ")
    tables = [table for sheet in book.SHEETS if sheet.name == title for table in sheet.tables]
    if not tables:
        raise NoDoor(f"there is no sheet {title} with a list")
    return _lists(tables, header, f"the sheet {title}")


def _file(text: str) -> Iterator[str]:
    name, _, header = text.partition(": ")
    tables = [table for table in book.FILES if table.name == name]
    if not tables:
        raise NoDoor(f"there is no file {name} beside the closing book")
    return _lists(tables, header, f"the file {name}")


def _lists(tables: list[List[Any]], header: str, where: str) -> Iterator[str]:
    """The modules of the lists that have the column; of all of them where none is named."""
    having = [one for one in tables if not header or header in {column.header for column in one.columns}]
    if not having:
        raise NoDoor(f"{where} has no column {header}")
    made = [module for module in _list_modules() if any(one is had for one in vars(module).values() for had in having)]
    for module in made:
        yield from _list_symbols(module)


def _list_modules() -> list[ModuleType]:
    return [one for name, one in sys.modules.items() if name.startswith("xl_addin.desk.lists.") and one is not book]


def _list_symbols(module: ModuleType) -> set[str]:
    """All of a list's module, and what makes the decisions whose subjects it names, itself or by a list of them."""
    names = graph().names
    own = {name for name in names if name.startswith(f"{module.__name__}:")}
    named = {one for name in own for one in names[name] if one.startswith(CASES)}
    named |= {one for name in named if name.endswith("_subjects") for one in names[name]}
    subjects = {one for one in named if one.startswith(CASES) and one.rpartition(":")[2].isupper()}
    makers = {name for name, told in names.items() if name.startswith(CASES) and told & subjects}
    beside = {(name.partition(":")[0]) for name in makers}
    callers = {name for name, told in names.items() if name.partition(":")[0] in beside and told & makers}
    return own | makers | {one for one in callers if not one.startswith(DECIDE)}


def _button(label: str) -> Iterator[str]:
    for one in BUTTONS:
        if one.label == label:
            return iter((_symbol(one.run),))
    raise NoDoor(f"there is no button {label}")


def _command(text: str) -> Iterator[str]:
    group, _, asked = text.partition("rules ask ")
    if not group and asked:
        if asked not in ASK:
            raise NoDoor(f"rules ask knows no question {asked}")
        return iter((_symbol(ASK[asked].answer),))
    for name, callback in _commands():
        if name == text:
            return iter((_symbol(callback),))
    raise NoDoor(f"there is no command {text}")


def _commands() -> Iterator[tuple[str, Callable[..., Any]]]:
    for group, commands in (("", app.registered_commands), *_groups()):
        for one in commands:
            if one.callback is not None:
                yield f"{group}{one.name or one.callback.__name__}", one.callback


def _groups() -> Iterator[tuple[str, Any]]:
    for one in app.registered_groups:
        if one.typer_instance is not None:
            yield f"{one.name} ", one.typer_instance.registered_commands


def _finding(code: str) -> Iterator[str]:
    """What a close reaches and what tells that code there."""
    if code not in codes():
        raise NoDoor(f"there is no finding {code}")
    on_the_way = reached(CLOSE)
    holding = {name for name in on_the_way if code in graph().texts[name]}
    if not holding:
        raise NoDoor(f"nothing that a close reaches tells the finding {code}")
    return iter(holding | {name for name in on_the_way if graph().names.get(name, frozenset()) & holding})


def _symbol(called: Callable[..., Any]) -> str:
    return f"{called.__module__}:{called.__qualname__}"


_KINDS: dict[str, Callable[[str], Iterator[str]]] = {
    "function": _function,
    "sheet": _sheet,
    "file": _file,
    "button": _button,
    "command": _command,
    "finding": _finding,
}
