"""The workbooks that are handed out: their formulas are in Excel's own form and name no add-in of one PC."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

import pytest

WORKBOOKS = sorted((Path(__file__).resolve().parents[2] / "workbooks").glob("*.xlsx"))
_FORMULA = re.compile(r"<f[^>]*>([^<]*)</f>")
OF_A_PC = re.compile(r"xlam|[A-Za-z]:\\|\[\d+\]|file:", re.IGNORECASE)


def formulas(path: Path) -> list[str]:
    """Every formula of a workbook as the file has it, without its texts in quotes."""
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
        found = [one for name in sheets for one in _FORMULA.findall(package.read(name).decode())]
    return [re.sub(r'"[^"]*"', '""', unescape(one)) for one in found]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_case_94_no_formula_names_an_add_in_or_a_folder(path: Path) -> None:
    assert [one for one in formulas(path) if OF_A_PC.search(one)] == []
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_case_95_formulas_have_commas_between_arguments_whatever_the_pc_has(path: Path) -> None:
    assert [one for one in formulas(path) if ";" in re.sub(r"\{[^}]*\}", "", one)] == []


@pytest.mark.skip(reason="waits for the add-in seen in Excel: links to another copy of it are repaired there")
def test_case_94_a_formula_that_names_another_copy_of_the_add_in_is_repaired() -> None:
    r"""What was stored as C:\folder\x.xlam'!WRITEOFF_OK becomes WRITEOFF_OK."""
