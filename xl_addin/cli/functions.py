"""The command line's guide to the worksheet functions, and their files for Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import show


def functions_command(
    name: Annotated[str, typer.Argument(help="A function, or the stem of a decision: WRITEOFF. Left out: all.")] = "",
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Write the VBA modules and the help file for Excel into this folder."),
    ] = None,
) -> None:
    """List the worksheet functions, or explain one: what it takes, an example answered now, the rule behind it."""
    from udfs import REGISTRY
    from xl_addin.hosts.ledger_cells import EVERY, FUNCTIONS
    from xl_addin.publish import cells_guide
    from xl_addin.publish.guide_text import explained_lines, list_lines

    if export is not None:
        from xl_addin.hosts.excel.functions.export import export_files

        show(str(path) for path in export_files(EVERY, export))
    elif (of_ledger := FUNCTIONS.get(name.strip().upper())) is not None:
        show(cells_guide.explained_lines(of_ledger))
    elif name:
        from xl_addin import rulebook

        show(explained_lines(name, REGISTRY, rulebook.load()))
    else:
        show([*list_lines(REGISTRY), "", *cells_guide.list_lines()])
