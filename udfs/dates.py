"""Dates that the rules give: payment, extension, evidence, documents, follow-up, entry; the age of what is overdue."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from operator import attrgetter

from udfs._law import ACTION_DATE, AS_OF, DECISION, REMITTANCE_DATE, SHIPMENT_DATE, decide, plain, value, word
from udfs._registry import Argument, Face, worksheet_function
from xl_addin.domain.errors import ValueRefused
from xl_addin.engine import ageing
from xl_addin.engine.rule import Decision

CAPITAL_GOODS = Argument(
    "capital_goods", "flag", "TRUE for capital goods, FALSE for other goods. Example: FALSE", False
)
YEAR = re.compile(r"[0-9]{4}-[0-9]{2}")


@worksheet_function(
    "PAYMENT_DUE",
    faces=(Face("", "date", attrgetter("value"), ""), *DECISION[1:]),
    help="Last day on which the import payment is in time; #N/A if the law or the facts give none.",
    arguments=(
        SHIPMENT_DATE,
        ACTION_DATE,
        Argument("contract_due", "date", "Payment date by the contract. Example: 2026-12-31", False),
        Argument("retention", "flag", "TRUE for an amount retained as performance guarantee. Example: FALSE", False),
    ),
    example="={}(DATE(2026,3,31), DATE(2026,5,4))",
    rules=("payment.",),
)
def payment_due(
    shipment_date: date | None, action_date: date | None, contract_due: date | None, retention: bool | None
) -> Decision:
    """When an import payment falls due."""
    return decide(
        "payment_due",
        shipment_date=shipment_date,
        action_date=action_date,
        contract_due=contract_due,
        retention=retention,
    )


@worksheet_function(
    "EXTENSION_DATE",
    faces=value("date"),
    help="Latest date that one extension may reach now: six-month steps from shipment, three years in all.",
    arguments=(
        SHIPMENT_DATE,
        Argument("current_due", "date", "Last payment date as it stands now. Example: 2026-07-15"),
        ACTION_DATE,
    ),
    example="={}(DATE(2026,1,15), DATE(2026,7,15), DATE(2026,7,1))",
    rules=("extension.step_months", "extension.total_months"),
)
def extension_date(shipment_date: date | None, current_due: date | None, action_date: date | None) -> Decision:
    """The latest date of one extension; none where the law has no step."""
    return decide("extension_room", shipment_date=shipment_date, current_due=current_due, action_date=action_date)


@worksheet_function(
    "EXTENSION_CAP_USD",
    faces=value("amount"),
    help="Outstanding in USD up to which the AD may extend beyond a year: the lower of the fixed and the average limb.",
    arguments=(
        Argument("years", "texts", 'Financial years, a range of texts. Example: "2024-25" in A2 and "2025-26" in A3'),
        Argument("remittances_usd", "amounts", "Import remittances of those years in USD, a range. Example: B2:B3"),
        ACTION_DATE,
    ),
    example='={}({"2024-25";"2025-26"}, {6000000;8000000}, DATE(2026,7,1))',
    rules=("extension.cap_usd", "extension.cap_pct", "extension.cap_average_years"),
)
def extension_cap_usd(
    years: tuple[str | None, ...], remittances_usd: tuple[Decimal | None, ...], action_date: date | None
) -> Decision | None:
    """The cap on the importer's outstanding; ranges of different sizes, or a year told twice, are refused."""
    if len(years) != len(remittances_usd):
        raise ValueRefused(len(remittances_usd), f"{len(years)} remittances, one for each year")
    told: dict[str, Decimal | None] = {}
    for year, remitted in zip(years, remittances_usd, strict=True):
        if year is None and remitted is None:
            continue
        if year is None or year in told or not _is_year(year):
            raise ValueRefused(year, "a financial year such as 2024-25, once")
        told[year] = remitted
    return None if action_date is None else decide("cap_usd", remittances=told, action_date=action_date)


def _is_year(text: str) -> bool:
    return bool(YEAR.fullmatch(text)) and (int(text[:4]) + 1) % 100 == int(text[5:])


@worksheet_function(
    "EVIDENCE_DUE",
    faces=value("date"),
    help="Last day for physical import after an advance, or for the evidence of a D/A bill on genuine delay.",
    arguments=(
        REMITTANCE_DATE,
        Argument("kind", "word", 'ADVANCE or DA. Example: "ADVANCE"', choices=("ADVANCE", "DA")),
        ACTION_DATE,
        CAPITAL_GOODS,
    ),
    example='={}(DATE(2026,4,15), "ADVANCE", DATE(2026,5,4), FALSE)',
    rules=("evidence.",),
)
def evidence_due(
    remittance_date: date | None, kind: str | None, action_date: date | None, capital_goods: bool | None
) -> Decision:
    """By when the import, or its evidence, must be there."""
    return decide(
        "evidence_due",
        remittance_date=remittance_date,
        kind=kind,
        action_date=action_date,
        capital_goods=capital_goods,
    )


@worksheet_function(
    "DOCUMENTS_DUE",
    faces=value("date"),
    help="Last day for the documents of the import after an advance: calendar days after EVIDENCE_DUE.",
    arguments=(REMITTANCE_DATE, ACTION_DATE, CAPITAL_GOODS),
    example="={}(DATE(2026,4,15), DATE(2026,5,4), FALSE)",
    rules=("evidence.documents_days",),
)
def documents_due(remittance_date: date | None, action_date: date | None, capital_goods: bool | None) -> Decision:
    """By when the documents must be there."""
    return decide(
        "documents_due", remittance_date=remittance_date, action_date=action_date, capital_goods=capital_goods
    )


@worksheet_function(
    "FOLLOWUP_STAGE",
    faces=word(),
    help="Stage of the follow-up: CLOSED, WITHIN_3_MONTHS, RIGOROUS_FOLLOWUP, DEFAULT or OPEN (bank's procedure).",
    arguments=(
        REMITTANCE_DATE,
        AS_OF,
        Argument("evidence", "flag", "TRUE if the evidence of import is there. Example: FALSE"),
        Argument(
            "letter_sent",
            "flag",
            "TRUE if a registered letter was sent; kept on record, moves no stage. Example: TRUE",
            False,
        ),
    ),
    example="={}(DATE(2026,4,15), DATE(2026,8,31), FALSE)",
    rules=("followup.",),
)
def followup_stage(
    remittance_date: date | None, as_of: date | None, evidence: bool | None, letter_sent: bool | None
) -> Decision:
    """The stage on a day; CHECK where a fact is missing."""
    return decide("follow_up", remittance_date=remittance_date, as_of=as_of, evidence=evidence)


@worksheet_function(
    "IDPMS_ENTRY_DUE",
    faces=value("date"),
    help="Last day for the entry in IDPMS of a document received; Sundays, 2nd and 4th Saturdays and holidays are out.",
    arguments=(
        Argument("received_date", "date", "Day of receipt from the importer or Customs. Example: 2026-11-02"),
        ACTION_DATE,
        Argument("holidays", "dates", "Bank holidays of the branch, a range of dates. Example: H2:H20", False),
    ),
    example='={}(DATE(2026,11,2), DATE(2026,11,3), {"2026-11-09"})',
    rules=("entry.working_days",),
)
def idpms_entry_due(received_date: date | None, action_date: date | None, holidays: tuple[date, ...]) -> Decision:
    """By when the entry must stand in IDPMS."""
    return decide("entry_due", received_date=received_date, action_date=action_date, holidays=frozenset(holidays))


@worksheet_function(
    "AGE_BUCKET",
    faces=plain("word"),
    help="How long overdue: NOT_DUE, 0-30, 31-90, 91-180, 181-365, 1-2Y, 2-3Y or >3Y (calendar days).",
    arguments=(Argument("due_date", "date", "Last day in time. Example: 2026-07-15"), AS_OF),
    example="={}(DATE(2026,7,15), DATE(2026,10,31))",
)
def age_bucket(due_date: date | None, as_of: date | None) -> str | None:
    """The bucket of the days overdue; the due date itself is not yet due."""
    return None if due_date is None or as_of is None else ageing.age_bucket(due_date, as_of)
