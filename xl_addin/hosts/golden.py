"""Twelve golden cases by which a host shows that it is whole; each is a row of the tests' tables too."""

from __future__ import annotations

from datetime import date

from udfs._registry import MISSING, CellError
from xl_addin.hosts.trial import Trial

_MAY, _SWITCH_EVE, _SWITCH = date(2026, 5, 4), date(2026, 9, 30), date(2026, 10, 1)
_CLEAR = ("DISCOUNT", True, False, False)
CASES: tuple[Trial, ...] = (
    Trial("last day of the Master Direction", "REGIME", (_SWITCH_EVE,), "MD2016"),
    Trial("first day of the Regulations", "REGIME", (_SWITCH,), "REG2026"),
    Trial("a write-off of exactly 5 %", "WRITEOFF_STATUS", (100_000.0, 5_000.0, _MAY, *_CLEAR), "OK"),
    Trial("a write-off one cent above 5 %", "WRITEOFF_STATUS", (100_000.0, 5_000.01, _MAY, *_CLEAR), "REFER_RBI"),
    Trial(
        "over the bank's own cap", "WRITEOFF_STATUS", (100_000.0, 6_000.0, _SWITCH, *_CLEAR, MISSING, 5.99), "ESCALATE"
    ),
    Trial("small value, one paisa above", "SMALLVALUE_STATUS", (1_000_000.01, True, _MAY), "REFUSE"),
    Trial(
        "an advance at the bank's limit, a fact missing",
        "ADVANCE_STATUS",
        (1.0, "GOODS", "PRIVATE", _SWITCH, MISSING, None, MISSING, 500_000.0),
        "CHECK",
    ),
    Trial(
        "evidence due, clipped to the end of February",
        "EVIDENCE_DUE",
        (date(2025, 8, 31), "ADVANCE", date(2025, 9, 1), False),
        date(2026, 2, 28),
    ),
    Trial(
        "over Sunday and second Saturday", "IDPMS_ENTRY_DUE", (date(2026, 11, 6), date(2026, 11, 6)), date(2026, 11, 12)
    ),
    Trial("an exact remainder", "OUTSTANDING", (100_000.0, 60_000.0, 1_500.25), 38_499.75),
    Trial("a row with no fact stays blank", "SMALLVALUE_STATUS", (None, None, None), None),
    Trial(
        "an error in a cell goes through", "WRITEOFF_STATUS", (100_000.0, CellError.DIV0, _MAY, *_CLEAR), CellError.DIV0
    ),
)
