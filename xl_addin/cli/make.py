"""The command line's maker of everything that is generated and committed."""

from __future__ import annotations

from typing import Annotated

import typer

from xl_addin.cli.shared import show

CURRENT, NOT_CURRENT = 0, 1


def make_command(
    check: Annotated[
        bool, typer.Option("--check", help="Only say which files are not current; write nothing.")
    ] = False,
) -> None:
    """Make every file of the repository that is generated: workbooks, guide, sample. Look the changes over.

    Exit code: 0 all are current now, 1 some are not, 2 could not run.
    """
    from xl_addin.disk.rights import of_the_program
    from xl_addin.publish.make import make, makers, nobody_s

    with of_the_program():
        changed, left = list(make(check=check)), nobody_s()
    show(f"{'not current' if check else 'written'}: {name}" for name in changed)
    show(f"nothing makes it, remove it: {name}" for name in left)
    show([f"{len(makers())} generated files, {len(changed)} {'not current' if check else 'changed'}."])
    raise typer.Exit(NOT_CURRENT if left or (check and changed) else CURRENT)
