"""The rulebook itself: which rules govern a day, what a parameter is, by which paragraph, how sure; and versions."""

from __future__ import annotations

from datetime import date
from typing import Any

from udfs._law import plain, rules, word
from udfs._question import decision_function
from udfs._registry import Argument, Face, worksheet_function
from xl_addin import __version__
from xl_addin.engine.general.regime import Regime
from xl_addin.rulebook import Provision

PARAMETER = Argument("parameter", "text", 'Name of a parameter of the rulebook. Example: "small_value.limit_inr"')
ON_DATE = Argument("on_date", "date", "Day asked about; the first day in force counts. Example: 2026-10-01")


REGIME = decision_function(
    Regime,
    faces=word(),
    help="Which body of rules governs an act of the bank on a day: MD2016 or REG2026.",
    example="={}(DATE(2026,10,1))",
    rules=("regime",),
)


def _value(found: Provision | None) -> Any:
    """A list of words as one text, everything else as it is."""
    if found is None:
        return None
    return ", ".join(found.value) if isinstance(found.value, tuple) else found.value


def _source(found: Provision | None) -> str | None:
    return None if found is None else f"{found.instrument}, {found.paragraph}"


def _confidence(found: Provision | None) -> str | None:
    return None if found is None else found.confidence


@worksheet_function(
    faces=(
        Face("", "any", _value, "Value"),
        Face("_SOURCE", "text", _source, "Instrument and paragraph"),
        Face("_CONFIDENCE", "word", _confidence, "How sure the source is (H, M, L)"),
    ),
    help=" of a parameter of the rulebook on a day; #N/A if the law has none.",
    arguments=(PARAMETER, ON_DATE),
    example='={}("small_value.limit_inr", DATE(2026,10,1))',
)
def rule(parameter: str | None, on_date: date | None) -> Provision | None:
    """The provision in force; none for a parameter that the rulebook does not know."""
    if parameter is None or on_date is None:
        return None
    name = parameter.lower()
    found = rules().find(name if name in rules().lines else "regime", on_date)  # a day outside the law is refused first
    return found if name in rules().lines else None


@worksheet_function(
    faces=plain("text"),
    help="Version of the rulebook: day of its last review and its checksum.",
    example="={}()",
)
def rules_version() -> str:
    """The rulebook's version."""
    return rules().version


@worksheet_function(
    faces=plain("text"),
    help="Version of the Import Desk functions.",
    example="={}()",
)
def idpms_version() -> str:
    """The version of the functions."""
    return __version__
