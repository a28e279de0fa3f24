"""The moment of a word on what somebody did: it is not before that."""

from __future__ import annotations

from datetime import datetime


def too_early(done_at: str, now: datetime) -> str:
    """Why nothing can be said now of what was done at a moment (ISO text); "" where it can: the clock has gone on."""
    done = datetime.fromisoformat(done_at)
    if done.tzinfo is None or now.tzinfo is None:
        done, now = done.replace(tzinfo=None), now.replace(tzinfo=None)
    if now >= done:
        return ""
    return (
        f"it was made on {done:%d-%b-%Y %H:%M:%S}, and this computer says {now:%d-%b-%Y %H:%M:%S}: is the clock right?"
    )
