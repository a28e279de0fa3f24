"""The bank's own parameters on paper: an annex to its written policy, and an empty file to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.desk.law.diff import source
from xl_addin.desk.law.text import with_unit
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import policy_rows
from xl_addin.rulebook.policy_fields import FIELDS
from xl_addin.rulebook.powers import FLAG_MEANINGS, LIMITS, MAKER
from xl_addin.workbook.books.plain import Page, write_pages
from xl_addin.workbook.lists import Column, Filled, List, long, text

# Where the regulations ask for the written policy; the title of the sheet cites the paragraph found there.
_ASKED_BY = "charges.rule"


class Annexed(NamedTuple):
    """A parameter of the bank with the provisions of former law that fixed it."""

    name: str
    value: str
    meaning: str
    former: tuple[Provision, ...]
    rules: Rulebook


_PARAMETERS: List[Annexed] = List(
    "tblAnnex",
    keeps_widths=True,
    columns=(
        Column("Parameter", text, lambda a: a.name, 30),
        Column("Meaning", long, lambda a: a.meaning, 38),
        Column("Bank's value", long, lambda a: a.value, 18),
        Column(
            "Former law (a suggestion, not in force)",
            long,
            lambda a: "; ".join(_valued(p, a.rules) for p in a.former) or "none",
            24,
        ),
        Column("Where it stood", long, lambda a: "; ".join(map(source_to, a.former)), 46),
        Column("Effect", long, lambda a: FIELDS[a.name].effect, 20),
    ),
)
_SIGNATURES: List[str] = List(
    "tblSignatures",
    keeps_widths=True,
    columns=(
        Column("Signature", long, lambda role: role, 30),
        Column("Name and designation", long, lambda role: "", 38),
        Column("Date", text, lambda role: "", 18),
        Column("Signed", text, lambda role: "", 24),
    ),
)
# Two lines each: room to sign.
ROLES = ("Prepared by\n(import desk)", "Checked by\n(compliance desk)", "Approved by\n(policy authority)")
# How a value of each kind is written in the file.
EXAMPLES = {
    "decimal": "a number such as 2.5",
    "percent": "a number such as 5 for five percent",
    "count": "a whole number such as 6",
    "flag": "true or false",
    "word": '"word"',
    "text": '"text"',
    "words": '["SHARE"]',
    "counts": "[1, 3, 5]",
    "dates": "[2026-10-02, 2026-10-20]",
}


def former_law(rules: Rulebook, name: str) -> tuple[Provision, ...]:
    """The last provision of law that fixed a parameter of the bank, found where the law ended; none if none did."""
    ended = ([p for p in rules.history(one) if p.effective_to is not None] for one in FIELDS[name].former)
    return tuple(found[-1] for found in ended if found)


def write_annex(path: Path, law: Law, on: date, bank: str = "") -> None:
    """Writes the annex, as of the day `on`, as a workbook of one printed sheet."""
    _must_end_with(path, ".xlsx")
    rule = law.rules.in_force(_ASKED_BY, law.rules.latest)
    whose = f"{bank}: import" if bank else "Import"
    annexed = f"an annex to the bank's written policy under {rule.paragraph}"
    what = f"{whose} settlement parameters, {annexed}, as of {on:%d-%b-%Y}."
    todo = 'An empty parameter means "no bound set": it never turns an OK into an escalation. Not legal advice.'
    page = Page("Policy annex", what, todo, [Filled(_PARAMETERS, _annexed(law)), Filled(_SIGNATURES, ROLES)])
    title = f"Policy annex, rules {law.rules.version}"
    atomic_write(path, lambda part: write_pages([page], part, title, on))


def write_template(path: Path, rules: Rulebook) -> None:
    """Writes an empty policy file with every parameter explained; it never replaces a file that is there."""
    _must_end_with(path, ".toml")
    if path.exists():
        raise DeskError("The file is there already.", f"File {path}.", "Give another name with --out, or remove it.")
    atomic_text(path, "\n".join(_template_lines(rules)) + "\n")


def _annexed(law: Law) -> list[Annexed]:
    told = policy_rows(law.policy)
    return [Annexed(name, value, meaning, former_law(law.rules, name), law.rules) for name, value, meaning in told]


def source_to(provision: Provision) -> str:
    """Citation and last day of a former provision."""
    return f"{source(provision)}, until {provision.effective_to:%d-%b-%Y}"


def _valued(provision: Provision, rules: Rulebook) -> str:
    return with_unit(provision, rules.known[provision.parameter])


def _template_lines(rules: Rulebook) -> Iterator[str]:
    yield "# The bank's own parameters. Every line is optional: one that is left out sets no bound."
    yield "# Take the # away before a name and write the bank's value. Former law is a suggestion, not in force."
    yield f"# Check the file: {typed('rules annex')} --policy THIS_FILE --out annex.xlsx"
    for name, one in FIELDS.items():
        choices = f" ({', '.join(map(str, one.choices))})" if one.choices else ""
        yield ""
        yield from _comment(f"{one.meaning}{choices}. Effect: {one.effect}.")
        for provision in former_law(rules, name):
            yield from _comment(f"Former law: {_valued(provision, rules)}; {source_to(provision)}.")
        yield f"# {name} =    # {EXAMPLES[one.kind]}"
    yield from _people_lines()


def _people_lines() -> Iterator[str]:
    """The two tables that say who may propose and approve."""
    yield ""
    yield from _comment(
        "Who acts, by the name under which the computer knows him. As shipped nobody may approve anything."
    )
    yield from ("# [people.asha]", f'# role = "{MAKER}"    # proposes and approves nothing')
    yield from ("# [people.ravi]", '# role = "checker"', "# until = 2027-03-31    # last day of the role")
    yield '# branches = ["0009001"]    # AD codes; left out: all'
    yield '# owners = ["Corporate desk"]    # owners of importers; left out: all'
    yield ""
    yield from _comment("What each role may approve: INR of one act, and what needs a power of its own.")
    yield "# [powers.checker]"
    yield from (f"# {name} = 500000    # up to and including; left out: no power" for name in LIMITS)
    yield from (f"# {flag} = true    # {meaning}" for flag, meaning in FLAG_MEANINGS.items())


def _comment(words: str) -> list[str]:
    return wrap(words, 110, initial_indent="# ", subsequent_indent="#   ")


def _must_end_with(path: Path, ending: str) -> None:
    if path.suffix.lower() != ending:
        todo = f"Give --out a name such as policy{ending}."
        raise DeskError(f"The file must end with {ending}.", f"File {path}.", todo)
