"""The command line's maker of the functions for web Excel, Mac and Microsoft 365."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import DeskFile, settings_of, show


def web_command(
    origin: Annotated[
        str,
        typer.Option("--origin", help="Where the bank will host it: https://apps.bank.example, with a folder or not."),
    ],
    pyodide: Annotated[
        Path, typer.Option("--pyodide", help="The unpacked npm package pyodide (Python in the browser).")
    ],
    out: Annotated[Path, typer.Option("--out", help="An empty folder for the bundle.")] = Path("build/web"),
    desk: DeskFile = None,
) -> None:
    """Make the worksheet functions for web Excel, Mac and Microsoft 365: nothing is installed on any PC.

    1. Fetch Python for the browser: npm pack pyodide@314.0.7, then tar xf pyodide-314.0.7.tgz

    2. Make the bundle: web --origin https://apps.bank.example --pyodide package --out bundle

    3. Put what lies in bundle/site on that server, and compare it with bundle/SHA256SUMS.

    4. Give bundle/manifest.xml to the administrator of Microsoft 365. docs/web.md says the rest.

    Instruments and registers that the desk has loaded (desk.toml) go along. The policy and the holidays do not: the
    functions are given them in cells, as everywhere. SETTLE is not in it. Not seen in Excel yet.

    Exit code: 0 made, 2 not.
    """
    from udfs import REGISTRY
    from udfs._law import rules, use
    from xl_addin.disk.rights import of_the_program
    from xl_addin.hosts.web.bundle import build
    from xl_addin.hosts.web.manifest import address_of
    from xl_addin.hosts.web.offered import offered

    address, said = address_of(origin), settings_of(desk, beside=out)
    use(said.rules())
    with of_the_program():
        made = build(out, address, pyodide, REGISTRY, said.path("instruments"), said.path("registers"))
    show(
        [
            f"{len(offered(REGISTRY))} functions, rules {rules().version}.",
            f"{len(made)} files, {sum(map(len, made.values())):,} bytes: {out}",
            f"Put {out / 'site'} on {address}, and give {out / 'manifest.xml'} to the administrator.",
            "Not seen in Excel yet: docs/web.md says what was seen.",
        ]
    )
