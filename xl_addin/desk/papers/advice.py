"""Advice of what two people wrote off, closed or opened again: one for each importer of each approval (C.8(xii))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_addin.desk.lists.audit_population import approvals, finder
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.item import AnyItem, Party
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts, Left, money, parted, sentence_on
from xl_addin.desk.papers.kinds import ADVICE
from xl_addin.documents.facts import Facts, Grid
from xl_addin.domain.records import BoeInvoice
from xl_addin.engine.citation import citation
from xl_addin.engine.law import Law
from xl_addin.engine.rule import unique
from xl_addin.ledger.acts import SET_OFF, SMALL_VALUE, WRITE_OFF, meaning_of
from xl_addin.ledger.papers import Issued
from xl_addin.ledger.proposed import Proposal
from xl_addin.rulebook import Provision
from xl_addin.rulebook.facts import IMPORTER, ORM
from xl_addin.rulebook.registers_codes import closure_code, notices_on

# The parameters of the law that a closure rests on, by its act.
RESTS_ON = {
    WRITE_OFF.word: ("writeoff.method", "writeoff.preconditions"),
    SMALL_VALUE.word: ("small_value.limit_inr", "small_value.declaration"),
    SET_OFF.word: ("setoff.counterparty",),
}


def advices(desk: Desk, told: Told, known: Sequence[Issued], month: str = "") -> Drafts:
    """An advice for each importer of each act of approval in the month, or in an earlier one, that has none yet."""
    had = {(one.of_seq, one.item_key) for one in known}
    item_of, groups, left = finder(told.month), defaultdict[tuple[int, str], list[_Closed]](list), []
    for one in approvals(told, month or told.month.period):
        item = item_of(one.item_kind, one.item_key)
        if item is None or isinstance(item, Party) or one.verdict is None:
            left.append(Left(one.item_key, f"the ledger has no such item in {told.month.period}.", "Look at it first."))
        elif (one.verdict.seq, item.record.iec) not in had:
            groups[one.verdict.seq, item.record.iec].append((one, item))
    drafts = parted(_advice(desk, seq, iec, closed) for (seq, iec), closed in groups.items())
    return drafts._replace(left=(*left, *drafts.left))


_Closed = tuple[Proposal, AnyItem]


def _advice(desk: Desk, seq: int, iec: str, closed: Sequence[_Closed]) -> Draft | Left:
    whose = desk.importer(iec)
    if isinstance(whose, Left):
        return whose
    sentence = sentence_on("closure advice")
    heads = ("Item", "What was done", "Amount", "Reason", "Decision", "Proposal")
    grid = Grid(heads, tuple(_row(*one) for one in closed), (2,))
    cited = (*dict.fromkeys(line for one, _ in closed for line in _cited(desk.law, one)),)
    facts = Facts({**desk.fields(), **whose, "not_absolved": sentence}, {"closed": grid}, cited, desk.mark)
    return Draft(ADVICE, IMPORTER, iec, seq, facts, iec)


def _row(one: Proposal, item: AnyItem) -> tuple[str, ...]:
    reason = one.reason or (f"code {one.code}" if one.code else "–")
    amount = money(one.amount_minor, one.currency) if one.currency else "–"
    return _named(item), meaning_of(one.act), amount, reason, one.status, str(one.number)


def _named(item: AnyItem) -> str:
    record = item.record
    if isinstance(record, BoeInvoice):
        serial = f", serial {record.serial}" if item.key != record.boe_key else ""
        return f"BoE {record.boe_number} of {record.boe_date:%d-%b-%Y}, {record.port_code}{serial}"
    return f"ORM {item.key.partition('/')[0]}"


def _cited(law: Law, one: Proposal) -> Iterator[str]:
    """The act with both people, then the law behind it."""
    said = one.verdict
    assert said is not None  # noqa: S101 - only what was approved is advised
    power = f", power {said.power}" if said.power else ""
    yield f"Act {said.seq} of {said.at[:10]}: proposed by {one.maker}, approved by {said.person}{power}."
    if basis := citation(unique(_basis(law, one))):
        yield f"{meaning_of(one.act).capitalize()}: {one.status}; {basis}."


def _basis(law: Law, one: Proposal) -> Iterator[Provision | None]:
    yield from (law.rules.find(name, one.as_on) for name in RESTS_ON.get(one.act, ()))
    code = closure_code(one.code, "ORM" if one.item_kind == ORM else "BOE") if one.code else None
    yield code.provision if code else None
    yield from (notice.provision for notice in notices_on("closure advice"))
