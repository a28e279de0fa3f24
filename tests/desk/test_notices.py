"""Sentences that the law wants said: on the sheet they belong to, once each on Rules; and closed cases that change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.intake.desk_folder import IMPORTER, NOVEMBER, OCTOBER, Desk, boe, csv_text, obe_xml, orm
from tests.desk.lists.test_lists import column_of
from tests.desk.month_fixture import close, law, read_csv
from xl_addin.desk.close.checks import changed_findings
from xl_addin.desk.month.case import PAYMENT
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.month import read_month

INVOICE_KEY = "0052545/2026-10-06/INNSA1#1"
AN_INVOICE = {
    "item_kind": "INV",
    "bill_of_entry_number": "0052545",
    "bill_of_entry_date": "06/10/2026",
    "port_of_discharge": "INNSA1",
    "invoice_serial": "1",
}
SLIP = "Please keep the Importer copy of the bill of entry together with this acknowledgement slip."
CLOSURE = "This closure does not release the importer if circumstances change; the case is then taken up again."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def facts(**said: str) -> str:
    return csv_text([{**AN_INVOICE, **said}])


def test_a_sentence_for_the_importer_stands_below_the_title_of_its_sheet_and_of_no_other(small_out: Path) -> None:
    book = openpyxl.load_workbook(small_out / "closing-2026-10.xlsx")
    said = {page.title: str(page["A3"].value).partition("Tell the importer: ")[2] for page in book}
    assert {sheet: text for sheet, text in said.items() if text} == {
        "Settlements": f"{SLIP} (C.8(viii))",
        "Write-offs": f"{CLOSURE} (C.8(xii))",
        "Small value": f"{CLOSURE} (C.8(xii))",
    }


def test_each_sentence_stands_once_on_rules_with_its_source_and_the_items_that_it_concerns(small_out: Path) -> None:
    page = openpyxl.load_workbook(small_out / "closing-2026-10.xlsx")["Rules"]
    head, *rows = [[cell.value for cell in row] for row in page[page.tables["tblNotices"].ref]]
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(one["Said with"], one["Paragraph of the sentence"]) for one in told] == [
        ("acknowledgement slip", "C.8(viii)"),
        ("closure advice", "C.8(xii)"),
        ("advice of a non-physical import", "C.7.3(ii)"),
        ("payment checklist", "number of the paragraph not in the extract read"),
        ("remarks of an extension", "extension of time; MD B.5"),
        ("payment checklist", "B, general guidelines"),
        ("payment checklist", "B, general guidelines"),
    ]
    assert [one["Sentence"] for one in told[-2:]] == [
        "the letter of credit follows the uniform customs of the ICC.",
        "Research and Development Cess Act, 1986 for drawings and designs: believed repealed in 2017, "
        "ask the compliance desk.",
    ]
    posted = [row for row in read_csv(small_out / "settlements.csv") if row["status"] == "POSTED"]
    population = column_of(small_out / "closing-2026-10.xlsx", "Audit sample", "tblAuditSample", "Population items")
    assert [one["Items"] for one in told[:3]] == [len(posted), population[0], 0]
    assert all(one["Source of the sentence"] and one["Sure"] in ("H", "M", "L") for one in told)


@pytest.mark.parametrize(
    ("said", "reminded"),
    [
        ({}, ()),
        ({"letter_of_credit": "N", "drawings": "N"}, ()),
        ({"letter_of_credit": "Y"}, ("Income Tax Act", "uniform customs of the ICC")),
        ({"drawings": "Y"}, ("Income Tax Act", "Research and Development Cess Act, 1986")),
        ({"letter_of_credit": "Y", "drawings": "Y"}, ("Income Tax Act", "uniform customs", "Cess Act")),
    ],
)
def test_an_invoice_under_a_letter_of_credit_or_for_drawings_reminds_in_its_own_line(
    desk: Desk, said: dict[str, str], reminded: tuple[str, ...]
) -> None:
    desk.take({"a.obe.xml": obe_xml(boe()), "facts.csv": facts(difference_reason="", **said)})
    (payment,) = [case for case in decide(read_month(desk.ledger, OCTOBER), law()) if case.subject == PAYMENT]
    told = [word for word in ("Income Tax Act", "uniform customs", "Cess Act") if word in payment.decision.grounds]
    assert len(told) == len(reminded)
    assert all(words in payment.decision.grounds for words in reminded)


CLOSED = {"a.obe.xml": obe_xml(boe()), "orm.csv": csv_text([orm(amount="500.00")])}
ALLOWED = {"difference_reason": "DISCOUNT", "ad_satisfied": "Y", "documents_received": "Y"}


@pytest.mark.parametrize(
    ("said", "master", "against"),
    [
        (ALLOWED, {}, []),
        ({**ALLOWED, "ad_satisfied": "N"}, {}, [f"invoice {INVOICE_KEY}: AD satisfied N"]),
        ({**ALLOWED, "documents_received": "N"}, {}, []),  # a discount stands on the AD's satisfaction
        (ALLOWED, {"suit_pending": "Y"}, [f"invoice {INVOICE_KEY}: Suit pending Y"]),
        (
            ALLOWED,
            {"suit_pending": "Y", "adverse_notice": "Y"},
            [f"invoice {INVOICE_KEY}: Suit pending Y, Adverse notice Y"],
        ),
        ({"ad_satisfied": "N"}, {"suit_pending": "Y"}, []),  # paid in full, nothing was written off
        (ALLOWED, {"suit_pending": ""}, []),  # not known is no change
    ],
)
def test_a_closed_case_is_taken_up_again_where_an_answer_says_otherwise_later(
    desk: Desk, said: dict[str, str], master: dict[str, str], against: list[str]
) -> None:
    desk.take({**CLOSED, "facts.csv": facts(**ALLOWED), "importers.csv": csv_text([IMPORTER])})
    desk.settle("IBA26100000001/0009001", INVOICE_KEY, 50_000)
    assert changed_findings(read_month(desk.ledger, OCTOBER)) == []
    files = {"facts.csv": facts(**{"difference_reason": "", **said}), "importers.csv": csv_text([IMPORTER | master])}
    desk.take(files, NOVEMBER)
    told = changed_findings(read_month(desk.ledger, NOVEMBER))
    assert [(one.code, one.severity, one.found) for one in told] == [
        ("CLOSED_CASE_CHANGED", "WARN", found) for found in against
    ]


def test_what_is_open_is_decided_anew_by_the_answers_of_the_day(tmp_path: Path) -> None:
    """Nothing is closed for good: a write-off that was allowed in October is refused in November."""
    source, ledger = tmp_path / "in", tmp_path / "ledger.sqlite"
    source.mkdir()
    content: dict[str, Any] = {
        "a.obe.xml": obe_xml(boe()),
        "orm.csv": csv_text([orm(amount="490.00", remarks="INV/1")]),
        "facts.csv": facts(**ALLOWED),
        "importers.csv": csv_text([IMPORTER]),
        "rates.csv": "date,currency,inr_per_unit\n2026-10-30,USD,97.2892\n2026-11-27,USD,97.5\n",
    }
    for name, text in content.items():
        (source / name).write_text(text, "utf-8")
    (source / "rates.csv").write_text("date,currency,inr_per_unit\n2026-10-30,USD,97.2892\n", "utf-8")
    close(source, tmp_path / "october", OCTOBER, ledger)
    (source / "facts.csv").write_text(facts(**{**ALLOWED, "ad_satisfied": "N"}), "utf-8")
    close(source, tmp_path / "november", NOVEMBER, ledger)
    words = [
        [row["status"] for row in read_csv(tmp_path / month / "decisions.csv") if row["subject"] == "WRITEOFF"]
        for month in ("october", "november")
    ]
    assert words == [["OK"], ["REFUSE"]]
