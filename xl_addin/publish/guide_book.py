"""workbooks/function_guide.xlsx: every function with its arguments, a live example and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from udfs._registry import Function
from xl_addin.domain.statuses import statuses
from xl_addin.publish import guide
from xl_addin.publish.guide import Entry, Family
from xl_addin.publish.kept import kept
from xl_addin.publish.samples import SHEETS
from xl_addin.publish.sheets import Book, height, write_cached
from xl_addin.rulebook import Rulebook

NO_RULE = "None: arithmetic, a format or a register."
CONTENTS, WORDS = "Contents", "Answers"
_WIDTHS = (31.0, 46.0, 27.0, 62.0)
_CONTENTS_WIDTHS = (26.0, 22.0, 62.0, 48.0)
_WORDS_WIDTHS = (26.0, 100.0)
ANSWERS = (
    "OK",
    "CHECK",
    "REFER_RBI",
    "ESCALATE",
    "BANK_POLICY",
    "REFUSE",
    "SECURITY_REQUIRED",
    "MOF_WAIVER_REQUIRED",
    "BREACH_BEFORE_SWITCH",
    "OUTSIDE",
    "SHOW_BOTH",
)
READING = (
    *((word, statuses()[word].meaning) for word in ANSWERS),
    ("(blank)", "All arguments that are needed are blank: a blank row stays blank."),
    ("#VALUE!", "Impossible input: text in place of a number, a date as 31-06-2026, ranges of different shapes."),
    ("#NUM!", "Outside the days for which the law is encoded, or a number larger than a cell holds exactly."),
    ("#N/A", "The law, the rates or the register give no value for this."),
)


def write_guide(target: Any, registry: Mapping[str, Function], rules: Rulebook) -> None:
    """Writes the guide to a path or a buffer."""
    book = Book(target, "Import Desk: worksheet functions", live_without_add_in=True)
    families = guide.families(registry)
    contents = book.page(CONTENTS, _CONTENTS_WIDTHS, "Worksheet functions of Import Desk", _opening(registry))
    _words_page(book)
    rows = {name: row for family in families for name, row in _family_page(book, family, rules).items()}
    _fill_contents(book, contents, families, rows)
    for name, lines in SHEETS.items():
        _sample_page(book, name, lines)
    book.close()


def _sample_page(book: Book, name: str, lines: Sequence[Sequence[Any]]) -> None:
    """A table as examples refer to it: from A1, headers first."""
    page = book.empty_page(name)
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            page.set_column(column, column, 20)
            if isinstance(cell, date):
                page.write_datetime(row, column, cell, book["date"])
            elif cell is not None:
                write_cached(page, row, column, cell, book["text" if row else "head"])
    page.hide_gridlines(2)
    page.freeze_panes(1, 1)


def _words_page(book: Book) -> None:
    page = book.page(WORDS, _WORDS_WIDTHS, "What an answer means", ("Words and error values of all functions.",))
    page.write_url(2, 0, f"internal:'{CONTENTS}'!A1", book["link"], CONTENTS)
    _table(book, page, 4, ("Answer", "Meaning"), READING)


def _opening(registry: Mapping[str, Function]) -> tuple[str, str]:
    return (
        f"{len(registry)} functions. By which rules they answer, RULES_VERSION says: sheet {guide.title_of('rules')}.",
        "Examples are formulas: with the add-in they calculate; without it they show the answer kept when this book "
        "was made.",
    )


def _fill_contents(book: Book, page: Any, families: Sequence[Family], rows: Mapping[str, int]) -> None:
    row = first = 4
    for column, head in enumerate(("Function", "Family", "What it answers", "What it shows")):
        page.write_string(row, column, head, book["head"])
    for family in families:
        for entry in family.entries:
            for function in entry.functions:
                row += 1
                target = f"internal:'{family.title}'!A{rows[function.name] + 1}"
                page.write_url(row, 0, target, book["link"], function.name)
                texts = (family.title, entry.question, entry.gives(function))
                for column, text in enumerate(texts, 1):
                    page.write_string(row, column, text, book["text"])
                page.set_row(row, height([(text, _CONTENTS_WIDTHS[at]) for at, text in enumerate(texts, 1)]))
    page.autofilter(first, 0, row, 3)
    page.freeze_panes(first + 1, 1)
    page.repeat_rows(first)


def _family_page(book: Book, family: Family, rules: Rulebook) -> dict[str, int]:
    """Writes a family's sheet; gives the row of each function's entry."""
    page = book.page(family.title, _WIDTHS, family.title, (family.purpose, ""))
    page.write_url(2, 0, f"internal:'{CONTENTS}'!A1", book["link"], "Contents")
    page.freeze_panes(3, 1)
    page.set_column(len(_WIDTHS), len(_WIDTHS) + 4, 15)  # tables that spill are wider than the rest
    rows: dict[str, int] = {}
    row = 4
    for entry in family.entries:
        rows |= {function.name: row for function in entry.functions}
        row = _entry(book, page, row, entry, rules) + 2
    return rows


def _entry(book: Book, page: Any, row: int, entry: Entry, rules: Rulebook) -> int:
    """One declaration; gives the row after it."""
    page.set_row(row, height([(entry.question, 110)]) + 4)
    page.write_string(row, 0, entry.title, book["band"])
    page.merge_range(row, 1, row, 3, entry.question, book["band_text"])
    row += 1
    if entry.first.arguments:
        row = _table(book, page, row, ("Argument", "What its cells hold", "Needed", "Meaning"), _arguments(entry))
    row = _examples(book, page, row, entry)
    rests_on = list(guide.rests_on(entry.first, rules))
    if not rests_on:
        return _table(book, page, row, ("Rests on", NO_RULE, "", ""), [])
    lines = [(name, meaning, "", f"python desk.py {command}") for name, meaning, command in rests_on]
    return _table(book, page, row, ("Rests on", "Meaning", "", "Values, paragraphs and days"), lines)


def _arguments(entry: Entry) -> Sequence[tuple[str, ...]]:
    return [
        (one.name, guide.kind_of(one), "yes" if one.required else "optional", one.help) for one in entry.first.arguments
    ]


def _table(book: Book, page: Any, row: int, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> int:
    """A head and rows of text below it; gives the row after them."""
    for column, head in enumerate(heads):
        page.write_string(row, column, head, book["subhead"])
    for line in lines:
        row += 1
        page.set_row(row, height(list(zip(line, _WIDTHS if len(line) > 2 else _WORDS_WIDTHS, strict=True))))
        for column, text in enumerate(line):
            page.write_string(row, column, text, book["name" if not column and len(text) < 26 else "text"])
    return row + 1


def _examples(book: Book, page: Any, row: int, entry: Entry) -> int:
    """Each function as a formula with its answer, which stands to the right or, if it is a table, below."""
    for column, head in enumerate(("Function", "Formula", "Shows", "Answer")):
        page.write_string(row, column, head, book["subhead"])
    for function in entry.functions:
        row += 1
        answer = kept(guide.example_result(function))
        texts = (function.name, function.example, entry.gives(function))
        for column, (text, style) in enumerate(zip(texts, ("name", "formula", "text"), strict=True)):
            page.write_string(row, column, text, book[style])
        is_one = len(answer) == len(answer[0]) == 1
        shown = str(answer[0][0]) if is_one else "below"
        page.set_row(row, height([(texts[1], _WIDTHS[1] * 0.88), (texts[2], _WIDTHS[2]), (shown, _WIDTHS[3])]))
        if is_one:
            book.live(page, (row, 3), function.example, answer, function.returns)
            continue
        page.write_string(row, 3, shown, book["quiet"])
        book.live(page, (row + 1, 0), function.example, answer, function.returns)
        if function.returns == "row":  # its last cell is a sentence
            page.set_row(row + 1, height(list(zip(map(str, answer[0]), _WIDTHS, strict=False))))
        row += len(answer)
    return row + 1
