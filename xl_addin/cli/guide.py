"""The command guide: the user's guide, in a browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import build_extra, checkout, show
from xl_addin.desk.guide import HOME, guide_page, open_guide


def guide_command(
    anew: Annotated[bool, typer.Option("--anew", help="Make it again, also where it is there.")] = False,
    out: Annotated[
        Path, typer.Option("--out", help="Folder of the guide.", show_default="build/guide of the release")
    ] = HOME,
) -> None:
    """Open the user's guide: the month in pictures, recipes, every sheet, finding and status word with its cure.

    It is read in a browser and needs no network. Where it is not there it is made, in half a minute, with pictures
    where LibreOffice is installed; `build` makes it too. A page to start from for officer, checker, auditor and IT.

    Exit code: 0 there, 2 not.
    """
    page = None if anew else guide_page(out)
    if page is None:
        root = checkout()
        with build_extra():
            from xl_addin.publish.users_guide import build_guide

            page = build_guide(root, out, lambda text: show([text]))
    show([f"User's guide: {page}"])
    if sys.stdout.isatty():
        open_guide(out)
