"""What a person is told of the functions: one entry for each statement, with examples answered and rules cited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import takewhile
from typing import NamedTuple

from udfs._adapter import evaluate
from udfs._registry import Argument, Cell, Function
from xl_addin.publish.formula import read_call
from xl_addin.publish.samples import SHEETS
from xl_addin.rulebook import Provision, Rulebook

KINDS = {
    "date": "date",
    "written_date": "date, or text",
    "amount": "amount, 0 or more",
    "written_amount": "number, or text",
    "number": "number",
    "count": "whole number",
    "percent": "percent, 5 for 5 %",
    "flag": "TRUE or FALSE",
    "word": "word",
    "currency": "currency code",
    "text": "text",
    "dates": "range of dates",
    "texts": "range of texts",
    "amounts": "range of amounts",
    "rates": "range: date, currency, INR per unit",
    "table": "range with a header row",
}
RESULTS = {
    "flag": "TRUE or FALSE.",
    "word": "One word.",
    "text": "A sentence or text.",
    "date": "A date.",
    "amount": "An amount.",
    "number": "A number.",
    "table": "A table that spills.",
    "row": "All of them, spilled.",
    "any": "A number, date, word or flag, as the rule has it.",
}
TITLES = {"writeoff": "Write-off", "idpms": "IDPMS", "dgft": "DGFT"}
FAMILY_MAX = 12  # parameters of a family that the guide still names one by one
CONFIDENCE = {"H": "primary text read", "M": "secondary sources agree", "L": "one weak source"}


class Entry(NamedTuple):
    """One statement: its functions have the same arguments and the same rule."""

    functions: tuple[Function, ...]

    @property
    def first(self) -> Function:
        return self.functions[0]

    @property
    def title(self) -> str:
        """The stem that its names share: WRITEOFF of WRITEOFF_OK, WRITEOFF_STATUS and WRITEOFF_WHY."""
        return _shared_start([function.name for function in self.functions]).rstrip("_")

    @property
    def question(self) -> str:
        """What all of its functions answer."""
        if len(self.functions) == 1:
            return self.first.help
        backwards = _shared_start([function.help[::-1] for function in self.functions])
        ending = backwards[::-1]
        # All of the sentences that the endings share: what stands before the first full stop is the end of another.
        shared = ending if len(ending) == len(self.first.help) else ending.partition(". ")[2]
        return shared or self.first.help

    def gives(self, function: Function) -> str:
        """What one of them shows."""
        own = function.help.removesuffix(self.question).strip() if len(self.functions) > 1 else ""
        return f"{own.rstrip(':')}." if own.endswith(":") else own or RESULTS[function.returns]


def _shared_start(texts: Sequence[str]) -> str:
    return "".join(one[0] for one in takewhile(lambda one: len(set(one)) == 1, zip(*texts, strict=False)))


class Family(NamedTuple):
    """Functions of one subject, which is one module."""

    name: str
    purpose: str
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        return title_of(self.name)


class Citation(NamedTuple):
    """What an entry relies on in one instrument over one span of days."""

    instrument: str
    paragraphs: tuple[str, ...]
    days: str
    confidence: str


def title_of(family: str) -> str:
    """The heading of a family, and the name of its sheet."""
    return TITLES.get(family, family.capitalize())


def families(registry: Mapping[str, Function]) -> tuple[Family, ...]:
    """All functions in the order of the registry: that of a desk's work, then that of the statements."""
    found: dict[str, dict[object, list[Function]]] = {}
    for function in registry.values():
        found.setdefault(function.family, {}).setdefault(function.body, []).append(function)
    return tuple(
        Family(name, _purpose(name), tuple(Entry(tuple(functions)) for functions in bodies.values()))
        for name, bodies in found.items()
    )


def _purpose(family: str) -> str:
    """The first line of the module's docstring."""
    return (import_module(f"udfs.{family}").__doc__ or "").strip().partition("\n")[0]


def signature(function: Function) -> str:
    """The call as a person types it; what may be left out stands in brackets."""
    return f"{function.name}({', '.join(map(shown_name, function.arguments))})"


def shown_name(argument: Argument) -> str:
    """The argument's name, in brackets if it may be left out."""
    return argument.name if argument.required else f"[{argument.name}]"


def kind_of(argument: Argument) -> str:
    """What its cells hold, with the words of a closed list."""
    return KINDS[argument.kind] + (f": {', '.join(argument.choices)}" if argument.choices else "")


def example_result(function: Function) -> list[list[Cell]]:
    """What the example gives."""
    return evaluate(*read_call(function.example, SHEETS))


def is_day(head: Cell) -> bool:
    """Whether the column of a table below this header holds days."""
    return isinstance(head, str) and head.endswith("_date")


def citations(function: Function, rules: Rulebook) -> tuple[Citation, ...]:
    """The paragraphs that the function relies on, oldest first."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for provision in sorted(_provisions(function, rules), key=lambda one: one.effective_from):
        key = (provision.instrument, days_of(provision), provision.confidence)
        found.setdefault(key, {})[provision.paragraph] = None
    return tuple(Citation(key[0], tuple(sorted(paragraphs)), key[1], key[2]) for key, paragraphs in found.items())


def rests_on(function: Function, rules: Rulebook) -> Iterator[tuple[str, str, str]]:
    """Name and meaning of each parameter that decides, and where to ask; a large family is named as a whole.

    No value and no paragraph: those change with every circular, and `rules history NAME` tells them.
    """
    for rule in function.rules:
        known = [rules.known[name] for name in _named(rule, rules)]
        if len(known) > FAMILY_MAX:
            yield rule, f"{len(known)} parameters", f"rules list {rule.rstrip('.')}"
        else:
            yield from ((one.name, one.meaning, f"rules history {one.name}") for one in known)


def _named(rule: str, rules: Rulebook) -> Iterator[str]:
    """Parameters that a declaration names: one, or a family by its first word and a stop."""
    yield from (name for name in (rules.known if rule.endswith(".") else (rule,)) if name.startswith(rule))


def _provisions(function: Function, rules: Rulebook) -> Iterator[Provision]:
    for rule in function.rules:
        for name in _named(rule, rules):
            yield from rules.history(name)


def days_of(provision: Provision) -> str:
    """First and last day, both included."""
    start = f"from {provision.effective_from:%d-%b-%Y}"
    return f"{start} to {provision.effective_to:%d-%b-%Y}" if provision.effective_to else start
