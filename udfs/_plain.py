"""The functions as Python calls them: plain values in, plain values out.

Numbers come out as Decimal, dates as date, a range as a list of rows; an error as CellError, a blank as None.
A list of single values is a column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from inspect import Parameter, Signature
from typing import Any

from udfs._adapter import answer
from udfs._kinds import RANGES
from udfs._registry import MISSING, REGISTRY, Argument, Function

# What a kind of argument or answer is in Python; a range is a list.
TYPES: Mapping[str, Any] = {
    "date": date,
    "written_date": date | str,
    "amount": Decimal,
    "written_amount": Decimal | str,
    "number": Decimal,
    "count": int,
    "percent": Decimal,
    "flag": bool,
    "word": str,
    "currency": str,
    "text": str,
    "any": Decimal | date | str | bool,
}


def plain(name: str) -> Callable[..., Any]:
    """The function of that name for Python; arguments by place or by name, in the order of the formula."""
    function = REGISTRY[name]
    names = [argument.name for argument in function.arguments]
    by_row = [argument.kind not in RANGES for argument in function.arguments]

    def call(*args: Any, **named: Any) -> Any:
        for one in named:
            if one not in names or names.index(one) < len(args):
                raise TypeError(f"{name} takes {', '.join(names) or 'no arguments'}; {one} does not fit")
        given = [*map(_plain, args), *(_plain(named.get(one, MISSING)) for one in names[len(args) :])]
        found = answer(function, given, False, _same)
        ranged = any(isinstance(one, list) for one, cell in zip(given, by_row, strict=False) if cell)
        if not isinstance(found, list) or ranged or function.returns in ("table", "row"):
            return found
        return found[0][0]

    call.__name__ = call.__qualname__ = name
    call.__module__ = "udfs"
    call.__doc__ = told(function)
    vars(call)["__signature__"] = signature(function)
    return call


def told(function: Function) -> str:
    """What `help` says below the signature: the sentence of the wizard, each argument, the example of a cell."""
    arguments = "".join(f"    {argument.name}: {argument.help}\n" for argument in function.arguments)
    return "\n\n".join(part for part in (function.help, arguments.rstrip(), f"In a cell: {function.example}") if part)


def signature(function: Function) -> Signature:
    """The arguments by name and type, for single values; any of them may be a list of rows too."""
    return Signature(
        [_parameter(argument) for argument in function.arguments], return_annotation=TYPES.get(function.returns, list)
    )


def _parameter(argument: Argument) -> Parameter:
    kind = TYPES.get(argument.kind, list)
    if argument.required:
        return Parameter(argument.name, Parameter.POSITIONAL_OR_KEYWORD, annotation=kind)
    return Parameter(argument.name, Parameter.POSITIONAL_OR_KEYWORD, annotation=kind | None, default=None)


def _same(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    """Arrays and their scalars as lists and plain values."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
