"""Last days that trade-credit, usance, interest, gold, merchanting and set-off rules give."""

from __future__ import annotations

from datetime import date

from udfs._law import ACTION_DATE, REMITTANCE_DATE, SHIPMENT_DATE, decide, value
from udfs._registry import Argument, worksheet_function
from xl_addin.engine.rule import Decision

EXPORT_DATE = Argument("export_date", "date", "Day of the export. Example: 2026-10-15")
CURRENCY = Argument("currency", "currency", 'Currency of the export, ISO code. Example: "USD"')
FIRST_LEG = Argument("first_leg", "date", "Day of the first leg of the deal. Example: 2026-02-10")
COMMODITIES = ("PLATINUM", "PALLADIUM", "RHODIUM", "SILVER", "DIAMOND", "PRECIOUS_STONE", "SEMI_PRECIOUS_STONE")
LIMBS = ("OUTLAY", "OVERALL")
LIMB = Argument("limb", "word", 'OUTLAY (taken if left out) or OVERALL. Example: "OVERALL"', False, LIMBS)


@worksheet_function(
    "TRADE_CREDIT_LIMIT",
    faces=value("date"),
    help="Last day of a deferred payment that is still trade credit, counted from shipment.",
    arguments=(
        SHIPMENT_DATE,
        Argument("capital_goods", "flag", "TRUE for capital goods, FALSE for other goods. Example: FALSE"),
        Argument("operating_cycle_days", "count", "Operating cycle in calendar days. Example: 150", False),
    ),
    example="={}(DATE(2026,3,31), FALSE, 150)",
    rules=("trade_credit.",),
)
def trade_credit_limit(
    shipment_date: date | None, capital_goods: bool | None, operating_cycle_days: int | None
) -> Decision:
    """The last day; none while the operating cycle of other than capital goods is not given."""
    return decide(
        "trade_credit_limit",
        shipment_date=shipment_date,
        capital_goods=capital_goods,
        operating_cycle_days=operating_cycle_days,
    )


@worksheet_function(
    "INTEREST_UNTIL",
    faces=value("date"),
    help="Last day for which interest on a usance or overdue bill may be paid; #N/A where the contract alone counts.",
    arguments=(SHIPMENT_DATE, ACTION_DATE),
    example="={}(DATE(2026,3,31), DATE(2026,5,4))",
    rules=("interest.",),
)
def interest_until(shipment_date: date | None, action_date: date | None) -> Decision:
    """The eve of the third anniversary of shipment while that rule is in force."""
    return decide("interest_until", shipment_date=shipment_date, action_date=action_date)


@worksheet_function(
    "SETOFF_LAST_DAY",
    faces=value("date"),
    help="Last day on which an export may be set off against an import, without an extension by the AD.",
    arguments=(EXPORT_DATE, CURRENCY, ACTION_DATE),
    example='={}(DATE(2026,10,15), "USD", DATE(2026,11,2))',
    rules=("setoff.",),
)
def setoff_last_day(export_date: date | None, currency: str | None, action_date: date | None) -> Decision:
    """The last day of the window, that day included."""
    return decide("set_off_last_day", export_date=export_date, currency=currency, action_date=action_date)


@worksheet_function(
    "MTT_LAST_DAY",
    faces=value("date"),
    help="Last day for the second leg of a merchanting deal; #N/A where the law has no such limit.",
    arguments=(FIRST_LEG, ACTION_DATE, LIMB),
    example="={}(DATE(2026,2,10), DATE(2026,5,4))",
    rules=("merchanting.",),
)
def mtt_last_day(first_leg: date | None, action_date: date | None, limb: str | None) -> Decision:
    """The last day by the rules of the action date."""
    return decide("merchanting_last_day", first_leg=first_leg, action_date=action_date, limb=limb or LIMBS[0])


@worksheet_function(
    "USANCE_LIMIT",
    faces=value("date"),
    help="Last day of usance or clean credit for precious metals, diamonds and stones, from shipment.",
    arguments=(
        Argument("commodity", "word", ", ".join(COMMODITIES), choices=COMMODITIES),
        SHIPMENT_DATE,
        Argument(
            "clean_credit", "flag", "TRUE without LC, undertaking or deposit of an Indian bank. Example: TRUE", False
        ),
        Argument("extended", "flag", "TRUE to ask how far the AD may extend clean credit. Example: FALSE", False),
    ),
    example='={}("DIAMOND", DATE(2026,3,31), TRUE)',
    rules=("usance.", "clean_credit."),
)
def usance_limit(
    commodity: str | None, shipment_date: date | None, clean_credit: bool | None, extended: bool | None
) -> Decision:
    """The last day; the shorter one while it is not known whether the credit is clean."""
    return decide(
        "usance_limit", commodity=commodity, shipment_date=shipment_date, clean_credit=clean_credit, extended=extended
    )


@worksheet_function(
    "GOLD_RETURN_BY",
    faces=value("date"),
    help="Last day on which the unused part of an advance for gold through IIBX may come back to the same AD.",
    arguments=(REMITTANCE_DATE, ACTION_DATE),
    example="={}(DATE(2026,4,15), DATE(2026,4,20))",
    rules=("iibx.",),
)
def gold_return_by(remittance_date: date | None, action_date: date | None) -> Decision:
    """The last day of the return."""
    return decide("gold_return_by", remittance_date=remittance_date, action_date=action_date)
