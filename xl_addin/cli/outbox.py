"""Commands of the outbox: draft files for IDPMS, let them go, say that they were sent, see what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED, OnlyList, Person
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
    terms_of,
    typed_day,
)

if TYPE_CHECKING:
    from xl_addin.desk.produce.draft import Order
    from xl_addin.desk.produce.let_go import Done
    from xl_addin.desk.progress import Progress
    from xl_addin.engine.law import Law
    from xl_addin.ledger import Ledger

Outgoing = Annotated[
    Path | None,
    typer.Option("--outgoing", help="Folder of the files for IDPMS; default: outgoing of desk.toml. It is made."),
]
Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Numbers such as M12-1, M12 for all of that act, or file names; none: all."),
]


def produce_command(
    as_on: AsOn,
    outgoing: Outgoing = None,
    only_list: OnlyList = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Draft the files for IDPMS: what two people approved and what was posted, and has no message yet.

    Settlements become BES, write-offs and closures BEA or ORA, extensions BEE, what was called for by name ORM, MBE
    and OBB; what was taken back after it went out is cancelled (record indicator 3). The files lie in the folder draft
    of the outgoing folder until another person lets them go (release). Nothing is drafted of an AD code without its
    cut-over (propose cut-over). What may not go yet is held and told: a remittance that IDPMS has not acknowledged, a
    fact that the message needs, an amount that it cannot hold. Running it twice drafts nothing twice; a file that is
    missing is made again, the same byte for byte. Look first with --list: it keeps nothing.

    Exit code: 0 done, 1 something is held, 2 could not run.
    """
    from xl_addin.desk.produce.draft import produce
    from xl_addin.desk.produce.told import produced_lines

    def run(opened: Ledger, law: Law, order: Order, say: Progress) -> list[str]:
        told = produce(opened, law, order, only_list=only_list, progress=say)
        codes.append(DONE_BLOCKED if told.held or told.faults else DONE)
        return [*produced_lines(told, only_list)]

    codes: list[int] = []
    _run(run, as_on, outgoing, person, (ledger, policy, desk), reading=only_list)
    raise typer.Exit(codes[0])


def release_command(
    as_on: AsOn,
    file: Files = None,
    outgoing: Outgoing = None,
    only_list: OnlyList = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Let drafted files go: you are another person than the one who drafted them, with the power `release`.

    Before that each file is compared: its bytes with their hash, its records one by one with the ledger, and whether
    the ledger still says so. From then on a file never changes; a correction is a cancellation and a new record. The
    files move to the folder released: upload them from there, then say so with sent.

    Exit code: 0 done, 1 some were not let go (each with its reason), 2 could not run.
    """
    from xl_addin.desk.produce.let_go import named, release

    def run(opened: Ledger, law: Law, order: Order, say: Progress) -> Done:
        return release(opened, law, order, named(file or ()), only_list=only_list, progress=say)

    word = "May be let go" if only_list else "Let go"
    _done(run, word, as_on, outgoing, person, (ledger, policy, desk))


def drop_command(
    as_on: AsOn,
    file: Annotated[list[str], typer.Argument(metavar="FILE", help="Numbers such as M12-1, or file names.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it stays in the ledger.")],
    outgoing: Outgoing = None,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Drop drafted files, with a reason: what they report waits again. Their names and references are not used again.

    Exit code: 0 done, 1 some were not dropped (each with its reason), 2 could not run.
    """
    from xl_addin.desk.produce.let_go import drop, named

    def run(opened: Ledger, law: Law, order: Order, _: Progress) -> Done:
        return drop(opened, law, order, named(file), reason)

    _done(run, "Dropped", as_on, outgoing, person, (ledger, policy, desk))


def sent_command(
    as_on: AsOn,
    file: Annotated[list[str], typer.Argument(metavar="FILE", help="Numbers such as M12-1, or file names.")],
    on: Annotated[
        date | None, typer.Option("--on", parser=typed_day, metavar="DAY", help="Day of sending; else the as-on date.")
    ] = None,
    reference: Annotated[str, typer.Option("--reference", help="Reference that IDPMS gave to the upload.")] = "",
    outgoing: Outgoing = None,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Say that files were uploaded to IDPMS, on which day and under which reference; they move to the folder sent.

    Exit code: 0 done, 1 some were not marked (each with its reason), 2 could not run.
    """
    from xl_addin.desk.produce.let_go import named, sent

    def run(opened: Ledger, law: Law, order: Order, _: Progress) -> Done:
        return sent(opened, law, order, named(file), on or as_on, reference)

    _done(run, "Sent", as_on, outgoing, person, (ledger, policy, desk))


def inbox_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where whatever came from IDPMS lies.")],
    as_on: AsOn,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Take in whatever arrived: replies of IDPMS (*.passbesAck, *.failormAck, …), downloads (*.obe.xml), extracts.

    A reply is matched with what was let go, by the key of its message: SUCCESS makes it reflected, any other code puts
    what it reported back to approved and not reported, and the next produce drafts it anew under a new reference.
    Late, twice, of a part, of another system, of a file that nobody knows: each is taken in and listed. A file that was
    taken in before adds nothing. close and take-in read replies in their folder in the same way.

    Exit code: 0 done, 1 an answer matches nothing or something was found, 2 could not run.
    """
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.close.report import taken_in_lines
    from xl_addin.desk.intake.take_in import take_in
    from xl_addin.domain.findings import told_line

    found = settings_of(desk, ledger=ledger, policy=policy)
    refuse_day(found.law().rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say) as opened:
        taken = take_in(opened, folder, as_on, acting(opened, actor(), person), say, terms_of(found, say))
    show([*taken_in_lines(taken), *map(told_line, taken.replies.findings)])
    told = taken.blocks or taken.replies.findings or any(one.answers != one.matched for one in taken.replies.files)
    raise typer.Exit(DONE_BLOCKED if told else DONE)


def outbox_command(
    as_on: AsOn,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Show what waits between the desk and IDPMS: drafts, files let go and not sent, files not answered, each with its
    age; records that IDPMS refused; what waits to be drafted, and what is held, with the reason.

    At the end of a day nothing should wait here. Exit code: 0.
    """
    from xl_addin.desk.produce.look import look

    found = settings_of(desk, ledger=ledger, policy=policy)
    refuse_day(found.law().rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        lines = look(opened, as_on, closes=found.closes_boes)
    show(lines)


def _done(
    run: Callable[[Ledger, Law, Order, Progress], Done],
    word: str,
    as_on: date,
    outgoing: Path | None,
    person: str,
    where: tuple[str, Path | None, DeskFile],
) -> NoReturn:
    from xl_addin.desk.produce.told import done_lines

    codes: list[int] = []

    def told(opened: Ledger, law: Law, order: Order, say: Progress) -> list[str]:
        done = run(opened, law, order, say)
        codes.append(DONE if done.files and not (done.barred or done.faults) else DONE_BLOCKED)
        return [*done_lines(done, word)]

    _run(told, as_on, outgoing, person, where)
    raise typer.Exit(codes[0])


def _run(
    run: Callable[[Ledger, Law, Order, Progress], list[str]],
    as_on: date,
    outgoing: Path | None,
    person: str,
    where: tuple[str, Path | None, DeskFile],
    *,
    reading: bool = False,
) -> None:
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.produce.draft import Order

    ledger, policy, desk = where
    found = settings_of(desk, ledger=ledger, policy=policy, outgoing=outgoing)
    law = found.law()
    refuse_day(law.rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say, reading=reading) as opened:
        folder = found.path("outgoing") or Path() if reading else found.outgoing  # a look writes no file
        order = Order(as_on, acting(opened, actor(), person), folder, found.closes_boes)
        lines = run(opened, law, order, say)
    show(lines)
