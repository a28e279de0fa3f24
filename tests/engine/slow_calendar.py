"""Months counted the slow way, as the second reading of what the rules count."""

from __future__ import annotations

from datetime import date, timedelta

from xl_addin.domain.dates import month_end


def plain_months(start: date, months: int) -> date:
    """Month by month on the calendar, then the day number, clipped."""
    end = start.replace(day=1)
    for _ in range(months):
        end = month_end(end) + timedelta(days=1)
    return end.replace(day=min(start.day, month_end(end).day))
