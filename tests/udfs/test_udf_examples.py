"""The example of each function is a formula that works: it is shown in the wizard and in the guide."""

from __future__ import annotations

import ast
import re
from datetime import date
from typing import Any

import pytest

import udfs
from udfs import REGISTRY
from udfs._registry import CellError
from xl_addin.publish.samples import SHEETS

# "{1;2}" is a column, "{1,2}" a row
ARRAY = re.compile(r"\{([^}]*)\}")
RANGE = re.compile(r"(\w+)![A-Z]+(\d+):[A-Z]+(\d+)")


def python(formula: str) -> ast.Call:
    """The formula as a Python call."""
    rows = ARRAY.sub(lambda found: "[" + ",".join(f"[{row}]" for row in found[1].split(";")) + "]", formula[1:])
    rows = RANGE.sub(r"RANGE('\1', \2, \3)", rows)
    call = ast.parse(rows.replace("TRUE", "True").replace("FALSE", "False"), mode="eval").body
    assert isinstance(call, ast.Call)
    return call


def value(node: ast.expr) -> Any:
    """A constant, an array or DATE(...) of a formula."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RANGE":
        sheet, first, last = (value(one) for one in node.args)
        return [list(row) for row in SHEETS[sheet][first - 1 : last]]
    if isinstance(node, ast.Call):
        return date(*(value(one) for one in node.args))
    return ast.literal_eval(node)


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_the_example_gives_a_value(name: str) -> None:
    function = REGISTRY[name]
    call = python(function.example)
    assert isinstance(call.func, ast.Name)
    assert call.func.id == name
    found = getattr(udfs, name)(*map(value, call.args))
    assert found is not None
    assert not isinstance(found, CellError)
    if name.endswith("_STATUS") and name.removesuffix("_STATUS") + "_OK" in REGISTRY and name != "IEC_STATUS":
        assert found != "CHECK", getattr(udfs, name.removesuffix("_STATUS") + "_WHY")(*map(value, call.args))
