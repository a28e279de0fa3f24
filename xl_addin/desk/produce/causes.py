"""Why IDPMS does not have an item as the ledger has it, by what the outbox knows of its message."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.waits import Waiting, Wanted
from xl_addin.ledger.acts import REPORT_ORM, UPLOAD_BOE
from xl_addin.ledger.outbox import CANCEL, DRAFTED, DROPPED, FAILED, PASSED, SENT_ON, OutRecord
from xl_addin.messages.errors import SUCCESS, explained

REMITTANCES, BILLS = "Remittances", "Bills of entry"
WAITS, HELD, SENT, REFUSED = "WAITS", "HELD", SENT_ON, FAILED  # causes; CHECK where nobody knows any
_MESSAGE = {REMITTANCES: "ORM", BILLS: "MBE"}
_ACT = {REMITTANCES: REPORT_ORM.word, BILLS: UPLOAD_BOE.word}


class Cause(NamedTuple):
    """Why an item is not the same on all three: a word, the cause and what is to be done."""

    word: str
    why: str
    todo: str


class Causes:
    """What the outbox knows of each item that IDPMS does not have as the ledger has it."""

    def __init__(self, books: Books, found: Waiting) -> None:
        self._books, self._found = books, found

    @cached_property
    def _wanted(self) -> dict[tuple[str, str], Wanted]:
        return {(one.message, one.orm_key or one.boe_key): one for one in self._found.wanted}

    @cached_property
    def _last(self) -> dict[tuple[str, str], OutRecord]:
        told = (one for one in self._books.box.records if one.state != DROPPED)
        return {(one.file.message, one.orm_key or one.boe_key): one for one in told}

    @cached_property
    def _asked(self) -> dict[tuple[str, str], str]:
        return {(one.act, one.item_key): str(one.number) for one in self._books.proposals if one.waits}

    def told_minor(self, key: str, otherwise: int) -> int:
        """What IDPMS was told of a remittance by our own message, where it has passed one."""
        last = self._last.get((_MESSAGE[REMITTANCES], key))
        return last.amount_minor if last and last.state == PASSED and last.indicator != CANCEL else otherwise

    def of(self, side: str, key: str) -> Cause | None:
        """The cause by what was drafted, let go, refused, held or proposed; None where the outbox has nothing of it."""
        last, wanted = self._last.get((_MESSAGE[side], key)), self._wanted.get((_MESSAGE[side], key))
        if last is not None and last.state == FAILED:
            return _refused(last)
        if last is not None and last.state == DRAFTED:
            return Cause(
                WAITS, f"its record stands in the draft {last.file.number}", "Another person lets it go: release."
            )
        if last is not None and last.is_open:
            return Cause(SENT, f"{last.file.file} is not answered", "Take its reply in: inbox.")
        if wanted is not None:
            todo = "Do what the reason names; the next produce drafts it."
            return (
                Cause(HELD, wanted.held, todo) if wanted.held else Cause(WAITS, "approved, not drafted", "Run produce.")
            )
        if number := self._asked.get((_ACT[side], key)):
            return Cause(WAITS, f"proposed as {number}", "Another person answers it: approve.")
        return None


def _refused(last: OutRecord) -> Cause:
    codes = [code for code in last.replies[-1].codes if code != SUCCESS] if last.replies else []
    told = [explained(code) for code in codes]
    why = "; ".join(f"{code}: {one.meaning}" for code, one in zip(codes, told, strict=True))
    return Cause(
        REFUSED, f"IDPMS refused it, {why}" if why else "IDPMS refused it", told[0].repair if told else "See Messages."
    )
