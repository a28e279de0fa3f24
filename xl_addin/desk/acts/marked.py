"""A row that is marked to be proposed: which act it asks for, and why it is not put forward."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.desk.acts.proposable import SUBJECTS, Candidate, amounts_of, is_postable, lines_of
from xl_addin.desk.month.case import ADVANCE, EXTENSION, FOLLOWUP, IF_ACCEPTED, Case
from xl_addin.ledger.acts import EXTEND, REFUND

_BY_NAME = {EXTENSION: EXTEND, ADVANCE: REFUND}
AS_ASKED = (*_BY_NAME, FOLLOWUP)  # rows whose act is of what their cells say, not of the amount that they show
NO_LONGER = "the list has no such decision any more"


def act_of_row(case: Case) -> str:
    """The act that a row of a decision proposes."""
    if case.subject in _BY_NAME:
        return _BY_NAME[case.subject].word
    return SUBJECTS[case.subject].word if case.subject in SUBJECTS else ""


def not_as_shown(shown: Case, case: Case | None, one: Candidate | None) -> str:
    """Why a marked decision is not put forward; "" where it stands, and is of the amount that the row shows."""
    if case is None:
        return NO_LONGER
    if one is None:
        return "; ".join(_why(case))
    if one.bars:
        return "; ".join(one.bars)
    if shown.subject in AS_ASKED:
        return ""
    was, now = lines_of(one.closure, shown), one.lines
    if was != now:
        return f"the row shows {amounts_of(was)}, and it is {amounts_of(now)} by what was read with it"
    return ""


def _why(case: Case) -> Iterator[str]:
    found = case.decision
    if not is_postable(found):
        yield f"the decision is {found.status}"
        yield found.grounds
    elif IF_ACCEPTED in found.notes:
        yield "it rests on a settlement that nobody has accepted yet"
    else:
        yield "nothing of it is open"
