"""Kept ledgers of former schemas: opened in place, their chains whole, their answers still said.

`tests/data/ledger_schema_2.sql` was written by the program of 29-Nov-2026: a part of the small month closed, a book
with every kind of answer read back, closed again, a second book read back and taken back. Beside it stand the lists of
that program's next close, without their sentences.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from tests.desk.month_fixture import MAKER, OCTOBER, close, read_csv
from tests.desk.test_review import head_of
from tests.ledger.acts import A_TEST
from xl_addin.desk.answers.undo import history, undo
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, open_ledger, tables
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.proof import proof

DATA = Path(__file__).resolve().parent.parent / "data"
KEPT = DATA / "ledger_schema_2"
# sheet -> what stands in one of its rows: the answers that were read back
ANSWERED: dict[str, dict[str, object]] = {
    "Write-offs": {
        "Reason": "FREIGHT",
        "Documents received": "N",
        "AD satisfied": "Y",
        "Suit pending": "Y",
        "Papers": "freight note 12",
        "Remarks": "seen",
    },
    "Small value": {"Importer declaration": "Y", "Remarks": "small one"},
    "Extensions": {
        "Extended to": date(2027, 1, 31),
        "Reason": "CONTRACT_TERMS",
        "Under investigation": "N",
        "AD satisfied": "N",
        "Remarks": "asked on 1-Oct",
    },
    "Follow-up": {"First letter": date(2026, 10, 20), "Registered letter": date(2026, 10, 25)},
    "Referrals": {
        "Regional Office": "Mumbai",
        "Memo number": "M/7",
        "Memo date": date(2026, 10, 22),
        "Memo status": "Sent",
    },
    "Import licence": {
        "Linked with DGFT": "N",
        "Last checked": date(2026, 10, 28),
        "Certificate": "IEC/1",
        "Certificate date": date(2026, 4, 4),
        "Adverse notice": "Y",
    },
}


def restored(path: Path, dump: Path) -> Ledger:
    """A kept ledger as it lay on the disk, opened by this program."""
    with sqlite3.connect(path) as connection:
        connection.executescript(dump.read_text("utf-8"))
    connection.close()
    return open_ledger(str(path))


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kept ledger of schema 2, and the month closed again over it; its files were all taken in before."""
    out = tmp_path_factory.mktemp("kept")
    restored(out / "ledger.sqlite", DATA / "ledger_schema_2.sql").close()
    shutil.copy(out / "ledger.sqlite", out / "opened.sqlite")
    shutil.copy(KEPT / "rates.csv", out / "rates.csv")
    close(out, out)
    return out


TOLD_SINCE = (
    "HS_NOT_KNOWN",
    "MANUAL_BOE_WAITS",
    "RUN_OVERDUE",
    "THIRD_PARTY",
    "EVIDENCE",
)  # findings, and subjects of decisions, that the former program did not know
# Headings that mean something else since: the old date of an extension was the date to be extended, evidence was due on
# the date of the former rules. What they say now is held by test_one_meaning. The extension asks IDPMS too,
# for its bill of entry is a manual one: test_manual_boes. What is open of a bill in one currency stands beside it now.
OTHER_MEANING = {
    "decisions": ("due_date", "old_due_date", "status", "confidence", "currency", "amount"),
    "followups": ("evidence_due", "documents_due"),
}


@pytest.mark.parametrize("name", ["decisions", "findings", "followups", "settlements"])
def test_the_next_close_says_what_the_former_program_said(closed: Path, name: str) -> None:
    kept = read_csv(KEPT / "closed" / f"{name}.csv")
    told = [_comparable(name, row, row) for row in kept]
    now = [_comparable(name, row, kept[0]) for row in read_csv(closed / f"{name}.csv")]
    of_then = [row for row in now if row.get("code", row.get("subject")) not in TOLD_SINCE]
    if name == "decisions":  # serials stand as numbers since, 3 before 13
        of_then, told = sorted(of_then, key=str), sorted(told, key=str)
    assert of_then == told


def _comparable(name: str, row: dict[str, str], headers: Iterable[str]) -> dict[str, str]:
    """A row below the headers of then, without what means something else since."""
    changed = OTHER_MEANING.get(name, ()) if row.get("subject", "EXTENSION") == "EXTENSION" else ()
    return {key: row[key] for key in headers if key not in changed}


@pytest.mark.parametrize("sheet", ANSWERED)
def test_what_people_answered_still_stands_on_the_sheets(closed: Path, sheet: str) -> None:
    page = openpyxl.load_workbook(closed / "closing-2026-10.xlsx")[sheet]
    head = head_of(page, next(iter(reversed(ANSWERED[sheet]))))
    headers = [one.value for one in page[head]]
    rows = (dict(zip(headers, map(plain, row), strict=True)) for row in page.iter_rows(head + 1, values_only=True))
    assert ANSWERED[sheet] in [{header: row[header] for header in ANSWERED[sheet]} for row in rows]


def plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def test_chain_history_and_undo_reach_over_the_change(closed: Path, tmp_path: Path) -> None:
    shutil.copy(closed / "ledger.sqlite", tmp_path / "ledger.sqlite")
    ledger = open_ledger(str(tmp_path / "ledger.sqlite"))
    with ledger.read() as connection:
        assert not check_chain(connection).broken
    acts = history(ledger)
    assert [(act.seq, act.kind) for act in acts if act.undone] == [(6, "REVIEW")]
    count = len([act for act in acts if not act.undone and act.kind != "UNDO"])
    kinds = [undo(ledger, MAKER).kind for _ in range(count)]
    assert kinds[-5:] == ["CLOSE", "REVIEW", "CLOSE", "SETTLE", "TAKE_IN"]
    with ledger.read() as connection:
        assert not check_chain(connection).broken
    with pytest.raises(DeskError, match="nothing to take back"):
        undo(ledger, MAKER)


def test_old_rows_are_proved_with_their_action_and_new_ones_by_themselves(closed: Path) -> None:
    ledger = open_ledger(str(closed / "opened.sqlite"))
    with ledger.read() as connection, pytest.raises(DeskError, match="cannot be proved by itself"):
        proof(connection, tables.orm_events, 1)
    with ledger.step(A_TEST, OCTOBER, MAKER) as step:
        step.add(tables.rates, [{"on": OCTOBER, "currency": "SGD", "inr_per_unit": "70"}])
    with ledger.read() as connection:
        last = connection.execute(select(func.max(tables.rates.c.id))).scalar_one()
        assert proof(connection, tables.rates, last).values == ("2026-10-31", "SGD", "70")
    with sqlite3.connect(closed / "opened.sqlite") as raw:
        raw.execute("DROP TRIGGER facts_no_update")
        raw.execute("UPDATE facts SET ad_satisfied = 1 WHERE id = 1")
    raw.close()
    with ledger.read() as connection:
        assert check_chain(connection).broken == ("action 1 (TAKE_IN, 2026-10): the rows it wrote were changed",)


UNCOVERED = [
    "INSERT INTO answers (seq, item_kind, item_key, fact, value) VALUES (1, 'ORM', 'A1/0009001', 'satisfied', 'Y')",
    "INSERT INTO words (seq, sheet, item_key, name, value) VALUES (8, 'tblWriteOffs', 'A1', 'remarks', 'seen')",
]


@pytest.mark.parametrize("statement", UNCOVERED, ids=["an answer in an old action", "a word in a new action"])
def test_a_row_that_no_hash_covers_is_found_and_not_read(closed: Path, tmp_path: Path, statement: str) -> None:
    shutil.copy(closed / "ledger.sqlite", tmp_path / "ledger.sqlite")
    ledger = open_ledger(str(tmp_path / "ledger.sqlite"))
    with ledger.step(A_TEST, OCTOBER, MAKER) as step:
        assert step.seq == 8
    with sqlite3.connect(tmp_path / "ledger.sqlite") as raw:
        raw.execute(statement)
    raw.close()
    with ledger.read() as connection:
        table = statement.split()[2]
        assert check_chain(connection).broken == (f"1 row(s) of {table} stand in an action of another schema",)


def test_a_word_in_a_column_that_was_added_since_is_found_in_an_old_row(closed: Path, tmp_path: Path) -> None:
    shutil.copy(closed / "opened.sqlite", tmp_path / "ledger.sqlite")
    ledger = open_ledger(str(tmp_path / "ledger.sqlite"))
    with ledger.read() as connection:
        assert {row.swift for row in connection.execute(select(tables.orm_events))} == {""}
    with sqlite3.connect(tmp_path / "ledger.sqlite") as raw:
        raw.execute("DROP TRIGGER orm_events_no_update")
        raw.execute("UPDATE orm_events SET swift = 'XMPLXX00' WHERE seq = 1")
    raw.close()
    with ledger.read() as connection:
        assert check_chain(connection).broken == ("action 1 (TAKE_IN, 2026-10): the rows it wrote were changed",)


@pytest.mark.parametrize("table", ["facts", "words", "answers", "undone"])
def test_a_kept_ledger_refuses_changes_in_every_table(closed: Path, table: str) -> None:
    with sqlite3.connect(closed / "ledger.sqlite") as raw:
        triggers = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    raw.close()
    assert {f"{table}_no_update", f"{table}_no_delete"} <= triggers


def test_a_ledger_of_schema_1_goes_all_the_way(tmp_path: Path) -> None:
    ledger = restored(tmp_path / "old.db", DATA / "ledger_schema_1.sql")
    with ledger.read() as connection:
        assert (check_chain(connection).actions, check_chain(connection).broken) == (2, ())
        assert connection.execute(tables.meta.select().order_by(tables.meta.c.name)).all() == [
            ("schema", "4"),
            ("whole_until", "2"),
        ]
