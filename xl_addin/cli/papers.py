"""The commands of papers: issue, look at the register, make again, templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED, OnlyList, Person
from xl_addin.cli.audit import month_of
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
)
from xl_addin.desk.started import typed

if TYPE_CHECKING:
    from xl_addin.desk.papers.issue import Made, Order
    from xl_addin.engine.law import Law
    from xl_addin.ledger import Ledger
    from xl_addin.ledger.store import Actor

papers_app = typer.Typer(
    help="Papers for importers, auditors and RBI: numbered, kept in the ledger, made again the same.\n\n"
    f"First the slips of a month: {typed('papers slips --as-on 2026-10-31 --list')}",
    no_args_is_help=True,
)

Out = Annotated[Path, typer.Option("--out", help="Folder for the papers; papers.csv there is the register.")]
Bank = Annotated[str, typer.Option("--bank", help="Name of the bank on the papers; default: that of desk.toml.")]
Files = Annotated[
    str, typer.Option("--files", help="each: a file a paper; importer: a file an importer; all: one file.")
]
Iecs = Annotated[list[str] | None, typer.Option("--iec", help="Importers by IEC; may stand several times.")]
PAPERS = Path("papers")


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

    with _at_desk(out, files, only_list, (bank, ledger, policy, desk), person) as (opened, law, who, name, order, tell):
        made = issue_slips(opened, as_on, law, who, name, order, month=month_of(month), progress=tell)
    _tell(made, only_list)


@papers_app.command("statement")
def statement_command(
    as_on: AsOn,
    iec: Iecs = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="As a workbook, by the bank's own form where it has one.")
    ] = False,
    files: Files = "importer",
    out: Out = PAPERS,
    only_list: OnlyList = False,
    person: Person = "",
    bank: Bank = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """State to each importer, or to those of --iec, what is open, when it is due, and what he is asked for.

    With --excel it is a workbook: by statement-excel.xlsx among the bank's templates, in whose cells {field} and
    [table] stand, else a plain sheet. The form stays as it is; one with parts that would be lost is refused by name.
    A statement that would say what one of the same day says is not made twice.

    Exit code: 0 done, 1 some were left out (each with its reason), 2 could not run.
    """
    from xl_addin.desk.papers.decided import issue_decided
    from xl_addin.desk.papers.kinds import STATEMENT, STATEMENT_EXCEL
    from xl_addin.desk.papers.statement import statements

    kind, wanted = STATEMENT_EXCEL if excel else STATEMENT, tuple(one.strip().upper() for one in iec or ())
    with _at_desk(out, files, only_list, (bank, ledger, policy, desk), person) as (opened, law, who, name, order, tell):
        made = issue_decided(
            opened, as_on, law, who, name, order, kind, lambda at, told, _: statements(at, told, kind, wanted), tell
        )
    _tell(made, only_list)


@papers_app.command("list")
def list_command(
    as_on: AsOn,
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="slip; left out: all.")] = "",
    ledger: LedgerPath = "",
    desk: DeskFile = None,
) -> None:
    """Show the register of papers, and which months have settlements without a slip."""
    from xl_addin.desk.papers.issue_slips import without_slip
    from xl_addin.desk.papers.kinds import kind_of
    from xl_addin.desk.papers.register import register_lines
    from xl_addin.ledger.papers import issued

    word = kind_of(kind).word if kind else ""
    with ledger_at(settings_of(desk, ledger=ledger).ledger, reading=True) as opened:
        with opened.read() as connection:
            known = issued(connection, word)
        waiting = [*without_slip(opened, as_on)]
    show(register_lines(known) if known else ["No paper was issued."])
    for period, acts in waiting:
        typer.echo(f"Without a slip: {acts:,} acts of {period} that settled. Next: papers slips --month {period}")


@papers_app.command("again")
def again_command(
    number: Annotated[list[str], typer.Argument(metavar="NUMBER", help="Papers, such as SLIP/2026-27/000001.")],
    out: Out = PAPERS,
    ledger: LedgerPath = "",
    desk: DeskFile = None,
) -> None:
    """Make papers again from the ledger, as they were issued: same facts, same template, same bytes.

    Exit code: 0 all are the same, 1 some are not (another version of the program drew them), 2 could not run.
    """
    from xl_addin.desk.papers.again import again

    with ledger_at(settings_of(desk, ledger=ledger).ledger, reading=True) as opened:
        made = again(opened, number, out)
    for one in made:
        same = "the same as issued" if one.is_same else "NOT the same bytes: drawn by another version of the program"
        typer.echo(f"{one.path}: {', '.join(one.numbers)}, {same}.")
    raise typer.Exit(DONE if all(one.is_same for one in made) else DONE_BLOCKED)


@papers_app.command("templates")
def templates_command(
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="slip; left out: all are named.")] = "",
    to: Annotated[Path | None, typer.Option("--to", help="Folder to write the shipped templates into.")] = None,
    desk: DeskFile = None,
) -> None:
    """Show what a template may say, check the bank's own, or write the shipped ones into a folder to change them.

    The bank's folder is named once: desk --set templates=FOLDER. A file there stands in for the shipped one of its
    name. A field that a paper has not is told with its line, and no paper is made.
    """
    from xl_addin.desk.papers.templates import Templates, template_lines, write_shipped

    own = Templates(settings_of(desk).path("templates"))
    show([*write_shipped(to)] if to is not None else template_lines(own, kind))


@contextmanager
def _at_desk(
    out: Path, files: str, only_list: bool, said: tuple[str, str, Path | None, Path | None], person: str
) -> Iterator[tuple[Ledger, Law, Actor, str, Order, Callable[[str], None]]]:
    """The open ledger, the law, who acts, the bank's name and where papers go."""
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.papers.issue import Order, refuse_how
    from xl_addin.desk.papers.templates import Templates

    bank, ledger, policy, desk = said
    found = settings_of(desk, ledger=ledger, policy=policy, bank=bank)
    law = found.law()
    order = Order(out, Templates(found.path("templates")), refuse_how(files), only_list)
    with status_line() as tell, ledger_at(found.ledger, tell, reading=only_list) as opened:
        yield opened, law, acting(opened, actor(), person), found.text("bank"), order, tell


def _tell(made: Made, only_list: bool) -> None:
    from xl_addin.desk.papers.told import made_lines

    show(made_lines(made, only_list=only_list))
    raise typer.Exit(DONE_BLOCKED if made.left else DONE)
