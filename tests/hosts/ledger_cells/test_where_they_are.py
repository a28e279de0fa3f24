"""Functions that read the ledger: offered by Excel and Calc, and nowhere else; refreshed by a button and a command."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.buttons.memory_book import MemoryBook
from tests.buttons.sample_desk import ACTOR, SampleDesk, copy_sample
from tests.hosts.ledger_cells.cells_desk import CellsDesk, cell
from udfs import REGISTRY
from xl_addin.buttons.run import run
from xl_addin.buttons.table import BY_COMMAND
from xl_addin.buttons.work import Shell
from xl_addin.cli.main import app
from xl_addin.desk.cells.place import cells_folder, place_of
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.calc.functions import build_oxt
from xl_addin.hosts.excel.functions.dispatch import answer
from xl_addin.hosts.excel.functions.names import faults
from xl_addin.hosts.excel.functions.vba import modules
from xl_addin.hosts.excel.install.places import places
from xl_addin.hosts.ledger_cells import EVERY, FUNCTIONS
from xl_addin.hosts.web.bundle import packages
from xl_addin.hosts.web.offered import offered
from xl_addin.ledger.store import Actor

NAMES = {"DESK", "DESKLIST", "DESKWHY"}
CALLED = re.compile(rb"DESK(?:LIST|WHY)?\(")


def test_there_are_three_verbs_and_excel_takes_their_declarations() -> None:
    assert set(FUNCTIONS) == NAMES
    assert [fault for one in FUNCTIONS.values() for fault in faults(one)] == []
    assert not any(one.lasts for one in FUNCTIONS.values())  # no answer is remembered
    assert len(EVERY) == len(REGISTRY) + len(NAMES)


def test_excel_and_calc_offer_them() -> None:
    wrappers = "".join(modules(EVERY).values())
    described = build_oxt.parts(EVERY)
    for name in NAMES:
        assert f"Public Function {name}(" in wrappers
        assert f">{name}<".encode() in described["CalcAddIns.xcu"]
    assert "packages/xl_addin/hosts/ledger_cells/answers.py" in described


def test_browsers_and_the_pure_functions_know_nothing_of_them() -> None:
    assert NAMES.isdisjoint(REGISTRY)
    assert NAMES.isdisjoint(one.name for one in offered(REGISTRY))
    packed = packages(None, None)
    assert b"ledger_cells" not in packed
    assert b"xl_addin/desk" not in packed
    assert b"xl_addin/ledger" not in packed


def formulas(book: Path) -> list[str]:
    """The parts of a workbook in which one of them is called."""
    with zipfile.ZipFile(book) as parts:
        return [name for name in parts.namelist() if CALLED.search(parts.read(name))]


def test_a_closing_calls_none_of_them(desk_out: Path) -> None:
    assert formulas(desk_out / "closing-2026-10.xlsx") == []


# --- the call as Excel makes it ---


def test_excel_gets_the_answer_of_the_ledger(desk: CellsDesk) -> None:
    assert answer("DESK", ["2951510", "outstanding"], "1900|") == [[1026.0]]
    assert answer("DESK", ["2951510", "due date"], "1904|") == [[float((date(2026, 7, 15) - date(1904, 1, 1)).days)]]
    (head, first, *_) = answer("DESKLIST", ["overdue"], "1900|")
    assert head[0] == "Key"
    assert first[7] == "OVERDUE"


# --- button and command ---


class AnyBook(MemoryBook):
    """A workbook that is no month's: it has no Start."""

    def read_value(self, name: str) -> Any:
        raise DeskError(f"The workbook has no cell named {name!r}.")


def sample_ledger(home: Path) -> Path:
    sample = SampleDesk(home)
    sample.press("take_in", "match")
    return home / "guided-sample-ledger.sqlite"


def shell(desk: CellsDesk, at: datetime = ACTOR.at) -> Shell:
    return Shell(Actor("maker", at), desk.home, record=desk.record)


def test_the_button_reads_the_ledger_and_calculates_whatever_book_is_open(nobody: CellsDesk) -> None:
    ledger = sample_ledger(nobody.home / "month")
    nobody.names(ledger)
    assert "was not read for cells yet" in cell("DESKWHY", "EXA-0808")
    book = AnyBook(copy_sample(nobody.home / "any"))
    card = run("refresh_cells", book, shell(nobody))
    assert card.headline == "Desk cells refreshed"
    assert card.text().startswith("Desk cells refreshed\nAs on: 31-Oct-2026\nLedger: ")
    assert book.calculated == 1
    assert book.writes == []
    assert cell("DESK", "", "fresh") == "CURRENT"


def test_in_a_months_workbook_it_is_the_day_on_start(nobody: CellsDesk) -> None:
    home = nobody.home / "month"
    sample = SampleDesk(home)
    sample.press("take_in", "match")
    nobody.names(home / "guided-sample-ledger.sqlite")
    later = Shell(Actor("maker", datetime(2026, 11, 30, 9, 0)), home, record=nobody.record)  # noqa: DTZ001
    card = run("refresh_cells", sample.book, later)
    assert ("As on", "31-Oct-2026") in card.lines
    assert not any(what == "Look" for what, _ in card.lines)


def test_a_workbook_of_another_ledger_is_told(nobody: CellsDesk) -> None:
    nobody.names(sample_ledger(nobody.home / "mine"))
    other = SampleDesk(nobody.home / "other")
    other.press("take_in")
    card = run("refresh_cells", other.book, Shell(ACTOR, other.home, record=None))
    assert dict(card.lines)["Look"].startswith("This workbook's own ledger is another one: ")


def test_without_a_ledger_the_button_says_what_to_do(nobody: CellsDesk) -> None:
    book = AnyBook(copy_sample(nobody.home / "any"))
    with pytest.raises(DeskError, match="No ledger is named for your cells"):
        run("refresh_cells", book, shell(nobody))
    assert book.calculated == 0


def test_diagnostics_tell_what_cells_answer_from(nobody: CellsDesk) -> None:
    sample = SampleDesk(nobody.home / "month")
    told = [line for _, line in sample.press("diagnostics").lines]
    assert "DESK, DESKLIST and DESKWHY answer of no ledger: none is named in your own record" in told
    sample.press("take_in")
    nobody.names(sample.home / "guided-sample-ledger.sqlite")
    assert [one for one in sample.press("diagnostics").lines if "not read yet" in one[1]]
    run("refresh_cells", sample.book, shell(nobody))
    assert [one for one in sample.press("diagnostics").lines if "read 31-Oct-2026 18:00 as on 31-Oct-2026" in one[1]]


def test_a_removal_takes_along_what_was_read(nobody: CellsDesk) -> None:
    folder = PureWindowsPath("C:/Users/asha/AppData/Local")
    assert places(str(folder)).cells == PureWindowsPath(cells_folder({"LOCALAPPDATA": str(folder)}).as_posix())


def test_it_works_in_any_workbook_and_shows_its_result_in_a_box() -> None:
    button = BY_COMMAND["refresh_cells"]
    assert (button.needs.value, button.in_box) == ("nothing", True)


def test_the_command_does_the_same(nobody: CellsDesk) -> None:
    ledger = sample_ledger(nobody.home / "month")
    nobody.names(ledger)
    done = CliRunner().invoke(app, ["cells", "--as-on", "2026-10-31"])
    assert done.exit_code == 0, done.output
    assert "As on   31-Oct-2026" in done.output
    assert place_of(str(ledger)).is_file()
    assert place_of(str(ledger)).stat().st_mode & 0o077 == 0  # the user's alone


def test_the_command_tells_where_cells_answer_of_another_ledger(nobody: CellsDesk) -> None:
    ledger = sample_ledger(nobody.home / "month")
    done = CliRunner().invoke(app, ["cells", "--as-on", "2026-10-31", "--ledger", str(ledger)])
    assert "Your cells answer of no ledger yet, not of this one" in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-09-30", "The ledger holds nothing yet on 30/09/2026"),
        ("2026-10-30", "The as-on date is 30/10/2026, but the ledger has gone on to 31/10/2026"),
    ],
    ids=["before its first month", "the eve of its last day"],
)
def test_a_day_that_is_over_is_refused(nobody: CellsDesk, day: str, says: str) -> None:
    ledger = sample_ledger(nobody.home / "month")
    done = CliRunner().invoke(app, ["cells", "--as-on", day, "--ledger", str(ledger)])
    assert isinstance(done.exception, DeskError)
    assert done.exception.what.startswith(says)
    assert not place_of(str(ledger)).exists()
