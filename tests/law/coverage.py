"""How much of the law is held by cases: measured by asking every case and noting what each answer rests on."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from tests.law.case_tables import answer, cases_of, table_paths
from xl_addin.rulebook import NotInForce, Provision, Rulebook


class Measured(NamedTuple):
    """One instrument: its provisions, the cases that rest on one of them, and its provisions without any case."""

    instrument: str
    provisions: int
    cases: int
    without_case: tuple[str, ...]


def measured(rules: Rulebook, tests: Path) -> list[Measured]:
    """Coverage of every instrument by the tables in folder `tests`, in the order of the instruments' first days."""
    relied, cases = _relied_on(rules, tests)
    encoded: dict[str, list[Provision]] = defaultdict(list)
    for parameter in rules.parameters():
        for provision in rules.history(parameter.name):
            encoded[provision.instrument].append(provision)
    rows = sorted(encoded.items(), key=lambda one: (min(p.effective_from for p in one[1]), one[0]))
    return [_row(instrument, provisions, relied, cases[instrument]) for instrument, provisions in rows]


def _relied_on(rules: Rulebook, tests: Path) -> tuple[set[tuple[str, object]], Counter[str]]:
    """Provisions that some case's answer rests on, and how many cases rest on each instrument."""
    relied: set[tuple[str, object]] = set()
    cases: Counter[str] = Counter()
    for path in table_paths(tests).values():
        for case in cases_of(path):
            try:
                basis = answer(case, rules).basis
            except NotInForce:
                continue  # a case that expects the refusal rests on nothing
            relied |= {(p.parameter, p.effective_from) for p in basis}
            cases.update({p.instrument for p in basis})
    return relied, cases


def _row(instrument: str, provisions: list[Provision], relied: set[tuple[str, object]], cases: int) -> Measured:
    bare = [p for p in provisions if (p.parameter, p.effective_from) not in relied]
    names = tuple(f"{p.parameter} from {p.effective_from}" for p in bare)
    return Measured(instrument, len(provisions), cases, names)
