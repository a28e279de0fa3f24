"""The worksheet functions: what Excel and Calc show, and what Python may call with plain values."""

from __future__ import annotations

from typing import Any

from udfs import decisions
from udfs._plain import plain
from udfs._registry import REGISTRY as REGISTRY

__all__ = [
    "EXTENSION_OK",
    "EXTENSION_STATUS",
    "EXTENSION_WHY",
    "SMALLVALUE_OK",
    "SMALLVALUE_STATUS",
    "SMALLVALUE_WHY",
    "WRITEOFF_OK",
    "WRITEOFF_STATUS",
    "WRITEOFF_WHY",
]

FAMILIES = (decisions,)
globals().update({name: plain(name) for name in __all__})


def __getattr__(name: str) -> Any:
    raise AttributeError(f"there is no worksheet function {name}")
