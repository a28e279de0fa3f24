"""What a reading of answers changed: the decisions that say another thing now."""

from __future__ import annotations

from xl_addin.desk.answers.review import Reviewed
from xl_addin.desk.month.changes import Changes, changes_since, point_of
from xl_addin.desk.month.now import Now


def changed_by(reviewed: Reviewed, after: Now) -> Changes:
    """The decisions of the month as it was before the reading against those of the month `after` it."""
    return changes_between(reviewed.before, after, "this reading began")


def changes_between(before: Now, after: Now, name: str = "") -> Changes:
    """The decisions of one month that say another thing after than before."""
    regime = before.closing.view.stamp.regime
    point = point_of(name, before.settled.month, regime, before.cases)
    return changes_since(point, after.settled.month, regime, after.cases)
