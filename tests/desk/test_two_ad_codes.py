"""An ORM is known by its number and its AD code: two remittances of one number share neither facts nor decisions."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.desk.intake.desk_folder import IMPORTER, OCTOBER, Desk, boe, csv_text, orm
from tests.desk.month_fixture import SMALL, close, law
from xl_addin.desk.answers.explain import explain
from xl_addin.desk.answers.facts import answers_given, asked_in
from xl_addin.desk.close.findings import fact_ambiguous, fact_without_item
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.month import own_ad_code, read_month
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.month.settle_frames import orm_frame
from xl_addin.workbook.books.inputs import read_inputs
from xl_addin.workbook.books.port import BookLists, SheetTable
from xl_addin.workbook.books.typed import Inputs
from xl_addin.workbook.lists import Filled
from xl_addin.workbook.month.keep import Kept, block
from xl_addin.workbook.month.rows import table_rows

NUMBER, OWN, OTHER = "IBA26100000001", "0009001", "0009002"
SAYS = {"item_kind": "ORM", "outward_reference_number": NUMBER, "registered_letter_date": "20/10/2026"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def two_remittances(**other: str) -> list[dict[str, str]]:
    """One number under two AD codes: an advance of January, long overdue, and one of October."""
    first = orm(ad=OWN, purpose="S0101", paid="05/01/2026")
    return [first, orm(ad=OTHER, purpose="S0101", paid="20/10/2026", amount="77.00", **other)]


def now_of(desk: Desk) -> Now:
    return month_now(desk.ledger, OCTOBER, law())


def by_ad(orms: Filled[Any], header: str) -> dict[str, Any]:
    return dict(zip(orms["AD code"], orms[header], strict=True))


def test_each_remittance_has_the_evidence_date_of_its_own_payment(desk: Desk) -> None:
    desk.take({"orm.csv": csv_text(two_remittances())})
    orms = now_of(desk).lists["tblOrm"]
    # Six months from 5-Jan-2026 by the Master Direction; from October on the bank's policy says, and here it is empty.
    assert by_ad(orms, "Old due date") == {OWN: date(2026, 7, 5), OTHER: None}
    assert by_ad(orms, "Evidence due") == {OWN: None, OTHER: None}


def test_the_list_of_follow_ups_gives_each_its_own_reason(desk: Desk, tmp_path: Path) -> None:
    source = desk.folder({"orm.csv": csv_text(two_remittances()), "rates.csv": (SMALL / "rates.csv").read_text()})
    close(source, tmp_path / "out")
    with (tmp_path / "out" / "followups.csv").open(encoding="utf-8-sig", newline="") as handle:
        told = {row["payment_date"]: row["why"] for row in csv.DictReader(handle)}
    assert "2026-01-05" in told["2026-01-05"]
    assert "2026-10-20" in told["2026-10-20"]


def test_explaining_one_remittance_tells_its_own_decisions_only(desk: Desk) -> None:
    desk.take({"orm.csv": csv_text(two_remittances())})
    lines = "\n".join(explain(desk.ledger, now_of(desk), f"{NUMBER}/{OTHER}"))
    assert "20-Oct-2026" in lines
    assert "05-Jan-2026" not in lines


def test_facts_on_a_shared_number_are_used_for_neither_and_told(desk: Desk) -> None:
    facts = [{**SAYS, "deal_rate": "83.5"}]
    desk.take({"orm.csv": csv_text(two_remittances()), "facts.csv": csv_text(facts)})
    month = read_month(desk.ledger, OCTOBER)
    assert list(orm_frame(month)["deal_rate"]) == ["", ""]
    assert all(not case.item.answers.get("registered_letter_date") for case in decide(month, law()))
    (told,) = fact_ambiguous(month)
    assert (told.code, told.severity, told.source) == ("FACT_AMBIGUOUS", "WARN", "facts")
    assert f"ORM {NUMBER}" in told.found
    assert f"{OWN} and {OTHER}" in told.expected
    assert fact_without_item(month) == []


def test_facts_go_to_the_live_remittance_where_the_other_one_was_cancelled(desk: Desk) -> None:
    desk.take(
        {
            "orm.csv": csv_text([*two_remittances(), {**two_remittances()[0], "recordIndicator": "3"}]),
            "facts.csv": csv_text([SAYS]),
        }
    )
    month = read_month(desk.ledger, OCTOBER)
    assert fact_ambiguous(month) == []
    (case,) = [case for case in decide(month, law()) if case.subject == "FOLLOWUP"]
    assert (case.orm_ad_code, str(case.item.answers["registered_letter_date"])) == (OTHER, "2026-10-20")


def test_facts_on_one_remittance_are_used_as_ever(desk: Desk) -> None:
    desk.take({"orm.csv": csv_text([orm()]), "facts.csv": csv_text([SAYS])})
    month = read_month(desk.ledger, OCTOBER)
    assert fact_ambiguous(month) == []
    assert month.said("ORM", f"{NUMBER}/{OWN}")["registered_letter_date"] == date(2026, 10, 20)


def with_answer(now: Now, table: str, ad: str, header: str, value: str) -> Inputs:
    """What is read back from a list of the month with `value` in one column of the row of an AD code."""
    filled = now.lists[table]
    headers = [column.header for column in filled.table.columns]
    at, code = headers.index(header), headers.index("AD code")
    rows = [(*row[:at], value, *row[at + 1 :]) if row[code] == ad else row for row in table_rows(filled)]
    sheet = SheetTable(table, "Sheet", tuple(headers), tuple(rows), 5)
    return read_inputs("book", BookLists((sheet,)), now.lists, as_on=OCTOBER)


@pytest.mark.parametrize("table", ["tblAdvances", "tblFollowUp"])
@pytest.mark.parametrize("ad", [OWN, OTHER])
def test_an_answer_in_a_row_of_a_shared_number_is_that_of_its_own_ad_code(desk: Desk, table: str, ad: str) -> None:
    desk.take({"orm.csv": csv_text(two_remittances())})
    now = now_of(desk)
    read = with_answer(now, table, ad, "Remarks", "asked on the telephone")
    assert read.findings == ()
    answers, _ = answers_given(asked_in(read.changes), "book")
    assert [(one.item_key, one.value) for one in answers] == [(f"{NUMBER}/{ad}", "asked on the telephone")]


def test_notes_in_a_column_of_ones_own_stay_with_the_ad_code_of_their_row(desk: Desk) -> None:
    desk.take({"orm.csv": csv_text(two_remittances())})
    filled = now_of(desk).lists["tblOrm"]
    headers = [column.header for column in filled.table.columns]
    code = headers.index("AD code")
    rows = tuple((*row, f"note of {row[code]}") for row in reversed(table_rows(filled)))
    sheet = SheetTable("tblOrm", "ORM", (*headers, "My notes"), rows, 5)
    made = block("book", sheet, filled, Kept(), date1904=False)
    assert [row[-1] for row in made.rows] == [f"note of {row[code]}" for row in made.rows]
    assert len(made.rows) == 2


# ---- the desk's own AD code


def own(desk: Desk, *ads: str) -> str:
    desk.take({"orm.csv": csv_text([orm(number=f"IBA2610000000{at}", ad=ad) for at, ad in enumerate(ads, 1)])})
    return own_ad_code(read_month(desk.ledger, OCTOBER))


def test_the_own_code_is_that_of_most_remittances(desk: Desk) -> None:
    assert own(desk, OWN, OTHER, OTHER) == OTHER


@pytest.mark.parametrize("ads", [(OWN, OTHER), (OTHER, OWN)])
def test_of_two_codes_with_equally_many_remittances_the_lower_one_is_the_own(desk: Desk, ads: tuple[str, ...]) -> None:
    assert own(desk, *ads) == OWN


def test_many_bills_of_entry_of_another_bank_do_not_change_the_own_code(desk: Desk) -> None:
    desk.boes(boe(ad=OTHER), boe(number="0052546", ad=OTHER))
    assert own(desk, OWN) == OWN


def test_a_cancelled_remittance_does_not_count(desk: Desk) -> None:
    gone = orm(number="IBA26100000009", ad=OTHER)
    desk.take({"orm-1.csv": csv_text([gone, orm(number="IBA26100000008", ad=OTHER), {**gone, "recordIndicator": "3"}])})
    assert own(desk, OWN, OWN) == OWN


CLOSE = """
import sys
from datetime import date
from pathlib import Path
from tests.desk.month_fixture import close
close(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_the_order_in_which_sets_are_walked_through_changes_no_list(desk: Desk, tmp_path: Path) -> None:
    """Closed under several hash seeds: two AD codes stand equally often, and one number under both."""
    facts = [SAYS, {**SAYS, "outward_reference_number": "NONE26"}]
    files = {
        "orm.csv": csv_text([*two_remittances(), orm(number="IBA26100000002", ad=OTHER), orm(number="IBA3", ad=OWN)]),
        "facts.csv": csv_text(facts, dict.fromkeys([*SAYS, "bill_of_entry_number"])),
        "importers.csv": csv_text([IMPORTER]),
    }
    source, lists = desk.folder(files), []
    for seed in ("0", "1", "2"):
        out = tmp_path / f"out{seed}"
        command = [sys.executable, "-c", CLOSE, str(source), str(out)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[2])
        lists.append({path.name: path.read_bytes() for path in sorted(out.glob("*.csv"))})
    assert len(lists[0]) == 7
    assert lists[0] == lists[1] == lists[2]
