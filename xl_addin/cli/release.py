"""The command line of a release: the bill of materials, the folder of wheels for PCs without a network."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import INDIA, build_extra, checkout, show

LOCK, POSTGRES_LOCK = "requirements.lock", "requirements-postgres.lock"
LOCKS = {
    "core": LOCK,
    "postgres": POSTGRES_LOCK,
    "cluster": "requirements-cluster.lock",
    "build": "requirements-build.lock",
    "test": "requirements-test.lock",
}


def sbom_command(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")] = Path(
        "build/import-desk.cdx.json"
    ),
) -> None:
    """Write the bill of materials (CycloneDX JSON): every library of every lock, with version, licence, hashes.

    Each says by which extra it comes: core (every desk), postgres (a shared ledger), cluster (settlement on Parquet
    or Spark), build and test (no desk).

    Exit code: 0 written, 2 not.
    """
    from xl_addin.desk.atomic import atomic_text
    from xl_addin.disk.rights import of_the_program

    with build_extra():
        from xl_addin.publish.sbom import bill
    with of_the_program():
        atomic_text(
            out,
            bill(
                {extra: checkout() / lock for extra, lock in LOCKS.items()}, datetime.now(INDIA).replace(microsecond=0)
            )
            + "\n",
        )
    show([f"Written: {out}"])


def wheelhouse_command(
    out: Annotated[Path, typer.Option("--out", help="The folder to fill; desk.py looks for `wheelhouse`.")] = Path(
        "wheelhouse"
    ),
    windows: Annotated[
        str, typer.Option("--windows", help="For 64-bit Windows with this Python, e.g. 3.12; left out: this machine.")
    ] = "",
    postgres: Annotated[bool, typer.Option("--postgres", help="With the driver of a ledger on PostgreSQL.")] = False,
) -> None:
    """Fill a folder with the locked libraries for PCs without a network; every file's hash is checked.

    Put the folder beside desk.py on the PC: the first start then installs from it alone. Exit code: 0 filled, 2 not.
    """
    from xl_addin.disk.rights import of_the_program

    with build_extra():
        from xl_addin.publish.wheelhouse import fill
    with of_the_program():
        locks = (LOCK, POSTGRES_LOCK) if postgres else (LOCK,)
        wheels = fill([checkout() / name for name in locks], out, windows)
    megabytes = sum(wheel.stat().st_size for wheel in wheels) / 1_000_000
    show([f"{len(wheels)} wheels, {megabytes:.0f} MB in {out}; put it beside desk.py."])
