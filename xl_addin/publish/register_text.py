"""The registers of findings and status words as text: for the terminal, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from textwrap import wrap

from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import FindingRow, Severity, register, without_places
from xl_addin.domain.statuses import Status, statuses
from xl_addin.engine.finding_codes import DENIED_REMEDY, codes, row_of
from xl_addin.rulebook.registers import condition_question, condition_words

WIDTH = 100
PAGE_HEAD = """\
<!-- generated from the registers of findings and status words; do not edit -->
# Findings and status words

What a person must look at has a code. The sheet Exceptions and `findings.csv` show each finding with its place, what
was found, what was expected and what to do; the same on a terminal: `import-desk findings CODE`. "…" stands for what
the finding itself fills in. The closing workbook prints the codes of its own month below the rules.
"""


def list_lines() -> Iterator[str]:
    """Every code with its meaning, by severity, then the status words."""
    for severity in Severity:
        yield from (_heading(severity), "")
        rows = [(code, row.meaning) for code, row in _codes() if row.severity is severity]
        yield from (*_columns(rows), "")
    yield from ("Status words", "", *_columns([(word, one.meaning) for word, one in statuses().items()]), "")
    yield f"{len(_codes())} codes, {len(condition_words())} conditions. One of them: {typed('findings CODE')}"


def explained_lines(name: str) -> Iterator[str]:
    """Everything on one code, status word or condition; DeskError with those that come near where there is none."""
    word = name.strip().upper()
    if word not in codes():
        near = get_close_matches(word, sorted(codes()), 4, 0.5)
        todo = f"Did you mean {' or '.join(near)}?" if near else f"List them: {typed('findings')}"
        raise DeskError(f"No finding or status word is called {name!r}.", "", todo)
    yield word
    for (code, when), row in register().items():
        if code == word:
            yield from _labelled(_told(row, when))
    if word in statuses():
        yield from _labelled(_status(statuses()[word]))
    elif (word, "") not in register():
        yield from _labelled(_told(row_of(word), ""))


def _heading(severity: Severity) -> str:
    return f"{severity}: {statuses()[severity].meaning}"


def _codes() -> list[tuple[str, FindingRow]]:
    return [(code, row) for (code, when), row in register().items() if not when]


def _told(row: FindingRow, when: str) -> list[tuple[str, str]]:
    return [
        ("Special case", when.replace("_", " ")),
        ("Severity", _heading(row.severity)),
        ("Meaning", row.meaning),
        ("Expected", without_places(row.expected)),
        ("Remedy", without_places(row.remedy)),
    ]


def _status(one: Status) -> list[tuple[str, str]]:
    return [
        ("Status of", one.about),
        ("Symbol", f"{one.symbol} {one.label}"),
        ("Meaning", one.meaning),
        ("Next step", one.next),
        ("Decided by", f"{one.referred_to}, through the {one.through}" if one.through else one.referred_to),
    ]


def _columns(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    wide = max((len(name) for name, _ in rows), default=0) + 2
    for name, text in rows:
        first, *more = wrap(text, WIDTH - wide - 2)
        yield f"  {name:<{wide}}{first}"
        yield from (" " * (wide + 2) + line for line in more)


def _labelled(told: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from ("", *_columns([(f"{label}:", text) for label, text in told if text]))


def page() -> str:
    """docs/findings.md."""
    parts = [PAGE_HEAD]
    for severity in Severity:
        rows = [
            (f"`{code}`" + (f" ({when.replace('_', ' ')})" if when else ""), row.meaning, row.expected, row.remedy)
            for (code, when), row in register().items()
            if row.severity is severity
        ]
        heads = ("Code", "Meaning", "" if severity is Severity.DECISION else "Expected", "Remedy")
        parts.append(f"## {_heading(severity)}\n\n{markdown_table(heads, rows)}")
    denied = [(f"`{word}`", condition_question(word)) for word in condition_words()]
    parts.append(
        "## Conditions\n\nA condition that is answered with no is told by its own word, with the status of its rule. "
        f"{DENIED_REMEDY}\n\n{markdown_table(('Code', 'Asked'), denied)}"
    )
    words = [
        (f"{one.symbol} `{word}`", one.about, one.label, one.meaning, one.next) for word, one in statuses().items()
    ]
    parts.append(f"## Status words\n\n{markdown_table(('Word', 'Said of', 'In short', 'Meaning', 'Next step'), words)}")
    return "\n".join(parts)


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table without the columns that have no heading."""
    kept = [at for at, head in enumerate(heads) if head]
    lines = [[heads[at] for at in kept], ["---"] * len(kept)]
    lines += [[without_places(row[at]).replace("|", "\\|") for at in kept] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
