"""Generated from the registry of worksheet functions; do not edit. What each function says, `help` tells in full."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from udfs._registry import REGISTRY as REGISTRY
from udfs._registry import CellError

_T = TypeVar("_T")
_Range: TypeAlias = Sequence[Any]
_Date: TypeAlias = date | float | str | _Range | None
_Number: TypeAlias = Decimal | float | str | _Range | None
_Flag: TypeAlias = bool | float | str | _Range | None
_Text: TypeAlias = str | float | _Range | None
_Answer: TypeAlias = _T | CellError | list[list[Any]] | None

def PAYMENT_DUE(
    shipment_date: _Date,
    action_date: _Date,
    contract_due: _Date = ...,
    retention: _Flag = ...,
    extended_until: _Date = ...,
    extension_granted_on: _Date = ...,
    commodity: _Text = ...,
    clean_credit: _Flag = ...,
) -> _Answer[date]:
    """Last day on which the import payment is in time; #N/A if the law or the facts give none."""

def PAYMENT_DUE_STATUS(
    shipment_date: _Date,
    action_date: _Date,
    contract_due: _Date = ...,
    retention: _Flag = ...,
    extended_until: _Date = ...,
    extension_granted_on: _Date = ...,
    commodity: _Text = ...,
    clean_credit: _Flag = ...,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day on which the import payment is in time; #N/A if
    the law or the facts give none."""

def PAYMENT_DUE_WHY(
    shipment_date: _Date,
    action_date: _Date,
    contract_due: _Date = ...,
    retention: _Flag = ...,
    extended_until: _Date = ...,
    extension_granted_on: _Date = ...,
    commodity: _Text = ...,
    clean_credit: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day on which the import payment is in time; #N/A if the law
    or the facts give none."""

def PAYMENT_DUE_ALL(
    shipment_date: _Date,
    action_date: _Date,
    contract_due: _Date = ...,
    retention: _Flag = ...,
    extended_until: _Date = ...,
    extension_granted_on: _Date = ...,
    commodity: _Text = ...,
    clean_credit: _Flag = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day on which the import payment is in time; #N/A if the law or the
    facts give none."""

def PAYMENT_DUE_STANDING(
    shipment_date: _Date,
    action_date: _Date,
    contract_due: _Date = ...,
    retention: _Flag = ...,
    extended_until: _Date = ...,
    extension_granted_on: _Date = ...,
    commodity: _Text = ...,
    due_soon_days: _Number = ...,
    clean_credit: _Flag = ...,
) -> _Answer[str]:
    """Is an unpaid import NOT_DUE, DUE_SOON, OVERDUE, or BREACH_BEFORE_SWITCH on the action date?"""

def PAYMENT_DUE_STANDING_WHY(
    shipment_date: _Date,
    action_date: _Date,
    contract_due: _Date = ...,
    retention: _Flag = ...,
    extended_until: _Date = ...,
    extension_granted_on: _Date = ...,
    commodity: _Text = ...,
    due_soon_days: _Number = ...,
    clean_credit: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Is an unpaid import NOT_DUE, DUE_SOON, OVERDUE, or
    BREACH_BEFORE_SWITCH on the action date?"""

def EXTENSION_OK(
    shipment_date: _Date,
    current_due: _Date,
    requested_to: _Date,
    action_date: _Date,
    reason: _Text = ...,
    under_investigation: _Flag = ...,
    outstanding_usd: _Number = ...,
    average_usd: _Number = ...,
    satisfied: _Flag = ...,
    commodity: _Text = ...,
    clean_credit: _Flag = ...,
) -> _Answer[bool]:
    """TRUE only if allowed now. May the payment date be extended?"""

def EXTENSION_STATUS(
    shipment_date: _Date,
    current_due: _Date,
    requested_to: _Date,
    action_date: _Date,
    reason: _Text = ...,
    under_investigation: _Flag = ...,
    outstanding_usd: _Number = ...,
    average_usd: _Number = ...,
    satisfied: _Flag = ...,
    commodity: _Text = ...,
    clean_credit: _Flag = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. May the payment date be extended?"""

def EXTENSION_WHY(
    shipment_date: _Date,
    current_due: _Date,
    requested_to: _Date,
    action_date: _Date,
    reason: _Text = ...,
    under_investigation: _Flag = ...,
    outstanding_usd: _Number = ...,
    average_usd: _Number = ...,
    satisfied: _Flag = ...,
    commodity: _Text = ...,
    clean_credit: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. May the payment date be extended?"""

def EXTENSION_ALL(
    shipment_date: _Date,
    current_due: _Date,
    requested_to: _Date,
    action_date: _Date,
    reason: _Text = ...,
    under_investigation: _Flag = ...,
    outstanding_usd: _Number = ...,
    average_usd: _Number = ...,
    satisfied: _Flag = ...,
    commodity: _Text = ...,
    clean_credit: _Flag = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. May the payment date be extended?"""

def EXTENSION_DATE(
    shipment_date: _Date,
    current_due: _Date,
    action_date: _Date,
) -> _Answer[date]:
    """Latest date that one extension may reach now: six-month steps from shipment, three years in all."""

def EXTENSION_DATE_STATUS(
    shipment_date: _Date,
    current_due: _Date,
    action_date: _Date,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Latest date that one extension may reach now: six-month
    steps from shipment, three years in all."""

def EXTENSION_DATE_WHY(
    shipment_date: _Date,
    current_due: _Date,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Latest date that one extension may reach now: six-month steps
    from shipment, three years in all."""

def EXTENSION_DATE_ALL(
    shipment_date: _Date,
    current_due: _Date,
    action_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Latest date that one extension may reach now: six-month steps from
    shipment, three years in all."""

def EXTENSION_CAP_USD(
    years: _Range | None,
    remittances_usd: _Range | None,
    action_date: _Date,
) -> _Answer[Decimal]:
    """Outstanding in USD up to which the AD may extend beyond a year: the lower of the fixed and the average
    limb."""

def EXTENSION_CAP_USD_STATUS(
    years: _Range | None,
    remittances_usd: _Range | None,
    action_date: _Date,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Outstanding in USD up to which the AD may extend beyond a
    year: the lower of the fixed and the average limb."""

def EXTENSION_CAP_USD_WHY(
    years: _Range | None,
    remittances_usd: _Range | None,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Outstanding in USD up to which the AD may extend beyond a year:
    the lower of the fixed and the average limb."""

def EXTENSION_CAP_USD_ALL(
    years: _Range | None,
    remittances_usd: _Range | None,
    action_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Outstanding in USD up to which the AD may extend beyond a year: the
    lower of the fixed and the average limb."""

def TRADE_CREDIT_LIMIT(
    shipment_date: _Date,
    capital_goods: _Flag,
    operating_cycle_days: _Number = ...,
) -> _Answer[date]:
    """Last day of a deferred payment that is still trade credit, counted from shipment."""

def TRADE_CREDIT_LIMIT_STATUS(
    shipment_date: _Date,
    capital_goods: _Flag,
    operating_cycle_days: _Number = ...,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day of a deferred payment that is still trade
    credit, counted from shipment."""

def TRADE_CREDIT_LIMIT_WHY(
    shipment_date: _Date,
    capital_goods: _Flag,
    operating_cycle_days: _Number = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day of a deferred payment that is still trade credit,
    counted from shipment."""

def TRADE_CREDIT_LIMIT_ALL(
    shipment_date: _Date,
    capital_goods: _Flag,
    operating_cycle_days: _Number = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day of a deferred payment that is still trade credit, counted from
    shipment."""

def USANCE_LIMIT(
    commodity: _Text,
    shipment_date: _Date,
    clean_credit: _Flag = ...,
    extended: _Flag = ...,
) -> _Answer[date]:
    """Last day of usance or clean credit for precious metals, diamonds and stones, from shipment."""

def USANCE_LIMIT_STATUS(
    commodity: _Text,
    shipment_date: _Date,
    clean_credit: _Flag = ...,
    extended: _Flag = ...,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day of usance or clean credit for precious metals,
    diamonds and stones, from shipment."""

def USANCE_LIMIT_WHY(
    commodity: _Text,
    shipment_date: _Date,
    clean_credit: _Flag = ...,
    extended: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day of usance or clean credit for precious metals, diamonds
    and stones, from shipment."""

def USANCE_LIMIT_ALL(
    commodity: _Text,
    shipment_date: _Date,
    clean_credit: _Flag = ...,
    extended: _Flag = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day of usance or clean credit for precious metals, diamonds and
    stones, from shipment."""

def INTEREST_UNTIL(
    shipment_date: _Date,
    action_date: _Date,
) -> _Answer[date]:
    """Last day for which interest on a usance or overdue bill may be paid; #N/A where the contract alone counts."""

def INTEREST_UNTIL_STATUS(
    shipment_date: _Date,
    action_date: _Date,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day for which interest on a usance or overdue bill
    may be paid; #N/A where the contract alone counts."""

def INTEREST_UNTIL_WHY(
    shipment_date: _Date,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day for which interest on a usance or overdue bill may be
    paid; #N/A where the contract alone counts."""

def INTEREST_UNTIL_ALL(
    shipment_date: _Date,
    action_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day for which interest on a usance or overdue bill may be paid;
    #N/A where the contract alone counts."""

def AGE_BUCKET(
    due_date: _Date,
    as_of: _Date,
) -> _Answer[str]:
    """How long overdue: NOT_DUE, 0-30, 31-90, 91-180, 181-365, 1-2Y, 2-3Y or >3Y (calendar days)."""

def EXPECTED_PAYABLE(
    invoice_value: _Number,
    terms: _Text,
    freight: _Number = ...,
    insurance: _Number = ...,
    discount: _Number = ...,
    other: _Number = ...,
) -> _Answer[Decimal]:
    """What the terms of delivery make payable to the supplier, in invoice currency."""

def WRITEOFF_OK(
    invoice_value: _Number,
    difference: _Number,
    action_date: _Date,
    reason: _Text = ...,
    satisfied: _Flag = ...,
    suit_pending: _Flag = ...,
    adverse_notice: _Flag = ...,
    documents: _Flag = ...,
    policy_pct: _Number = ...,
    entry_inr: _Number = ...,
    declared: _Flag = ...,
    boe_value: _Number = ...,
) -> _Answer[bool]:
    """TRUE only if allowed now. May the bank close a difference between invoice and payment?"""

def WRITEOFF_STATUS(
    invoice_value: _Number,
    difference: _Number,
    action_date: _Date,
    reason: _Text = ...,
    satisfied: _Flag = ...,
    suit_pending: _Flag = ...,
    adverse_notice: _Flag = ...,
    documents: _Flag = ...,
    policy_pct: _Number = ...,
    entry_inr: _Number = ...,
    declared: _Flag = ...,
    boe_value: _Number = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. May the bank close a difference between invoice and payment?"""

def WRITEOFF_WHY(
    invoice_value: _Number,
    difference: _Number,
    action_date: _Date,
    reason: _Text = ...,
    satisfied: _Flag = ...,
    suit_pending: _Flag = ...,
    adverse_notice: _Flag = ...,
    documents: _Flag = ...,
    policy_pct: _Number = ...,
    entry_inr: _Number = ...,
    declared: _Flag = ...,
    boe_value: _Number = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. May the bank close a difference between invoice and payment?"""

def WRITEOFF_ALL(
    invoice_value: _Number,
    difference: _Number,
    action_date: _Date,
    reason: _Text = ...,
    satisfied: _Flag = ...,
    suit_pending: _Flag = ...,
    adverse_notice: _Flag = ...,
    documents: _Flag = ...,
    policy_pct: _Number = ...,
    entry_inr: _Number = ...,
    declared: _Flag = ...,
    boe_value: _Number = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. May the bank close a difference between invoice and payment?"""

def SMALLVALUE_OK(
    entry_inr: _Number,
    declared: _Flag,
    action_date: _Date,
) -> _Answer[bool]:
    """TRUE only if allowed now. May an entry be closed as small value, on the importer's declaration?"""

def SMALLVALUE_STATUS(
    entry_inr: _Number,
    declared: _Flag,
    action_date: _Date,
) -> _Answer[str]:
    """One word, OK only if allowed now. May an entry be closed as small value, on the importer's declaration?"""

def SMALLVALUE_WHY(
    entry_inr: _Number,
    declared: _Flag,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. May an entry be closed as small value, on the importer's
    declaration?"""

def SMALLVALUE_ALL(
    entry_inr: _Number,
    declared: _Flag,
    action_date: _Date,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. May an entry be closed as small value, on the importer's declaration?"""

def TOLERANCE_OK(
    invoice_value: _Number,
    difference: _Number,
    action_date: _Date,
    policy_pct: _Number = ...,
) -> _Answer[bool]:
    """Is the difference within the percentage of the invoice value? The number alone: it closes nothing."""

def TOLERANCE_STATUS(
    invoice_value: _Number,
    difference: _Number,
    action_date: _Date,
    policy_pct: _Number = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. Is the difference within the percentage of the invoice value? The number
    alone: it closes nothing."""

def TOLERANCE_WHY(
    invoice_value: _Number,
    difference: _Number,
    action_date: _Date,
    policy_pct: _Number = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Is the difference within the percentage of the invoice value?
    The number alone: it closes nothing."""

def TOLERANCE_ALL(
    invoice_value: _Number,
    difference: _Number,
    action_date: _Date,
    policy_pct: _Number = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. Is the difference within the percentage of the invoice value? The number
    alone: it closes nothing."""

def DELAY_CHARGE_OK(
    entry_inr: _Number,
    penal_charge_inr: _Number,
    action_date: _Date,
) -> _Answer[bool]:
    """TRUE only if allowed now. May this penal charge for regulatory delay be taken on the entry?"""

def DELAY_CHARGE_STATUS(
    entry_inr: _Number,
    penal_charge_inr: _Number,
    action_date: _Date,
) -> _Answer[str]:
    """One word, OK only if allowed now. May this penal charge for regulatory delay be taken on the entry?"""

def DELAY_CHARGE_WHY(
    entry_inr: _Number,
    penal_charge_inr: _Number,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. May this penal charge for regulatory delay be taken on the
    entry?"""

def DELAY_CHARGE_ALL(
    entry_inr: _Number,
    penal_charge_inr: _Number,
    action_date: _Date,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. May this penal charge for regulatory delay be taken on the entry?"""

def DIFFERENCE_PCT(
    invoice_value: _Number,
    difference: _Number,
) -> _Answer[Decimal]:
    """The difference as percent of the invoice value, unrounded and without sign."""

def EVIDENCE_DUE(
    remittance_date: _Date,
    kind: _Text,
    action_date: _Date,
    capital_goods: _Flag = ...,
) -> _Answer[date]:
    """Last day for physical import after an advance, or for the evidence of a D/A bill on genuine delay."""

def EVIDENCE_DUE_STATUS(
    remittance_date: _Date,
    kind: _Text,
    action_date: _Date,
    capital_goods: _Flag = ...,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day for physical import after an advance, or for the
    evidence of a D/A bill on genuine delay."""

def EVIDENCE_DUE_WHY(
    remittance_date: _Date,
    kind: _Text,
    action_date: _Date,
    capital_goods: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day for physical import after an advance, or for the
    evidence of a D/A bill on genuine delay."""

def EVIDENCE_DUE_ALL(
    remittance_date: _Date,
    kind: _Text,
    action_date: _Date,
    capital_goods: _Flag = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day for physical import after an advance, or for the evidence of a
    D/A bill on genuine delay."""

def EVIDENCE_DUE_STANDING(
    remittance_date: _Date,
    kind: _Text,
    action_date: _Date,
    capital_goods: _Flag = ...,
    due_soon_days: _Number = ...,
) -> _Answer[str]:
    """Is missing evidence of import NOT_DUE, DUE_SOON, OVERDUE or BREACH_BEFORE_SWITCH on the action date?"""

def EVIDENCE_DUE_STANDING_WHY(
    remittance_date: _Date,
    kind: _Text,
    action_date: _Date,
    capital_goods: _Flag = ...,
    due_soon_days: _Number = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Is missing evidence of import NOT_DUE, DUE_SOON, OVERDUE or
    BREACH_BEFORE_SWITCH on the action date?"""

def DOCUMENTS_DUE(
    remittance_date: _Date,
    action_date: _Date,
    capital_goods: _Flag = ...,
) -> _Answer[date]:
    """Last day for the documents of the import after an advance: calendar days after EVIDENCE_DUE."""

def DOCUMENTS_DUE_STATUS(
    remittance_date: _Date,
    action_date: _Date,
    capital_goods: _Flag = ...,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day for the documents of the import after an
    advance: calendar days after EVIDENCE_DUE."""

def DOCUMENTS_DUE_WHY(
    remittance_date: _Date,
    action_date: _Date,
    capital_goods: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day for the documents of the import after an advance:
    calendar days after EVIDENCE_DUE."""

def DOCUMENTS_DUE_ALL(
    remittance_date: _Date,
    action_date: _Date,
    capital_goods: _Flag = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day for the documents of the import after an advance: calendar
    days after EVIDENCE_DUE."""

def FOLLOWUP_STAGE(
    remittance_date: _Date,
    as_of: _Date,
    evidence: _Flag,
    letter_sent: _Flag = ...,
    capital_goods: _Flag = ...,
) -> _Answer[str]:
    """Stage of the follow-up: CLOSED, WITHIN_3_MONTHS, RIGOROUS_FOLLOWUP, DEFAULT or OPEN (bank's procedure)."""

def FOLLOWUP_STAGE_STATUS(
    remittance_date: _Date,
    as_of: _Date,
    evidence: _Flag,
    letter_sent: _Flag = ...,
    capital_goods: _Flag = ...,
) -> _Answer[str]:
    """The same word. Stage of the follow-up: CLOSED, WITHIN_3_MONTHS, RIGOROUS_FOLLOWUP, DEFAULT or OPEN (bank's
    procedure)."""

def FOLLOWUP_STAGE_WHY(
    remittance_date: _Date,
    as_of: _Date,
    evidence: _Flag,
    letter_sent: _Flag = ...,
    capital_goods: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Stage of the follow-up: CLOSED, WITHIN_3_MONTHS,
    RIGOROUS_FOLLOWUP, DEFAULT or OPEN (bank's procedure)."""

def FOLLOWUP_STAGE_ALL(
    remittance_date: _Date,
    as_of: _Date,
    evidence: _Flag,
    letter_sent: _Flag = ...,
    capital_goods: _Flag = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Stage of the follow-up: CLOSED, WITHIN_3_MONTHS, RIGOROUS_FOLLOWUP,
    DEFAULT or OPEN (bank's procedure)."""

def ADVANCE_OK(
    amount_usd: _Number,
    import_type: _Text,
    importer: _Text,
    action_date: _Date,
    waiver: _Flag = ...,
    prior_unrepatriated: _Flag = ...,
    marked_off: _Flag = ...,
    policy_limit_usd: _Number = ...,
    conditions_met: _Flag = ...,
) -> _Answer[bool]:
    """TRUE only if allowed now. May an advance for an import be remitted, and does it need security?"""

def ADVANCE_STATUS(
    amount_usd: _Number,
    import_type: _Text,
    importer: _Text,
    action_date: _Date,
    waiver: _Flag = ...,
    prior_unrepatriated: _Flag = ...,
    marked_off: _Flag = ...,
    policy_limit_usd: _Number = ...,
    conditions_met: _Flag = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. May an advance for an import be remitted, and does it need security?"""

def ADVANCE_WHY(
    amount_usd: _Number,
    import_type: _Text,
    importer: _Text,
    action_date: _Date,
    waiver: _Flag = ...,
    prior_unrepatriated: _Flag = ...,
    marked_off: _Flag = ...,
    policy_limit_usd: _Number = ...,
    conditions_met: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. May an advance for an import be remitted, and does it need
    security?"""

def ADVANCE_ALL(
    amount_usd: _Number,
    import_type: _Text,
    importer: _Text,
    action_date: _Date,
    waiver: _Flag = ...,
    prior_unrepatriated: _Flag = ...,
    marked_off: _Flag = ...,
    policy_limit_usd: _Number = ...,
    conditions_met: _Flag = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. May an advance for an import be remitted, and does it need security?"""

def GOLD_RETURN_BY(
    remittance_date: _Date,
    action_date: _Date,
) -> _Answer[date]:
    """Last day on which the unused part of an advance for gold through IIBX may come back to the same AD."""

def GOLD_RETURN_BY_STATUS(
    remittance_date: _Date,
    action_date: _Date,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day on which the unused part of an advance for gold
    through IIBX may come back to the same AD."""

def GOLD_RETURN_BY_WHY(
    remittance_date: _Date,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day on which the unused part of an advance for gold through
    IIBX may come back to the same AD."""

def GOLD_RETURN_BY_ALL(
    remittance_date: _Date,
    action_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day on which the unused part of an advance for gold through IIBX
    may come back to the same AD."""

def MTT_OK(
    first_leg: _Date,
    second_leg: _Date,
    action_date: _Date,
    limb: _Text = ...,
) -> _Answer[bool]:
    """TRUE only if allowed now. Does a merchanting deal keep its period?"""

def MTT_STATUS(
    first_leg: _Date,
    second_leg: _Date,
    action_date: _Date,
    limb: _Text = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. Does a merchanting deal keep its period?"""

def MTT_WHY(
    first_leg: _Date,
    second_leg: _Date,
    action_date: _Date,
    limb: _Text = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Does a merchanting deal keep its period?"""

def MTT_ALL(
    first_leg: _Date,
    second_leg: _Date,
    action_date: _Date,
    limb: _Text = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. Does a merchanting deal keep its period?"""

def MTT_LAST_DAY(
    first_leg: _Date,
    action_date: _Date,
    limb: _Text = ...,
) -> _Answer[date]:
    """Last day for the second leg of a merchanting deal; #N/A where the law has no such limit."""

def MTT_LAST_DAY_STATUS(
    first_leg: _Date,
    action_date: _Date,
    limb: _Text = ...,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day for the second leg of a merchanting deal; #N/A
    where the law has no such limit."""

def MTT_LAST_DAY_WHY(
    first_leg: _Date,
    action_date: _Date,
    limb: _Text = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day for the second leg of a merchanting deal; #N/A where
    the law has no such limit."""

def MTT_LAST_DAY_ALL(
    first_leg: _Date,
    action_date: _Date,
    limb: _Text = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day for the second leg of a merchanting deal; #N/A where the law
    has no such limit."""

def SETOFF_OK(
    export_date: _Date,
    setoff_date: _Date,
    currency: _Text,
    action_date: _Date,
    same_group: _Flag = ...,
) -> _Answer[bool]:
    """TRUE only if allowed now. May an export be set off against an import on a day?"""

def SETOFF_STATUS(
    export_date: _Date,
    setoff_date: _Date,
    currency: _Text,
    action_date: _Date,
    same_group: _Flag = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. May an export be set off against an import on a day?"""

def SETOFF_WHY(
    export_date: _Date,
    setoff_date: _Date,
    currency: _Text,
    action_date: _Date,
    same_group: _Flag = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. May an export be set off against an import on a day?"""

def SETOFF_ALL(
    export_date: _Date,
    setoff_date: _Date,
    currency: _Text,
    action_date: _Date,
    same_group: _Flag = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. May an export be set off against an import on a day?"""

def SETOFF_LAST_DAY(
    export_date: _Date,
    currency: _Text,
    action_date: _Date,
) -> _Answer[date]:
    """Last day on which an export may be set off against an import, without an extension by the AD."""

def SETOFF_LAST_DAY_STATUS(
    export_date: _Date,
    currency: _Text,
    action_date: _Date,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day on which an export may be set off against an
    import, without an extension by the AD."""

def SETOFF_LAST_DAY_WHY(
    export_date: _Date,
    currency: _Text,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day on which an export may be set off against an import,
    without an extension by the AD."""

def SETOFF_LAST_DAY_ALL(
    export_date: _Date,
    currency: _Text,
    action_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day on which an export may be set off against an import, without
    an extension by the AD."""

def DIRECTDOCS_OK(
    invoice_usd: _Number,
    category: _Text,
    action_date: _Date,
) -> _Answer[bool]:
    """TRUE only if allowed now. May the importer receive the documents of a bill directly?"""

def DIRECTDOCS_STATUS(
    invoice_usd: _Number,
    category: _Text,
    action_date: _Date,
) -> _Answer[str]:
    """One word, OK only if allowed now. May the importer receive the documents of a bill directly?"""

def DIRECTDOCS_WHY(
    invoice_usd: _Number,
    category: _Text,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. May the importer receive the documents of a bill directly?"""

def DIRECTDOCS_ALL(
    invoice_usd: _Number,
    category: _Text,
    action_date: _Date,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. May the importer receive the documents of a bill directly?"""

def IDPMS_SCOPE(
    import_type: _Text,
    action_date: _Date,
) -> _Answer[str]:
    """ENTRY or NO_ORM: does the remittance for an import enter IDPMS? CHECK where the text leaves it open."""

def IDPMS_SCOPE_WHY(
    import_type: _Text,
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. ENTRY or NO_ORM: does the remittance for an import enter IDPMS?
    CHECK where the text leaves it open."""

def IDPMS_ENTRY_DUE(
    received_date: _Date,
    action_date: _Date,
    holidays: _Range | None = ...,
) -> _Answer[date]:
    """Last day for the entry in IDPMS of a document received; Sundays, 2nd and 4th Saturdays and holidays are
    out."""

def IDPMS_ENTRY_DUE_STATUS(
    received_date: _Date,
    action_date: _Date,
    holidays: _Range | None = ...,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day for the entry in IDPMS of a document received;
    Sundays, 2nd and 4th Saturdays and holidays are out."""

def IDPMS_ENTRY_DUE_WHY(
    received_date: _Date,
    action_date: _Date,
    holidays: _Range | None = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day for the entry in IDPMS of a document received; Sundays,
    2nd and 4th Saturdays and holidays are out."""

def IDPMS_ENTRY_DUE_ALL(
    received_date: _Date,
    action_date: _Date,
    holidays: _Range | None = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day for the entry in IDPMS of a document received; Sundays, 2nd
    and 4th Saturdays and holidays are out."""

def CLOSURE_OK(
    code: _Text,
    shipping_bill_no: _Text = ...,
    shipping_bill_date: _Date = ...,
    approved_by: _Text = ...,
    letter_no: _Text = ...,
    letter_date: _Date = ...,
) -> _Answer[bool]:
    """TRUE only if allowed now. Does the closure of a bill of entry carry what its code and its approver need?"""

def CLOSURE_STATUS(
    code: _Text,
    shipping_bill_no: _Text = ...,
    shipping_bill_date: _Date = ...,
    approved_by: _Text = ...,
    letter_no: _Text = ...,
    letter_date: _Date = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. Does the closure of a bill of entry carry what its code and its approver
    need?"""

def CLOSURE_WHY(
    code: _Text,
    shipping_bill_no: _Text = ...,
    shipping_bill_date: _Date = ...,
    approved_by: _Text = ...,
    letter_no: _Text = ...,
    letter_date: _Date = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Does the closure of a bill of entry carry what its code and its
    approver need?"""

def CLOSURE_ALL(
    code: _Text,
    shipping_bill_no: _Text = ...,
    shipping_bill_date: _Date = ...,
    approved_by: _Text = ...,
    letter_no: _Text = ...,
    letter_date: _Date = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. Does the closure of a bill of entry carry what its code and its approver
    need?"""

def CLOSURE_MEANING(
    code: _Text,
    side: _Text = ...,
) -> _Answer[str]:
    """What a closure code means; #N/A for a code that is not on the list."""

def IMS_OK(
    hs: _Text,
    item: _Text,
    quantity: _Number,
    boe_date: _Date,
    purpose: _Text = ...,
    mode: _Text = ...,
    authorisation_year: _Number = ...,
) -> _Answer[bool]:
    """TRUE only if allowed now. Is a bill of entry of IT hardware covered: free, or under a valid authorisation?"""

def IMS_STATUS(
    hs: _Text,
    item: _Text,
    quantity: _Number,
    boe_date: _Date,
    purpose: _Text = ...,
    mode: _Text = ...,
    authorisation_year: _Number = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. Is a bill of entry of IT hardware covered: free, or under a valid
    authorisation?"""

def IMS_WHY(
    hs: _Text,
    item: _Text,
    quantity: _Number,
    boe_date: _Date,
    purpose: _Text = ...,
    mode: _Text = ...,
    authorisation_year: _Number = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Is a bill of entry of IT hardware covered: free, or under a
    valid authorisation?"""

def IMS_ALL(
    hs: _Text,
    item: _Text,
    quantity: _Number,
    boe_date: _Date,
    purpose: _Text = ...,
    mode: _Text = ...,
    authorisation_year: _Number = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. Is a bill of entry of IT hardware covered: free, or under a valid
    authorisation?"""

def IMS_REQUIRED(
    hs: _Text,
    item: _Text,
    quantity: _Number,
    boe_date: _Date,
    purpose: _Text = ...,
    mode: _Text = ...,
) -> _Answer[bool]:
    """Does a bill of entry need an authorisation for IT hardware? #N/A while a fact is missing."""

def IMS_REQUIRED_STATUS(
    hs: _Text,
    item: _Text,
    quantity: _Number,
    boe_date: _Date,
    purpose: _Text = ...,
    mode: _Text = ...,
) -> _Answer[str]:
    """One word. Does a bill of entry need an authorisation for IT hardware? #N/A while a fact is missing."""

def IMS_REQUIRED_WHY(
    hs: _Text,
    item: _Text,
    quantity: _Number,
    boe_date: _Date,
    purpose: _Text = ...,
    mode: _Text = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Does a bill of entry need an authorisation for IT hardware? #N/A
    while a fact is missing."""

def IMS_REQUIRED_ALL(
    hs: _Text,
    item: _Text,
    quantity: _Number,
    boe_date: _Date,
    purpose: _Text = ...,
    mode: _Text = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Does a bill of entry need an authorisation for IT hardware? #N/A while
    a fact is missing."""

def IMS_VALID(
    authorisation_year: _Number,
    boe_date: _Date,
) -> _Answer[bool]:
    """Does an authorisation of a calendar year cover a bill of entry date?"""

def IMS_VALID_STATUS(
    authorisation_year: _Number,
    boe_date: _Date,
) -> _Answer[str]:
    """One word. Does an authorisation of a calendar year cover a bill of entry date?"""

def IMS_VALID_WHY(
    authorisation_year: _Number,
    boe_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Does an authorisation of a calendar year cover a bill of entry
    date?"""

def IMS_VALID_ALL(
    authorisation_year: _Number,
    boe_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Does an authorisation of a calendar year cover a bill of entry date?"""

def IMS_OPEN(
    apply_date: _Date,
) -> _Answer[bool]:
    """Does DGFT take applications for an authorisation on a day? #N/A for windows that were not seen."""

def IMS_OPEN_STATUS(
    apply_date: _Date,
) -> _Answer[str]:
    """One word. Does DGFT take applications for an authorisation on a day? #N/A for windows that were not seen."""

def IMS_OPEN_WHY(
    apply_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Does DGFT take applications for an authorisation on a day? #N/A
    for windows that were not seen."""

def IMS_OPEN_ALL(
    apply_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Does DGFT take applications for an authorisation on a day? #N/A for
    windows that were not seen."""

def MONITORING_OK(
    scheme: _Text,
    hs: _Text,
    eta: _Date,
    register_date: _Date,
    listed: _Flag = ...,
    mode: _Text = ...,
) -> _Answer[bool]:
    """TRUE only if allowed now. Are monitored goods registered within the window before arrival?"""

def MONITORING_STATUS(
    scheme: _Text,
    hs: _Text,
    eta: _Date,
    register_date: _Date,
    listed: _Flag = ...,
    mode: _Text = ...,
) -> _Answer[str]:
    """One word, OK only if allowed now. Are monitored goods registered within the window before arrival?"""

def MONITORING_WHY(
    scheme: _Text,
    hs: _Text,
    eta: _Date,
    register_date: _Date,
    listed: _Flag = ...,
    mode: _Text = ...,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Are monitored goods registered within the window before
    arrival?"""

def MONITORING_ALL(
    scheme: _Text,
    hs: _Text,
    eta: _Date,
    register_date: _Date,
    listed: _Flag = ...,
    mode: _Text = ...,
) -> _Answer[list[list[Any]]]:
    """OK, STATUS, WHY beside each other. Are monitored goods registered within the window before arrival?"""

def MONITORING_VALID_UNTIL(
    scheme: _Text,
    register_date: _Date,
) -> _Answer[date]:
    """Last day of a registration's life."""

def MONITORING_VALID_UNTIL_STATUS(
    scheme: _Text,
    register_date: _Date,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Last day of a registration's life."""

def MONITORING_VALID_UNTIL_WHY(
    scheme: _Text,
    register_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Last day of a registration's life."""

def MONITORING_VALID_UNTIL_ALL(
    scheme: _Text,
    register_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Last day of a registration's life."""

def MONITORING_FEE(
    scheme: _Text,
    cif_inr: _Number,
    register_date: _Date,
) -> _Answer[Decimal]:
    """Fee of a registration in INR; #N/A where the figure is not encoded."""

def MONITORING_FEE_STATUS(
    scheme: _Text,
    cif_inr: _Number,
    register_date: _Date,
) -> _Answer[str]:
    """One word: OK, or why the value alone would mislead. Fee of a registration in INR; #N/A where the figure is
    not encoded."""

def MONITORING_FEE_WHY(
    scheme: _Text,
    cif_inr: _Number,
    register_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Fee of a registration in INR; #N/A where the figure is not
    encoded."""

def MONITORING_FEE_ALL(
    scheme: _Text,
    cif_inr: _Number,
    register_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. Fee of a registration in INR; #N/A where the figure is not encoded."""

def IEC_STATUS(
    last_update: _Date,
    as_of: _Date,
) -> _Answer[str]:
    """ACTIVE, or LIKELY_DEACTIVATED for want of the yearly update (April to June): check DGFT. Never a bar."""

def IEC_STATUS_WHY(
    last_update: _Date,
    as_of: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. ACTIVE, or LIKELY_DEACTIVATED for want of the yearly update
    (April to June): check DGFT. Never a bar."""

def TO_INR(
    amount: _Number,
    currency: _Text,
    on_date: _Date,
    rates: _Range | None,
    max_age_days: _Number = ...,
) -> _Answer[Decimal]:
    """INR equivalent, exact, by the last rate on or before the day; #N/A if there is none or an old one alone."""

def TO_INR_WHY(
    amount: _Number,
    currency: _Text,
    on_date: _Date,
    rates: _Range | None,
    max_age_days: _Number = ...,
) -> _Answer[str]:
    """Rate, its day and the figures. INR equivalent, exact, by the last rate on or before the day; #N/A if there is
    none or an old one alone."""

def OUTSTANDING(
    value: _Number,
    settled: _Number,
    written_off: _Number = ...,
    closed: _Number = ...,
) -> _Answer[Decimal]:
    """What is still open: value less settled, written off and closed. Negative means over-settled."""

def TO_DATE(
    text: _Date,
    order: _Text = ...,
) -> _Answer[date]:
    """A text as a date, read as the desk reads its extracts: any usual form, with one reading; #VALUE!
    otherwise."""

def TO_DATE_STATUS(
    text: _Date,
    order: _Text = ...,
) -> _Answer[str]:
    """OK if it is read, CHECK if it may not be. A text as a date, read as the desk reads its extracts: any usual
    form, with one reading; #VALUE! otherwise."""

def TO_DATE_WHY(
    text: _Date,
    order: _Text = ...,
) -> _Answer[str]:
    """How it was read, or why it is not. A text as a date, read as the desk reads its extracts: any usual form,
    with one reading; #VALUE! otherwise."""

def TO_DATE_ALL(
    text: _Date,
    order: _Text = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. A text as a date, read as the desk reads its extracts: any usual form,
    with one reading; #VALUE! otherwise."""

def TO_AMOUNT(
    text: _Number,
    currency: _Text = ...,
) -> _Answer[Decimal]:
    """A text as an amount, read as the desk reads its extracts: western or Indian groups; #VALUE! otherwise."""

def TO_AMOUNT_STATUS(
    text: _Number,
    currency: _Text = ...,
) -> _Answer[str]:
    """OK if it is read, CHECK if it may not be. A text as an amount, read as the desk reads its extracts: western
    or Indian groups; #VALUE! otherwise."""

def TO_AMOUNT_WHY(
    text: _Number,
    currency: _Text = ...,
) -> _Answer[str]:
    """How it was read, or why it is not. A text as an amount, read as the desk reads its extracts: western or
    Indian groups; #VALUE! otherwise."""

def TO_AMOUNT_ALL(
    text: _Number,
    currency: _Text = ...,
) -> _Answer[list[list[Any]]]:
    """VALUE, STATUS, WHY beside each other. A text as an amount, read as the desk reads its extracts: western or
    Indian groups; #VALUE! otherwise."""

def SETTLE(
    orm: _Range | None,
    invoices: _Range | None,
    as_of: _Date = ...,
) -> _Answer[list[list[Any]]]:
    """Settlement lines for remittances and invoices, spilled with a header row; tier AUTO or SUGGEST, or NOT_READ
    for a row that is named and left out."""

def SETTLE_WHY(
    orm: _Range | None,
    invoices: _Range | None,
    as_of: _Date = ...,
) -> _Answer[str]:
    """How many lines, and which rows could not be read. Settlement lines for remittances and invoices, spilled with
    a header row; tier AUTO or SUGGEST, or NOT_READ for a row that is named and left out."""

def IEC_OK(
    text: _Text,
) -> _Answer[bool]:
    """Has the text the form of an IEC: ten digits, or ten characters as a PAN?"""

def IEC_WHY(
    text: _Text,
) -> _Answer[str]:
    """Why, in one sentence: Has the text the form of an IEC: ten digits, or ten characters as a PAN?"""

def PAN_OK(
    text: _Text,
) -> _Answer[bool]:
    """Has the text the form of a PAN, with a known holder letter?"""

def PAN_WHY(
    text: _Text,
) -> _Answer[str]:
    """Why, in one sentence: Has the text the form of a PAN, with a known holder letter?"""

def PORT_OK(
    text: _Text,
) -> _Answer[bool]:
    """Has the text the form of an Indian port of discharge (IN, three letters, one character)?"""

def PORT_WHY(
    text: _Text,
) -> _Answer[str]:
    """Why, in one sentence: Has the text the form of an Indian port of discharge (IN, three letters, one
    character)?"""

def IFSC_OK(
    text: _Text,
) -> _Answer[bool]:
    """Has the text the form of an IFSC: four letters, a zero, six characters?"""

def IFSC_WHY(
    text: _Text,
) -> _Answer[str]:
    """Why, in one sentence: Has the text the form of an IFSC: four letters, a zero, six characters?"""

def AD_CODE_OK(
    text: _Text,
) -> _Answer[bool]:
    """Has the text the form of an AD code: 7 digits, or 14?"""

def AD_CODE_WHY(
    text: _Text,
) -> _Answer[str]:
    """Why, in one sentence: Has the text the form of an AD code: 7 digits, or 14?"""

def BOE_KEY(
    number: _Text,
    date: _Date,
    port: _Text,
) -> _Answer[str]:
    """The key of a bill of entry: number, date and port together; never the number alone."""

def REGIME(
    action_date: _Date,
) -> _Answer[str]:
    """Which body of rules governs an act of the bank on a day: MD2016 or REG2026."""

def REGIME_WHY(
    action_date: _Date,
) -> _Answer[str]:
    """One sentence with figures, limit, paragraph. Which body of rules governs an act of the bank on a day: MD2016
    or REG2026."""

def RULE(
    parameter: _Text,
    on_date: _Date,
) -> _Answer[Decimal | date | str | bool]:
    """Value of a parameter of the rulebook on a day; #N/A if the law has none then, #REF! if the name is none."""

def RULE_SOURCE(
    parameter: _Text,
    on_date: _Date,
) -> _Answer[str]:
    """Instrument and paragraph of a parameter of the rulebook on a day; #N/A if the law has none then, #REF! if the
    name is none."""

def RULE_CONFIDENCE(
    parameter: _Text,
    on_date: _Date,
) -> _Answer[str]:
    """How sure the source is (H, M, L) of a parameter of the rulebook on a day; #N/A if the law has none then,
    #REF! if the name is none."""

def RULE_WHY(
    parameter: _Text,
    on_date: _Date,
) -> _Answer[str]:
    """Meaning, value, days and source of a parameter of the rulebook on a day; #N/A if the law has none then, #REF!
    if the name is none."""

def RULE_ALL(
    parameter: _Text,
    on_date: _Date,
) -> _Answer[list[list[Any]]]:
    """VALUE, SOURCE, CONFIDENCE, WHY of a parameter of the rulebook on a day; #N/A if the law has none then, #REF!
    if the name is none."""

def RULES_VERSION() -> _Answer[str]:
    """Version of the rulebook: day of its last review and its checksum."""

def IDPMS_VERSION() -> _Answer[str]:
    """Version of the Import Desk functions."""
