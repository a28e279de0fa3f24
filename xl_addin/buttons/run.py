"""A press of a button, whoever holds the book: the row of its command is run, and the card written."""

from __future__ import annotations

from contextlib import suppress

from xl_addin.buttons.button import Button
from xl_addin.buttons.card import Card, Stopped, Unshown, error_card, put_card
from xl_addin.buttons.table import BY_COMMAND, LABELS
from xl_addin.buttons.work import Shell, Work
from xl_addin.domain.errors import DeskError
from xl_addin.messages.layouts import messages_kept
from xl_addin.rulebook.registers_in_force import registers_kept
from xl_addin.workbook.books.port import Book

_AT_WORK: set[str] = set()  # books in which a button is at work: a host that waits for us may send another press


def run(command: str, book: Book, shell: Shell) -> Card:
    """Does what a button says and writes the card. Esc gives a card that says so; DeskError goes on to the host."""
    button = known_button(command)
    place = f"{shell.home}/{book.name}"
    if place in _AT_WORK:
        raise DeskError(
            "A button of this book is still at work: this press did nothing.",
            f"Book {book.name}.",
            "Wait for its result on Start, or stop it with Esc.",
        )
    _AT_WORK.add(place)
    try:
        return _pressed(button, book, shell)
    finally:
        _AT_WORK.discard(place)


def _pressed(button: Button, book: Book, shell: Shell) -> Card:
    try:
        with registers_kept(), messages_kept():  # worksheet functions and other books have their own
            card = button.run(Work(book, shell, LABELS))
    except Stopped as stopped:
        card = error_card(button.label, stopped)
    except DeskError as error:
        with suppress(DeskError):  # the first error counts; a book without a card shows it in the host's message
            put_card(book, error_card(button.label, error))
        raise
    finally:
        book.status("")
    if not (button.keeps_card or button.in_box):
        _show(book, button, card)
    return card


def _show(book: Book, button: Button, card: Card) -> None:
    """Writes the card; where that fails after an act, the error says that the act is done."""
    try:
        put_card(book, card)
    except DeskError as error:
        if button.is_look:
            raise
        instead = f"Do not press {button.label} again: nothing is left to do."
        raise Unshown(card.headline, "the card could not be written", error, instead) from error


def known_button(command: str) -> Button:
    """The row of a command; DeskError where there is none."""
    if command not in BY_COMMAND:
        raise DeskError(f"There is no command {command!r}.", "Import Desk tab.", f"Known: {', '.join(BY_COMMAND)}.")
    return BY_COMMAND[command]
