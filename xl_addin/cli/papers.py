"""The commands of papers: slips, the register, what was sent, make again, templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED, OnlyList, Person
from xl_addin.cli.audit import month_of
from xl_addin.cli.papers_shared import PAPERS, Bank, Files, Numbers, Out, Where, office_at, papers_app, tell
from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    LedgerPath,
    PolicyFile,
    actor,
    ledger_at,
    settings_of,
    show,
    status_line,
    typed_day,
)

__all__ = ["papers_app"]


@papers_app.command("slips")
def slips_command(
    as_on: AsOn,
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="What was settled in that month.")] = "",
    files: Files = "importer",
    out: Out = PAPERS,
    only_list: OnlyList = False,
    person: Person = "",
    bank: Bank = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Issue the acknowledgement slip of every settlement that has none yet, one for each importer and act.

    A slip names the importer with address and code, each bill of entry with date and amount, what was settled, and what
    is unsettled by currency on the day. It is numbered and kept in the ledger; running twice issues nothing twice.
    Where the importer master has no address, that slip is left out and told. Look first with --list.

    Exit code: 0 done, 1 some were left out (each with its reason), 2 could not run.
    """
    from xl_addin.desk.papers.issue_slips import issue_slips

    where = Where(bank, ledger, policy, desk, out, person, only_list, files)
    with office_at(as_on, where) as office:
        made = issue_slips(office, month_of(month))
    tell([made], only_list=only_list)


@papers_app.command("sent")
def sent_command(
    number: Numbers,
    as_on: AsOn,
    mode: Annotated[str, typer.Option("--mode", help="registered, speed-post, post, courier, email or hand.")],
    on: Annotated[
        date | None, typer.Option("--on", parser=typed_day, metavar="DAY", help="Day of dispatch; left out: --as-on.")
    ] = None,
    receipt: Annotated[str, typer.Option("--receipt", help="Number of the receipt of the post.")] = "",
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Keep that papers were sent: how, on which day, by which receipt.

    A reminder then stands as First or Second letter on Follow-up, a registered letter as Registered letter (by no other
    mode), a memo with number and day on Referrals. Undo takes it back.
    """
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.papers.sent import Went, sent

    found = settings_of(desk, ledger=ledger, policy=policy)
    law, went = found.law(), Went(mode.strip().lower(), on or as_on, receipt)
    with status_line() as say, ledger_at(found.ledger, say) as opened:
        done = sent(opened, as_on, law, acting(opened, actor(), person), tuple(number), went)
    show([f"Sent: {', '.join(done.numbers)}; told of {done.items:,} items.", *(f"  look: {one}" for one in done.look)])


@papers_app.command("list")
def list_command(
    as_on: AsOn,
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="A kind, such as slip; left out: all.")] = "",
    ledger: LedgerPath = "",
    desk: DeskFile = None,
) -> None:
    """Show the register of papers, and which months have settlements without a slip."""
    from xl_addin.desk.papers.issue_slips import without_slip
    from xl_addin.desk.papers.kinds import kind_of
    from xl_addin.desk.papers.register import register_lines, shown
    from xl_addin.ledger.papers import issued

    word = kind_of(kind).word if kind else ""
    with ledger_at(settings_of(desk, ledger=ledger).ledger, reading=True) as opened:
        with opened.read() as connection:
            known = shown(issued(connection, word), connection)
        waiting = [*without_slip(opened, as_on)]
    show(register_lines(known) if known else ["No paper was issued."])
    for period, acts in waiting:
        typer.echo(f"Without a slip: {acts:,} acts of {period} that settled. Next: papers slips --month {period}")


@papers_app.command("again")
def again_command(
    number: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMBER]...", help="Papers, such as SLIP/2026-27/000001.")
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Every paper whose file is not in --out.")] = False,
    out: Out = PAPERS,
    ledger: LedgerPath = "",
    desk: DeskFile = None,
) -> None:
    """Make papers again from the ledger, as they were issued: same facts, same template, same bytes.

    Exit code: 0 all are the same, 1 some are not (another version of the program drew them), 2 could not run.
    """
    from xl_addin.desk.papers.again import again, missing_in

    with ledger_at(settings_of(desk, ledger=ledger).ledger, reading=True) as opened:
        made = again(opened, [*(number or ()), *(missing_in(opened, out) if missing else ())], out)
    if not made:
        typer.echo("Nothing to make: no number was given, or every file is there (--missing).")
    for one in made:
        same = "the same as issued" if one.is_same else "NOT the same bytes: drawn by another version of the program"
        typer.echo(f"{one.path}: {', '.join(one.numbers)}, {same}.")
    raise typer.Exit(DONE if all(one.is_same for one in made) else DONE_BLOCKED)


@papers_app.command("templates")
def templates_command(
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="A kind, such as slip; left out: all are named.")] = "",
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="Folder to write the shipped templates into.")
    ] = None,
    desk: DeskFile = None,
) -> None:
    """Show what a template may say, check the bank's own, or write the shipped ones into a folder to change them.

    The bank's folder is named once: desk --set templates=FOLDER. A file there stands in for the shipped one of its
    name. A field that a paper has not is told with its line, and no paper is made.
    """
    from xl_addin.desk.papers.templates import Templates, template_lines, write_shipped

    own = Templates(settings_of(desk).path("templates"))
    show([*write_shipped(to)] if to is not None else template_lines(own, kind))
