"""Which functions a browser can answer, and what Office.js is told of each: functions.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from udfs._kinds import is_dated
from udfs._registry import Argument, Function

# The matcher works with pandas, which would make what the browser loads several times as large.
NEEDS_PANDAS = "settlement"
MATRIX = {"type": "any", "dimensionality": "matrix"}


def offered(registry: Mapping[str, Function]) -> list[Function]:
    """The functions of the bundle, by name."""
    return [registry[name] for name in sorted(registry) if registry[name].family != NEEDS_PANDAS]


def identity(name: str) -> str:
    """What Office.js knows a function by, which has letters, digits and points only; it must never change."""
    return name.replace("_", ".")


def metadata(functions: list[Function]) -> str:
    """functions.json: names, help and arguments; every argument takes a cell or a range, errors in it too."""
    told = {"allowErrorForDataTypeAny": True, "functions": [_told(function) for function in functions]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def table(functions: list[Function]) -> dict[str, dict[str, Any]]:
    """By identity, what the page must know: the name, and whether the answer rests on how the book counts days."""
    return {identity(f.name): {"name": f.name, "dated": is_dated(f.arguments, f.returns)} for f in functions}


def _told(function: Function) -> dict[str, Any]:
    return {
        "id": identity(function.name),
        "name": function.name,
        "description": function.help,
        "parameters": [_parameter(argument) for argument in function.arguments],
        "result": MATRIX,
        # Where the cells of an argument lie: the page asks them whether a 0 is a number or an empty cell.
        "options": {"requiresParameterAddresses": True},
    }


def _parameter(argument: Argument) -> dict[str, Any]:
    return {"name": argument.name, "description": argument.help, **MATRIX, "optional": not argument.required}
