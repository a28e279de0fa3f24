"""The database's own canonical text of rows: giving the hash of the act it proves the rows, else it is not asked."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from xl_addin.ledger import Ledger, chain, merkle, open_ledger, tables
from xl_addin.ledger.acts import TAKE_IN
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.payload import canonical, covered, fast_payload_hash, leaves, payload_hash
from xl_addin.ledger.store import Actor

DAY, WHO = date(2026, 10, 31), Actor("maker", datetime(2026, 10, 31, 18, 0))  # noqa: DTZ001 - the desk's clock reading
TEXTS = [
    "",
    "plain",
    'a "quotation" and a \\ backslash / slash',
    "tab\tline\nreturn\rbell\x07 form\x0c back\x08 escape\x1b delete\x7f",
    "नमस्ते ₹ 1,00,000 – ü ß 漢字",
    "😀 beyond the first plane",
    "\u2028\u2029\ufeff",
    '["files","x"],["files',
    "null",
    "true",
    "12",
    "0012",
    "'; DROP TABLE files; --",
    "x" * 10_000,
    "ended\x00not ended",
]


def told(ledger: Ledger, rows: list[dict[str, Any]]) -> int:
    with ledger.step(TAKE_IN, DAY, WHO) as step:
        step.add(tables.importers, rows)
        return step.seq


def importer(name: str, **more: Any) -> dict[str, Any]:
    return {"iec": "0388000037", "name": name, "address": "", "pan": "", **more}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(str(tmp_path / "ledger.sqlite"))


FACTS = [
    {"suit_pending": None, "iec_last_updated": None},
    {"suit_pending": True, "iec_last_updated": date(2026, 4, 1)},
    {"suit_pending": False, "remittances_usd_fy_minus_1": "0.10"},
]


def test_it_is_the_hash_that_the_act_was_written_with(ledger: Ledger) -> None:
    """Whatever stands in a text; yes, no and unknown; days and blanks; no row at all."""
    seqs = [told(ledger, [importer(text, **more) for more in FACTS]) for text in TEXTS]
    seqs += [told(ledger, []), told(ledger, [importer(text) for text in TEXTS])]
    with ledger.read() as connection:
        for seq in seqs:
            assert fast_payload_hash(connection, seq) == payload_hash(connection, seq)
        assert check_chain(connection).broken == ()


PAID = {
    **dict.fromkeys(("event", "orm_key", "orm_number", "ad_code", "iec", "importer_name", "currency"), "x"),
    **{"payment_date": DAY, "is_capital_goods": None, "purpose_code": "S0101", "beneficiary": "", "remarks": "last"},
}
ADDED = [{}, {"swift": "UTOPJPJT"}, {"beneficiary_account": "0012"}, {"payment_terms": "3"}]


def paid(ledger: Ledger, more: dict[str, str]) -> int:
    with ledger.step(TAKE_IN, DAY, WHO) as step:
        step.add(tables.orm_events, [{**PAID, **more}, PAID])
        return step.seq


def test_columns_that_were_added_are_hashed_only_where_they_say_something(ledger: Ledger) -> None:
    """A row of before has the hash that it always had: over its thirteen values and event and key."""
    seqs = [paid(ledger, more) for more in ADDED]
    with ledger.read() as connection:
        for seq, more in zip(seqs, ADDED, strict=True):
            assert fast_payload_hash(connection, seq) == payload_hash(connection, seq)
            first, second = leaves(connection, seq)
            before = ["x", "x", "x", "x", "x", "x", "2026-10-31", "x", 0, 0, "S0101", None, "", "", "last"]
            assert second == merkle.leaf(canonical(["orm_events", *before]))
            told = [more.get(name, "") for name in ("swift", "beneficiary_account", "payment_terms")]
            assert (first == second) is (not more)
            assert first == merkle.leaf(canonical(["orm_events", *before, *(told if more else ())]))
        assert check_chain(connection).broken == ()


@pytest.mark.parametrize("name", ["swift", "beneficiary_account", "payment_terms"])
@pytest.mark.parametrize("changed", ["", "XMPLXX00"])
def test_a_changed_word_of_an_added_column_is_found(ledger: Ledger, tmp_path: Path, name: str, changed: str) -> None:
    paid(ledger, {name: "3"} if not changed else {})
    raw = sqlite3.connect(tmp_path / "ledger.sqlite")
    raw.execute("DROP TRIGGER orm_events_no_update")
    raw.execute(f"UPDATE orm_events SET {name} = ? WHERE id = 1", (changed,))  # noqa: S608 - a name of ours
    raw.commit()
    raw.close()
    with ledger.read() as connection:
        assert check_chain(connection).broken == ("action 1 (TAKE_IN, 2026-10): the rows it wrote were changed",)


@pytest.mark.parametrize("text", TEXTS)
def test_the_seller_is_hashed_where_one_is_named(ledger: Ledger, text: str) -> None:
    """Blank, the row has the hash that a program without the column gave it."""
    plain = {"boe_date": DAY, "serial": 1, "supplier": "SHIPPER CO"}
    with ledger.step(TAKE_IN, DAY, WHO) as step:
        step.add(tables.invoice_events, [{**plain, "seller": text}])
    with ledger.read() as connection:
        assert fast_payload_hash(connection, 1) == payload_hash(connection, 1)
        row = connection.execute(covered(tables.invoice_events, 1)).one()
        hashed = [*row[:-1], text] if text else [*row[:-1]]
        assert payload_hash(connection, 1) == merkle.leaf(canonical(["invoice_events", *hashed])).hex()


@pytest.mark.parametrize("told_by_database", ["", "0" * 64], ids=["it cannot", "it spells a sign otherwise"])
def test_where_the_database_does_not_give_the_hash_the_rows_are_asked(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, told_by_database: str
) -> None:
    told(ledger, [importer("plain")])
    monkeypatch.setattr(chain, "fast_payload_hash", lambda *_: told_by_database)
    with ledger.read() as connection:
        assert check_chain(connection).broken == ()


CHANGES = [
    ("one sign of a text", "name = 'plaIn'"),
    ("yes for unknown", "suit_pending = 1"),
    ("a day", "iec_last_updated = '2026-04-02'"),
    ("a number for its text", "pan = 12"),
    ("bytes for a text", "name = x'706c61696e'"),
]


@pytest.mark.parametrize("change", [row[1] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_a_row_that_was_changed_is_found(ledger: Ledger, change: str) -> None:
    told(ledger, [importer("plain")])
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER importers_no_update")
        connection.exec_driver_sql(f"UPDATE importers SET {change}")  # noqa: S608 - changes of this table
        connection.exec_driver_sql("COMMIT")
    with ledger.read() as connection:
        assert check_chain(connection).broken == ("action 1 (TAKE_IN, 2026-10): the rows it wrote were changed",)
