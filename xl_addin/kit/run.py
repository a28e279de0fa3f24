"""The acceptance kit: drives a real spreadsheet through functions, buttons and misuse, and writes a report."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from xl_addin import rulebook
from xl_addin.desk.atomic import atomic_text
from xl_addin.desk.person import person
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.driven import Host, drive
from xl_addin.kit.checks import CHECKS, Bench, Check
from xl_addin.kit.page import page
from xl_addin.kit.report import FAIL, PASS, Outcome, Report

_DOMAIN = "\\"


@dataclass(frozen=True, slots=True)
class Order:
    """What to run where: the host, our workbooks, the add-in (for Excel), and the folder of the report."""

    host: str
    workbooks: Path
    addin: Path
    out: Path


def run_kit(order: Order, began: datetime, say: Callable[[str], None] = lambda _: None) -> Report:
    """Runs every check and writes report.html and report.json; a check that breaks is a FAIL and the next goes on."""
    work = order.out / f"work-{began:%Y%m%d-%H%M%S}"
    started = time.perf_counter()
    with drive(order.host, order.addin) as host:
        work.mkdir(parents=True)
        outcomes = tuple(_all(Bench(host, order.workbooks, work), CHECKS, say))
        facts = (*host.facts(), ("Rules", rulebook.load().version))
    found = tuple(without_a_person(one) for one in (*outcomes, *gone(host)))
    facts = tuple((name, of_nobody(value)) for name, value in facts)
    report = Report(order.host, facts, began, time.perf_counter() - started, found, tuple(host.by_hand))
    atomic_text(order.out / "report.html", page(report))
    atomic_text(order.out / "report.json", report.as_json())
    return report


def without_a_person(one: Outcome) -> Outcome:
    """What was seen, without the name of who ran the kit."""
    return replace(one, told=of_nobody(one.told), wanted=of_nobody(one.wanted))


def of_nobody(text: str) -> str:
    """A text in which the user's folder is ~ and his name (user): the page is sent on."""
    named = text.replace(str(Path.home()), "~") if len(str(Path.home())) > 1 else text
    return re.sub(rf"\b{re.escape(person().rpartition(_DOMAIN)[2])}\b", "(user)", named)


def gone(host: Host) -> Iterator[Outcome]:
    """Whether the spreadsheet has ended with the kit."""
    ended = host.ended()
    told = "it has ended" if ended else "its process is still there"
    yield Outcome("Closing", "The spreadsheet's process is gone", PASS if ended else FAIL, told, None, "it has ended")


def _all(bench: Bench, checks: Sequence[Check], say: Callable[[str], None]) -> Iterator[Outcome]:
    for check in checks:
        say((check.__doc__ or check.__name__).split("\n", maxsplit=1)[0])
        try:
            yield from check(bench)
        except Exception as error:
            yield Outcome("Broken off", check.__name__.replace("_", " "), FAIL, _told(error))
        finally:
            _close_all(bench.host.app)


def _told(error: Exception) -> str:
    """The data are fictional, so the error may be told whole."""
    if isinstance(error, DeskError):
        return str(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" ({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})"
    return f"{type(error).__name__}: {error}{place}"


def _close_all(app: Any) -> None:
    """What a check that broke has left open."""
    for book in list(app.books):
        book.close()
