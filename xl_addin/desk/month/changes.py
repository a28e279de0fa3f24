"""What changed: decisions that say another thing than they did at a point before, each with what moved it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_addin.desk.month.case import Case
from xl_addin.desk.month.month import Month
from xl_addin.domain.money import plain
from xl_addin.engine.law import REGISTER
from xl_addin.ledger.answers import Answers
from xl_addin.rulebook.facts import BOE, IMPORTER, INVOICE, fact

OTHER = "what was taken in, settled, or set in the bank's policy and instruments since"


class Which(NamedTuple):
    """A decision by its subject and item, in the words of decisions.csv; `nth` parts items that share all of them."""

    subject: str
    orm_number: str = ""
    boe_number: str = ""
    boe_date: date | None = None
    port_code: str = ""
    invoice_serial: str = ""
    iec: str = ""
    nth: int = 1

    @property
    def item(self) -> Which:
        """What it is about, whatever is asked of it."""
        return self._replace(subject="", nth=1)

    @property
    def place(self) -> str:
        """The remittance, bill of entry or importer in the desk's words."""
        if self.orm_number:
            return f"ORM {self.orm_number}"
        if not self.boe_number:
            return f"IEC {self.iec}"
        return f"BoE {self.boe_number} of {shown_value(self.boe_date)} at {self.port_code}"


class Said(NamedTuple):
    """What a decision says; all of it blank where the question is not asked."""

    status: str = ""
    findings: str = ""
    due: date | None = None
    old_due: date | None = None
    standing: str = ""


NOT_ASKED = Said()


class Change(NamedTuple):
    """One decision that says another thing, and why."""

    which: Which
    before: Said
    after: Said
    why: str


class Told(NamedTuple):
    """What a decision says and the amount that is open, which explains and is no change by itself."""

    said: Said
    amount: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Decisions as they were told once: which, on which day, under which law, and what was known then."""

    name: str
    as_on: date
    regime: str
    told: Mapping[Which, Told]
    answers: Answers


@dataclass(frozen=True, slots=True)
class Changes:
    """The decisions that changed since a point; `since` names it, `note` says why nothing could be compared."""

    since: str = ""
    rows: Sequence[Change] = ()
    note: str = ""


def named(pairs: Iterable[tuple[Which, Told]]) -> dict[Which, Told]:
    """Decisions by name; those that one name would cover are numbered in their order."""
    met: Counter[Which] = Counter()
    found = {}
    for which, told in pairs:
        met[which] += 1
        found[which._replace(nth=met[which])] = told
    return found


def told_of(cases: Iterable[Case]) -> dict[Which, Told]:
    """What decisions say now."""
    return named((which_of(case), _told(case)) for case in cases)


def which_of(case: Case) -> Which:
    """The name of a decision."""
    serial = str(case.invoice_serial or "")
    return Which(case.subject, case.orm_number, case.boe_number, case.boe_date, case.port_code, serial, case.iec)


def _told(case: Case) -> Told:
    found = case.decision.findings
    codes = " ".join(found) if found != (case.decision.status,) else ""
    said = Said(case.decision.status, codes, case.due_date, case.old_due_date, case.standing)
    return Told(said, f"{case.currency} {plain(case.amount_minor, case.currency)}" if case.currency else "")


def point_of(name: str, month: Month, regime: str, cases: Iterable[Case]) -> Point:
    """The month as it is now, to be compared with later."""
    return Point(name, month.as_on, regime, told_of(cases), month.answers)


def changes_since(point: Point, month: Month, regime: str, cases: Sequence[Case]) -> Changes:
    """The decisions that another thing is said of than at `point`, on items that were open then and are now."""
    moved = _moved_day(point, month.as_on, regime)
    return Changes(point.name, [*_changes(point, month, cases, moved)])


def _changes(point: Point, month: Month, cases: Sequence[Case], moved: str) -> Iterator[Change]:
    now = told_of(cases)
    items = {which_of(case).item: case for case in cases}
    known = {which.item for which in point.told}
    for which in (*now, *(one for one in point.told if one not in now)):
        case = items.get(which.item)
        if case is None or which.item not in known:
            continue
        before, after = (told.get(which, Told(NOT_ASKED)) for told in (point.told, now))
        if before.said != after.said:
            why = [*_facts(point.answers, month.answers, case), *_amount(before.amount, after.amount), moved]
            yield Change(which, before.said, after.said, "; ".join(filter(None, why)) or OTHER)


def _moved_day(point: Point, as_on: date, regime: str) -> str:
    if point.as_on == as_on:
        return ""
    law = f", law {point.regime} → {regime}" if point.regime != regime else ""
    return f"day {point.as_on:%d-%b-%Y} → {as_on:%d-%b-%Y}{law}"


def _amount(before: str, after: str) -> Iterator[str]:
    if before and after and before != after:
        yield f"open {before} → {after}"


def _facts(before: Answers, after: Answers, case: Case) -> Iterator[str]:
    """What was said of the item, its bill of entry or its importer since: what the question takes, if it takes any."""
    told = {
        name: f"{fact(name).header}: {_value(name, old)} → {_value(name, new)}"
        for old, new in ((before.get(item, {}), after.get(item, {})) for item in _asked_of(case))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name) and fact(name).about != "DECISION"
    }
    taken = _taken(case.decision.subject) & told.keys()
    yield from (words for name, words in told.items() if not taken or name in taken)


def _taken(subject: str) -> set[str]:
    """The facts that the questions on a subject take."""
    return {name for asked in REGISTER.values() if asked.subject == subject for name in asked.blank}


def _asked_of(case: Case) -> Iterator[tuple[str, str]]:
    yield case.item.kind, case.item.key
    if case.item.kind == INVOICE:
        yield BOE, case.item.record.boe_key  # type: ignore[union-attr]
    if case.item.kind != IMPORTER:
        yield IMPORTER, case.iec


def _value(name: str, said: Mapping[str, object]) -> str:
    value = said.get(name)
    return f"{value:%d-%b-%Y}" if isinstance(value, date) else fact(name).text(value) or "blank"


def shown_value(value: str | date | None) -> str:
    """A day or a word as a person reads it."""
    return f"{value:%d-%b-%Y}" if isinstance(value, date) else value or "none"
