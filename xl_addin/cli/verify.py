"""Commands that prove: the ledger holds together, a closing still says what it says, one item stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.shared import DeskFile, LedgerPath, PolicyFile, ledger_at, settings_of, status_line, waiting

if TYPE_CHECKING:
    from xl_addin.desk.close.check import Check

DONE, DONE_BLOCKED = 0, 1
ProofFile = Annotated[Path | None, typer.Option("--proof", help="Check this proof of one item instead; see prove.")]
Head = Annotated[str, typer.Option("--head", help="With --proof: Ledger head as About of a closing prints it.")]
Item = Annotated[str, typer.Argument(help="ORM number, or BoE number, or BoE number/date/port#serial.")]
To = Annotated[Path, typer.Option("--to", help="File to write the proof to.")]


def verify_command(
    book: Annotated[
        Path | None, typer.Argument(metavar="BOOK", help="A closing workbook: each of its cells is compared.")
    ] = None,
    ledger: LedgerPath = "",
    out: Annotated[Path | None, typer.Option("--out", help="Output folder of a close, to check as well.")] = None,
    proof: ProofFile = None,
    head: Head = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Check the ledger's chain and every invariant, and that a closing folder still says what the ledger says.

    With BOOK each cell of a closing workbook is held against the ledger at the act that the book was made at, and
    against what was signed; BROKEN names the cells that differ. Sorting and filtering are no change.

    With --proof: check what prove has written. That needs no ledger, only a head to hold it against: --head, as it
    stands on About of a closing workbook, or a ledger named with --ledger.

    Exit code: 0 everything holds, 1 something does not, 2 could not run.
    """
    if proof is not None:
        raise typer.Exit(_told(_checked(proof, head, ledger)))
    from xl_addin.desk.close.verify import verify_at

    found = settings_of(desk, beside=out or (book and book.parent), ledger=ledger, policy=policy)
    law, chosen = found.law(), found.text("ledger") or _beside(book) or found.ledger
    with status_line() as say:
        checks = verify_at(chosen, out, say, waiting(say), book, law)
    raise typer.Exit(_told(checks))


def _beside(book: Path | None) -> str:
    """The ledger that the closing was made from in whose folder a book lies; "" where none tells."""
    from xl_addin.desk.close.run_json import RUN_JSON, latest_ledger

    return latest_ledger(book.parent) if book is not None and (book.parent / RUN_JSON).is_file() else ""


def prove_command(item: Item, to: To = Path("proof.json"), ledger: LedgerPath = "", desk: DeskFile = None) -> None:
    """Write a proof of one item for a reader who is not to see the others: an auditor, another bank, the importer.

    The file holds what the ledger has on the item (as taken in, settled, answered; a settlement names its other side)
    and the acts from there to the head of the ledger: kind, day, moment, person, number of rows. It holds no row of
    another item. It shows that the ledger of that head has these rows, not that they are all: what else was said of
    the item, only the ledger shows. Who reads it checks it with: verify --proof FILE --head HEAD.
    """
    import json

    from xl_addin.desk.atomic import atomic_text
    from xl_addin.desk.close.prove import prove

    with status_line() as say, ledger_at(settings_of(desk, ledger=ledger).ledger, say, reading=True) as opened:
        say("Proving")
        found = prove(opened, item)
    atomic_text(to, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    typer.echo(f"{to}: {len(found['rows'])} rows on {item}, {len(found['acts'])} acts up to the head")
    typer.echo(f"Head of the ledger: {found['head']}")


def _checked(proof: Path, head: str, ledger: str) -> list[Check]:
    from xl_addin.desk.close.prove import check_proof, read_proof

    said = read_proof(proof)
    if ledger:
        with ledger_at(ledger, reading=True) as opened:
            return check_proof(said, head, opened)
    if not head:
        typer.echo(f"The proof ends in the head {said['head']}: compare it with Ledger head on About of a closing.")
    return check_proof(said, head)


def _told(checks: Iterable[Check]) -> int:
    """Prints the checks; the exit code."""
    known = list(checks)
    for check in known:
        mark, colour = ("✓", typer.colors.GREEN) if check.holds else ("✗ BROKEN", typer.colors.RED)
        typer.secho(f"{mark} {check.question}" + ("" if check.holds else f": {check.detail}"), fg=colour)
    broken = sum(not check.holds for check in known)
    typer.echo(f"{len(known)} checks, {broken} broken.")
    return DONE_BLOCKED if broken else DONE
