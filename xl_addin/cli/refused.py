"""The command refused: what becomes of a cancellation that IDPMS refused."""

from __future__ import annotations

from typing import Annotated

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED, Person
from xl_addin.cli.shared import AsOn, DeskFile, LedgerPath, PolicyFile, actor, ledger_at, settings_of, show, status_line
from xl_addin.domain.errors import DeskError


def refused_command(
    as_on: AsOn,
    reference: Annotated[list[str], typer.Argument(metavar="REFERENCE", help="As outbox and Messages show it.")],
    reason: Annotated[str, typer.Option("--reason", help="What you found; it stays in the ledger.")],
    again: Annotated[bool, typer.Option("--again", help="Its cause is mended: the next produce drafts it.")] = False,
    done_there: Annotated[
        bool, typer.Option("--done-there", help="It was cancelled in IDPMS by hand, or was never there.")
    ] = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Say what becomes of a cancellation that IDPMS refused; until then it waits, and is not drafted anew.

    With --done-there the record counts as cancelled in IDPMS, and what still stands of it is filed anew under another
    reference. What was said is taken back with undo.

    Exit code: 0 said of all, 1 of some not (each with its reason), 2 could not run.
    """
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.produce.say_refused import say_refused
    from xl_addin.ledger.outbox import AGAIN, DONE_THERE

    if again == done_there:
        raise DeskError(
            "It is not said what becomes of the cancellation.",
            "Command refused.",
            "Give --again where its cause is mended, or --done-there where it was cancelled in IDPMS by hand.",
        )
    found = settings_of(desk, ledger=ledger, policy=policy)
    with status_line() as say, ledger_at(found.ledger, say) as opened:
        who = acting(opened, actor(), person)
        word = AGAIN if again else DONE_THERE
        told = say_refused(opened, found.law(), as_on, who, reference, word, reason)
    words = "To be tried again" if again else "Cancelled in IDPMS by hand"
    show([f"{words}: {one.file.message} {one.reference}." for one in told.done])
    show([f"  not done: {one}: {why}" for one, why in told.barred])
    raise typer.Exit(DONE_BLOCKED if told.barred else DONE)
