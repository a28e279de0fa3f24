"""The demo month: October 2026 at an invented bank, as extracts come to a desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

MONTH = Path(__file__).with_name("month")
AS_ON, BANK = date(2026, 10, 31), "Namuna Bank Ltd (fictional)"
