"""What enters IDPMS and by when, and what the closure of a bill of entry needs."""

from __future__ import annotations

from udfs._facts import argument
from udfs._law import plain, value, word
from udfs._question import decision_function
from udfs._registry import worksheet_function
from xl_addin.engine.idpms.closure import BOE, ORM, Closure
from xl_addin.engine.idpms.closure import closure_meaning as meaning_of
from xl_addin.engine.idpms.scope import EntryDue, IdpmsScope

IDPMS_SCOPE = decision_function(
    IdpmsScope,
    faces=word(),
    help="ENTRY or NO_ORM: does the remittance for an import enter IDPMS? CHECK where the text leaves it open.",
    example='={}("NON_PHYSICAL", DATE(2026,5,4))',
    rules=("idpms.entry_types", "idpms.no_orm_types"),
)

IDPMS_ENTRY_DUE = decision_function(
    EntryDue,
    faces=value("date"),
    help="Last day for the entry in IDPMS of a document received; Sundays, 2nd and 4th Saturdays and holidays are out.",
    example='={}(DATE(2026,11,2), DATE(2026,11,3), {"2026-11-09"})',
    rules=("entry.working_days",),
)

CLOSURE = decision_function(
    Closure,
    given={"side": BOE},
    upto="letter_date",
    help="Does the closure of a bill of entry carry what its code and its approver need?",
    example='={}(5, "7654321", DATE(2026,4,2), 2)',
)


@worksheet_function(
    faces=plain("text"),
    help="What a closure code means; #N/A for a code that is not on the list.",
    arguments=(
        argument("code", help="Adjustment indicator. Example: 3"),
        argument("side", required=False, choices=(BOE, ORM)),
    ),
    example='={}(3, "BOE")',
)
def closure_meaning(code: str | None, side: str | None) -> str | None:
    """The meaning of an adjustment indicator."""
    return None if code is None else meaning_of(code, side or BOE)
