"""The file of empty cells that is sent out: a row for each item that is asked, a column for each fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from xl_addin.desk.atomic import atomic_lines, atomic_write
from xl_addin.desk.close.outputs import write_csv
from xl_addin.desk.intake.file_names import kind_of, looks_like_extract
from xl_addin.desk.lists.answered_as import form_of
from xl_addin.desk.lists.missing_facts import OF_BILL, OF_REMITTANCE, Missing
from xl_addin.desk.lists.parts import answer_column, shown
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.month import Month, orm_keys
from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.facts import INVOICE, ORM, Value, fact
from xl_addin.workbook.books.plain import Page, write_pages
from xl_addin.workbook.extracts.schema import FACT_COLUMNS, FACTS_ABOUT
from xl_addin.workbook.lists import Column, List, day, inr, long, text, whole

ABOUT = {kind: word for word, kind in FACTS_ABOUT.items()}  # the word of the facts file for what a row is about
HEADS = {column.field: column.aliases[0] for columns in FACT_COLUMNS.values() for column in columns}
ASKED = "asked"
BESIDE = ("iec", "importer", "open_inr", ASKED)  # columns that the reader of the answers passes over


@dataclass(slots=True)
class Row:
    """An item that is asked: its kind and key, a decision that tells its columns, what is asked, what is known."""

    kind: str
    case: Case
    asked: dict[str, None] = field(default_factory=dict)
    known: Mapping[str, Value] = field(default_factory=dict)
    items: dict[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """The rows that a file can ask, and how many questions it cannot: those of sheets alone."""

    rows: Sequence[Row]
    on_sheets: Mapping[str, int]

    @property
    def facts(self) -> tuple[str, ...]:
        """What is asked, the most frequent question first."""
        names = [name for row in self.rows for name in row.asked]
        return tuple(sorted(dict.fromkeys(names), key=lambda name: (-names.count(name), name)))


def template_of(month: Month, rows: Iterable[Missing]) -> Template:
    """The questions of rows of Missing facts as the rows of a file; a number of several remittances names none."""
    by_number = orm_keys(month.orms)
    found: dict[tuple[str, str], Row] = {}
    on_sheets: dict[str, int] = {}
    for one in (ask for row in rows if row.level in (OF_BILL, OF_REMITTANCE) for ask in row.asks):
        kind, key, name = one.question
        named = kind != ORM or by_number.get(one.case.orm_number) == key
        if kind not in ABOUT or fact(name).extract != "facts" or not named:
            on_sheets[name] = on_sheets.get(name, 0) + 1
            continue
        row = found.setdefault((kind, key), Row(kind, one.case, known=month.said(kind, key)))
        row.asked[name] = None
        row.items |= one.items
    return Template([found[item] for item in sorted(found)], on_sheets)


def write_template(template: Template, to: Path, made_on: date) -> None:
    """Writes the file as a workbook with lists to choose from, or as CSV; one that is there is not overwritten."""
    if to.exists():
        raise DeskError("The file is there already.", f"File {to}.", "Give another name, or move it away.")
    if kind_of(to.name) or looks_like_extract(to.name):
        raise DeskError(
            f"A file of the name {to.name} would be taken in with the extracts, where a blank cell takes answers back.",
            f"File {to}.",
            "Give another name, such as questions-2026-10.xlsx.",
        )
    if to.suffix.lower() not in (".xlsx", ".csv"):
        raise DeskError(
            "A file of questions is a workbook or CSV.", f"File {to}.", "Let its name end in .xlsx or .csv."
        )
    filled = _list(template.facts).with_rows(template.rows)
    if to.suffix.lower() == ".csv":
        atomic_lines(to, partial(write_csv, filled))
        return
    page = Page(
        "Questions",
        "What the bank has to know of these imports. Please fill the blue cells of what is named under asked.",
        "A blank cell is no answer. Please leave the other columns as they are and send the file back.",
        [filled],
    )
    atomic_write(to, lambda part: write_pages([page], part, "Questions", made_on))


def _list(names: Sequence[str]) -> List[Row]:
    return List(
        "tblQuestions",
        columns=(
            Column(HEADS["item_kind"], text, lambda row: ABOUT[row.kind], 9),
            Column(HEADS["orm_number"], text, lambda row: row.case.orm_number if row.kind == ORM else "", 17),
            Column(HEADS["boe_number"], text, lambda row: row.case.boe_number, 11),
            Column(HEADS["boe_date"], day, lambda row: row.case.boe_date),
            Column(HEADS["port_code"], text, lambda row: row.case.port_code, 9),
            Column(
                HEADS["invoice_serial"], whole, lambda row: row.case.invoice_serial if row.kind == INVOICE else "", 9
            ),
            Column("iec", text, lambda row: row.case.iec, 12),
            Column("importer", long, lambda row: row.case.importer, 22),
            Column("open_inr", inr, _inr),
            Column(ASKED, long, lambda row: ", ".join(HEADS[name] for name in row.asked), 24),
            *map(_answer, names),
        ),
        empty="nothing is asked",
    )


def _inr(row: Row) -> Decimal:
    return sum((value for value in row.items.values() if value is not None), Decimal(0)).quantize(Decimal("0.01"))


def _answer(name: str) -> Column[Row]:
    """The blue column of a fact under the heading of the facts file; what is known stands in it."""
    asked = fact(name)
    of = lambda row: shown(name, row.known.get(name))  # noqa: E731 - a column's value
    told = f"{asked.asks or asked.header} Answer: {form_of(name)}."
    return replace(answer_column(name), header=HEADS[name], of=of, help=told, about=None)


def asked_lines(template: Template, to: Path) -> Iterator[str]:
    """What was written, and what no file asks."""
    cells = sum(len(row.asked) for row in template.rows)
    asked = ", ".join(template.facts) or "none"
    yield f"Written to {to}: {cells:,} questions on {len(template.rows):,} items ({asked})."
    for name, count in template.on_sheets.items():
        yield f"  {count:,} of {name} are no questions of a file: answer them on Missing facts or on the item's sheet."
