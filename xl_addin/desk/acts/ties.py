"""Ties by hand in the blue cells of BoE invoices: rows of one remittance are one proposal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xl_addin.desk.acts.asked import Asked
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.match import Matched, match
from xl_addin.desk.lists.boe_invoices import LIST as INVOICES
from xl_addin.desk.lists.tied import TIE_AMOUNT, TIE_ORM, TIE_REASON, TIES
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger.acts import MATCH
from xl_addin.ledger.proposed import proposals
from xl_addin.workbook.books.typed import Change, Key

NO_ORM = f"{TIE_ORM} is blank"


@dataclass(frozen=True, slots=True)
class Tied:
    """What was put forward of a book's rows, and the cells of what was not, each with the reason."""

    made: tuple[Matched, ...] = ()
    barred: tuple[tuple[Sequence[Change], str], ...] = ()


NOTHING_TIED = Tied()


def is_tie(change: Change) -> bool:
    """Whether a cell asks to tie an invoice by hand."""
    return change.table == INVOICES.name and change.column.header in TIES


def is_tied(change: Change) -> bool:
    """Whether what a cell of a tie asks for was proposed, or settled by two people, already."""
    tied = {name for key in change.row.ties for name in (key, key.partition("/")[0])}
    return bool(tied) if change.column.header != TIE_ORM else str(change.new).strip().upper() in tied


def tie(by: Maker, cells: Sequence[Change], written: int, detail: Mapping[str, str]) -> Tied:
    """Proposes what the cells ask; `written` is the act that the book shows: what came by it since is done."""
    rows: dict[Key, dict[str, Change]] = defaultdict(dict)
    for one in cells:
        rows[one.key][one.column.header] = one
    barred: list[tuple[Sequence[Change], str]] = []
    groups: dict[str, list[dict[str, Change]]] = defaultdict(list)
    done = _done_since(by, written)
    for row in rows.values():
        if TIE_ORM not in row:
            barred.append((list(row.values()), NO_ORM))
        elif (name := str(row[TIE_ORM].new).strip().upper(), _invoice(row)) not in done:
            groups[name].append(row)
    made = []
    for name, these in groups.items():
        found, why = _put(by, name, these, detail)
        if why:
            barred.append(([cell for row in these for cell in row.values()], why))
        elif found is not None:
            made.append(found)
    return Tied(tuple(made), tuple(barred))


def _put(
    by: Maker, orm: str, rows: Sequence[dict[str, Change]], detail: Mapping[str, str]
) -> tuple[Matched | None, str]:
    """The proposal of one remittance, or why there is none."""
    reasons = dict.fromkeys(str(row[TIE_REASON].new) for row in rows if TIE_REASON in row)
    asked = Asked(orm, tuple((_invoice(row), _amount(row)) for row in rows), "; ".join(reasons))
    try:
        found = match(by, asked, detail=detail)
    except DeskError as error:
        return None, f"{error.what} {error.todo}"
    return (None, "; ".join(found.one.bars)) if found.one.bars else (found, "")


def _invoice(row: Mapping[str, Change]) -> str:
    return str(next(iter(row.values())).row.item.key)


def _amount(row: Mapping[str, Change]) -> Decimal | None:
    new = row[TIE_AMOUNT].new if TIE_AMOUNT in row else None
    return new if isinstance(new, Decimal) else None


def _done_since(by: Maker, written: int) -> set[tuple[str, str]]:
    """Remittance, by number and key, and invoice of each line that was proposed since the book was written."""
    with by.ledger.read() as connection:
        known = proposals(connection, period_of(by.as_on))
    lines = [line for one in known if one.number.seq > written and one.act == MATCH.word for line in one.lines]
    return {(name, line.invoice_key) for line in lines for name in (line.orm_key, line.orm_key.partition("/")[0])}
