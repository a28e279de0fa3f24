"""Decisions on open remittances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xl_addin.desk.month.case import (
    ADVANCE,
    DOCUMENTS,
    EVIDENCE,
    FOLLOWUP,
    SMALLVALUE,
    WRITEOFF,
    Case,
    after_settlement,
    as_date,
    ask,
    ask_small_value,
    on_dated,
    on_open,
)
from xl_addin.desk.month.deals import is_merchanting, leg_decision
from xl_addin.desk.month.evidence import RECEIVED, remittance_evidence, service_entry
from xl_addin.desk.month.month import Month
from xl_addin.domain.money import from_minor
from xl_addin.domain.records import ADVANCE_PURPOSE, GOODS_PURPOSES
from xl_addin.engine.advance.services import ServicesFollowup
from xl_addin.engine.evidence.due import DocumentsDue, EvidenceDue
from xl_addin.engine.evidence.followup import FollowUp
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law
from xl_addin.engine.rule import BREACH_BEFORE_SWITCH, CLOSED, Decision, missing
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.ledger.items import OrmItem

MARK_OFF = "INFO: it stands open in IDPMS until it is marked off there"
NEED_CAPITAL_GOODS, CAPITAL_GOODS_DIFFER = "NEED_CAPITAL_GOODS", "CAPITAL_GOODS_DIFFER"


def orm_cases(month: Month, law: Law, item: OrmItem, proposed: int) -> Iterator[Case]:
    """Evidence, follow-up, evidence of an advance, small value, and the write-off of a surplus."""
    yield from remittance_evidence(month, law, item)
    if is_merchanting(item):  # no bill of entry is awaited: the other leg is
        yield on_open(month, FOLLOWUP, item, leg_decision(month, law, item))
    else:
        yield from (_follow_up(month, law, item),) if _is_for_goods(item) else _services(month, law, item)
    if item.record.purpose_code == ADVANCE_PURPOSE:
        yield _advance(month, law, item)
    yield orm_small_value(month, law, item)
    settled = item.settled_ever_minor + proposed
    if (settled or "reason" in item.answers) and item.outstanding_minor > proposed:
        yield _write_off(month, law, item, proposed)


def _follow_up(month: Month, law: Law, item: OrmItem) -> Case:
    paid = item.record.payment_date
    asked: dict[str, Any] = {"remittance_date": paid, "as_of": month.as_on, "evidence": False}
    found = ask(law, FollowUp, item.answers, **asked, **_capital_goods(item))
    return on_dated(month, law, FOLLOWUP, item, _unless_there(month, law, item, _capital_goods_told(item, found)))


def _unless_there(month: Month, law: Law, item: OrmItem, found: Decision) -> Decision:
    """Closed where the paper that is evidence of the import is there, complete.

    What was missed before the switch stays (rules 1.4), unless the paper came by that day.
    """
    paper = item.decided.get(EVIDENCE)
    if paper is None or not paper.ok:
        return found
    came, old = as_date(item.answers.get(RECEIVED)), found.old_value
    there = "evidence of import is there" + (f", received {came}" if came else "")
    if old is None or old > switch_eve(law.rules, month.as_on) or (came and came <= old):
        facts = (("remittance", item.record.payment_date),)
        return Decision(found.subject, CLOSED, found.basis, (), None, old, facts, (there, MARK_OFF))
    findings = dict.fromkeys((BREACH_BEFORE_SWITCH, *found.findings))
    missed = f"WARN: it was due by {old}, before the switch: the contravention stays"
    asks = () if came else (f"WARN: {missing(RECEIVED).note}",)
    return found._replace(status=CLOSED, value=None, findings=tuple(findings), notes=(there, missed, *asks, MARK_OFF))


def _is_for_goods(item: OrmItem) -> bool:
    """A purpose that is not known counts as goods: their follow-up is the stricter one."""
    return str(item.record.purpose_code or GOODS_PURPOSES).startswith(GOODS_PURPOSES)


def _services(month: Month, law: Law, item: OrmItem) -> Iterator[Case]:
    """An advance for services: what is asked until it was performed or came back, and the entry of its papers.

    Its ORM is the item itself. Each condition that the law lists is a fact of the same name, in small letters.
    """
    listed = law.rules.in_force("advance.services_followup", month.as_on).value
    conditions = {**{word: item.answers.get(word.lower()) for word in listed}, "ORM_CREATED": True}
    found = law.ask(ServicesFollowup, action_date=month.as_on, conditions=conditions)
    yield on_open(month, FOLLOWUP, item, found)
    yield service_entry(month, law, item)


def _advance(month: Month, law: Law, item: OrmItem) -> Case:
    """Evidence of the goods and, told in the same line, their documents; the remittance's own word on capital goods
    goes before what was said of it."""
    asked: dict[str, Any] = {"remittance_date": item.record.payment_date, "action_date": month.as_on}
    asked |= _capital_goods(item)
    item.decided[DOCUMENTS] = ask(law, DocumentsDue, item.answers, **asked)
    found = ask(law, EvidenceDue, item.answers, kind="ADVANCE", **asked)
    return on_dated(month, law, ADVANCE, item, _unless_there(month, law, item, _capital_goods_told(item, found)))


def _capital_goods(item: OrmItem) -> dict[str, Any]:
    """The remittance's own word on capital goods, where it has one; they have their own clock as an advance only."""
    if item.record.purpose_code != ADVANCE_PURPOSE:
        return {"capital_goods": False}
    own = item.record.is_capital_goods
    return {} if own is None else {"capital_goods": own}


def _capital_goods_told(item: OrmItem, found: Decision) -> Decision:
    """Of an advance: that nobody has said whether it is for capital goods, or that the desk says otherwise."""
    own, said = item.record.is_capital_goods, item.answers.get("capital_goods")
    is_sure = own is not None and said in (None, own)
    if item.record.purpose_code != ADVANCE_PURPOSE or is_sure or found.status == CLOSED:
        return found
    if own is None:
        return found._replace(findings=(*found.findings, NEED_CAPITAL_GOODS)) if said is None else found
    counts, other = ("yes", "no") if own else ("no", "yes")
    note = f"WARN: capital goods: the remittance message says {counts}, which counts; the desk says {other}"
    return found._replace(findings=(*found.findings, CAPITAL_GOODS_DIFFER), notes=(*found.notes, note))


def orm_small_value(month: Month, law: Law, item: OrmItem) -> Case:
    """The small-value answer on a whole remittance."""
    value = month.inr(item.record.amount_minor, item.currency)
    balance = month.inr(item.outstanding_minor, item.currency)
    found = ask_small_value(month, law, item.answers, value, balance, [item.currency])
    return on_open(month, SMALLVALUE, item, found, base=item.record.amount_minor, inr=value)


def _write_off(month: Month, law: Law, item: OrmItem, proposed: int) -> Case:
    """A surplus on the remittance: what was settled is the value of the import that it paid for."""
    settled = item.settled_ever_minor + proposed

    def decide(left: int) -> Decision:
        return ask(
            law,
            WriteOff,
            item.answers,
            invoice_value=from_minor(settled, item.currency),
            difference=-from_minor(left, item.currency),
            action_date=month.as_on,
            currency=item.currency,
            small_value=item.decided[SMALLVALUE],
        )

    return on_open(month, WRITEOFF, item, after_settlement(item, proposed, decide), base=settled, proposed=proposed)
