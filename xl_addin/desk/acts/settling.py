"""Settle as the bank's policy says: lines that the evidence decides are posted by it, or wait for one approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.desk.acts.ground import MONTH, line_of_batch
from xl_addin.desk.acts.proposable import hash_of, law_mark
from xl_addin.desk.month.by_policy import policy_version
from xl_addin.desk.month.case import sum_inr
from xl_addin.desk.month.rates import with_rates_of_age
from xl_addin.desk.month.settle import Settled, settle
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.law import Law
from xl_addin.engine.powers import may_propose
from xl_addin.engine.rule import OK
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import PROPOSE, SETTLE_AUTO
from xl_addin.ledger.proposed import proposals
from xl_addin.ledger.rows import LINE_COLUMNS
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.policy import in_batches


def settle_by_policy(ledger: Ledger, as_on: date, law: Law, actor: Actor, progress: Progress = silent) -> Settled:
    """Settles; where the policy asks one approval, what the evidence decides is proposed as one batch, not posted.

    Lines that an open batch holds already are not proposed again. Who may not propose makes no batch: the lines wait.
    """
    actor = ledger.known(actor)
    settled = settle(ledger, as_on, actor, progress, batch=in_batches(law.policy), policy=law.policy)
    if not settled.batch or may_propose(law, actor.user, as_on):
        return settled
    month = with_rates_of_age(settled.month, law.policy)
    with ledger.read() as connection:
        known = proposals(connection, month.period)
    held = {line_of_batch(line) for one in known if one.waits and one.act == SETTLE_AUTO.word for line in one.lines}
    fresh = [line for line in settled.batch if line_of_batch(line) not in held]
    if not fresh:
        return settled
    inr = sum_inr([month.inr(line.amount_minor, line.currency) for line in fresh])
    with ledger.step(PROPOSE, as_on, actor, after=settled.head) as step:
        step.add(tables.proposals, [_row(month.period, fresh, inr, settled, law)])
        rows = ({"place": 1, **dict(zip(LINE_COLUMNS, line, strict=True))} for line in fresh)
        step.add(tables.proposed_lines, rows)
        step.detail = {"proposals": 1, "lines": len(fresh)}
    return replace(settled, head=step.hash)


def _row(
    period: str, lines: Sequence[SettlementLine], inr: Decimal | None, settled: Settled, law: Law
) -> dict[str, Any]:
    currencies = {line.currency for line in lines}
    single = len(currencies) == 1
    told = (
        f"{len(lines):,} lines that the evidence decides",
        f"exceptions: {len(settled.suggestions):,} proposed to a person, {len(settled.waiting):,} wait for IDPMS",
    )
    blank: dict[str, Any] = dict.fromkeys(("reason", "code", "papers", "branch", "owner"), "")
    return {
        **blank,
        "place": 1,
        "act": SETTLE_AUTO.word,
        "item_kind": MONTH,
        "item_key": period,
        "currency": currencies.pop() if single else "",
        "amount_minor": sum(line.amount_minor for line in lines) if single else 0,
        "inr": f"{inr:f}" if inr is not None else "",
        "status": OK,
        "remarks": "; ".join(told),
        "seen": seen_of_batch(lines, law),
    }


def seen_of_batch(lines: Sequence[SettlementLine], law: Law) -> str:
    """Hash of what both people see of a batch: its lines and the law with the policy."""
    return hash_of([SETTLE_AUTO.word, [list(line_of_batch(line)) for line in lines], law_mark(law)])


def auto_told(law: Law) -> str:
    """What About says of lines that the evidence decides: by which row of the policy, of which version, by whom."""
    version = policy_version(law.policy)
    who = law.policy.settle_auto_approver
    if in_batches(law.policy):
        return f"wait for one approval of the batch (settle_auto of the bank's policy, version {version})"
    by = f"approved by {who}" if who else "no approver is named in settle_auto_approver"
    return f"posted on evidence (settle_auto of the bank's policy, version {version}; {by})"
