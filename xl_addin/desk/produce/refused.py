"""What IDPMS refused: the records, and the cancellations among them, which wait for a person and are never tried anew.

Any other refused record is drafted anew once its cause is mended. A cancellation would be refused as it was, day after
day: a person looks into it, and says that it is to be tried again, or was done in IDPMS by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.desk.produce.books import Books
from xl_addin.desk.started import typed
from xl_addin.ledger.outbox import AGAIN, CANCEL, DONE_THERE, FAILED, PARTIAL, OutRecord

BUTTONS = "in the month's book: Cancel again, Cancelled there"


def refused(books: Books) -> list[OutRecord]:
    """Records that IDPMS refused, whole or in part, of which something stands in no other record."""
    stands = {origin for one in books.box.records if one.is_live and one.state != PARTIAL for origin in one.origins}
    tried = {_which(one): one.number for one in books.box.records if one.indicator == CANCEL and one.is_live}
    return [
        one
        for one in books.box.records
        if one.state in (FAILED, PARTIAL)
        and (
            one.said != DONE_THERE and not tried.get(_which(one), one.number) > one.number
            if one.indicator == CANCEL
            else any(origin not in stands for origin in one.origins)
        )
    ]


def refused_cancellations(books: Books) -> Iterator[OutRecord]:
    """The last try of each cancellation, where IDPMS refused it and nobody has said yet what becomes of it."""
    tries = {_which(one): one for one in books.box.records if one.indicator == CANCEL and one.file.released_by}
    yield from (one for one in tries.values() if one.state in (FAILED, PARTIAL) and one.said not in (AGAIN, DONE_THERE))


def waits_for_a_person(one: OutRecord) -> str:
    """What holds its next try."""
    codes = ", ".join(one.replies[-1].codes)
    return f"IDPMS refused its cancellation in {one.file.file} ({codes}): {what_helps(one)}"


def what_helps(one: OutRecord) -> str:
    """What a person says of a refused cancellation once he has looked into it."""
    command = typed(f"refused '{one.reference}' --again --reason WHY")
    there = f"or --done-there where it was cancelled in IDPMS by hand ({BUTTONS})"
    return f"look into it, then {command}, {there}"


def _which(one: OutRecord) -> tuple[str, str]:
    return one.file.message, one.reference
