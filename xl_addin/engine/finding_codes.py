"""Codes that a decision may tell: rows of the registers of findings, of status words and of conditions."""

from __future__ import annotations

from xl_addin.domain.findings import FindingRow, Severity, register
from xl_addin.domain.statuses import statuses
from xl_addin.rulebook.registers import condition_question, condition_words
from xl_addin.rulebook.registers_in_force import remembered

DENIED = "A condition of the rule was answered with no: {question}"
DENIED_REMEDY = "See that the condition is met, then answer it with yes; until then the decision's status stands."


@remembered
def codes() -> frozenset[str]:
    """Every registered code. A condition that is denied is told by its own word, a status that needs no more by its."""
    return frozenset({code for code, _ in register()} | set(statuses()) | set(condition_words()))


def registered(found: tuple[str, ...]) -> tuple[str, ...]:
    """The codes as they are; an assertion where one of them stands in no register."""
    if unknown := set(found) - codes():
        raise AssertionError(f"no register holds {', '.join(sorted(unknown))}")
    return found


def row_of(code: str) -> FindingRow:
    """Severity, meaning and remedy of a registered code, whichever register has it; KeyError where none has."""
    if found := register().get((code, "")):
        return found
    if status := statuses().get(code):
        return FindingRow(Severity.DECISION, status.meaning, status.next)
    return FindingRow(Severity.DECISION, DENIED.format(question=condition_question(code)), DENIED_REMEDY)
