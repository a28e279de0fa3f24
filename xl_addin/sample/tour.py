"""The guided sample's tour: seven steps, each with the button, what to do, what you should see, and its command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xl_addin.buttons.sample import SAMPLE_FOLDER, SAMPLE_LEDGER
from xl_addin.buttons.table import LABELS
from xl_addin.workbook.books.port import CellValue
from xl_addin.workbook.layout.styles import FONT, HEAD_FILL, QUIET, RULE_LINE, Styles
from xl_addin.workbook.month.layout import AS_ON, BANK, FOLDER, LEDGER, OUT, POLICY, TOUR

DAY, CLOSING = date(2026, 10, 31), "guided-sample-closing"
POLICY_FILE = f"{SAMPLE_FOLDER}/policy/policy.toml"
SAMPLE_START: dict[str, CellValue] = {
    AS_ON: DAY,
    FOLDER: SAMPLE_FOLDER,
    LEDGER: SAMPLE_LEDGER,
    OUT: CLOSING,
    POLICY: POLICY_FILE,
    BANK: "Namuna Bank Ltd (fictional)",
}
_LEDGER = "--ledger guided.sqlite"
_DAY = f"--as-on {DAY.isoformat()} {_LEDGER}"
_LAW = f"{_DAY} --policy workbooks/{POLICY_FILE}"
_CLOSE = f"close workbooks/{SAMPLE_FOLDER} {_LAW} --out guided-closing"
_BOOK = "guided-closing/closing-2026-10.xlsx"
_FILL, _REVIEW = f"answer in {_BOOK}, save and close it", f"review {_BOOK} {_LAW}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the command of its button, what the person does, what shows that it worked, the command line's way.

    Of `lines` those in brackets are done by hand; the others follow `python desk.py`.
    """

    command: str
    do: str
    see: str
    lines: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    Step(
        "take_in",
        f"Press {LABELS['take_in']}. The folder and the day stand on Start already.",
        "On Start: 92 rows = 89 kept + 3 refused. On Exceptions the three refused lines stand on top: an amount, a "
        "currency and an importer's code that cannot be read, each with what to do.",
        (f"take-in workbooks/{SAMPLE_FOLDER} {_DAY}",),
    ),
    Step(
        "match",
        f"Press {LABELS['match']}.",
        "On Start: 20 settlement lines posted, 4 suggestions. On Settlements the 4 stand on top: another currency, "
        "another importer, two equal bills, an invoice that two remittances name in full. Evidence says why each line "
        "belongs together.",
        (f"settle {_DAY}",),
    ),
    Step(
        "go_to_exception",
        f"On Exceptions choose the row DUPLICATE_ORM and press {LABELS['go_to_exception']}.",
        "You stand on remittance IBA26100000018 on the sheet ORM: it repeats IBA26100000017. Both name one "
        "invoice in full, so that neither is settled before a person has looked.",
        (f"explain IBA26100000018 {_LAW}",),
    ),
    Step(
        "review",
        "On Settlements choose Accept for IBA26100000014, 15 and 17 (its bill is paid once; 18 repeats it), "
        "Reject for IBA26100000016. "
        f"Press {LABELS['review']}.",
        "On Start: 3 proposals posted, 1 refused. The three lines now read POSTED; the fourth is not proposed again.",
        (_CLOSE, f"({_FILL})", _REVIEW),
    ),
    Step(
        "review",
        "On Write-offs, row of BoE 7100019 (USD 25.00 open, CHECK): choose Reason BANK_CHARGES and AD satisfied Y. "
        f"Press {LABELS['review']}.",
        "The row reads OK. Above it: 5.00 % of 6,000.00 is OK, 9.90 % of 10,100.00 is ESCALATE by the bank's own 5 %, "
        "a pending suit is ESCALATE, an unsatisfied AD is REFUSE. Why and Citation say by which rule.",
        (_CLOSE, f"({_FILL})", _REVIEW),
    ),
    Step(
        "explain",
        f"On Write-offs stand on the row of BoE 7100008 and press {LABELS['explain']}.",
        "On Start: what was paid on invoice EXA-0808, by which evidence, and why its rest of USD 1,000.00 is ESCALATE.",
        (f"explain 7100008 {_LAW}",),
    ),
    Step(
        "close_month",
        f"Press {LABELS['close_month']}, then {LABELS['verify']}. Then, if you like, {LABELS['undo']}.",
        f"In the folder {CLOSING}: closing-2026-10.xlsx and its lists. Verified: 0 broken. Undo takes it back; "
        f"{LABELS['close_month']} makes it again.",
        (_CLOSE, f"verify {_LEDGER} --out guided-closing", f"undo {_LEDGER}"),
    ),
)

_TITLE = "Guided sample: a month in seven steps"
_WHAT = "October 2026 at an invented bank: 30 remittances, 25 bills of entry, one case each. About ten minutes."
_TODO = (
    f"Nothing here can do harm. {LABELS['reset_sample']} begins it anew. Buttons are on the tab Import Desk, in Calc "
    "in its menu."
)
_HEADS = ("Step", "Button", "What to do", "What you should see", "The same from the command line: python desk.py …")
_WIDTHS, _FIRST = (6, 18, 46, 58, 66), 4
_CELL = {"font_name": FONT, "font_size": 10, "valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": RULE_LINE}


def write_tour(book: Any, styles: Styles) -> None:
    """The first sheet of the guided sample."""
    page = book.add_worksheet(TOUR)
    cell, strong = book.add_format(_CELL), book.add_format({**_CELL, "bold": True, "font_color": HEAD_FILL})
    quiet = book.add_format({**_CELL, "font_name": "Courier New", "font_size": 8, "font_color": QUIET})
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.set_row(0, 24)
    for row, (text, style) in enumerate(((_TITLE, "title"), (_WHAT, "what"), (_TODO, "todo"))):
        page.write_string(row, 0, text, styles.named(style))
    for column, head in enumerate(_HEADS):
        page.write_string(_FIRST, column, head, styles.named("head"))
    for row, step in enumerate(STEPS, _FIRST + 1):
        page.set_row(row, _height(step))
        texts = (str(row - _FIRST), LABELS[step.command], step.do, step.see, "\n".join(step.lines))
        for column, (text, style) in enumerate(zip(texts, (strong, strong, cell, cell, quiet), strict=True)):
            page.write_string(row, column, text, style)
    page.freeze_panes(_FIRST + 1, 0)
    page.hide_gridlines(2)
    page.set_zoom(90)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    page.set_footer("&L&8&F&C&8&A&R&8page &P/&N")


def _height(step: Step) -> float:
    """Points for the longest text of a step in its column."""
    commands = sum(len(line) // 74 + 1 for line in step.lines) * 0.8  # in smaller letters
    return 8 + 13 * max(len(step.do) // 48 + 1, len(step.see) // 60 + 1, commands)
