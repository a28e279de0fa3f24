"""The print set: nothing is cut or lost, no letter below seven points, at most twelve columns, few pages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.desk.month_fixture import DESK, OCTOBER, SAMPLES, SMALL, close, law, read_csv
from tests.shared import shared
from xl_addin.desk.lists.book import LISTS
from xl_addin.desk.lists.printed import printed_lists, register
from xl_addin.desk.month.now import month_now
from xl_addin.documents.print_set import LETTERS, MOST_COLUMNS, SENTENCE, Printed, print_set
from xl_addin.ledger import open_ledger
from xl_addin.workbook.proof.tieouts import tie_outs

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext of poppler")

MOST_PAGES = 150
LONG = "Namuna Petrochemicals and Fertilisers (Export and Import) Private Limited, Gandhidham"
SENTENCE_OF_ROW = "The difference of USD 12.00 is 0.4 per cent of the invoice; the limit is 5 per cent. " * 4


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page, as another program reads it."""
    path = folder / "print.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
    return done.stdout.split("\f")[:-1]


def words_of(text: str) -> str:
    return "".join(text.split())


def a_list(*rows: tuple[tuple[str, ...], str], headings: tuple[str, ...] = ("Item", "Amount", "Importer")) -> Printed:
    return Printed("Write-offs", "What may be written off.", headings, (1,), rows)


def test_a_long_name_and_a_long_sentence_stand_there_whole(tmp_path: Path) -> None:
    _, pdf = print_set([a_list((("OTT1", "12,34,567.89", LONG * 3), SENTENCE_OF_ROW))], "run 1")
    (page,) = pages_of(pdf, tmp_path)
    assert words_of(page).count(words_of("Gandhidham")) == 3
    assert words_of(page).count(words_of("the limit is 5 per cent.")) == 4
    assert "12,34,567.89" in page


def test_a_word_longer_than_its_column_is_parted_and_not_cut(tmp_path: Path) -> None:
    word = "X" * 900 + "END"
    _, pdf = print_set([a_list((("OTT1", "1.00", word), word))], "run 1")
    assert words_of(pages_of(pdf, tmp_path)[0]).count("END") == 2


def test_headings_stand_on_each_page_with_its_number_and_the_run(tmp_path: Path) -> None:
    rows = [((f"OTT{n:04}", "1.00", "Namuna"), "") for n in range(200)]
    count, pdf = print_set([a_list(*rows)], "run 2026-10-abc", "TRAINING")
    pages = pages_of(pdf, tmp_path)
    assert len(pages) == count > 3
    for number, page in enumerate(pages, 1):
        assert "Importer" in page
        assert f"Page {number} of {count}" in page
        assert "run 2026-10-abc" in page
        assert "TRAINING" in page
    assert sum(page.count("OTT") for page in pages) == 200


@pytest.mark.parametrize(("name", "shown"), [("MÜLLER ₹", "MÜLLER"), ("नमूना", ""), ("中国", "[U+4E2D][U+56FD]")])
def test_a_letter_that_no_font_has_is_told_by_its_number(tmp_path: Path, name: str, shown: str) -> None:
    _, pdf = print_set([a_list((("OTT1", "1.00", name), name))], "run 1")
    assert shown in pages_of(pdf, tmp_path)[0]


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    assert "Nothing." in pages_of(print_set([a_list()], "run 1")[1], tmp_path)[0]


def test_the_same_lists_give_the_same_bytes() -> None:
    made = [print_set([a_list((("OTT1", "1.00", LONG), ""))], "run 1") for _ in range(2)]
    assert made[0] == made[1]


def test_letters_are_of_seven_points_and_more_and_columns_twelve_at_most() -> None:
    assert min(LETTERS, SENTENCE) >= 7
    assert all(len(row.headings) <= MOST_COLUMNS for row in register().values())


@pytest.mark.parametrize("title", register())
def test_a_printed_list_names_headings_that_its_list_has(title: str) -> None:
    row = register()[title]
    known = {column.header for table in LISTS if table.name == row.table for column in table.columns}
    assert {*row.headings, row.sentence, row.rows} - {""} <= known


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Printed], Any]:
    out = shared(tmp_path_factory, "desk", lambda folder: close(DESK, folder))
    ledger = open_ledger(str(out / "ledger.sqlite"))
    view = month_now(ledger, OCTOBER, law()).closing.view
    ledger.close()
    return printed_lists(view, tie_outs(view)), view


def test_the_desk_month_takes_few_pages_and_tells_what_it_leaves_out(
    desk: tuple[list[Printed], Any], tmp_path: Path
) -> None:
    lists, view = desk
    count, pdf = print_set(lists, "run 1")
    pages = pages_of(pdf, tmp_path)
    assert len(pages) == count <= MOST_PAGES
    text = words_of(" ".join(pages))
    for one in lists:
        assert words_of(one.title) in text
    invoices = next(one for one in lists if one.title == "BoE invoices")
    known = len(view.lists["tblInvoices"])
    assert 0 < len(invoices.rows) < known
    assert words_of(f"Here {len(invoices.rows):,} of {known:,} rows") in text


def test_the_printed_opening_is_that_of_the_control_totals(tmp_path_factory: pytest.TempPathFactory) -> None:
    out = shared(tmp_path_factory, "small", lambda folder: close(SMALL, folder))
    ledger = open_ledger(str(out / "ledger.sqlite"))
    view = month_now(ledger, OCTOBER, law()).closing.view
    ledger.close()
    rolled = {one.title: one for one in printed_lists(view, tie_outs(view)) if one.title.startswith("Roll-forward")}
    sheets = {"ORM": "Roll-forward: ORM", "INVOICE": "Roll-forward: BoE invoices"}
    seen = 0
    for row in read_csv(SAMPLES / "2026-10-small" / "expected" / "control_totals.csv"):
        one = rolled[sheets[row["item"]]]
        at = one.headings.index("Opening")
        shown = {cells[0]: cells[at] for cells, _ in one.rows if cells[1] == "Amount"}
        if row["currency"] in shown:
            assert shown[row["currency"]].replace(",", "") == row["opening_amount"]
            seen += 1
    assert seen > 4
