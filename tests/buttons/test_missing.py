"""Missing facts: what the button shows and what it leaves alone."""

from __future__ import annotations

from tests.buttons.hands import InMemory, row_of
from tests.buttons.test_two_people import kinds, press


def test_missing_facts_shows_the_list_and_posts_nothing(in_memory: InMemory) -> None:
    done = kinds(in_memory)
    in_memory.type("tblWriteOffs", "7100019", "Reason", "BANK_CHARGES")
    card = press(in_memory, "missing_facts").text()
    assert "Missing: " in card
    assert in_memory.book.at[0] == "Missing facts"
    assert [row for row in in_memory.book.rows("tblMissingFacts") if row["Fact"]]
    assert kinds(in_memory) == done
    assert row_of(in_memory, "tblWriteOffs", "7100019")["Reason"] == "BANK_CHARGES"
