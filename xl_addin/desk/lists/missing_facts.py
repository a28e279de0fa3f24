"""Missing facts: what the month's CHECKs ask, once for each importer and each bill of entry or remittance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from xl_addin.desk.lists import (
    advances,
    boe_invoices,
    dgft_goods,
    evidence,
    extensions,
    follow_up,
    import_licence,
    manual_boes,
    payment_checks,
    small_value,
    write_offs,
)
from xl_addin.desk.lists.answered_as import ONE_FOR_ALL, answered_as, form_of
from xl_addin.desk.lists.parts import A_BOE, A_PARTY, AN_ORM, BOE_KEY, ORM_KEY
from xl_addin.desk.lists.told import Told, paise
from xl_addin.desk.month.asks import Ask, asks
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.month import Month
from xl_addin.rulebook.facts import IMPORTER, ORM, fact
from xl_addin.workbook.lists import Column, Kind, List, Question, Sheet, inr, long, text, whole

ALL, OF_IMPORTER, OF_BILL, OF_REMITTANCE = "ALL", "IMPORTER", "BILL OF ENTRY", "REMITTANCE"
ANSWER = "Answer"
# The sheets whose blue cells ask facts, each of one item.
ASKING: tuple[Sheet, ...] = (
    write_offs.SHEET,
    small_value.SHEET,
    extensions.SHEET,
    advances.SHEET,
    follow_up.SHEET,
    evidence.SHEET,
    payment_checks.SHEET,
    dgft_goods.SHEET,
    import_licence.SHEET,
    boe_invoices.SHEET,
    manual_boes.SHEET,
)


@dataclass(frozen=True, slots=True)
class Missing:
    """One fact that is missing: of all, of an importer, or of one bill of entry or remittance."""

    level: str
    fact: str
    asks: tuple[Ask, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What one answer answers."""
        return tuple(one.question for one in self.asks)

    @property
    def case(self) -> Case | None:
        """A decision that tells the importer and the item; None of all importers."""
        return None if self.level == ALL else self.asks[0].case

    @property
    def iec(self) -> str:
        """The importer; "" of all."""
        return self.case.iec if self.case else ""

    @property
    def importer(self) -> str:
        """His name."""
        return self.case.importer if self.case else ""

    @property
    def importers(self) -> int:
        """How many importers are asked."""
        return len({one.case.iec for one in self.asks})

    @property
    def items(self) -> Mapping[str, Decimal | None]:
        """The open items that wait for it, with the INR of what is open."""
        found: dict[str, Decimal | None] = {}
        for one in self.asks:
            found |= one.items
        return found

    @property
    def inr(self) -> Decimal:
        """INR of what is open of these, of those whose rate is known."""
        return sum((value for value in self.items.values() if value is not None), Decimal(0))

    @property
    def subjects(self) -> tuple[str, ...]:
        """The decisions that wait."""
        return tuple(dict.fromkeys(subject for one in self.asks for subject in one.subjects))


@cache
def _columns() -> Mapping[str, tuple[str, ...]]:
    """Where the blue cell of one item stands: sheet and heading, by fact."""
    found: dict[str, list[str]] = defaultdict(list)
    for sheet in ASKING:
        for column in (column for table in sheet.tables for column in table.columns if column.fact):
            found[column.fact].append(f"{sheet.name}: {column.header}")
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


@cache
def of_bill() -> frozenset[str]:
    """The facts that an invoice has from its bill of entry: those whose cell stands on a list of bills."""
    tables = [table for sheet in ASKING for table in sheet.tables[:1]]
    bills = [table for table in tables if set(BOE_KEY) <= set(table.key) and "Serial" not in table.key]
    return frozenset(column.fact for table in bills for column in table.columns if column.fact)


def places_of(name: str) -> str:
    """Where else a fact is answered: the blue cell of one item, the column of a file of the desk."""
    asked = fact(name)
    files = (f"{asked.extract} file: {asked.column}",) if asked.extract else ()
    return "; ".join((*_columns().get(name, ()), *files)) or "worked out of messages, rates and the importer master"


def is_answered_here(name: str) -> bool:
    """Whether an answer of a person to the fact counts: it has a blue cell, or a column of the facts file."""
    return name in _columns() or fact(name).extract == "facts"


def missing_facts(
    month: Month, cases: Iterable[Case], meant: Callable[[Ask], bool] = lambda one: True
) -> list[Missing]:
    """Rows by fact, the largest sum first: of all, then each importer with his bills of entry and remittances."""
    by_fact: dict[str, list[Ask]] = defaultdict(list)
    for one in filter(meant, asks(month, cases, of_bill())):
        by_fact[one.fact].append(one)
    heads = [Missing(ALL, name, tuple(found)) for name, found in by_fact.items()]
    return [row for head in sorted(heads, key=_rank) for row in (head, *_importers(head))]


def _rank(row: Missing) -> tuple[Decimal, str, str]:
    return -row.inr, row.fact, row.iec


def _importers(head: Missing) -> Iterator[Missing]:
    """Each importer, the largest sum first; he has no row of his own where one item alone is asked of him."""
    by_iec: dict[str, list[Ask]] = defaultdict(list)
    for one in head.asks:
        by_iec[one.case.iec].append(one)
    rows = [Missing(OF_IMPORTER, head.fact, tuple(found)) for found in by_iec.values()]
    for row in sorted(rows, key=_rank):
        items = [*_items(row)]
        yield from (row, *items) if len(items) != 1 else items


def _items(row: Missing) -> Iterator[Missing]:
    """Each bill of entry or remittance; none where the importer himself is asked."""
    by_item: dict[tuple[str, str], list[Ask]] = defaultdict(list)
    for one in row.asks:
        if one.question[0] != IMPORTER:
            by_item[_item(one.case)].append(one)
    rows = [Missing(level, row.fact, tuple(found)) for (level, _), found in by_item.items()]
    yield from sorted(rows, key=_rank)


def _item(case: Case) -> tuple[str, str]:
    if case.item.kind == ORM:
        return OF_REMITTANCE, case.item.key
    return OF_BILL, str(getattr(case.item.record, "boe_key", ""))


def _of_item(column: Column[Case]) -> Column[Missing]:
    """A column that names the item; blank in the rows of all and of an importer."""
    return Column(
        column.header,
        column.kind,
        lambda row: column.of(row.case) if row.case and row.level not in (ALL, OF_IMPORTER) else "",
        column.width,
        column.help,
    )


def _rows(told: Told) -> Sequence[Missing]:
    return missing_facts(told.month, told.cases)


LIST: List[Missing] = List(
    "tblMissingFacts",
    rows=_rows,
    key=("Fact", "Asked of", "IEC", *ORM_KEY, *BOE_KEY),
    first=(
        "Fact",
        "Asked of",
        "Importer",
        "BoE number",
        "What is asked",
        "Items",
        "Amount INR",
        "Answer",
        "Answer as",
        "ORM number",
        "IEC",
    ),
    seldom=("Without rate",),
    empty="nothing in this period: no decision lacks a fact",
    columns=(
        Column("Fact", text, lambda m: m.fact, 19, "The fact by its name, as the command facts takes it."),
        Column(
            "Asked of", text, lambda m: m.level, 14, "ALL importers, one IMPORTER, one BILL OF ENTRY or REMITTANCE."
        ),
        *(
            Column(one.header, one.kind, of, one.width, one.help)
            for one, of in zip(A_PARTY, (lambda m: m.iec, lambda m: m.importer), strict=True)
        ),
        *map(_of_item, AN_ORM),
        *map(_of_item, A_BOE),
        Column("What is asked", long, lambda m: fact(m.fact).asks or fact(m.fact).header, 34),
        Column("Items", whole, lambda m: len(m.items), 7, "Open invoices and remittances whose decision waits for it."),
        Column("Importers", whole, lambda m: m.importers if m.level == ALL else "", 9),
        Column("Amount INR", inr, lambda m: paise(m.inr), help="Of what is open of these items, each once."),
        Column("Without rate", whole, lambda m: sum(value is None for value in m.items.values()) or "", 12),
        Column("Decisions", long, lambda m: " ".join(m.subjects), 16, "What cannot be decided without it."),
        Column(
            ANSWER,
            Kind.ANSWER,
            lambda m: "",
            18,
            ONE_FOR_ALL,
            is_user_input=True,
            like=lambda m: answered_as(m.fact),
        ),
        Column("Answer as", long, lambda m: form_of(m.fact), 22),
        Column("Or answer on", long, lambda m: places_of(m.fact), 30, "The blue cell of each item, or a file."),
    ),
)

SHEET = Sheet(
    "Missing facts",
    "decisions",
    "What the decisions with CHECK ask, once for each importer, bill of entry or remittance, with counts and INR.",
    "An answer in the row of an importer or of one item fills every item of it that has none. Then press Read answers "
    "back.",
    (LIST,),
    2,
)
