"""The files beside the workbook: the lists as CSV (settlements, decisions, findings and others), and run.json."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from xl_addin.desk.atomic import atomic_lines, atomic_text
from xl_addin.desk.lists import changes
from xl_addin.desk.lists.book import FILES as LISTS
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.changes import Change
from xl_addin.workbook.lists import Filled
from xl_addin.workbook.safe_text import safe_text

# What makes a spreadsheet run a text as a formula.
# Full-width signs begin a formula in an East Asian Excel.
_FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_AT_ONCE = 1_000  # rows, worked out column by column
REVIEW_CHANGES = "changes-by-review.csv"
FILES = tuple(file.name for file in LISTS)


def write_lists(told: Told, folder: Path) -> None:
    """Writes the CSV files of the contract into `folder`, each atomically."""
    for file in LISTS:
        atomic_lines(folder / file.name, partial(write_csv, file.filled(told)))


def write_changes(rows: Sequence[Change], folder: Path) -> str:
    """Writes what a reading of answers changed beside the closing; answers the file, "" where nothing changed."""
    if not rows:
        return ""
    path = folder / REVIEW_CHANGES
    atomic_lines(path, partial(write_csv, changes.FILE.with_rows(rows)))
    return str(path)


def write_run_json(path: Path, content: dict[str, Any]) -> None:
    """Writes run.json, sorted and indented, atomically: the last file of a closing."""
    atomic_text(path, json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, default=str) + "\n")


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_csv(filled: Filled[Any], out: TextIO) -> None:
    """Rows under a header; no cell can be run as a formula."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.header for column in filled.table.columns)
    texts = _Texts()
    for first in range(0, len(filled.rows), _AT_ONCE):
        rows = filled.rows[first : first + _AT_ONCE]
        columns = [
            [texts[told] if isinstance(told, str) else _plain(told) for told in column.each(rows)]
            for column in filled.table.columns
        ]
        writer.writerows(zip(*columns, strict=True))


class _Texts(dict[str, str]):
    """Texts as cells hold them, each made once: one that a spreadsheet would run as a formula is led by an apostrophe.

    What cannot be printed is left out, as in the sheets.
    """

    def __missing__(self, value: str) -> str:
        text = safe_text(value)
        self[value] = f"'{text}" if text.startswith(_FORMULA_LEADS) else text
        return self[value]


def _plain(value: object) -> str:
    """What is no text: a day as ISO, a number by its digits, nothing as nothing."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def uncell(text: str) -> str:
    """What a cell of these files says, without the apostrophe that leads a formula."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA_LEADS) else text
