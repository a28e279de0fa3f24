"""Reads the tables of the messages: as shipped, with what a bank's own folder says in their place.

A bank's file says only what differs. fields.csv: the columns `message`, `element` and those that it changes; `-` under
`need` takes an element out. layouts.toml: the keys that differ. codes.csv: a list that it names is its own from the
first row on. error_codes.csv and error_classes.csv: a row stands in for the shipped one of its name.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields as names_of
from pathlib import Path
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.domain.text_file import text_of, why_unread
from xl_addin.messages.model import Condition, ErrorClass, ErrorCode, Field, Form, Kind, Layout, Level, Need, Tables

HOME = Path(__file__).parent
FIELDS, LAYOUTS, CODES = "fields.csv", "layouts.toml", "codes.csv"
ERRORS, CLASSES = "error_codes.csv", "error_classes.csv"
FILES = (FIELDS, LAYOUTS, CODES, ERRORS, CLASSES)
GONE = "-"
ROUNDING = "rounding"  # the group of layouts.toml
Row = dict[str, str]
Told = Mapping[str, Mapping[str, Any]]


def read_tables(own: Path | None = None) -> Tables:
    """The tables; what the folder `own` does not say is as shipped. ValueError or KeyError for what makes no table."""
    told = _told(own)
    rows = _field_rows(own)
    return Tables(
        {name: _layout(name, said, rows) for name, said in told["message"].items()},
        {name: _form(said) for name, said in told["form"].items()},
        _codes(own),
        {row["code"]: ErrorCode(*row.values()) for row in _by(own, ERRORS, "code").values()},
        {row["class"]: ErrorClass(*row.values()) for row in _by(own, CLASSES, "class").values()},
        told[ROUNDING],
        own,
    )


def rows_of(path: Path) -> list[Row]:
    """The rows of a table as texts; DeskError for a row with another number of cells than the header has."""
    try:
        reader = csv.reader(io.StringIO(text_of(path), newline=""), strict=True)
        header, *rows = list(reader) or [[]]
    except (OSError, ValueError, csv.Error) as error:
        raise DeskError(f"The table cannot be read: {error}.", str(path), "Save it as CSV in UTF-8.") from None
    for line, row in enumerate(rows, 2):
        if len(row) not in (0, len(header)):
            raise DeskError(
                f"The row has {len(row)} cells, and the header {len(header)}.",
                f"{path}, line {line}.",
                "Put a text with a comma into quotes, and leave a cell empty where nothing is said.",
            )
    return [dict(zip(header, row, strict=True)) for row in rows if row]


def toml_of(path: Path) -> Told:
    """What a layouts.toml says; DeskError for one that is no TOML."""
    try:
        return tomllib.loads(text_of(path))
    except (OSError, ValueError) as error:
        raise DeskError(f"The layouts cannot be read: {why_unread(error)}.", str(path), "Correct the line.") from None


def _files(own: Path | None, name: str) -> list[Path]:
    """The shipped table and the bank's own of its name."""
    return [HOME / name, *([own / name] if own and (own / name).is_file() else [])]


def _told(own: Path | None) -> dict[str, dict[str, Any]]:
    """Layouts, forms and rules of rounding, each key as it was said last."""
    found: dict[str, dict[str, Any]] = {"message": {}, "form": {}, ROUNDING: {}}
    for path in _files(own, LAYOUTS):
        for group, named in toml_of(path).items():
            for name, said in named.items():
                found[group][name] = said if group == ROUNDING else {**found[group].get(name, {}), **said}
    return found


def _field_rows(own: Path | None) -> list[Row]:
    """The rows of fields, each cell as it was said last. An element that stands on two levels is two rows."""
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for path in _files(own, FIELDS):
        for row in rows_of(path):
            there = found[row["message"], row["element"]]
            meant = [one for one in there if row.get("level", one["level"]) == one["level"]]
            for one in meant:
                one.update(row)
            there += [] if meant else [row]
    return [row for rows in found.values() for row in rows if row["need"] != GONE]


def _by(own: Path | None, name: str, column: str) -> dict[str, Row]:
    return {row[column]: row for path in _files(own, name) for row in rows_of(path)}


def _codes(own: Path | None) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in _files(own, CODES):
        rows = rows_of(path)
        found |= {row["list"]: {} for row in rows}
        for row in rows:
            found[row["list"]][row["code"]] = row["meaning"]
    return found


def _layout(message: str, said: Mapping[str, Any], rows: Iterable[Row]) -> Layout:
    """A layout of its own rows, after those of the message that it is like."""
    told = {name: value for name, value in said.items() if name != "like"}
    told["key"] = tuple(told["key"])
    return Layout(message=message, fields=tuple(_fields((said.get("like", ""), message), rows)), **told)


def _fields(messages: tuple[str, ...], rows: Iterable[Row]) -> Iterator[Field]:
    mine = [row for row in rows if row["message"] in messages]
    return map(_field, sorted(mine, key=lambda row: (messages.index(row["message"]), int(row["order"]))))


def _field(row: Row) -> Field:
    width, _, places = row["length"].partition(".")
    typed: dict[str, Any] = {
        "level": Level(row["level"]),
        "kind": Kind(row["type"]),
        "width": int(width or 0),
        "places": int(places or 0),
        "need": Need(row["need"]),
        "when": condition(row["when"]) if row["when"] else None,
    }
    return Field(**{one.name: typed.get(one.name, row.get(one.name, "")) for one in names_of(Field)})


_CONDITION = re.compile(r"([A-Za-z][A-Za-z0-9-]*)(?:=([A-Za-z0-9,]+)|(>0))?")


def condition(text: str) -> Condition:
    """A condition of the table: `approvedBy=1`, `adjustmentIndicator=4,5,6`, `freightAmount>0` or `changeIECode`."""
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no condition")
    return Condition(found[1], tuple(found[2].split(",")) if found[2] else (), bool(found[3]))


def _form(said: Mapping[str, str]) -> Form:
    patterns = {name: re.compile(said[name]) for name in ("pattern", "may", "in_pipe") if name in said}
    return Form(said["says"], instead=said.get("instead", ""), **patterns)
