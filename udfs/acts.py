"""Decisions on advances, set-off, merchanting, direct documents and closures; what enters IDPMS."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from udfs._law import ACTION_DATE, DECISION, decide, plain, word
from udfs._registry import Argument, worksheet_function
from udfs.limits import CURRENCY, EXPORT_DATE, FIRST_LEG, LIMB, LIMBS
from xl_addin.engine.idpms import closure as closing
from xl_addin.engine.rule import Decision
from xl_addin.rulebook.policy import Policy

IMPORT_TYPES = ("GOODS", "SERVICES", "SHIP", "AIRCRAFT", "ROUGH_DIAMOND", "GOLD", "SILVER")
IDPMS_TYPES = ("GOODS", "SERVICES", "SERVICE_ADVANCE", "NON_PHYSICAL", "MERCHANTING")
CATEGORIES = ("ORDINARY", "WOS", "STATUS_HOLDER", "EOU_SEZ", "PSU", "LIMITED_COMPANY")
SIDES = (closing.BOE, closing.ORM)


@worksheet_function(
    "ADVANCE",
    faces=DECISION,
    help="May an advance for an import be remitted, and does it need security?",
    arguments=(
        Argument("amount_usd", "amount", "Advance in USD, or its equivalent. Example: 200000"),
        Argument("import_type", "word", ", ".join(IMPORT_TYPES), choices=IMPORT_TYPES),
        Argument(
            "importer", "word", 'PRIVATE, or PSU (Government too). Example: "PRIVATE"', choices=("PRIVATE", "PSU")
        ),
        ACTION_DATE,
        Argument(
            "waiver",
            "flag",
            "TRUE if waived: by the bank on track record, for a PSU by the Ministry. Example: FALSE",
            False,
        ),
        Argument("prior_unrepatriated", "flag", "TRUE if an earlier advance failed and was not repatriated", False),
        Argument("marked_off", "flag", "TRUE if the IDPMS entry of that advance is marked off. Example: TRUE", False),
        Argument(
            "policy_limit_usd", "amount", "The bank's own limit in USD, if it has set one. Example: 500000", False
        ),
    ),
    example='={}(150000, "GOODS", "PRIVATE", DATE(2026,5,4))',
    rules=("advance.",),
)
def advance(
    amount_usd: Decimal | None,
    import_type: str | None,
    importer: str | None,
    action_date: date | None,
    waiver: bool | None,
    prior_unrepatriated: bool | None,
    marked_off: bool | None,
    policy_limit_usd: Decimal | None,
) -> Decision:
    """Whether an advance may be remitted now."""
    return decide(
        "advance",
        Policy(advance_security_limit=policy_limit_usd),
        amount_usd=amount_usd,
        import_type=import_type,
        importer=importer,
        action_date=action_date,
        waiver=waiver,
        prior_unrepatriated=prior_unrepatriated,
        marked_off=marked_off,
    )


@worksheet_function(
    "SETOFF",
    faces=DECISION,
    help="May an export be set off against an import on a day?",
    arguments=(
        EXPORT_DATE,
        Argument("setoff_date", "date", "Day of the set-off. Example: 2027-03-31"),
        CURRENCY,
        ACTION_DATE,
    ),
    example='={}(DATE(2026,10,15), DATE(2027,3,31), "USD", DATE(2026,11,2))',
    rules=("setoff.",),
)
def set_off(
    export_date: date | None, setoff_date: date | None, currency: str | None, action_date: date | None
) -> Decision:
    """Whether the set-off lies in its window."""
    return decide(
        "set_off", export_date=export_date, setoff_date=setoff_date, currency=currency, action_date=action_date
    )


@worksheet_function(
    "MTT",
    faces=DECISION,
    help="Does a merchanting deal keep its period?",
    arguments=(
        FIRST_LEG,
        Argument("second_leg", "date", "Day of the second leg of the deal. Example: 2026-06-10"),
        ACTION_DATE,
        LIMB,
    ),
    example="={}(DATE(2026,2,10), DATE(2026,6,10), DATE(2026,6,10))",
    rules=("merchanting.",),
)
def mtt(first_leg: date | None, second_leg: date | None, action_date: date | None, limb: str | None) -> Decision:
    """Whether both legs lie within the period."""
    return decide(
        "merchanting", first_leg=first_leg, second_leg=second_leg, action_date=action_date, limb=limb or LIMBS[0]
    )


@worksheet_function(
    "DIRECTDOCS",
    faces=DECISION,
    help="May the importer receive the documents of a bill directly?",
    arguments=(
        Argument("invoice_usd", "amount", "Value of the bill in USD. Example: 250000"),
        Argument("category", "word", ", ".join(CATEGORIES), choices=CATEGORIES),
        ACTION_DATE,
    ),
    example='={}(250000, "ORDINARY", DATE(2026,5,4))',
    rules=("direct_docs.",),
)
def direct_documents(invoice_usd: Decimal | None, category: str | None, action_date: date | None) -> Decision:
    """Whether documents may come directly."""
    return decide("direct_documents", invoice_usd=invoice_usd, category=category, action_date=action_date)


@worksheet_function(
    "CLOSURE",
    faces=DECISION,
    help="Does the closure of a bill of entry carry what its code and its approver need?",
    arguments=(
        Argument("code", "text", "Adjustment indicator of the BoE closure, 1 to 8. Example: 5"),
        Argument("shipping_bill_no", "text", 'Shipping bill number, for codes 4 to 6. Example: "7654321"', False),
        Argument("shipping_bill_date", "date", "Date of the shipping bill. Example: 2026-04-02", False),
        Argument("approved_by", "text", "1 RBI, 2 AD, 3 others. Example: 2", False),
        Argument("letter_no", "text", 'Number of RBI\'s letter, for approver 1. Example: "FED/12/2026"', False),
        Argument("letter_date", "date", "Date of that letter. Example: 2026-04-20", False),
    ),
    example='={}(5, "7654321", DATE(2026,4,2), 2)',
)
def closure(
    code: str | None,
    shipping_bill_no: str | None,
    shipping_bill_date: date | None,
    approved_by: str | None,
    letter_no: str | None,
    letter_date: date | None,
) -> Decision:
    """Whether the closure is complete."""
    return decide(
        "closure",
        side=closing.BOE,
        code=code,
        shipping_bill_no=shipping_bill_no,
        shipping_bill_date=shipping_bill_date,
        approved_by=approved_by,
        letter_no=letter_no,
        letter_date=letter_date,
    )


@worksheet_function(
    "CLOSURE_MEANING",
    faces=plain("text"),
    help="What a closure code means; #N/A for a code that is not on the list.",
    arguments=(
        Argument("code", "text", "Adjustment indicator. Example: 3"),
        Argument("side", "word", 'BOE (taken if left out) or ORM. Example: "ORM"', False, SIDES),
    ),
    example='={}(3, "BOE")',
)
def closure_meaning(code: str | None, side: str | None) -> str | None:
    """The meaning of an adjustment indicator."""
    return None if code is None else closing.closure_meaning(code, side or closing.BOE)


@worksheet_function(
    "IDPMS_SCOPE",
    faces=word(),
    help="ENTRY or NO_ORM: does the remittance for an import enter IDPMS? CHECK where the text leaves it open.",
    arguments=(Argument("import_type", "word", ", ".join(IDPMS_TYPES), choices=IDPMS_TYPES), ACTION_DATE),
    example='={}("NON_PHYSICAL", DATE(2026,5,4))',
    rules=("idpms.entry_types", "idpms.no_orm_types"),
)
def idpms_scope(import_type: str | None, action_date: date | None) -> Decision:
    """Whether a remittance enters IDPMS."""
    return decide("idpms_scope", import_type=import_type, action_date=action_date)
