"""How long an item is overdue."""

from __future__ import annotations

from datetime import date

# (longest number of days overdue, both ends of a bucket included; the due date itself is still in time)
BUCKETS = (
    (0, "NOT_DUE"),
    (30, "0-30"),
    (90, "31-90"),
    (180, "91-180"),
    (365, "181-365"),
    (730, "1-2Y"),
    (1095, "2-3Y"),
)
OLDEST = ">3Y"
NO_DATE = "NO_DATE"  # of a list: no day from which to count


def age_bucket(due_date: date, as_of: date) -> str:
    """Bucket of the calendar days from due date to `as_of`: NOT_DUE up to and on the due date, then 1-30."""
    days = (as_of - due_date).days
    return next((name for longest, name in BUCKETS if days <= longest), OLDEST)
