"""Referrals by reason: one line each, with who decides, how much is meant, and the memos that were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xl_addin.desk.lists.told import paise
from xl_addin.desk.month.case import Case
from xl_addin.domain.money import grouped
from xl_addin.domain.statuses import statuses
from xl_addin.engine.finding_codes import row_of
from xl_addin.workbook.lists import Column, inr, long, status, text, whole

FOR_RBI = "RBI"


@dataclass(frozen=True, slots=True)
class Reason:
    """Decisions that the same person above the desk takes for the same reason, as their referrals."""

    words: str
    cases: Sequence[Case]
    issued: Mapping[tuple[str, str], str] = field(default_factory=dict)  # memos by what their cases are about

    @property
    def first(self) -> Case:
        """One of them, for what all have alike."""
        return self.cases[0]

    @property
    def sums(self) -> str:
        """Their amounts by currency."""
        found: dict[str, int] = {}
        for case in self.cases:
            if case.currency:
                found[case.currency] = found.get(case.currency, 0) + case.amount_minor
        return ", ".join(f"{currency} {grouped(minor, currency)}" for currency, minor in sorted(found.items()))

    @property
    def inr(self) -> Decimal | None:
        """INR of those that have a rate; None where none has."""
        known = [one for case in self.cases if (one := paise(case.amount_inr)) is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def offices(self) -> str:
        """Regional Offices of RBI that were named, and of how many items none was."""
        if FOR_RBI not in statuses()[self.first.decision.status].referred_to:
            return ""
        named = [str(case.said.get("regional_office") or "").strip() for case in self.cases]
        lacking = [f"{named.count(''):,} not named"] if "" in named else []
        return "; ".join([*sorted({*named} - {""}), *lacking])

    @property
    def memos(self) -> list[str]:
        """Numbers of the memos that were issued, or that the desk has told, each once."""
        return sorted({number for case in self.cases if (number := self._memo(case))})

    @property
    def without_memo(self) -> int:
        """Of how many of them there is no memo."""
        return sum(not self._memo(case) for case in self.cases)

    def _memo(self, case: Case) -> str:
        return str(case.said.get("memo_number") or self.issued.get(case.about, ""))


def reason_of(case: Case) -> str:
    """Why a decision goes above the desk: its subject, and the headline of what was found (K13)."""
    found = case.decision
    headline = next((code for code in found.findings if code != found.status), "")
    return f"{found.subject}: {row_of(headline).meaning if headline else statuses()[found.status].meaning}"


def reasons(cases: Iterable[Case], issued: Mapping[tuple[str, str], str]) -> list[Reason]:
    """One for each addressee, status and reason, by these; with the memos that were issued."""
    groups: dict[tuple[str, str, str], list[Case]] = {}
    for case in cases:
        place = statuses()[case.decision.status].referred_to, case.decision.status, reason_of(case)
        groups.setdefault(place, []).append(case)
    return [Reason(place[2], groups[place], issued) for place in sorted(groups)]


def _shown(words: Sequence[str], most: int = 3) -> Iterator[str]:
    yield from words[:most]
    if len(words) > most:
        yield f"and {len(words) - most:,} more"


COLUMNS: tuple[Column[Reason], ...] = (
    Column("To be referred to", text, lambda r: statuses()[r.first.decision.status].referred_to, 20),
    Column("Through", text, lambda r: statuses()[r.first.decision.status].through, 16, "Who sends it on."),
    Column("Regional Office", long, lambda r: r.offices, 15, "As the items below name it."),
    Column("Subject", text, lambda r: r.first.subject, 14),
    Column("Reason", long, lambda r: r.words, 34, "Filter the same column of the items below by it."),
    Column("Sums", long, lambda r: r.sums, 20, "By currency."),
    Column("Items", whole, lambda r: len(r.cases), 9),
    Column("Importers", whole, lambda r: len({case.iec for case in r.cases}), 10.5),
    Column("Amount INR", inr, lambda r: r.inr, help="Of the items with a rate."),
    Column("No rate", whole, lambda r: sum(case.amount_inr is None for case in r.cases), 8.5),
    Column("No memo", whole, lambda r: r.without_memo, 8, "Items of which there is no memo."),
    Column("Memos", long, lambda r: ", ".join(_shown(r.memos)), 16),
    *status("Status", lambda r: r.first.decision.status, width=17),
)
