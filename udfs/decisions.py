"""Decisions on a bill, an entry or a remittance: each gives _OK, _STATUS and _WHY from one declaration."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from udfs._law import ACTION_DATE, DECISION, SATISFIED, SHIPMENT_DATE, decide
from udfs._registry import Argument, worksheet_function
from xl_addin.engine.rule import Decision
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers import reason_family

KEPT = 4096  # a column repeats the same few words

INVOICE_VALUE = Argument(
    "invoice_value",
    "amount",
    "Declared value of the invoice, in invoice currency: the base of the test. Example: 100000",
)
DIFFERENCE = Argument(
    "difference", "number", "Amount to close, in invoice currency; its sign only tells the direction. Example: 4812.50"
)
POLICY_PCT = Argument(
    "policy_pct", "amount", "The bank's own cap in percent of invoice value, if it has set one. Example: 5", False
)


@worksheet_function(
    "WRITEOFF",
    faces=DECISION,
    help="May the bank close a difference between invoice and payment?",
    arguments=(
        INVOICE_VALUE,
        DIFFERENCE,
        ACTION_DATE,
        Argument(
            "reason",
            "word",
            "DISCOUNT, EXCHANGE_RATE, FREIGHT, INSURANCE, OPERATIONAL, QUALITY, SHORT_SHIPMENT or DESTRUCTION",
            False,
        ),
        SATISFIED,
        Argument("suit_pending", "flag", "TRUE if a civil or criminal suit is pending. Example: FALSE", False),
        Argument("adverse_notice", "flag", "TRUE if ED, CBI or another agency gave notice. Example: FALSE", False),
        Argument("documents", "flag", "TRUE if satisfactory documents are in hand. Example: TRUE", False),
        POLICY_PCT,
    ),
    example='={}(100000, 4812.5, DATE(2026,5,4), "DISCOUNT", TRUE, FALSE, FALSE)',
    rules=("writeoff.",),
)
def writeoff(
    invoice_value: Decimal | None,
    difference: Decimal | None,
    action_date: date | None,
    reason: str | None,
    satisfied: bool | None,
    suit_pending: bool | None,
    adverse_notice: bool | None,
    documents: bool | None,
    policy_pct: Decimal | None,
) -> Decision:
    """Whether a difference on one invoice may be written off."""
    return decide(
        "write_off",
        writeoff_policy(policy_pct),
        invoice_value=invoice_value,
        difference=difference,
        action_date=action_date,
        reason=_family(reason, "writeoff"),
        satisfied=satisfied,
        suit_pending=suit_pending,
        adverse_notice=adverse_notice,
        documents=documents,
    )


@lru_cache(maxsize=KEPT)
def writeoff_policy(policy_pct: Decimal | None) -> Policy:
    """The bank's policy as far as the formula tells it."""
    return Policy(writeoff_cap_pct=policy_pct)


@lru_cache(maxsize=KEPT)
def _family(word: str | None, kind: str) -> str | None:
    """The reason as the law names it ("freight insurance" is FREIGHT); a word that names none stays as written."""
    return None if word is None else reason_family(word, kind) or word


@worksheet_function(
    "EXTENSION",
    faces=DECISION,
    help="May the payment date be extended?",
    arguments=(
        SHIPMENT_DATE,
        Argument("current_due", "date", "Last payment date as it stands now. Example: 2026-09-30"),
        Argument("requested_to", "date", "Last payment date asked for. Example: 2027-03-31"),
        ACTION_DATE,
        Argument(
            "reason",
            "word",
            "DISPUTE_QUANTITY, DISPUTE_QUALITY, CONTRACT_TERMS, FINANCIAL_DIFFICULTY or SUIT_AGAINST_SELLER",
            False,
        ),
        Argument(
            "under_investigation", "flag", "TRUE if ED, CBI or another agency investigates. Example: FALSE", False
        ),
        Argument(
            "outstanding_usd", "amount", "All unsettled import dues of the importer, in USD. Example: 650000", False
        ),
        Argument(
            "average_usd",
            "amount",
            "Average import remittances of the two preceding financial years, in USD. Example: 8000000",
            False,
        ),
        SATISFIED,
    ),
    example='={}(DATE(2026,1,15), DATE(2026,7,15), DATE(2027,1,15), DATE(2026,7,1), "DISPUTE_QUALITY", FALSE)',
    rules=("extension.",),
)
def extension(
    shipment_date: date | None,
    current_due: date | None,
    requested_to: date | None,
    action_date: date | None,
    reason: str | None,
    under_investigation: bool | None,
    outstanding_usd: Decimal | None,
    average_usd: Decimal | None,
    satisfied: bool | None,
) -> Decision:
    """Whether the payment date may move to the date asked for."""
    return decide(
        "extension",
        shipment_date=shipment_date,
        current_due=current_due,
        requested_to=requested_to,
        action_date=action_date,
        reason=_family(reason, "extension"),
        under_investigation=under_investigation,
        outstanding_usd=outstanding_usd,
        average_usd=average_usd,
        satisfied=satisfied,
    )


@worksheet_function(
    "SMALLVALUE",
    faces=DECISION,
    help="May an entry be closed as small value, on the importer's declaration?",
    arguments=(
        Argument("entry_inr", "amount", "Value of the whole entry in INR, not its open balance. Example: 850000"),
        Argument("declared", "flag", "TRUE if the importer has declared that it is paid. Example: TRUE"),
        ACTION_DATE,
    ),
    example="={}(850000, TRUE, DATE(2026,5,4))",
    rules=("small_value.",),
)
def small_value(entry_inr: Decimal | None, declared: bool | None, action_date: date | None) -> Decision:
    """Whether a small-value entry may be closed."""
    return decide("small_value", entry_inr=entry_inr, declared=declared, action_date=action_date)
