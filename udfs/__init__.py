"""The worksheet functions: what Excel and Calc show, and what Python may call with plain values."""

from __future__ import annotations

from typing import Any

from udfs import amounts, dates, decisions, identifiers, limits, rules
from udfs._plain import plain
from udfs._registry import REGISTRY as REGISTRY

__all__ = [
    "AD_CODE_OK",
    "AD_CODE_WHY",
    "AGE_BUCKET",
    "BOE_KEY",
    "DELAY_CHARGE_OK",
    "DELAY_CHARGE_STATUS",
    "DELAY_CHARGE_WHY",
    "DIFFERENCE_PCT",
    "DOCUMENTS_DUE",
    "EVIDENCE_DUE",
    "EXPECTED_PAYABLE",
    "EXTENSION_CAP_USD",
    "EXTENSION_DATE",
    "EXTENSION_OK",
    "EXTENSION_STATUS",
    "EXTENSION_WHY",
    "FOLLOWUP_STAGE",
    "IDPMS_ENTRY_DUE",
    "IDPMS_VERSION",
    "IEC_OK",
    "IEC_STATUS",
    "IEC_WHY",
    "IFSC_OK",
    "IFSC_WHY",
    "INTEREST_UNTIL",
    "MTT_LAST_DAY",
    "OUTSTANDING",
    "PAN_OK",
    "PAN_WHY",
    "PAYMENT_DUE",
    "PAYMENT_DUE_STATUS",
    "PAYMENT_DUE_WHY",
    "PORT_OK",
    "PORT_WHY",
    "REGIME",
    "RULE",
    "RULES_VERSION",
    "RULE_CONFIDENCE",
    "RULE_SOURCE",
    "SETOFF_LAST_DAY",
    "SMALLVALUE_OK",
    "SMALLVALUE_STATUS",
    "SMALLVALUE_WHY",
    "TOLERANCE_OK",
    "TO_INR",
    "TRADE_CREDIT_LIMIT",
    "WRITEOFF_OK",
    "WRITEOFF_STATUS",
    "WRITEOFF_WHY",
]

FAMILIES = (decisions, dates, limits, amounts, identifiers, rules)
globals().update({name: plain(name) for name in __all__})


def __getattr__(name: str) -> Any:
    raise AttributeError(f"there is no worksheet function {name}")
