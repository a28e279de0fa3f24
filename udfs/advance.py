"""Whether an advance for an import may be remitted, and by when gold money comes back."""

from __future__ import annotations

from udfs._law import value
from udfs._question import decision_function

ADVANCE = decision_function(
    "advance",
    upto="marked_off",
    needs="action_date",
    named={"advance_security_limit": "policy_limit_usd"},
    choices={
        "import_type": ("GOODS", "SERVICES", "SHIP", "AIRCRAFT", "ROUGH_DIAMOND", "GOLD", "SILVER"),
        "importer": ("PRIVATE", "PSU"),
    },
    help="May an advance for an import be remitted, and does it need security?",
    example='={}(150000, "GOODS", "PRIVATE", DATE(2026,5,4))',
    rules=("advance.",),
)

GOLD_RETURN_BY = decision_function(
    "gold_return_by",
    faces=value("date"),
    help="Last day on which the unused part of an advance for gold through IIBX may come back to the same AD.",
    example="={}(DATE(2026,4,15), DATE(2026,4,20))",
    rules=("iibx.",),
)
