"""The law with what two people of the bank have confirmed: its mark is C, with person, day and paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from xl_addin.engine.citation import CONFIRMED
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.acts import CONFIRM_RULE
from xl_addin.ledger.proposed import Proposal, proposals, standing, was_proposed
from xl_addin.rulebook.facts import fact
from xl_addin.rulebook.model import Line, Provision

ALWAYS = "9999-12"  # up to every period


def confirmed_law(ledger: Ledger, law: Law, period: str = ALWAYS) -> Law:
    """The law as the ledger's confirmations up to a period leave it; the law itself where there are none."""
    with ledger.read() as connection:
        if not was_proposed(connection, CONFIRM_RULE.word):
            return law
        known = standing(proposals(connection, period), CONFIRM_RULE.word)
    return _with(law, tuple((one.item_key, _words(one)) for one in known)) if known else law


def _words(one: Proposal) -> str:
    said = {name: fact(name).value(value) for name, value in one.says}
    at = datetime.fromisoformat(one.verdict.at) if one.verdict else None
    paper = f"{said.get('document_no')} of {said.get('document_date'):%d-%b-%Y}"
    return f"confirmed by the bank on {at:%d-%b-%Y}: {said.get('confirmed_by')}, {paper}"


@lru_cache(maxsize=4)
def _with(law: Law, marks: tuple[tuple[str, str], ...]) -> Law:
    words = dict(marks)

    def marked(rule: Provision) -> Provision:
        told = words.get(f"{rule.parameter} from {rule.effective_from}")
        return replace(rule, confidence=CONFIRMED, confirmed=told) if told else rule

    lines = {name: Line(line.starts, tuple(map(marked, line.provisions))) for name, line in law.rules.lines.items()}
    return replace(law, rules=replace(law.rules, lines=lines))
