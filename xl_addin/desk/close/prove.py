"""One item proved to a reader without a ledger: the rows that name it, and the acts from the first of them to the head.

The paper holds no other row. It shows the acts' own fields (kind, day, moment, person, number of rows), for these lead
from a row to the head that a closing prints on About.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, reduce
from itertools import pairwise
from operator import or_
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from xl_addin.desk.close.check import Check
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger, chain, tables
from xl_addin.ledger.former import whole_until
from xl_addin.ledger.payload import columns_of, leaves
from xl_addin.ledger.proof import Proof, proof, verify_proof
from xl_addin.ledger.store import action_hash

FORM = 1
_HASH = re.compile("[0-9a-f]{64}")
_TABLES = {table.name: table for table in (tables.orm_events, tables.invoice_events, tables.postings, tables.answers)}
_ACT = {column.name: int if column.name in ("seq", "row_count") else str for column in tables.actions.columns}


def prove(ledger: Ledger, name: str) -> dict[str, Any]:
    """The proof of every row on the item; DeskError where the ledger has none that can be proved by itself."""
    with ledger.snapshot(), ledger.read() as connection:
        keys = _keys(connection, name)
        found = list(_proofs(connection, keys))
        if not found:
            raise DeskError(
                f"The ledger has no row on {name!r} that can be proved by itself.",
                f"Ledger {ledger.where}.",
                "Give an ORM number, a BoE number, or BoE number/date/port#serial as the sheets show them. Rows "
                "written before schema 3 are proved with their whole act: see verify.",
            )
        first = min(one.action["seq"] for one in found)
        query = select(tables.actions).where(tables.actions.c.seq >= first).order_by(tables.actions.c.seq)
        acts = [_plain(row) for row in connection.execute(query).mappings()]
    return {
        "import_desk_proof": FORM,
        "item": name,
        "head": acts[-1]["hash"],
        "rows": [_row(one) for one in found],
        "acts": acts,
    }


def _keys(connection: Connection, name: str) -> set[str]:
    """Every name that the ledger has for the item: full keys and numbers."""
    orms, invoices = tables.orm_events.c, tables.invoice_events.c
    asked = (
        (select(orms.orm_key, orms.orm_number), (orms.orm_key, orms.orm_number)),
        (select(invoices.invoice_key, invoices.boe_key), (invoices.invoice_key, invoices.boe_key, invoices.boe_number)),
    )
    found: set[str] = set()
    for query, columns in asked:
        for row in connection.execute(query.where(_any(columns, {name})).distinct()):
            found.update(row)
    return found


def _any(columns: tuple[ColumnElement[Any], ...], keys: set[str]) -> ColumnElement[bool]:
    return reduce(or_, (column.in_(keys) for column in columns))


def _proofs(connection: Connection, keys: set[str]) -> Iterator[Proof]:
    orms, invoices, postings = tables.orm_events.c, tables.invoice_events.c, tables.postings.c
    naming = {
        tables.orm_events: (orms.orm_key,),
        tables.invoice_events: (invoices.invoice_key,),
        tables.postings: (postings.orm_key, postings.invoice_key),
        tables.answers: (tables.answers.c.item_key,),
    }
    in_one, leaves_of = whole_until(connection), cache(lambda seq: list(leaves(connection, seq)))
    for table, columns in naming.items():
        query = select(table.c.id).where(_any(columns, keys), table.c.seq > in_one).order_by(table.c.id)
        for row_id in connection.execute(query).scalars().all():
            yield proof(connection, table, row_id, leaves_of)


def _row(one: Proof) -> dict[str, Any]:
    names = (column.name for column in columns_of(_TABLES[one.table]))
    return {
        "act": one.action["seq"],
        "table": one.table,
        "values": dict(zip(names, one.values, strict=True)),
        "place": one.place,
        "beside": list(one.beside),
    }


def _plain(row: RowMapping) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, date) else value for name, value in row.items()}


def read_proof(path: Path) -> Mapping[str, Any]:
    """A proof as `prove` wrote it; DeskError where the file is none."""
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _no_proof(path, f"It cannot be read: {error}") from None
    if not isinstance(said, dict) or said.get("import_desk_proof") != FORM:
        raise _no_proof(path, "It does not begin as one")
    said = {**said, "rows": [*map(_with_added, said["rows"])]} if isinstance(said.get("rows"), list) else said
    if not (isinstance(said.get("head"), str) and _is_acts(said.get("acts")) and _is_rows(said.get("rows"))):
        raise _no_proof(path, "Something in it is missing or of another kind")
    return said


def _with_added(row: Any) -> Any:
    """A row of a proof that is older than columns which say nothing in it, with these."""
    if not isinstance(row, dict) or not isinstance(row.get("values"), dict):
        return row
    added = dict.fromkeys(tables.ADDED.get(str(row.get("table")), ()), "")
    return {**row, "values": {**row["values"], **{name: "" for name in added if name not in row["values"]}}}


def _no_proof(path: Path, why: str) -> DeskError:
    return DeskError(
        f"This file is no proof of an item. {why}.", f"File {path}.", "Give the file that prove has written, unchanged."
    )


def _is_acts(acts: Any) -> bool:
    return bool(acts) and isinstance(acts, list) and all(map(_is_act, acts))


def _is_act(act: Any) -> bool:
    if not isinstance(act, dict) or act.keys() != _ACT.keys() or any(type(act[n]) is not _ACT[n] for n in _ACT):
        return False
    return all(_is_hash(act[name]) for name in ("payload_hash", "previous_hash", "hash"))


def _is_rows(rows: Any) -> bool:
    return bool(rows) and isinstance(rows, list) and all(map(_is_row, rows))


def _is_row(row: Any) -> bool:
    if not isinstance(row, dict) or row.get("table") not in _TABLES or not isinstance(row.get("values"), dict):
        return False
    names = [column.name for column in columns_of(_TABLES[row["table"]])]
    hashes = row.get("beside")
    plain = type(row.get("act")) is int and type(row.get("place")) is int and isinstance(hashes, list)
    return plain and [*row["values"]] == names and all(_is_hash(one) for one in row["beside"])


def _is_hash(text: Any) -> bool:
    return isinstance(text, str) and bool(_HASH.fullmatch(text))


def check_proof(said: Mapping[str, Any], head: str = "", ledger: Ledger | None = None) -> list[Check]:
    """What a proof shows, one line each: the acts up to its head, each row, and that none was taken back.

    The head must be known from elsewhere: `head` as a closing prints it, or a ledger in which it stands.
    """
    acts = {act["seq"]: act for act in said["acts"]}
    checks = [_leads(said), *(_written(row, acts) for row in said["rows"]), _stands(said)]
    if head:
        checks.append(_under(said, head.strip().lower()))
    if ledger is not None:
        with ledger.read() as connection:
            checks.append(Check("The head of the proof stands in the ledger", chain.holds(connection, said["head"])))
    return checks


def _under(said: Mapping[str, Any], head: str) -> Check:
    """A head answers for its own act and for all before it."""
    last = next((act["seq"] for act in said["acts"] if act["hash"] == head), 0)
    later = sorted({row["act"] for row in said["rows"] if row["act"] > last})
    detail = f"written after it: act {', '.join(map(str, later))}" if last else "no act of the proof has it"
    return Check("Every row stands under the head given", bool(last) and not later, detail)


def _leads(said: Mapping[str, Any]) -> Check:
    acts = said["acts"]
    linked = all(
        (later["seq"], later["previous_hash"]) == (act["seq"] + 1, act["hash"]) for act, later in pairwise(acts)
    )
    own = [act["seq"] for act in acts if action_hash(act) != act["hash"]]
    ends = acts[-1]["hash"] == said["head"]
    detail = f"changed: {own}" if own else "an act is missing, or the last is not the head"
    return Check(f"The {len(acts)} acts from {acts[0]['seq']} lead to the head", linked and ends and not own, detail)


def _written(row: Mapping[str, Any], acts: Mapping[int, Mapping[str, Any]]) -> Check:
    act = acts.get(row["act"])
    values = ", ".join(f"{name} {value}" for name, value in row["values"].items() if value not in (None, ""))
    told = f"Act {row['act']} wrote in {row['table']}: {values}"
    if act is None:
        return Check(told, False, "the proof does not hold that act")
    given = Proof(row["table"], tuple(row["values"].values()), row["place"], tuple(row["beside"]), act)
    return Check(told, verify_proof(given, act["hash"]), "the act wrote no such row")


def _stands(said: Mapping[str, Any]) -> Check:
    """Whoever takes an act back says so in an act of its own, which the acts up to the head would hold."""
    wrote = {row["act"] for row in said["rows"]}
    gone = sorted(wrote & set(map(_undoes, said["acts"])))
    return Check("None of these acts was taken back", not gone, f"taken back: {', '.join(map(str, gone))}")


def _undoes(act: Mapping[str, Any]) -> int:
    try:
        return int(json.loads(act["detail"]).get("undoes", 0))
    except (ValueError, TypeError, AttributeError):
        return 0
