"""The bundle answers: every golden vector in node, a thousand in Chromium, with the bundle's own files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.hosts.web.asked import MODES, ROWS, VECTORS, asked, call, here, long_range
from tests.hosts.web.browser import back, in_chromium, in_node, pyodide
from udfs import REGISTRY
from udfs._registry import CellError
from xl_addin.hosts.carried import unix
from xl_addin.hosts.web.bundle import build
from xl_addin.hosts.web.page import HOME
from xl_addin.publish.vectors import Vector

pytestmark = pytest.mark.web
IN_CHROMIUM = 1000
MAY = 46146.0  # 4-May-2026
CLEAR = (MAY, "DISCOUNT", True, False, False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("web") / "bundle"
    build(out, "https://apps.bank.example", pyodide(), REGISTRY)
    return out / "site"


@pytest.fixture(scope="module")
def answers(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What node answers in one run, by mode or by case."""
    work = [(mode, asked(VECTORS, mode)) for mode in MODES]
    work += [(name, settings | {"calls": [one]}) for name, settings, one, _ in TOLD]
    work += [("column", {"calls": [call("IEC_OK", {"column": ["0388012345", {"error": "#N/A"}, 0, "388012345"]})]})]
    two = [call("OUTSTANDING", 100.0, {"foreign": [[0]]}), call("OUTSTANDING", 100.0, 0.0)]
    work += [("two books", {"calls": two})]
    return dict(in_node(site, work, tmp_path_factory.mktemp("node"))["answers"])


def unmet(some: tuple[Vector, ...], found: dict[str, list[Any]]) -> list[Any]:
    """Vectors whose answer in a mode is not what they want, with that answer."""
    return [
        (mode, vector.name, rows)
        for mode in MODES
        for vector, rows in zip(some, found[mode], strict=True)
        if not _met(here(vector), back(rows), MODES[mode]["year"] == 1904)
    ]


def _met(vector: Vector, rows: list[list[Any]], date1904: bool) -> bool:
    return vector.met(rows if isinstance(vector.wanted, tuple) else rows[0][0], date1904=date1904)


def test_every_golden_vector_is_answered_in_node_however_excel_hands_cells_over(answers: dict[str, Any]) -> None:
    assert len(VECTORS) > 1800
    assert unmet(VECTORS, answers) == []


# What only a book can say: empty cells that come as 0, days whose zero is not told, cells that change meanwhile.
TOLD = (
    ("zero that stands in a cell is the number", {}, call("WRITEOFF_STATUS", 100.0, 0.0, *CLEAR), "CHECK"),
    (
        "an empty cell that comes as 0 is a fact that is missing",
        {},
        call("WRITEOFF_STATUS", 100.0, 4.0, MAY, "DISCOUNT", True, None, False),
        "CHECK",
    ),
    ("the same cell with FALSE", {}, call("WRITEOFF_STATUS", 100.0, 4.0, *CLEAR), "OK"),
    (
        "the same cell with 0, which is no",
        {},
        call("WRITEOFF_STATUS", 100.0, 4.0, MAY, "DISCOUNT", True, 0.0, False),
        "OK",
    ),
    (
        "0 typed into the formula is no",
        {},
        call("WRITEOFF_STATUS", 100.0, 4.0, MAY, "DISCOUNT", True, {"typed": [[0]]}, False),
        "OK",
    ),
    ("a row of empty cells is blank", {}, call("SMALLVALUE_STATUS", None, None, None), None),
    (
        "a cell that has changed meanwhile",
        {},
        call("WRITEOFF_STATUS", 100.0, {"cells": [[0]], "now": [[7]]}, *CLEAR),
        CellError.NA,
    ),
    ("no addresses, a 0", {"tellsAddresses": False}, call("WRITEOFF_STATUS", 100.0, 0.0, *CLEAR), CellError.NA),
    ("no addresses, no 0", {"tellsAddresses": False}, call("WRITEOFF_STATUS", 100.0, 4.0, *CLEAR), "OK"),
    ("a book that does not tell its day 0, a date", {"year": 0}, call("REGIME", MAY), CellError.NA),
    ("a book that does not tell its day 0, no date", {"year": 0}, call("IEC_OK", "0388012345"), True),
    ("Excel is busy, a date", {"tellsCells": False}, call("REGIME", MAY), CellError.NA),
    ("Excel is busy, an empty cell as 0", {"tellsCells": False}, call("OUTSTANDING", 100.0, 0.0), CellError.NA),
    ("#REF! in an argument", {}, call("IEC_OK", CellError.REF), CellError.VALUE),
)


def test_no_zero_is_guessed_to_be_a_number_and_no_day_to_be_of_1900(answers: dict[str, Any]) -> None:
    assert {name: back(answers[name][0])[0][0] for name, *_ in TOLD} == {name: cell for name, *_, cell in TOLD}
    assert "which of the cells" in answers["no addresses, a 0"][0][0][0]["message"]
    assert "counts its days" in answers["Excel is busy, a date"][0][0][0]["message"]
    assert answers["#REF! in an argument"][0][0][0]["message"] == "An argument holds #REF!"


def test_a_whole_column_is_asked_in_its_used_rows_and_answered_to_its_end(answers: dict[str, Any]) -> None:
    (found,) = answers["column"]
    assert found["height"] == 1_048_576
    assert back(found["first"]) == [[True], [CellError.NA], [False], [False], [None]]


def test_a_zero_of_another_book_leaves_the_other_formulas_of_the_sheet_alone(answers: dict[str, Any]) -> None:
    foreign, own = answers["two books"]
    assert back(foreign) == [[CellError.NA]]
    assert back(own) == [[100.0]]


def test_the_script_calls_only_what_microsofts_own_declarations_know(tmp_path: Path) -> None:
    """Types of Office.js and of custom functions, as npm has them; what stands in outside Excel is left out."""
    modules = pyodide().parent
    (tmp_path / "node_modules").symlink_to(modules)
    declared = "declare const DESK: any;\ndeclare function loadPyodide(options: object): Promise<any>;\n"
    (tmp_path / "declared.d.ts").write_text(declared)
    script = unix(HOME / "functions.js").decode()
    assert "= outside();" in script
    (tmp_path / "functions.js").write_text(script.replace("= outside();", "= /** @type {any} */ (outside());"))
    options = "--allowJs --checkJs --noEmit --skipLibCheck --target es2022 --lib es2022,dom"
    types = "--types office-js,custom-functions-runtime"
    command = ["node", str(modules / "typescript" / "bin" / "tsc"), *options.split(), *types.split()]
    done = subprocess.run(
        [*command, "declared.d.ts", "functions.js"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    assert done.returncode == 0


def test_a_damaged_archive_is_refused_in_every_cell_also_where_office_comes_late(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "site"
    shutil.copytree(site, other)
    (packed,) = other.glob("*.zip")
    packed.write_bytes(packed.read_bytes() + b" ")
    found = in_node(other, [("damaged", {"calls": [call("IEC_OK", "0388012345")]})], tmp_path, "late")
    ((cell,),) = found["answers"]["damaged"][0]
    assert cell["error"] == CellError.NA.value
    assert "is not the file that this page was made with" in cell["message"]


def test_the_page_answers_a_thousand_vectors_in_chromium_under_the_headers_that_it_is_told_of(
    site: Path, tmp_path: Path
) -> None:
    some = VECTORS[:: len(VECTORS) // IN_CHROMIUM][:IN_CHROMIUM]
    first = ("first", {"calls": [call("IEC_OK", "0388012345")]})
    rows = [
        (f"{ROWS} rows, {what}", long_range(seed)) for what, seed in (("new", 0), ("again", 0), ("new again", ROWS))
    ]
    work = [first, *((mode, asked(some, mode)) for mode in MODES), *rows]
    found = in_chromium(site, work, tmp_path)
    print(
        found["times"], found["state"], found["since"], tmp_path / "page.png"
    )  # seen with -s: the figures of docs/web.md
    assert found["refused"] == []
    assert "functions, Import Desk" in found["state"]
    assert found["verdict"] == "12 of 12 golden cases answered as they must be."
    assert unmet(some, found["answers"]) == []
    for name, _ in rows:
        assert len(found["answers"][name][0]) == ROWS
        assert {cell for (cell,) in found["answers"][name][0]} == {"OK"}
    assert (tmp_path / "page.png").stat().st_size > 10_000
