"""One row of an action proved without its other rows: the tree, and what a proof does not let pass."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, Desk, boe, csv_text, obe_xml, orm
from tests.ledger.acts import A_TEST
from xl_addin.domain.records import Answer
from xl_addin.ledger import merkle, open_ledger, tables
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.payload import leaves
from xl_addin.ledger.proof import Proof, proof, verify_proof

ROWS = st.lists(st.binary(max_size=8), min_size=1, max_size=40, unique=True)  # equal rows prove at each of their places


def by_the_letter(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1: cut at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    cut = 1
    while cut * 2 < len(leaves):
        cut *= 2
    return hashlib.sha256(b"\x01" + by_the_letter(leaves[:cut]) + by_the_letter(leaves[cut:])).digest()


@given(ROWS)
def test_the_root_is_that_of_the_rfc(rows: list[bytes]) -> None:
    leaves = [merkle.leaf(row) for row in rows]
    assert leaves[0] == hashlib.sha256(b"\x00" + rows[0]).digest()
    assert merkle.root(leaves) == by_the_letter(leaves)


def test_no_rows_have_the_hash_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


@given(ROWS, st.data())
def test_every_row_proves_and_nothing_else_does(rows: list[bytes], data: st.DataObject) -> None:
    leaves = [merkle.leaf(row) for row in rows]
    place = data.draw(st.integers(0, len(rows) - 1))
    whole, beside = merkle.root(leaves), merkle.path(leaves, place)
    assert merkle.proves(leaves[place], place, len(rows), beside, whole)
    assert not merkle.proves(merkle.leaf(rows[place] + b"x"), place, len(rows), beside, whole)
    assert not merkle.proves(leaves[place], place, len(rows), (*beside, whole), whole)
    other = data.draw(st.integers(-1, len(rows)).filter(lambda one: one != place))
    assert not merkle.proves(leaves[place], other, len(rows), beside, whole)
    for at in range(len(beside)):
        changed = bytes([beside[at][0] ^ 1]) + beside[at][1:]
        assert not merkle.proves(leaves[place], place, len(rows), (*beside[:at], changed, *beside[at + 1 :]), whole)
        assert not merkle.proves(leaves[place], place, len(rows), (*beside[:at], *beside[at + 1 :]), whole)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A take-in of rows of several tables."""
    desk = Desk(tmp_path_factory.mktemp("proof"))
    desk.take(
        {
            "a.obe.xml": obe_xml(boe(), boe(number="0000002")),
            "orm.csv": csv_text([orm(), orm(number="B2", amount="7.00")]),
            "importers.csv": csv_text([IMPORTER]),
            "rates.csv": "date,currency,inr_per_unit\n2026-10-01,USD,88.5\n",
        }
    )
    desk.orms(orm(number="C3"))
    return desk


def proofs(desk: Desk) -> list[tuple[Proof, str]]:
    """Every row of the ledger with the hash of its action."""
    with desk.ledger.read() as connection:
        hashes = {row.seq: row.hash for row in connection.execute(select(tables.actions))}
        return [
            (proof(connection, table, row.id), hashes[row.seq])
            for table in tables.PAYLOAD
            for row in connection.execute(select(table.c.id, table.c.seq))
        ]


def test_every_row_of_every_action_proves_and_shows_no_other(desk: Desk) -> None:
    found = proofs(desk)
    assert {one.table for one, _ in found} >= {"files", "orm_events", "invoice_events", "importers", "rates"}
    assert all(verify_proof(one, action) for one, action in found)
    (rate, _) = next(pair for pair in found if pair[0].table == "rates")
    assert rate.values == ("2026-10-01", "USD", "88.5")
    assert "B2" not in repr(rate)


HOSTILE = ['],["answers","', '"],["', "]]", "\\", '\\"],["answers"', "", "é\n", '["answers",']


def test_rows_are_told_apart_whatever_their_texts_hold(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "l.db"))
    said = [Answer("ORM", one, two, three) for one in HOSTILE for two in HOSTILE for three in HOSTILE]
    with ledger.step(A_TEST, OCTOBER, ACTOR) as step:
        step.add(tables.answers, (answer._asdict() for answer in said))
    with ledger.read() as connection:
        by_row = [
            merkle.leaf(json.dumps(["answers", *one], ensure_ascii=False, separators=(",", ":")).encode())
            for one in said
        ]
        assert list(leaves(connection, 1)) == by_row
        assert not check_chain(connection).broken


def test_a_proof_of_something_else_fails(desk: Desk) -> None:
    found = proofs(desk)
    actions = {action for _, action in found}
    for one, action in found:
        assert not verify_proof(replace(one, values=(*one.values[:-1], "changed")), action)
        assert not verify_proof(replace(one, table="answers"), action)
        assert not verify_proof(replace(one, place=one.place + 1), action)
        assert not verify_proof(replace(one, action={**one.action, "user": "another"}), action)
        assert not any(verify_proof(one, other) for other in actions - {action})
