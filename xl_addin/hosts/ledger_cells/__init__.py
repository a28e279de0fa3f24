"""Worksheet functions that read the desk's ledger, for Excel and Calc: a family apart from `udfs`, which stays pure.

They are in no bundle for browsers and in no deliverable: a book that leaves the desk has values.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from udfs import REGISTRY
from udfs._registry import Function, register
from xl_addin.hosts.ledger_cells import desk

FUNCTIONS: dict[str, Function] = {}
register(desk, FUNCTIONS)
# What Excel and Calc offer: every function that is pure, and these.
EVERY: Mapping[str, Function] = ChainMap(FUNCTIONS, REGISTRY)
