"""The command line: the same use cases as the ribbon. Heavy libraries are imported only when a command runs."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from xl_addin import __version__
from xl_addin.cli.acts import (
    approve_command,
    proposals_command,
    refuse_command,
    return_command,
)
from xl_addin.cli.audit import audit_sample_command
from xl_addin.cli.backup import backup_command, begin_command, restore_command
from xl_addin.cli.build import build_command
from xl_addin.cli.cells import cells_command
from xl_addin.cli.compare import compare_command
from xl_addin.cli.desk import desk_command
from xl_addin.cli.excel import add_commands
from xl_addin.cli.facts import facts_command, facts_template_command
from xl_addin.cli.faults import say_error, told
from xl_addin.cli.findings import findings_command
from xl_addin.cli.functions import functions_command
from xl_addin.cli.lists import gaps_command, print_command
from xl_addin.cli.make import make_command
from xl_addin.cli.match import match_command, unmatch_command
from xl_addin.cli.messages import messages_app
from xl_addin.cli.month import close_command, demo_command, take_in_command
from xl_addin.cli.outbox import (
    drop_command,
    inbox_command,
    outbox_command,
    produce_command,
    release_command,
    sent_command,
)
from xl_addin.cli.output import any_console
from xl_addin.cli.papers_decided import papers_app
from xl_addin.cli.propose import propose_command
from xl_addin.cli.refused import refused_command
from xl_addin.cli.release import sbom_command, wheelhouse_command
from xl_addin.cli.review import (
    explain_command,
    history_command,
    redo_command,
    review_command,
    today_command,
    undo_command,
)
from xl_addin.cli.rules import rules_app
from xl_addin.cli.send_out import outgoing_command
from xl_addin.cli.settle import settle_command
from xl_addin.cli.shared import (
    AsOn,
    CalendarFile,
    Centre,
    DeskFile,
    LedgerPath,
    PolicyFile,
    ledger_at,
    settings_of,
    show,
    status_line,
)
from xl_addin.cli.signing import reopen_command, sign_command, training_command
from xl_addin.cli.verify import prove_command, verify_command
from xl_addin.cli.web import web_command
from xl_addin.desk.started import SCRIPT, program, typed

DONE, DONE_BLOCKED, NOT_RUN = 0, 1, 2
TYPER_STOPPED = 130  # what typer makes of Ctrl+C, without a word

app = typer.Typer(
    help="Import Desk: match remittances with bills of entry, decide differences, close the month.\n\n"
    f"First time? Run: {typed('demo')}",
    no_args_is_help=True,
    add_completion=program() == SCRIPT,  # a shell completes one word, not `python desk.py`
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def main() -> None:
    """Runs the command line; every error comes in three parts: what, where, what to do. Its exit code is never 1."""
    # A month is millions of small objects that live until the end, and none of them in a circle: looking for those
    # that do, while it runs and once more when the process ends, only costs time.
    gc.disable()
    any_console()
    code = _code()
    gc.freeze()
    sys.exit(code)


def _code() -> int:
    try:
        code = int(app(standalone_mode=False, prog_name=program()) or DONE)
        if code == TYPER_STOPPED:
            raise KeyboardInterrupt
        if sys.stdout:
            sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:  # whatever it is: never a traceback, never the code 1
        say_error(told(error))
        return NOT_RUN
    return code


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"Import Desk {__version__}")
        raise typer.Exit


@app.callback()
def every_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """What stands before a command."""


app.command("demo")(demo_command)
app.command("take-in")(take_in_command)


app.command("settle")(settle_command)


@app.command("decide")
def decide_command(
    as_on: AsOn,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    calendar: CalendarFile = None,
    centre: Centre = "",
    desk: DeskFile = None,
) -> None:
    """Ask the rules of that day about every open item; prints how many got which answer. Posts nothing."""
    from xl_addin.desk.close.report import decided_lines
    from xl_addin.desk.month.day import refuse_nothing_yet
    from xl_addin.desk.month.decide import decide
    from xl_addin.desk.month.month import read_month
    from xl_addin.desk.month.rates import with_rates_of_age

    found = settings_of(desk, ledger=ledger, policy=policy, calendar=calendar, centre=centre)
    law = found.law()
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        with opened.read() as connection:
            refuse_nothing_yet(connection, as_on)
        cases = decide(with_rates_of_age(read_month(opened, as_on, short=True), law.policy), law, progress=say)
    show(decided_lines(cases))


app.command("close")(close_command)


app.command("verify")(verify_command)
app.command("prove")(prove_command)
app.command("begin")(begin_command)
app.command("backup")(backup_command)
app.command("restore")(restore_command)
app.command("desk")(desk_command)
app.command("sbom")(sbom_command)
app.command("wheelhouse")(wheelhouse_command)
app.command("gaps")(gaps_command)
app.command("compare")(compare_command)
app.command("review")(review_command)
app.command("facts")(facts_command)
app.command("facts-template")(facts_template_command)
app.command("propose")(propose_command)
app.command("match")(match_command)
app.command("unmatch")(unmatch_command)
app.command("proposals")(proposals_command)
app.command("approve")(approve_command)
app.command("return")(return_command)
app.command("refuse")(refuse_command)
app.command("produce")(produce_command)
app.command("release")(release_command)
app.command("drop")(drop_command)
app.command("sent")(sent_command)
app.command("refused")(refused_command)
app.command("inbox")(inbox_command)
app.command("outbox")(outbox_command)
app.command("outgoing")(outgoing_command)
app.command("sign")(sign_command)
app.command("reopen")(reopen_command)
app.command("audit-sample")(audit_sample_command)
app.command("training")(training_command)
app.command("undo")(undo_command)
app.command("redo")(redo_command)
app.command("history")(history_command)
app.command("today")(today_command)
app.command("print")(print_command)
app.command("explain")(explain_command)
app.command("cells")(cells_command)
app.command("findings")(findings_command)
app.command("functions")(functions_command)
app.command("build")(build_command)
app.command("web")(web_command)
app.command("make")(make_command)
add_commands(app)
app.add_typer(rules_app, name="rules")
app.add_typer(messages_app, name="messages")
app.add_typer(papers_app, name="papers")


@app.command()
def version(desk: DeskFile = None) -> None:
    """Print the version of the program and of its rulebook."""
    typer.echo(f"Import Desk {__version__}, rules {settings_of(desk).rules().version}")


if __name__ == "__main__":
    main()
