"""What changes in the law between two days: which parameters start, end, change their value or their source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from textwrap import wrap
from typing import NamedTuple

from xl_addin.desk.law.text import WIDTH, family, labelled, with_unit
from xl_addin.domain.errors import DeskError
from xl_addin.engine.citation import how_sure
from xl_addin.rulebook import Parameter, Provision, Rulebook

CHANGED, STARTED, ENDED, RESTATED, PASSING = "changed", "started", "ended", "other source", "only in between"
# What a kind of change means, in the order of the summary.
KINDS = {
    CHANGED: "take another value",
    STARTED: "start",
    ENDED: "end without successor",
    RESTATED: "keep their value under another instrument or paragraph",
    PASSING: "were in force only in between",
}


class Change(NamedTuple):
    """A parameter that is not the same on both days; `between` are its provisions that began after the first day."""

    kind: str
    parameter: Parameter
    before: Provision | None
    after: Provision | None
    between: tuple[Provision, ...]


def changes(rules: Rulebook, first: date, second: date, wanted: str = "") -> list[Change]:
    """Every change from day `first` to day `second` (later), by name; `wanted` keeps one family of parameters."""
    if second <= first:
        raise DeskError(
            f"{second:%d-%b-%Y} does not lie after {first:%d-%b-%Y}.",
            "Command: rules diff.",
            "Give the earlier day first.",
        )
    families = sorted({family(one.name) for one in rules.parameters()})
    if wanted and wanted not in families:
        raise DeskError(
            f"The rulebook has no family {wanted!r}.", "Option --family.", f"Families: {', '.join(families)}."
        )
    found = (_change(rules, one, first, second) for one in rules.parameters() if wanted in ("", family(one.name)))
    return [change for change in found if change is not None]


def _change(rules: Rulebook, parameter: Parameter, first: date, second: date) -> Change | None:
    before, after = rules.find(parameter.name, first), rules.find(parameter.name, second)
    between = tuple(p for p in rules.history(parameter.name) if first < p.effective_from <= second)
    kind = _kind(before, after) if before is not after else PASSING if between else ""
    return Change(kind, parameter, before, after, between) if kind else None


def _kind(before: Provision | None, after: Provision | None) -> str:
    if before is None:
        return STARTED
    if after is None:
        return ENDED
    return CHANGED if before.value != after.value else RESTATED


def law_lines(found: Sequence[Change], first: date, second: date) -> Iterator[str]:
    """The changes by family, as a terminal shows them, after a summary by kind."""
    yield f"Law of {first:%d-%b-%Y} against law of {second:%d-%b-%Y}: {len(found)} parameters differ."
    counted = Counter(change.kind for change in found)
    yield from (f"  {counted[kind]:>4} {words}" for kind, words in KINDS.items() if counted[kind])
    for name, group in groupby(found, key=lambda change: family(change.parameter.name)):
        yield from ("", name)
        for change in group:
            yield from _change_lines(change)


def _change_lines(change: Change) -> Iterator[str]:
    head = f"{change.parameter.name}: {shown(change.before, change)} → {shown(change.after, change)}"
    yield from wrap(head, WIDTH, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)
    yield from labelled("meaning", change.parameter.meaning, indent=6)
    for label, provision in (("before", change.before), ("after", change.after)):
        if provision is not None:
            yield from labelled(label, source(provision), indent=6)
    for step in change.between[: len(change.between) - (change.after in change.between)]:
        yield from labelled("in between", f"{with_unit(step, change.parameter)}, {source(step)}", indent=6)


def shown(provision: Provision | None, change: Change) -> str:
    """The value on one of the two days, with its unit; what its absence means."""
    if provision is not None:
        return with_unit(provision, change.parameter)
    return "ended" if change.before is not None else "not set"


def source(provision: Provision) -> str:
    """Citation with what the user must be told beside it."""
    words = "; ".join(filter(None, (how_sure(provision), provision.note)))
    return f"{provision.instrument}, {provision.paragraph}" + (f" ({words})" if words else "")
