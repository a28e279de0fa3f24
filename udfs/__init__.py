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

from udfs import (
    advance,
    amounts,
    cleaning,
    dgft,
    evidence,
    identifiers,
    idpms,
    merchanting,
    parties,
    payment,
    rules,
    settlement,
    writeoff,
)
from udfs._plain import plain
from udfs._registry import REGISTRY, register

# In the order of a desk's work, which is that of the guide.
for _subject in (
    payment,
    writeoff,
    evidence,
    advance,
    merchanting,
    parties,
    idpms,
    dgft,
    amounts,
    cleaning,
    settlement,
    identifiers,
    rules,
):
    register(_subject)

__all__ = list(REGISTRY)
globals().update({name: plain(name) for name in REGISTRY})


def __getattr__(name: str) -> Any:
    raise AttributeError(f"there is no worksheet function {name}")
