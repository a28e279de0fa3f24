"""Names of files and references of records: each is given once and never again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from xl_addin.desk.produce.build import REFERENCE
from xl_addin.desk.produce.waits import NUMBERED, Wanted, with_values
from xl_addin.domain.errors import DeskError
from xl_addin.ledger.outbox import NEW, Outbox
from xl_addin.messages.layouts import layout
from xl_addin.messages.model import Layout

_RUNNING = re.compile(r"\{(n+)\}")
DIGITS = {"BES": 6, "BEA": 6, "ORA": 4}
LEADS = {"BES": "S", "BEA": "A"}  # before the AD code


def file_name(message: Layout, ad_code: str, day: date, running: int) -> str:
    """The name of a file by the pattern of its message; DeskError where the numbers of the day are used up."""
    found = _RUNNING.search(message.file_name)
    width = len(found[1]) if found else 0
    if width and running >= 10**width:
        raise DeskError(
            f"The file names of {day:%d-%b-%Y} for {message.message} are used up: {10**width - 1} were given.",
            f"AD code {ad_code}, pattern {message.file_name}.",
            "Draft the rest on the next day, or let the pattern have more digits in the bank's own table of messages.",
        )
    days = {"{ad_code}": ad_code, "{ddMMyyyy}": f"{day:%d%m%Y}", "{yyyyMMdd}": f"{day:%Y%m%d}"}
    name = _RUNNING.sub(f"{running:0{width}d}", message.file_name)
    for place, text in days.items():
        name = name.replace(place, text)
    return name


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
