"""ORMs, importers, rates and desk facts: sources of one row per item."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from xl_addin.desk.intake import build, rows
from xl_addin.desk.intake.gather import Intake, columns_there, not_after, shape_by_kind
from xl_addin.desk.intake.raw import RawRow, RawSource
from xl_addin.desk.intake.rows import Layout, OrmRow, RateRow, Said, Shaped_co
from xl_addin.desk.intake.shape import Known, Shaper
from xl_addin.domain.identifiers import boe_day
from xl_addin.domain.records import Importer, Rate
from xl_addin.domain.texts import listed, nearest_first
from xl_addin.rulebook.facts import AS_ON, IMPORTER, fact

# A difference in these alone is no contradiction: spelling and encoding vary between systems.
_DESCRIPTIVE = {"name", "address"}


def take_orms(intake: Intake, source: RawSource) -> None:
    """Takes ORMs, reported by message or listed by the core system."""
    shaper = Shaper(rows.ORM, source.journal, intake.as_on, intake.known)
    for raw in source.rows:
        row = shaper.shape(raw.line, raw.texts)
        good = row is not None and _orm_in_time(intake, row, raw, source)
        if not (
            good
            and row
            and intake.orms.receive(row.record_indicator, build.orm_from_message(row), raw.line, source.journal)
        ):
            source.journal.refused += 1


def _orm_in_time(intake: Intake, row: OrmRow, raw: RawRow, source: RawSource) -> bool:
    not_after(intake.as_on, row.payment_date, raw.line, source)
    if row.amount > 0:
        return True
    source.journal.tell("AMOUNT_ZERO", raw.line, "Amount", "0")
    return False


def take_importers(intake: Intake, source: RawSource) -> None:
    """Takes the importer master."""
    for line, row in _shaped(rows.IMPORTER, intake, source):
        record = _updated_in_time(intake, row.record, line, source)
        if _keep_first(intake.importers, record.iec, record, line, source) and row.owner:
            keep_facts(intake, Said((IMPORTER, record.iec), {"owner": row.owner}), line, source)


def _updated_in_time(intake: Intake, record: Importer, line: int, source: RawSource) -> Importer:
    """The importer without an update that is still to come: told, and not kept, or later months would take it."""
    updated = record.iec_last_updated
    if updated is None or updated <= intake.as_on:
        return record
    found, expected = f"{updated:%d-%b-%Y}", f"a day up to {intake.as_on:%d-%b-%Y}"
    source.journal.tell("IEC_UPDATE_AHEAD", line, "iec_last_updated", found, expected=expected)
    return replace(record, iec_last_updated=None)


def take_rates(intake: Intake, source: RawSource) -> None:
    """Takes day rates; a rate taken in before is not overwritten."""
    for line, row in _shaped(rows.RATE, intake, source):
        record = build.rate(row)
        if record.inr_per_unit <= 0:
            source.journal.refused += 1
            source.journal.tell("RATE_ZERO", line, "inr_per_unit", "0")
            continue
        if row.units not in (None, 1):
            _refuse_units(row, line, source)
            continue
        known = intake.known_rates.get((record.on, record.currency))
        if known is not None and known != record.inr_per_unit:
            source.journal.refused += 1
            source.journal.tell("RATE_CHANGED", line, "inr_per_unit", str(record.inr_per_unit), known=str(known))
        elif known is None:
            _keep_undisputed_rate(intake, record, line, source)


def _refuse_units(row: RateRow, line: int, source: RawSource) -> None:
    """A quote that the file itself calls one of several units."""
    source.journal.refused += 1
    found, expected = f"{row.inr_per_unit} for {row.units} {row.currency}", f"INR for one {row.currency}"
    source.journal.tell("RATE_UNIT", line, "units", found, expected=expected, currency=row.currency, count="1")


def _keep_undisputed_rate(intake: Intake, record: Rate, line: int, source: RawSource) -> None:
    """Two rates for one day leave none: the rate before stands until treasury says which is right."""
    key = (record.on, record.currency)
    told = intake.told_rates.setdefault(key, [])
    told.append((record, source.journal))
    values = {one.inr_per_unit for one, _ in told}
    if len(values) == 1:
        intake.rates[key] = record
        return
    if intake.rates.pop(key, None):  # the rows before this one are not used after all
        for _, journal in told[:-1]:
            journal.refused += 1
    source.journal.refused += 1
    figures = {"currency": record.currency, "day": f"{record.on:%d/%m/%Y}"}
    source.journal.tell("RATE_DISPUTED", line, "inr_per_unit", " and ".join(sorted(map(str, values))), **figures)


def take_facts(intake: Intake, source: RawSource) -> None:
    """Takes what only the desk knows of its items; a word that no list has is kept, told, and decided as CHECK."""
    for said, line in facts_said(source, intake.as_on, intake.known):
        for name, word, expected in not_listed(said.told):
            source.journal.tell("WORD_NOT_LISTED", line, fact(name).column, word, expected=expected)
        keep_facts(intake, said, line, source)


def facts_said(source: RawSource, as_on: date, known: Known) -> Iterator[tuple[Said, int]]:
    """What each row of a file of facts says of its item, with its line; a row that cannot be used is told."""
    there = columns_there(source)
    shapers = {kind: Shaper(layout.of(there), source.journal, as_on, known) for kind, layout in rows.FACTS.items()}
    for raw in source.rows:
        row = shape_by_kind(shapers, raw, source)
        if row is None:
            source.journal.refused += 1
        else:
            yield _in_time(_as_listed(row), as_on, raw.line, source), raw.line


def _as_listed(said: Said) -> Said:
    """The facts with each word as its list writes it; one that no list has stays as it is."""
    read = {name: listed(word, words) or word for name, word, words in _words_of(said.told)}
    return said._replace(told={**said.told, **read})


def not_listed(told: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Each fact whose word no list has, the word, and the words of its list, the nearest first."""
    for name, word, words in _words_of(told):
        if word not in words:
            yield name, word, "one of " + ", ".join(nearest_first(word, words))


def _words_of(told: Mapping[str, object]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each fact that is a word of a closed list, what was written, and the list."""
    for name, word in told.items():
        if isinstance(word, str) and fact(name).kind == "word" and (words := fact(name).choices):
            yield name, word, words


def _in_time(said: Said, as_on: date, line: int, source: RawSource) -> Said:
    """The facts without a day that cannot be: it is told, and nothing is known by it."""
    wrong = {name: told for name, value in said.told.items() if (told := _too_late(name, value, said.about[1], as_on))}
    for name, (code, last, what) in wrong.items():
        found, expected = f"{said.told[name]:%d-%b-%Y}", f"a day up to {last:%d-%b-%Y}, the {what}"
        source.journal.tell(code, line, fact(name).column, found, expected=expected)
    return said._replace(told={name: value for name, value in said.told.items() if name not in wrong})


def _too_late(name: str, value: object, key: str, as_on: date) -> tuple[str, date, str] | None:
    """Finding, last day and whose day that is, where a day lies after that of its bill of entry or is still to come."""
    if not isinstance(value, date):
        return None
    if fact(name).upto and value > boe_day(key):
        return "DAY_AFTER_BOE", boe_day(key), "day of the bill of entry"
    return ("DAY_AHEAD", as_on, "as-on date") if fact(name).happened == AS_ON and value > as_on else None


def keep_facts(intake: Intake, said: Said, line: int, source: RawSource) -> None:
    """A second row on an item must say the same; what two rows do not agree on is not known."""
    item, told = said
    first = intake.facts.get(item, {})
    differing = [name for name in told if name in first and first[name] != told[name]]
    intake.facts[item] = {**told, **first, **dict.fromkeys(differing)}
    if not differing:
        return
    columns = ", ".join(fact(name).column for name in differing)
    _contradicts(" ".join(item), columns, line, source)


def _contradicts(item: object, columns: str, line: int, source: RawSource) -> None:
    source.journal.refused += 1
    source.journal.tell("ROW_CONTRADICTS", line, columns, f"a second row for {item} that says something else")


def _shaped(layout: Layout[Shaped_co], intake: Intake, source: RawSource) -> Iterable[tuple[int, Shaped_co]]:
    shaper = Shaper(layout, source.journal, intake.as_on, intake.known)
    for raw in source.rows:
        row = shaper.shape(raw.line, raw.texts)
        if row is None:
            source.journal.refused += 1
        else:
            yield raw.line, row


def _keep_first(kept: dict[Any, Any], key: Hashable, record: Any, line: int, source: RawSource) -> bool:
    """A second row on a key must say the same; what two rows do not agree on is not known, for nobody can tell.

    Whether it says the same.
    """
    first = kept.setdefault(key, record)
    differing = [f.name for f in fields(record) if getattr(first, f.name) != getattr(record, f.name)]
    if not differing:
        return True
    if set(differing) <= _DESCRIPTIVE:
        found = f"another row for {key} with another {' and '.join(differing)}"
        source.journal.tell("NAME_DIFFERS", line, ", ".join(differing), found)
        return True
    unknown = [name for name in differing if name not in _DESCRIPTIVE]
    kept[key] = replace(first, **{name: None if _optional(record, name) else "" for name in unknown})
    _contradicts(key, ", ".join(differing), line, source)
    return False


def _optional(record: Any, name: str) -> bool:
    return str(next(f for f in fields(record) if f.name == name).type).endswith("None")
