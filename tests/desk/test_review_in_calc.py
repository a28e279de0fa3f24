"""A closing workbook that another program saved is read back as it was written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.test_review import HEAD, Month, cell
from tests.desk.test_review_not_read import put
from tests.office.office import Office
from xl_addin.domain.errors import DeskError


@pytest.fixture
def month(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def test_a_book_saved_by_libreoffice_is_read_like_the_one_that_was_written(month: Month, office: Office) -> None:
    shutil.copy(office.recalculate(month.book), month.book)
    reviewed = month.review()
    assert (reviewed.changed, reviewed.findings) == (False, ())
    month.edit(lambda book: setattr(cell(book["Extensions"], HEAD + 1, "Remarks"), "value", "seen"))
    shutil.copy(office.recalculate(month.book), month.book)
    assert month.review().answers == 1


def test_libreoffice_calculates_the_formula_that_a_script_left(month: Month, office: Office) -> None:
    month.edit(put("Extensions", "Remarks", '="se"&"en"'))
    assert [one.code for one in month.review().findings] == ["INPUT_NOT_READ"]
    shutil.copy(office.recalculate(month.book), month.book)
    reviewed = month.review()
    assert (reviewed.answers, reviewed.findings) == (1, ())


def test_an_ods_book_is_refused_with_what_to_do(month: Month, office: Office) -> None:
    month.book = office.convert(month.book, "ods", "calc8")
    with pytest.raises(DeskError, match=r"OpenDocument") as told:
        month.review()
    assert "Save As" in told.value.todo
