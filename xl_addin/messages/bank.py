"""A bank's own folder of message tables: whatever in it could not be gone by is told before anything goes by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import MISSING
from dataclasses import fields as names_of
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import currencies, exponent
from xl_addin.messages.model import ROUNDING_RULES, Field, Kind, Layout, Need, Tables, elements
from xl_addin.messages.names import name_of, pattern_of
from xl_addin.messages.registers import REGISTERS
from xl_addin.messages.tables import (
    CLASSES,
    CODES,
    ERRORS,
    FIELDS,
    FILES,
    GONE,
    HOME,
    LAYOUTS,
    ROUNDING,
    Row,
    condition,
    read_tables,
    rows_of,
    toml_of,
)
from xl_addin.rulebook.bank_folder import NOT_MEANT

# What a cell of a table of fields may hold; what is not here is free.
_CELLS = {
    "order": "[1-9][0-9]*",
    "element": "[A-Za-z_][A-Za-z0-9_.-]*",
    "level": "hdr|rec|inv",
    "type": "A|AN|N|D|DT",
    "length": r"|[1-9][0-9]*(?:\.[0-9])?",
    "need": rf"[MOC?]|\{GONE}",
    "confidence": "[HML]",
}
_OURS = ("message", "fields", "is_reply")  # of a layout, what is not said in layouts.toml
# What a new message or form must say.
_NEEDED = {
    "message": [one.name for one in names_of(Layout) if one.default is MISSING and one.name not in _OURS],
    "form": ["says"],
}
_NAME = re.compile(r"(?:\{ad_code\}|\{ddMMyyyy\}|\{yyyyMMdd\}|\{n+\}|[A-Za-z0-9_.-])+")
_KINDS: dict[str, tuple[type, str]] = {"key": (list, "a list of elements"), "rows_per_file": (int, "a whole number")}


def refuse_unfit(folder: Path) -> Tables:
    """The tables with what `folder` says; DeskError with everything in it that cannot be gone by."""
    faults = [*_faults_of_files(folder)]
    if not faults:
        tables = read_tables(folder)
        faults = [*_strangers(folder, tables), *faults_of(tables)]
    if faults:
        todo = "Correct the files; until then nothing is read or made by them, nor by what was shipped."
        raise DeskError("\n".join(faults), str(folder), todo)
    return tables


# --- the files, row by row ---


def _faults_of_files(folder: Path) -> Iterator[str]:
    if not folder.is_dir():
        raise DeskError("The folder of the bank's message tables was not found.", str(folder), "Correct the path.")
    for path in sorted(folder.iterdir()):
        if path.name.casefold().startswith(NOT_MEANT):
            continue
        if path.name not in FILES:
            near = get_close_matches(path.name, FILES, n=1)
            yield f"{path.name} is no table; " + (f"did you mean {near[0]}?" if near else f"use {', '.join(FILES)}.")
        elif path.name == LAYOUTS:
            yield from _faults_of_layouts(path)
        else:
            yield from _faults_of_table(path)


def _faults_of_table(path: Path) -> Iterator[str]:
    rows, shipped = rows_of(path), rows_of(HOME / path.name)
    key = {FIELDS: ("message", "element"), CODES: ("list", "code"), ERRORS: ("code",), CLASSES: ("class",)}[path.name]
    needed, header = key if path.name == FIELDS else tuple(shipped[0]), tuple(rows[0]) if rows else ()
    lacking = [name for name in needed if name not in header]
    unknown = [name for name in header if name not in shipped[0]]
    if lacking or unknown:
        what = f"has no column {lacking[0]!r}" if lacking else f"has a column {unknown[0]!r} that is not known"
        yield f"{path.name} {what}; its columns are {', '.join(shipped[0])}."
        return
    met: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(rows, 2):
        name = tuple(row[one] for one in key) + ((row["level"],) if row.get("level") else ())
        if met.setdefault(name, line) != line:
            yield f"{path.name}, line {line}: {' '.join(name)} stands in line {met[name]} already."
    if path.name == FIELDS:
        yield from _faults_of_cells(rows, {(row["message"], row["element"]) for row in shipped})


def _faults_of_cells(rows: list[Row], shipped: set[tuple[str, str]]) -> Iterator[str]:
    for line, row in enumerate(rows, 2):
        place = f"{FIELDS}, line {line}"
        for name, form in _CELLS.items():
            if name in row and not re.fullmatch(form, row[name]):
                yield f"{place}: {name} {row[name]!r} is not one of {form.replace('|', ', ')}."
        lacking = [one for one in ("order", "level", "type", "need", "field") if not row.get(one)]
        if (row["message"], row["element"]) not in shipped and lacking:
            yield f"{place}: {row['element']} is new in {row['message']} and does not say its {lacking[0]}."
        try:
            condition(row.get("when") or "a")
        except ValueError as error:
            yield f"{place}: {error}; write such as approvedBy=1, freightAmount>0 or changeIECode."


def _faults_of_layouts(path: Path) -> Iterator[str]:
    told, shipped = toml_of(path), toml_of(HOME / LAYOUTS)
    known = {"message": {one.name for one in names_of(Layout)} - {*_OURS} | {"like"}}
    known["form"] = {name for said in shipped["form"].values() for name in said}
    for group, named in told.items():
        if group == ROUNDING:
            yield from _faults_of_rounding(path.name, named)
            continue
        if group not in known:
            yield f"{path.name}: [{group}] is neither a message nor a form nor [{ROUNDING}]."
            continue
        for name, said in named.items():
            needed = _NEEDED[group] if name not in shipped[group] else ()
            if lacking := [key for key in needed if key not in said]:
                yield f"{path.name}, [{group}.{name}] is new and does not say its {lacking[0]}."
            for key, value in said.items() if isinstance(said, dict) else [(name, said)]:
                yield from _fault_of_key(f"{path.name}, [{group}.{name}]", key, value, known[group])


def _faults_of_rounding(file: str, told: object) -> Iterator[str]:
    for currency, rule in told.items() if isinstance(told, dict) else [("", told)]:
        if currency not in currencies():
            yield f"{file}, [{ROUNDING}]: {currency!r} is no live code of ISO 4217, such as KWD."
        if rule not in ROUNDING_RULES:
            yield f"{file}, [{ROUNDING}]: {currency} is {rule!r}; a rule is {', '.join(ROUNDING_RULES)}."


def _fault_of_key(place: str, key: str, value: object, known: set[str]) -> Iterator[str]:
    kind, words = _KINDS.get(key, (str, "text in quotes"))
    if key not in known:
        yield f"{place}: {key!r} is not known; it may say {', '.join(sorted(known))}."
    elif type(value) is not kind:
        yield f"{place}: {key} must be {words}."
    elif key in ("pattern", "may", "in_pipe"):
        try:
            re.compile(str(value))
        except re.error as error:
            yield f"{place}: {key} is no pattern: {error}."


def _strangers(folder: Path, tables: Tables) -> Iterator[str]:
    """Rows of messages that no layout has."""
    rows = rows_of(folder / FIELDS) if (folder / FIELDS).is_file() else []
    for name in dict.fromkeys(row["message"] for row in rows):
        if name not in tables.layouts:
            yield f"{FIELDS}: {name} is no message; use {', '.join(tables.layouts)}, or give it a layout."


# --- the tables as a whole ---


def faults_of(tables: Tables) -> Iterator[str]:
    """Where tables contradict each other."""
    fewest = min(field.places for one in tables.layouts.values() for field in one.fields if field.kind is Kind.AMOUNT)
    for currency in tables.rounding:
        if exponent(currency) <= fewest:
            holds = f"every amount holds the {exponent(currency)} places of {currency}"
            yield f"{LAYOUTS}, [{ROUNDING}]: {holds}; take it out."
    tokens = [one.token.casefold() for one in tables.layouts.values()]
    for one in tables.layouts.values():
        if tokens.count(one.token.casefold()) > 1:
            yield f"{LAYOUTS}: {one.message}: another message has the token {one.token!r} as well."
        yield from _faults_of_layout(one)
        for field in one.fields:
            place = f"{FIELDS}: {one.message}, {field.element}"
            yield from (f"{place}: {fault}" for fault in _faults_of_field(one, field, tables))
    for code in tables.errors.values():
        if code.of_class not in tables.classes:
            yield f"{ERRORS}: {code.code} is of the class {code.of_class!r}, which {CLASSES} does not have."


def _faults_of_layout(layout: Layout) -> Iterator[str]:
    place = f"{LAYOUTS}: {layout.message}:"
    if layout.direction not in ("in", "out") or layout.form not in ("xml", "pipe"):
        yield f"{place} direction is in or out, form is xml or pipe."
    for fields in (layout.head, layout.of_record, layout.of_invoice):
        yield from (f"{FIELDS}: {layout.message}, {one} stands twice." for one in _twice(elements(fields)))
    if lacking := [one for one in layout.key if one not in elements(layout.of_record)]:
        yield f"{place} the key names {lacking[0]}, which is no element of its record in {FIELDS}."
    if layout.form == "xml" and not (layout.list and layout.record):
        yield f"{place} an XML message has a list and a record."
    if layout.direction == "out":
        yield from (f"{place} {fault}" for fault in _faults_of_name(layout))
    if layout.rows_per_file < 0:
        yield f"{place} rows_per_file is 0, for any number, or more."


def _faults_of_name(layout: Layout) -> Iterator[str]:
    name = layout.file_name
    if not _NAME.fullmatch(name) or not all(part in name for part in ("{n", "yyyy}" if "{dd" in name else "{yyyy")):
        yield (
            f"file_name {name!r} is made of {{ad_code}}, {{ddMMyyyy}} or {{yyyyMMdd}}, the running number as {{nn}}, "
            "letters, digits, dots and dashes."
        )
    elif not re.fullmatch(pattern_of(layout), made := name_of(layout, "0000001", date(2026, 10, 1), 1).lower()):
        yield f"a file named {made} would not be read as {layout.message}; end it with .{layout.token}.{layout.ending}"


def _twice(names: Iterable[str]) -> list[str]:
    listed = list(names)
    return sorted({one for one in listed if listed.count(one) > 1})


def _faults_of_field(layout: Layout, field: Field, tables: Tables) -> Iterator[str]:
    if field.level.value == "hdr" and field.field not in ("records", "invoices"):
        yield "a count is of records or of invoices."
    if field.codes and field.codes not in {*tables.codes, *REGISTERS}:
        yield f"there is no list of codes {field.codes!r}."
    if field.form and field.form not in tables.forms:
        yield f"there is no form {field.form!r}."
    if (field.need is Need.WHEN) != (field.when is not None):
        yield "C under need goes with a condition under when, and only C does."
    if field.when and field.when.element not in {one.element for one in layout.fields}:
        yield f"the condition names {field.when.element}, which the message does not have."
    if field.kind.value == "D" and not field.places:
        yield "the length of an amount names its places, such as 20.2."
