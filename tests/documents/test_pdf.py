"""Papers as PDF: the same bytes for the same paper, pages told, Indian scripts, letters that no font has."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from xl_addin.documents.facts import Facts, Grid
from xl_addin.documents.pdf import pdf_of
from xl_addin.documents.template import Paper, filled, template_of
from xl_addin.domain.errors import ValueRefused

TEMPLATE = template_of(
    "own.txt", "# Slip\n\nTo {importer}\n{address}\n\n[bills]\n\nKeep it.\n", ("importer", "address"), ("bills",)
)
HEADS = ("BoE number", "BoE date", "Port", "ORM number", "Amount")


MARK = "TRAINING: this is no paper of a bank."


def paper(
    lines: int,
    importer: str = "NAKLI FOODS",
    address: str = "PLOT 2, PUNE",
    number: str = "SLIP/1",
    mark: str = "",
) -> Paper:
    rows = [(f"{at:07d}", "06-Oct-2026", "INNSA1", f"IBA2610{at:07d}", "1,234.00") for at in range(lines)]
    totals = [("Total", "", "", "", "9,99,999.00")] if lines else []
    grid = Grid(HEADS, (*rows, *totals), (4,), len(totals))
    fields = {"importer": importer, "address": address}
    return filled(TEMPLATE, number, Facts(fields, {"bills": grid}, ("Act 2.",), mark))


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


# lines of a slip -> pages: about 45 lines a page
@pytest.mark.parametrize(("lines", "count"), [(0, 1), (1, 1), (40, 1), (60, 2), (500, 10)])
def test_case_105_a_slip_of_any_length_is_paged(lines: int, count: int) -> None:
    assert abs(pages(pdf_of([paper(lines)])) - count) <= count // 8


def test_the_same_paper_is_the_same_bytes_and_another_is_not() -> None:
    assert pdf_of([paper(3)]) == pdf_of([paper(3)])
    assert pdf_of([paper(3)]) != pdf_of([paper(4)])


LONG = " ".join(["Sri Venkateswara Precision Engineering and General Trading Company"] * 4)
SHOWN = {
    "a long name and address": (LONG, ", ".join(f"Unit {at} of the Nariman Industrial Estate" for at in range(20))),
    "a word that is longer than a line": ("X" * 300, "Y" * 300),
    "Devanagari": ("श्री कृष्ण क्षत्रिय उद्योग प्राइवेट लिमिटेड", "भूखंड क्रमांक १२, एमआयडीसी, पुणे ४११०१९"),
    "signs of markup": ("A <b>& Sons</b> <para>", 'Plot "2" & </para>'),
    "rupees": ("₹ Traders", "–"),
}


@pytest.mark.parametrize(("importer", "address"), SHOWN.values(), ids=SHOWN)
def test_names_and_addresses_of_any_kind_are_drawn(importer: str, address: str) -> None:
    assert pdf_of([paper(2, importer, address)]).startswith(b"%PDF")


def test_a_cell_that_is_longer_than_a_page_goes_on_on_the_next() -> None:
    grid = Grid(("Item", "Why"), (("A1", "the difference is seven per cent of the value " * 400),))
    long = filled(TEMPLATE, "MEMO/1", Facts({"importer": "A", "address": "B"}, {"bills": grid}))
    assert pages(pdf_of([long])) > 2


@pytest.mark.parametrize("name", ["தமிழ் நிறுவனம்", "NAKLI 😀 FOODS", "公司"])
def test_a_letter_that_no_font_has_is_told_and_not_drawn_as_a_box(name: str) -> None:
    with pytest.raises(ValueRefused, match="letters that the fonts of the papers have"):
        pdf_of([paper(1, name)])


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext of poppler")
def test_each_page_has_its_head_its_number_and_its_place_and_the_total_is_on_the_last(tmp_path: Path) -> None:
    made = tmp_path / "two.pdf"
    made.write_bytes(pdf_of([paper(100), paper(1, number="SLIP/2")]))
    text = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, check=True, text=True).stdout
    *told, last = text.rstrip("\f").split("\f")
    feet = [re.findall(r"SLIP/\d +Page \d of \d", page) for page in (*told, last)]
    assert [" ".join(foot.split()) for (foot,) in feet] == [
        *("SLIP/1 Page 1 of 3", "SLIP/1 Page 2 of 3", "SLIP/1 Page 3 of 3"),
        "SLIP/2 Page 1 of 1",
    ]
    assert all("BoE number" in page for page in (*told, last))
    assert ["Total" in page for page in told] == [False, False, True]
    assert "Act 2." in told[-1]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext of poppler")
def test_the_mark_of_a_training_ledger_stands_above_each_page_of_its_paper_and_no_other(tmp_path: Path) -> None:
    made = tmp_path / "two.pdf"
    made.write_bytes(pdf_of([paper(100, mark=MARK), paper(1, number="SLIP/2"), paper(1, number="SLIP/3", mark=MARK)]))
    text = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, check=True, text=True).stdout
    heads = [page.strip().split("\n")[0].strip() == MARK for page in text.rstrip("\f").split("\f")]
    assert heads == [True, True, True, False, True]


def test_two_blank_lines_leave_room_to_sign() -> None:
    def height(blank: str) -> int:
        text = "Pay {importer}\n" + f"For the bank{blank}Signatory\n\n" * 20
        return pages(pdf_of([filled(template_of("own", text, ("importer",), ()), "A/1", Facts({"importer": "A"}))]))

    assert (height("\n\n"), height("\n\n\n")) == (1, 2)
