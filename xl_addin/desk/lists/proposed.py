"""What Write-offs and Small value share: the open proposal that holds a decision, and the blue cell that makes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from xl_addin.desk.acts.proposable import held_numbers
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.item import Entry
from xl_addin.rulebook.facts import YES
from xl_addin.workbook.lists import Column, text

PROPOSE = "Propose"


def proposable(subject: str) -> Callable[[Told], Sequence[Case]]:
    """The decisions on one subject, each with the open proposal that holds its item or one of its invoices."""

    def rows(told: Told) -> Sequence[Case]:
        held = held_numbers(told.proposals, told.month)
        return [replace(case, proposal=_holding(case, held)) for case in told.of(subject)] if held else told.of(subject)

    return rows


def _holding(case: Case, held: dict[str, str]) -> str:
    item = case.item
    keys = (item.key, *(one.key for one in item.invoices)) if isinstance(item, Entry) else (item.key,)
    return next((held[key] for key in keys if key in held), "")


PROPOSAL: tuple[Column[Case], ...] = (
    Column("Proposal", text, lambda d: d.proposal, 9, "Open proposal that holds the item: it waits on Approvals."),
    Column(
        PROPOSE,
        text,
        lambda d: "",
        9,
        "Y puts an OK or ESCALATE forward for approval by another person, with the remarks of the row.",
        words=(YES,),
        is_user_input=True,
    ),
)
