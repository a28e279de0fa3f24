"""The provisions that the month's decisions rest on, one row each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_addin.engine.citation import how_sure
from xl_addin.engine.law import Law
from xl_addin.rulebook import Provision
from xl_addin.rulebook.model import Parameter
from xl_addin.rulebook.policy import POLICY_MARK

if TYPE_CHECKING:  # a question to the law loads neither frames nor database
    from xl_addin.desk.month.case import Case


class RuleUsed(NamedTuple):
    """A provision that decisions rest on, as people read it."""

    provision: Provision
    meaning: str
    value: str

    @property
    def effective_from(self) -> date | None:
        """Its first day; a parameter of the bank has none."""
        return self.provision.effective_from if self.provision.confidence != POLICY_MARK else None

    @property
    def confidence(self) -> str:
        """The mark with the words that must be seen beside everything that was not read in the primary text."""
        mark = self.provision.confidence
        words = how_sure(self.provision)
        return f"{mark}: {words}" if words else mark


def rules_used(cases: Iterable[Case], law: Law) -> list[RuleUsed]:
    """Every provision relied on, by parameter and first day; nothing that was not asked for."""
    used = {(p.parameter, p.effective_from): p for case in cases for p in case.decision.basis}
    known = {parameter.name: parameter for parameter in law.rules.parameters()}
    return [_used(used[key], known.get(key[0])) for key in sorted(used)]


def _used(provision: Provision, parameter: Parameter | None) -> RuleUsed:
    unit = f" ({parameter.unit})" if parameter is not None and parameter.unit else ""
    meaning = parameter.meaning if parameter else "bank policy"
    return RuleUsed(provision, meaning, f"{shown_value(provision.value)}{unit}")


def shown_value(value: Any) -> str:
    """A provision's value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
