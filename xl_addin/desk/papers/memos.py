"""Referral memos: cases that RBI decides, through the Compliance Head, or the bank's authority; one a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from xl_addin.desk.lists.referral_reasons import reason_of
from xl_addin.desk.lists.referrals import referred
from xl_addin.desk.lists.told import Told, paise
from xl_addin.desk.month.case import Case
from xl_addin.desk.papers.drafts import MASTER, Desk, Draft, Drafts, Left, money, parted
from xl_addin.desk.papers.kinds import MEMO
from xl_addin.desk.papers.letters import ITEMS, about, items_of
from xl_addin.documents.facts import Facts, Grid
from xl_addin.documents.plain import rupees
from xl_addin.domain.money import to_minor
from xl_addin.domain.statuses import statuses
from xl_addin.ledger.papers import Issued, issued
from xl_addin.rulebook.facts import IMPORTER

_RBI = "Reserve Bank of India"
_NO_OFFICE = "Fill in Regional Office on the sheet Referrals, read the book back, and make the memo again."


class _Group(NamedTuple):
    """What one memo is about: who decides, through whom, the subject and the reason, whose cases."""

    to: str
    through: str
    subject: str
    reason: str
    iec: str


def memos(
    desk: Desk, told: Told, known: Sequence[Issued], iecs: Sequence[str] = (), *, prepared_by: str = ""
) -> Drafts:
    """A memo for each importer, reason and addressee with cases that none was written of yet."""
    had = {item for one in known for item in items_of(one)}
    groups: dict[_Group, list[Case]] = defaultdict(list)
    left: list[Left] = []
    for case in referred(told):
        if case.about in had or case.said.get("memo_number") or (iecs and case.iec not in iecs):
            continue
        to = _addressee(case)
        if isinstance(to, Left):
            left.append(to)
        else:
            through = statuses()[case.decision.status].through
            groups[_Group(to, through, case.subject, reason_of(case), case.iec)].append(case)
    drafts = parted(_memo(desk, key, cases, prepared_by) for key, cases in sorted(groups.items()))
    return drafts._replace(left=(*left, *drafts.left))


def memos_issued(connection: Connection, as_on: date) -> dict[tuple[str, str], str]:
    """The number of the last memo that was issued of each referral up to a day, whether or not it was sent."""
    told = (one for one in issued(connection, MEMO.word) if one.as_on <= as_on)
    return {item: one.number for one in told for item in items_of(one)}


def _addressee(case: Case) -> str | Left:
    """Who decides; of RBI the office that has jurisdiction, which nobody guesses."""
    to = statuses()[case.decision.status].referred_to
    if _RBI not in to and "RBI" not in to:
        return to
    office = str(case.said.get("regional_office") or "").strip()
    if not office:
        return Left(f"{case.subject} {case.item.key}", "no Regional Office is named.", _NO_OFFICE)
    return f"{_RBI}, Regional Office {office}"


def _memo(desk: Desk, of: _Group, cases: Sequence[Case], prepared_by: str) -> Draft | Left:
    name = cases[0].importer.strip()
    if not name:
        return Left(f"Importer {of.iec}", "nobody knows his name.", MASTER)
    fields = {"importer": name, "iec": of.iec, "to": of.to, "through": of.through or "–", "prepared_by": prepared_by}
    grids = {"cases": _cases(cases), ITEMS: about(case.about for case in cases)}
    subjects = {"subject": of.reason}
    facts = Facts({**desk.fields(), **fields, **subjects}, grids, (*_cited(cases),), desk.mark)
    return Draft(MEMO, IMPORTER, of.iec, 0, facts, of.iec)


def _cases(cases: Sequence[Case]) -> Grid:
    heads = ("Item", "Amount", "INR", "Decision", "Why")
    rows = tuple((_item(case), money(case.amount_minor, case.currency), _inr(case), *_decided(case)) for case in cases)
    return Grid(heads, rows, (1, 2))


def _item(case: Case) -> str:
    if case.orm_number:
        return f"ORM {case.orm_number}"
    serial = f", serial {case.invoice_serial}" if case.invoice_serial else ""
    return f"BoE {case.boe_number} of {case.boe_date:%d-%b-%Y}, {case.port_code}{serial}"


def _inr(case: Case) -> str:
    worth = paise(case.amount_inr)
    return rupees(to_minor(worth, "INR")) if worth is not None else "no rate"


def _decided(case: Case) -> tuple[str, str]:
    return case.decision.status, case.decision.grounds


def _cited(cases: Sequence[Case]) -> Iterator[str]:
    yield from (f"{one}." for one in dict.fromkeys(case.decision.citation for case in cases) if one)
