"""Answers that came back in a file: kept where nobody has answered; an answer that stands is never overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xl_addin.desk.answers.template import BESIDE
from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.intake.gather import full_identifiers
from xl_addin.desk.intake.raw import RawSource
from xl_addin.desk.intake.read_sources import NO_WORD, read_source
from xl_addin.desk.intake.rows import Said
from xl_addin.desk.intake.sources import SourceFile
from xl_addin.desk.intake.take_lists import facts_said, not_listed
from xl_addin.desk.intake.terms import Terms
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.month import Month, orm_keys, read_month
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, Severity
from xl_addin.domain.records import Answer, BoeInvoice
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import REVIEW
from xl_addin.ledger.chain import head
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.facts import BOE, ORM, Value, fact

Question = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """What a file answers: new answers, how many the ledger has already, rows, and what cannot be taken."""

    answers: tuple[Answer, ...]
    known: int
    rows: int
    findings: tuple[Finding, ...]

    def told(self) -> Iterator[str]:
        """In words."""
        yield (
            f"Read {self.rows:,} rows: {len(self.answers):,} answers that nobody had given, {self.known:,} that the "
            "ledger has already."
        )


def take_answers(ledger: Ledger, path: Path, as_on: date, actor: Actor, terms: Terms = NO_WORD) -> FileAnswers:
    """Keeps the answers of a file in one act, those that nobody has given yet; a second reading keeps nothing."""
    with ledger.snapshot():
        with ledger.read() as connection:
            refuse_earlier_day(connection, as_on)
            known = head(connection)
        found = answers_in(path, read_month(ledger, as_on), as_on, terms)
    if found.answers:
        with ledger.step(REVIEW, as_on, actor, after=known) as step:
            step.add(tables.answers, (answer._asdict() for answer in found.answers))
            step.detail = {"file": path.name, "answers": len(found.answers)}
    return found


def answers_in(path: Path, month: Month, as_on: date, terms: Terms) -> FileAnswers:
    """What a file answers to the open items of a month; blank cells answer nothing. DeskError where it is none."""
    if not path.is_file():
        raise DeskError("The file was not found.", f"File {path}.", "Give the path of the file that came back.")
    source = read_source(SourceFile(path, SourceKind.FACTS, ""), as_on, terms)
    reading = _Reading(month, source)
    every = [item.record for item in month.items]
    identifiers = full_identifiers([source], {one.iec for one in every}, {one.ad_code for one in every})
    for said, line in facts_said(source, as_on, identifiers):
        reading.take(said, line)
    told = [one for one in source.journal.all_findings() if not _is_ours(one)]
    return FileAnswers(reading.kept(), reading.same, len(source.rows), tuple(told))


def _is_ours(one: Finding) -> bool:
    """What the reader tells of the file as it was sent out: its form, its title, the columns beside the questions."""
    return one.severity is Severity.INFO or (one.code == "COLUMN_NOT_KNOWN" and one.column in BESIDE)


class _Reading:
    """The rows of one file against the month."""

    def __init__(self, month: Month, source: RawSource) -> None:
        self.month, self.source, self.same = month, source, 0
        self.orms = orm_keys(month.orms)
        self.items: dict[tuple[str, str], list[OrmItem | InvoiceItem]] = defaultdict(list)
        for item in month.items:
            self.items[item.kind, item.key].append(item)
            if isinstance(item.record, BoeInvoice):
                self.items[BOE, item.record.boe_key].append(item)
        self.found: dict[Question, tuple[Value, int]] = {}
        self.differing: set[Question] = set()

    def take(self, said: Said, line: int) -> None:
        """One row: what it answers of an open item that nobody has answered."""
        kind, key = said.about
        full = self.orms.get(key, key) if kind == ORM else key
        stands = self.month.said(kind, full)
        told = {name: value for name, value in said.told.items() if value is not None}
        known = {name for name, value in told.items() if fact(name).text(stands.get(name)) == fact(name).text(value)}
        self.same += len(known)
        told = {name: value for name, value in told.items() if name not in known}
        if not told or not self._is_open(kind, full, line):
            return
        unlisted = {name: (word, expected) for name, word, expected in not_listed(told)}
        for name, value in told.items():
            if name in unlisted:
                self._tell("WORD_NOT_LISTED", line, name, *unlisted[name])
            else:
                self._answer((kind, full, name), value, line)

    def kept(self) -> tuple[Answer, ...]:
        """The answers on which the rows agree."""
        return tuple(
            Answer(*question, fact(question[2]).text(value))
            for question, (value, _) in self.found.items()
            if question not in self.differing
        )

    def _answer(self, question: Question, value: Value, line: int) -> None:
        kind, key, name = question
        stands = self.month.said(kind, key).get(name)
        if stands is not None:
            self._tell("ANSWER_STANDS", line, name, f"{key}: {_text(name, value)}", _text(name, stands))
            return
        first, row = self.found.setdefault(question, (value, line))
        if first != value:
            self.differing.add(question)
            said = f"row {row} {_text(name, first)}, row {line} {_text(name, value)}"
            self._tell("ANSWERS_DIFFER", line, name, f"{key}: {said}")

    def _is_open(self, kind: str, key: str, line: int) -> bool:
        """Whether an item of the row is open; what is not known or open no more is told."""
        items = self.items.get((kind, key), [])
        if not items:
            self._tell("ANSWER_OF_NO_ITEM", line, "item_kind", key)
        elif not any(one.is_live and one.outstanding_minor > 0 for one in items):
            self._tell("ANSWER_OF_CLOSED", line, "item_kind", key)
        else:
            return True
        return False

    def _tell(self, code: str, line: int, name: str, found: str, expected: str = "") -> None:
        column = fact(name).column if name != "item_kind" else name
        self.source.journal.tell(code, line, column, found, expected=expected)


def _text(name: str, value: Value) -> str:
    return f"{value:%d-%b-%Y}" if isinstance(value, date) else fact(name).text(value)
