"""The commands of papers that rest on the decisions of a day: statements, letters, memos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.acts import OnlyList, Person
from xl_addin.cli.papers import papers_app
from xl_addin.cli.papers_shared import PAPERS, Bank, Files, Iecs, Out, Where, iecs_of, office_at, tell
from xl_addin.cli.shared import AsOn, DeskFile, LedgerPath, PolicyFile

if TYPE_CHECKING:
    from xl_addin.desk.lists.told import Told
    from xl_addin.desk.papers.drafts import Desk, Drafts
    from xl_addin.ledger.papers import Issued

__all__ = ["papers_app"]


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

    kind, wanted = STATEMENT_EXCEL if excel else STATEMENT, iecs_of(iec)
    where = Where(bank, ledger, policy, desk, out, person, only_list, files)
    with office_at(as_on, where) as office:
        made = issue_decided(office, kind, lambda at, told, _: statements(at, told, kind, wanted))
    tell([made], only_list=only_list)


@papers_app.command("letters")
def letters_command(
    as_on: AsOn,
    stage: Annotated[
        list[str] | None, typer.Option("--stage", help="reminder, registered or default; several times; left out: all.")
    ] = None,
    iec: Iecs = None,
    older_than: Annotated[
        int | None, typer.Option("--older-than", metavar="DAYS", min=0, help="Only remittances paid longer ago.")
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="Everybody, where neither law nor policy sets a day for the reminder.")
    ] = False,
    once_more: Annotated[bool, typer.Option("--again", help="Also of remittances that had this letter.")] = False,
    out: Out = PAPERS,
    only_list: OnlyList = False,
    person: Person = "",
    bank: Bank = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Write the letters that the follow-up has come to, as Word documents: one an importer and stage.

    **reminder** while evidence is awaited, **registered** in the second period, **default** after it; where the law has
    no ladder (from 1-Oct-2026) by that of the bank's policy. Where that has none either nobody gets one by silence: who
    has evidence open is listed by age, and gets a reminder where --iec, --older-than or --all mean him. A remittance
    gets each letter once. The letter counts when it was sent: papers sent NUMBER --mode registered --receipt …; its day
    then stands on Follow-up.

    Exit code: 0 done, 1 some were left out (each with its reason), 2 could not run.
    """
    from xl_addin.desk.papers.decided import issue_each
    from xl_addin.desk.papers.letters import Meant, makes

    meant = Meant(iecs_of(iec), older_than, everybody, once_more)
    where = Where(bank, ledger, policy, desk, out, person, only_list)
    with office_at(as_on, where) as office:
        each = makes(stage or (), meant)
        made = issue_each(office, each)
    tell(made, only_list=only_list)


@papers_app.command("memos")
def memos_command(
    as_on: AsOn,
    iec: Iecs = None,
    out: Out = PAPERS,
    only_list: OnlyList = False,
    person: Person = "",
    bank: Bank = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Write the memos of the sheet Referrals as Word documents: one an importer, reason and addressee.

    Up to 30-Sep-2026 they go to the Regional Office of RBI through the Compliance Head; the office is named on the
    sheet, and a case without it is left out and told. From 1-Oct-2026 they go to the bank's own authority. A case is
    written of once. Next: papers sent NUMBER; number, day and status then stand on Referrals.

    Exit code: 0 done, 1 some were left out (each with its reason), 2 could not run.
    """
    from xl_addin.desk.papers.decided import issue_decided
    from xl_addin.desk.papers.kinds import MEMO
    from xl_addin.desk.papers.memos import memos

    wanted = iecs_of(iec)
    where = Where(bank, ledger, policy, desk, out, person, only_list)
    with office_at(as_on, where) as office:

        def make(at: Desk, told: Told, known: Sequence[Issued]) -> Drafts:
            return memos(at, told, known, wanted, prepared_by=office.actor.user)

        made = issue_decided(office, MEMO, make)
    tell([made], only_list=only_list)


@papers_app.command("issue")
def issue_command(
    as_on: AsOn,
    kind: Annotated[list[str] | None, typer.Argument(metavar="[KIND]...", help="Left out: all of them.")] = None,
    files: Files = "importer",
    out: Out = PAPERS,
    only_list: OnlyList = False,
    person: Person = "",
    bank: Bank = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Issue the papers that the month calls for beside slips, statements and letters.

    **advice** of each write-off and closure that was approved (PDF; the importer is not absolved), **declaration** for
    small-value entries that lack it alone, one an importer and quarter (Word), **merchanting** deals in default at the
    half-year (Word), **audit** report on each sample (PDF), **customs** advice on non-physical imports (PDF). Each is
    issued once, an audit report again where results or signature have changed.

    Exit code: 0 done, 1 some were left out (each with its reason), 2 could not run.
    """
    from xl_addin.desk.papers.decided import issue_each
    from xl_addin.desk.papers.others import others

    makes = others(tuple(one.strip().lower() for one in kind or ()))
    where = Where(bank, ledger, policy, desk, out, person, only_list, files)
    with office_at(as_on, where) as office:
        made = issue_each(office, makes)
    tell(made, only_list=only_list)


@papers_app.command("month")
def month_command(
    as_on: AsOn,
    out: Out = PAPERS,
    only_list: OnlyList = False,
    person: Person = "",
    bank: Bank = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Issue all that a month has to go out: slips, letters, memos, and what papers issue does; papers.csv is the index.

    Exit code: 0 done, 1 some were left out (each with its reason), 2 could not run.
    """
    from xl_addin.desk.papers.whole_month import issue_month

    with office_at(as_on, Where(bank, ledger, policy, desk, out, person, only_list, "importer")) as office:
        made = issue_month(office)
    tell(made, only_list=only_list)
