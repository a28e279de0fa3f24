"""What a desk says once for all commands and buttons: desk.toml, data only, with the place that each value comes from.

An option on the command line or a cell of Start wins; then the file that --desk names, or the one beside the output
or the month's workbook; then the record of this user. One file counts: files are not mixed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from xl_addin.desk.intake.file_names import WORDS
from xl_addin.desk.intake.terms import HIDDEN_ROWS, Terms, kinds_known, kinds_named, month_first_kinds, waivers_said
from xl_addin.desk.started import typed
from xl_addin.disk.places import allow
from xl_addin.disk.rights import share_with
from xl_addin.domain.addresses import without_password
from xl_addin.domain.errors import DeskError
from xl_addin.domain.text_file import text_of, why_unread
from xl_addin.engine.law import Law
from xl_addin.messages.layouts import use_bank_messages
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.bank_law import bank_law
from xl_addin.rulebook.calendars import with_holidays, without_list
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.policy_file import load_policy
from xl_addin.workbook.extracts import limits

FILE = "desk.toml"
KEYS: Mapping[str, str] = {
    "bank": "name of the bank, as the first sheet shows it",
    "ledger": "ledger: a file, or the address of a database",
    "policy": "the bank's own parameters (TOML)",
    "calendar": "bank holidays by centre (CSV)",
    "centre": "centre of the calendar whose holidays count",
    "outgoing": "folder of the files for IDPMS: draft, released, sent",
    "boe_closure": "whether the last record of a bill of entry closes it: at zero, or never",
    "registers": "folder of registers that stand in for the shipped ones",
    "messages": "folder of message tables that say where the bank's messages differ from the shipped ones",
    "instruments": "folder of instruments that the bank has loaded and signed off",
    "templates": "folder of the bank's own templates of papers, which stand in for the shipped ones",
    "group": "group of the system that shares the desk's files; none: they are their owner's alone",
    "ledger_on_share": "why a ledger file may lie on a network or in a synced folder; none: it may not",
    "hidden_rows": "whether hidden rows of an extract count: include, or leave out",
    "not_expected": "kinds of extract that are not due this month",
    "month_first": "kinds of extract whose dates are written month first; all others day first",
    "waived": "blocking findings that the bank waives, each as month/file/row=why",
    **limits.MEANINGS,
}
PATHS = frozenset({"ledger", "policy", "calendar", "registers", "messages", "instruments", "outgoing", "templates"})
BOE_CLOSURE = ("at zero", "never")
LISTS = frozenset({"not_expected", "month_first"})
LINES = frozenset({"waived"})  # lists whose words may hold commas
ELSEWHERE = "desk"  # in the record of a user only: the file that holds the settings
NOT_SET = "not set"


class Setting(NamedTuple):
    """A value, and the place where it was said."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force, by name; a name that is not there was said nowhere."""

    found: Mapping[str, Setting]

    def text(self, name: str) -> str:
        """A value; "" where there is none."""
        return self.found[name].value if name in self.found else ""

    def path(self, name: str) -> Path | None:
        """A value as a path; None where there is none."""
        return Path(self.text(name)) if name in self.found else None

    @property
    def ledger(self) -> str:
        """The ledger's address; DeskError where none is named."""
        if "ledger" not in self.found:
            raise DeskError(
                "No ledger is named.",
                f"Neither --ledger nor a {FILE} names one.",
                f"Name it with --ledger FILE, or once for all commands: {typed('desk --set ledger=FILE')}",
            )
        return self.text("ledger")

    @property
    def outgoing(self) -> Path:
        """The folder of the files for IDPMS; DeskError where none is named."""
        if (path := self.path("outgoing")) is None:
            raise DeskError(
                "No folder for the files of IDPMS is named.",
                f"Neither --outgoing nor a {FILE} names one.",
                f"Name it with --outgoing FOLDER, or once for all commands: {typed('desk --set outgoing=FOLDER')}",
            )
        return path

    @property
    def closes_boes(self) -> bool:
        """Whether the last record of a settled bill of entry closes it in IDPMS."""
        return self.text("boe_closure") != BOE_CLOSURE[1]

    def rules(self) -> Rulebook:
        """The law with the bank's own instruments; its registers are in force from here on, in this process."""
        return bank_law(self.path("instruments"), self.path("registers"))

    def policy(self) -> Policy:
        """The bank's own parameters, with the holidays of its centre."""
        own, path, centre = load_policy(self.path("policy")), self.path("calendar"), self.text("centre")
        if path is not None:
            from xl_addin.desk.holidays import load_calendars  # its readers load where there is a list only

            return with_holidays(own, load_calendars(path), centre)
        return without_list(own, centre)

    def law(self) -> Law:
        """The law and the bank's own parameters."""
        return Law(self.rules(), self.policy())

    def terms(self, password: Callable[[str], str] | None = None) -> Terms:
        """What the desk has said of the files that it takes in."""
        sizes = {name: int(self.text(name)) for name in limits.NAMES if name in self.found}
        hidden, waived = self.text("hidden_rows"), kinds_named(self.text("not_expected"))
        turned = month_first_kinds(self.text("month_first"))
        if hidden not in ("", *HIDDEN_ROWS):
            raise DeskError(
                f"hidden_rows is {hidden!r}.", self.found["hidden_rows"].source, f"Say {' or '.join(HIDDEN_ROWS)}."
            )
        jump, gone = load_policy(self.path("policy")).rate_jump_pct, waivers_said(self.text("waived"))
        return Terms(limits.Limits(**sizes), hidden, waived, password, turned, gone, jump)

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """Name, value and source of every setting; a password in an address is not shown."""
        for name in KEYS:
            shipped = str(getattr(limits.DEFAULT, name)) if name in limits.NAMES else NOT_SET
            value, source = self.found.get(name, Setting(shipped, "-"))
            yield name, without_password(value), source


def in_force(options: Mapping[str, Setting], file: Path | None) -> Settings:
    """`options` first, then what `file` says; an option that is empty says nothing."""
    said = {name: one for name, one in options.items() if one.value}
    found = Settings({**(read_desk_file(file) if file else {}), **said})
    share_with(found.text("group"))  # whose the files are that are made from here on
    allow(found.text("ledger_on_share"))
    use_bank_messages(found.path("messages"))
    return found


def options(**given: object) -> dict[str, Setting]:
    """Options of the command line as settings; None and "" are not given."""
    return {name: Setting(str(value), f"option --{name.replace('_', '-')}") for name, value in given.items() if value}


def desk_file(named: Path | None, beside: Path | None, record: Path | None) -> Path | None:
    """The file that counts: the one named, else desk.toml in the folder `beside`, else what the user's record says."""
    if named is not None:
        return named
    if beside is not None and (beside / FILE).is_file():
        return beside / FILE
    if record is None or not record.is_file():
        return None
    elsewhere = _parsed(record).get(ELSEWHERE)
    return record.parent / elsewhere if isinstance(elsewhere, str) else record


def read_desk_file(path: Path, home: Path | None = None) -> dict[str, Setting]:
    """The values of a desk.toml, paths from its folder or `home` on; DeskError tells every line that cannot be used."""
    given = _parsed(path)
    faults = [fault for name, value in given.items() if (fault := _fault(name, value))]
    lines = text_of(path).splitlines()
    if faults:
        told = [f"{_place(name, lines)}{what}" for name, what in faults]
        raise DeskError("\n".join(told), str(path), f"Correct each line. What a {FILE} may say: {', '.join(KEYS)}.")
    return {
        name: Setting(_full(name, value, home or path.parent), _source(name, path, lines))
        for name, value in given.items()
    }


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text_of(path))
    except (OSError, ValueError) as error:
        raise DeskError(
            f"The desk's settings cannot be read: {why_unread(error)}.", str(path), "Check the path, or the line."
        ) from None


def _fault(name: str, value: Any) -> tuple[str, str] | None:
    if name == ELSEWHERE:
        return name, f"{name!r} belongs into the record of a user only; a {FILE} does not send on to another."
    if name not in KEYS:
        near = get_close_matches(name, KEYS, n=1)
        return name, f"{name!r} is no setting of a desk" + (f"; did you mean {near[0]}?" if near else ".")
    told = _fault_of_value(name, value)
    return (name, told) if told else None


def _fault_of_value(name: str, value: Any) -> str:
    """What is wrong with the value of a key that is known; "" for nothing."""
    if name in limits.NAMES:
        shipped = getattr(limits.DEFAULT, name)
        is_size = re.fullmatch("[1-9][0-9]{0,8}", str(value)) is not None
        return "" if is_size else f"{name} must be a whole number from 1, such as {name} = {shipped}."
    words = value if name in LISTS | LINES and isinstance(value, list) else [value]
    if not words or not all(isinstance(word, str) and word.strip() for word in words):
        return f'{name} must be text in quotes, such as {name} = "…".'
    choices = {"hidden_rows": HIDDEN_ROWS, "boe_closure": BOE_CLOSURE}.get(name, ())
    if choices and value not in choices:
        return f"{name} is {value!r}; it may be {' or '.join(map(repr, choices))}."
    unknown = [word for word in words if name in LISTS and not kinds_known(word)]
    return f"{unknown[0]!r} names no kind of extract; the kinds are {', '.join(WORDS)}." if unknown else ""


def _full(name: str, value: Any, home: Path) -> str:
    """A path from the folder of the file on; a database's address and a word stay as they are."""
    if isinstance(value, list):
        return ("\n" if name in LINES else ", ").join(value)
    return str(home / value) if name in PATHS and "://" not in value else str(value)


def _at(name: str, lines: list[str]) -> int:
    return next((n for n, line in enumerate(lines, 1) if line.partition("=")[0].strip().strip("\"'") == name), 0)


def _place(name: str, lines: list[str]) -> str:
    at = _at(name, lines)
    return f"line {at}: " if at else ""


def _source(name: str, path: Path, lines: list[str]) -> str:
    at = _at(name, lines)
    return f"{path}, line {at}" if at else str(path)
