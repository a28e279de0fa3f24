"""How the database looks for what is few among millions of posted lines: by an index, never by reading all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from xl_addin.ledger import lines, open_ledger


@pytest.mark.parametrize("ask", [lines.held_lines, lines.waiting_lines, lines.rejected, lines.barred_pairs])
def test_lines_that_were_not_posted_are_found_by_their_index(
    ask: Callable[[Connection, str], object], tmp_path: Any
) -> None:
    ledger = open_ledger(str(tmp_path / "ledger.sqlite"))
    said: list[tuple[str, Any]] = []
    with ledger.read() as connection:
        event.listen(connection, "before_cursor_execute", lambda c, cursor, sql, given, *_: said.append((sql, given)))
        ask(connection, "2026-10")
        asked = [(sql, given) for sql, given in said if "FROM postings" in sql]
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all() for sql, given in asked]
        assert connection.execute(text("SELECT count(*) FROM postings")).scalar() == 0
    ledger.close()
    assert plans
    assert all(any("ix_posting_said" in row[3] for row in plan) for plan in plans), plans
