"""What is said where the law gives no value on a day: what ended it, and what stands in its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from xl_addin.rulebook.policy_fields import FIELDS

if TYPE_CHECKING:
    from xl_addin.rulebook.model import Line, Provision, Rulebook

METHOD = "method"  # the parameter of a family that says by which rule its cases are decided


def no_value(rules: Rulebook, parameter: str, on: date) -> tuple[str, str, str]:
    """What, where and what to do of a parameter that no instrument sets on a day."""
    instead = [*in_its_place(rules, parameter, on)]
    placed = f" In its place: {'; '.join(instead)}." if instead else ""
    what = f"No instrument sets {parameter} on {on:%d-%b-%Y}.{placed} {_why(rules.lines[parameter], on)}."
    return what, "", "Check the date on which the bank acts."


def in_its_place(rules: Rulebook, parameter: str, on: date) -> Iterator[str]:
    """What replaced a parameter that had ended by a day: its family's method since, and the bank's own parameter."""
    last = _last(rules.lines[parameter], on)
    if last is None:
        return
    name = f"{parameter.partition('.')[0]}.{METHOD}"
    since = rules.find(name, on) if name in rules.lines else None
    if since is not None and last.effective_to is not None and since.effective_from > last.effective_to:
        source = f"{since.instrument}, {since.paragraph}"
        yield f"{rules.known[name].meaning}: {since.value} from {since.effective_from} ({source})"
    if own := [one for one, field in FIELDS.items() if parameter in field.former]:
        yield f"the bank's own {' and '.join(own)} in its policy, where it has set it"


def _why(line: Line, on: date) -> str:
    last = _last(line, on)
    if last is None:
        first = line.provisions[0]
        return f"The earliest is {first.instrument}, in force from {first.effective_from}"
    by = f" by {last.ended_by}" if last.ended_by else ""
    return f"The last one, {last.instrument}, ended on {last.effective_to}{by}"


def _last(line: Line, on: date) -> Provision | None:
    at = bisect_right(line.starts, on)
    return line.provisions[at - 1] if at else None
