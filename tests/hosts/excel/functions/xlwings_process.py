"""Runs xlwings' code for Windows in a child process, since that changes the interpreter that it runs in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from udfs._registry import MISSING, CellError
from xl_addin.hosts.excel.functions.raw import OMITTED, TAG
from xl_addin.hosts.live.errors import COM_ERROR_BASE, ERROR_NUMBERS

ROOT = Path(__file__).resolve().parents[4]
STOCK = "xl_addin.hosts.excel.functions.stock"


def asked(requests: Sequence[dict[str, Any]]) -> list[Any]:
    """The child's answers, in order."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.hosts.excel.functions.xlwings_child"],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        check=False,
        timeout=300,
    )
    assert child.returncode == 0, child.stderr
    answers: list[Any] = json.loads(child.stdout)
    return answers


def dispatched(name: str, cells: Sequence[Any], context: str = "1900|[Book1.xlsx]Sheet1!$A$1") -> dict[str, Any]:
    """A call as our own VBA wrappers make it."""
    arguments = [name, [raw(cell) for cell in cells], context]
    return {"do": "ask", "arguments": arguments}


def stock(name: str, cells: Sequence[Any]) -> dict[str, Any]:
    """A call as the wrappers make it that xlwings writes."""
    return {"do": "call", "module": STOCK, "function": name, "arguments": [raw(cell) for cell in cells]}


def raw(cell: Any) -> Any:
    """A cell of a vector as Excel hands it over."""
    if isinstance(cell, tuple):
        return [raw(one) for one in cell]
    if cell is MISSING:
        return OMITTED
    return COM_ERROR_BASE + ERROR_NUMBERS[cell] if isinstance(cell, CellError) else cell


def native(answer: Any) -> Any:
    """What the VBA walker makes of an answer: scalar, one row, or rows; tags are errors, an empty text a blank."""
    if isinstance(answer, list):
        rows = answer if isinstance(answer[0], list) else [answer]
        return [[native(cell) for cell in row] for row in rows]
    if isinstance(answer, str) and answer.startswith(TAG):
        return CellError(answer.removeprefix(TAG))
    return None if answer == "" and isinstance(answer, str) else answer
