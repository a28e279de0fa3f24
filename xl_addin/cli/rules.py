"""The command line's questions to the rulebook: what is in force, what it answers, what changes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.plain import Plain
from xl_addin.cli.shared import (
    INDIA,
    DeskFile,
    LedgerPath,
    PolicyFile,
    ledger_at,
    settings_of,
    show,
    status_line,
    typed_day,
)

if TYPE_CHECKING:
    from xl_addin.desk.settings import Settings
    from xl_addin.rulebook import Rulebook

rules_app = Plain(help="Ask the rulebook: what is in force on a day, what it answers, and by which paragraph.")


@rules_app.command("list")
def rules_list(
    wanted: Annotated[str, typer.Argument(help="A family (writeoff) or a word; left out: all.")] = "",
    desk: DeskFile = None,
) -> None:
    """List parameters by family, with their meaning and their value on the day the law was last reviewed."""
    from xl_addin.desk.law.text import list_lines

    show(list_lines(settings_of(desk).rules(), wanted))


@rules_app.command("show")
def rules_show(
    parameter: Annotated[str, typer.Argument(help="Name, e.g. writeoff.limit_pct; see: rules list")],
    on: Annotated[date, typer.Option("--on", parser=typed_day, metavar="DAY", help="The day asked about.")],
    ledger: LedgerPath = "",
    desk: DeskFile = None,
) -> None:
    """Show the value in force on a day: unit, meaning, instrument, paragraph, days, and how sure the source is.

    With a ledger it says also what the bank has confirmed (propose confirm-rule).
    """
    from xl_addin.desk.law.text import provision_lines

    said = settings_of(desk, ledger=ledger)
    rules = _confirmed(said) if said.text("ledger") else said.rules()
    show(provision_lines(rules.in_force(parameter, on), rules.known[parameter]))


def _confirmed(said: Settings) -> Rulebook:
    """The rulebook with what the bank has confirmed in its ledger."""
    from xl_addin.desk.law.confirmed import confirmed_law

    with ledger_at(said.ledger, reading=True) as opened:
        return confirmed_law(opened, said.law()).rules


@rules_app.command("history")
def rules_history(
    parameter: Annotated[str, typer.Argument(help="Name of the parameter; see: rules list")], desk: DeskFile = None
) -> None:
    """Show every value the parameter has had, oldest first."""
    from xl_addin.desk.law.text import provision_lines

    rules = settings_of(desk).rules()
    for provision in rules.history(parameter):
        show([*provision_lines(provision, rules.known[parameter]), ""])


@rules_app.command("ask")
def rules_ask(
    question: Annotated[str, typer.Argument(help="Name of a question; left out: all are listed.")] = "",
    facts: Annotated[list[str] | None, typer.Argument(help="fact=value; left out: the facts are listed.")] = None,
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Ask any question of the rules, e.g. rules ask payment_due shipment_date=2026-03-31 action_date=2026-09-01

    Words alone teach: `rules ask` lists the questions, `rules ask QUESTION` its facts and how each is written.
    """
    from xl_addin.desk.law.asked import ask_in_words, known_question
    from xl_addin.desk.law.text import answer_lines, facts_lines, question_lines

    if not question:
        show(question_lines())
    elif not facts:
        show(facts_lines(known_question(question)))
    else:
        law = settings_of(desk, policy=policy).law()
        show(answer_lines(ask_in_words(known_question(question), facts, law)))


@rules_app.command("diff")
def rules_diff(
    first: Annotated[date, typer.Argument(parser=typed_day, metavar="DAY", help="The earlier day, e.g. 30-Sep-2026.")],
    second: Annotated[date, typer.Argument(parser=typed_day, metavar="DAY", help="The later day, e.g. 01-Oct-2026.")],
    ledger: Annotated[str, typer.Option("--ledger", help="Also ask which open items get another answer.")] = "",
    family: Annotated[str, typer.Option("--family", help="Only this family of parameters, e.g. writeoff.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the comparison as workbook and CSV.")] = None,
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Show what changes in the law between two days and, for a ledger, which open items get another answer and why."""
    from xl_addin.desk.law import diff as by_law

    said = settings_of(desk, beside=out, ledger=ledger, policy=policy)
    law = said.law()
    changed = by_law.changes(law.rules, first, second, family)
    found = None
    if said.text("ledger"):
        from xl_addin.desk.law.ledger_diff import ledger_diff, ledger_lines

        with status_line() as say, ledger_at(said.ledger, say, reading=True) as opened:
            found = ledger_diff(opened, law, first, second, family, say)
    show(by_law.law_lines(changed, first, second))
    if found is not None:
        show(ledger_lines(found, first, second))
    if out:
        from xl_addin.desk.law.files import write_diff

        with status_line() as say:
            say("Writing the comparison")
            written = write_diff(out, first, second, changed, found)
        show(["", *(f"Written: {path}" for path in written)])


@rules_app.command("annex")
def rules_annex(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The workbook to write, e.g. annex.xlsx.")],
    policy: PolicyFile = None,
    bank: Annotated[str, typer.Option("--bank", help="Name of the bank, as the sheet shows it.")] = "",
    desk: DeskFile = None,
) -> None:
    """Print the bank's own parameters as an annex to its written policy, beside the former law."""
    from xl_addin.desk.law.annex import write_annex

    said = settings_of(desk, beside=out, policy=policy, bank=bank)
    write_annex(out, said.law(), datetime.now(INDIA).date(), said.text("bank"))
    show([f"Written: {out}"])


@rules_app.command("policy-template")
def rules_policy_template(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write, e.g. policy.toml.")],
) -> None:
    """Write an empty policy file with every parameter explained, for the bank to fill in."""
    from xl_addin import rulebook
    from xl_addin.desk.law.annex import write_template

    write_template(out, rulebook.load())
    show([f"Written: {out}. Every parameter in it is still unset."])
