"""Reads every source file to raw rows by field name; nothing is typed or kept yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from xl_addin.desk.intake.headers import headers_of, unknown_headers
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.raw import RawRow, RawSource
from xl_addin.desk.intake.read_message import XML_COLUMNS, read_message
from xl_addin.desk.intake.sources import SourceFile, SourceKind
from xl_addin.desk.intake.whole_columns import check_decimal_sign, check_money
from xl_addin.desk.intake.whole_days import check_days
from xl_addin.domain.content import content_of
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts import schema
from xl_addin.workbook.extracts.money_words import header_key
from xl_addin.workbook.extracts.read_tables import read_table
from xl_addin.workbook.extracts.schema import Column
from xl_addin.workbook.extracts.text_table import Reading, TextTable

TABLE_COLUMNS: dict[SourceKind, tuple[Column, ...]] = {
    SourceKind.ORM_LIST: schema.ORM_COLUMNS,
    SourceKind.MANUAL_BOE: schema.MANUAL_BOE_COLUMNS,
    SourceKind.IMPORTERS: schema.IMPORTER_COLUMNS,
    SourceKind.RATES: schema.RATE_COLUMNS,
    SourceKind.OPENING: tuple(dict.fromkeys(c for cs in schema.OPENING_COLUMNS.values() for c in cs)),
    SourceKind.FACTS: tuple(dict.fromkeys(c for cs in schema.FACT_COLUMNS.values() for c in cs)),
}


def read_sources(files: Iterable[SourceFile], as_on: date) -> Iterator[RawSource]:
    """Reads each file once; DeskError names the file that cannot be trusted as a whole."""
    for file in files:
        yield read_message(file, as_on) if file.kind in XML_COLUMNS else _read_rows(file, as_on)


def _read_rows(file: SourceFile, as_on: date) -> RawSource:
    columns = TABLE_COLUMNS[file.kind]
    table = read_table(content_of(file.path), Reading(fields=_fields_known(columns)))
    journal = Journal(file.name, table.sheet, read=len(table.rows), date1904=table.date1904)
    found = headers_of(table.headers, columns if file.kind not in _SPLIT else _only_kind(columns), file.name)
    used = {column.field for column in columns if column.read}
    headers = {place: header.field for place, header in found.items() if header.field in used}
    rows = tuple(_table_rows(table, headers, journal))
    told = [(row.line, row.texts) for row in rows]
    kept = tuple(column for column in columns if column.kept)
    check_days(kept, told, as_on, journal)
    check_decimal_sign(kept, told, file.name, table.delimiter)
    check_money(kept, told, file.name, {header.field: header.said for header in found.values() if header.said})
    _note_layout(table, columns, journal)
    _note_book(table, journal)
    return RawSource(file, journal, rows)


# Files whose needed columns depend on what each row is about: only the kind column is needed of the header.
_SPLIT = (SourceKind.OPENING, SourceKind.FACTS)


def _only_kind(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(Column(c.field, c.kind, c.aliases, c.field == "item_kind") for c in columns)


def _fields_known(columns: tuple[Column, ...]) -> Callable[[tuple[str, ...]], frozenset[str]]:
    """Which fields of the layout a row of headers names."""
    spellings = {header_key(alias): column.field for column in columns for alias in column.aliases}
    return lambda headers: frozenset(spellings[key] for header in headers if (key := header_key(header)) in spellings)


def _table_rows(table: TextTable, headers: dict[int, str], journal: Journal) -> Iterator[RawRow]:
    width = len(table.headers)
    repeated = tuple(header_key(h) for h in table.headers)
    for line, row in table.rows:
        if len(row) != width:
            journal.refused += 1
            journal.tell("ROW_WIDTH", line, "", f"{len(row)} cells", width=str(width))
        elif header_key(row[0]) == repeated[0] and tuple(header_key(cell) for cell in row) == repeated:
            journal.refused += 1
            journal.tell("HEADER_REPEATED", line, "", "the header again")
        else:
            yield RawRow(line, {field: row[place] for place, field in headers.items()})


def _note_layout(table: TextTable, columns: tuple[Column, ...], journal: Journal) -> None:
    for header in unknown_headers(table.headers, columns):
        journal.tell("COLUMN_NOT_KNOWN", 1, header, header)
    if table.encoding == "windows-1252":
        journal.tell("ENCODING_OLD", 0, "", "windows-1252 text")


def _note_book(table: TextTable, journal: Journal) -> None:
    """What the reader of the file has to tell, and rows that the sheet does not show."""
    for note in table.notes:
        journal.tell(note.code, note.row, note.column, note.found, when=note.when, **dict(note.figures))
    if table.hidden:
        shown = ", ".join(map(str, sorted(table.hidden)[:10]))
        journal.tell("ROWS_HIDDEN", min(table.hidden), "", f"{len(table.hidden):,} row(s): {shown}")


def collect(files: Iterable[SourceFile], as_on: date) -> list[RawSource]:
    """Reads all files; when some cannot be trusted, one error names every one of them."""
    good: list[RawSource] = []
    bad: list[DeskError] = []
    for file in files:
        try:
            good.extend(read_sources([file], as_on))
        except DeskError as error:
            bad.append(error)
        except OSError as error:
            what = f"The file cannot be read: {error.strerror or error}."
            bad.append(DeskError(what, f"File {file.name}.", "Close it elsewhere, check your rights, and try again."))
    if len(bad) == 1:
        raise bad[0]
    if bad:
        raise DeskError(
            f"{len(bad)} files cannot be taken in. Nothing was kept.",
            "\n".join(f"{error.what} {error.where}" for error in bad),
            "Mend or replace each of them, then run the command again.",
        )
    return good
