"""Tables of acts with two people: what was proposed, what another said of it, what was closed by it."""

from __future__ import annotations

from sqlalchemy import Column, Integer

from xl_addin.ledger.table import line_columns, minor, rows_table, text_column

# What a maker put forward: the act, the item, what would be closed, on which grounds. `place` numbers those of one
# action from 1: the action and the place are the number of a proposal. `seen` is the hash of what was seen.
proposals = rows_table(
    "proposals",
    Column("place", Integer, nullable=False),
    text_column("act"),
    text_column("item_kind"),
    text_column("item_key"),
    text_column("currency"),
    minor("amount_minor"),
    text_column("inr"),  # exact
    text_column("status"),
    text_column("reason"),
    text_column("code"),
    text_column("papers"),
    text_column("remarks"),
    text_column("branch"),
    text_column("owner"),
    text_column("seen"),
)

# What a proposal between remittances and invoices would post or take back: its lines, by its place in the action.
proposed_lines = rows_table("proposed_lines", Column("place", Integer, nullable=False), *line_columns())

# What a proposal itself says, by its place in the action: papers, days, the adjustment indicator; rulebook/facts.toml.
proposed_facts = rows_table(
    "proposed_facts", Column("place", Integer, nullable=False), text_column("fact"), text_column("value")
)

# What another person said of a proposal; `power` is the row of the bank's policy that covers it.
verdicts = rows_table(
    "verdicts",
    Column("proposal_seq", Integer, nullable=False),
    Column("proposal_place", Integer, nullable=False),
    text_column("word"),
    text_column("reason"),
    text_column("power"),
)

# What an approval closed of one invoice or remittance, or opened again: ledger/acts.py has the list.
closures = rows_table(
    "closures",
    text_column("act"),
    text_column("item_kind"),
    text_column("item_key"),
    text_column("currency"),
    minor("amount_minor"),
    Column("proposal_seq", Integer, nullable=False),
    Column("proposal_place", Integer, nullable=False),
)

# The month signed in a role: by whom and when is told by the action. `content` is the hash of what the closing says,
# `closing` that of the last act before it.
signatures = rows_table("signatures", text_column("role"), text_column("content"), text_column("closing"))

# What a signature stands for, list by list: rows, the total of all amounts as exact text, the hash of every cell.
signed_lists = rows_table(
    "signed_lists",
    text_column("name"),
    Column("rows", Integer, nullable=False),
    text_column("total"),
    text_column("digest"),
)

# A sample of what was closed, drawn for inspectors or auditors: how, of which month, and a hash of what it was drawn
# from; `size` is the number, the percentage or the INR of the method.
audit_draws = rows_table(
    "audit_draws",
    text_column("auditor"),
    text_column("method"),
    text_column("size"),
    text_column("seed"),
    text_column("population_hash"),
    text_column("of_period"),
)

# All that it was drawn from, one row a closure or a decision that allows one; `drawn` is Y for those of the sample.
audit_items = rows_table(
    "audit_items",
    text_column("subject"),
    text_column("item_kind"),
    text_column("item_key"),
    text_column("currency"),
    minor("amount_minor"),
    text_column("inr"),  # exact
    text_column("standing"),  # posted, or allowed and open
    text_column("why"),
    text_column("drawn"),
)

# What an inspector or auditor signed: the sample by its act, and a hash of the results as they stood.
audit_signs = rows_table("audit_signs", Column("draw_seq", Integer, nullable=False), text_column("content"))
