"""Small-value entries of one importer closed on one declaration, as once a quarter. Rules 5.4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from xl_addin.desk.acts.ground import Ground, ground_of
from xl_addin.desk.acts.proposable import Candidate, Wanted, hash_of, inr_of, lines_of, seen_of
from xl_addin.desk.acts.propose import Proposed, put_forward, refuse_text
from xl_addin.desk.month.case import IF_ACCEPTED, SMALLVALUE, Case, as_date
from xl_addin.desk.month.cases_invoice import small_value
from xl_addin.desk.month.cases_orm import orm_small_value
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.item import Entry, Party
from xl_addin.desk.month.now import month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.domain.records import Answer
from xl_addin.engine.law import Law
from xl_addin.engine.rule import missing
from xl_addin.ledger import Ledger
from xl_addin.ledger.acts import SMALL_VALUE
from xl_addin.ledger.proposed import Proposal, proposals
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.facts import YES, Value, fact
from xl_addin.rulebook.policy import Policy

DECLARED = "declared"


def propose_declared(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    wanted: Wanted,
    said: Mapping[str, Value],
    *,
    remarks: str = "",
    only_list: bool = False,
    progress: Progress = silent,
) -> Proposed:
    """Puts the wanted small-value entries of one importer forward on one declaration, each a proposal of one act.

    Those that the declaration makes OK are meant; what bars one is told. DeskError where they are of several importers.
    """
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    refuse_text(remarks)
    now = month_now(ledger, as_on, law, progress, short=True)
    with ledger.read() as connection:
        ground = ground_of(ledger, now, law, proposals(connection, now.settled.month.period))
    words = remarks or f"consolidated declaration, {quarter_of(as_on, law.policy)}"
    made = [one for case in now.cases for one in _declarable(ground, case, said, words) if wanted.takes(one)]
    _refuse_several({one.case.iec for one in made})
    found = [one for one in made if not one.bars]
    told = put_forward(ledger, as_on, law, actor, found, now, remarks=words, only_list=only_list)
    return replace(told, barred=(*told.barred, *((one, "; ".join(one.bars)) for one in made if one.bars)))


def _declarable(ground: Ground, case: Case, said: Mapping[str, Value], remarks: str) -> Iterator[Candidate]:
    """The entry where the declaration makes it OK; none that rests on a settlement to be accepted."""
    if case.subject != SMALLVALUE or isinstance(case.item, Party) or IF_ACCEPTED in case.decision.notes:
        return
    one = declared(ground, case, said, remarks)
    if one.case.decision.ok and one.lines:
        yield one


def declared(ground: Ground, case: Case, said: Mapping[str, Value], remarks: str) -> Candidate:
    """A small-value entry as it is decided with the importer's declaration, with all that bars it."""
    item = case.item
    if isinstance(item, Party):
        raise AssertionError("small value is decided of an entry or a remittance")
    known = {**item.answers, DECLARED: True}
    if isinstance(item, Entry):
        again = small_value(ground.month, ground.law, Entry(item.record, item.invoices, known))
    else:
        again = orm_small_value(ground.month, ground.law, replace(item, answers=known, decided={}))  # type: ignore[arg-type]
    lines = lines_of(SMALL_VALUE, again)
    says = tuple((name, fact(name).text(said[name])) for name in sorted(said))
    plain = replace(again, item=item)
    seen = hash_of([seen_of(SMALL_VALUE, plain, lines, ground.law), [list(one) for one in says], remarks])
    made = Candidate(SMALL_VALUE, plain, lines, inr_of(ground.month, lines), seen, (), tuple(_bars(ground, case, said)))
    return replace(made, says=says, remarks=remarks, answers=(Answer(item.kind, item.key, DECLARED, YES),))


def declared_again(ground: Ground, proposal: Proposal, said: Mapping[str, Value]) -> Candidate | None:
    """The same as it would be seen now; None where the month does not decide on it any more."""
    case = ground.cases.get((SMALLVALUE, *proposal.item))
    return declared(ground, case, said, proposal.remarks) if case else None


def _bars(ground: Ground, case: Case, said: Mapping[str, Value]) -> Iterator[str]:
    yield from (missing(name).note for name in ("document_no", "document_date") if not said.get(name))
    on, item = as_date(said.get("document_date")), case.item
    if on and on > ground.month.as_on:
        yield f"the declaration of {on:%d-%b-%Y} lies after the as-on date"
    if on and not isinstance(item, Party) and on < item.record.dated:
        yield f"the declaration of {on:%d-%b-%Y} is before {item.key}"
    if case.item.answers.get(DECLARED) is False:
        yield f"declared of {item.key} says that the importer has not declared it"


def _refuse_several(importers: set[str]) -> None:
    if len(importers) > 1:
        raise DeskError(
            f"These entries are of {len(importers)} importers, and a declaration is of one.",
            "Command propose small-value, option --say.",
            f"Give --iec with one of them: {', '.join(sorted(importers)[:5])}.",
        )


def quarter_of(on: date, policy: Policy) -> str:
    """The quarter of a day: of the financial year, or of the calendar where the bank has set that."""
    if policy.quarter_basis == "calendar":
        return f"Q{(on.month + 2) // 3} {on.year}"
    begun = on.year if on.month >= 4 else on.year - 1
    return f"Q{(on.month - 4) % 12 // 3 + 1} of {begun}-{(begun + 1) % 100:02d}"
