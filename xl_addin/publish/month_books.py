"""Makes workbooks/month_template.xlsx and the guided sample: generated, never edited by hand.

python -m xl_addin.publish.month_books
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from xl_addin.buttons.sample import SAMPLE_FOLDER
from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.sample.files import sample_files
from xl_addin.sample.tour import SAMPLE_START, write_tour
from xl_addin.workbook.month.template import MonthContent, write_month_book

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
TEMPLATE, SAMPLE = "month_template.xlsx", "guided_sample.xlsx"
CONTENT = {
    TEMPLATE: MonthContent(),
    SAMPLE: MonthContent("Import Desk: guided sample, October 2026", SAMPLE_START, first_page=write_tour),
}


def write_all(folder: Path) -> None:
    """Writes the template, the guided sample and its extracts into `folder`."""
    for name, content in CONTENT.items():
        atomic_write(folder / name, partial(write_month_book, content=content))
    for name, text in sample_files().items():
        atomic_text(folder / SAMPLE_FOLDER / name, text)


if __name__ == "__main__":
    write_all(WORKBOOKS)
