"""The result card at the end of a command: the month after the act, in the terminal and as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.domain.errors import DeskError

if TYPE_CHECKING:
    from xl_addin.cli.shared import StatusLine
    from xl_addin.desk.close.card import ResultCard
    from xl_addin.desk.settings import Settings
    from xl_addin.ledger import Ledger
    from xl_addin.ledger.store import Actor

CardFile = Annotated[
    Path | None, typer.Option("--card", help="File for the result card (JSON), for another program; see docs/card.md.")
]


def after(
    ledger: Ledger,
    found: Settings,
    as_on: date,
    who: Actor,
    say: StatusLine,
    told: tuple[str, Iterable[str], Mapping[str, int]],
    path: Path | None = None,
) -> list[str]:
    """What was done (act, sentences, counts), and the month after it; the act stands where that cannot be told."""
    from xl_addin.desk.close.card import ResultCard
    from xl_addin.desk.month.now import month_now

    act, sentences, counts = told
    done = tuple(sentences)
    try:
        now = month_now(ledger, as_on, found.law(), say, short=True)
        card = ResultCard(
            act, f"{act}, as on {as_on:%d-%b-%Y}", done, now.closing.view, now.head, ledger.where, who, counts
        )
        return kept(card, path)
    except DeskError as error:
        return [*done, f"What waits is not told: {error.what} {error.where} {error.todo}"]


def kept(card: ResultCard, path: Path | None) -> list[str]:
    """The lines of a card, which is written to a file where one is named; the act stands where that cannot be."""
    from xl_addin.desk.close.card import printed, write_card

    lines = printed(card)
    if path is None:
        return lines
    try:
        return [*lines, f"Card: {write_card(card, path)}"]
    except DeskError as error:
        return [*lines, f"The card was not written: {error.what} {error.where} {error.todo}"]
