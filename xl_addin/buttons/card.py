"""The result card: what a button did, in one headline and lines, written to Start in one block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.books.port import Book, without_again
from xl_addin.workbook.month.layout import LAST, RESULT

Line = tuple[str, str]
CARD_ROWS = 90  # rows that a card may take


@dataclass(frozen=True, slots=True)
class Card:
    """What was run, and what came of it: label and sentence of each line."""

    headline: str
    lines: tuple[Line, ...] = ()
    is_shown: bool = False  # the person is taken to the card

    def text(self) -> str:
        """The card as one message."""
        return "\n".join([self.headline, *(f"{what}: {told}" if what else told for what, told in self.lines)])


class Stopped(DeskError):
    """The person pressed Esc: no fault; the step that was running left nothing behind."""

    def __init__(self, at: str) -> None:
        super().__init__(
            f"Stopped at your word: {at}.",
            "Nothing of that step was kept; what was finished before stands.",
            "Press the button again to go on.",
        )


class Unshown(DeskError):
    """An act that is done, and that the open book could not show: pressing again would do a second one."""

    def __init__(self, done: str, missing: str, error: DeskError, instead: str) -> None:
        todo = without_again(error.todo)
        super().__init__(
            f"{done}. That is done; only {missing}: {error.what}", error.where, f"{todo} {instead}".strip()
        )


def labelled(label: str, told: Iterable[str]) -> tuple[Line, ...]:
    """Lines under one label; blank ones are left out."""
    texts = [" ".join(line.split()) for line in told if line.strip()]
    return tuple((label if not place else "", text) for place, text in enumerate(texts))


def error_card(title: str, error: DeskError) -> Card:
    """What happened, where, and what to do."""
    ends = {Stopped: "stopped", Unshown: "done, but not shown"}
    head = f"{title}: {ends.get(type(error), 'not done')}"
    parts = (("What", error.what), ("Where", error.where), ("What to do", error.todo))
    return Card(head, tuple((label, text) for label, text in parts if text))


def put_card(book: Book, card: Card) -> None:
    """Writes the card: the headline into its cell, the lines as one block."""
    with book.at_work():
        book.write_value(LAST, card.headline)
        lines = card.lines or (("", "nothing to tell"),)
        book.write_table(RESULT.name, lines, [column.header for column in RESULT.columns])
    if card.is_shown:
        place = book.read_table(RESULT.name)
        book.go_to(place.sheet, place.header_row + 1, place.first_column)
