"""One statement per worksheet function: what it answers, its arguments, and the faces that Excel and Calc show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType
from typing import Any, NamedTuple

from xl_addin.rulebook import load

CATEGORY = "Import Desk"
TOGETHER, LEAST_TOGETHER = "_ALL", 3


class CellError(StrEnum):
    """An error value of a cell; equal to the text that a spreadsheet shows for it."""

    NA = "#N/A"
    VALUE = "#VALUE!"
    NUM = "#NUM!"
    DIV0 = "#DIV/0!"
    REF = "#REF!"
    NAME = "#NAME?"
    NULL = "#NULL!"


class Missing:
    """Stands for an optional argument that the formula leaves out."""


MISSING = Missing()

# What a cell may hold for the adapter; dates travel as serial numbers of the calling book.
Cell = None | bool | float | str | CellError
Block = tuple[tuple[Cell, ...], ...]


class Argument(NamedTuple):
    """One argument of a cell: kind is date, amount (from zero), number, count, percent, flag, word, currency or text.

    A written_date or written_amount is a cell as it came, text or not. Of a range read as a whole: dates, texts,
    amounts, rates (date, currency, INR per unit) or table (with headers).

    A word with `choices` is one of a closed list.
    """

    name: str
    kind: str
    help: str
    required: bool = True
    choices: tuple[str, ...] = ()


class Face(NamedTuple):
    """One worksheet name of a statement: what it returns (flag, word, text, date, amount, number, table) and how.

    A statement of three faces and more gets one besides that shows all of them: it returns a row.
    """

    suffix: str
    returns: str
    of: Callable[[Any], Any]
    help: str


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """All that is said of a function; its name is the one that the module gives it, in capitals.

    `example` is a formula with "{}" for the name; `rules` names the rulebook parameters (or their families, ending
    in a point) that it relies on. The body gets typed values (None for blank), in the order of the arguments.
    `lasts` says that the same arguments get the same answer, so that it may be remembered.
    """

    body: Callable[..., Any]
    faces: tuple[Face, ...]
    help: str
    arguments: tuple[Argument, ...]
    example: str
    rules: tuple[str, ...] = ()
    lasts: bool = True


@dataclass(frozen=True, slots=True, eq=False)  # one object for one function: looked up by identity at every call
class Function:
    """A worksheet function as the hosts register it."""

    name: str
    help: str
    arguments: tuple[Argument, ...]
    returns: str
    body: Callable[..., Any]
    of: Callable[[Any], Any]
    family: str
    example: str
    rules: tuple[str, ...]
    lasts: bool = True
    beside: tuple[Function, ...] = ()  # the functions whose answers it shows beside each other
    category: str = CATEGORY


REGISTRY: dict[str, Function] = {}


def worksheet_function(
    *,
    faces: tuple[Face, ...],
    help: str,
    arguments: tuple[Argument, ...] = (),
    example: str,
    rules: tuple[str, ...] = (),
    lasts: bool = True,
) -> Callable[[Callable[..., Any]], Statement]:
    """The statement of a function that works its answer out by itself."""
    return lambda body: Statement(body, faces, help, arguments, example, rules, lasts)


def register(subject: ModuleType, into: dict[str, Function] | None = None) -> None:
    """Puts every statement of a module into the registry, or `into` another one, with each of its faces."""
    for name, one in vars(subject).items():
        if isinstance(one, Statement):
            _state(REGISTRY if into is None else into, name.upper(), one, subject.__name__.rpartition(".")[2])


def _state(known: dict[str, Function], stem: str, one: Statement, family: str) -> None:
    for rule in one.rules:
        if not any(name == rule or (rule.endswith(".") and name.startswith(rule)) for name in load().known):
            raise AssertionError(f"{stem} relies on {rule}, which is no parameter of the rulebook")
    faces = [_named(known, stem + face.suffix, f"{face.help}{one.help}", face, one, family) for face in one.faces]
    if len(faces) >= LEAST_TOGETHER:
        heads = ", ".join((face.suffix.strip("_") or "VALUE") for face in one.faces)
        help = f"{heads}{'' if one.help.startswith(' ') else ' beside each other. '}{one.help}"
        _named(known, stem + TOGETHER, help, Face(TOGETHER, "row", _itself, ""), one, family, tuple(faces))


def _named(
    known: dict[str, Function],
    name: str,
    help: str,
    face: Face,
    one: Statement,
    family: str,
    beside: tuple[Function, ...] = (),
) -> Function:
    if name in known:
        raise AssertionError(f"{name} is stated twice")
    example = one.example.replace("{}", name)
    known[name] = Function(
        name, help, one.arguments, face.returns, one.body, face.of, family, example, one.rules, one.lasts, beside
    )
    return known[name]


def _itself(found: Any) -> Any:
    return found
