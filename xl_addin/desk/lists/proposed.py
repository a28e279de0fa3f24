"""What sheets share from which acts are proposed: the open proposal on a decision, and the blue cell that makes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from xl_addin.desk.acts.proposable import held_numbers
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import EXTENSION, Case
from xl_addin.desk.month.item import Entry
from xl_addin.ledger.acts import EXTEND
from xl_addin.rulebook.facts import YES
from xl_addin.workbook.lists import Column, text

PROPOSE = "Propose"


def proposable(subject: str) -> Callable[[Told], Sequence[Case]]:
    """The decisions on one subject, each with the open proposal that holds its item or one of its invoices."""

    def rows(told: Told) -> Sequence[Case]:
        held = extensions_held(told) if subject == EXTENSION else held_numbers(told.proposals, told.month)
        return [replace(case, proposal=_holding(case, held)) for case in told.of(subject)] if held else told.of(subject)

    return rows


def extensions_held(told: Told) -> dict[str, str]:
    """The open proposal to extend each bill of entry: it holds no amount."""
    return {one.item_key: str(one.number) for one in told.proposals if one.waits and one.act == EXTEND.word}


def _holding(case: Case, held: dict[str, str]) -> str:
    item = case.item
    keys = (item.key, *(one.key for one in item.invoices)) if isinstance(item, Entry) else (item.key,)
    return next((held[key] for key in keys if key in held), "")


def proposal_of(says: str) -> tuple[Column[Case], ...]:
    """The two columns, with what a Y does."""
    return (
        Column("Proposal", text, lambda d: d.proposal, 9, "Open proposal that holds the item: it waits on Approvals."),
        Column(PROPOSE, text, lambda d: "", 9, says, words=(YES,), is_user_input=True),
    )


PROPOSAL = proposal_of("Y puts an OK or ESCALATE forward for approval by another person, with the remarks of the row.")
