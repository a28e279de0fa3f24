"""The provisions that the month's decisions rest on, one row each."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xl_addin.engine.citation import CONFIDENCE_WORDS
from xl_addin.engine.law import Law
from xl_addin.rulebook import Provision

if TYPE_CHECKING:  # a question to the law loads neither frames nor database
    from xl_addin.desk.case import Case

Row = dict[str, Any]


def rule_rows(cases: Iterable[Case], law: Law) -> list[Row]:
    """Every provision relied on, by parameter and first day; nothing that was not asked for."""
    used = {(p.parameter, p.effective_from): p for case in cases for p in case.decision.basis}
    meaning = {parameter.name: parameter for parameter in law.rules.parameters()}
    return [_row(used[key], meaning) for key in sorted(used)]


def _row(provision: Provision, meaning: dict[str, Any]) -> Row:
    parameter = meaning.get(provision.parameter)
    unit = f" ({parameter.unit})" if parameter is not None and parameter.unit else ""
    return {
        "parameter": provision.parameter,
        "meaning": parameter.meaning if parameter else "bank policy",
        "value": f"{shown_value(provision.value)}{unit}",
        "effective_from": provision.effective_from if provision.confidence != "P" else None,
        "effective_to": provision.effective_to,
        "instrument": provision.instrument,
        "paragraph": provision.paragraph,
        "confidence": _confidence(provision),
        "note": provision.note,
    }


def _confidence(provision: Provision) -> str:
    """The mark with the words that the user must see beside everything that was not read in the primary text."""
    words = CONFIDENCE_WORDS[provision.confidence]
    return f"{provision.confidence}: {words}" if words else provision.confidence


def shown_value(value: Any) -> str:
    """A provision's value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
