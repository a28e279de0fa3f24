"""What holds a record back: the order that IDPMS asks for. Rules 5.13.

Nothing goes of an AD code without a cut-over. Remittance and bill of entry are in IDPMS before anything is said of
them; nothing is said of a bill of entry that is closed; one extension is answered before the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from xl_addin.desk.month.acknowledged import orm_reflected, waits
from xl_addin.desk.month.evidence import APPROVAL, in_lieu
from xl_addin.desk.produce.books import Books
from xl_addin.desk.produce.texts import CLOSES
from xl_addin.desk.produce.units import Unit
from xl_addin.engine.idpms.bars import NEVER
from xl_addin.ledger.outbox import PASSED
from xl_addin.messages.layouts import layout


def barred(books: Books, unit: Unit) -> Iterator[str]:
    """All that holds the record of a unit back."""
    yield from no_cut_over(books, unit.ad_code)
    for hold in _HOLDS.get(unit.message, ()):
        yield from hold(books, unit)


def no_cut_over(books: Books, ad_code: str) -> Iterator[str]:
    """Nothing of an AD code goes without its cut-over, a correction of what went before neither."""
    if ad_code not in books.cut_overs:
        yield f"AD code {ad_code} has no cut-over: what was reported outside is not known (propose cut-over)"


def _orm_is_there(books: Books, unit: Unit) -> Iterator[str]:
    item = books.month.orms[unit.orm_key]
    if not orm_reflected(books.month, item):
        yield f"the ORM message of {item.key} is not acknowledged: take in its reply, or report it (propose report)"


def _boe_is_there(books: Books, unit: Unit) -> Iterator[str]:
    live = books.by_boe.get(unit.boe_key)
    if live and waits(live[0].record, books.month.said_of_boe(live[0].record), books.month.as_on):
        yield f"{NEVER}: the manual bill of entry {unit.boe_key} is not acknowledged"


def _is_marked(books: Books, unit: Unit) -> Iterator[str]:
    """Evidence in lieu goes with its approval: no table of ours knows where the bank's specification has it."""
    record = books.by_boe[unit.boe_key][0].record
    said = books.month.said_of_boe(record)
    if not in_lieu(said):
        return
    if not said.get(APPROVAL):
        yield f"{APPROVAL} of {unit.boe_key} is missing: evidence in lieu goes with it"
    if not layout(unit.message).element(APPROVAL):
        yield (
            f"{unit.boe_key} is in lieu of a bill of entry, and no element of {unit.message} holds its approval: name "
            f"one in the bank's fields.csv (field {APPROVAL}, and in_lieu for the mark)"
        )


def _boe_is_open(books: Books, unit: Unit) -> Iterator[str]:
    """Nothing more is said of a bill of entry that a record has closed, unless that is cancelled."""
    for one in books.live_of_boe.get(unit.boe_key, ()):
        if one.closing == CLOSES:
            yield f"{one.file.message} {one.reference} closes {unit.boe_key}: it is cancelled first"


def _one_at_a_time(books: Books, unit: Unit) -> Iterator[str]:
    for one in books.live_of_boe.get(unit.boe_key, ()):
        if one.file.message == unit.message and one.state != PASSED:
            yield f"the extension in {one.file.file} is not answered"


def closing_waits(books: Books, boe_key: str, others: int) -> str:
    """Why the record that closes a bill of entry may not go yet; "" where all others of it have passed."""
    open_now = [one for one in books.live_of_boe.get(boe_key, ()) if one.state != PASSED]
    said = [one.reference for one in open_now if one.closing]
    if not said and not others:
        return ""
    told = f"{', '.join(said[:3])} of it {'is' if len(said) == 1 else 'are'} not acknowledged" if said else ""
    more = f"{others} more of it wait{'s' if others == 1 else ''}" if others else ""
    return f"it closes {boe_key}, and {' and '.join(filter(None, (told, more)))}"


_Hold = Callable[[Books, Unit], Iterator[str]]
_HOLDS: Mapping[str, tuple[_Hold, ...]] = {
    "BES": (_orm_is_there, _boe_is_there, _boe_is_open),
    "ORA": (_orm_is_there,),
    "BEA": (_boe_is_there, _boe_is_open),
    "BEE": (_boe_is_there, _boe_is_open, _one_at_a_time),
    "MBE": (_is_marked,),
}
