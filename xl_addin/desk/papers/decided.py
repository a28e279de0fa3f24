"""The use case of papers that rest on the decisions of a day: statements, letters, memos and the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeAlias

from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.now import month_now
from xl_addin.desk.papers.desk_of import desk_of
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts
from xl_addin.desk.papers.issue import Made, Order, issue
from xl_addin.desk.papers.kinds import Kind
from xl_addin.desk.progress import Progress, silent
from xl_addin.documents.facts import facts_of
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.papers import Issued, issued
from xl_addin.ledger.store import Actor

Make: TypeAlias = Callable[[Desk, Told, Sequence[Issued]], Drafts]


def issue_decided(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    bank: str,
    order: Order,
    kind: Kind,
    make: Make,
    progress: Progress = silent,
) -> Made:
    """Issues what `make` drafts of the month; a paper that would say what one of the same day says is not made anew."""
    with ledger.snapshot():
        desk = desk_of(ledger, as_on, law, bank)
        told = month_now(ledger, as_on, law, progress).closing.told
        with ledger.read() as connection:
            known = issued(connection, kind.word)
    return issue(ledger, as_on, actor, _new(make(desk, told, known), known), order, progress)


def _new(drafts: Drafts, known: Sequence[Issued]) -> Drafts:
    """Drafts that say what no paper of the kind says; for the others its number is told."""
    said = {_said(one): one.number for one in known}
    made = tuple(draft for draft in drafts.made if _says(draft) not in said)
    before = tuple(said[_says(draft)] for draft in drafts.made if _says(draft) in said)
    return drafts._replace(made=made, before=before)


def _says(draft: Draft) -> tuple[str, str]:
    return draft.item_key, draft.facts.text()


def _said(one: Issued) -> tuple[str, str]:
    facts = facts_of(one.facts)
    fields = {name: value for name, value in facts.fields.items() if name != "number"}
    return one.item_key, type(facts)(fields, facts.grids, facts.citations, facts.mark).text()
