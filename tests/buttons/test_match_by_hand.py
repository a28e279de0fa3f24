"""Match by hand in the open book: two chosen rows, rows filled on BoE invoices, and all that bars them."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest

from tests.buttons.hands import Hands, InMemory, row_of
from tests.buttons.sample_desk import ACTOR, shell
from tests.buttons.test_two_people import kinds, press
from xl_addin.buttons.run import run
from xl_addin.buttons.work import Shell
from xl_addin.desk.lists.book import MONTH_LISTS
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.port import CellValue

CHECKER = replace(ACTOR, user="checker")
PEOPLE = """
[people.maker]
role = "maker"
[people.checker]
role = "checker"
[powers.checker]
match_inr = 100000000
unmatch_inr = 100000000
"""
# Of one importer: what was paid in February, and two invoices that nothing told it to belong to.
PAY, OWE, OTHER_OWE = "IBA26000000023", "6200025", "7100008"
OF_ANOTHER, IN_EURO = "6200023", "7100014"
TABLE, ORMS = "tblInvoices", "tblOrm"


def with_people(hands: Hands) -> None:
    policy = hands.home / "guided_sample" / "policy" / "policy.toml"
    policy.write_text(policy.read_text("utf-8") + PEOPLE, "utf-8")
    press(hands, "decide")


@pytest.fixture
def manned(hands: Hands) -> Hands:
    with_people(hands)
    return hands


@pytest.fixture
def desk(in_memory: InMemory) -> InMemory:
    with_people(in_memory)
    return in_memory


def stand(hands: Hands, table: str, key: str) -> None:
    found = hands.book.read_table(table)
    at = next(place for place, row in enumerate(found.rows) if key in row)
    hands.book.go_to(found.sheet, found.header_row + 1 + at, found.first_column + 1)


def fill(hands: Hands, key: str, orm: CellValue = None, amount: CellValue = None, reason: CellValue = None) -> None:
    for header, value in (("Tie to ORM", orm), ("Tie amount", amount), ("Tie reason", reason)):
        if value is not None:
            hands.type(TABLE, key, header, value)


def test_two_chosen_rows_fill_the_cells_and_are_put_forward_with_their_reason(manned: Hands) -> None:
    stand(manned, ORMS, PAY)
    stand(manned, TABLE, OWE)
    first = press(manned, "match_by_hand").text()
    assert "the reason is missing" in first
    assert "Nothing is proposed yet" in first
    row = row_of(manned, TABLE, OWE)
    assert (row["Tie to ORM"], row["Tie amount"]) == (PAY, 2990)
    sheet, at, column = manned.book.selection()
    found = manned.book.read_table(TABLE)
    assert (sheet, found.headers[column - found.first_column]) == ("BoE invoices", "Tie reason")
    assert OWE in found.rows[at - found.header_row - 1]
    assert "PROPOSE" not in kinds(manned)
    fill(manned, OWE, reason="letter of the buyer")
    card = press(manned, "match_by_hand").text()
    assert "Tied by hand: 1 proposals, 0 cells not" in card
    assert "USD 2,990.00" in card
    row = row_of(manned, TABLE, OWE)
    assert row["Tied by hand"] == f"{PAY}/0009001"
    assert [row[header] or None for header in ("Tie to ORM", "Tie amount", "Tie reason")] == [None] * 3
    (waits,) = [one for one in rows_of(manned, "tblApprovals") if one["Status"] == "FOR APPROVAL"]
    manned.type("tblApprovals", str(waits["Proposal"]), "Answer", "Approve")
    done = run("approve", manned.book, replace(_shell(manned), actor=CHECKER)).text()
    assert "Approved and posted: 1 proposals" in done
    assert "Totals tie: Yes" in done
    line = row_of(manned, "tblSettlements", OWE)
    assert (line["Status"], line["Tier"], line["Invoice amount"]) == ("POSTED", "MANUAL", 2990)
    assert row_of(manned, ORMS, PAY)["Outstanding"] == 6410


def _shell(hands: Hands) -> Shell:
    return shell(hands.home)


def rows_of(hands: Hands, table: str) -> list[dict[str, CellValue]]:
    found = hands.book.read_table(table)
    return [dict(zip(found.headers, row, strict=True)) for row in found.rows]


def test_rows_of_one_remittance_are_one_proposal_and_reading_back_reads_them_too(desk: InMemory) -> None:
    fill(desk, OWE, PAY, 1000, "by letter")
    fill(desk, OTHER_OWE, PAY.lower(), None, "by letter")
    older = copy.deepcopy(desk.book)
    card = press(desk, "review").text()
    assert "2 lines" in card or card.count("USD 1,000.00 to") == 2
    assert kinds(desk)[-1:] == ["PROPOSE"]
    assert row_of(desk, TABLE, OTHER_OWE)["Tied by hand"] == f"{PAY}/0009001"
    desk.book = older
    with pytest.raises(DeskError, match="older than what was done"):
        press(desk, "match_by_hand")


BARRED = [
    ("no reason", {"orm": PAY}, "needs its reason"),
    ("no such remittance", {"orm": "IBA99999999999", "reason": "x"}, "knows no remittance"),
    ("no remittance", {"amount": 5, "reason": "x"}, "Tie to ORM is blank"),
    ("more than is open", {"orm": PAY, "amount": 2990.01, "reason": "x"}, "is asked for"),
    ("nothing", {"orm": PAY, "amount": 0, "reason": "x"}, "above zero"),
    ("less than nothing", {"orm": PAY, "amount": -5, "reason": "x"}, "above zero"),
    ("half a cent", {"orm": PAY, "amount": 1.005, "reason": "x"}, "is no amount in USD"),
    ("an amount in words", {"orm": PAY, "amount": "ten", "reason": "x"}, "Tie amount (sheet BoE invoices, row"),
]


@pytest.mark.parametrize(("cells", "said"), [row[1:] for row in BARRED], ids=[row[0] for row in BARRED])
def test_a_tie_that_is_barred_is_told_with_its_cells_and_stays(
    desk: InMemory, cells: dict[str, CellValue], said: str
) -> None:
    fill(desk, OWE, **cells)
    card = press(desk, "match_by_hand").text()
    assert "Tied by hand: 0 proposals" in card
    assert "TIE_NOT_DONE at BoE invoices" in card
    assert said in card
    row = row_of(desk, TABLE, OWE)
    assert {row["Tie to ORM"] or None, row["Tie amount"] or None} >= {cells.get("orm")} - {None}
    assert "PROPOSE" not in kinds(desk)


OTHERS = [
    ("another importer's invoice", OF_ANOTHER, "on_behalf_of_iec"),
    ("another currency without a rate", IN_EURO, "deal_rate"),
]


@pytest.mark.parametrize(("owe", "said"), [row[1:] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_a_missing_fact_bars_a_tie_and_is_named(desk: InMemory, owe: str, said: str) -> None:
    fill(desk, owe, PAY, None, "by letter")
    card = press(desk, "match_by_hand").text()
    assert "Tied by hand: 0 proposals" in card
    assert said in card


def test_two_rows_of_two_currencies_leave_the_amount_to_the_person(desk: InMemory) -> None:
    stand(desk, ORMS, PAY)
    stand(desk, TABLE, IN_EURO)
    press(desk, "match_by_hand")
    row = row_of(desk, TABLE, IN_EURO)
    assert (row["Tie to ORM"], row["Tie amount"] or None) == (PAY, None)


@pytest.mark.parametrize("table", [ORMS, TABLE])
def test_without_two_chosen_rows_nothing_is_done_and_the_way_is_told(desk: InMemory, table: str) -> None:
    stand(desk, table, PAY if table == ORMS else OWE)
    with pytest.raises(DeskError, match="You do not stand on a row of"):
        press(desk, "match_by_hand")
    assert "PROPOSE" not in kinds(desk)


def test_a_tie_is_taken_back_with_undo(desk: InMemory) -> None:
    fill(desk, OWE, PAY, None, "by letter")
    press(desk, "match_by_hand")
    press(desk, "undo")
    assert row_of(desk, TABLE, OWE)["Tied by hand"] in (None, "")


def test_a_close_ties_nothing_and_keeps_the_book_that_asks_it(desk: InMemory) -> None:
    fill(desk, OWE, PAY, None, "by letter")
    card = press(desk, "close_month").text()
    assert "PROPOSE" not in kinds(desk)
    assert "answers in blue cells are not in the ledger yet" in card
    assert row_of(desk, TABLE, OWE)["Tie to ORM"] == PAY
    assert TABLE in MONTH_LISTS
