"""What a blue cell reads or tells, a file of answers that comes back does too, but for what a column declares.

The column of a file has its declared order, day first, and its flags their register; a cell has neither.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.desk.month_fixture import OCTOBER
from tests.desk.test_own_variants_of_cells import DAYS, FLAGS, WORDS
from xl_addin.desk.answers.from_file import answers_in
from xl_addin.desk.intake.read_sources import NO_WORD
from xl_addin.desk.month.month import Month, read_month
from xl_addin.domain.records import BoeInvoice
from xl_addin.ledger import open_ledger
from xl_addin.rulebook.facts import BOE, INVOICE

Cases = Mapping[str, tuple[Any, Any]]
# fact, its column in the file, what it is said of, the cases
COLUMNS: tuple[tuple[str, str, str, Cases], ...] = (
    ("reason", "difference_reason", INVOICE, WORDS),
    ("documents", "documents_received", INVOICE, FLAGS),
    ("contract_due", "contract_due_date", BOE, DAYS),
)
DECLARED = {
    ("contract_due", "01/03/2027"): date(2027, 3, 1),
    ("contract_due", "1/3/27"): date(2027, 3, 1),
    ("contract_due", "46447"): date(2027, 3, 1),  # in a column of days digits alone are a day (decision 24)
    ("contract_due", "46447.5"): None,
    ("documents", "1"): "Y",
    ("documents", "0"): "N",
}


def _is_cell(value: object) -> bool:
    """A formula and a moment are nothing that stands in a file of text."""
    return isinstance(value, str | int | float | date) and not isinstance(value, datetime) and str(value)[0] != "="


@pytest.fixture(scope="module")
def small(small_out: Path) -> Month:
    """The closed small month, to be looked at."""
    ledger = open_ledger(str(small_out / "ledger.sqlite"))
    try:
        return read_month(ledger, OCTOBER)
    finally:
        ledger.close()


def _unanswered(month: Month, fact: str, about: str) -> BoeInvoice:
    """An open invoice of which nobody has answered the fact."""
    for item in month.items:
        if isinstance(item.record, BoeInvoice) and item.is_live and item.outstanding_minor > 0:
            key = item.record.boe_key if about == BOE else item.key
            if month.said(about, key).get(fact) is None:
                return item.record
    raise AssertionError(f"every {fact} is answered")


def _text(value: Any) -> str:
    """As a program writes the cell into a file of text."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def _row(one: BoeInvoice, about: str) -> dict[str, object]:
    kind, serial = ("BOE", "") if about == BOE else ("INV", one.serial)
    return {
        "item_kind": kind,
        "bill_of_entry_number": one.boe_number,
        "bill_of_entry_date": f"{one.boe_date:%d/%m/%Y}",
        "port_of_discharge": one.port_code,
        "invoice_serial": serial,
    }


@pytest.mark.parametrize(
    ("fact", "column", "about", "typed", "read"),
    [
        pytest.param(fact, column, about, typed, read, id=f"{column}: {name}")
        for fact, column, about, cases in COLUMNS
        for name, (typed, read) in cases.items()
        if _is_cell(typed)
    ],
)
def test_a_file_that_comes_back_reads_it_or_tells_it(
    small: Month, tmp_path: Path, fact: str, column: str, about: str, typed: Any, read: Any
) -> None:
    row = {**_row(_unanswered(small, fact, about), about), column: _text(typed)}
    file = tmp_path / "back.csv"
    with file.open("w", encoding="utf-8", newline="") as write:
        out = csv.DictWriter(write, row)
        out.writeheader()
        out.writerow(row)
    found = answers_in(file, small, OCTOBER, NO_WORD)
    wanted = DECLARED.get((fact, _text(typed)), read)
    assert [(one.fact, one.value) for one in found.answers] == ([] if wanted is None else [(fact, str(wanted))])
    assert [one.column for one in found.findings] == ([column] if wanted is None else [])
