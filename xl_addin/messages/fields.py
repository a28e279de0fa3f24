"""The field table of every IDPMS message, from `message_fields.csv`: order, spelling on the wire, whether mandatory."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

RECORD_LEVEL, INVOICE_LEVEL = "rec", "inv"


@dataclass(frozen=True, slots=True)
class WireField:
    """One field: `tag` is the exact spelling on the wire, misspellings included."""

    tag: str
    level: str
    mandatory: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a message keeps its counts, records and invoices (paths of XML tags under `bank`)."""

    message: str
    record_list: str
    record: str
    record_count: str
    invoice_count: str = ""


ORM = Layout("ORM", "outwardReferences", "outwardReference", "noOfORM")
OBE = Layout("OBE", "billOfEntrys", "billOfEntry", "noOfbillOfEntry", "noOfInvoices")

# The middle token between the dots of a file name decides the layout, never the prefix.
XML_LAYOUTS = {"orm": ORM, "obe": OBE}


@cache
def fields(message: str) -> tuple[WireField, ...]:
    """Fields of `message` in wire order, without the header counts."""
    table = resources.files("xl_addin.messages").joinpath("message_fields.csv").read_text("utf-8")
    rows = csv.DictReader(table.splitlines())
    return tuple(
        WireField(row["element"].rsplit("/", 1)[-1], row["level"], row["mandatory"] == "M")
        for row in rows
        if row["message"] == message and row["level"] in (RECORD_LEVEL, INVOICE_LEVEL)
    )
