"""Sign-off: who prepared, checked and approved the month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xl_addin.desk.lists.parts import of_task
from xl_addin.desk.lists.told import Told
from xl_addin.ledger.signed import CHECKED, PREPARED, SIGNED_OFF, Signature
from xl_addin.rulebook.facts import TASK, Value
from xl_addin.workbook.lists import Column, List, Sheet, long, moment, status, text

OPEN_TASKS = "open_tasks_reason"
SIGNED, BROKEN, NOT_SIGNED = "SIGNED", "BROKEN", "NOT SIGNED"
SAYS = {
    PREPARED: "The book was made from the source files listed on About.",
    CHECKED: "Every tie-out on Control reads TRUE and every exception was looked at.",
    SIGNED_OFF: "The month may be signed off; the hash freezes the content.",
}


class Shown(NamedTuple):
    """A role with its signature; None until it is given."""

    role: str
    given: Signature | None
    word: str
    about: tuple[str, str]
    said: Mapping[str, Value]


def about_role(period: str, role: str) -> tuple[str, str]:
    """What is said of a signature of a month is said of this."""
    return TASK, f"{period} SIGN {role}"


def _shown(told: Told) -> Sequence[Shown]:
    return [_of_role(told, role, told.signatures.get(role)) for role in SAYS]


def _of_role(told: Told, role: str, given: Signature | None) -> Shown:
    about = about_role(told.month.period, role)
    return Shown(role, given, _word(given, told.content), about, told.month.said(*about))


def _word(given: Signature | None, content: str) -> str:
    """A signature stands for what was signed: where the month says something else by now it is broken."""
    if given is None:
        return NOT_SIGNED
    return SIGNED if given.content == content else BROKEN


LIST = List(
    "tblSignOff",
    rows=_shown,
    key=("Role",),
    keeps_widths=True,
    columns=(
        Column("Role", text, lambda s: s.role, 14),
        Column("What the signature says", long, lambda s: SAYS[s.role], 58),
        Column("Name", text, lambda s: s.given.person if s.given else "", 24),
        Column("Signed at", moment, lambda s: s.given.at if s.given else "", 18),
        *status("Status", lambda s: s.word, width=13),
        Column("Hash signed", text, lambda s: s.given.content if s.given else "", 62),
        replace(of_task(OPEN_TASKS, "Why it is signed although tasks of the Checklist are open."), width=34),
    ),
)

SHEET = Sheet(
    "Sign-off",
    "run",
    "Who prepared, checked and approved the month.",
    "Three people sign (button or command Sign); a signature stands for the hash of every cell of these lists.",
    (LIST,),
    1,
)
