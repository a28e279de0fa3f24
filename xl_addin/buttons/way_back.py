"""How the last act of the ledger is taken back, as every card ends with; or what helps where it is not."""

from __future__ import annotations

from datetime import date

from xl_addin.desk.answers.undo import history, to_undo
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import Ledger
from xl_addin.ledger.acts import act_of
from xl_addin.ledger.stays import STAYS


def way_back(ledger: Ledger, as_on: date, undo: str) -> str:
    """What the button `undo` would do now; nothing is taken back that came before what two people did."""
    last = next(iter(history(ledger)), None)
    if last is None:
        return "There is nothing to take back."
    act = act_of(last.kind)
    if act.approval:
        return f"{undo} does not reach what two people did, nor what came before it: {STAYS[act.kind]}."
    if act.undoable:
        return f"{undo} takes back the last act in the ledger ({act.words}); Ctrl+Z does not reach it."
    return f"{undo} does not take back the last act ({act.words}): {STAYS[act.kind]}. {_before(ledger, as_on)}"


def _before(ledger: Ledger, as_on: date) -> str:
    """What it would take back in place of an act that stays."""
    try:
        found, _ = to_undo(ledger, period_of(as_on))
    except DeskError:
        return "Nothing that came before it is taken back either."
    return f"It would take back what was done before: {found.words} (act {found.seq})."
