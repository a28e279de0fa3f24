"""What the families share: the rulebook as shipped, the faces of a decision, and arguments that many functions have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from udfs._registry import Argument, Face
from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.engine.questions import ask
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.policy import Policy

NO_POLICY = Policy()
LAWS_KEPT = 4096  # a column repeats the same few settings of the bank

DECISION = (
    Face("_OK", "flag", attrgetter("ok"), "TRUE only if allowed now. "),
    Face("_STATUS", "word", attrgetter("status"), "One word, OK only if allowed now. "),
    Face("_WHY", "text", attrgetter("why"), "One sentence with figures, limit, paragraph. "),
)


_said: list[Rulebook] = []


def use(found: Rulebook) -> None:
    """By which rulebook the functions answer; a host says so once, before the first formula. Else as shipped."""
    _said[:] = [found]
    rules.cache_clear()
    law_with.cache_clear()


@cache
def rules() -> Rulebook:
    """The rulebook that the host named, or the one shipped, read at the first call."""
    return _said[0] if _said else rulebook.load()


def decide(question: str, policy: Policy = NO_POLICY, **facts: Any) -> Decision:
    """The rules' answer to a question; the bank's policy is what the arguments say of it, else empty."""
    return ask(question, law_with(policy), facts)


@lru_cache(maxsize=LAWS_KEPT)
def law_with(policy: Policy) -> Law:
    """The rulebook as shipped, under a policy of the bank."""
    return Law(rules(), policy)


def value(returns: str) -> tuple[Face, ...]:
    """The one face of a function that gives the value of a decision, #N/A where it has none."""
    return (Face("", returns, _value_of, ""),)


def plain(returns: str) -> tuple[Face, ...]:
    """The one face of a function that gives what its body returns."""
    return (Face("", returns, _itself, ""),)


def word() -> tuple[Face, ...]:
    """The one face of a function that shows the word of a decision."""
    return (Face("", "word", _status_of, ""),)


def _value_of(found: Decision | None) -> date | Decimal | str | None:
    return None if found is None else found.value


def _status_of(found: Decision | None) -> str | None:
    return None if found is None else found.status


def _itself(found: Any) -> Any:
    return found


ACTION_DATE = Argument("action_date", "date", "Day on which the bank acts; it picks the rules. Example: 2026-11-02")
AS_OF = Argument("as_of", "date", "Day from which the question is asked. Example: 2026-10-31")
SHIPMENT_DATE = Argument("shipment_date", "date", "Day on which the goods were shipped. Example: 2026-03-31")
REMITTANCE_DATE = Argument("remittance_date", "date", "Day on which the money was remitted. Example: 2026-04-15")
SATISFIED = Argument(
    "satisfied",
    "flag",
    "TRUE if the AD is satisfied with the importer's reason; blank if not known. Example: TRUE",
    False,
)
