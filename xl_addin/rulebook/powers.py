"""Who the desk's people are and what each role may approve: two tables of the bank's policy file, never law."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

PEOPLE, POWERS = "people", "powers"
MAKER = "maker"  # the role that proposes and approves nothing
LIMITS = {
    "write_off_inr": "WRITE_OFF",
    "small_value_inr": "SMALL_VALUE",
    "close_inr": "CLOSE_ITEM",
    "refund_inr": "REFUND",
    "set_off_inr": "SET_OFF",
    "extend_inr": "EXTEND",
    "reopen_inr": "REOPEN",
    "settle_inr": "SETTLE_AUTO",
    "match_inr": "MATCH",
    "unmatch_inr": "UNMATCH",
}

FLAG_MEANINGS = {
    "escalated": "decisions beyond a bound of the bank",
    "satisfaction": "decisions that lack the bank's satisfaction alone",
    "sign": "the month, as the last of three",
    "reopen_month": "a signed month opened again",
    "messages": "what calls for a message: a remittance, a manual bill of entry, one of another bank; the cut-over",
    "release": "files for IDPMS let go",
    "confirm_rules": "a rule confirmed by the bank",
    "withdraw": "an approved act withdrawn",
}
FLAGS = tuple(FLAG_MEANINGS)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the desk by the name under which the computer knows him; `until` is the last day of his role."""

    name: str
    role: str
    until: date | None = None
    branches: tuple[str, ...] = ()  # AD codes; none stands for all
    owners: tuple[str, ...] = ()  # owners of importers; none stands for all

    def acts_for(self, owner: str) -> bool:
        """Whether he acts for importers of an owner, however its letters are written; "" is an owner nobody told."""
        return not self.owners or owner.strip().casefold() in {one.strip().casefold() for one in self.owners}


@dataclass(frozen=True, slots=True)
class Power:
    """What a role may approve: INR of one act by the word of the act, what passes a bound, missing satisfaction."""

    role: str
    limits: tuple[tuple[str, Decimal], ...]
    escalated: bool = False
    satisfaction: bool = False
    sign: bool = False  # the month, as the last of three
    reopen_month: bool = False
    messages: bool = False
    release: bool = False
    confirm_rules: bool = False
    withdraw: bool = False

    def limit(self, act: str) -> Decimal | None:
        """INR up to which an act may be approved; None where the role has no power over it."""
        return dict(self.limits).get(act)


@dataclass(frozen=True, slots=True)
class Powers:
    """The two tables as the bank has set them; empty as shipped: then nobody may approve."""

    people: tuple[Person, ...] = ()
    roles: tuple[Power, ...] = ()

    def person(self, name: str) -> Person | None:
        """The person of that name, however its letters are written."""
        return next((one for one in self.people if one.name.casefold() == name.casefold()), None)

    def power(self, role: str) -> Power | None:
        """What a role may approve."""
        return next((one for one in self.roles if one.role == role), None)


NO_POWERS = Powers()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= 80 and value.isprintable()


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_amount(value: object) -> bool:
    counted = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
    return counted and Decimal(str(value)).is_finite() and Decimal(str(value)) >= 0


def _is_codes(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_PERSON: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "role": (_is_text, "the name of a role in quotes"),
    "until": (_is_day, "a date such as 2027-03-31"),
    "branches": (_is_codes, 'a list of AD codes such as ["0009001"]'),
    "owners": (_is_codes, 'a list of owners of importers such as ["Corporate desk"]'),
}
_POWER: Mapping[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(LIMITS, (_is_amount, "an amount in INR of zero or more")),
    **dict.fromkeys(FLAGS, (lambda value: isinstance(value, bool), "true or false")),
}


def faults(people: object, powers: object) -> Iterator[tuple[str, str]]:
    """What is wrong with the tables, each with the name that stands in the file."""
    yield from _table(PEOPLE, people, _PERSON)
    yield from _table(POWERS, powers, _POWER)
    if not isinstance(people, Mapping) or not isinstance(powers, Mapping):
        return
    for name, row in people.items():
        role = row.get("role") if isinstance(row, Mapping) else None
        if role is None:
            yield name, f"{PEOPLE}.{name} has no role."
        elif role != MAKER and role not in powers:
            told = ", ".join((MAKER, *map(str, powers)))
            yield name, f"{PEOPLE}.{name} has the role {role!r}, which [{POWERS}] does not know; it knows {told}."


def _table(
    table: str, given: object, known: Mapping[str, tuple[Callable[[object], bool], str]]
) -> Iterator[tuple[str, str]]:
    if not isinstance(given, Mapping):
        yield table, f"[{table}] is no table; write [{table}.NAME] and one line for each of {', '.join(known)}."
        return
    for name, row in given.items():
        if not isinstance(row, Mapping):
            yield (
                name,
                f"{table}.{name} is no table; write [{table}.{name}] and one line for each of {', '.join(known)}.",
            )
            continue
        for key, value in row.items():
            if key not in known:
                yield key, f"{table}.{name} sets {key!r}; it takes {', '.join(known)}."
            elif not known[key][0](value):
                yield key, f"{table}.{name} sets {key} to {value}; expected {known[key][1]}."


def powers_of(people: Mapping[str, Any], powers: Mapping[str, Any]) -> Powers:
    """The tables without faults as values."""
    return Powers(
        tuple(
            Person(name, one["role"], one.get("until"), tuple(one.get("branches", ())), tuple(one.get("owners", ())))
            for name, one in people.items()
        ),
        tuple(_power(role, row) for role, row in powers.items()),
    )


def _power(role: str, row: Mapping[str, Any]) -> Power:
    limits = tuple((LIMITS[key], Decimal(str(row[key]))) for key in LIMITS if key in row)
    return Power(role, limits, **{flag: row.get(flag, False) for flag in FLAGS})
