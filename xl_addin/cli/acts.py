"""Commands of two people: propose, approve, return, refuse, and what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from xl_addin.cli.cards import CardFile, after
from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    LedgerPath,
    PolicyFile,
    actor,
    ledger_at,
    refuse_day,
    settings_of,
    show,
    status_line,
)
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError

if TYPE_CHECKING:
    from xl_addin.desk.acts.match import Matched
    from xl_addin.desk.settings import Settings
    from xl_addin.ledger.proposed import Proposal

DONE, DONE_BLOCKED = 0, 1

Person = Annotated[str, typer.Option("--person", help="Who acts, in a training ledger alone.")]
OnlyList = Annotated[bool, typer.Option("--list", help="Only show what is meant; keep nothing.")]
Numbers = Annotated[
    list[str] | None, typer.Argument(metavar="NUMBER", help="Proposals, such as P12-3, or P12 for all of that act.")
]
Everything = Annotated[bool, typer.Option("--all", help="Every proposal that waits.")]
Branch = Annotated[str, typer.Option("--branch", help="Only items of this AD code.")]
Owner = Annotated[str, typer.Option("--owner", help="Only items of importers whom this owner looks after.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; the maker reads it.")]


def approve_command(
    as_on: AsOn,
    number: Numbers = None,
    everything: Everything = False,
    branch: Branch = "",
    owner: Owner = "",
    only_list: OnlyList = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
    card: CardFile = None,
) -> None:
    """Approve proposals of another person and close what they propose, in one act.

    Who may approve what stands in the bank's policy: [people] names them with their role, [powers] gives each role its
    INR for each act. A proposal is void where the amount, a fact, the decision or the law has changed since. Look first
    with --list: it keeps nothing.

    Exit code: 0 done, 1 some were not approved (each with its reason), 2 could not run.
    """
    from xl_addin.desk.acts.approve import approve
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.acts.told import approved_lines

    found = settings_of(desk, ledger=ledger, policy=policy)
    law, meant = found.law(), _meant(number, everything, branch, owner)
    refuse_day(law.rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say, reading=only_list) as opened:
        who = acting(opened, actor(), person)
        told = approve(opened, as_on, law, who, meant, only_list=only_list, progress=say)
        lines = [*approved_lines(told, only_list)]
        if not only_list:
            counts = {"approved": len(told.posted) + len(told.months), "not_approved": len(told.barred)}
            lines = after(opened, found, as_on, who, say, ("Answered", lines, counts), card)
    show(lines)
    raise typer.Exit(DONE_BLOCKED if told.barred else DONE)


def return_command(
    as_on: AsOn,
    number: Numbers = None,
    everything: Everything = False,
    branch: Branch = "",
    owner: Owner = "",
    reason: Reason = "",
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Give proposals of another person back with a reason: they may be mended and proposed anew.

    Exit code: 0 done, 1 some were not given back (each with its reason), 2 could not run.
    """
    _decline(
        "RETURNED",
        as_on,
        _meant(number, everything, branch, owner),
        reason,
        person,
        settings_of(desk, ledger=ledger, policy=policy),
    )


def refuse_command(
    as_on: AsOn,
    number: Numbers = None,
    everything: Everything = False,
    branch: Branch = "",
    owner: Owner = "",
    reason: Reason = "",
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Refuse proposals of another person with a reason: nothing is closed.

    Exit code: 0 done, 1 some were not refused (each with its reason), 2 could not run.
    """
    _decline(
        "REFUSED",
        as_on,
        _meant(number, everything, branch, owner),
        reason,
        person,
        settings_of(desk, ledger=ledger, policy=policy),
    )


def _decline(
    word: str, as_on: date, meant: Callable[[Proposal], bool], reason: str, person: str, found: Settings
) -> None:
    from xl_addin.desk.acts.decline import Said, decline, refuse_reason
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.acts.told import declined_lines

    refuse_reason(reason)
    said, law = Said(word, reason), found.law()
    with ledger_at(found.ledger) as opened:
        who = acting(opened, actor(), person)
        told = decline(opened, as_on, law, who, lambda one: said if meant(one) else None)
    show(declined_lines(told))
    raise typer.Exit(DONE_BLOCKED if told.barred else DONE)


def proposals_command(
    as_on: AsOn,
    everything: Annotated[bool, typer.Option("--all", help="Those that were answered, too.")] = False,
    branch: Branch = "",
    owner: Owner = "",
    ledger: LedgerPath = "",
    desk: DeskFile = None,
) -> None:
    """Show the proposals that wait for approval: number, act, item, amounts, who proposed it."""
    from xl_addin.desk.acts.told import waiting_lines
    from xl_addin.desk.month.day import refuse_nothing_yet
    from xl_addin.ledger.proposed import proposals

    with ledger_at(settings_of(desk, ledger=ledger).ledger, reading=True) as opened, opened.read() as connection:
        refuse_nothing_yet(connection, as_on)
        known = proposals(connection, f"{as_on:%Y-%m}")
    show(waiting_lines([one for one in known if _bounded(one, branch, owner)], everything))


def _bounded(one: Proposal, branch: str, owner: str) -> bool:
    """Whether a proposal is of the branch and of the owner that were said."""
    from xl_addin.desk.acts.proposable import is_owned

    return branch in ("", one.branch) and is_owned(owner, one.owner)


def _meant(numbers: list[str] | None, everything: bool, branch: str, owner: str) -> Callable[[Proposal], bool]:
    """Which proposals are meant: all, or those of the numbers, of branch and owner where said; P12: all of act 12."""
    if everything and not numbers:
        return lambda one: _bounded(one, branch, owner)
    wanted = {one.strip().upper() for one in numbers or ()}
    if everything or not wanted:
        raise DeskError(
            "Say which proposals are meant.",
            "Neither a number nor --all was given, or both." if not wanted else "A number and --all were given.",
            f"See them with: {typed('proposals --help')}; then give numbers such as P12-3, or --all.",
        )
    return lambda one: _bounded(one, branch, owner) and bool(wanted & {str(one.number), f"P{one.number.seq}"})


def propose_one(
    propose: Callable[..., Matched],
    asked: object,
    as_on: date,
    only_list: bool,
    person: str,
    where: tuple[str, Path | None, DeskFile],
) -> NoReturn:
    """Proposes the one act that is asked for, shows what it is or all that bars it, and ends with the exit code."""
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.acts.ground import Maker
    from xl_addin.desk.acts.told import matched_lines

    ledger, policy, desk = where
    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    refuse_day(law.rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say, reading=only_list) as opened:
        by = Maker(opened, as_on, law, acting(opened, actor(), person))
        told = propose(by, asked, only_list=only_list, progress=say)
    show(matched_lines(told))
    raise typer.Exit(DONE_BLOCKED if told.one.bars else DONE)
