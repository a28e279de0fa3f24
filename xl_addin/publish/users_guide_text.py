"""Pages of the user's guide that are made: every sheet, finding and status word with its cure, the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xl_addin.desk.lists.book import SHEETS
from xl_addin.domain.findings import Severity, register, without_places
from xl_addin.domain.statuses import statuses
from xl_addin.engine.finding_codes import DENIED_REMEDY
from xl_addin.publish.register_text import markdown_table
from xl_addin.rulebook.registers import condition_question, condition_words
from xl_addin.workbook.lists import Sheet

HEAD = "<!-- generated; do not edit -->\n"
_LINK = re.compile(r" \(\[[^]]*\]\([^)]*\)\)")


def sheets_page() -> str:
    """Each sheet of the closing book: what it shows, what to do there, its blue cells and what its columns tell."""
    intro = (
        "The closing book in its order. Blue cells are for you; all others are written by Import Desk, and what you "
        "type there is told when the book is read back. Headings that speak for themselves are not explained.\n"
    )
    return "\n".join((f"{HEAD}# Sheets\n", intro, *map(_sheet, SHEETS)))


def _sheet(sheet: Sheet) -> str:
    parts = [f"## {sheet.name}\n", f"{sheet.what} **What to do:** {sheet.todo}\n"]
    for table in sheet.tables:
        rows = [(one.header, "blue" if one.is_user_input else "", one.help) for one in table.columns]
        told = [row for row in rows if row[1] or row[2]]
        if told:
            parts.append(markdown_table(("Column", "Cell", "What it tells, or what you write"), told))
    return "\n".join(parts)


def findings_page() -> str:
    """Each finding with its cure, a place of its own for links."""
    parts = [
        f"{HEAD}# Findings\n",
        "What a person must look at has a code, on the sheet [Exceptions](sheets.md#exceptions) and under *Findings* "
        "of each list. Here is what each means and what cures it; “…” is what the finding itself fills in. On a "
        "terminal: `import-desk findings CODE`. Graver ones come first.\n",
    ]
    for severity in Severity:
        parts.append(f"## {severity}: {statuses()[severity].meaning}\n")
        parts += [
            one
            for (code, when), row in register().items()
            if not when and row.severity is severity
            for one in _finding(code)
        ]
    denied = [(f"`{word}`", condition_question(word)) for word in condition_words()]
    parts.append(f"## Conditions\n\nA condition that is answered with no is told by its own word. {DENIED_REMEDY}\n")
    parts.append(markdown_table(("Code", "Asked"), denied))
    return "\n".join(parts)


def _finding(code: str) -> Iterator[str]:
    """A code with its special cases."""
    yield f"### {code}\n"
    for (of, when), row in register().items():
        if of == code:
            case = f"*{when.replace('_', ' ').capitalize()}*: " if when else ""
            expected = f" Expected: {without_places(row.expected)}." if row.expected else ""
            yield f"{case}{without_places(row.meaning)}{expected} **Cure:** {without_places(row.remedy)}\n"


def statuses_page() -> str:
    """Each status word with what comes next."""
    rows = [(f"{one.symbol} `{word}`", one.about, one.meaning, one.next) for word, one in statuses().items()]
    intro = "What a word in a status column says, and what comes next. The symbol stands in the column *Sign*.\n"
    return f"{HEAD}# Status words\n\n{intro}\n" + markdown_table(
        ("Word", "Said of", "Meaning", "What comes next"), rows
    )


def glossary_page(root: Path) -> str:
    """The glossary of the project without its column for programmers and its ways to pages outside the guide."""
    lines = (root / "docs" / "glossary.md").read_text("utf-8").splitlines()
    rows = [line.strip("|").split(" | ")[:2] for line in lines if line.startswith("| ")][1:]
    told = [(word.strip(), _LINK.sub("", meaning).strip()) for word, meaning in rows]
    return f"{HEAD}# Glossary\n\nOne word for one idea.\n\n" + markdown_table(("Word", "Meaning"), told)
