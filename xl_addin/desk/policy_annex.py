"""The bank's own parameters on paper: an annex to its written policy, and an empty file to fill in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from textwrap import wrap

import pandas as pd

from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.desk.rules_diff import source
from xl_addin.desk.rules_text import with_unit
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import FIELDS, policy_rows
from xl_addin.workbook.closing.schema import Table, long, text
from xl_addin.workbook.plain_book import Page, write_pages

# Where the regulations ask for the written policy; the title of the sheet cites the paragraph found there.
_ASKED_BY = "charges.rule"
_PARAMETERS = Table(
    "tblAnnex",
    (
        text("parameter", "Parameter", 30),
        long("meaning", "Meaning", 38),
        long("value", "Bank's value", 18),
        long("former", "Former law (a suggestion, not in force)", 24),
        long("source", "Where it stood", 46),
        long("effect", "Effect", 20),
    ),
    keeps_widths=True,
)
_SIGNATURES = Table(
    "tblSignatures",
    (
        long("role", "Signature", 30),
        long("name", "Name and designation", 38),
        text("day", "Date", 18),
        text("signed", "Signed", 24),
    ),
    keeps_widths=True,
)
# Two lines each: room to sign.
ROLES = ("Prepared by\n(import desk)", "Checked by\n(compliance desk)", "Approved by\n(policy authority)")
# How a value of each kind is written in the file.
EXAMPLES = {
    "decimal": "a number such as 2.5",
    "count": "a whole number such as 6",
    "flag": "true or false",
    "word": '"word"',
    "text": '"text"',
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
    signatures = pd.DataFrame({"role": ROLES, "name": "", "day": "", "signed": ""}, dtype=object)
    page = Page("Policy annex", what, todo, [(_PARAMETERS, _frame(law)), (_SIGNATURES, signatures)])
    title = f"Policy annex, rules {law.rules.version}"
    atomic_write(path, lambda part: write_pages([page], part, title, on))


def write_template(path: Path, rules: Rulebook) -> None:
    """Writes an empty policy file with every parameter explained; it never replaces a file that is there."""
    _must_end_with(path, ".toml")
    if path.exists():
        raise DeskError("The file is there already.", f"File {path}.", "Give another name with --out, or remove it.")
    atomic_text(path, "\n".join(_template_lines(rules)) + "\n")


def _frame(law: Law) -> pd.DataFrame:
    rows = []
    for name, value, meaning in policy_rows(law.policy):
        former = former_law(law.rules, name)
        rows.append(
            {
                "parameter": name,
                "meaning": meaning,
                "value": value,
                "effect": FIELDS[name].effect,
                "former": "; ".join(_valued(p, law.rules) for p in former) or "none",
                "source": "; ".join(map(source_to, former)),
            }
        )
    return pd.DataFrame(rows, dtype=object)


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


def _comment(words: str) -> list[str]:
    return wrap(words, 110, initial_indent="# ", subsequent_indent="#   ")


def _must_end_with(path: Path, ending: str) -> None:
    if path.suffix.lower() != ending:
        todo = f"Give --out a name such as policy{ending}."
        raise DeskError(f"The file must end with {ending}.", f"File {path}.", todo)
