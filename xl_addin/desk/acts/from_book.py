"""Propose on the decision sheets and Answer on Approvals: what a book's blue cells ask two people to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from xl_addin.desk.acts.approve import Approved, approve
from xl_addin.desk.acts.asking import asks_by_name, of_row
from xl_addin.desk.acts.decline import Declined, Said, decline
from xl_addin.desk.acts.ground import Ground, Maker, ground_of
from xl_addin.desk.acts.marked import act_of_row, not_as_shown
from xl_addin.desk.acts.match import Matched
from xl_addin.desk.acts.proposable import Candidate, candidates
from xl_addin.desk.acts.propose import Proposed, put_forward
from xl_addin.desk.acts.scope import BLANK, NO_DOUBT, Doubt, is_act
from xl_addin.desk.acts.ties import NOTHING_TIED, Tied, is_tie, tie
from xl_addin.desk.lists.approvals import ANSWER, ANSWER_REASON, APPROVE, REFUSE, RETURN
from xl_addin.desk.lists.approvals import LIST as APPROVALS
from xl_addin.desk.lists.proposed import PROPOSE, case_of
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.now import Now
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.acts import APPROVED, REFUSED_BY, RETURNED
from xl_addin.ledger.proposed import Proposal, proposals
from xl_addin.ledger.store import Actor
from xl_addin.workbook.books.typed import Change, Key

WORDS = {APPROVE: APPROVED, RETURN: RETURNED, REFUSE: REFUSED_BY}
NO_ANSWER = "a reason without an answer"
NONE_PROPOSED, NONE_APPROVED, NONE_DECLINED = Proposed((), ()), Approved((), ()), Declined()


@dataclass(frozen=True, slots=True)
class Acted:
    """What was proposed, approved and given back of a book; findings of what was not, and the cells that say it."""

    proposed: Proposed = NONE_PROPOSED
    approved: Approved = NONE_APPROVED
    declined: Declined = NONE_DECLINED
    findings: tuple[Finding, ...] = ()
    left: tuple[Change, ...] = ()
    tied: tuple[Matched, ...] = ()  # settlements by hand that were put forward

    @property
    def changed(self) -> bool:
        """Whether the ledger holds anything new."""
        approved = self.approved
        return bool(self.proposed.made or approved.posted or approved.months or self.declined.done or self.tied)


NOTHING_ACTED = Acted()


@dataclass(frozen=True, slots=True)
class Acting:
    """Who reads which book, on which day, under which law; `written` is the ledger's act that the book shows."""

    ledger: Ledger
    as_on: date
    law: Law
    actor: Actor
    book: str
    head: str
    written: int
    doubt: Doubt = NO_DOUBT

    def told(self, code: str, change: Change, why: str) -> Finding:
        """What was not done, at its cell."""
        place = Place(change.sheet, change.sheet_row, change.column.header)
        return finding(code, self.book, f"{change.new}: {why}", place)


def act(by: Acting, changes: Sequence[Change], month: Callable[[], Now]) -> Acted:
    """Approves and gives back what is answered on Approvals, then proposes what is marked, each in one act.

    `month` reads the month as it is now. What is not done is a finding at its cell; what a first reading of the same
    book has done is done.
    """
    asked = [one for one in changes if is_act(one) and one.new not in BLANK]
    if not asked:
        return NOTHING_ACTED
    done = _Done(by)
    asked = done.without_doubt(asked)
    if not asked:
        return Acted(findings=tuple(done.findings), left=tuple(done.left))
    now = month()
    if answers := [one for one in asked if one.table == APPROVALS.name]:
        done.answer(answers, now)
    if marks := [one for one in asked if one.column.header == PROPOSE]:
        done.propose(marks, month() if done.approved.posted or done.declined.done else now)
    if ties := [one for one in asked if is_tie(one)]:
        done.tie(ties)
    return Acted(done.proposed, done.approved, done.declined, tuple(done.findings), tuple(done.left), done.tied.made)


@dataclass
class _Done:
    by: Acting
    proposed: Proposed = NONE_PROPOSED
    approved: Approved = NONE_APPROVED
    declined: Declined = NONE_DECLINED
    findings: list[Finding] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)
    tied: Tied = NOTHING_TIED

    def without_doubt(self, asked: Sequence[Change]) -> list[Change]:
        """Without rows of which a cell was not taken; each of them is told once."""
        found, told = list[Change](), set[tuple[str, Key]]()
        for one in asked:
            why = self.by.doubt.of(one)
            if not why:
                found.append(one)
            elif (one.table, one.key) in told:
                self.left.append(one)
            else:
                told.add((one.table, one.key))
                self._not(_code_of(one), [one], why)
        return found

    def tie(self, cells: Sequence[Change]) -> None:
        """Each row that is tied by hand, rows of one remittance together."""
        by = self.by
        self.tied = tie(Maker(by.ledger, by.as_on, by.law, by.actor), cells, by.written, {"head": by.head})
        for these, why in self.tied.barred:
            self._not("TIE_NOT_DONE", these, why)

    def answer(self, answers: Sequence[Change], now: Now) -> None:
        """Each answer with the reason in its row."""
        by, said = self.by, {one.key: one for one in answers if one.column.header == ANSWER}
        reasons = {one.key: one for one in answers if one.column.header == ANSWER_REASON}
        for key in reasons.keys() - said.keys():
            if reasons[key].row.waits:
                self._not("ANSWER_NOT_DONE", [reasons[key]], NO_ANSWER)
        cells = {one.row.number: [one, *(reasons[key],)] if key in reasons else [one] for key, one in said.items()}
        open_now = {number: these for number, these in cells.items() if self._waits(these)}
        approve_these = {number for number, these in open_now.items() if these[0].new == APPROVE}
        others = {n: _said(these) for n, these in open_now.items() if n not in approve_these}
        detail = {"head": by.head}
        if others:
            self.declined = decline(
                by.ledger, by.as_on, by.law, by.actor, lambda one: others.get(one.number), detail=detail
            )
        if approve_these:
            after = None if self.declined.done else now
            self.approved = approve(
                by.ledger,
                by.as_on,
                by.law,
                by.actor,
                lambda one: one.number in approve_these,
                now=after,
                detail=detail,
            )
        for proposal, why in (*self.declined.barred, *self.approved.barred):
            self._not("ANSWER_NOT_DONE", open_now[proposal.number], why)

    def _waits(self, cells: list[Change]) -> bool:
        """Whether the proposal can be answered; another answer than was given before is told."""
        proposal: Proposal = cells[0].row
        if proposal.verdict is not None and proposal.verdict.word != WORDS[str(cells[0].new)]:
            why = f"it is {proposal.verdict.word} by {proposal.verdict.person}"
            self.findings.append(self.by.told("ANSWER_NOT_DONE", cells[0], why))
        return proposal.verdict is None

    def propose(self, marks: Sequence[Change], now: Now) -> None:
        """Each marked decision as it stands now; one that says another amount than the row is not put forward."""
        by, month = self.by, now.settled.month
        before = _made_since(by, month.period)
        known = {(one.closure.word, *one.item): one for one in candidates(month, by.law, now.cases)}
        cases = {(one.subject, one.item.kind, one.item.key): one for one in now.cases}
        wanted: dict[tuple[str, ...], Change] = {}
        found: list[Candidate] = []
        ground = cache(lambda: self._ground(now))
        for mark in self._one_of_each(marks):
            case = case_of(mark.row)
            item = (act_of_row(case), case.item.kind, case.item.key)
            if item in before:
                continue
            one, why = _named(ground(), case, str(mark.new)) if asks_by_name(case) else (known.get(item), "")
            if one is not None and (one.closure.word, *item[1:]) in before:
                continue
            item = (one.closure.word if one else "", *item[1:])
            why = why or not_as_shown(case, cases.get((case.subject, *item[1:])), one)
            if why or one is None:
                self._not("PROPOSE_NOT_DONE", [mark], why)
            else:
                wanted[item] = mark
                found.append(one)
        self.proposed = put_forward(by.ledger, by.as_on, by.law, by.actor, found, now, detail={"head": by.head})
        for one, why in self.proposed.barred:
            self._not("PROPOSE_NOT_DONE", [wanted[one.closure.word, *one.item]], why)

    def _one_of_each(self, marks: Sequence[Change]) -> Iterator[Change]:
        """Each decision once, though two sheets propose it; where they propose different acts, none of them."""
        by_case: dict[tuple[str, str, str], list[Change]] = {}
        for mark in marks:
            case = case_of(mark.row)
            by_case.setdefault((case.subject, case.item.kind, case.item.key), []).append(mark)
        for these in by_case.values():
            if len({one.new for one in these}) == 1:
                yield these[0]
            else:
                said = " and ".join(f"{one.new} (sheet {one.sheet}, row {one.sheet_row})" for one in these)
                self._not("PROPOSE_NOT_DONE", these, f"the sheets propose {said}: say one of them")

    def _ground(self, now: Now) -> Ground:
        by = self.by
        with by.ledger.read() as connection:
            known = proposals(connection, now.settled.month.period)
        return ground_of(by.ledger, now, by.law, known)

    def _not(self, code: str, cells: Sequence[Change], why: str) -> None:
        self.findings.append(self.by.told(code, cells[0], why))
        self.left += cells


def _code_of(change: Change) -> str:
    """The finding where what a cell asks for is not done."""
    return (
        "ANSWER_NOT_DONE"
        if change.table == APPROVALS.name
        else ("TIE_NOT_DONE" if is_tie(change) else "PROPOSE_NOT_DONE")
    )


def _named(ground: Ground, case: Case, word: str) -> tuple[Candidate | None, str]:
    """A row that asks for an act by name, with what its cells say; else why they cannot be used."""
    try:
        return of_row(ground, case, word), ""
    except DeskError as error:
        return None, f"{error.what} {error.todo}"


def _said(cells: Sequence[Change]) -> Said:
    return Said(WORDS[str(cells[0].new)], str(cells[1].new or "") if len(cells) > 1 else "")


def _made_since(by: Acting, period: str) -> set[tuple[str, str, str]]:
    """What was proposed since the book was written: by an earlier reading of it, for any other act refuses the book."""
    with by.ledger.read() as connection:
        return {(one.act, *one.item) for one in proposals(connection, period) if one.number.seq > by.written}
