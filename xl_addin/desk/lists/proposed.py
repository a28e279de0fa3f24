"""What sheets share from which acts are proposed: the open proposal on a decision, and the blue cell that makes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from xl_addin.desk.acts.proposable import held_numbers
from xl_addin.desk.lists.told import Open, Told
from xl_addin.desk.month.case import EXTENSION, FOLLOWUP, Case
from xl_addin.desk.month.item import Entry
from xl_addin.domain.records import OutwardRemittance
from xl_addin.ledger.acts import EXTEND, REPORT_ORM, Closure
from xl_addin.rulebook.facts import YES
from xl_addin.workbook.lists import Column, text

PROPOSE = "Propose"


def proposable(subject: str) -> Callable[[Told], Sequence[Case]]:
    """The decisions on one subject, each with the open proposal that holds its item or one of its invoices."""

    def rows(told: Told) -> Sequence[Case]:
        held = _held(told, subject)
        return [replace(case, proposal=_holding(case, held)) for case in told.of(subject)] if held else told.of(subject)

    return rows


def _held(told: Told, subject: str) -> dict[str, str]:
    """The open proposal that holds each item of the list; of a report or an extension, which hold no amount, too."""
    if subject == EXTENSION:
        return extensions_held(told)
    reports = _waiting(told, REPORT_ORM) if subject == FOLLOWUP else {}
    return {**held_numbers(told.proposals, told.month), **reports}


def extensions_held(told: Told) -> dict[str, str]:
    """The open proposal to extend each bill of entry: it holds no amount."""
    return _waiting(told, EXTEND)


def _waiting(told: Told, act: Closure) -> dict[str, str]:
    return {one.item_key: str(one.number) for one in told.proposals if one.waits and one.act == act.word}


def _holding(case: Case, held: dict[str, str]) -> str:
    item = case.item
    keys = (item.key, *(one.key for one in item.invoices)) if isinstance(item, Entry) else (item.key,)
    return next((held[key] for key in keys if key in held), "")


def case_of(row: Case | Open[OutwardRemittance]) -> Case:
    """The decision on which a row proposes its act: the row itself, or that of the open remittance."""
    found = row.case if isinstance(row, Open) else row
    if found is None:
        raise AssertionError(f"{row} proposes nothing")
    return found


def proposal_of(says: str, words: tuple[str, ...] = (YES,)) -> tuple[Column[Case], ...]:
    """The two columns, with what its words do: a Y, or which act is meant."""
    return (
        Column("Proposal", text, lambda d: d.proposal, 9, "Open proposal that holds the item: it waits on Approvals."),
        Column(PROPOSE, text, lambda d: "", 9, says, words=words, is_user_input=True),
    )


PROPOSAL = proposal_of("Y puts an OK or ESCALATE forward for approval by another person, with the remarks of the row.")
