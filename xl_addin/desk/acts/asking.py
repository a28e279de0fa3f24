"""Acts that a person asks for by name: proposed with what he says, and seen again when another person approves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from xl_addin.desk.acts.asked import item_of_name, minor_of
from xl_addin.desk.acts.closing import closed
from xl_addin.desk.acts.closing_rules import Closing, act_of
from xl_addin.desk.acts.cut_over import cut_over
from xl_addin.desk.acts.declaring import declared_again
from xl_addin.desk.acts.extending import entry_known, entry_of, extended, said_in_cells
from xl_addin.desk.acts.following import asked_by_row
from xl_addin.desk.acts.ground import Ground, Maker, item_of, read_ground
from xl_addin.desk.acts.match import Matched
from xl_addin.desk.acts.named import asked_elsewhere, confirmed, reported, uploaded, withdrawn
from xl_addin.desk.acts.proposable import Candidate
from xl_addin.desk.acts.propose import keep
from xl_addin.desk.acts.request import Request, refuse_remarks
from xl_addin.desk.month.case import ADVANCE, EXTENSION, FOLLOWUP, WRITEOFF, Case
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.engine.idpms.closure import APPROVERS
from xl_addin.engine.powers import may_propose
from xl_addin.ledger.acts import (
    ASK_BOE,
    BY_NAME,
    CLOSE_ITEM,
    CLOSURES,
    CONFIRM_RULE,
    CUT_OVER,
    EXTEND,
    PROPOSE,
    REFUND,
    REPORT_ORM,
    SET_OFF,
    SMALL_VALUE,
    UPLOAD_BOE,
    WITHDRAW,
    WRITE_OFF,
    Closure,
)
from xl_addin.ledger.items import Item
from xl_addin.ledger.proposed import Number, Proposal
from xl_addin.rulebook.facts import REFERRAL, Value, fact


def ask_for(by: Maker, request: Request, *, only_list: bool = False, progress: Progress = silent) -> Matched:
    """Proposes what is asked for; barred, or with `only_list`, nothing is kept and all that bars it is told."""
    refuse_remarks(request.kind, request.remarks)
    by = replace(by, actor=by.ledger.known(by.actor))
    ground, head = read_ground(by, progress, (request.item,))
    made = _once(ground, BUILDERS[request.kind](ground, request))
    if not only_list and (fails := may_propose(by.law, by.actor.user, by.as_on, made.branch, made.owner)):
        raise DeskError(f"{fails[0].note}.", "Nothing was proposed.", "Let a person propose it whom the policy names.")
    if made.bars or only_list:
        return Matched(made)
    with by.ledger.step(PROPOSE, by.as_on, by.actor, after=head) as step:
        keep(step, [made], request.remarks)
        step.detail = {"proposals": 1}
    return Matched(made, (), Number(step.seq, 1))


def _once(ground: Ground, made: Candidate) -> Candidate:
    """Barred where a proposal of just this waits: the same command once more, as after a run that was stopped."""
    open_now = ground.asked_for(made.closure.word, made.item)
    same = (one for one in open_now if (one.seen, one.says) == (made.seen, made.says))
    waits = None if made.bars else next(same, None)
    return replace(made, bars=(f"{waits.number} proposes just this already",)) if waits else made


def _closing(act: Closure | None = None) -> Callable[[Ground, Request], Candidate]:
    """A closure of a remittance or invoice; what it is follows from its adjustment indicator where `act` is None."""

    def build(ground: Ground, request: Request) -> Candidate:
        item = item_of_name(ground.month, request.item)
        minor = None if request.amount is None else minor_of(request.amount, item)
        meant = act or act_of(ground, item, request.said)
        return closed(ground, Closing(meant, item, request.said, request.remarks, minor))

    return build


Named: TypeAlias = Callable[[Ground, str, Mapping[str, Value], str], Candidate]
NAMED: Mapping[str, tuple[Closure, Named]] = {
    "report": (REPORT_ORM, reported),
    "upload-boe": (UPLOAD_BOE, uploaded),
    "ask-boe": (ASK_BOE, asked_elsewhere),
    "cut-over": (CUT_OVER, cut_over),
    "confirm-rule": (CONFIRM_RULE, confirmed),
    "withdraw": (WITHDRAW, withdrawn),
}


def _named(build: Named) -> Callable[[Ground, Request], Candidate]:
    return lambda ground, asked: build(ground, asked.item, asked.said, asked.remarks)


def _named_again(build: Named) -> Callable[[Ground, Proposal], Candidate | None]:
    """As it would be seen now; None where what it is about is not there any more."""

    def again(ground: Ground, proposal: Proposal) -> Candidate | None:
        try:
            return build(ground, proposal.item_key, said_by(proposal), proposal.remarks)
        except DeskError:
            return None

    return again


BUILDERS: Mapping[str, Callable[[Ground, Request], Candidate]] = {
    "close": _closing(),
    "refund": _closing(REFUND),
    "set-off": _closing(SET_OFF),
    **{name: _named(build) for name, (_, build) in NAMED.items()},
    "extend": lambda ground, asked: extended(ground, entry_of(ground, asked.item), asked.said, asked.remarks),
}


def asks_by_name(case: Case) -> bool:
    """Whether a row that is marked asks for an act by name: of Extensions, Advances, Follow-up or Referrals."""
    return case.subject in (EXTENSION, ADVANCE, FOLLOWUP) or case.about[0] == REFERRAL


def of_row(ground: Ground, case: Case, word: str) -> Candidate | None:
    """What a row of these asks for, by what its cells and the `word` under Propose say; None where there is no such
    act. DeskError where a cell cannot be used."""
    if case.subject == FOLLOWUP:
        asked = asked_by_row(ground, case, word)
        return BUILDERS[asked.kind](ground, asked)
    if case.about[0] == REFERRAL:
        return _by_letter(ground, case)
    if case.subject == ADVANCE:
        return _came_back(ground, case)
    entry = entry_known(ground, case.item.key)
    if entry is None:
        return None
    cells = ground.month.said(*case.about)
    remarks = str(cells.get("remarks") or cells.get("extension_reason", ""))
    return extended(ground, entry, said_in_cells(entry), remarks)


def _came_back(ground: Ground, case: Case) -> Candidate:
    """The refund that the cells of an advance tell, whole where they name no amount."""
    item = ground.month.orms[case.item.key]
    cells, amount = item.answers, item.answers.get("refund_amount")
    papers = {"document_no": cells.get("refund_document"), "document_date": cells.get("refund_date")}
    said: dict[str, Value] = {name: value for name, value in papers.items() if value}
    minor = minor_of(amount, item) if isinstance(amount, Decimal) else None
    remarks = str(ground.month.said(*case.about).get("remarks", ""))
    return closed(ground, Closing(REFUND, item, {**said, "approved_by": APPROVERS["AD"]}, remarks, minor))


def _by_letter(ground: Ground, case: Case) -> Candidate | None:
    """A write-off or an extension that RBI has approved by the letter in the row."""
    cells, item = ground.month.said(*case.about), case.item
    letter = {name: cells[f"rbi_{name}"] for name in ("letter_no", "letter_date") if f"rbi_{name}" in cells}
    said: dict[str, Value] = {"approved_by": APPROVERS["RBI"], **letter}
    remarks = str(cells.get("remarks", ""))
    if case.subject == EXTENSION and (entry := entry_known(ground, item.key)) is not None:
        return extended(ground, entry, said, remarks)
    if case.subject == WRITEOFF and isinstance(item, Item):
        calls = str(dict(case.decision.facts).get("closure code") or "")
        return closed(ground, Closing(WRITE_OFF, item, {**said, "code": calls}, remarks))
    return None


def _closed_again(ground: Ground, proposal: Proposal) -> Candidate | None:
    month = ground.month
    if proposal.item_key not in month.orms and proposal.item_key not in month.invoices:
        return None
    item, said = item_of(month, proposal.item_key), said_by(proposal)
    return closed(ground, Closing(CLOSURES[proposal.act], item, said, proposal.remarks, proposal.amount_minor))


def _extended_again(ground: Ground, proposal: Proposal) -> Candidate | None:
    entry = entry_known(ground, proposal.item_key)
    return extended(ground, entry, said_by(proposal), proposal.remarks) if entry else None


AGAIN: Mapping[str, Callable[[Ground, Proposal], Candidate | None]] = {
    **{act.word: _closed_again for act in (WRITE_OFF, CLOSE_ITEM, REFUND, SET_OFF)},
    EXTEND.word: _extended_again,
    SMALL_VALUE.word: lambda ground, proposal: declared_again(ground, proposal, said_by(proposal)),
    **{act.word: _named_again(build) for act, build in NAMED.values()},
}


def is_asked(proposal: Proposal) -> bool:
    """Whether a proposal waits that was asked for by name: a write-off is so where it says something of its own."""
    return proposal.waits and (proposal.act in BY_NAME or (bool(proposal.says) and proposal.act in AGAIN))


def said_by(proposal: Proposal) -> dict[str, Value]:
    """What a proposal says itself, typed."""
    typed = {name: fact(name).value(text) for name, text in proposal.says}
    return {name: value for name, value in typed.items() if value is not None}


def asked_again(ground: Ground, known: Sequence[Proposal]) -> dict[Number, Candidate]:
    """Every open proposal that was asked for by name as it would be seen now, by its number."""
    found: dict[Number, Candidate] = {}
    for one in known:
        if is_asked(one):
            again = AGAIN[one.act](ground.of(one), one)
            if again is not None:
                found[one.number] = again
    return found
