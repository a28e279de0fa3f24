"""Instruments that the bank has loaded and signed off itself: files of the shipped form, in a folder of the bank's."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.bank_folder import files_of
from xl_addin.rulebook.checks import day, fault
from xl_addin.rulebook.model import RulebookError

LOADED = "loaded by the bank"
SECTIONS = {"instrument", "provision", "end"}
HORIZON = "horizon.toml"  # how long the law is answered after the bank's own review of it
TEXTS = ("id", "short", "issuer", "title", "reference", "parameter", "paragraph", "confidence", "note")
TODO = (
    "Correct the file, or take it out of the folder where a release has brought the instrument since; "
    "nothing is decided before that."
)


class BankFile(NamedTuple):
    """One file as it was read: the rulebook is known by its content, not by its path."""

    name: str
    data: bytes

    @property
    def mark(self) -> str:
        """What stands behind the instrument in every citation."""
        return f" ({LOADED}, {self.digest})"

    @property
    def digest(self) -> str:
        """The first 8 digits of the file's SHA-256."""
        return hashlib.sha256(self.data).hexdigest()[:8]


def read_bank_files(folder: Path | None) -> tuple[BankFile, ...]:
    """The instrument files of a bank's folder, by name; DeskError where it cannot be read."""
    if folder is None:
        return ()
    try:
        return tuple(BankFile(path.name, path.read_bytes()) for path in files_of(folder, ".toml", "instruments"))
    except OSError as error:
        what = f"An instrument of the bank cannot be read: {error.strerror or error}."
        raise DeskError(what, str(folder), "Check the file and the rights on it.") from error


def refuse_unfit(name: str, data: dict[str, Any]) -> None:
    """RulebookError for what no shipped file would hold: other sections, or values where rows and texts belong."""
    if strange := sorted(set(data) - SECTIONS):
        what = f"[{strange[0]}] is not for a bank's file, which sets, changes and ends values of known parameters"
        raise fault(name, f"{what}; a new quantity or method comes with a release")
    for section in ("provision", "end"):
        rows = data.get(section, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise fault(name, f"write each {section} below a line [[{section}]]")
    if not isinstance(data.get("instrument"), dict):
        raise fault(name, "there is no [instrument] that says what is cited")
    for row in (data["instrument"], *data.get("provision", ()), *data.get("end", ())):
        if bad := [key for key in TEXTS if key in row and not isinstance(row[key], str)]:
            raise fault(name, f"{bad[0]} is {row[bad[0]]!r}; write it as text in quotes")


def moved_horizon(shipped: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """The days between which the law is answered, as the bank has moved their end; RulebookError where it may not."""
    own = data.get("horizon")
    known = {"reviewed_on", "answered_days_after_review"}
    if set(data) != {"horizon"} or not isinstance(own, dict) or set(own) - known or "reviewed_on" not in own:
        raise fault(
            HORIZON, "write [horizon] with reviewed_on and, if you like, answered_days_after_review, and nothing else"
        )
    days = own.get("answered_days_after_review", shipped["answered_days_after_review"])
    if isinstance(days, bool) or not isinstance(days, int) or days < 1:
        raise fault(HORIZON, f"answered_days_after_review is {days!r}; write a whole number of days")
    if day(own["reviewed_on"], HORIZON) < shipped["reviewed_on"]:
        raise fault(HORIZON, f"the law as shipped was reviewed on {shipped['reviewed_on']}, after {own['reviewed_on']}")
    return {**shipped, **own}


def told_as_the_banks(error: RulebookError) -> RulebookError:
    """A fault found with the bank's files in: theirs, since the shipped ones were checked without them."""
    return RulebookError(error.what, f"Instruments loaded by the bank: {error.where}.", TODO)
