"""Proposals that the bank's policy has posted as decided: by facts of the desk, or a pass that people always accept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from xl_addin.desk.month.month import Month
from xl_addin.domain.records import SettlementLine
from xl_addin.ledger.payload import canonical
from xl_addin.rulebook.facts import ORM
from xl_addin.rulebook.policy import Policy, policy_rows

AUTO, SUGGEST = "AUTO", "SUGGEST"
CROSS, THIRD, PROMOTED = "settle_cross_currency", "settle_third_party", "settle_promoted"
_ROUNDED = ("EXACT", "TOL")  # a deal leaves the unit that rounding takes

Answered = Mapping[str, tuple[int, int]]  # of each pass: lines that people accepted, and refused


def policy_version(policy: Policy) -> str:
    """Short hash of all that the bank has set for itself."""
    return hashlib.sha256(canonical(policy_rows(policy))).hexdigest()[:8]


@dataclass(frozen=True)
class ByPolicy:
    """What is asked before a proposal is posted: the policy, the desk's facts of the month, how people answered."""

    policy: Policy
    month: Month
    answered: Answered

    def row(self, line: SettlementLine) -> str:
        """The row of the policy that has the proposal posted; "" where a person must accept it."""
        if line.tier != SUGGEST:
            return ""
        said = self.month.said(ORM, line.orm_key)
        policy, exact = self.policy, line.reason == "EXACT"
        if policy.settle_cross_currency and line.found_by == "CROSS_CURRENCY" and line.reason in _ROUNDED:
            return CROSS if said.get("deal_rate") else ""
        iec = self.month.invoices[line.invoice_key].record.iec
        if policy.settle_third_party and line.found_by == "THIRD_PARTY" and exact:
            return THIRD if said.get("on_behalf_of_iec") == iec else ""
        return PROMOTED if line.found_by in policy.settle_promoted and self.earned(line.found_by) else ""

    def earned(self, found_by: str) -> bool:
        """Whether people accepted enough proposals of a pass and refused none."""
        accepted, refused = self.answered.get(found_by, (0, 0))
        return not refused and accepted >= self.policy.settle_promoted_after

    def posted(self, lines: Iterable[SettlementLine]) -> list[SettlementLine]:
        """The proposals that are posted, whole groups only, with the row and version of the policy in the evidence."""
        every = [(line, self.row(line)) for line in lines if line.tier == SUGGEST]
        left = {line.group_id for line, row in every if not row}
        return [self._decided(line, row) for line, row in every if row and line.group_id not in left]

    def _decided(self, line: SettlementLine, row: str) -> SettlementLine:
        accepted = self.answered.get(line.found_by, (0, 0))[0]
        so_far = f", {accepted} of the pass accepted and none refused" if row == PROMOTED else ""
        by = f"{line.evidence}; posted by {row} of the bank's policy, version {policy_version(self.policy)}{so_far}"
        return line._replace(tier=AUTO, evidence=by)


def policy_told(policy: Policy) -> str:
    """What About says of proposals that are posted without a person."""
    kinds = [name for name in (CROSS, THIRD) if getattr(policy, name)]
    if policy.settle_promoted:
        kinds.append(f"{PROMOTED} after {policy.settle_promoted_after}: {', '.join(policy.settle_promoted)}")
    return f"{'; '.join(kinds)} (bank's policy, version {policy_version(policy)})" if kinds else "by a person only"


def answers_told(answered: Answered) -> str:
    """What About says of how people answered the proposals, pass by pass."""
    rows = sorted(answered.items())
    return "; ".join(f"{name} {yes} of {yes + no} accepted" for name, (yes, no) in rows) or "none answered yet"


def pass_told(name: str, asked: ByPolicy, lines: Iterable[SettlementLine]) -> list[str]:
    """A pass in sentences: its proposals of the month, how people answered, and what the policy would post of them."""
    mine = [line for line in lines if line.found_by == name]
    accepted, refused = asked.answered.get(name, (0, 0))
    told = [
        f"{name}: {len(mine):,} lines are proposed in {asked.month.period}",
        f"  People accepted {accepted:,} and refused {refused:,} of this pass so far",
    ]
    for row, policy in _switched_on(name, asked.policy).items():
        count = len(replace(asked, policy=policy).posted(mine))
        state = "posts" if policy == asked.policy else "would post"
        told.append(f"  {row} of the bank's policy {state} {count:,} of them without a person")
    return told


def _switched_on(name: str, policy: Policy) -> dict[str, Policy]:
    """The policy with each row switched on that may have a pass posted."""
    rows: dict[str, Policy] = {}
    if name == "CROSS_CURRENCY":
        rows[CROSS] = replace(policy, settle_cross_currency=True)
    if name == "THIRD_PARTY":
        rows[THIRD] = replace(policy, settle_third_party=True)
    named = policy.settle_promoted if name in policy.settle_promoted else (*policy.settle_promoted, name)
    return {**rows, PROMOTED: replace(policy, settle_promoted=named)}
