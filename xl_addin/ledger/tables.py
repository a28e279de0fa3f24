"""Tables of the ledger. Every row belongs to one action (`seq`); rows are inserted, never changed or deleted."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    select,
)

# 2: undone, words; a file or rate may come again after its take-in was undone. 3: answers; rows hashed one by one
SCHEMA_VERSION = 3

metadata = MetaData()
# SQLite numbers rows by itself only for INTEGER keys.
_ID = BigInteger().with_variant(Integer, "sqlite")

meta = Table("meta", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False))

actions = Table(
    "actions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("action_id", String(64), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),  # TAKE_IN, SETTLE, REVIEW, CLOSE, UNDO
    Column("period", String(7), nullable=False),
    Column("as_on", Date, nullable=False),
    Column("at", String(32), nullable=False),
    Column("user", String(80), nullable=False),
    Column("detail", Text, nullable=False),  # canonical JSON
    Column("row_count", Integer, nullable=False),
    Column("payload_hash", String(64), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)


def _rows(name: str, *columns: Column[object]) -> Table:
    return Table(
        name,
        metadata,
        Column("id", _ID, primary_key=True, autoincrement=True),
        Column("seq", Integer, ForeignKey("actions.seq", deferrable=True, initially="DEFERRED"), nullable=False),
        *columns,
        Index(f"ix_{name}_seq", "seq"),
    )


def _text(name: str) -> Column[object]:
    return Column(name, Text, nullable=False, default="")


def _minor(name: str) -> Column[object]:
    return Column(name, BigInteger, nullable=False, default=0)


def _charge(name: str) -> tuple[Column[object], Column[object]]:
    return Column(f"{name}_minor", BigInteger), Column(f"{name}_currency", String(3))


files = _rows(
    "files",
    _text("file"),
    _text("kind"),
    Column("sha256", String(64), nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_kept", Integer, nullable=False),
    Column("rows_refused", Integer, nullable=False),
    _text("taken_in_at"),
)

findings = _rows(
    "findings",
    _text("code"),
    _text("severity"),
    _text("source"),
    _text("sheet"),
    Column("row", Integer, nullable=False),
    _text("column"),
    _text("found"),
    _text("expected"),
    _text("action"),
)

# event: OPENING (brought forward when the ledger began), NEW, AMENDED, CANCELLED. The last row of a key is its state.
orm_events = _rows(
    "orm_events",
    _text("event"),
    _text("orm_key"),
    _text("orm_number"),
    _text("ad_code"),
    _text("iec"),
    _text("importer_name"),
    Column("payment_date", Date, nullable=False),
    _text("currency"),
    _minor("amount_minor"),
    _minor("opening_minor"),
    _text("purpose_code"),
    Column("is_capital_goods", Boolean),
    _text("beneficiary"),
    _text("beneficiary_country"),
    _text("remarks"),
)

invoice_events = _rows(
    "invoice_events",
    _text("event"),
    _text("invoice_key"),
    _text("boe_key"),
    _text("boe_number"),
    Column("boe_date", Date, nullable=False),
    _text("port_code"),
    _text("ad_code"),
    _text("iec"),
    _text("importer_name"),
    _text("agency"),
    _text("port_of_shipment"),
    Column("master_bill_date", Date),
    _text("source"),
    Column("serial", Integer, nullable=False),
    _text("invoice_number"),
    _text("terms"),
    _text("supplier"),
    _text("supplier_country"),
    _text("currency"),
    _minor("value_minor"),
    _minor("opening_minor"),
    *_charge("freight"),
    *_charge("insurance"),
    *_charge("commission"),
    *_charge("discount"),
    *_charge("miscellaneous"),
    _text("third_party"),
)

importers = _rows(
    "importers",
    _text("iec"),
    _text("name"),
    _text("address"),
    _text("pan"),
    Column("iec_last_updated", Date),
    Column("remittances_usd_fy_minus_1", String(40)),
    Column("remittances_usd_fy_minus_2", String(40)),
    Column("suit_pending", Boolean),
    Column("adverse_notice", Boolean),
    Column("under_investigation", Boolean),
    Column("caution_listed", Boolean),
)

facts = _rows(
    "facts",
    _text("item_kind"),
    _text("orm_number"),
    _text("boe_number"),
    Column("boe_date", Date),
    _text("port_code"),
    Column("invoice_serial", Integer, nullable=False),
    Column("shipment_date", Date),
    Column("contract_due_date", Date),
    Column("extension_granted_to", Date),
    Column("capital_goods", Boolean),
    _text("difference_reason"),
    Column("documents_received", Boolean),
    Column("ad_satisfied", Boolean),
    Column("importer_declaration", Boolean),
    Column("letter_1_date", Date),
    Column("letter_2_date", Date),
    Column("registered_letter_date", Date),
    _text("on_behalf_of_iec"),
    Column("third_party_agreement", Boolean),
    Column("deal_rate", String(40)),
)

rates = _rows(
    "rates",
    Column("on", Date, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("inr_per_unit", String(40), nullable=False),
)

# posting: SETTLE (an ORM × invoice line), REVERSE (that line taken back in its own period), REJECT (a proposal that a
# person refused: it moves nothing and is not proposed again), LOCK (a proposal kept for later: it moves nothing, and no
# other line is proposed on its amounts).
SETTLE, REVERSE, REJECT, LOCK = "SETTLE", "REVERSE", "REJECT", "LOCK"
postings = _rows(
    "postings",
    _text("posting"),
    _text("orm_key"),
    _text("invoice_key"),
    _text("currency"),
    _minor("amount_minor"),
    _text("invoice_currency"),
    _minor("amount_invoice_minor"),
    _text("rate"),
    _text("pass"),
    _text("tier"),
    _text("reason"),
    _text("evidence"),
    _text("group_id"),
    _text("engine_version"),
)

# What a CLOSE recorded per side and currency: the next month must open with exactly this.
closings = _rows(
    "closings",
    _text("side"),
    _text("currency"),
    Column("closing_count", Integer, nullable=False),
    _minor("closing_minor"),
)

# What a person wrote beside an item that is no fact of the rules: remarks, memo numbers. The last word stands.
words = _rows(
    "words",
    _text("sheet"),
    _text("item_key"),
    _text("name"),
    _text("value"),
)

# Actions that were undone: their rows stay in the chain and count no longer.
undone = _rows("undone", Column("undone_seq", Integer, nullable=False))

# What a person said of an item, or a file of the desk did: the last answer stands, "" makes it unknown again. Who said
# it and when is told by the action. item_kind, fact and the spelling of the value: rulebook/facts.toml.
answers = _rows("answers", _text("item_kind"), _text("item_key"), _text("fact"), _text("value"))

# The order in which actions of schemas 1 and 2 are hashed, never to be changed.
WHOLE = (files, findings, orm_events, invoice_events, importers, facts, rates, postings, closings)
LATER = (words, undone)
# The rows of an action in the order of its tree; a new table goes to the end.
PAYLOAD = (*WHOLE, *LATER, answers)


def counts(table: Table) -> ColumnElement[bool]:
    """Rows of actions that were not undone: every reading of the ledger asks for these only."""
    return table.c.seq.not_in(select(undone.c.undone_seq))
