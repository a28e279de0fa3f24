"""Capital goods have another clock: who says what of an advance, and what is asked where nobody does. Rules 5.7."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from tests.desk.intake.desk_folder import IMPORTER, csv_text, orm
from tests.desk.month_fixture import OCTOBER, close
from tests.desk.test_review import HEAD, cell
from xl_addin.desk.close.close_month import Closed
from xl_addin.desk.month.case import ADVANCE, FOLLOWUP, Case

SEPTEMBER = date(2026, 9, 30)
NUMBER = "IBA26010000001"
NEED, DIFFER = "NEED_CAPITAL_GOODS", "CAPITAL_GOODS_DIFFER"


class Row(NamedTuple):
    """What the message and the desk say; the stage on 30-Sep-2026, the day of evidence, the findings of both lists."""

    message: str
    desk: str
    stage: str
    evidence: tuple[str, date | None]
    found: str = ""
    purpose: str = "S0101"


# Paid on 5-Jan-2026: + 6 months is 5-Jul-2026, the second mark; + 36 months is 5-Jan-2029.
OTHER, CAPITAL = date(2026, 7, 5), date(2029, 1, 5)
ROWS = {
    "nobody says it: counted as other goods, and asked": Row("", "", "DEFAULT", ("CHECK", OTHER), NEED),
    "the message says no": Row("N", "", "DEFAULT", ("OK", OTHER)),
    "the message says yes": Row("Y", "", "WITHIN_3_MONTHS", ("OK", CAPITAL)),
    "the desk says no": Row("", "N", "DEFAULT", ("OK", OTHER)),
    "the desk says yes": Row("", "Y", "WITHIN_3_MONTHS", ("OK", CAPITAL)),
    "both say yes": Row("Y", "Y", "WITHIN_3_MONTHS", ("OK", CAPITAL)),
    "the message says no, the desk yes": Row("N", "Y", "DEFAULT", ("OK", OTHER), DIFFER),
    "the message says yes, the desk no": Row("Y", "N", "WITHIN_3_MONTHS", ("OK", CAPITAL), DIFFER),
    "no advance: never asked": Row("", "", "DEFAULT", ("", None), "", "S0102"),
    "no advance, capital goods: the ladder counts from the remittance": Row(
        "Y", "", "DEFAULT", ("", None), "", "S0102"
    ),
}


def closed(folder: Path, row: Row, as_on: date = SEPTEMBER) -> Closed:
    source = folder / "extracts"
    source.mkdir(parents=True)
    fact = {"item_kind": "ORM", "outward_reference_number": NUMBER, "capital_goods": row.desk}
    files = {
        "orm.csv": csv_text([orm(number=NUMBER, paid="05/01/2026", purpose=row.purpose, flag=row.message)]),
        "facts.csv": csv_text([fact]),
        "importers.csv": csv_text([IMPORTER]),
        "rates.csv": "date,currency,inr_per_unit\n2026-09-29,USD,88\n2026-10-30,USD,88\n",
    }
    for name, content in files.items():
        (source / name).write_text(content, "utf-8")
    return close(source, folder / "out", as_on)


def of(month: Closed, subject: str) -> Case:
    return next(case for case in month.closing.told.cases if case.subject == subject)


@pytest.mark.parametrize("name", ROWS)
def test_the_clock_of_an_advance_is_that_of_its_goods(tmp_path: Path, name: str) -> None:
    row = ROWS[name]
    month = closed(tmp_path, row)
    follow = of(month, FOLLOWUP)
    assert follow.decision.status == row.stage
    assert [one for one in follow.decision.findings if one in (NEED, DIFFER)] == row.found.split()
    if row.purpose == "S0101":
        advance = of(month, ADVANCE)
        assert (advance.decision.status, advance.due_date) == row.evidence
        assert [one for one in advance.decision.findings if one in (NEED, DIFFER)] == row.found.split()


def test_after_the_switch_the_breach_stays_told_and_the_fact_is_asked(tmp_path: Path) -> None:
    """A breach does not disappear for a fact that nobody has given; the sentence says what it would be."""
    month = closed(tmp_path, ROWS["nobody says it: counted as other goods, and asked"], OCTOBER)
    follow = of(month, FOLLOWUP)
    assert follow.decision.findings == ("BREACH_BEFORE_SWITCH", "NO_REGISTERED_LETTER", NEED)
    assert "capital_goods is not given (are these capital goods?)" in follow.decision.why
    assert "evidence is due by 2029-01-05" in follow.decision.why
    assert follow.old_due_date == of(month, ADVANCE).old_due_date == OTHER


def test_the_answer_has_a_cell_on_advances(tmp_path: Path) -> None:
    closed(tmp_path, ROWS["the desk says yes"])
    book = openpyxl.load_workbook(next((tmp_path / "out").glob("closing-*.xlsx")))
    asked = cell(book["Advances"], HEAD + 1, "Capital goods")
    assert (asked.value, asked.protection.locked) == ("Y", False)
