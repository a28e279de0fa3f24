"""What a trial does: a desk in a folder of its own, one command in a fork that something stops, then what is left.

A command may be stopped anywhere. What it leaves must be what stood before, or whole steps of what it does; run again
it must end where it would have ended at once. `corrupt`, `lost`, `doubled` and `crash` count what must not be.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import law
from xl_addin.desk.answers.review import review
from xl_addin.desk.answers.undo import undo
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.intake.take_in import take_in
from xl_addin.desk.law.annex import write_annex
from xl_addin.desk.lists.book import INPUT_SHEETS
from xl_addin.desk.month.settle import settle
from xl_addin.desk.settings_record import change
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, anchors, open_ledger, tables
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.damage import damage
from xl_addin.workbook.books.file_book import FileBook
from xl_addin.workbook.books.file_tables import read_lists, read_meta

DONE, TOLD, CRASHED = 0, 3, 4  # how a command in a fork ends by itself
BAD = ("corrupt", "lost", "doubled", "crash")
MONTH = {
    "a.obe.xml": obe_xml(*(boe(invoice(no=f"INV/{n}", amount="500.00"), number=f"{n:07d}") for n in range(1, 9))),
    "orm.csv": csv_text([{**orm(number=f"A{n}", amount="500.00"), "remarks": f"BOE {n:07d}"} for n in range(1, 9)]),
    "rates.csv": "date,currency,inr_per_unit\n2026-10-01,USD,88.5\n",
    "importers.csv": csv_text([IMPORTER]),
}
Told = Callable[[str], None]


def nobody(_: str) -> None:
    """Hears nothing."""


@dataclass(frozen=True)
class Command:
    """What is tried: how it is prepared from an empty folder, and what it does; `tell` is its line of progress."""

    name: str
    prepare: Callable[[Path], object]
    act: Callable[[Path, Told], object]
    closes: bool = False  # it writes a closing


def opened(home: Path) -> Ledger:
    return open_ledger(str(home / "desk.sqlite"))


def extracts(home: Path) -> Path:
    folder = home / "in"
    folder.mkdir(exist_ok=True)
    for name, text in MONTH.items():
        (folder / name).write_text(text)
    return folder


def take(home: Path, tell: Told = nobody) -> object:
    return take_in(opened(home), home / "in", OCTOBER, ACTOR, tell)


def match(home: Path, tell: Told = nobody) -> object:
    return settle(opened(home), OCTOBER, ACTOR, tell)


def take_back(home: Path, _: Told) -> object:
    return undo(opened(home), ACTOR)


def close(home: Path, tell: Told = nobody) -> object:
    return close_month(opened(home), CloseOrder(home / "in", home / "out", OCTOBER, ACTOR), law(), tell)


def read_back(home: Path, tell: Told) -> object:
    """A remark on every open remittance, as the filled workbook says it."""
    book = home / "out" / "closing-2026-10.xlsx"
    lists = _filled(str(home.parent / "templates" / "review"))
    head = read_meta(FileBook(book))["ledger_head"]
    return review(opened(home), book.name, lists, OCTOBER, law(), ACTOR, head=head, progress=tell)


@cache
def _filled(template: str):  # type: ignore[no-untyped-def]
    return read_lists(FileBook(Path(template) / "filled.xlsx"), INPUT_SHEETS)


def closed_and_filled(home: Path) -> None:
    import openpyxl

    extracts(home)
    close(home)
    book = openpyxl.load_workbook(home / "out" / "closing-2026-10.xlsx")
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                if cell.value == "Remarks" and page.cell(cell.row + 1, 1).value:
                    page.cell(cell.row + 1, cell.column).value = "seen"
    book.save(home / "filled.xlsx")


def annex(home: Path, _: Told = nobody) -> None:
    write_annex(home / "annex.xlsx", law(), OCTOBER, "Our Bank")


def setting(home: Path, _: Told = nobody) -> None:
    change(home / "desk.toml", ["bank=Our Bank", "centre="])


def old_files(home: Path) -> None:
    (home / "annex.xlsx").write_text("old")
    (home / "desk.toml").write_text('bank = "Old"\n')


def taken_in(home: Path) -> None:
    extracts(home)
    take(home)


COMMANDS = (
    Command("take-in", extracts, take),
    Command("settle", taken_in, match),
    Command("undo", taken_in, take_back),
    Command("review", closed_and_filled, read_back),
    Command("close", extracts, close, closes=True),
    Command("close again", lambda home: (taken_in(home), close(home)), close, closes=True),
    Command("rules annex", old_files, annex),
    Command("desk", old_files, setting),
)


@dataclass(frozen=True)
class State:
    """What a desk's folder says: the acts of its ledger by what they wrote, and its files by their content."""

    acts: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]


def state(home: Path) -> State:
    """run.json and the card tell times: left out; so are notes beside the ledger, which a stopped run may add to."""
    acts: tuple[tuple[str, str], ...] = ()
    if (home / "desk.sqlite").exists() and (home / "desk.sqlite").stat().st_size:
        ledger = open_ledger(str(home / "desk.sqlite"), reading=False)
        with ledger.read() as connection:
            query = select(tables.actions.c.kind, tables.actions.c.payload_hash).order_by(tables.actions.c.seq)
            acts = tuple((kind, digest) for kind, digest in connection.execute(query))
        ledger.close()
    return State(acts, tuple(_files(home)))


def _files(home: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        untold = ("desk.sqlite" in name, path.name in ("run.json", "card.json"), "/.import-desk" in f"/{name}")
        if path.is_file() and not any(untold):
            yield name, _digest(path)


@dataclass
class Counts:
    """How trials of one kind ended."""

    of: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def bad(self) -> int:
        return sum(self.of[name] for name in BAD)

    def bump(self, what: str, told: str = "") -> None:
        self.of[what] += 1
        if what in BAD:
            self.examples.append(f"{what}: {told}")


class Bench:
    """Folders of prepared desks, each command's before and after, and how long it takes."""

    def __init__(self, root: Path, commands: tuple[Command, ...] = COMMANDS) -> None:
        self.root, self.known = root, {}  # type: ignore[var-annotated]
        for command in commands:
            home = root / "templates" / command.name
            home.mkdir(parents=True)
            command.prepare(home)
            after = root / "after"
            shutil.copytree(home, after)
            before = state(after)
            began = time.perf_counter()
            command.act(after, nobody)
            took = time.perf_counter() - began
            self.known[command.name] = (before, state(after), took)
            shutil.rmtree(after)

    def home(self, command: Command) -> Path:
        """A prepared desk of its own."""
        home = self.root / "trial"
        if home.exists():
            shutil.rmtree(home)
        shutil.copytree(self.root / "templates" / command.name, home)
        return home

    def judge(self, command: Command, home: Path, ended: int, counts: Counts, told: str) -> None:
        """Looks at what a stopped command left, runs it again, looks once more."""
        counts.bump("trials")
        before, after, _ = self.known[command.name]
        if os.WIFEXITED(ended) and os.WEXITSTATUS(ended) == CRASHED:
            counts.bump("crash", f"{told}\n{(home / 'crash').read_text()}")
            return
        (home / "crash").unlink(missing_ok=True)
        counts.bump("stopped" if os.WIFSIGNALED(ended) else ("told" if os.WEXITSTATUS(ended) == TOLD else "finished"))
        try:
            self._judge(command, home, before, after, is_done=ended == 0, counts=counts, told=told)
        except Exception:
            counts.bump("crash", f"{told}\n{traceback.format_exc()}")

    def _judge(
        self, command: Command, home: Path, before: State, after: State, *, is_done: bool, counts: Counts, told: str
    ) -> None:
        found = _broken(home)
        left = state(home)
        if found or not _is_between(before, left, after):
            counts.bump("corrupt", f"{told}: {found} {left} {after}")
        elif is_done and left != after:
            counts.bump("lost", f"{told}: it had ended well")
        if command.name == "undo" and left == after:
            return  # once more it would take back the act before
        try:
            command.act(home, nobody)
        except DeskError as error:
            counts.bump("lost", f"{told}: not to be run again: {error}")
            return
        now = state(home)
        if now != after:
            more = len(now.acts) > len(after.acts)
            counts.bump("doubled" if more else "lost", f"{told}: run again {now} instead of {after}")
        if rest := [path.name for path in home.rglob(".import-desk*")]:
            counts.bump("corrupt", f"{told}: {rest} lies about")


def _broken(home: Path) -> list[str]:
    """What does not hold of the ledger, and of a closing that says it is whole."""
    found = []
    if (home / "desk.sqlite").exists() and (home / "desk.sqlite").stat().st_size:
        found = _not_holding(home / "desk.sqlite")
    run = home / "out" / "run.json"
    if run.exists():
        outputs = json.loads(run.read_text("utf-8"))["outputs"]
        wrong = [n for n, digest in outputs.items() if _digest(home / "out" / n) != digest]
        found += [f"{name} is not of the run that run.json tells" for name in wrong]
    return found


def _not_holding(ledger: Path) -> list[str]:
    """A ledger of which no table was made yet is empty: the command was stopped before its first act."""
    try:
        there = open_ledger(str(ledger), reading=True)
    except DeskError as error:
        return [] if "is an empty file" in error.what else [str(error)]
    try:
        with there.read() as connection:
            known = anchors.noted(ledger) or []
            gone = [str(one) for one in anchors.missing(connection, known)]
            return [*damage(connection, ledger), *check_chain(connection).broken, *gone]
    except DeskError as error:
        return [str(error)]
    finally:
        there.close()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _is_between(before: State, left: State, after: State) -> bool:
    """Whole steps of the command, and files of before or after: all of them unless the swap of a closing was cut."""
    steps = after.acts[: len(left.acts)] == left.acts and len(left.acts) >= len(before.acts)
    files = set(left.files) <= {*before.files, *after.files}
    return steps and files


def forked(home: Path, act: Callable[[], object]) -> int:
    """The process number of a fork that acts: it ends with DONE, TOLD or CRASHED."""
    pid = os.fork()
    if pid:
        return pid
    try:
        act()
    except DeskError as error:
        os._exit(TOLD if error.where and error.todo else CRASHED)
    except BaseException:
        (home / "crash").write_text(traceback.format_exc())
        os._exit(CRASHED)
    os._exit(DONE)


def ended(pid: int) -> int:
    """How a fork ended."""
    return os.waitpid(pid, 0)[1]


def killed(pid: int, after: float) -> int:
    """How a fork ended that was killed after so many seconds, or was done before."""
    time.sleep(after)
    os.kill(pid, signal.SIGKILL)
    return ended(pid)


@cache
def bench() -> Bench:
    """The bench of this process; its folder is removed at the end."""
    folder = TemporaryDirectory(prefix="faults-")
    _kept.append(folder)
    return Bench(Path(folder.name))


_kept: list[TemporaryDirectory[str]] = []
