"""The command line's questions to the rulebook: rules list, show, history."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

rules_app = typer.Typer(help="Ask the rulebook: what is in force on a day, since when, and by which paragraph.",
                        no_args_is_help=True)  # fmt: skip


@rules_app.command("list")
def rules_list() -> None:
    """List every parameter the rulebook knows, with its meaning."""
    from xl_addin import rulebook

    for parameter in rulebook.load().parameters():
        typer.echo(f"{parameter.name:<34} {parameter.meaning}")


@rules_app.command("show")
def rules_show(
    parameter: Annotated[str, typer.Argument(help="Name, e.g. writeoff.limit_pct; see: rules list")],
    on: Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d", "%d/%m/%Y"], help="The day asked about.")],
) -> None:
    """Show the value in force on a day, with its source and confidence."""
    from xl_addin import rulebook
    from xl_addin.desk.report import provision_lines

    typer.echo("\n".join(provision_lines(rulebook.load().in_force(parameter, on.date()))))


@rules_app.command("history")
def rules_history(parameter: Annotated[str, typer.Argument(help="Name of the parameter; see: rules list")]) -> None:
    """Show every value the parameter has had, oldest first."""
    from xl_addin import rulebook
    from xl_addin.desk.report import provision_lines

    for provision in rulebook.load().history(parameter):
        typer.echo("\n".join(provision_lines(provision)))
