"""ITC(HS) codes under which gold and silver come in through the bullion exchange; a bank may bring its own list."""

from __future__ import annotations

from pathlib import Path

from xl_addin.rulebook.registers import _rows
from xl_addin.rulebook.registers_in_force import register, remembered


@remembered
def bullion_codes(metal: str, path: Path | None = None) -> tuple[str, ...]:
    """The eight-digit ITC(HS) codes of a metal ("GOLD"), in the order of the register; empty where none is listed."""
    rows = _rows(path or register("bullion_hs.csv"), ("metal", "hs"))
    return tuple(row["hs"].strip() for row in rows if row["metal"].strip() == metal)
