"""Every worksheet function as a plain xlwings function, so that xlwings' own Import Functions works for developers.

This module shows xlwings nothing but these functions: it imports every public name with `__xlfunc__` that it sees.
Differences from the add-in's own wrappers: such a call reads Range.Value, so a currency cell is cut to four decimals
and days count from 1900 whatever the book says, and errors come as text tags. Use it to develop, not to decide.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Any

import xlwings as _xw

from udfs._registry import Argument as _Argument
from udfs._registry import Function as _Function
from xl_addin.hosts.excel.functions.dispatch import answer as _answer
from xl_addin.hosts.excel.functions.names import parameter_name as _parameter_name
from xl_addin.hosts.excel.functions.raw import OMITTED as _OMITTED
from xl_addin.hosts.ledger_cells import EVERY as _EVERY


def _parameter(argument: _Argument) -> Parameter:
    default = Parameter.empty if argument.required else _OMITTED
    return Parameter(_parameter_name(argument.name), Parameter.POSITIONAL_OR_KEYWORD, default=default)


def _stock(function: _Function) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        return _answer(function.name, values, every_cell=True)

    call.__name__ = call.__qualname__ = function.name
    call.__doc__ = function.help
    call.__annotations__ = {}  # xlwings would make converters of type hints
    call.__signature__ = Signature([_parameter(argument) for argument in function.arguments])  # type: ignore[attr-defined]
    shown = _xw.ret("raw")(call)
    for argument in function.arguments:
        shown = _xw.arg(_parameter_name(argument.name), "raw", doc=argument.help)(shown)
    # Last: `ret` and `arg` set the category and the wizard's switch back to xlwings' own.
    return _xw.func(category=function.category, call_in_wizard=False)(shown)


globals().update({name: _stock(function) for name, function in _EVERY.items()})
