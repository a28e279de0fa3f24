"""The layouts of the IDPMS messages, out of fields.csv and layouts.toml: spelt as on the wire, mistakes included.

`layout("BES")`, or by its word in a file name `layout("bes")`, is what reader, writer and checks ask. What a message
holds is a row of fields.csv; nothing of it stands in code.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields as names_of
from functools import cache
from pathlib import Path
from typing import Any

from xl_addin.messages.model import Field, Kind, Layout, Level, Need

HOME = Path(__file__).parent
FIELDS, LAYOUTS = "fields.csv", "layouts.toml"
HEADER = ("message", "order", *(one.name for one in names_of(Field)))
Row = Mapping[str, str]


def layout(token: str) -> Layout:
    """The layout of a message by its code or by its word in a file name; KeyError for one that is not known."""
    wanted = token.casefold()
    return next(one for one in layouts().values() if wanted in (one.message.casefold(), one.token.casefold()))


@cache
def layouts() -> dict[str, Layout]:
    """Every layout by the code of its message."""
    rows = read_rows(HOME / FIELDS)
    told = tomllib.loads((HOME / LAYOUTS).read_text("utf-8"))["message"]
    return {message: _layout(message, said, rows) for message, said in told.items()}


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table of fields, as texts."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


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
    return Field(
        row["element"],
        Level(row["level"]),
        Kind(row["type"]),
        int(width or 0),
        int(places or 0),
        Need(row["need"]),
        *(row[name] for name in ("when", "codes", "form", "field", "confidence", "note", "example")),
    )
