"""The worksheet functions: what Excel and Calc show, and what Python may call with plain values.

>>> WRITEOFF_OK(100000, 4999.37, date(2026, 5, 1), "DISCOUNT", True, False, False)
True
>>> PAYMENT_DUE(date(2026, 3, 31), date(2026, 5, 4))
datetime.date(2026, 9, 30)
>>> IEC_OK("388012345")
False
"""

from __future__ import annotations

from typing import Any

from udfs import acts, amounts, dates, decisions, identifiers, licences, limits, rules, settle
from udfs._plain import plain
from udfs._registry import REGISTRY as REGISTRY

__all__ = [
    "ADVANCE_OK",
    "ADVANCE_STATUS",
    "ADVANCE_WHY",
    "AD_CODE_OK",
    "AD_CODE_WHY",
    "AGE_BUCKET",
    "BOE_KEY",
    "CLOSURE_MEANING",
    "CLOSURE_OK",
    "CLOSURE_STATUS",
    "CLOSURE_WHY",
    "DELAY_CHARGE_OK",
    "DELAY_CHARGE_STATUS",
    "DELAY_CHARGE_WHY",
    "DIFFERENCE_PCT",
    "DIRECTDOCS_OK",
    "DIRECTDOCS_STATUS",
    "DIRECTDOCS_WHY",
    "DOCUMENTS_DUE",
    "EVIDENCE_DUE",
    "EXPECTED_PAYABLE",
    "EXTENSION_CAP_USD",
    "EXTENSION_DATE",
    "EXTENSION_OK",
    "EXTENSION_STATUS",
    "EXTENSION_WHY",
    "FOLLOWUP_STAGE",
    "GOLD_RETURN_BY",
    "IDPMS_ENTRY_DUE",
    "IDPMS_SCOPE",
    "IDPMS_VERSION",
    "IEC_OK",
    "IEC_STATUS",
    "IEC_WHY",
    "IFSC_OK",
    "IFSC_WHY",
    "IMS_OK",
    "IMS_OPEN",
    "IMS_REQUIRED",
    "IMS_STATUS",
    "IMS_VALID",
    "IMS_WHY",
    "INTEREST_UNTIL",
    "MONITORING_FEE",
    "MONITORING_OK",
    "MONITORING_STATUS",
    "MONITORING_VALID_UNTIL",
    "MONITORING_WHY",
    "MTT_LAST_DAY",
    "MTT_OK",
    "MTT_STATUS",
    "MTT_WHY",
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
    "SETOFF_OK",
    "SETOFF_STATUS",
    "SETOFF_WHY",
    "SETTLE",
    "SMALLVALUE_OK",
    "SMALLVALUE_STATUS",
    "SMALLVALUE_WHY",
    "TOLERANCE_OK",
    "TO_INR",
    "TRADE_CREDIT_LIMIT",
    "USANCE_LIMIT",
    "WRITEOFF_OK",
    "WRITEOFF_STATUS",
    "WRITEOFF_WHY",
]

FAMILIES = (decisions, acts, dates, limits, licences, amounts, identifiers, rules, settle)
globals().update({name: plain(name) for name in __all__})


def __getattr__(name: str) -> Any:
    raise AttributeError(f"there is no worksheet function {name}")
