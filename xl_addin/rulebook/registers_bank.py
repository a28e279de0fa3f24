"""A bank's own folder of registers: each file stands in for the shipped one of its name, once it is seen to be fit."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.bank_folder import files_of
from xl_addin.rulebook.registers_codes import closure_reason
from xl_addin.rulebook.registers_countries import fatf_calls
from xl_addin.rulebook.registers_in_force import SHIPPED, put_in_force

Rows = list[dict[str, str | None]]
# Columns whose words the program knows one by one: a bank's file may use no other.
CLOSED: Mapping[str, tuple[str, ...]] = {
    "audit_words.csv": ("kind", "word"),
    "bullion_hs.csv": ("metal", "confidence"),
    "closure_approvers.csv": ("needs_letter", "confidence"),
    "closure_codes.csv": ("side", "needs", "confidence"),
    "closure_reasons.csv": ("side", "confidence"),
    "commodity_hs.csv": ("commodity", "confidence"),
    "conditions.csv": ("condition",),
    "evidence_duties.csv": ("key",),
    "flag_words.csv": ("flag",),
    "import_words.csv": ("kind", "law_word"),
    "monitored_goods.csv": ("scheme", "match"),
    "notices.csv": ("id", "printed_on"),
    "payment_words.csv": ("kind", "word"),
    "port_kinds.csv": ("kind",),
    "purpose_codes.csv": ("use", "direction"),
    "reason_words.csv": ("kind", "family"),
}
# Columns of which the program asks for every word: a bank's file may leave none out.
COMPLETE: Mapping[str, tuple[str, ...]] = {
    "conditions.csv": ("condition",),
    "evidence_duties.csv": ("key",),
    "notices.csv": ("id",),
    "purpose_codes.csv": ("use",),
}
# What names a row: two rows of one name would contradict each other.
KEYS: Mapping[str, tuple[str, ...]] = {
    "agencies.csv": ("code",),
    "audit_words.csv": ("kind", "word"),
    "closure_approvers.csv": ("code",),
    "closure_codes.csv": ("side", "code"),
    "closure_reasons.csv": ("side", "reason"),
    "commodity_hs.csv": ("hs",),
    "flag_words.csv": ("word",),
    "import_words.csv": ("kind", "word"),
    "memo_status.csv": ("word",),
    "payment_words.csv": ("kind", "word"),
    "ports.csv": ("port_code",),
    "port_kinds.csv": ("character",),
    "rate_bands.csv": ("currency",),
    "reason_words.csv": ("kind", "word"),
}


def use_bank_registers(folder: Path | None) -> str:
    """Put a bank's registers in force (None: those shipped); 8 digits of their hash, or "" where there are none."""
    own = {} if folder is None else _own(folder)
    put_in_force(own)
    try:
        _read(own)
    except (DeskError, KeyError) as error:
        put_in_force({})
        if isinstance(error, DeskError):
            raise
        todo = "Bring closure_codes.csv and closure_reasons.csv into agreement."
        raise DeskError(f"A closure reason names a code that is not listed: {error}.", str(folder), todo) from None
    digest = hashlib.sha256(b"".join(name.encode() + path.read_bytes() for name, path in own.items()))
    return digest.hexdigest()[:8] if own else ""


def _own(folder: Path) -> dict[str, Path]:
    own = {path.name: path for path in files_of(folder, ".csv", "registers")}
    faults = [fault for path in own.values() for fault in _faults(path)]
    if faults:
        raise DeskError("\n".join(faults), str(folder), "Correct the files; what was shipped stays in force till then.")
    return own


def _faults(path: Path) -> Iterator[str]:
    """Everything that keeps a file from standing in for the shipped one of its name."""
    if path.name not in SHIPPED:
        near = get_close_matches(path.name, SHIPPED, n=1)
        yield f"{path.name} is no register; " + (f"did you mean {near[0]}?" if near else f"use {', '.join(SHIPPED)}.")
        return
    header, rows = _table(path)
    wanted, shipped = _table(SHIPPED[path.name])
    lacking = [name for name in wanted if name not in header]
    if lacking:
        yield f"{path.name} has no column {lacking[0]!r}; its columns are {', '.join(wanted)}."
        return
    yield from _bad_rows(path.name, rows, shipped)


def _bad_rows(name: str, rows: Rows, shipped: Rows) -> Iterator[str]:
    seen: dict[tuple[str | None, ...], int] = {}
    for line, row in enumerate(rows, 2):
        if None in row or None in row.values():
            yield f"{name}, line {line}: the row has not as many cells as the header."
            return
        for column in CLOSED.get(name, ()):
            words = sorted({known[column] or "" for known in shipped})
            if row[column] not in words:
                yield f"{name}, line {line}: {column} {row[column]!r} is not one of {', '.join(filter(None, words))}."
        key = tuple(row[column] for column in KEYS.get(name, ()))
        if key and seen.setdefault(key, line) != line:
            yield f"{name}, line {line}: {' '.join(map(str, key))} stands in line {seen[key]} already."
    for column in COMPLETE.get(name, ()):
        gone = sorted({str(known[column]) for known in shipped} - {str(row[column]) for row in rows})
        if gone:
            yield f"{name}: {column} {gone[0]} is missing; the program asks for it."


def _table(path: Path) -> tuple[list[str], Rows]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows: Rows = list(reader)
            return list(reader.fieldnames or ()), rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DeskError(f"The register cannot be read: {error}.", str(path), "Save it as CSV in UTF-8.") from error


def _read(own: Mapping[str, Path]) -> None:
    """Read what has rules of its own, so that a fault is told now and not at the first case that meets it."""
    if "fatf_countries.csv" in own:
        fatf_calls()
    if {"closure_codes.csv", "closure_reasons.csv"} & set(own):
        closure_reason("", "BOE")
