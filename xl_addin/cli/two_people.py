"""The guided sample for two people: its steps run one after the other, each printed with what happened."""

from __future__ import annotations

import shlex
from pathlib import Path

import typer

from xl_addin.cli.faults import say_error
from xl_addin.domain.errors import DeskError


def walk(out: Path) -> None:
    """Runs every step of the guided sample in the folder `out`; DeskError where one ends otherwise than it should."""
    from xl_addin.sample.two_people import STEPS, arguments, begin

    begin(out, _is_training)
    for number, step in enumerate(STEPS, 1):
        words = arguments(step, out, _last(out))
        who = f"{step.person}: " if step.person else ""
        typer.secho(f"\nStep {number} of {len(STEPS)}. {who}{step.told}", bold=True)
        if step.button:
            typer.echo(f"  Button: {step.button}")
        typer.echo(f"  Command: {_shown(words)}")
        if _run(words) != step.is_refused:
            raise DeskError(
                f"Step {number} ended otherwise than the sample tells.",
                f"Folder {out}, command {words[0]}.",
                "Give an empty folder with --out. Where that is so, report it: the sample is to be mended.",
            )
    typer.secho(f"\nDone. The signed book: {out / 'closing'}; the ledger to practise in: {out}", bold=True)


def _run(words: list[str]) -> bool:
    """Runs a command; whether it was refused. What it says is printed either way."""
    from xl_addin.cli.main import app

    try:
        app(words, standalone_mode=False)
    except DeskError as error:
        say_error(error)
        return True
    return False


def _shown(words: list[str]) -> str:
    from xl_addin.desk.started import typed

    return typed(shlex.join(words))


def _is_training(path: Path) -> bool:
    from xl_addin.ledger import open_ledger, state

    ledger = open_ledger(str(path), reading=True)
    try:
        with ledger.read() as connection:
            return state.is_training(connection)
    finally:
        ledger.close()


def _last(folder: Path) -> str:
    """The number of the proposal that was made last; "" where there is none."""
    from xl_addin.ledger import open_ledger
    from xl_addin.ledger.proposed import proposals
    from xl_addin.sample.demo import AS_ON
    from xl_addin.sample.two_people import LEDGER

    if not (folder / LEDGER).is_file():
        return ""
    ledger = open_ledger(str(folder / LEDGER), reading=True)
    try:
        with ledger.read() as connection:
            known = proposals(connection, f"{AS_ON:%Y-%m}")
    finally:
        ledger.close()
    return str(known[-1].number) if known else ""
