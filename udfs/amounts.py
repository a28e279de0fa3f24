"""Amounts: the percentage test, INR equivalents, what is payable, what is outstanding. Money is exact."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

from udfs._law import ACTION_DATE, DECISION, decide, plain
from udfs._ranges import Rates
from udfs._registry import Argument, CellError, Face, worksheet_function
from udfs.decisions import DIFFERENCE, INVOICE_VALUE, POLICY_PCT, writeoff_policy
from xl_addin.domain.money import exponent
from xl_addin.engine.payment import terms as delivery
from xl_addin.engine.rule import BANK_POLICY, Decision

RUPEE = "INR"
PAISA = Decimal(1).scaleb(-exponent(RUPEE))
DIGITS_KEPT = 64  # two amounts and a rate of 15 digits each


def _within(found: Decision) -> bool | None:
    """None where neither the law nor the bank has a percentage."""
    return None if found.status == BANK_POLICY else found.ok


@worksheet_function(
    "TOLERANCE_OK",
    faces=(Face("", "flag", _within, ""),),
    help="Is the difference within the percentage of the invoice value? The number alone: it closes nothing.",
    arguments=(INVOICE_VALUE, DIFFERENCE, ACTION_DATE, POLICY_PCT),
    example="={}(100000, 5000, DATE(2026,5,4))",
    rules=("writeoff.limit_pct",),
)
def tolerance(
    invoice_value: Decimal | None, difference: Decimal | None, action_date: date | None, policy_pct: Decimal | None
) -> Decision:
    """The percentage test alone."""
    return decide(
        "numeric_pretest",
        writeoff_policy(policy_pct),
        invoice_value=invoice_value,
        difference=difference,
        action_date=action_date,
    )


@worksheet_function(
    "DIFFERENCE_PCT",
    faces=plain("number"),
    help="The difference as percent of the invoice value, unrounded and without sign.",
    arguments=(INVOICE_VALUE, DIFFERENCE),
    example="={}(100000, 4812.5)",
)
def difference_pct(invoice_value: Decimal | None, difference: Decimal | None) -> Decimal | CellError | None:
    """Percent of the invoice value; an invoice of zero has none."""
    if invoice_value is None or difference is None:
        return None
    return abs(difference) * 100 / invoice_value if invoice_value else CellError.DIV0


@worksheet_function(
    "TO_INR",
    faces=plain("amount"),
    help="INR equivalent in paise, by the last rate on or before the day; #N/A if there is none.",
    arguments=(
        Argument("amount", "number", "Amount in foreign currency. Example: 12500.50"),
        Argument("currency", "currency", 'ISO code of the currency. Example: "USD"'),
        Argument("on_date", "date", "Day of the equivalent. Example: 2026-05-04"),
        Argument("rates", "rates", "Range of three columns: date, currency, INR per unit. Example: Rates!A2:C500"),
    ),
    example='={}(12500.5, "USD", DATE(2026,5,4), {"2026-05-01","USD",94.61})',
)
def to_inr(amount: Decimal | None, currency: str | None, on_date: date | None, rates: Rates) -> Decimal | None:
    """Amount times rate, halves of a paisa away from zero; INR needs no rate."""
    if amount is None or currency is None or on_date is None:
        return None
    rate = Decimal(1) if currency == RUPEE else rates.on_or_before(currency, on_date)
    if rate is None:
        return None
    with localcontext() as exact:
        exact.prec = DIGITS_KEPT
        return (amount * rate).quantize(PAISA, ROUND_HALF_UP)


@worksheet_function(
    "EXPECTED_PAYABLE",
    faces=plain("amount"),
    help="What the terms of delivery make payable to the supplier, in invoice currency.",
    arguments=(
        Argument("invoice_value", "amount", "Value of the invoice. Example: 100000"),
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


@worksheet_function(
    "OUTSTANDING",
    faces=plain("amount"),
    help="What is still open: value less settled, written off and closed. Negative means over-settled.",
    arguments=(
        Argument("value", "amount", "Value of the invoice or remittance. Example: 100000"),
        Argument("settled", "amount", "Settled so far. Example: 60000"),
        Argument("written_off", "amount", "Written off so far. Example: 1500.25", False),
        Argument("closed", "amount", "Closed by other adjustment. Example: 0", False),
    ),
    example="={}(100000, 60000, 1500.25)",
)
def outstanding(
    total: Decimal | None, settled: Decimal | None, written_off: Decimal | None, closed: Decimal | None
) -> Decimal | None:
    """The exact remainder, in the currency of the value."""
    if total is None or settled is None:
        return None
    zero = Decimal(0)
    with localcontext() as exact:
        exact.prec = DIGITS_KEPT
        return total - settled - (written_off or zero) - (closed or zero)


@worksheet_function(
    "DELAY_CHARGE",
    faces=DECISION,
    help="May this penal charge for regulatory delay be taken on the entry?",
    arguments=(
        Argument("entry_inr", "amount", "Value of the whole entry in INR. Example: 850000"),
        Argument("penal_charge_inr", "amount", "Penal charge for delay in INR. Example: 500"),
        ACTION_DATE,
    ),
    example="={}(850000, 500, DATE(2026,5,4))",
    rules=("small_value.penal_charge_inr", "charges.rule"),
)
def delay_charge(entry_inr: Decimal | None, penal_charge_inr: Decimal | None, action_date: date | None) -> Decision:
    """Whether a penal charge is barred."""
    return decide("delay_charge", entry_inr=entry_inr, penal_charge_inr=penal_charge_inr, action_date=action_date)
