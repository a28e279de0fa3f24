"""udfs/__init__.pyi: every worksheet function with its arguments and their types, for editors and type checkers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from udfs._kinds import RANGES
from udfs._registry import Argument, Function

WIDTH = 112
HEAD = '''\
"""Generated from the registry of worksheet functions; do not edit. What each function says, `help` tells in full."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from udfs._registry import REGISTRY as REGISTRY
from udfs._registry import CellError

_T = TypeVar("_T")
_Range: TypeAlias = Sequence[Any]
_Date: TypeAlias = date | float | str | _Range | None
_Number: TypeAlias = Decimal | float | str | _Range | None
_Flag: TypeAlias = bool | float | str | _Range | None
_Text: TypeAlias = str | float | _Range | None
_Answer: TypeAlias = _T | CellError | list[list[Any]] | None
'''
TAKES = {
    "date": "_Date",
    "written_date": "_Date",
    "amount": "_Number",
    "written_amount": "_Number",
    "number": "_Number",
    "count": "_Number",
    "percent": "_Number",
    "flag": "_Flag",
    "word": "_Text",
    "currency": "_Text",
    "text": "_Text",
}
GIVES = {
    "date": "date",
    "amount": "Decimal",
    "number": "Decimal",
    "flag": "bool",
    "word": "str",
    "text": "str",
    "any": "Decimal | date | str | bool",
    "table": "list[list[Any]]",
    "row": "list[list[Any]]",
}


def stub(registry: Mapping[str, Function]) -> str:
    """The text of the stub, in the order of the registry."""
    return "\n".join([HEAD.rstrip(), *(line for function in registry.values() for line in _function(function))]) + "\n"


def _function(function: Function) -> Iterator[str]:
    yield ""
    gives = f"_Answer[{GIVES[function.returns]}]"
    if function.arguments:
        yield f"def {function.name}("
        yield from (f"    {_argument(argument)}," for argument in function.arguments)
        yield f") -> {gives}:"
    else:
        yield f"def {function.name}() -> {gives}:"
    yield from (f"    {line}" for line in wrap(f'"""{function.help}"""', WIDTH))


def _argument(argument: Argument) -> str:
    takes = "_Range | None" if argument.kind in RANGES else TAKES[argument.kind]
    return f"{argument.name}: {takes}" + ("" if argument.required else " = ...")
