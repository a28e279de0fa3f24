"""Outside text stays text: no formula, link or number comes from the data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path

import pandas as pd
import pytest

from xl_addin.workbook.books.closing import write_closing
from xl_addin.workbook.layout.cells import plain_number
from xl_addin.workbook.safe_text import CELL_LIMIT, CUT_MARK, safe_footer, safe_text

from .books import formulas, functions, load, parts, table_rows
from .conftest import Written
from .months import SyntheticMonth
from .view_frames import FINDINGS, PAYLOADS
from .views import month

ALLOWED = {"SUM", "SUMIFS", "COUNTIFS", "SUMPRODUCT", "ROUND", "IF", "AND", "MIN", "MAX", "SUBTOTAL"}
TOTALLED = {"ORM", "BoE invoices", "Settlements", "Write-offs", "Small value", "Extensions", "Advances", "Follow-up"}


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ("Nila Chemicals & Dyes", "Nila Chemicals & Dyes"),
        ("=1+1", "=1+1"),
        ("\t=1+1", "\t=1+1"),
        ("\r\n=1+1", "\n=1+1"),
        ("a\x00b\x0bc\x1fd\x7fe\x9ff", "abcdef"),
        ("\ud800lone", "lone"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("₹ 1,000 – 中", "₹ 1,000 – 中"),
        ("x" * CELL_LIMIT, "x" * CELL_LIMIT),
        ("x" * (CELL_LIMIT + 1), "x" * (CELL_LIMIT - len(CUT_MARK)) + CUT_MARK),
        ("", ""),
        ("<r>x</r>", "<r>x</r> "),
    ],
)
def test_case_34_text_in_a_cell_is_printable_and_turns_nothing_round(found: str, kept: str) -> None:
    assert safe_text(found) == kept


def test_case_35_a_cut_never_splits_a_pair_of_units() -> None:
    cut = safe_text("😀" * CELL_LIMIT)
    assert len(cut.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert cut.endswith("😀" + CUT_MARK)


def test_a_footer_holds_no_field_code() -> None:
    assert safe_footer("R&D &A\n") == "R&&D &&A "


@pytest.mark.parametrize("name", ["month", "nil", "broken"])
def test_formulas_call_only_functions_of_the_list(written: dict[str, Written], name: str) -> None:
    seen = [functions(cell.value) for _, cell in formulas(written[name].formulas)]
    assert set().union(*seen) <= ALLOWED


def test_formulas_stand_only_where_code_puts_them(written: dict[str, Written]) -> None:
    assert {sheet for sheet, _ in formulas(written["month"].formulas)} == {
        *("Control", "Summary", "Roll-forward", "Referrals", "Approvals"),
        *TOTALLED,
    }


def test_case_36_payloads_in_every_text_of_the_month_stay_literal(tmp_path: Path) -> None:
    path = tmp_path / "payload.xlsx"
    payloads = [*PAYLOADS, "x" * 40_000]
    small = month(orms=20, invoices=20, lines=20, decisions=140)
    write_closing(_everywhere(replace(small, findings=_findings(payloads)), payloads).book(), path)
    book = load(path)
    found = [row["Found"] for row in table_rows(book, "Exceptions", "tblExceptions")]
    assert found == [safe_text(payload) for payload in payloads]
    names = {row["Importer"] for row in table_rows(book, "ORM", "tblOrm")}
    assert names == {safe_text(payload) for payload in payloads}
    for _, cell in formulas(book):
        assert "cmd" not in cell.value
        assert functions(cell.value) <= ALLOWED
    assert not [name for name in parts(path) if "externalLink" in name]
    assert not [data for name, data in parts(path).items() if name.endswith(".rels") and b"External" in data]


def _findings(payloads: list[str]) -> pd.DataFrame:
    rows = [("CODE", "WARN", text, text, 1, text, text, text, text) for text in payloads]
    return pd.DataFrame(rows, columns=FINDINGS)


TEXTS = {
    "orms": ["importer", "beneficiary", "remarks", "flags", "orm_number"],
    "invoices": ["importer", "supplier", "invoice_number", "flags"],
    "settlements": ["reason", "evidence", "group_id"],
    "decisions": ["importer", "findings", "why", "citation", "reason"],
    "sources": ["file", "kind"],
    "checklist": ["task", "owner"],
    "importers": ["importer", "why"],
    "rules": ["meaning", "value", "note"],
    "policy": ["value", "meaning"],
}


def _everywhere(view: SyntheticMonth, payloads: list[str]) -> SyntheticMonth:
    frames = {}
    for name, keys in TEXTS.items():
        frame = getattr(view, name)
        texts = list(islice(cycle(payloads), len(frame)))
        frames[name] = frame.assign(**dict.fromkeys(keys, texts))
    first = payloads[6]
    stamp = replace(view.stamp, bank=first, run_id=first, made_by=first, versions={first: first})
    return replace(view, stamp=stamp, **frames)


@pytest.mark.parametrize("value", ["1234567890123456", "0.1234567890123456", "-12345678901234.56"])
def test_case_9_a_number_that_a_cell_would_change_is_refused(value: str) -> None:
    with pytest.raises(AssertionError, match="significant digits"):
        plain_number(Decimal(value))


@pytest.mark.parametrize("value", ["123456789012345", "0.50", "-1234567890123.45", "1000000000000000000"])
def test_case_9_a_number_of_fifteen_digits_is_written_as_it_is(value: str) -> None:
    assert plain_number(Decimal(value)) == value


def test_case_9_an_amount_beyond_fifteen_digits_is_refused(tmp_path: Path) -> None:
    view = month(orms=2)
    orms = view.orms.assign(amount_minor=10**15)
    with pytest.raises(AssertionError, match="15 digits"):
        write_closing(replace(view, orms=orms).book(), tmp_path / "never.xlsx")
