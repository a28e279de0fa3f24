"""Approvals: what was proposed and waits, and what another person said of it in this period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from xl_addin.desk.lists.told import Told, paise
from xl_addin.ledger.acts import meaning_of, message_of
from xl_addin.ledger.proposed import Proposal
from xl_addin.workbook.lists import Column, List, Sheet, day, inr, long, money, status, text

WAITS = "FOR APPROVAL"
APPROVE, RETURN, REFUSE = "Approve", "Return", "Refuse"
ANSWER, ANSWER_REASON = "Answer", "Answer reason"


def _shown(told: Told) -> Sequence[Proposal]:
    """What waits above what was answered in the period."""
    waiting = [one for one in told.proposals if one.waits]
    return [*waiting, *(one for one in told.proposals if one.verdict and one.verdict.period == told.month.period)]


def _word(one: Proposal) -> str:
    return one.verdict.word if one.verdict else WAITS


LIST = List(
    "tblApprovals",
    rows=_shown,
    key=("Proposal",),
    total="Amount INR",
    first=("Proposal", "Sign", "Status", "Answer", "Act", "Item", "Currency", "Amount", "Answer reason", "Amount INR"),
    empty="nothing in this period: nothing was proposed",
    columns=(
        Column("Proposal", text, lambda p: str(p.number), 9, "Act of the ledger and place in it."),
        *status("Status", _word, width=12),
        Column(
            ANSWER,
            text,
            lambda p: "",
            10,
            "Of another person than the maker: Approve closes what is proposed; Return and Refuse need a reason.",
            words=(APPROVE, RETURN, REFUSE),
            is_user_input=True,
        ),
        Column(
            ANSWER_REASON,
            long,
            lambda p: "",
            18,
            "Why it is returned or refused, at most 250 characters; the maker reads it.",
            is_user_input=True,
        ),
        Column("Act", long, lambda p: meaning_of(p.act), 20),
        Column("Item", text, lambda p: p.item_key, 32),
        Column("AD code", text, lambda p: p.branch, 9),
        Column("Owner", text, lambda p: p.owner, 14, "Of the importer, as Import licence or the importers file says."),
        Column("Currency", text, lambda p: p.currency, 8.5, "Blank where the item has several."),
        Column("Amount", money, lambda p: p.amount_minor),
        Column("Amount INR", inr, lambda p: paise(Decimal(p.inr)) if p.inr else None),
        Column("Decision", text, lambda p: p.status, 12),
        Column("Reason", text, lambda p: p.reason, 14),
        Column("Code", text, lambda p: p.code, 6, "Adjustment indicator that the reason calls for."),
        Column("Papers", long, lambda p: p.papers, 20),
        Column(
            "Calls for",
            text,
            lambda p: message_of(p.act, p.item_kind),
            8,
            "Message of IDPMS that the act calls for once it is approved: produce drafts it.",
        ),
        Column("Remarks", long, lambda p: p.remarks, 20),
        Column("Proposed by", text, lambda p: p.maker, 14),
        Column("Proposed on", day, lambda p: datetime.fromisoformat(p.at).date()),
        Column("Answered by", text, lambda p: p.verdict.person if p.verdict else "", 14),
        Column("Answered on", day, lambda p: datetime.fromisoformat(p.verdict.at).date() if p.verdict else None),
        Column("Under", text, lambda p: p.verdict.power if p.verdict else "", 18, "Row of the bank's policy."),
        Column("Reason given", long, lambda p: p.verdict.reason if p.verdict else "", 20),
    ),
)

SHEET = Sheet(
    "Approvals",
    "decisions",
    "What one person proposed, and what another said of it.",
    "What is approved is closed; what waits moves nothing. Another person answers in blue cells and presses Approve.",
    (LIST,),
    1,
)
