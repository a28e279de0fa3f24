"""HS codes against lists of beginnings: a whole tariff line has eight digits, a list may name fewer."""

from __future__ import annotations

from collections.abc import Iterable

from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, Fail, missing


def unusable_hs(hs: str | None) -> list[Fail]:
    """CHECK where the HS code is not there or is not made of plain digits; else nothing."""
    if not hs:
        return [missing("hs")]
    if hs.isascii() and hs.isdigit():
        return []
    return [Fail(CHECK, "", f"hs {hs!r} is not an HS code of digits")]


def all_digits(law: Law, name: str, hs: str) -> Fail | None:
    """The same of a code that is given, as the check of a fact."""
    return next(iter(unusable_hs(hs)), None)


def listed_as(hs: str, entries: Iterable[str]) -> str:
    """The longest entry that `hs` begins with; empty where there is none."""
    return max((entry for entry in entries if hs.startswith(entry)), key=len, default="")


def too_short(hs: str, entries: Iterable[str]) -> list[Fail]:
    """CHECK where `hs` is only the beginning of an entry, so that further digits must tell; else nothing."""
    if not any(entry.startswith(hs) and entry != hs for entry in entries):
        return []
    return [Fail(CHECK, "", f"hs {hs} names more than one tariff line: give all digits")]
