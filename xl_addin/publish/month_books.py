"""The month's workbooks: the template, and the guided sample with its tour."""

from __future__ import annotations

from xl_addin.sample.tour import SAMPLE_START, write_tour
from xl_addin.workbook.month.template import MonthContent

TEMPLATE, SAMPLE = "month_template.xlsx", "guided_sample.xlsx"
CONTENT = {
    TEMPLATE: MonthContent(),
    SAMPLE: MonthContent("Import Desk: guided sample, October 2026", SAMPLE_START, first_page=write_tour),
}
