"""The generated workbooks calculated by a real Calc with our extension: all rows PASS, examples give what is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.office.calc import Calc, site_packages
from tests.udfs.vectors import vectors
from udfs._registry import REGISTRY
from xl_addin import rulebook
from xl_addin.publish.guide import families
from xl_addin.publish.kept import VERSION
from xl_addin.publish.make import ROOT


@pytest.fixture(scope="module")
def calc(calc_profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    profile = tmp_path_factory.mktemp("books") / "profile"
    shutil.copytree(calc_profile, profile)
    with Calc(profile, {"IMPORT_DESK_SITE": site_packages()}) as found:
        yield found


@pytest.fixture
def opened(calc: Calc, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Calc]:
    copy = shutil.copy(ROOT / "workbooks" / request.param, tmp_path)
    calc.ask("open", path=str(copy))
    calc.ask("calculate")
    yield calc
    calc.ask("close")


@pytest.mark.parametrize("opened", ["udf_acceptance.xlsx", "udf_acceptance_1904.xlsx"], indirect=True)
def test_all_rows_pass(opened: Calc) -> None:
    (overall,) = opened.ask("read", at="Tests!C4:G4")
    rows = opened.ask("read", at=f"Tests!A7:H{6 + len(vectors())}")
    judged = [row for row in rows if row[0] not in (None, "")]
    assert [row for row in judged if row[7] not in ("PASS", "EXCEL ONLY")] == []
    passed = sum(row[7] == "PASS" for row in judged)
    assert overall[0] == f"ALL {passed} PASS"
    assert overall[4] == "Calc"


@pytest.mark.parametrize("opened", ["udf_acceptance.xlsx"], indirect=True)
def test_a_wrong_answer_fails_the_whole(opened: Calc) -> None:
    """The judging formulas are shown to judge: each kind of expected value is made wrong once."""
    rows = opened.ask("read", at="Tests!F7:F400")
    kinds = {row[0]: number for number, row in enumerate(rows, 7) if row[0]}
    assert {"be", "be text", "contain", "be blank", "be error"} <= set(kinds)
    for number in kinds.values():
        opened.ask("put", at=f"Tests!E{number}", rows=[["something else"]])
    opened.ask("calculate")
    judged = {
        kind: opened.ask("read", at=f"Tests!H{number}")[0][0] for kind, number in kinds.items() if kind != "be table"
    }
    assert set(judged.values()) <= {"FAIL", "EXCEL ONLY"}
    assert " of " in opened.ask("read", at="Tests!C4")[0][0]


@pytest.mark.parametrize("opened", ["function_guide.xlsx"], indirect=True)
@pytest.mark.parametrize("family", [family.title for family in families(REGISTRY)])
def test_the_examples_of_the_guide_give_what_is_kept(opened: Calc, family: str) -> None:
    kept = load_workbook(ROOT / "workbooks" / "function_guide.xlsx", data_only=True)[family]
    now = opened.ask("read", at=f"{family}!A1:I{kept.max_row}")
    for line, row in zip(now, kept.iter_rows(values_only=True), strict=True):
        shown = [VERSION if rulebook.load().version == cell else _plain(cell) for cell in line[: len(row)]]
        assert shown == [_plain(cell) for cell in row[: len(line)]]


def _plain(cell: Any) -> Any:
    """A cell for comparison: dates as serials, TRUE as 1, a blank as empty text."""
    if cell is None:
        return ""
    if hasattr(cell, "toordinal"):
        return float(cell.toordinal() - 693594)
    return float(cell) if isinstance(cell, bool | int) else cell
