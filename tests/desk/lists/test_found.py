"""The column Findings: a warning beside an answer that allows is told by symbol, word and colour, and counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from xl_addin.desk.lists.book import SHEETS
from xl_addin.desk.lists.parts import found
from xl_addin.engine.rule import Decision
from xl_addin.workbook.layout.styles import TONES

WORKBOOKS = Path(__file__).resolve().parents[3] / "workbooks"
A_WARNING, NO_WARNING = "WARN: look at it", "INFO: done so"
DECIDED = ("tblWriteOffs", "tblSmallValue", "tblExtensions", "tblAdvances", "tblFollowUp", "tblInvoices")
RAISED, GREEN = (TONES[tone][1].strip("#") for tone in ("raised", "good"))
NO_DECISIONS = (
    "tblSettlements",
    "tblApprovals",
    "tblMessages",
    "tblMessagesRefused",
    "tblMessagesWaiting",
    "tblApart",
    "tblReferralReasons",
    "tblSignOff",
)  # a status of something else


@pytest.mark.parametrize(
    ("status", "findings", "note", "shown"),
    [
        ("OK", (), "", ""),
        ("OK", (), NO_WARNING, ""),
        ("OK", (), A_WARNING, "▲ WARN"),
        ("OK", ("SUIT_PENDING",), A_WARNING, "▲ SUIT_PENDING"),
        ("OK", ("SUIT_PENDING", "MOSTLY_WRITTEN_OFF"), "", "▲ SUIT_PENDING MOSTLY_WRITTEN_OFF"),
        ("OK", ("NO_BOUND_SET",), NO_WARNING, "▲ NO_BOUND_SET"),
        ("ACTIVE", ("ON_CAUTION_LIST",), A_WARNING, "▲ ON_CAUTION_LIST"),
        ("CHECK", ("SUIT_PENDING",), A_WARNING, "SUIT_PENDING"),
        ("CHECK", (), A_WARNING, ""),
        ("REFUSE", ("AD_NOT_SATISFIED", "SUIT_PENDING"), "", "AD_NOT_SATISFIED SUIT_PENDING"),
        ("BREACH_BEFORE_SWITCH", ("BREACH_BEFORE_SWITCH",), "", ""),  # the status says it
    ],
)
def test_what_the_column_shows(status: str, findings: tuple[str, ...], note: str, shown: str) -> None:
    assert found(Decision("write-off", status, findings=findings, notes=(note,) if note else ())) == shown


@pytest.fixture(scope="module")
def book(desk_out: Path) -> Any:
    return load_workbook(next(desk_out.glob("closing-*.xlsx")))


def findings_of(book: Any, table: str) -> list[tuple[str, Any]]:
    """Status and cell of findings, row by row."""
    (sheet,) = [sheet for sheet in book if table in sheet.tables]
    head, *rows = sheet[sheet.tables[table].ref]
    at = {cell.value: place for place, cell in enumerate(head)}
    word = "Payment status" if "Payment status" in at else "Status"
    return [(row[at[word]].value, row[at["Findings"]]) for row in rows]


def rows_of(book: Any, table: str) -> list[dict[str, Any]]:
    """The cells of a table, row by row, by header."""
    (sheet,) = [sheet for sheet in book if table in sheet.tables]
    head, *rows = sheet[sheet.tables[table].ref]
    return [dict(zip((cell.value for cell in head), row, strict=True)) for row in rows]


@pytest.mark.parametrize("table", [*DECIDED, "tblOrm"])
def test_a_status_that_allows_with_a_warning_is_not_the_plain_green_one(book: Any, table: str) -> None:
    """Word and symbol stand in the colours of the warning; the word stays the word of the contract."""
    word = "Payment status" if table == "tblInvoices" else "Status"
    for row in rows_of(book, table):
        is_warned = str(row["Findings"].value or "").startswith("▲")
        fills = {cell.fill.fgColor.rgb[-6:] for cell in (row["Sign"], row[word])}
        if is_warned:
            assert (row["Sign"].value, fills) == ("▲", {RAISED})
        elif row[word].value == "OK":
            assert (row["Sign"].value, fills) == ("✓", {GREEN})


def test_the_desk_month_has_both_kinds_of_ok(book: Any) -> None:
    signs = {row["Sign"].value for row in rows_of(book, "tblWriteOffs") if row["Status"].value == "OK"}
    assert signs == {"✓", "▲"}


def test_each_status_of_a_decision_has_its_symbol_beside_it_and_its_findings_in_its_row() -> None:
    """A new list of decisions cannot leave out the warning."""
    for sheet in SHEETS:
        for table in sheet.tables:
            heads = [column.header for column in table.columns]
            for at, column in enumerate(table.columns):
                if column.header in ("Status", "Payment status") and table.name not in NO_DECISIONS:
                    assert (column.sign, heads[at - 1], "Findings" in heads) == ("Sign", "Sign", True), table.name


@pytest.mark.parametrize("table", DECIDED)
def test_an_answer_that_allows_has_its_warning_in_colour(book: Any, table: str) -> None:
    for status, cell in findings_of(book, table):
        warned = str(cell.value or "").startswith("▲")
        assert warned == (status == "OK" and cell.value is not None)
        assert cell.fill.fgColor.rgb.endswith(RAISED) == warned


def test_each_kind_of_warning_stands_beside_an_ok_of_the_desk_month(book: Any) -> None:
    allowed = [cell.value for table in DECIDED for status, cell in findings_of(book, table) if status == "OK"]
    codes = {code for value in allowed if value for code in value.split()}
    assert codes >= {"▲", "SUIT_PENDING", "ADVERSE_NOTICE", "NO_BOUND_SET", "ON_CAUTION_LIST"}


def test_the_summary_counts_them(desk_out: Path) -> None:
    book = load_workbook(next(desk_out.glob("closing-*.xlsx")), data_only=True)
    lines = [[cell.value for cell in row] for row in book["Summary"]]
    (head,) = [row for row in lines if row[0] == "Subject"]
    told = {row[0]: row[head.index("Warned")] for row in lines if row[0] in ("Write-off", "Payment due", "All")}
    expected = {
        subject: sum(str(cell.value or "").startswith("▲") for _, cell in findings_of(book, table))
        for subject, table in (("Write-off", "tblWriteOffs"), ("Payment due", "tblInvoices"))
    }
    assert {subject: told[subject] for subject in expected} == expected
    assert expected["Write-off"] > 0
    (figure,) = [row[1] for row in lines if row[0] == "Decisions that allow with a warning"]
    assert figure == told["All"]


@pytest.mark.parametrize("book", ["month_template.xlsx", "guided_sample.xlsx"])
def test_an_open_month_book_colours_them_too(book: str) -> None:
    """Each list with findings has a rule for the cells that begin with the symbol, in the colours of a warning."""
    wanted = [tuple(colour.strip("#") for colour in TONES["raised"])]
    heads = [
        (sheet, cell)
        for sheet in load_workbook(WORKBOOKS / book)
        for table in sheet.tables.values()
        for cell in sheet[table.ref][0]
        if cell.value == "Findings"
    ]
    assert heads
    for sheet, cell in heads:
        assert [tones(rule) for rule in rules_of(sheet, cell.column_letter) if '"▲"' in str(rule.formula)] == wanted


@pytest.mark.parametrize("book", ["month_template.xlsx", "guided_sample.xlsx"])
def test_an_open_month_book_colours_the_status_by_the_symbol_first(book: str) -> None:
    """The first rule over symbol and status asks for the symbol of a warning: the colours of a plain OK come after."""
    for sheet in load_workbook(WORKBOOKS / book):
        for table in sheet.tables.values():
            heads = {cell.value: cell.column_letter for cell in sheet[table.ref][0]}
            if {"Sign", "Findings"} <= set(heads):
                first = min(rules_of(sheet, heads["Sign"]), key=lambda rule: rule.priority)
                assert f"=LEFT(${heads['Sign']}" in f"={first.formula[0]}"
                assert '"▲"' in first.formula[0]
                assert tones(first) == tuple(colour.strip("#") for colour in TONES["raised"])


def rules_of(sheet: Any, letter: str) -> list[Any]:
    areas = [area for area in sheet.conditional_formatting if str(area.sqref).startswith(letter)]
    return [rule for area in areas for rule in area.rules]


def tones(rule: Any) -> tuple[str, str]:
    return rule.dxf.font.color.rgb[-6:], rule.dxf.fill.bgColor.rgb[-6:]
