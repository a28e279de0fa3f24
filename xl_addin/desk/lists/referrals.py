"""Referrals: decisions that someone above the desk must take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xl_addin.desk.acts.proposable import held_numbers
from xl_addin.desk.lists.order import ordered
from xl_addin.desk.lists.parts import (
    A_DECISION,
    A_PARTY,
    AN_AMOUNT,
    AN_INVOICE,
    AN_ORM,
    INVOICE_KEY,
    ORM_KEY,
    REMARKS,
    own,
)
from xl_addin.desk.lists.proposed import extensions_held, proposal_of
from xl_addin.desk.lists.referral_reasons import COLUMNS, reason_of, reasons
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import Case
from xl_addin.domain.statuses import statuses
from xl_addin.rulebook.facts import REFERRAL
from xl_addin.workbook.lists import Column, List, Sheet, long, text

_THE_DECISION = tuple(column for column in A_DECISION if column.header != "Confidence")


def referred(told: Told) -> Sequence[Case]:
    """Every decision whose status says that another than the desk decides."""
    words = {word for word, status in statuses().items() if status.referred_to}
    held = {**held_numbers(told.proposals, told.month), **extensions_held(told)}
    return [_as_referral(told, case, held) for case in told.cases if case.decision.status in words]


def _as_referral(told: Told, case: Case, held: Mapping[str, str]) -> Case:
    """The same decision, whose answers here are those of the referral, not of the decision's own list."""
    about = (REFERRAL, f"{case.subject} {case.item.key}")
    return replace(case, about=about, said=told.month.said(*about), proposal=held.get(case.item.key, ""))


REASONS = List(
    "tblReferralReasons",
    rows=lambda told: reasons(referred(told), told.memos),
    empty="nothing in this period: no decision is to be referred",
    first=("Subject", "To be referred to", "Items", "Importers", "Amount INR", "Sign", "Status", "Reason", "Sums"),
    seldom=("No rate",),
    total="Amount INR",
    columns=COLUMNS,
)

LIST = List(
    "tblReferrals",
    rows=ordered(referred, lambda case: 0, lambda case: case.amount_inr),
    key=("Subject", *ORM_KEY, *INVOICE_KEY),
    first=("Subject", "ORM number", "BoE number", "Currency", "Amount", "Sign", "Status", "Why", "Reason"),
    empty="nothing in this period: no decision is to be referred",
    columns=(
        Column("To be referred to", text, lambda d: statuses()[d.decision.status].referred_to, 20),
        Column("Through", text, lambda d: statuses()[d.decision.status].through, 16, "Who sends it on."),
        own("regional_office", text, 15, "The office of RBI that has jurisdiction."),
        Column("Subject", text, lambda d: d.subject, 14),
        Column("Reason", long, reason_of, 34, "The line above that it belongs to."),
        *AN_ORM,
        *AN_INVOICE,
        *A_PARTY,
        *AN_AMOUNT,
        *_THE_DECISION,
        own("memo_number", text, 16, "Number of the letter or memo sent."),
        own("memo_date"),
        own("memo_status", text, 13, "Choose where the memo stands."),
        own("rbi_letter_no", text, 14, "Number of the letter by which RBI has approved the case."),
        own("rbi_letter_date"),
        REMARKS,
        *proposal_of("Y proposes the write-off or extension that RBI has approved by that letter, with the remarks."),
    ),
)

SHEET = Sheet(
    "Referrals",
    "decisions",
    "Decisions above the desk: RBI under the old rules, the bank's authority under the new.",
    "Above one line a reason, below the items: filter Reason. References to RBI go through the Compliance Head. "
    "Approved by RBI: fill in its letter, Propose Y, Propose.",
    (REASONS, LIST),
    3,
)
