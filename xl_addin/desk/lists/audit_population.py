"""What an audit sample is drawn from: closures that were approved in a month, write-offs that are allowed and open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import SMALLVALUE, WRITEOFF, Case, sum_inr
from xl_addin.desk.month.item import AnyItem, Entry
from xl_addin.desk.month.month import Month, own_ad_code
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff.sample import Size
from xl_addin.ledger.acts import APPROVED, CLOSURES
from xl_addin.ledger.audits import ALLOWED, Draw
from xl_addin.ledger.items import InvoiceItem
from xl_addin.ledger.proposed import Proposal
from xl_addin.rulebook.facts import BOE
from xl_addin.rulebook.policy import Policy

SAMPLED = (SMALLVALUE, WRITEOFF)


def seed_of(told: Told, more: str = "") -> str:
    """The bank's own seed, else the AD code and the month."""
    return (told.law.policy.audit_sample_seed or "").strip() or f"{own_ad_code(told.month)} {told.month.period}{more}"


def population(told: Told) -> dict[str, Case]:
    """What a sample of the month is drawn from, by its key."""
    return {key_of(case): case for case in allowed(told)}


def allowed(told: Told) -> Sequence[Case]:
    """Closures that were approved in the month, and write-offs and small values that are OK and still open.

    What is closed as a small value is one closure, not two.
    """
    posted = {key_of(case): case for case in approved(told)}
    open_now = [case for case in told.cases if case.subject in SAMPLED and case.decision.ok]
    small = {case.item.key for case in (*posted.values(), *open_now) if case.subject == SMALLVALUE}
    more = [case for case in open_now if case.subject == SMALLVALUE or not small & {case.item.key, entry_of(case)}]
    return [*({key_of(case): case for case in more} | posted).values()]


def approved(told: Told, period: str = "") -> Iterator[Case]:
    """What another person approved in the month, or in an earlier one, as the case that it was proposed on.

    What was done to one item several times is one case with the sum of it: two refunds in parts, or what was written
    off again after it had been opened.
    """
    item_of, same = finder(told.month), defaultdict[tuple[str, str], list[Proposal]](list)
    for one in approvals(told, period or told.month.period):
        same[subject_of(one), one.item_key].append(one)
    for about, these in same.items():
        item = item_of(these[0].item_kind, about[1])
        if item is not None:
            yield _case(told.month, about, item, these)


def approvals(told: Told, period: str) -> Iterator[Proposal]:
    """Proposals that were approved in a month and closed something, or opened again what had been closed."""
    for one in told.proposals:
        said = one.verdict
        if one.act in CLOSURES and said is not None and (said.word, said.period) == (APPROVED, period):
            yield one


def subject_of(one: Proposal) -> str:
    """What a closure is called in a sample: the decision that it rests on, else the act."""
    return CLOSURES[one.act].subject or one.act


def _case(month: Month, about: tuple[str, str], item: AnyItem, these: Sequence[Proposal]) -> Case:
    currencies = {one.currency for one in these}
    worth = [Decimal(one.inr) if one.inr else None for one in these]
    return Case(
        about[0],
        item,
        Decision(CLOSURES[these[0].act].meaning, these[0].status, notes=tuple(map(_told, these))),
        about,
        month.said(*about),
        currency=currencies.pop() if len(currencies) == 1 else "",
        amount_minor=sum(one.amount_minor for one in these),
        amount_inr=sum_inr(worth),
    )


def _told(one: Proposal) -> str:
    """Who closed it with whom, when and why."""
    said = one.verdict
    if said is None:
        raise AssertionError("only what was approved is told")
    papers = f"; {one.papers}" if one.papers else ""
    reason = f"; reason {one.reason}" if one.reason else ""
    return f"{one.number} of {one.maker}, approved by {said.person} on {said.at[:10]}{reason}{papers}"


def came_after(draw: Draw, one: Proposal) -> bool:
    """Whether a closure was approved after a draw that had not even the decision that allowed it."""
    there = {item.item_key for item in draw.population if item.standing == ALLOWED}
    known = subject_of(one) in SAMPLED and bool({one.item_key, one.item_key.partition("#")[0]} & there)
    return one.verdict is not None and one.verdict.seq > draw.seq and not known


def finder(month: Month) -> Callable[[str, str], AnyItem | None]:
    """Finds the remittance, the invoice or the bill of entry of a kind and key: thousands are asked for."""
    of_boe: dict[str, list[InvoiceItem]] = defaultdict(list)
    for invoice in month.invoices.values():
        of_boe[invoice.record.boe_key].append(invoice)

    def item_of(kind: str, key: str) -> AnyItem | None:
        if kind != BOE:
            return month.orms.get(key) or month.invoices.get(key)
        found = of_boe.get(key)
        return Entry(found[0].record, found, month.said_of_boe(found[0].record)) if found else None

    return item_of


def entry_of(case: Case) -> str:
    """The bill of entry of an invoice."""
    return getattr(case.item.record, "boe_key", "")


def key_of(case: Case) -> str:
    """What names a closure in a draw."""
    return f"{case.subject} {case.item.key}"


def size_of(policy: Policy) -> Size:
    """How much the bank's policy file draws."""
    return Size(policy.audit_sample_pct, policy.audit_sample_items or 0, policy.audit_sample_every_inr or None)
