"""HS codes against lists of beginnings: a whole tariff line has eight digits, a list may name fewer."""

from __future__ import annotations

from collections.abc import Iterable

from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, Fail


def all_digits(law: Law, name: str, hs: str) -> Fail | None:
    """An HS code of plain digits, from the heading on an even number of them; the check of a fact."""
    if not (hs.isascii() and hs.isdigit()):
        return Fail(CHECK, "", f"{name} {hs!r} is not an HS code of digits")
    lost = f"{name} {hs} has {len(hs)} digits, a code 4, 6 or 8: give all digits, a zero at its start may be lost"
    return Fail(CHECK, "", lost) if len(hs) > 1 and len(hs) & 1 else None


def listed_as(hs: str, entries: Iterable[str]) -> str:
    """The longest entry that `hs` begins with; empty where there is none."""
    return max((entry for entry in entries if hs.startswith(entry)), key=len, default="")


def too_short(hs: str, entries: Iterable[str]) -> list[Fail]:
    """CHECK where `hs` is only the beginning of an entry, so that further digits must tell; else nothing."""
    if not any(entry.startswith(hs) and entry != hs for entry in entries):
        return []
    return [Fail(CHECK, "", f"hs {hs} names more than one tariff line: give all digits")]
