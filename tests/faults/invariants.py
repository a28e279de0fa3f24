"""What must hold of a ledger after every act, worked out from its raw rows alone: nothing of the program counts here.

The numbers are those of the invariants that a ledger must never break: sums (I1 to I6), each act once (I7), another
person (I10), the chain and its anchors (I11), rows of files (I13), a write-off with its reason (I14), an extension
within its step and within all its time (I15).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.faults.people import COULD, RATES, STEP_MONTHS, TOTAL_MONTHS

Row = dict[str, Any]
# In the order in which the rows of an act are hashed.
TABLES = (
    *("files", "findings", "orm_events", "invoice_events", "importers", "rates", "postings", "closings", "undone"),
    *("answers", "proposals", "verdicts", "closures", "signatures", "proposed_lines", "signed_lists"),
    *("proposed_facts", "redone"),
    *("audit_draws", "audit_items", "audit_signs"),
    *("message_files", "message_records", "releases", "message_marks", "reply_files", "message_replies"),
    *("papers", "paper_templates", "papers_sent"),
    "carried",
)
# Columns at the end of a table that came later: a row that says nothing in them is hashed as it was before they came.
LATER = {"orm_events": 3, "invoice_events": 1}
MOVES = {"SETTLE": 1, "REVERSE": -1, "RESTORE": -1}
MINOR = 100  # all amounts of these months are in cents


@dataclass
class Told:
    """The acts of a ledger in order, each with its rows by table, as they were read from the file."""

    acts: list[Row] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def head(self) -> str:
        """The hash of the last act."""
        return str(self.acts[-1]["hash"]) if self.acts else "0" * 64

    def standing(self, table: str) -> Iterator[Row]:
        """Rows of acts that were not taken back."""
        again = {row["undo_seq"] for row in self.rows["redone"]}
        gone = {row["undone_seq"] for row in self.rows["undone"] if row["seq"] not in again}
        return (row for row in self.rows[table] if row["seq"] not in gone)

    def act(self, seq: int) -> Row:
        """The act of that number."""
        return self.acts[seq - 1]


class Reader:
    """Reads what was added to a ledger file since it last looked, and holds the chain together as it goes."""

    def __init__(self, path: Path) -> None:
        self.path, self.told = path, Told()
        self._booleans: dict[str, set[str]] = {}

    def read_on(self) -> list[str]:
        """What is wrong with the acts that are new; nothing where the chain goes on whole."""
        connection = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        try:
            return list(self._new(connection))
        finally:
            connection.close()

    def _new(self, connection: sqlite3.Connection) -> Iterator[str]:
        last = len(self.told.acts)
        for found in connection.execute("SELECT * FROM actions WHERE seq > ? ORDER BY seq", (last,)).fetchall():
            act = dict(found)
            yield from self._chain(act)
            leaves = []
            for table in TABLES:
                rows = connection.execute(f"SELECT * FROM {table} WHERE seq = ? ORDER BY id", (act["seq"],))  # noqa: S608
                rows = [dict(row) for row in rows]
                self.told.rows[table] += rows
                leaves += [self._leaf(connection, table, row) for row in rows]
            if len(leaves) != act["row_count"]:
                yield f"I7: act {act['seq']} says {act['row_count']} rows and has {len(leaves)}"
            if _root(leaves).hex() != act["payload_hash"]:
                yield f"I11: the rows of act {act['seq']} are not those of its hash"
            self.told.acts.append(act)
        counted = {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}  # noqa: S608
        yield from (
            f"I7: {table} has {n} rows, its acts have {len(self.told.rows[table])}"
            for table, n in counted.items()
            if n != len(self.told.rows[table])
        )

    def _chain(self, act: Row) -> Iterator[str]:
        if act["seq"] != len(self.told.acts) + 1:
            yield f"I7: act {act['seq']} comes after {len(self.told.acts)}"
        if act["previous_hash"] != self.told.head:
            yield f"I11: act {act['seq']} does not follow the one before"
        covered = [str(act[name]) for name in act if name not in ("hash", "computer_user")]
        covered += filter(None, [act["computer_user"]])
        if hashlib.sha256(_json(covered)).hexdigest() != act["hash"]:
            yield f"I11: the hash of act {act['seq']} is not of its fields"

    def _leaf(self, connection: sqlite3.Connection, table: str, row: Row) -> bytes:
        if table not in self._booleans:
            shape = connection.execute(f"PRAGMA table_info({table})").fetchall()
            self._booleans[table] = {one["name"] for one in shape if one["type"] == "BOOLEAN"}
        values = [
            bool(value) if name in self._booleans[table] and value is not None else value
            for name, value in row.items()
            if name not in ("id", "seq")
        ]
        later = LATER.get(table, 0)
        if later and not any(values[-later:]):
            values = values[:-later]
        return hashlib.sha256(b"\x00" + _json([table, *values])).digest()


def _json(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _root(leaves: list[bytes]) -> bytes:
    """The tree of RFC 6962 as it is written there: split at the largest power of two below the number of leaves."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + _root(leaves[:half]) + _root(leaves[half:])).digest()


@dataclass(frozen=True)
class Item:
    """An item as its raw rows leave it, in minor units."""

    value: int
    settled: int
    closed: int
    is_live: bool

    @property
    def open(self) -> int:
        """What is left of it."""
        return self.value - self.settled - self.closed


def items_of(told: Told) -> dict[tuple[str, str], Item]:
    """Every remittance and invoice, by kind and key."""
    value: dict[tuple[str, str], tuple[int, bool]] = {}
    for kind, table, key in (("ORM", "orm_events", "orm_key"), ("INVOICE", "invoice_events", "invoice_key")):
        for row in told.standing(table):
            value[kind, row[key]] = row["opening_minor"], row["event"] != "CANCELLED"
    settled: Counter[tuple[str, str]] = Counter()
    for row in told.standing("postings"):
        moves = MOVES.get(row["posting"], 0)
        settled["ORM", row["orm_key"]] += moves * row["amount_minor"]
        settled["INVOICE", row["invoice_key"]] += moves * row["amount_invoice_minor"]
    closed: Counter[tuple[str, str]] = Counter()
    for row in told.standing("closures"):
        closed[row["item_kind"], row["item_key"]] += row["amount_minor"] * (-1 if row["act"] == "REOPEN" else 1)
    return {one: Item(minor, settled[one], closed[one], live) for one, (minor, live) in value.items()}


def broken(told: Told, anchors: Path) -> Iterator[str]:
    """All that does not hold."""
    known = items_of(told)
    yield from _amounts(known)
    yield from _sides(told)
    yield from _people(told)
    yield from _once(told)
    yield from _anchored(told, anchors)
    yield from _carried(told, known)
    yield from (
        f"I13: {row['file']}"
        for row in told.rows["files"]
        if row["rows_read"] != row["rows_kept"] + row["rows_refused"]
    )


def _carried(told: Told, known: Mapping[tuple[str, str], Item]) -> Iterator[str]:
    """A closing that was just made carries just what is open of each item."""
    if not told.acts or told.acts[-1]["kind"] != "CLOSE":
        return
    rows = [row for row in told.rows["carried"] if row["seq"] == told.acts[-1]["seq"]]
    held = {(row["item_kind"], row["item_key"]): row["open_minor"] for row in rows if row["open_minor"]}
    left = {one: item.open for one, item in known.items() if item.is_live and item.open}
    if held != left or len(rows) != len({(row["item_kind"], row["item_key"]) for row in rows}):
        yield f"I8: the closing carries {held} and {left} is open"


def _amounts(known: Mapping[tuple[str, str], Item]) -> Iterator[str]:
    for one, item in known.items():
        parts = (item.settled, item.closed, *((item.open,) if item.is_live else ()))
        if min(parts) < 0:
            yield f"I1, I2, I4: {one} {item}"


def _sides(told: Told) -> Iterator[str]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in told.standing("postings"):
        moves = MOVES.get(row["posting"], 0)
        if row["currency"] == row["invoice_currency"]:
            sums[row["currency"]][0] += moves * row["amount_minor"]
            sums[row["currency"]][1] += moves * row["amount_invoice_minor"]
        elif moves > 0 and not (row["rate"] and "rate" in row["evidence"]):
            yield f"I5: {row['orm_key']} with {row['invoice_key']} has no rate with its day and source"
    yield from (f"I3: {currency} {pair}" for currency, pair in sums.items() if pair[0] != pair[1])


def _people(told: Told) -> Iterator[str]:
    asked = {(row["seq"], row["place"]): row for row in told.rows["proposals"]}
    for row in told.standing("verdicts"):
        proposal = asked[row["proposal_seq"], row["proposal_place"]]
        act, maker = told.act(row["seq"]), told.act(proposal["seq"])["user"]
        if act["user"].casefold() == maker.casefold():
            yield f"I10: {act['user']} gave his word on his own proposal {proposal['seq']}"
        if why := _may_not(act, proposal, row["word"] == "APPROVED"):
            yield f"I10: {act['user']} {why}: act {act['seq']}"
    signed: dict[str, set[str]] = defaultdict(set)
    for act in told.acts:
        if act["kind"] == "PROPOSE" and (it := COULD.get(act["user"].casefold())) is None:
            yield f"I10: {act['user']} proposed, and nobody named him"
        elif act["kind"] == "PROPOSE" and it and it.until and act["as_on"] > it.until.isoformat():
            yield f"I10: {act['user']} proposed after his last day"
    for row in told.rows["signatures"]:
        act = told.act(row["seq"])
        if row["role"] == "Approved" and not COULD[act["user"].casefold()].signs:
            yield f"I10: {act['user']} signed as {row['role']}"
        signed[f"{act['period']} {row['content']} {row['role']}"].add(act["user"])


def _may_not(act: Row, proposal: Row, is_approval: bool) -> str:
    it = COULD.get(act["user"].casefold())
    if it is None or it.approves_inr is None:
        return "approves nothing"
    if it.until and act["as_on"] > it.until.isoformat():
        return "acts after his last day"
    if it.branches and proposal["branch"] and proposal["branch"] not in it.branches:
        return "is of another branch"
    if proposal["act"] == "REOPEN_MONTH":
        return "" if it.signs else "opens no month"
    inr = Decimal(proposal["inr"] or "0")
    if is_approval and inr > it.approves_inr:
        return f"approved INR {inr}"
    return ""


def _once(told: Told) -> Iterator[str]:
    """Each proposal is answered once; what it closed or posted is just what it says; nothing else was closed."""
    asked = {(row["seq"], row["place"]): row for row in told.standing("proposals")}
    said: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in told.standing("verdicts"):
        said[row["proposal_seq"], row["proposal_place"]].append(row)
    yield from (
        f"I7: proposal {number} was answered {len(words)} times" for number, words in said.items() if len(words) > 1
    )
    approved = {number: words[0] for number, words in said.items() if words[0]["word"] == "APPROVED"}
    closed: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in told.standing("closures"):
        closed[row["proposal_seq"], row["proposal_place"]].append(row)
    for number in closed:
        if number not in approved:
            yield f"I10: {number} closed something and was not approved"
    posted = Counter(
        (row["seq"], row["posting"], row["orm_key"], row["invoice_key"], row["amount_minor"], row["group_id"])
        for row in told.standing("postings")
        if row["posting"] in MOVES and (row["tier"] == "MANUAL" or row["posting"] == "RESTORE")
        if row["posting"] != "REVERSE"
    )
    lines: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in told.standing("proposed_lines"):
        lines[row["seq"], row["place"]].append(row)
    for number, word in approved.items():
        proposal = asked.get(number)
        if proposal is None:
            yield f"I7: {number} was approved and taken back"
            continue
        yield from _just(number, proposal, word, closed[number])
        for row in lines[number]:
            posting = "SETTLE" if proposal["act"] == "MATCH" else "RESTORE"
            at = (word["seq"], posting, row["orm_key"], row["invoice_key"], row["amount_minor"], row["group_id"])
            posted[at] -= 1
    yield from (f"I7: line {at} is posted {n:+} times beyond its proposal" for at, n in posted.items() if n)
    yield from _reasons(told, asked, approved)
    yield from _within_time(told, asked, approved)


CLOSING = ("WRITE_OFF", "SMALL_VALUE", "REOPEN", "CLOSE_ITEM", "REFUND", "SET_OFF")


def _just(number: tuple[int, int], proposal: Row, word: Row, closed: list[Row]) -> Iterator[str]:
    if proposal["act"] not in CLOSING:
        if closed:
            yield f"I7: {number} is {proposal['act']} and closed something"
        return
    if not closed:
        yield f"I7: {number} was approved and closed nothing"
    if any(row["seq"] != word["seq"] or row["act"] != proposal["act"] for row in closed):
        yield f"I7: {number} was closed by another act than its approval"
    if proposal["currency"] and sum(row["amount_minor"] for row in closed) != proposal["amount_minor"]:
        yield f"I7: {number} closed another amount than was proposed"
    inr = sum(Decimal(row["amount_minor"]) / MINOR * RATES[row["currency"]] for row in closed)
    if proposal["inr"] and inr != Decimal(proposal["inr"]):  # a maker may have had no rate that is young enough
        yield f"I7: {number} says INR {proposal['inr']} and closed {inr}"


def _reasons(told: Told, asked: Mapping[tuple[int, int], Row], approved: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Without a limit of law or bank a write-off rests on a reason and on the AD's satisfaction."""
    for number in approved:
        proposal = asked.get(number)
        if proposal and proposal["act"] == "WRITE_OFF":
            item = proposal["item_kind"], proposal["item_key"]
            boe = ("BOE", proposal["item_key"].split("#")[0])  # what is said of a bill holds of its invoices
            known = {**_told_of(told, boe, number[0]), **_told_of(told, item, number[0])}
            small = known.get("declared") == "Y"  # closed within the limit of a small value
            if not small and not (known.get("reason") and known.get("satisfied") == "Y"):
                yield f"I14: {number} was written off on {known}"


SWITCH = date(2026, 10, 1)
RBI = "1"


def _within_time(
    told: Told, asked: Mapping[tuple[int, int], Row], approved: Mapping[tuple[int, int], Row]
) -> Iterator[str]:
    """What was just granted keeps to a step and to all months from shipment, by the law or bank of the day of grant."""
    for number, word in approved.items():
        proposal = asked.get(number)
        if not proposal or proposal["act"] != "EXTEND" or word["seq"] != len(told.acts):
            continue
        says = {
            row["fact"]: row["value"] for row in told.standing("proposed_facts") if (row["seq"], row["place"]) == number
        }
        known = _told_of(told, ("BOE", proposal["item_key"]), word["seq"] - 1)
        known |= _told_of(told, ("EXTENSION", proposal["item_key"]), word["seq"] - 1)
        if why := _too_long(says, known, told.act(word["seq"])["user"].casefold()):
            yield f"I15: {number} extends {proposal['item_key']} {why}: {says}, known was {known}"


def _too_long(says: Row, known: Row, checker: str) -> str:
    """What is wrong with an extension that says this, granted on what was known."""
    until, granted = (date.fromisoformat(says[name]) for name in ("extended_until", "extension_granted_on"))
    shipped, before = date.fromisoformat(known["shipment_date"]), known.get("extended_until")
    if before and until <= date.fromisoformat(before):
        return "to a day that was reached before"
    if granted >= SWITCH and says["approved_by"] != RBI and known.get("extension_satisfied") != "Y":
        return "without the bank's satisfaction"
    if says["approved_by"] == RBI or (granted >= SWITCH and COULD[checker].beyond):
        return ""
    base = _months_on(shipped, STEP_MONTHS) if granted < SWITCH else date.fromisoformat(known["contract_due"])
    due = max(filter(None, (base, before and date.fromisoformat(before))))
    if until > _months_on(shipped, TOTAL_MONTHS):
        return f"beyond {TOTAL_MONTHS} months from shipment"
    # A date that lies on the months of the shipment goes on in them: 31-Aug and 28-Feb are six months apart.
    on_grid = next((n for n in range(TOTAL_MONTHS + 1) if _months_on(shipped, n) == due), None)
    step = _months_on(due, STEP_MONTHS) if on_grid is None else _months_on(shipped, on_grid + STEP_MONTHS)
    return f"beyond {STEP_MONTHS} months from {due}" if until > step else ""


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _told_of(told: Told, item: tuple[str, str], until: int) -> Row:
    """What was answered of an item up to an act and not withdrawn."""
    found = {
        row["fact"]: row["value"]
        for row in told.standing("answers")
        if (row["item_kind"], row["item_key"]) == item and row["seq"] <= until
    }
    return {name: value for name, value in found.items() if value}


def _anchored(told: Told, path: Path) -> Iterator[str]:
    done = [line.split("\t") for line in path.read_text().split("\n") if line.startswith("=")] if path.exists() else []
    held = {(str(act["seq"]), act["hash"]) for act in told.acts}
    for _, seq, digest, *_more in done:
        if (seq, digest) not in held:
            yield f"I11: act {seq} was noted as done and is not in the ledger"
