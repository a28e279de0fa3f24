"""What reading back says and refuses at the command is said and refused by the button of the open book too."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import get_column_letter

from tests.buttons.sample_desk import WORKBOOKS, SampleDesk
from xl_addin.domain.dates import day_of_serial

PROPOSED = "IBA26100000014"


@pytest.fixture(scope="module")
def matched(tmp_path_factory: pytest.TempPathFactory) -> SampleDesk:
    """To be copied only."""
    found = SampleDesk(tmp_path_factory.mktemp("matched"))
    found.press("take_in", "match")
    return found


@pytest.fixture
def desk(matched: SampleDesk, tmp_path: Path) -> SampleDesk:
    return matched.copied(tmp_path)


def test_the_card_says_in_amounts_what_was_posted_and_what_is_open(desk: SampleDesk) -> None:
    row = desk.row("tblSettlements", PROPOSED)
    amount, currency = f"{row['ORM amount']:,.2f}", row["ORM currency"]
    desk.answer("tblSettlements", PROPOSED, Accept_or_Reject="Accept")
    told = desk.press("review").text()
    assert f"Posted: {currency} {amount} in 1 line." in told
    assert f"{PROPOSED}/{row['AD code']} to {row['BoE number']}/" in told
    assert f"Remittances open: {currency} " in told
    assert "Invoices open: " in told


def test_a_shipment_after_the_bill_of_entry_is_refused_and_stays_in_its_cell(desk: SampleDesk) -> None:
    entered = desk.rows("tblExtensions")[0]["BoE date"]
    assert isinstance(entered, int)  # a day as a book keeps it
    desk.book.put("tblExtensions", 0, "Shipment date", entered + 1)
    told = desk.press("review").text()
    assert f"a day up to {day_of_serial(entered):%d-%b-%Y}, the day of the bill of entry" in told
    assert desk.rows("tblExtensions")[0]["Shipment date"] == entered + 1


def test_a_changed_part_of_a_key_is_named(desk: SampleDesk) -> None:
    was = desk.rows("tblExtensions")[0]["Port"]
    desk.book.put("tblExtensions", 0, "Port", "INXXX1")
    told = desk.press("review").text()
    assert "CHANGED_BY_HAND" in told
    assert f"expected '{was}'" in told


def test_such_a_day_is_marked_as_soon_as_it_is_typed() -> None:
    """The rule of the cell in the month's book, without a button: the day after the day of the bill of entry."""
    sheet = openpyxl.load_workbook(WORKBOOKS / "month_template.xlsx")["Extensions"]
    table = sheet.tables["tblExtensions"]
    first, head = table.ref.split(":")[0], [column.name for column in table.tableColumns]
    row = int("".join(filter(str.isdigit, first))) + 1
    typed, entered = (get_column_letter(head.index(name) + 1) for name in ("Shipment date", "BoE date"))
    rules = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules if rule.formula]
    assert [one for one in rules if f"AND(ISNUMBER(${entered}{row}),${typed}{row}>${entered}{row})" in one]
