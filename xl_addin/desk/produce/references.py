"""References of records: each is given once and never again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from xl_addin.desk.produce.texts import REFERENCE
from xl_addin.desk.produce.waits import NUMBERED, Wanted, with_values
from xl_addin.ledger.outbox import NEW, Outbox
from xl_addin.messages.layouts import layout

DIGITS = {"BES": 6, "BEA": 6, "ORA": 4}
LEADS = {"BES": "S", "BEA": "A"}  # before the AD code


def numbered(wanted: Iterable[Wanted], box: Outbox, day: date) -> Iterator[Wanted]:
    """Records with their references. One that gets none today is held."""
    given = _given(box, day)
    for one in wanted:
        if one.reference:
            yield one
        elif one.message not in NUMBERED:
            yield replace(one, reference=_own(one))
        else:
            whose = "" if one.message == "ORA" else one.ad_code
            given[one.message, whose] += 1
            yield _with_reference(one, whose, day, given[one.message, whose])


def _given(box: Outbox, day: date) -> Counter[tuple[str, str]]:
    """How many references of the day were given, by message and AD code, whatever became of them."""
    return Counter(
        (one.file.message, "" if one.file.message == "ORA" else one.file.ad_code)
        for one in box.records
        if one.file.day == day and one.indicator == NEW
    )


def _with_reference(one: Wanted, whose: str, day: date, number: int) -> Wanted:
    digits = DIGITS[one.message]
    if number >= 10**digits:
        return replace(one, held=f"the references of {day:%d-%b-%Y} are used up: draft it on the next day")
    reference = f"{LEADS.get(one.message, '')}{whose}{day:%y%m%d}{number:0{digits}d}"
    return replace(
        one, reference=reference, record=with_values(layout(one.message), one.record, {REFERENCE: reference})
    )


def _own(one: Wanted) -> str:
    """What tells a record without a reference of ours from others of its item: an extension by its day."""
    message = layout(one.message)
    until = one.record.values.get(message.element("extended_until"), "")
    return " ".join(filter(None, (one.orm_key or one.boe_key, until)))
