"""Sign: the month prepared, checked and approved by three acts, and opened again by two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xl_addin.desk.acts.ground import MONTH
from xl_addin.desk.acts.moments import too_early
from xl_addin.desk.acts.propose import refuse_text
from xl_addin.desk.close.content import content_of, sealed_lists
from xl_addin.desk.lists.checklist import open_tasks
from xl_addin.desk.lists.sign_off import OPEN_TASKS, about_role
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.movements import closing_totals
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.desk.started import typed
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Severity
from xl_addin.domain.records import Answer
from xl_addin.engine.law import Law
from xl_addin.engine.powers import REOPEN_MONTH, SIGN_OFF, Approval, may_approve, may_propose
from xl_addin.engine.rule import OK
from xl_addin.ledger import Ledger, signed, tables
from xl_addin.ledger.acts import PROPOSE, SIGN
from xl_addin.ledger.chain import head
from xl_addin.ledger.proposed import Number, proposals
from xl_addin.ledger.signed import PREPARED, ROLES, SIGNED_OFF, Signature
from xl_addin.ledger.state import recorded_closing
from xl_addin.ledger.store import Actor
from xl_addin.workbook.proof.tieouts import tie_outs

CLOSE_AGAIN = "Close it again, look at the book, then sign."


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that was given, and whether it was the last of the three."""

    role: str
    content: str
    is_last: bool
    tasks_open: tuple[str, ...] = ()  # of the checklist, without a name, a time or evidence
    reason: str = ""  # why it was signed although they are open


def sign(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    role: str,
    progress: Progress = silent,
    *,
    reason: str = "",
) -> Signed:
    """Signs the month in a role, over the hash of all that its closing says.

    Refused while a finding blocks, a tie-out fails, something was done since the closing, a role before has not signed
    this content, or the person has signed before him; the last of the three needs the power by the bank's policy. While
    a task of the checklist is open only the first role is signed without a `reason`, here or in the cell of Sign-off.
    """
    refuse_text(reason, "Option --reason, or Open tasks because on Sign-off")
    actor = ledger.known(actor)
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
        given = signed.signatures(connection, period_of(as_on))
        closing, recorded = head(connection), recorded_closing(connection, period_of(as_on))
    _refuse_person(law, actor, as_on, role, given)
    now = month_now(ledger, as_on, law, progress, short=True)
    if recorded != closing_totals(now.settled.month):
        raise _refused("The month was not closed since the last act that moved it.", CLOSE_AGAIN)
    _refuse_open(now)
    content = content_of(lists := sealed_lists(now.lists))
    _refuse_order(role, given, content, actor)
    about, open_now = about_role(now.settled.month.period, role), open_tasks(now.closing.told)
    why = reason.strip() or str(now.settled.month.said(*about).get(OPEN_TASKS, ""))
    _refuse_open_tasks(role, open_now, why)
    with ledger.step(SIGN, as_on, actor, after=now.head) as step:
        step.add(tables.signatures, [{"role": role, "content": content, "closing": closing}])
        step.add(tables.signed_lists, (one._asdict() for one in lists))
        step.add(tables.answers, [Answer(*about, OPEN_TASKS, why)._asdict()] if reason.strip() else [])
        step.detail = {"role": role}
    return Signed(role, content, role == SIGNED_OFF, open_now, why if open_now else "")


def refuse_older_book(ledger: Ledger, shown: str) -> None:
    """DeskError where the book shows the ledger at another act than its last: nobody has looked at what he signs."""
    with ledger.read() as connection:
        now = head(connection)
    if shown != now:
        raise _refused("The book does not show the ledger as it is now, or there is none.", CLOSE_AGAIN)


def _refused(what: str, todo: str) -> DeskError:
    return DeskError(what, "Sign-off. Nothing was signed.", todo)


def _refuse_person(law: Law, actor: Actor, as_on: date, role: str, given: dict[str, Signature]) -> None:
    if role != SIGNED_OFF:
        if fails := may_propose(law, actor.user, as_on):
            raise _refused(f"{fails[0].note}.", "Let a person sign whom the bank's policy names.")
        return
    maker = given[PREPARED].person if PREPARED in given else ""
    found = may_approve(
        law,
        Approval(act=SIGN_OFF, maker=maker, checker=actor.user, action_date=as_on, amount_inr=None, status=OK),
    )
    if not found.ok:
        raise _refused(
            f"{'; '.join(found.notes)}.",
            "Let a person sign whose role has sign = true in [powers] of the bank's policy file.",
        )


def _refuse_open(now: Now) -> None:
    """What keeps any month from sign-off: a blocking finding, a tie-out that fails."""
    told, view = now.closing.told, now.closing.view
    blocking = [found.code for found in told.findings if found.severity is Severity.BLOCK]
    if blocking:
        raise _refused(
            f"{len(blocking)} findings block the sign-off: {', '.join(sorted(set(blocking)))}.",
            "See Exceptions: each says what cures it. Cure them, close again, then sign.",
        )
    failing = [tie.check for tie in tie_outs(view) if not tie.ties]
    if failing:
        raise _refused(f"{len(failing)} tie-outs fail: {failing[0]}.", "See Control; correct the source, close again.")


def _refuse_open_tasks(role: str, open_now: Sequence[str], why: str) -> None:
    """Who checks or approves says that the month was done: a task of it that nobody has done needs his word."""
    if open_now and role != PREPARED and not why:
        raise _refused(
            f"{len(open_now)} tasks of the Checklist lack a name, a time or evidence: {', '.join(open_now)}.",
            "Fill their blue cells, read the book back, close again and let it be signed anew; or say why it is signed "
            "with them open: option --reason, or Open tasks because on Sign-off.",
        )


def _refuse_order(role: str, given: dict[str, Signature], content: str, actor: Actor) -> None:
    """Each role after the one before it, over the same content, by another person."""
    if role in given and given[role].content == content:
        raise _refused(
            f"{given[role].person} has signed as {role} already, and the month says the same since.",
            "Sign in the role that comes next; on the sheet Sign-off stand on its row.",
        )
    before = ROLES[: ROLES.index(role)]
    for one in before:
        if one not in given:
            raise _refused(
                f"Nobody has signed as {one} yet.", f"Let that be signed first: {typed(f'sign {one.lower()}')}"
            )
        if given[one].content != content:
            raise _refused(
                f"The month says something else than {given[one].person} signed as {one}.",
                f"Let it be signed anew, from {ROLES[0]} on.",
            )
        if given[one].person.casefold() == actor.user.casefold():
            raise _refused(f"{actor.user} has signed as {one} already.", "Let another person sign.")
        if early := too_early(given[one].at, actor.at):
            raise _refused(f"The signature as {one}: {early}", "Set the clock of this computer right, then sign.")


def propose_reopening(ledger: Ledger, as_on: date, law: Law, actor: Actor, remarks: str) -> Number:
    """Proposes that a signed month is opened again; another person approves it. DeskError where it is not signed."""
    refuse_text(remarks)
    actor = ledger.known(actor)
    period = period_of(as_on)
    with ledger.snapshot(), ledger.read() as connection:
        shut = signed.shut_by(connection, period)
        waiting = [one.number for one in proposals(connection, period) if one.waits and one.act == REOPEN_MONTH]
        known = head(connection)
    if shut is None or waiting:
        what = f"{as_on:%b %Y} is not signed." if shut is None else f"That is proposed already: {waiting[0]}."
        raise DeskError(what, f"Ledger {ledger.where}. Nothing was done.", "There is nothing to open again.")
    if fails := may_propose(law, actor.user, as_on):
        raise _refused(f"{fails[0].note}.", "Let a person propose it whom the bank's policy names.")
    with ledger.step(PROPOSE, as_on, actor, after=known) as step:
        step.add(tables.proposals, [_reopening(period, shut, remarks)])
        step.detail = {"proposals": 1}
        return Number(step.seq, 1)


def _reopening(period: str, shut: Signature, remarks: str) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(("currency", "inr", "reason", "code", "papers", "branch", "owner"), "")
    about = {"place": 1, "act": REOPEN_MONTH, "item_kind": MONTH, "item_key": period, "amount_minor": 0}
    return {**row, **about, "status": OK, "remarks": remarks, "seen": shut.content}
