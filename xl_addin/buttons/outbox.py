"""The buttons of the outbox: draft files for IDPMS, let them go, see what waits. Replies come in with the extracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from xl_addin.buttons.card import Card, labelled
from xl_addin.buttons.month import Month, open_month
from xl_addin.buttons.work import Work
from xl_addin.desk.produce.draft import Order, produce
from xl_addin.desk.produce.files import HOMES
from xl_addin.desk.produce.let_go import Done, named, release
from xl_addin.desk.produce.look import look
from xl_addin.desk.produce.told import done_lines, produced_lines
from xl_addin.desk.settings import FILE
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError
from xl_addin.ledger.outbox import RELEASED, OutFile

FIRST, LAST, ASKED = 30, 5, 10  # lines told of many: of the outbox, its last ones, in a question


def draft_messages(work: Work) -> Card:
    """Drafts the files for IDPMS of what was approved or posted and has no message yet."""
    folder = outgoing_of(work)
    with open_month(work) as month:
        told = produce(month.ledger, month.law, order_of(work, month, folder), progress=work.progress)
        headline = f"Drafted: {len(told.planned)} files, {len(told.held):,} records held"
        return month.card(headline, short(produced_lines(told, only_list=False)))


def let_go(work: Work) -> Card:
    """Lets drafted files go, as another person than who drafted them: shows first which, and asks."""
    folder = outgoing_of(work)
    with open_month(work) as month:
        order = order_of(work, month, folder)
        may = release(month.ledger, month.law, order, named(()), only_list=True, progress=work.progress)
        if may.files and not work.shell.agrees(_asked(may, folder)):
            return Card("Not let go", labelled("Still drafts", short(map(told_file, may.files))))
        shown = {one.number for one in may.files}  # no more than what was asked for
        done = release(month.ledger, month.law, order, lambda one: one.number in shown, progress=work.progress)
        told = Done(done.files, (*may.barred, *done.barred), done.faults)
        return month.card(f"Let go: {len(told.files)} files, {len(told.barred)} not", short(_let_go(told, folder)))


def outbox(work: Work) -> Card:
    """Shows what waits between the desk and IDPMS; changes nothing."""
    with open_month(work, keep=False, writes=False) as month:
        lines = look(month.ledger, work.as_on, closes=work.settings.closes_boes)
    return Card("Outbox", labelled("Waits", short(lines)), is_shown=True)


def order_of(work: Work, month: Month, folder: Path) -> Order:
    """Who acts, on which day, into which folder."""
    return Order(work.as_on, month.actor, folder, work.settings.closes_boes)


def outgoing_of(work: Work) -> Path:
    """The folder of the files for IDPMS; DeskError where the desk has named none."""
    if (folder := work.settings.path("outgoing")) is None:
        raise DeskError(
            "No folder for the files of IDPMS is named.",
            f"Setting outgoing; it may stand in {work.shell.home / FILE}.",
            f'Write outgoing = "FOLDER" into that file, or where you have none, say it once for all: '
            f"{typed('desk --set outgoing=FOLDER')}. Then press the button again. Nothing was done.",
        )
    return folder


def _asked(may: Done, folder: Path) -> str:
    """What is asked before files are let go: which, and that they never change from then on."""
    files = [*map(told_file, may.files)]
    more = [f"… and {len(files) - ASKED:,} more files"] if len(files) > ASKED else []
    head = f"Let {len(files):,} files for IDPMS go?"
    return "\n".join((head, "", *files[:ASKED], *more, "", f"They move to {_released(folder)} and never change again."))


def told_file(one: OutFile) -> str:
    """A file as a question and a card name it."""
    return f"{one.number} {one.file}, {one.records:,} records, drafted by {one.drafter}"


def _let_go(told: Done, folder: Path) -> Iterator[str]:
    if not told.files and not told.barred:
        yield "No draft waits to be let go."
        yield from told.faults
        return
    yield from done_lines(told, "Let go")
    if told.files:
        yield f"Upload them from {_released(folder)}, then say so: the button Sent, or {typed('sent NUMBER')}."


def _released(folder: Path) -> Path:
    return folder / HOMES[RELEASED]


def short(lines: Iterable[str]) -> list[str]:
    """Lines as a card has room for them: the first and the last, for the last tell what is wrong."""
    told = [*lines]
    left = len(told) - FIRST - LAST
    if left <= 1:
        return told
    return [*told[:FIRST], f"… and {left:,} more lines: see {typed('outbox')}", *told[-LAST:]]
