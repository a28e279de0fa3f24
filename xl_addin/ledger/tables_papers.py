"""Tables of papers: the register of what was issued, the templates it was made from, what was sent and how."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, String

from xl_addin.ledger.table import rows_table, text_column

# A paper that was issued: its number is never given again. `of_seq` is the act, or the first of several, that it is a
# view of, 0 for none. `facts` is all that it says (documents/facts.py): with the template it is made again, the same.
# `file` is the file that it stands in, alone or with others, `sha256` the hash of that file.
papers = rows_table(
    "papers",
    text_column("kind"),
    text_column("number"),
    text_column("item_kind"),
    text_column("item_key"),
    Column("of_seq", Integer, nullable=False),
    text_column("file"),
    Column("sha256", String(64), nullable=False),
    Column("template", String(64), nullable=False),
    text_column("facts"),
)

# Each state of a template by its hash, kept once.
paper_templates = rows_table(
    "paper_templates", Column("sha256", String(64), nullable=False), text_column("name"), text_column("text")
)

# That a paper left the bank: how, by which receipt, on which day.
papers_sent = rows_table(
    "papers_sent",
    text_column("number"),
    text_column("mode"),
    text_column("receipt"),
    Column("on", Date, nullable=False),
)
