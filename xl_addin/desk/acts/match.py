"""Match by hand: a maker ties a remittance to invoices, or takes such lines back; another person approves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from xl_addin.desk.acts.asked import (
    Asked,
    Rate,
    invoice_of,
    minor_of,
    orm_of,
    refuse_rate,
    refuse_rate_between,
    refuse_reason,
)
from xl_addin.desk.acts.bars import DEAL_RATE, far_apart
from xl_addin.desk.acts.by_hand import numbered, tied, untied
from xl_addin.desk.acts.ground import Ground, Maker, read_ground
from xl_addin.desk.acts.proposable import Candidate
from xl_addin.desk.acts.propose import NO_DETAIL
from xl_addin.desk.month.month import Month
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import grouped
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.powers import may_propose
from xl_addin.engine.rule import OK
from xl_addin.engine.settlement.by_hand import laid, price_of
from xl_addin.ledger import tables
from xl_addin.ledger.acts import MANUAL, PROPOSE
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.proposed import Number
from xl_addin.ledger.rows import LINE_COLUMNS


@dataclass(frozen=True, slots=True)
class Matched:
    """What was put forward or barred, what to look at, and the number of the proposal; None where none was kept."""

    one: Candidate
    look: tuple[str, ...] = ()
    number: Number | None = None


def match(
    by: Maker,
    asked: Asked,
    *,
    only_list: bool = False,
    progress: Progress = silent,
    detail: Mapping[str, Any] = NO_DETAIL,
) -> Matched:
    """Proposes to settle invoices with a remittance by hand; with `only_list` nothing is kept.

    `detail` is noted with the act.

    All of it is proposed or nothing: where anything bars a line, everything that bars is told. DeskError where the
    reason is missing, a name means no item or several, or an amount or the rate cannot stand.
    """
    refuse_reason(asked.reason)
    by = replace(by, actor=by.ledger.known(by.actor))
    ground, head = read_ground(by, progress, asked.names)
    orm = orm_of(ground.month, asked.orm)
    refuse_rate(asked.rate, by.as_on)
    invoices = [invoice_of(ground.month, name) for name, _ in asked.invoices]
    refuse_rate_between(asked.rate, orm, invoices)
    papers = _papers(orm, asked.rate) if any(one.currency != orm.currency for one in invoices) else ""
    made = tied(ground, _laid(ground, orm, asked, by.actor.user, papers), asked.reason, papers)
    return _put(by, made, head, asked.reason, papers, ground.month, only_list, detail)


def unmatch(by: Maker, asked: Asked, *, only_list: bool = False, progress: Progress = silent) -> Matched:
    """Proposes to take back what two people settled by hand with a remittance: all of it, or of the named invoices."""
    refuse_reason(asked.reason)
    by = replace(by, actor=by.ledger.known(by.actor))
    ground, head = read_ground(by, progress, asked.names)
    month = ground.month
    orm = orm_of(ground.month, asked.orm)
    named = {invoice_of(month, name).key for name, _ in asked.invoices}
    standing = [one for one in ground.standing if one.tier == MANUAL and one.orm_key == orm.key]
    meant = [one for one in standing if not named or one.invoice_key in named]
    if not meant or named - {one.invoice_key for one in meant}:
        raise DeskError(
            "No line stands that two people settled by hand between these.",
            f"Remittance {orm.key}{', ' if named else ''}{', '.join(sorted(named))}.",
            "See tier MANUAL on sheet Settlements. Other lines are taken back there, by Reject.",
        )
    lines = [
        one._replace(evidence=f"takes back {one.group_id}, proposed by {by.actor.user}: {asked.reason}")
        for one in meant
    ]
    return _put(by, untied(ground, lines, asked.reason), head, asked.reason, "", month, only_list)


def _put(
    by: Maker,
    made: Candidate,
    head: str,
    reason: str,
    papers: str,
    month: Month,
    only_list: bool,
    detail: Mapping[str, Any] = NO_DETAIL,
) -> Matched:
    look = tuple(far_apart(month, made.ties))
    if not only_list and (fails := may_propose(by.law, by.actor.user, by.as_on, made.branch, made.owner)):
        raise DeskError(f"{fails[0].note}.", "Nothing was proposed.", "Let a person propose it whom the policy names.")
    if made.bars or only_list:
        return Matched(made, look)
    with by.ledger.step(PROPOSE, by.as_on, by.actor, after=head) as step:
        number = Number(step.seq, 1)
        step.add(tables.proposals, [_row(made, reason, papers, look)])
        lines = numbered(made.ties, number)
        step.add(tables.proposed_lines, ({"place": 1, **dict(zip(LINE_COLUMNS, line, strict=True))} for line in lines))
        step.detail = {"proposals": 1, **detail}
    return Matched(made, look, number)


def _row(made: Candidate, reason: str, papers: str, look: tuple[str, ...]) -> dict[str, Any]:
    return {
        "place": 1,
        "act": made.closure.word,
        "item_kind": made.item[0],
        "item_key": made.item[1],
        "currency": made.ties[0].currency,
        "amount_minor": sum(line.amount_minor for line in made.ties),
        "inr": f"{made.inr:f}" if made.inr is not None else "",
        "status": OK,
        "reason": reason,
        "papers": papers,
        "remarks": "; ".join((*map(line_told, made.ties), *(f"look: {one}" for one in look))),
        "branch": made.branch,
        "owner": made.owner or "",
        "seen": made.seen,
    }


def line_told(line: SettlementLine) -> str:
    """A line in words: the amount on each side and the invoice."""
    paid = f"{line.currency} {grouped(line.amount_minor, line.currency)}"
    owed = f"{line.invoice_currency} {grouped(line.amount_invoice_minor, line.invoice_currency)}"
    return f"{paid} to {line.invoice_key}" if paid == owed else f"{paid} for {owed} of {line.invoice_key}"


def _laid(ground: Ground, orm: OrmItem, asked: Asked, maker: str, papers: str) -> list[SettlementLine]:
    """The lines that are asked for; an invoice without an amount takes what fits, in the order given."""
    if not asked.invoices:
        raise DeskError("No invoice was named.", f"Remittance {orm.key}.", "Name one or several, with = and an amount.")
    left, found = ground.held.free(orm), list[SettlementLine]()
    evidence = "; ".join(filter(None, (f"settled by hand, proposed by {maker}: {asked.reason}", papers)))
    for name, amount in asked.invoices:
        invoice = invoice_of(ground.month, name)
        if any(line.invoice_key == invoice.key for line in found):
            raise DeskError(f"{invoice.key} was named twice.", f"Remittance {orm.key}.", "Name it once, with the sum.")
        rate = _rate_text(orm, invoice, asked.rate)
        wanted = None if amount is None else minor_of(amount, invoice)
        price, free = price_of(rate, orm.currency, invoice.currency), ground.held.free(invoice)
        paid, owed = laid(left, free, wanted, price)
        left -= paid
        sides = (orm.key, invoice.key, orm.currency, paid, invoice.currency, owed, rate)
        word = "PART" if owed < invoice.outstanding_minor else "OVER" if paid < orm.outstanding_minor else "EXACT"
        found.append(SettlementLine(*sides, MANUAL, MANUAL, word, evidence, ""))
    return found


def _rate_text(orm: OrmItem, invoice: InvoiceItem, stated: Rate | None) -> str:
    """The rate of a line as text; "" within one currency, and where nobody has stated one."""
    if orm.currency == invoice.currency:
        return ""
    known = orm.answers.get(DEAL_RATE)
    rate = stated.value if stated else known
    return f"{rate:f}" if isinstance(rate, Decimal) else ""


def _papers(orm: OrmItem, stated: Rate | None) -> str:
    """Where the rate comes from, in words; "" where there is none."""
    if stated:
        return f"rate {stated.value:f} of {stated.on:%d-%b-%Y}: {stated.source}"
    known = orm.answers.get(DEAL_RATE)
    return f"deal rate {known:f} of the remittance" if isinstance(known, Decimal) else ""
