"""The command line's builder: the add-in for Excel, its twin for tests, the extension for LibreOffice."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import build_extra, checkout, show


def build_command(
    out: Annotated[Path, typer.Option("--out", help="Folder for the built files.")] = Path("build"),
) -> None:
    """Build the Excel add-in, the LibreOffice extension and the user's guide.

    Of both programs the same sources give the same bytes on every machine. The .xlsm is for tests in
    LibreOffice only. Sign the add-in after this step, and last. Exit code: 0 built, 2 not.
    """
    from importlib import import_module

    from xl_addin.disk.rights import of_the_program
    from xl_addin.hosts.driven import hosts_with

    with build_extra():
        makers = [import_module(f"xl_addin.hosts.{host}.products") for host in hosts_with("products")]
    with of_the_program():
        for name, build in [product for one in makers for product in one.products().items()]:
            show([told(build(out / name))])
    root = checkout()
    with build_extra():
        from xl_addin.publish.users_guide import build_guide

        show([f"User's guide: {build_guide(root, out / 'guide', lambda text: show([text]))}"])
    show(["Not opened in Excel: no report of a test in Excel exists for these hashes."])


def told(path: Path) -> str:
    """SHA-256, size and path of a file, on one line."""
    data = path.read_bytes()
    return f"{hashlib.sha256(data).hexdigest()}  {len(data):>9,} bytes  {path}"
