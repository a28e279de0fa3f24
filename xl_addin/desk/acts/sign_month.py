"""Sign the month and make its book anew: what the command and the button do alike."""

from __future__ import annotations

from dataclasses import dataclass

from xl_addin.desk.acts.sign import Signed, refuse_older_book, sign
from xl_addin.desk.close.close_month import Closed, CloseOrder, book_of, close_month
from xl_addin.desk.close.former import refuse_unread
from xl_addin.desk.close.whose import run_of
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, signed
from xl_addin.ledger.signed import ROLES

NEXT_NEEDS = "as checked or approved that is signed with a reason only"
SHUT = "The month is shut: late entries go to the next one, or two people open it again."


@dataclass(frozen=True, slots=True)
class SignedMonth:
    """The signature, the closing that shows it, and what was done with a former workbook."""

    signed: Signed
    closed: Closed
    person: str
    former: tuple[str, ...]


def sign_month(
    ledger: Ledger, order: CloseOrder, law: Law, role: str, progress: Progress = silent, *, reason: str = ""
) -> SignedMonth:
    """Signs the closing that lies in the folder of the `order`, then makes its book anew.

    DeskError where that does not show the ledger as it is now, or holds answers that were not read back.
    """
    former = tuple(refuse_unread(ledger, book_of(order), order.as_on, law, progress))
    refuse_older_book(ledger, str(run_of(order.out).get("ledger_head", "")))
    given = sign(ledger, order.as_on, law, order.actor, role, progress, reason=reason)
    return SignedMonth(given, close_month(ledger, order, law, progress), ledger.known(order.actor).user, former)


def role_of(word: str, where: str) -> str:
    """The role that a word means; DeskError where there is none."""
    meant = word.strip().capitalize()
    if meant not in ROLES:
        told = ", ".join(one.lower() for one in ROLES)
        raise DeskError(f"{word!r} is no role of the sign-off.", where, f"Give one of: {told}.")
    return meant


def next_role(ledger: Ledger, order: CloseOrder) -> str:
    """The role that signs next; the last one where all have signed."""
    with ledger.read() as connection:
        given = signed.signatures(connection, period_of(order.as_on))
    return next((role for role in ROLES if role not in given), ROLES[-1])


def signed_lines(done: SignedMonth) -> list[str]:
    """What the signature did, in words."""
    last = SHUT if done.signed.is_last else f"Next: {ROLES[ROLES.index(done.signed.role) + 1]}, by another person."
    tasks = ", ".join(done.signed.tasks_open)
    why = f"signed with them open, because: {done.signed.reason}" if done.signed.reason else NEXT_NEEDS
    left = [f"Tasks of the Checklist that lack a name, a time or evidence: {tasks}; {why}."] if tasks else []
    told = f"Signed as {done.signed.role} by {done.person}: {done.signed.content}"
    return [*done.former, told, *left, last, f"Workbook: {done.closed.workbook}"]
