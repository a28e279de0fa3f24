"""Code lists that a desk may edit: reason words, flag words, ports. A bank may bring its own file."""

from __future__ import annotations

import csv
from pathlib import Path

from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.texts import clean, raised
from xl_addin.rulebook.registers_in_force import register, remembered


def reason_family(word: str, kind: str = "writeoff", path: Path | None = None) -> str | None:
    """The reason family of a desk's word ("Freight Insurance" is FREIGHT); None where it names no reason.

    `kind` is "writeoff" or "extension"; `path` is a bank's own register (kind, word, family, meaning).
    """
    return _reasons(path or register("reason_words.csv")).get((kind, raised(clean(word))))


def in_family(word: str | None, kind: str) -> str | None:
    """The family of a desk's word as the law asks for it; a word that names none as it is written, for the answer to
    tell; None where nothing is written."""
    return None if word is None or not word.strip() else reason_family(word, kind) or raised(clean(word))


def reason_families(kind: str = "writeoff") -> tuple[str, ...]:
    """Every family that a word of the register stands for, in its order."""
    found = _reasons(register("reason_words.csv")).items()
    return (*dict.fromkeys(family for (of, _), family in found if of == kind and family),)


def parse_flag(text: str) -> bool | None:
    """Y, N, YES, TRUE, 0 and the like; None for a blank cell; ValueRefused for a word not in the register."""
    word = text.strip().upper()
    if not word:
        return None
    try:
        return _flags()[word]
    except KeyError:
        raise ValueRefused(text, "Y or N", "Write Y or N, or leave the cell empty if it is not known.") from None


def known_port(code: str) -> bool:
    """Whether the ICES port code is on the register of main ports; one that is not may still be a port."""
    return code.strip().upper() in _ports()


def known_agency(text: str) -> bool:
    """Whether `importAgency` is one of the register, by its code ("1") or its word ("Customs")."""
    return text.strip().upper() in _agencies()


def agency_meanings() -> dict[str, str]:
    """Every code of `importAgency` with its meaning."""
    return {row["code"]: row["meaning"] for row in _rows(register("agencies.csv"), ("code", "word", "meaning"))}


def agency_code(text: str) -> str:
    """The code of an agency that is told by its code or its word; "" for none of the register."""
    return _agencies().get(text.strip().upper(), "")


def condition_question(word: str) -> str:
    """The question behind a condition of the law ("TRACK_RECORD"), answered yes where the condition is met."""
    return _conditions()[word]


def condition_words() -> tuple[str, ...]:
    """Every condition that the register has a question for."""
    return tuple(_conditions())


@remembered
def words_of(name: str, kind: str = "", path: Path | None = None) -> tuple[str, ...]:
    """The words of a closed list in the order of its register; `kind` picks the rows of one list of several.

    `path` is a bank's own register.
    """
    columns = ("kind", "word") if kind else ("word",)
    rows = _rows(path or register(f"{name}.csv"), columns)
    return tuple(row["word"] for row in rows if not kind or row["kind"] == kind)


@remembered
def _conditions() -> dict[str, str]:
    return {row["condition"]: row["question"] for row in _rows(register("conditions.csv"), ("condition", "question"))}


@remembered
def _reasons(path: Path) -> dict[tuple[str, str], str | None]:
    return {
        (row["kind"], raised(clean(row["word"]))): row["family"] or None
        for row in _rows(path, ("kind", "word", "family"))
    }


@remembered
def _flags() -> dict[str, bool]:
    return {row["word"]: row["flag"] == "TRUE" for row in _rows(register("flag_words.csv"), ("word", "flag"))}


@remembered
def _agencies() -> dict[str, str]:
    rows = _rows(register("agencies.csv"), ("code", "word"))
    return {name: row["code"] for row in rows for name in (row["code"], row["word"])}


@remembered
def _ports() -> frozenset[str]:
    return frozenset(row["port_code"] for row in _rows(register("ports.csv"), ("port_code",)))


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a register; DeskError where the file is not there or lacks a column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            rows = list(reader)
    except (OSError, UnicodeDecodeError) as error:
        raise DeskError(f"The register cannot be read: {error}.", str(path), "Check the file and its path.") from error
    if missing:
        raise DeskError(
            f"The register has no column {missing[0]!r}.", str(path), f"Its columns are {', '.join(columns)}."
        )
    return rows
