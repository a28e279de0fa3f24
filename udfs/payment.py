"""When an import payment falls due, how far it may be extended, last days of credit and interest, what is payable."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from udfs._facts import argument
from udfs._law import known_words, law_with, plain, value, word, words_for
from udfs._question import decision_function
from udfs._registry import Argument, worksheet_function
from xl_addin.domain.errors import ValueRefused
from xl_addin.engine import ageing
from xl_addin.engine.payment import terms as delivery
from xl_addin.engine.payment.due import PaymentDue
from xl_addin.engine.payment.extension import CapUsd, ExtensionRoom
from xl_addin.engine.payment.extension_conditions import Extension
from xl_addin.engine.payment.interest import InterestUntil
from xl_addin.engine.payment.standing import PaymentStanding
from xl_addin.engine.payment.trade_credit import TradeCreditLimit
from xl_addin.engine.payment.usance import UsanceLimit
from xl_addin.engine.rule import Decision

YEAR = re.compile(r"[0-9]{4}-[0-9]{2}")

PAYMENT_DUE = decision_function(
    PaymentDue,
    faces=value("date"),
    upto="clean_credit",
    help="Last day on which the import payment is in time; #N/A if the law or the facts give none.",
    example="={}(DATE(2026,3,31), DATE(2026,5,4))",
    rules=("payment.",),
)

PAYMENT_DUE_STANDING = decision_function(
    PaymentStanding,
    faces=word(),
    upto="clean_credit",
    then=("clean_credit",),
    named={"due_soon_days": "due_soon_days"},
    help="Is an unpaid import NOT_DUE, DUE_SOON, OVERDUE, or BREACH_BEFORE_SWITCH on the action date?",
    example="={}(DATE(2026,3,31), DATE(2026,11,2), DATE(2026,12,31))",
    rules=("payment.",),
)

EXTENSION = decision_function(
    Extension,
    upto="clean_credit",
    rows={"reason": "extension_reason"},
    help="May the payment date be extended?",
    example='={}(DATE(2026,1,15), DATE(2026,7,15), DATE(2027,1,15), DATE(2026,7,1), "DISPUTE_QUALITY", "N")',
    rules=("extension.",),
)

EXTENSION_DATE = decision_function(
    ExtensionRoom,
    faces=value("date"),
    upto="action_date",
    help="Latest date that one extension may reach now: six-month steps from shipment, three years in all.",
    example="={}(DATE(2026,1,15), DATE(2026,7,15), DATE(2026,7,1))",
    rules=("extension.step_months", "extension.total_months"),
)


@worksheet_function(
    faces=value("amount", "cap USD"),
    help="Outstanding in USD up to which the AD may extend beyond a year: the lower of the fixed and the average limb.",
    arguments=(
        Argument("years", "texts", 'Financial years, a range of texts. Example: "2024-25" in A2 and "2025-26" in A3'),
        Argument("remittances_usd", "amounts", "Import remittances of those years in USD, a range. Example: B2:B3"),
        argument("action_date"),
    ),
    example='={}({"2024-25";"2025-26"}, {6000000;8000000}, DATE(2026,7,1))',
    rules=("extension.cap_usd", "extension.cap_pct", "extension.cap_average_years"),
)
def extension_cap_usd(
    years: tuple[str | None, ...], remittances_usd: tuple[Decimal | None, ...], action_date: date | None
) -> Decision:
    """The cap on the importer's outstanding; ranges of different sizes, or a year told twice, are refused."""
    if len(years) != len(remittances_usd):
        raise ValueRefused(len(remittances_usd), f"{len(years)} remittances, one for each year")
    told: dict[str, Decimal | None] = {}
    for year, remitted in zip(years, remittances_usd, strict=True):
        if year is None and remitted is None:
            continue
        if year is None or year in told or not _is_year(year):
            raise ValueRefused(year or "a blank", "a financial year such as 2024-25, once")
        told[year] = remitted
    return law_with().ask(CapUsd, remittances=told, action_date=action_date)


def _is_year(text: str) -> bool:
    return bool(YEAR.fullmatch(text)) and (int(text[:4]) + 1) % 100 == int(text[5:])


TRADE_CREDIT_LIMIT = decision_function(
    TradeCreditLimit,
    faces=value("date"),
    upto="operating_cycle_days",
    help="Last day of a deferred payment that is still trade credit, counted from shipment.",
    example='={}(DATE(2026,3,31), "N", 150)',
    rules=("trade_credit.",),
)

USANCE_LIMIT = decision_function(
    UsanceLimit,
    faces=value("date"),
    choices={"commodity": words_for("commodity", known_words("usance.goods"))},
    help="Last day of usance or clean credit for precious metals, diamonds and stones, from shipment.",
    example='={}("DIAMOND", DATE(2026,3,31), TRUE)',
    rules=("usance.", "clean_credit."),
)

INTEREST_UNTIL = decision_function(
    InterestUntil,
    faces=value("date"),
    upto="action_date",
    help="Last day for which interest on a usance or overdue bill may be paid; #N/A where the contract alone counts.",
    example="={}(DATE(2026,3,31), DATE(2026,5,4))",
    rules=("interest.",),
)


@worksheet_function(
    faces=plain("word"),
    help="How long overdue: NOT_DUE, 0-30, 31-90, 91-180, 181-365, 1-2Y, 2-3Y or >3Y (calendar days).",
    arguments=(Argument("due_date", "date", "Last day in time. Example: 2026-07-15"), argument("as_of")),
    example="={}(DATE(2026,7,15), DATE(2026,10,31))",
)
def age_bucket(due_date: date | None, as_of: date | None) -> str | None:
    """The bucket of the days overdue; the due date itself is not yet due."""
    return None if due_date is None or as_of is None else ageing.age_bucket(due_date, as_of)


@worksheet_function(
    faces=plain("amount"),
    help="What the terms of delivery make payable to the supplier, in invoice currency.",
    arguments=(
        argument("invoice_value", help="Value of the invoice. Example: 100000"),
        Argument(
            "terms", "word", 'Terms of delivery: FOB, CIF, CFR, CI, EXW ... Example: "CIF"', choices=(*delivery.TERMS,)
        ),
        Argument("freight", "amount", "Freight stated apart from the value. Example: 1200", False),
        Argument("insurance", "amount", "Insurance stated apart from the value. Example: 90.50", False),
        Argument("discount", "amount", "Discount to take off. Example: 500", False),
        Argument("other", "number", "Commission and the like: plus, or minus with its sign. Example: -75", False),
    ),
    example='={}(100000, "CIF", 1200, 90.5, 500)',
)
def expected_payable(
    invoice_value: Decimal | None,
    terms: str | None,
    freight: Decimal | None,
    insurance: Decimal | None,
    discount: Decimal | None,
    other: Decimal | None,
) -> Decimal | None:
    """The amount that a remittance for the invoice should have."""
    if invoice_value is None or terms is None:
        return None
    return delivery.expected_payable(invoice_value, terms, freight, insurance, discount, other)
