"""Rows of a list that are no record of it: its totals, lines of words, and what is left of a record."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import exponent
from xl_addin.domain.texts import clean
from xl_addin.domain.written_amounts import written_amount
from xl_addin.workbook.extracts.cell_text import CellText

TOTALS, WORDS, REST = "TOTALS_ROW", "ROW_OF_WORDS", "ROW_NO_RECORD"
_TOTAL = re.compile(r"(?:[a-z]+[ -])?(?:[a-z]+[ -])?(?:sub-?)?totals?\b.*|sum\b.*|summe\b.*", re.IGNORECASE)
_NEEDED_MIN = 5  # needed columns of a layout of which a row with one at most is no record
_WORDS_MAX = 2  # cells of a line of words
_DIGIT = re.compile(r"\d")


def no_record(row: Sequence[str], texts: Mapping[str, str], needed: Sequence[str], figures: Collection[str]) -> str:
    """Why a row is no record: the code of a finding; "" for one that may be a record, or has words among its figures.

    A totals row holds figures, currencies and a word for total; a line of words holds no figure and no code.
    """
    if len(needed) < _NEEDED_MIN or (texts.get(needed[0]) and texts.get(needed[-1])):
        return ""  # nearly every row
    if sum(not texts.get(field) for field in needed) < len(needed) // 2:
        return ""
    if any(texts.get(field) and not _is_number(texts[field]) for field in figures):
        return ""
    filled = [cell for cell in row if clean(cell)]
    words = [cell for cell in filled if not _is_figure(cell)]
    if len(words) == 1 and len(filled) > 1 and _TOTAL.fullmatch(clean(words[0])):
        return TOTALS
    if len(filled) <= _WORDS_MAX and all(map(_is_words, filled)):
        return WORDS
    return REST if sum(bool(clean(texts.get(field, ""))) for field in needed) <= 1 else ""


def words_of(row: Sequence[str], why: str) -> list[str]:
    """What a row that is no record says in words, which may be a unit; the currency of a total is no word."""
    return [cell.strip() for cell in row if clean(cell) and (why == WORDS or not _is_figure(cell))]


def _is_figure(cell: str) -> bool:
    """An amount, or the currency beside one."""
    return _is_number(cell) or _is_currency(clean(cell))


def _is_number(cell: str) -> bool:
    if isinstance(cell, CellText):
        return cell.stored in ("number", "no-value")
    return written_amount(cell) is not None


def _is_currency(text: str) -> bool:
    try:
        return len(text) == 3 and exponent(text) >= 0
    except ValueRefused:
        return False


def _is_words(cell: str) -> bool:
    """Words, a page number, a line of strokes; a code is one word and has digits."""
    text = clean(cell)
    return not isinstance(cell, CellText) and (" " in text or not _DIGIT.search(text))
