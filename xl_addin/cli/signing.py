"""Commands around a signed month: sign, reopen; and a ledger to practise in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.acts import Person
from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    LedgerPath,
    NewLedgerPath,
    PolicyFile,
    actor,
    ledger_at,
    refuse_day,
    settings_of,
    show,
    status_line,
)


def sign_command(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="prepared, checked or approved, in this order.")],
    as_on: AsOn,
    out: Annotated[Path, typer.Option("--out", help="Folder of the closing; its book is made anew.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, although tasks of the Checklist are open.")] = "",
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Sign the closed month as prepared, checked or approved: three acts of three people over one hash.

    Refused while a finding blocks, a tie-out fails, or something was done since the closing. Tasks of the Checklist
    that are due and lack a name, a time or evidence are named; with them open, checked and approved need --reason. Who
    approves stands in the bank's policy (sign = true in [powers]). The last signature shuts the month: late entries go
    to the next one, or two people open it again (reopen). The book in OUT is made anew and shows the signatures; what
    the month says is hashed list by list, and a book made later whose lists say something else shows BROKEN.
    """
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.acts.sign_month import role_of, sign_month, signed_lines
    from xl_addin.desk.close.close_month import CloseOrder

    meant = role_of(role, "Command sign.")
    found = settings_of(desk, beside=out, ledger=ledger, policy=policy)
    law = found.law()
    refuse_day(law.rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say) as opened:
        who = acting(opened, actor(), person)
        order = CloseOrder(Path(), out, as_on, who, found.text("bank"), anew=True)
        done = sign_month(opened, order, law, meant, say, reason=reason)
    show(signed_lines(done))


def reopen_command(
    as_on: AsOn,
    remarks: Annotated[str, typer.Option("--remarks", help="Why; the person who approves reads it.")] = "",
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Propose that a signed month is opened again; another person approves it, and it is signed anew afterwards."""
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.acts.sign import propose_reopening

    found = settings_of(desk, ledger=ledger, policy=policy)
    with ledger_at(found.ledger) as opened:
        number = propose_reopening(opened, as_on, found.law(), acting(opened, actor(), person), remarks)
    typer.echo(f"Proposed as {number}. The month stays shut before another person approves it.")


def training_command(as_on: AsOn, ledger: NewLedgerPath = "", desk: DeskFile = None) -> None:
    """Begin a ledger to practise in: people are named by hand with --person, and every sheet says so.

    It stays one for training for ever. In a live ledger the person is the user of the computer.
    """
    from xl_addin.desk.acts.four_eyes import begin_training

    with ledger_at(settings_of(desk, ledger=ledger).ledger, create=True) as opened:
        begin_training(opened, as_on, actor())
        typer.echo(f"A training ledger was begun: {opened.where}")
