"""The command line's print of the registers of findings and status words."""

from __future__ import annotations

from typing import Annotated

import typer

from xl_addin.cli.shared import show


def findings_command(
    code: Annotated[str, typer.Argument(help="A code of the exceptions list, or a status word. Left out: all.")] = "",
) -> None:
    """List what a finding or a status word can be, or explain one: severity, meaning, what to do."""
    from xl_addin.publish.register_text import explained_lines, list_lines

    show(explained_lines(code) if code else list_lines())
