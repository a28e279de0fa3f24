"""Small fictional tables that examples with ranges refer to; the guide has a sheet for each."""

from __future__ import annotations

from datetime import date
from typing import Any

_ORM = (
    ("orm_number", "payment_date", "amount", "currency", "iec", "beneficiary", "remarks"),
    ("ORM0000001", date(2026, 9, 14), 48_250.0, "USD", "0388012345", "Ostsee Maschinen GmbH", "INV OM-7731"),
    ("ORM0000002", date(2026, 9, 21), 12_400.5, "EUR", "0388012345", "Rivage Chimie SA", "invoice RC/2041"),
    ("ORM0000003", date(2026, 10, 5), 9_975.0, "USD", "AAACN1234F", "Blue Harbour Trading", None),
)
_BOE = (
    (
        "boe_number",
        "boe_date",
        "port_code",
        "invoice_serial",
        "invoice_number",
        "invoice_value",
        "currency",
        "iec",
        "supplier",
    ),
    ("3456781", date(2026, 8, 28), "INNSA1", 1.0, "OM-7731", 48_250.0, "USD", "0388012345", "Ostsee Maschinen GmbH"),
    ("3456925", date(2026, 9, 2), "INMAA1", 1.0, "RC/2041", 12_400.5, "EUR", "0388012345", "Rivage Chimie SA"),
    ("3457004", date(2026, 9, 18), "INNSA1", 1.0, "BH-118", 9_975.0, "USD", "AAACN1234F", "Blue Harbour Trading"),
)
_RATES = (
    ("date", "currency", "inr_per_unit", "per_units"),
    (date(2026, 5, 1), "USD", 94.61, 1.0),
    (date(2026, 5, 1), "JPY", 60.35, 100.0),
)
SHEETS: dict[str, tuple[tuple[Any, ...], ...]] = {"ORM": _ORM, "BoE": _BOE, "Rates": _RATES}
