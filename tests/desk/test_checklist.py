"""The checklist is filled in its cells: who did a task, when, and what shows it; kept by the month and the task."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.acts.test_sign import LAW as SIGNING
from tests.desk.month_fixture import INDIA, MAKER, OCTOBER, SMALL, close, law
from tests.desk.test_review import HEAD, Month, cell
from xl_addin.desk.acts.sign import sign
from xl_addin.desk.lists.checklist import tasks
from xl_addin.desk.month.month import read_month
from xl_addin.desk.month.now import month_now
from xl_addin.domain.dates import moment_of_serial
from xl_addin.domain.errors import DeskError
from xl_addin.ledger.signed import ROLES
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.facts import TASK

SHEET = "Checklist"
AT = datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 - as a cell holds it


@pytest.fixture
def month(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    """The closed small month, in a folder of its own."""
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def fill(month: Month, key: str, **cells: object) -> None:
    def write(book: Any) -> None:
        sheet = book[SHEET]
        at = next(at for at in range(HEAD + 1, sheet.max_row + 1) if cell(sheet, at, "Task key").value == key)
        for header, value in cells.items():
            cell(sheet, at, header.replace("_", " ")).value = value

    month.edit(write)


def said(month: Month, key: str, on: date = OCTOBER) -> dict[str, object]:
    return dict(read_month(month.ledger, on).said(TASK, f"2026-10 {key}"))


def shown(book: Path, key: str) -> dict[str, object]:
    sheet = openpyxl.load_workbook(book)[SHEET]
    heads = [one.value for one in sheet[HEAD]]
    rows = (dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=HEAD + 1, values_only=True))
    return next(row for row in rows if row["Task key"] == key)


def test_a_task_that_is_done_is_kept_and_shown_by_the_next_closing_of_the_month(month: Month) -> None:
    fill(month, "EXTRACTS", Done_by="R. Shah", Done_at=AT, Evidence="Control, all TRUE", Assigned_to="R. Shah")
    read = month.review()
    assert (read.answers, read.findings) == (4, ())
    assert said(month, "EXTRACTS") == {
        "task_done_by": "R. Shah",
        "task_done_at": AT,
        "task_evidence": "Control, all TRUE",
        "task_assigned": "R. Shah",
    }
    month.close()
    there = shown(month.book, "EXTRACTS")
    assert [there[head] for head in ("Done by", "Done at", "Evidence", "Assigned to", "Still lacks")] == [
        "R. Shah",
        AT,
        "Control, all TRUE",
        "R. Shah",
        None,
    ]
    assert (month.review().changed, month.review().findings) == (False, ())


def test_a_book_that_is_read_twice_keeps_nothing_twice(month: Month) -> None:
    fill(month, "MEND", Done_by="R. Shah", Done_at=AT)
    assert month.review().answers == 2
    assert (month.review().changed, month.review().findings) == (False, ())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (AT, AT),
        (date(2026, 11, 2), date(2026, 11, 2)),
        ("02-Nov-2026 09:30", AT),
        ("2026-11-02 09:30:00", AT),
        ("2026-11-02T09:30", AT),
        ("02-Nov-2026", date(2026, 11, 2)),
        (46328.395833333336, AT),  # the number of that moment, where the cell shows no date
        (46328, date(2026, 11, 2)),
    ],
)
def test_a_time_is_read_as_it_was_typed(month: Month, typed: object, kept: object) -> None:
    fill(month, "TIE_OUT", Done_at=typed)
    read = month.review()
    assert (read.answers, read.findings) == (1, ())
    assert said(month, "TIE_OUT") == {"task_done_at": kept}


@pytest.mark.parametrize("typed", ["yesterday", "03/04/2026 09:30", "02-Nov-2026 25:00", "9:30", True, -5])
def test_what_is_no_time_is_told_and_not_taken(month: Month, typed: object) -> None:
    fill(month, "TIE_OUT", Done_at=typed)
    read = month.review()
    assert [(one.code, one.sheet, one.column) for one in read.findings] == [("INPUT_NOT_READ", SHEET, "Done at")]
    assert said(month, "TIE_OUT") == {}


@pytest.mark.parametrize(
    ("cells", "lacks"),
    [
        ({}, "name, time, evidence"),
        ({"Done_by": "A"}, "time, evidence"),
        ({"Done_by": "A", "Evidence": "B"}, "time"),
        ({"Done_by": "A", "Evidence": "B", "Done_at": AT}, ""),
    ],
)
def test_what_a_task_still_lacks_is_named(month: Month, cells: dict[str, object], lacks: str) -> None:
    fill(month, "FACTS", **cells)
    month.review()
    found = {one.key: one for one in tasks(month_now(month.ledger, OCTOBER, law()).closing.told)}
    assert (found["FACTS"].lacks, found["FACTS"].is_open) == (lacks, bool(lacks))
    assert not found["SIGN_OFF"].is_open


def test_the_next_month_begins_with_tasks_of_its_own(month: Month) -> None:
    fill(month, "EXTRACTS", Done_by="R. Shah")
    month.review()
    month.close()
    later = Actor("maker1", datetime(2026, 12, 1, 9, 30, tzinfo=INDIA))
    closed = close(SMALL, month.out.parent / "next", date(2026, 11, 30), month.out / "ledger.sqlite", later)
    assert shown(closed.workbook, "EXTRACTS")["Done by"] is None
    assert said(month, "EXTRACTS", date(2026, 11, 30)) == {"task_done_by": "R. Shah"}


def test_a_cleared_cell_withdraws_what_was_said(month: Month) -> None:
    fill(month, "EXTRACTS", Done_by="R. Shah")
    month.review()
    month.close()
    fill(month, "EXTRACTS", Done_by=None)
    assert month.review().withdrawn == 1
    assert said(month, "EXTRACTS") == {}


@pytest.mark.parametrize(
    ("serial", "moment"),
    [
        (46328.0, date(2026, 11, 2)),
        (46328.395833333336, AT),
        (46328.999999, datetime(2026, 11, 2, 23, 59, 59)),  # noqa: DTZ001
        (46328.00001157407, datetime(2026, 11, 2, 0, 0, 1)),  # noqa: DTZ001
    ],
)
def test_the_moment_of_a_number(serial: float, moment: date) -> None:
    assert moment_of_serial(serial) == moment


def test_a_task_of_a_signed_month_does_not_change(month: Month) -> None:
    for role, name in zip(ROLES, ("maker1", "checker1", "head1"), strict=True):
        signed = sign(month.ledger, OCTOBER, SIGNING, replace(MAKER, user=name), role, reason="kept elsewhere")
        assert {"EXTRACTS", "MEND", "TIE_OUT"} <= {*signed.tasks_open}
    month.close()  # made anew, as sign makes it
    fill(month, "EXTRACTS", Done_by="R. Shah")
    with pytest.raises(DeskError, match="is signed"):
        month.review()
    assert said(month, "EXTRACTS") == {}
