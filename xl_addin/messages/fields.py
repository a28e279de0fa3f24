"""Where each IDPMS message keeps its counts, records and invoices, spelt as on the wire, mistakes included."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """Tags of a message under `bank`: list, record, and the counts that its checkSum must hold."""

    message: str
    record_list: str
    record: str
    record_count: str
    invoice_count: str = ""

    @property
    def invoices(self) -> str:
        """Tag of a record that holds its invoices; "" for a message without any."""
        return "invoices" if self.invoice_count else ""


ORM = Layout("ORM", "outwardReferences", "outwardReference", "noOfORM")
OBE = Layout("OBE", "billOfEntrys", "billOfEntry", "noOfbillOfEntry", "noOfInvoices")

# The middle token between the dots of a file name decides the layout, never the prefix.
XML_LAYOUTS = {"orm": ORM, "obe": OBE}
