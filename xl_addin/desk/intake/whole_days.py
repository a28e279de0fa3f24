"""A column of dates is judged as a whole: which part stands first, and whether a book has swapped some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from xl_addin.desk.intake.journal import Journal
from xl_addin.domain.dates import DAY_ZERO_1900, DAY_ZERO_1904
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.texts import clean
from xl_addin.domain.written_days import Order, WrittenDay, written_day
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.day_cells import (
    both_orders,
    day_first,
    is_digits,
    near,
    only_in,
    year_looks_first,
)
from xl_addin.workbook.extracts.schema import Column, Kind

Rows = Sequence[tuple[int, Mapping[str, str]]]
Told = dict[tuple[str, str], int]  # each text with what its cell stored → the first row that has it
Dated = tuple[date, str, int]  # the day, its text, its row
_REMEDY = "Export the column as yyyy-mm-dd and take in again. Nothing of the file was taken in."
_SWAPPED_MIN = 3
_EXPORTED_MIN = 4  # dates of each form in a text file before their days are thought to be exchanged
_TOLD_MIN = 2  # of each, before it is told
_LATER = DAY_ZERO_1904 - DAY_ZERO_1900


def check_days(columns: tuple[Column, ...], rows: Rows, as_on: date, journal: Journal) -> None:
    """Refuses the file when the order of a date column is in doubt; what is only odd becomes a finding."""
    for column in columns:
        if column.kind in (Kind.DATE, Kind.ISO_DATE):
            told = _told(column.field, rows)
            _check_order(column, told, journal.source)
            _check_short_years(column, told, as_on, journal.source)
            _check_counted(column, told, as_on, journal)
            _check_swapped(column, told, as_on, journal)


def _told(field: str, rows: Rows) -> Told:
    found: Told = {}
    for row, texts in rows:
        text = texts.get(field, "")
        if text:
            found.setdefault((str(text), text.stored if isinstance(text, CellText) else ""), row)
    return found


def _texts(told: Told) -> Iterator[tuple[str, int]]:
    """What stands as text, with its row."""
    return ((text, row) for (text, stored), row in told.items() if not stored)


def _check_order(column: Column, told: Told, source: str) -> None:
    """A date that can only be month-first, or only year, day and month, puts the order of the others in doubt."""
    for order, form, readings in _ORDERS:
        only = next(((text, row) for text, row in _texts(told) if only_in(text, order)), None)
        if only is None:
            continue
        doubt = next(((text, row, both) for text, row in _texts(told) if (both := readings(text))), None)
        so = f" So {doubt[0]!r} in row {doubt[1]} may be {_or(doubt[2])}." if doubt else ""
        if so or order is Order.MONTH:
            raise DeskError(
                f"{only[0]!r} can only be {form.format(column.field)}.{so}",
                f"File {source}, row {only[1]}.",
                _REMEDY,
            )


def _year_day(text: str) -> tuple[date, date] | None:
    """2026-05-10 with the reading that it has where the day stands before the month."""
    written = written_day(text)
    on = written.by(Order.ONE) if written and clean(text)[:4].isdigit() else None
    return (on, date(on.year, on.day, on.month)) if on and on.day <= 12 and on.day != on.month else None


_ORDERS: tuple[tuple[Order, str, Callable[[str], tuple[date, date] | None]], ...] = (
    (Order.MONTH, "a month-first date, but {} is declared day-first", both_orders),
    (Order.YEAR_DAY, "year, day and month, and the others of {} are read as year, month and day", _year_day),
)


def _check_short_years(column: Column, told: Told, as_on: date, source: str) -> None:
    """20-10-26 is the 20th or of 2020: the column must hold a date that settles where its years stand.

    Beside a month by its name the year stands last, unless a date of the column looks as if it stood first.
    """
    short = {text: (found, row) for text, row in _texts(told) if (found := written_day(text)) and found.short}
    read = {text: one for text, one in short.items() if _is_read(text, as_on)}
    first, last = near(as_on)
    span = (first, as_on if column.past else last)
    if _year_stands_last([found for found, _ in short.values()], [found for found, _ in read.values()], span):
        return
    is_odd = any(year_looks_first(found, as_on) for found, _ in short.values())
    doubted = (text for text, (found, _) in read.items() if _days(found)[1:] and (is_odd or not _is_named(text)))
    text = next(doubted, "")
    if text:
        found, row = read[text]
        raise DeskError(
            f"{text!r} in {column.field} may be {_or(_days(found))}: no date of the column shows where years stand.",
            f"File {source}, row {row}.",
            _REMEDY,
        )


def _is_named(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def _is_read(text: str, as_on: date) -> bool:
    try:
        return bool(day_first(text, as_on))
    except ValueRefused:
        return False


def _days(found: WrittenDay) -> list[date]:
    """The readings with the year last and first, each day once."""
    return list(dict.fromkeys(on for order, on in found.readings if order in (Order.DAY, Order.YEAR)))


def _year_stands_last(short: Sequence[WrittenDay], read: Sequence[WrittenDay], span: tuple[date, date]) -> bool:
    """Whether the two-digit years that are read can only stand last, or would be far off if they stood first."""
    doubtful = [found for found in read if _is_in(found.by(Order.YEAR), *span) and _days(found)[1:]]
    if doubtful and any(_is_in(f.by(Order.YEAR), *span) and not _is_in(f.by(Order.DAY), *span) for f in short):
        return False
    if any(not _is_in(found.by(Order.YEAR), date.min, span[1]) for found in short):
        return True
    return len(doubtful) < len(read) and all(_is_in(found.by(Order.DAY), *span) for found in read)


def _is_in(on: date | None, first: date, last: date) -> bool:
    return on is not None and first <= on <= last


def _check_counted(column: Column, told: Told, as_on: date, journal: Journal) -> None:
    """Days counted by a book, in a file that does not say from when: all of them old, they may count from 1904.

    Beside other digits, which may be dates without their strokes, none of them is certain.
    """
    digits = [(text, row) for text, row in _texts(told) if is_digits(text)]
    counted = [(day_first(text, as_on).value, text, row) for text, row in digits if _is_read(text, as_on)]
    if len(counted) < len(digits):
        journal.digits_in_doubt.add(column.field)
    elif counted and max(on for on, _, _ in counted) + _LATER <= as_on:
        on, text, row = counted[0]
        raise DeskError(
            f"{text!r} in {column.field} may be {_or((on, on + _LATER))}: a file of text does not say whether its book "
            "counts days from 1900 or from 1904.",
            f"File {journal.source}, row {row}.",
            _REMEDY,
        )


def _check_swapped(column: Column, told: Told, as_on: date, journal: Journal) -> None:
    """Under American settings a book takes 05/10/2026 for the 10th of May, and leaves 13/10/2026 a text."""
    dated, texts = list(_dated(told, as_on, journal.date1904)), list(_by_digits(told))
    forms = _exported(told)
    few: Dated | None = None
    for early, late, least in [(dated, texts, 1), *((early, late, _EXPORTED_MIN) for early in forms for late in forms)]:
        after = [one for one in late if one[0].day > 12]
        if not early or any(on.day > 12 for on, _, _ in early) or 2 * len(after) <= len(late):
            continue
        if min(len(early), len(late)) < least:
            few = early[0] if min(len(early), len(late)) >= _TOLD_MIN else few
        else:
            on, text, row = early[0]
            raise DeskError(
                f"{column.field} holds dates up to the 12th of a month in one form, and later ones in another, such as "
                f"{after[0][1]!r} in row {after[0][2]}: a book with other settings has exchanged day and month of the "
                f"first. So {text!r} in row {row} may be {_or((on, date(on.year, on.day, on.month)))}.",
                f"File {journal.source}, row {row}.",
                _REMEDY,
            )
    if dated and texts:
        found = f"{len(dated)} dates, and {len(texts)} texts such as {texts[0][1]!r} in row {texts[0][2]}"
        journal.tell("DATES_MIXED", dated[0][2], column.aliases[0], found)
    elif few:
        journal.tell("DATES_MIXED", few[2], column.aliases[0], f"{few[1]!r} among dates in another form")
    elif _are_odd([on for on, _, _ in dated]):
        found = f"{len(dated)} dates, each on day {dated[0][0].day} of another month"
        journal.tell("DATES_ODD", dated[0][2], column.aliases[0], found)


def _are_odd(days: Sequence[date]) -> bool:
    """Days of one month look so when day and month of each were exchanged."""
    months, numbers = {on.month for on in days}, {on.day for on in days}
    return len(months) == len(days) >= _SWAPPED_MIN and len(numbers) == 1 and max(numbers) <= 12


def _dated(told: Told, as_on: date, date1904: bool) -> Iterator[Dated]:
    """The days that the book holds as dates, with text and row."""
    for (text, stored), row in told.items():
        if stored == "date":
            try:
                yield day_first(text, as_on, date1904=date1904).value, text, row
            except ValueRefused:
                continue


def _by_digits(told: Told) -> Iterator[Dated]:
    """Texts of digits that another order would read otherwise."""
    for text, row in _texts(told):
        written = written_day(text)
        on = next((on for order, on in written.readings if order is Order.DAY), None) if written else None
        if on:
            yield on, text, row


def _exported(told: Told) -> list[list[Dated]]:
    """Dates of a text file by the form in which they came: a program writes those of a book's date cells in its own."""
    groups: dict[str, list[Dated]] = {}
    for on, text, row in _by_digits(told):
        if sign := next((one for one in text if one in "/.-"), ""):  # 05OCT26 has none, and no month to exchange
            groups.setdefault(sign, []).append((on, text, row))
    for text, row in _texts(told):
        written = written_day(text)
        if written and (both := clean(text)[:4].isdigit() and written.by(Order.ONE)):
            groups.setdefault("year first", []).append((both, text, row))
    return list(groups.values())


def _or(days: Sequence[date]) -> str:
    return " or ".join(f"{on:%d-%b-%Y}" for on in days[:2])
