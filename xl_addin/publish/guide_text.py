"""The guide of the functions as text: for the terminal, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap

from udfs._registry import Cell, CellError, Function
from xl_addin.desk.started import typed
from xl_addin.domain.dates import day_of_serial
from xl_addin.domain.errors import DeskError
from xl_addin.publish import guide
from xl_addin.publish.guide import Citation, Entry
from xl_addin.publish.kept import kept
from xl_addin.rulebook import Rulebook

WIDTH = 100
PAGE_HEAD = """\
<!-- generated from the registry of worksheet functions; do not edit -->
# Worksheet functions

The same functions in Excel (xlwings) and in LibreOffice Calc, {count} in all.
Arguments in brackets may be left out. Every argument may be a range: ranges of one shape give one answer per row.
A blank row gives a blank, an error cell gives the same error. `#VALUE!`: impossible input; `#NUM!`: outside the days
for which the law is encoded; `#N/A`: the law gives no value. Only `OK` means: allowed now.
`_WHY` says within its first 250 characters, which every spilled cell holds, the answer, what was not met, the figures,
what to do and the paragraph in short: `AP 65/2016 MD C.8(x)` is paragraph C.8(x) of the Master Direction (`MD`), set
by A.P. (DIR Series) Circular No. 65 of 2016; DGFT's notifications (`N`), policy circulars (`PC`) and public notices
(`PN`) are named alike. The full citation with day and confidence stands at the end; `python desk.py rules show NAME`
and the sheet Rules of a closing book tell both names side by side.

Three functions more read the desk's ledger, in Excel and in Calc: [cells that read the ledger](desk-cells.md).
The same guide with live examples: `workbooks/function_guide.xlsx`; on a terminal: `python desk.py functions NAME`.
What a function rests on has its values, paragraphs and days in `python desk.py rules history NAME`; by which rules it
answers, `RULES_VERSION()` says: those shipped and, in Excel and in Calc, the instruments that the bank has loaded,
as your own record of settings names them (`python desk.py desk`); read once, before the first formula. A bound of
the bank's own policy is an argument: a cell reads no policy file, so that a formula says itself what it rests on.
"""


def list_lines(registry: Mapping[str, Function]) -> Iterator[str]:
    """Every function by family, with what it answers."""
    for family in guide.families(registry):
        yield from (family.title.upper(), f"  {family.purpose}")
        for entry in family.entries:
            names = ", ".join(function.name for function in entry.functions)
            yield f"  {names}"
            yield from wrap(entry.question, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)
        yield ""
    yield f"One function with its arguments, an example and the rule behind it: {typed('functions NAME')}"


def explained_lines(name: str, registry: Mapping[str, Function], rules: Rulebook) -> Iterator[str]:
    """One function: the call, the arguments, an example answered now, the paragraphs that it relies on."""
    function, entry = found(name, registry)
    yield from wrap(guide.signature(function), WIDTH, subsequent_indent=" " * 4)
    yield from wrap(entry.question, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield from _labelled("gives", entry.gives(function))
    for argument in function.arguments:
        yield from _labelled(guide.shown_name(argument), f"{guide.kind_of(argument)}. {argument.help}", width=22)
    yield from ("", "  Example")
    for one in entry.functions if name.strip().upper() != function.name else (function,):
        yield f"    {one.example}"
        for row in answer_rows(one, guide.example_result(one)):
            yield from wrap(" | ".join(row), WIDTH, initial_indent="    -> ", subsequent_indent=" " * 7)
    citations = guide.citations(function, rules)
    yield from ("", "  Rule" if citations else "  Rule: none (arithmetic, a format or a register)")
    for citation in citations:
        yield from wrap(_cited(citation), WIDTH, initial_indent="    ", subsequent_indent=" " * 8)
    others = [other.name for other in entry.functions if other.name != function.name]
    if others:
        told = f"Same arguments: {', '.join(others)}"
        yield from ("", *wrap(told, WIDTH, initial_indent="  ", subsequent_indent=" " * 18))


def found(name: str, registry: Mapping[str, Function]) -> tuple[Function, Entry]:
    """A function by its name in any case, or by the stem of a decision; else DeskError with names that come near."""
    wanted = name.strip().upper()
    entries = [entry for family in guide.families(registry) for entry in family.entries]
    for entry in entries:
        for function in entry.functions:
            if function.name == wanted or (entry.title == wanted and function is entry.first):
                return function, entry
    near = [known for known in registry if wanted in known or known.startswith(wanted[:4])]
    todo = f"Did you mean {' or '.join(near[:5])}?" if near else f"List them: {typed('functions')}"
    raise DeskError(f"There is no worksheet function {name!r}.", "", todo)


def page(registry: Mapping[str, Function], rules: Rulebook) -> str:
    """docs/functions.md."""
    parts = [PAGE_HEAD.format(count=len(registry))]
    for family in guide.families(registry):
        parts += [f"## {family.title}\n", f"{family.purpose}\n"]
        parts += ["\n".join(_entry_page(entry, rules)) + "\n" for entry in family.entries]
    return "\n".join(parts)


def _entry_page(entry: Entry, rules: Rulebook) -> Iterator[str]:
    yield from (f"### {entry.title}", "", entry.question, "")
    for function in entry.functions:
        yield f"- `{guide.signature(function)}`: {entry.gives(function)}"
    if entry.first.arguments:
        yield from ("", "| Argument | Holds | Meaning |", "|---|---|---|")
    for argument in entry.first.arguments:
        yield f"| `{guide.shown_name(argument)}` | {guide.kind_of(argument)} | {_escaped(argument.help)} |"
    yield from ("", "| Example | Answer |", "|---|---|")
    for function in entry.functions:
        answer = "<br>".join(map(", ".join, answer_rows(function, kept(guide.example_result(function)))))
        yield f"| `{function.example}` | {_escaped(answer)} |"
    yield ""
    rests_on = [f"`{name}` ({meaning})" for name, meaning, _ in guide.rests_on(entry.first, rules)]
    yield f"Rests on: {'; '.join(rests_on) or 'no rule (arithmetic, a format or a register)'}."


def answer_rows(function: Function, rows: list[list[Cell]]) -> list[list[str]]:
    """What an example gives, as a sheet shows it; a table's headers say which of its numbers are days."""
    kinds = ["date" if function.returns == "date" or guide.is_day(head) else "" for head in rows[0]]
    return [[shown(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in rows]


def shown(cell: Cell, returns: str) -> str:
    """A cell as a sheet shows it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and not isinstance(cell, CellError):
        return f"{day_of_serial(cell):%d-%b-%Y}" if returns == "date" else f"{cell:.15g}"
    return str(cell)


def _cited(citation: Citation) -> str:
    sure = guide.CONFIDENCE[citation.confidence]
    return f"{citation.instrument}, {', '.join(citation.paragraphs)} ({citation.days}; {citation.confidence}: {sure})"


def _labelled(label: str, text: str, width: int = 7) -> list[str]:
    first = f"    {label:<{width}} "
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * (width + 5))


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
