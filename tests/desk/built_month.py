"""A month with every kind of item that has a date, built by code; what its dates are is worked out from the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, obe_xml, orm
from tests.desk.month_fixture import close


class Remittance(NamedTuple):
    """A remittance and the dates of rules 5.7: evidence and documents are of advances, the ladder is of all."""

    number: str
    paid: str
    purpose: str  # S0101 advance, S0102 payment against documents
    capital: str
    old_due: date | None
    old_documents: date | None


REMITTANCES = (
    # 5-Jan-2026 + 6 months; + 15 days
    Remittance("IBA26010000001", "05/01/2026", "S0101", "N", date(2026, 7, 5), date(2026, 7, 20)),
    # 31-Aug-2025 + 6 months is cut to the last day of February (K1)
    Remittance("IBA25080000002", "31/08/2025", "S0101", "N", date(2026, 2, 28), date(2026, 3, 15)),
    # 14-Nov-2025 + 36 months: one old date
    Remittance("IBA25110000003", "14/11/2025", "S0101", "Y", date(2028, 11, 14), date(2028, 11, 29)),
    # 30-Sep-2023 + 36 months: the eve of the switch
    Remittance("IBA23090000004", "30/09/2023", "S0101", "Y", date(2026, 9, 30), date(2026, 10, 15)),
    # made after the switch: no former date
    Remittance("IBA26100000005", "20/10/2026", "S0101", "N", None, None),
    Remittance("IBA26100000006", "20/10/2026", "S0101", "Y", None, None),
    # no advance: the ladder alone, 3 + 3 months from the remittance, capital goods or not
    Remittance("IBA26010000007", "05/01/2026", "S0102", "N", date(2026, 7, 5), None),
    Remittance("IBA25110000008", "14/11/2025", "S0102", "Y", date(2026, 5, 14), None),
)


class Bill(NamedTuple):
    """A bill of entry with what is said of it, and its dates by rules 5.1."""

    number: str
    said: dict[str, str]
    due: date | None
    old_due: date | None


def _said(shipped: str = "", contract: str = "", **more: str) -> dict[str, str]:
    return {"shipment_date": shipped, "contract_due_date": contract, **more}


_EXTENDED = {"extension_granted_to": "31/12/2026"}
BILLS = (
    # 20-Mar-2026 + 6 months has passed before the switch; the contract's date is the one in force
    Bill("4000001", _said("20/03/2026", "20/11/2026"), date(2026, 11, 20), date(2026, 9, 20)),
    # + 6 months lies after the switch: both; a tenth is retained, the dates are those of the rest
    Bill(
        "4000002",
        _said("01/05/2026", "01/12/2026", retained_amount="50", retained_until="31/03/2027"),
        date(2026, 12, 1),
        date(2026, 11, 1),
    ),
    # the contract had passed before the switch, the old date had not: no breach, but overdue
    Bill("4000003", _said("16/06/2026", "14/09/2026"), date(2026, 9, 14), date(2026, 12, 16)),
    # shipped after the switch
    Bill("4000004", _said("02/10/2026", "05/01/2027"), date(2027, 1, 5), None),
    # a fact is missing
    Bill("4000005", _said("20/03/2026"), None, date(2026, 9, 20)),
    Bill("4000006", _said("", "05/01/2027"), None, None),
    # extended before the switch: both dates move; on a day that nobody told, or after it: the old one does not
    Bill(
        "4000007",
        _said("20/03/2026", "20/09/2026", **_EXTENDED, extension_granted_on="15/09/2026"),
        date(2026, 12, 31),
        date(2026, 12, 31),
    ),
    Bill("4000008", _said("20/03/2026", "20/09/2026", **_EXTENDED), date(2026, 12, 31), date(2026, 9, 20)),
    Bill(
        "4000009",
        _said("20/03/2026", "20/09/2026", **_EXTENDED, extension_granted_on="05/10/2026"),
        date(2026, 12, 31),
        date(2026, 9, 20),
    ),
    # the contract reaches beyond the extension: its later day is the one in force, on each sheet
    Bill(
        "4000010",
        _said("20/03/2026", "31/03/2027", **_EXTENDED, extension_granted_on="15/09/2026"),
        date(2027, 3, 31),
        date(2026, 12, 31),
    ),
    Bill("4000011", _said("20/03/2026", **_EXTENDED, extension_granted_on="15/09/2026"), None, date(2026, 12, 31)),
)
PORT, DATED = "INNSA1", date(2026, 10, 6)


def close_built(out: Path) -> None:
    """Closes the built month into `out`, whose extracts lie in a folder there."""
    source = out / "extracts"
    source.mkdir()
    facts = [
        {
            "item_kind": "BOE",
            "bill_of_entry_number": bill.number,
            "bill_of_entry_date": f"{DATED:%d/%m/%Y}",
            "port_of_discharge": PORT,
            **bill.said,
        }
        for bill in BILLS
    ]
    orms = [
        orm(number=one.number, paid=one.paid, purpose=one.purpose, flag=one.capital, amount=f"{at}777.00")
        for at, one in enumerate(REMITTANCES, 1)
    ]
    bills = [boe(number=bill.number, dated=f"{DATED:%d/%m/%Y}", port=PORT) for bill in BILLS]
    headers = list(dict.fromkeys(name for row in facts for name in row))
    files = {
        "orm.csv": csv_text(orms),
        "0009001_RBI0610202601.obe.xml": obe_xml(*bills),
        "facts.csv": csv_text(facts, headers),
        "importers.csv": csv_text([IMPORTER]),
        "rates.csv": "date,currency,inr_per_unit\n2026-10-30,USD,97.2892\n",
    }
    for name, content in files.items():
        (source / name).write_text(content, "utf-8")
    close(source, out)
