"""Letters as LibreOffice Writer lays them out: pages, heads and feet. Skipped where Writer is not installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.documents.test_pdf import MARK, paper
from xl_addin.documents.docx import docx_of

WRITER, TEXT_OF = shutil.which("lowriter"), shutil.which("pdftotext")


@pytest.mark.skipif(not (WRITER and TEXT_OF), reason="needs LibreOffice Writer and pdftotext of poppler")
def test_a_letter_of_two_pages_has_mark_heading_number_and_place_on_each(tmp_path: Path) -> None:
    made = tmp_path / "letter.docx"
    made.write_bytes(docx_of(paper(80, "SHRI VENKATESHWARA INTERNATIONAL AGRO FOODS श्री उद्योग", mark=MARK)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(WRITER), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    shown = subprocess.run(
        [str(TEXT_OF), "-layout", str(made.with_suffix(".pdf")), "-"], capture_output=True, check=True, text=True
    )
    pages = shown.stdout.rstrip("\f").split("\f")
    assert len(pages) == 2
    for at, page in enumerate(pages, 1):
        assert page.strip().startswith(MARK)
        assert re.search(rf"SLIP/1 +Page {at} of 2", page)
        assert re.search(r"BoE number +BoE date +Port +ORM number +Amount", page)
    assert [f"IBA2610{0:07d}" in page for page in pages] == [True, False]  # no number is torn
