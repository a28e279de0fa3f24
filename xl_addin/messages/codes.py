"""The code lists that elements are taken from: codes.csv, and the registers that the rules go by as well."""

from __future__ import annotations

from collections.abc import Mapping

from xl_addin.messages.layouts import tables
from xl_addin.messages.registers import REGISTERS

OTHERS = "*"  # in a list that is not known in full


def codes_of(name: str) -> Mapping[str, str]:
    """The codes of a list with their meanings."""
    return REGISTERS[name]() if name in REGISTERS else tables().codes[name]


def is_on(name: str, code: str) -> bool:
    """Whether a list holds a code, or is one that may hold others."""
    listed = codes_of(name)
    return code in listed or OTHERS in listed
