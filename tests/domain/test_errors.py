"""What a person is told when a command cannot go on or a cell cannot be read, and which finding comes first."""

from __future__ import annotations

from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.findings import Finding, Severity, worst_first


def test_a_command_that_cannot_go_on_says_what_where_and_what_to_do_line_by_line() -> None:
    error = DeskError("The book is open.", "File close.xlsx.", "Close it and run again.")
    assert str(error) == "The book is open.\nFile close.xlsx.\nClose it and run again."
    assert (error.what, error.where, error.todo) == (
        "The book is open.",
        "File close.xlsx.",
        "Close it and run again.",
    )
    assert error.args == ("The book is open.",)


def test_a_part_that_is_not_known_leaves_no_empty_line() -> None:
    error = DeskError("The book is open.")
    assert (str(error), error.where, error.todo) == ("The book is open.", "", "")
    assert str(DeskError("The book is open.", todo="Close it.")) == "The book is open.\nClose it."


def test_a_refused_cell_says_what_was_found_and_expected() -> None:
    refused = ValueRefused(7, "a date")
    assert str(refused) == "found 7; expected a date"
    assert (refused.found, refused.expected, refused.action) == ("7", "a date", "")


def test_findings_are_listed_by_weight_then_code_source_row_column_and_what_was_found() -> None:
    def one(severity: Severity, *place: str, row: int = 0, column: str = "", found: str = "") -> Finding:
        code, source = place
        return Finding(code, severity, source, found, "", "", row=row, column=column)

    wanted = [
        one(Severity.BLOCK, "Z", "z.csv"),
        one(Severity.WARN, "A", "b.csv", row=9),
        one(Severity.WARN, "B", "a.csv", row=9),
        one(Severity.WARN, "B", "b.csv", row=2, column="z"),
        one(Severity.WARN, "B", "b.csv", row=10, column="a", found="z"),
        one(Severity.WARN, "B", "b.csv", row=10, column="b", found="a"),
        one(Severity.WARN, "B", "b.csv", row=10, column="b", found="b"),
        one(Severity.INFO, "A", "a.csv"),
    ]
    listed = wanted[::-1]
    assert sorted(listed, key=worst_first) == wanted
