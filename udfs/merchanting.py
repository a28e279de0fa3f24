"""Whether a merchanting deal keeps its period, and until when."""

from __future__ import annotations

from udfs._law import value
from udfs._question import decision_function

LIMBS = ("OUTLAY", "OVERALL")

MTT = decision_function(
    "merchanting",
    upto="limb",
    needs="action_date",
    choices={"limb": LIMBS},
    help="Does a merchanting deal keep its period?",
    example="={}(DATE(2026,2,10), DATE(2026,6,10), DATE(2026,6,10))",
    rules=("merchanting.",),
)

MTT_LAST_DAY = decision_function(
    "merchanting_last_day",
    faces=value("date"),
    needs="action_date",
    choices={"limb": LIMBS},
    help="Last day for the second leg of a merchanting deal; #N/A where the law has no such limit.",
    example="={}(DATE(2026,2,10), DATE(2026,5,4))",
    rules=("merchanting.",),
)
