"""Whether a difference or a small entry may be closed, and whether a charge for delay may be taken on it."""

from __future__ import annotations

from decimal import Decimal

from udfs._facts import argument
from udfs._law import DECISION, plain
from udfs._question import decision_function
from udfs._registry import CellError, Face, worksheet_function
from xl_addin.engine.rule import BANK_POLICY, Decision
from xl_addin.engine.writeoff.difference import NumericPretest, SmallThenWriteOff
from xl_addin.engine.writeoff.small_value import DelayCharge, SmallValue

WRITEOFF = decision_function(
    SmallThenWriteOff,
    upto="boe_value",
    needs="action_date",
    then=("entry_inr", "declared", "boe_value"),
    named={"writeoff_cap_pct": "policy_pct"},
    help="May the bank close a difference between invoice and payment?",
    example='={}(100000, 4812.5, DATE(2026,5,4), "DISCOUNT", TRUE, "N", "N")',
    rules=("writeoff.",),
)

SMALLVALUE = decision_function(
    SmallValue,
    upto="action_date",
    needs="action_date",
    help="May an entry be closed as small value, on the importer's declaration?",
    example="={}(850000, TRUE, DATE(2026,5,4))",
    rules=("small_value.",),
)


def _within(found: Decision) -> bool | None:
    """None where neither the law nor the bank has a percentage."""
    return None if found.status == BANK_POLICY else found.ok


TOLERANCE = decision_function(
    NumericPretest,
    faces=(Face("_OK", "flag", _within, ""), *DECISION[1:]),
    upto="action_date",
    needs="action_date",
    named={"writeoff_cap_pct": "policy_pct"},
    help="Is the difference within the percentage of the invoice value? The number alone: it closes nothing.",
    example="={}(100000, 5000, DATE(2026,5,4))",
    rules=("writeoff.limit_pct",),
)

DELAY_CHARGE = decision_function(
    DelayCharge,
    help="May this penal charge for regulatory delay be taken on the entry?",
    example="={}(850000, 500, DATE(2026,5,4))",
    rules=("small_value.penal_charge_inr", "charges.rule"),
)


@worksheet_function(
    faces=plain("number"),
    help="The difference as percent of the invoice value, unrounded and without sign.",
    arguments=(argument("invoice_value"), argument("difference")),
    example="={}(100000, 4812.5)",
)
def difference_pct(invoice_value: Decimal | None, difference: Decimal | None) -> Decimal | CellError | None:
    """Percent of the invoice value; an invoice of zero has none."""
    if invoice_value is None or difference is None:
        return None
    return abs(difference) * 100 / invoice_value if invoice_value else CellError.DIV0
