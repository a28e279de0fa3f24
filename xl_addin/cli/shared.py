"""What every command needs: the law, the ledger, a status line, printing. Heavy libraries load when they are used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.domain.errors import DeskError, ValueRefused

if TYPE_CHECKING:
    from rich.status import Status

    from xl_addin.desk.intake.terms import Terms
    from xl_addin.desk.settings import Settings
    from xl_addin.ledger import Ledger
    from xl_addin.ledger.store import Actor
    from xl_addin.rulebook import Rulebook

ROOT = Path(__file__).resolve().parents[2]
INDIA = timezone(timedelta(hours=5, minutes=30))


def typed_day(text: str) -> date:
    """A day on the command line: a date with one reading, or the usage error that names both."""
    from xl_addin.workbook.extracts.day_cells import one_day

    try:
        return one_day(text)
    except ValueRefused as why:
        raise typer.BadParameter(f"{text!r} is not {why.expected}.") from None


PolicyFile = Annotated[
    Path | None,
    typer.Option("--policy", help="The bank's own parameters (TOML); what it leaves out sets no bound."),
]
CalendarFile = Annotated[
    Path | None, typer.Option("--calendar", help="Bank holidays by centre: CSV with centre, date, name.")
]
Centre = Annotated[str, typer.Option("--centre", help="Centre of --calendar whose holidays count, e.g. MH.")]
AsOn = Annotated[
    date,
    typer.Option(
        "--as-on", parser=typed_day, metavar="DAY", help="Day the bank acts, e.g. 31-Oct-2026; its law applies."
    ),
]
_LEDGER = "Ledger: a file, or the address of a database; default: that of desk.toml."
LedgerPath = Annotated[str, typer.Option("--ledger", help=_LEDGER)]
NewLedgerPath = Annotated[str, typer.Option("--ledger", help=f"{_LEDGER} It is made if not there.")]
DeskFile = Annotated[
    Path | None,
    typer.Option("--desk", help="The desk's settings (desk.toml); default: beside --out, else your own. See: desk"),
]
OutFolder = Annotated[Path | None, typer.Option("--out", help="Output folder of a close: desk.toml beside it.")]
NotExpected = Annotated[
    list[str] | None,
    typer.Option("--not-expected", help="A kind that is not due this month (rates, facts, orm.xml, …), repeatable."),
]
_WAIVED = "A blocking finding that the bank waives: month/file/row=why, 2026-10/orm.csv/3=…; repeatable."
Waived = Annotated[list[str] | None, typer.Option("--waived", help=_WAIVED)]
HiddenRows = Annotated[str, typer.Option("--hidden-rows", help="Hidden rows of extracts: include, or leave out.")]


def actor() -> Actor:
    """Who runs the command, and the clock in Indian time."""
    from xl_addin.desk.person import person
    from xl_addin.ledger.store import Actor

    return Actor(person(), datetime.now(INDIA).replace(microsecond=0))


def settings_of(desk: Path | None, *, beside: Path | None = None, **given: object) -> Settings:
    """What is in force: options as `given`, then --desk, or desk.toml beside the folder `beside`, or the user's own."""
    from xl_addin.desk.settings import desk_file, in_force, options
    from xl_addin.desk.settings_record import record_path

    folder = beside.absolute().parent if beside is not None else None
    return in_force(options(**given), desk_file(desk, folder, record_path()))


def checkout() -> Path:
    """The folder that holds the workbooks, the documents and the lock files beside the program."""
    if not (ROOT / "workbooks").is_dir():
        raise DeskError(
            "This needs the unpacked release, which has the workbooks and the lock files.",
            f"This program lies in {ROOT}.",
            "Unpack the release or clone the project, and run the command there by: python desk.py",
        )
    return ROOT


@contextmanager
def build_extra() -> Iterator[None]:
    """Tells what to install where a command needs the extra `build` and finds none of it."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise DeskError(
            f"This command needs the package {error.name}, which a desk that only uses the program has not.",
            "The extra `build` of import-desk.",
            'Run it as python desk.py from a checkout, or install the extra: pip install "import-desk[build]"',
        ) from error


def refuse_day(rules: Rulebook, as_on: date) -> None:
    """A day of which no law is known, told before a ledger or a folder is made."""
    from xl_addin.desk.month.day import refuse_beyond_law

    refuse_beyond_law(rules, as_on)


@contextmanager
def ledger_at(
    where: str, say: Callable[[str], None] | None = None, *, create: bool = False, reading: bool = False
) -> Iterator[Ledger]:
    """An open ledger, closed at the end; `say` is told when another run must be waited for."""
    from xl_addin.ledger import open_ledger

    opened = open_ledger(where, create=create, reading=reading, tell=waiting(say))
    try:
        yield opened
    finally:
        opened.close()


def waiting(say: Callable[[str], None] | None) -> Callable[[str], None]:
    """Tells of waiting on the status line; where there is none, once on the error output."""
    told: list[str] = []

    def tell(text: str) -> None:
        if say is not None:
            say(text)
        if not told and (say is None or not sys.stderr.isatty()):
            typer.echo(f"{text} …", err=True)
        told.append(text)

    return tell


class StatusLine:
    """A status line while work runs, on a terminal; silent when the output is piped. It stands aside for a question."""

    def __init__(self, status: Status | None) -> None:
        from xl_addin.desk.progress import TimeLeft

        self._status, self._with_time_left = status, TimeLeft()

    def __call__(self, text: str) -> None:
        """Says what is going on."""
        if self._status is not None:
            self._status.update(f"{self._with_time_left(text)} … (Ctrl+C stops)")

    def password(self, file: str) -> str:
        """Asks for the password of a file, without showing it; it is used once and kept nowhere."""
        from getpass import getpass

        if self._status is not None:
            self._status.stop()
        try:
            return getpass(f"Password of {file} (it is not kept): ")
        finally:
            if self._status is not None:
                self._status.start()


@contextmanager
def status_line() -> Iterator[StatusLine]:
    """A status line, which ends with the work."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield StatusLine(None)
        return
    with console.status("Starting … (Ctrl+C stops)") as status:
        yield StatusLine(status)


def said_of_files(not_expected: list[str] | None, hidden_rows: str, waived: list[str] | None) -> dict[str, str]:
    """Options that speak of the files of a month, as settings."""
    kinds, lines = ", ".join(not_expected or ()), "\n".join(waived or ())
    return {"not_expected": kinds, "hidden_rows": hidden_rows, "waived": lines}


def terms_of(found: Settings, say: StatusLine) -> Terms:
    """What the desk has said of its files; a password is asked for where somebody sits at a terminal."""
    return found.terms(say.password if sys.stdin.isatty() else None)


def show(lines: Iterable[str]) -> None:
    """Prints lines."""
    for line in lines:
        typer.echo(line)
