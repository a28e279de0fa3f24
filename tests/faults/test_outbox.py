"""The outbox and the papers with each of their writes failing once, and killed before each of their calls.

Nothing is lost and nothing doubled: it is done again by the same command, and then each record is there once, in a
file that is the ledger's byte for byte and lies where its state says.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("forks, and limits of the system", allow_module_level=True)

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, csv_text
from tests.desk.produce.outgoing import Out, reply_to, settled
from tests.faults.harness import TOLD, ended, forked
from tests.faults.system_calls import fail_call
from xl_addin.desk.papers.again import again, missing_in
from xl_addin.desk.papers.issue import Office, Order
from xl_addin.desk.papers.issue_slips import issue_slips
from xl_addin.desk.papers.templates import Templates
from xl_addin.desk.produce.files import path_of, sha256_of
from xl_addin.desk.produce.say_refused import NONE_WAITS, say_refused
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables
from xl_addin.ledger.chain import check_chain
from xl_addin.ledger.outbox import DONE_THERE
from xl_addin.ledger.papers import issued

CALLS = ("sqlite pwrite64", "write", "rename", "unlink")
MANY = 200
NAME = "0009001_RBI3110202601.bes.xml"


@dataclass(frozen=True)
class Case:
    """What the desk has done before, what it does, and where the file lies in the end."""

    name: str
    before: Callable[[Out], object]
    act: Callable[[Out], object]
    lies: str
    state: str
    records: int = 1


def _nothing(_: Out) -> None:
    """The settlement is posted."""


def _let_go(desk: Out) -> None:
    desk.produce()
    assert desk.release().barred == ()


def _answered(desk: Out) -> None:
    """The reply lies in a folder, to be taken in."""
    _let_go(desk)
    name, content = reply_to(desk, "BES", "SUCCESS")
    (desk.folder({}, "came") / name).write_bytes(content)


def _take(desk: Out) -> None:
    desk.take_folder(desk.home / "came")


def _refused_to_cancel(desk: Out) -> None:
    """What was let go was passed in part, and IDPMS has refused its cancellation."""
    _let_go(desk)
    desk.reply(*reply_to(desk, "BES", "SUCCESS", invoices="E_INV_1"))
    desk.produce()
    assert desk.release().barred == ()
    (first,) = (desk.folder_out / "released").glob("*01.bes.xml")
    content = first.read_bytes()
    first.unlink()
    desk.reply(*reply_to(desk, "BES", "E_STATUS", name="c.failbesAck"))
    first.write_bytes(content)


def _say(desk: Out) -> None:
    said = say_refused(desk.ledger, desk.law, OCTOBER, ACTOR, ("S0009001261031000001",), DONE_THERE, "seen there")
    assert said.barred in ((), (("S0009001261031000001", NONE_WAITS),))  # said before the fault


def _master(desk: Out) -> None:
    """Whom the papers are for."""
    desk.take({"importers.csv": csv_text([IMPORTER]), "rates.csv": "date,currency,inr_per_unit\n2026-10-30,USD,90\n"})


def _papers(desk: Out) -> None:
    """Issued, and what a run that was stopped left without its file made again, as the desk is told to."""
    folder = desk.home / "papers"
    issue_slips(Office(desk.ledger, OCTOBER, desk.law, ACTOR, "Namuna Bank", Order(folder, Templates())))
    again(desk.ledger, missing_in(desk.ledger, folder), folder)


def _papers_are_there_once(desk: Out) -> None:
    """Each number once, each file as it was issued, and nothing else in the folder."""
    with desk.ledger.read() as connection:
        known = issued(connection)
    assert len({one.number for one in known}) == len(known)
    assert len({(one.kind, one.item_key) for one in known}) == len(known)
    folder = desk.home / "papers"
    lying = (
        {path.name: sha256_of(path) for path in folder.iterdir() if path.suffix in (".pdf", ".docx")} if known else {}
    )
    assert lying == {one.file: one.sha256 for one in known}


CASES = (
    Case("produce", _nothing, lambda desk: desk.produce(), f"draft/{NAME}", "DRAFT"),
    Case("release", lambda desk: desk.produce(), lambda desk: desk.release(), f"released/{NAME}", "RELEASED"),
    Case("drop", lambda desk: desk.produce(), lambda desk: desk.drop(), "", "DROPPED"),
    Case("sent", _let_go, lambda desk: desk.sent(), f"sent/{NAME}", "RELEASED SENT"),
    Case("reply", _answered, _take, f"released/{NAME}", "PASS"),
    Case("word on a refused cancellation", _refused_to_cancel, _say, f"released/{NAME}", "CANCELLED", records=2),
    Case("papers", _master, _papers, "", "", records=0),
)


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Case, Path]:
    """A desk that is about to do it."""
    home = tmp_path / "desk"
    home.mkdir()
    desk = settled(home)
    request.param.before(desk)
    desk.ledger.close()
    return request.param, home


def _under(case: Case, home: Path, fault: Callable[[], None]) -> int:
    """How the act ended under a fault: 0 done, TOLD an error in three parts; -9 killed."""

    def act() -> None:
        desk = Out(home)
        fault()
        try:
            case.act(desk)
        except DeskError:
            os._exit(TOLD)

    status = ended(forked(home.parent, act))
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _then_again(case: Case, home: Path) -> None:
    """Done once more, it is done once."""
    desk = Out(home)
    desk.folder_out.mkdir(exist_ok=True)
    case.act(desk)
    assert len(desk.rows(tables.message_files)) == len(desk.rows(tables.message_records)) == case.records
    assert len(desk.rows(tables.releases)) <= case.records
    assert len(desk.rows(tables.message_replies)) <= case.records
    assert len(desk.rows(tables.message_marks)) <= 1
    records = desk.books().box.records
    assert [one.state in case.state.split() for one in records[:1]] == [True] * bool(case.records)
    assert case.lies in (desk.lying[:1] or [""])
    for one in records if case.lies else ():
        assert sha256_of(path_of(desk.folder_out, one.file)) == one.file.sha256
    _papers_are_there_once(desk)
    with desk.ledger.read() as connection:
        assert not check_chain(connection).broken
    desk.ledger.close()


def _trials(case: Case, home: Path, fault: Callable[[int], Callable[[], None]]) -> list[int]:
    """How trials 1, 2, 3 … ended, up to the first that met no fault."""
    found: list[int] = []
    for number in range(1, MANY):
        copy = home.with_name(f"desk {number}")
        shutil.copytree(home, copy)
        told = _under(case, copy, fault(number))
        _then_again(case, copy)
        shutil.rmtree(copy)
        if told == 0:
            return found
        found.append(told)
    raise AssertionError(f"after {MANY} there is still a fault: {found}")


@pytest.mark.parametrize("call", CALLS)
def test_case_84_every_write_of_the_outbox_fails_once(case: tuple[Case, Path], call: str) -> None:
    """A full disk at the n-th call: told in three parts, and done by the same command once there is space."""
    assert set(_trials(*case, lambda n: lambda: fail_call(call, n, errno.ENOSPC))) <= {TOLD}


def _killed(at: int) -> None:
    """The process is killed just before its n-th call that changes the disk."""
    met = 0

    def instead(real: Callable[..., object]) -> Callable[..., object]:
        def counted(*given: object, **named: object) -> object:
            nonlocal met
            met += 1
            if met == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return counted

    for name in ("write", "fsync", "rename", "replace", "mkdir", "unlink", "open"):
        setattr(os, name, instead(getattr(os, name)))


def test_case_65_the_outbox_is_killed_before_each_of_its_calls(case: tuple[Case, Path]) -> None:
    assert set(_trials(*case, lambda n: lambda: _killed(n))) <= {-signal.SIGKILL}
