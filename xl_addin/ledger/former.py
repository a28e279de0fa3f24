"""Tables of schemas 1 and 2 that later schemas only read: what they held is said again as answers.

A kept ledger has them, with their rows and hashes as they were; a new ledger has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Boolean, Column, Connection, Date, Integer, MetaData, RowMapping, String, Table, select

from xl_addin.domain.records import Answer
from xl_addin.ledger import tables
from xl_addin.ledger.tables import counts, rows_table, text_column
from xl_addin.rulebook.facts import BOE, IMPORTER, INVOICE, ORM, fact, taken_from

WHOLE_UNTIL = "whole_until"  # in `meta`: the last action that a former schema wrote
_metadata = MetaData()

facts = rows_table(
    "facts",
    text_column("item_kind"),
    text_column("orm_number"),
    text_column("boe_number"),
    Column("boe_date", Date),
    text_column("port_code"),
    Column("invoice_serial", Integer, nullable=False),
    Column("shipment_date", Date),
    Column("contract_due_date", Date),
    Column("extension_granted_to", Date),
    Column("capital_goods", Boolean),
    text_column("difference_reason"),
    Column("documents_received", Boolean),
    Column("ad_satisfied", Boolean),
    Column("importer_declaration", Boolean),
    Column("letter_1_date", Date),
    Column("letter_2_date", Date),
    Column("registered_letter_date", Date),
    text_column("on_behalf_of_iec"),
    Column("third_party_agreement", Boolean),
    Column("deal_rate", String(40)),
    metadata=_metadata,
)

words = rows_table(
    "words",
    text_column("sheet"),
    text_column("item_key"),
    text_column("name"),
    text_column("value"),
    metadata=_metadata,
)

TABLES = (facts, words)
# The order in which actions of schemas 1 and 2 are hashed, never to be changed.
WHOLE = (
    tables.files,
    tables.findings,
    tables.orm_events,
    tables.invoice_events,
    tables.importers,
    facts,
    tables.rates,
    tables.postings,
    tables.closings,
)
LATER = (words, tables.undone)

# What a word was written about, by the list that it stood in then.
_ABOUT = {
    "tblSettlements": "SETTLEMENT",
    "tblWriteOffs": "WRITEOFF",
    "tblSmallValue": "SMALLVALUE",
    "tblExtensions": "EXTENSION",
    "tblAdvances": "ADVANCE",
    "tblFollowUp": "FOLLOWUP",
    "tblReferrals": "REFERRAL",
    "tblImportLicence": IMPORTER,
}
_RENAMED = {
    "answer_remarks": "remarks",
    "reason": "extension_reason",
    "ad_satisfied": "extension_satisfied",
    "iec_linked": "linked",
    "iec_last_checked": "last_checked",
}
_ITEM = {"ORM": ORM, "BOE": BOE, "INV": INVOICE}
_KEY = re.compile(r"(?:(?P<ahead>.*)/)?(?P<boe>[^/]+/\d{4}-\d\d-\d\d/[^/]+)(?:/(?P<serial>\d+))?")


def whole_until(connection: Connection) -> int:
    """The last action that schema 1 or 2 wrote; 0 in a ledger that began with schema 3."""
    query = select(tables.meta.c.value).where(tables.meta.c.name == WHOLE_UNTIL)
    return int(connection.execute(query).scalar() or 0)


def said(connection: Connection, period: str) -> Iterator[tuple[int, Answer]]:
    """Facts and words of a kept ledger as answers, each with its action; a row of facts answered all of them."""
    last = whole_until(connection)
    if not last:
        return
    for row in _upto(connection, facts, period, last):
        for one in (one for one in taken_from("facts") if one.column in facts.c):
            yield row["seq"], _answer(_ITEM[row["item_kind"]], _fact_key(row), one.name, row[one.column])
    for row in _upto(connection, words, period, last):
        kind = _ABOUT[row["sheet"]]
        name = _RENAMED.get(row["name"], row["name"])
        yield row["seq"], _answer(kind, _word_key(kind, row["item_key"]), name, row["value"])


def _upto(connection: Connection, table: Table, period: str, last: int) -> Iterator[RowMapping]:
    query = (
        select(table)
        .join(tables.actions, tables.actions.c.seq == table.c.seq)
        .where(tables.actions.c.period <= period, table.c.seq <= last, counts(table))
        .order_by(table.c.id)
    )
    yield from connection.execute(query).mappings()


def _answer(kind: str, key: str, name: str, value: object) -> Answer:
    return Answer(kind, key, name, fact(name).text(value))


def _fact_key(row: RowMapping) -> str:
    if row["item_kind"] == "ORM":
        return str(row["orm_number"])
    boe = f"{row['boe_number']}/{row['boe_date']:%Y-%m-%d}/{row['port_code']}"
    return boe if row["item_kind"] == "BOE" else f"{boe}#{row['invoice_serial']}"


def _word_key(kind: str, key: str) -> str:
    """The key as answers have it: "ADVANCE/IBA1" is "ADVANCE IBA1", "0000001/2026-10-06/INNSA1/2" ends in "#2"."""
    if kind == IMPORTER:
        return key.removeprefix("IEC/")
    found = _KEY.fullmatch(key)
    if found is None:
        return key.replace("/", " ")
    item = f"{found['boe']}#{found['serial']}" if found["serial"] else found["boe"]
    return " ".join([*(found["ahead"] or "").split("/"), item]).strip()
