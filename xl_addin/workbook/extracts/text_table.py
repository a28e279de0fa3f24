"""A rectangle of text as it came from a file, and what its reader has to tell of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from xl_addin.workbook.extracts.limits import DEFAULT, Limits

Row = tuple[int, tuple[str, ...]]


class Note(NamedTuple):
    """Something to tell of a file: the code of a finding, what was found, its place, the special case, the figures."""

    code: str
    found: str
    row: int = 0
    column: str = ""
    when: str = ""
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextTable:
    """Headers and rows as text; each row carries the line or sheet row a person counts to.

    `delimiter` is what stands between the cells of a text file; `date1904` says from which day a book counts; `hidden`
    are the rows that the sheet does not show: they are among the rows. `titles` are the texts above the headers.
    """

    name: str
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    delimiter: str = ""
    date1904: bool = False
    notes: tuple[Note, ...] = ()
    hidden: frozenset[int] = field(default=frozenset())
    titles: tuple[str, ...] = ()


def _none_known(_headers: tuple[str, ...]) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: within which limits, which of its columns are known, who is asked for a password."""

    limits: Limits = DEFAULT
    fields: Callable[[tuple[str, ...]], frozenset[str]] = _none_known
    password: Callable[[str], str] | None = None
