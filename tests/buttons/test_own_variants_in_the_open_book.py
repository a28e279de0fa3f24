"""What a blue cell reads or tells, the open month book does too: the same hands, the button instead of the command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.buttons.sample_desk import Row, SampleDesk
from tests.desk.test_own_variants_of_cells import DAYS, FLAGS, WORDS
from xl_addin.domain.dates import day_of_serial

Cases = Mapping[str, tuple[Any, Any]]
COLUMNS: tuple[tuple[str, str, Cases], ...] = (
    ("tblWriteOffs", "Reason", WORDS),
    ("tblWriteOffs", "Documents received", FLAGS),
    ("tblExtensions", "Contract due", DAYS),
)


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    """To be copied only."""
    found = SampleDesk(tmp_path_factory.mktemp("matched"))
    found.press("take_in", "match", "decide")
    return found


def _is_cell(value: object) -> bool:
    """A formula and a moment have tests of their own."""
    return isinstance(value, str | int | float | date) and not isinstance(value, datetime) and str(value)[0] != "="


@pytest.mark.parametrize(
    ("table", "header", "typed", "read"),
    [
        pytest.param(table, header, typed, read, id=f"{header}: {name}")
        for table, header, cases in COLUMNS
        for name, (typed, read) in cases.items()
        if _is_cell(typed)
    ],
)
def test_the_button_reads_a_cell_or_tells_it(
    matched: SampleDesk, tmp_path: Path, table: str, header: str, typed: Any, read: Any
) -> None:
    desk = matched.copied(tmp_path)
    desk.book.put(table, 0, header, typed)
    key = _named(desk.rows(table)[0])
    desk.press("review")
    shown = next(row[header] for row in desk.rows(table) if _named(row) == key)
    told = [row for row in desk.rows("tblExceptions") if row["Code"] == "INPUT_NOT_READ"]
    assert [row["Column"] for row in told] == ([header] if read is None else [])
    if read is not None:
        assert (day_of_serial(shown) if isinstance(read, date) else shown) == read  # type: ignore[arg-type]


def _named(row: Row) -> tuple[object, ...]:
    return tuple(row.get(one) for one in ("ORM number", "AD code", "BoE number", "BoE date", "Port", "Serial"))
