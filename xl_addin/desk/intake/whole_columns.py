"""A column is judged as a whole before a cell of it is read: the order of its dates, its decimal sign, its currency.

One cell that can be read in one way only puts all the others in doubt that were meant to be read in another way.
Whatever is in doubt refuses the file; DeskError shows the cells and both readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xl_addin.domain import money
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.written_amounts import (
    comma_in_doubt,
    only_decimal_comma,
    only_decimal_point,
    only_grouping_comma,
    point_in_doubt,
)
from xl_addin.workbook.extracts import cells
from xl_addin.workbook.extracts.cell_text import CellText
from xl_addin.workbook.extracts.money_words import Said, form_words, money_words, title_words
from xl_addin.workbook.extracts.schema import FIGURES, Column, Kind

Rows = Sequence[tuple[int, Mapping[str, str]]]
_THREE = 3  # decimals of a dinar
_NOTHING_TAKEN = "Nothing of the file was taken in."


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the file by its row, its header and its text."""

    row: int
    header: str
    text: str

    def __str__(self) -> str:
        return f"{self.text!r} in row {self.row}"


def check_decimal_sign(columns: tuple[Column, ...], rows: Rows, source: str, delimiter: str = "") -> None:
    """Refuses the file where the commas of a column of figures may be decimal signs.

    A file whose cells stand apart by semicolons is judged as one column: programs write it where the comma is the
    decimal sign.
    """
    figures = [[column] for column in columns if column.kind in FIGURES]
    for group in [[column for one in figures for column in one]] if delimiter == ";" else figures:
        odd = [cell for column in group for cell in _texts(column, rows, _has_comma)]
        proof = next((cell for cell in odd if only_decimal_comma(cell.text)), None)
        doubt = next((cell for cell in odd if comma_in_doubt(cell.text)), None)
        if proof is not None:
            so = f" So {_both(doubt)}." if doubt else ""
            why = f"{proof} can only be written with a decimal comma, and a decimal point is declared.{so}"
            _refuse(proof, why, source)
        if doubt is not None:
            told = [cell for column in group for cell in _texts(column, rows, _has_sign)]
            _check_doubt(doubt, told, any(column.small for column in group), delimiter, source)
        _check_points([column for column in group if not column.small], rows, source)


def _check_doubt(doubt: Cell, told: list[Cell], small: bool, delimiter: str, source: str) -> None:
    """84,125 is read where the column shows that its comma parts groups, or where nothing speaks against it."""
    if any(only_grouping_comma(cell.text) for cell in told):
        return
    if small:
        _refuse(doubt, f"{_both(doubt)}; a rate has no thousands.", source)
    if delimiter == ";" and not any(only_decimal_point(cell.text) for cell in told):
        why = (
            "semicolons stand between the cells, as where the comma is the decimal sign, and no cell shows which it is."
        )
        _refuse(doubt, f"{_both(doubt)}: {why}", source)
    other = next((cell for cell in told if point_in_doubt(cell.text)), None)
    if other is not None:
        _refuse(doubt, f"{_both(doubt)}, as {other} has its decimals after a point.", source)


def _check_points(columns: Sequence[Column], rows: Rows, source: str) -> None:
    """1.500 is a thousand and a half where points part groups: refused where no cell shows a decimal point."""
    told = (cell for column in columns for cell in _texts(column, rows, _has_sign))
    if any(only_decimal_point(cell.text) or only_grouping_comma(cell.text) for cell in told):
        return  # mostly at the first cell
    for column in columns:
        for row, texts in rows:
            text = texts.get(column.field, "")
            if "." in text and not isinstance(text, CellText) and point_in_doubt(text):
                _check_point(Cell(row, column.aliases[0], text), _decimals(_currency(column, texts)), source)


def _check_point(cell: Cell, decimals: int, source: str) -> None:
    """Refuses the file for a cell that would be read: zeros follow the decimals of its currency."""
    text = cell.text.strip()
    if len(text.rstrip("0").partition(".")[2]) <= decimals < _THREE:
        why = f"{cell} may be {text} or {text.replace('.', '')}, and no cell shows what its point is."
        _refuse(cell, why, source)


def _decimals(currency: str) -> int:
    """Those of the currency; three where it has none that is known, so that nothing is doubted."""
    try:
        return money.exponent(currency)
    except ValueRefused:
        return _THREE


def _texts(column: Column, rows: Rows, wanted: Callable[[str], bool]) -> Iterator[Cell]:
    """The texts of a column that are wanted: cells that a book holds as numbers are not in doubt."""
    for row, texts in rows:
        text = texts.get(column.field, "")
        if wanted(text) and not isinstance(text, CellText):
            yield Cell(row, column.aliases[0], text)


def _has_comma(text: str) -> bool:
    return "," in text or text.count(".") > 1


def _has_sign(text: str) -> bool:
    return "," in text or "." in text


def _refuse(cell: Cell, what: str, source: str) -> None:
    raise DeskError(
        f"Column {cell.header}: {what}",
        f"File {source}, row {cell.row}.",
        f"Export the column with a decimal point and without groups, and take in again. {_NOTHING_TAKEN}",
    )


def _both(cell: Cell) -> str:
    text = cell.text.strip()
    return f"{cell} may be {text.replace(',', '')} or {text.replace(',', '.')}"


def check_money(columns: tuple[Column, ...], rows: Rows, source: str, said: Mapping[str, str]) -> None:
    """Refuses the file where a header or a number format names a unit, or a currency other than that of the row.

    `said` holds the headers that name one, by field. Words alone among the figures are a second line of headers.
    """
    for column in (column for column in columns if column.kind in FIGURES):
        if header := said.get(column.field, ""):
            _check_header(column, rows, source, header, f"The header {header!r}")
        for row, texts in rows:
            text = texts.get(column.field, "")
            if isinstance(text, CellText):
                if text.form:
                    _check_form(column, row, texts, text, source)
            elif text and not text[0].isdigit() and _is_words(money_words(text)):
                _check_header(column, rows, source, text, f"{text!r} under {column.aliases[0]} in row {row}")


def check_titles(columns: tuple[Column, ...], rows: Rows, source: str, titles: Sequence[str]) -> None:
    """Refuses the file where a line of words names a unit, or a currency other than that of a row."""
    for title in titles:
        words, what = title_words(title), f"The line {title[:80]!r}"
        _check_unit(words, what, source)
        for column in columns if words.currencies else ():
            if column.kind is Kind.AMOUNT:
                _check_rows(column, rows, source, words, what)


def _is_words(said: Said) -> bool:
    """Whether a text names a currency or a unit and says nothing else."""
    return not said.rest and bool(said.currencies or said.units)


def _check_header(column: Column, rows: Rows, source: str, header: str, what: str) -> None:
    words = money_words(header)
    _check_unit(words, what, source)
    _check_rows(column, rows, source, words, what)


def _check_rows(column: Column, rows: Rows, source: str, words: Said, what: str) -> None:
    met = {currency: row for row, texts in reversed(rows) if (currency := _currency(column, texts))}
    for currency, row in met.items():
        _check_currency(words, currency, what, f"File {source}, row {row}.")
    if len(met) > 1 and words.currencies:
        raise DeskError(
            f"{what} names one currency, and the rows have {', '.join(sorted(met))}.",
            f"File {source}.",
            f"Correct the header or the currency column in the export, and take in again. {_NOTHING_TAKEN}",
        )


def _check_form(column: Column, row: int, texts: Mapping[str, str], cell: CellText, source: str) -> None:
    words = form_words(cell.form)
    if not words.currencies and not words.units:
        return
    what = f"The number format of {column.aliases[0]} in row {row} ({cell.form})"
    _check_unit(words._replace(units=tuple(unit for unit in words.units if unit != "%")), what, source)
    _check_currency(words, _currency(column, texts), what, f"File {source}, row {row}.")


def _check_unit(words: Said, what: str, source: str) -> None:
    if words.units:
        raise DeskError(
            f"{what} says {' '.join(words.units)!r}: its figures are counted in another unit than the desk reads.",
            f"File {source}.",
            f"Export the amounts in full, under a header without a unit, and take in again. {_NOTHING_TAKEN}",
        )


def _check_currency(words: Said, currency: str, what: str, where: str) -> None:
    for word, meant in words.currencies:
        if currency and currency not in meant:
            raise DeskError(
                f"{what} says {word}, and the amount is to be in {currency}.",
                where,
                f"Correct the header, the number format or the currency in the export, and take in again. "
                f"{_NOTHING_TAKEN}",
            )


def _currency(column: Column, texts: Mapping[str, str]) -> str:
    """The currency that a figure is to be in: fixed by the layout, or told in the row; "" where none is."""
    if not column.money or column.money.isupper():
        return column.money
    return cells.code(str(texts.get(column.money, ""))).value
