"""What the commands of papers share: options, the office that issues, what is printed in the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED
from xl_addin.cli.plain import Plain
from xl_addin.cli.shared import actor, ledger_at, settings_of, show, status_line
from xl_addin.desk.started import typed

if TYPE_CHECKING:
    from xl_addin.desk.papers.issue import Made, Office

papers_app = Plain(
    help="Papers for importers, auditors and RBI: numbered, kept in the ledger, made again the same.\n\n"
    f"First the slips of a month: {typed('papers slips --as-on 2026-10-31 --list')}",
)

Out = Annotated[Path, typer.Option("--out", help="Folder for the papers; papers.csv there is the register.")]
Bank = Annotated[str, typer.Option("--bank", help="Name of the bank on the papers; default: that of desk.toml.")]
Files = Annotated[
    str, typer.Option("--files", help="each: a file a paper; importer: a file an importer; all: one file.")
]
Iecs = Annotated[list[str] | None, typer.Option("--iec", help="Importers by IEC; may stand several times.")]
Numbers = Annotated[list[str], typer.Argument(metavar="NUMBER", help="Papers, such as SLIP/2026-27/000001.")]
PAPERS = Path("papers")


class Where(NamedTuple):
    """Options of the desk, and where papers go."""

    bank: str
    ledger: str
    policy: Path | None
    desk: Path | None
    out: Path
    person: str = ""
    only_list: bool = False
    files: str = "each"


@contextmanager
def office_at(as_on: date, where: Where) -> Iterator[Office]:
    """The office that issues, its ledger open."""
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.papers.issue import Office, Order, refuse_how
    from xl_addin.desk.papers.templates import Templates

    found = settings_of(where.desk, ledger=where.ledger, policy=where.policy, bank=where.bank)
    law = found.law()
    order = Order(where.out, Templates(found.path("templates")), refuse_how(where.files), where.only_list)
    with status_line() as tell, ledger_at(found.ledger, tell, reading=where.only_list) as opened:
        who = acting(opened, actor(), where.person)
        yield Office(opened, as_on, law, who, found.text("bank"), order, tell)


def iecs_of(words: Sequence[str] | None) -> tuple[str, ...]:
    """Importers as they were named."""
    return tuple(one.strip().upper() for one in words or ())


def tell(made: Sequence[Made], *, only_list: bool) -> NoReturn:
    """Prints what was issued and ends the command: 1 where some were left out."""
    from xl_addin.desk.papers.told import made_lines

    show(line for one in made for line in made_lines(one, only_list=only_list))
    raise typer.Exit(DONE_BLOCKED if any(one.left for one in made) else DONE)
