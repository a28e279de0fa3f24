"""The lines of Today with the filter that finds the rows of each on its list; their words stand in today.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from xl_addin.desk.lists.missing_facts import ALL
from xl_addin.desk.lists.today_filters import Where, at_least, below, between, blank, equal, over_zero, starting
from xl_addin.desk.lists.told import Told
from xl_addin.domain.dates import add_days
from xl_addin.domain.money import inr_words
from xl_addin.engine.evidence.followup import DEFAULT, RIGOROUS_FOLLOWUP
from xl_addin.engine.general.standing import DUE_SOON, NOT_DUE, OVERDUE
from xl_addin.engine.rule import BANK_POLICY, BREACH_BEFORE_SWITCH, OK
from xl_addin.rulebook.facts import fact
from xl_addin.workbook.lists import Filled

Lists = Mapping[str, Filled[Any]]
REGISTER = Path(__file__).with_name("today.toml")
NEAR_DAYS, FAR_DAYS = 7, 30
FACTS_SHOWN = 3  # facts told each in a line of its own, those for which most INR waits
NOT_TIED = "NOT_TIED"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `key` names it from month to month, `tone` is the word that it has on its list."""

    key: str
    tone: str
    words: str
    todo: str
    table: str
    money: str = ""  # heading of what is added up: INR, or an amount in the row's own currency
    day: str = ""  # heading of the day of which the earliest is told
    counted: str = ""  # heading of how many stand behind a row, where a row is not one
    where: tuple[Where, ...] = ()
    count: int = 0
    inr: Decimal | None = None
    without_rate: int = 0
    importers: int = 0
    first: date | None = None
    sheet: str = ""
    before: int | None = None  # the count at the closing before

    @property
    def filter(self) -> str:
        """The filter in words."""
        return "; ".join(map(str, self.where))


@cache
def _register() -> Mapping[str, Line]:
    return {key: Line(key, **row) for key, row in tomllib.loads(REGISTER.read_text("utf-8")).items()}


def asked(told: Told, lists: Lists) -> Iterator[Line]:
    """Every line that is looked for, the gravest first, not counted yet."""
    where = {**_of_the_day(told.month.as_on), **_of_policy(told), **_ALWAYS}
    for key, line in _register().items():
        if key in ("FACT", "FACTS"):
            yield from _facts(key, line, lists["tblMissingFacts"])
        else:
            limit = inr_words(told.law.policy.today_overdue_inr)
            yield replace(line, words=line.words.format(limit=limit), where=where[key])


_BREACH, _LATE = (equal("Standing", BREACH_BEFORE_SWITCH),), equal("Standing", OVERDUE)
_POLICY, _FREE = (equal("Status", BANK_POLICY),), (equal("Status", OK), blank("Proposal"))
_ALWAYS: Mapping[str, tuple[Where, ...]] = {
    "BLOCKS": (equal("Severity", "BLOCK"),),
    NOT_TIED: (equal("Tied", "FALSE"),),
    "BREACH_PAYMENT": _BREACH,
    "BREACH_ORM": _BREACH,
    "FOLLOWUP_DEFAULT": (equal("Status", DEFAULT),),
    "FOLLOWUP_RIGOROUS": (equal("Status", RIGOROUS_FOLLOWUP),),
    "REFUSED": (),
    "HELD": (equal("Status", "HELD"),),
    "WAITING": (equal("Status", "FOR APPROVAL"),),
    "REFER": (over_zero("No memo"),),
    "SUGGESTED": (equal("Status", "PROPOSED"),),
    "POLICY_WRITEOFF": _POLICY,
    "POLICY_SMALLVALUE": _POLICY,
    "POLICY_EXTENSION": _POLICY,
    "POLICY_ADVANCE": _POLICY,
    "POLICY_CHECK": _POLICY,
    "IDPMS": (equal("Status", "WAITING"),),
    "UNDRAFTED": (equal("Status", "WAITS"),),
    "MAY_WRITEOFF": _FREE,
    "MAY_SMALLVALUE": _FREE,
    "IEC": (equal("Status", "LIKELY_DEACTIVATED"),),
}


def _of_the_day(on: date) -> dict[str, tuple[Where, ...]]:
    """Filters of days: from the day itself, and from the eighth on, so that no row stands in two lines."""
    near, far, soon = add_days(on, NEAR_DAYS), add_days(on, FAR_DAYS), equal("Standing", DUE_SOON, NOT_DUE)
    found = {
        "EXTENSIONS_END": (between("Extended to", on, far),),
        "AUTHORISATIONS": (starting("Task key", "IT_HARDWARE", "LICENCE"), between("Due", on, far)),
    }
    for key, header in (("PAYMENT", "Payment due"), ("ORM", "Evidence due")):
        found[f"DUE_{NEAR_DAYS}_{key}"] = (soon, between(header, on, near))
        found[f"DUE_{FAR_DAYS}_{key}"] = (soon, between(header, add_days(near, 1), far))
    return found


def _of_policy(told: Told) -> dict[str, tuple[Where, ...]]:
    limit = told.law.policy.today_overdue_inr
    found: dict[str, tuple[Where, ...]] = {}
    for key in ("PAYMENT", "ORM"):
        found[f"OVERDUE_{key}_LARGE"] = (_LATE, at_least("Outstanding INR", limit))
        found[f"OVERDUE_{key}"] = (_LATE, below("Outstanding INR", limit))
    return found


def _facts(key: str, line: Line, known: Filled[Any]) -> Iterator[Line]:
    """The facts for which most INR waits, each in a line, the list has them in that order; then how many others."""
    heads = [name for name, level in zip(known["Fact"], known["Asked of"], strict=True) if level == ALL]
    of_all, rest = equal("Asked of", ALL), heads[FACTS_SHOWN:]
    if key == "FACTS":
        yield replace(line, where=(of_all, Where("Fact", "is another", lambda name: name in rest)))
        return
    for name in heads[:FACTS_SHOWN]:
        words = line.words.format(fact=fact(name).header)
        yield replace(line, key=f"FACT_{name}", words=words, where=(of_all, equal("Fact", name)))
