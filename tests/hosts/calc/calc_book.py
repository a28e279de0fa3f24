"""All golden vectors as formulas of one workbook, what Calc must show for each of them, and why that may differ.

Three forms: the arguments as single cells (A2), as ranges of one cell (A2:A2), and whole columns of them in one array
formula. An argument that is a range in the vector is a range in every form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from udfs._adapter import evaluate
from udfs._registry import MISSING, REGISTRY, CellError
from xl_addin.hosts.calc.functions.convert import NUMBERS
from xl_addin.hosts.calc.functions.handover import CELL, ERROR_IN_RANGE, RANGE, handed_over
from xl_addin.hosts.calc.functions.used_cells import ERROR_CODES
from xl_addin.publish.vectors import Vector

COLUMN = "array formula over a column"
ERROR_OF = {code: error for error, code in ERROR_CODES.items()}
ERR_504 = "Err:504"
ZERO_IN_DECISION = "0 or empty, a fact of a decision"
FIRST_COLUMN = 3


class Placed(NamedTuple):
    """A formula of the book and its vectors; several of them show below each other, from `at` downwards."""

    form: str
    vectors: tuple[Vector, ...]
    sheet: str
    at: str


class Outcome(NamedTuple):
    """One vector in one form: why it may differ, what Calc must show if it does, and what it shows."""

    form: str
    vector: Vector
    reasons: frozenset[str]
    wanted: Any
    found: Any
    date1904: bool

    @property
    def is_met(self) -> bool:
        """Whether Calc shows what it must."""
        if not self.reasons:
            return self.vector.met(self.found, date1904=self.date1904)
        return type(self.wanted) is type(self.found) and bool(self.wanted == self.found)

    @property
    def is_as_in_excel(self) -> bool:
        """Whether Calc shows what the vector wants, whatever the reasons."""
        return self.vector.met(self.found, date1904=self.date1904)


class Book:
    """The workbook: a sheet for each form, and one for the ranges that functions read as a whole."""

    def __init__(self, vectors: Sequence[Vector], *, date1904: bool) -> None:
        self.date1904 = date1904
        self.book = Workbook()
        if date1904:
            self.book.epoch = CALENDAR_MAC_1904
        self.sheets: dict[str, Worksheet] = {name: self.book.create_sheet(name) for name in ("rows", "cols", "ranges")}
        self.book.remove(self.book.worksheets[0])
        self.free_row = dict.fromkeys(self.sheets, 1)
        self.placed = [placed for vector in vectors for placed in self._row(vector)]
        self.placed += [self._column(group) for group in groups(vectors)]

    def _take(self, sheet: str, rows: int) -> int:
        first = self.free_row[sheet]
        self.free_row[sheet] += rows
        return first

    def _row(self, vector: Vector) -> Iterator[Placed]:
        """The vector as two formulas beside its arguments: in single cells, in ranges of one cell."""
        tall = len(vector.shown(date1904=False)) if isinstance(vector.wanted, tuple) else 1
        wide = len(vector.shown(date1904=False)[0]) if isinstance(vector.wanted, tuple) else 1
        row = self._take("rows", 2 * tall)
        cells = vector.cells(date1904=self.date1904)
        places = [self._argument(one, row, FIRST_COLUMN + 2 * wide + at) for at, one in enumerate(cells)]
        for at, form in enumerate((CELL, RANGE)):
            taken = ",".join(place.single if form == CELL else place.ranged for place in places)
            cell = self.sheets["rows"].cell(row, 1 + at * (wide + 1))
            formula = f"={vector.function}({taken})"
            end = f"{get_column_letter(cell.column + wide - 1)}{row + tall - 1}"
            area = f"{cell.coordinate}:{end}"
            cell.value = ArrayFormula(area, formula) if (tall, wide) != (1, 1) else formula
            yield Placed(form, (vector,), "rows", area)

    def _argument(self, one: Any, row: int, column: int) -> Place:
        """Writes an argument; its addresses as a single cell and as a range."""
        if one is MISSING:
            return Place("", "")
        if isinstance(one, tuple):
            first = self._take("ranges", len(one))
            rows = one if one and isinstance(one[0], tuple) else tuple((cell,) for cell in one)
            for down, line in enumerate(rows):
                for right, value in enumerate(line):
                    write(self.sheets["ranges"], first + down, 1 + right, value)
            area = f"ranges!A{first}:{get_column_letter(len(rows[0]))}{first + len(rows) - 1}"
            return Place(area, area)
        write(self.sheets["rows"], row, column, one)
        place = f"{get_column_letter(column)}{row}"
        # A range with an error is Err:504 whatever the function: given as a cell it says something of the function.
        return Place(place, place if isinstance(one, CellError) else f"{place}:{place}")

    def _column(self, group: tuple[Vector, ...]) -> Placed:
        """One array formula for all vectors of a group."""
        first = self._take("cols", len(group))
        last = first + len(group) - 1
        for row, vector in enumerate(group, first):
            for at, one in enumerate(vector.cells(date1904=self.date1904)):
                if one is not MISSING:
                    write(self.sheets["cols"], row, FIRST_COLUMN + at, one)
        letters = [get_column_letter(FIRST_COLUMN + at) for at in range(len(group[0].given))]
        taken = [
            "" if one is MISSING else f"{letter}{first}:{letter}{last}"
            for letter, one in zip(letters, group[0].given, strict=True)
        ]
        area = f"A{first}:A{last}"
        self.sheets["cols"][f"A{first}"] = ArrayFormula(area, f"={group[0].function}({','.join(taken)})")
        return Placed(COLUMN, group, "cols", area)

    def save(self, path: Path) -> Path:
        """Writes the workbook, no formula with a value."""
        self.book.save(path)
        return path

    def outcomes(self, sheets: Mapping[str, list[list[Any]]]) -> list[Outcome]:
        """Each vector in each form beside what Calc shows in the cells of the sheets."""
        return [outcome for placed in self.placed for outcome in self._outcomes(placed, sheets[placed.sheet])]

    def _outcomes(self, placed: Placed, sheet: list[list[Any]]) -> Iterator[Outcome]:
        left, top, right, bottom = range_boundaries(placed.at)
        rows = [row[left - 1 : right] for row in sheet[top - 1 : bottom]]
        of_each = [rows] if len(placed.vectors) == 1 else [[row] for row in rows]
        for vector, cells in zip(placed.vectors, of_each, strict=True):
            reasons, wanted = differences(vector, placed.form, self.date1904)
            truths = truths_of(vector, len(cells[0]))
            shown = tuple(tuple(cell_of(*both) for both in zip(row, truths, strict=True)) for row in cells)
            one = shown if isinstance(vector.wanted, tuple) else shown[0][0]
            yield Outcome(placed.form, vector, reasons, wanted, one, self.date1904)


class Place(NamedTuple):
    """Where an argument stands, in the two spellings of a row; empty for one that is left out."""

    single: str
    ranged: str


def write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """A value as a cell holds it; text stays text, and empty text needs a formula."""
    cell = sheet.cell(row, column)
    if value == "" and isinstance(value, str):
        cell.value = '=""'
    elif value is not None:
        cell.value = str(value) if isinstance(value, CellError) else value
        if isinstance(value, str) and not isinstance(value, CellError):
            cell.data_type = "s"


def groups(vectors: Sequence[Vector]) -> list[tuple[Vector, ...]]:
    """Vectors that one array formula can serve: one function, the same arguments given, single cells without errors."""
    found: dict[tuple[Any, ...], list[Vector]] = {}
    for vector in vectors:
        if vector.given and not any(isinstance(one, tuple | CellError) for one in (vector.wanted, *vector.given)):
            left_out = tuple(one is MISSING for one in vector.given)
            found.setdefault((vector.function, left_out), []).append(vector)
    return [tuple(group) for group in found.values() if len(group) > 1]


def differences(vector: Vector, form: str, date1904: bool) -> tuple[frozenset[str], Any]:
    """Why Calc cannot be given what the vector gives, and what the function makes of what it is given."""
    function = REGISTRY[vector.function]
    kinds = [argument.kind for argument in function.arguments]
    found = [handed_over(one, kind, form) for one, kind in zip(vector.cells(date1904=date1904), kinds, strict=False)]
    reasons = frozenset(reason for why, _ in found for reason in why)
    given = [one for _, one in found]
    if ERROR_IN_RANGE in reasons:
        whole = isinstance(vector.wanted, tuple)
        return reasons, tuple((ERR_504,) * len(row) for row in vector.wanted) if whole else ERR_504
    if form == CELL and is_blank_row(vector, given):
        return reasons, None
    if form == CELL and (zeros := [at for at, one in enumerate(vector.given) if is_zero(one)]):
        given, why = not_allowing(vector.function, given, zeros, date1904)
        reasons |= why
    rows = tuple(map(tuple, evaluate(vector.function, given, date1904=date1904)))
    return reasons, rows if isinstance(vector.wanted, tuple) else rows[0][0]


def is_zero(one: Any) -> bool:
    """Whether Calc hands over the number 0 for it, given alone."""
    return one is None or (isinstance(one, bool | float) and not one)


def is_blank_row(vector: Vector, given: Sequence[Any]) -> bool:
    """Whether all that is given is 0 for Calc, and not only amounts are obligatory."""
    obligatory = [argument for argument in REGISTRY[vector.function].arguments if argument.required]
    has_other = any(argument.kind not in NUMBERS for argument in obligatory)
    singles = all(one is None or type(one) is float for one in given[: len(obligatory)])
    return has_other and singles and len(given) >= len(obligatory) and not any(given)


def not_allowing(
    function: str, given: list[Any], zeros: Sequence[int], date1904: bool
) -> tuple[list[Any], frozenset[str]]:
    """For a decision that the plain reading allows: the reading of all zeros as 0, or as blank, that does not."""
    status = f"{function.rpartition('_')[0]}_STATUS"
    if function.rpartition("_")[2] not in {"OK", "STATUS", "WHY"} or status not in REGISTRY:
        return given, frozenset()
    if evaluate(status, given, date1904=date1904) == [["OK"]]:
        for reading in (0.0, None):
            other = [reading if at in zeros else one for at, one in enumerate(given)]
            if evaluate(status, other, date1904=date1904) != [["OK"]]:
                return other, frozenset({ZERO_IN_DECISION})
    return given, frozenset()


def is_truth(vector: Vector) -> bool:
    """Whether a vector wants TRUE or FALSE, which Calc shows as 1 or 0."""
    return REGISTRY[vector.function].returns == "flag" or isinstance(vector.wanted, bool)


def truths_of(vector: Vector, wide: int) -> list[bool]:
    """Which columns of an answer hold TRUE and FALSE."""
    beside = REGISTRY[vector.function].beside
    return [one.returns == "flag" for one in beside] if beside else [is_truth(vector)] * wide


def cell_of(found: Any, is_truth: bool) -> Any:
    """A cell of Calc in the form of a vector: its truths are numbers, its blanks empty texts."""
    if isinstance(found, dict):
        return ERR_504 if found["error"] == 504 else ERROR_OF.get(found["error"], found)
    if found == "":
        return None
    return bool(found) if is_truth and isinstance(found, float) else found
