"""The rulebook itself: which rules govern a day, what a parameter is, by which paragraph, how sure; and versions."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Any

from udfs._essence import CITED_MAX, ESSENCE_MAX, cut
from udfs._law import plain, rules, word
from udfs._question import decision_function
from udfs._ranges import RangeRefused
from udfs._registry import Argument, CellError, Face, worksheet_function
from xl_addin import __version__
from xl_addin.engine.citation import citation
from xl_addin.engine.general.regime import Regime
from xl_addin.engine.sentence import shown
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


def _value(found: Provision) -> Any:
    """A list of words as one text, everything else as it is."""
    return ", ".join(found.value) if isinstance(found.value, tuple) else found.value


def _source(found: Provision) -> str:
    return f"{found.instrument}, {found.paragraph}"


def _why(found: Provision) -> str:
    """One sentence of a provision: what it is, its value and days, its citation; the essence first if it is long."""
    known, value = rules().known[found.parameter], _value(found)
    told = shown(value) + (f" {known.unit}" if known.unit else "")
    until = f" to {found.effective_to}" if found.effective_to else ""
    days = f"in force from {found.effective_from}{until}"
    whole, basis = f"{found.parameter}: {known.meaning}: {told}; {days}", f"basis: {citation((found,))}."
    if len(f"{whole}; {basis}") <= ESSENCE_MAX:
        return f"{whole}; {basis}"
    cited = f"{days}; by {cut(found.cited, CITED_MAX)}"
    if len(f"{whole}; by {found.cited}") <= ESSENCE_MAX:
        return f"{whole}; by {found.cited}; {basis}"
    room = ESSENCE_MAX - len(f"{found.parameter}: ; {cited}")
    return f"{found.parameter}: {cut(told, room)}; {cited}; {known.meaning}: {told}; {basis}"


@worksheet_function(
    faces=(
        Face("", "any", _value, "Value"),
        Face("_SOURCE", "text", _source, "Instrument and paragraph"),
        Face("_CONFIDENCE", "word", attrgetter("confidence"), "How sure the source is (H, M, L)"),
        Face("_WHY", "text", _why, "Meaning, value, days and source"),
    ),
    help=" of a parameter of the rulebook on a day; #N/A if the law has none then, #REF! if the name is none.",
    arguments=(PARAMETER, ON_DATE),
    example='={}("small_value.limit_inr", DATE(2026,10,1))',
)
def rule(parameter: str | None, on_date: date | None) -> Provision:
    """The provision in force; refused where a fact is missing, the name is none, or the law has no value."""
    if parameter is None or on_date is None:
        lacks = "parameter" if parameter is None else "on_date"
        raise RangeRefused(CellError.NA, f"{lacks} is not given")
    name = parameter.lower()
    if name not in rules().lines:
        raise RangeRefused(CellError.REF, f"{parameter!r} is no parameter of the rulebook. {rules().nearest(name)}")
    return rules().in_force(name, on_date)


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
