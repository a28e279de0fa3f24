"""Tables of the ledger. Every row belongs to one action (`seq`); rows are inserted, never changed or deleted."""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Table,
    select,
)

from xl_addin.ledger.table import (
    ADDED,
    SCHEMA_VERSION,
    actions,
    added_column,
    line_columns,
    meta,
    metadata,
    minor,
    revisions,
    rows_table,
    text_column,
)
from xl_addin.ledger.tables_acts import (
    audit_draws,
    audit_items,
    audit_signs,
    closures,
    proposals,
    proposed_facts,
    proposed_lines,
    signatures,
    signed_lists,
    verdicts,
)
from xl_addin.ledger.tables_messages import (
    message_files,
    message_marks,
    message_records,
    message_replies,
    releases,
    reply_files,
)
from xl_addin.ledger.tables_papers import paper_templates, papers, papers_sent

__all__ = [
    "ADDED",
    "SCHEMA_VERSION",
    "actions",
    "added_column",
    "audit_draws",
    "audit_items",
    "audit_signs",
    "closures",
    "message_files",
    "message_marks",
    "message_records",
    "message_replies",
    "meta",
    "metadata",
    "paper_templates",
    "papers",
    "papers_sent",
    "proposals",
    "proposed_facts",
    "proposed_lines",
    "releases",
    "reply_files",
    "revisions",
    "rows_table",
    "signatures",
    "signed_lists",
    "text_column",
    "verdicts",
]


def _charge(name: str) -> tuple[Column[object], Column[object]]:
    return Column(f"{name}_minor", BigInteger), Column(f"{name}_currency", String(3))


files = rows_table(
    "files",
    text_column("file"),
    text_column("kind"),
    Column("sha256", String(64), nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("rows_kept", Integer, nullable=False),
    Column("rows_refused", Integer, nullable=False),
    text_column("taken_in_at"),
)

findings = rows_table(
    "findings",
    text_column("code"),
    text_column("severity"),
    text_column("source"),
    text_column("sheet"),
    Column("row", Integer, nullable=False),
    text_column("column"),
    text_column("found"),
    text_column("expected"),
    text_column("action"),
)

# event: OPENING (brought forward when the ledger began), NEW, AMENDED, CANCELLED. The last row of a key is its state.
orm_events = rows_table(
    "orm_events",
    text_column("event"),
    text_column("orm_key"),
    text_column("orm_number"),
    text_column("ad_code"),
    text_column("iec"),
    text_column("importer_name"),
    Column("payment_date", Date, nullable=False),
    text_column("currency"),
    minor("amount_minor"),
    minor("opening_minor"),
    text_column("purpose_code"),
    Column("is_capital_goods", Boolean),
    text_column("beneficiary"),
    text_column("beneficiary_country"),
    text_column("remarks"),
    *map(added_column, ADDED["orm_events"]),
)

invoice_events = rows_table(
    "invoice_events",
    text_column("event"),
    text_column("invoice_key"),
    text_column("boe_key"),
    text_column("boe_number"),
    Column("boe_date", Date, nullable=False),
    text_column("port_code"),
    text_column("ad_code"),
    text_column("iec"),
    text_column("importer_name"),
    text_column("agency"),
    text_column("port_of_shipment"),
    Column("master_bill_date", Date),
    text_column("source"),
    Column("serial", Integer, nullable=False),
    text_column("invoice_number"),
    text_column("terms"),
    text_column("supplier"),
    text_column("supplier_country"),
    text_column("currency"),
    minor("value_minor"),
    minor("opening_minor"),
    *_charge("freight"),
    *_charge("insurance"),
    *_charge("commission"),
    *_charge("discount"),
    *_charge("miscellaneous"),
    text_column("third_party"),
    *map(added_column, ADDED["invoice_events"]),
)

importers = rows_table(
    "importers",
    text_column("iec"),
    text_column("name"),
    text_column("address"),
    text_column("pan"),
    Column("iec_last_updated", Date),
    Column("remittances_usd_fy_minus_1", String(40)),
    Column("remittances_usd_fy_minus_2", String(40)),
    Column("suit_pending", Boolean),
    Column("adverse_notice", Boolean),
    Column("under_investigation", Boolean),
    Column("caution_listed", Boolean),
)

rates = rows_table(
    "rates",
    Column("on", Date, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("inr_per_unit", String(40), nullable=False),
)

# posting: what the line says, ledger/acts.py has the list.
postings = rows_table("postings", text_column("posting"), *line_columns())

# What a CLOSE recorded per side and currency: the next month must open with exactly this.
closings = rows_table(
    "closings",
    text_column("side"),
    text_column("currency"),
    Column("closing_count", Integer, nullable=False),
    minor("closing_minor"),
)

# What a CLOSE carries into the months after it: each item that something is open of or that is still looked at though
# it is over. Where the act says that it carries (`ledger/carried.py`), a month need not read what is over.
carried = rows_table("carried", text_column("item_kind"), text_column("item_key"), minor("open_minor"))

# Actions that were undone: their rows stay in the chain and count no longer.
undone = rows_table("undone", Column("undone_seq", Integer, nullable=False))

# Undos that were themselves taken back: what they took back counts again.
redone = rows_table("redone", Column("undo_seq", Integer, nullable=False))

# What a person said of an item, or a file of the desk did: the last answer stands, "" makes it unknown again. Who said
# it and when is told by the action. item_kind, fact and the spelling of the value: rulebook/facts.toml.
answers = rows_table(
    "answers", text_column("item_kind"), text_column("item_key"), text_column("fact"), text_column("value")
)

# The rows of an action in the order of its tree; a new table goes to the end.
PAYLOAD = (
    *(files, findings, orm_events, invoice_events, importers, rates, postings, closings, undone, answers),
    *(proposals, verdicts, closures, signatures, proposed_lines, signed_lists),
    *(proposed_facts, redone),
    *(audit_draws, audit_items, audit_signs),
    *(message_files, message_records, releases, message_marks, reply_files, message_replies),
    *(papers, paper_templates, papers_sent),
    carried,
)


@cache
def counts(table: Table) -> ColumnElement[bool]:
    """Rows of actions that were not undone: every reading of the ledger asks for these only."""
    return table.c.seq.not_in(taken_back())


def taken_back() -> Select[tuple[int]]:
    """Numbers of the actions that count no longer."""
    back = undone.alias("back")  # a query around it may name the table itself
    return select(back.c.undone_seq).where(back.c.seq.not_in(select(redone.c.undo_seq)))
