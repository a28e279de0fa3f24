"""What the desk does with each kind of evidence of import, and what it is reminded of at payment, in its own words."""

from __future__ import annotations

from xl_addin.rulebook.registers import _rows
from xl_addin.rulebook.registers_in_force import register, remembered


def desk_duty(key: str) -> str:
    """The duty behind a kind of evidence ("NON_PHYSICAL") or a reminder ("INCOME_TAX")."""
    return _duties()[key]


def duty_words() -> tuple[str, ...]:
    """Every kind of evidence and reminder that the register has a duty for."""
    return tuple(_duties())


@remembered
def _duties() -> dict[str, str]:
    return {row["key"]: row["duty"] for row in _rows(register("evidence_duties.csv"), ("key", "duty"))}
