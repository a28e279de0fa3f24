"""Words, flags and days as messy hands leave them in blue cells: what has one reading is taken, all else told and kept.

One book is filled with all of them, a row each, and read back once.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.desk.test_review import HEAD, Month, cell
from xl_addin.workbook.books.keys import told

MARCH = date(2027, 3, 1)
# sheet, column, what stands in the cell, what is read; None where it is told and not taken
WORDS = {
    "in small letters": ("discount", "DISCOUNT"),
    "with blanks around": (" DISCOUNT ", "DISCOUNT"),
    "with a line end": ("DISCOUNT\n", "DISCOUNT"),
    "in two words": ("bank charges", "BANK_CHARGES"),
    "with a dash": ("Short-shipment", "SHORT_SHIPMENT"),
    "cut short": ("disc", None),
    "with a full stop": ("Discount.", None),
    "parted": ("DIS-COUNT", None),
    "in another script": ("डिस्काउंट", None),
    "a number": (5, None),
    "a truth": (True, None),
    "a day": (date(2026, 10, 1), None),
    "a formula that nobody calculated": ('="DISCOUNT"', None),
    "an error as text": ("#N/A", None),
    "not applicable": ("n/a", None),
    "a dash": ("-", None),
    "nil": ("nil", None),
    "a reason of extensions": ("DISPUTE_QUALITY", None),
}
FLAGS = {
    "no": ("no", "N"),
    "N with blanks": (" n ", "N"),
    "FALSE": (False, "N"),
    "with a full stop": ("Y.", None),
    "ok": ("ok", None),
    "a tick": ("✓", None),
    "one": (1, None),
    "nought": (0, None),
    "half a word": ("ye", None),
    "both": ("Y/N", None),
    "with a reservation": ("yes, but", None),
}
DAYS = {
    "a date": (MARCH, MARCH),
    "the last second of a day": (datetime(2027, 3, 1, 23, 59, 59), MARCH),  # noqa: DTZ001 - a sheet's moment
    "a serial number": (46447, MARCH),
    "a serial number with half a day": (46447.5, MARCH),
    "a month by its name": ("1-Mar-2027", MARCH),
    "ISO": ("2027-03-01", MARCH),
    "ISO with midnight": ("2027-03-01T00:00", MARCH),
    "two readings": ("01/03/2027", None),
    "two readings, short": ("1/3/27", None),
    "a month alone": ("March 2027", None),
    "no such day": ("31-Feb-2027", None),
    "digits as text": ("46447", None),
    "a century early": (date(1927, 3, 1), None),
    "a century late": (date(2127, 3, 1), None),
    "below nought": (-5, None),
    "nought": (0, None),
    "far too much": (1e10, None),
    "a time": (time(10, 0), None),
    "words": ("next month", None),
    "a day and words": ("1 Mar 2027 or later", None),
}
SHEETS: list[tuple[str, str, dict[str, tuple[Any, Any]]]] = [
    ("Write-offs", "Reason", WORDS),
    ("Write-offs", "Documents received", FLAGS),
    ("Extensions", "Contract due", DAYS),
]
CASES = [(sheet, header, name) for sheet, header, cases in SHEETS for name in cases]


@pytest.fixture(scope="module")
def read(small_out: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, int], Any]:
    """What was taken from each cell, by sheet, column and row; the word "told" where it was not."""
    import shutil

    out = tmp_path_factory.mktemp("variants") / "out"
    shutil.copytree(small_out, out)
    month = Month(out)
    before: dict[tuple[str, str, int], Any] = {}
    month.edit(lambda book: before.update(_filled(book)))
    reviewed = month.review()
    found = dict(before)  # a cell that says what the ledger says is no change
    for one in reviewed.findings:
        assert one.code == "INPUT_NOT_READ"
        assert told(reviewed.typed.named[one.sheet, one.row])  # the item is known
        found[one.sheet, one.column, one.row] = "told"
    for change in reviewed.typed.changes:
        found[change.sheet, change.column.header, change.sheet_row] = change.new
    month.ledger.close()
    return found


def _filled(book: Any) -> dict[tuple[str, str, int], Any]:
    """Fills the cells; what stood in them before."""
    before = {}
    for sheet, header, cases in SHEETS:
        for row, (value, _) in enumerate(cases.values(), HEAD + 1):
            there = cell(book[sheet], row, header)
            before[sheet, header, row], there.value = there.value, value
    return before


@pytest.mark.parametrize(("sheet", "header", "name"), CASES, ids=[f"{header}: {name}" for _, header, name in CASES])
def test_a_cell_is_read_as_it_has_one_reading_or_told(
    read: dict[tuple[str, str, int], Any], sheet: str, header: str, name: str
) -> None:
    cases = next(cases for one, column, cases in SHEETS if (one, column) == (sheet, header))
    row = HEAD + 1 + list(cases).index(name)
    wanted = cases[name][1]
    assert read.get((sheet, header, row)) == ("told" if wanted is None else wanted)
