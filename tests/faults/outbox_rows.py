"""What must hold of the outbox after every act, worked out from the raw rows: files, records, who let them go, replies.

The numbers are those of the invariants: messages (I9) and another person (I10).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.faults.invariants import MOVES, Told
from tests.faults.people import COULD

Row = dict[str, Any]
Place = tuple[int, int]
OWN_NUMBERS = ("BES", "BEA", "ORA")
HOMES = {"DRAFT": "draft", "LET GO": "released", "SENT": "sent"}


@dataclass(frozen=True)
class Record:
    """A record of a file with what became of it by an act of the ledger."""

    row: Row
    file: Row
    state: str  # DRAFT, DROPPED, LET GO, SENT; PASS, FAIL, PART by its last reply; CANCELLED

    @property
    def key(self) -> tuple[str, str]:
        """What IDPMS knows it by."""
        return self.file["message"], self.row["reference"]

    @property
    def is_live(self) -> bool:
        """Whether it stands for what it reports."""
        return self.state not in ("DROPPED", "FAIL", "CANCELLED")


def files_of(told: Told, before: int) -> dict[Place, tuple[Row, str]]:
    """Each drafted file with its state just before an act."""
    states: dict[Place, str] = {}
    for name, word in (("releases", "LET GO"), ("message_marks", "")):
        for row in told.rows[name]:
            if row["seq"] < before:
                states[row["draft_seq"], row["draft_place"]] = word or {"DROP": "DROPPED", "SENT": "SENT"}[row["word"]]
    drafted = (row for row in told.rows["message_files"] if row["seq"] < before)
    return {(row["seq"], row["place"]): (row, states.get((row["seq"], row["place"]), "DRAFT")) for row in drafted}


def records_of(told: Told, before: int) -> list[Record]:
    """Each record with its state just before an act."""
    files = files_of(told, before)
    said: dict[tuple[int, int, int], str] = {}
    for row in told.rows["message_replies"]:
        if row["seq"] < before and row["draft_seq"]:
            codes = set(row["codes"].split(","))
            word = "PASS" if codes == {"SUCCESS"} else "PART" if "SUCCESS" in codes else "FAIL"
            said[row["draft_seq"], row["draft_place"], row["record_place"]] = word
    found = []
    for row in told.rows["message_records"]:
        if row["seq"] < before:
            file, state = files[row["seq"], row["file_place"]]
            replied = said.get((row["seq"], row["file_place"], row["place"]))
            found.append(Record(row, file, replied or state))
    gone = {one.key: one.row["id"] for one in found if one.row["indicator"] == "3" and one.state == "PASS"}
    return [
        Record(one.row, one.file, "CANCELLED")
        if one.row["indicator"] != "3" and one.row["id"] < gone.get(one.key, 0)
        else one
        for one in found
    ]


def broken_outbox(told: Told) -> Iterator[str]:
    """All that does not hold of the outbox after the last act."""
    if not told.acts or not told.rows["message_files"]:
        return
    yield from _given_once(told)
    act = told.acts[-1]
    if check := {
        "DRAFT": _drafted,
        "RELEASE": _let_go,
        "DROP": _marked,
        "SENT": _marked,
        "ACKNOWLEDGED": _answered,
    }.get(act["kind"]):
        yield from check(told, act)


def _given_once(told: Told) -> Iterator[str]:
    """Names and references are given once, whatever became of them; a file has as many records as it says."""
    names = Counter(row["file"] for row in told.rows["message_files"])
    files = {(row["seq"], row["place"]): row for row in told.rows["message_files"]}
    given = Counter(
        (files[row["seq"], row["file_place"]]["message"], row["reference"])
        for row in told.rows["message_records"]
        if row["indicator"] == "1"
    )
    yield from (f"I9: the name {name} was given {n} times" for name, n in names.items() if n > 1)
    yield from (
        f"I9: {message} {reference} was given {n} times"
        for (message, reference), n in given.items()
        if n > 1 and message in OWN_NUMBERS
    )
    held = Counter((row["seq"], row["file_place"]) for row in told.rows["message_records"])
    yield from (
        f"I9: {row['file']} says {row['records']} records and has {held[place]}"
        for place, row in files.items()
        if row["records"] != held[place]
    )


def _drafted(told: Told, act: Row) -> Iterator[str]:
    """What was just drafted: nothing twice, nothing from before the cut-over, each the sum of what it reports."""
    if COULD.get(act["user"].casefold()) is None:
        yield f"I10: {act['user']} drafted, and nobody named him"
    before = records_of(told, act["seq"])
    covered = {origin for one in before if one.is_live for origin in one.row["origins"].split()}
    files = {row["place"]: row for row in told.rows["message_files"] if row["seq"] == act["seq"]}
    amounts, until = _amounts(told), _cut_overs(told)
    met: set[str] = set()
    for row in told.rows["message_records"]:
        if row["seq"] != act["seq"]:
            continue
        message, code = files[row["file_place"]]["message"], files[row["file_place"]]["ad_code"]
        origins = row["origins"].split()
        if code not in until:
            yield f"I9: {row['reference']} is of AD code {code}, which has no cut-over"
        if row["indicator"] == "3":
            yield from _cancels(row, message, before)
            continue
        if row["indicator"] == "1" and (twice := [one for one in origins if one in covered or one in met]):
            yield f"I9: {twice} is reported twice, by {row['reference']}"
        met |= {*origins}
        if not origins or (gone := [one for one in origins if one not in amounts]):
            yield f"I9: {row['reference']} reports {origins}, and {gone} does not stand"
            continue
        if early := [one for one in origins if amounts[one][0] <= until.get(code, "")]:
            yield f"I9: {early} was reported outside and is drafted"
        done = sum(amounts[one][1] for one in origins)
        if message in OWN_NUMBERS and row["currency"] and {done, _on_wire(message, row)} != {row["amount_minor"]}:
            yield f"I9: {row['reference']} says {_on_wire(message, row)}, {row['amount_minor']}, and reports {done}"


AMOUNTS = {"BES": "invoiceAmt", "BEA": "adjustedInvoiceValueIC", "ORA": "adjustedAmount"}


def _on_wire(message: str, row: Row) -> int:
    """The sum of the amounts of a record as the wire says them, in cents."""
    told = json.loads(row["content"])
    texts = [told["values"], *told["invoices"]]
    return sum(int(Decimal(one[name]) * 100) for one in texts for name in (AMOUNTS[message],) if name in one)


def _cancels(row: Row, message: str, before: list[Record]) -> Iterator[str]:
    """A cancellation is of a record that was let go and answered, and is not cancelled yet."""
    of = [one for one in before if one.key == (message, row["reference"]) and one.row["indicator"] != "3"]
    if not any(one.state in ("PASS", "PART") for one in of):
        yield f"I9: {row['reference']} is cancelled and is {[one.state for one in of]}"


def _amounts(told: Told) -> dict[str, tuple[str, int]]:
    """What may be reported by its number: the day it was done, its amount in minor units."""
    found: dict[str, tuple[str, int]] = {}
    for table, letter in (("postings", "L"), ("closures", "C")):
        places: Counter[int] = Counter()
        for row in told.standing(table):
            if table == "closures" or row["posting"] in MOVES:
                places[row["seq"]] += 1
                found[f"{letter}{row['seq']}-{places[row['seq']]}"] = (
                    told.act(row["seq"])["as_on"],
                    row["amount_minor"],
                )
    said = {(row["proposal_seq"], row["proposal_place"]): row for row in told.standing("verdicts")}
    for row in told.standing("proposals"):
        word = said.get((row["seq"], row["place"]))
        if word and word["word"] == "APPROVED":
            found[f"P{row['seq']}-{row['place']}"] = told.act(word["seq"])["as_on"], 0
    return found


def _cut_overs(told: Told) -> dict[str, str]:
    """Up to which day each AD code was reported outside, by the statements that stand."""
    said = {
        (row["proposal_seq"], row["proposal_place"]) for row in told.standing("verdicts") if row["word"] == "APPROVED"
    }
    approved = [row for row in told.standing("proposals") if (row["seq"], row["place"]) in said]
    gone = {row["item_key"] for row in approved if row["act"] == "WITHDRAW"}
    days = {(row["seq"], row["place"]): row["value"] for row in told.standing("proposed_facts")}
    return {
        row["item_key"]: days[row["seq"], row["place"]]
        for row in approved
        if row["act"] == "CUT_OVER" and f"P{row['seq']}-{row['place']}" not in gone
    }


def _let_go(told: Told, act: Row) -> Iterator[str]:
    """Each file was a draft, its bytes are the drafted ones, and another person who may let it go did so."""
    files, it = files_of(told, act["seq"]), COULD.get(act["user"].casefold())
    for row in told.rows["releases"]:
        if row["seq"] != act["seq"]:
            continue
        file, state = files.get((row["draft_seq"], row["draft_place"]), ({}, "not drafted"))
        if state != "DRAFT" or file["sha256"] != row["sha256"]:
            yield f"I9: {file.get('file')} was let go and is {state}, or as other bytes"
            continue
        if told.act(file["seq"])["user"].casefold() == act["user"].casefold():
            yield f"I10: {act['user']} let {file['file']} go and drafted it"
        if not it or not it.lets_go or (it.until and act["as_on"] > it.until.isoformat()):
            yield f"I10: {act['user']} let {file['file']} go and may not"
        elif it.branches and file["ad_code"] not in it.branches:
            yield f"I10: {act['user']} let {file['file']} go, of another branch"


def _marked(told: Told, act: Row) -> Iterator[str]:
    """Only a draft is dropped, only what was let go is sent."""
    files, needs = files_of(told, act["seq"]), {"DROP": "DRAFT", "SENT": "LET GO"}[act["kind"]]
    for row in told.rows["message_marks"]:
        if row["seq"] == act["seq"]:
            file, state = files.get((row["draft_seq"], row["draft_place"]), ({}, "not drafted"))
            if state != needs:
                yield f"I9: {file.get('file')} was {state} when it met {act['kind']}"


def _answered(told: Told, act: Row) -> Iterator[str]:
    """A reply comes in once; what it answers was let go before."""
    hashes = Counter(row["sha256"] for row in told.rows["reply_files"])
    yield from (f"I9: a reply came in {n} times" for n in hashes.values() if n > 1)
    files = files_of(told, act["seq"])
    for row in told.rows["message_replies"]:
        if row["seq"] == act["seq"] and row["draft_seq"]:
            _, state = files.get((row["draft_seq"], row["draft_place"]), ({}, "not drafted"))
            if state not in ("LET GO", "SENT"):
                yield f"I9: a reply answers a file that is {state}"


def not_in_place(told: Told, folder: Path) -> Iterator[str]:
    """Files that do not lie where their state says, byte for byte, and others that lie there."""
    wanted = {
        f"{HOMES[state]}/{row['file']}": row["sha256"]
        for row, state in files_of(told, len(told.acts) + 1).values()
        if state != "DROPPED"
    }
    lying = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    yield from (
        f"I9: {name} lies as {lying.get(name)} and is {wanted.get(name)}"
        for name in sorted(lying.keys() | wanted)
        if lying.get(name) != wanted.get(name)
    )
