"""Every golden vector calculated by a real Calc from a plain .xlsx, in three forms, in books of both date systems."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.hosts.calc.calc_book import CELL, COLUMN, ERR_504, RANGE, Book, Outcome, cell_of, is_truth
from tests.office.calc import Calc, site_packages
from tests.office.office import XLSX_FILTER
from tests.udfs.vectors import vectors
from udfs import REGISTRY
from udfs._kinds import RANGES
from udfs._registry import CellError
from xl_addin.hosts.calc.functions import handover

FORMS = (CELL, RANGE, COLUMN)


class Calculated:
    """The two books: what Calc shows, and the copy that it saved."""

    def __init__(self, calc: Calc, folder: Path) -> None:
        self.books = {date1904: Book(vectors(), date1904=date1904) for date1904 in (False, True)}
        self.outcomes: list[Outcome] = []
        self.saved: dict[bool, Path] = {}
        for date1904, book in self.books.items():
            path = book.save(folder / f"vectors-{1904 if date1904 else 1900}.xlsx")
            self.saved[date1904] = path.with_suffix(".saved.xlsx")
            calc.ask("open", path=str(path))
            self.outcomes += book.outcomes(calc.ask("read_all"))
            calc.ask("save", path=str(self.saved[date1904]), output_filter=XLSX_FILTER)
            calc.ask("close")


@pytest.fixture(scope="module")
def calculated(calc_profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calculated]:
    folder = tmp_path_factory.mktemp("vectors")
    shutil.copytree(calc_profile, folder / "profile")
    with Calc(folder / "profile", {"IMPORT_DESK_SITE": site_packages()}) as calc:
        yield Calculated(calc, folder)


def told(outcome: Outcome) -> str:
    """One line for a failure."""
    excel = outcome.vector.says or outcome.vector.shown(date1904=outcome.date1904)
    wanted = outcome.wanted if outcome.reasons else excel
    book = 1904 if outcome.date1904 else 1900
    return f"{outcome.vector.name} [{outcome.form}, {book}]: {outcome.found!r}, not {wanted!r} {set(outcome.reasons)}"


@pytest.mark.parametrize("date1904", [False, True], ids=["1900", "1904"])
@pytest.mark.parametrize("form", FORMS)
def test_calc_shows_what_every_vector_wants(calculated: Calculated, form: str, date1904: bool) -> None:
    """Where Calc cannot be given what the vector gives, it shows what the function makes of what it is given."""
    outcomes = [one for one in calculated.outcomes if one.form == form and one.date1904 == date1904]
    assert outcomes
    assert [told(outcome) for outcome in outcomes if not outcome.is_met] == []


def test_no_lost_fact_allows_what_excel_does_not(calculated: Calculated) -> None:
    """A fact that Calc loses may turn OK into CHECK, never the other way; but TRUE for an amount is taken as 1."""
    differing = [one for one in calculated.outcomes if not one.is_as_in_excel]
    allowing = [one for one in differing if one.found is True or one.found == "OK"]
    lost = [one for one in allowing if handover.BOOLEAN_AS_NUMBER not in one.reasons]
    # A test of numbers, not a decision: an empty difference is 0 there, and 0 is within every limit.
    assert {one.vector.name for one in lost} <= {
        "TOLERANCE: difference blank (OK)",
        "TOLERANCE: difference blank (STATUS)",
    }, list(map(told, lost))


def test_ranges_of_one_cell_differ_only_in_what_a_range_cannot_hold(calculated: Calculated) -> None:
    """Empty cells, zeros and FALSE are told apart there; only booleans as numbers, empty text and errors are not."""
    reasons = {reason for one in calculated.outcomes if one.form != CELL for reason in one.reasons}
    assert reasons <= {handover.BOOLEAN_AS_NUMBER, handover.EMPTY_TEXT, handover.ERROR_IN_RANGE}


def test_every_function_is_calculated_in_every_form(calculated: Calculated) -> None:
    for form in (CELL, RANGE):
        assert {one.vector.function for one in calculated.outcomes if one.form == form} == {
            vector.function for vector in vectors()
        }
    columns = {one.vector.function for one in calculated.outcomes if one.form == COLUMN}
    of_cells = {name for name, one in REGISTRY.items() if not any(a.kind in RANGES for a in one.arguments)}
    assert columns >= {vector.function for vector in vectors() if vector.function.endswith("_STATUS")} & of_cells
    assert {vector.function for vector in vectors()} <= set(REGISTRY)


@pytest.mark.parametrize("date1904", [False, True], ids=["1900", "1904"])
def test_a_saved_book_keeps_plain_names_and_values(calculated: Calculated, date1904: bool) -> None:
    path, book = calculated.saved[date1904], calculated.books[date1904]
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    shown = {id(one.vector): one for one in calculated.outcomes if one.form == CELL and one.date1904 == date1904}
    for placed in book.placed:
        if placed.form == CELL and not isinstance(placed.vectors[0].wanted, tuple):
            vector, at = placed.vectors[0], placed.at.partition(":")[0]
            assert formulas["rows"][at].value.startswith(f"={vector.function}(")
            cached = values["rows"][at].value
            found = shown[id(vector)].found
            if isinstance(found, str) and found.startswith("#"):
                assert cached == str(found)
            else:
                read = float(cached) if isinstance(cached, int) else "" if cached is None else cached
                # Calc writes its own errors, which Excel does not know, as #VALUE!.
                assert cell_of(read, is_truth(vector)) == ("#VALUE!" if found == ERR_504 else found), vector.name


def test_error_values_are_seen_by_calc_as_errors(calculated: Calculated) -> None:
    errors = {one.found for one in calculated.outcomes if isinstance(one.found, CellError)}
    assert {CellError.VALUE, CellError.NUM, CellError.DIV0} <= errors
