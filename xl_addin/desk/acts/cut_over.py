"""The cut-over: of an AD code, the day up to which everything was reported to IDPMS outside this ledger.

Nothing up to that day is drafted, or years of settlements would be sent again. Without one nothing of the AD code is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xl_addin.desk.acts.ground import Ground
from xl_addin.desk.acts.named import candidate_of
from xl_addin.desk.acts.proposable import AD, Candidate
from xl_addin.desk.month.item import Party
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.identifiers import parse_ad_code
from xl_addin.engine.rule import missing
from xl_addin.ledger.acts import CUT_OVER
from xl_addin.rulebook.facts import Value

UNTIL = "reported_until"


def cut_over(ground: Ground, name: str, said: Mapping[str, Value], remarks: str) -> Candidate:
    """The statement as a candidate for approval, with all that bars it."""
    code, known = _code(name), ground.month.ad_codes()
    until, bars = said.get(UNTIL), list[str]()
    if not isinstance(until, date):
        bars.append(missing(UNTIL).note)
    elif until > ground.month.as_on:
        bars.append(f"the day {until:%d-%b-%Y} lies after the as-on date: nobody knows yet what will be reported")
    if known and code not in known:
        told = ", ".join(sorted(known))
        bars.append(f"nothing in the ledger is under AD code {code}; it has {told}")
    return candidate_of(ground, CUT_OVER, Party(code), (AD, code), said, remarks, bars)


def _code(name: str) -> str:
    try:
        return parse_ad_code(name)
    except ValueRefused as refused:
        raise DeskError(f"{refused}.", "Command propose cut-over, option --item.", "Give the AD code.") from None
