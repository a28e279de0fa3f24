"""Whether an advance for an import may be remitted, and by when gold money comes back."""

from __future__ import annotations

from udfs._law import value
from udfs._question import decision_function
from xl_addin.engine.advance.conditions import Advance
from xl_addin.engine.advance.gold import GoldReturnBy

ADVANCE = decision_function(
    Advance,
    upto="conditions_met",
    then=("conditions_met",),
    named={"advance_security_limit": "policy_limit_usd"},
    help="May an advance for an import be remitted, and does it need security?",
    example='={}(150000, "GOODS", "PRIVATE", DATE(2026,5,4))',
    rules=("advance.",),
)

GOLD_RETURN_BY = decision_function(
    GoldReturnBy,
    faces=value("date"),
    help="Last day on which the unused part of an advance for gold through IIBX may come back to the same AD.",
    example="={}(DATE(2026,4,15), DATE(2026,4,20))",
    rules=("iibx.",),
)
