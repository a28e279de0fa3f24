"""Command settle: what is open in the ledger, or files of a size that no desk's ledger has."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.cards import CardFile, after
from xl_addin.cli.shared import (
    DeskFile,
    LedgerPath,
    PolicyFile,
    StatusLine,
    actor,
    ledger_at,
    refuse_day,
    settings_of,
    show,
    status_line,
    typed_day,
)
from xl_addin.domain.errors import DeskError

ENGINES = ("ledger", "local", "spark")


def settle_command(
    as_on: Annotated[
        date | None,
        typer.Option(
            "--as-on", parser=typed_day, metavar="DAY", help="Day the bank acts; picks the law. With a ledger."
        ),
    ] = None,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="|".join(ENGINES), help="Where it is matched; both others need Parquet.")
    ] = ENGINES[0],
    orm: Annotated[str, typer.Option("--orm", metavar="PARQUET", help="Remittances; columns: docs/cluster.md.")] = "",
    invoices: Annotated[str, typer.Option("--invoices", metavar="PARQUET", help="Invoices of bills of entry.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Empty or new folder for lines, flags and run.json.")
    ] = None,
    processes: Annotated[
        int | None, typer.Option("--processes", min=1, help="Engine local: so many processes; default: one a core.")
    ] = None,
    master: Annotated[
        str, typer.Option("--master", metavar="URL", help="Engine spark: the cluster; local[*] is this machine.")
    ] = "local[*]",
    card: CardFile = None,
) -> None:
    """Match what is open and post what the evidence decides alone; suggestions are only counted here.

    Where the bank's policy has settle_auto = "one approval" these lines are proposed as one batch instead.

    With --engine local or spark nothing is posted and no ledger is read: millions of remittances and invoices in two
    Parquet files are matched by processes of this machine or on Spark, and lines and flags are written as Parquet. Both
    find the same lines; the hash that is printed proves it.

    import-desk settle --as-on 2026-10-31

    import-desk settle --engine local --processes 2 --orm orm.parquet --invoices invoices.parquet --out found

    import-desk settle --engine spark --master spark://host:7077 --orm orm.parquet --invoices inv.parquet --out found
    """
    if engine not in ENGINES:
        raise typer.BadParameter(f"{engine!r} is none of {', '.join(ENGINES)}.", param_hint="--engine")
    given = [name for name, value in (("--orm", orm), ("--invoices", invoices), ("--out", out)) if value]
    of_ledger = (("--as-on", as_on), ("--ledger", ledger), ("--policy", policy), ("--desk", desk), ("--card", card))
    with status_line() as say:
        if engine == ENGINES[0]:
            if given:
                raise typer.BadParameter(f"{', '.join(given)} goes with --engine local or --engine spark.")
            _in_the_ledger(say, as_on, ledger, policy, desk, card)
        elif idle := [name for name, value in of_ledger if value]:
            raise typer.BadParameter(f"{', '.join(idle)} goes with a ledger, not with --engine {engine}.")
        elif len(given) < 3 or out is None:
            raise DeskError(
                f"--engine {engine} needs --orm, --invoices and --out.",
                f"Given: {', '.join(given) or 'none of them'}.",
                "Name the two Parquet files and a new folder. Columns: docs/cluster.md.",
            )
        else:
            _of_files(say, engine, (orm, invoices), out, processes or os.cpu_count() or 1, master)


def _in_the_ledger(
    say: StatusLine, as_on: date | None, ledger: str, policy: Path | None, desk: Path | None, card: Path | None
) -> None:
    from xl_addin.desk.acts.settling import settle_by_policy
    from xl_addin.desk.close.report import settled_counts, settled_lines

    if as_on is None:
        raise typer.BadParameter("Say on which day the bank acts: --as-on 31-Oct-2026")
    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    refuse_day(law.rules, as_on)
    with ledger_at(found.ledger, say) as opened:
        who = actor()
        settled = settle_by_policy(opened, as_on, law, who, say)
        done = ("Matched", settled_lines(settled), settled_counts(settled))
        told = after(opened, found, as_on, who, say, done, card)
    show(told)


def _of_files(say: StatusLine, engine: str, files: tuple[str, str], out: Path, processes: int, master: str) -> None:
    from xl_addin.desk.atomic import atomic_text

    if engine == "local":
        from xl_addin.cluster.local import settle_local

        tally = settle_local(*files, out, processes, say)
    else:
        from xl_addin.cluster.spark import settle_spark

        tally = settle_spark(*files, out, master, say)
    told = {"orm": files[0], "invoices": files[1], **tally.told()}
    atomic_text(out / "run.json", json.dumps(told, indent=1) + "\n")
    show(
        [
            *(f"  {name:<28} {count:>12,}" for name, count in sorted(tally.lines.items())),
            f"Lines: {sum(tally.lines.values()):,}. Flags: {tally.flags:,}. Nothing was posted.",
            f"Hash of lines and flags: {told['hash']}",
            f"Written: {out}",
        ]
    )
