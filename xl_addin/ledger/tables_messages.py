"""Tables of the outbox: files for IDPMS with their records, who let them go, what IDPMS said of each record."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer

from xl_addin.ledger.table import minor, rows_table, text_column


def _number(name: str) -> Column[object]:
    return Column(name, Integer, nullable=False)


# A file that was drafted. `place` numbers those of one act from 1; act and place are its number. `running` counts the
# files of one message, AD code and day: with them it makes the name, which never comes again.
message_files = rows_table(
    "message_files",
    _number("place"),
    text_column("message"),
    text_column("file"),
    text_column("ad_code"),
    Column("day", Date, nullable=False),
    _number("running"),
    _number("records"),
    _number("invoices"),
    text_column("sha256"),
)

# A record of such a file, in its order: the reference by which IDPMS knows it, what it is of, what it reports
# (`origins`: postings, closures and proposals by their numbers), whether it closes the bill of entry, its texts on the
# wire as JSON.
message_records = rows_table(
    "message_records",
    _number("file_place"),
    _number("place"),
    text_column("indicator"),
    text_column("reference"),
    text_column("boe_key"),
    text_column("orm_key"),
    text_column("currency"),
    minor("amount_minor"),
    text_column("origins"),
    text_column("closing"),
    text_column("content"),
)

# A drafted file that another person let go: from then on its bytes are those of this hash.
releases = rows_table("releases", _number("draft_seq"), _number("draft_place"), text_column("sha256"))

# What became of a drafted file: sent to IDPMS on a day under its reference, or dropped before it was let go. Of a
# cancellation in it that IDPMS refused, by its reference: tried again, or done in IDPMS by hand.
message_marks = rows_table(
    "message_marks",
    _number("draft_seq"),
    _number("draft_place"),
    text_column("word"),
    text_column("on_day"),
    text_column("reference"),
    text_column("remarks"),
)

# A reply of IDPMS as it came in.
reply_files = rows_table(
    "reply_files",
    _number("place"),
    text_column("file"),
    text_column("sha256"),
    text_column("message"),
    _number("records"),
)

# One record of a reply: its codes, and the record that it answers (0 where none of ours was found).
message_replies = rows_table(
    "message_replies",
    _number("file_place"),
    _number("row"),
    text_column("named"),
    text_column("indicator"),
    text_column("codes"),
    text_column("orm_key"),
    _number("draft_seq"),
    _number("draft_place"),
    _number("record_place"),
)
