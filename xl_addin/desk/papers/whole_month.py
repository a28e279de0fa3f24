"""All that a month has to go out, but the statements, which are mailed when they are asked for."""

from __future__ import annotations

from functools import partial

from xl_addin.desk.papers.decided import issue_each
from xl_addin.desk.papers.issue import Made, Office
from xl_addin.desk.papers.issue_slips import issue_slips
from xl_addin.desk.papers.kinds import MEMO
from xl_addin.desk.papers.letters import makes
from xl_addin.desk.papers.memos import memos
from xl_addin.desk.papers.others import others


def issue_month(office: Office) -> list[Made]:
    """Slips, letters, memos and the other papers, each kind an act of its own; what was issued before is not again."""
    memo = (MEMO, partial(memos, prepared_by=office.actor.user))
    return [issue_slips(office), *issue_each(office, [*makes(()), memo, *others()])]
