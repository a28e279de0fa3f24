"""Remittances and invoices for the settlement tests, written as a banker would, with defaults for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

DAY = date(2026, 10, 1).toordinal()

ORM = {
    "orm_key": "",
    "iec": "ZZAAA0001A",
    "currency": "USD",
    "on": DAY,
    "open_minor": 0,
    "party": "ATLANTIQ CABLES CO LTD",
    "country": "CN",
    "remarks": "",
    "is_advance": False,
    "deal_rate": "",
    "on_behalf_of_iec": "",
    "payer": "",
}
INVOICE = {
    "invoice_key": "",
    "boe_key": "",
    "boe_number": "",
    "boe_date": DAY - 30,
    "port_code": "INNSA1",
    "serial": 1,
    "invoice_number": "",
    "supplier": "Atlantiq Cables Co Ltd.",
    "seller": "",
    "third_party": "",
    "country": "CN",
    "iec": "ZZAAA0001A",
    "currency": "USD",
    "value_minor": 0,
    "open_minor": 0,
    "terms": "CIF",
    "freight_minor": 0,
    "insurance_minor": 0,
    "discount_minor": 0,
    "other_currency_charges": False,
}


def orm(key: str, amount: int, **more: Any) -> dict[str, Any]:
    """A remittance of `amount` minor units."""
    return {**ORM, "orm_key": key, "open_minor": amount, **more}


def invoice(boe: str, serial: int, amount: int, **more: Any) -> dict[str, Any]:
    """An invoice of `amount` minor units on a bill of entry; nothing settled yet."""
    day = more.get("boe_date", INVOICE["boe_date"])
    port = more.get("port_code", INVOICE["port_code"])
    keys = {"invoice_key": f"{boe}/{serial}", "boe_key": f"{boe}/{day}/{port}", "boe_number": boe, "serial": serial}
    number = f"XX/{boe}-{serial}"
    return {**INVOICE, **keys, "invoice_number": number, "value_minor": amount, "open_minor": amount, **more}


def orms(*rows: dict[str, Any]) -> pd.DataFrame:
    """Frame of remittances with its column types, also when empty."""
    frame = pd.DataFrame(list(rows), columns=list(ORM))
    return frame.astype({"on": "int64", "open_minor": "int64", "is_advance": bool})


def invoices(*rows: dict[str, Any]) -> pd.DataFrame:
    """Frame of invoices with its column types, also when empty."""
    frame = pd.DataFrame(list(rows), columns=list(INVOICE))
    whole = [name for name in INVOICE if name.endswith("_minor")] + ["boe_date", "serial"]
    return frame.astype(dict.fromkeys(whole, "int64"))


Row = dict[str, Any]
# orm, invoice, amount, pass, tier, reason
Line = tuple[str, str, int, str, str, str]


@dataclass(frozen=True)
class MatchCase:
    """A sentence, the open items, and the lines that the rule gives."""

    name: str
    orms: list[Row]
    invoices: list[Row]
    lines: list[Line] = field(default_factory=list)
