"""The register of import authorisations with its amendments, and the consignments that draw from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from xl_addin.desk.month.case import Known, as_date
from xl_addin.desk.month.item import Entry
from xl_addin.desk.month.month import Month
from xl_addin.domain.identifiers import by_serial
from xl_addin.domain.money import from_minor
from xl_addin.engine.dgft.authorisation import (
    Amendment,
    Authorisation,
    Balance,
    Consignment,
    amended,
    as_on,
    authorisation_balance,
)
from xl_addin.engine.rule import Fail
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import BOE, INVOICE, LICENCE, Value
from xl_addin.rulebook.registers_goods import import_word

# What a person says of goods that DGFT asks about; a consignment is listed where any of it was said.
GOODS_FACTS = frozenset(
    (
        *("hs", "item", "quantity", "mode", "purpose", "restricted", "expected_boe_date"),
        *("licence_number", "register_number", "register_date", "eta", "listed"),
    )
)


@dataclass(frozen=True, slots=True)
class Goods:
    """A consignment of which something was said: an invoice, or what a bill of entry has in common in a currency."""

    item: InvoiceItem | Entry
    currency: str
    value_minor: int


@dataclass(frozen=True, slots=True)
class Licence:
    """An authorisation of the register, what was wrong with its amendments, and what was drawn from it."""

    authorisation: Authorisation
    said: Mapping[str, Value]
    faults: tuple[Fail, ...] = ()
    drawn: tuple[Balance, ...] = ()

    def now(self, on: date) -> Authorisation:
        """The authorisation by its figures of a day."""
        return as_on(self.authorisation, on)

    def line(self, key: str) -> Balance | None:
        """What is left after the consignment of that key."""
        return next((one for one in self.drawn if one.consignment.boe == key), None)

    def with_one_more(self, more: Consignment) -> Licence:
        """The same where one more consignment draws from it, such as one that is expected."""
        drawn = authorisation_balance(self.authorisation, [*(one.consignment for one in self.drawn), more])
        return replace(self, drawn=drawn)


def goods_of(month: Month) -> list[Goods]:
    """Consignments that came in and of which the desk said anything of goods, oldest first."""
    said = {item for item, facts in month.answers.items() if item[0] in (BOE, INVOICE) and GOODS_FACTS & facts.keys()}
    entries: dict[str, list[InvoiceItem]] = defaultdict(list)
    for item in month.invoices.values() if said else ():
        if item.is_live and ((INVOICE, item.key) in said or (BOE, item.record.boe_key) in said):
            entries[item.record.boe_key].append(item)
    found = [one for items in entries.values() for one in _consignments(month, items, said)]
    return sorted(found, key=lambda one: (one.item.record.boe_date, by_serial(one.item.key)))


def _consignments(month: Month, items: list[InvoiceItem], said: set[tuple[str, str]]) -> Iterator[Goods]:
    """Each invoice that was spoken of by itself, and the others of the bill of entry as one."""
    together = [item for item in items if (INVOICE, item.key) not in said]
    for item in items:
        if item not in together:
            yield Goods(item, item.currency, item.record.value_minor)
    for currency in sorted({item.currency for item in together}):
        group = [item for item in together if item.currency == currency]
        entry = Entry(group[0].record, group, month.said_of_boe(group[0].record))
        yield Goods(entry, currency, sum(item.record.value_minor for item in group))


def number_of(known: Known) -> str:
    """The number of the authorisation named for goods, as the register spells it."""
    return str(known.get("licence_number") or "").strip().upper()


def register_of(month: Month, goods: Iterable[Goods]) -> dict[str, Licence]:
    """Every authorisation by its number, with what the consignments draw from it."""
    drawn: dict[str, list[Consignment]] = defaultdict(list)
    for one in goods:
        if number := number_of(one.item.answers):
            drawn[number].append(_consignment(one))
    told = {key: said for (kind, key), said in month.answers.items() if kind == LICENCE}
    changes: dict[str, list[Mapping[str, Value]]] = defaultdict(list)
    for key, said in told.items():
        if on := said.get("amended_on"):
            changes[key.removesuffix(f" {on}")].append(said)
    return {
        key: _licence(key, said, changes[key], drawn[key])
        for key, said in sorted(told.items())
        if not said.get("amended_on")
    }


def _licence(
    number: str, said: Mapping[str, Any], changes: list[Mapping[str, Any]], drawn: list[Consignment]
) -> Licence:
    found, faults = _authorisation(number, said), []
    for change in sorted(changes, key=lambda one: str(one["amended_on"])):
        after = amended(found, _amendment(change))
        if isinstance(after, Fail):
            faults.append(after)
        else:
            found = after
    return Licence(found, said, tuple(faults), authorisation_balance(found, drawn))


def _authorisation(number: str, said: Mapping[str, Any]) -> Authorisation:
    given: date = said.get("valid_from") or date.min
    return Authorisation(
        reference=str(said.get("application_reference", "")),
        number=number,
        iec=str(said.get("licence_iec", "")),
        year=given.year,
        granted_on=given,
        hs=str(said.get("licence_hs", "")),
        item=_goods_word(said.get("licence_item")),
        quantity=said.get("licence_quantity"),
        value=said.get("licence_value"),
        currency=str(said.get("licence_currency", "")),
        port=str(said.get("licence_port", "")).strip().upper(),
        importer_name=str(said.get("licence_name", "")),
        valid_to=said.get("valid_to"),
    )


def _amendment(said: Mapping[str, Any]) -> Amendment:
    on: date = said["amended_on"]
    figures = (said.get("licence_quantity"), said.get("licence_value"), said.get("valid_to"))
    return Amendment(on, str(said.get("application_reference") or f"{on:%d-%b-%Y}"), *figures)


def expected(month: Month, item: OrmItem) -> Consignment:
    """What an open advance will draw when its bill of entry comes; on the as-on date where that day is not told."""
    record, known = item.record, item.answers
    on = as_date(known.get("expected_boe_date")) or month.as_on
    return Consignment(
        item.key,
        on,
        record.iec,
        str(known.get("hs", "")),
        _goods_word(known.get("item")),
        quantity_of(known),
        from_minor(item.outstanding_minor, item.currency),
        item.currency,
        importer_name=record.importer_name,
    )


def _consignment(one: Goods) -> Consignment:
    record, known = one.item.record, one.item.answers
    return Consignment(
        one.item.key,
        record.boe_date,
        record.iec,
        str(known.get("hs", "")),
        _goods_word(known.get("item")),
        quantity_of(known),
        from_minor(one.value_minor, one.currency),
        one.currency,
        record.port_code,
        record.importer_name,
    )


def quantity_of(known: Known) -> int | None:
    """Pieces in the consignment, where they were told."""
    pieces: int | None = known.get("quantity")
    return pieces


def _goods_word(said: object) -> str:
    """The law's word for a kind of IT hardware, so that two spellings of one do not differ; other goods as written."""
    text = str(said or "")
    return import_word("item", text) or text
