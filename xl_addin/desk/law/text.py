"""The rulebook as a person reads it on a terminal: provisions, families of parameters, questions and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from textwrap import wrap

from xl_addin.desk.close.rules_used import shown_value
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.engine.citation import CONFIDENCE_WORDS
from xl_addin.engine.questions import ASK, facts_of, needed_of, purpose
from xl_addin.engine.rule import Decision
from xl_addin.rulebook import Parameter, Provision, Rulebook
from xl_addin.rulebook.model import SUBJECTS

WIDTH = 100
CONFIDENCE = {
    "H": "H: the primary text was read",
    "M": f"M: secondary sources agree; {CONFIDENCE_WORDS['M']}",
    "L": f"L: one weak source; {CONFIDENCE_WORDS['L']}",
}
HOW_WRITTEN = {
    "date": "2026-10-01",
    "dates": "2026-10-02,2026-10-20",
    "amount": "100000.50, or grouped: 1,00,000.50",
    "count": "a whole number: 6",
    "flag": "yes or no",
    "answers": "NAME:yes,NAME:no",
    "amounts": "2024-25:1000000,2025-26:2500000",
    "word": "a word: DISCOUNT",
}


def family(parameter: str) -> str:
    """The part of a parameter's name before its first dot."""
    return parameter.partition(".")[0]


def labelled(label: str, text: str, indent: int = 2) -> list[str]:
    """`label` and its text beside it, wrapped to the width of a terminal."""
    first = f"{' ' * indent}{label:<11} "
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * len(first), break_on_hyphens=False)


def with_unit(provision: Provision, parameter: Parameter | None) -> str:
    """The value of a provision and its unit."""
    return " ".join(filter(None, (shown_value(provision.value), parameter.unit if parameter else "")))


def days_of(provision: Provision) -> str:
    """First and last day, both included."""
    first = f"{provision.effective_from:%d-%b-%Y}"
    last = provision.effective_to
    return f"{first} until {last:%d-%b-%Y}, both days included" if last else f"{first} onwards, that day included"


def provision_lines(provision: Provision, parameter: Parameter) -> list[str]:
    """A provision with everything that one must know to rely on it."""
    head = f"{provision.parameter} = {with_unit(provision, parameter)}"
    rows = (
        ("subject", parameter.subject),
        ("meaning", parameter.meaning),
        ("in force", days_of(provision)),
        ("instrument", provision.instrument),
        ("paragraph", provision.paragraph),
        ("in a cell", provision.cited if provision.short else ""),
        ("confidence", provision.confirmed or CONFIDENCE.get(provision.confidence, provision.confidence)),
        ("picked by", f"{parameter.governed_by} of the case"),
        ("note", provision.note),
    )
    return [*wrap(head, WIDTH, subsequent_indent="    "), *(line for row in rows if row[1] for line in labelled(*row))]


def list_lines(rules: Rulebook, wanted: str = "") -> Iterator[str]:
    """Every parameter by family, with the value in force on the day of the last review.

    `wanted` keeps one family or subject, else the parameters that have it in name or meaning; DeskError for none.
    """
    for name, group in groupby(_wanted(rules, wanted), key=lambda one: family(one.name)):
        yield f"{name}"
        for parameter in group:
            now = rules.find(parameter.name, rules.reviewed_on)
            value = with_unit(now, parameter) if now else "ended"
            yield from _columns((parameter.name, 42), (parameter.meaning, WIDTH - 44), indent=2)
            yield from labelled("", f"on {rules.reviewed_on:%d-%b-%Y}: {value}", indent=32)
        yield ""


def _wanted(rules: Rulebook, wanted: str) -> list[Parameter]:
    word, known = wanted.strip().lower(), list(rules.parameters())
    families = dict.fromkeys(family(one.name) for one in known)
    if word in (*families, *SUBJECTS):
        return [one for one in known if word in (family(one.name), one.subject)]
    found = [one for one in known if word in one.name.lower() or word in one.meaning.lower()]
    if not found:
        rooms = f"Subjects: {', '.join(SUBJECTS)}. Families: {', '.join(families)}."
        todo = f"{rooms} Any other word is looked for in names and meanings."
        raise DeskError(f"No parameter has {wanted!r} in its name or meaning.", "Command: rules list.", todo)
    return found


def question_lines() -> Iterator[str]:
    """Every question with its purpose."""
    for name in sorted(ASK):
        yield from _columns((name, 24), (purpose(name), WIDTH - 26), indent=0)
    yield from ("", f"Facts of one question: {typed('rules ask QUESTION')}")


def facts_lines(question: str) -> Iterator[str]:
    """The facts that a question takes, how each is written, and which may be left out."""
    yield from wrap(f"{question}: {purpose(question)}", WIDTH, subsequent_indent="    ")
    needed = needed_of(question)
    for name, kind in facts_of(question).items():
        yield f"  {name:<28} {kind:<8} {'' if name in needed else '(optional) '}{HOW_WRITTEN[kind]}".rstrip()
    yield from ("", "A fact that is left out is not known; the answer then names it.")
    yield f"Ask: {typed(f'rules ask {question}')} fact=value ..."


def answer_lines(found: Decision) -> list[str]:
    """An answer: the status, what stands behind it, and the sentence with its sources."""
    rows = (
        ("findings", ", ".join(found.findings)),
        ("value", _value(found.value)),
        ("old value", _value(found.old_value)),
        ("confidence", CONFIDENCE.get(found.confidence, "")),
        ("why", found.why),
    )
    head = f"{found.status}" + ("" if found.ok else "   (only OK means: allowed now)")
    return [head, *(line for row in rows if row[1] for line in labelled(*row))]


def _value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d-%b-%Y}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _columns(first: tuple[str, int], second: tuple[str, int], indent: int) -> Iterable[str]:
    name, width = first
    head = " " * indent + f"{name:<{width}}"
    return wrap(second[0], WIDTH, initial_indent=head, subsequent_indent=" " * (indent + width))
