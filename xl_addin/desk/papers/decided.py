"""The use case of papers that rest on the decisions of a day: statements, letters, memos and the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.now import month_now
from xl_addin.desk.papers.desk_of import desk_of
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts, said_before
from xl_addin.desk.papers.issue import Made, Office, issue
from xl_addin.desk.papers.kinds import Kind
from xl_addin.documents.facts import facts_of
from xl_addin.ledger.papers import Issued, issued

Make: TypeAlias = Callable[[Desk, Told, Sequence[Issued]], Drafts]


def issue_decided(office: Office, kind: Kind, make: Make) -> Made:
    """Issues what `make` drafts of the month; a paper that would say what one of the same day says is not made anew."""
    (made,) = issue_each(office, ((kind, make),))
    return made


def issue_each(office: Office, makes: Sequence[tuple[Kind, Make]]) -> list[Made]:
    """The same of several kinds, each an act of its own, from one reading of the month."""
    with office.ledger.snapshot():
        desk = desk_of(office.ledger, office.as_on, office.law, office.bank)
        told = month_now(office.ledger, office.as_on, office.law, office.progress).closing.told
        drafted = [_new(make(desk, told, known), known) for kind, make in makes for known in (_known(office, kind),)]
    for kind in {draft.kind.word: draft.kind for one in drafted for draft in one.made}.values():
        office.order.templates.of(kind)  # what is wrong with a template is told before the first is issued
    made = [issue(office, one) for one in drafted]
    return [replace(one, what=kind.meaning) for one, (kind, _) in zip(made, makes, strict=True)]


def _known(office: Office, kind: Kind) -> list[Issued]:
    with office.ledger.read() as connection:
        return issued(connection, kind.word)


def _new(drafts: Drafts, known: Sequence[Issued]) -> Drafts:
    """Drafts that say what no paper of the kind says; for the others its number is told."""
    said = {_said(one): one.number for one in known}
    made = tuple(draft for draft in drafts.made if _says(draft) not in said)
    before = tuple(said[_says(draft)] for draft in drafts.made if _says(draft) in said)
    return drafts._replace(made=made, before=(*drafts.before, *before))


def _says(draft: Draft) -> tuple[str, str]:
    return draft.item_key, draft.facts.text()


def _said(one: Issued) -> tuple[str, str]:
    return one.item_key, said_before(facts_of(one.facts)).text()
