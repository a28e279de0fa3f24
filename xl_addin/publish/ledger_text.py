"""The ledger as a page of the documentation: what can happen, what a line can say, how rows are hashed and proved."""

from __future__ import annotations

from xl_addin.ledger.acts import ACTS, POSTINGS
from xl_addin.ledger.payload import columns_of
from xl_addin.ledger.stays import STAYS
from xl_addin.ledger.tables import PAYLOAD, SCHEMA_VERSION
from xl_addin.publish.register_text import markdown_table

HEAD = f"""\
<!-- generated from the list of acts and the tables of the ledger; do not edit -->
# The ledger

An append-only list of acts in a file of SQLite or a PostgreSQL database; schema {SCHEMA_VERSION}. Each act is one
transaction and one row of `actions`: its kind, period, as-on date, moment, person and detail. What it wrote stands in
the tables below, each row with the number of its act (`seq`). Nothing is changed or deleted: an act that was taken back
stays and counts no longer. In PostgreSQL the person (`user`) is who the database knows, and `computer_user` the user of
the computer; in a file `user` is the user of the computer ([shared ledger](shared-ledger.md)).
"""
CARRIED = """\
## What a closing carries

Each CLOSE keeps, in `carried`, every item that something is open of, and what is over and still looked at: cancelled,
closed by an approval, manual, under another AD code, with an answer on goods, payer or reason, one item for each
importer and currency, and answers on items that the ledger lacks; of an AD code that is cut over also what IDPMS lacks.
Its detail says how many live items it leaves at rest, and what they are worth, by AD code and currency. An open book,
and a command, reads from there: what is carried, all that acts have touched since, or undone since, and all that was
settled or put into a message since the cut-over. What rests is asked by name: items that a person names, numbers that
remarks name, spellings of an importer's parties. Where anything met then is met no more, or another cut-over counts,
all is read, as closings always do. `verify` reads both ways ([decision 44](decisions/44-what-a-closing-carries.md)).
"""
HASHES = """\
## How it is proved

1. A row's text is canonical JSON, `["table",value,…]`: UTF-8, no spaces, the values in the order of the columns above,
   a date as "2026-10-31", nothing as null. `swift`, `beneficiary_account` and `payment_terms` of a remittance are in
   it only where one of them says anything, `seller` of an invoice only where it does. Its hash is SHA-256 over a byte 0
   and that text.
2. The rows of an act are the leaves of the tree of RFC 6962, table by table in the order above, row by row in the
   order written; two hashes are joined as SHA-256 over a byte 1 and both. The root is the act's `payload_hash`.
3. The act's own `hash` is SHA-256 over its other fields as a JSON list of texts, `computer_user` at the end and only
   where it says anything; among them are the root and the hash of the act before. A closing prints the last hash as
   the head of the ledger.
4. So one row is proved by itself, its place and the hashes beside it up to the root; no other row is shown.
   `import-desk prove ITEM` writes the proof of all rows on an item with the acts up to the head, `verify --proof`
   checks it without a ledger. A hash does not hide a row that can be guessed: who knows all but a Y or N of a
   neighbour can try both ([decision 25](decisions/25-a-hash-does-not-hide-what-can-be-guessed.md)).
5. Acts of schemas 1 and 2 are proved whole, by the hash they were written with; `meta.whole_until` names the last one.
   Their tables `facts` and `words` are read as answers and written no more.
6. Each act is noted once more in `LEDGER.anchors` beside the file: `=`, number, hash, moment, person. A chain whose end
   was cut off, or made anew, is whole in itself; against these notes, and against the head on a closing's About sheet,
   it shows. No act is done on a ledger that lacks the last one noted; an act that is not noted, and came after one that
   is, was written past the program (`?` is an act whose run was stopped). Copy the file along with the ledger; where it
   is missing `verify` says that it cannot tell, and the next act begins it. Who may write to both can deceive both: the
   head that a closing printed is the last word ([decision 14](decisions/14-the-chain-is-anchored-outside.md)).
"""


def page() -> str:
    """docs/ledger.md."""
    acts = [
        (
            f"`{act.kind}`",
            act.words,
            ", ".join(f"`{table.name}`" for table in act.writes),
            "yes" if act.undoable else f"no: {STAYS[act.kind]}",
        )
        for act in ACTS.values()
    ]
    postings = [(f"`{one.word}`", one.meaning) for one in POSTINGS.values()]
    columns = [(f"`{table.name}`", ", ".join(column.name for column in columns_of(table))) for table in PAYLOAD]
    return "\n".join(
        [
            HEAD,
            f"## What can happen\n\n{markdown_table(('Act', 'In words', 'Writes', 'Can be taken back'), acts)}",
            f"## What a settlement line can say\n\n{markdown_table(('Posting', 'Meaning'), postings)}",
            f"## Tables\n\n{markdown_table(('Table', 'Columns'), columns)}",
            CARRIED,
            HASHES,
        ]
    )
