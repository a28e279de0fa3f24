"""What may be chosen in the blue cells of an open book: by row on Missing facts, and by the bank's own words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from tests.buttons.hands import Hands, InCalc, InMemory, press
from xl_addin.rulebook.facts import fact
from xl_addin.rulebook.registers_bank import SHIPPED, use_bank_registers
from xl_addin.workbook.checks import Rule

MISSING = "tblMissingFacts"


def offered(hands: Hands, table: str, at: int, header: str) -> str:
    """The words that the cell of a row offers, with commas between them; "" where it offers none."""
    if isinstance(hands, InMemory):
        checks = hands.book.checks.get((table, header), ())
        check = checks[min(at, len(checks) - 1)] if checks else None
        return ",".join(check.words) if check and check.rule is Rule.LIST else ""
    assert isinstance(hands, InCalc)
    found = hands.book.read_table(table)
    place = found.header_row + 1 + at, found.first_column + found.headers.index(header)
    check = hands.cell(found.sheet, *place).Validation
    return str(check.getFormula1()).replace('";"', ",").strip('"') if check.Type.value == "LIST" else ""


def facts_of(hands: Hands) -> list[str]:
    found = hands.book.read_table(MISSING)
    return [str(row[found.headers.index("Fact")]) for row in found.rows]


def words_of(hands: Hands) -> list[tuple[str, str]]:
    """The fact of each row of Missing facts, and what its answer offers."""
    return [(name, offered(hands, MISSING, at, "Answer")) for at, name in enumerate(facts_of(hands))]


def test_each_missing_fact_offers_its_own_words(hands: Hands) -> None:
    press(hands, "missing_facts")
    found = words_of(hands)
    assert found == [(name, ",".join(fact(name).choices)) for name, _ in found]
    kinds = {bool(words) for _, words in found}
    assert kinds == {True, False}, "some have words, a day or an amount has none"
    assert len({words for _, words in found}) > 2, "Y and N, and lists of words"


def test_the_words_move_with_their_rows(hands: Hands) -> None:
    """Answers make rows fewer; each row that is left still offers what its own fact takes."""
    press(hands, "missing_facts")
    before = facts_of(hands)
    found = hands.book.read_table(MISSING)
    at = next(n for n, (one, other) in enumerate(pairwise(before)) if one != other and fact(one).choices)
    rows = [list(row) for row in found.rows]
    rows[at][found.headers.index("Answer")] = fact(before[at]).choices[0]
    with hands.book.at_work():
        hands.book.write_table(MISSING, rows)
    press(hands, "review")
    after = words_of(hands)
    assert len(after) < len(before)
    assert after == [(name, ",".join(fact(name).choices)) for name, _ in after]


def test_a_bank_that_edits_its_words_finds_them_in_the_open_book(hands: Hands) -> None:
    assert "COURIER" in offered(hands, "tblEvidence", 0, "Evidence")
    folder = hands.home / "registers"
    folder.mkdir()
    lines = SHIPPED["reason_words.csv"].read_text("utf-8").splitlines()
    mine = [line for line in lines if ",COURIER," not in line]
    assert len(mine) < len(lines)
    (folder / "reason_words.csv").write_text("\n".join(mine) + "\n", "utf-8")
    (hands.home / "desk.toml").write_text('registers = "registers"\n', "utf-8")
    press(hands, "decide")
    words = offered(hands, "tblEvidence", 0, "Evidence").split(",")
    assert "COURIER" not in words
    assert "POST" in words


@pytest.fixture(autouse=True)
def _shipped_again() -> Iterator[None]:
    yield
    use_bank_registers(None)
