"""What a cell gets: a figure, a list, a sentence. A name that is not known is an error, told with those that are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from udfs._ranges import RangeRefused
from udfs._registry import CellError
from xl_addin.domain.identifiers import BOE_LENGTH, IEC_LENGTH
from xl_addin.domain.texts import clean
from xl_addin.engine.plain_words import amount_in_words
from xl_addin.hosts.ledger_cells.shared import STALE, SharedDesk
from xl_addin.rulebook.registers_rates import RUPEE

if TYPE_CHECKING:
    from xl_addin.desk.cells.snapshot import Snapshot

AS_OF, FRESH, LEDGER, REFRESHED = "as of", "fresh", "ledger", "refreshed at"
OF_DESK = (AS_OF, FRESH, LEDGER, REFRESHED)
STATUS, NAMES_SHOWN = "status", 3
IEC, IMPORTER, CURRENCY, TODAY = "IEC", "Importer", "Currency", "today"
# What the headline of an item rests on, the first that it has.
HEADLINES = ("PAYMENT", "ADVANCE", "FOLLOWUP", "SETTLEMENT")
NOTHING, NOTHING_OF_THAT = "no question is open on it", "nothing of that is decided or settled on it"
MOVED = "the ledger has moved since: press Refresh desk cells"
_NO_SIGN = re.compile("[^a-z0-9]+")


def figure(desk: SharedDesk, key: str, field: str) -> Any:
    """The value of a field of an item, or of the desk."""
    found = desk.snapshot()
    name = _named(field, (*found.fields, *OF_DESK), "field")
    if name in OF_DESK:
        return _of_desk(desk, found, name)
    if not key:
        return ""
    return _of_item(found, key_of(found, key), name)


def _of_item(found: Snapshot, key: str, name: str) -> Any:
    from xl_addin.desk.cells.snapshot import cell

    value = cell(found.items[key][found.fields.index(name)])
    if value is None:
        raise RangeRefused(CellError.NA, f"{key} has no {name} as on {found.as_on:%d-%b-%Y}. DESKWHY(key) says more")
    return value


def _of_desk(desk: SharedDesk, found: Snapshot, name: str) -> Any:
    told = {AS_OF: found.as_on, LEDGER: found.ledger, REFRESHED: f"{found.made_at:%d-%b-%Y %H:%M}"}
    return desk.fresh() if name == FRESH else told[name]


def listed(desk: SharedDesk, name: str, importer: str, currency: str) -> list[list[Any]]:
    """The rows of a list below their headers; of one importer, in one currency."""
    from xl_addin.desk.cells.snapshot import cell

    found = desk.snapshot()
    chosen = _named(name, found.lists, "list")
    headers, rows = found.headers[chosen], found.lists[chosen]
    if chosen == TODAY and (importer or currency):
        raise RangeRefused(CellError.VALUE, "the lines of today are of all importers and currencies. Leave them out")
    if importer:
        wanted, places = _plain(_importer(found, importer)), (headers.index(IEC), headers.index(IMPORTER))
        rows = [row for row in rows if wanted in [_plain(row[place] or "") for place in places]]
    if currency:
        rows = [row for row in rows if row[headers.index(CURRENCY)] == currency]
    return [[*headers], *([*map(cell, row)] for row in rows)]


def _importer(found: Snapshot, asked: str) -> str:
    """The importer that was asked for; a name that no item has would look as one without anything to do."""
    places = (found.fields.index("IEC"), found.fields.index("importer"))
    known = {_plain(item[place]): item[place] for item in found.items.values() for place in places}
    wanted = _plain(asked)
    if (name := known.get(wanted) or known.get(wanted.zfill(IEC_LENGTH) if wanted.isdigit() else "")) is not None:
        return str(name)
    near = get_close_matches(_plain(asked), known, 1)
    hint = f"Did you mean {known[near[0]]}?" if near else "Give an IEC, or the whole name"
    raise RangeRefused(CellError.NA, f"no item of the month is of the importer {asked!r}. {hint}")


def why(desk: SharedDesk, key: str, about: str) -> str:
    """The sentence about an item: one of its decisions, its settlements, or what a field of it says."""
    found = desk.snapshot()
    asked = _named(about, (*OF_DESK, *found.fields, *found.subjects), "question") if about else ""
    if asked in OF_DESK:
        return f"{asked}: {_shown(_of_desk(desk, found, asked))}{_as_on(desk, found)}"
    if not key:
        return ""
    item = key_of(found, key)
    if asked in found.fields and asked not in found.subjects:
        currency = RUPEE if asked.endswith(RUPEE) else str(found.items[item][found.fields.index("currency")])
        return f"{item}: {asked} {_shown(_of_item(found, item, asked), currency)}{_as_on(desk, found)}"
    known, end = _sentences(found, item), _as_on(desk, found)
    if about:
        return f"{item}: {known.get(asked, NOTHING_OF_THAT)}{end}"
    first = next(filter(known.get, HEADLINES), "")
    return f"{item}: {_of_item(found, item, STATUS)}; {known.get(first, NOTHING)}{end}"


def _as_on(desk: SharedDesk, found: Snapshot) -> str:
    """Of which day it is, and that the ledger has moved since where it has."""
    moved = f"; {MOVED}" if desk.fresh() == STALE else ""
    return f" (as on {found.as_on:%d-%b-%Y}{moved})"


def _sentences(found: Snapshot, key: str) -> dict[str, str]:
    """The sentences on an item, on its bill of entry and on its importer."""
    iec = found.items[key][found.fields.index("IEC")]
    return {**found.why.get(iec, {}), **found.why.get(key.partition("#")[0], {}), **found.why.get(key, {})}


def key_of(found: Snapshot, name: str) -> str:
    """The key of the one item that a name stands for."""
    wanted = clean(name).upper()
    if wanted.isdigit() and wanted not in found.names:
        wanted = wanted.zfill(BOE_LENGTH)  # a cell that held it as a number has dropped its zeros
    keys = [wanted] if wanted in found.items else found.names.get(wanted, [])
    if len(keys) > 1:
        place = found.fields.index(STATUS)
        live = [key for key in keys if found.items[key][place] != "CANCELLED"]
        keys = live if len(live) == 1 else keys
    if len(keys) == 1:
        return keys[0]
    if keys:
        more = f" and {len(keys) - NAMES_SHOWN} more" if len(keys) > NAMES_SHOWN else ""
        said = f"{wanted} is the name of {len(keys)} items: {', '.join(keys[:NAMES_SHOWN])}{more}. Give one of them"
        raise RangeRefused(CellError.VALUE, said)
    said = f"the ledger has no item {wanted!r} in the month of {found.as_on:%d-%b-%Y}. Check it, or ask explain ITEM"
    raise RangeRefused(CellError.NA, said)


def _named(asked: str, known: Iterable[str], what: str) -> str:
    """The one of the names that was meant; blanks, strokes and capitals do not matter."""
    names = {_bare(name): name for name in known}
    if (found := names.get(_bare(asked))) is not None:
        return found
    near = get_close_matches(_bare(asked), names, 1)
    hint = f"Did you mean {names[near[0]]}?" if near else f"Give one of: {', '.join(names.values())}"
    raise RangeRefused(CellError.REF, f"there is no {what} {asked!r}. {hint}")


def _bare(name: str) -> str:
    return _NO_SIGN.sub("", name.lower())


def _plain(name: str) -> str:
    return " ".join(name.upper().split())


def _shown(value: date | Decimal | str, currency: str = "") -> str:
    if isinstance(value, date):
        return f"{value:%d-%b-%Y}"
    return amount_in_words(value, currency) if isinstance(value, Decimal) else value or "nothing"
