"""Makes workbooks/month_template.xlsx and the guided sample: generated, never edited by hand.

    python -m xl_addin.excel.make_month
"""

from __future__ import annotations

from pathlib import Path

from xl_addin.desk.atomic import atomic_write
from xl_addin.workbook.month.template import MonthContent, write_month_book

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"
TEMPLATE = "month_template.xlsx"


def main() -> None:
    """Writes every workbook into its place."""
    atomic_write(WORKBOOKS / TEMPLATE, lambda part: write_month_book(part, MonthContent()))


if __name__ == "__main__":
    main()
