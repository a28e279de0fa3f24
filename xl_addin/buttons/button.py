"""What a row of the table of buttons says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from xl_addin.buttons.card import Card
from xl_addin.buttons.work import Work

NOTHING_TO_UNDO = "nothing to undo."
LEDGER_AND_LISTS = "the ledger, all lists of this workbook, and the result on Start."
BY_BUTTON = "with Undo last action; Ctrl+Z does not reach it."


class Needs(Enum):
    """What must be there, besides Python, before a button can be pressed."""

    NOTHING = "nothing"  # answers even where Python is missing: by it one finds out
    MONTH = "month"


class Group(NamedTuple):
    """Buttons that stand together."""

    name: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One button: its command, the name on it, what it does and writes, how that is undone, what it runs.

    `image` is a built-in picture of Microsoft's ribbons, which needs neither licence nor sizes; hosts without a
    ribbon pass over it and over `keytip`.
    """

    command: str
    group: Group
    label: str
    tip: str
    does: str
    writes: str
    undo: str
    run: Callable[[Work], Card]
    image: str
    keytip: str
    needs: Needs = Needs.MONTH
    keeps_card: bool = False  # the card keeps what was said last
    in_box: bool = False  # the result is shown in a box alone: it is pressed in workbooks that have no card

    @property
    def is_look(self) -> bool:
        """Whether it changes nothing but the card."""
        return self.undo == NOTHING_TO_UNDO

    @property
    def details(self) -> str:
        """The text below the tip."""
        return f"{self.does}\n\nWrites: {self.writes}\nUndo: {self.undo}"


def by_group(buttons: Iterable[Button]) -> dict[Group, list[Button]]:
    """Buttons that stand together, groups in the order of their first buttons; that one is for the common act."""
    found: dict[Group, list[Button]] = {}
    for button in buttons:
        found.setdefault(button.group, []).append(button)
    return found
