"""Reading the instrument files: a contradiction, a missing citation or a wrong type stops the program."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from xl_addin.rulebook.bank import HORIZON, LOADED, BankFile, moved_horizon, refuse_unfit, told_as_the_banks
from xl_addin.rulebook.checks import TYPES, day, fault, keys, only
from xl_addin.rulebook.model import SUBJECTS, Line, Parameter, Provision, Rulebook, RulebookError
from xl_addin.rulebook.registers import condition_words
from xl_addin.rulebook.registers_evidence import duty_words

HOME = Path(__file__).parent
ONE_DAY = timedelta(days=1)
CONFIDENCES = ("H", "M", "L")


class End(NamedTuple):
    """A repeal: the last day of a parameter, the instrument and paragraph that end it, and the file that says so."""

    parameter: str
    last_day: date
    by: str
    file: str


@cache
def load(folder: Path = HOME, own: tuple[BankFile, ...] = (), registers: str = "") -> Rulebook:
    """The rulebook of `folder` (default: as shipped), read and checked once; RulebookError names a fault.

    `own` are instruments that the bank has loaded, `registers` the mark of its own registers: both are in the version.
    """
    if not own:
        return _loaded(folder, own, registers)
    load(folder)
    try:
        return _loaded(folder, own, registers)
    except RulebookError as error:
        raise told_as_the_banks(error) from error


def _loaded(folder: Path, own: tuple[BankFile, ...], registers: str) -> Rulebook:
    digest = hashlib.sha256()
    head = _toml(folder / "parameters.toml", digest.update)
    only(head, {"horizon", "parameter"}, "parameters.toml")
    keys(head.get("horizon", {}), "horizon", "parameters.toml")
    known = {name: _parameter("parameters.toml", name, row) for name, row in head["parameter"].items()}
    provisions: list[Provision] = []
    ends: list[End] = []
    files = [(path, _toml(path, digest.update)) for path in sorted((folder / "instruments").glob("*.toml"))]
    for path, data in files:
        _declarations(path.name, data, known)
    for path, data in files:
        _instrument(path.name, data, known, provisions, ends)
    horizon = head["horizon"]
    for file in own:
        data = _parsed(file.name, file.data)
        if file.name == HORIZON:
            horizon = moved_horizon(horizon, data)
            continue
        refuse_unfit(file.name, data)
        _instrument(file.name, data, known, provisions, ends, file.mark)
    _short_names(provisions)
    parts = [digest.hexdigest()[:12], *(f"bank's {file.digest}" for file in own)]
    version = " ".join([*parts, *([f"bank's registers {registers}"] if registers else [])])
    return _rulebook(horizon, known, _lines(known, provisions, ends), version)


def _rulebook(horizon: dict[str, Any], known: dict[str, Parameter], lines: dict[str, Line], version: str) -> Rulebook:
    reviewed: date = horizon["reviewed_on"]
    return Rulebook(
        lines=MappingProxyType(lines),
        known=MappingProxyType(known),
        earliest=horizon["earliest"],
        reviewed_on=reviewed,
        latest=reviewed + timedelta(days=horizon["answered_days_after_review"]),
        version=f"{reviewed} {version}",
    )


def _toml(path: Path, note_bytes: Callable[[bytes], None]) -> dict[str, Any]:
    raw = path.read_bytes()
    note_bytes(raw)
    return _parsed(path.name, raw)


def _parsed(name: str, raw: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise fault(name, f"cannot be read as TOML: {error}") from error


def _declarations(where: str, data: dict[str, Any], known: dict[str, Parameter]) -> None:
    """What an instrument brings that was not there before: quantities of its own, new words for a known one."""
    for name, row in data.get("parameter", {}).items():
        if name in known:
            raise fault(f"{where}, {name}", "the parameter is declared already")
        known[name] = _parameter(where, name, row)
    for row in data.get("choice", ()):
        keys(row, "choice", where)
        before = _known(row["parameter"], known, where)
        if row["word"] in before.choices or not before.choices:
            raise fault(f"{where}, {before.name}", f"word {row['word']!r} is known already, or words are not asked")
        known[before.name] = replace(before, choices=(*before.choices, row["word"]))


def _parameter(where: str, name: str, row: dict[str, Any]) -> Parameter:
    where = f"{where}, {name}"
    keys(row, "parameter", where)
    if row["type"] not in TYPES:
        raise fault(where, f"type {row['type']!r} is not one of {', '.join(TYPES)}")
    choices = _choices(where, row.get("choices", ()))
    if row["type"] in ("word", "words") and not choices:
        raise fault(where, f"type {row['type']!r} needs its choices")
    if row["subject"] not in SUBJECTS:
        raise fault(where, f"subject {row['subject']!r} is not one of {', '.join(SUBJECTS)}")
    unit = row.get("unit", "")
    return Parameter(name, row["type"], unit, row["meaning"], row["governed_by"], row["subject"], choices)


WORD_REGISTERS: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "conditions": condition_words,
    "evidence_duties": duty_words,
}


def _choices(where: str, said: list[str] | str) -> tuple[str, ...]:
    """The words as listed, or those of a register, which has the question or the duty behind each of them."""
    if not isinstance(said, str):
        return tuple(said)
    if said not in WORD_REGISTERS:
        raise fault(where, f"choices {said!r} is no register of words: {', '.join(WORD_REGISTERS)}")
    return WORD_REGISTERS[said]()


def _instrument(
    name: str,
    data: dict[str, Any],
    known: dict[str, Parameter],
    provisions: list[Provision],
    ends: list[End],
    mark: str = "",
) -> None:
    """Take in one file; `mark` stands behind its instrument wherever that is cited."""
    only(data, {"instrument", "parameter", "choice", "provision", "end"}, name)
    head = data.get("instrument", {})
    keys(head, "instrument", name)
    _identity(name, head)
    for row in data.get("provision", ()):
        provisions.append(_provision(name, head, mark, row, known))
    for row in data.get("end", ()):
        keys(row, "end", name)
        last_day = day(row["last_day"], name)
        by = f"{head['id']}{mark}, {row['paragraph']}"
        ends += [End(_known(one, known, name).name, last_day, by, name) for one in row["parameters"]]


def _identity(name: str, head: dict[str, Any]) -> None:
    """Numbers restart each year: an instrument is named by number and date, and its file by its date."""
    issued = day(head["issued_on"], name)
    if str(issued) not in head["id"] or not any(letter.isdigit() for letter in head["id"].replace(str(issued), "")):
        raise fault(name, f"id {head['id']!r} must hold the number and the date {issued}")
    if not name.startswith(f"{issued}_"):
        raise fault(name, f"the file name must begin with {issued}_, the day of issue")


def _short_names(provisions: Iterable[Provision]) -> None:
    """A short name is that of one instrument: numbers restart, and a cell shows nothing else of it."""
    stands: dict[str, str] = {}
    for one in provisions:
        if one.short and stands.setdefault(one.short, one.instrument) != one.instrument:
            raise fault(one.instrument, f"short {one.short!r} is that of {stands[one.short]} already")


def _provision(
    where: str, head: dict[str, Any], mark: str, row: dict[str, Any], known: dict[str, Parameter]
) -> Provision:
    keys(row, "provision", where)
    parameter = _known(row["parameter"], known, where)
    where = f"{where}, {parameter.name}"
    if row["confidence"] not in CONFIDENCES:
        raise fault(where, f"confidence {row['confidence']!r} is not one of {', '.join(CONFIDENCES)}")
    first = day(row["effective_from"], where)
    last = day(row["effective_to"], where) if "effective_to" in row else None
    if last is not None and last < first:
        raise fault(where, f"effective_to {last} lies before effective_from {first}")
    value = TYPES[parameter.type](row["value"], parameter, where)
    paragraph, confidence, note = row["paragraph"], row["confidence"], row.get("note", "")
    short = head["short"] + mark if "short" in head else ""
    return Provision(parameter.name, value, first, last, head["id"] + mark, paragraph, confidence, note, short=short)


def _lines(known: dict[str, Parameter], provisions: Iterable[Provision], ends: Iterable[End]) -> dict[str, Line]:
    grouped: dict[str, list[Provision]] = {name: [] for name in known}
    for provision in sorted(provisions, key=lambda p: p.effective_from):
        _append(grouped[provision.parameter], provision)
    for end in ends:
        _end(grouped[end.parameter], end)
    for name, line in grouped.items():
        if not line:
            raise fault(f"parameters.toml, {name}", "no instrument ever sets this parameter")
    return {name: Line(tuple(p.effective_from for p in line), tuple(line)) for name, line in grouped.items()}


def _append(line: list[Provision], provision: Provision) -> None:
    """A later provision ends the one before it on the eve of its own first day."""
    if line:
        before = line[-1]
        if before.effective_from == provision.effective_from:
            both = f"by {before.instrument} and by {provision.instrument}"
            raise fault(provision.parameter, f"is set twice from {provision.effective_from}: {both}")
        eve = provision.effective_from - ONE_DAY
        if LOADED in before.instrument and before.effective_to is not None and before.effective_to > eve:
            until = f"{before.instrument} sets it to {before.effective_to}"
            raise fault(provision.parameter, f"{until}, but {provision.instrument} from {provision.effective_from}")
        if before.effective_to is None or before.effective_to > eve:
            line[-1] = replace(before, effective_to=eve)
    line.append(provision)


def _end(line: list[Provision], end: End) -> None:
    """A repeal without successor: the provision in force on its last day has no force after it."""
    for at, provision in enumerate(line):
        ended = provision.effective_to
        if provision.effective_from <= end.last_day and (ended is None or end.last_day <= ended):
            line[at] = replace(provision, effective_to=end.last_day, ended_by=end.by)
            return
    raise fault(f"{end.file}, {end.parameter}", f"nothing is in force on {end.last_day} that could end")


def _known(name: str, known: dict[str, Parameter], where: str) -> Parameter:
    if name not in known:
        raise fault(where, f"unknown parameter {name!r}")
    return known[name]
