"""The buttons of the guided sample as the kit presses them, what it types before, and what it looks at after."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xl_addin.buttons.table import BY_COMMAND, LABELS
from xl_addin.hosts.driven import Host
from xl_addin.hosts.live.book import LiveBook, live_book
from xl_addin.kit.open import opened, save
from xl_addin.kit.presses import LAST_PRESS, PRESSES, Answer, Press
from xl_addin.kit.report import FAIL, PASS, Outcome
from xl_addin.workbook.books.port import SheetTable
from xl_addin.workbook.month.layout import LAST, RESULT

PART = "Buttons on the guided sample"
_KEPT = "tblOrm"


def buttons(host: Host, book: Any) -> Iterator[Outcome]:
    """Each press: what the card says, that totals tie, what the lists say, that the host's settings are as before."""
    for number, press in enumerate(PRESSES, 1):
        yield from _pressed(host, book, number, press)


def _pressed(host: Host, book: Any, number: int, press: Press) -> Iterator[Outcome]:
    desk, before = live_book(book), settings(host.app)
    for answer in press.answers:
        _type(book, desk, answer)
    if press.stand is not None:
        desk.go_to(*_place(desk.read_table(press.stand[0]), press.stand[1]))
    began = time.perf_counter()
    state, message = host.press(press.command, book)
    seconds = time.perf_counter() - began
    card = "" if BY_COMMAND[press.command].keeps_card else _card(desk)
    faults = _not_refused(press, state, message) if press.refuses else list(_faults(desk, press, state, card))
    if settings(host.app) != before:
        faults.append(f"settings were {before}, are {settings(host.app)}")
    told = "; ".join(faults) or str(desk.read_value(LAST) if card else desk.selection())
    told = told if state == "done" else f"{told}: {message}"
    name = f"{number}. {LABELS[press.command]}"
    yield Outcome(PART, name, FAIL if faults else PASS, told, seconds, _wanted(press))


def _wanted(press: Press) -> str:
    """What a press must come to, in words."""
    ties, lands = "totals tie" if press.ties else "", f"stands on {press.lands}" if press.lands else ""
    shown = [f"{one.header} of {one.row}: {one.text}" for one in press.shows]
    refused = f"{'done, or ' if press.or_done else ''}refused: {press.refuses}" if press.refuses else ""
    return "; ".join(filter(None, [refused, press.says, ties, lands, *shown])) or "done"


def _not_refused(press: Press, state: str, message: str) -> list[str]:
    if (state == "done" and press.or_done) or (state != "done" and press.refuses in message):
        return []
    return [f"the refusal does not say {press.refuses!r}: {state}"]


def _faults(desk: LiveBook, press: Press, state: str, card: str) -> Iterator[str]:
    if state != "done":
        yield "refused"
        return
    if press.says not in card:
        yield f"the card does not say {press.says!r}: {card[:200]}"
    if press.ties and "Totals tie: Yes" not in card:
        yield "totals do not tie"
    if press.lands and desk.selection()[0] != press.lands:
        yield f"stands on {desk.selection()[0]}, not on {press.lands}"
    for wanted in press.shows:
        seen = _seen(desk.read_table(wanted.table), wanted)
        if seen != wanted.text:
            yield f"{wanted.header} of {wanted.row} is {seen!r}, not {wanted.text!r}"


def settings(app: Any) -> tuple[Any, ...]:
    """What a macro changes for its time."""
    return app.calculation, app.screen_updating, app.enable_events, app.status_bar


def _card(desk: LiveBook) -> str:
    """The result card as one text."""
    rows = desk.read_table(RESULT.name).rows
    return "\n".join([str(desk.read_value(LAST)), *(f"{what}: {told}" if what else str(told) for what, told in rows)])


def _row(sheet: SheetTable, key: str) -> int:
    """Which row has the key in one of its cells, counted from 0."""
    return next(at for at, row in enumerate(sheet.rows) if any(str(cell) == key for cell in row))


def _place(sheet: SheetTable, key: str) -> tuple[str, int, int]:
    return sheet.sheet, sheet.header_row + 1 + _row(sheet, key), sheet.first_column


def _seen(sheet: SheetTable, wanted: Answer) -> Any:
    return sheet.rows[_row(sheet, wanted.row)][sheet.headers.index(wanted.header)]


def _type(book: Any, desk: LiveBook, answer: Answer) -> None:
    """Types text into a cell, as a person does; an apostrophe keeps a formula a text."""
    sheet = desk.read_table(answer.table)
    page, row, column = _place(sheet, answer.row)
    cell = book.sheets[page].range((row, column + sheet.headers.index(answer.header)))
    cell.api.Value2 = f"'{answer.text}" if answer.text.startswith("=") else answer.text


def saved(host: Host, book: Any) -> Iterator[Outcome]:
    """The lists are the same after saving, closing and opening; then the sample begins anew."""
    before, path = live_book(book).read_table(_KEPT).rows, book.fullname
    save(book)
    book.close()
    again = opened(host.app, path)
    after = live_book(again).read_table(_KEPT).rows
    state = PASS if after == before and len(after) > 1 else FAIL
    yield Outcome(PART, "saved, closed and opened, a list is the same", state, f"{len(after)} rows of {_KEPT}")
    yield from _pressed(host, again, len(PRESSES) + 1, LAST_PRESS)
    again.close()


def closings(host: Host, folder: Path) -> Iterator[Outcome]:
    """What Close month and Freeze have written opens."""
    for path in sorted(folder.glob("guided-sample-closing/*.xlsx")):
        found = opened(host.app, path)
        count = len(list(found.sheets))
        yield Outcome(PART, f"{path.name} opens without repair", PASS if count else FAIL, f"{count} sheets")
        found.close()
