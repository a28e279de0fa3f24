"""History: every act of the month, by whom, what it did, what another person said of it, whether it counts."""

from __future__ import annotations

from xl_addin.desk.month.history import ActShown
from xl_addin.workbook.lists import Column, List, Sheet, day, long, moment, text, whole

LIST: List[ActShown] = List(
    "tblHistory",
    rows=lambda told: told.history,
    empty="nothing in this period: no act",
    keeps_widths=True,
    columns=(
        Column("Act", whole, lambda a: a.act, 7, "Number in the ledger; blank: all that was done before this month."),
        Column("Done at", moment, lambda a: a.at, 18),
        Column("What was done", long, lambda a: a.words, 30),
        Column("As on", day, lambda a: a.as_on),
        Column("By", text, lambda a: a.person, 16),
        Column("Counts and amounts", long, lambda a: a.did, 52, "Rows of each kind; amounts by currency."),
        Column("Rows", whole, lambda a: a.rows, 8, "Rows that the act wrote into the ledger."),
        Column(
            "Answered", long, lambda a: a.answered, 26, "What other people said of what was proposed, or that it waits."
        ),
        Column("Stands", text, lambda a: a.stands, 20, "Whether it counts, or which act took it back."),
    ),
)

SHEET = Sheet(
    "History",
    "run",
    "Every act of the month in the ledger: when, by whom, what it did, who answered it, whether it counts.",
    "Nothing is changed here: an act that was taken back stays. The command history shows all months.",
    (LIST,),
    1,
)
