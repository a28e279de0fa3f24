"""What waits for its message: records for what stands and was not reported, cancellations of what stands no more.

Pure: nothing is written. What may not go yet is held, with the reason; what was reported outside is in no record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.build import text_of
from xl_addin.desk.produce.closures import Closures
from xl_addin.desk.produce.holds import barred, no_cut_over
from xl_addin.desk.produce.kept import packed, unpacked
from xl_addin.desk.produce.refused import refused_cancellations, waits_for_a_person
from xl_addin.desk.produce.rounding import Rounded
from xl_addin.desk.produce.texts import CLOSES, CLOSURE, INDICATOR, REFERENCE, STAYS_OPEN, Text
from xl_addin.desk.produce.units import Unit, units
from xl_addin.desk.produce.wire import Wiring
from xl_addin.ledger.outbox import AMEND, CANCEL, DRAFTED, NEW, PARTIAL, PASSED, OutRecord
from xl_addin.messages.layouts import layout
from xl_addin.messages.model import Layout
from xl_addin.messages.record import Record

CANNOT_CANCEL = ("OBB",)  # a request has no record indicator
AMENDED = ("ORM", "MBE")  # of the others a correction is a cancellation and a new record
NUMBERED = ("BES", "BEA", "ORA")  # their reference is ours; others are known by their item


@dataclass(frozen=True, slots=True)
class Wanted:
    """A record that is to be sent: its text on the wire, what it reports, what holds it back ("" for nothing).

    Without `reference` it gets its number when it is drafted.
    """

    message: str
    ad_code: str
    indicator: str
    since: date
    origins: tuple[str, ...]
    record: Record
    boe_key: str = ""
    orm_key: str = ""
    currency: str = ""
    minor: int = 0
    reference: str = ""
    held: str = ""
    changed: tuple[str, ...] = ()  # signs that were replaced by the rule of the message
    rounded: tuple[Rounded, ...] = ()  # amounts, by the bank's rule

    @property
    def about(self) -> str:
        """The item, or the two, that it is of."""
        return " with ".join(filter(None, (self.orm_key, self.boe_key)))

    @property
    def content(self) -> str:
        """The record as the ledger keeps it."""
        return packed(self.record, self.rounded)


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that waits, and drafts that say something else by now; `outside` are units reported outside."""

    wanted: tuple[Wanted, ...]
    stale: tuple[OutRecord, ...] = ()
    outside: tuple[Unit, ...] = ()
    covered: Mapping[str, OutRecord] = field(default_factory=dict)  # by origin: the record that stands for it
    owed: tuple[Unit, ...] = ()

    @property
    def ready(self) -> list[Wanted]:
        """What may be drafted."""
        return [one for one in self.wanted if not one.held]

    @property
    def held(self) -> list[Wanted]:
        """What may not, each with its reason."""
        return [one for one in self.wanted if one.held]


def waiting(books: Books) -> Waiting:
    """All that waits for its message."""
    owed = [*units(books)]
    outside = tuple(one for one in owed if _is_outside(books, one))
    inside = [one for one in owed if not _is_outside(books, one)]
    live = [one for one in books.box.records if one.is_live and one.indicator != CANCEL]
    covered = {origin: one for one in live for origin in one.origins}
    groups: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for unit in inside:
        if unit.origin not in covered:
            groups[unit.group].append(unit)
    standing = {one.origin for one in inside}
    fallen = [
        one for one in books.box.records if one.is_live and one.indicator != CANCEL and _fell(one, standing, covered)
    ]
    stale = tuple(one for one in fallen if one.state == DRAFTED)
    gone = [*_cancelled(books, (one for one in fallen if one.state != DRAFTED))]
    wiring, parts = Wiring(books.month.as_on), [*groups.values()]
    closures = Closures(books, parts, ((one.message, one.boe_key) for one in gone))
    fresh = (_fresh(books, group, wiring, place + 1, closures.of(place)) for place, group in enumerate(parts))
    made = (*gone, *_amended(books, inside, covered, wiring), *fresh)
    return Waiting(made, stale, outside, covered, tuple(inside))


def _is_outside(books: Books, unit: Unit) -> bool:
    """Done up to the day of the cut-over of its AD code."""
    found = books.cut_overs.get(unit.ad_code)
    return found is not None and unit.since <= found.until


def _fell(one: OutRecord, standing: set[str], covered: Mapping[str, OutRecord]) -> bool:
    """Whether a record says what does not stand any more, or a later one says too; or IDPMS has passed a part of it."""
    return one.state == PARTIAL or any(
        origin not in standing or (covered[origin].number != one.number and covered[origin].indicator == NEW)
        for origin in one.origins
    )


def _amended(
    books: Books, inside: Sequence[Unit], covered: Mapping[str, OutRecord], wiring: Wiring
) -> Iterator[Wanted]:
    """Amendments of what IDPMS has passed and the ledger says otherwise by now, of messages that have any."""
    for unit in inside:
        one = covered.get(unit.origin)
        if unit.message not in AMENDED or one is None or one.state != PASSED:
            continue
        message, text = layout(unit.message), text_of(books, [unit])
        made = wiring.wired(unit.message, Text({**text.values, INDICATOR: AMEND}, text.invoices))
        if made.record != with_values(message, unpacked(books.content(one.number)), {INDICATOR: AMEND}):
            held = "; ".join((*no_cut_over(books, unit.ad_code), *made.bars))
            yield Wanted(
                *(unit.message, unit.ad_code, AMEND, unit.since, (unit.origin,), made.record),
                *(unit.boe_key, unit.orm_key, unit.currency, unit.minor, one.reference, held),
                changed=made.changed,
                rounded=made.rounded,
            )


def _fresh(books: Books, group: Sequence[Unit], wiring: Wiring, number: int, closing: str | None) -> Wanted:
    """The record of a group; a number stands where its reference will. `closing` is as `Closures.of` has it."""
    first, text = group[0], text_of(books, group)
    said = {**text.values, CLOSURE: STAYS_OPEN if closing is None else CLOSES}
    if first.message in NUMBERED:
        said[REFERENCE] = f"{number}"
    made = wiring.wired(first.message, Text(said, text.invoices))
    same = len({unit.currency for unit in group}) == 1
    return Wanted(
        *(first.message, first.ad_code, NEW, min(unit.since for unit in group)),
        tuple(unit.origin for unit in group),
        made.record,
        *(first.boe_key, first.orm_key, first.currency if same else "", sum(one.minor for one in group) if same else 0),
        held="; ".join((*barred(books, first), *made.bars, *([closing] if closing else []))),
        changed=made.changed,
        rounded=made.rounded,
    )


def _cancelled(books: Books, fallen: Iterable[OutRecord]) -> Iterator[Wanted]:
    """The cancellation of each record that fell, unless it is on its way. One that IDPMS refused waits for a person."""
    on_way = {
        (one.file.message, one.reference): one.number
        for one in books.box.records
        if one.is_live and one.indicator == CANCEL and one.state != PARTIAL
    }
    refused = {(one.file.message, one.reference): one for one in refused_cancellations(books)}
    last = {(one.file.message, one.reference): one for one in fallen}  # of a record and its amendment once
    for which, one in last.items():
        if one.file.message in CANNOT_CANCEL or (which in on_way and on_way[which] > one.number):
            continue
        record = unpacked(books.content(one.number))
        cancelled = with_values(layout(one.file.message), record, {INDICATOR: CANCEL})
        bars = [*no_cut_over(books, one.file.ad_code)]
        if one.is_open:
            bars.append(f"{one.file.file} is not answered: whether there is anything to cancel is not known")
        if which in refused:
            bars.append(waits_for_a_person(refused[which]))
        yield Wanted(
            *(one.file.message, one.file.ad_code, CANCEL, one.file.day, (), cancelled, one.boe_key, one.orm_key),
            *(one.currency, one.amount_minor, one.reference, "; ".join(bars)),
        )


def with_values(message: Layout, record: Record, said: Mapping[str, str]) -> Record:
    """A record with other texts in some of our fields."""
    return Record({**record.values, **{message.element(name): text for name, text in said.items()}}, record.invoices)
