"""The lists of codes that are registers: the rules go by them as well, so that they are said there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xl_addin.rulebook.registers import agency_meanings
from xl_addin.rulebook.registers_codes import approver_meanings, closure_meanings, purpose_meanings

REGISTERS: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "orm_closure": lambda: closure_meanings("ORM"),
    "boe_closure": lambda: closure_meanings("BOE"),
    "approver": approver_meanings,
    "purpose": purpose_meanings,
    "agency": agency_meanings,
}
