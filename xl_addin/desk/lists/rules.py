"""Rules: every rule the book relies on, the bank's own policy, and what its codes, status words and acts say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from xl_addin.desk.close.rules_used import RuleUsed, rules_used
from xl_addin.desk.lists import notices
from xl_addin.desk.lists.legend import LEGEND
from xl_addin.desk.lists.told import Told
from xl_addin.domain.findings import SEVERITY_ORDER, FindingRow, without_places
from xl_addin.domain.statuses import DOT, statuses
from xl_addin.engine.finding_codes import codes, row_of
from xl_addin.engine.plain_words import days_in_words
from xl_addin.ledger.acts import Act
from xl_addin.rulebook.policy import policy_rows
from xl_addin.workbook.lists import Column, Kind, List, Sheet, day, long, text, whole

RULES: List[RuleUsed] = List(
    "tblRules",
    rows=lambda told: rules_used(told.cases, told.law),
    columns=(
        Column("Rule", text, lambda r: r.provision.parameter, 32),
        Column("Meaning", long, lambda r: r.meaning, 44),
        Column("Value", long, lambda r: r.value, 18),
        Column("In force from", day, lambda r: r.effective_from),
        Column("In force to", day, lambda r: r.provision.effective_to),
        Column("Instrument", long, lambda r: days_in_words(r.provision.instrument), 36),
        Column("Paragraph", long, lambda r: r.provision.paragraph, 16),
        Column("Confidence", long, lambda r: r.confidence, 22),
        Column("Note", long, lambda r: r.provision.note, 36),
        Column(
            "Cited in a cell as",
            long,
            lambda r: r.provision.cited if r.provision.short else "",
            24,
            "Instrument and paragraph as a _WHY function names them among its first 250 signs.",
        ),
    ),
)

POLICY: List[tuple[str, str, str]] = List(
    "tblPolicy",
    rows=lambda told: policy_rows(told.law.policy),
    empty="no parameter of the bank's own policy was given",
    columns=(
        Column("Bank parameter", text, lambda p: p[0], 32),
        Column("Meaning of the parameter", long, lambda p: p[2], 44),
        Column("Bank value", long, lambda p: p[1], 18),
    ),
)


class CodeTold(NamedTuple):
    """A code that the book tells, with the number of lines and of decisions that tell it."""

    code: str
    row: FindingRow
    lines: int
    cases: int


def codes_told(told: Told) -> Sequence[CodeTold]:
    """Codes that stand in this book, worst first."""
    lines: Counter[str] = Counter(finding.code for finding in told.findings)
    cases = Counter(code for case in told.cases for code in case.decision.findings)
    # A ledger may keep findings of an earlier version whose code is gone; Exceptions shows them with their own texts.
    found = [CodeTold(code, row_of(code), lines[code], cases[code]) for code in codes().intersection({*lines, *cases})]
    return sorted(found, key=lambda one: (SEVERITY_ORDER[one.row.severity], one.code))


# The lists below the rules keep to the widths of its columns: two narrow ones before the last.
CODES: List[CodeTold] = List(
    "tblCodes",
    rows=codes_told,
    columns=(
        Column("Finding code", text, lambda c: c.code, 32),
        Column("Meaning of the code", long, lambda c: c.row.meaning, 44),
        Column("Severity", Kind.STATUS, lambda c: str(c.row.severity), 18),
        Column("Lines", whole, lambda c: c.lines, help="Lines on Exceptions with this code."),
        Column("Cases", whole, lambda c: c.cases, help="Decisions of this book that tell this code."),
        Column(
            "Remedy",
            long,
            lambda c: without_places(c.row.remedy),
            36,
            "What to do; … stands for what each finding fills in.",
        ),
    ),
)

STATUS_WORDS = List(
    "tblStatusWords",
    rows=lambda _: [pair for pair in statuses().items() if pair[1].symbol != DOT],
    columns=(
        Column("Status word", Kind.STATUS, lambda s: s[0], 32),
        Column("Meaning of the word", long, lambda s: s[1].meaning, 44),
        Column("In short", long, lambda s: s[1].label, 18),
        Column("Sign", Kind.SIGN, lambda s: s[0], 5.5, "Symbol of the status word."),
        Column("Said of", text, lambda s: s[1].about, 10),
        Column("Next step", long, lambda s: s[1].next, 36),
    ),
)

ACTS: List[tuple[Act, int, int]] = List(
    "tblActs",
    rows=lambda told: told.acts,
    columns=(
        Column("Act of the ledger", text, lambda a: a[0].kind, 32),
        Column("Meaning of the act", long, lambda a: a[0].words, 44),
        Column("Can be taken back", text, lambda a: "yes" if a[0].undoable else "no", 18),
        Column("Acts", whole, lambda a: a[1], help="Acts of this month when the book was made."),
        Column("Undone", whole, lambda a: a[2], help="Of these, the acts that were taken back and count no longer."),
        Column("Writes", long, lambda a: ", ".join(t.name for t in a[0].writes), 36, "Tables of the ledger."),
    ),
)

SHEET = Sheet(
    "Rules",
    "lists",
    "Every rule this book relies on; below: the bank's policy, what codes, words, acts mean, what to tell importers.",
    "Look at Confidence: M and L rest on a secondary source or a reading.",
    (RULES, POLICY, CODES, STATUS_WORDS, LEGEND, ACTS, notices.LIST),
    1,
)
