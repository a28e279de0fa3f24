"""DGFT: authorisation of IT hardware (IMS) and registration of monitored imports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from udfs._law import DECISION, decide, value
from udfs._registry import Argument, Face, worksheet_function
from xl_addin.engine.dgft.ims_need import NOT_REQUIRED, REQUIRED
from xl_addin.engine.rule import CHECK, Decision

SCHEMES = ("SIMS", "NFMIMS", "PIMS", "CHIMS", "CIMS")
HS = Argument("hs", "text", 'HS code of the tariff line, 8 digits. Example: "84713010"')
SCHEME = Argument("scheme", "word", ", ".join(SCHEMES), choices=SCHEMES)
REGISTER_DATE = Argument("register_date", "date", "Day of the registration with DGFT. Example: 2026-10-20")
BOE_DATE = Argument("boe_date", "date", "Date of the bill of entry. Example: 2026-11-02")
YEAR = Argument("authorisation_year", "count", "Calendar year of the authorisation. Example: 2026")
GOODS = (
    HS,
    Argument(
        "item", "word", 'LAPTOP, TABLET, ALL_IN_ONE_PC, ULTRA_SMALL_FORM_FACTOR, SERVER or other. Example: "LAPTOP"'
    ),
    Argument("quantity", "count", "Pieces in the consignment. Example: 20"),
    BOE_DATE,
    Argument("purpose", "word", 'Purpose that may free it. Example: "TESTING"', False),
    Argument("mode", "word", 'AIR, SEA, POST, COURIER, BAGGAGE ... Example: "COURIER"', False),
)


def _needed(found: Decision) -> bool | None:
    """None where a fact is missing."""
    return {REQUIRED: True, NOT_REQUIRED: False}.get(found.status)


def _answered(found: Decision) -> bool | None:
    """None where it cannot be told."""
    return None if found.status == CHECK else found.ok


@worksheet_function(
    "IMS",
    faces=DECISION,
    help="Is a bill of entry of IT hardware covered: free, or under a valid authorisation?",
    arguments=(*GOODS, YEAR._replace(required=False)),
    example='={}("84713010", "LAPTOP", 25, DATE(2026,11,2), "", "SEA", 2026)',
    rules=("ims.",),
)
def ims(
    hs: str | None,
    item: str | None,
    quantity: int | None,
    boe_date: date | None,
    purpose: str | None,
    mode: str | None,
    authorisation_year: int | None,
) -> Decision:
    """Whether the bill of entry is covered."""
    return decide(
        "ims",
        hs=hs,
        item=item,
        quantity=quantity,
        boe_date=boe_date,
        purpose=purpose,
        mode=mode,
        authorisation_year=authorisation_year,
    )


@worksheet_function(
    "IMS_REQUIRED",
    faces=(Face("", "flag", _needed, ""),),
    help="Does a bill of entry need an authorisation for IT hardware? #N/A while a fact is missing.",
    arguments=GOODS,
    example='={}("84713010", "LAPTOP", 25, DATE(2026,11,2))',
    rules=("ims.",),
)
def ims_required(
    hs: str | None, item: str | None, quantity: int | None, boe_date: date | None, purpose: str | None, mode: str | None
) -> Decision:
    """Whether an authorisation is needed."""
    return decide("ims_required", hs=hs, item=item, quantity=quantity, boe_date=boe_date, purpose=purpose, mode=mode)


@worksheet_function(
    "IMS_VALID",
    faces=(Face("", "flag", _answered, ""),),
    help="Does an authorisation of a calendar year cover a bill of entry date?",
    arguments=(YEAR, BOE_DATE),
    example="={}(2026, DATE(2026,11,2))",
    rules=("ims.valid_to",),
)
def ims_valid(authorisation_year: int | None, boe_date: date | None) -> Decision:
    """Whether an authorisation is in life."""
    return decide("ims_valid", authorisation_year=authorisation_year, boe_date=boe_date)


@worksheet_function(
    "IMS_OPEN",
    faces=(Face("", "flag", _answered, ""),),
    help="Does DGFT take applications for an authorisation on a day? #N/A for windows that were not seen.",
    arguments=(Argument("apply_date", "date", "Day of the application. Example: 2026-12-15"),),
    example="={}(DATE(2026,12,15))",
    rules=("ims.portal",),
)
def ims_open(apply_date: date | None) -> Decision:
    """Whether the portal is open."""
    return decide("ims_open", apply_date=apply_date)


@worksheet_function(
    "MONITORING",
    faces=DECISION,
    help="Are monitored goods registered within the window before arrival?",
    arguments=(
        SCHEME,
        HS._replace(help='HS code of the tariff line, 8 digits. Example: "72083940"'),
        Argument("eta", "date", "Day of arrival. Example: 2026-11-20"),
        REGISTER_DATE,
        Argument(
            "listed", "flag", "TRUE if the line is on the scheme's own list (ch. 48, 74, 76). Example: TRUE", False
        ),
        Argument("mode", "word", 'How the goods come; NFMIMS does not reach AIR. Example: "AIR"', False),
    ),
    example='={}("SIMS", "72083940", DATE(2026,11,20), DATE(2026,10,20))',
    rules=("monitoring.",),
)
def monitoring(
    scheme: str | None,
    hs: str | None,
    eta: date | None,
    register_date: date | None,
    listed: bool | None,
    mode: str | None,
) -> Decision:
    """Whether a registration covers the arrival."""
    return decide("monitoring", scheme=scheme, hs=hs, eta=eta, register_date=register_date, listed=listed, mode=mode)


@worksheet_function(
    "MONITORING_VALID_UNTIL",
    faces=value("date"),
    help="Last day of a registration's life.",
    arguments=(SCHEME, REGISTER_DATE),
    example='={}("SIMS", DATE(2026,10,20))',
    rules=("monitoring.",),
)
def monitoring_valid_until(scheme: str | None, register_date: date | None) -> Decision:
    """Until when a registration is good."""
    return decide("monitoring_valid_until", scheme=scheme, register_date=register_date)


@worksheet_function(
    "MONITORING_FEE",
    faces=value("amount"),
    help="Fee of a registration in INR; #N/A where the figure is not encoded.",
    arguments=(SCHEME, Argument("cif_inr", "amount", "CIF value of the goods in INR. Example: 2500000"), REGISTER_DATE),
    example='={}("CHIMS", 250000, DATE(2026,10,20))',
    rules=("monitoring.",),
)
def monitoring_fee(scheme: str | None, cif_inr: Decimal | None, register_date: date | None) -> Decision:
    """What a registration costs."""
    return decide("monitoring_fee", scheme=scheme, cif_inr=cif_inr, register_date=register_date)
