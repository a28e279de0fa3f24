"""What the codes and status words of a book say, below its rules: taken from their registers."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from xl_addin.domain.findings import SEVERITY_ORDER, without_places
from xl_addin.domain.statuses import DOT, statuses
from xl_addin.engine.finding_codes import codes, row_of
from xl_addin.workbook.closing.schema import Column, Kind, Table, long, text, whole
from xl_addin.workbook.closing.view import ClosingView

# Both lie below the table of rules and keep to the widths of its columns: two narrow ones before the last.
CODES = Table(
    "tblCodes",
    (
        text("code", "Finding code", 32),
        long("meaning", "Meaning of the code", 44),
        Column("severity", "Severity", Kind.STATUS, 18),
        whole("lines", "Lines", help="Lines on Exceptions with this code."),
        whole("cases", "Cases", help="Decisions of this book that tell this code."),
        long("remedy", "Remedy", 36, "What to do; … stands for what each finding fills in."),
    ),
)
STATUS_WORDS = Table(
    "tblStatusWords",
    (
        Column("word", "Status word", Kind.STATUS, 32),
        long("meaning", "Meaning of the word", 44),
        long("label", "In short", 18),
        Column("word_sign", "Sign", Kind.SIGN, 5.5, help="Symbol of the status word."),
        text("about", "Said of", 10),
        long("next", "Next step", 36),
    ),
)


def legend_frames(view: ClosingView) -> dict[str, pd.DataFrame]:
    """Both tables: codes that this book tells, worst first, and every status word that has a symbol."""
    return {CODES.name: _codes(view), STATUS_WORDS.name: _words()}


def _codes(view: ClosingView) -> pd.DataFrame:
    lines = Counter(view.findings["code"].tolist())
    cases = Counter(code for told in view.decisions["findings"].tolist() for code in told.split())
    # A ledger may keep findings of an earlier version whose code is gone; Exceptions shows them with their own texts.
    rows = {code: row_of(code) for code in codes().intersection(lines | cases)}
    told = [
        (code, row.meaning, str(row.severity), lines[code], cases[code], without_places(row.remedy))
        for code, row in sorted(rows.items(), key=lambda pair: (SEVERITY_ORDER[pair[1].severity], pair[0]))
    ]
    return pd.DataFrame(told, columns=[column.key for column in CODES.columns], dtype=object)


def _words() -> pd.DataFrame:
    told = [
        (word, one.meaning, one.label, word, one.about, one.next)
        for word, one in statuses().items()
        if one.symbol != DOT
    ]
    return pd.DataFrame(told, columns=[column.key for column in STATUS_WORDS.columns], dtype=object)
