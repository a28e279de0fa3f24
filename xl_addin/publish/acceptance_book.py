"""workbooks/udf_acceptance.xlsx: every golden vector as a live formula that says PASS or FAIL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from udfs._registry import REGISTRY, Cell, CellError, Missing
from xl_addin.hosts.trial import Trial
from xl_addin.publish.acceptance import check
from xl_addin.publish.formula import constant, written
from xl_addin.publish.kept import kept
from xl_addin.publish.sheets import Book, height, reference, write_cached

TESTS, DATA, TABLES = "Tests", "Data", "Tables"
HEADS = ("No.", "Function", "Case", "Formula", "Shows", "Must", "Expected", "Result", "In Calc")
WIDTHS = (6.0, 24.0, 40.0, 58.0, 46.0, 11.0, 34.0, 12.0, 22.0)
HEAD_ROW, COUNT_ROW = 5, 3
HOST = f"$G${COUNT_ROW + 1}"
# Excel says pcdos or mac; Calc says WNT, LINUX or another.
_WHICH_HOST = '=IF(OR(INFO("system")="pcdos",INFO("system")="mac"),"Excel","Calc")'


class _Desk:
    """The book as it grows: where the next range of arguments and the next table of answers go."""

    def __init__(self, book: Book, date1904: bool) -> None:
        self.book, self.date1904 = book, date1904
        what = "Ranges, blanks and long texts that the formulas of the sheet Tests refer to."
        self.tests = book.page(TESTS, WIDTHS, "Acceptance of the worksheet functions", ("", ""))
        self.data = book.page(DATA, [16.0] * 12, DATA, (what,))
        self.tables = book.page(
            TABLES, [16.0] * 24, TABLES, ("Answers that spill (left), and what they must be (right).",)
        )
        self.data_row = self.table_row = 3
        self.places: dict[Any, str] = {}

    def argument(self, one: Any) -> str:
        """An argument as the formula spells it; on the data sheet what only a cell holds, and what Calc would not
        tell from a blank: FALSE and 0, given alone."""
        if not isinstance(one, tuple) and one is not None and (one or isinstance(one, str | Missing)):
            try:
                return constant(one)
            except ValueError:
                pass
        if repr(one) not in self.places:
            self.places[repr(one)] = self._placed(one if isinstance(one, tuple) else ((one,),))
        return self.places[repr(one)]

    def _placed(self, rows: Sequence[Sequence[Any]]) -> str:
        """Puts a range on the data sheet; gives its reference."""
        top, last = self.data_row, (self.data_row + len(rows) - 1, len(rows[0]) - 1)
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                self.put(self.data, top + down, across, cell)
        self.data_row += len(rows) + 1
        return reference(DATA, (top, 0), last)

    def put(self, page: Any, row: int, column: int, cell: Any) -> None:
        if cell is None:
            return
        if isinstance(cell, date):
            page.write_datetime(row, column, cell, self.book["date"])
        elif cell == "" and isinstance(cell, str):
            page.write_formula(row, column, '=""', self.book["text"], "")
        else:
            write_cached(page, row, column, cell, self.book["text"])

    def expect(self, row: int, trial: Trial) -> None:
        """What must show, as a person reads it and as the check compares it."""
        wanted = trial.says or trial.expected
        if wanted is None or isinstance(wanted, CellError):
            self.tests.write_string(row, 6, wanted or "(blank)", self.book["quiet"])
        else:
            self.put(self.tests, row, 6, wanted)


def write_acceptance(target: Any, trials: Sequence[Trial], *, date1904: bool = False) -> None:
    """Writes the workbook to a path or a buffer."""
    book = Book(target, "Import Desk: acceptance of the worksheet functions", date1904=date1904)
    desk = _Desk(book, date1904)
    for column, head in enumerate(HEADS):
        desk.tests.write_string(HEAD_ROW, column, head, book["head"])
    for number, trial in enumerate(trials, 1):
        _row(desk, HEAD_ROW + number, number, trial)
    _overall(desk, trials)
    book.close()


def _row(desk: _Desk, row: int, number: int, trial: Trial) -> None:
    book, page = desk.book, desk.tests
    formula, answer = (
        written(trial.function, [desk.argument(one) for one in trial.given]),
        kept(trial.answer(desk.date1904)),
    )
    must, verdict = check(trial)
    page.write_number(row, 0, number, book["number"])
    texts = (trial.function, trial.case, formula, must, trial.excel_only)
    for column, text, style in zip((1, 2, 3, 5, 8), texts, ("name", "text", "formula", "text", "quiet"), strict=True):
        page.write_string(row, column, text, book[style])
    wanted = "" if trial.is_table else trial.says or str(trial.expected)
    page.set_row(
        row,
        height(
            [(trial.case, WIDTHS[2]), (formula, WIDTHS[3] * 0.82), (wanted, WIDTHS[6]), (trial.excel_only, WIDTHS[8])]
        ),
    )
    if trial.is_table:
        verdict = _table(desk, row, formula, trial, answer)
    else:
        book.live(page, (row, 4), formula, answer, REGISTRY[trial.function].returns)
        desk.expect(row, trial)
    verdict = verdict.format(shows=xl_rowcol_to_cell(row, 4), wants=xl_rowcol_to_cell(row, 6))
    if trial.excel_only:
        verdict = f'IF({HOST}="Calc","EXCEL ONLY",{verdict})'
    result = "PASS" if trial.is_met(desk.date1904) else "FAIL"
    if trial.is_table:
        page.write_array_formula(row, 7, row, 7, f"={verdict}", book["name"], result)
    else:
        page.write_formula(row, 7, f"={verdict}", book["name"], result)


def _table(desk: _Desk, row: int, formula: str, trial: Trial, answer: list[list[Cell]]) -> str:
    """An answer of several cells beside what it must be; gives the formula of the check."""
    tall, wide = len(trial.expected), len(trial.expected[0])
    top, returns = desk.table_row, REGISTRY[trial.function].returns
    kept: list[list[Cell]] = [[None] * wide for _ in range(tall)]
    for down, line in enumerate(trial.expected):
        for across, wanted in enumerate(line):
            desk.put(desk.tables, top + down, wide + 1 + across, wanted)
            if down < len(answer) and across < len(answer[down]):
                kept[down][across] = answer[down][across]
    desk.book.live(desk.tables, (top, 0), formula, kept, returns)
    desk.table_row += tall + 1
    last = top + tall - 1
    shows, wants = reference(TABLES, (top, 0), (last, wide - 1)), reference(TABLES, (top, wide + 1), (last, 2 * wide))
    for column, place in ((4, shows), (6, wants)):
        desk.tests.write_string(row, column, f"see {place}".replace("$", ""), desk.book["quiet"])
    # Calc finds no two texts of ranges equal by "=", and its TRUE is a number.
    same = f"EXACT({shows},{wants})+ISNUMBER({shows})*({shows}={wants})>0"
    same_error = f"IFERROR(ERROR.TYPE({shows})=ERROR.TYPE({wants}),FALSE)"
    return f'IF(SUMPRODUCT(--IFERROR({same},{same_error}))={tall * wide},"PASS","FAIL")'


def _overall(desk: _Desk, trials: Sequence[Trial]) -> None:
    book, page, count = desk.book, desk.tests, len(trials)
    lines = (
        f"{count} formulas; this book counts days from {'1904' if desk.date1904 else '1900'}. "
        "#NAME? means that the add-in is not loaded; a viewer shows the answers kept when this book was made.",
        "Every row must say PASS. Calc cannot hand over some arguments as Excel does: there those rows say EXCEL ONLY.",
    )
    for row, line in enumerate(lines, 1):
        page.write_string(row, 0, line, book["what" if row == 1 else "todo"])
    results = f"$H${HEAD_ROW + 2}:$H${HEAD_ROW + 1 + count}"
    passed, spared = f'COUNTIF({results},"PASS")', f'COUNTIF({results},"EXCEL ONLY")'
    page.write_string(COUNT_ROW, 1, "Overall", book["big"])
    formula = f'=IF({passed}+{spared}={count},"ALL "&{passed}&" PASS",{passed}&" of "&({count}-{spared})&" PASS")'
    kept = sum(trial.is_met(desk.date1904) for trial in trials)
    page.write_formula(
        COUNT_ROW, 2, formula, book["big"], f"ALL {count} PASS" if kept == count else f"{kept} of {count} PASS"
    )
    page.write_string(COUNT_ROW, 5, "Host", book["big"])
    page.write_formula(COUNT_ROW, 6, _WHICH_HOST, book["big"], "Excel")
    _dress(book, page, results, count)


def _dress(book: Book, page: Any, results: str, count: int) -> None:
    """Colours, filter, what stays in view."""
    for place, criteria, word, style in (
        (results, "begins with", "PASS", "good"),
        (results, "begins with", "FAIL", "bad"),
        (f"$C${COUNT_ROW + 1}", "begins with", "ALL", "good"),
        (f"$C${COUNT_ROW + 1}", "not containing", "ALL", "bad"),
    ):
        rule = {"type": "text", "criteria": criteria, "value": word, "format": book[style]}
        page.conditional_format(place.replace("$", ""), rule)
    page.autofilter(HEAD_ROW, 0, HEAD_ROW + count, len(HEADS) - 1)
    page.freeze_panes(HEAD_ROW + 1, 2)
    page.repeat_rows(HEAD_ROW)
