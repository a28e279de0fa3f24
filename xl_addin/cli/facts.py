"""Commands around missing facts: what is asked, the file that is sent out, the answers that come back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED, Person
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
)

if TYPE_CHECKING:
    from xl_addin.desk.settings import Settings

Importers = Annotated[
    list[str] | None, typer.Option("--importer", help="Importers by IEC or name; may stand several times.")
]
Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", help="Facts by name or heading, such as contract_due; may stand several times."),
]
Answers = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="A file of answers that came back, made by facts-template.")
]
Preview = Annotated[bool, typer.Option("--preview", help="Only show which decisions would change; keep nothing.")]


def facts_command(
    as_on: AsOn,
    file: Answers = None,
    importer: Importers = None,
    fact: Facts = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="File to write the list to as well (CSV); none is overwritten.")
    ] = None,
    preview: Preview = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Show which facts the decisions lack, each once: how many items of how many importers wait for it, and their INR.

    With --importer or --fact also each importer, bill of entry and remittance. The sheet Missing facts has the same
    list; there one answer fills all that have none.

    With FILE: take answers in that came back (see facts-template). A blank cell is no answer; what is answered already
    is never overwritten but told; items that were closed meanwhile are told. A second reading changes nothing. Look
    first with --preview: which decisions would change, how many, and the INR that is open.

    Exit code: 0 done, 1 done but some cells could not be taken, 2 could not run.
    """
    from xl_addin.domain.errors import DeskError

    found = settings_of(desk, ledger=ledger, policy=policy)
    refuse_day(found.rules(), as_on)
    if file is not None:
        raise typer.Exit(_take(found, file, as_on, person, only_shown=preview))
    if preview:
        raise DeskError(
            "There are no answers to look at.", "Option --preview without a file.", "Give the file that came back."
        )
    _list(found, as_on, (*(importer or ()),), (*(fact or ()),), to)


def facts_template_command(
    as_on: AsOn,
    to: Annotated[Path, typer.Option("--to", help="File to write: .xlsx with lists to choose from, or .csv.")],
    importer: Importers = None,
    fact: Facts = None,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Write the empty cells of what is asked into a file that may be sent out, to an importer or a branch.

    It has a row for each remittance, bill of entry or invoice that is asked, and a column for each fact, with the words
    to choose from. When it comes back: facts FILE --as-on DAY. It is no extract: keep it out of the folder of extracts.
    """
    from xl_addin.desk.answers.missing import Only, missing_now
    from xl_addin.desk.answers.template import asked_lines, template_of, write_template

    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    refuse_day(law.rules, as_on)
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        now, rows = missing_now(opened, as_on, law, Only((*(importer or ()),), (*(fact or ()),)), say)
    template = template_of(now.settled.month, rows)
    write_template(template, to, as_on)
    show(asked_lines(template, to))


def _list(found: Settings, as_on: AsOn, importers: tuple[str, ...], facts: tuple[str, ...], to: Path | None) -> None:
    from xl_addin.desk.answers.missing import Only, missing_lines, missing_now, write_missing

    law, only = found.law(), Only(importers, facts)
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        _, rows = missing_now(opened, as_on, law, only, say)
    show(missing_lines(rows, only))
    if to is not None:
        write_missing(rows, to)
        typer.echo(f"Written to {to}.")


def _take(found: Settings, file: Path, as_on: AsOn, person: str, *, only_shown: bool) -> int:
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.answers.changed import changes_between
    from xl_addin.desk.answers.from_file import take_answers
    from xl_addin.desk.answers.preview import preview
    from xl_addin.desk.answers.report import told_lines
    from xl_addin.desk.month.changes_told import how_many, shown_lines
    from xl_addin.desk.month.now import month_now

    law = found.law()
    with status_line() as say, ledger_at(found.ledger, say, reading=only_shown) as opened:
        who, terms = acting(opened, actor(), person), terms_of(found, say)
        if only_shown:
            seen = preview(opened, as_on, law, lambda copy: take_answers(copy, file, as_on, who, terms), say)
            taken, told = seen.done, [*seen.told()]
        else:
            before = month_now(opened, as_on, law, say, short=True)
            taken = take_answers(opened, file, as_on, who, terms)
            after = month_now(opened, as_on, law, say, short=True) if taken.answers else before
            rows = changes_between(before, after).rows
            told = [f"Changed: {how_many(rows)}.", *shown_lines(rows)] if rows else []
    show([*taken.told(), *told, *told_lines(taken.findings, {})])
    return DONE_BLOCKED if taken.findings else DONE
