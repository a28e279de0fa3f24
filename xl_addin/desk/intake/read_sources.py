"""Reads every source file to raw rows by field name; nothing is typed or kept yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from xl_addin.desk.intake.date_order import day_first_rows
from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.headers import fields_known, headers_of, unknown_headers
from xl_addin.desk.intake.journal import Journal
from xl_addin.desk.intake.no_record import REST, WORDS, no_record, words_of
from xl_addin.desk.intake.raw import RawRow, RawSource, Texts
from xl_addin.desk.intake.read_message import MESSAGES, read_message
from xl_addin.desk.intake.sources import SourceFile
from xl_addin.desk.intake.terms import LEAVE_OUT, Terms
from xl_addin.desk.intake.whole_columns import check_decimal_sign, check_money, check_titles
from xl_addin.desk.intake.whole_days import check_days
from xl_addin.domain.content import Content, OnDisk, Readable, content_of
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts import schema, schema_registers
from xl_addin.workbook.extracts.limits import MB, too_large
from xl_addin.workbook.extracts.money_words import header_key
from xl_addin.workbook.extracts.read_tables import read_table
from xl_addin.workbook.extracts.schema import Column
from xl_addin.workbook.extracts.text_table import Reading, TextTable

NO_WORD = Terms()
_SHOWN = 10  # rows told by their number
TABLE_COLUMNS: dict[SourceKind, tuple[Column, ...]] = {
    SourceKind.ORM_LIST: schema.ORM_COLUMNS,
    SourceKind.MANUAL_BOE: schema.MANUAL_BOE_COLUMNS,
    SourceKind.MANUAL_ACK: schema.MANUAL_ACK_COLUMNS,
    SourceKind.IMPORTERS: schema.IMPORTER_COLUMNS,
    SourceKind.RATES: schema.RATE_COLUMNS,
    SourceKind.OPENING: tuple(dict.fromkeys(c for cs in schema.OPENING_COLUMNS.values() for c in cs)),
    SourceKind.FACTS: tuple(dict.fromkeys(c for cs in schema.FACT_COLUMNS.values() for c in cs)),
    SourceKind.AUTHORISATIONS: schema_registers.GRANT_COLUMNS,
    SourceKind.MERCHANTING: schema_registers.MERCHANTING_COLUMNS,
}


def read_source(file: SourceFile, as_on: date, terms: Terms = NO_WORD) -> RawSource:
    """Reads a file once; DeskError names the file that cannot be trusted as a whole."""
    size, limit = file.path.stat().st_size, terms.limits.file_mb_max
    if size > limit * MB:
        raise too_large(f"The file has {size // MB:,} MB.", f"File {file.name}.", "file_mb_max", limit)
    if file.kind in MESSAGES:
        return _message(file, as_on)
    file, content = _content(file)
    return _read_rows(file, content, as_on, terms)


def _message(file: SourceFile, as_on: date) -> RawSource:
    """A message is read from its disk, whose bytes may be more than memory should hold."""
    read, digest = _message_once(file, as_on)
    if digest == file.content_hash:
        return read
    again, same = _message_once(replace(file, content_hash=digest), as_on)
    if same != digest:
        raise _changes(file)
    return again


def _message_once(file: SourceFile, as_on: date) -> tuple[RawSource, str]:
    content: Readable = OnDisk(file.path)
    return read_message(file, content, as_on), content.sha256


def _content(file: SourceFile) -> tuple[SourceFile, Content]:
    """The bytes whose hash the ledger keeps; a file that changed since it was found is read once more."""
    content = content_of(file.path)
    if content.sha256 == file.content_hash:
        return file, content
    again = content_of(file.path)
    if again.sha256 != content.sha256:
        raise _changes(file)
    return replace(file, content_hash=again.sha256), again


def _changes(file: SourceFile) -> DeskError:
    return DeskError(
        "The file changes while it is read.",
        f"File {file.name}.",
        "Wait until the program that writes it is done, or copy it here when it is; then take in again.",
    )


def _read_rows(file: SourceFile, content: Content, as_on: date, terms: Terms) -> RawSource:
    columns = TABLE_COLUMNS[file.kind]
    table = read_table(content, Reading(terms.limits, fields_known(columns), terms.password))
    journal = Journal(file.name, table.sheet, read=len(table.rows), date1904=table.date1904)
    found = headers_of(table.headers, _only(_SPLIT[file.kind], columns) if file.kind in _SPLIT else columns, file.name)
    used = {column.field for column in columns if column.read}
    headers = {place: header.field for place, header in found.items() if header.field in used}
    aside = list(table.titles)
    rows = tuple(_table_rows(table, headers, () if file.kind in _SPLIT else columns, journal, terms, aside))
    kept = tuple(column for column in columns if column.kept)
    if file.kind in terms.month_first:
        rows = tuple(day_first_rows(rows, kept, file.kind, journal))
    told = [(row.line, row.texts) for row in rows]
    check_days(kept, told, as_on, journal)
    check_decimal_sign(kept, told, file.name, table.delimiter)
    check_titles(kept, told, file.name, aside)
    check_money(kept, told, file.name, {header.field: header.said for header in found.values() if header.said})
    _note_layout(table, columns, journal)
    _note_book(table, journal, terms)
    return RawSource(file, journal, rows)


# Files whose needed columns depend on what each row is about, and the one column that their header must have.
_SPLIT = {
    SourceKind.OPENING: "item_kind",
    SourceKind.FACTS: "item_kind",
    SourceKind.AUTHORISATIONS: schema_registers.LICENCE_NUMBER,
}


def _only(needed: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(Column(c.field, c.kind, c.aliases, c.field == needed) for c in columns)


def _table_rows(
    table: TextTable,
    headers: dict[int, str],
    columns: Collection[Column],
    journal: Journal,
    terms: Terms,
    aside: list[str],
) -> Iterator[RawRow]:
    """The rows that may be records; what else stands among them is told, and its words laid `aside`."""
    needed = [column.field for column in columns if column.needed]
    figures = [column.field for column in columns if column.kind in schema.FIGURES]
    width = len(table.headers)
    repeated = tuple(header_key(h) for h in table.headers)
    places = {field: place for place, field in headers.items()}
    left_out = table.hidden if terms.hidden_rows == LEAVE_OUT else frozenset()
    for line, row in table.rows:
        if line in left_out:
            journal.refused += 1
        elif len(row) == 1 < width and no_record(row, {}, needed, figures) == WORDS:
            _pass_over(WORDS, line, row, journal)
            aside += words_of(row, WORDS)
        elif len(row) != width:
            journal.refused += 1
            journal.tell("ROW_WIDTH", line, "", f"{len(row)} cells", width=str(width))
        elif header_key(row[0]) == repeated[0] and tuple(header_key(cell) for cell in row) == repeated:
            journal.refused += 1
            journal.tell("HEADER_REPEATED", line, "", "the header again")
        else:
            texts = Texts(places, row)
            if why := no_record(row, texts, needed, figures):
                _pass_over(why, line, row, journal)
                aside += words_of(row, why)
            else:
                yield RawRow(line, texts)


def _pass_over(why: str, line: int, row: tuple[str, ...], journal: Journal) -> None:
    """Tells a row that is no record; one that is the rest of a record counts as refused, another one not at all."""
    journal.tell(why, line, "", " · ".join(cell.strip() for cell in row if cell.strip())[:120])
    if why == REST:
        journal.refused += 1
    else:
        journal.read -= 1


def _first(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:_SHOWN])) + (", …" if len(numbers) > _SHOWN else "")


def _note_layout(table: TextTable, columns: tuple[Column, ...], journal: Journal) -> None:
    for header in unknown_headers(table.headers, columns):
        journal.tell("COLUMN_NOT_KNOWN", 1, header, header)
    if table.encoding == "windows-1252":
        journal.tell("ENCODING_OLD", 0, "", "windows-1252 text")


def _note_book(table: TextTable, journal: Journal, terms: Terms) -> None:
    """What the reader of the file has to tell, and rows that the sheet does not show."""
    for note in table.notes:
        journal.tell(note.code, note.row, note.column, note.found, when=note.when, **dict(note.figures))
    if table.titles:
        journal.tell("ROWS_ABOVE_HEADER", 1, "", " · ".join(table.titles)[:120])
    if table.hidden:
        numbers = sorted(table.hidden)
        when = terms.hidden_rows.replace(" ", "_")
        journal.tell("ROWS_HIDDEN", numbers[0], "", f"{len(numbers):,} row(s): {_first(numbers)}", when=when)


def collect(files: Iterable[SourceFile], as_on: date, terms: Terms = NO_WORD) -> list[RawSource]:
    """Reads all files; when some cannot be trusted, one error names every one of them."""
    good: list[RawSource] = []
    bad: list[DeskError] = []
    for file in files:
        try:
            good.append(read_source(file, as_on, terms))
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
            "\n".join(dict.fromkeys(error.todo for error in bad)),
        )
    return good
