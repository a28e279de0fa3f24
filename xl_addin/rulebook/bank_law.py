"""The law as a bank has it: as shipped, with its own instruments and registers."""

from __future__ import annotations

from pathlib import Path

from xl_addin.rulebook.bank import read_bank_files
from xl_addin.rulebook.loading import load
from xl_addin.rulebook.model import Rulebook
from xl_addin.rulebook.registers_bank import use_bank_registers


def bank_law(instruments: Path | None, registers: Path | None) -> Rulebook:
    """The rulebook with what these folders hold; the registers are in force from here on, in this process."""
    own = read_bank_files(instruments)
    mark = use_bank_registers(registers)
    return load(own=own, registers=mark) if own or mark else load()
