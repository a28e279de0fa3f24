"""Whether a merchanting deal keeps its period, and until when."""

from __future__ import annotations

from udfs._law import value
from udfs._question import decision_function
from xl_addin.engine.merchanting.periods import Merchanting, MerchantingLastDay

MTT = decision_function(
    Merchanting,
    upto="limb",
    needs="action_date",
    help="Does a merchanting deal keep its period?",
    example="={}(DATE(2026,2,10), DATE(2026,6,10), DATE(2026,6,10))",
    rules=("merchanting.",),
)

MTT_LAST_DAY = decision_function(
    MerchantingLastDay,
    faces=value("date"),
    help="Last day for the second leg of a merchanting deal; #N/A where the law has no such limit.",
    example="={}(DATE(2026,2,10), DATE(2026,5,4))",
    rules=("merchanting.",),
)
