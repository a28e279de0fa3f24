"""Sheets, tables, styles and print set-up of the closing book."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.cell import Cell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from xl_addin.desk.lists.book import SHEETS
from xl_addin.workbook.books.closing import write_closing
from xl_addin.workbook.layout.styles import HEAD_FILL, INPUT_FILL, INPUT_INK, TONES

from .books import load, parts, table_rows
from .conftest import Written
from .months import UNUSED
from .view_frames import SCALE
from .views import month

ALWAYS_FILLED = ("tblSignOff", "tblStatusWords", "tblLegend")
ORDER = [
    "Today",
    "About",
    "Checklist",
    "Control",
    "Summary",
    "Roll-forward",
    "ORM",
    "BoE invoices",
    "Manual BoEs",
    "Settlements",
    "Missing facts",
    "Write-offs",
    "Small value",
    "Extensions",
    "Advances",
    "Follow-up",
    "Evidence",
    "Payment checks",
    "Referrals",
    "Import licence",
    "DGFT goods",
    "Approvals",
    "Messages",
    "Exceptions",
    "Audit sample",
    "History",
    "Sign-off",
    "Rules",
    "_meta",
]
TABLES = {
    "About": {"tblSources"},
    "Checklist": {"tblChecklist", "tblRuns"},
    "Control": {"tblControl"},
    "Roll-forward": {"tblRollOrm", "tblRollInvoice", "tblRollTouched"},
    "ORM": {"tblOrm"},
    "BoE invoices": {"tblInvoices", "tblRetained"},
    "Manual BoEs": {"tblManualBoes"},
    "Settlements": {"tblSettlements"},
    "Missing facts": {"tblMissingFacts"},
    "Write-offs": {"tblWriteOffs"},
    "Small value": {"tblSmallValue"},
    "Extensions": {"tblExtensions"},
    "Advances": {"tblAdvances"},
    "Follow-up": {"tblFollowUp", "tblMerchanting", "tblMerchantingDefaults"},
    "Evidence": {"tblEvidence"},
    "Payment checks": {"tblPaymentChecks"},
    "Referrals": {"tblReferralReasons", "tblReferrals"},
    "Import licence": {"tblImportLicence", "tblAuthorisations", "tblIecHistory"},
    "DGFT goods": {"tblGoods"},
    "Approvals": {"tblApprovals"},
    "Messages": {
        *("tblMessages", "tblMessagesRefused", "tblMessagesWaiting"),
        *("tblMessageSums", "tblMessageCounts", "tblMessagesRounded", "tblThreeWay", "tblApart"),
    },
    "Exceptions": {"tblExceptions", "tblChanges"},
    "Audit sample": {"tblAuditSample", "tblAuditDraws"},
    "History": {"tblHistory"},
    "Sign-off": {"tblSignOff", "tblSigned"},
    "Rules": {"tblRules", "tblPolicy", "tblCodes", "tblStatusWords", "tblLegend", "tblActs", "tblNotices"},
    "Today": {"tblToday"},
    "Summary": set(),
    "_meta": set(),
}


@pytest.mark.parametrize("name", ["month", "nil", "broken"])
def test_sheets_stand_in_order_with_their_tables(written: dict[str, Written], name: str) -> None:
    book = written[name].formulas
    assert book.sheetnames == ORDER
    assert {sheet.title: set(sheet.tables) for sheet in book} == TABLES


def test_headers_are_those_of_the_schema(written: dict[str, Written]) -> None:
    book = written["month"].formulas
    for sheet in SHEETS:
        for table in sheet.tables:
            area = book[sheet.name][book[sheet.name].tables[table.name].ref]
            assert [cell.value for cell in area[0]] == [column.header for column in table.columns]


def test_only_meta_is_hidden_and_it_is_very_hidden(written: dict[str, Written]) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in written["month"].formulas}
    assert {name: state for name, state in states.items() if state != "visible"} == {"_meta": "veryHidden"}


def test_meta_names_schema_run_and_tables(written: dict[str, Written]) -> None:
    lines = [(row[0].value, row[1].value) for row in written["month"].values["_meta"].iter_rows()]
    assert lines[:3] == [("schema_version", "1"), ("run_id", "2026-10-R001 & co"), ("period", "2026-10")]
    assert {value for key, value in lines if key == "table"} == set().union(*TABLES.values())


@pytest.mark.parametrize("name", ["month", "nil"])
def test_every_sheet_prints_on_a4_landscape_one_page_wide(written: dict[str, Written], name: str) -> None:
    for number, title in enumerate(ORDER[:-1], 1):
        sheet = written[name].formulas[title]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert sheet.print_area
        assert sheet.freeze_panes
        foot = sheet.oddFooter
        assert foot.left.text == "&F"
        assert f"sheet {number}/{len(ORDER) - 1}" in foot.center.text
        assert "run 2026-10-R001 &" in foot.center.text
        assert foot.right.text.startswith("Prepared")


def test_what_a_person_types_on_orm_stays_on_the_screen(written: dict[str, Written]) -> None:
    """Its last columns propose acts: on paper they would make all others smaller."""
    page = written["month"].formulas["ORM"]
    last = page.print_area.replace("$", "").rpartition(":")[2].rstrip("0123456789")
    heads = {cell.value: cell.column for row in page.iter_rows(max_row=8) for cell in row}
    assert heads["Standing"] <= column_index_from_string(last) < heads["Act remarks"]


def test_repeated_row_is_the_header_of_the_table(written: dict[str, Written]) -> None:
    for title in ("Control", "ORM", "BoE invoices", "Settlements", "Exceptions", "Rules"):
        sheet = written["month"].formulas[title]
        row = int(re.findall(r"\d+", sheet.print_title_rows)[0])
        heads = {re.findall(r"\d+", table.ref)[0] for table in sheet.tables.values()}
        assert str(row) in heads


def test_no_merged_cells_no_links_to_other_books(written: dict[str, Written]) -> None:
    for sheet in written["month"].formulas:
        assert not sheet.merged_cells.ranges
    assert not [name for name in parts(written["month"].path) if "externalLink" in name or "connections" in name]
    relations = [data for name, data in parts(written["month"].path).items() if name.endswith(".rels")]
    assert not [data for data in relations if b'TargetMode="External"' in data]


def test_inputs_are_blue_and_unlocked_all_else_is_locked(written: dict[str, Written]) -> None:
    book = written["month"].formulas
    for sheet in SHEETS:
        for table in sheet.tables:
            area = book[sheet.name][book[sheet.name].tables[table.name].ref]
            for row in area[1:]:
                for column, cell in zip(table.columns, row, strict=True):
                    asked = column.is_user_input and table.name not in UNUSED  # no row to fill
                    assert cell.protection.locked is not asked, (sheet.name, cell.coordinate)
                    if asked:
                        assert cell.font.color.rgb == "FF" + INPUT_INK[1:]
                        assert cell.fill.fgColor.rgb == "FF" + INPUT_FILL[1:]
        assert book[sheet.name].protection.sheet


def test_every_input_has_a_check_with_an_error_text(written: dict[str, Written]) -> None:
    book = written["month"].formulas
    for sheet in SHEETS:
        filled = [table for table in sheet.tables if table.name not in UNUSED]
        asked = [column for table in filled for column in table.columns if column.is_user_input]
        checks = [check for check in book[sheet.name].data_validations.dataValidation if check.type]
        assert len(checks) == len(asked)
        for check in checks:
            assert check.error.startswith("Expected")
            assert check.promptTitle
    answer = [check for check in book["Settlements"].data_validations.dataValidation if check.type == "list"]
    assert [check.formula1 for check in answer] == ['"Accept,Reject,Lock"']


def test_status_has_a_symbol_beside_the_bare_word(written: dict[str, Written]) -> None:
    rows = table_rows(written["month"].values, "Write-offs", "tblWriteOffs")
    pairs = {(row["Status"], row["Sign"]) for row in rows}
    known = {("OK", "✓"), ("CHECK", "?"), ("ESCALATE", "▲"), ("REFUSE", "✗"), ("SHOW_BOTH", "⇄")}
    assert pairs <= known | {("REFER_RBI", "▲"), ("BANK_POLICY", "◆")}


@pytest.mark.parametrize(
    "pair", [*TONES.values(), ("#FFFFFF", HEAD_FILL), (INPUT_INK, INPUT_FILL), ("#595959", "#FFFFFF")]
)
def test_text_stands_out_from_its_ground(pair: tuple[str, str]) -> None:
    lighter, darker = sorted(map(_luminance, pair), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_summary_has_seven_titled_charts(written: dict[str, Written]) -> None:
    charts = [data for name, data in parts(written["month"].path).items() if "charts/chart" in name]
    assert len(charts) == 7
    titles = [re.findall(rb"<c:title>.*?<a:t>(.*?)</a:t>", data)[0].decode() for data in charts]
    assert sum("INR crore" in title for title in titles) == 5


@pytest.mark.parametrize(
    ("sheet", "table"),
    [(sheet.name, table.name) for sheet in SHEETS for table in sheet.tables if table.name not in ALWAYS_FILLED],
)
def test_an_empty_table_says_so(written: dict[str, Written], sheet: str, table: str) -> None:
    rows = table_rows(written["nil"].values, sheet, table)
    words = [value for value in rows[0].values() if value is not None]
    assert len(rows) == 1
    assert len(words) == 1
    assert re.match("nothing in this period|nothing waits today|not filled by this version|no parameter", str(words[0]))


def test_every_code_that_a_decision_of_the_book_tells_is_explained(written: dict[str, Written]) -> None:
    told = [row["Finding code"] for row in table_rows(written["month"].values, "Rules", "tblCodes")]
    assert told == ["AD_NOT_SATISFIED", "OVER_5_PERCENT", "SUIT_PENDING"]
    (row,) = [row for row in table_rows(written["month"].values, "Rules", "tblCodes") if row["Finding code"] == told[1]]
    assert (row["Severity"], row["Lines"]) == ("DECISION", 0)
    assert "over the share of the invoice value" in row["Meaning of the code"]


def test_a_status_word_is_explained_with_the_symbol_that_stands_beside_it(written: dict[str, Written]) -> None:
    words = {row["Status word"]: row for row in table_rows(written["nil"].values, "Rules", "tblStatusWords")}
    assert (words["REFER_RBI"]["Sign"], words["REFER_RBI"]["In short"]) == ("▲", "refer to RBI")
    assert "LEGACY" not in words  # a word without a symbol stands on no sheet


def test_an_act_of_the_ledger_is_explained_with_how_often_it_was_done_and_taken_back(
    written: dict[str, Written],
) -> None:
    (row,) = table_rows(written["month"].values, "Rules", "tblActs")
    assert (row["Act of the ledger"], row["Meaning of the act"]) == ("TAKE_IN", "extracts taken in")
    assert (row["Acts"], row["Undone"], row["Can be taken back"]) == (2, 1, "yes")
    assert "orm_events" in row["Writes"]


def test_case_110_the_same_view_gives_the_same_bytes(written: dict[str, Written], tmp_path: Path) -> None:
    again = tmp_path / "month.xlsx"
    write_closing(month().book(), again)
    assert again.read_bytes() == written["month"].path.read_bytes()


def test_no_cell_is_wider_than_its_column(written: dict[str, Written]) -> None:
    for sheet in SHEETS:
        page = written["month"].values[sheet.name]
        for table in sheet.tables:
            for row in page[page.tables[table.name].ref][1:]:
                assert [cell.coordinate for cell in row if _too_wide(page, cell)] == []


@pytest.mark.parametrize("minor", [-123456789, 99_999, 10**9, 10**12, -(10**14), 999_999_999_999_999])
def test_case_108_an_amount_of_any_size_and_sign_is_readable(minor: int, tmp_path: Path) -> None:
    view = month(orms=6, invoices=1, lines=1, decisions=1)
    big = {"amount_minor": minor, "outstanding_minor": minor, "outstanding_inr": Decimal(minor).scaleb(-2)}
    write_closing(replace(view, orms=view.orms.assign(**big)).book(), tmp_path / "big.xlsx")
    page = load(tmp_path / "big.xlsx", values=True)["ORM"]
    rows = page[page.tables["tblOrm"].ref]
    heads = [cell.value for cell in rows[0]]
    for row in rows[1:]:
        assert [cell.coordinate for cell in row if _too_wide(page, cell)] == []
        amount, currency = row[heads.index("Amount")].value, str(row[heads.index("Currency")].value)
        assert Decimal(str(amount)) * SCALE[currency] == minor


def _too_wide(page: Worksheet, cell: Cell) -> bool:
    if isinstance(cell.value, bool) or not isinstance(cell.value, (int, float)):
        return False
    decimals = len(cell.number_format.partition(".")[2].rstrip("#"))
    return len(f"{cell.value:,.{decimals}f}") * 0.83 > _width(page, cell.column)


def _width(page: Worksheet, column: int) -> float:
    for dimension in page.column_dimensions.values():
        if dimension.min <= column <= dimension.max:
            return float(dimension.width)
    raise AssertionError(f"column {column} has no width")


def test_titles_and_notes_fit_the_printed_width(written: dict[str, Written]) -> None:
    for name in ORDER[:-1]:
        page = written["month"].values[name]
        total = sum(d.width * (d.max - d.min + 1) for d in page.column_dimensions.values())
        for row in (2, 3):
            assert len(page.cell(row, 1).value) * 0.85 <= total, (name, row)
